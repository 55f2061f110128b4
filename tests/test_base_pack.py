"""The pack that everybody starts from: its promises, its reach, and how little it asks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit import Decision, Engine
from rulekit.authoring.examples import Tried, tried
from rulekit.engine.world import world
from rulekit.ruleset.load import Ruleset, load

TOPICS = (
    "secrets launch crisis people hate respect reputation tone advertising competition copyright location hours identity "
    "politics accounts voluntariness security channels technical accessibility law"
).split()
"""All topics but `industry`, which belongs to the packs of industries."""

PICTURE = {"kind": "image", "origin": "own", "alt_text": "Ein Kuchen"}


@cache  # loading the pack takes longer than all its examples
def base() -> tuple[Ruleset, Engine]:
    return load("base", world()), Engine.load("base")


@cache
def examples() -> dict[str, list[Tried]]:
    """How each example came out, by rule."""
    found: dict[str, list[Tried]] = {name: [] for name in base()[1].rules}
    for one in tried(*base()):
        found[one.rule].append(one)
    return found


def checked(text: str, context: dict[str, Any] | None = None, **post: Any) -> Decision:
    engine = base()[1] if context is None else base()[1].with_context(context)
    return engine.check({"text": text, **post})


def rule_ids() -> list[str]:
    return [f"base/{rule['id']}" for rule in base()[0].value["rules"]]


@pytest.mark.parametrize("name", rule_ids())
def test_a_rule_keeps_the_promises_of_its_examples(name: str) -> None:
    found = examples()[name]
    assert found
    broken = [one.problem.render() for one in found if one.problem is not None]
    assert broken == [], "\n".join(broken)


def test_the_pack_covers_every_topic_but_that_of_industries() -> None:
    rules = base()[1].program["rules"]
    assert len(rules) >= 24
    assert {rule["topic"] for rule in rules} == set(TOPICS)


def test_opinions_are_never_stopped() -> None:
    """Rules on what people think of their firm or their boss are capped: no overlay can make them stop a post."""
    capped = {rule["id"]: rule["cap"] for rule in base()[0].value["rules"] if "cap" in rule}
    assert {"rash-company-statement", "supervisor-opinion"} <= set(capped)
    assert set(capped.values()) <= {"note", "warn"}


def test_a_harmless_post_asks_one_question_at_most() -> None:
    decision = checked("Kuchen gebacken")
    assert decision.findings == ()
    assert len(decision.questions) <= 1
    assert decision.verdict in ("allow", "ask")


def test_a_harmless_post_from_a_private_account_asks_nothing() -> None:
    decision = checked("Kuchen gebacken", platform="mastodon", account={"type": "private"})
    assert (decision.verdict, decision.questions, decision.findings, decision.errors) == ("allow", (), (), ())


def test_a_picture_brings_two_questions_more_at_most() -> None:
    without = checked("Kuchen gebacken", platform="mastodon", account={"type": "private"})
    for picture in ({"kind": "image"}, PICTURE):
        decision = checked("Kuchen gebacken", platform="mastodon", account={"type": "private"}, attachments=[picture])
        assert len(decision.questions) <= len(without.questions) + 2


def test_a_picture_of_which_everything_is_said_asks_nothing() -> None:
    picture = {**PICTURE, "people_recognisable": False}
    decision = checked("Kuchen gebacken", platform="mastodon", account={"type": "private"}, attachments=[picture])
    assert (decision.verdict, decision.questions) == ("allow", ())


@pytest.mark.parametrize(
    "text",
    [
        "Heute Abend gehen wir ins Kino, ich freue mich.",
        "Danke an alle Kolleginnen und Kollegen für das schöne Sommerfest!",
        "Great talk on accessible design today, learned a lot.",
        "Wir suchen eine Ausbilderin für unsere Lehrwerkstatt.",
        "Der Zug hat schon wieder Verspätung.",
        "Mein Tipp: Erst testen, dann schreiben.",
        "Happy to share that our team won the hackathon.",
        "",
    ],
)
def test_everyday_posts_pass_without_a_finding(text: str) -> None:
    decision = checked(text, platform="mastodon", account={"type": "private"}, author={"role": "employee"})
    assert [finding.rule for finding in decision.findings] == []
    assert decision.verdict == "allow"


@pytest.mark.parametrize(
    ("topic", "post", "context"),
    [
        ("hate", {"text": "Alle Ausländer sind Abschaum und gehören vergast."}, None),
        ("security", {"text": "Das WLAN-Passwort lautet: Sommer2026!"}, None),
        ("secrets", {"text": "Unsere Rezeptur 7b ist einfach besser."}, {"secrets": [{"term": "Rezeptur 7b"}]}),
        (
            "launch",
            {"text": "Polarlicht kommt bald!", "publish_at": "2026-03-01T10:00:00+01:00"},
            {"embargoes": [{"term": "Polarlicht", "until": "2026-04-01T09:00:00+02:00"}]},
        ),
        ("reputation", {"text": "Unsere Firma ist so ein Saftladen."}, None),
        ("respect", {"text": "Mein Chef ist völlig unfähig."}, None),
        (
            "people",
            {
                "text": "Sommerfest!",
                "attachments": [
                    {"kind": "image", "people_recognisable": True, "people": [{"name": "Jana", "consent": False}]}
                ],
            },
            None,
        ),
        (
            "accessibility",
            {"text": "Sommerfest!", "account": {"type": "brand"}, "attachments": [{"kind": "image"}]},
            None,
        ),
        ("advertising", {"text": "Mit meinem Rabattcode MESSE20 spart ihr 20 %.", "consideration": True}, None),
        ("channels", {"text": "Hier die Rechnung der Kundin.", "platform": "whatsapp", "device": "private"}, None),
    ],
)
def test_a_short_post_with_a_real_problem_gets_its_finding(topic: str, post: dict[str, Any], context: Any) -> None:
    text = post.pop("text") if "text" in post else ""
    decision = checked(text, context, **{"account": {"type": "private"}, **post})
    assert topic in {finding.topic for finding in decision.findings}, [finding.rule for finding in decision.findings]


@pytest.mark.parametrize(
    "text",
    [
        "Unsere Firma ist ein Saftladen, darum gibt es morgen Warnstreik.",
        "Ich habe das der Meldestelle gemeldet, denn unsere Firma ist ein Saftladen.",
        "Mein Gehalt ist ein Witz, unsere Firma ist ein Saftladen.",
    ],
)
def test_what_staff_may_always_say_is_a_note_at_most(text: str) -> None:
    decision = checked(text, platform="mastodon", account={"type": "private"}, author={"role": "employee"})
    assert decision.verdict in ("allow", "note")


def test_the_register_of_the_examples_decides_the_post_of_the_readme() -> None:
    place = Path(__file__).parents[1] / "examples"
    decision = base()[1].with_context(place / "register.yaml").check((place / "messe.json").read_bytes())
    assert decision.verdict == "block"
    assert {finding.rule for finding in decision.findings} == {
        "base/ad-label-missing",
        "base/alt-text-missing",
        "base/depicted-person-consent",
        "base/product-launch-embargo",
    }
