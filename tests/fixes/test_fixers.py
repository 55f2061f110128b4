"""What each fixer makes of a post."""

from __future__ import annotations

from typing import Any

import pytest

from rulekit.fixes.labels import HEALTH_TEXT
from rulekit.fixes.table import fixers

from .helpers import POST, base, further, mend

SERVICE = {"account": {"type": "brand", "employer_visible": True}, "author": {"role": "service", "authorised": True}}
BRAND = {"account": {"type": "brand", "employer_visible": True}, "author": {"role": "editor", "authorised": True}}
LONG = "Die neue Lampe, ab heute."

TEXTS: list[tuple[str, dict[str, Any], str]] = [
    # advertising, by the country of the audience
    (
        "add-ad-label",
        {"text": "Mit meinem Rabattcode ANNA20 spart ihr 20 %"},
        "Werbung | Mit meinem Rabattcode ANNA20 spart ihr 20 %",
    ),
    ("add-ad-label", {"text": "Lampe!", "consideration": True, "audience": {"country": "AT"}}, "Anzeige | Lampe!"),
    ("add-ad-label", {"text": "Lampe!", "consideration": True, "audience": {"country": "CH"}}, "Werbung | Lampe!"),
    ("add-ad-label", {"text": "My lamp.", "consideration": True, "audience": {"country": "GB"}}, "Ad: My lamp."),
    ("add-ad-label", {"text": "My lamp.", "consideration": True, "audience": {"country": "US"}}, "Ad: My lamp."),
    (
        "add-ad-label",
        {"text": "The lamp is here and I like it.", "consideration": True, "audience": {"country": "NL"}},
        "Advertisement | The lamp is here and I like it.",
    ),
    ("add-ad-label", {"text": "Ad: my lamp.", "consideration": True}, "Werbung | Ad: my lamp."),
    # whose opinion, who writes
    (
        "add-opinion-disclaimer",
        {"text": "Ich finde, Nordwind sollte mehr Homeoffice erlauben."},
        "Ich finde, Nordwind sollte mehr Homeoffice erlauben.\n\nMeine persönliche Meinung.",
    ),
    (
        "add-opinion-disclaimer",
        {"text": "I think our company should move faster.\n"},
        "I think our company should move faster.\n\nMy personal opinion.",
    ),
    (
        "add-affiliation",
        {
            "text": "Die Lampe von Nordwind ist großartig!",
            "account": {"type": "private", "employer_visible": False},
            "author": {"staff": True},
        },
        "Die Lampe von Nordwind ist großartig!\n\nIch arbeite bei Nordwind.",
    ),
    (
        "add-affiliation",
        {
            "text": "Nordwind makes amazing lamps, and I like them.",
            "account": {"type": "private", "employer_visible": False},
            "author": {"staff": True},
        },
        "Nordwind makes amazing lamps, and I like them.\n\nI work at Nordwind.",
    ),
    # made by AI
    (
        "add-ai-label",
        {
            "text": "Unser Büro von morgen",
            "attachments": [
                {"kind": "image", "origin": "ai", "realistic": True, "people_recognisable": False, "alt_text": "Büro"}
            ],
        },
        "Unser Büro von morgen\n\nBild: KI-generiert",
    ),
    (
        "add-ai-label",
        {
            "text": "This is the office of tomorrow",
            "attachments": [
                {
                    "kind": "video",
                    "origin": "own",
                    "ai_generated": True,
                    "realistic": True,
                    "people_recognisable": False,
                    "captions": True,
                    "music_license": None,
                }
            ],
        },
        "This is the office of tomorrow\n\nVideo: AI-generated",
    ),
    # jobs
    (
        "add-gender-note",
        {"text": "Verkäuferin gesucht, ab sofort in Kiel."},
        "Verkäuferin (m/w/d) gesucht, ab sofort in Kiel.",
    ),
    (
        "add-gender-note",
        {"text": "Wir suchen einen Elektroniker für unser Werk."},
        "Wir suchen einen Elektroniker (m/w/d) für unser Werk.",
    ),
    # medicines
    (
        "update-health-text",
        {
            "text": "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihren Arzt oder Apotheker."
        },
        HEALTH_TEXT,
    ),
    (
        "update-health-text",
        {
            "text": "Frei.\nZu Risiken und Nebenwirkungen lesen\nSie bitte die Packungsbeilage und fragen Sie Ihren Arzt oder Ihren Apotheker! Gute Zeit."
        },
        f"Frei.\n{HEALTH_TEXT}! Gute Zeit.",
    ),
    # personal data
    (
        "mask-personal-data",
        {"text": "Frau Meier, zu Ihrer Kundennr. 4711234 melden wir uns."},
        "Frau Meier, zu Ihrer Kundennr. ••••34 melden wir uns.",
    ),
    (
        "mask-personal-data",
        {"text": "Das Konto DE89 3704 0044 0532 0130 00 gehört Herrn Krüger."},
        "Das Konto ••••00 gehört Herrn Krüger.",
    ),
    (
        "mask-personal-data",
        {"text": "Our client is called on +49 171 1234567, she said."},
        "Our client is called on ••••67, she said.",
    ),
    (
        "mask-personal-data",
        {"text": "Die Frau aus dem Video wohnt in der Lindenstraße 12."},
        "Die Frau aus dem Video wohnt in der Lindenstraße ••••.",
    ),
    # hashtags
    (
        "trim-hashtags",
        {"text": "Neu! #a1 #b2 #c3 #d4 #e5 #f6 #g7", "platform": "instagram"},
        "Neu! #a1 #b2 #c3 #d4 #e5",
    ),
    (
        "trim-hashtags",
        {"text": "Unser #Licht ist #neu, sagt #Anna im #Werk bei #Kiel und #Emden.", "platform": "instagram"},
        "Unser #Licht ist #neu, sagt #Anna im #Werk bei #Kiel und Emden.",
    ),
    (
        "trim-hashtags",
        {"text": "Neu, und zwar überall!\n#a1 #b2 #c3\n#d4 #e5 #f6\nBis bald.", "platform": "instagram"},
        "Neu, und zwar überall!\n#a1 #b2 #c3\n#d4 #e5\nBis bald.",
    ),
    ("trim-hashtags", {"text": "Los geht's #GutesTun"}, "Los geht's"),
    (
        "camelcase-hashtags",
        {"text": "Guter Kaffee, gute Laune #guterkaffee #nordwindleuchtet"},
        "Guter Kaffee, gute Laune #GuterKaffee #NordwindLeuchtet",
    ),
    ("camelcase-hashtags", {"text": "New #office_party and #Kaffee"}, "New #Office_Party and #Kaffee"),
    # markup
    ("strip-markup", {"text": "Das ist **wichtig**: Wir <b>ziehen</b> um."}, "Das ist wichtig: Wir ziehen um."),
    ("strip-markup", {"text": "<p>Eins</p><p>Zwei<br>Drei</p>"}, "Eins\nZwei\nDrei"),
    (
        "strip-markup",
        {"text": "Mehr [im Blog](https://nordwind.example/blog) &uuml;ber 5 < 7."},
        "Mehr im Blog (https://nordwind.example/blog) über 5 < 7.",
    ),
    (
        "strip-markup",
        {"text": 'See <a href="https://nordwind.example">here</a> &amp; now'},
        "See here (https://nordwind.example) & now",
    ),
    (
        "strip-markup",
        {"text": "## Our week\nA lot **really** happened __today__."},
        "Our week\nA lot really happened today.",
    ),
]


