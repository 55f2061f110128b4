"""No report, explanation or list of facts shows an identifier or a credential in clear."""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import Any

import pytest

from rulekit import Decision, Engine
from rulekit.reports import FORMATS, Checked, render

with warnings.catch_warnings():
    # typer imports a name that its click calls deprecated
    warnings.simplefilter("ignore", DeprecationWarning)
    from rulekit.cli.explain import shown

REGISTER = {
    "org": {"names": ["Nordwind"], "customer_number": "NW-[0-9]{6}"},
    "secrets": [{"term": "Projekt Polarfuchs"}],
}
HIDDEN = (
    "DE89 3704 0044 0532 0130 00",
    "4111 1111 1111 1111",
    "86 095 742 719",
    "15 070649 C 103",
    "756.9217.0769.85",
    "NW-204177",
    "0171 2345678",
    "max.muster@kunde.example",
    "Sommer2024!",
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "Geheim99",
    "Projekt Polarfuchs",
)
"""Thirteen strings of the topics people, security and secrets."""

TEXT = (
    "FRAU MEIER HAT EUCH ALLEN NUR BÖSES GEWOLLT!!!! Unsere Kundin Frau Meier, IBAN DE89 3704 0044 0532 0130 00, Karte "
    "4111 1111 1111 1111, Steuer-ID 86 095 742 719, RV 15 070649 C 103, AHV 756.9217.0769.85, Vorgang NW-204177, "
    "Tel. 0171 2345678, Mail max.muster@kunde.example. Passwort: Sommer2024! Key AKIAIOSFODNN7EXAMPLE, Token "
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789, https://max:Geheim99@shop.example/ und Projekt Polarfuchs."
)
POST: dict[str, Any] = {
    "text": TEXT,
    "platform": "mastodon",
    "account": {"type": "private", "employer_visible": True},
    "attachments": [
        {"kind": "image", "origin": "own", "alt_text": TEXT, "ocr_text": TEXT, "people_recognisable": False}
    ],
}


@cache  # loading the pack takes longer than all that is done with it
def engine() -> Engine:
    return Engine.load("base", context=REGISTER)


@cache
def decision() -> Decision:
    return engine().check(POST, "2026-05-04T10:00:00+02:00")


def in_clear(output: str) -> list[str]:
    plain = " ".join(output.replace("\\n", " ").split())
    return [string for string in HIDDEN if string in plain or string in output]


def test_the_post_has_findings_of_the_three_topics_and_of_others() -> None:
    topics = {finding.topic for finding in decision().findings}
    assert {"people", "security", "secrets"} < topics


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("raw", [True, False], ids=["with the file", "without the file"])
def test_no_format_shows_one_in_clear(name: str, lang: str, raw: bool) -> None:
    given = json.dumps(POST, ensure_ascii=False, indent=2) if raw else None
    checked = Checked("post.json", None, POST, decision().to_dict(lang), None, given)
    for width in (40, 80, 4000):
        output = render(name, [checked], lang=lang, version="0", width=width)
        assert in_clear(output) == []
        assert "•" in output or name == "sarif", "which points at places and quotes nothing"


def test_the_quotes_of_findings_show_two_characters_at_most() -> None:
    for finding in decision().findings:
        for seen in finding.evidence:
            assert in_clear(seen.quote or "") == []
            if finding.topic in ("people", "security", "secrets"):
                assert sum(sign != "•" for sign in seen.quote or "") <= 2


@pytest.mark.parametrize("rule", engine().rules)
def test_no_explanation_shows_one_in_clear(rule: str) -> None:
    explanation = engine().explain(POST, rule, "2026-05-04T10:00:00+02:00")
    topic = explanation.rule["topic"]
    secret = topic in ("people", "security", "secrets")
    wanted = [string for string in HIDDEN if secret or string != "Projekt Polarfuchs"]
    output = json.dumps(explanation.to_json(), ensure_ascii=False) + shown(explanation, "de")
    assert [string for string in wanted if string in output] == []


def test_the_facts_show_none_in_clear() -> None:
    output = json.dumps(engine().facts(POST), ensure_ascii=False)
    assert [string for string in HIDDEN[:-1] if string in output] == []
    assert "FRAU MEIER HAT EUCH" in output, "what is no identifier is shown"


def test_a_hit_of_a_sensitive_topic_is_hidden_in_the_quotes_of_other_topics() -> None:
    """The words around it stay, so that the other finding can be understood."""
    post = {"text": "PASSWORT SOMMER!!!! PASSWORT: SOMMER24 IST ALLES!!!!"}
    findings = {finding.topic: finding.evidence for finding in engine().check(post).findings}
    assert [seen.quote for seen in findings["security"]] == ["••••••24"]
    quotes = [seen.quote or "" for seen in findings["tone"]]
    assert "PASSWORT SOMMER!!!! PASSWORT: ••••••24 IST ALLES" in quotes
    assert not any("SOMMER24" in quote for quote in quotes)
