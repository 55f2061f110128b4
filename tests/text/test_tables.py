"""The tables of terms in sentences: what is met, and what is left alone."""

from __future__ import annotations

import pytest

from rulekit.text import TermGroup, TermIndex, expand, read
from tests.text.tables import Row, rows

INFLECTION = [row for name in ("german_nouns", "german_other", "compounds", "gender", "english") for row in rows(name)]


def quotes(row: Row, disguised: bool = False) -> list[str]:
    """What the row's term meets in its sentence."""
    index = TermIndex(expand([TermGroup((row.term,), disguised=disguised)]))
    return [row.sentence[hit.start : hit.end] for hit in index.scan(read(row.sentence)).get(0, ())]


def expected(row: Row) -> list[str]:
    return [row.sentence[start:end] for start, end in row.met]


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(INFLECTION) >= 400
    assert len(rows("disguise")) >= 100


@pytest.mark.parametrize("row", INFLECTION, ids=lambda row: f"{row.term} in {row.sentence}")
def test_a_term_is_met_in_its_forms_and_nowhere_else(row: Row) -> None:
    assert quotes(row) == expected(row)


@pytest.mark.parametrize("row", rows("disguise"), ids=lambda row: f"{row.term} in {row.sentence}")
def test_a_disguised_term_is_met_and_harmless_signs_are_left_alone(row: Row) -> None:
    assert quotes(row, disguised=True) == expected(row)
