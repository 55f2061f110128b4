from __future__ import annotations

import json
from typing import Any

import pytest

from rulekit.errors import InvalidContext, InvalidPost
from rulekit.model.documents import PostLoader, check_document, load_context, load_post
from rulekit.model.resources import schema

BAD_POSTS: list[tuple[Any, str]] = [
    (
        {"plattform": "x"},
        "/plattform: `plattform` is not a key of a post; did you mean `platform`? free data goes under `extra`",
    ),
    (
        {"role": "pr"},
        "/role: `role` is not a key of a post; it belongs under `author`",
    ),
    (
        {"txt": "a"},
        "/txt: `txt` is not a key of a post; did you mean `text`? free data goes under `extra`",
    ),
    (
        {"zzzz": 1},
        "/zzzz: `zzzz` is not a key of a post; free data goes under `extra`",
    ),
    (
        {"text": 5},
        "/text: `text` has to be text, not `5`; put it in quotes",
    ),
    (
        {"text": ["a"]},
        "/text: `text` has to be text, not a list",
    ),
    (
        {"text": {"de": "a"}},
        "/text: `text` has to be text, not a mapping",
    ),
    (
        {"attachments": "a.jpg"},
        '/attachments: `attachments` has to be a list, not `"a.jpg"`; write it as a list with one entry',
    ),
    (
        {"attachments": [{"kind": "picture"}]},
        (
            "/attachments/0/kind: `kind` has to be one of `image`, `video`, `audio`, `document`, "
            '`link-card`, `poll`, not `"picture"`'
        ),
    ),
    (
        {"attachments": [{"kind": "imag"}]},
        (
            "/attachments/0/kind: `kind` has to be one of `image`, `video`, `audio`, `document`, "
            '`link-card`, `poll`, not `"imag"`; did you mean `image`?'
        ),
    ),
    (
        {"attachments": [{"kind": 5}]},
        (
            "/attachments/0/kind: `kind` has to be one of `image`, `video`, `audio`, `document`, "
            "`link-card`, `poll`, not `5`"
        ),
    ),
    (
        {"attachments": ["a.jpg"]},
        '/attachments/0: entry 1 of `attachments` has to be a mapping (keys with values), not `"a.jpg"`',
    ),
    (
        {"attachments": [{"knd": 1}]},
        (
            "/attachments/0/knd: `knd` is not a key of entry 1 of `attachments`; did you mean `kind`? free "
            "data goes under `extra`"
        ),
    ),
    (
        {"attachments": [{"size": -1}]},
        "/attachments/0/size: `size` is `-1`; at least `0` is needed",
    ),
    (
        {"attachments": [{"size": 1.5}]},
        "/attachments/0/size: `size` has to be a whole number, not `1.5`",
    ),
    (
        {"publish_at": "2026-05-04T10:00:00"},
        (
            "/publish_at: `publish_at` has to be a time with its offset from UTC such as "
            '`2026-05-04T10:00:00+02:00`, not `"2026-05-04T10:00:00"`'
        ),
    ),
    (
        {"publish_at": "2026-05-04"},
        (
            "/publish_at: `publish_at` has to be a time with its offset from UTC such as "
            '`2026-05-04T10:00:00+02:00`, not `"2026-05-04"`'
        ),
    ),
    (
        {"publish_at": 5},
        (
            "/publish_at: `publish_at` has to be a time with its offset from UTC such as "
            "`2026-05-04T10:00:00+02:00`, not `5`"
        ),
    ),
    (
        {"audience": {"country": "de"}},
        '/audience/country: `country` has to be text such as `DE`, `AT`, `CH`, not `"de"`',
    ),
    (
        {"audience": {"country": "DE\n"}},
        '/audience/country: `country` has to be text such as `DE`, `AT`, `CH`, not `"DE\\n"`',
    ),
    (
        {"audience": {"kind": "Public"}},
        (
            "/audience/kind: `kind` has to be one of `public`, `followers`, `internal`, `direct`, not "
            '`"Public"`; did you mean `public`?'
        ),
    ),
    (
        {"geotag": {"lat": 91}},
        "/geotag/lat: `lat` is `91`; at most `90` is allowed",
    ),
    (
        {"geotag": {"lat": "50"}},
        '/geotag/lat: `lat` has to be a number, not `"50"`',
    ),
    (
        {"geotag": "Köln"},
        '/geotag: `geotag` has to be a mapping (keys with values), not `"Köln"`',
    ),
    (
        {"author": {"role": [1]}},
        "/author/role/0: entry 1 of `role` has to be text, not `1`; put it in quotes",
    ),
    (
        {"author": {"role": {}}},
        "/author/role: `role` has to be a list or text, not a mapping",
    ),
    (
        {"author": {"staff": "yes"}},
        (
            '/author/staff: `staff` has to be yes or no (`true` or `false`), not `"yes"`; write `true` or '
            "`false` without quotes"
        ),
    ),
    (
        {"author": {"staff": 1}},
        "/author/staff: `staff` has to be yes or no (`true` or `false`), not `1`",
    ),
    (
        {"author": {"trained_until": "soon"}},
        (
            "/author/trained_until: `trained_until` has to be a date such as `2026-05-04` or a time with "
            'its offset from UTC such as `2026-05-04T10:00:00+02:00`, not `"soon"`'
        ),
    ),
    (
        {"attachments": [{"people": [{"revoked": "x"}]}]},
        (
            "/attachments/0/people/0/revoked: `revoked` has to be yes or no (`true` or `false`) or a date "
            "such as `2026-05-04` or a time with its offset from UTC such as `2026-05-04T10:00:00+02:00`, "
            'not `"x"`'
        ),
    ),
    (
        {"attachments": [{"people": [{"until": 5}]}]},
        (
            "/attachments/0/people/0/until: `until` has to be a date such as `2026-05-04` or a time with "
            "its offset from UTC such as `2026-05-04T10:00:00+02:00`, not `5`"
        ),
    ),
    (
        {"attachments": [{"permission": 5}]},
        (
            "/attachments/0/permission: `permission` has to be yes or no (`true` or `false`) or text, not "
            "`5`; put it in quotes"
        ),
    ),
    (
        {"account": {"imprint_url": "acme.example"}},
        (
            "/account/imprint_url: `imprint_url` has to be an address with its scheme such as "
            '`https://acme.example/page`, not `"acme.example"`'
        ),
    ),
    (
        {"account": "acme"},
        '/account: `account` has to be a mapping (keys with values), not `"acme"`',
    ),
    (
        {"lang": "de_DE"},
        '/lang: `lang` has to be text such as `de`, `en`, `de-AT`, not `"de_DE"`',
    ),
    (
        {"text": "x" * 100001},
        "/text: `text` has 100001 characters; at most 100000 are allowed",
    ),
    (
        {"hashtags": ["a"] * 1001},
        "/hashtags: `hashtags` has 1001 entries; at most 1000 are allowed",
    ),
    (
        {"hashtags": "a"},
        '/hashtags: `hashtags` has to be a list, not `"a"`; write it as a list with one entry',
    ),
    (
        {"hashtags": [None]},
        "/hashtags/0: entry 1 of `hashtags` has to be text, not `null`",
    ),
    (
        {"extra": []},
        "/extra: `extra` has to be a mapping (keys with values), not a list",
    ),
    (
        [],
        "the document has to be a mapping (keys with values), not a list",
    ),
    (
        None,
        "the document has to be a mapping (keys with values), not `null`",
    ),
    (
        {"extra": {"a": float("nan")}},
        "/extra/a: `a` is `NaN`, which JSON cannot carry exactly; give another number, or a text",
    ),
    (
        {"extra": {"a": 2**60}},
        "/extra/a: `a` is `1152921504606846976`, which JSON cannot carry exactly; give another number, or a text",
    ),
    (
        {"extra": {"a": 10**5000}},
        (
            "/extra/a: `a` is `a number of more than 40 digits`, which JSON cannot carry exactly; give "
            "another number, or a text"
        ),
    ),
    (
        {"text": "\ud800"},
        "/text: this text holds half of a character (a lone surrogate); write the whole character",
    ),
    (
        {"extra": {"\ud800": 1}},
        "/extra: this text holds half of a character (a lone surrogate); write the whole character",
    ),
    (
        {"extra": {"a": ("b",)}},
        (
            "/extra/a: `a` holds something JSON does not have; give text, a number, `true`, `false`, "
            "`null`, a list or a mapping"
        ),
    ),
    (
        {1: 2},
        "the key `1` is not a text; give it as a text",
    ),
    (
        {"recent_geotags": [5]},
        (
            "/recent_geotags/0: entry 1 of `recent_geotags` has to be a mapping (keys with values) or text, "
            "not `5`; put it in quotes"
        ),
    ),
    (
        {"recent_geotags": [{"plac": "Köln"}]},
        (
            "/recent_geotags/0/plac: `plac` is not a key of entry 1 of `recent_geotags`; did you mean "
            "`place`? free data goes under `extra`"
        ),
    ),
    (
        {"consideration": "no"},
        (
            '/consideration: `consideration` has to be yes or no (`true` or `false`), not `"no"`; write '
            "`true` or `false` without quotes"
        ),
    ),
    (
        {"product": {"class": "drug"}},
        (
            "/product/class: `class` has to be one of `rx`, `otc`, `medical-device`, `cosmetic`, "
            '`security`, `fund`, `credit`, `crypto`, `insurance`, `other`, not `"drug"`'
        ),
    ),
    (
        {"guest": []},
        "/guest: `guest` has to be yes or no (`true` or `false`), not a list",
    ),
]


