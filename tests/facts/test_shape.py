"""Times and the shape of texts."""

from __future__ import annotations

from typing import Any

import pytest

from rulekit.facts.seen import KNOWN, MISSING, NONE
from rulekit.facts.shape import fold, likeness

from .posts import quotes, seen, told, values


def test_the_time_of_a_post_goes_before_the_time_of_the_check() -> None:
    now, later = "2026-05-04T10:00:00+02:00", "2026-05-05T10:00:00+02:00"
    assert told("at", {"publish_at": later}, at=now) == (KNOWN, later, "/publish_at")
    assert told("at", {}, at=now) == (KNOWN, now, "")
    assert told("at", {}) == (MISSING, None, "/publish_at")


def test_the_length_of_a_text_is_in_code_points() -> None:
    assert seen("text_chars", "Grüße 👍").value == 7
    assert seen("text_chars", {}).value == 0


@pytest.mark.parametrize(
    ("text", "line", "start"),
    [
        ("Anzeige\nUnser Tipp", "Anzeige", 0),
        ("\n\n  Werbung \r\nUnser Tipp", "Werbung", 4),
        ("Eine Zeile", "Eine Zeile", 0),
        ("Oben\u2028unten", "Oben", 0),
        ("\u200b\nWerbung", "Werbung", 2),
        (" \n ", "", 0),
    ],
)
def test_the_first_line_is_the_first_with_something_on_it(text: str, line: str, start: int) -> None:
    fact = seen("first_line", text)
    assert (fact.value, fact.at, fact.shift) == (line, "/text", start)


@pytest.mark.parametrize(
    ("platform", "text", "length"),
    [
        ("instagram", "a" * 200, 125),
        ("linkedin", "a" * 500, 210),
        ("linkedin", "eins\nzwei\n\nvier", 10),
        ("linkedin", "eins\r\nzwei\r\ndrei\r\nvier", 16),
        ("mastodon", "a" * 500, 500),
        ("orkut", "a" * 500, 500),
        (None, "a" * 500, 500),
    ],
)
def test_what_stands_above_the_fold_depends_on_the_platform(platform: str | None, text: str, length: int) -> None:
    assert seen("above_fold", {"platform": platform, "text": text}).value == text[:length]


def test_a_fold_without_limits_hides_nothing() -> None:
    assert fold("a\nb\nc", None, None) == 5


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("WIR SIND DIE BESTEN DER WELT", 1.0),
        ("wir sind die besten der welt", 0.0),
        ("ÄÖÜ ÄÖÜ ÄÖÜ äöü äöü äöü aa", 0.45),
        ("KURZ", None),
        ("12345 67890 12345 67890 !!!", None),
    ],
)
def test_the_share_of_capitals_counts_letters_only(text: str, share: float | None) -> None:
    assert seen("caps_share", text).value == share


def test_readability_is_the_lix_of_bjoernsson() -> None:
    text = "Der Hund schläft. Die Katzenfreunde beobachten ihn."
    assert seen("readability", text).value == {"lix": 46, "longest_sentence": 4}
    assert seen("readability", "🎉").state == NONE


def test_a_text_like_its_template_is_noticed() -> None:
    template = "Ich bin stolz auf unser Team bei Nordwind! #TeamNordwind"
    same = {"text": "ich bin stolz auf UNSER Team bei Nordwind #teamnordwind 🎉", "campaign": {"template": template}}
    other = {"text": "Heute war ein guter Tag.", "campaign": {"template": template}}
    assert seen("similarity", same).value == {"template": 1.0}
    assert seen("similarity", other).value == {"template": 0.0}
    assert seen("similarity", "Hallo").state == NONE


def test_likeness_is_the_share_of_words_in_common() -> None:
    assert likeness(list("abcd"), list("dcbx")) == 0.75
    assert likeness([], []) == 1.0
    assert likeness([], ["a"]) == 0.0


def test_repeats_count_texts_that_say_the_same() -> None:
    recent = ["Jetzt kaufen!", "JETZT  KAUFEN 🎉", "Jetzt verkaufen!"]
    assert seen("repeats", {"text": "Jetzt kaufen", "recent_texts": recent}).value == 2
    assert seen("repeats", {"text": "Jetzt kaufen"}).value == 0
    assert seen("repeats", {"recent_texts": recent}).value == 0


def test_emoji_are_what_a_reader_sees_as_one() -> None:
    assert values("emoji", "Los 👩‍💻🇩🇪🇦🇹 ❤️❤️ 👍🏽!") == ["👩‍💻", "🇩🇪", "🇦🇹", "❤️", "❤️", "👍🏽"]
    assert quotes("emoji", "Schritt 1️⃣ 🎉") == ["1️⃣", "🎉"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$SAP steigt, $bmw.de fällt", ["SAP", "BMW.DE"]),
        ("Kostet 5$ oder $5, nicht US$A", []),
        ("($AAPL)", ["AAPL"]),
        ("$ZULANGES", []),
    ],
)
def test_cashtags_are_letters_behind_a_dollar(text: str, found: list[str]) -> None:
    assert values("cashtags", text) == found


@pytest.mark.parametrize(
    ("post", "lang"),
    [
        ({"text": "Wir freuen uns sehr auf das Fest mit euch!"}, "de"),
        ({"text": "We are so happy about this and will be there."}, "en"),
        ({"text": "Nordwind Polarlicht"}, None),
        ({"text": "We are happy", "lang": "fr"}, "fr"),
        ({"text": "We are happy", "lang": None}, None),
        ({}, None),
    ],
)
def test_the_language_is_stated_or_guessed_from_small_words(post: Any, lang: str | None) -> None:
    fact = seen("lang", post)
    assert (fact.state, fact.value) == (NONE if lang is None else KNOWN, lang)
