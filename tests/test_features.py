"""What the pack `base` promises the people who write posts: docs/features.md names each promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from rulekit import Decision, Engine, InvalidRuleset
from rulekit.engine.world import world
from rulekit.ruleset.load import Ruleset, load

REGISTER: Mapping[str, Any] = {
    "org": {
        "names": ["Nordwind"],
        "timezone": "Europe/Berlin",
        "service_hours": {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00"},
    },
    "embargoes": [{"term": "Polarfuchs", "until": "2026-06-01"}],
    "crises": [{"keywords": ["Lagerbrand"], "from": "2026-03-01", "until": "2026-03-31"}],
    "approved_platforms": ["linkedin", "blog"],
}
PRIVATE: Mapping[str, Any] = {"type": "private", "employer_visible": True}
HIDDEN: Mapping[str, Any] = {"type": "private", "employer_visible": False}
BRAND: Mapping[str, Any] = {
    "type": "brand",
    "employer_visible": True,
    "imprint_url": "https://nordwind.example/impressum",
}

LEISURE = (
    "Kuchen gebacken, Sonne genossen. 🍰",
    "Kuchen gebacken",
    "Der Garten ist winterfest, die Rosen schlafen.",
    "Endlich Wochenende! Grillen mit den Nachbarn 🍻",
    "First swim of the year, the lake was freezing.",
    "Watched the match with friends, what a party.",
)
CAREER = (
    "Nach fünf Jahren suche ich eine neue Aufgabe. #OpenToWork",
    "Mein Lebenslauf ist aktualisiert, ich freue mich über Nachrichten von Recruitern.",
    "Ich habe heute die Weiterbildung zur Projektleiterin abgeschlossen!",
    "Zertifikat in der Tasche: Drei Monate Abendschule haben sich gelohnt.",
    "I am open to new roles in logistics. #OpenToWork",
    "Updated my CV after a great course in data analysis.",
)
OPINIONS = (
    "Ich finde, Radwege gehören auf jede Brücke.",
    "Meiner Meinung nach ist Homeoffice ein Gewinn für Familien.",
    "Ich halte den neuen Bahnhof für misslungen.",
    "I think meetings should end after thirty minutes.",
    "In my opinion the new library is the nicest place in town.",
)
BUSINESS = (
    "Wärmepumpen im Altbau: Das geht, und zwar gut.",
    "Spannender Vortrag über Lieferketten auf der Messe, viel gelernt.",
    "What I learned from ten years in customer service: listening helps.",
    "Heute im Betrieb wieder zwei Praktikantinnen durch die Werkstatt geführt.",
)

ROLES = ("employee", "manager", "executive", "spokesperson", "works-council")
MATRIX: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any], Sequence[str]]] = (
    # what is posted, from which account, what else is known, and the verdict for each of ROLES
    ("Kuchen gebacken, Sonne genossen.", HIDDEN, {}, ("allow",) * 5),
    ("Nordwind bestätigt den Umzug nach Emden.", PRIVATE, {}, ("review", "review", "review", "allow", "allow")),
    ("Bin gerade in Mailand und treffe morgen Lieferanten.", PRIVATE, {}, ("allow", "warn", "warn", "allow", "allow")),
    ("Ein Foto vom Stand", PRIVATE, {"geotag": {"place": "Mailand"}}, ("allow", "warn", "warn", "allow", "allow")),
    (
        "Mein Text über Krisen-PR ist online.",
        PRIVATE,
        {"platform": "blog", "guest": True},
        ("allow", "note", "note", "allow", "allow"),
    ),
    ("Bald kommt der Polarfuchs.", HIDDEN, {}, ("block",) * 5),
    ("Der Lagerbrand war groß.", HIDDEN, {}, ("block", "block", "block", "allow", "note")),
    ("Wer kommt zum Open Day?", BRAND, {"author": {"authorised": False}}, ("block",) * 5),
    ("Wer kommt zum Open Day?", BRAND, {"author": {"authorised": True}}, ("allow",) * 5),
    (
        "Die Grünen haben recht, oder?",
        BRAND,
        {"author": {"authorised": True}},
        ("review", "review", "review", "review", "allow"),
    ),
)


@cache  # the pack does not change
def engine() -> Engine:
    return Engine.load("base", context=REGISTER)


@cache  # likewise
def pack() -> Ruleset:
    return load("base", world())


def rules() -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = pack().value["rules"]
    return found


def ids() -> list[str]:
    return [rule["id"] for rule in rules()]


def decided(text: str, account: Mapping[str, Any] = HIDDEN, role: Any = "employee", **more: Any) -> Decision:
    author = {"role": role, "staff": True, **more.pop("author", {})}
    post = {
        "platform": "linkedin",
        "account": dict(account),
        "author": author,
        "publish_at": "2026-03-03T10:30:00+01:00",  # a Tuesday
        "text": text,
        **more,
    }
    return engine().check(post)


def fired(decision: Decision) -> list[str]:
    return [finding.rule for finding in decision.findings]


def names_in(condition: Any) -> Iterator[str]:
    """Every string in a condition, keys as well as values."""
    if isinstance(condition, Mapping):
        for key, value in condition.items():
            yield key
            yield from names_in(value)
    elif isinstance(condition, list | tuple):
        for item in condition:
            yield from names_in(item)
    elif isinstance(condition, str):
        yield condition


# the scope gate: private life stays private


@pytest.mark.parametrize("text", LEISURE)
def test_a_private_post_without_the_employer_has_no_findings_and_no_questions(text: str) -> None:
    decision = decided(text)
    assert (decision.verdict, fired(decision), list(decision.questions)) == ("allow", [], [])


def test_a_text_alone_asks_no_more_than_for_the_kind_of_account() -> None:
    assert [question.at for question in engine().check({"text": "Kuchen gebacken"}).questions] == ["/account/type"]


def test_a_private_picture_asks_only_for_the_people_and_the_origin() -> None:
    post = {
        "text": "Kuchen gebacken",
        "platform": "x",
        "account": {"type": "private"},
        "attachments": [{"kind": "image"}],
    }
    asked = {question.at for question in engine().check(post).questions}
    assert asked <= {"/attachments/0/people_recognisable", "/attachments/0/origin"}


def test_leisure_with_the_company_in_it_is_at_most_a_note() -> None:
    decision = decided("Wiesn-Maß Nummer drei im Nordwind-Shirt 🍻", PRIVATE)
    assert (decision.verdict, fired(decision)) == ("note", ["base/leisure-ambassador"])


# contacts: there is always somebody to ask


@pytest.mark.parametrize("rule", ids())
def test_every_rule_names_a_contact_that_the_pack_knows(rule: str) -> None:
    found = next(one for one in rules() if one["id"] == rule)
    contact = pack().value["contacts"][found["contact"]]
    assert contact["email"] and set(contact["name"]) == {"de", "en"}


def test_every_finding_carries_its_contact_and_a_next_step() -> None:
    for finding in decided("Nordwind bestätigt den Umzug nach Emden.", PRIVATE).findings:
        shown: Any = finding.to_json("de")
        assert shown["contact"]["name"] and shown["remedy"]


def test_whoever_is_unsure_gets_a_review_and_no_finding() -> None:
    decision = engine().check(
        {"text": "Kuchen gebacken", "account": dict(HIDDEN), "author": {"role": "employee"}}, unsure=True
    )
    assert (decision.verdict, fired(decision)) == ("review", [])


# binding: what is a recommendation stays one


@pytest.mark.parametrize("rule", ids())
def test_a_recommendation_is_a_note_or_a_warning_and_a_duty_is_more(rule: str) -> None:
    found = next(one for one in rules() if one["id"] == rule)
    wanted = {"recommendation": ("note", "warn"), "mandatory": ("warn", "review", "block")}
    assert found["verdict"] in wanted[found["binding"]]


def test_the_loader_refuses_a_recommendation_that_stops_a_post(tmp_path: Any) -> None:
    words = "{de: x, en: x}"
    path = tmp_path / "x.yaml"
    path.write_text(
        "rulekit: 1\nid: x\nversion: 1.0.0\ncontacts: {c: {name: c, email: c@c.example}}\nrules:\n"
        f"  - {{id: r, topic: tone, binding: recommendation, verdict: block, title: {words}, when: {{text: present}},\n"
        f"     message: {words}, remedy: {words}, source: [{{ref: x}}], contact: c}}\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidRuleset, match="recommendation"):
        Engine.load(path)


def test_rules_about_opinions_can_never_be_raised_above_a_warning() -> None:
    capped = {"supervisor-opinion", "rash-company-statement", "opinion-disclaimer", "criticism-response-tone"}
    found = {rule["id"]: (rule["verdict"], rule.get("cap")) for rule in rules() if rule["id"] in capped}
    assert found == dict.fromkeys(capped, ("warn", "warn"))


# the matrix of roles, accounts and texts


@pytest.mark.parametrize(
    ("text", "account", "more", "role", "verdict"),
    [
        pytest.param(text, account, more, role, verdict, id=f"{row}-{account['type']}-{role}")
        for row, (text, account, more, verdicts) in enumerate(MATRIX)
        for role, verdict in zip(ROLES, verdicts, strict=True)
    ],
)
def test_role_and_account_decide_together(
    text: str, account: Mapping[str, Any], more: Mapping[str, Any], role: str, verdict: str
) -> None:
    assert decided(text, account, role, **more).verdict == verdict


@pytest.mark.parametrize(
    ("role", "text", "more"),
    [
        ("launch-team", "Bald kommt der Polarfuchs.", {}),
        ("crisis-team", "Zum Lagerbrand informieren wir um 14 Uhr, Fragen gern hier.", {}),
        ("pr", "Nordwind bestätigt den Umzug nach Emden.", {}),
    ],
)
def test_who_holds_a_second_role_may_do_what_that_role_may(role: str, text: str, more: Mapping[str, Any]) -> None:
    assert decided(text, PRIVATE, ["executive", role], **more).verdict == "allow"


def test_who_is_on_call_may_answer_at_night() -> None:
    more = {
        "reply_to": {"sentiment": "neutral"},
        "publish_at": "2026-03-03T22:30:00+01:00",
        "author": {"authorised": True},
    }
    text = "Danke für den Hinweis! Welche Lampe ist es?"
    assert fired(decided(text, BRAND, "service", **more)) == ["base/after-hours"]
    assert fired(decided(text, BRAND, "on-call", **more)) == []


# leaders are not exempt


@pytest.mark.parametrize("rule", ids())
def test_no_rule_exempts_leaders(rule: str) -> None:
    found = next(one for one in rules() if one["id"] == rule)
    assert {"manager", "executive"}.isdisjoint(names_in(found.get("unless", {})))


@pytest.mark.parametrize("role", ["manager", "executive"])
def test_leaders_get_at_least_the_verdict_that_staff_get(role: str) -> None:
    order = ("allow", "note", "warn", "ask", "review", "block")
    for text, account, more, _ in MATRIX:
        staff, leader = (decided(text, account, who, **more).verdict for who in ("employee", role))
        assert order.index(leader) >= order.index(staff), text


# careers, opinions and topics of work


@pytest.mark.parametrize("account", [PRIVATE, HIDDEN], ids=["employer visible", "employer hidden"])
@pytest.mark.parametrize("text", CAREER)
def test_looking_for_a_job_or_learning_is_never_a_finding(text: str, account: Mapping[str, Any]) -> None:
    assert fired(decided(text, account)) == []


@pytest.mark.parametrize("text", OPINIONS)
def test_an_opinion_is_no_finding_by_itself(text: str) -> None:
    assert fired(decided(text, PRIVATE)) == []


def test_an_opinion_about_the_company_needs_no_more_than_a_hint_that_it_is_one() -> None:
    assert decided("Ich finde, Nordwind sollte mehr ausbilden.", PRIVATE).verdict == "warn"
    assert (
        fired(decided("Ich finde, Nordwind sollte mehr ausbilden. Das ist meine persönliche Meinung.", PRIVATE)) == []
    )


def test_missing_praise_is_no_finding() -> None:
    assert fired(decided("Nordwind hat seit heute eine neue Kantine.", PRIVATE)) == []


@pytest.mark.parametrize("text", BUSINESS)
def test_topics_of_work_are_welcome_on_a_private_account(text: str) -> None:
    assert fired(decided(text, PRIVATE)) == []


# nobody watches the clock


@pytest.mark.parametrize("text", LEISURE)
def test_a_private_post_is_judged_alike_at_every_hour(text: str) -> None:
    times = [f"2026-03-{day:02}T{hour:02}:30:00+01:00" for day in (3, 7) for hour in range(0, 24, 3)]
    assert {tuple(fired(decided(text, HIDDEN, publish_at=time))) for time in times} == {()}


def test_a_private_post_at_half_past_ten_on_a_workday_is_fine() -> None:
    assert (
        decided("Kuchen gebacken, Sonne genossen.", HIDDEN, publish_at="2026-03-03T10:30:00+01:00").verdict == "allow"
    )


def test_only_rules_about_the_company_read_the_hour_or_the_day() -> None:
    reading = [rule for rule in rules() if {"within_hours", "weekday"} & set(names_in(rule["when"]))]
    for rule in reading:
        about = set(names_in(rule["when"]))
        assert about & {"subject", "$own_company"} or {"corporate", "brand"} <= about, rule["id"]


def test_private_answers_outside_the_service_hours_are_nobodys_business() -> None:
    more = {"reply_to": {"sentiment": "neutral"}, "publish_at": "2026-03-07T23:30:00+01:00"}
    assert fired(decided("Danke, bis morgen!", PRIVATE, **more)) == []


# the tone


_ADDRESS = re.compile(
    r"(?<!\w)(?:du|Du|dich|Dich|dir|Dir|dein\w*|Dein\w*|euch|Euch|euer|eure\w*|Ihnen|Ihre?[mnrs]?)(?!\w)|(?<=[\w,] )Sie(?!\w)"
)
_BLAME = re.compile(
    r"(?<!\w)(?:versto\w+|Versto\w+|verbot\w*|unzulässig\w*|Fehlverhalten|Abmahnung|Kündigung|Konsequenzen|illegal\w*|"
    r"violat\w+|forbidden|prohibited|misconduct|punish\w*|penalt\w+|must not)(?!\w)",
    re.IGNORECASE,
)


def _quoted(text: str) -> str:
    """The text without what it suggests to write."""
    return re.sub('„[^“]*“|"[^"]*"', "", text)


@pytest.mark.parametrize("rule", ids())
def test_the_words_of_a_rule_address_nobody_and_blame_nobody(rule: str) -> None:
    found = next(one for one in rules() if one["id"] == rule)
    for part in ("title", "message", "remedy"):
        assert set(found[part]) == {"de", "en"}
        assert not _ADDRESS.search(_quoted(found[part]["de"])), found[part]["de"]
        assert not [text for text in found[part].values() if _BLAME.search(_quoted(text))]


@pytest.mark.parametrize("rule", ids())
def test_a_message_has_at_most_twenty_words(rule: str) -> None:
    found = next(one for one in rules() if one["id"] == rule)
    assert max(len(text.split()) for text in found["message"].values()) <= 20


@pytest.mark.parametrize("rule", ids())
def test_every_rule_says_what_it_rests_on(rule: str) -> None:
    found = next(one for one in rules() if one["id"] == rule)
    assert found["source"]


@pytest.mark.parametrize("rule", ids())
def test_every_rule_shows_what_breaks_it_and_what_keeps_it(rule: str) -> None:
    examples = next(one for one in rules() if one["id"] == rule).get("examples", {})
    assert examples.get("breaks") and examples.get("keeps")


# the preamble


def test_the_pack_begins_with_a_welcome_in_both_languages() -> None:
    preamble = pack().value["preamble"]
    assert set(preamble) == {"de", "en"}
    assert "willkommen" in preamble["de"] and "welcome" in preamble["en"]
    assert not [text for text in preamble.values() if _BLAME.search(text)]
