"""The pack `legal`: its rules keep their promises, meet what real people write, and leave harmless posts alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit import Decision, Engine

HERE = Path(__file__).parent
RULES = (
    "client-identity success-rate outcome-guarantee individual-solicitation specialist-title sensational pending-case individual-advice "
    "conflict-check fee-promo court-criticism imprint"
).split()


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@cache
def engine() -> Engine:
    return Engine.load("base", "legal")


def checked(post: dict[str, Any], context: dict[str, Any] | None = None) -> Decision:
    return (engine() if context is None else engine().with_context(context)).check(post)


def test_the_pack_has_its_twelve_rules() -> None:
    assert sorted(rule for rule in engine().rules if rule.startswith("legal/")) == sorted(
        f"legal/{rule}" for rule in RULES
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
    assert {row["rule"] for row in rows("breaking.jsonl")} == {f"legal/{rule}" for rule in RULES}


def test_there_are_twenty_harmless_posts_and_twenty_that_break() -> None:
    assert len(rows("harmless.jsonl")) >= 20
    assert len(rows("breaking.jsonl")) >= 20


@pytest.mark.parametrize(
    ("text", "rule", "fires"),
    [
        # section 5: names, quotation, negation, gendered forms, words that only look alike
        ("Unsere Mandant:innen sind uns wichtig.", "client-identity", False),
        ("Unser Mandant Max Beispiel ist frei.", "client-identity", True),
        ("Wir geben keine Garantie auf den Sieg im Prozess.", "outcome-guarantee", False),
        ("Wir garantieren Ihnen den Sieg im Prozess.", "outcome-guarantee", True),
        ("„Wir garantieren den Sieg im Prozess“ darf niemand schreiben.", "outcome-guarantee", False),
        ("Die Richterin war nicht unfähig, nur vorsichtig.", "court-criticism", False),
        ("Die Richter:innen dieser Kammer sind unfähig.", "court-criticism", True),
        ("Mein Lieblingsgericht ist dumm teuer geworden.", "court-criticism", False),
        ("Erfolgshonorar? Nicht bei uns.", "fee-promo", False),
        ("Fachanwälte fuer Verkehrsrecht", "specialist-title", False),
    ],
)
def test_german_words_are_read_as_they_are_meant(text: str, rule: str, fires: bool) -> None:
    post = {"text": text, "platform": "linkedin", "account": {"type": "corporate", "employer_visible": True}}
    found = [finding["rule"] for finding in checked(post).to_dict()["findings"]]
    assert (f"legal/{rule}" in found) is fires


@pytest.mark.parametrize(
    ("awarded", "fires"),
    [(None, False), (["Erbrecht"], False), (["Arbeitsrecht"], True), ([], True)],
)
def test_a_title_is_compared_with_the_register_and_never_guessed_without_one(
    awarded: list[str] | None, fires: bool
) -> None:
    context = {"legal": {} if awarded is None else {"specialist_titles": awarded}}
    found = checked({"text": "Ihr Fachanwalt für Erbrecht", "platform": "linkedin"}, context).to_dict()["findings"]
    assert ("legal/specialist-title" in [finding["rule"] for finding in found]) is fires
