"""The words that rules say to people: short, complete, in both languages, neither du nor Sie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit.ruleset.source import read_yaml

ROOT = Path(__file__).parents[1] / "rulesets"
MOST_WORDS = 20
"""A message is read in a second."""

ADDRESS = {
    "de": re.compile(
        r"\b(?:du|dich|dir|dein\w*|deine?[rmns]?|ihr|euch|eure?\w*|Sie|Ihnen|Ihr\w*|kannst|musst|sollst|darfst|willst|hast|bist|solltest|könntest)\b"
    ),
    "en": re.compile(r"\b(?:you|your|yours|yourself|u)\b", re.IGNORECASE),
}
"""Words that speak to somebody as du or Sie (you). `sie` in small letters is a pronoun for things."""

SENTENCE_STARTS = re.compile(r"(?:^|[.!?:]\s+)(?:Sie|Ihr\w*)\b")
"""At the start of a sentence `Sie` can be `sie` for a thing; there it is allowed, and rare enough to be read."""

BLAME = {
    "de": re.compile(
        r"\b(?:verboten|Verstoß|Verstöße|verstößt|unzulässig\w*|Fehlverhalten|Abmahnung|Vergehen|untersagt|falsch gemacht)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:violation|violates?|forbidden|prohibited|misconduct|illegal|offen[cs]e)\b", re.IGNORECASE),
}
"""Words that police instead of coaching."""


@cache  # the packs do not change during a run
def packs() -> dict[str, dict[str, Any]]:
    """Each pack as `ruleset.yaml` says it, with the rules of all its files."""
    found = {}
    for header in sorted(ROOT.glob("*/ruleset.yaml")):
        whole = read_yaml(header.read_bytes(), header.name).value
        rules = list(whole.get("rules") or ())
        for path in sorted(header.parent.glob("*.yaml")):
            if path != header:
                rules += read_yaml(path.read_bytes(), path.name).value.get("rules") or ()
        found[whole["id"]] = {**whole, "rules": rules}
    return found


def rules() -> list[Any]:
    return [
        pytest.param(pack, rule, id=f"{name}/{rule['id']}") for name, pack in packs().items() for rule in pack["rules"]
    ]


def words(rule: Any) -> Iterator[tuple[str, str, str]]:
    """Everything a rule says: key, language, text."""
    for key in ("title", "message", "remedy"):
        for lang, text in rule[key].items():
            yield key, lang, text


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_a_message_has_at_most_twenty_words_and_a_remedy_a_few_more(pack: Any, rule: Any) -> None:
    for key, lang, text in words(rule):
        most = {"message": MOST_WORDS, "remedy": MOST_WORDS + 5, "title": 6}[key]
        assert len(text.split()) <= most, f"{key} {lang}: {len(text.split())} words"


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_title_message_and_remedy_are_there_in_german_and_english(pack: Any, rule: Any) -> None:
    said = {(key, lang) for key, lang, text in words(rule) if text.strip()}
    assert said == {(key, lang) for key in ("title", "message", "remedy") for lang in ("de", "en")}
    for key in ("title", "message", "remedy"):
        assert rule[key]["de"] != rule[key]["en"] or key == "title"


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_nobody_is_addressed_as_du_or_sie(pack: Any, rule: Any) -> None:
    for key, lang, text in words(rule):
        looked_at = SENTENCE_STARTS.sub("", text) if lang == "de" else text
        assert not ADDRESS[lang].search(looked_at), f"{key} {lang}: {text}"


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_a_rule_coaches_and_does_not_blame(pack: Any, rule: Any) -> None:
    for key, lang, text in words(rule):
        assert not BLAME[lang].search(text), f"{key} {lang}: {text}"


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_messages_are_sentences_and_titles_are_none(pack: Any, rule: Any) -> None:
    for key, lang, text in words(rule):
        text = text.strip()
        assert text == " ".join(text.split()), f"{key} {lang}: double spaces or line breaks"
        if key == "title":
            assert text[-1] not in ".!:", f"{key} {lang}: {text}"
        else:
            assert text[-1] in ".?}", f"{key} {lang}: {text}"


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_the_contact_is_one_that_people_can_reach(pack: Any, rule: Any) -> None:
    contact = pack["contacts"][rule["contact"]]
    assert contact["name"]["de"]
    assert contact["name"]["en"]
    assert contact.get("email") or contact.get("url") or contact.get("phone")


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_every_rule_says_where_it_comes_from(pack: Any, rule: Any) -> None:
    assert rule["source"]
    for source in rule["source"]:
        assert any(str(source.get(key, "")).strip() for key in ("norm", "ref", "url"))


@pytest.mark.parametrize(("pack", "rule"), rules())
def test_every_rule_has_two_examples_of_each_sort_at_least(pack: Any, rule: Any) -> None:
    examples = rule.get("examples", {})
    assert len(examples.get("breaks", ())) >= 2
    assert len(examples.get("keeps", ())) >= 2


@pytest.mark.parametrize("name", sorted(packs()))
def test_a_pack_says_what_it_is_for_in_both_languages(name: str) -> None:
    pack = packs()[name]
    for key in ("title", "preamble"):
        assert set(pack[key]) == {"de", "en"}
        for lang, text in pack[key].items():
            assert not ADDRESS[lang].search(SENTENCE_STARTS.sub("", text) if lang == "de" else text)


def test_the_floor_says_what_it_protects_in_both_languages() -> None:
    floor = read_yaml((ROOT / "floor.yaml").read_bytes(), "floor.yaml").value
    for entry in floor["floor"]:
        assert set(entry["title"]) == {"de", "en"}
        assert entry["source"]
