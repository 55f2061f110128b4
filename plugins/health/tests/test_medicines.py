"""Medicines of the register, doses, and uses outside the approval."""

from __future__ import annotations

import time

import pytest
from rulekit_health.medicines import Medicine, doses_in, medicines_of, named_in, off_label_in

RHEUFIX = Medicine("Rheufix", "otc", ("Gelenkschmerzen",))
KARDIOSAN = Medicine("Kardiosan forte", "rx", ("Hypertonie",))


def test_only_named_products_of_the_two_classes_are_medicines() -> None:
    rows = [
        {"name": "Rheufix", "class": "otc", "indications": ["Gelenkschmerzen"]},
        {"name": "Handcreme", "class": "cosmetic"},
        {"name": "  ", "class": "rx"},
        {"class": "rx"},
        {"name": "Ohne Klasse"},
    ]
    assert medicines_of(rows) == (RHEUFIX,)
    assert medicines_of(None) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rheufix hilft.", ["Rheufix"]),
        ("RHEUFIX® hilft.", ["Rheufix"]),
        ("Die Packung Rheufix' und Rheufixs Name", ["Rheufix", "Rheufix"]),
        ("Unser Rheufix-Gel", ["Rheufix"]),
        ("kardiosan  forte", ["Kardiosan forte"]),
        ("Kardiosan allein", []),
        ("Rheufixiert", []),
        ("", []),
    ],
)
def test_a_medicine_is_named_by_whole_words(text: str, names: list[str]) -> None:
    assert [one.medicine.name for one in named_in(text, (RHEUFIX, KARDIOSAN))] == names


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("Ibuprofen 400 mg", [(400.0, None)]),
        ("3x täglich 400 mg", [(400.0, 3)]),
        ("400 mg dreimal am Tag", [(400.0, 3)]),
        ("0,5 g alle 6 Stunden", [(500.0, 4)]),
        ("1.5 g twice a day", [(1500.0, 2)]),
        ("50 µg", [(0.05, None)]),
        (
            "200 mg morgens, und erst viele Zeilen später, ganz woanders im Text, steht: 3x täglich Zähne putzen",
            [(200.0, None)],
        ),
        ("5 MGB und 400 mgdl", []),
        ("Windows 3.11 mit 4 MB", []),
        ("Wir öffnen 3x täglich.", []),
    ],
)
def test_a_dose_is_read_in_milligrams_with_how_often(text: str, doses: list[tuple[float, int | None]]) -> None:
    assert [(one.milligrams, one.daily) for one in doses_in(text)] == doses


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Rheufix hilft bei Migräne.", ["Migräne"]),
        ("Rheufix hilft auch gegen starke Kopfschmerzen.", ["Kopfschmerzen"]),
        ("Rheufix works great for migraines.", ["migraines"]),
        ("Rheufix hilft bei Arthrose.", []),  # the same use in other words
        ("Rheufix helps with joint pain.", []),
        ("Rheufix hilft nicht bei Migräne.", []),
        ("Rheufix ist da. Bei Migräne hilft Ruhe.", []),  # another sentence
        ("Rheufix gegen Goliath: Es hilft das Los.", []),
        ("Kardiosan forte wirkt gegen hohen Blutdruck.", []),
    ],
)
def test_a_use_outside_the_label_is_told_from_one_on_it(text: str, uses: list[str]) -> None:
    assert [one.use for one in off_label_in(text, (RHEUFIX, KARDIOSAN))] == uses


def test_without_known_indications_nothing_is_said() -> None:
    assert off_label_in("Rheufix hilft bei Migräne.", (Medicine("Rheufix", "otc"),)) == ()


def test_long_texts_with_many_products_are_read_in_linear_time() -> None:
    medicines = tuple(Medicine(f"Mittel{number}", "otc", ("Husten",)) for number in range(1000))

    def spent(size: int) -> float:
        text = "Mittel7 hilft bei Migräne, 3x täglich 400 mg. " * size
        start = time.perf_counter()
        named_in(text, medicines), doses_in(text), off_label_in(text, medicines)
        return time.perf_counter() - start

    spent(20)
    assert spent(400) < 60 * max(spent(40), 0.002)  # ten times the text; quadratic growth would take a hundred times
