"""What several importers share: the parts of a post, and how posts inside posts (reposts, quotes) become parts of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rulekit.importers.markup import Link
from rulekit.model.canonical import Json
from rulekit.text.characters import fold

Fields = dict[str, Json]
"""Fields of a post by name; those that are None say nothing."""

MEDIA = ("attachments", "geotag", "hashtags", "lang", "links", "mentions", "text", "title")
"""The fields of a post that a repost shows to its readers."""


def handle(name: str | None) -> str | None:
    """An account's name with the sign in front: `@acme`."""
    return None if not name else name if name.startswith(("@", "http:", "https:", "did:")) else f"@{name}"


def card(
    title: str | None, description: str | None = None, alt_text: str | None = None, kind: str = "link-card"
) -> Json:
    """A preview of something else. What it shows stands in `ocr_text`: the words a reader sees inside an attachment."""
    words = "\n".join(part for part in (title, description) if part and part.strip())
    return {"kind": kind, **({"ocr_text": words} if words else {}), **({"alt_text": alt_text} if alt_text else {})}


def poll(choices: Iterable[str]) -> Json:
    """A poll with its choices, one a line."""
    return card("\n".join(choice for choice in choices if choice.strip()), kind="poll")


def quoted(fields: Fields) -> Json:
    """The preview of a quoted post: its words, and the words of its own attachments."""
    inner = fields.get("attachments") or ()
    more = [item[name] for item in inner for name in ("alt_text", "ocr_text") if item.get(name)]
    return card(fields.get("title"), fields.get("text"), "\n".join(more) or None)


def about(fields: Fields) -> Json:
    """Who wrote a post inside a post, and when, for `extra.repost_of` and `extra.quote_of`."""
    account = fields.get("account") or {}
    found = {"id": fields.get("id"), "handle": account.get("handle"), "publish_at": fields.get("publish_at")}
    return {name: value for name, value in found.items() if value is not None}


def reposted(outer: Fields, inner: Fields) -> Fields:
    """The repost: words and media of the inner post, published by the outer account at the outer time."""
    extra = {**inner.get("extra", {}), **outer.get("extra", {}), "repost_of": about(inner)}
    shown = {name: inner.get(name) for name in MEDIA}
    return {**outer, **shown, "reply_to": inner.get("reply_to"), "extra": extra}


def quoting(fields: Fields, inner: Fields) -> Fields:
    """The post with a quoted post as one more attachment."""
    attachments = [*(fields.get("attachments") or ()), quoted(inner)]
    return {**fields, "attachments": attachments, "extra": {**fields.get("extra", {}), "quote_of": about(inner)}}


def further_links(links: Iterable[Link], shown: str | None) -> list[str]:
    """Where links lead that do not show their own address; mentions and hashtags are none."""
    return unseen((link.href for link in links if not link.is_entity and not _same(link.href, link.shown)), shown)


def _same(href: str, words: str) -> bool:
    return href.rstrip("/") == words.rstrip("/")


def unseen(strings: Iterable[str | None], text: str | None, sign: str = "") -> list[str]:
    """The strings, each once, that do not stand in the text by themselves; `sign` is what stands before them there."""
    wanted = list(dict.fromkeys(one for one in strings if one and one.strip()))
    folded = fold(text or "")
    # a post that names more is refused in any case
    return (
        wanted
        if len(wanted) > MOST
        else [one for one in wanted if not _stands(sign + fold(one.removeprefix(sign)), folded)]
    )


MOST = 1000
"""How many strings a list of a post can hold."""


def _stands(wanted: str, text: str) -> bool:
    place = text.find(wanted)
    while place >= 0:
        after = text[place + len(wanted) : place + len(wanted) + 1]
        if not after or after.isspace() or after in ".,;:!?)]}\"'…»”“’":
            return True
        place = text.find(wanted, place + 1)
    return False


def kind_of(mime: str | None, otherwise: str | None = None) -> str | None:
    """The kind of an attachment by its media type."""
    family = (mime or "").partition("/")[0].lower()
    return (
        family
        if family in ("image", "video", "audio")
        else "document"
        if family in ("application", "text")
        else otherwise
    )


def position(lat: Json, lon: Json, place: str | None = None) -> Json:
    """The geotag; None if there is nothing to say. Numbers that are no position are left out, and so is 0, 0, which stands for none."""
    found: dict[str, Json] = {"place": place} if place else {}
    if _within(lat, 90) and _within(lon, 180) and (lat or lon):
        found |= {"lat": lat, "lon": lon}
    return found or None


def _within(number: Json, bound: int) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and -bound <= number <= bound


def joined(parts: Sequence[str | None], between: str = "\n\n") -> str | None:
    """The parts that say something; None if none does."""
    return between.join(part for part in parts if part and part.strip()) or None


def account(name: str | None, bio: str | None = None) -> Mapping[str, Json] | None:
    """The account of a post; None if nothing is known of it."""
    found = {"handle": handle(name), "bio": bio or None}
    return {key: value for key, value in found.items() if value is not None} or None
