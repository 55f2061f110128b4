"""X: posts of version 1.1 and version 2 of its interface, alone or with what they refer to, and the parameters of a new one.

Sources: https://docs.x.com/x-api/fundamentals/data-dictionary, https://docs.x.com/x-api/posts/create-post,
https://developer.x.com/en/docs/x-api/v1/data-dictionary/object-model/tweet and …/extended-entities, read in 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rulekit.errors import InvalidPost, Problem, Words
from rulekit.importers.parts import Fields, account, card, poll, position, quoting, reposted, unseen
from rulekit.importers.payload import Payload, finished, own_copy
from rulekit.importers.recognise import foreign
from rulekit.model.canonical import Json

_SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]+")
_KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "photo": {"kind": "image"},
        "video": {"kind": "video"},
        # a looping picture without sound, for which captions and music do not arise
        "animated_gif": {"kind": "image", "shows": "gif"},
    }
)
_OWN_FORMS = ("$type", "@context", "createdAt", "attachments", "platform")
"""Keys that other platforms' posts have, and rulekit's own."""


class _Included:
    """What a payload of version 2 brings along beside the post: accounts, media, places, polls and other posts, by their ids."""

    def __init__(self, given: Payload | None) -> None:
        self._given = given

    def find(self, section: str, key: str, wanted: Json) -> Payload | None:
        """The object of a section whose `key` is the id wanted; None if it was not brought along."""
        if self._given is None or not isinstance(wanted, str):
            return None
        return next((one for one in self._given.objects(section) if one.peek(key) == wanted), None)


def read(payload: Json) -> Json:
    """The post of an object of version 1.1 or 2, or of the parameters that create one. Raises InvalidPost."""
    left = own_copy(payload)
    if not isinstance(left, dict):
        raise foreign("x", left)
    given = Payload(left)
    data = given.objects("data")
    post = given if "data" not in left else data[0] if len(data) == 1 else None
    if post is None or not _is_post(post.left):
        raise foreign("x", left.get("data") if isinstance(left.get("data"), list) else left)
    return finished("x", _post(post, _Included(given.object("includes"))), left)


def _is_post(left: Mapping[str, Json]) -> bool:
    if any(name in left for name in _OWN_FORMS if name != "attachments") or isinstance(left.get("attachments"), list):
        return False
    return any(isinstance(left.get(name), str) for name in ("text", "full_text"))


def _post(given: Payload, included: _Included, depth: int = 0) -> Fields:
    references = {str(one.peek("type")): one for one in given.objects("referenced_tweets")}
    inner = _referred(given, references, included, "retweeted", depth)
    if inner is None:
        _whole(given)
    longer = given.object("extended_tweet", "note_tweet")
    text, links = _text(given, longer)
    author = given.object("user") or included.find("users", "id", given.peek("author_id"))
    fields: Fields = {
        "id": given.name("id_str", "id"),
        "account": account(author.words("screen_name", "username"), author.text("description")) if author else None,
        "text": text,
        "lang": given.language("lang"),
        "publish_at": given.time("created_at"),
        "audience": {"kind": "followers"} if _protected(given, author) else None,
        "reply_to": {} if _is_reply(given, references) else None,
        "links": links,
        "attachments": [*_media(given, longer, included), *_previews(given, longer), *_polls(given, included)],
        "geotag": _place(given, included),
    }
    if inner is not None:
        return reposted(fields, inner)
    quote = _referred(given, references, included, "quoted", depth)
    return fields if quote is None else quoting(fields, quote)


def _whole(given: Payload) -> None:
    """Half a text is not judged: what is missing would pass unseen."""
    if given.peek("truncated") is True and not given.has("extended_tweet", "full_text"):
        what = Words(
            "this payload holds only the beginning of the text", "diese Daten enthalten nur den Anfang des Textes"
        )
        advice = Words("fetch it again with `tweet_mode=extended`", "sie mit `tweet_mode=extended` neu abrufen")
        raise InvalidPost(Problem("truncated", what, advice, at="/truncated"))


_DEEPEST = 4
"""How many posts that refer to each other are followed; the platform shows one."""


def _referred(
    given: Payload, references: Mapping[str, Payload], included: _Included, how: str, depth: int
) -> Fields | None:
    """The post that is reposted or quoted, if the payload holds it."""
    if depth >= _DEEPEST:
        return None
    found = given.object(f"{how}_status")
    if found is None and how in references:
        found = included.find("tweets", "id", references[how].peek("id"))
    return _post(found, included, depth + 1) if found is not None and _is_post(found.left) else None


def _entities(given: Payload, longer: Payload | None) -> Iterator[Payload]:
    """Everything marked in the text; of a long post, in the whole of it."""
    for one in (longer, given):
        for name in ("entities", "extended_entities"):
            found = one.object(name) if one else None
            if found is not None:
                yield found


def _text(given: Payload, longer: Payload | None) -> tuple[str, list[str]]:
    """The text with addresses as their authors typed them, without those of the post's own media, and the addresses they lead on to.

    X shortens every address to `t.co`, and writes `&`, `<` and `>` as character references.
    """
    short = given.text("full_text", "text") or ""
    text = (longer.text("full_text", "text") if longer else None) or short
    expanded: dict[str, str] = {}
    onward = []
    for entities in _entities(given, longer):
        for url in entities.objects("urls"):
            shortened, full = url.peek("url"), url.peek("expanded_url")
            if isinstance(shortened, str) and isinstance(full, str):
                expanded.setdefault(shortened, "" if _is_own_media(url) else full)
            if isinstance(url.peek("unwound_url"), str):
                onward.append(str(url.peek("unwound_url")))
        for medium in entities.objects("media"):
            if isinstance(medium.peek("url"), str):
                expanded[str(medium.peek("url"))] = ""
    for sign, reference in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        text = text.replace(reference, sign)
    text = _SHORT.sub(lambda match: expanded.get(match[0], match[0]), text).strip()
    return text, unseen(onward, text)


def _is_own_media(url: Payload) -> bool:
    """Whether the address is that of the post's own picture, which readers see instead of it."""
    shown = url.peek("display_url")
    return url.has("media_key") or (isinstance(shown, str) and shown.startswith(("pic.twitter.com/", "pic.x.com/")))


