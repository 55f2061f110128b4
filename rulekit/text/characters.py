"""Normalisation and character classes, the same on every Python: from pinned tables, never from Python's own.

Texts of ASCII, Latin-1 letters, common punctuation and common emoji never load the big tables.
The *shape* of a text has its length and shows, in ASCII alone, what each code point is: letters and digits as
ASCII letters and digits, and the marks below for the rest, so that one regex reads every script.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rulekit.text.values import OffsetMap

EMOJI, EXTENDER, MARK, OTHER, DASH, FLAG = "\x01", "\x02", "\x03", "\x04", "\x05", "\x08"

_PUNCTUATION = {
    "‐": "-", "‑": "-", "–": DASH, "—": DASH, "‘": "'", "’": "'", "ʼ": "'", "‚": '"', "“": '"', "”": '"', "„": '"',
    "‹": '"', "›": '"', "«": '"', "»": '"', "·": "*", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n",
    "\x0c": "\n", "\r": "\n", "′": "'", "´": "'",
}  # fmt: skip

_FAST_EMOJI = "\u2600-\u2775\u2794-\u27bf\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff"
"""Emoji that normalisation leaves alone and that no combining mark can change."""

_LATIN = "À-ÖØ-öø-ÿ"
_FAST = f"\\t\\n\\r -~\xa0¡§«°·»¿×÷{_LATIN}–—‘’‚“”„…‹›•€→✓\ufe0f\u200d{_FAST_EMOJI}"
_SLOW = re.compile(f"[^{_FAST}]")
_STRAY = f"(?<![{_FAST_EMOJI}])\ufe0f|(?<![{_FAST_EMOJI}\ufe0f])\u200d|\u200d(?![{_FAST_EMOJI}])"
"""Joiners and selectors that belong to no emoji."""


def _fast_shapes() -> dict[int, str]:
    shapes = {code: chr(code) for code in range(0x20, 0x7F)}
    shapes |= dict.fromkeys((*range(32), 127), OTHER)
    shapes |= {9: "\t", 10: "\n"}
    shapes |= dict.fromkeys(range(161, 192), OTHER)
    shapes |= {code: "A" if code < 0xDF else "a" for code in range(0xC0, 0x100)}
    shapes |= {0xA0: " ", 0xD7: OTHER, 0xF7: OTHER, 0x2022: OTHER, 0x20AC: OTHER, 0x2192: OTHER}
    shapes |= {ord(sign): shape for sign, shape in _PUNCTUATION.items()}
    shapes |= {0xFE0F: EXTENDER, 0x200D: EXTENDER}
    return shapes


_SHAPES = _fast_shapes()
_SHAPE_BYTES = bytes(ord(_SHAPES.get(code, OTHER)) for code in range(256))
_FOLD_BYTES = bytes(
    code + 32 if 0x41 <= code <= 0x5A or (0xC0 <= code <= 0xDE and code != 0xD7) else code for code in range(256)
)
_WIDE = re.compile("[^\x00-\xff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Normal(NamedTuple):
    """A normalised text; `folded` and `shape` have the length of `nfkc`. `plain` says the fast path was enough."""

    nfkc: str
    folded: str
    shape: str
    offsets: OffsetMap | None
    plain: bool


def normalise(original: str) -> Normal:
    """NFKC without zero-width and bidi controls, with the way back to the original."""
    if original.isascii():
        shape = original if _CONTROL.search(original) is None else _narrow(original, _SHAPE_BYTES)
        return Normal(original, original.lower(), shape, None, True)
    joined = "\ufe0f" in original or "\u200d" in original
    if _SLOW.search(original) is not None or (joined and re.search(_STRAY, original) is not None):
        from rulekit.text import unicode  # imported where used: loads the big tables

        return unicode.normalise(original)
    nfkc, offsets = original, None
    if "\xa0" in nfkc:
        nfkc = nfkc.replace("\xa0", " ")
    if "…" in nfkc:
        nfkc, offsets = _with_dots(nfkc)
    folded, shape = _narrow(nfkc, _FOLD_BYTES), _narrow(nfkc, _SHAPE_BYTES)
    wide = [(found.start(), found.group()) for found in _WIDE.finditer(nfkc)]
    if wide:
        folded = _spliced(folded, [(place, "'" if sign in "‘’" else sign) for place, sign in wide])
        shape = _spliced(shape, [(place, _wide_shape(sign)) for place, sign in wide])
    return Normal(nfkc, folded, shape, offsets, True)


def _narrow(text: str, table: bytes) -> str:
    """The text by a table for Latin-1, many times faster than `str.translate`; what is wider becomes a filler."""
    return text.encode("latin-1", "replace").translate(table).decode("latin-1")


def _spliced(text: str, signs: list[tuple[int, str]]) -> str:
    """The text with single code points put at their places."""
    parts = []
    place = 0
    for at, sign in signs:
        parts += [text[place:at], sign]
        place = at + 1
    parts.append(text[place:])
    return "".join(parts)


def _wide_shape(sign: str) -> str:
    """The shape of what is not Latin-1: an emoji, when it is nothing else the fast path lets in."""
    return _SHAPES.get(ord(sign)) or (EXTENDER if "\U0001f3fb" <= sign <= "\U0001f3ff" else EMOJI)


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
