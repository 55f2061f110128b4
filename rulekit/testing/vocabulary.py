"""The small world the random rules and posts share, so that they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

WORDS = (
    "Chef", "Chefin", "unfähig", "unfähiger", "geheim", "Geheimnis", "Projekt", "Polarfuchs", "Halle", "3", "Nordwind", "boss",
    "bosses", "secret", "mein", "ist", "nicht", "kein", "und", "der", "wir", "haben", "not", "the", "my", "is", "„geheim“", ".", "?", ",",
    "#Polarfuchs", "#geheim", "https://shop.example/a", "http://x.example", "😀", "kündigen", "kündigen an", "angekündigt", "wenn", "ich",
    "GEHEIM", "ﬁne", "g3heim", "mail@shop.example",
)  # fmt: skip
TERMS = (
    "Chef", "unfähig", "geheim", "Geheimnis*", "boss", "secret", "an|kündigen", "Projekt Polarfuchs", "=Nordwind", "der Chef", "mein",
    "*fuchs",
)  # fmt: skip
REGEXES = ("geheim", "pol[a-z]+", "[0-9]", "^mein", "chef(in)?", "ist", "nicht.ist", "fine")

INSTANTS = (
    "2026-05-04T10:00:00+02:00", "2026-05-04T08:00:00Z", "2026-05-03T23:30:00Z", "2026-05-04T23:59:59+02:00", "2026-05-05T00:00:00+02:00",
    "2026-05-03T21:00:00-05:00",
)  # fmt: skip
TIMES = ("2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06", *INSTANTS[:3], INSTANTS[4])
WEEKDAYS = ("mon", "tue", "sun", "sat")
NUMBERS = (0, 1, 2, 20, 20.0, 40, 0.5, 280)

TEXTS: Mapping[str, Sequence[str]] = {
    "word": ("Chef", "geheim", "Polarfuchs"),
    "platform": ("x", "linkedin", "mastodon", "blog"),
    "type": ("private", "corporate", "brand"),
    "role": ("employee", "pr", "on-call"),
    "country": ("DE", "AT"),
    "kind": ("image", "video", "document"),
    "origin": ("own", "stock", "ai"),
    "license": ("CC0", "CC BY 4.0"),
    "device": ("company", "private"),
    "persona": ("employee", "customer"),
    "lang": ("de", "en"),
    "subject": ("own-company", "leisure"),
    "hashtag": ("#Polarfuchs", "Polarfuchs", "geheim"),
    "scheme": ("https", "http"),
    "host": ("shop.example", "x.example"),
    "name": ("Ada", "Nordwind"),
}
"""Values of strings, by the hint in `FIELDS`."""

_ORG_FIELDS = (
    ("context.org.listed", "boolean", ""),
    ("context.org.names", "list", "string"),
    ("context.election_date", "date", ""),
)
_REGISTER = (
    ("context.embargoes", "list", "embargo"), ("context.secrets", "list", "secret"), ("context.crises", "list", "crisis"),
    ("context.approved_platforms", "list", "string"), *_ORG_FIELDS,
)  # fmt: skip

FIELDS: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "post": (
        ("text", "text", ""), ("text", "text", ""), ("text", "text", ""), ("any_text", "texts", ""), ("any_text", "texts", ""), ("title", "text", ""),
        ("platform", "string", "platform"), ("account.type", "string", "type"), ("account.employer_visible", "boolean", ""),
        ("account.text_limit", "number", ""), ("account.bio", "text", ""), ("author.role", "many", "role"), ("author.staff", "boolean", ""),
        ("author.trained_until", "date", ""), ("geotag", "position", ""), ("geotag.place", "string", "word"), ("geotag.live", "boolean", ""),
        ("publish_at", "time", ""), ("at", "time", ""), ("at", "time", ""), ("audience.country", "string", "country"),
        ("audience.min_age", "number", ""), ("consideration", "boolean", ""), ("persona", "string", "persona"), ("device", "string", "device"),
        ("extra.n", "any", ""), ("extra.deep.n", "any", ""), ("text_chars", "number", ""), ("text_length", "number", ""),
        ("limits.text", "number", ""), ("first_line", "text", ""), ("lang", "string", "lang"), ("subject", "string", "subject"),
        ("attachments", "list", "attachment"), ("attachments", "list", "attachment"), ("hashtags", "list", "string"), ("urls", "list", "link"),
        ("links", "list", "string"), ("emoji", "list", "string"), ("recent_texts", "list", "string"), ("identifiers", "list", "identifier"),
        *_REGISTER,
    ),
    "attachment": (
        ("kind", "string", "kind"), ("kind", "string", "kind"), ("alt_text", "text", ""), ("origin", "string", "origin"),
        ("people_recognisable", "boolean", ""), ("captions", "boolean", ""), ("license", "string", "license"), ("size", "number", ""),
        ("people", "list", "person"), ("people", "list", "person"), ("checked", "boolean", ""), ("context.org.listed", "boolean", ""),
    ),
    "person": (
        ("name", "string", "name"), ("consent", "boolean", ""), ("consent", "boolean", ""), ("until", "date", ""), ("minor", "boolean", ""),
        ("platforms", "list", "string"),
    ),
    "link": (
        ("url", "string", "url"), ("host", "string", "host"), ("scheme", "string", "scheme"), ("shortener", "boolean", ""),
    ),
    "identifier": (("kind", "string", "word"),),
    "embargo": (("term", "string", "word"), ("from", "date", ""), ("until", "date", "")),
    "secret": (("term", "string", "word"),),
    "crisis": (("keywords", "list", "string"), ("until", "date", ""), ("statement_url", "string", "host")),
    "string": ((".", "string", "hashtag"),),
}  # fmt: skip
"""What a condition can name at a place: path, sort, and for lists the kind of element, for strings where values come from."""

REFERENCES: Mapping[str, Sequence[str]] = {
    "string": (
        "$post.platform", "$post.title", "$post.geotag.place", "$context.org.names", "$context.approved_platforms", "$context.secrets.term",
        "$context.crises.keywords", "$post.audience.country", "$post.hashtags",
    ),
    "number": ("$post.audience.min_age", "$post.account.text_limit", "$post.text_chars", "$context.extra.max"),
    "time": ("$post.author.trained_until", "$context.election_date", "$post.publish_at", "$post.at"),
    "date": ("$context.election_date",),
    "boolean": ("$post.author.staff",),
}  # fmt: skip

LISTS: Mapping[str, Mapping[str, Any]] = {
    "objects": {
        "account": {
            "type": TEXTS["type"],
            "employer_visible": (True, False),
            "text_limit": (20, 280),
            "bio": ("Chef", "mein Projekt"),
        },
        "author": {
            "role": ("employee", ["pr", "on-call"], ["employee"], []),
            "staff": (True, False),
            "trained_until": ("2026-05-03", "2026-05-04", INSTANTS[0]),
        },
        "geotag": {"lat": (52.5,), "lon": (13.4,), "place": ("Polarfuchs", "Halle 3"), "live": (True, False)},
        "audience": {"country": ("DE", "AT"), "min_age": (0, 16, 20), "kind": ("public", "internal")},
    },
    "plain": {
        "platform": TEXTS["platform"],
        "publish_at": INSTANTS,
        "consideration": (True, False),
        "persona": TEXTS["persona"],
        "device": TEXTS["device"],
        "hashtags": ([], ["#Polarfuchs"], ["geheim", "Polarfuchs"]),
        "links": (["https://nordwind.example/x"], ["https://x.example", "http://shop.example"]),
        "recent_texts": (["Chef"], ["mein Chef", "geheim"]),
        "extra": (
            {"n": 1},
            {"n": True, "deep": {"n": "a"}},
            {"n": "a", "deep": {"n": "b"}},
            {"deep": {}},
            {"n": [1, "b"]},
            {"deep": {"n": 1.0}},
        ),
        "lang": ("de", "en"),
    },
    "attachment": {
        "origin": TEXTS["origin"],
        "people_recognisable": (True, False),
        "captions": (True, False),
        "license": TEXTS["license"],
        "size": (1, 20),
        "checked": (True, False),
        "file_name": ("geheim.pdf", "Chef.jpg"),
        "path": ("a/geheim.pdf",),
    },
    "person": {
        "name": TEXTS["name"],
        "consent": (True, False),
        "until": ("2026-05-03", "2026-05-04", INSTANTS[0]),
        "minor": (True, False),
        "platforms": (["x"], ["linkedin", "x"], []),
    },
    "org": {
        "names": (["Nordwind"], ["Nordwind", "Halle 3"], []),
        "timezone": ("Europe/Berlin", "America/New_York"),
        "listed": (True, False),
        "service_hours": ({"from": "08:00", "to": "18:00"}, {"days": ["mon", "tue"], "from": "22:00", "to": "06:00"}),
        "holidays": (["2026-05-04"], ["2026-05-03"]),
        "domains": (["nordwind.example"], ["x.example", "shop.example"]),
    },
    "sections": {
        "embargoes": (
            [],
            [{"term": "Polarfuchs", "until": "2026-05-04"}],
            [{"term": "geheim", "from": "2026-05-04", "until": "2026-05-06"}, {"term": "Polarfuchs"}],
            [{"term": "Polarfuchs", "from": INSTANTS[0], "until": None}],
        ),
        "secrets": ([], [{"term": "Polarfuchs"}], [{"term": "geheim"}, {"term": "Halle 3"}]),
        "crises": (
            [{"keywords": ["Halle 3"], "until": "2026-05-05"}],
            [{"keywords": ["Chef", "geheim"], "statement_url": "https://nordwind.example"}],
        ),
        "approved_platforms": ([], ["x"], ["linkedin", "blog"]),
        "election_date": ("2026-05-04", "2026-05-05", None),
        "extra": ({"max": 20}, {}),
    },
}

ANSWERS: Mapping[str, Sequence[Any]] = {
    "platform": ("x", "linkedin", "myspace"),
    "type": TEXTS["type"],
    "employer_visible": (True, False),
    "imprint_url": ("https://nordwind.example",),
    "role": ("employee", ["pr"]),
    "staff": (True, False),
    "authorised": (True, False),
    "publish_at": INSTANTS,
    "country": ("DE", "AT"),
    "min_age": (0, 16, 20),
    "consideration": (True, False),
    "device": TEXTS["device"],
    "captions": (True, False),
    "origin": TEXTS["origin"],
    "license": TEXTS["license"],
    "permission": (True, "in writing"),
    "music_license": ("CC0",),
    "people_recognisable": (True, False),
    "people": ([], [{"consent": True}], [{"name": "Ada"}, {"minor": True}]),
    "consent": (True, False),
}
"""What somebody may answer when asked for a field that is missing."""
