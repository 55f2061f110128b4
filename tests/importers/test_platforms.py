"""What each platform gives out becomes the post its readers see."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from rulekit import InvalidPost, Post
from rulekit.importers.table import imported

from .samples import ADDRESS, BLUESKY, MASTODON, NOTE, X1, X2


def post(payload: Any, platform: str) -> dict[str, Any]:
    """The imported post; what is left of the payload apart, so that the rest can be compared whole."""
    before = copy.deepcopy(payload)
    found = imported(payload, platform)
    assert payload == before, "the payload given is not touched"
    return found


def without_extra(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "extra"}


# --- Mastodon ----------------------------------------------------------------------------------------------------


def test_a_status_is_read_whole() -> None:
    found = post(MASTODON, "mastodon")
    assert without_extra(found) == {
        "platform": "mastodon",
        "id": "113880000000000001",
        "account": {"handle": "@nordwind", "bio": "Wir bauen Lampen."},
        "text": "Unser Stand auf der Messe ist fertig & offen! 🎉 Wer das nicht mag, ist ein Idiot.\n\n"
        f"Mehr dazu: {ADDRESS}\nMit @anna #Messe",
        "title": "Messe, viele Bilder",
        "lang": "de",
        "publish_at": "2026-03-02T09:30:00.000Z",
        "audience": {"kind": "public"},
        "mentions": ["@anna@andere.example"],
        "hashtags": ["lampen"],
        "attachments": [{"kind": "image", "alt_text": "Ein Messestand mit Lampen"}, {"kind": "image"}],
    }


def test_what_is_not_understood_stays_under_extra() -> None:
    rest = post({**MASTODON, "neu": {"a": [1]}, "language": "und"}, "mastodon")["extra"]["mastodon"]
    assert rest["neu"] == {"a": [1]}
    assert rest["language"] == "und"
    assert rest["favourites_count"] == 12
    assert rest["account"]["display_name"] == "Nordwind"
    assert [medium["id"] for medium in rest["media_attachments"]] == ["22", "23"]
    assert "content" not in rest


@pytest.mark.parametrize(
    ("visibility", "kind"),
    [("public", "public"), ("unlisted", "public"), ("private", "followers"), ("direct", "direct")],
)
def test_visibility_is_the_audience(visibility: str, kind: str) -> None:
    assert post({**MASTODON, "visibility": visibility}, "mastodon")["audience"] == {"kind": kind}


def test_an_edited_status_is_judged_at_the_time_of_its_edit() -> None:
    found = post({**MASTODON, "edited_at": "2026-03-03T08:00:00Z"}, "mastodon")
    assert found["publish_at"] == "2026-03-03T08:00:00Z"
    assert found["extra"]["mastodon"]["created_at"] == MASTODON["created_at"]


def test_a_boost_shows_the_words_of_another_account_in_ones_own_name() -> None:
    boost = {
        "id": "2",
        "created_at": "2026-04-01T10:00:00Z",
        "visibility": "private",
        "content": "",
        "account": {"acct": "lager"},
        "reblog": MASTODON,
    }
    found = post(boost, "mastodon")
    assert found["text"].startswith("Unser Stand")
    assert len(found["attachments"]) == 2
    assert (found["id"], found["account"], found["publish_at"]) == ("2", {"handle": "@lager"}, "2026-04-01T10:00:00Z")
    assert found["audience"] == {"kind": "followers"}
    assert found["extra"]["repost_of"]["handle"] == "@nordwind"


def test_a_quoted_status_a_poll_and_a_link_preview_are_read_by_readers() -> None:
    found = post(
        {
            **MASTODON,
            "quote": {
                "state": "accepted",
                "quoted_status": {**MASTODON, "content": "<p>Zitiert</p>", "spoiler_text": ""},
            },
            "poll": {"options": [{"title": "Ja", "votes_count": 1}, {"title": "Nein"}]},
            "card": {
                "url": "https://zeitung.example/a",
                "title": "Schlagzeile",
                "description": "Vorspann",
                "type": "link",
            },
        },
        "mastodon",
    )
    assert found["attachments"][2:] == [
        {"kind": "poll", "ocr_text": "Ja\nNein"},
        {"kind": "link-card", "ocr_text": "Schlagzeile\nVorspann"},
        {"kind": "link-card", "ocr_text": "Zitiert", "alt_text": "Ein Messestand mit Lampen"},
    ]
    assert found["links"] == ["https://zeitung.example/a", MASTODON["url"]]
    assert found["extra"]["quote_of"]["handle"] == "@nordwind"


def test_a_link_that_shows_other_words_is_named_among_the_links() -> None:
    found = post({"content": '<p><a href="https://evil.example/x">bank.example</a></p>'}, "mastodon")
    assert (found["text"], found["links"]) == ("bank.example", ["https://evil.example/x"])


def test_a_status_still_to_be_published_is_read_by_its_parameters() -> None:
    new = {
        "status": "Morgen mehr",
        "visibility": "public",
        "spoiler_text": "Ankündigung",
        "poll": {"options": ["a", "b"]},
    }
    found = post(new, "mastodon")
    assert (found["text"], found["title"]) == ("Morgen mehr", "Ankündigung")
    assert found["attachments"] == [{"kind": "poll", "ocr_text": "a\nb"}]
    waiting = {
        "id": "3",
        "scheduled_at": "2026-05-01T10:00:00Z",
        "params": {"text": "Bald", "visibility": "private", "media_ids": ["9"]},
        "media_attachments": [{"id": "9", "type": "gifv", "description": "Licht an"}],
    }
    found = post(waiting, "mastodon")
    assert (found["id"], found["text"], found["publish_at"]) == ("3", "Bald", "2026-05-01T10:00:00Z")
    assert found["attachments"] == [{"kind": "image", "shows": "gif", "alt_text": "Licht an"}]


# --- Bluesky -----------------------------------------------------------------------------------------------------


def test_a_post_view_is_read_whole() -> None:
    found = post(BLUESKY, "bluesky")
    assert without_extra(found) == {
        "platform": "bluesky",
        "id": "at://did:plc:nordwind/app.bsky.feed.post/3kabc",
        "account": {"handle": "@nordwind.example"},
        "text": BLUESKY["record"]["text"],
        "title": "graphic-media",
        "lang": "de",
        "publish_at": "2026-03-02T10:00:00.000Z",
        "hashtags": ["Neuheit"],
        "links": ["https://nordwind.example/lampe/neu?ref=7", "https://bsky.app/profile/did:plc:anna/post/3kxyz"],
        "attachments": [
            {"kind": "image", "mime": "image/jpeg", "alt_text": "Eine Lampe auf einem Tisch", "size": 271828},
            {"kind": "link-card", "ocr_text": "Welche Lampe taugt etwas?"},
        ],
    }
    assert found["extra"]["quote_of"]["id"] == "at://did:plc:anna/app.bsky.feed.post/3kxyz"


def test_a_record_is_read_alone_and_inside_what_creates_or_returns_it() -> None:
    record = BLUESKY["record"]
    alone = without_extra(post(record, "bluesky"))
    for around in (
        {"repo": "did:plc:x", "collection": "app.bsky.feed.post", "record": record},
        {"value": record, "cid": "c"},
    ):
        assert without_extra(post(around, "bluesky")) == alone


def test_a_repost_in_a_feed_is_published_by_who_reposts() -> None:
    reason = {
        "$type": "app.bsky.feed.defs#reasonRepost",
        "by": {"handle": "lager.example"},
        "indexedAt": "2026-03-05T10:00:00Z",
    }
    found = post({"post": BLUESKY, "reason": reason}, "bluesky")
    assert found["account"] == {"handle": "@lager.example"}
    assert found["publish_at"] == "2026-03-05T10:00:00Z"
    assert found["text"] == BLUESKY["record"]["text"]
    assert found["extra"]["repost_of"]["handle"] == "@nordwind.example"


def test_a_repost_alone_names_what_it_reposts() -> None:
    record = {
        "$type": "app.bsky.feed.repost",
        "subject": {"uri": "at://did:plc:anna/app.bsky.feed.post/3kxyz", "cid": "c"},
        "createdAt": "2026-03-05T10:00:00Z",
    }
    found = post(record, "bluesky")
    assert found["links"] == ["https://bsky.app/profile/did:plc:anna/post/3kxyz"]
    assert found["extra"]["repost_of"] == {"id": "at://did:plc:anna/app.bsky.feed.post/3kxyz"}


def test_offsets_that_cut_a_character_or_lead_outside_lose_no_link() -> None:
    link = {"features": [{"uri": "https://a.example/b"}]}
    for index in (
        {"byteStart": 1, "byteEnd": 2},
        {"byteStart": 5, "byteEnd": 900},
        {"byteStart": -1, "byteEnd": 3},
        {},
    ):
        record = {"$type": "app.bsky.feed.post", "text": "üü", "createdAt": "x", "facets": [{**link, "index": index}]}
        assert post(record, "bluesky")["links"] == ["https://a.example/b"]


def test_videos_and_link_previews_of_a_record() -> None:
    video = {"$type": "app.bsky.embed.video", "video": {"mimeType": "video/mp4", "size": 9}, "alt": "Ein Film"}
    record = {"text": "", "createdAt": "2026-03-02T10:00:00Z", "langs": ["de", "en"]}
    found = post({**record, "embed": video}, "bluesky")
    assert found["attachments"] == [
        {"kind": "video", "mime": "video/mp4", "alt_text": "Ein Film", "size": 9, "captions": False}
    ]
    assert "lang" not in found
    external = {"external": {"uri": "https://a.example", "title": "Titel", "description": "Text"}}
    found = post({**record, "embed": external}, "bluesky")
    assert found["attachments"] == [{"kind": "link-card", "ocr_text": "Titel\nText"}]
    assert found["links"] == ["https://a.example"]


# --- ActivityStreams ---------------------------------------------------------------------------------------------


def test_a_note_is_read_whole() -> None:
    assert without_extra(post(NOTE, "activitystreams")) == {
        "id": "https://social.example/users/nordwind/statuses/1",
        "account": {"handle": "@nordwind@social.example"},
        "text": "Guten Tag zum Angebot #eins",
        "title": "Spoiler",
        "lang": "de",
        "publish_at": "2026-03-02T09:30:00Z",
        "audience": {"kind": "public"},
        "reply_to": {},
        "mentions": ["@anna@andere.example"],
        "links": ["https://shop.example/?id=1"],
        "attachments": [{"kind": "image", "mime": "image/png", "alt_text": "Ein Plan"}],
        "geotag": {"place": "Bremen", "lat": 53.08, "lon": 8.8},
    }


def test_create_and_update_publish_their_object() -> None:
    created = {"type": "Create", "actor": "https://social.example/users/nordwind", "object": NOTE}
    assert post(created, "activitystreams")["publish_at"] == NOTE["published"]
    updated = {
        "type": "Update",
        "actor": "https://social.example/users/nordwind",
        "object": {**NOTE, "updated": "2026-03-04T10:00:00Z"},
    }
    assert post(updated, "activitystreams")["publish_at"] == "2026-03-04T10:00:00Z"
    assert (
        post({**updated, "published": "2026-03-05T10:00:00Z"}, "activitystreams")["publish_at"]
        == "2026-03-05T10:00:00Z"
    )


def test_announce_reposts_what_it_holds_or_names() -> None:
    around = {
        "type": "Announce",
        "actor": "https://lager.example/@lager",
        "published": "2026-03-06T10:00:00Z",
        "to": ["https://lager.example/followers"],
    }
    found = post({**around, "object": NOTE}, "activitystreams")
    assert found["account"] == {"handle": "@lager@lager.example"}
    assert found["text"] == "Guten Tag zum Angebot #eins"
    assert found["audience"] == {"kind": "followers"}
    named = post({**around, "object": "https://a.example/1"}, "activitystreams")
    assert (named["links"], named["extra"]["repost_of"]) == (["https://a.example/1"], {"id": "https://a.example/1"})


def test_an_article_has_a_headline_a_summary_pictures_and_several_languages() -> None:
    article = {
        "type": "Article",
        "name": "Titel",
        "summary": "<p>Vorspann</p>",
        "contentMap": {"de": '<p>Guten Tag</p><img alt="Ein Bild">', "en": "<p>Hello</p>"},
        "image": {"type": "Image", "url": "https://a.example/b.png", "name": "Kopfbild"},
    }
    found = post(article, "activitystreams")
    assert (found["title"], found["text"]) == ("Titel\nVorspann", "Guten Tag\n\nHello")
    assert found["attachments"] == [
        {"kind": "image", "alt_text": "Kopfbild"},
        {"kind": "image", "alt_text": "Ein Bild"},
    ]
    assert "lang" not in found


def test_a_question_shows_its_choices() -> None:
    asked = {
        "type": "Question",
        "content": "Hell oder dunkel?",
        "oneOf": [{"type": "Note", "name": "Hell"}, {"type": "Note", "name": "Dunkel"}],
    }
    assert post(asked, "activitystreams")["attachments"] == [{"kind": "poll", "ocr_text": "Hell\nDunkel"}]


# --- X -----------------------------------------------------------------------------------------------------------


def test_a_post_of_the_first_version_is_read_whole() -> None:
    assert without_extra(post(X1, "x")) == {
        "platform": "x",
        "id": "1890000000000000001",
        "account": {"handle": "@nordwind", "bio": "Wir bauen Lampen."},
        "text": f"Licht & Schatten: {ADDRESS} <3",
        "lang": "de",
        "publish_at": "2026-03-02T09:30:00+00:00",
        "audience": {"kind": "followers"},
        "attachments": [{"kind": "image", "alt_text": "Eine Lampe"}, {"kind": "image", "shows": "gif"}],
        "geotag": {"place": "Bremen, Deutschland", "lat": 53.08, "lon": 8.8},
    }


def test_a_post_of_the_second_version_is_read_with_what_comes_along() -> None:
    found = post(X2, "x")
    assert without_extra(found) == {
        "platform": "x",
        "id": "1890000000000000001",
        "account": {"handle": "@nordwind"},
        "text": "Kurz & knapp, der Anfang und das lange Ende https://kurz.example/a",
        "publish_at": "2026-03-02T09:30:00.000Z",
        "reply_to": {},
        "links": [ADDRESS],
        "attachments": [
            {"kind": "video", "alt_text": "Ein Film"},
            {},
            {"kind": "link-card", "ocr_text": "Nordwind auf der Messe\nHalle 7"},
            {"kind": "poll", "ocr_text": "Hell\nDunkel"},
            {"kind": "link-card", "ocr_text": "Was meint ihr?"},
        ],
        "geotag": {"place": "Bremen"},
    }
    assert found["extra"]["quote_of"] == {"id": "18", "handle": "@anna"}
    assert found["extra"]["x"]["data"]["lang"] == "und"


def test_a_retweet_shows_the_whole_of_what_it_repeats() -> None:
    retweet = {
        **X1,
        "full_text": "RT @nordwind: Licht…",
        "truncated": True,
        "retweeted_status": X1,
        "user": {"screen_name": "lager"},
    }
    found = post(retweet, "x")
    assert found["text"].startswith("Licht & Schatten")
    assert found["account"] == {"handle": "@lager"}
    assert found["extra"]["repost_of"]["handle"] == "@nordwind"


def test_numbers_that_json_readers_round_are_kept_as_texts() -> None:
    data = json.dumps({"id": 1890000000000000001, "text": "Guten Tag"})
    assert Post.from_payload(data, "x").value["id"] == "1890000000000000001"
    assert Post.from_payload(data.encode(), "x") == Post.from_payload(json.loads(data), "x")


def test_half_a_text_is_refused() -> None:
    with pytest.raises(InvalidPost, match="only the beginning of the text"):
        imported({"id_str": "1", "text": "Der Anfang… https://t.co/a", "truncated": True}, "x")


def test_a_post_still_to_be_published_is_read_by_its_parameters() -> None:
    found = post(
        {
            "text": "Morgen mehr",
            "poll": {"options": ["a", "b"], "duration_minutes": 5},
            "reply": {"in_reply_to_tweet_id": "1"},
        },
        "x",
    )
    assert found["attachments"] == [{"kind": "poll", "ocr_text": "a\nb"}]
    assert found["reply_to"] == {}


# --- what is something else --------------------------------------------------------------------------------------

SAMPLES = {"mastodon": MASTODON, "bluesky": BLUESKY, "activitystreams": NOTE, "x": X1}


@pytest.mark.parametrize("platform", SAMPLES)
@pytest.mark.parametrize("other", SAMPLES)
def test_a_payload_of_another_platform_is_recognised(platform: str, other: str) -> None:
    if platform == other:
        assert imported(SAMPLES[other], platform)["text"]
        return
    with pytest.raises(InvalidPost) as caught:
        imported(SAMPLES[other], platform)
    assert caught.value.problems[0].nearest == other


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ([MASTODON], "one post at a time"),
        (7, "a post is a JSON object"),
        ({}, "`content`"),
        ({"platform": "x", "text": "Guten Tag", "txt": 1}, "check it without importing"),
        (b"{", "never closed"),
        (b'{"content": "a", "content": "b"}', "twice"),
        ({"content": "\ud800"}, "half of a character"),
        ({"content": "a", "n": float("nan")}, "JSON does not have"),
        ({"content": "x" * 100_001}, "text"),
    ],
)
def test_what_is_no_status_is_told_so(payload: Any, words: str) -> None:
    with pytest.raises(InvalidPost, match=words):
        Post.from_payload(payload, "mastodon")


def test_an_unknown_platform_is_answered_with_the_nearest() -> None:
    with pytest.raises(InvalidPost, match="did you mean `mastodon`"):
        Post.from_payload(MASTODON, "mastodont")
