"""Why a rule fired or stayed silent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine
from tests.small import rule, ruleset, top

WHEN = {
    "all": [
        {"text": {"says": ["eins", "zwei"]}},
        {"any": [{"platform": "x"}, {"not": {"device": "company"}}]},
        {"attachments": {"some": {"kind": "image", "alt_text": "absent"}}},
    ]
}
FULL = {"text": "eins", "platform": "x", "device": "private", "attachments": [{"kind": "image"}, {"kind": "video"}]}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return top(
        tmp_path_factory.mktemp("shop"),
        ruleset(
            "shop",
            rule("one", "", when=WHEN, unless={"author.role": "pr"}),
            rule("register", "", when={"context.parties": "present"}),
            rule("later", "eins", effective={"from": "2030-01-01"}),
        ),
    )


def told(engine: Engine, post: dict[str, Any], name: str = "one", at: str | None = None) -> Any:
    found = engine.explain(post, name, at).to_json()
    assert json.loads(json.dumps(found)) == found, "an explanation is plain data"
    return found


def below(step: Any, key: str) -> Any:
    """The step below that was written with this key."""
    return next(inner for inner in step["below"] if key in inner["written"])


def test_a_rule_that_fired_shows_every_condition_with_what_it_saw(engine: Engine) -> None:
    found = told(engine, {**FULL, "author": {"role": "hr"}})
    assert found["value"] == "yes"
    text, places, pictures = (below(found["when"], key) for key in ("text", "any", "attachments"))
    assert text["value"] == "yes"
    assert text["seen"]["value"] == "eins"
    assert text["evidence"] == [{"at": "/text", "start": 0, "end": 4, "quote": "eins"}]
    assert [step["value"] for step in places["below"]] == ["yes", "yes"]
    assert [(step["at"], step["value"]) for step in pictures["below"]] == [
        ("/attachments/0", "yes"),
        ("/attachments/1", "no"),
    ]
    assert [step["value"] for step in found["unless"]] == ["no"]


@pytest.mark.parametrize(
    ("changes", "value", "culprit"),
    [
        ({"text": "null"}, "no", "text"),
        ({"platform": "blog", "device": "company"}, "no", "any"),
        ({"attachments": []}, "no", "attachments"),
        ({"platform": None, "device": "company"}, "no", "any"),
    ],
)
def test_a_silent_rule_shows_the_condition_that_failed(
    engine: Engine, changes: dict[str, Any], value: str, culprit: str
) -> None:
    found = told(engine, {**FULL, **changes})
    assert found["value"] == value
    assert [next(iter(step["written"])) for step in found["when"]["below"] if step["value"] == "no"] == [culprit]
    assert found["unless"] == []


def test_an_undecided_rule_shows_what_nobody_stated(engine: Engine) -> None:
    post = {"text": "eins", "attachments": [{"kind": "image"}]}
    found = told(engine, post)
    assert found["value"] == "unknown"
    assert sorted(found["when"]["missing"]) == ["/device", "/platform"]


def test_an_unless_that_holds_shows_itself(engine: Engine) -> None:
    found = told(engine, {**FULL, "author": {"role": "pr"}})
    assert (found["value"], found["when"]["value"]) == ("no", "yes")
    assert [step["value"] for step in found["unless"]] == ["yes"]


def test_a_complement_reads_as_it_was_written(engine: Engine) -> None:
    post = {**FULL, "platform": "blog", "device": "company"}
    negation = below(below(told(engine, post)["when"], "any"), "not")
    assert negation["value"] == "no"
    (test,) = negation["below"]
    assert (test["written"], test["value"]) == ({"device": "company"}, "yes")
    assert test["seen"]["value"] == "company"


@pytest.mark.parametrize(
    ("when", "tree"),
    [
        ({"not": {"platform": "x"}}, ["not yes", ["platform no"]]),
        ({"platform": {"not": "x"}}, ["not yes", ["platform no"]]),
        ({"platform": {"not_in": ["x"]}}, ["platform yes"]),
        ({"none": [{"platform": "x"}, {"device": "private"}]}, ["none yes", ["device no"], ["platform no"]]),
        (
            {"not": {"all": [{"platform": "x"}, {"not": {"device": "private"}}]}},
            ["not yes", ["all no", ["not yes", ["device no"]], ["platform no"]]],
        ),
        ({"attachments": {"every": {"not": {"kind": "video"}}}}, ["attachments yes", ["not yes", ["kind no"]]]),
        ({"attachments": {"none": {"kind": "video"}}}, ["attachments yes", ["kind no"]]),
        ({"not": {"attachments": {"some": {"kind": "video"}}}}, ["not yes", ["attachments no", ["kind no"]]]),
        (
            {"attachments": {"count": {"where": {"not": {"kind": "video"}}, "ge": 1}}},
            ["attachments yes", ["not yes", ["kind no"]]],
        ),
        ({"not": {"none": [{"platform": "blog"}]}}, ["not yes", ["none no", ["platform yes"]]]),
    ],
)
def test_every_node_of_a_tree_says_what_its_own_words_mean(tmp_path: Path, when: Any, tree: Any) -> None:
    def shape(step: Any) -> Any:
        return [f"{next(iter(step['written']))} {step['value']}", *(shape(inner) for inner in step.get("below", ()))]

    engine = top(tmp_path, ruleset("shop", rule("one", "", when=when)))
    found = told(engine, {"platform": "blog", "device": "company", "attachments": [{"kind": "image"}]})
    assert found["value"] == "yes"
    assert shape(found["when"]) == tree


def test_a_sleeping_rule_names_the_section_that_is_missing(engine: Engine) -> None:
    found = told(engine, FULL, "register")
    assert (found["value"], found["idle"]) == ("no", ["parties"])
    assert told(engine.with_context({"parties": ["A"]}), FULL, "register")["idle"] == []


def test_a_rule_before_its_time_says_so(engine: Engine) -> None:
    found = told(engine, FULL, "later", "2026-05-04T08:00:00+02:00")
    assert (found["value"], found["in_effect"], found["when"]["value"]) == ("no", False, "yes")
    assert told(engine, FULL, "later")["in_effect"] is True


@pytest.mark.parametrize("post", [FULL, {"text": "eins"}, {"text": "zwei", "attachments": []}, {}])
@pytest.mark.parametrize("name", ["shop/one", "shop/register", "shop/later"])
def test_an_explanation_agrees_with_the_decision(engine: Engine, post: dict[str, Any], name: str) -> None:
    decision = engine.check(post)
    value = told(engine, post, name)["value"]
    assert (value == "yes") == (name in {finding.rule for finding in decision.findings})
    assert (value == "unknown") == (name in {item.rule for item in decision.undecided})


def test_every_rule_of_the_pack_can_be_explained_and_agrees_with_its_decision() -> None:
    root = Path(__file__).parents[2] / "examples"
    engine = Engine.load(context=root / "register.yaml")
    post = json.loads((root / "messe.json").read_text(encoding="utf-8"))
    decision = engine.check(post)
    fired = {finding.rule for finding in decision.findings}
    for name in engine.rules:
        assert (told(engine, post, name)["value"] == "yes") == (name in fired)
