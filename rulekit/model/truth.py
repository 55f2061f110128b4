"""The four values a condition can have, and how they combine.

Kleene's logic with error as a fourth value (docs/semantics.md section 1): `no and x` is no and `yes or x` is yes for any x;
otherwise error outweighs unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Truth = Literal[0, 1, 2, 3]

# final, so that compiled modules hold the numbers themselves
NO: Final[Truth] = 0
YES: Final[Truth] = 1
UNKNOWN: Final[Truth] = 2
ERROR: Final[Truth] = 3

NAMES: tuple[str, str, str, str] = ("no", "yes", "unknown", "error")

_FLIPPED: Final[tuple[Truth, Truth, Truth, Truth]] = (YES, NO, UNKNOWN, ERROR)


def flip(value: Truth) -> Truth:
    """`not`: yes and no change places, unknown and error stay."""
    return _FLIPPED[value]


def conjunction(values: Iterable[Truth]) -> Truth:
    """`all`: no wins, then error, then unknown; nothing at all is yes."""
    seen = set(values)
    for value in (NO, ERROR, UNKNOWN):
        if value in seen:
            return value
    return YES


def disjunction(values: Iterable[Truth]) -> Truth:
    """`any`: yes wins, then error, then unknown; nothing at all is no."""
    seen = set(values)
    for value in (YES, ERROR, UNKNOWN):
        if value in seen:
            return value
    return NO
