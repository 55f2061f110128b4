"""Words of a text and where phrases stand in them. Tables of its own, so that every Python reads a post alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿß]+")
_LOWER = {code: code + 32 for code in (*range(0x41, 0x5B), *range(0xC0, 0xD7), *range(0xD8, 0xDF))}
_FOLD = {
    **_LOWER,
    **{
        ord(key): value
        for key, value in {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"}.items()
    },
}
_ENDS = re.compile(r"[.!?](?=\s)|\n")


class Word(NamedTuple):
    """A word of a text, folded (lower case, umlauts written out), with its half-open span."""

    fold: str
    start: int
    end: int


def folded(text: str) -> str:
    """Lower case, with umlauts written out."""
    return text.translate(_FOLD)


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text, in order; signs between them do not count."""
    return tuple(Word(folded(found[0]), *found.span()) for found in _WORD.finditer(text))


def phrase(text: str) -> tuple[str, ...]:
    """A phrase as the folded words it is looked for by."""
    return tuple(word.fold for word in words(text))


def places(among: Sequence[Word], wanted: Sequence[str], *, genitive: bool = False) -> Iterator[tuple[int, int]]:
    """First and last word of each place where a phrase stands; with `genitive` its last word may end in an s more."""
    size = len(wanted)
    if not size:
        return
    for first in range(len(among) - size + 1):
        if among[first].fold != wanted[0] and not (size == 1 and genitive and among[first].fold == wanted[0] + "s"):
            continue
        last = among[first + size - 1].fold
        middle = all(among[first + at].fold == wanted[at] for at in range(1, size - 1))
        if middle and (last == wanted[-1] or (genitive and last == wanted[-1] + "s")):
            yield first, first + size - 1


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open spans of the sentences: up to a sign that ends one, or the end of a line."""
    cuts = [0, *(found.end() for found in _ENDS.finditer(text)), len(text)]
    return tuple((start, end) for start, end in pairwise(cuts) if start < end)