def _protected(given: Payload, author: Payload | None) -> bool:
    """Whether only followers see it."""
    return (author is not None and author.peek("protected") is True) or given.peek("for_super_followers_only") is True


def _is_reply(given: Payload, references: Mapping[str, Payload]) -> bool:
    answers = given.has("in_reply_to_status_id", "in_reply_to_status_id_str", "in_reply_to_user_id", "reply")
    return answers or "replied_to" in references


def _media(given: Payload, longer: Payload | None, included: _Included) -> list[Json]:
    """Pictures and videos. Those only named by their keys count as attachments of which nothing is known."""
    native = [
        one.objects("media") for name in ("extended_entities", "entities") for one in _sections(given, longer, name)
    ]
    found = next((media for media in native if media), [])
    below = given.object("attachments", "media")
    keys = [key for name in ("media_keys", "media_ids") for key in _listed(below, name)]
    return [_medium(one) for one in found] + [_medium(included.find("media", "media_key", key)) for key in keys]


def _sections(given: Payload, longer: Payload | None, name: str) -> list[Payload]:
    return [found for one in (longer, given) if one is not None and (found := one.object(name)) is not None]


def _listed(below: Payload | None, name: str) -> list[str]:
    value = below.peek(name) if below else None
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _medium(one: Payload | None) -> Json:
    if one is None:
        return {}
    named = one.peek("type")
    kind = _KINDS.get(named) if isinstance(named, str) else None
    alt = one.words("ext_alt_text", "alt_text")
    return {**(kind or {}), **({"alt_text": alt} if alt else {})}


def _previews(given: Payload, longer: Payload | None) -> Iterator[Json]:
    """The previews of links, which version 2 describes beside their addresses."""
    seen = set()
    for entities in _entities(given, longer):
        for url in entities.objects("urls"):
            title, description = url.words("title"), url.words("description")
            address = url.peek("expanded_url")
            if (title or description) and not (isinstance(address, str) and address in seen):
                seen.add(address if isinstance(address, str) else "")
                yield card(title, description)


def _polls(given: Payload, included: _Included) -> Iterator[Json]:
    """Polls: of a post to be published its own choices, else those brought along."""
    own = given.object("poll")
    if own is not None:
        yield poll(own.strings("options"))
    for key in _listed(given.object("attachments"), "poll_ids"):
        found = included.find("polls", "id", key)
        if found is not None:
            yield poll(words for one in found.objects("options") if (words := one.words("label")))


def _place(given: Payload, included: _Included) -> Json:
    """Where it was posted: a point if it names one, and the place's name. Points of GeoJSON begin with the longitude."""
    geo, place = given.object("geo"), given.object("place")
    place = place or included.find("places", "id", geo.peek("place_id") if geo else None)
    name = place.words("full_name") if place else None
    for point in (given.object("coordinates"), geo.object("coordinates") if geo else None):
        numbers = point.peek("coordinates") if point else None
        if isinstance(numbers, list) and len(numbers) == 2:
            return position(numbers[1], numbers[0], name)
    return position(None, None, name)
