"""Medicines of the register in a text, doses, and uses that no approval covers."""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any, NamedTuple

from rulekit_health.words import Word, phrase, places, sentences, words

CLASSES = ("rx", "otc")
"""The classes of the register's products that are medicines: on prescription, over the counter."""


class Medicine(NamedTuple):
    """A medicine of the register: its name, class and the uses its label lists."""

    name: str
    kind: str
    indications: tuple[str, ...] = ()


class Named(NamedTuple):
    """A medicine in a text, with its half-open span."""

    medicine: Medicine
    start: int
    end: int


class Dose(NamedTuple):
    """An amount in milligrams as a text states it; `daily` counts how often a day, None for the bare strength of a package."""

    milligrams: float
    daily: int | None
    start: int
    end: int


class Use(NamedTuple):
    """A use that a text claims for a medicine, in the words of the text, with its half-open span."""

    medicine: Medicine
    use: str
    start: int
    end: int


def medicines_of(products: Iterable[Mapping[str, Any]] | None) -> tuple[Medicine, ...]:
    """The medicines among the register's products, by name. What has no name or another class is left out."""
    found = {
        Medicine(row["name"].strip(), row["class"], tuple(row.get("indications") or ()))
        for row in products or ()
        if row.get("class") in CLASSES and isinstance(row.get("name"), str) and row["name"].strip()
    }
    return tuple(sorted(found))


def named_in(text: str, medicines: Sequence[Medicine]) -> tuple[Named, ...]:
    """The medicines a text names: whole words, any case, with ® or ™, a genitive s, or as first part of a hyphenated word."""
    return _named(words(text), medicines)


def _named(tokens: Sequence[Word], medicines: Sequence[Medicine]) -> tuple[Named, ...]:
    by_first: dict[str, list[tuple[tuple[str, ...], Medicine]]] = {}
    for medicine in medicines:
        wanted = phrase(medicine.name)
        for first in {wanted[0], wanted[0] + "s"} if len(wanted) == 1 else set(wanted[:1]):
            by_first.setdefault(first, []).append((wanted, medicine))
    found = []
    for at, word in enumerate(tokens):
        for wanted, medicine in by_first.get(word.fold, ()):
            last = at + len(wanted) - 1
            if next(places(tokens[at : last + 1], wanted, genitive=True), None) is not None:
                found.append(Named(medicine, word.start, tokens[last].end))
    return tuple(sorted(found, key=lambda one: (one.start, -one.end, one.medicine)))


_NUMBERS = {
    "einmal": 1,
    "zweimal": 2,
    "dreimal": 3,
    "viermal": 4,
    "once": 1,
    "twice": 2,
    "ein": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "three": 3,
    "four": 4,
}
_UNITS = {
    "mg": 1.0,
    "g": 1000.0,
    "µg": 0.001,
    "mcg": 0.001,
    "milligramm": 1.0,
    "gramm": 1000.0,
    "milligrams": 1.0,
    "mikrogramm": 0.001,
}
_AMOUNT = re.compile(
    r"(?<![0-9A-Za-z.,])([0-9]{1,5}(?:[.,][0-9]{1,3})?) ?(mg|g|µg|mcg|Milligramm|Gramm|Mikrogramm|milligrams)(?![A-Za-z])",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:([1-9][0-9]?) ?(?:x|×|mal|times)|(einmal|zweimal|dreimal|viermal|once|twice)|(zwei|drei|vier|three|four) (?:mal|times))"
    r" ?(?:pro Tag|am Tag|täglich|daily|a day|per day|every day)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:alle|every) ([1-9][0-9]?) (?:Stunden|hours)\b", re.IGNORECASE)
_NEAR = 60
"""How many characters may stand between an amount and how often it is taken."""


