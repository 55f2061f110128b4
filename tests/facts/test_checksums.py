"""Checksums, held against published examples and against a second opinion (python-stdnum, in tests only)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean, luhn
from stdnum.at import vnr
from stdnum.ch import ssn
from stdnum.de import idnr
from stdnum.iso7064 import mod_97_10

from rulekit.facts.checksums import (
    CARDS,
    IBAN_LENGTHS,
    ahv_holds,
    card_holds,
    iban_holds,
    insurance_at_holds,
    insurance_de_holds,
    luhn_holds,
    tax_id_holds,
)

DIGITS = st.text("0123456789", min_size=1, max_size=20)


def digits(size: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=size, max_size=size)


IBANS = [
    "AT611904300234573201",
    "BE68539007547034",
    "CH9300762011623852957",
    "DE89370400440532013000",
    "ES9121000418450200051332",
    "FR1420041010050500013M02606",
    "GB82WEST12345698765432",
    "IT60X0542811101000000123456",
    "LI21088100002324013AA",
    "MT84MALT011000012345MTLCAST001S",
    "NL91ABNA0417164300",
    "NO9386011117947",
    "PL61109010140000071219812874",
]
"""Examples of the IBAN Registry."""


@pytest.mark.parametrize("value", IBANS)
def test_an_iban_of_the_registry_holds_and_a_digit_less_or_another_does_not(value: str) -> None:
    assert iban_holds(value)
    assert iban_holds(value.lower())
    assert not iban_holds(value[:-1])
    assert not iban_holds(value[:5] + ("1" if value[5] != "1" else "2") + value[6:])


@given(st.sampled_from(sorted(IBAN_LENGTHS)), st.data())
def test_letters_and_digits_are_an_iban_exactly_if_length_and_remainder_say_so(
    country: str, data: st.DataObject
) -> None:
    rest = data.draw(digits(IBAN_LENGTHS[country] - 4))
    good = f"{98 - int(mod_97_10.checksum(rest + country + '00')):02}"
    assert iban_holds(country + good + rest)
    given_digits = data.draw(digits(2))
    assert iban_holds(country + given_digits + rest) == mod_97_10.is_valid(rest + country + given_digits)
    assert not iban_holds(country + good + rest + "0")


@given(DIGITS)
def test_the_check_digit_of_cards_is_that_of_luhn(value: str) -> None:
    assert luhn_holds(value) == luhn.is_valid(value)


@pytest.mark.parametrize(
    "value",
    "4111111111111111 4222222222222 5555555555554444 2223003122003222 378282246310005 371449635398431 30569309025904 "
    "38520000023237 6011111111111117 3530111333300000 6200000000000005".split(),
)
def test_the_networks_test_cards_hold(value: str) -> None:
    assert card_holds(value)


@given(st.integers(12, 20).flatmap(digits))
def test_what_holds_as_a_card_has_a_networks_digits_and_length_and_the_check_digit(value: str) -> None:
    issued = any(
        len(value) in lengths and int(low) <= int(value[: len(low)]) <= int(high) for low, high, lengths in CARDS
    )
    assert card_holds(value) == (issued and luhn.is_valid(value) and len(set(value)) > 1)


@pytest.mark.parametrize("value", ["86095742719", "47036892816", "65929970489", "36574261809"])
def test_published_tax_ids_hold_and_with_another_check_digit_do_not(value: str) -> None:
    assert tax_id_holds(value)
    assert not tax_id_holds(value[:-1] + str((int(value[-1]) + 1) % 10))


TWICE = st.permutations("0123456789").flatmap(
    lambda ten: st.integers(0, 8).map(
        lambda place: "".join(ten[:place]) + ten[0] + "".join(ten[place : place + 9 - place])
    )
)
"""Ten digits of which the first occurs twice."""


@given(TWICE | digits(10), digits(1))
def test_a_tax_id_is_what_the_second_opinion_says_without_three_in_a_row(ten: str, last: str) -> None:
    value = ten[:10] + last
    row = any(digit * 3 in value[:10] for digit in "0123456789")
    assert tax_id_holds(value) == (idnr.is_valid(value) and not row)


@given(digits(9), digits(1))
def test_an_ahv_number_is_what_the_second_opinion_says(nine: str, last: str) -> None:
    value = "756" + nine + last
    assert ahv_holds(value) == (ssn.is_valid(value) and ean.is_valid(value) and len(set(nine)) > 1)
    assert not ahv_holds("978" + nine + last)


@pytest.mark.parametrize("value", ["7569217076985", "7561234567897"])
def test_published_ahv_numbers_hold(value: str) -> None:
    assert ahv_holds(value)


@given(digits(4), st.integers(0, 40), st.integers(0, 20), digits(2))
def test_an_austrian_number_is_what_the_second_opinion_says_with_a_possible_birth_date(
    four: str, day: int, month: int, year: str
) -> None:
    value = f"{four}{day:02}{month:02}{year}"
    assert insurance_at_holds(value) == (vnr.is_valid(value) and 1 <= day <= 31 and 1 <= month <= 15)


def test_a_published_austrian_number_holds() -> None:
    assert insurance_at_holds("1237010180")
    assert not insurance_at_holds("2237010180")


@pytest.mark.parametrize("value", ["15070649C103", "65170839J003"])
def test_published_german_insurance_numbers_hold(value: str) -> None:
    assert insurance_de_holds(value)
    assert insurance_de_holds(value.lower())


@given(
    st.sampled_from(["02", "15", "29", "38", "65", "89"]),
    st.integers(1, 31),
    st.integers(1, 12),
    digits(2),
    st.sampled_from("ABCKLXYZ"),
    digits(2),
)
def test_of_ten_check_digits_one_makes_a_german_insurance_number(
    area: str, day: int, month: int, year: str, letter: str, serial: str
) -> None:
    start = f"{area}{day:02}{month:02}{year}{letter}{serial}"
    assert sum(insurance_de_holds(f"{start}{last}") for last in range(10)) == 1


@pytest.mark.parametrize(
    "value",
    ["01070649C103", "15320649C103", "15071349C103", "150706491103", "15070649C10", "15070649C1O3", "15070649Ä103", ""],
)
def test_an_area_a_date_or_a_letter_that_cannot_be_makes_no_insurance_number(value: str) -> None:
    assert not insurance_de_holds(value)


def test_the_second_opinion_is_no_part_of_the_product() -> None:
    product = Path(__file__).parents[2] / "rulekit"
    imported = {
        name.partition(".")[0]
        for path in product.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "stdnum" not in imported
    assert "re" in imported, "the walk finds imports"
