from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.conditions.test_operators import FLIPPED, value

BASIC: dict[str, dict[str, Any]] = {
    "yes": {"text": "present"},
    "no": {"text": "absent"},
    "unknown": {"platform": "x"},
    "error": {"extra.word": {"lt": 1}},
}
"""One condition for each value."""
UNDER: dict[str, Any] = {"yes": "present", "no": "absent", "unknown": {"is": "$post.platform"}, "error": {"lt": 1}}
"""One test of the field `extra.word` for each value."""
VALUES = tuple(BASIC)


def together(values: tuple[str, ...]) -> str:
    """`all` as docs/semantics.md has it: no, else error, else unknown, else yes."""
    return next((value for value in ("no", "error", "unknown") if value in values), "yes")


def either(values: tuple[str, ...]) -> str:
    return FLIPPED[together(tuple(FLIPPED[value] for value in values))]


def neither(values: tuple[str, ...]) -> str:
    return FLIPPED[either(values)]


COMBINED = {"all": together, "any": either, "none": neither}
CASES = [
    (key, values)
    for key in COMBINED
    for size in (0, 1, 2, 3)
    for values in product(VALUES, repeat=size)
    if size < 3 or len(set(values)) == 3
]


@pytest.mark.parametrize(
    ("key", "values"), CASES, ids=lambda item: item if isinstance(item, str) else "-".join(item) or "empty"
)
def test_conditions_combine_in_four_values(key: str, values: tuple[str, ...], tmp_path: Path) -> None:
    wanted = COMBINED[key](values)
    assert value(tmp_path, {key: [BASIC[one] for one in values]}) == wanted
    assert value(tmp_path, {"extra.word": {key: [UNDER[one] for one in values]}}) == wanted
    assert value(tmp_path, {"not": {key: [BASIC[one] for one in values]}}) == FLIPPED[wanted]


@pytest.mark.parametrize(
    "values", [values for values in product(VALUES, repeat=2) if len(set(values)) == 2], ids="-".join
)
def test_all_entries_of_a_mapping_must_hold(values: tuple[str, ...], tmp_path: Path) -> None:
    merged = BASIC[values[0]] | BASIC[values[1]]
    if len(merged) == 2:
        assert value(tmp_path, merged) == together(values)


def test_the_empty_mapping_is_yes(tmp_path: Path) -> None:
    assert value(tmp_path, {}) == "yes"
    assert value(tmp_path, {"not": {}}) == "no"


@pytest.mark.parametrize("values", list(product(VALUES, repeat=2)), ids="-".join)
def test_quantifiers_combine_their_elements_in_four_values(values: tuple[str, ...], tmp_path: Path) -> None:
    tests: dict[str, dict[str, Any]] = {"a": BASIC[values[0]], "b": BASIC[values[1]]}
    condition = {"as": "t", "any": [{"$t": word, "all": [test]} for word, test in tests.items()]}
    post = {"text": "x", "recent_texts": ["a", "b"], "extra": {"word": "abc"}}
    assert value(tmp_path, {"recent_texts": {"some": condition}}, post) == either(values)
    assert value(tmp_path, {"recent_texts": {"every": condition}}, post) == together(values)
    assert value(tmp_path, {"recent_texts": {"none": condition}}, post) == FLIPPED[either(values)]
    assert value(tmp_path, {"recent_texts": {"count": {"where": condition, "ge": 1}}}, post) == either(values)
    assert value(tmp_path, {"recent_texts": {"count": {"where": condition, "is": 2}}}, post) == together(values)