@pytest.mark.parametrize(("name", "post", "text"), TEXTS)
def test_a_text_is_mended(name: str, post: dict[str, Any], text: str) -> None:
    engine = further() if name in ("update-health-text", "camelcase-hashtags") else base()
    mending = mend(post, engine, only=[name])
    assert mending.post["text"] == text
    assert [(change.fix, change.at, change.after) for change in mending.changed] == [(name, "/text", text)]


FIELDS: list[tuple[str, dict[str, Any], str, Any]] = [
    ("drop-geotag", {"text": "Messe", "author": {"role": "executive"}, "geotag": {"place": "Mailand"}}, "geotag", None),
    (
        "coarsen-geotag",
        {"text": "x", "geotag": {"lat": 47.4987, "lon": 19.04, "live": True}},
        "geotag",
        {"lat": 47.5, "lon": 19},
    ),
    (
        "coarsen-geotag",
        {"text": "x", "geotag": {"place": "Café Luna, Milano", "live": True}},
        "geotag",
        {"place": "Milano"},
    ),
    (
        "coarsen-geotag",
        {"text": "x", "geotag": {"place": "Hotel Post", "lat": 47.44, "lon": 9.06, "live": True}},
        "geotag",
        {"lat": 47.4, "lon": 9.1},
    ),
    # an embargo ends: at an instant, after a day, and the later of two
    ("schedule-after-embargo", {"text": "Der Polarfuchs kommt"}, "publish_at", "2026-04-01T09:00:00+02:00"),
    ("schedule-after-embargo", {"text": "Schneehase!"}, "publish_at", "2026-04-03T00:00:00+02:00"),
    ("schedule-after-embargo", {"text": "Polarfuchs und Schneehase"}, "publish_at", "2026-04-03T00:00:00+02:00"),
    # on a company's account into service hours: 3 April is a Friday
    ("schedule-after-embargo", {"text": "Schneehase!", **BRAND}, "publish_at", "2026-04-03T08:00:00+02:00"),
    # out of hours: the same day, the next day, over a weekend, over Easter Monday
    (
        "schedule-in-service-hours",
        {"text": "Gern!", **SERVICE, "reply_to": {"sentiment": "neutral"}, "publish_at": "2026-03-03T06:15:00+01:00"},
        "publish_at",
        "2026-03-03T08:00:00+01:00",
    ),
    (
        "schedule-in-service-hours",
        {"text": "Gern!", **SERVICE, "reply_to": {"sentiment": "neutral"}, "publish_at": "2026-03-03T18:00:00+01:00"},
        "publish_at",
        "2026-03-04T08:00:00+01:00",
    ),
    (
        "schedule-in-service-hours",
        {"text": "Gern!", **SERVICE, "reply_to": {"sentiment": "neutral"}, "publish_at": "2026-03-28T12:00:00+01:00"},
        "publish_at",
        "2026-03-30T08:00:00+02:00",
    ),
    (
        "schedule-in-service-hours",
        {"text": "Gern!", **SERVICE, "reply_to": {"sentiment": "neutral"}, "publish_at": "2026-04-04T12:00:00+02:00"},
        "publish_at",
        "2026-04-07T08:00:00+02:00",
    ),
    # stated hashtags count like those in the text
    (
        "trim-hashtags",
        {"text": "Neu #a1", "hashtags": ["#b2", "c3", "d4", "e5", "f6"], "platform": "instagram"},
        "hashtags",
        ["#b2", "c3", "d4", "e5"],
    ),
]


