"""Normalisation for every script, from the pinned tables in `tables.py`. Imported only when a text needs it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rulekit.text.characters import EMOJI, EXTENDER, FLAG, MARK, OTHER, Normal, punctuation_shapes
from rulekit.text.values import OffsetMap

_HANGUL, _L, _V, _T = 0xAC00, 0x1100, 0x1161, 0x11A7
_SHAPES = {"a": "a", "A": "A", "0": "0", "m": MARK, "s": " ", "e": EMOJI, "r": FLAG, "x": EXTENDER, "p": OTHER}
_REMOVED = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Zero-width and bidi controls, soft hyphens and selectors; what joins emoji stays."""

_INERT = r"[\x00-\x7f\xc0-\xff]{2,}"
"""What normalisation leaves alone, but for the last sign, to which the next may be joined."""

_NOT_WESTERN = r"[^\x00-\x7f\xdf-\xf6\xf8-\xff]"
_BEYOND = r"[^\x00-\x7f]"
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f]"


class Tables(NamedTuple):
    """The pinned data: full compatibility decompositions, classes, pairs that compose, folds, look-alikes."""

    decomposed: dict[str, str]
    classes: dict[str, int]
    composed: dict[str, str]
    seconds: frozenset[str]
    folds: dict[str, str]
    starts: list[int]
    kinds: str
    lookalikes: dict[str, str]


@cache  # read-only data, decoded once for a process
def tables() -> Tables:
    """The tables, decoded."""
    import json
    import zlib
    from binascii import a2b_base64

    from rulekit.text.tables import DATA

    data = json.loads(zlib.decompress(a2b_base64(DATA)))
    composed = dict(data["composed"])
    starts: list[int] = []
    place = 0
    for step in data["steps"]:
        place += step
        starts.append(place)
    seconds = frozenset(pair[1] for pair in composed)
    return Tables(
        data["decomposed"], data["classes"], composed, seconds, data["folds"], starts, data["kinds"], data["lookalikes"]
    )


def normalise(original: str) -> Normal:
    """NFKC without zero-width and bidi controls, with the way back to the original."""
    data = tables()
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    normal = 0
    for start, end, result in _pieces(original, data):
        if result == original[start:end]:
            last = runs[-1] if runs else None
            if last is None or last[2] >= 0 or last[1] + normal - last[0] != start:
                runs.append((normal, start, -1))
        elif result:
            runs.append((normal, start, end - start))
        parts.append(result)
        normal += len(result)
    nfkc = "".join(parts)
    offsets = None
    if nfkc != original:
        starts, places, lengths = zip(*runs, strict=True) if runs else ((), (), ())
        offsets = OffsetMap(starts, places, lengths)
    return Normal(nfkc, offsets, slow=(_folded(nfkc, data), _shape(nfkc, data)))


def _pieces(original: str, data: Tables) -> Iterator[tuple[int, int, str]]:
    """Spans with what they become. Code point by code point only beside signs that may change, or change what stands before them."""
    place = 0
    for found in re.finditer(_INERT, original):
        start, end = found.span()
        if end < len(original):
            end -= 1  # what comes may join it
        yield from _normalised(original, place, start, data)
        yield start, end, original[start:end]
        place = end
    yield from _normalised(original, place, len(original), data)


def _normalised(original: str, begin: int, until: int, data: Tables) -> Iterator[tuple[int, int, str]]:
    for start, end, segment in _segments(original, begin, until, data):
        same = len(segment) == 1 and end == start + 1 and segment not in data.decomposed
        yield start, end, segment if same and not "가" <= segment <= "힣" else _nfkc(segment, data)


def fold_word(folded: str) -> str:
    """The form of a word that is not plain: multi-letter folds done, look-alikes beside Latin letters made Latin."""
    if re.search(_NOT_WESTERN, folded) is None:
        return folded.replace("ß", "ss")
    data = tables()
    form = "".join(data.folds.get(char, char) for char in folded)
    if any("a" <= char <= "z" for char in form):
        form = "".join(data.lookalikes.get(char, char) for char in form)
    return _nfkc(form.replace("‐", "-"), data)


def shape_of(char: str) -> str:
    """What a code point outside ASCII is, as one ASCII character."""
    return _shape(char, tables())


