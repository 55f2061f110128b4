"""File numbers of German and European courts, and ECLI, found by their form.

A file number is chamber, register sign, running number and year: `I ZR 90/20`, `12 O 345/25`, `123 Js 4567/25`. Register signs:
Aktenordnung of the Länder, and the rules of procedure of the federal courts, as far as they name the kind of proceedings.
ECLI: Council conclusions 2011/C 127/01, annex: country, court (1 to 7), year, ordinal number (1 to 25 letters, digits and dots).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

LONGEST = 20_000
"""How many code points of one string are read."""

BEFORE = 60
"""How far before a file number, in code points, the name of its court is looked for."""


class FileNumber(NamedTuple):
    """One file number: as written, its register sign, its level (see `LEVELS`), and its span."""

    number: str
    register: str
    level: str
    start: int
    end: int


class Ecli(NamedTuple):
    """One European case law identifier, its parts, and its span."""

    ecli: str
    country: str
    court: str
    year: int
    start: int
    end: int


LEVELS: Mapping[str, frozenset[str]] = {
    level: frozenset(signs.split())
    for level, signs in {
        "constitutional": "BvR BvE BvL BvF BvQ BvB BvC BvG BvK BvM BvT",
        "federal": "ZR ZB ZA ARZ ARs StR StB BGs AnwZ NotZ KZR KVR KRB KVZ EnVR EnVZ RiZ AR(VZ) AZR AZB AZN ABR ABN AAZR WD WB CN KR AL AS KA",
        "appeal": "U UF UFH W WF S T Ss Ws Rv ORs OWs Sa SLa Ta TaBV TaBVGa LA LB LC MC Ns OLG SchH Kart Verg Vollz",
        "trial": "O OH HKO HK C F Ca Ga BV BVGa Ls Ds Cs KLs Ks Gs Qs OWi IN IK K L M VI XIV NC BG PatA StVK Kap Bs H B",
        "prosecution": "Js UJs BJs",
    }.items()
}
"""What kind of proceedings a register sign means; of signs that several courts use, the lowest."""

_COURTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (level, re.compile(rf"\b(?:{short}|(?:{long})(?:s|es)?)\b", re.ASCII))
    for level, short, long in (
        ("constitutional", "BVerfG|VerfGH", "Bundesverfassungsgericht|Verfassungsgerichtshof"),
        (
            "federal",
            "BGH|BAG|BVerwG|BSG|BFH|BPatG",
            "Bundesgerichtshof|Bundesarbeitsgericht|Bundesverwaltungsgericht|Bundessozialgericht|Bundesfinanzhof",
        ),
        (
            "appeal",
            "OLG|BayObLG|KG|LAG|OVG|VGH|LSG",
            "Oberlandesgericht|Kammergericht|Landesarbeitsgericht|Oberverwaltungsgericht|Landessozialgericht",
        ),
        (
            "trial",
            "LG|AG|VG|SG|FG|ArbG",
            "Landgericht|Amtsgericht|Arbeitsgericht|Verwaltungsgericht|Sozialgericht|Finanzgericht",
        ),
        ("prosecution", "StA", "Staatsanwaltschaft"),
    )
)
_MORE_SIGNS = frozenset("R A D E P X SB SO RA VE EG".split())
_SIGNS = "|".join(sorted(map(re.escape, _MORE_SIGNS.union(*LEVELS.values())), key=lambda sign: (-len(sign), sign)))
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9/.-])"
    r"((?:[BLS] )?(?:[0-9]{1,4}|[IVX]{1,5}[a-z]?)(?:[-/][0-9]{1,2})?)[ \u00a0]"
    rf"((?:HK ?O)|{_SIGNS})[ \u00a0]"
    r"(?:\([A-Za-z]{1,6}\)[ \u00a0])?([0-9]{1,6})[/.]([0-9]{2}|(?:19|20)[0-9]{2})(?![0-9/])(?:[ \u00a0](?:R|B|ER|KH|PKH)\b)?"
)
_EUROPEAN = re.compile(r"(?<![A-Za-z0-9-])([CTF])[-\u2011\u2013]([0-9]{1,4})/([0-9]{2})(?![0-9/])(?: ?(?:P|PPU|R)\b)?")
_ECLI = re.compile(
    r"(?<![A-Za-z0-9])ECLI:([A-Z]{2}):([A-Z][A-Z0-9]{0,6}):((?:19|20)[0-9]{2}):([A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)",
    re.IGNORECASE | re.ASCII,
)

STATES: frozenset[str] = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK EU CE EP GB XX".split()
)
"""What the second part of an ECLI can be: member states, the Union's courts, the Strasbourg court and the patent office."""


def eclis(text: str) -> Iterator[Ecli]:
    """All European case law identifiers of the text. Reads the first `LONGEST` code points."""
    for hit in _ECLI.finditer(text[:LONGEST]):
        country = hit[1].upper()
        if country in STATES:
            yield Ecli(hit[0].upper(), country, hit[2].upper(), int(hit[3]), *hit.span())


def file_numbers(text: str) -> Iterator[FileNumber]:
    """All file numbers of the text. Reads the first `LONGEST` code points."""
    text = text[:LONGEST]
    for hit in _NUMBER.finditer(text):
        register = hit[2].replace(" ", "")
        yield FileNumber(
            hit[0], register, level_of(register, text[max(0, hit.start() - BEFORE) : hit.start()], hit[1]), *hit.span()
        )
    for hit in _EUROPEAN.finditer(text):
        yield FileNumber(hit[0], hit[1], "european", *hit.span())


def level_of(register: str, before: str, chamber: str = "") -> str:
    """The level of a file number: that of the court named last before it, else what chamber and register sign tell."""
    named = [(hit.end(), level) for level, pattern in _COURTS for hit in pattern.finditer(before)]
    if named:
        return max(named)[1]
    if chamber.startswith("B ") or (register in ("R", "B") and chamber[:1] in ("I", "V", "X")):
        return "federal"  # B 1 KR 12/20 R is the Federal Social Court, VI R 12/20 the Federal Fiscal Court
    if chamber.startswith("L "):
        return "appeal"
    return next((level for level, signs in LEVELS.items() if register in signs), "trial")
