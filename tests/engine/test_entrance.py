"""The entrance keeps out only rules that are no."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine
from rulekit.authoring.examples import PROMISES, laid_over
from rulekit.conditions.node import Env
from rulekit.engine.entrance import Entrance
from rulekit.engine.run import judge_rule
from rulekit.engine.world import world
from rulekit.facts.view import View
from rulekit.model.canonical import canonical
from rulekit.model.truth import NO
from rulekit.ruleset.load import load
from tests.small import rule, ruleset, top


@cache  # loading the pack takes longer than asking it
def base() -> Engine:
    return Engine.load("base")


def examples() -> Iterator[tuple[Engine, Any, str | None]]:
    """Every example of the base pack with its register and time."""
    written = load("base", world())
    engines: dict[bytes, Engine] = {}
    for one in written.written["rules"]:
        for promise in PROMISES:
            for example in one.get("examples", {}).get(promise) or ():
                post, context, at = laid_over(written.value.get("example_post", {}), example)
                key = canonical(context)
                if key not in engines:
                    engines[key] = base().with_context(context)
                yield engines[key], post, at


def kept_out_wrongly(engine: Engine, view: View, let_in: list[int]) -> list[str]:
    """The rules that were not asked although they are not no."""
    rest = set(range(len(engine.rules))) - set(let_in)
    return [engine.rules[number] for number in sorted(rest) if judge_rule(engine._rule(number), Env(view)).value != NO]


@pytest.mark.slow  # every rule is asked about every example
def test_of_all_examples_of_the_base_pack_no_rule_is_kept_out_that_has_something_to_say() -> None:
    screens = [one["screen"] for one in base().program["rules"]]
    kept = Entrance(screens)
    asked = several = 0
    for engine, post, at in examples():
        view = engine._view(engine.read(post), at)
        at_first = Entrance(screens).let_in(view)
        later = kept.let_in(view)
        assert kept_out_wrongly(engine, view, at_first) == [], post
        assert later == at_first, post
        asked, several = asked + len(later), several + 1
    assert asked < 20 * several, "most rules are not asked about most posts"


ATTACHED = {"platform": "x", "text": "a", "attachments": 5 * [{"kind": "image"}]}


@pytest.mark.parametrize(
    ("when", "through", "out"),
    [
        ({"text": {"says": "Chef"}}, {"text": "Der Chef ruft."}, {"text": "Der Hund bellt."}),
        ({"text": {"matches": "kaffee"}}, {"text": "Mehr Kaffee!"}, {"text": "Mehr Tee!"}),
        ({"author.role": "manager"}, {"author": {"role": ["staff", "manager"]}}, {"author": {"role": "staff"}}),
        ({"author.role": {"not_in": ["manager"]}}, {"author": {"role": "staff"}}, {"author": {"role": "manager"}}),
        ({"guest": True}, {"guest": True}, {"text": "x"}),
        ({"attachments": {"some": {"kind": "image"}}}, {"attachments": [{"kind": "video"}]}, {"attachments": []}),
        ({"recent_texts": {"count": {"ge": 2}}}, {"recent_texts": ["a", "b"]}, {"recent_texts": ["a"]}),
        ({"text_chars": {"gt": 3}}, {"text": "abcd"}, {"text": "abc"}),
        (
            {"text_length": {"gt": "$post.limits.text"}},
            {"platform": "x", "text": 281 * "a"},
            {"platform": "x", "text": "a"},
        ),
        ({"hashtags": "present"}, {"text": "#eins"}, {"text": "eins"}),
        ({"urls": {"some": {"shortener": True}}}, {"text": "bit.ly/1"}, {"text": "bit"}),
        ({"caps_share": {"gt": 0.5}}, {"text": 20 * "AB "}, {"text": 20 * "ab "}),
        ({"caps_share": {"gt": 0.1}}, {"text": 20 * "Abcd "}, {"text": 20 * "abcd "}),
        ({"caps_share": {"lt": 0.5}}, {"text": 20 * "ab "}, {"text": 20 * "AB "}),
        ({"mentions": {"count": {"gt": 6}}}, {"text": "@a @b @c @d @e @f @g"}, {"text": "@a @b @c @d @e @f"}),
        ({"mentions": {"count": {"ge": 2}}}, {"text": "@a @b"}, {"text": "@a"}),
        ({"repeats": {"ge": 1}}, {"text": "a", "recent_texts": ["a"]}, {"text": "a", "recent_texts": ["b"]}),
        ({"repeats": {"lt": 1}}, {"text": "a"}, {"text": "a", "recent_texts": ["a"]}),
        ({"similarity.template": {"gt": 0.9}}, {"text": "a", "campaign": {"template": "a"}}, {"text": "a"}),
        ({"attachments": {"count": {"gt": "$post.limits.attachments"}}}, ATTACHED, {**ATTACHED, "attachments": []}),
        (
            {"any": [{"all": [{"text": {"says": "Chef"}}, {"guest": True}]}, {"text": {"says": "Hund"}}]},
            {"text": "Der Hund"},
            {"text": "Der Chef"},
        ),
        (
            {"any": [{"all": [{"text": {"says": "Chef"}}, {"text": {"says": name}}]} for name in ("Hund", "Katze")]},
            {"text": "Chef und Katze"},
            {"text": "Hund und Katze, aber der Vorgesetzte fehlt"},
        ),
        ({"any": [{"text": {"says": "Chef"}}, {"guest": True}]}, {"guest": True}, {"text": "Der Hund"}),
    ],
)
def test_a_rule_is_asked_only_when_what_it_needs_may_be_there(
    tmp_path: Path, when: dict[str, Any], through: dict[str, Any], out: dict[str, Any]
) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "x", when=when)))
    for _ in range(3):
        assert engine._entrance.let_in(engine._view(engine.read(through), None)) == [0]
        assert engine._entrance.let_in(engine._view(engine.read(out), None)) == []


def test_what_nobody_stated_keeps_no_rule_out(tmp_path: Path) -> None:
    engine = top(
        tmp_path, ruleset("shop", rule("one", "x", when={"account.type": "private", "device": {"not_in": ["company"]}}))
    )
    for _ in range(3):
        assert engine._entrance.let_in(engine._view(engine.read({"text": "x"}), None)) == [0]


def test_more_combinations_than_are_kept_are_answered_alike(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "x", when={"platform": ["p7", "p700"]})))
    said = [
        engine._entrance.let_in(engine._view(engine.read({"platform": f"p{number}"}), None)) for number in range(800)
    ]
    assert [number for number, numbers in enumerate(said) if numbers] == [7, 700]


# Each stands for a shape that a section of a post may have; a shape taken for another would answer for it from what was kept.
SHAPES: tuple[dict[str, Any], ...] = (
    {},
    {"account": None},
    {"account": {}},
    {"account": {"type": None}},
    {"account": {"type": "private"}},
    {"account": {"type": "corporate"}},
    {"author": None},
    {"author": {}},
    {"author": {"role": None}},
    {"author": {"role": "staff"}},
    {"author": {"role": ["staff"]}},
    {"author": {"role": ["staff", "manager"]}},
    {"account": None, "author": {"role": "staff"}},
    {"account": {"type": None}, "author": None},
    {"guest": None},
    {"guest": False},
    {"guest": True},
    {"recent_texts": None},
    {"recent_texts": []},
    {"recent_texts": ["a"]},
    {"recent_texts": ["a", "b"]},
    {"extra": None},
    {"extra": {}},
    {"extra": {"a": None}},
    {"extra": {"a": {}}},
    {"extra": {"a": {"b": None}}},
    {"extra": {"a": {"b": "y"}}},
    {"extra": {"a": {"b": "x"}}},
    {"extra": {"a": {"b": ["x", "y"]}}},
    {"extra": {"a": {"b": [{"c": "x"}]}}},
    {"extra": {"a": {"b": {"c": "x"}}}},
    {"extra": {"a": 1}},
    {"extra": {"a": 1.5}},
    {"extra": {"a": True}},
    {"extra": {"a": "{"}},
    {"extra": {"a": [{"c": "x"}]}},
)


@pytest.mark.parametrize(
    "when",
    [
        {"account.type": "private"},
        {"account.type": {"not_in": ["private"]}},
        {"account": "absent"},
        {"account.type": "absent"},
        {"account.type": "present", "author.role": "staff"},
        {"any": [{"author.role": "staff"}, {"guest": True}]},
        {"recent_texts": {"count": {"ge": 1}}, "guest": {"not_in": [True]}},
        {"author": "present"},
        {"extra.a.b": "x"},
        {"extra.a.b": {"not_in": ["x"]}},
        {"extra.a.b.c": "present"},
        {"extra.a.b": "absent"},
        {"extra.a": {"in": [1]}},
        {"extra.a": {"in": [True]}},
        {"extra.a": {"ge": 1}},
        {"extra.a": {"count": {"ge": 1}}},
        {"extra": "present"},
    ],
)
def test_what_was_kept_of_a_post_answers_only_for_posts_that_state_the_same(
    tmp_path: Path, when: dict[str, Any]
) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "x", when=when)))
    posts = [{"text": "x"} | shape for shape in SHAPES]
    alone = [engine.with_context(None).check(post).to_dict("en") for post in posts]
    for first in posts:
        kept = engine.with_context(None)
        for _ in range(2):
            kept.check(first)
        assert [kept.check(post).to_dict("en") for post in posts] == alone


@pytest.mark.parametrize("when", [{"extra.n": {"any": [1, True]}}, {"any": [{"extra.n": True}, {"extra.n": 1}]}])
@pytest.mark.parametrize("value", [1, True])
def test_one_and_true_are_two_values(tmp_path: Path, when: dict[str, Any], value: Any) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "x", when=when)))
    for _ in range(2):
        assert [one.rule for one in engine.check({"text": "x", "extra": {"n": value}}).findings] == ["shop/one"]
