"""Specialist titles (Fachanwalt) that a text claims, and whether they exist.

FAO §1 lists the titles that can be awarded. Anything else behind `Fachanwalt für` is no title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LONGEST = 20_000
"""How many code points of one string are read."""

AREAS: tuple[str, ...] = (
    "Verwaltungsrecht", "Steuerrecht", "Arbeitsrecht", "Sozialrecht", "Familienrecht", "Strafrecht",
    "Insolvenz- und Sanierungsrecht", "Versicherungsrecht", "Medizinrecht", "Miet- und Wohnungseigentumsrecht",
    "Verkehrsrecht", "Bau- und Architektenrecht", "Erbrecht", "Transport- und Speditionsrecht",
    "gewerblichen Rechtsschutz", "Handels- und Gesellschaftsrecht", "Urheber- und Medienrecht",
    "Informationstechnologierecht", "Bank- und Kapitalmarktrecht", "Agrarrecht", "Internationales Wirtschaftsrecht",
    "Vergaberecht", "Migrationsrecht", "Sportrecht",
)  # fmt: skip
"""The titles of FAO §1, as they stand behind `Fachanwalt für`."""

_OTHER_WORDS: Mapping[str, str] = {
    "insolvenzrecht": "insolvenz- und sanierungsrecht",  # the name until 2022
    "it-recht": "informationstechnologierecht",
    "gewerblicher rechtsschutz": "gewerblichen rechtsschutz",
    "internationalem wirtschaftsrecht": "internationales wirtschaftsrecht",
}
_ENGLISH: Mapping[str, str] = {
    "administrative": "Verwaltungsrecht", "tax": "Steuerrecht", "employment": "Arbeitsrecht", "labour": "Arbeitsrecht",
    "labor": "Arbeitsrecht", "social": "Sozialrecht", "family": "Familienrecht", "criminal": "Strafrecht",
    "insolvency": "Insolvenz- und Sanierungsrecht", "insurance": "Versicherungsrecht", "medical": "Medizinrecht",
    "tenancy": "Miet- und Wohnungseigentumsrecht", "traffic": "Verkehrsrecht", "construction": "Bau- und Architektenrecht",
    "inheritance": "Erbrecht", "succession": "Erbrecht", "transport": "Transport- und Speditionsrecht",
    "corporate": "Handels- und Gesellschaftsrecht", "copyright": "Urheber- und Medienrecht", "it": "Informationstechnologierecht",
    "banking": "Bank- und Kapitalmarktrecht", "agricultural": "Agrarrecht", "procurement": "Vergaberecht",
    "immigration": "Migrationsrecht", "migration": "Migrationsrecht", "sports": "Sportrecht",
}  # fmt: skip

_LETTERS = "A-Za-zÄÖÜäöüß"
_FORMS = "alt|alts|ältin|aeltin|älte|aelte|älten|ältinnen|ält[:*/_]innen|alt[:*/_]in|ält[:*/_]in"
_TITLE = re.compile(
    rf"(?<![{_LETTERS}])Fachanw(?:{_FORMS})[ \u00a0\n]{{1,2}}(?:f[üu]e?r)[ \u00a0\n]{{1,2}}", re.IGNORECASE
)
_AREA = re.compile(
    r"(?:(?:Gewerbliche[nr]|Internationale[sn]?)[ ](?:Rechtsschutz|Wirtschaftsrecht)"
    rf"|[{_LETTERS}]{{2,30}}-[ ]?(?:und|&|u\.)[ ][{_LETTERS}]{{2,30}}recht|[{_LETTERS}-]{{1,40}}recht)(?![{_LETTERS}])",
    re.IGNORECASE,
)
_JOIN = re.compile(r"[ ]?(?:,|/|und|&|sowie|and|u\.)[ ](?:f[üu]e?r[ ])?", re.IGNORECASE)
_IN_ENGLISH = re.compile(
    r"\b(?:certified (?:specialist|expert)|specialist)(?: (?:lawyer|attorney|solicitor))?(?: for| in)(?: the)?(?: field of)? ([a-z]{2,20}) law\b"
    r"|\bcertified ([a-z]{2,20}) law (?:specialist|attorney|lawyer)\b",
    re.IGNORECASE | re.ASCII,
)


class Title(NamedTuple):
    """One title that the text claims: its area, whether FAO §1 knows it, and its span."""

    area: str
    known: bool
    start: int
    end: int


def titles(text: str) -> Iterator[Title]:
    """All specialist titles the text claims. Reads the first `LONGEST` code points."""
    text = text[:LONGEST]
    for hit in _TITLE.finditer(text):
        place = hit.end()
        while (area := _AREA.match(text, place)) is not None:
            for name in _names(area[0]):
                yield Title(name, same(name, AREAS), hit.start(), area.end())
            joined = _JOIN.match(text, area.end())
            if joined is None:
                break
            place = joined.end()
    for hit in _IN_ENGLISH.finditer(text):
        found = _ENGLISH.get((hit[1] or hit[2]).lower())
        if found is not None:
            yield Title(found, True, *hit.span())


def _names(written: str) -> list[str]:
    """The areas behind `für`: `Bau- und Architektenrecht` is one, `Arbeits- und Erbrecht` are two."""
    if same(written, AREAS) or "-" not in written:
        return [written]
    first, _, second = written.partition("- ")
    second = second.split(" ", 1)[-1] if second else ""
    return [f"{first}recht", second] if second and same(f"{first}recht", AREAS) else [written]


def same(area: str, awarded: Iterable[str]) -> bool:
    """Whether the area is among the awarded ones, however these are written: `Erbrecht`, `Fachanwältin für Erbrecht`."""
    return plain(area) in {plain(one) for one in awarded}


def plain(title: str) -> str:
    """A title as a key: only its area, in small letters."""
    area = title.lower().replace("\u00a0", " ").strip()
    for word in (" für ", " fuer "):
        area = area.partition(word)[2] or area
    area = area.replace(" & ", " und ").strip(" .")
    return _OTHER_WORDS.get(area, area)
