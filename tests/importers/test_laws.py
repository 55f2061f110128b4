"""Whatever JSON is given, an importer gives a post or says why not, and checking that post never fails."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulekit import Engine, InvalidPost
from rulekit.importers.table import importers
from rulekit.model.documents import load_post

from .samples import BLUESKY, MASTODON, NOTE, X1, X2

pytestmark = pytest.mark.slow  # hundreds of payloads, each checked

LAW = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def names(value: Any) -> set[str]:
    """Every key in a value."""
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in names(item)}
    return {name for item in value for name in names(item)} if isinstance(value, list) else set()


def words(value: Any) -> set[str]:
    """Every text in a value."""
    if isinstance(value, dict | list):
        return {text for item in (value.values() if isinstance(value, dict) else value) for text in words(item)}
    return {value} if isinstance(value, str) else set()


SAMPLES = (MASTODON, BLUESKY, NOTE, X1, X2)
KEYS = sorted(
    names(list(SAMPLES))
    | {"reblog", "quote", "poll", "card", "options", "params", "value", "thread", "oneOf", "retweeted_status"}
)
TEXTS = sorted(
    words(list(SAMPLES)) | {"Create", "Announce", "Update", "app.bsky.feed.repost", "<p>", "2026-13-01T00:00:00Z"}
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(TEXTS) | st.text(max_size=8)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6)
    ),
)


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A sample in which some values are replaced by others."""
    value = json.loads(json.dumps(draw(st.sampled_from(SAMPLES))))
    for _ in range(draw(st.integers(1, 4))):
        place = value
        while True:
            steps = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not steps:
                break
            step = draw(st.sampled_from(steps))
            if isinstance(place[step], dict | list) and place[step] and draw(st.integers(0, 3)):
                place = place[step]
                continue
            place[step] = draw(ANYTHING)
            break
    return value


@cache  # one engine for all examples
def base() -> Engine:
    return Engine.load("base")


def told(payload: Any) -> None:
    for importer in importers().values():
        try:
            post = importer.read(payload)
        except InvalidPost as error:
            assert all(problem.what.en and problem.what.de for problem in error.problems)
            continue
        assert load_post(json.dumps(post)) == post
        assert importer.read(payload) == post
        assert base().check(post, at="2026-03-02T10:00:00Z").to_dict("de")


@LAW
@given(ANYTHING)
def test_any_value_is_a_post_or_no_post(payload: Any) -> None:
    told(payload)


@LAW
@given(damaged())
def test_a_damaged_payload_is_a_post_or_no_post(payload: Any) -> None:
    told(payload)


def test_a_payload_nested_deeper_than_any_is_refused() -> None:
    deep: Any = {}
    for _ in range(5000):
        deep = {"reblog": deep, "content": "a"}
    for importer in importers().values():
        try:
            importer.read({"content": "a", "text": "b", "type": "Note", "x": deep})
        except InvalidPost as error:
            assert error.problems[0].kind == "depth"
        else:
            raise AssertionError(importer.name)
