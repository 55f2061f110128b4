"""What holds of every fact on every post."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rulekit.facts.seen import BROKEN, KNOWN, NONE, Seen
from rulekit.facts.shape import ENOUGH_LETTERS
from rulekit.facts.table import facts
from rulekit.text import graphemes, read
from rulekit.text.entities_length import seen as seen_by_readers

from .posts import NORDWIND, seen, spans_of, string_at, view

pytestmark = pytest.mark.slow  # hundreds of posts, each looked at several times

PATIENT = settings(deadline=None)
"""How fast the machine is says nothing about the facts."""

BITS = [
    *("Passwort: ", "geheim1!", "Kundennr. ", "4711", " ", "\n", "0151 2345678", "DE89 3704 0044 0532 0130 00"),
    *("https://", "nordwind.example", "@", "#", "anna", "@b.de", "xn--", "мой", ".", "❤️", "👩‍💻", "🇩", "\u200b"),
    *("\ud800", "ﬁ", "…", "$SAP", "e\u0301", "1️⃣", "eyJ", "AKIA", "+49", "(0", ")", "Nordwind", "ß", "İ", "\r"),
    *("-----BEGIN PRIVATE KEY-----", "[", "]", "://", "%", "/", "?"),
]
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(BITS), max_size=14).map("".join)
PLATFORMS = st.sampled_from(["x", "mastodon", "bluesky", "threads", "linkedin", "youtube", "xing", "blog", "orkut"])
POSTS = st.fixed_dictionaries(
    {"text": TEXTS, "platform": PLATFORMS},
    optional={
        "hashtags": st.lists(TEXTS, max_size=2),
        "mentions": st.lists(TEXTS, max_size=2),
        "links": st.lists(TEXTS, max_size=2),
        "recent_texts": st.lists(TEXTS, max_size=2),
        "title": TEXTS,
        "campaign": st.fixed_dictionaries({"template": TEXTS}),
        "attachments": st.lists(st.fixed_dictionaries({"kind": st.just("image"), "ocr_text": TEXTS}), max_size=2),
    },
)


@PATIENT
@given(POSTS)
def test_every_fact_of_any_post_is_known_or_none_and_quotes_what_it_saw(post: Any) -> None:
    looked = view(post, NORDWIND, "2026-05-04T10:00:00+02:00")
    for name in facts():
        fact = looked.fact(name)
        assert fact.state in (KNOWN, NONE)
        for span in spans_of(fact):
            assert string_at(post, span.at)[span.start : span.end] == span.quote != ""
        if isinstance(fact.value, str) and fact.at == "/text":
            assert name == "lang" or post["text"][fact.shift :].startswith(fact.value)


@PATIENT
@given(POSTS)
def test_a_masked_value_never_shows_more_than_two_characters(post: Any) -> None:
    looked = view(post, NORDWIND)
    for name in ("identifiers", "credentials"):
        for element in looked.fact(name).value or ():
            assert len(element.value["masked"].replace("•", "")) <= 2


@PATIENT
@given(TEXTS)
def test_no_two_emoji_share_a_character(text: str) -> None:
    spans = [(span.start or 0, span.end or 0) for span in seen("emoji", text).spans]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@PATIENT
@given(POSTS)
def test_the_same_post_gives_the_same_facts(post: Any) -> None:
    once, again = view(post, NORDWIND), view(post, NORDWIND)
    for name in facts():
        assert all_of(once.fact(name)) == all_of(again.fact(name))


def all_of(fact: Seen) -> tuple[Any, ...]:
    """All that a condition sees of a fact."""
    return fact.state, fact.value, fact.at, fact.shift, fact.spans, fact.why


def plain(fact: Seen) -> Any:
    """The value without where it was found."""
    return [element.value for element in fact.value] if isinstance(fact.value, list) else fact.value


RICH = {
    "platform": "linkedin",
    "text": "Nordwind 🎉 Passwort: abc1 $SAP @anna #Team https://bit.ly/x 0151 23456789. "
    "Wir freuen uns auf das Polarlicht!",
    "campaign": {"template": "Hallo"},
}


@pytest.mark.parametrize("name", sorted(facts()))
def test_every_fact_has_the_shape_its_schema_promises(name: str) -> None:
    fact = seen(name, RICH, NORDWIND, "2026-05-04T10:00:00+02:00")
    assert fact.state == KNOWN
    Draft202012Validator(facts()[name].schema).validate(plain(fact))
    json.dumps(plain(fact), allow_nan=False)


@pytest.mark.parametrize("name", sorted(facts()))
def test_every_fact_says_in_one_sentence_of_each_language_what_it_is(name: str) -> None:
    said = facts()[name].says
    assert all(words[0].isupper() and words.endswith(".") for words in said)


@pytest.mark.parametrize(
    "bit",
    [
        "0",
        "0 ",
        "(0",
        "+49 ",
        "a@",
        "a.",
        "https://",
        "Passwort: ",
        "$A",
        "#a",
        "-----BEGIN ",
        "DE89 ",
        " \n",
        "eyJ",
        "\u20e3",
        "❤️",
        "[",
        "x@y.de ",
    ],
)
def test_a_long_text_of_any_kind_takes_time_in_proportion(bit: str) -> None:
    text = (bit * 40_000)[:40_000]
    start = time.perf_counter()
    looked = view({"platform": "x", "text": text}, NORDWIND)
    assert all(looked.fact(name).state != BROKEN for name in facts())
    assert time.perf_counter() - start < 5


DRESSED = st.lists(
    st.sampled_from(
        ["👍", "🏽", "\u200d", "❤", "\ufe0f", "🇩", "🇪", "1", "\u20e3", "a", "\r", "\n", "\u0301", "–", "क", "\u094d"]
    )
)


@PATIENT
@given(TEXTS | DRESSED.map("".join))
def test_characters_are_counted_as_the_rules_of_unicode_part_them(text: str) -> None:
    assert seen_by_readers(text) == graphemes(text)


@pytest.mark.parametrize("sign", [chr(code) for code in range(256)])
def test_each_sign_of_latin_1_is_a_capital_or_none_as_its_shape_says(sign: str) -> None:
    text = sign * ENOUGH_LETTERS
    shape = read(text).shape
    share = float(shape.isupper()) if shape.isalpha() else None
    assert seen("caps_share", text).value == share
