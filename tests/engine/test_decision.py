"""From what each rule says to one decision: verdict, masking, floor, waivers, trial, acknowledgements, time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rulekit import Decision, InvalidRuleset, InvalidWaivers
from tests.small import rule, ruleset, top, verdicts

MORNING = "2026-05-04T08:00:00+02:00"
WAIVER = {"rule": "shop/one", "reason": "Probe", "approved_by": "Leitung", "expires": "2026-05-31"}


def decided(folder: Path, *rules: dict[str, Any], post: dict[str, Any] | None = None, **more: Any) -> Decision:
    return top(folder, ruleset("shop", *rules), **more).check(post or {"text": "eins zwei drei"}, at=MORNING)


# --- the verdict -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "verdict", "status"),
    [
        ([], "allow", 0),
        ([("recommendation", "note")], "note", 0),
        ([("recommendation", "warn")], "warn", 0),
        ([("mandatory", "warn")], "warn", 0),
        ([("mandatory", "review")], "review", 1),
        ([("mandatory", "block"), ("mandatory", "review")], "block", 1),
    ],
)
def test_a_decision_says_what_its_highest_finding_says(
    tmp_path: Path, rules: list[tuple[str, str]], verdict: str, status: int
) -> None:
    given = [rule(f"r{number}", "eins", binding=binding, verdict=said) for number, (binding, said) in enumerate(rules)]
    decision = decided(tmp_path, *given)
    assert (decision.verdict, decision.exit_code) == (verdict, status)


@pytest.mark.parametrize(
    ("binding", "verdict", "expected", "asks"),
    [
        ("mandatory", "block", "ask", True),
        ("mandatory", "review", "ask", True),
        ("mandatory", "warn", "allow", True),
        ("recommendation", "warn", "allow", False),
    ],
)
def test_what_cannot_be_decided_asks_only_where_the_answer_could_stop_the_post(
    tmp_path: Path, binding: str, verdict: str, expected: str, asks: bool
) -> None:
    decision = decided(tmp_path, rule("one", "", binding=binding, verdict=verdict, when={"device": "private"}))
    assert decision.verdict == expected
    assert [question.at for question in decision.questions] == (["/device"] if asks else [])
    assert [(item.rule, item.missing) for item in decision.undecided] == [("shop/one", ("/device",))]


def test_an_unknown_unless_leaves_the_finding_and_asks_what_would_lift_it(tmp_path: Path) -> None:
    given = rule("one", "eins", unless={"author.role": "pr"})
    decision = decided(tmp_path, given)
    assert decision.verdict == "warn"
    assert [(question.at, question.lifts) for question in decision.questions] == [("/author/role", True)]
    assert decision.undecided == ()


def test_findings_come_from_the_highest_verdict_down_and_then_by_name(tmp_path: Path) -> None:
    decision = decided(tmp_path, rule("b", "eins"), rule("a", "eins"), rule("z", "eins", verdict="block"))
    assert [finding.rule for finding in decision.findings] == ["shop/z", "shop/a", "shop/b"]


def test_one_rule_makes_one_finding_with_all_its_evidence(tmp_path: Path) -> None:
    decision = decided(tmp_path, rule("one", "eins"), post={"text": "eins und eins", "title": "eins"})
    assert [(item.at, item.start, item.end, item.quote) for item in decision.findings[0].evidence] == [
        ("/text", 0, 4, "eins"),
        ("/text", 9, 13, "eins"),
    ]


# --- masking -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "quote"),
    [
        ("secrets", "•••••••fe"),
        ("people", "•••••••fe"),
        ("security", "•••••••fe"),
        ("tone", "Seestrafe"),
        ("crisis", "Seestrafe"),
    ],
)
def test_quotes_of_sensitive_topics_show_two_characters_and_keep_their_place(
    tmp_path: Path, topic: str, quote: str
) -> None:
    both = {"de": "Da steht {evidence}.", "en": "It says {evidence}."}
    decision = decided(tmp_path, rule("one", "Seestrafe", topic=topic, message=both), post={"text": "ein Seestrafe"})
    finding = decision.findings[0]
    assert [(item.start, item.end, item.quote) for item in finding.evidence] == [(4, 13, quote)]
    assert finding.words["message"].de == f"Da steht „{quote}“."
    assert ("Seestrafe" in str(decision.to_dict())) == (topic in ("tone", "crisis"))


@pytest.mark.parametrize(("word", "quote"), [("ab", "••"), ("x", "•"), ("abc", "•bc")])
def test_a_short_quote_is_hidden_as_far_as_it_can_be(tmp_path: Path, word: str, quote: str) -> None:
    decision = decided(tmp_path, rule("one", f"={word}", topic="secrets"), post={"text": word})
    assert decision.findings[0].evidence[0].quote == quote


# --- the floor ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "topic", ["crisis", "respect", "reputation", "tone", "identity", "politics", "voluntariness", "hours"]
)
@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("union-speech", "Der Warnstreik morgen ist eins mit uns."),
        ("whistleblowing", "Das habe ich bei der Meldestelle gemeldet, Nummer eins."),
        ("own-pay", "Mein Gehalt ist die eins unter meinen Themen."),
    ],
)
def test_the_floor_lowers_what_staff_may_always_say_to_a_note(
    tmp_path: Path, topic: str, entry: str, text: str
) -> None:
    decision = decided(tmp_path, rule("one", "eins", topic=topic, verdict="block"), post={"text": text})
    finding = decision.findings[0]
    assert finding.verdict == "note"
    assert finding.floor == {"id": entry, "verdict_before": "block"}
    assert decision.verdict == "note"


@pytest.mark.parametrize("topic", ["secrets", "people", "hate", "security", "launch", "law", "copyright"])
def test_the_floor_protects_speech_and_no_leak(tmp_path: Path, topic: str) -> None:
    decision = decided(
        tmp_path, rule("one", "eins", topic=topic, verdict="block"), post={"text": "Warnstreik, Passwort: eins"}
    )
    assert decision.verdict == "block"
    assert decision.findings[0].floor is None


def test_the_floor_does_not_mark_what_is_low_already(tmp_path: Path) -> None:
    given = rule("one", "eins", topic="tone", binding="recommendation", verdict="note")
    assert decided(tmp_path, given, post={"text": "Warnstreik eins"}).findings[0].floor is None


def test_no_ruleset_can_take_the_floor_away(tmp_path: Path) -> None:
    with pytest.raises(InvalidRuleset):
        top(tmp_path, ruleset("shop", floor=[]))


# --- waivers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "post", "status", "verdict"),
    [
        ({}, {}, "applied", "allow"),
        ({"when": {"platform": "x"}}, {"platform": "x"}, "applied", "allow"),
        ({"when": {"platform": "x"}}, {"platform": "blog"}, "unused", "block"),
        ({"when": {"platform": "x"}}, {}, "undecided", "block"),
        ({"expires": "2026-05-04"}, {}, "applied", "allow"),
        ({"expires": "2026-05-03"}, {}, "expired", "block"),
        ({"expires": "2026-05-04T08:00:00+02:00"}, {}, "expired", "block"),
        ({"expires": "2026-05-04T08:00:01+02:00"}, {}, "applied", "allow"),
        ({"when": {"context.parties": ["A"]}}, {}, "unused", "block"),
    ],
)
def test_a_waiver_lifts_a_finding_while_it_lasts_and_where_it_applies(
    tmp_path: Path, changes: dict[str, Any], post: dict[str, Any], status: str, verdict: str
) -> None:
    decision = decided(
        tmp_path, rule("one", "eins", verdict="block"), post={"text": "eins", **post}, waivers=[{**WAIVER, **changes}]
    )
    assert decision.waivers is not None
    assert [item["status"] for item in decision.waivers] == [status]
    assert decision.verdict == verdict
    (finding,) = decision.findings
    assert (finding.waiver is not None) == (status == "applied")


def test_a_waived_finding_says_who_allowed_it_and_why(tmp_path: Path) -> None:
    finding = decided(tmp_path, rule("one", "eins"), waivers=[WAIVER]).findings[0]
    assert finding.waiver == {"reason": "Probe", "approved_by": "Leitung", "expires": "2026-05-31"}


def test_without_a_time_a_waiver_does_not_apply(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "eins")), waivers=[WAIVER])
    decision = engine.check({"text": "eins"})
    assert (decision.verdict, [item["status"] for item in decision.waivers or ()]) == ("warn", ["undecided"])


def test_a_waiver_whose_rule_does_not_fire_is_unused(tmp_path: Path) -> None:
    decision = decided(tmp_path, rule("one", "eins"), post={"text": "null"}, waivers=[WAIVER])
    assert [item["status"] for item in decision.waivers or ()] == ["unused"]


def test_a_waiver_lifts_the_question_of_its_rule_too(tmp_path: Path) -> None:
    given = rule("one", "", verdict="block", when={"device": "private"})
    assert decided(tmp_path, given).verdict == "ask"
    decision = decided(tmp_path, given, waivers=[WAIVER])
    assert (decision.verdict, decision.questions) == ("allow", ())
    assert [item.rule for item in decision.undecided] == ["shop/one"]


@pytest.mark.parametrize(
    ("waiver", "said"),
    [
        ({**WAIVER, "rule": "shop/one-two"}, "there is no rule `shop/one-two`"),
        ({**WAIVER, "when": {"plattform": "x"}}, "there is no field `plattform`"),
        ({key: value for key, value in WAIVER.items() if key != "reason"}, "`reason` is missing"),
        ({**WAIVER, "until": "2026-01-01"}, "`until` is not a key"),
        ({**WAIVER, "expires": "nie"}, "`expires` has to be a date"),
        ({}, "`rule` is missing"),
    ],
)
def test_a_waiver_that_cannot_be_used_is_an_error(tmp_path: Path, waiver: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidWaivers) as caught:
        decided(tmp_path, rule("one", "eins"), waivers=[waiver])
    assert said in str(caught.value)


# --- trial, acknowledged, unsure --------------------------------------------------------------------------------


def test_a_rule_on_trial_neither_counts_nor_asks_nor_reviews(tmp_path: Path) -> None:
    decision = decided(
        tmp_path,
        rule("fires", "eins", verdict="block", status="trial"),
        rule("asks", "", verdict="block", status="trial", when={"device": "private"}),
    )
    assert (decision.verdict, decision.questions) == ("allow", ())
    assert [finding.status for finding in decision.findings] == ["trial"]
    assert [item.rule for item in decision.undecided] == ["shop/asks"]


def test_an_acknowledged_recommendation_stays_and_does_not_count(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "eins", binding="recommendation")))
    decision = engine.with_acknowledged({"one": "Passt hier nicht."}).check({"text": "eins"})
    assert decision.verdict == "allow"
    assert decision.findings[0].waiver == {"reason": "Passt hier nicht.", "acknowledged": True}
    assert decision.inputs["waivers"] is not None
    assert engine.check({"text": "eins"}).verdict == "warn", "the engine that was asked stays as it is"


def test_a_mandatory_rule_cannot_be_acknowledged(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "eins")))
    with pytest.raises(InvalidRuleset, match="`one` is mandatory"):
        engine.with_acknowledged({"one": "Bitte."})
    with pytest.raises(InvalidRuleset, match="there is no rule `shop/two`"):
        engine.with_acknowledged({"shop/two": "Bitte."})


@pytest.mark.parametrize(
    ("verdict", "expected"), [(None, "review"), ("warn", "review"), ("review", "review"), ("block", "block")]
)
def test_whoever_is_unsure_gets_a_review_at_least(tmp_path: Path, verdict: str | None, expected: str) -> None:
    engine = top(tmp_path, ruleset("shop", *([rule("one", "eins", verdict=verdict)] if verdict else [])))
    assert engine.check({"text": "eins"}, unsure=True).verdict == expected


# --- time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "fires"),
    [
        ("2026-04-30T23:59:59+02:00", False),
        ("2026-05-01T00:00:00+02:00", True),
        ("2026-05-31T23:59:59+02:00", True),
        ("2026-06-01T00:00:00+02:00", False),
        (None, True),
    ],
)
def test_a_rule_holds_from_its_first_day_to_its_last_and_always_when_no_time_is_known(
    tmp_path: Path, at: str | None, fires: bool
) -> None:
    span = {"from": "2026-05-01", "until": "2026-05-31"}
    engine = top(tmp_path, ruleset("shop", rule("one", "eins", effective=span)))
    assert bool(engine.check({"text": "eins"}, at=at).findings) == fires


@pytest.mark.parametrize(
    ("at", "outside"), [("2025-12-31T12:00:00+01:00", True), ("2026-01-01T00:00:00+01:00", False), (None, False)]
)
def test_a_ruleset_outside_its_time_asks_for_a_review_and_says_so(
    tmp_path: Path, at: str | None, outside: bool
) -> None:
    engine = top(tmp_path, ruleset("shop", effective={"from": "2026-01-01"}))
    decision = engine.check({"text": "x"}, at=at)
    assert decision.verdict == ("review" if outside else "allow")
    assert [entry.message for entry in decision.errors] == (
        ["ruleset `shop` 1.0.0 is in effect from 2026-01-01, not at the time of this post"] if outside else []
    )


def test_a_rule_on_time_asks_for_it_when_nobody_said(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "", verdict="block", when={"at": {"weekday": ["mon"]}})))
    assert [question.at for question in engine.check({"text": "x"}).questions] == ["/publish_at"]
    assert engine.check({"text": "x"}, at=MORNING).verdict == "block"
    assert engine.check({"text": "x", "publish_at": "2026-05-05T08:00:00+02:00"}, at=MORNING).verdict == "allow"


# --- the register ------------------------------------------------------------------------------------------------


def test_a_rule_sleeps_while_the_register_lacks_what_it_reads(tmp_path: Path) -> None:
    when = {"any": [{"text": {"says": "eins"}}, {"platform": {"not_in": "$context.approved_platforms"}}]}
    engine = top(tmp_path, ruleset("shop", rule("one", "", when=when)))
    assert verdicts(engine, "eins", platform="x") == {}
    assert verdicts(engine.with_context({"parties": []}), "eins", platform="x") == {}
    awake = engine.with_context({"approved_platforms": ["x"]})
    assert verdicts(awake, "eins", platform="x") == {"shop/one": "warn"}
    assert verdicts(awake, "null", platform="blog") == {"shop/one": "warn"}
    assert verdicts(awake, "null", platform="x") == {}


def test_an_unless_that_sleeps_lifts_nothing(tmp_path: Path) -> None:
    given = rule("one", "eins", unless={"any_text": {"says": "$context.parties"}})
    engine = top(tmp_path, ruleset("shop", given))
    assert verdicts(engine, "eins A") == {"shop/one": "warn"}
    assert verdicts(engine.with_context({"parties": ["A"]}), "eins A") == {}


def test_a_contact_of_the_register_replaces_that_of_the_ruleset(tmp_path: Path) -> None:
    engine = top(tmp_path, ruleset("shop", rule("one", "eins")))
    own = engine.with_context({"contacts": {"team": {"name": {"de": "Wir", "en": "Us"}, "email": "us@own.example"}}})
    assert own.check({"text": "eins"}).findings[0].to_json("de")["contact"] == {
        "name": "Wir",
        "email": "us@own.example",
    }
    assert engine.check({"text": "eins"}).findings[0].to_json("de")["contact"] == {"name": "Team shop"}
