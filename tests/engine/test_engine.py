"""The engine as an app holds it: many posts, threads, processes, other registers."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import rulekit
from rulekit import Engine, InvalidContext, InvalidPost, InvalidRuleset
from tests.small import rule, ruleset, top, verdicts

POSTS: list[Any] = [
    {"text": "eins"},
    {"txt": "eins"},
    b'{"text": "zwei"}',
    b'{"text": ',
    "[]",
    {"text": 3},
    {"text": "eins", "publish_at": "gestern"},
    '{"text": "a", "text": "b"}',
    b"\xff\xfe",
    {"text": "null"},
]
INVALID = {1, 3, 4, 5, 6, 7, 8}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return top(
        tmp_path_factory.mktemp("shop"), ruleset("shop", rule("one", "eins"), rule("two", "zwei", verdict="block"))
    )


@pytest.mark.parametrize("number", sorted(INVALID))
def test_what_is_no_post_raises_invalid_post_with_what_is_wrong(engine: Engine, number: int) -> None:
    with pytest.raises(InvalidPost) as caught:
        engine.check(POSTS[number])
    assert caught.value.problems


def test_many_posts_are_answered_in_order_and_never_stop(engine: Engine) -> None:
    outcomes = list(engine.check_many(POSTS))
    assert len(outcomes) == len(POSTS)
    assert {number for number, outcome in enumerate(outcomes) if outcome.decision is None} == INVALID
    assert all(bool(outcome.problems) == (outcome.decision is None) for outcome in outcomes)
    assert [outcome.decision.verdict for outcome in outcomes if outcome.decision] == ["warn", "block", "allow"]


def test_many_posts_are_checked_as_they_are_asked_for(engine: Engine) -> None:
    def endless() -> Any:
        while True:
            yield {"text": "eins"}

    found = engine.check_many(endless())
    assert [next(found).decision is not None for _ in range(3)] == [True] * 3


@pytest.mark.parametrize("at", ["gestern", "2026-05-04", "2026-05-04T10:00:00", ""])
def test_an_evaluation_time_without_an_offset_is_not_one(engine: Engine, at: str) -> None:
    with pytest.raises(InvalidPost, match="is not a time with an offset"):
        engine.check({"text": "eins"}, at=at)


def test_a_post_is_never_changed(engine: Engine) -> None:
    post: dict[str, Any] = {"text": "eins", "author": {"role": ["pr"]}, "attachments": [{"kind": "image"}]}
    before = json.dumps(post)
    engine.check(post)
    engine.explain(post, "one")
    engine.facts(post)
    assert json.dumps(post) == before


def test_an_engine_goes_to_another_process_and_decides_the_same(engine: Engine) -> None:
    own = engine.with_context({"org": {"names": ["Nordwind"]}})
    other = pickle.loads(pickle.dumps(own))
    assert other.check(POSTS[0]).to_dict() == own.check(POSTS[0]).to_dict()
    assert other.rules == own.rules


def test_a_decision_goes_to_another_process(engine: Engine) -> None:
    decision = engine.check(POSTS[2])
    assert pickle.loads(pickle.dumps(decision)).to_dict("de") == decision.to_dict("de")


def test_threads_that_share_an_engine_get_the_decisions_of_one(tmp_path: Path) -> None:
    rules = [rule(f"r{number}", f"wort{number}") for number in range(30)]
    posts = [{"text": f"wort{number} und wort{(number * 7) % 30}"} for number in range(200)]
    fresh, alone = top(tmp_path, ruleset("shop", *rules)), top(tmp_path, ruleset("shop", *rules))
    expected = [alone.check(post).id for post in posts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda post: fresh.check(post).id, posts)) == expected


def test_another_register_shares_the_program(engine: Engine) -> None:
    other = engine.with_context({"parties": ["A"]})
    assert other.program is engine.program
    assert other._index is engine._index  # what takes memory is not made again


def test_a_register_comes_as_a_value_or_as_a_file(engine: Engine, tmp_path: Path) -> None:
    value = {"org": {"names": ["Nordwind"]}}
    (tmp_path / "context.json").write_text(json.dumps(value))
    (tmp_path / "context.yaml").write_text("org:\n  names: [Nordwind]\n")
    given = (value, tmp_path / "context.json", str(tmp_path / "context.yaml"))
    assert len({engine.with_context(one).check({}).id for one in given}) == 1


@pytest.mark.parametrize("context", [{"orgs": {}}, {"org": {"timezone": "Mitte"}}, {"secrets": ["x"]}])
def test_a_register_that_is_none_raises_invalid_context(
    engine: Engine, context: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(InvalidContext):
        engine.with_context(context)
    path = tmp_path / "context.yaml"
    path.write_text("# Register\n" + json.dumps(context))
    with pytest.raises(InvalidContext, match=r"context\.yaml:2:"):
        engine.with_context(path)


def test_a_register_that_is_not_there_raises_invalid_context(engine: Engine) -> None:
    with pytest.raises(InvalidContext, match=r"`nowhere\.yaml` cannot be read"):
        engine.with_context("nowhere.yaml")


def test_engines_with_different_registers_do_not_disturb_each_other(tmp_path: Path) -> None:
    given = rule("rival", "", when={"context.competitors": {"some": {"as": "e", "any_text": {"says": "$e.name"}}}})
    engine = top(tmp_path, ruleset("shop", given))
    north = engine.with_context({"competitors": [{"name": "Nordstern"}]})
    south = engine.with_context({"competitors": [{"name": "Südlicht"}]})
    for _ in range(2):
        assert [bool(verdicts(one, "Nordstern")) for one in (engine, north, south)] == [False, True, False]


def test_the_facts_of_a_post_are_plain_values(engine: Engine) -> None:
    found = engine.facts({"text": "Siehe https://acme.example #gut 🙂"})
    assert json.loads(json.dumps(found)) == found
    assert found["text_chars"] == 33


def test_a_rule_is_named_in_full_or_by_its_end_if_that_is_one(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "eins"), rule("other-one", "zwei")))
    assert engine.explain({"text": "eins"}, "one").rule["id"] == "shop/one"
    with pytest.raises(InvalidRuleset, match=r"there is no rule `shop/on`; did you mean `shop/one`\?"):
        engine.explain({"text": "eins"}, "shop/on")


def test_the_public_names_are_there_and_no_others() -> None:
    assert all(getattr(rulekit, name) is not None for name in rulekit.__all__)
    with pytest.raises(AttributeError, match="no `Engin`"):
        rulekit.Engin  # noqa: B018 - asking is the test
