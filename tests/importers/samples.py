"""Objects shaped as the platforms document them, written for these tests.

Sources of the shapes: https://docs.joinmastodon.org/entities/Status/, https://docs.bsky.app/docs/api/app-bsky-feed-get-posts and
https://docs.bsky.app/docs/advanced-guides/post-richtext, https://docs.joinmastodon.org/spec/activitypub/, https://www.w3.org/TR/activitystreams-vocabulary/,
https://docs.x.com/x-api/fundamentals/data-dictionary, https://developer.x.com/en/docs/x-api/v1/data-dictionary/object-model/tweet.
"""

from __future__ import annotations

from typing import Any

ADDRESS = "https://www.nordwind.example/messe/halle-7/stand-12"

MASTODON: dict[str, Any] = {
    "id": "113880000000000001",
    "created_at": "2026-03-02T09:30:00.000Z",
    "edited_at": None,
    "in_reply_to_id": None,
    "sensitive": True,
    "spoiler_text": "Messe, viele Bilder",
    "visibility": "unlisted",
    "language": "de",
    "uri": "https://social.example/users/nordwind/statuses/113880000000000001",
    "url": "https://social.example/@nordwind/113880000000000001",
    "replies_count": 2,
    "favourites_count": 12,
    "content": (
        "<p>Unser Stand auf der Messe ist fertig &amp; offen! 🎉 Wer das nicht mag, ist ein Idiot.</p>"
        f'<p>Mehr dazu: <a href="{ADDRESS}" target="_blank" rel="nofollow noopener"><span class="invisible">https://www.</span>'
        '<span class="ellipsis">nordwind.example/messe/halle-7</span><span class="invisible">/stand-12</span></a><br />'
        'Mit <span class="h-card"><a href="https://andere.example/@anna" class="u-url mention">@<span>anna</span></a></span> '
        '<a href="https://social.example/tags/Messe" class="mention hashtag" rel="tag">#<span>Messe</span></a></p>'
    ),
    "reblog": None,
    "application": {"name": "Web", "website": None},
    "account": {
        "id": "1",
        "username": "nordwind",
        "acct": "nordwind",
        "display_name": "Nordwind",
        "note": "<p>Wir bauen Lampen.</p>",
        "url": "https://social.example/@nordwind",
        "followers_count": 900,
    },
    "media_attachments": [
        {
            "id": "22",
            "type": "image",
            "url": "https://files.social.example/a.jpg",
            "meta": {"original": {"width": 1280, "height": 720}},
            "description": "Ein Messestand mit Lampen",
        },
        {"id": "23", "type": "image", "url": "https://files.social.example/b.jpg", "description": None},
    ],
    "mentions": [{"id": "9", "username": "anna", "url": "https://andere.example/@anna", "acct": "anna@andere.example"}],
    "tags": [
        {"name": "messe", "url": "https://social.example/tags/messe"},
        {"name": "lampen", "url": "https://social.example/tags/lampen"},
    ],
    "emojis": [],
    "card": None,
    "poll": None,
}

_BLUESKY_TEXT = "Größer, heller: die neue Lampe 💡 mit @anna.example auf nordwind.example/lampe... #Licht"


def _slice(words: str) -> dict[str, int]:
    begin = len(_BLUESKY_TEXT[: _BLUESKY_TEXT.index(words)].encode())
    return {"byteStart": begin, "byteEnd": begin + len(words.encode())}


BLUESKY: dict[str, Any] = {
    "uri": "at://did:plc:nordwind/app.bsky.feed.post/3kabc",
    "cid": "bafyreia",
    "author": {"did": "did:plc:nordwind", "handle": "nordwind.example", "displayName": "Nordwind"},
    "record": {
        "$type": "app.bsky.feed.post",
        "text": _BLUESKY_TEXT,
        "createdAt": "2026-03-02T10:00:00.000Z",
        "langs": ["de"],
        "facets": [
            {
                "index": _slice("@anna.example"),
                "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:anna"}],
            },
            {
                "index": _slice("nordwind.example/lampe..."),
                "features": [
                    {"$type": "app.bsky.richtext.facet#link", "uri": "https://nordwind.example/lampe/neu?ref=7"}
                ],
            },
            {"index": _slice("#Licht"), "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "Licht"}]},
        ],
        "tags": ["Neuheit"],
        "embed": {
            "$type": "app.bsky.embed.recordWithMedia",
            "record": {"record": {"uri": "at://did:plc:anna/app.bsky.feed.post/3kxyz", "cid": "bafyreib"}},
            "media": {
                "$type": "app.bsky.embed.images",
                "images": [
                    {
                        "alt": "Eine Lampe auf einem Tisch",
                        "image": {"$type": "blob", "ref": {"$link": "bafk"}, "mimeType": "image/jpeg", "size": 271828},
                        "aspectRatio": {"width": 4, "height": 3},
                    }
                ],
            },
        },
        "labels": {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]},
    },
    "embed": {
        "$type": "app.bsky.embed.recordWithMedia#view",
        "record": {
            "record": {
                "$type": "app.bsky.embed.record#viewRecord",
                "uri": "at://did:plc:anna/app.bsky.feed.post/3kxyz",
                "author": {"did": "did:plc:anna", "handle": "anna.example"},
                "value": {
                    "$type": "app.bsky.feed.post",
                    "text": "Welche Lampe taugt etwas?",
                    "createdAt": "2026-03-01T08:00:00.000Z",
                },
            }
        },
        "media": {
            "images": [
                {
                    "alt": "Eine Lampe auf einem Tisch",
                    "thumb": "https://cdn.example/t",
                    "fullsize": "https://cdn.example/f",
                }
            ]
        },
    },
    "likeCount": 3,
    "indexedAt": "2026-03-02T10:00:01.000Z",
}

