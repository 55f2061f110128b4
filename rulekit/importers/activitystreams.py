"""ActivityStreams 2.0, as servers of the fediverse exchange it: objects with words or media, and activities that publish them.

Sources: https://www.w3.org/TR/activitystreams-core/, https://www.w3.org/TR/activitystreams-vocabulary/, https://www.w3.org/TR/activitypub/#public-addressing,
https://docs.joinmastodon.org/spec/activitypub/ (content warnings, hashtags, mentions).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rulekit.importers.markup import Shown, shown
from rulekit.importers.parts import (
    Fields,
    about,
    account,
    card,
    further_links,
    joined,
    kind_of,
    poll,
    position,
    reposted,
    unseen,
)
from rulekit.importers.payload import Payload, finished, is_language, own_copy
from rulekit.importers.recognise import ACTIVITIES, OBJECTS, foreign, types_of
from rulekit.model.canonical import SAFE_INTEGER, Json

_PUBLIC = frozenset(("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"))
_MEDIA: Mapping[str, str] = MappingProxyType(
    {"Image": "image", "Video": "video", "Audio": "audio", "Document": "document"}
)
_QUOTES = ("quote", "quoteUrl", "quoteUri", "_misskey_quote")
_PERSON = re.compile(r"https?://([^/?#]+)/(?:@|users/|u/|profile/|author/|accounts/|c/|ap/users/)([^/?#@]+)/?")


def read(payload: Json) -> Json:
    """The post of a note, article, page, question or medium, or of the activity that publishes it. Raises InvalidPost."""
    left = own_copy(payload)
    fields = _anything(Payload(left)) if isinstance(left, dict) else None
    if fields is None:
        raise foreign("activitystreams", left)
    return finished("activitystreams", fields, left)


def _anything(given: Payload) -> Fields | None:
    types = types_of(given.left)
    if {*types} & OBJECTS:
        return _object(given)
    if not {*types} & ACTIVITIES:
        return None
    inner = _published(given)
    if "Announce" in types:
        return _announced(given, inner)
    return None if inner is None else {**inner, **_of_activity(given, inner, update="Update" in types)}


def _published(given: Payload) -> Fields | None:
    """The object an activity publishes, if it holds it and does not only name it."""
    objects = given.objects("object")
    return _anything(objects[0]) if len(objects) == 1 else None


def _of_activity(given: Payload, inner: Fields, update: bool) -> Fields:
    """What an activity says of its object where the object is silent; an update is published when it is made."""
    own, known = given.time("updated", "published"), inner.get("publish_at")
    return {
        "account": inner.get("account") or _who(given, "actor"),
        "audience": inner.get("audience") or _audience(given),
        "publish_at": (own or known) if update else (known or own),
    }


def _announced(given: Payload, inner: Fields | None) -> Fields:
    """A repost; where it only names its object, the address is all there is to see."""
    outer: Fields = {
        "platform": None,
        "id": given.name("id"),
        "account": _who(given, "actor"),
        "audience": _audience(given),
        "publish_at": given.time("published"),
    }
    if inner is not None:
        return reposted(outer, inner)
    addresses = given.strings("object")
    named = {"repost_of": about({"id": addresses[0] if addresses else None})}
    return {**outer, "links": unseen(addresses, None), "extra": named}


def _object(given: Payload) -> Fields:
    types = types_of(given.left)
    body = _content(given)
    attachments = [file for one in given.objects("attachment") if (file := _attachment(one)) is not None]
    attachments += [file for one in given.objects("image") if (file := _attachment(one)) is not None]
    attachments += [{"kind": "image", **({"alt_text": alt} if alt else {})} for alt in body.pictures]
    attachments += [_file(given, kind) for name, kind in _MEDIA.items() if name in types]
    text = body.text
    quotes = [address for name in _QUOTES for address in given.strings(name)]
    fields: Fields = {
        # many servers speak this language, and nothing in it says which one this is
        "platform": None,
        "id": given.name("id"),
        "account": _who(given, "attributedTo"),
        "text": text,
        "title": joined([_spoken(given, "name"), _spoken(given, "summary")], "\n"),
        "lang": _language(given),
        "publish_at": given.time("updated", "published"),
        "audience": _audience(given),
        "reply_to": {} if given.has("inReplyTo") else None,
        "attachments": attachments,
        "geotag": _place(given),
        **_tags(given, text),
    }
    fields["links"] = [*further_links(body.links, text), *unseen([*_card_links(given), *quotes], text)]
    choices = [one for name in ("oneOf", "anyOf") for one in given.objects(name)]
    if choices:
        attachments.append(poll(words for one in choices if (words := one.words("name"))))
    if quotes:
        fields["extra"] = {"quote_of": {"id": quotes[0]}}
    return fields


def _content(given: Payload) -> Shown:
    """The words of an object, in every language it has them, each wording once."""
    read_as = given.peek("mediaType")
    plain = isinstance(read_as, str) and read_as.partition(";")[0].strip() in ("text/plain", "text/markdown")
    wordings = [given.text("content"), *_wordings(given, "content")]
    pages = [Shown(one.strip()) if plain else shown(one) for one in dict.fromkeys(wordings) if one]
    if len(pages) == 1:
        return pages[0]
    return Shown(
        joined(list(dict.fromkeys(page.text for page in pages))) or "",
        tuple(dict.fromkeys(link for page in pages for link in page.links)),
        tuple(dict.fromkeys(alt for page in pages for alt in page.pictures)),
    )


def _wordings(given: Payload, name: str) -> list[str]:
    """The texts by language beside `name`; which language they are in stays."""
    by_language = given.peek(f"{name}Map")
    return [one for one in by_language.values() if isinstance(one, str)] if isinstance(by_language, dict) else []


def _spoken(given: Payload, name: str) -> str | None:
    """A headline or summary without markup, in every language it has one."""
    wordings = [given.text(name), *_wordings(given, name)]
    return joined([shown(one).text for one in dict.fromkeys(wordings) if one], "\n")


def _language(given: Payload) -> str | None:
    """The language of the words, if they are in one only."""
    by_language = given.peek("contentMap")
    codes = list(by_language) if isinstance(by_language, dict) else []
    return codes[0] if len(codes) == 1 and is_language(codes[0]) else None


def _tags(given: Payload, text: str) -> Fields:
    """Mentions and hashtags; other tags stay."""
    found: dict[str, list[str | None]] = {"Mention": [], "Hashtag": []}
    for tag in given.objects("tag"):
        kind = next((name for name in found if name in types_of(tag.left)), None)
        if kind is not None:
            found[kind].append(tag.words("name", "href"))
    return {"mentions": unseen(found["Mention"], text), "hashtags": unseen(found["Hashtag"], text, "#")}


def _attachment(one: Payload) -> Json:
    """A medium, or the preview of something else; None for what is neither, such as the fields of a profile."""
    types = types_of(one.left)
    kind = next((kind for name, kind in _MEDIA.items() if name in types), None)
    if kind is not None:
        return _file(one, kind, alt=True)
    if {*types} & {"Link", "Page", "Note", "Article"}:
        return card(one.words("name"), shown(joined([one.text("summary"), one.text("content")]) or "").text)
    return None


def _file(one: Payload, kind: str, alt: bool = False) -> Json:
    """A medium; what it is called there is its alternative text, except where it is the post itself and the name a headline."""
    typed = [one, *one.objects("url")]
    mime = next((name for item in typed if "mediaType" in item.left and (name := _mime(item))), None)
    found: dict[str, Json] = {"kind": kind_of(mime, kind), "mime": mime}
    if alt:
        found["alt_text"] = joined([one.words("name"), shown(one.text("summary") or "").text], "\n")
    size = one.peek("size")
    if isinstance(size, int) and not isinstance(size, bool) and 0 <= size <= SAFE_INTEGER:
        found["size"] = one.left.pop("size")
    return {name: value for name, value in found.items() if value is not None}


def _mime(one: Payload) -> str | None:
    """The media type, unless it tells how words are written."""
    name = one.peek("mediaType")
    return one.text("mediaType") if isinstance(name, str) and "/" in name and not name.startswith("text/") else None


def _card_links(given: Payload) -> Iterable[str | None]:
    """Where the previews among the attachments lead."""
    for one in given.objects("attachment"):
        if {*types_of(one.left)} & {"Link", "Page", "Note", "Article"}:
            yield one.words("href", "url")


def _place(given: Payload) -> Json:
    location = given.object("location")
    if location is None or "Place" not in types_of(location.left):
        return None
    return position(location.peek("latitude"), location.peek("longitude"), location.words("name"))


def _who(given: Payload, name: str) -> Mapping[str, Json] | None:
    """The account that publishes, from its profile or from its profile's address."""
    person = given.object(name)
    if person is None:
        named = given.objects(name)
        person = named[0] if named else None
    if person is None:
        addresses = given.strings(name)
        return account(_named(addresses[0])) if addresses else None
    address = person.peek("id") or person.peek("url")
    user = person.words("preferredUsername")
    host = _host(address) if isinstance(address, str) else None
    handle = f"{user}@{host}" if user and host else user or (_named(address) if isinstance(address, str) else None)
    return account(handle or person.words("name"), shown(person.text("summary") or "").text)


def _named(address: str) -> str:
    """`@name@host` for the address of a profile in one of the usual forms; else the address."""
    match = _PERSON.fullmatch(address)
    return f"@{match[2]}@{match[1]}" if match else address


def _host(address: str) -> str | None:
    return address.partition("://")[2].partition("/")[0] or None


def _audience(given: Payload) -> Mapping[str, str] | None:
    """Who it is addressed to: everybody, the followers, or the accounts named alone."""
    names = [name for key in ("to", "cc", "audience") for name in _addresses(given.peek(key))]
    if not names:
        return None
    if _PUBLIC & {*names}:
        return {"kind": "public"}
    return {"kind": "followers" if any(name.rstrip("/").endswith("followers") for name in names) else "direct"}


def _addresses(value: Json) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
