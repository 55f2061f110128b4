"""Plain strings in texts: a register's names and secrets as whole words, and terms that are no inflected words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from rulekit.text.characters import fold_word, normalise
from rulekit.text.values import Hit, Text, Token

_PIECE = r"[A-Za-z0-9\x03]+|[^\s]"
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


def hashtag_parts(text: Text, token: Token) -> list[Piece]:
    """A hashtag's words by its capitals and digits, with folded forms and original positions."""
    normal = normalise(text.original[token.start : token.end])
    offsets = normal.offsets
    parts = []
    for match in re.finditer(_CAMEL, normal.shape, re.ASCII):
        start, end = match.span()
        form = fold_word(normal.folded[start:end], normal.plain)
        if offsets is not None:
            start, end = offsets.first(start), offsets.last(end - 1)
        parts.append(Piece(form, token.start + start, token.start + end, False))
    return parts[: 4 * _MOST_PARTS]


class PlainIndex:
    """Many plain strings, looked for in one pass."""

    __slots__ = ("_case", "_first", "_joined")

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

    def scan(self, text: Text) -> dict[str, tuple[Hit, ...]]:
        """String -> its hits in ascending order; only strings with hits."""
        found: dict[str, set[Hit]] = {}
        first, case = self._first, self._case
        if not first:
            return {}
        source = text.nfkc if case else text.folded
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
            beside = max(0, bisect_right(text.tokens, start, key=_end_of) - 1)
            touched = (beside, beside)
        elif not self._case and any(
            text.tokens[at].kind in ("url", "handle") for at in range(touched[0], touched[1] + 1)
        ):
            return
        found.setdefault(string, set()).add(Hit(start, end, *touched))

    def _hashtags(self, text: Text, found: dict[str, set[Hit]]) -> None:
        for number, token in enumerate(text.tokens):
            if token.kind != "hashtag":
                continue
            parts = hashtag_parts(text, token)
            whole = token.form[1:].replace("_", "")
            spans = [(whole, token.start + 1, token.end)] if parts else []
            for first in range(len(parts)):
                joined = ""
                for last in range(first, min(first + _MOST_PARTS, len(parts))):
                    joined += parts[last].form
                    spans.append((joined, parts[first].start, parts[last].end))
            for joined, start, end in spans:
                for form in {joined, joined[:-1] if joined[-1:] == "s" else joined}:
                    for string in self._joined.get(form, ()):
                        found.setdefault(string, set()).add(Hit(start, end, number, number))


def _end_of(token: Token) -> int:
    return token.end


def _is_word(form: str) -> bool:
    return any(char > "~" or "a" <= char <= "z" or "A" <= char <= "Z" or "0" <= char <= "9" for char in form)


def plain_hits(text: Text, string: str) -> tuple[Hit, ...]:
    """Where a register's string stands: whole words, any case, with or without a genitive -s."""
    return PlainIndex((string,)).scan(text).get(string, ())
