"""Plain strings in texts: a register's names and secrets as whole words, and terms that are no inflected words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rulekit.text.characters import MARK, fold_word, normalise
from rulekit.text.reading import Text
from rulekit.text.small import ascii_pattern
from rulekit.text.values import Hit

_PIECE = r"[A-Za-z0-9\x03]+|[^\s]"
_PLAIN_WORD = "[0-9A-Za-zÀ-ÖØ-öø-ÿ]+"
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


Wanted = tuple[tuple[str, bool], ...]
"""The pieces of a string that is looked for: each with its form, and whether white space stands before it."""


def pieces_of(string: str, shape: str, plain: bool | None) -> list[Piece]:
    """The pieces of a normalised string, its forms folded; with `plain` None, as they are written."""
    found = []
    end = 0
    for match in ascii_pattern(_PIECE).finditer(shape):
        start, stop = match.span()
        form = string[start:stop]
        form = form if plain is None or form.isascii() else fold_word(form, plain)
        found.append(Piece(form, start, stop, start > end))
        end = stop
    return found


def hashtag_parts(text: Text, begin: int, until: int) -> list[Piece]:
    """A hashtag's words by its capitals and digits, with folded forms and original positions.

    `begin` and `until` are the hashtag's span in the original.
    """
    normal = normalise(text.original[begin:until])
    offsets = normal.offsets
    parts = []
    for match in ascii_pattern(_CAMEL).finditer(normal.shape):
        start, end = match.span()
        form = fold_word(normal.folded[start:end], normal.plain)
        if offsets is not None:
            start, end = offsets.first(start), offsets.last(end - 1)
        parts.append(Piece(form, begin + start, begin + end, False))
    return parts[: 4 * _MOST_PARTS]


class PlainIndex:
    """Many plain strings, looked for in one pass."""

    __slots__ = ("_begins", "_by_key", "_case", "_first", "_joined", "_rare", "_signs", "_wide")

    def __init__(self, strings: Iterable[str], case: bool = False) -> None:
        """`case` keeps case, allows no genitive and looks everywhere, links included."""
        self._case = case
        self._first: dict[str, list[tuple[Wanted, str]]] = {}
        self._joined: dict[str, list[str]] = {}
        for string in sorted(set(strings)):
            normal = normalise(string)
            pieces = pieces_of(normal.nfkc if case else normal.folded, normal.shape, None if case else normal.plain)
            if not pieces:
                continue
            wanted = tuple((piece.form, piece.spaced) for piece in pieces)
            self._first.setdefault(pieces[0].form, []).append((wanted, string))
            words = [piece.form for piece in pieces]
            if not case and all(_is_word(word) or word in "-_.'&" for word in words):
                self._joined.setdefault("".join(word for word in words if _is_word(word)), []).append(string)

        self._signs = tuple(
            {
                (first, string if case and not any(spaced for _, spaced in wanted) else first): None
                for first, rows in self._first.items()
                if not _is_word(first)
                for wanted, string in rows
            }
        )
        words = [first for first in self._first if _is_word(first)]
        self._begins = frozenset(words if case else [*words, *(first + "s" for first in words)])
        self._wide = tuple(sorted(word for word in self._begins if ascii_pattern(_PLAIN_WORD).fullmatch(word) is None))
        self._by_key: dict[str, list[str]] = {}
        for word in words:
            self._by_key.setdefault(fold_word(word.lower(), True), []).append(word)
        self._rare: Mapping[str, Sequence[tuple[str, list[str]]]] | None = None

    def data(self) -> tuple[Any, ...]:
        """The index as plain values, for `prepared`."""
        own = self._begins, self._by_key, self._case, self._first, self._joined, self._signs, self._wide
        return (*own, self._rarest())

    def _rarest(self) -> dict[str, list[tuple[str, list[str]]]] | None:
        """What is long in each string, in small letters -> the same as it is written, with the first pieces of such strings; None if that does not do.

        It stands in the small letters of every text that the string stands in as it is written: all but a final sigma is made small by itself. It does not do
        where a string has nothing long, or begins with a sign that is looked for like a word.
        """
        found: dict[str, list[tuple[str, list[str]]]] = {}
        for first, rows in self._first.items():
            for wanted, _ in rows:
                longest = max(self._unbroken(wanted), key=len)
                if not longest or (_is_word(first) and not first.isalnum()):
                    return None
                ends = [first, first + "s"] if len(wanted) == 1 and not self._case else [first]
                found.setdefault(longest.lower(), []).append((longest, ends))
        return found

    def _unbroken(self, wanted: Wanted) -> list[str]:
        """The parts of a string without white space, and without what may be written in another way."""
        parts = [""]
        for form, spaced in wanted:
            other = "Σ" in form or (form == "'" and not self._case)
            if spaced or other:
                parts.append("")
            if not other:
                parts[-1] += form
        return parts

    @property
    def strings(self) -> frozenset[str]:
        """Strings in small letters; `scan` is faster for who knows which of them stand in the text's own."""
        return frozenset(self._rare or ())

    @classmethod
    def prepared(cls, data: tuple[Any, ...]) -> PlainIndex:
        """The index of which `data` was told."""
        found = cls(())
        (
            found._begins, found._by_key, found._case, found._first, found._joined, found._signs, found._wide, found._rare,
        ) = data  # fmt: skip
        return found

    def scan(self, text: Text, present: frozenset[str] | None = None) -> dict[str, tuple[Hit, ...]]:
        """String -> its hits in ascending order; only strings with hits.

        `present` are those of `strings` that stand in the small letters of the text's NFKC, with others; None if nobody knows.
        """
        found: dict[str, set[Hit]] = {}
        if not self._first:
            return {}
        source = text.nfkc if self._case else text.folded
        if self._case or (text.plain and "ß" not in source):
            for form in self._beginning(text, source, present):
                self._at_each(form, text, source, found)
        elif not text.plain or self._may_end(source.replace("ß", "ss")):
            self._piece_by_piece(text, source, found)
        if self._joined and "#" in text.nfkc:
            self._hashtags(text, found)
        return {string: tuple(sorted(found[string])) for string in sorted(found)} if found else {}

    def _piece_by_piece(self, text: Text, source: str, found: dict[str, set[Hit]]) -> None:
        """For a text in which a piece may be written in several ways."""
        first = self._first
        for match in ascii_pattern(_PIECE).finditer(text.shape):
            start, stop = match.span()
            form = source[start:stop]
            if not form.isascii():
                form = fold_word(form, text.plain)
            if form in first:
                self._from(first[form], (start, stop), text, source, found)
            if form[-1] == "s" and form[:-1] in first:
                single = [one for one in first[form[:-1]] if len(one[0]) == 1]
                self._from(single, (start, stop), text, source, found)

    def _may_end(self, source: str) -> bool:
        """Whether the last piece of a string whose first piece occurs stands in a text as well."""
        first = self._first
        return any(
            one[0][-1][0] in source
            for form in self._occurring(source)
            for one in (*first.get(form, ()), *first.get(form[:-1], ()))
        )

    def _beginning(self, text: Text, source: str, present: frozenset[str] | None) -> Iterable[str]:
        """The first pieces that may stand in a text in which each is written in one way."""
        rare = self._rare
        if rare is not None and present is not None:
            near = [one for string in present if string in rare for one in rare[string]]
            return {form for written, forms in near if written in source for form in forms} if near else ()
        few = not self._case and len(self._first) <= _FEW
        return self._spoken(text, source) if text.plain and not few else self._occurring(source)

    def _occurring(self, source: str) -> list[str]:
        """The first pieces, some with a genitive -s, that stand in a text written as they are; some that do not may be among them."""
        signs = [first for first, sign in self._signs if sign in source]
        if len(self._first) <= _FEW:
            return [*signs, *(form for form in self._begins if form in source)]
        wide = [form for form in self._wide if form in source]
        return [*signs, *wide, *self._begins.intersection(ascii_pattern(_PLAIN_WORD).findall(source))]

    def _spoken(self, text: Text, source: str) -> list[str]:
        """The same for a text in which each piece is written in one way: found among the tokens, and inside those that are more than a word."""
        found = [first for first, sign in self._signs if sign in source]
        if self._case:
            for key in self._by_key.keys() & text.distinct:
                found += [form for form in self._by_key[key] if form in source]
        else:
            found += [form for form in self._begins & text.distinct if form.isalnum()]
            found += [form for form in self._wide if form in source]
        if text.odd:
            bounds = text.bounds
            inside = "\n".join([source[bounds[2 * number] : bounds[2 * number + 1]] for number in text.odd])
            found += self._begins.intersection(ascii_pattern(_PLAIN_WORD).findall(inside))
            found += [form for form in self._wide if self._case and form in inside]
        return found

    def _at_each(self, form: str, text: Text, source: str, found: dict[str, set[Hit]]) -> None:
        """The hits that begin with a form, wherever it is a whole piece."""
        first = self._first
        candidates = first.get(form, [])
        if not self._case and form[-1] == "s":
            candidates = candidates + [one for one in first.get(form[:-1], ()) if len(one[0]) == 1]
        candidates = [one for one in candidates if one[0][-1][0] in source]  # what does not end here is nowhere
        if not candidates:
            return
        shape, word = text.shape, _is_word(form)
        start = source.find(form)
        while start >= 0:
            stop = start + len(form)
            if not word or not (_goes_on(shape[start - 1 : start]) or _goes_on(shape[stop : stop + 1])):
                self._from(candidates, (start, stop), text, source, found)
            start = source.find(form, start + 1)

    def _from(
        self,
        candidates: Iterable[tuple[Wanted, str]],
        span: tuple[int, int],
        text: Text,
        source: str,
        found: dict[str, set[Hit]],
    ) -> None:
        """The hits of strings whose first piece stands at a span."""
        plain = self._case or text.plain
        for wanted, string in candidates:
            end = self._end(source, text.shape, plain, span[1], wanted)
            if end >= 0:
                self._hit(text, span[0], end, found, string)

    def _end(self, source: str, shape: str, plain: bool, place: int, wanted: Wanted) -> int:
        """Where a match ends whose first piece ends at `place`, -1 when it is none."""
        piece = ascii_pattern(_PIECE)
        last = len(wanted) - 1
        for number, (want, spaced) in enumerate(wanted[1:], 1):
            found = piece.search(shape, place)
            if found is None or (found.start() > place) != spaced:
                return -1
            form = source[found.start() : found.end()]
            form = form if self._case or form.isascii() else fold_word(form, plain)
            if form != want and (self._case or number < last or form != want + "s" or not _is_word(want)):
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


def _goes_on(sign: str) -> bool:
    """Whether a sign of a shape belongs to the word beside it."""
    return sign.isalnum() or sign == MARK


def _is_word(form: str) -> bool:
    return any(char > "~" or "a" <= char <= "z" or "A" <= char <= "Z" or "0" <= char <= "9" for char in form)


def plain_hits(text: Text, string: str) -> tuple[Hit, ...]:
    """Where a register's string stands: whole words, any case, with or without a genitive -s."""
    return PlainIndex((string,)).scan(text).get(string, ())
