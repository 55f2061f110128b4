"""Wording of Behörden und Organisationen mit Sicherheitsaufgaben (BOS): police, fire brigade, rescue, THW and their radio network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

KINDS = ("callsign", "keyword", "strength", "radio-id")
"""A unit's name on the radio, the keyword of an alarm, the strength of forces, an identity of the digital network."""

_SERVICES = "Florian|Florentine|Rotkreuz|Johannes|Akkon|Sama|Kater|Heros|Pelikan|Adler|Wasserwacht|Bergwacht|Leopard|Äskulap|Rettung"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    # Funkrufnamen: organisation, place, then unit as 1-HLF20-1, 41/83-1 or 21/10 (BOS radio guidelines of the Länder).
    "callsign": re.compile(
        rf"(?<![A-Za-zÀ-ÿ])(?:{_SERVICES}) (?:[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]{{1,30}} ){{1,3}}"
        r"[0-9]{1,3}(?:[/-][0-9A-Z]{1,6}){1,3}(?![0-9A-Za-z])"
    ),
    "keyword": re.compile(
        r"(?<![A-Za-zÀ-ÿ0-9])(?:MANV ?-? ?[0-9]{1,3}|(?:Einsatzstichwort|Alarmstichwort|Stichwort):? ?[„\"]?(?:[A-Z]{1,4} ?-? ?[0-9][A-Z]?"
        r"|[A-Z]{2,5}(?:[ -][A-Z0-9]{1,6})?)|Alarmstufe [1-6]|THL ?[1-5]|ABC ?[1-5]|Großalarm|Vollalarm)(?![A-Za-zÀ-ÿ0-9])"
    ),
    # Stärkemeldung: leaders / sub-leaders / crew, sometimes with the sum.
    "strength": re.compile(
        r"(?<![A-Za-zÀ-ÿ0-9])(?:Stärke|Kräfte|Personalstärke|strength):? ?[0-9]{1,3}(?:/[0-9]{1,3}){2}(?:/{1,2}[0-9]{1,4})?(?![0-9/])"
    ),
    "radio-id": re.compile(
        r"(?<![A-Za-zÀ-ÿ0-9])(?:(?:ISSI|GSSI|OPTA|TEI|ITSI)(?:-?Nr\.?|-?Nummer)?[ :#=-]{1,3}[0-9A-Z]{5,24}"
        r"|(?:Rufgruppe|Gruppenkennung|DMO-?Gruppe|TMO-?Gruppe)[ :#=-]{1,3}[0-9A-Z_-]{3,20}[0-9])(?![0-9A-Za-z])"
    ),
}


class Wording(NamedTuple):
    """One such wording: its kind, as written, and its half-open span."""

    kind: str
    words: str
    start: int
    end: int


def bos_in(text: str, kinds: Iterable[str] = KINDS) -> tuple[Wording, ...]:
    """The wordings of the given kinds in a text, in order."""
    found = [Wording(kind, hit[0], *hit.span()) for kind in kinds for hit in _PATTERNS[kind].finditer(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))
