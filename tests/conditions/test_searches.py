"""How expressions are searched for: as the public functions of RE2 would, whatever lies under them."""

from __future__ import annotations

from typing import Any

import pytest
import re2

from rulekit.conditions.patterns import Pattern, _by_match, _search
from rulekit.text.searched import Searched

CASES = [
    (r"(?P<part0>ab+)|(?P<part1>c)", "xxabbc"),
    (r"(?P<part0>ab+)|(?P<part1>c)", "nothing"),
    (r"(?:^|[^\w])(?P<part0>Über\pL*)", "ganz Überraschend, Überall"),
    (r"(?P<part0>x*)", "yyx"),
    (r"(?P<part0>x*)", ""),
]


class Wrapped:
    """An expression of which only what is public is there."""

    def __init__(self, compiled: Any) -> None:
        self.search = compiled.search
        self.groups = compiled.groups


@pytest.mark.parametrize(("written", "text"), CASES)
def test_the_inner_search_finds_what_the_public_one_finds(written: str, text: str) -> None:
    compiled, data = re2.compile(written), text.encode()
    for start in range(len(data) + 1):
        inner = _search(compiled)(data, start, len(data))
        public = _search(Wrapped(compiled))(data, start, len(data))
        assert public == _by_match(compiled, data, start, len(data))
        assert inner[0] == public[0]
        assert inner[0] == (-1, -1) or list(inner) == list(public)


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        (r"\bunsere?[rnms]?\b|\bour\b", "Unsere Pumpe, our pump, tour", [(0, 6), (14, 17)]),
        (r"\bä\b", "ä ä ää", [(0, 1), (2, 3)]),
        (r"x*", "yxxy", [(1, 3)]),
        (r"(a)|(b)", "cba", [(1, 2), (2, 3)]),
    ],
)
def test_a_pattern_finds_every_match_with_something_in_it(
    written: str, text: str, found: list[tuple[int, int]]
) -> None:
    pattern = Pattern(written)
    assert list(pattern.spans(Searched(text))) == found
    assert pattern.occurs(Searched(text)) is bool(found)
