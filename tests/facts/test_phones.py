"""Telephone numbers, by our own pattern and by the numbering plans of the extra `phone`."""

from __future__ import annotations

import phonenumbers
import pytest

from rulekit.facts.phones import library, phones
from rulekit.facts.search import plain
from rulekit.facts.versions import data_versions


def found(text: str, country: str | None = None, plans: object = None) -> set[str]:
    where = plain(text)
    return {where.text[start:end] for start, end in phones(where, country, plans)}


BOTH = [
    ("Ruf an: 0151 23456789", {"0151 23456789"}),
    ("Tel. 030/1234567", {"030/1234567"}),
    ("+49 (0)170 1234567", {"+49 (0)170 1234567"}),
    ("Wien 01 / 40400", set()),
    ("Wien: 0664 1234567", {"0664 1234567"}),
    ("Bern: 044 668 18 00", {"044 668 18 00"}),
    ("London: +44 20 7946 0018", {"+44 20 7946 0018"}),
    ("Bestellnummer 0151-23456789", set()),
    ("Am 01.02.2025 um 09:00", set()),
    ("0815 4711", set()),
]


@pytest.mark.parametrize(("text", "numbers"), BOTH)
def test_a_number_is_found_with_and_without_the_extra(text: str, numbers: set[str]) -> None:
    assert found(text) == numbers
    assert found(text, "DE", phonenumbers) == numbers


@pytest.mark.parametrize("text", ["0999 99999999", "+49 1", "+999 12345678", "0137 12"])
def test_with_the_extra_a_number_that_cannot_exist_is_none(text: str) -> None:
    assert found(text, "DE", phonenumbers) == set()


def test_with_the_extra_numbers_of_the_audiences_country_are_found() -> None:
    text = "Call (650) 253-0000 today"
    assert found(text, "US", phonenumbers) == {"(650) 253-0000"}
    assert found(text, "DE", phonenumbers) == set()
    assert found(text, "US") == set()


def test_the_version_of_the_numbering_plans_is_an_input_of_every_decision() -> None:
    assert library() is phonenumbers
    assert data_versions()["phonenumbers"] == phonenumbers.__version__
