"""Normalisation and character classes, the same on every Python: from pinned tables, never from Python's own.

Texts of ASCII, Latin-1 letters, common punctuation and common emoji never load the big tables.
The *shape* of a text has its length and shows, in ASCII alone, what each code point is: letters and digits as
ASCII letters and digits, and the marks below for the rest, so that one regex reads every script.
"""

from __future__ import annotations

from collections.abc import Collection

from rulekit.text.small import ascii_pattern
from rulekit.text.values import OffsetMap

EMOJI, EXTENDER, MARK, OTHER, DASH, FLAG = "\x01", "\x02", "\x03", "\x04", "\x05", "\x08"

_PUNCTUATION = {
    "‐": "-", "‑": "-", "–": DASH, "—": DASH, "‘": "'", "’": "'", "ʼ": "'", "‚": '"', "“": '"', "”": '"', "„": '"',
    "‹": '"', "›": '"', "«": '"', "»": '"', "·": "*", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n",
    "\x0c": "\n", "\r": "\n", "′": "'", "´": "'",
}  # fmt: skip
_FAST = {sign: _PUNCTUATION[sign] for sign in "–—‘’‚“”„‹›"} | dict.fromkeys("•€→…", OTHER) | {"✓": EMOJI}
_FAST |= {"\ufe0f": EXTENDER, "\u200d": EXTENDER}
_FAST |= {chr(code): FLAG for code in range(0x1F1E6, 0x1F200)}
"""The shapes of signs beyond Latin-1 that the fast path lets in; an ellipsis is taken apart before its shape counts."""

_NARROW = b"\t\n\r" + bytes(range(0x20, 0x7F))
_UNUSUAL = r"[^\t\n\r -~\xa0\xa1\xa7\xab\xb0\xb7\xbb\xbf-\xff]"
"""Everything that is not among the signs of Latin-1 that need no table."""


def _shape_bytes() -> bytes:
    shapes = {code: chr(code) for code in range(0x20, 0x7F)}
    shapes |= {9: "\t", 10: "\n"}
    shapes |= {code: "A" if code < 0xDF else "a" for code in range(0xC0, 0x100)}
    shapes |= {0xA0: " ", 0xD7: OTHER, 0xF7: OTHER}
    shapes |= {ord(sign): shape for sign, shape in _PUNCTUATION.items()}
    return bytes(ord(shapes.get(code, OTHER)) for code in range(256))


_SHAPES = _shape_bytes()
_SOURCE_SHAPES = bytes(
    code if chr(code) in (EMOJI, EXTENDER, OTHER, DASH, FLAG) else _SHAPES[code] for code in range(256)
)
"""The shapes of what a source is made of: a plain text has no controls, so that these are the shapes of wide signs."""


class Normal:
    """A normalised text; `folded` and `shape` have the length of `nfkc`. `plain` says the fast path was enough.

    `wide` are the signs beyond Latin-1 of a plain text, each once.
    """

    __slots__ = ("_folded", "_shape", "nfkc", "offsets", "plain", "source", "wide")

    def __init__(
        self,
        nfkc: str,
        offsets: OffsetMap | None,
        wide: Collection[str] = (),
        slow: tuple[str, str] | None = None,
    ) -> None:
        """`slow` is folded and shape, as the tables give them.

        `source` is what the tokens are read from: Latin-1 as it is, everything wider as its shape.
        """
        self.nfkc = nfkc
        self.offsets = offsets
        self.wide = wide
        self.plain = slow is None
        self._folded: str | None = None if slow is None else slow[0]
        self._shape: str | None = None if slow is None else slow[1]
        source = nfkc if slow is None else slow[1]
        for sign in wide:  # few different ones, each replaced in one go: faster than to go through their places
            source = source.replace(sign, _wide_shape(sign))
        self.source: str = source

    @property
    def folded(self) -> str:
        """Lower case, code point by code point; ß is kept, an apostrophe is `'`."""
        folded = self._folded
        if folded is None:
            folded = self.nfkc.lower()
            if "’" in self.wide or "‘" in self.wide:
                folded = folded.replace("’", "'").replace("‘", "'")
            self._folded = folded
        return folded

    @property
    def shape(self) -> str:
        """What each code point is, in ASCII."""
        shape = self._shape
        if shape is None:
            shape = self.source.encode("latin-1").translate(_SOURCE_SHAPES).decode("latin-1")
            self._shape = shape
        return shape


