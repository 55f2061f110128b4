"""A glance says less than the facts and never the opposite."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.facts.glance import MOST_ELEMENTS, MOST_OF_NUMBERS, USUALLY_NONE, unusual
from rulekit.facts.seen import KNOWN, NONE
from rulekit.facts.view import View

from .posts import NORDWIND, view

BITS = [
    *("Passwort: ", "geheim1!", "PIN: ", "4711", "Kundennr. ", " ", "\n", "0151 2345678", "DE89 3704 0044 0532"),
    *("https://", "nordwind.example", "@", "＠", "#", "anna", "@b.de", ".", "..", "www.", "ABC", "ÄÖÜ", "ΣΟΦ"),
    *("\ud800", "ﬁ", "ﷺ", "…", "eyJ", "AKIAABCDEFGHIJKLMNOP", "token", "+49", "Nordwind", "Polarlicht", "x" * 130),
    *("👩‍💻", "e\u0301", "ein Satz ", " 0130 00"),
]
PLATFORMS = ["x", "mastodon", "bluesky", "threads", "linkedin", "youtube", "xing", "blog", "orkut"]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(BITS), max_size=14).map("".join)
POSTS = st.fixed_dictionaries(
    {"text": TEXTS},
    optional={
        "platform": st.sampled_from(PLATFORMS),
        "account": st.fixed_dictionaries({"text_limit": st.integers(0, 200)}),
        "title": TEXTS,
        "subject": st.sampled_from(["leisure", None]),
        "campaign": st.fixed_dictionaries({"template": TEXTS}),
        **{name: st.lists(TEXTS, max_size=7) for name in ("hashtags", "mentions", "links", "recent_texts")},
        "attachments": st.lists(st.fixed_dictionaries({"kind": st.just("image"), "ocr_text": TEXTS}), max_size=2),
    },
)


def contradictions(looked: View) -> list[str]:
    """What is otherwise than the glance at the post says."""
    named = set(unusual(looked))
    wrong = [name for name in USUALLY_NONE - named if looked.fact(name).state != NONE]
    for name in MOST_OF_NUMBERS.keys() - named:
        fact = looked.fact(name)
        wrong += [name] if fact.state not in (KNOWN, NONE) or (fact.value or 0) > MOST_OF_NUMBERS[name] else []
    for name in MOST_ELEMENTS.keys() - named:
        fact = looked.fact(name)
        wrong += [name] if fact.state not in (KNOWN, NONE) or len(fact.value or ()) > MOST_ELEMENTS[name] else []
    limit = (looked.fact("limits").value or {}).get("text")
    length = looked.fact("text_length").value
    if "text_length" not in named and limit is not None and length is not None and length > limit:
        wrong.append("text_length")
    if "register" not in named and looked.register_occurs:
        wrong.append("register")
    if "attachments" not in named and looked.post.get("attachments"):
        wrong.append("attachments")
    return wrong


@settings(deadline=None)
@given(POSTS, st.sampled_from([None, NORDWIND, {"org": {"names": ["Nordwind"]}}]))
def test_what_a_glance_does_not_name_is_as_of_most_posts(post: Any, register: Any) -> None:
    assert contradictions(view(post, register)) == []


@pytest.mark.parametrize(
    "post",
    [
        "",
        "Heute Messe in Hannover, kommt vorbei! Wir freuen uns 😀 um 9.30 Uhr…",
        "@anna @ben danke für den schönen Tag, z. B. im kleinen Café am See",
        {"text": "Zur Messe. Bis morgen...vielleicht", "platform": "linkedin"},
        {"text": 100 * "aäö", "platform": "bluesky", "hashtags": [], "recent_texts": [], "attachments": []},
    ],
)
def test_an_ordinary_post_has_nothing_unusual(post: Any) -> None:
    assert unusual(view(post)) == []


@pytest.mark.parametrize(
    ("post", "named"),
    [
        ("Siehe example.com", "urls"),
        ("Schön hier #messe", "hashtags"),
        ("an anna@example.com schreiben", "identifiers"),
        ("0151 2345678", "identifiers"),
        ("PIN: 1234", "credentials"),
        ("DAS IST LAUT", "caps_share"),
        ("@a @b @c @d @e @f", "mentions"),
        ({"text": 301 * "a", "platform": "bluesky"}, "text_length"),
        ({"text": "a", "platform": "x"}, "text_length"),
        ({"text": "a", "account": {"text_limit": 0}}, "text_length"),
        ({"text": "a", "recent_texts": ["a"]}, "repeats"),
        ({"text": "a", "campaign": {"template": "a"}}, "similarity"),
        ({"text": "a", "subject": "leisure"}, "subject"),
        ({"text": "a", "attachments": [{"kind": "image"}]}, "attachments"),
    ],
)
def test_what_may_be_there_is_named(post: Any, named: str) -> None:
    assert named in unusual(view(post))


def test_a_register_is_named_only_when_one_of_its_strings_occurs() -> None:
    assert "register" in unusual(view("Nordwind lädt ein", NORDWIND))
    assert "register" not in unusual(view("Der Nachbar lädt ein", NORDWIND))
    assert "subject" in unusual(view("Der Nachbar lädt ein", NORDWIND))
