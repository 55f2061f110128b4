from __future__ import annotations

import copy
import math
import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rulekit.model.documents import check_document
from rulekit.model.moment import is_date, is_date_time
from rulekit.model.resources import schema
from rulekit.model.shape import is_regex, is_timezone, is_uri, shape
from rulekit.model.validator import validator

NAMES = ("post.v1", "context.v1", "waivers.v1")

FULL: dict[str, Any] = {
    "post.v1": {
        "id": "1",
        "platform": "x",
        "account": {"type": "private", "imprint_url": "https://acme.example/i", "text_limit": 500},
        "author": {"role": ["employee"], "staff": True, "trained_until": "2026-05-04"},
        "text": "Grüße aus Köln",
        "lang": "de-AT",
        "attachments": [
            {
                "kind": "image",
                "origin": "own",
                "permission": True,
                "people": [{"consent": True, "until": "2026-05-04", "revoked": False}],
                "gps": {"lat": 50.9, "lon": 6.9},
                "size": 12,
            }
        ],
        "recent_geotags": ["Köln", {"lat": 1, "lon": 2, "at": "2026-05-04T10:00:00Z"}],
        "hashtags": ["acme"],
        "publish_at": "2026-05-04T10:00:00+02:00",
        "audience": {"country": "DE", "min_age": 18},
        "product": {"class": "rx"},
        "extra": {"a": [1, 2.5, {"b": None}]},
    },
    "context.v1": {
        "org": {
            "names": ["Acme"],
            "timezone": "Europe/Berlin",
            "service_hours": {"days": ["mon"], "from": "09:00", "to": "17:00"},
            "holidays": ["2026-12-25"],
            "customer_number": "KD-[0-9]{6}",
        },
        "secrets": [{"term": "Falke"}],
        "embargoes": [{"term": "Falke", "from": "2026-05-04", "until": None}],
        "crises": [{"keywords": ["Brand"], "statement_url": "https://acme.example/s"}],
        "competitors": [{"name": "Bolt", "aliases": ["B"]}],
        "products": [{"name": "P", "class": "rx", "indications": ["x"]}],
        "contacts": {"pr": {"name": {"de": "Presse", "en": "Press"}, "email": "pr@acme.example"}},
        "legal": {"opponents": ["x"]},
        "finance": {"anything": 1},
    },
    "waivers.v1": {
        "rulekit": 1,
        "waivers": [
            {"rule": "a/b", "when": {"platform": "x"}, "reason": "r", "approved_by": "p", "expires": "2026-05-04"}
        ],
    },
}
ODD: list[Any] = [
    None, True, False, 0, 1, 1.0, -1, 1.5, 91, 2**53 - 1, 2**53, -(2**53), 1e300, math.nan, math.inf, "", "x", "de\n",
    "DE", "DE\n", "image", "2026-02-29", "2024-02-29", "2026-05-04T10:00:00", "2026-05-04T24:00:00Z", "\ud800",
    "https://acme.example/ä", "http:", "(?=x)", "Europe/Berln", "mon", "09:00\n", "x" * 1001, [], [[]], ["a"], [1],
    [None], {}, {"a": 1}, {"de": "x"}, {"lat": 1}, {"name": "x"}, {"extra": 1}, {"kind": "image"}, ("a",), {1: 2},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    for step, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        found += places(item, (*path, step))
    return found


@st.composite
def near(draw: st.DrawFn) -> tuple[str, Any]:
    """A valid document with one to three places changed, removed or added to."""
    name = draw(st.sampled_from(NAMES))
    value = copy.deepcopy(FULL[name])
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(value)))
        odd = copy.deepcopy(draw(st.sampled_from(ODD)))
        if not path:
            continue
        parent = value
        for step in path[:-1]:
            parent = parent[step]
        match draw(st.sampled_from(["replace", "remove", "add"])):
            case "replace":
                parent[path[-1]] = odd
            case "remove":
                del parent[path[-1]]
            case "add" if isinstance(parent, dict):
                parent[draw(st.sampled_from(["extra", "zzz", "kind", "term", "\ud800"]))] = odd
    return name, value


def carried(value: Any, levels: int = 64) -> bool:
    """The demands on values that JSON Schema cannot state."""
    if isinstance(value, str):
        return not any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int):
        return abs(value) < 2**53
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list) and levels:
        return all(carried(item, levels - 1) for item in value)
    if isinstance(value, dict) and levels:
        return all(isinstance(k, str) and carried(k) and carried(item, levels - 1) for k, item in value.items())
    return False


