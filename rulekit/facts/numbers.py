"""Numbers with a checksum in a text: accounts, cards, tax and social-insurance numbers.

A number counts only where people write it as one: in one piece or in the groups its form has, with nothing of a longer number,
word, path or amount touching it, and not right behind a word that names it as something else (`Bestellnummer`, `ISBN`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rulekit.facts.checksums import (
    IBAN_LENGTHS,
    ahv_holds,
    card_holds,
    iban_holds,
    insurance_at_holds,
    insurance_de_holds,
    tax_id_holds,
)
from rulekit.facts.search import Plain, Span, compiled, spans, which
from rulekit.facts.spans import alone


class Form(NamedTuple):
    """How a number is written: the lengths of its groups, and the signs one of which parts them all."""

    kind: str
    groups: tuple[int, ...]
    signs: str
    holds: Callable[[str], bool]


FORMS: tuple[Form, ...] = (
    *(Form("card", (length,), "", card_holds) for length in (13, 14, 15, 16, 19)),
    Form("card", (4, 4, 4, 4), " -", card_holds),
    Form("card", (4, 4, 4, 4, 3), " -", card_holds),
    Form("card", (4, 6, 5), " -", card_holds),
    Form("card", (4, 6, 4), " -", card_holds),
    Form("tax-id", (11,), "", tax_id_holds),
    Form("tax-id", (2, 3, 3, 3), " ", tax_id_holds),
    Form("social-insurance", (13,), "", ahv_holds),
    Form("social-insurance", (3, 4, 4, 2), ". ", ahv_holds),
    Form("social-insurance", (10,), "", insurance_at_holds),
    Form("social-insurance", (4, 6), " -", insurance_at_holds),
)
"""The forms of numbers of digits alone, from the issuers' own documents (see `rulekit.facts.checksums`)."""


def _by_groups() -> dict[tuple[int, ...], tuple[Form, ...]]:
    return {groups: tuple(form for form in FORMS if form.groups == groups) for groups in {f.groups for f in FORMS}}


_BY_GROUPS = _by_groups()
_COUNTS = sorted({len(groups) for groups in _BY_GROUPS}, reverse=True)
_SIZES = frozenset(groups[0] for groups in _BY_GROUPS)

_RUN = r"[0-9]+(?:[ .-][0-9]+)*"
_GROUP = re.compile(r"[0-9]+")
_IBAN = r"[A-Za-z]{2}[0-9]{2}"
_INSURANCE_DE = r"[0-9]{2} ?[0-9]{6} ?[A-Za-z] ?[0-9]{2} ?[0-9]"

_ELSE = (
    r"(?:bestell|auftrag|rechnung|artikel|sendung|tracking|liefer|paket|serien|charge|vorgang|akten|ticket|modell|teile?|"
    r"order|invoice|article|item|product|serial|shipment|parcel|case|commit|build|revision|version|hash|"
    r"isbn|issn|ean|gtin|doi|sku|imei|iccid|arxiv|pzn|wkn|isin|ust|hrb|az)[a-z.-]{0,16}[ ]?"
    r"(?:nr|nummer|no|number|id|code)?[.]?[ ]?[:#=]?[ ]{0,2}$"
)
"""What names a number as something else, at the end of what stands before it."""
_BACK = 40


def bare(string: str, start: int, end: int) -> bool:
    """Whether the number stands for itself: no letter, digit or sign of a longer number, amount or path touches it."""
    before, after = string[start - 1 : start], string[end : end + 2]
    if not alone(string, start, end) or before in tuple("+/.,-_=#$€£%") or after[:1] in tuple("/_=-%€$£"):
        return False
    if before == ":" and not string[start - 2 : start - 1].isalpha():
        return False  # a time; a word and a colon introduce the number
    return not (after[:1] in tuple(".,:") and "0" <= after[1:] <= "9")


def named_otherwise(where: Plain, start: int) -> bool:
    """Whether the words right before name the number as that of an order, a book, a build …"""
    return compiled(_ELSE, True).search(where.raw[max(0, start - _BACK) : start].lower()) is not None


def numbers(where: Plain) -> Iterator[tuple[str, int, int]]:
    """Kind and span of every number of digits alone, in order; they may overlap, the first one is the surest."""
    string = where.text
    for start, end in spans(_RUN, where.raw):
        if end - start < 10:
            continue
        groups = [found.span() for found in _GROUP.finditer(string, start, end)]
        sizes = tuple(other - one for one, other in groups)
        for place, size in enumerate(sizes):
            if size in _SIZES:
                yield from _at(where, groups, sizes, place)


def _at(where: Plain, groups: list[Span], sizes: tuple[int, ...], place: int) -> Iterator[tuple[str, int, int]]:
    """The numbers that begin with the group at that place."""
    string, start = where.text, groups[place][0]
    for count in _COUNTS:
        if place + count > len(sizes):
            continue
        for form in _BY_GROUPS.get(sizes[place : place + count], ()):
            end = groups[place + count - 1][1]
            if _parted(string, form, groups[place : place + count]) and not _goes_on(sizes, place, count):
                digits = "".join(string[one:other] for one, other in groups[place : place + count])
                if form.holds(digits) and bare(string, start, end) and not named_otherwise(where, start):
                    yield form.kind, start, end


def _parted(string: str, form: Form, groups: list[Span]) -> bool:
    """Whether one and the same of the form's signs parts all groups."""
    signs = {string[end] for _, end in groups[:-1]}
    return len(signs) < 2 and signs <= set(form.signs)


def _goes_on(sizes: tuple[int, ...], place: int, count: int) -> bool:
    """Whether groups are part of a longer row of groups of the same length: no number of its own, but a longer one's."""
    if count == 1:
        return False
    longest = max(sizes[place : place + count])
    return sizes[place + count : place + count + 1] == (longest,) or (place > 0 and sizes[place - 1] == longest)


def all_numbers(where: Plain) -> Iterator[tuple[str, int, int]]:
    """Kind and span of every account, card, tax and social-insurance number; they may overlap, the surest come first."""
    there = which(_IBAN, _INSURANCE_DE, r"(?:[0-9][ .-]?){10}").Match(where.raw) or ()
    if 0 in there:
        yield from (("iban", *span) for span in ibans(where))
    if 1 in there:
        yield from (("social-insurance", *span) for span in insurances_de(where))
    if 2 in there:
        yield from numbers(where)


def ibans(where: Plain) -> Iterator[Span]:
    """Where IBANs stand, in one piece or in groups of any size parted by one space or hyphen."""
    string = where.text
    for start, _ in spans(_IBAN, where.raw):
        length = IBAN_LENGTHS.get(string[start : start + 2].upper(), 0)
        letters: list[str] = []
        end = start
        while end < len(string) and len(letters) < length:
            if string[end].isascii() and string[end].isalnum():
                letters.append(string[end])
            elif string[end] not in " -" or string[end - 1] in " -":
                break
            end += 1
        if letters and alone(string, start, end) and iban_holds("".join(letters)):
            yield start, end


def insurances_de(where: Plain) -> Iterator[Span]:
    """Where German social-insurance numbers stand: `15 070649 C 103`."""
    for start, end in spans(_INSURANCE_DE, where.raw):
        if bare(where.text, start, end) and insurance_de_holds(where.text[start:end].replace(" ", "")):
            yield start, end
