"""Names of the register in a text: parties that only the register knows, and tenders with the day of their award."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rulekit_public.words import Word, phrase, places, words


class Tender(NamedTuple):
    """A tender of the register: its name, the day from which the award is public (None: not decided), and the names of bidders."""

    name: str
    awarded_on: date | None
    bidders: tuple[str, ...]

    def open_on(self, day: date) -> bool:
        """Whether nobody outside may know anything yet on that day."""
        return self.awarded_on is None or day < self.awarded_on


class Place(NamedTuple):
    """A name in a text, with its half-open span."""

    name: str
    start: int
    end: int


def tenders_of(rows: Iterable[Mapping[str, Any]] | None) -> tuple[Tender, ...]:
    """The tenders of `public.tenders`, by name."""
    return tuple(
        sorted(
            (
                Tender(
                    row["name"],
                    None if row.get("awarded_on") is None else date.fromisoformat(row["awarded_on"]),
                    tuple(row.get("bidders") or ()),
                )
                for row in rows or ()
            ),
            key=lambda one: (one.name, one.awarded_on or date.max, one.bidders),
        )
    )


def names_in(text: str, names: Sequence[str]) -> tuple[Place, ...]:
    """Where names stand in a text: whole words, any case, with or without a genitive s."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in names:
        wanted = phrase(name)
        for first in {wanted[0], wanted[0] + "s"} if len(wanted) == 1 else set(wanted[:1]):
            by_first.setdefault(first, []).append((wanted, name))
    tokens: Sequence[Word] = words(text)
    found = []
    for at, word in enumerate(tokens):
        for wanted, name in by_first.get(word.fold, ()):
            last = at + len(wanted) - 1
            if next(places(tokens[at : last + 1], wanted, genitive=True), None) is not None:
                found.append(Place(name, word.start, tokens[last].end))
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.name)))
