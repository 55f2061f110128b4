"""What the text layer hands out: frozen values with positions in the string as the author wrote it.

All positions are code points of the original, spans are half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

Span = tuple[int, int]


class Token(NamedTuple):
    """One word, number, handle, hashtag, url or emoji.

    `form` is folded (any case, any composition, ß as ss, a gender mark as `*`, an emoji without its
    skin colour); `sentence` and `clause` count from 0.
    """

    form: str
    start: int
    end: int
    kind: str
    sentence: int
    clause: int


class OffsetMap(NamedTuple):
    """How positions in the normalised text go back to the original, as runs in ascending order.

    Run i begins at `normal[i]` and `original[i]`; `lengths[i]` is -1 when each code point stands for itself, else
    the number of original code points that became this run as a whole. What was removed lies between runs.
    """

    normal: tuple[int, ...]
    original: tuple[int, ...]
    lengths: tuple[int, ...]

    def same(self) -> int:
        """Up to where positions are those of the original."""
        if not self.normal or self.original[0] or self.lengths[0] >= 0:
            return 0
        return self.normal[1] if len(self.normal) > 1 else 0

    def first(self, position: int) -> int:
        """Where the code point at `position` begins in the original."""
        run = bisect_right(self.normal, position) - 1
        if run < 0:
            return 0
        same = self.lengths[run] < 0
        return self.original[run] + (position - self.normal[run] if same else 0)

    def last(self, position: int) -> int:
        """Where the code point at `position` ends in the original."""
        run = bisect_right(self.normal, position) - 1
        if run < 0:
            return 0
        length = self.lengths[run]
        return self.original[run] + (position - self.normal[run] + 1 if length < 0 else length)


class Text(NamedTuple):
    """A string that has been read once, for everything that looks at it.

    `nfkc` is normalised without zero-width and bidi controls, case kept. `folded` has the length of `nfkc`, lower
    case, ß kept; `shape` has it too and shows every letter as an ASCII letter. `quotes` are spans with their marks,
    `sentences` spans by number, `questions` the numbers of those that ask. `offsets` is None when `nfkc` is the
    original, `plain` says that no big table was needed.
    """

    original: str
    nfkc: str
    tokens: tuple[Token, ...]
    quotes: tuple[Span, ...]
    sentences: tuple[Span, ...]
    questions: frozenset[int]
    folded: str
    shape: str
    offsets: OffsetMap | None
    plain: bool

    def from_nfkc(self, start: int, end: int) -> Span:
        """The span of the original that the span of `nfkc` was made from."""
        offsets = self.offsets
        if offsets is None:
            return start, end
        if start >= end:
            place = offsets.first(start) if start < len(self.nfkc) else len(self.original)
            return place, place
        return offsets.first(start), offsets.last(end - 1)

    def tokens_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and last token that touch the span of the original, None when none does."""
        end = max(end, start + 1)
        first = bisect_right(self.tokens, start, key=_end)
        last = bisect_left(self.tokens, end, key=_start) - 1
        return (first, last) if first <= last else None


class TermGroup(NamedTuple):
    """Terms that count as one: a hit of any is a hit of the group.

    `match` is `inflected` or `word`, `gender` is `any` or `exact`; `disguised` also meets l33t, spaced and repeated
    letters.
    """

    terms: tuple[str, ...]
    match: str = "inflected"
    disguised: bool = False
    gender: str = "any"


class Hit(NamedTuple):
    """A term seen in a text: its span in the original, its first and its last token."""

    start: int
    end: int
    first: int
    last: int


class HitContext(NamedTuple):
    """How a hit is meant: `person` is `1s`, `1p`, `2`, `3` or None, `tense` past, present, future or None."""

    negated: bool
    quoted: bool
    question: bool
    conditional: bool
    person: str | None
    tense: str | None


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end
