"""What the text layer hands out: frozen values with positions in the string as the author wrote it.

All positions are code points of the original, spans are half-open.
"""

from __future__ import annotations

from bisect import bisect_right
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

    def firsts(self, positions: list[int]) -> list[int]:
        """`first` of each of many."""
        normal, original, lengths = self
        runs = [bisect_right(normal, position) - 1 for position in positions]
        return [
            original[run] + position - normal[run] if lengths[run] < 0 else original[run]
            for position, run in zip(positions, runs, strict=True)
        ]

    def lasts(self, positions: list[int]) -> list[int]:
        """`last` of each of many."""
        normal, original, lengths = self
        runs = [bisect_right(normal, position) - 1 for position in positions]
        return [
            original[run] + (position - normal[run] + 1 if lengths[run] < 0 else lengths[run])
            for position, run in zip(positions, runs, strict=True)
        ]


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
    """A term seen in a text: its span in the original, its first and its last token.

    `parts` are the spans of what was really met when other words stand between (kündigen … an); empty for a hit that
    is one piece.
    """

    start: int
    end: int
    first: int
    last: int
    parts: tuple[Span, ...] = ()

    def overlaps(self, other: Hit) -> bool:
        """Whether the two share a character; what stands between the parts of a hit is not its own."""
        if self.start >= other.end or other.start >= self.end:
            return False
        if not self.parts and not other.parts:
            return True
        mine, others = self.parts or ((self.start, self.end),), other.parts or ((other.start, other.end),)
        return any(start < until and begin < end for start, end in mine for begin, until in others)