def doses_in(text: str) -> tuple[Dose, ...]:
    """The amounts of a text in milligrams, each with how often a day it is said to be taken, if that stands beside it."""
    rates = [(*found.span(), _rate(found)) for found in _TIMES.finditer(text)]
    rates += [(*found.span(), 24 // int(found[1])) for found in _EVERY.finditer(text) if int(found[1]) <= 24]
    rates.sort()
    starts = [rate[0] for rate in rates]
    doses = []
    for found in _AMOUNT.finditer(text):
        start, end = found.span()
        at = bisect(starts, start)
        beside = [
            rate for rate in rates[max(0, at - 1) : at + 1] if rate[0] - end <= _NEAR and start - rate[1] <= _NEAR
        ]
        rate = min(beside, key=lambda one: max(one[0] - found.end(), found.start() - one[1]), default=None)
        amount = round(float(found[1].replace(",", ".")) * _UNITS[found[2].lower()], 3)
        if rate is None:
            doses.append(Dose(amount, None, start, end))
        else:
            doses.append(Dose(amount, rate[2], min(start, rate[0]), max(end, rate[1])))
    return tuple(doses)


def _rate(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else _NUMBERS[(found[2] or found[3]).lower()]


def _groups() -> Mapping[tuple[str, ...], int]:
    table = json.loads(resources.files("rulekit_health.data").joinpath("conditions.json").read_text("utf-8"))
    return {phrase(name): number for number, names in enumerate(table["groups"]) for name in names}


GROUPS: Mapping[tuple[str, ...], int] = _groups()
"""Names of conditions, as folded words, with the number of the group of names that mean the same."""

_LONGEST = max(len(name) for name in GROUPS)
_AIMS = frozenset(
    phrase("gegen bei beim für zum zur lindert hilft behandelt wirkt statt for against treats relieves helps with")
)
_HELPS = frozenset(
    phrase(
        "hilft helfen wirkt wirken lindert lindern behandelt behandeln geeignet einsetzbar nutzen nehmen "
        "helps help works work relieves treats treat use take great good"
    )
)
_REACH = 4
"""How many words may stand between a preposition and the condition: gegen die lästigen, oft starken Schmerzen."""
_NO = frozenset(phrase("nicht kein keine keinen nie ohne not no never without"))


def uses_in(tokens: Sequence[Word]) -> tuple[tuple[int, int, int], ...]:
    """Conditions that a sentence names as what something is for: group, first and last word. Negated ones are left out."""
    found = []
    for at in range(len(tokens)):
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            group = GROUPS.get(tuple(word.fold for word in tokens[at : at + size]))
            if group is None:
                continue
            before = {word.fold for word in tokens[max(0, at - _REACH) : at]}
            if before & _AIMS and not before & _NO:
                found.append((group, at, at + size - 1))
            break
    return tuple(found)


def off_label_in(text: str, medicines: Sequence[Medicine]) -> tuple[Use, ...]:
    """Uses a text claims for a medicine although its label does not list them.

    Judged is only a medicine whose indications the register knows, a use of the table, and a sentence that names the medicine and says that it helps.
    """
    known = [medicine for medicine in medicines if medicine.indications]
    found: set[Use] = set()
    for start, end in sentences(text):
        tokens = [Word(word.fold, word.start + start, word.end + start) for word in words(text[start:end])]
        here = {one.medicine for one in _named(tokens, known)}
        if not here or not any(word.fold in _HELPS for word in tokens):
            continue
        for group, first, last in uses_in(tokens):
            begin, stop = tokens[first].start, tokens[last].end
            found |= {
                Use(medicine, text[begin:stop], begin, stop)
                for medicine in here
                if not _on_label(medicine, group, tokens[first : last + 1])
            }
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.medicine)))


def _on_label(medicine: Medicine, group: int, written: Sequence[Word]) -> bool:
    wanted = tuple(word.fold for word in written)
    for indication in medicine.indications:
        listed = words(indication)
        if any(True for _ in places(listed, wanted)):
            return True
        for at in range(len(listed)):
            for size in range(1, min(_LONGEST, len(listed) - at) + 1):
                if GROUPS.get(tuple(word.fold for word in listed[at : at + size])) == group:
                    return True
    return False
