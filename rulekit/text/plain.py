"""Plain strings in texts: a register's names and secrets as whole words, and terms that are no inflected words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from rulekit.text.characters import fold_word, normalise
from rulekit.text.reading import Text
from rulekit.text.values import Hit

_PIECE = r"[A-Za-z0-9\x03]+|[^\s]"
_PLAIN_PIECE = "[0-9A-Za-zÀ-ÖØ-öø-ÿ]+|[^\\s]"
_FEW = 40
"""Up to so many strings it is faster to look for each than to take the text into pieces."""

_CAMEL = r"[A-Z]+(?![a-z\x03])|[A-Z]?[a-z\x03]+|[0-9]+"
_MOST_PARTS = 12


class Piece(NamedTuple):
    """A run of letters and digits, or one sign; `spaced` says that white space stands before it."""

    form: str
    start: int
    end: int
    spaced: bool


def pieces_of(nfkc: str, shape: str, plain: bool) -> list[Piece]:
    """The pieces of a normalised string; `nfkc` may be its folded version."""
    found = []
    end = 0
    for match in re.finditer(_PIECE, shape, re.ASCII):
        start, stop = match.span()
        form = nfkc[start:stop]
        found.append(Piece(form if form.isascii() else fold_word(form, plain), start, stop, start > end))
        end = stop
    return found


def hashtag_parts(text: Text, begin: int, until: int) -> list[Piece]:
    """A hashtag's words by its capitals and digits, with folded forms and original positions.

    `begin` and `until` are the hashtag's span in the original.
    """
    normal = normalise(text.original[begin:until])
    offsets = normal.offsets
    parts = []
    for match in re.finditer(_CAMEL, normal.shape, re.ASCII):
        start, end = match.span()
        form = fold_word(normal.folded[start:end], normal.plain)
        if offsets is not None:
            start, end = offsets.first(start), offsets.last(end - 1)
        parts.append(Piece(form, begin + start, begin + end, False))
    return parts[: 4 * _MOST_PARTS]


class PlainIndex:
    """Many plain strings, looked for in one pass."""

    __slots__ = ("_case", "_first", "_joined", "_lowered", "_signs")

    def __init__(self, strings: Iterable[str], case: bool = False) -> None:
        """`case` keeps case, allows no genitive and looks everywhere, links included."""
        self._case = case
        self._first: dict[str, list[tuple[tuple[Piece, ...], str]]] = {}
        self._joined: dict[str, list[str]] = {}
        for string in sorted(set(strings)):
            normal = normalise(string)
            pieces = tuple(
                pieces_of(normal.nfkc if case else normal.folded, normal.shape, True if case else normal.plain)
            )
            if not pieces:
                continue
            self._first.setdefault(pieces[0].form, []).append((pieces, string))
            words = [piece.form for piece in pieces]
            if not case and all(_is_word(word) or word in "-_.'&" for word in words):
                self._joined.setdefault("".join(word for word in words if _is_word(word)), []).append(string)

        self._signs = tuple(
            string if case and not any(piece.spaced for piece in pieces) else first
            for first, rows in self._first.items()
            if not _is_word(first)
            for pieces, string in rows
        )
        self._lowered = frozenset(piece.lower().replace("ß", "ss") for piece in self._first)

    def scan(self, text: Text) -> dict[str, tuple[Hit, ...]]:
        """String -> its hits in ascending order; only strings with hits."""
        found: dict[str, set[Hit]] = {}
        first, case = self._first, self._case
        if not first:
            return {}
        source = text.nfkc if case else text.folded
        if not self._may_hit(source, case, text):
            return {}
        plain = case or text.plain
        for match in re.finditer(_PIECE, text.shape, re.ASCII):
            start, stop = match.span()
            form = source[start:stop]
            if not form.isascii():
                form = form if case else fold_word(form, plain)
            candidates = first.get(form, ())
            if not case and form[-1] == "s" and form[:-1] in first:
                candidates = [*candidates, *(one for one in first[form[:-1]] if len(one[0]) == 1)]
            for wanted, string in candidates:
                end = self._end(source, text.shape, plain, stop, wanted)
                if end >= 0:
                    self._hit(text, start, end, found, string)
        if self._joined and "#" in text.shape:
            self._hashtags(text, found)
        return {string: tuple(sorted(found[string])) for string in sorted(found)}

    def _may_hit(self, source: str, case: bool, text: Text) -> bool:
        """Whether any first piece stands in the text at all; only for a text that reads without the tables."""
        if not text.plain:
            return True
        first = self._first
        if len(first) <= _FEW:
            folded = source if case or "ß" not in source else source.replace("ß", "ss")
            if not any(map(folded.__contains__, first)) and not (self._joined and "#" in source):
                return False
        elif (
            not any(map(source.__contains__, self._signs)) and "".join(text.keys).isalnum() and "" not in text.distinct
        ):
            known = self._lowered
            if known.isdisjoint(text.distinct) and (
                case or not any(key[-1] == "s" and key[:-1] in known for key in text.distinct)
            ):
                return False
        pieces = set(re.findall(_PLAIN_PIECE, source, re.ASCII))
        if not case and "ß" in source:
            pieces |= {piece.replace("ß", "ss") for piece in pieces}
        if any(map(source.__contains__, self._signs)) or any(piece in first and _is_word(piece) for piece in pieces):
            return True
        return not case and (
            any(piece[-1] == "s" and piece[:-1] in first for piece in pieces) or (bool(self._joined) and "#" in source)
        )

    def _end(self, source: str, shape: str, plain: bool, place: int, wanted: tuple[Piece, ...]) -> int:
        """Where a match ends whose first piece ends at `place`, -1 when it is none."""
        piece = re.compile(_PIECE, re.ASCII)
        last = len(wanted) - 1
        for number, want in enumerate(wanted[1:], 1):
            found = piece.search(shape, place)
            if found is None or (found.start() > place) != want.spaced:
                return -1
            form = source[found.start() : found.end()]
            form = form if self._case or form.isascii() else fold_word(form, plain)
            if form != want.form and (
                self._case or number < last or form != want.form + "s" or not _is_word(want.form)
            ):
                return -1
            place = found.end()
        if not self._case and source[place : place + 2] == "'s" and not shape[place + 2 : place + 3].isalnum():
            return place + 2
        return place

    def _hit(self, text: Text, start: int, end: int, found: dict[str, set[Hit]], string: str) -> None:
        start, end = text.from_nfkc(start, end)
        touched = text.tokens_in(start, end)
        if touched is None:
            beside = max(0, bisect_right(text.ends, start) - 1)
            touched = (beside, beside)
        elif not self._case and "" in text.keys[touched[0] : touched[1] + 1]:
            return  # inside a link or a handle
        found.setdefault(string, set()).add(Hit(start, end, *touched))

    def _hashtags(self, text: Text, found: dict[str, set[Hit]]) -> None:
        for number, key in enumerate(text.keys):
            if key[:1] != "#":
                continue
            begin, until = text.starts[number], text.ends[number]
            parts = hashtag_parts(text, begin, until)
            spans = [(key[1:].replace("_", ""), begin + 1, until)] if parts else []
            for first in range(len(parts)):
                joined = ""
                for last in range(first, min(first + _MOST_PARTS, len(parts))):
                    joined += parts[last].form
                    spans.append((joined, parts[first].start, parts[last].end))
            for joined, start, end in spans:
                for form in {joined, joined[:-1] if joined[-1:] == "s" else joined}:
                    for string in self._joined.get(form, ()):
                        found.setdefault(string, set()).add(Hit(start, end, number, number))


def _is_word(form: str) -> bool:
    return any(char > "~" or "a" <= char <= "z" or "A" <= char <= "Z" or "0" <= char <= "9" for char in form)


def plain_hits(text: Text, string: str) -> tuple[Hit, ...]:
    """Where a register's string stands: whole words, any case, with or without a genitive -s."""
    return PlainIndex((string,)).scan(text).get(string, ())
