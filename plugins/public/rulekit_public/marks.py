"""Marks of classified papers, and whether a text carries one as its label or only speaks of it."""

from __future__ import annotations

import re
from typing import NamedTuple

LEVELS = ("restricted", "confidential", "secret", "top secret")
"""The four German levels (SÜG §4 Abs. 2) and their NATO, EU and British counterparts, the lowest first."""


class Mark(NamedTuple):
    """A mark in a text: as written, its level, whether it is the text's label, and its half-open span."""

    mark: str
    level: str
    label: bool
    start: int
    end: int


_DASH = r" ?[-–—]? ?"
_MARKS = (
    (
        "restricted",
        rf"VS{_DASH}(?:NfD|NFD|nfd|Nur für den Dienstgebrauch|NUR FÜR DEN DIENSTGEBRAUCH|NUR FUER DEN DIENSTGEBRAUCH)",
    ),
    (
        "restricted",
        r"(?:OFFICIAL[- ]SENSITIVE|Official[- ]Sensitive|NATO RESTRICTED|EU RESTRICTED|RESTREINT UE(?:/EU RESTRICTED)?)",
    ),
    (
        "confidential",
        rf"(?:VS{_DASH}VERTRAULICH|VS{_DASH}Vertraulich|NATO CONFIDENTIAL|CONFIDENTIEL UE|EU CONFIDENTIAL)",
    ),
    ("top secret", r"(?:STRENG GEHEIM|COSMIC TOP SECRET|TRÈS SECRET UE|UK TOP SECRET|TOP SECRET)"),
    ("secret", r"(?:GEHEIM|NATO SECRET|SECRET UE|UK SECRET)"),
)
_ANY = re.compile("|".join(f"(?P<m{number}>{pattern})" for number, (_, pattern) in enumerate(_MARKS)))
_BEFORE = re.compile(r"(?:^|\n)[^0-9A-Za-zÀ-ÿ\n]{0,8}$")
_AFTER = re.compile(r"[ \t]{0,2}[)\]*_!|]{0,3}[ \t]{0,2}(?:\n|$|[:|]|[-–—] )")
_LETTER = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]")
_OPENS, _CLOSES = "([{", ")]}"
_HEAD = 12
"""How far back a line's beginning is looked for: a mark behind more signs than that is no heading."""


def marks_in(text: str) -> tuple[Mark, ...]:
    """The marks of a text, in order.

    A mark is a label where it stands alone on its line, in brackets, or before a colon or dash at the line's beginning.
    Capitals matter: `geheim` is an adjective.
    """
    found = []
    for hit in _ANY.finditer(text):
        start, end = hit.span()
        if _glued(text, start, end):
            continue
        level = next(_MARKS[number][0] for number in range(len(_MARKS)) if hit[f"m{number}"] is not None)
        found.append(Mark(hit[0], level, _is_label(text, start, end), start, end))
    return tuple(found)


def _glued(text: str, start: int, end: int) -> bool:
    """True if letters go on: GEHEIMNIS, EVS-NfD; a compound with a hyphen is another word, too."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return bool(
        before == "-"
        or _LETTER.match(before)
        or _LETTER.match(after)
        or (after[:1] == "-" and _LETTER.match(after[1:]))
    )


def _is_label(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 1) : start]
    if before and before in _OPENS and text[end : end + 1] and text[end : end + 1] in _CLOSES:
        return True
    head = text[max(0, start - _HEAD) : start]
    if start > _HEAD and "\n" not in head:
        return False
    return _BEFORE.search(head) is not None and _AFTER.match(text[end : end + _HEAD]) is not None


def file_marks(name: str) -> tuple[Mark, ...]:
    """The marks of a file's name, where signs and spaces are often underscores: every one of them is a label."""
    spaced = name.replace("_", " ")
    folded = re.sub(r"(?i)\bvs[- ]?nfd\b", lambda hit: "VS-NfD".ljust(len(hit[0])), spaced)
    return tuple(mark._replace(label=True) for mark in marks_in(folded))
