"""Literals leave out only texts in which an expression is not found."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulekit import Engine
from rulekit.conditions.patterns import Pattern
from rulekit.text.searched import Searched


@cache  # compiling the pack takes a second
def written() -> list[str]:
    """Every regular expression of the base pack."""
    return sorted(Engine.load("base").program["patterns"])


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\b(?:ich|wir)\b", [("ich", "wir")]),
        ("Kaffee|Tee", [("kaffee", "tee")]),
        ("Kaffee|.", []),
        (
            r"\bbring(?:t)? (?:dich|euch) (?:\p{L}+ )?um",
            [("bring",), ("bring dich ", "bring euch ", "bringt dich ", "bringt euch ")],
        ),
        ("(?:kill|hurt) (?:you|him)", [("hurt", "kill"), ("hurt him", "hurt you", "kill him", "kill you")]),
        ("geheim(?:nis)*e", [("geheim",)]),
        ("geheim(?:nis)?e", [("geheim",), ("geheime", "geheimnise")]),
        ("so+ geheim", [("o geheim",)]),
        ("a?b?c?", []),
        ("[ab]{2,}", [("aa", "ab", "ba", "bb")]),
        (r"\d+ %", [(" %",)]),
    ],
)
def test_a_pattern_says_what_a_text_must_hold(pattern: str, literals: list[tuple[str, ...]]) -> None:
    assert list(Pattern(pattern).literals) == [set(one) for one in literals]


def test_most_patterns_of_the_base_pack_tell_what_a_text_must_hold() -> None:
    silent = [pattern for pattern in written() if not Pattern(pattern).literals]
    assert len(silent) < len(written()) / 10, silent


def near(pattern: str, chance: random.Random) -> str:
    """A text made of the pattern's own letters, which it often matches."""
    text = re.sub(r"\\p\{L[lu]?\}[+*?]?|\\w[+*]?|\.[+*]?", lambda _: chance.choice(["ein", "K", "und"]), pattern)
    text = re.sub(r"\\d(?:\{[^}]*\}|[+*])?", "12", text)
    text = re.sub(r"\\[bsB][+*?]?", lambda _: chance.choice([" ", "", "  "]), text)
    while "(" in text:
        shorter = re.sub(
            r"\((?:\?(?:P<\w+>|[a-z-]*:))?([^()]*)\)(\?\??|\*)?",
            lambda found: "" if found[2] and chance.random() < 0.4 else chance.choice(found[1].split("|")),
            text,
        )
        if shorter == text:
            break
        text = shorter
    text = re.sub(r"\[\^?([^\]])[^\]]*\](?:\{[^}]*\}|[+*?])?", r"\1\1", text)
    text = re.sub(r"(.)\?", lambda found: chance.choice(["", found[1]]), chance.choice(text.split("|")))
    text = re.sub(r"[\\^$+*]", "", text)
    return chance.choice([text.upper(), text.title(), text])


@given(which=st.randoms(use_true_random=False))
def test_a_text_in_which_a_pattern_is_found_holds_one_of_each_set_of_its_literals(which: random.Random) -> None:
    pattern = which.choice(written())
    text = Searched("Also " + near(pattern, which) + " und so.")
    blind = Pattern(pattern, ())
    assert list(blind.spans(text)) == list(Pattern(pattern).spans(text))


def test_texts_like_the_patterns_are_often_found_by_them() -> None:
    chance = random.Random(7)
    found = [Pattern(one).occurs(Searched(near(one, chance))) for one in written() for _ in range(3)]
    assert sum(found) > len(found) / 2
