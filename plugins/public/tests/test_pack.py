"""The pack `public`: its rules keep their promises, meet what real people write, and leave harmless posts alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit import Decision, Engine

HERE = Path(__file__).parent
RULES = (
    "party-neutrality election-period civil-servant-moderation official-secrecy classified-mark citizen-data procurement accessibility "
    "investigation emergency-info endorsement plain-language"
).split()
OFFICIAL = {
    "platform": "mastodon",
    "account": {"type": "corporate", "employer_visible": True, "imprint_url": "https://stadt.example/impressum"},
    "author": {"role": "editor", "authorised": True},
    "consideration": False,
    "publish_at": "2026-03-03T10:30:00+01:00",
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@cache
def engine() -> Engine:
    return Engine.load("base", "public")


def checked(post: dict[str, Any], context: dict[str, Any] | None = None) -> Decision:
    return (engine() if context is None else engine().with_context(context)).check(post)


def fired(text: str, context: dict[str, Any] | None = None, **post: Any) -> list[str]:
    found = checked({**OFFICIAL, "text": text, **post}, context).to_dict()["findings"]
    return [finding["rule"] for finding in found if finding["rule"].startswith("public/")]


def test_the_pack_has_its_twelve_rules() -> None:
    found = [rule for rule in engine().rules if rule.startswith("public/")]
    assert sorted(found) == sorted(f"public/{rule}" for rule in RULES)


@pytest.mark.parametrize("post", rows("harmless.jsonl"), ids=lambda post: post["text"][:40])
def test_a_harmless_post_of_a_city_has_no_warning_and_no_question(post: dict[str, Any]) -> None:
    decision = checked(post).to_dict()
    assert [finding["rule"] for finding in decision["findings"] if finding["verdict"] != "note"] == []
    assert decision["verdict"] in ("allow", "note")
    assert decision["errors"] == []


@pytest.mark.parametrize("row", rows("breaking.jsonl"), ids=lambda row: f"{row['rule']} {row['post']['text'][:30]}")
def test_a_post_that_breaks_a_rule_is_found(row: dict[str, Any]) -> None:
    found = checked(row["post"], row.get("context")).to_dict()["findings"]
    assert row["rule"] in [finding["rule"] for finding in found]


def test_every_rule_is_met_by_a_post_as_people_write_it() -> None:
    assert {row["rule"] for row in rows("breaking.jsonl")} == {f"public/{rule}" for rule in RULES}


def test_there_are_twenty_harmless_posts_and_twenty_that_break() -> None:
    assert len(rows("harmless.jsonl")) >= 20
    assert len(rows("breaking.jsonl")) >= 20


@pytest.mark.parametrize(
    ("text", "rule", "fires"),
    [
        # parties: protocol, taking sides, words that only look alike
        ("Im Stadtrat sitzen CDU, SPD und die Grünen.", "party-neutrality", False),
        ("Die linke Spur der Nordbrücke ist gesperrt, die rechte ist gefährlich glatt.", "party-neutrality", False),
        ("Die grüne Welle kommt: Wir unterstützen Fahrräder.", "party-neutrality", False),
        ("Die Grünen sind eine Zumutung.", "party-neutrality", True),
        ("Rote Karte gegen Rassismus!", "party-neutrality", False),
        # compounds, gender, transcription
        ("Der Referenten\u200bentwurf liegt mir vor, noch nicht veroeffentlicht.", "official-secrecy", True),
        ("Geheimtipp: der Trimm-dich-Pfad.", "classified-mark", False),
        ("Das Rezept der Kantine: streng geheim!", "classified-mark", False),
        ("Die Tatverdaechtige Anna K. sitzt in Haft.", "investigation", True),
        ("Ein*e Tatverdächtige*r wurde festgenommen.", "investigation", False),
        # negation and exercises
        ("Das Trinkwasser muss nicht mehr abgekocht werden, Entwarnung.", "emergency-info", False),
        ("Trinkwasser in Neudorf abkochen!", "emergency-info", True),
        ("Evakuierungsübung im Rathaus, Achtung: laut!", "emergency-info", False),
        # separable verbs, polysemy
        (
            "Wir räumen auf: Am Samstag ist Räumungsverkauf der Bibliothek, Achtung, Schnäppchen.",
            "emergency-info",
            False,
        ),
        ("Der Zuschlag für Nachtarbeit steigt bald.", "procurement", False),
        # names and words
        ("Herr Novak hat seinen Führerschein zurück, der Bußgeldbescheid war falsch.", "citizen-data", True),
        ("Bußgeldbescheide kommen jetzt per De-Mail.", "citizen-data", False),
    ],
)
def test_german_words_are_read_as_they_are_meant(text: str, rule: str, fires: bool) -> None:
    assert (f"public/{rule}" in fired(text)) is fires


@pytest.mark.parametrize(
    ("day", "fires"), [("2026-02-07", False), ("2026-02-08", True), ("2026-03-22", True), ("2026-03-23", False)]
)
def test_a_report_on_success_waits_while_an_election_is_near(day: str, fires: bool) -> None:
    found = fired(
        "Unsere Erfolgsbilanz liegt vor.", {"election_date": "2026-03-22"}, publish_at=f"{day}T12:00:00+01:00"
    )
    assert ("public/election-period" in found) is fires


def test_without_a_time_nobody_guesses_whether_an_election_is_near() -> None:
    post = {key: value for key, value in OFFICIAL.items() if key != "publish_at"}
    decision = checked({**post, "text": "Unsere Erfolgsbilanz."}, {"election_date": "2026-03-22"}).to_dict()
    assert [one["missing"] for one in decision["undecided"] if one["rule"] == "public/election-period"] == [
        ["/publish_at"]
    ]


@pytest.mark.parametrize(("day", "fires"), [("2026-03-03", True), ("2026-04-02", False)])
def test_a_bidder_is_not_named_before_the_award_is_public(day: str, fires: bool) -> None:
    register = {"public": {"tenders": [{"name": "Mensa Nord", "awarded_on": "2026-04-01", "bidders": ["Huber Bau"]}]}}
    found = fired("Besuch der Huber Bau wegen der Mensa Nord.", register, publish_at=f"{day}T12:00:00+02:00")
    assert ("public/procurement" in found) is fires


def test_what_a_city_may_report_of_its_council_is_not_stopped_by_the_base_pack() -> None:
    post = {**OFFICIAL, "text": "Der Stadtrat hat den Haushalt beschlossen, mit den Stimmen von CDU und SPD."}
    assert "base/political-with-company" in [
        one["rule"] for one in Engine.load("base").check(post).to_dict()["findings"]
    ]
    assert checked(post).to_dict()["verdict"] in ("allow", "note")


def test_a_missing_alt_text_is_told_once() -> None:
    picture = {"kind": "image", "origin": "own", "people_recognisable": False}
    official = checked({**OFFICIAL, "text": "Neue Radwege", "attachments": [picture]}).to_dict()
    private = checked(
        {**OFFICIAL, "account": {"type": "private"}, "text": "Neue Radwege", "attachments": [picture]}
    ).to_dict()
    assert [one["rule"] for one in official["findings"]] == ["public/accessibility"]
    assert [one["rule"] for one in private["findings"]] == ["base/alt-text-missing"]
