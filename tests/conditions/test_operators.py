from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rulekit.conditions.table import operators
from tests.conditions.rows import AT, POST, REGISTER, ROWS, Row
from tests.engines import engine_of
from tests.oracle import ask, the_world
from tests.oracle_values import Scope

FLIPPED = {"yes": "no", "no": "yes", "unknown": "unknown", "error": "error"}
WORDS = {"de": "x", "en": "x"}


def ruleset(condition: dict[str, Any]) -> dict[str, Any]:
    rule = {
        "id": "r",
        "topic": "law",
        "binding": "mandatory",
        "verdict": "warn",
        "title": WORDS,
        "message": WORDS,
        "remedy": WORDS,
        "source": [{"ref": "x"}],
        "contact": "c",
    }
    return {
        "rulekit": 1,
        "id": "t",
        "version": "1.0.0",
        "contacts": {"c": {"name": "x"}},
        "lists": {"places": ["Berlin"]},
        "rules": [{**rule, "when": condition}],
    }


def value(folder: Path, condition: dict[str, Any], post: dict[str, Any] = POST) -> str:
    engine = engine_of(folder, [ruleset(condition)], REGISTER)
    decision = engine.check(post, AT)
    said = "yes" if decision.findings else "unknown" if decision.undecided else "error" if decision.errors else "no"
    assert engine.explain(post, "t/r", AT).value == said
    return said


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.operator}-{row.value}")
def test_an_operator_says_what_its_row_says(row: Row, tmp_path: Path) -> None:
    assert value(tmp_path, row.condition) == row.value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.operator}-{row.value}")
def test_its_complement_says_exactly_the_opposite(row: Row, tmp_path: Path) -> None:
    assert value(tmp_path, {"not": row.condition}) == FLIPPED[row.value]
    assert value(tmp_path, {"none": [row.condition]}) == FLIPPED[row.value]
    assert value(tmp_path, {"not": {"not": row.condition}}) == row.value


@pytest.mark.parametrize(
    "row", [row for row in ROWS if len(row.condition) == 1], ids=lambda row: f"{row.operator}-{row.value}"
)
def test_the_complement_under_the_field_is_the_same(row: Row, tmp_path: Path) -> None:
    ((field, test),) = row.condition.items()
    assert value(tmp_path, {field: {"not": test}}) == FLIPPED[row.value]
    assert value(tmp_path, {field: {"none": [test]}}) == FLIPPED[row.value]
    assert value(tmp_path, {field: {"all": [test, {"any": [test]}]}}) == row.value


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.operator}-{row.value}")
def test_the_oracle_agrees(row: Row) -> None:
    if "\\" in str(row.condition) or "(?-i)" in str(row.condition):
        return  # the oracle reads simple regular expressions only
    world = the_world([ruleset(row.condition)], POST, REGISTER, AT)
    assert ask(row.condition, world, Scope()).value == row.value


def test_every_operator_has_rows_for_yes_and_no() -> None:
    for wanted in ("yes", "no"):
        assert {row.operator for row in ROWS if row.value == wanted} == set(operators())


def test_every_operator_has_a_row_for_what_is_not_known_or_cannot_be_told() -> None:
    assert {row.operator for row in ROWS if row.value in ("unknown", "error")} == set(operators())