@pytest.mark.parametrize(("post", "message"), BAD_POSTS, ids=range(len(BAD_POSTS)))
def test_a_bad_post_is_told_what_is_wrong_in_plain_words(post: Any, message: str) -> None:
    with pytest.raises(InvalidPost) as caught:
        load_post(post)
    assert caught.value.render("en") == message
    german = caught.value.render("de")
    assert german != message
    assert "has to be" not in german
    german.encode()


def test_all_problems_are_told_at_once_by_place() -> None:
    with pytest.raises(InvalidPost) as caught:
        load_post({"text": 5, "plattform": "x", "attachments": [{"kind": "foto", "size": "big"}]})
    places = [problem.at for problem in caught.value.problems]
    assert places == ["/attachments/0/kind", "/attachments/0/size", "/plattform", "/text"]


def test_a_post_as_json_text_is_shown_with_its_lines() -> None:
    with pytest.raises(InvalidPost) as caught:
        load_post(b'{"text": "a",\n "plattform": "x"}', file="post.json")
    assert str(caught.value) == (
        "post.json:2:2: `plattform` is not a key of a post; did you mean `platform`? "
        'free data goes under `extra`\n     2 |  "plattform": "x"}\n          ^'
    )


def test_a_post_that_is_not_json_is_an_invalid_post() -> None:
    with pytest.raises(InvalidPost, match="never closed"):
        load_post("{")


