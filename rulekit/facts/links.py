"""Addresses, mentions and hashtags: those in the text, united with those the post states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from rulekit.errors import Words
from rulekit.facts.spans import BLANKS, listed, org_strings, seen_at, strings_of, text_of, whole
from rulekit.facts.table import Fact
from rulekit.facts.view import Broken, Found, Seen, View
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence
from rulekit.text.characters import fold, normalise

SHORTENERS = frozenset(
    "amzn.to bit.do bit.ly bitly.com buff.ly cutt.ly dlvr.it goo.gl is.gd kurzelinks.de lnkd.in ow.ly rb.gy "
    "rebrand.ly s.id short.io shorturl.at t.co t.ly t1p.de tiny.cc tiny.one tinyurl.com trib.al tny.im urlz.fr "
    "v.gd".split()
)
"""Hosts that hide where a link leads."""

AFFILIATES = frozenset(
    "amzn.to anrdoezrs.net awin1.com belboon.com digistore24.com dpbolvw.net financeads.net go.redirectingat.com "
    "jdoqocy.com kqzyfj.com liketk.it linksynergy.com ltk.app.link partner-ads.com rstyle.me shareasale.com shopmy.us "
    "tkqlhce.com tradedoubler.com webgains.com zanox.com".split()
)
"""Hosts of networks that pay for what a link sells."""

AFFILIATE_KEYS = frozenset(
    "aff aff_id affid affiliate affiliate_id affiliateid afftrack awc irclickid partnerid partner_id".split()
)
"""Names in the query of a link that carry a seller's id."""


class Link(NamedTuple):
    """An address in a string: where it stands, what it is; `scheme` is None if none is written, `path` all behind
    the host."""

    start: int
    end: int
    url: str
    scheme: str | None
    user: str
    host: str
    path: str


def _parse(url: str) -> Link | None:
    """The parts of an address; None if it has no host."""
    clean = normalise(url).nfkc
    scheme, mark, rest = clean.partition("://")
    if not mark:
        scheme, rest = "", clean
    end = min((place for place in map(rest.find, "/?#\\") if place >= 0), default=len(rest))
    authority, path = rest[:end], rest[end:]
    user, _, host = authority.rpartition("@")
    host = _host(host)
    return (
        Link(0, len(url), url, normalise(scheme).folded or None, normalise(user).folded, host, path) if host else None
    )


def _host(authority: str) -> str:
    """A host in lower case and in its own letters, without port and last dot; empty if it is none."""
    host = normalise(authority).folded.replace("。", ".").replace("．", ".")
    if host.startswith("["):
        return host.partition("]")[0] + "]" if "]" in host else ""
    host = host.partition(":")[0].strip(".")
    if not host or any(sign in host for sign in " \t\n<>\"'()") or any(len(label) > 63 for label in host.split(".")):
        return ""
    return ".".join(map(_own_letters, host.split("."))) if "xn--" in host else host


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
    if "." not in string and "://" not in string and string.isascii():
        return []
    found = []
    for token in view.text(at, string).tokens:
        if token.kind == "url":
            link = _parse(string[token.start : token.end])
            if link is not None and (link.scheme is not None or not link.user):
                found.append(link._replace(start=token.start, end=token.end))
    return found


@cache  # read-only data of a library, read once for a process
def _suffixes() -> frozenset[bytes]:
    """The rules of the public suffix list inside `publicsuffixlist`, as the file's lines.

    Only the file is used: to import and to build the library's own tables takes 60 ms, this 3.
    """
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("publicsuffixlist")
    if spec is None or spec.origin is None:
        raise Broken("the library `publicsuffixlist` is not installed")
    return frozenset(Path(spec.origin).with_name("public_suffix_list.dat").read_bytes().split(b"\n"))


def registrable(host: str) -> str:
    """The part of a host that somebody registered (publicsuffix.org); the host itself if it is an IP address or a
    suffix."""
    labels = host.split(".")
    if host.startswith("[") or (labels[-1].isascii() and labels[-1].isdigit()) or len(labels) < 3:
        return host
    rules = _suffixes()
    for first in range(len(labels)):
        rest = ".".join(labels[first:]).encode("utf-8", "replace")
        above = b"*." + ".".join(labels[first + 1 :]).encode("utf-8", "replace")
        if b"!" + rest in rules:
            return ".".join(labels[first:])
        if rest in rules or above in rules:
            return ".".join(labels[max(first - 1, 0) :])
    return ".".join(labels[-2:])


def below(host: str, domain: str) -> bool:
    """Whether the host is that domain or a subdomain of it."""
    return host == domain or host.endswith("." + domain)


def _below_one(host: str, domains: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[first:]) in domains for first in range(max(len(labels) - 3, 0), len(labels)))


_SAME_LOOK = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("|", "l"), ("5", "s"))


def skeleton(name: str) -> str:
    """What a name looks like at a glance: letters of other scripts and accents as plain ones, `rn` as `m`, `0` as `o`,
    `1` and `i` as `l`."""
    plain = name if name.isascii() else "".join(_plain(char) for char in fold("a" + name)[1:])
    for sign, look in _SAME_LOOK:
        plain = plain.replace(sign, look)
    return plain


