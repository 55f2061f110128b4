"""Figures of past performance and the period they stand for.

DelVO (EU) 2017/565 Art. 44(4)(b): the preceding five years, or the whole time since an instrument exists if that is shorter,
in complete periods of twelve months. A figure is `complete` if the period beside it is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

FIVE_YEARS = 60
"""Months that a figure has to cover."""

LONGEST = 20_000
"""How many code points of one string are read."""

MOST = 100
"""How many percentages of one string are looked at: no post for people holds more."""

AROUND = 140
"""How far from a figure, in code points and within its sentence, a period or a word of performance may stand."""

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "einem einen eine ein one a", "zwei two", "drei three", "vier four", "fünf fuenf five", "sechs six", "sieben seven",
            "acht eight", "neun nine", "zehn ten", "elf eleven", "zwölf zwoelf twelve",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_COUNT = "[0-9]{1,3}|" + "|".join(_NUMBERS)
_UNITS = {"monat": 1, "month": 1, "jahr": 12, "year": 12, "quartal": 3, "quarter": 3, "halbjahr": 6}
_PERCENT = re.compile(r"(?<![0-9.,])([+-]?[0-9]{1,4}(?:[.,][0-9]{1,3})?)[ \u00a0\u202f]?(?:%|Prozent|percent|per cent)")
_SPAN = re.compile(
    rf"(?:\b(?:letzten|vergangenen|zurückliegenden|last|past|in|over|binnen|über|seit|for|nach)\s(?:the\s|den\s|letzten\s|vergangenen\s|last\s|past\s){{0,2}})"
    rf"({_COUNT})\s(?:vollen\s|full\s)?(monat|month|jahr|year|quartal|quarter|halbjahr)(?:en|e|n|s)?\b",
    re.IGNORECASE | re.ASCII,
)
_ONE = re.compile(
    r"\b(?:im letzten|im vergangenen|letztes|vergangenes|dieses|last|this|past|ersten|zweiten|dritten|vierten)\s"
    r"(monat|month|jahr|year|quartal|quarter|halbjahr)e?s?\b",
    re.IGNORECASE | re.ASCII,
)
_RUNNING = re.compile(
    r"\b(?:seit jahresbeginn|seit januar|seit [a-z]{3,9} 20[0-9]{2}|seit 20[0-9]{2}|year to date|ytd|since (?:january|20[0-9]{2}))\b",
    re.IGNORECASE | re.ASCII,
)
_WHOLE = re.compile(
    r"\b(?:seit (?:auflage|auflegung|bestehen|emission)|since (?:inception|launch))\b", re.IGNORECASE | re.ASCII
)
_PERFORMED = re.compile(
    r"wertentwicklung|wertzuwachs|kursplus|kursgewinn|performance|track record|zugelegt|gestiegen|im plus|im minus|"
    r"erwirtschaftet|erzielt|gebracht|verloren|rendite|outperform|returned|gained|up [0-9]|\bplus\b",
    re.IGNORECASE | re.ASCII,
)
_END = re.compile(r"[!?\n]|[.](?=\s+[^0-9])")


class Figure(NamedTuple):
    """A percentage of performance: as a number, the months it covers (None: not said, or they run), whether that is enough, its span."""

    percent: float
    months: int | None
    complete: bool
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """The percentages of the text beside which a period or a word of performance stands. Reads the first `LONGEST` code points."""
    text = text[:LONGEST]
    for hit in islice(_PERCENT.finditer(text), MOST):
        around = _sentence(text, hit.start(), hit.end())
        months, complete = period(around)
        if months is None and not complete and not _PERFORMED.search(around) and not _RUNNING.search(around):
            continue
        yield Figure(float(hit[1].replace(",", ".").replace("+", "")), months, complete, *hit.span())


def period(around: str) -> tuple[int | None, bool]:
    """The months that the words name (None: none, or a time that is still running), and whether they meet Art. 44(4)(b)."""
    hit = _SPAN.search(around)
    if hit is not None:
        number = hit[1].lower()
        months = (int(number) if number.isdigit() else _NUMBERS[number]) * _UNITS[hit[2].lower()]
        return months, months >= FIVE_YEARS and months % 12 == 0
    if _WHOLE.search(around):
        return None, True
    hit = _ONE.search(around)
    return (_UNITS[hit[1].lower()], False) if hit is not None else (None, False)


def _sentence(text: str, start: int, end: int) -> str:
    """What stands around the figure in its sentence, at most `AROUND` code points on each side."""
    before = text[max(0, start - AROUND) : start]
    behind = text[end : end + AROUND]
    begin = max((hit.end() for hit in _END.finditer(before)), default=0)
    end_of_sentence = _END.search(behind)
    return before[begin:] + text[start:end] + (behind[: end_of_sentence.start()] if end_of_sentence else behind)
