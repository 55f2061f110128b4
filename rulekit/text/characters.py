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
_SLOW = re.compile(f"[^{_FAST}]|(?<![{_FAST_EMOJI}])\ufe0f|(?<![{_FAST_EMOJI}\ufe0f])\u200d|\u200d(?![{_FAST_EMOJI}])")
_CHANGES = re.compile("[\xa0…]")


def _fast_shapes() -> dict[int, str]:
    shapes = {code: chr(code) for code in range(0x20, 0x7F)}
    shapes |= {code: OTHER for code in (*range(0x20), 0x7F)}
    shapes |= {9: "\t", 10: "\n"}
    shapes |= {code: OTHER for code in range(0xA1, 0xC0)}
    shapes |= {code: "A" if code < 0xDF else "a" for code in range(0xC0, 0x100)}
    shapes |= {0xA0: " ", 0xD7: OTHER, 0xF7: OTHER, 0x2022: OTHER, 0x20AC: OTHER, 0x2192: OTHER}
    shapes |= {ord(sign): shape for sign, shape in _PUNCTUATION.items()}
    shapes |= {0xFE0F: EXTENDER, 0x200D: EXTENDER}
    return shapes


class _Shapes(dict[int, str]):
    """A translation table in which everything not named is an emoji: all else the fast path lets in."""

    def __missing__(self, code: int) -> str:
        return EXTENDER if 0x1F3FB <= code <= 0x1F3FF else EMOJI


class _Folds(dict[int, int]):
    """A translation table in which everything not named stays."""

    def __missing__(self, code: int) -> int:
        return code


_FAST_SHAPES = _Shapes(_fast_shapes())
_CASES = {code: code + 32 for code in (*range(0x41, 0x5B), *range(0xC0, 0xDF)) if code != 0xD7}
_FAST_FOLDS = _Folds({code: _CASES.get(code, code) for code in range(0x100)} | {0x2019: 0x27, 0x2018: 0x27})
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
        shape = original if _CONTROL.search(original) is None else original.translate(_FAST_SHAPES)
        return Normal(original, original.lower(), shape, None, True)
    if _SLOW.search(original) is not None:
        from rulekit.text import unicode  # imported where used: loads the big tables

        return unicode.normalise(original)
    nfkc, offsets = original, None
    if _CHANGES.search(original) is not None:
        nfkc = original.replace("\xa0", " ")
        if "…" in nfkc:
            nfkc, offsets = _with_dots(nfkc)
    return Normal(nfkc, nfkc.translate(_FAST_FOLDS), nfkc.translate(_FAST_SHAPES), offsets, True)


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
