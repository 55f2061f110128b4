"""Clients who are named: a word for the client, and a person's name with Herr, Frau and the like close to it.

Only with a form of address: a capital alone says nothing in German, where every noun has one. `Frau Rechtsanwältin` and
`Herr Richter` name an office, and an initial names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 20_000
"""How many code points of one string are read."""

NEAR = 90
"""How far apart, in code points and within one sentence, the client and the name may stand."""

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
_CLIENT = re.compile(
    rf"(?<![{_LETTERS}])(?:(?:Mandant|Klient)(?:in|en)?|our client|my client|unsere[rnm]? Auftraggeber(?:in)?)(?![{_LETTERS}*:_])"
)
_NAMED = re.compile(
    rf"(?<![{_LETTERS}])(?:Frau|Herrn?|Familie|Eheleuten?|Mrs?|Ms)\.?[ \u00a0]((?:(?:Dr|Prof)\.?[ \u00a0]){{0,2}})([A-ZÀ-ÖØ-Þ][{_LETTERS}-]{{2,40}})"
)
_END = re.compile(r"(?<!Dr)(?<!Prof)(?<!Mr)(?<!Ms)(?<!Mrs)[.](?=[ \n])|[!?\n]")

OFFICES: tuple[str, ...] = (
    "Rechtsanw", "Anw", "Kolleg", "Richter", "Staatsanw", "Notar", "Vorsitz", "Professor", "Doktor", "Minister", "Präsident",
    "Präsidentin", "Referendar", "Justiz", "Steuerberater", "Verteidiger", "Bürgermeister", "Kammer", "Fachanw", "Judge", "Justice",
)  # fmt: skip
"""How words begin that name an office behind `Frau` or `Herr`."""


class Named(NamedTuple):
    """A client's name and its span, and the span of the word that says it is a client."""

    name: str
    start: int
    end: int
    word: tuple[int, int]


def named_clients(text: str) -> Iterator[Named]:
    """All names close to a word for the client. Reads the first `LONGEST` code points."""
    text = text[:LONGEST]
    words = [hit.span() for hit in _CLIENT.finditer(text)]
    if not words:
        return
    ends = [hit.start() for hit in _END.finditer(text)]
    place = 0
    for hit in _NAMED.finditer(text):
        if hit[2].startswith(OFFICES):
            continue
        while place < len(words) and words[place][1] < hit.start() - NEAR:
            place += 1
        for word in words[place : place + 4]:
            low, high = min(word[1], hit.end()), max(word[0], hit.start())
            if high - low <= NEAR and not _between(ends, low, high):
                yield Named(hit[2], hit.start(), hit.end(), word)
                break


def _between(ends: list[int], low: int, high: int) -> bool:
    from bisect import bisect_left

    place = bisect_left(ends, low)
    return place < len(ends) and ends[place] < high
