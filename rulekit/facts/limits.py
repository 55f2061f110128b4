"""What the platform allows, and how long the text is as that platform counts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rulekit.errors import Words
from rulekit.facts.platforms import PLATFORMS, Platform
from rulekit.facts.seen import KNOWN, NONE, Seen
from rulekit.facts.table import Fact
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.text.small import may_link, western


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
    if not platform.text_with and platform.text_reply is None:
        return platform.text
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
    known: Json = {}
    text = own if own is not None else text_limit(view, platform)
    if text is not None:
        known["text"] = text
    if platform.hashtags is not None:
        known["hashtags"] = platform.hashtags
    if platform.alt_text is not None:
        known["alt_text"] = platform.alt_text
    if platform.attachments is not None:
        known["attachments"] = platform.attachments
    if platform.links is not None:
        known["links"] = platform.links
    return Seen(KNOWN, known, at) if known else Seen(NONE)


def _text_length(view: View) -> Seen:
    platform = _platform(view)
    counting = platform.counting if platform is not None else None
    if counting is None:
        if own_limit(view) is None:
            return Seen(NONE, None, "/text")
        counting = "code-points"
    return Seen(KNOWN, COUNTINGS[counting](view, view.post.get("text") or ""), "/text")


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _weighted(view: View, string: str) -> int:
    if western(string) == b"" and not may_link(string):
        return len(string)
    from rulekit.text.entities_length import weighted  # imported where used: many texts are Latin-1 without a link

    return weighted(string)


def _seen(string: str) -> int:
    """How many graphemes a string has."""
    if western(string) is not None:
        return len(string) - string.count("\r\n")
    from rulekit.text.entities_length import seen  # imported where used: as above

    return seen(string)


def _short(view: View, string: str) -> int:
    """Mastodon: the content warning counts too."""
    title = view.post.get("title")
    warning = _seen(title) if isinstance(title, str) else 0
    if "://" not in string and "@" not in string:
        return _seen(string) + warning
    from rulekit.text.entities_length import short  # imported where used: as above

    return short(string) + warning


def _emoji_bytes(view: View, string: str) -> int:
    if western(string) is not None:
        return len(string)
    from rulekit.text.entities import emoji  # imported where used: as above

    return len(string) + sum(_bytes(string[start:end]) - (end - start) for start, end in emoji(string))


def _words(view: View, string: str) -> int:
    return sum(token.kind in ("word", "number") for token in view.text("/text", string).tokens)


COUNTINGS: Final[Mapping[str, Callable[[View, str], int]]] = {
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

_AT_MOST: Final[Mapping[str, int]] = {
    "code-points": 1,
    "utf-16": 2,
    "bytes": 4,
    # compatibility forms of a character have up to 18
    "words": 18,
    "graphemes-bytes": 1,
    "graphemes-short": 1,
    "emoji-bytes": 4,
}
"""How much one character adds to a length, addresses apart; what is not here can only be counted."""

_ADDRESS: Final = 23
"""What Mastodon counts for an address that may be shorter."""


def surely_fits(view: View) -> bool:
    """Whether the text is not longer than it may be, or there is no limit, told without counting."""
    platform, limit = _platform(view), own_limit(view)
    if limit is None:
        limit = text_limit(view, platform) if platform is not None else None
    if limit is None:
        return True
    post, counting = view.post, platform.counting if platform is not None else None
    text = post.get("text") or ""
    each = _AT_MOST.get(counting or "code-points")
    if each is None:
        return False
    length = each * len(text)
    if counting == "graphemes-short":
        length += len(post.get("title") or "") + _ADDRESS * text.count("://")
    return length <= limit


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
