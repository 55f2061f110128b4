"""The pack `finance`: its rules keep their promises, meet what real people write, and leave harmless posts alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit import Decision, Engine

HERE = Path(__file__).parent
RULES = (
    "guaranteed-return risk-balance past-performance forecast investment-recommendation insider-info quiet-period crypto loan-ad "
    "testimonial ad-recognisable recordkeeping"
).split()


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@cache
def engine() -> Engine:
    return Engine.load("base", "finance")


def checked(post: dict[str, Any], context: dict[str, Any] | None = None) -> Decision:
    return (engine() if context is None else engine().with_context(context)).check(post)


def test_the_pack_has_its_twelve_rules() -> None:
    assert sorted(rule for rule in engine().rules if rule.startswith("finance/")) == sorted(
        f"finance/{rule}" for rule in RULES
    )


@pytest.mark.parametrize("post", rows("harmless.jsonl"), ids=lambda post: post["text"][:40])
def test_a_harmless_post_of_a_bank_has_no_warning_and_no_question(post: dict[str, Any]) -> None:
    decision = checked(post).to_dict()
    assert [finding["rule"] for finding in decision["findings"] if finding["verdict"] != "note"] == []
    assert decision["verdict"] in ("allow", "note")
    assert decision["errors"] == []


@pytest.mark.parametrize("row", rows("breaking.jsonl"), ids=lambda row: f"{row['rule']} {row['post']['text'][:30]}")
def test_a_post_that_breaks_a_rule_is_found(row: dict[str, Any]) -> None:
    found = checked(row["post"], row.get("context")).to_dict()["findings"]
    assert row["rule"] in [finding["rule"] for finding in found]


def test_every_rule_is_met_by_a_post_as_people_write_it() -> None:
    assert {row["rule"] for row in rows("breaking.jsonl")} == {f"finance/{rule}" for rule in RULES}


def test_there_are_twenty_harmless_posts_and_twenty_that_break() -> None:
    assert len(rows("harmless.jsonl")) >= 20
    assert len(rows("breaking.jsonl")) >= 20


LONG = "Seit dem Start haben sich viele Menschen dafür entschieden, weil sie bequem sparen möchten. " * 4
WARNING = "Kapitalanlagen sind mit Risiken verbunden; Verlust des eingesetzten Kapitals möglich."


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        (f"{WARNING} Unser Dividendenfonds bringt Rendite. {LONG}", False),
        (f"Unser Dividendenfonds bringt Rendite. {LONG}\n\n{WARNING}", True),
        ("Unser Dividendenfonds bringt Rendite.", True),
    ],
)
def test_a_risk_warning_counts_only_before_the_fold(text: str, fires: bool) -> None:
    post = {"text": text, "platform": "linkedin", "account": {"type": "corporate", "employer_visible": True}}
    found = [finding["rule"] for finding in checked(post).to_dict()["findings"]]
    assert ("finance/risk-balance" in found) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        # section 5: a denied risk is a promise, a denied return is none
        ("Geldanlage ohne Sorgen, kein Risiko!", True),
        ("Ohne garantierte Rendite, aber mit offenen Karten: unsere Anlageberatung.", False),
        ("Unser Fonds kommt ohne garantierte Rendite aus.", False),
        # quotation and warning
        ("Vorsicht vor „garantierten Renditen“ im Netz.", False),
        ('"Garantierte Rendite" – gibt’s bei uns!', True),
        # inflection, transcription, compound
        ("Wir garantieren renditestarke Erträge.", True),
        ("Sichere Ertraege mit unserem Depot.", True),
        ("Garantierte Mietrenditen von 6 %.", True),
        # words that only look alike
        ("Garantiert gute Laune beim Gewinnsparen!", False),
        ("Sicher gewinnen wir auch das nächste Fußballspiel.", False),
    ],
)
def test_german_words_are_read_as_they_are_meant(text: str, fires: bool) -> None:
    post = {"text": text, "platform": "linkedin", "account": {"type": "corporate", "employer_visible": True}}
    found = [finding["rule"] for finding in checked(post).to_dict()["findings"]]
    assert ("finance/guaranteed-return" in found) is fires


@pytest.mark.parametrize(("day", "fires"), [("2026-11-19", False), ("2026-11-20", True)])
def test_the_credit_warning_is_due_from_the_day_the_directive_applies(day: str, fires: bool) -> None:
    post = {
        "text": "Wunschkredit jetzt beantragen, wir sind für euch da.",
        "platform": "linkedin",
        "account": {"type": "corporate", "employer_visible": True},
        "publish_at": f"{day}T00:00:00+01:00",
    }
    found = [finding["rule"] for finding in checked(post).to_dict()["findings"]]
    assert ("finance/loan-ad" in found) is fires
