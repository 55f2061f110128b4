"""What people read when a ruleset is wrong: one golden file for each slip of `slips.py`."""

from __future__ import annotations

import re
from functools import cache

import pytest

from rulekit.errors import Problem

from .renew import GOLDEN
from .slips import BELOW, GOOD, TEN, everything, problems, told

PROGRAMMERS = re.compile(
    r"\b(?:str|int|float|dict|bool|NoneType|None|null|object|array|Traceback|Exception|Error|regex pattern|schema|instance)\b"
)
"""Words that mean something to programmers only; `array`, `object` and the like are called list and mapping."""


@cache  # a slip is the same every time
def complaints(slip: str) -> tuple[Problem, ...]:
    return problems(*everything()[slip])


@pytest.mark.parametrize("slip", sorted(everything()))
def test_a_slip_is_answered_as_its_golden_file_says(slip: str) -> None:
    expected = (GOLDEN / f"{slip}.txt").read_text(encoding="utf-8")
    assert told(*everything()[slip]) == expected, "as intended? python -m tests.ruleset.renew"


def test_there_is_no_golden_file_without_its_slip() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(everything())


def test_the_ruleset_that_the_slips_are_made_in_is_good() -> None:
    assert problems(("ruleset.yaml",), {"ruleset.yaml": GOOD, "below.yaml": BELOW}) == ()


@pytest.mark.parametrize("slip", sorted(everything()))
def test_every_complaint_speaks_plain_words_in_both_languages(slip: str) -> None:
    found = complaints(slip)
    assert found, "a slip is noticed"
    for problem in found:
        for lang in ("en", "de"):
            sentence = problem.sentence(lang)
            plain = re.sub(r"`[^`]*`", "", sentence)
            assert not PROGRAMMERS.search(plain), sentence
            assert sentence[0] == "`" or sentence[0].islower() or sentence.startswith(("Eintrag ", "Schweigen ")), (
                sentence
            )
        assert problem.what.en != problem.what.de


@pytest.mark.parametrize("slip", sorted(everything()))
def test_every_complaint_says_what_to_do_or_what_was_meant(slip: str) -> None:
    for problem in complaints(slip):
        says = problem.advice or problem.nearest
        told_already = problem.kind in (
            "choice",
            "format",
            "wrong-kind",
            "near-reach",
            "near-items",
            "type",
            "wrong-type",
        )
        assert says or told_already, problem.sentence()


@pytest.mark.parametrize("slip", sorted(everything()))
def test_the_line_shown_is_the_line_named(slip: str) -> None:
    _, files = everything()[slip]
    for problem in complaints(slip):
        if problem.line is not None:
            assert problem.file is not None
            assert problem.shown == files[problem.file].split("\n")[problem.line - 1]
            assert 1 <= (problem.column or 0) <= len(problem.shown) + 1


def test_ten_mistakes_in_one_file_are_ten_complaints() -> None:
    assert len(problems(("ruleset.yaml",), {"ruleset.yaml": TEN})) == 10


def test_one_slip_is_one_complaint() -> None:
    more = {slip: len(complaints(slip)) for slip in everything()}
    del more["ten-mistakes-at-once"]
    assert {name for name, count in more.items() if count != 1} == {
        "adjust-against-the-binding",  # is above the cap as well
        "key-in-capitals",  # leaves the right key missing
        "near-with-a-word-as-item",  # is made twice
        "top-key-misspelt",  # leaves nothing that the rule could name
    }


def test_complaints_come_in_the_order_of_the_file() -> None:
    found = problems(("ruleset.yaml",), {"ruleset.yaml": TEN})
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)
