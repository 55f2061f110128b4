"""How long a text is on X (twitter-text's configuration 3) and on Mastodon, whose counts depend on its entities."""

from __future__ import annotations

from bisect import bisect_right

from rulekit.text.entities import accounts, emoji, wide
from rulekit.text.entities_urls import urls
from rulekit.text.small import pattern, western
from rulekit.text.spans import graphemes
from rulekit.text.values import Span

ADDRESS = 23
"""What X and Mastodon count for an address, however long it is."""

_HEAVY = "[^\x00-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]"
"""The code points that count two on X; all others count one."""

_HEAVY_BYTES = b"\x80\x85\x86\x87\x89\x8b\x95\x99\x9b"
"""Those of Windows-1252: € … † ‡ ‰ ‹ • ™ ›"""

_SETTLED = "[^\u0897\u0cf3\u0ece\U00010000-\U0001d0ff\U0001d200-\U0002f7ff\U0002fa20-\U0010ffff]+"
"""What composes alike in the tables of Unicode 14 and of all later versions, so in every Python from 3.11."""


def weighted(text: str) -> int:
    """The weighted length of a text on X: an emoji two, an address 23, what is not Western script two a character."""
    written = western(text)
    if written is None:
        return _weighted_slowly(_composed(text))
    linked = [(url.start, url.end) for url in urls(text)]
    if linked:
        text = without(text, linked)
        written = written and text.encode("cp1252")
    return len(text) + len(written) - len(written.translate(None, _HEAVY_BYTES)) + ADDRESS * len(linked)


def _weighted_slowly(text: str) -> int:
    linked = [(url.start, url.end) for url in urls(text)]
    starts = [start for start, _ in linked]
    # an emoji in an address is the address's
    pictures = [span for span in emoji(text) if not _inside(span[0], starts, linked)]
    rest = without(text, sorted([*linked, *pictures]))
    return len(rest) + len(pattern(_HEAVY).findall(rest)) + ADDRESS * len(linked) + 2 * len(pictures)


def short(text: str) -> int:
    """The graphemes of a text on Mastodon: an address with a scheme 23, of `@user@host` only `@user`.

    Source: app/validators/status_length_validator.rb of github.com/mastodon/mastodon.
    """
    linked = [(url.start, url.end) for url in urls(text) if url.scheme] if "://" in text else []
    starts = [start for start, _ in linked]
    hosts = [
        (one.start + one.name.index("@") + 1, one.end)
        for one in (accounts(text, "mastodon") if text.count("@") > 1 else ())
        if "@" in one.name and not _inside(one.start, starts, linked)
    ]
    cut = sorted([*linked, *hosts])
    return seen(without(text, cut) if cut else text) + ADDRESS * len(linked)


_SIMPLE = frozenset("œšž–—‘’‚“”„‹›…•€→✓✅✨⭐🎉🚀🙏👉👍😊😂🔥💪🌍💡📣🎯")
"""Characters beyond Latin-1 that are one grapheme each wherever they stand among each other."""

_ODD = (
    "[^\x00-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff\u4e00-\u9fff"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]+"
)
"""What may belong to the character before or after it; all others have Grapheme_Cluster_Break Other or, in Latin-1, Control."""

_DRESS = frozenset("\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""What belongs to the character before it (Extend) and leaves the one behind it alone."""


def seen(text: str) -> int:
    """How many graphemes the text has, without the rules of Unicode where every character is one."""
    alone = len(text) - text.count("\r\n")
    if text.isascii() or _SIMPLE.issuperset([text[place] for place in wide(text)]):
        return alone
    return alone - sum(_joined(text, *found.span()) for found in pattern(_ODD).finditer(text))


def _joined(text: str, start: int, end: int) -> int:
    """How many characters belong to the grapheme before them: those from start to end, a run of `_ODD`, and the one behind it."""
    run = text[start:end]
    if start and text[start - 1].isprintable() and _DRESS.issuperset(run):
        return end - start
    if min(run) >= "\U0001f1e6" and max(run) <= "\U0001f1ff":
        return (end - start) // 2
    part = text[max(start - 1, 0) : end + 1]
    return len(part) - graphemes(part)


def without(text: str, spans: list[Span]) -> str:
    """The text with the spans, in order and apart, cut out."""
    kept: list[str] = []
    end = 0
    for start, stop in spans:
        kept.append(text[end:start])
        end = stop
    return "".join([*kept, text[end:]])


def _inside(place: int, starts: list[int], spans: list[Span]) -> bool:
    before = bisect_right(starts, place) - 1
    return before >= 0 and place < spans[before][1]


def _composed(text: str) -> str:
    """The text in NFC, as far as every Python version agrees on it."""
    import unicodedata  # imported where used: only for texts with marks or other scripts

    if unicodedata.is_normalized("NFC", text):
        # so is every part of it
        return text
    return pattern(_SETTLED).sub(lambda run: unicodedata.normalize("NFC", run.group()), text)