def _plain(char: str) -> str:
    """A Latin letter without its accent, another script's letter as the Latin one it looks like."""
    if char.isascii():
        return char
    from rulekit.text.unicode import tables  # imported where used: loads the big tables

    first = (tables().decomposed.get(char) or char)[0]
    return tables().lookalikes.get(first, first)


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter added, lost or changed, or two neighbours swapped, lead from one to the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        swapped = left[:2] == right[1::-1] if len(left) > 1 else False
        return left[1:] == right[1:] or (swapped and left[2:] == right[2:])
    return left[1:] == right if len(left) > len(right) else left == right[1:]


SHORTEST = 5
"""The shortest first label of a domain for which one edit counts: with fewer letters too many honest names are one
edit away."""


def lookalike_of(link: Link, domain: str, own: Iterable[str]) -> str | None:
    """The domain of the organisation that the link's host imitates; None if it is one of them, or like none."""
    names = sorted({host for host in map(host_of, own) if host})
    if any(below(link.host, name) for name in names):
        return None
    for name in names:
        if name in (link.user, link.host.removeprefix("www.")) or f".{name}." in f".{link.host}.":
            return name
        base = registrable(name)
        if domain != base and (
            skeleton(domain) == skeleton(base) or (len(base.partition(".")[0]) >= SHORTEST and _one_edit(domain, base))
        ):
            return name
    return None


def _affiliate(link: Link) -> bool:
    if _below_one(link.host, AFFILIATES):
        return True
    query = normalise(link.path.partition("?")[2].partition("#")[0]).folded
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    amazon = ".amazon." in f".{link.host}"
    return any(
        key in AFFILIATE_KEYS
        or (key == "tag" and amazon and bool(value))
        or (key == "utm_medium" and "affiliate" in value)
        for key, _, value in pairs
    )


def _described(link: Link, own: list[str]) -> Json:
    domain = registrable(link.host)
    return {
        "url": link.url,
        "host": link.host,
        "domain": domain,
        "scheme": link.scheme,
        "shortener": _below_one(link.host, SHORTENERS),
        "lookalike_of": lookalike_of(link, domain, own),
        "affiliate": _affiliate(link),
    }


def _same_link(url: str) -> str:
    """What two ways to write one address have in common."""
    link = _parse(url.strip(BLANKS))
    if link is None:
        return url
    return link.host.removeprefix("www.") + (link.path.rstrip("/") if link.path.strip("/") else "")


def _all_links(view: View) -> list[tuple[Link | None, str, Evidence]]:
    """Every link of the post with its parts (None for a stated one without a host), as written, and where."""
    text = text_of(view) or ""
    found: list[tuple[Link | None, str, Evidence]] = [
        (link, link.url, seen_at("/text", text, link.start, link.end)) for link in web_addresses(view, "/text", text)
    ]
    known = {_same_link(url) for _, url, _ in found}
    for at, string in strings_of(view, "links"):
        if _same_link(string) not in known:
            found.append((_parse(string.strip(BLANKS)), string, whole(at, string)))
    return found


def _urls(view: View) -> Seen:
    links = _all_links(view)
    own = org_strings(view, "domains") if links else []
    return listed(Found(_described(link, own), (span,)) for link, _, span in links if link is not None)


def _links(view: View) -> Seen:
    return listed(Found(url, (span,)) for _, url, span in _all_links(view))


def _tags(name: str, kind: str, sign: str) -> Callable[[View], Seen]:
    """The fact of the tokens of one kind, united with the strings the post states under that name."""

    def work_out(view: View) -> Seen:
        text = text_of(view) or ""
        tokens = (
            [token for token in view.text("/text", text).tokens if token.kind == kind] if _may_have(text, sign) else []
        )
        found = [Found(_bare(text[t.start : t.end]), (seen_at("/text", text, t.start, t.end),)) for t in tokens]
        known = {fold(tag.value) for tag in found}
        for at, string in strings_of(view, name):
            tag = _bare(string)
            if fold(tag) not in known:
                found.append(Found(tag, (whole(at, string),)))
        return listed(found)

    return work_out


def _may_have(text: str, sign: str) -> bool:
    """Whether the sign or, in another script, its wide form may be in the text."""
    return sign in text or not text.isascii()


def _bare(tag: str) -> str:
    """A hashtag or mention without its sign."""
    return tag.strip(BLANKS).lstrip("#@＃＠﹟﹫")


_mentions = _tags("mentions", "handle", "@")
_hashtags = _tags("hashtags", "hashtag", "#")

_TEXT = {"type": "string"}
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
                    "shortener": {"type": "boolean"},
                    "lookalike_of": {"type": ["string", "null"]},
                    "affiliate": {"type": "boolean"},
                },
                "additionalProperties": False,
            },
        },
        Words(
            "The web addresses of the text and of links, taken apart.",
            "Die Webadressen des Textes und von links, zerlegt.",
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