def normalise(original: str) -> Normal:
    """NFKC without zero-width and bidi controls, with the way back to the original."""
    if original.isascii():
        if original.isprintable() or not original.encode().translate(None, _NARROW):
            return Normal(original, None)
        return Normal(original, None, slow=(original.lower(), _narrow_shape(original)))
    unusual = frozenset(ascii_pattern(_UNUSUAL).findall(original))
    if unusual and not _all_fast(original, unusual):
        from rulekit.text import unicode  # imported where used: loads the big tables

        return unicode.normalise(original)
    nfkc, offsets = original, None
    if "\xa0" in nfkc:
        nfkc = nfkc.replace("\xa0", " ")
    if "…" in unusual:
        nfkc, offsets = _with_dots(nfkc)
    return Normal(nfkc, offsets, unusual)


def _narrow_shape(text: str) -> str:
    return text.encode("latin-1", "replace").translate(_SHAPES).decode("latin-1")


def _all_fast(text: str, unusual: Collection[str]) -> bool:
    """True if the unusual signs are ones that the fast path knows, and joiners stand only between emoji."""
    joiners = False
    for sign in unusual:
        if sign == "\ufe0f" or sign == "\u200d":
            joiners = True
        elif sign not in _FAST and not _fast_emoji(sign):
            return False
    return not joiners or all(
        _joins_emoji(text, found.start()) for found in ascii_pattern("[\ufe0f\u200d]").finditer(text)
    )


def _joins_emoji(text: str, place: int) -> bool:
    """Whether the selector or joiner at that place is where the fast path lets it be."""
    before = text[place - 1 : place]
    if text[place] == "\ufe0f":
        return _fast_emoji(before)
    return (_fast_emoji(before) or before == "\ufe0f") and _fast_emoji(text[place + 1 : place + 2])


def _fast_emoji(sign: str) -> bool:
    """Emoji that normalisation leaves alone and that no combining mark can change."""
    return (
        "\U0001f300" <= sign <= "\U0001f64f"
        or "\u2600" <= sign <= "\u2775"
        or "\U0001f680" <= sign <= "\U0001f6ff"
        or "\U0001f900" <= sign <= "\U0001f9ff"
        or "\U0001fa70" <= sign <= "\U0001faff"
        or "\u2794" <= sign <= "\u27bf"
    )


def _wide_shape(sign: str) -> str:
    """The shape of what is not Latin-1: an emoji, when it is nothing else the fast path lets in."""
    return _FAST.get(sign) or (EXTENDER if "\U0001f3fb" <= sign <= "\U0001f3ff" else EMOJI)


def _with_dots(text: str) -> tuple[str, OffsetMap]:
    """Each ellipsis as three dots."""
    runs: list[tuple[int, int, int]] = []
    normal = place = 0
    for part in text.split("…"):
        if part:
            runs.append((normal, place, -1))
        normal, place = normal + len(part), place + len(part)
        if place < len(text):
            runs.append((normal, place, 1))
        normal, place = normal + 3, place + 1
    starts, places, lengths = zip(*runs, strict=True)
    return text.replace("…", "..."), OffsetMap(starts, places, lengths)


def fold_word(folded: str, plain: bool) -> str:
    """The form of a word, from its slice of `folded`: ß as ss, look-alikes of one script, marks composed."""
    if folded.isascii():
        return folded
    if plain:
        return folded.replace("ß", "ss")
    from rulekit.text import unicode  # imported where used: loads the big tables

    return unicode.fold_word(folded)


def fold(string: str) -> str:
    """A whole string folded: normalised, any case, ß as ss."""
    normal = normalise(string)
    return fold_word(normal.folded, normal.plain)


def punctuation_shapes() -> dict[str, str]:
    """The shapes of marks that have one of their own, for the tables' side."""
    return dict(_PUNCTUATION)
