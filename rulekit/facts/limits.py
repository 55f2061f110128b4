"""What the platform allows, and how long the text is as that platform counts it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping

from rulekit.errors import Words
from rulekit.facts.links import web_addresses
from rulekit.facts.platforms import PLATFORMS, Platform
from rulekit.facts.shape import emoji_spans
from rulekit.facts.spans import text_of
from rulekit.facts.table import Fact
from rulekit.facts.view import KNOWN, NONE, Seen, View
from rulekit.model.canonical import Json
from rulekit.text import Text, graphemes

ADDRESS = 23
"""What X and Mastodon count for a URL, however long it is."""

Blocks = tuple[tuple[int, int], ...]

_HEAVY = "[^\x00-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]"
"""The code points that count two on X; all others count one (twitter-text v3)."""

_SIMPLE = frozenset(
    "\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    "§°´µ·ÀÁÂÄÆÇÈÉÊËÍÎÏÑÓÔÖØÚÛÜßàáâäæçèéêëíîïñóôöøùúûüœ–—‘’‚“”„«»‹›…•€→✓✅✨⭐🎉🚀🙏👉👍😊😂🔥💪🌍💡📣🎯"
)
"""Characters that are one grapheme each wherever they stand among each other."""

_STABLE: Blocks = ((0x0, 0x52F), (0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x3040, 0x30FF), (0xAC00, 0xD7A3))
"""Blocks whose composition is the same in the Unicode tables of every Python version."""


def _platform(view: View) -> Platform | None:
    name = view.post.get("platform")
    return PLATFORMS.get(name) if isinstance(name, str) else None


def own_limit(view: View) -> int | None:
    """The limit the post states for its account; None if it states none."""
    account = view.post.get("account")
    given = account.get("text_limit") if isinstance(account, dict) else None
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def text_limit(view: View, platform: Platform) -> int | None:
    """How long the text may be, for its attachments and for a reply, in the platform's own units."""
    attachments = view.post.get("attachments") or ()
    kinds = {item.get("kind") for item in attachments if isinstance(item, dict)}
    limits = [limit for kind, limit in platform.text_with.items() if kind in kinds]
    if platform.text_reply is not None and isinstance(view.post.get("reply_to"), dict):
        limits.append(platform.text_reply)
    return min(limits) if limits else platform.text


def _limits(view: View) -> Seen:
    platform, own = _platform(view), own_limit(view)
    at = "" if own is None else "/account/text_limit"
    if platform is None:
        return Seen(NONE) if own is None else Seen(KNOWN, {"text": own}, at)
    limits: Mapping[str, int | None] = {
        "text": own if own is not None else text_limit(view, platform),
        "hashtags": platform.hashtags,
        "alt_text": platform.alt_text,
        "attachments": platform.attachments,
        "links": platform.links,
    }
    known: Json = {name: limit for name, limit in limits.items() if limit is not None}
    return Seen(KNOWN, known, at) if known else Seen(NONE)


def _text_length(view: View) -> Seen:
    platform = _platform(view)
    counting = platform.counting if platform is not None else None
    if counting is None and own_limit(view) is not None:
        counting = "code-points"
    if counting is None:
        return Seen(NONE, None, "/text")
    return Seen(KNOWN, COUNTINGS[counting](view, text_of(view) or ""), "/text")


def _seen(text: str) -> int:
    """How many graphemes the text has, without the rules of Unicode where every character is one."""
    return len(text) if not set(text).difference(_SIMPLE) else graphemes(text)


def _utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _within(char: str, blocks: Blocks) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in blocks)


def _composed(text: str) -> str:
    """The text in NFC, as far as every Python version agrees on it."""
    if text.isascii() or all(char < "\u0300" or "\u2010" <= char <= "\u2044" or char > "\ud7ff" for char in text):
        return text
    import unicodedata  # imported where used: only for texts with marks

    parts: list[str] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or _within(text[place], _STABLE) != _within(text[start], _STABLE):
            run = text[start:place]
            parts.append(unicodedata.normalize("NFC", run) if _within(run[0], _STABLE) else run)
            start = place
    return "".join(parts)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans, which do not overlap, cut out."""
    kept: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        kept.append(text[end:start])
        end = stop
    return "".join([*kept, text[end:]])


def _weighted(view: View, string: str) -> int:
    text = view.text("/text", string)
    addresses = [(link.start, link.end) for link in web_addresses(view, "/text", string)]
    # an emoji in an address is the address's
    starts = [start for start, _ in addresses]
    emoji = [] if string.isascii() else [span for span in emoji_spans(text) if not _inside(span[0], starts, addresses)]
    rest = _composed(_without(string, [*addresses, *emoji]))
    weights = len(rest) if rest.isascii() else len(rest) + len(re.findall(_HEAVY, rest))
    return weights + ADDRESS * len(addresses) + 2 * len(emoji)


def _inside(place: int, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    before = bisect_right(starts, place) - 1
    return before >= 0 and place < spans[before][1]


def _short(view: View, string: str) -> int:
    """Mastodon: an address is `ADDRESS` long, of `@user@host` only `@user` counts, the content warning counts too."""
    addresses = [(link.start, link.end) for link in web_addresses(view, "/text", string)]
    hosts = _hosts(view.text("/text", string))
    title = view.post.get("title")
    warning = _seen(title) if isinstance(title, str) else 0
    return _seen(_without(string, [*addresses, *hosts])) + ADDRESS * len(addresses) + warning


def _hosts(text: Text) -> list[tuple[int, int]]:
    found = []
    for token in text.tokens:
        place = text.original.find("@", token.start + 1, token.end) if token.kind == "handle" else -1
        if place > 0:
            found.append((place, token.end))
    return found


def _emoji_bytes(view: View, string: str) -> int:
    if string.isascii():
        return len(string)
    emoji = emoji_spans(view.text("/text", string))
    return len(_without(string, emoji)) + sum(_bytes(string[start:end]) for start, end in emoji)


def _words(view: View, string: str) -> int:
    return sum(token.kind in ("word", "number") for token in view.text("/text", string).tokens)


COUNTINGS: Mapping[str, Callable[[View, str], int]] = {
    "code-points": lambda _, text: len(text),
    "utf-16": lambda _, text: _utf16(text),
    "bytes": lambda _, text: _bytes(text),
    "words": _words,
    "weighted": _weighted,
    # above 300 exactly when there are more than 300 graphemes or more than 3,000 bytes
    "graphemes-bytes": lambda _, text: max(_seen(text), -(-_bytes(text) // 10)),
    "graphemes-short": _short,
    "emoji-bytes": _emoji_bytes,
}
"""How a text is counted, by the name in rulesets/platforms.yaml."""

_COUNT = {"type": "integer"}

FACTS: tuple[Fact, ...] = (
    Fact(
        "text_length",
        _COUNT,
        Words(
            "How long the text is as its platform counts it (rulesets/platforms.yaml); none on a platform nobody "
            "knows.",
            "Wie lang der Text ist, so wie seine Plattform zählt (rulesets/platforms.yaml); keine auf einer "
            "unbekannten.",
        ),
        _text_length,
    ),
    Fact(
        "limits",
        {
            "type": "object",
            "properties": dict.fromkeys(("text", "hashtags", "alt_text", "attachments", "links"), _COUNT),
            "additionalProperties": False,
        },
        Words(
            "The most the platform allows; account.text_limit goes before the platform's own limit of the text.",
            "Das Höchste, was die Plattform erlaubt; account.text_limit geht ihrer eigenen Grenze für den Text vor.",
        ),
        _limits,
    ),
)
