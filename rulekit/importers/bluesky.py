"""Bluesky: records of posts, post views, entries of feeds, reposts, and the parameters that create a record.

Sources: the lexicons `app.bsky.feed.post`, `.repost`, `.defs`, `app.bsky.richtext.facet`, `app.bsky.embed.*` and `com.atproto.repo.*`
(https://docs.bsky.app/docs/advanced-guides/posts, https://docs.bsky.app/docs/advanced-guides/post-richtext, https://github.com/bluesky-social/atproto/tree/main/lexicons).
"""

from __future__ import annotations

from typing import NamedTuple

from rulekit.importers.parts import Fields, about, account, card, kind_of, quoting, reposted, unseen
from rulekit.importers.payload import Payload, finished, is_language, own_copy
from rulekit.importers.recognise import foreign
from rulekit.model.canonical import SAFE_INTEGER, Json

_POST = "app.bsky.feed.post"
_REPOST = "app.bsky.feed.repost"


def read(payload: Json) -> Json:
    """The post of a record, of a view of it, of a feed's entry or of the parameters that create it. Raises InvalidPost."""
    left = own_copy(payload)
    fields = _entry(Payload(left)) if isinstance(left, dict) and "@context" not in left else None
    if fields is None:
        raise foreign("bluesky", left)
    return finished("bluesky", fields, left)


def _entry(given: Payload) -> Fields | None:
    """The post of whatever form the object has; None if it is no post's."""
    thread = given.object("thread")
    if thread is not None:
        return _entry(thread)
    view = given.object("post")
    if view is None:
        return _view(given)
    fields = _view(view)
    reason = given.object("reason")
    if fields is None or reason is None or "by" not in reason.left:
        return fields
    by = reason.object("by")
    outer: Fields = {
        "id": reason.name("uri"),
        "account": account(by.words("handle")) if by else None,
        "publish_at": reason.time("indexedAt"),
    }
    return reposted(outer, fields)


def _view(given: Payload) -> Fields | None:
    """A record with what surrounds it: its author and address, and embeds as readers are shown them."""
    record = given.object("record", "value") or given
    kind = record.peek("$type")
    if kind == _REPOST:
        fields = _repost_alone(record)
    elif kind in (None, _POST) and isinstance(record.peek("text"), str):
        fields = _record(record, given.object("embed") if record is not given else None)
    else:
        return None
    author = given.object("author")
    person = account(author.words("handle"), author.words("description")) if author else None
    return {**fields, "id": given.name("uri"), "account": person}


def _repost_alone(record: Payload) -> Fields:
    """A record that reposts names the post and does not hold its words."""
    record.text("$type")
    subject = record.object("subject")
    address = subject.words("uri") if subject else None
    return {
        "links": unseen([_web(address)], None),
        "publish_at": record.time("createdAt"),
        "extra": {"repost_of": {"id": address} if address else {}},
    }


def _record(record: Payload, seen: Payload | None) -> Fields:
    record.text("$type")
    text = record.text("text") or ""
    found = _facets(record, text)
    labels = record.object("labels")
    languages = [code for code in record.strings("langs") if is_language(code)]
    fields: Fields = {
        "text": text,
        "title": ", ".join(_labels(labels)) if labels else None,
        "lang": languages[0] if len(languages) == 1 else None,
        "publish_at": record.time("createdAt"),
        "reply_to": {} if record.object("reply") else None,
        "mentions": unseen(found.mentions, text),
        "hashtags": unseen([*found.tags, *record.strings("tags")], text, "#"),
        "links": unseen(found.links, text),
        "attachments": [],
    }
    if len(languages) > 1:
        fields["extra"] = {"languages": languages}
    embed = record.object("embed")
    if embed or seen:
        _add_media(fields, _media_of(embed or seen), _media_of(seen))
        fields = _with_quote(fields, _quote_of(embed), _quote_of(seen))
    return fields


def _labels(labels: Payload) -> list[str]:
    """The warnings an author put before a post. Those that begin with `!` steer the platform and show nothing."""
    values = [one for one in labels.objects("values") if isinstance(one.peek("val"), str)]
    return [str(one.text("val")) for one in values if not str(one.peek("val")).startswith("!")]


class _Features(NamedTuple):
    mentions: list[str]
    tags: list[str]
    links: list[str]


