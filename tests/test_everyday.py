"""What people write in their first weeks at work: the base pack stays quiet where nothing is wrong and misses nothing.

`everyday/posts.jsonl` has 120 posts, twenty of each kind. Each says beforehand what a sensible communications officer
would accept at most (`expect.verdict`) and which rules have to fire (`expect.rules`).
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rulekit import Engine

VERDICTS = ("allow", "note", "warn", "ask", "review", "block")
KINDS = ("thanks", "fair", "job", "anger", "holiday", "praise")
AT = "2026-05-04T10:00:00+02:00"

MOST_QUESTIONS = 1
"""Of one post. Whoever has to answer two questions before saying thank you stops asking."""


class Seen(NamedTuple):
    """A post, what was expected of its decision and what came out."""

    id: str
    kind: str
    text: str
    most: str
    must: frozenset[str]
    verdict: str
    fired: frozenset[str]
    questions: int

    @property
    def too_much(self) -> bool:
        return VERDICTS.index(self.verdict) > VERDICTS.index(self.most)

    def __str__(self) -> str:
        missing = ", ".join(sorted(self.must - self.fired)) or "none"
        fired = ", ".join(sorted(self.fired)) or "nothing"
        return f"{self.id}: {self.verdict}, at most {self.most}; fired {fired}; missing {missing}: {self.text}"


@cache  # loading the pack takes longer than all the posts
def base() -> Engine:
    return Engine.load("base")


@cache
def seen() -> tuple[Seen, ...]:
    engine = base()
    return tuple(_seen(engine, row) for row in _rows())


def _seen(engine: Engine, row: dict[str, Any]) -> Seen:
    decision, post = engine.check(row["post"], at=AT), row["post"]
    given: Any = decision.to_dict("en")
    assert given["errors"] == [], post["id"]
    return Seen(
        post["id"],
        row["kind"],
        post["text"],
        row["expect"]["verdict"],
        frozenset(row["expect"].get("rules", ())),
        decision.verdict,
        frozenset(one["rule"] for one in given["findings"]),
        len(given["questions"]),
    )


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    lines = (Path(__file__).parent / "everyday" / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def table(kind: str) -> str:
    """The verdicts of a kind in numbers, and its posts that came out above or below what was expected."""
    mine = [one for one in seen() if one.kind == kind]
    counts = Counter(one.verdict for one in mine)
    head = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])
    return "\n".join([f"{kind}: {head}", *(f"  {one}" for one in mine if one.too_much or one.must - one.fired)])


def posts() -> list[Any]:
    """The number of each post under its id."""
    return [pytest.param(number, id=one["post"]["id"]) for number, one in enumerate(_rows())]


def test_there_are_twenty_posts_of_each_kind() -> None:
    assert Counter(one["kind"] for one in _rows()) == dict.fromkeys(KINDS, 20)
    assert len({one["post"]["id"] for one in _rows()}) == 120


@pytest.mark.parametrize("number", posts())
def test_a_post_is_not_stopped_for_more_than_it_says(number: int) -> None:
    one = seen()[number]
    assert not one.too_much, f"{one}\n{table(one.kind)}"


@pytest.mark.parametrize("number", posts())
def test_what_has_to_be_found_is_found(number: int) -> None:
    one = seen()[number]
    assert one.must <= one.fired, f"{one}\n{table(one.kind)}"


@pytest.mark.parametrize("number", posts())
def test_few_questions_are_asked(number: int) -> None:
    """None at all of a post that passes, for there is nothing an answer could change."""
    one = seen()[number]
    assert one.questions <= MOST_QUESTIONS, f"{one}\n{table(one.kind)}"
    if one.verdict == "allow":
        assert one.questions == 0, str(one)


def test_what_is_found_beside_the_expected_rules_is_written_down() -> None:
    """A second finding on a post needs a reason."""
    extra = Counter(name for one in seen() if one.must for name in one.fired - one.must)
    assert set(extra) == {
        "base/coarse-language",  # beside many exclamation marks
        "base/rash-company-statement",  # beside cool-off, at night
        "base/location-in-text",  # beside the geotag of somebody in charge
        "base/employee-affiliation",  # beside praise in a customer's voice
        "base/supervisor-opinion",  # beside an insult
        "base/superlative-claim",  # beside contempt for the competition
    }, extra


MINIMAL = ("Kuchen gebacken", "Danke für die schöne erste Woche!", "Off to the fair tomorrow!", "Endlich Urlaub 🏖️")


@pytest.mark.parametrize("text", MINIMAL)
def test_a_text_alone_asks_one_question_and_none_once_the_account_is_known(text: str) -> None:
    alone: Any = base().check({"text": text}, at=AT).to_dict("en")
    assert len(alone["questions"]) <= 1
    private = {"platform": "mastodon", "account": {"type": "private"}}
    known: Any = base().check({"text": text, **private}, at=AT).to_dict("en")
    assert (known["verdict"], known["questions"], known["findings"]) == ("allow", [], [])
