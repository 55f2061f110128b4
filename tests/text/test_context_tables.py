"""The tables of contexts: negation, quotation, counter-speech."""

from __future__ import annotations

import pytest

from rulekit.text import Hit, HitContext, context_of, read
from tests.text.tables import Row, rows


def context(row: Row) -> HitContext:
    """The context of what stands in brackets."""
    text = read(row.sentence)
    start, end = row.met[0]
    touched = text.tokens_in(start, end)
    assert touched is not None
    return context_of(text, Hit(start, end, *touched))


def named(row: Row) -> str:
    return row.sentence


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert sum(len(rows(name)) for name in ("negated", "quoted", "counter")) >= 150


@pytest.mark.parametrize("row", rows("negated"), ids=named)
def test_a_negation_reaches_as_far_as_it_is_meant(row: Row) -> None:
    assert context(row).negated is (row.term == "yes")


@pytest.mark.parametrize("row", rows("quoted"), ids=named)
def test_what_stands_in_quotation_marks_is_quoted(row: Row) -> None:
    assert context(row).quoted is (row.term == "yes")


@pytest.mark.parametrize("row", rows("counter"), ids=named)
def test_counter_speech_is_told_from_speech(row: Row) -> None:
    assert context(row).counter is (row.term == "yes")