def _segments(original: str, begin: int, until: int, data: Tables) -> list[tuple[int, int, str]]:
    """Pieces of a span that normalise on their own, with their spans; removed code points are in none."""
    found: list[tuple[int, int, str]] = []
    start = end = begin
    piece: list[str] = []
    for place in range(begin, until):
        char = original[place]
        if char > "\xac" and _removed(original, place, data):
            continue
        if piece and not _joins(char, data):
            found.append((start, end, "".join(piece)))
            piece = []
        if not piece:
            start = place
        piece.append(char)
        end = place + 1
    if piece:
        found.append((start, end, "".join(piece)))
    return found


def _joins(char: str, data: Tables) -> bool:
    """True if `char` may change what stands before it."""
    if char < "\u0300":
        return False
    first = data.decomposed.get(char, char)[0]
    return (
        first in data.classes or first in data.seconds or "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"
    )


def _removed(original: str, place: int, data: Tables) -> bool:
    code = ord(original[place])
    if not any(first <= code <= last for first, last in _REMOVED):
        return False
    before = original[place - 1] if place else ""
    after = original[place + 1] if place + 1 < len(original) else ""
    if code == 0x200D:
        return not (before and _kind(before, data) in "ex" and before != "\u200d" and _is_emoji(after, data))
    if code == 0xFE0F:
        return not (_is_emoji(before, data) or after == "\u20e3")
    if 0xE0020 <= code <= 0xE007F:
        return not (before == "\U0001f3f4" or 0xE0020 <= ord(before or " ") < 0xE007F)
    return True


def _is_emoji(char: str, data: Tables) -> bool:
    return _kind(char, data) in ("e", "r") or "\U0001f3fb" <= char <= "\U0001f3ff"


def _kind(char: str, data: Tables) -> str:
    if not char or char < "\x80":
        return "p"
    return data.kinds[bisect_right(data.starts, ord(char)) - 1]


def _nfkc(segment: str, data: Tables) -> str:
    """NFKC (UAX #15) of a short piece of text."""
    letters: list[str] = []
    for char in segment:
        if "가" <= char <= "힣":
            letters.extend(_jamo(char))
        else:
            letters.extend(data.decomposed.get(char, char))
    classes = data.classes
    start = 0
    while start < len(letters):  # canonical order: each run of marks sorted by class, stably
        end = start
        while end < len(letters) and letters[end] in classes:
            end += 1
        if end - start > 1:
            letters[start:end] = sorted(letters[start:end], key=classes.__getitem__)
        start = end + 1
    return _compose(letters, data)


def _compose(letters: list[str], data: Tables) -> str:
    result: list[str] = []
    starter = -1
    last_class = 0
    for char in letters:
        here = data.classes.get(char, 0)
        if starter >= 0 and (last_class < here or starter == len(result) - 1):
            pair = _pair(result[starter], char, data)
            if pair is not None:
                result[starter] = pair
                continue
        if here == 0:
            starter = len(result)
        last_class = here
        result.append(char)
    return "".join(result)


def _pair(first: str, second: str, data: Tables) -> str | None:
    if "\u1100" <= first <= "\u1112" and "\u1161" <= second <= "\u1175":
        return chr(_HANGUL + ((ord(first) - _L) * 21 + ord(second) - _V) * 28)
    if "가" <= first <= "힣" and "\u11a8" <= second <= "\u11c2" and (ord(first) - _HANGUL) % 28 == 0:
        return chr(ord(first) + ord(second) - _T)
    return data.composed.get(first + second)


def _jamo(char: str) -> str:
    index = ord(char) - _HANGUL
    tail = index % 28
    return chr(_L + index // 588) + chr(_V + index % 588 // 28) + (chr(_T + tail) if tail else "")


def _folded(nfkc: str, data: Tables) -> str:
    """Lower case, one for one; what folds to several code points waits for `fold_word`."""
    folded = nfkc.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")  # of bytes: ASCII alone
    for char in {*re.findall(_BEYOND, folded)}:  # no fold is folded again: their order does not matter
        fold = "'" if char in "‘’ʼ′" else data.folds.get(char, char)
        if len(fold) == 1 and fold != char:
            folded = folded.replace(char, fold)
    return folded


def _shape(nfkc: str, data: Tables) -> str:
    own = punctuation_shapes()
    shape = nfkc
    for char in {*re.findall(_CONTROLS, nfkc)}:  # before the others, whose shapes are controls
        shape = shape.replace(char, own.get(char, OTHER))
    for char in {*re.findall(_BEYOND, nfkc)}:
        shape = shape.replace(char, own.get(char) or _SHAPES[_kind(char, data)])
    return shape