@pytest.mark.parametrize(("name", "post", "field", "value"), FIELDS)
def test_a_field_is_mended(name: str, post: dict[str, Any], field: str, value: Any) -> None:
    mending = mend(post, further() if name == "coarsen-geotag" else base(), only=[name])
    assert mending.post.get(field) == value
    assert {change.fix for change in mending.changed} == {name}
    assert all(change.at.startswith(f"/{field}") for change in mending.changed)


def test_personal_data_in_an_alt_text_is_masked_and_in_a_picture_is_not() -> None:
    picture = {
        "kind": "image",
        "origin": "own",
        "people_recognisable": False,
        "alt_text": "Brief an Kundennr. 4711234",
        "ocr_text": "Kundennr. 9911299",
    }
    mending = mend({"text": "Post", "attachments": [picture]})
    assert mending.post["attachments"] == [{**picture, "alt_text": "Brief an Kundennr. ••••34"}]
    assert mending.decision.verdict == "block"


REASONS: list[tuple[str, dict[str, Any], str]] = [
    ("mask-personal-data", {"text": "Frau Meier hatte eine Fehlgeburt."}, "only a person can reword"),
    ("add-gender-note", {"text": "Wir suchen Verstärkung (m/w/d) für unser junges Team."}, "open to all"),
    ("schedule-after-embargo", {"text": "Der Eisbär kommt"}, "no end of the embargo"),
    (
        "strip-file-position",
        {
            "text": "See",
            "attachments": [
                {
                    "kind": "image",
                    "origin": "own",
                    "people_recognisable": False,
                    "alt_text": "See",
                    "gps": {"lat": 47.5, "lon": 11.3},
                }
            ],
        },
        "not at hand",
    ),
]


@pytest.mark.parametrize(("name", "post", "reason"), REASONS)
def test_what_cannot_be_mended_says_why(name: str, post: dict[str, Any], reason: str) -> None:
    mending = mend(post)
    assert [(item.fix, item.worsens) for item in mending.withdrawn] == [(name, ())]
    assert reason in mending.withdrawn[0].why.en
    assert not mending.changed
    assert dict(mending.post) == {**POST, **post}


def test_the_milder_of_two_fixers_goes_first_and_the_other_when_it_cannot_help() -> None:
    assert mend({"text": "x", "geotag": {"place": "A, B", "live": True}}, further()).post["geotag"] == {"place": "B"}
    named = mend({"text": "x", "geotag": {"place": "Hotel Post", "live": True}}, further())
    assert "geotag" not in named.post
    assert [change.fix for change in named.changed] == ["drop-geotag"]


def test_a_hashtag_stays_the_same_hashtag() -> None:
    mending = mend({"text": "Gute Straße #gutestraße #ganzneuestag"}, further(), only=["camelcase-hashtags"])
    assert mending.post["text"] == "Gute Straße #GuteStraße #ganzneuestag"


@pytest.mark.parametrize("name", list(fixers()))
def test_every_fixer_says_in_both_languages_what_it_does(name: str) -> None:
    fixer = fixers()[name]
    for said in (fixer.says, fixer.needs or fixer.says):
        assert said.en != said.de
        assert all(2 < len(one.split()) <= 20 for one in said)
    assert all(touched.startswith("/") for touched in fixer.touches)
