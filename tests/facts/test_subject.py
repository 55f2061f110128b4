"""What posts are about."""

from __future__ import annotations

from typing import Any

import pytest

from rulekit.facts.seen import KNOWN, NONE

from .posts import NORDWIND, seen, told

POSTS: list[tuple[Any, list[tuple[str, str]]]] = [
    ({"text": "Bei Nordwind läuft gerade viel."}, [("/text", "Nordwind")]),
    ({"text": "Danke an @nordwind_de!"}, [("/text", "@nordwind_de")]),
    ({"text": "Bewerbt euch: https://jobs.nordwind.example/1"}, [("/text", "https://jobs.nordwind.example/1")]),
    ({"text": "Schöner Tag.", "hashtags": ["Nordwind"]}, [("/hashtags/0", "Nordwind")]),
    ({"text": "Schöner Tag.", "mentions": ["nordwind_de"]}, [("/mentions/0", "nordwind_de")]),
    ({"text": "Schöner Tag im Südwind."}, []),
    ({"text": "Nordwindig war es."}, []),
]


@pytest.mark.parametrize(("post", "where"), POSTS)
def test_a_post_is_about_the_own_company_if_it_names_it(post: Any, where: list[tuple[str, str]]) -> None:
    fact = seen("subject", post, NORDWIND)
    assert fact.value == ("own-company" if where else None)
    assert {(span.at, span.quote) for span in fact.spans} >= set(where)


def test_the_hashtag_of_the_team_names_the_company() -> None:
    assert seen("subject", "Los geht es! #TeamNordwind", NORDWIND).value == "own-company"


def test_what_is_stated_about_the_subject_is_never_guessed_over() -> None:
    assert told("subject", {"text": "Nordwind!", "subject": "leisure"}, NORDWIND) == (KNOWN, "leisure", "/subject")
    assert told("subject", {"text": "Nordwind!", "subject": None}, NORDWIND) == (NONE, None, "/subject")


def test_without_a_register_a_post_has_no_subject_and_no_product() -> None:
    assert seen("subject", "Nordwind!").state == NONE
    assert seen("product", "Polarlicht!").state == NONE


def test_a_product_of_the_register_is_recognised_by_its_name() -> None:
    fact = seen("product", "Unser Polarlicht hilft!", NORDWIND)
    assert fact.value == {"name": "Polarlicht", "class": "otc"}
    assert [span.quote for span in fact.spans] == ["Polarlicht"]


def test_of_several_products_the_same_one_is_always_taken() -> None:
    assert seen("product", "Polarlicht und Windsparbrief", NORDWIND).value["name"] == "Windsparbrief"
    assert seen("product", "Windsparbrief und Polarlicht", NORDWIND).value["name"] == "Windsparbrief"


def test_a_stated_product_stays_as_it_is() -> None:
    post = {"text": "Polarlicht", "product": {"name": "Anderes"}}
    assert told("product", post, NORDWIND) == (KNOWN, {"name": "Anderes"}, "/product")
    assert seen("product", {"text": "Polarlicht", "product": None}, NORDWIND).state == NONE
