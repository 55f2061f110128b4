"""Mending as a whole: what is offered, what is asked, what is refused, and how it is said."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine, InvalidPost, InvalidRuleset
from rulekit.errors import InvalidSettings, Words
from rulekit.fixes import run as running
from rulekit.fixes.parts import put
from rulekit.fixes.table import fixers
from rulekit.fixes.values import ABSENT, Case, Fixer, Mended
from rulekit.ruleset.fixers import FIXERS
from tests.small import rule, ruleset, write

from .helpers import POST, base, mend

PRAISE = {"text": "Die Lampe von Nordwind ist großartig!", "account": {"type": "private", "employer_visible": False}}


def test_every_name_has_its_fixer_in_the_same_order() -> None:
    assert tuple(fixers()) == FIXERS
    assert all(name == fixer.name for name, fixer in fixers().items())


def test_a_fixer_that_does_not_exist_is_an_error_at_its_line_with_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    text = json.dumps(ruleset("shop", rule("ad", "Lampe", fix=["drop-geotag", "add-adlabel"])), indent=1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRuleset) as caught:
        Engine.load(path)
    problem = caught.value.problems[0]
    assert problem.line == text[: text.index("add-adlabel")].count("\n") + 1
    assert problem.sentence("en") == "there is no fixer `add-adlabel`; did you mean `add-ad-label`?"


def test_a_finding_names_its_fixers_and_a_mending_uses_them() -> None:
    decision = base().check({**POST, **PRAISE})
    assert [finding.fixes for finding in decision.findings] == [("add-affiliation",)]


def test_a_human_word_is_asked_for_and_nothing_done_without() -> None:
    mending = mend(PRAISE)
    assert dict(mending.post) == {**POST, **PRAISE}
    assert [one.to_json("de") for one in mending.asks] == [
        {
            "fix": "add-affiliation",
            "rule": "base/employee-affiliation",
            "ask": "Arbeitet die Person, die schreibt, bei Nordwind?",
            "answers": [True, False],
        }
    ]


def test_a_yes_mends_and_a_no_does_not() -> None:
    assert mend(PRAISE, answers={"add-affiliation": True}).post["text"].endswith("Ich arbeite bei Nordwind.")
    refused = mend(PRAISE, answers={"add-affiliation": False})
    assert refused.asks == ()
    assert [item.why.en for item in refused.withdrawn] == ["the author does not work there"]


def test_only_the_fixers_asked_for_are_used() -> None:
    post = {"text": "Lampe! #GutesTun", "consideration": True}
    assert {change.fix for change in mend(post).changed} == {"add-ad-label", "trim-hashtags"}
    assert {change.fix for change in mend(post, only=["trim-hashtags"]).changed} == {"trim-hashtags"}


def test_a_waived_finding_is_left_alone() -> None:
    waiver = {"rule": "base/ad-label-missing", "reason": "agreed", "approved_by": "legal", "expires": "2027-01-01"}
    engine = Engine.load("base", waivers=[waiver])
    post = {**POST, "text": "Lampe!", "consideration": True}
    assert engine.fix(post, engine.check(post)).changed == ()


@pytest.mark.parametrize("how", ["answers", "only"])
def test_an_unknown_fixer_is_named_with_the_nearest(how: str) -> None:
    given: dict[str, Any] = {"answers": {"drop-geotags": True}, "only": ["drop-geotags"]}
    with pytest.raises(InvalidSettings) as caught:
        mend(PRAISE, **{how: given[how]})
    assert caught.value.problems[0].nearest == "drop-geotag"


def test_a_decision_about_another_post_or_of_another_engine_is_refused(tmp_path: Path) -> None:
    other = Engine.load(*write(tmp_path, ruleset("other", rule("a", "b"))))
    for engine, decided in ((base(), base().check({"text": "another"})), (other, base().check(POST))):
        with pytest.raises(InvalidPost) as caught:
            engine.fix(POST, decided)
        assert caught.value.problems[0].kind == "another-post"


def test_a_post_is_mended_whether_given_as_a_value_as_json_or_read(tmp_path: Path) -> None:
    post = {**POST, "text": "Lampe!", "consideration": True}
    text = json.dumps(post)
    found = [base().fix(one, base().check(post)) for one in (post, text, text.encode(), base().read(text))]
    assert {one.post["text"] for one in found} == {"Werbung | Lampe!"}


def test_a_mending_is_printed_as_json_with_what_is_absent_left_out() -> None:
    mending = mend({"text": "x", "author": {"role": "executive"}, "geotag": {"place": "Oslo"}})
    printed = mending.to_dict("de")
    assert list(printed) == ["rulekit", "post", "changed", "withdrawn", "asks", "copies", "decision"]
    assert printed["changed"] == [
        {
            "fix": "drop-geotag",
            "rule": "base/executive-geotag",
            "at": "/geotag",
            "masked": False,
            "before": {"place": "Oslo"},
        }
    ]
    assert mending.changed[0].after is ABSENT
    assert pickle.loads(pickle.dumps(mending.changed[0])).after is ABSENT
    assert json.loads(json.dumps(printed)) == printed


def test_what_was_masked_is_not_printed() -> None:
    mending = mend({"text": "Frau Meier, Kundennr. 4711234"})
    assert mending.changed[0].hidden
    assert "47112" not in json.dumps(mending.to_dict("en"))


def test_the_public_engine_mends_with_another_register_and_after_a_journey() -> None:
    post = {**POST, **PRAISE}
    moved = pickle.loads(pickle.dumps(base().with_context({"org": {"names": ["Lampe"]}})))
    assert isinstance(moved, Engine)
    asked = moved.fix(post, moved.check(post)).asks
    assert [one.ask.en for one in asked] == ["Does the author work at Lampe?"]


@pytest.mark.parametrize(
    ("mended", "reason"),
    [
        (lambda case: Mended(put(case.post, ("lang",), "de")), "it would change `/lang`, which it does not name"),
        (lambda case: Mended(put(case.post, ("text",), 7)), "the post would not be valid"),
        (lambda case: Mended(put(case.post, ("text",), 1 / 0)), "the fixer failed: division by zero"),
    ],
)
def test_a_fixer_that_oversteps_is_withdrawn(monkeypatch: pytest.MonkeyPatch, mended: Any, reason: str) -> None:
    def own(case: Case) -> Mended:
        result: Mended = mended(case)
        return result

    fixer = Fixer("add-ad-label", Words("x", "y"), ("/text",), own, plugin="own")
    monkeypatch.setattr(running, "fixers", lambda: {"add-ad-label": fixer})
    post = {"text": "Lampe!", "consideration": True}
    mending = mend(post)
    assert dict(mending.post) == {**POST, **post}
    assert mending.withdrawn[0].why.en.startswith(reason)