@pytest.mark.parametrize("name", NAMES)
def test_a_full_document_has_the_shape(name: str) -> None:
    assert shape(schema(name))(FULL[name])


@pytest.mark.slow  # hundreds of documents
@settings(max_examples=600, deadline=None)
@given(near())
def test_the_shape_agrees_with_jsonschema_near_valid_documents(case: tuple[str, Any]) -> None:
    name, value = case
    root = schema(name)
    expected = carried(value) and validator(root).is_valid(value)
    assert shape(root)(value) == expected
    assert (check_document(value, name) == ()) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_every_place_of_a_document_agrees_with_jsonschema_on_odd_values(name: str, odd: Any) -> None:
    root = schema(name)
    fits, slow = shape(root), validator(root)
    for path in places(FULL[name])[1:]:
        value = copy.deepcopy(FULL[name])
        parent = value
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = copy.deepcopy(odd)
        assert fits(value) == (carried(value) and slow.is_valid(value)), path


@pytest.mark.parametrize(
    "bad",
    [
        {"dependentRequired": {}},
        {"not": {}},
        {"type": "text"},
        {"type": "string", "format": "email"},
        {"$ref": "other.json"},
        {"$ref": "#/$defs/missing"},
        {"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        {"const": []},
        {"items": 5},
    ],
)
def test_a_schema_that_is_not_understood_is_refused_when_compiled(bad: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        shape(bad)


def test_a_shape_can_be_sent_to_another_process() -> None:
    fits = pickle.loads(pickle.dumps(shape(schema("post.v1"))))
    assert fits({"text": "x"})
    assert not fits({"txt": "x"})


def test_64_levels_fit_and_65_do_not() -> None:
    fits = shape(schema("post.v1"))

    def nested(levels: int) -> Any:
        value: Any = 1
        for _ in range(levels):
            value = [value]
        return {"extra": {"a": value}}

    assert fits(nested(62))
    assert not fits(nested(63))
    assert check_document(nested(62), "post.v1") == ()
    assert [problem.kind for problem in check_document(nested(63), "post.v1")] == ["depth"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2026-05-04", True), ("2024-02-29", True), ("2026-02-29", False), ("1900-02-29", False), ("2026-13-01", False),
     ("2026-5-4", False), ("0001-01-01", False), ("9999-12-31", False), ("2026-05-04\n", False), ("٢٠٢٦-٠٥-٠٤", False)],
)  # fmt: skip
def test_dates_are_days_of_the_calendar(text: str, is_one: bool) -> None:
    assert is_date(text) == is_one


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
@example(2000, 2, 29)
@example(2100, 2, 29)
@example(2026, 4, 31)
@example(9998, 12, 31)
@example(9999, 1, 1)
@example(1000, 1, 1)
@example(999, 12, 31)
def test_a_date_is_one_that_the_calendar_has(year: int, month: int, day: int) -> None:
    try:
        there = date(year, month, day) is not None and 1000 <= year <= 9998
    except ValueError:
        there = False
    text = f"{year:04}-{month:02}-{day:02}"
    assert is_date(text) == there
    assert is_date_time(f"{text}T10:00:00Z") == there


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2026-05-04T10:00:00+02:00", True), ("2026-05-04T10:00:00Z", True), ("2026-05-04t10:00:00.123z", True),
     ("2026-05-04T10:00:00", False), ("2026-05-04 10:00:00Z", False), ("2026-05-04T10:00Z", False),
     ("2026-05-04T23:59:60Z", False), ("2026-05-04T24:00:00Z", False), ("2026-05-04T10:00:00+24:00", False),
     ("2026-02-30T10:00:00Z", False), ("2026-05-04T10:00:00Z\n", False)],
)  # fmt: skip
def test_times_carry_their_offset(text: str, is_one: bool) -> None:
    assert is_date_time(text) == is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://acme.example", True), ("https://münchen.de/ä?x#y", True), ("mailto:a@acme.example", True),
     ("acme.example", False), ("http:", False), ("https:///x", False), ("https://a b", False), ("https://a\n", False)],
)  # fmt: skip
def test_addresses_have_a_scheme(text: str, is_one: bool) -> None:
    assert is_uri(text) == is_one


def test_regexes_are_those_of_re2_and_time_zones_those_of_tzdata() -> None:
    assert is_regex("KD-[0-9]{6}")
    assert not is_regex("(?=x)")
    assert is_timezone("Europe/Berlin")
    assert not is_timezone("Europe/Berln")
    assert not is_timezone("../tzdata")
