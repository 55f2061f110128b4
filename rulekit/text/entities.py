"""Mentions, hashtags, cashtags and emoji of a text, by the rules of twitter-text 3 where it has any.

Source of the rules: github.com/twitter/twitter-text (Apache-2.0), its published patterns; the code is rulekit's own. All
functions take a text as its author wrote it and give spans in its code points, in order. Each costs next to nothing when
the sign that it looks for is missing, and takes time in proportion to the text. Addresses are in `entities_urls`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from rulekit.text.characters import MARK
from rulekit.text.entities_urls import DIRECTIONS, LATIN, SPACES, addresses
from rulekit.text.small import pattern
from rulekit.text.values import Span

_NOT_AFTER = f"(?![@＠{LATIN}]|://)"
_BEFORE = r"(?:(?<![A-Za-z0-9_!#$%&*@＠][@＠])|(?<=[rR][tT][@＠])(?<![A-Za-z0-9_+~.-][rR][tT][@＠]))"
"""What may stand before the sign of a mention, looked at from behind it."""

_MENTION = rf"[@＠]{_BEFORE}([A-Za-z0-9_]{{1,20}}+)(/[A-Za-z][A-Za-z0-9_-]{{0,24}}+)?+{_NOT_AFTER}"
_LONG = _MENTION.replace("{1,20}", "{1,64}")
_REPLY = rf"[{SPACES}{DIRECTIONS}]*+[@＠]([A-Za-z0-9_]{{1,20}}+){_NOT_AFTER}"

_USER = r"[A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+"
_REMOTE = rf"[@＠](?<![A-Za-z0-9_=/@＠][@＠])({_USER})@(?=[A-Za-z0-9\xc0-\u024f])((?:[A-Za-z0-9\xc0-\u024f-]++\.?)++)"
_OWN = r"[@＠](?<![A-Za-z0-9_=/@＠][@＠])([A-Za-z0-9](?:[A-Za-z0-9-]*+\.?)*+)"
_DOTTED = rf"[@＠]{_BEFORE}([A-Za-z0-9_]++(?:\.[A-Za-z0-9_]++)*+)(?![@＠]|://)"

_TAG_LETTERS = "A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u02c1"
_TAG = f"[#＃](?![\ufe0f\u20e3])([{_TAG_LETTERS}0-9_\xb7]*+)"
_TAG_LETTER = f"[{_TAG_LETTERS}]"
_TAG_REST = f"[{_TAG_LETTERS}0-9_\xb7]*+"
_TAG_SIGNS = frozenset(
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7"
)
_WORDY = ("a", "A", "0", MARK)
_NO_TAG = (
    "[\x80-\xa9\xab-\xb4\xb6\xb8\xb9\xbb-\xbf\xd7\xf7\u2010-\u205f\u20a0-\u20cf\u2190-\u27bf\U0001f000-\U0001faff]"
)
"""Signs of which no table needs to say that they are neither letter nor digit nor mark."""

_CASHTAG = rf"\$(?<![^{SPACES}{DIRECTIONS}(]\$)([A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?)(?=[{SPACES}\ufeff!'#%&()*+,\\./:;<=>?@\[\]^_{{|}}~$-]|\Z)"

_PICTURE = (
    "‼⁉ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-❵➔-➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙\U0001f000-\U0001f0ff\U0001f170-\U0001f19a\U0001f201-\U0001f265"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
"""Ranges of Unicode emoji-data.txt (Extended_Pictographic), whole blocks where reserved, without the skin tones."""

_DRESSED = "[\ufe0e\ufe0f]*+[\U0001f3fb-\U0001f3ff]?+[\ufe0e\ufe0f]*+\u20e3?+[\U000e0020-\U000e007f]*+"
_ONE = f"[{_PICTURE}]{_DRESSED}|[\U0001f1e6-\U0001f1ff]{{1,2}}+|[\xa9\xae™]\ufe0f|[0-9#*]\ufe0f?+\u20e3"
_BELOW_EMOJI = "\u203b"
"""No emoji beyond Latin-1 begins with a sign up to here."""

_MANY = 40


class Mention(NamedTuple):
    """A mention: `name` without its sign, `slug` with its stroke if it is a list (`/news`), else empty."""

    start: int
    end: int
    name: str
    slug: str = ""


class Tag(NamedTuple):
    """A hashtag or a cashtag: `name` without its sign."""

    start: int
    end: int
    name: str


def mentions(text: str) -> list[Mention]:
    """The mentions and lists that X links, to the letter of twitter-text."""
    if "@" not in text and "＠" not in text:
        return []
    return [Mention(*found.span(), found[1], found[2] or "") for found in pattern(_MENTION).finditer(text)]


def reply(text: str) -> str | None:
    """Whom a text answers that begins with a mention; None if it does not."""
    found = pattern(_REPLY).match(text)
    return None if found is None else found[1]


DOTTED = frozenset(("instagram", "threads", "tiktok", "facebook", "youtube"))
"""Platforms in whose names a dot may stand."""


def accounts(text: str, platform: str | None = None) -> list[Mention]:
    """Who is mentioned in a text, as readers of that platform understand it; nothing in an address is a mention.

    On each platform: what X links, `@user@host` of the Fediverse, and handles of Bluesky's own (`@name.bsky.social`). On
    Bluesky any `@name.tld` is a handle, on the platforms of `DOTTED` a name may have dots, and only on X names end
    after 20 characters (Mastodon: app/models/account.rb; Bluesky: atproto.com/specs/handle).
    """
    if "@" not in text and "＠" not in text:
        return []
    found: dict[int, Mention] = {}
    for one in _named(text, platform):
        found[one.start] = one
    for one in _domains(text, anywhere=platform == "bluesky"):
        found[one.start] = one
    for one in _remote(text):
        found[one.start] = one
    ordered = [found[start] for start in sorted(found)]
    return ordered if all(_apart(text, one.start) for one in ordered) else _outside(text, ordered)


def _named(text: str, platform: str | None) -> Iterator[Mention]:
    if platform in DOTTED:
        for found in pattern(_DOTTED).finditer(text):
            yield Mention(*found.span(), found[1])
    else:
        for found in pattern(_MENTION if platform == "x" else _LONG).finditer(text):
            yield Mention(found.start(), found.end(1), found[1])


def _domains(text: str, anywhere: bool) -> Iterator[Mention]:
    """Handles that are host names: all of them, or those that Bluesky gives away."""
    if not anywhere and ".bsky.social" not in text:
        return
    for found in pattern(_OWN).finditer(text):
        name = _host(found[1])
        if "." in name and (anywhere or name.endswith(".bsky.social")):
            yield Mention(found.start(), found.start(1) + len(name), name)


def _remote(text: str) -> Iterator[Mention]:
    if text.count("@") < 2:
        return
    for found in pattern(_REMOTE).finditer(text):
        host = _host(found[2])
        if "." in host:
            yield Mention(found.start(), found.start(2) + len(host), f"{found[1]}@{host}")


def _host(written: str) -> str:
    """The host at the beginning of what looks like one; empty if its end is no top-level domain."""
    labels = written.rstrip(".-").split(".")
    while len(labels) > 1:
        if all(labels) and len(labels[-1]) > 1 and not labels[-1].isdigit():
            return ".".join(labels)
        labels.pop()
    return ""


def hashtags(text: str) -> list[Tag]:
    """The hashtags that X links: letters, marks and digits of any script with a letter among them; none in an address."""
    if "#" not in text and "＃" not in text:
        return []
    found = []
    all_apart = True
    for sign in pattern(_TAG).finditer(text):
        start, end = sign.span()
        if text[end : end + 1] >= "\x80":
            end = _tag_end(text, end)
        apart = _apart(text, start)
        if (not apart and _glued(text[start - 1])) or _closed(text, end):
            continue
        name = text[start + 1 : end]
        if (name[:1].isascii() and name[:1].isalpha()) or pattern(_TAG_LETTER).search(name) or any(map(_letter, name)):
            found.append(Tag(start, end, name))
            all_apart = all_apart and apart
    return found if all_apart else _outside(text, found)


def _glued(before: str) -> bool:
    """Whether what stands before a sign forbids a hashtag."""
    return before == "&" or (before not in "\ufe0e\ufe0f" and _in_tag(before))


def _closed(text: str, end: int) -> bool:
    """Whether what follows a hashtag forbids it."""
    return text[end : end + 1] in ("#", "＃") or text.startswith("://", end)


def _tag_end(text: str, end: int) -> int:
    while end < len(text) and text[end] >= "\x80" and _in_tag(text[end]):
        found = pattern(_TAG_REST).match(text, end + 1)
        end = end + 1 if found is None else found.end()
    return end


def _in_tag(char: str) -> bool:
    if char < "\x80":
        return char.isalnum() or char == "_"
    return char in _TAG_SIGNS or (
        pattern(_NO_TAG).match(char) is None and (char in "\u02bc\ufe0f" or _shape(char) in _WORDY)
    )


def _letter(char: str) -> bool:
    return (
        char > "\xb7"
        and char not in _TAG_SIGNS
        and pattern(_NO_TAG).match(char) is None
        and _shape(char) in ("a", "A", MARK)
    )


def _shape(char: str) -> str:
    if pattern(_TAG_LETTER).match(char) is not None:
        return "a"
    from rulekit.text.unicode import shape_of  # imported where used: loads the big tables

    return shape_of(char)


def cashtags(text: str) -> list[Tag]:
    """The cashtags that X links: a dollar and one to six ASCII letters, perhaps with an exchange (`$SAP.DE`).

    An opening parenthesis may stand before one, which twitter-text forbids: `SAP ($SAP)` is how people write it.
    """
    if "$" not in text:
        return []
    return [Tag(*found.span(), found[1]) for found in pattern(_CASHTAG).finditer(text)]


def emoji(text: str) -> list[Span]:
    """Where each emoji stands, as its reader sees it: a family, a flag and a keycap are one each (UTS #51)."""
    if text.isascii():
        return []
    spans: list[Span] = []
    match = pattern(_ONE).match
    end = 0
    for place in wide(text):
        sign = text[place]
        if place < end or sign <= _BELOW_EMOJI:
            continue
        # a selector or a keycap that belongs to no emoji yet may make one of the sign before it
        start = place - 1 if sign in "\ufe0f\u20e3" and place > end else place
        found = match(text, start)
        if found is not None:
            end = found.end()
            while text[end : end + 1] == "\u200d" and (found := match(text, end + 1)) is not None:
                end = found.end()
            spans.append((start, end))
    return spans


def wide(text: str) -> list[int]:
    """Where the signs beyond Latin-1 stand; most texts have few, and a search of bytes costs less than one by a class."""
    raw = text.encode("latin-1", "replace")
    if raw.count(b"?") > _MANY:
        return [found.start() for found in pattern("[^\x00-\xff]").finditer(text)]
    places = []
    place = raw.find(b"?")
    while place >= 0:
        if text[place] != "?":
            places.append(place)
        place = raw.find(b"?", place + 1)
    return places


def _apart(text: str, start: int) -> bool:
    """Whether a blank or nothing stands before the place."""
    return start == 0 or text[start - 1].isspace()


Named = TypeVar("Named", Mention, Tag)


def _outside(text: str, found: list[Named]) -> list[Named]:
    """What does not begin within an address."""
    spans = iter([*addresses(text), (len(text), len(text))])
    here = next(spans)
    kept = []
    for one in found:
        while here[1] <= one.start:
            here = next(spans)
        if one.start < here[0]:
            kept.append(one)
    return kept