def test_a_good_post_comes_back_as_it_is() -> None:
    post = {"text": "Grüße", "extra": {"a": [1, None]}}
    assert load_post(post) is post
    assert load_post(json.dumps(post)) == post
    assert PostLoader()(json.dumps(post).encode()) == post


def test_null_is_welcome_everywhere_in_a_post() -> None:
    assert load_post(dict.fromkeys(schema("post.v1")["properties"]))
    attachment = schema("post.v1")["properties"]["attachments"]["items"]["properties"]
    assert load_post({"attachments": [dict.fromkeys(attachment)]})


def test_many_problems_do_not_take_long() -> None:
    with pytest.raises(InvalidPost) as caught:
        load_post({f"key{number}": number for number in range(100_000)})
    assert len(caught.value.problems) == 100


BAD_CONTEXTS = [
    ({"org": {"timezone": "Europe/Berln"}}, "an IANA time zone such as `Europe/Berlin`"),
    ({"org": {"customer_number": "(?=x)"}}, "a regular expression that RE2 accepts"),
    ({"org": {"service_hours": {"from": "9:00", "to": "17:00"}}}, "`from` has to be text such as `09:00`, not `"),
    ({"org": {"service_hours": {"from": "09:00"}}}, "the key `to` is missing in `service_hours`"),
    ({"embargoes": [{"from": "2026-05-04"}]}, "the key `term` is missing in entry 1 of `embargoes`"),
    ({"embargoes": [{"term": "x", "from": "May"}]}, "a date such as `2026-05-04` or a time"),
    ({"secrets": [{"term": ""}]}, "`term` is an empty text"),
    ({"contacts": {"pr": {"name": "x", "mail": "y"}}}, "`mail` is not a key of `pr`; did you mean `email`?"),
    ({"hospital": {}}, "`hospital` is not a key of a register; free data goes under `extra`"),
    ({"finance": []}, "`finance` has to be a mapping"),
    ({"secrets": None}, "`secrets` has to be a list, not `null`"),
]


@pytest.mark.parametrize(("context", "part"), BAD_CONTEXTS)
def test_a_bad_register_is_told_what_is_wrong(context: Any, part: str) -> None:
    with pytest.raises(InvalidContext) as caught:
        load_context(context)
    assert part in str(caught.value)


def test_waivers_are_checked_with_the_places_given() -> None:
    value = {"rulekit": 1, "waivers": [{"rule": "a/b", "resaon": "x", "approved_by": "p", "expires": "2026-05-04"}]}
    lines = ["rulekit: 1", "waivers:", "- {rule: a/b, resaon: x}"]
    places = {"": (1, 1), "/waivers/0": (3, 3), "/waivers/0/resaon": (3, 15)}
    missing, unknown = check_document(value, "waivers.v1", places, "w.yaml", lines)
    assert missing.render() == (
        "w.yaml:3:3: the key `reason` is missing in entry 1 of `waivers`; add `reason`\n"
        "     3 | - {rule: a/b, resaon: x}\n           ^"
    )
    assert (unknown.line, unknown.column, unknown.nearest) == (3, 15, "reason")
