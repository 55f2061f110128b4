"""Rules, facts and tests for banks, insurers and asset managers."""

from __future__ import annotations

from pathlib import Path

from rulekit import About, Fact, Found, Look, Pack, Words, hookimpl
from rulekit_finance.instruments import codes
from rulekit_finance.performance import figures

_SAYS = Words(
    "Rules, facts and tests for banks, insurers and asset managers.",
    "Regeln, Fakten und Prüfungen für Banken, Versicherungen und Fondsgesellschaften.",
)

_INSTRUMENT = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": ["isin", "wkn", "lei", "ticker"]},
        "code": {"type": "string", "maxLength": 20},
    },
    "required": ["kind", "code"],
    "additionalProperties": False,
}
_FIGURE = {
    "type": "object",
    "properties": {
        "percent": {"type": "number"},
        "months": {"type": "integer", "minimum": 0},
        "complete": {"type": "boolean"},
    },
    "required": ["percent", "complete"],
    "additionalProperties": False,
}


def _instruments(look: Look) -> object:
    return [
        Found({"kind": code.kind, "code": code.code}, [string.span(code.start, code.end)])
        for string in look.strings()
        for code in codes(string.value)
    ]


def _performance(look: Look) -> object:
    found = []
    for string in look.strings():
        for figure in figures(string.value):
            value: dict[str, object] = {"percent": figure.percent, "complete": figure.complete}
            if figure.months is not None:
                value["months"] = figure.months
            found.append(Found(value, [string.span(figure.start, figure.end)]))
    return found


@hookimpl
def about() -> About:
    """What the plugin is for."""
    return About(1, _SAYS)


@hookimpl
def facts() -> tuple[Fact, ...]:
    """What the plugin reads in a post."""
    return (
        Fact(
            "finance.instruments",
            {"type": "array", "items": _INSTRUMENT},
            Words(
                "Securities and issuers the post names by code: ISIN and LEI with a right check digit, a WKN behind its word, tickers.",
                "Wertpapiere und Emittenten, die der Beitrag mit Kennung nennt: ISIN und LEI mit richtiger Prüfziffer, WKN mit ihrem Wort, Ticker.",
            ),
            _instruments,
            examples=(
                ({"text": "ISIN DE0005140008"}, [{"kind": "isin", "code": "DE0005140008"}]),
                ({"text": "$TSLA"}, [{"kind": "ticker", "code": "TSLA"}]),
                ({"text": "ISIN DE0005140009"}, None),
            ),
        ),
        Fact(
            "finance.performance",
            {"type": "array", "items": _FIGURE},
            Words(
                "Percentages of past performance, the months they cover, and whether that is five years or the whole life.",
                "Prozentangaben zu früherer Wertentwicklung, die Monate dahinter, und ob es fünf Jahre oder die ganze Laufzeit sind.",
            ),
            _performance,
            examples=(
                ({"text": "12 % in den letzten fünf Jahren"}, [{"percent": 12.0, "months": 60, "complete": True}]),
                ({"text": "Plus 3 % seit Jahresbeginn"}, [{"percent": 3.0, "complete": False}]),
                ({"text": "3 % Rabatt"}, None),
            ),
        ),
    )


@hookimpl
def packs() -> tuple[Pack, ...]:
    """The pack `finance`."""
    return (Pack("finance", Path(__file__).parent / "pack", _SAYS),)
