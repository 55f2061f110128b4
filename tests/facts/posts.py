"""What the tests of the facts share: a register, and the view of a post."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from rulekit.facts.register import Register
from rulekit.facts.seen import Found, Seen
from rulekit.facts.table import facts
from rulekit.facts.view import View
from rulekit.model.decision import Evidence
from rulekit.model.fields import Field, field_of
from rulekit.text import TermIndex, expand

SCHEMA = Path(__file__).parents[2] / "schemas" / "post.v1.json"

NORDWIND = {
    "org": {
        "names": ["Nordwind GmbH", "Nordwind"],
        "handles": ["@nordwind_de"],
        "hashtags": ["#TeamNordwind"],
        "domains": ["nordwind.example", "müller-bäder.de"],
        "internal_domains": ["wiki.nordwind.example", "nordwind.sharepoint.example"],
        "customer_number": "NW-[0-9]{6}",
        "order_number": "A-20[0-9]{6}",
    },
    "products": [
        {"name": "Polarlicht", "class": "otc", "indications": ["Müdigkeit"]},
        {"name": "Windsparbrief", "class": "fund"},
    ],
}


@cache
def _root() -> Field:
    return field_of(json.loads(SCHEMA.read_text(encoding="utf-8")))


@cache
def _no_terms() -> TermIndex:
    return TermIndex(expand(()))


def view(post: Any, register: Any = None, at: str | None = None) -> View:
    """The view of a post; a string is the post's text."""
    whole = {"text": post} if isinstance(post, str) else post
    return View(whole, _root(), Register(register), at, (), facts(), _no_terms())


def seen(name: str, post: Any, register: Any = None, at: str | None = None) -> Seen:
    """What a condition sees of one fact."""
    return view(post, register, at).fact(name)


def told(name: str, post: Any, register: Any = None, at: str | None = None) -> tuple[int, Any, str]:
    """State, value and pointer of one fact."""
    fact = seen(name, post, register, at)
    return fact.state, fact.value, fact.at


def values(name: str, post: Any, register: Any = None) -> list[Any]:
    """The values of a fact's list; an empty list if it is none."""
    return [element.value for element in seen(name, post, register).value or ()]


def quotes(name: str, post: Any, register: Any = None) -> list[str | None]:
    """What the evidence of a fact quotes, in order."""
    return [span.quote for span in seen(name, post, register).spans]


def spans_of(fact: Seen) -> Iterator[Evidence]:
    """All evidence of a fact and of its elements."""
    yield from fact.spans
    if isinstance(fact.value, list):
        for element in fact.value:
            assert isinstance(element, Found)
            yield from element.spans


def string_at(post: Any, at: str) -> Any:
    """What stands at a JSON pointer."""
    for step in at.split("/")[1:]:
        post = post[int(step)] if isinstance(post, list) else post[step]
    return post
