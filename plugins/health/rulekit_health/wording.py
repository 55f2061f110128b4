"""The text that advertising for medicines must carry (HWG §4 Abs. 3): which wording a post has, and whether it is in force."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib import resources
from typing import NamedTuple

from rulekit_health.words import phrase, places, words


class Wording(NamedTuple):
    """One wording of the law: for whom (`human`, `veterinary`), its words, and the days it was in force, both included."""

    wording: str
    use: str
    text: str
    phrase: tuple[str, ...]
    since: date | None
    until: date | None

    def in_force(self, day: date) -> bool:
        """Whether the law asked for this wording on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Seen(NamedTuple):
    """A wording in a text, with its half-open span."""

    wording: Wording
    start: int
    end: int


def _loaded() -> tuple[Wording, ...]:
    table = json.loads(resources.files("rulekit_health.data").joinpath("mandatory_texts.json").read_text("utf-8"))
    return tuple(
        Wording(row["wording"], row["use"], row["text"], phrase(row["text"]), _day(row["from"]), _day(row["until"]))
        for row in table["texts"]
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


WORDINGS: tuple[Wording, ...] = _loaded()
"""Every wording of the law that is known, the current one first."""


def found_in(text: str, among: Sequence[Wording] = WORDINGS) -> tuple[Seen, ...]:
    """The wordings a text carries, in order. Signs, spaces, line breaks, case and written-out umlauts do not count; words do."""
    tokens = words(text)
    seen = [
        Seen(wording, tokens[first].start, tokens[last].end)
        for wording in among
        for first, last in places(tokens, wording.phrase)
    ]
    return tuple(sorted(seen, key=lambda one: (one.start, one.end)))


def due(day: date, use: str = "human", among: Sequence[Wording] = WORDINGS) -> Wording | None:
    """The wording that the law asks for on a day; None before there was one."""
    return next((one for one in among if one.use == use and one.in_force(day)), None)


def renewed(text: str, day: date, among: Sequence[Wording] = WORDINGS) -> str | None:
    """The text with an outdated wording replaced by the one in force on that day, or with that wording added; None if it has it already."""
    seen = found_in(text, among)
    if any(one.wording.in_force(day) for one in seen):
        return None
    use = seen[0].wording.use if seen else "human"
    wording = due(day, use, among)
    if wording is None:
        return None
    if not seen:
        return f"{text.rstrip()}\n\n{wording.text}" if text.strip() else wording.text
    for one in reversed(seen):
        end = one.end + (1 if text[one.end : one.end + 1] == "." else 0)
        text = text[: one.start] + wording.text + text[end:]
    return text
