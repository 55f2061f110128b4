"""Personal data in the texts of a post: hidden where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulekit.errors import Words
from rulekit.facts.seen import Found
from rulekit.facts.spans import masked
from rulekit.fixes.parts import Steps, covers, put, replaced, steps_of
from rulekit.fixes.values import Case, Fixer, Mended, Needs
from rulekit.model.canonical import Json

HIDDEN = "••••"
"""What stands for something hidden whole; numbers and addresses keep their last two characters (`rulekit.facts.spans.masked`)."""

TOUCHES = ("/text", "/title", "/attachments/*/alt_text")
"""Texts that the post itself brings. What a picture shows or a file is called does not change by writing something else about it."""

_TELLING = re.compile(r"[0-9@]")


def _mask(case: Case) -> Mended | Needs | Words:
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for at, start, end, new in _places(case):
        if any(covers(touched, at) for touched in TOUCHES):
            spans.setdefault(at, []).append((start, end, new))
    post = case.post
    for at, found in spans.items():
        steps = steps_of(at)
        post = put(post, steps, replaced(_string(post, steps), found))
    return Mended(post) if spans else _NOTHING


def _places(case: Case) -> Iterator[tuple[str, int, int, str]]:
    """Where something is to be hidden: identifiers that the finding met, and whatever else of its evidence holds a digit or an @."""
    seen = case.view.fact("identifiers")
    spans = [
        (span.at, span.start, span.end)
        for found in seen.value or ()
        if isinstance(found, Found)
        for span in found.spans
        if span.start is not None and span.end is not None
    ]
    for item in case.finding.evidence:
        if item.start is None or item.end is None:
            continue
        string = _string(case.post, steps_of(item.at))
        met = [(at, start, end) for at, start, end in spans if at == item.at and start < item.end and item.start < end]
        for at, start, end in met:
            yield at, start, end, masked(string[start:end])
        quote = string[item.start : item.end]
        if not met and _TELLING.search(quote):
            yield item.at, item.start, item.end, _hidden(quote)


def _hidden(quote: str) -> str:
    """The quote from its first to its last digit or @ hidden, with the words around it kept."""
    found = list(_TELLING.finditer(quote))
    start, end = found[0].start(), found[-1].end()
    while start > 0 and quote[start - 1] not in " \t\n:#":
        start -= 1
    while end < len(quote) and quote[end] not in " \t\n":
        end += 1
    return quote[:start] + HIDDEN + quote[end:]


def _string(post: Json, steps: Steps) -> str:
    value: Json = post
    for step in steps:
        value = value[step]
    return value if isinstance(value, str) else ""


_NOTHING = Words(
    "there is no number or address to hide; what is said in words only a person can reword",
    "es gibt keine Nummer oder Adresse zu verdecken; Sätze umformulieren kann nur ein Mensch",
)

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "mask-personal-data",
        Words(
            "hides numbers and addresses of people, all but their last two characters",
            "verdeckt Nummern und Adressen von Menschen bis auf die letzten zwei Zeichen",
        ),
        TOUCHES,
        _mask,
    ),
)