def _facets(record: Payload, text: str) -> _Features:
    """What is marked in the text: names, tags and links that the marked words do not already show.

    Offsets count bytes of UTF-8. The facets stay as they are, because the words a link shows can only be found with them.
    """
    found = _Features([], [], [])
    data = text.encode("utf-8")
    for facet in record.objects("facets"):
        words = _words(facet.object("index"), data)
        for feature in facet.objects("features"):
            did, tag, uri = (feature.peek(name) for name in ("did", "tag", "uri"))
            if isinstance(did, str) and not words.startswith("@"):
                found.mentions.append(did)
            if isinstance(tag, str):
                found.tags.append(tag)
            if isinstance(uri, str) and uri.partition("://")[2] != words:
                found.links.append(uri)
    return found


def _words(index: Payload | None, data: bytes) -> str:
    """The marked words; empty if the offsets mark none, or cut a character."""
    begin, end = (index.peek(name) if index else None for name in ("byteStart", "byteEnd"))
    if not (isinstance(begin, int) and isinstance(end, int)) or isinstance(begin, bool) or isinstance(end, bool):
        return ""
    if not 0 <= begin < end <= min(len(data), SAFE_INTEGER):
        return ""
    try:
        return data[begin:end].decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _media_of(embed: Payload | None) -> Payload | None:
    """The media of an embed; beside a quoted post they stand below `media`."""
    return None if embed is None else embed.object("media") or embed


def _quote_of(embed: Payload | None) -> Payload | None:
    """The quoted post of an embed, a reference or a view of it; beside media it stands one deeper."""
    record = embed.object("record") if embed else None
    return None if record is None else record.object("record") or record


def _add_media(fields: Fields, media: Payload | None, seen: Payload | None) -> None:
    """Pictures, video and link preview. What readers are shown fills in where the record holds none of that kind."""
    for given in (media, seen):
        if given is None or fields["attachments"]:
            continue
        for name in ("images", "items"):
            fields["attachments"] += [_file(one, "image", "image") for one in given.objects(name)]
        if given.has("video", "playlist"):
            fields["attachments"].append(_video(given))
        external = given.object("external")
        if external is not None:
            title, description, uri = (external.text(key) for key in ("title", "description", "uri"))
            fields["attachments"].append(card(title, description))
            fields["links"] += unseen([uri], "\n".join([fields["text"], *fields["links"]]))


def _file(one: Payload, key: str, kind: str) -> dict[str, Json]:
    """A picture or video with its alternative text, and type and size if the record holds its blob."""
    blob = one.object(key)
    mime = blob.words("mimeType") if blob else None
    size = blob.peek("size") if blob else None
    found: dict[str, Json] = {"kind": kind_of(mime, kind), "mime": mime, "alt_text": one.words("alt") or None}
    if blob and isinstance(size, int) and not isinstance(size, bool) and 0 <= size <= SAFE_INTEGER:
        found["size"] = blob.left.pop("size")
    return {name: value for name, value in found.items() if value is not None}


def _video(given: Payload) -> Json:
    """A video; only a record, not a view, tells whether it has captions."""
    found = _file(given, "video", "video")
    if given.has("video"):
        found["captions"] = bool(given.objects("captions"))
    if given.peek("presentation") == "gif":
        found = {**found, "kind": "image", "shows": "gif"}
        found.pop("captions", None)
    return found


def _with_quote(fields: Fields, quote: Payload | None, seen: Payload | None) -> Fields:
    """The post with what it quotes: the words if a view holds them, else the address alone."""
    given = seen or quote
    if given is None:
        return fields
    address = given.peek("uri")
    address = address if isinstance(address, str) else None
    fields["links"] += unseen([_web(address)], None)
    inner = _view(given)
    if inner is not None:
        return quoting(fields, {**inner, "id": inner.get("id") or address})
    return {**fields, "extra": {**fields.get("extra", {}), "quote_of": about({"id": address})}}


def _web(address: str | None) -> str | None:
    """The address in a browser for `at://DID/app.bsky.feed.post/KEY`; other addresses as they are."""
    parts = (address or "").removeprefix("at://").split("/")
    if address is None or not address.startswith("at://") or len(parts) != 3 or parts[1] != _POST:
        return address
    return f"https://bsky.app/profile/{parts[0]}/post/{parts[2]}"