NOTE: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}],
    "id": "https://social.example/users/nordwind/statuses/1",
    "type": "Note",
    "summary": "Spoiler",
    "inReplyTo": "https://andere.example/@anna/7",
    "published": "2026-03-02T09:30:00Z",
    "attributedTo": "https://social.example/users/nordwind",
    "to": ["https://www.w3.org/ns/activitystreams#Public"],
    "cc": ["https://social.example/users/nordwind/followers"],
    "content": '<p>Guten Tag <a href="https://shop.example/?id=1">zum Angebot</a> #eins</p>',
    "contentMap": {"de": '<p>Guten Tag <a href="https://shop.example/?id=1">zum Angebot</a> #eins</p>'},
    "sensitive": True,
    "attachment": [
        {
            "type": "Document",
            "mediaType": "image/png",
            "url": "https://files.example/a.png",
            "name": "Ein Plan",
            "width": 10,
        },
        {"type": "PropertyValue", "name": "Web", "value": "nordwind.example"},
    ],
    "tag": [
        {"type": "Mention", "href": "https://andere.example/users/anna", "name": "@anna@andere.example"},
        {"type": "Hashtag", "href": "https://social.example/tags/eins", "name": "#eins"},
        {"type": "Emoji", "name": ":blob:"},
    ],
    "location": {"type": "Place", "name": "Bremen", "latitude": 53.08, "longitude": 8.8},
}

X1: dict[str, Any] = {
    "created_at": "Mon Mar 02 09:30:00 +0000 2026",
    "id": 1890000000000000001,
    "id_str": "1890000000000000001",
    "full_text": "Licht &amp; Schatten: https://t.co/abcde12345 &lt;3 https://t.co/pic0000001",
    "truncated": False,
    "display_text_range": [0, 50],
    "entities": {
        "hashtags": [],
        "user_mentions": [],
        "urls": [
            {
                "url": "https://t.co/abcde12345",
                "expanded_url": ADDRESS,
                "display_url": "nordwind.example/mess…",
                "indices": [23, 46],
            }
        ],
        "media": [{"url": "https://t.co/pic0000001", "type": "photo", "media_url_https": "https://pbs.example/1.jpg"}],
    },
    "extended_entities": {
        "media": [
            {
                "url": "https://t.co/pic0000001",
                "type": "photo",
                "ext_alt_text": "Eine Lampe",
                "id": 1890000000000000002,
            },
            {"url": "https://t.co/pic0000001", "type": "animated_gif", "ext_alt_text": None},
        ]
    },
    "user": {"id": 7, "screen_name": "nordwind", "description": "Wir bauen Lampen.", "protected": True},
    "coordinates": {"type": "Point", "coordinates": [8.8, 53.08]},
    "place": {"full_name": "Bremen, Deutschland", "country_code": "DE"},
    "in_reply_to_status_id": None,
    "is_quote_status": False,
    "favorite_count": 4,
    "lang": "de",
}

X2: dict[str, Any] = {
    "data": {
        "id": "1890000000000000001",
        "edit_history_tweet_ids": ["1890000000000000000", "1890000000000000001"],
        "text": "Kurz &amp; knapp, der Anfang… https://t.co/abcde12345",
        "note_tweet": {
            "text": "Kurz &amp; knapp, der Anfang und das lange Ende https://t.co/abcde12345",
            "entities": {
                "urls": [
                    {
                        "start": 47,
                        "end": 70,
                        "url": "https://t.co/abcde12345",
                        "expanded_url": "https://kurz.example/a",
                        "unwound_url": ADDRESS,
                        "title": "Nordwind auf der Messe",
                        "description": "Halle 7",
                    }
                ]
            },
        },
        "author_id": "7",
        "created_at": "2026-03-02T09:30:00.000Z",
        "lang": "und",
        "attachments": {"media_keys": ["3_1", "3_2"], "poll_ids": ["5"]},
        "geo": {"place_id": "p1"},
        "referenced_tweets": [{"type": "quoted", "id": "18"}, {"type": "replied_to", "id": "19"}],
        "public_metrics": {"like_count": 2},
    },
    "includes": {
        "users": [{"id": "7", "username": "nordwind", "name": "Nordwind"}, {"id": "8", "username": "anna"}],
        "media": [{"media_key": "3_1", "type": "video", "alt_text": "Ein Film"}],
        "polls": [{"id": "5", "options": [{"position": 1, "label": "Hell"}, {"position": 2, "label": "Dunkel"}]}],
        "places": [{"id": "p1", "full_name": "Bremen"}],
        "tweets": [{"id": "18", "text": "Was meint ihr?", "author_id": "8"}],
    },
}
