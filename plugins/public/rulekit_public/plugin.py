"""Rules, facts and tests for public bodies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rulekit import About, Fact, Found, Look, Pack, Span, Words, hookimpl
from rulekit_public.bos import KINDS, bos_in
from rulekit_public.elections import elections_of, window_of
from rulekit_public.marks import LEVELS, file_marks, marks_in
from rulekit_public.register import names_in, tenders_of

_SAYS = Words(
    "Rules, facts and tests for public bodies.",
    "Regeln, Fakten und Prüfungen für öffentliche Stellen.",
)

_DATE = {"type": "string", "format": "date"}
_SECTION = {
    "type": "object",
    "properties": {
        "restraint_days": {"type": "integer", "minimum": 0, "maximum": 366},
        "elections": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "date": _DATE,
                    "name": {"type": "string"},
                    "restraint_days": {"type": "integer", "minimum": 0, "maximum": 366},
                },
                "required": ["date"],
                "additionalProperties": False,
            },
        },
        "tenders": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "awarded_on": _DATE,
                    "bidders": {"type": "array", "items": {"type": "string", "minLength": 1}},
                },
                "required": ["name"],
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def _object(**properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _list(**properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "array", "items": _object(**properties)}


def _marks(look: Look) -> object:
    found = []
    for string in look.strings():
        of_file = string.at.endswith(("/file_name", "/path"))
        for mark in (file_marks if of_file else marks_in)(string.value):
            value = {"mark": mark.mark, "level": mark.level, "as": "label" if mark.label else "mention"}
            found.append(Found(value, [string.span(mark.start, mark.end)]))
    # The file's own mark is nothing a reader sees, and none the less a label.
    for number, attachment in enumerate(look.value("attachments") or ()):
        written = look.value(f"attachments.{number}.label") if attachment.get("label") else None
        found += [
            Found({"mark": mark.mark, "level": mark.level, "as": "label"}, [Span(f"/attachments/{number}/label")])
            for mark in (marks_in(written.strip().upper()) if written else ())
        ]
    return found


def _bos(look: Look) -> object:
    return [
        Found({"kind": one.kind, "words": one.words}, [string.span(one.start, one.end)])
        for string in look.strings()
        for one in bos_in(string.value)
    ]


def _election(look: Look) -> object:
    elections = elections_of(look.value("context.election_date"), look.value("context.public"))
    if not elections:
        return None
    window = window_of(look.time().date(), elections)
    if window is None:
        return None
    return {"phase": window.phase, "days_left": window.days_left, "date": window.election.day.isoformat()}


def _parties(look: Look) -> object:
    names = [name for name in look.value("context.parties") or () if isinstance(name, str)]
    return [
        Found(one.name, [string.span(one.start, one.end)])
        for string in (look.strings() if names else ())
        for one in names_in(string.value, names)
    ]


def _open_tenders(look: Look) -> object:
    tenders = tenders_of(look.value("context.public.tenders"))
    if not tenders:
        return []
    found = []
    for string in look.strings():
        for tender in tenders:
            named = names_in(string.value, (tender.name,))
            if named and tender.open_on(look.time().date()):
                bidders = names_in(string.value, tender.bidders)
                places = [string.span(one.start, one.end) for one in (*named, *bidders)]
                found.append(Found({"name": tender.name, "bidder_named": bool(bidders)}, places))
    return found


@hookimpl
def about() -> About:
    """What the plugin is for."""
    return About(1, _SAYS)


@hookimpl
def packs() -> tuple[Pack, ...]:
    """The pack `public`."""
    return (Pack("public", Path(__file__).parent / "pack", _SAYS, section=_SECTION),)


@hookimpl
def facts() -> tuple[Fact, ...]:
    """What the pack asks of a post beyond words."""
    text, flag = {"type": "string"}, {"type": "boolean"}
    return (
        Fact(
            "public.marks",
            _list(mark=text, level={"enum": list(LEVELS)}, **{"as": {"enum": ["label", "mention"]}}),
            Words(
                "Marks of classified papers in the post and its files: as a label of what is shown, or as a mention.",
                "Vermerke von Verschlusssachen im Beitrag und seinen Dateien: als Kennzeichnung des Gezeigten oder als Erwähnung.",
            ),
            _marks,
            (
                ({"text": "VS-NfD: Kräfteübersicht"}, [{"mark": "VS-NfD", "level": "restricted", "as": "label"}]),
                (
                    {"text": "Was heißt VS-NfD eigentlich?"},
                    [{"mark": "VS-NfD", "level": "restricted", "as": "mention"}],
                ),
                ({"text": "Das Rezept ist streng geheim."}, None),
            ),
        ),
        Fact(
            "public.bos",
            _list(kind={"enum": list(KINDS)}, words=text),
            Words(
                "Wording of police, fire brigade and rescue: callsigns, alarm keywords, strengths, radio identities.",
                "Wortlaut von Polizei, Feuerwehr und Rettungsdienst: Funkrufnamen, Stichwörter, Stärken, Kennungen im Digitalfunk.",
            ),
            _bos,
            (
                ({"text": "Übung MANV 10 am Samstag"}, [{"kind": "keyword", "words": "MANV 10"}]),
                ({"text": "Florian hat Geburtstag"}, None),
            ),
        ),
        Fact(
            "public.election",
            _object(phase={"enum": ["restraint", "election-day"]}, days_left={"type": "integer"}, date=text),
            Words(
                "The election of the register before which authorities hold back at that time, on the day of the post's own offset.",
                "Die Wahl des Registers, vor der zu dieser Zeit Zurückhaltung gilt, am Tag der Zeitzone des Beitrags.",
            ),
            _election,
            (({"text": "Wahl"}, None),),
        ),
        Fact(
            "public.parties",
            {"type": "array", "items": text},
            Words("Parties of the register that the post names.", "Parteien des Registers, die der Beitrag nennt."),
            _parties,
            (({"text": "Wahl"}, None),),
        ),
        Fact(
            "public.open_tenders",
            _list(name=text, bidder_named=flag),
            Words(
                "Tenders of the register that the post names before their award is public.",
                "Vergaben des Registers, die der Beitrag nennt, bevor der Zuschlag öffentlich ist.",
            ),
            _open_tenders,
            (({"text": "Schulmensa"}, None),),
        ),
    )
