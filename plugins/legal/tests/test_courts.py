"""File numbers and ECLI: what is one, whose it is, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulekit_legal.courts import LEVELS, eclis, file_numbers


@pytest.mark.parametrize(
    ("text", "number", "register", "level"),
    [
        ("BGH, Urteil vom 09.09.2021, I ZR 90/20", "I ZR 90/20", "ZR", "federal"),
        ("1 BvR 1619/00", "1 BvR 1619/00", "BvR", "constitutional"),
        ("BAG 8 AZR 12/25", "8 AZR 12/25", "AZR", "federal"),
        ("LG Köln, 12 O 345/25", "12 O 345/25", "O", "trial"),
        ("123 Js 4567/25", "123 Js 4567/25", "Js", "prosecution"),
        ("OLG Hamm, 4 U 12/25", "4 U 12/25", "U", "appeal"),
        ("AG Kiel 115 C 234/24", "115 C 234/24", "C", "trial"),
        ("BVerwG 6 C 12.20", "6 C 12.20", "C", "federal"),
        ("B 1 KR 12/20 R", "B 1 KR 12/20 R", "KR", "federal"),
        ("VI R 12/20", "VI R 12/20", "R", "federal"),
        ("L 12 AS 34/20", "L 12 AS 34/20", "AS", "appeal"),
        ("8 KLs 598 Js 1234/25", "598 Js 1234/25", "Js", "prosecution"),
        ("EuGH, C-34/21", "C-34/21", "C", "european"),
        ("2-03 O 12/23", "2-03 O 12/23", "O", "trial"),
        ("4a O 12/2024", None, None, None),
        ("3 Ca 1234/25", "3 Ca 1234/25", "Ca", "trial"),
    ],
)
def test_a_file_number_tells_its_register_sign_and_level(
    text: str, number: str | None, register: str | None, level: str | None
) -> None:
    found = [(one.number, one.register, one.level) for one in file_numbers(text)]
    assert found == ([] if number is None else [(number, register, level)])


@pytest.mark.parametrize(
    "text",
    [
        "Am 12. Oktober um 9/10 Uhr",
        "Raum 3, Regal 12/24",
        "B2B, CO2, G20, A320",
        "KI-AB 1234",
        "Saison 24/25 im Block C",
        "HRB 1234 Kiel",
        "5 Uhr 12/25",
    ],
)
def test_dates_rooms_and_plates_are_no_file_numbers(text: str) -> None:
    assert list(file_numbers(text)) == []


@pytest.mark.parametrize(
    ("text", "court", "year"),
    [
        ("ECLI:DE:BGH:2021:090921UIZR90.20.0", "BGH", 2021),
        ("Siehe ecli:eu:c:2023:270.", "C", 2023),
        ("ECLI:DE:BVerfG:2018:es20180227.2bve000116", "BVERFG", 2018),
        ("ECLI:ZZ:BGH:2021:1", None, None),
        ("ECLI:DE:BGH:21:1", None, None),
        ("Was ist ein ECLI?", None, None),
    ],
)
def test_an_ecli_has_a_known_state_a_court_and_a_year(text: str, court: str | None, year: int | None) -> None:
    found = [(one.court, one.year) for one in eclis(text)]
    assert found == ([] if court is None else [(court, year)])


def test_no_register_sign_has_two_levels() -> None:
    signs = [sign for level in LEVELS.values() for sign in level]
    assert len(signs) == len(set(signs))


@given(st.text(st.sampled_from("0123456789IVXBCOZRJs /.-ECLI:DEGH"), max_size=300))
def test_every_span_shows_its_number(text: str) -> None:
    for one in [*file_numbers(text), *eclis(text)]:
        assert text[one.start : one.end].upper() == (getattr(one, "number", None) or one.ecli).upper()  # type: ignore[union-attr]  # one or the other
