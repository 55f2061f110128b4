"""Addresses, mentions and hashtags: those in the text, united with those the post states."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rulekit.errors import Words
from rulekit.facts.seen import NONE, Found, Seen
from rulekit.facts.spans import (
    BLANKS,
    listed,
    listed_in_order,
    org_strings,
    partly,
    seen_at,
    strings_of,
    text_of,
    whole,
)
from rulekit.facts.table import Fact
from rulekit.facts.view import View, strings_from_file
from rulekit.model.decision import Evidence
from rulekit.text.characters import fold, normalise
from rulekit.text.small import may_link

if TYPE_CHECKING:
    from rulekit.text.entities import Mention, Tag


class Link(NamedTuple):
    """An address in a string: where it stands, what it is; `scheme` is None if none is written, `path` all behind
    the host, `written` the host in small letters as it was written."""

    start: int
    end: int
    url: str
    scheme: str | None
    user: str
    host: str
    path: str
    written: str = ""


def _parse(url: str) -> Link | None:
    """The parts of an address; None if it has no host."""
    clean = url if _is_plain(url) else normalise(url).nfkc
    scheme, mark, rest = clean.partition("://")
    if not mark:
        scheme, rest = "", clean
    end = min([place for place in map(rest.find, "/?#\\") if place >= 0], default=len(rest))
    authority, path = rest[:end], rest[end:]
    user, _, written = authority.rpartition("@")
    written = _folded(written)
    host = _host(written)
    if not host:
        return None
    return Link(0, len(url), url, _folded(scheme) or None, _folded(user), host, path, written)


def _is_plain(text: str) -> bool:
    """Whether a text is its own normal form for sure: of printable ASCII."""
    return text.isascii() and text.isprintable()


def _folded(text: str) -> str:
    """The text normalised and in small letters."""
    return text.lower() if _is_plain(text) else normalise(text).folded


def _host(folded: str) -> str:
    """A host in lower case and in its own letters, without port and last dot; empty if it is none.

    `%2e` is a dot and `0x7f.1` is 127.0.0.1, as browsers read them (WHATWG URL, host parsing).
    """
    host = folded.replace("。", ".").replace("．", ".")
    if "%" in host:
        from rulekit.facts.targets import unquoted  # imported where used: hosts are hardly ever written so

        host = normalise(unquoted(host)).folded
    if host.startswith("["):
        return host.partition("]")[0] + "]" if "]" in host else ""
    host = host.partition(":")[0].strip(".")
    if not host or not _NO_HOST.isdisjoint(host) or (len(host) > 63 and max(map(len, host.split("."))) > 63):
        return ""
    if host[-1] in "0123456789abcdefx" and not _DIGITS.isdisjoint(host.rpartition(".")[2]):
        return _ipv4(host) or host
    return ".".join(map(_own_letters, host.split("."))) if "xn--" in host else host


_NO_HOST = frozenset(" \t\n<>\"'()")
_DIGITS = frozenset("0123456789")


def _ipv4(host: str) -> str | None:
    """`127.0.0.1` for every way to write it: fewer parts, one number, hexadecimal, octal (WHATWG URL, IPv4 parser); None if it is no address."""
    parts = [_number(part) for part in host.split(".")]
    numbers = [part for part in parts if part is not None]
    if len(numbers) < len(parts) or len(parts) > 4 or any(part > 255 for part in numbers[:-1]):
        return None
    rest = 4 - (len(numbers) - 1)
    if numbers[-1] >= 256**rest:
        return None
    return ".".join(map(str, (*numbers[:-1], *numbers[-1].to_bytes(rest, "big"))))


def _number(part: str) -> int | None:
    """A part of an IPv4 address as a number: decimal, `0x` hexadecimal or, with a nought before it, octal."""
    base, digits = (16, part[2:]) if part.startswith("0x") else (8, part[1:]) if part[:1] == "0" else (10, part)
    allowed = "0123456789abcdef"[:base]
    if len(part) > 12 or not part or not set(digits) <= set(allowed):
        return None
    return int(digits, base) if digits else 0


def _own_letters(label: str) -> str:
    """`münchen` for `xn--mnchen-3ya`; a label that is no punycode stays."""
    if not label.startswith("xn--"):
        return label
    try:
        return normalise(label[4:].encode("ascii").decode("punycode")).folded or label
    except (UnicodeError, ValueError, OverflowError):
        return label


def host_of(address: str) -> str | None:
    """The host of an address, with or without a scheme, in lower case and in its own letters; None if it has none."""
    link = _parse(address.strip(BLANKS))
    return None if link is None else link.host


def web_addresses(view: View, at: str, string: str) -> list[Link]:
    """The web addresses in a string, without mail addresses."""
    if not may_link(string):
        return []
    from rulekit.text.entities_urls import addresses  # imported where used: most texts have none

    found = []
    for start, end in addresses(string):
        link = _parse(string[start:end])
        if link is not None:
            found.append(Link(start, end, *link[2:]))
    return found


def below(host: str, domain: str) -> bool:
    """Whether the host is that domain or a subdomain of it."""
    return host == domain or host.endswith("." + domain)


def _same_link(url: str) -> str:
    """What two ways to write one address have in common."""
    link = _parse(url.strip(BLANKS))
    if link is None:
        return url
    return link.host.removeprefix("www.") + (link.path.rstrip("/") if link.path.strip("/") else "")


def may_have_links(view: View) -> bool:
    """Whether the post may have links, told in a moment."""
    post = view.post
    return bool(post.get("links") or post.get("attachments") or may_link(post.get("text") or ""))


def _all_links(view: View) -> list[tuple[Link | None, str, Evidence]]:
    """Every link of the post with its parts (None for a stated one without a host), as written, and where."""
    text = text_of(view) or ""
    found: list[tuple[Link | None, str, Evidence]] = [
        (link, link.url, seen_at("/text", text, link.start, link.end)) for link in web_addresses(view, "/text", text)
    ]
    if not view.post.get("links"):
        return found
    known = {_same_link(url) for _, url, _ in found}
    for at, string in strings_of(view, "links"):
        if _same_link(string) not in known:
            found.append((_parse(string.strip(BLANKS)), string, whole(at, string)))
    return found


def _code_links(view: View) -> tuple[list[tuple[Link, Evidence]], str]:
    """The addresses in the codes of pictures, each with its place; and why a picture cannot be read (empty: all can)."""
    found: list[tuple[Link, Evidence]] = []
    fault = ""
    for number, attachment in enumerate(view.post.get("attachments") or ()):
        codes, why = strings_from_file(attachment, "codes")
        fault = fault or why
        for place, code in enumerate(codes):
            at = f"/attachments/{number}/codes/{place}"
            found += [(link, seen_at(at, code, link.start, link.end)) for link in web_addresses(view, at, code)]
    return found, fault


_NOTHING = Seen(NONE, None, "/text")


def _urls(view: View) -> Seen:
    if not may_have_links(view):
        return _NOTHING
    links = [(link, span) for link, _, span in _all_links(view) if link is not None]
    codes, fault = _code_links(view) if view.post.get("attachments") else ([], "")
    links += codes
    if not links:
        return partly(_NOTHING, fault)
    from rulekit.facts.targets import described  # imported where used: most posts have no link

    own, inner = (org_strings(view, name) for name in ("domains", "internal_domains"))
    return partly(listed([Found(described(link, own, inner), (span,)) for link, span in links]), fault)


def _links(view: View) -> Seen:
    if not may_have_links(view):
        return _NOTHING
    return listed(Found(url, (span,)) for _, url, span in _all_links(view))


def _united(view: View, name: str, seen: Iterable[Mention | Tag]) -> Seen:
    """What was seen in the text, united with the strings the post states under that name."""
    text = text_of(view) or ""
    found = [Found(one.name, (seen_at("/text", text, one.start, one.end),)) for one in seen]
    stated = strings_of(view, name) if view.post.get(name) else ()
    if not stated:
        return listed_in_order(found)
    known = {fold(tag.value) for tag in found}
    for at, string in stated:
        tag = _bare(string)
        if fold(tag) not in known:
            found.append(Found(tag, (whole(at, string),)))
    return listed(found)


def _mentions(view: View) -> Seen:
    text = view.post.get("text") or ""
    if "@" not in text and "＠" not in text:
        return _united(view, "mentions", ()) if view.post.get("mentions") else _NOTHING
    from rulekit.text.entities import accounts  # imported where used: most texts mention nobody

    platform = view.post.get("platform")
    return _united(view, "mentions", accounts(text, platform if isinstance(platform, str) else None))


def _hashtags(view: View) -> Seen:
    text = view.post.get("text") or ""
    if "#" not in text and "＃" not in text:
        return _united(view, "hashtags", ()) if view.post.get("hashtags") else _NOTHING
    from rulekit.text.entities import hashtags  # imported where used: most texts have none

    return _united(view, "hashtags", hashtags(text))


def _bare(tag: str) -> str:
    """A hashtag or mention without its sign."""
    return tag.strip(BLANKS).lstrip("#@＃＠﹟﹫")


_TEXT = {"type": "string"}
_YES_OR_NO = {"type": "boolean"}
_LIST = {"type": "array", "items": _TEXT}

FACTS: tuple[Fact, ...] = (
    Fact(
        "urls",
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "url": _TEXT,
                    "host": _TEXT,
                    "domain": _TEXT,
                    "scheme": {"type": ["string", "null"]},
                    "shortener": _YES_OR_NO,
                    "lookalike_of": {"type": ["string", "null"]},
                    "punycode": _YES_OR_NO,
                    "homograph": _YES_OR_NO,
                    "ip": _YES_OR_NO,
                    "user_info": _YES_OR_NO,
                    "internal": _YES_OR_NO,
                    "executable": _YES_OR_NO,
                    "affiliate": _YES_OR_NO,
                    "discount": _YES_OR_NO,
                },
                "additionalProperties": False,
            },
        },
        Words(
            "The web addresses of the text, of links and of codes in pictures, taken apart.",
            "Die Webadressen des Textes, von links und der Codes in Bildern, zerlegt.",
        ),
        _urls,
    ),
    Fact(
        "links",
        _LIST,
        Words("The links of the post, stated or in its text.", "Die Links des Beitrags, angegeben oder im Text."),
        _links,
    ),
    Fact(
        "mentions",
        _LIST,
        Words(
            "Who is mentioned, stated or in the text, without the first @.",
            "Wer erwähnt wird, angegeben oder im Text, ohne das erste @.",
        ),
        _mentions,
    ),
    Fact(
        "hashtags",
        _LIST,
        Words(
            "The hashtags of the post, stated or in its text, without #.",
            "Die Hashtags des Beitrags, angegeben oder im Text, ohne #.",
        ),
        _hashtags,
    ),
)
