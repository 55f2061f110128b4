"""The pack `health`: its rules keep their promises, meet what real people write, and leave harmless posts alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit import Decision, Engine

HERE = Path(__file__).parent
RULES = (
    "rx-public-ad mandatory-text cure-promise before-after patient-data testimonial adverse-event off-label fair-balance-us "
    "expert-endorsement giveaway doctor-promo"
).split()
COMPANIONS = ["rx-company-news", "before-after-medical"]
"""What the law allows and still wants looked at: a rule has one verdict, so the milder one is a rule of its own."""
OFFICIAL = {
    "platform": "linkedin",
    "account": {"type": "corporate", "employer_visible": True, "imprint_url": "https://klinik.example/impressum"},
    "author": {"role": "editor", "authorised": True},
    "consideration": False,
    "publish_at": "2026-03-03T10:30:00+01:00",
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@cache
def engine() -> Engine:
    return Engine.load("base", "health")


def checked(post: dict[str, Any], context: dict[str, Any] | None = None) -> Decision:
    return (engine() if context is None else engine().with_context(context)).check(post)


def fired(text: str, context: dict[str, Any] | None = None, **post: Any) -> list[str]:
    found = checked({**OFFICIAL, "text": text, **post}, context).to_dict()["findings"]
    return [finding["rule"] for finding in found if finding["rule"].startswith("health/")]


def test_the_pack_has_its_twelve_rules_and_two_companions() -> None:
    found = [rule for rule in engine().rules if rule.startswith("health/")]
    assert sorted(found) == sorted(f"health/{rule}" for rule in RULES + COMPANIONS)


@pytest.mark.parametrize("post", rows("harmless.jsonl"), ids=lambda post: post["text"][:40])
def test_a_harmless_post_of_health_care_has_no_warning_and_no_question(post: dict[str, Any]) -> None:
    decision = checked(post).to_dict()
    assert [finding["rule"] for finding in decision["findings"] if finding["verdict"] != "note"] == []
    assert decision["verdict"] in ("allow", "note")
    assert decision["errors"] == []


@pytest.mark.parametrize("row", rows("breaking.jsonl"), ids=lambda row: f"{row['rule']} {row['post']['text'][:30]}")
def test_a_post_that_breaks_a_rule_is_found(row: dict[str, Any]) -> None:
    found = checked(row["post"], row.get("context")).to_dict()["findings"]
    assert row["rule"] in [finding["rule"] for finding in found]


def test_every_rule_is_met_by_a_post_as_people_write_it() -> None:
    assert {row["rule"] for row in rows("breaking.jsonl")} == {f"health/{rule}" for rule in RULES}


def test_there_are_twenty_harmless_posts_and_twenty_that_break() -> None:
    assert len(rows("harmless.jsonl")) >= 20
    assert len(rows("breaking.jsonl")) >= 20


@pytest.mark.parametrize(
    ("text", "rule", "fires"),
    [
        # words that only look alike
        ("Wir sind heilfroh, dass der Umzug geschafft ist.", "cure-promise", False),
        ("Kommt nach Heilbronn: Unsere Diabetes-Ambulanz zieht um.", "cure-promise", False),
        ("Die Fraktur ist gut verheilt, der Patient kann nach Hause.", "cure-promise", False),
        ("Botulismus: was Eltern über Honig wissen sollten.", "rx-public-ad", False),
        ("Best Practice bei der Händehygiene.", "doctor-promo", False),
        # negation and double negation
        ("Unser Tee heilt keine Migräne.", "cure-promise", False),
        ("Arthrose heilt nicht.", "cure-promise", False),
        ("Kein Arzneimittel ist ohne Nebenwirkungen.", "cure-promise", False),
        ("Sanft, wirksam und ohne Nebenwirkungen!", "cure-promise", True),
        # inflection, transcription, gender, separable verbs
        ("Unsere Kur heilte schon tausende Migränen zuverlässig.", "cure-promise", True),
        ("Von Aerztinnen empfohlen!", "expert-endorsement", True),
        ("Von Hautärzt*innen empfohlen!", "expert-endorsement", True),
        ("Wir bieten ab Montag die Abnehmspritze an.", "rx-public-ad", True),
        # warnings are no offers
        ("Vorsicht: Im Netz ist gefälschtes Ozempic im Angebot.", "rx-public-ad", False),
        # the plural says nothing about one
        ("Unsere Patientinnen und Patienten mit Diabetes treffen sich montags.", "patient-data", False),
        ("Unsere Patientin mit der Schizophrenie hat wieder angerufen.", "patient-data", True),
        # names and titles
        ("Frau Dr. Kaya hat die Diagnostik neu aufgebaut.", "patient-data", False),
        ("Herr der Ringe läuft heute im Patientenkino.", "patient-data", False),
    ],
)
def test_german_words_are_read_as_they_are_meant(text: str, rule: str, fires: bool) -> None:
    assert (f"health/{rule}" in fired(text)) is fires


FORMER = "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihren Arzt oder Apotheker."
CURRENT = "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihre Ärztin, Ihren Arzt oder in Ihrer Apotheke."


@pytest.mark.parametrize(
    ("wording", "day", "fires"),
    [
        (FORMER, "2023-12-26", False),
        (FORMER, "2023-12-27", True),
        (CURRENT, "2023-12-27", False),
        (CURRENT, "2026-03-03", False),
        ("", "2026-03-03", True),
    ],
)
def test_the_wording_of_the_day_is_asked_for(wording: str, day: str, fires: bool) -> None:
    found = fired(f"Schmerzgel hilft bei Verspannungen. {wording}", publish_at=f"{day}T12:00:00+01:00")
    assert ("health/mandatory-text" in found) is fires


def test_without_a_time_nobody_guesses_which_wording_is_in_force() -> None:
    post = {key: value for key, value in OFFICIAL.items() if key != "publish_at"}
    decision = checked({**post, "text": f"Schmerzgel hilft bei Verspannungen. {CURRENT}"}).to_dict()
    assert [one["missing"] for one in decision["undecided"] if one["rule"] == "health/mandatory-text"] == [
        ["/publish_at"]
    ]


MEDICINES = {
    "products": [
        {"name": "Kardiosan", "class": "rx", "indications": ["Bluthochdruck"]},
        {"name": "Rheufix", "class": "otc", "indications": ["Gelenkschmerzen"]},
    ]
}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Kardiosan® wirkt den ganzen Tag.", ["health/rx-public-ad"]),
        ("Rheufix: 2x täglich 400 mg.", ["health/mandatory-text"]),
        ("Rheufix 400 mg", []),
        ("Unsere Laufgruppe heißt Kardiosan.", []),
        ("Kardiosan und Rheufix kommen aus Jena.", []),
        ("Kardiosan hat die Zulassung der EMA.", ["health/rx-company-news"]),
    ],
)
def test_medicines_of_the_register_are_known_by_name(text: str, rules: list[str]) -> None:
    assert fired(text, MEDICINES) == rules


def test_a_use_that_is_not_on_the_label_is_found_with_its_place() -> None:
    decision = checked({**OFFICIAL, "text": "Kardiosan hilft auch bei Migräne."}, MEDICINES).to_dict()
    (finding,) = [one for one in decision["findings"] if one["rule"] == "health/off-label"]
    assert [one["quote"] for one in finding["evidence"]] == ["Migräne"]


@pytest.mark.parametrize("wording", ["", f" {FORMER}"])
def test_the_fixer_brings_the_text_of_the_day_and_settles_the_finding(wording: str) -> None:
    post = {**OFFICIAL, "text": f"Schmerzgel hilft bei Verspannungen.{wording}"}
    mended = engine().fix(post, engine().check(post))
    assert mended.post["text"].endswith(CURRENT)
    assert FORMER not in mended.post["text"]
    assert "health/mandatory-text" not in fired(mended.post["text"])
