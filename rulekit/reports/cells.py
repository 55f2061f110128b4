"""How many terminal cells a text takes, and breaking it into rows of so many.

A piece is what a reader takes for one character: a letter with its accents, a family of emoji joined to one, a flag.
The tables are Unicode's East Asian Width (W, F) and the marks that take no cell, shortened to whole ranges;
our own and not Python's, because those differ from version to version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .escape import FLAG, UNSAFE, visible

Measure = Callable[[str], int]
"""Gives the cells that a text takes."""

_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0902\u093a\u093c\u0941-\u0948"
    r"\u094d\u0951-\u0957\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
    r"\u302a-\u302d\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
_WIDE = (
    r"\u1100-\u115f\u231a\u231b\u2329\u232a\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    r"\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b"
    r"\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e"
    r"\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    r"\U00016fe0-\U00018aff\U0001b000-\U0001b2ff\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a"
    r"\U0001f1e6-\U0001f320\U0001f32d-\U0001f335\U0001f337-\U0001f37c\U0001f37e-\U0001f393\U0001f3a0-\U0001f3ca"
    r"\U0001f3cf-\U0001f3d3\U0001f3e0-\U0001f3f0\U0001f3f4\U0001f3f8-\U0001f43e\U0001f440\U0001f442-\U0001f4fc"
    r"\U0001f4ff-\U0001f53d\U0001f54b-\U0001f54e\U0001f550-\U0001f567\U0001f57a\U0001f595\U0001f596\U0001f5a4"
    r"\U0001f5fb-\U0001f64f\U0001f680-\U0001f6c5\U0001f6cc\U0001f6d0-\U0001f6d2\U0001f6d5-\U0001f6d7"
    r"\U0001f6dc-\U0001f6df\U0001f6eb\U0001f6ec\U0001f6f4-\U0001f6fc\U0001f7e0-\U0001f7eb\U0001f7f0"
    r"\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff\U0001fa70-\U0001faff\U00020000-\U0003fffd"
)
_PIECE = (
    f"\r\n|{FLAG}|[\U0001f1e6-\U0001f1ff]{{2}}|[{UNSAFE}]"
    f"|(?s:.)[{_MARKS}]*(?:(?<=\u200d)[\u2190-\u2bff\U0001f000-\U0001faff][{_MARKS}]*)*"
)
_IS_MARK = f"[{_MARKS}]"
_IS_WIDE = f"(?s:[{_WIDE}]|.\ufe0f)"
# the patterns are compiled when first used, and kept by `re`: most posts are shown without them
_NARROW = re.compile("[ -~\xa0-\u02ff\u2010-\u2027\u2030-\u205e]*")


class Piece(NamedTuple):
    """One character as a reader sees it: its code points `start` to `end` (exclusive), and how it is shown."""

    start: int
    end: int
    shown: str


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of `text`; a line end is shown as a line end, all else that could act as a sign."""
    if _NARROW.fullmatch(text):
        yield from (Piece(at, at + 1, char) for at, char in enumerate(text))
        return
    for found in re.finditer(_PIECE, text):
        raw = found.group()
        yield Piece(found.start(), found.end(), "\n" if raw in ("\n", "\r\n") else visible(raw))


def width_of(text: str) -> int:
    """The cells that `text` (already safe to show) takes in a terminal."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(_width(found.group()) for found in re.finditer(_PIECE, text))


def wrap(text: str, width: int, measure: Measure = width_of) -> list[str]:
    """`text` (one line, safe to show) as rows of at most `width` cells, broken at blanks, else anywhere."""
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else word
        if measure(longer) <= width:
            row = longer
            continue
        if row:
            rows.append(row)
        *full, row = _hard(word, width, measure)
        rows.extend(full)
    return [*rows, row]


def _hard(word: str, width: int, measure: Measure) -> list[str]:
    if measure(word) <= width:
        return [word]
    parts = [""]
    for piece in pieces(word):
        if parts[-1] and measure(parts[-1] + piece.shown) > width:
            parts.append("")
        parts[-1] += piece.shown
    return parts


def _width(piece: str) -> int:
    if re.match(_IS_WIDE, piece):
        return 2
    return 0 if re.match(_IS_MARK, piece) else 1
