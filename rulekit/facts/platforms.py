"""What the platforms allow, as a check reads it. Written by scripts/platforms.py from rulesets/platforms.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Platform(NamedTuple):
    """The limits of one platform; None is no hard limit, or nothing reliable known.

    `text` is in units of `counting` (None if that is not known); `text_with` gives another limit of the text for
    posts with an attachment of that kind, `text_reply` for replies. `fold_chars` and `fold_lines` are what a feed
    shows before "more".
    """

    counting: str | None = None
    text: int | None = None
    text_with: Mapping[str, int] = {}
    text_reply: int | None = None
    fold_chars: int | None = None
    fold_lines: int | None = None
    hashtags: int | None = None
    alt_text: int | None = None
    attachments: int | None = None
    links: int | None = None


PLATFORMS: Mapping[str, Platform] = {
    "blog": Platform(
        counting="words",
    ),
    "bluesky": Platform(
        counting="graphemes-bytes",
        text=300,
        alt_text=2000,
        attachments=4,
    ),
    "facebook": Platform(
        counting="utf-16",
        text=63206,
        fold_chars=477,
        fold_lines=5,
    ),
    "instagram": Platform(
        counting="utf-16",
        text=2200,
        fold_chars=125,
        hashtags=5,
        alt_text=1000,
        attachments=10,
    ),
    "linkedin": Platform(
        counting="utf-16",
        text=3000,
        text_reply=1250,
        fold_chars=210,
        fold_lines=3,
        attachments=20,
    ),
    "mastodon": Platform(
        counting="graphemes-short",
        text=500,
        alt_text=1500,
        attachments=4,
    ),
    "threads": Platform(
        counting="emoji-bytes",
        text=500,
        hashtags=1,
        alt_text=1000,
        attachments=20,
        links=5,
    ),
    "tiktok": Platform(
        counting="utf-16",
        text=2200,
        text_with={"image": 4000, "video": 2200},
        hashtags=5,
        attachments=35,
    ),
    "whatsapp": Platform(
        counting="utf-16",
        text=4096,
        text_with={"document": 1024, "image": 1024, "video": 1024},
        attachments=1,
    ),
    "x": Platform(
        counting="weighted",
        text=280,
        fold_chars=280,
        alt_text=1000,
        attachments=4,
    ),
    "xing": Platform(),
    "youtube": Platform(
        counting="bytes",
        text=5000,
        hashtags=60,
        attachments=1,
    ),
}
