"""Specialist titles that a text claims."""

from __future__ import annotations

import pytest
from rulekit_legal.titles import AREAS, same, titles


def read(text: str) -> list[tuple[str, bool]]:
    return [(title.area, title.known) for title in titles(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ihr Fachanwalt für Erbrecht", [("Erbrecht", True)]),
        ("Fachanwältin für Bau- und Architektenrecht", [("Bau- und Architektenrecht", True)]),
        ("Fachanwält*innen für Arbeits- und Erbrecht", [("Arbeitsrecht", True), ("Erbrecht", True)]),
        (
            "Fachanwalt für Arbeitsrecht, Familienrecht und Steuerrecht",
            [("Arbeitsrecht", True), ("Familienrecht", True), ("Steuerrecht", True)],
        ),
        ("Fachanwalt fuer IT-Recht", [("IT-Recht", True)]),
        ("FACHANWALT FÜR STRAFRECHT", [("STRAFRECHT", True)]),
        ("Fachanwalt für gewerblichen Rechtsschutz", [("gewerblichen Rechtsschutz", True)]),
        ("Fachanwalt für Immobilienrecht", [("Immobilienrecht", False)]),
        ("certified specialist lawyer for inheritance law", [("Erbrecht", True)]),
        ("certified tax law specialist", [("Steuerrecht", True)]),
        # near misses
        ("Fachanwaltslehrgang im Erbrecht", []),
        ("Mein Fachanwalt für alle Fälle", []),
        ("Anwalt für Erbrecht", []),
        ("A certified barista in a law firm", []),
        ("certified specialist in privacy law", []),
    ],
)
def test_a_title_is_read_with_its_areas(text: str, expected: list[tuple[str, bool]]) -> None:
    assert read(text) == expected


def test_fao_knows_24_titles() -> None:
    assert len(AREAS) == len({area.lower() for area in AREAS}) == 24


@pytest.mark.parametrize(
    ("area", "awarded", "is_same"),
    [
        ("Erbrecht", ["Fachanwältin für Erbrecht"], True),
        ("erbrecht", ["Erbrecht"], True),
        ("IT-Recht", ["Fachanwalt für Informationstechnologierecht"], True),
        ("Erbrecht", ["Arbeitsrecht"], False),
        ("Erbrecht", [], False),
    ],
)
def test_a_register_may_write_a_title_in_several_ways(area: str, awarded: list[str], is_same: bool) -> None:
    assert same(area, awarded) is is_same
