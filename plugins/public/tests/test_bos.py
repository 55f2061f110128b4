"""Wording of police, fire brigade and rescue."""

from __future__ import annotations

import time

import pytest
from rulekit_public.bos import bos_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Florian Köln 1-HLF20-1 rückt aus", [("callsign", "Florian Köln 1-HLF20-1")]),
        ("Rotkreuz Bad Musterstadt 41/83-1 am Einsatzort", [("callsign", "Rotkreuz Bad Musterstadt 41/83-1")]),
        ("Heros Bonn 21/10", [("callsign", "Heros Bonn 21/10")]),
        ("Übung MANV 10 am Samstag", [("keyword", "MANV 10")]),
        ("Einsatzstichwort F3 in Neudorf", [("keyword", "Einsatzstichwort F3")]),
        ("Stärke: 1/8/40//49", [("strength", "Stärke: 1/8/40//49")]),
        ("ISSI 2345678", [("radio-id", "ISSI 2345678")]),
        ("Rufgruppe: NRW_K_12", [("radio-id", "Rufgruppe: NRW_K_12")]),
        ("Florian aus Köln wird 18.", []),
        ("Heute auf Seite 1/8", []),
        ("Das Stichwort lautet Vertrauen.", []),
        ("MANVERSTEHT", []),
        ("", []),
    ],
)
def test_wording_is_told_by_its_shape(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.words) for one in bos_in(text)] == found


def test_only_the_kinds_asked_for_are_found() -> None:
    text = "MANV 10, ISSI 2345678"
    assert [one.kind for one in bos_in(text, ("radio-id",))] == ["radio-id"]


@pytest.mark.parametrize("unit", ["Florian Aa ", "MANV ", "ISSI ", "Stärke 1/", "Rufgruppe A"])
def test_texts_that_nearly_match_are_read_in_linear_time(unit: str) -> None:
    def spent(size: int) -> float:
        start = time.perf_counter()
        bos_in(unit * size)
        return time.perf_counter() - start

    spent(100)
    assert spent(10_000) < 60 * max(
        spent(1_000), 0.002
    )  # ten times the text; quadratic growth would take a hundred times
