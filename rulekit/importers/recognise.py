"""Which platform a payload comes from, as far as its form tells; and what to say when it is another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rulekit.errors import InvalidPost, Problem, Words
from rulekit.model.canonical import Json

NAMES: Mapping[str, str] = MappingProxyType(
    {"mastodon": "Mastodon", "bluesky": "Bluesky", "activitystreams": "ActivityStreams", "x": "X"}
)
"""What people call the platforms, by the names of the importers."""

OBJECTS = frozenset("Note Article Page Question Image Video Audio Document Event".split())
"""Types of ActivityStreams that are published words or media (https://www.w3.org/TR/activitystreams-vocabulary/#object-types)."""

ACTIVITIES = frozenset("Create Update Announce".split())
"""Activities that publish an object."""


def types_of(payload: Json) -> tuple[str, ...]:
    """The types of an object of ActivityStreams: one, several or none."""
    given = payload.get("type") if isinstance(payload, dict) else None
    items = given if isinstance(given, list) else [given]
    return tuple(item.rpartition("#")[2].rpartition(":")[2] for item in items if isinstance(item, str))


def _mastodon(payload: Mapping[str, Json]) -> bool:
    marks = ("account", "visibility", "spoiler_text", "media_attachments", "favourites_count")
    own = isinstance(payload.get("content"), str) and any(name in payload for name in marks)
    waiting = isinstance(payload.get("params"), dict) and "scheduled_at" in payload
    return "@context" not in payload and (own or waiting)


def _bluesky(payload: Mapping[str, Json]) -> bool:
    kind = payload.get("$type")
    if isinstance(kind, str):
        return kind.startswith("app.bsky.")
    if any(_bluesky(inner) for name in ("record", "value", "post") if isinstance(inner := payload.get(name), dict)):
        return True
    return isinstance(payload.get("text"), str) and "createdAt" in payload


def _activitystreams(payload: Mapping[str, Json]) -> bool:
    context = payload.get("@context")
    contexts = context if isinstance(context, list) else [context]
    named = any(isinstance(item, str) and "activitystreams" in item for item in contexts)
    return named or bool({*types_of(payload)} & (OBJECTS | ACTIVITIES) and ("id" in payload or "object" in payload))


def _x(payload: Mapping[str, Json]) -> bool:
    data = payload.get("data")
    if isinstance(data, dict):
        return isinstance(data.get("text"), str)
    if not any(isinstance(payload.get(name), str) for name in ("text", "full_text")):
        return False
    return any(name in payload for name in ("id_str", "edit_history_tweet_ids", "retweet_count", "public_metrics"))


_TESTS: Mapping[str, Callable[[Mapping[str, Json]], bool]] = MappingProxyType(
    {"bluesky": _bluesky, "mastodon": _mastodon, "activitystreams": _activitystreams, "x": _x}
)


def recognised(payload: Json) -> str | None:
    """The importer whose platform the payload looks like; None if it looks like none, or like several."""
    if not isinstance(payload, dict):
        return None
    found = [name for name, looks in _TESTS.items() if looks(payload)]
    return found[0] if len(found) == 1 else None


def foreign(platform: str, payload: Json) -> InvalidPost:
    """What to raise for a payload that is no post of the platform: says what it looks like instead."""
    name = NAMES[platform]
    what = Words(f"this is not a post as {name} gives it out", f"das ist kein Beitrag, wie {name} ihn ausgibt")
    other = recognised(payload)
    if other is not None and other != platform:
        looks = NAMES[other]
        what = Words(f"{what.en}; it looks like {looks}", f"{what.de}; es sieht nach {looks} aus")
        return InvalidPost(Problem("payload", what, nearest=other))
    return InvalidPost(Problem("payload", what, _advice(platform, payload)))


def _advice(platform: str, payload: Json) -> Words:
    if isinstance(payload, list):
        return Words(
            "give one post at a time, or one a line (JSON Lines)", "je Beitrag ein Objekt oder eine Zeile (JSON Lines)"
        )
    if not isinstance(payload, dict):
        return Words("a post is a JSON object", "ein Beitrag ist ein JSON-Objekt")
    if "attachments" in payload or ("platform" in payload and "text" in payload):
        return Words(
            "it may be a post of rulekit already; check it without importing",
            "vielleicht ist es schon ein Beitrag für rulekit; ohne Import prüfen",
        )
    return _LACKING[platform]


_LACKING: Mapping[str, Words] = MappingProxyType(
    {
        "mastodon": Words(
            "a status has `content`, a scheduled one `params`, a new one `status`",
            "ein Status hat `content`, ein geplanter `params`, ein neuer `status`",
        ),
        "bluesky": Words(
            "a record has `text`, a post view `record`, an entry of a feed `post`",
            "ein Eintrag hat `text`, eine Ansicht `record`, ein Feed-Eintrag `post`",
        ),
        "activitystreams": Words(
            "notes, articles, pages, questions and media are read, and activities that publish them",
            "gelesen werden Note, Article, Page, Question und Medien und Aktivitäten, die sie veröffentlichen",
        ),
        "x": Words(
            "a post has `text` or `full_text`, or `data` with one",
            "ein Beitrag hat `text`, `full_text` oder `data` damit",
        ),
    }
)
