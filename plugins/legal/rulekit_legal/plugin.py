"""Rules, facts and tests for law firms."""

from __future__ import annotations

from pathlib import Path

from rulekit import About, Fact, Found, Look, Pack, Words, hookimpl
from rulekit_legal.clients import named_clients
from rulekit_legal.courts import eclis, file_numbers
from rulekit_legal.titles import same, titles

_SAYS = Words(
    "Rules, facts and tests for law firms.",
    "Regeln, Fakten und Prüfungen für Kanzleien.",
)

SECTION = {
    "type": "object",
    "properties": {
        "opponents": {
            "title": "Opponents",
            "description": "Names of opposing parties.",
            "type": "array",
            "items": {"type": "string", "maxLength": 1000},
            "maxItems": 10000,
        },
        "specialist_titles": {
            "title": "Specialist titles",
            "description": "Specialist titles (Fachanwalt) that may be used: `Erbrecht` or `Fachanwältin für Erbrecht`.",
            "type": "array",
            "items": {"type": "string", "maxLength": 1000},
            "maxItems": 10000,
        },
    },
    "additionalProperties": False,
}
"""What a register may say under `legal`."""


def _schema(required: str, **properties: object) -> dict[str, object]:
    item = {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}
    return {"type": "array", "items": item}


_STRING = {"type": "string"}


def _file_numbers(look: Look) -> object:
    return [
        Found({"number": one.number, "register": one.register, "level": one.level}, [string.span(one.start, one.end)])
        for string in look.strings()
        for one in file_numbers(string.value)
    ]


def _eclis(look: Look) -> object:
    return [
        Found(
            {"ecli": one.ecli, "country": one.country, "court": one.court, "year": one.year},
            [string.span(one.start, one.end)],
        )
        for string in look.strings()
        for one in eclis(string.value)
    ]


def _titles(look: Look) -> object:
    awarded = look.value("context.legal.specialist_titles")
    found = []
    for string in look.strings():
        for title in titles(string.value):
            value: dict[str, object] = {"area": title.area, "known": title.known}
            if awarded is not None or not title.known:
                # without a register only a title that cannot be awarded is known to be wrong
                value["admitted"] = title.known and awarded is not None and same(title.area, awarded)
            found.append(Found(value, [string.span(title.start, title.end)]))
    return found


def _clients(look: Look) -> object:
    return [
        Found({"name": one.name}, [string.span(*one.word), string.span(one.start, one.end)])
        for string in look.strings()
        for one in named_clients(string.value)
    ]


@hookimpl
def about() -> About:
    """What the plugin is for."""
    return About(1, _SAYS)


@hookimpl
def facts() -> tuple[Fact, ...]:
    """What the plugin reads in a post."""
    levels = {"type": "string", "enum": ["constitutional", "european", "federal", "appeal", "trial", "prosecution"]}
    return (
        Fact(
            "legal.file_numbers",
            _schema("number register level", number=_STRING, register=_STRING, level=levels),
            Words(
                "File numbers of courts and prosecutors, with their register sign and level.",
                "Aktenzeichen von Gerichten und Staatsanwaltschaften, mit Registerzeichen und Stufe.",
            ),
            _file_numbers,
            examples=(
                ({"text": "BGH, I ZR 90/20"}, [{"number": "I ZR 90/20", "register": "ZR", "level": "federal"}]),
                ({"text": "12 O 345/25"}, [{"number": "12 O 345/25", "register": "O", "level": "trial"}]),
                ({"text": "Am 12. Oktober"}, None),
            ),
        ),
        Fact(
            "legal.ecli",
            _schema("ecli country court year", ecli=_STRING, country=_STRING, court=_STRING, year={"type": "integer"}),
            Words("European case law identifiers (ECLI).", "Europäische Urteilskennungen (ECLI)."),
            _eclis,
            examples=(
                (
                    {"text": "ECLI:DE:BGH:2021:090921UIZR90.20.0"},
                    [{"ecli": "ECLI:DE:BGH:2021:090921UIZR90.20.0", "country": "DE", "court": "BGH", "year": 2021}],
                ),
                ({"text": "ECLI"}, None),
            ),
        ),
        Fact(
            "legal.titles",
            _schema("area known", area=_STRING, known={"type": "boolean"}, admitted={"type": "boolean"}),
            Words(
                "Specialist titles the post claims; admitted by the register, and without one refused only if FAO §1 does not know them.",
                "Fachanwaltstitel, die der Beitrag führt; nach dem Register zugelassen, ohne Register nur abgelehnt, wenn FAO §1 sie nicht kennt.",
            ),
            _titles,
            examples=(
                ({"text": "Fachanwalt für Erbrecht"}, [{"area": "Erbrecht", "known": True}]),
                (
                    {"text": "Fachanwalt für Hundehaltungsrecht"},
                    [{"area": "Hundehaltungsrecht", "known": False, "admitted": False}],
                ),
                ({"text": "Fachanwaltslehrgang im Erbrecht"}, None),
            ),
        ),
        Fact(
            "legal.clients",
            _schema("name", name=_STRING),
            Words("People who are named as clients.", "Personen, die als Mandantschaft mit Namen genannt sind."),
            _clients,
            examples=(
                ({"text": "Unsere Mandantin Frau Muster"}, [{"name": "Muster"}]),
                ({"text": "Unsere Mandantin Frau M."}, None),
            ),
        ),
    )


@hookimpl
def packs() -> tuple[Pack, ...]:
    """The pack `legal`."""
    return (Pack("legal", Path(__file__).parent / "pack", _SAYS, section=SECTION),)
