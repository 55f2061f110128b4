"""Mastodon: statuses, scheduled statuses and the parameters of a new one.

Sources: https://docs.joinmastodon.org/entities/Status/, …/entities/ScheduledStatus/, …/entities/MediaAttachment/, …/entities/PreviewCard/,
…/entities/Poll/, …/entities/Quote/ and https://docs.joinmastodon.org/methods/statuses/#create, read in 2025.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rulekit.importers.markup import references, shown
from rulekit.importers.parts import (
    Fields,
    account,
    card,
    further_links,
    poll,
    quoting,
    reposted,
    unseen,
)
from rulekit.importers.payload import Payload, finished, own_copy
from rulekit.importers.recognise import foreign
from rulekit.model.canonical import Json

_AUDIENCE: Mapping[str, str] = MappingProxyType(
    {"public": "public", "unlisted": "public", "private": "followers", "direct": "direct"}
)
"""Who sees a status, by its visibility; `unlisted` is left out of timelines and open to everybody."""

_KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "image": {"kind": "image"},
        # a looping picture without sound, for which captions and music do not arise
        "gifv": {"kind": "image", "shows": "gif"},
        "video": {"kind": "video"},
        "audio": {"kind": "audio"},
    }
)


def read(payload: Json) -> Json:
    """The post of a status, a scheduled status, or the parameters of one to be published. Raises InvalidPost."""
    left = own_copy(payload)
    if not isinstance(left, dict) or "@context" in left or "$type" in left:
        raise foreign("mastodon", left)
    given = Payload(left)
    waiting = given.object("params")
    if not _is_status(left) and not (waiting and _is_status(waiting.left)):
        raise foreign("mastodon", left)
    return finished(
        "mastodon", _scheduled(given, waiting) if waiting and not _is_status(left) else _status(given), left
    )


def _is_status(left: Mapping[str, Json]) -> bool:
    """Whether the object has words or media that a status can have; a new status has `status`, a scheduled one `text`."""
    if any(isinstance(left.get(name), str) for name in ("content", "status")):
        return True
    return isinstance(left.get("text"), str) and ("visibility" in left or "media_ids" in left or "spoiler_text" in left)


def _scheduled(given: Payload, params: Payload) -> Fields:
    """A scheduled status: the words are in its parameters, media and time beside them."""
    fields = _status(params)
    return {
        **fields,
        "id": given.name("id"),
        "publish_at": given.time("scheduled_at") or fields["publish_at"],
        "attachments": [*_media(given), *(fields["attachments"] or ())],
    }


def _status(given: Payload) -> Fields:
    repost = given.object("reblog")
    inner = _status(repost) if repost and _is_status(repost.left) else None
    page = shown(given.text("content") or "")
    text = page.text or given.words("status", "text")
    person = given.object("account")
    visibility = given.peek("visibility")
    fields: Fields = {
        "id": given.name("id"),
        "account": _account(person) if person else None,
        "text": text,
        "title": given.words("spoiler_text"),
        "lang": given.language("language"),
        "publish_at": given.time("edited_at", "scheduled_at", "created_at"),
        "audience": None,
        "reply_to": {} if given.name("in_reply_to_id") else None,
        "mentions": unseen((_mention(one) for one in given.objects("mentions")), text),
        "hashtags": unseen((one.words("name") for one in given.objects("tags")), text, "#"),
        "links": further_links(page.links, text),
        "attachments": [*_media(given), *({"kind": "image", "alt_text": alt} for alt in page.pictures)],
    }
    if isinstance(visibility, str) and visibility in _AUDIENCE:
        fields["audience"] = {"kind": _AUDIENCE[str(given.text("visibility"))]}
    _add_poll(fields, given)
    _add_card(fields, given)
    fields = _with_quote(fields, given)
    return fields if inner is None else reposted(fields, inner)


def _account(person: Payload) -> Mapping[str, Json] | None:
    return account(person.words("acct", "username"), shown(person.text("note") or "").text)


def _mention(one: Payload) -> str | None:
    """The full name of who is mentioned; in the text only its first part is shown."""
    name = one.words("acct", "username")
    return f"@{name}" if name else None


def _media(given: Payload) -> list[Json]:
    found = []
    for one in given.objects("media_attachments"):
        named = one.peek("type")
        kind = _KINDS.get(named) if isinstance(named, str) else None
        if kind is not None:
            one.text("type")
        found.append({**(kind or {}), **_described(one)})
    return found


def _described(one: Payload) -> Mapping[str, Json]:
    alt = one.words("description")
    return {"alt_text": alt} if alt else {}


def _add_poll(fields: Fields, given: Payload) -> None:
    asked = given.object("poll")
    if asked is None:
        return
    choices = [choice for one in asked.objects("options") if (choice := one.words("title"))]
    choices = choices or asked.strings("options")
    fields["attachments"].append(poll(choices))


def _add_card(fields: Fields, given: Payload) -> None:
    """The preview of a link. Its words come from the page it leads to, written with character references by some pages."""
    preview = given.object("card")
    if preview is None:
        return
    title, description = (references(preview.text(name) or "") for name in ("title", "description"))
    fields["attachments"].append(card(title, description, preview.words("image_description")))
    fields["links"] += unseen([preview.words("url")], "\n".join([fields["text"] or "", *fields["links"]]))


def _with_quote(fields: Fields, given: Payload) -> Fields:
    quote = given.object("quote")
    inner = (quote.object("quoted_status") or quote) if quote else None
    if inner is None or not _is_status(inner.left):
        return fields
    address = inner.words("url", "uri")
    fields["links"] += unseen([address], "\n".join([fields["text"] or "", *fields["links"]]))
    return quoting(fields, _status(inner))
