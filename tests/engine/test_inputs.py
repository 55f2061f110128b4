"""What goes into a decision, and its digests: they change when something changed, and only then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine, Post
from tests.small import rule, ruleset, top, write

POST = {"text": "eins", "platform": "x", "publish_at": "2026-05-04T10:00:00+02:00"}
RULES = ruleset("shop", rule("one", "eins"), assume={"audience.country": "DE"})
WAIVER = {"rule": "shop/one", "reason": "Probe", "approved_by": "Leitung", "expires": "2030-01-01"}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return top(tmp_path, RULES)


def changed(one: Any, other: Any) -> set[str]:
    """The inputs in which two decisions differ."""
    return {key for key in {*one.inputs, *other.inputs} if one.inputs.get(key) != other.inputs.get(key)}


def test_the_same_inputs_give_the_same_decision_to_the_byte(tmp_path: Path) -> None:
    first, second = (json.dumps(top(tmp_path, RULES).check(POST).to_dict()) for _ in range(2))
    assert first == second


def test_a_post_is_the_same_as_a_dict_as_json_and_as_a_post(engine: Engine) -> None:
    text = json.dumps(POST)
    given = (POST, text, text.encode(), Post.from_json(text), dict(reversed(POST.items())))
    assert len({engine.check(one).id for one in given}) == 1


@pytest.mark.parametrize(
    "other",
    [{**POST, "text": "eins "}, {**POST, "title": None}, {**POST, "hashtags": []}, {**POST, "extra": {"a": 1}}],
)
def test_another_post_is_another_input_even_if_it_means_the_same(engine: Engine, other: dict[str, Any]) -> None:
    one, two = engine.check(POST), engine.check(other)
    assert changed(one, two) == {"post"}
    assert one.id != two.id


def test_the_register_is_an_input(engine: Engine) -> None:
    first = engine.with_context({"org": {"names": ["Nordwind"]}}).check(POST)
    assert engine.check(POST).inputs["context"] is None
    assert changed(engine.check(POST), first) == {"context"}
    assert changed(first, engine.with_context({"org": {"names": ["Nordwind"], "listed": None}}).check(POST)) == {
        "context"
    }
    assert first.id == engine.with_context({"org": {"names": ["Nordwind"]}}).check(POST).id


def test_an_empty_register_is_not_the_same_as_none(engine: Engine) -> None:
    assert changed(engine.check(POST), engine.with_context({}).check(POST)) == {"context"}


def test_waivers_are_an_input_and_their_order_is_not(tmp_path: Path) -> None:
    other = {**WAIVER, "reason": "Andere"}
    none, one = top(tmp_path, RULES).check(POST), top(tmp_path, RULES, waivers=[WAIVER]).check(POST)
    assert changed(none, one) == {"waivers"}
    two, turned = (top(tmp_path, RULES, waivers=order).check(POST) for order in ([WAIVER, other], [other, WAIVER]))
    assert changed(one, two) == {"waivers"}
    assert two.to_dict() == turned.to_dict()


def test_the_evaluation_time_is_an_input_unless_the_post_says_when(engine: Engine) -> None:
    timeless = {"text": "eins"}
    assert engine.check(timeless).inputs["at"] is None
    noon = engine.check(timeless, at="2026-05-04T12:00:00+02:00")
    assert noon.inputs["at"] == "2026-05-04T12:00:00+02:00"
    assert changed(engine.check(timeless), noon) == {"at"}
    assert engine.check(POST, at="2026-05-04T12:00:00+02:00").id == engine.check(POST).id


def test_the_fields_that_were_assumed_are_listed_and_those_stated_are_not(engine: Engine) -> None:
    assert engine.check(POST).inputs["assumed"] == ["/audience/country"]
    for stated in ("AT", None):
        assert engine.check({**POST, "audience": {"country": stated}}).inputs["assumed"] == []


def test_the_digest_of_a_ruleset_is_an_input_even_where_no_rule_fires(tmp_path: Path) -> None:
    other = ruleset("shop", rule("one", "eins", message="Anders"), assume={"audience.country": "DE"})
    harmless = {**POST, "text": "null"}
    other["rules"][0]["message"] = {"de": "Anders", "en": "Other"}
    one, two = (top(tmp_path, rules).check(harmless) for rules in (RULES, other))
    assert changed(one, two) == {"rulesets"}


def test_asking_for_a_review_is_an_input(engine: Engine) -> None:
    assert changed(engine.check(POST), engine.check(POST, unsure=True)) == {"unsure"}


def test_the_floor_and_the_built_in_tables_are_inputs(engine: Engine) -> None:
    inputs = engine.check(POST).inputs
    assert inputs["semantics"] == 1
    assert inputs["files"] == {}
    assert inputs["plugins"] == []
    for key in ("floor", "data", "post"):
        assert str(inputs[key]).startswith("sha256:")


def test_the_language_changes_the_words_and_not_the_id(engine: Engine) -> None:
    german, english = (engine.check(POST).to_dict(lang) for lang in ("de", "en"))
    assert german["findings"][0]["message"] == "Regel one"
    assert english["findings"][0]["message"] == "Rule one"
    assert german["decision"] == english["decision"]


@pytest.mark.parametrize(
    ("languages", "expected"), [(["de"], "de"), (["en"], "en"), (["de", "de"], "de"), (["de", "en"], "en")]
)
def test_words_are_in_the_language_of_the_rulesets_if_they_agree(
    tmp_path: Path, languages: list[str], expected: str
) -> None:
    paths = write(tmp_path, *(ruleset(f"r{number}", language=lang) for number, lang in enumerate(languages)))
    assert Engine.load(*paths).language == expected


def test_neither_the_hash_seed_nor_the_locale_nor_the_time_zone_reaches_a_decision() -> None:
    script = (
        "import json\nfrom rulekit import Engine\nfrom pathlib import Path\n"
        "engine = Engine.load(context='examples/register.yaml')\n"
        "print(json.dumps(engine.check(Path('examples/messe.json').read_bytes()).to_dict()))"
    )
    root = Path(__file__).parents[2]
    worlds = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"},
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script], cwd=root, env={**os.environ, **world}, stdout=subprocess.PIPE, text=True
        )
        for world in worlds
    ]
    first, second = (process.communicate()[0] for process in running)
    assert first == second
    assert json.loads(first)["verdict"] == "block"
