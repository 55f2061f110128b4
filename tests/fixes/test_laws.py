"""The laws of mending, on posts put together from everything that fixers look for."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit import Decision, Engine, Mending
from rulekit.fixes.parts import covers, differences
from rulekit.fixes.table import fixers
from rulekit.model.verdict import RANK
from tests.small import rule, ruleset, write

from .helpers import CONTEXT, POST, base, mend

pytestmark = pytest.mark.slow  # each fix is checked again

settings.register_profile("fixes", max_examples=60, deadline=None, derandomize=True, database=None)

PIECES = [
    "Mit meinem Rabattcode ANNA20 spart ihr 20 %",
    "Werbung | Lampe",
    "Ich finde, Nordwind sollte mehr Homeoffice erlauben.",
    "Die neue Lampe von Nordwind ist großartig!",
    "Verkäuferin gesucht, ab sofort in Kiel.",
    "Wir suchen einen Elektroniker (m/w/d).",
    "Frau Meier, Kundennr. 4711234",
    "DE89 3704 0044 0532 0130 00",
    "anna.meier@web.de",
    "Der Polarfuchs kommt.",
    "Schneehase",
    "Eisbär",
    "**wichtig**",
    "<b>neu</b><br>",
    "&lt;b&gt;&amp;lt;i&amp;gt;",
    "[da](https://nordwind.example/x)",
    "```",
    "## Titel",
    "#a1 #b2 #c3 #d4 #e5 #f6",
    "#GutesTun",
    "#nordwindleuchtet",
    "Passwort: Sommer2024!",
    "\n",
    "\n\n",
    "👍",
    "x" * 90,
]
PICTURE = {
    "kind": "image",
    "people_recognisable": False,
    "alt_text": "Frau Meier, Kundennr. 4711234",
    "realistic": True,
}

POSTS = st.fixed_dictionaries(
    {"text": st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join)},
    optional={
        "platform": st.sampled_from(["x", "bluesky", "instagram", "linkedin", "mastodon", "blog"]),
        "account": st.sampled_from(
            [
                {"type": "private", "employer_visible": False},
                {"type": "brand", "employer_visible": True},
                {"type": "private", "employer_visible": True, "text_limit": 120},
            ]
        ),
        "author": st.sampled_from([{"role": "executive"}, {"role": "service", "staff": True}, {"role": "editor"}]),
        "geotag": st.sampled_from([{"place": "Mailand"}, {"lat": 45.46, "lon": 9.19, "live": True}]),
        "audience": st.sampled_from([{"country": "AT"}, {"country": "GB"}, {"kind": "internal"}]),
        "consideration": st.booleans(),
        "reply_to": st.just({"sentiment": "neutral"}),
        "publish_at": st.sampled_from(["2026-03-07T22:30:00+01:00", "2026-03-03T10:30:00+01:00"]),
        "hashtags": st.just(["#GutesTun", "lampe"]),
        "attachments": st.sampled_from([[{**PICTURE, "origin": "own"}], [{**PICTURE, "origin": "ai"}]]),
    },
)
ANSWERS = st.sampled_from([{}, {"add-affiliation": True}, {"add-affiliation": False}])


def weights(decision: Decision) -> dict[str, int]:
    found = {one.rule: RANK[one.verdict] for one in decision.findings if one.counts}
    for item in decision.undecided:
        found.setdefault(item.rule, 0)
    return found


def said(mending: Mending) -> Any:
    return mending.to_dict("en")


@settings(settings.get_profile("fixes"))
@given(POSTS, ANSWERS)
def test_mending_what_has_been_mended_changes_nothing(post: dict[str, Any], answers: dict[str, Any]) -> None:
    once = mend(post, answers=answers)
    again = base().fix(dict(once.post), base().check(dict(once.post)), answers=answers)
    assert dict(again.post) == dict(once.post)
    assert again.changed == ()
    assert (again.withdrawn, again.asks) == (once.withdrawn, once.asks)


@settings(settings.get_profile("fixes"))
@given(POSTS, ANSWERS)
def test_a_fix_changes_nothing_that_it_does_not_name_and_the_given_post_not_at_all(
    post: dict[str, Any], answers: dict[str, Any]
) -> None:
    whole = {**POST, **post}
    kept = copy.deepcopy(whole)
    mending = base().fix(whole, base().check(whole), answers=answers)
    assert whole == kept
    for at, _, _ in differences(whole, dict(mending.post)):
        named = [fixers()[change.fix] for change in mending.changed if covers(change.at, at) or covers(at, change.at)]
        assert any(covers(touched, at) for fixer in named for touched in fixer.touches), at
    for change in mending.changed:
        assert any(covers(touched, change.at) for touched in fixers()[change.fix].touches)


@settings(settings.get_profile("fixes"))
@given(POSTS, ANSWERS)
def test_no_rule_is_worse_off_after_mending(post: dict[str, Any], answers: dict[str, Any]) -> None:
    whole = {**POST, **post}
    before = base().check(whole)
    mending = base().fix(whole, before, answers=answers)
    was, now = weights(before), weights(base().check(dict(mending.post)))
    assert set(now) <= set(was)
    assert all(weight <= was[name] for name, weight in now.items())
    assert mending.decision.id == base().check(dict(mending.post)).id


@settings(settings.get_profile("fixes"))
@given(POSTS, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(post: dict[str, Any], random: Any) -> None:
    names = list(post)
    random.shuffle(names)
    assert said(mend(post)) == said(mend({name: post[name] for name in names}))


def test_the_order_of_rules_and_of_their_fixers_does_not_matter(tmp_path: Path) -> None:
    rules = [
        rule("tags", "", fix=["trim-hashtags", "camelcase-hashtags"], when={"hashtags": {"count": {"ge": 2}}}),
        rule("ad", "Lampe", fix=["add-ad-label"], unless={"first_line": {"matches": "^Werbung"}}),
        rule("opinion", "finde", fix=["add-opinion-disclaimer"], unless={"text": {"says": "Meinung"}}),
        rule("short", "", verdict="block", when={"text_chars": {"gt": 50}}),
    ]
    post = {"text": "Ich finde die Lampe gut #gutestun #guteslicht", "platform": "threads"}

    def mended(given: list[dict[str, Any]]) -> Mending:
        engine = Engine.load(*write(tmp_path, ruleset("order", *given, language="de")), context=CONTEXT)
        return mend(post, engine)

    one = mended(rules)
    turned = [{key: value[::-1] if key == "fix" else value for key, value in item.items()} for item in reversed(rules)]
    other = mended(turned)
    assert said(one) == said(other)
    # the hashtag that went made room for one of the two labels
    assert one.post["text"] == "Werbung | Ich finde die Lampe gut #guteslicht"
    assert [item.fix for item in one.withdrawn] == ["add-opinion-disclaimer"]


def shrinking(limit: int) -> Engine:
    """Two rules: a label is missing, and the text is longer than so many characters."""
    rules = [
        rule("ad", "", verdict="block", fix=["add-ad-label"], when={"consideration": True}, unless={"first_line": {"matches": "^Werbung"}}),
        rule("length", "", when={"text_chars": {"gt": limit}}),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        return Engine.load(*write(Path(folder), ruleset("two", *rules, language="de")))


def test_a_label_that_overruns_the_limit_is_withdrawn_with_its_reason() -> None:
    post: Mapping[str, Any] = {"text": "Lampe", "consideration": True}
    roomy, tight = shrinking(15), shrinking(14)
    assert roomy.fix(post, roomy.check(post)).post["text"] == "Werbung | Lampe"
    mending = tight.fix(post, tight.check(post))
    assert dict(mending.post) == post
    assert json.dumps([item.to_json("de") for item in mending.withdrawn], ensure_ascii=False) == (
        '[{"fix": "add-ad-label", "rule": "two/ad", "why": "dann griffe `two/length`: Regel length", "worsens": ["two/length"]}]'
    )


def test_the_limit_of_a_platform_withdraws_a_label() -> None:
    text = "Mit meinem Rabattcode ANNA20 spart ihr 20 % " + "x " * 118
    mending = mend({"text": text.strip(), "platform": "x"})
    assert [(item.fix, item.worsens) for item in mending.withdrawn] == [("add-ad-label", ("base/platform-length",))]
    assert (
        mending.withdrawn[0].why.en
        == "`base/platform-length` would then apply: More than x allows: 289 of at most 280."
    )
    assert mending.post["text"] == text.strip()


def test_a_question_that_a_fix_would_open_withdraws_it(tmp_path: Path) -> None:
    rules = [
        rule("ad", "Lampe", fix=["add-ad-label"], unless={"first_line": {"matches": "^Werbung"}}),
        rule("device", "Werbung", verdict="review", when={"text": {"says": "Werbung"}, "device": "private"}),
    ]
    engine = Engine.load(*write(tmp_path, ruleset("asks", *rules, language="de")))
    mending = mend({"text": "Lampe"}, engine)
    assert [(item.fix, item.worsens) for item in mending.withdrawn] == [("add-ad-label", ("asks/device",))]
    assert "device" in mend({"text": "Lampe", "device": "company"}, engine).post
    assert mend({"text": "Lampe", "device": "company"}, engine).post["text"] == "Werbung | Lampe"
