"""A text as regular expressions search it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rulekit.text.small import ascii_pattern, lowered

_LATIN_TEXT = "[\x00-\u024f\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u20e3\u2190-\u22ff\u2500-\u2775\u2794-\u27bf\u2b00-\u2b5a\ufe0f\U0001f300-\U0001faff]*"
"""Texts of Latin letters, punctuation, signs and emoji: Unicode blocks in which no letter, mark or digit stands but those of Latin and two signs that build
emoji (`conditions/patterns.py` names them all)."""


_MARK = "\0"
"""Stands behind every text that is searched for strings: a search that does not find it has given up."""


class Strings:
    """Many strings, of which those that stand in a text are found in one pass.

    `sets` are the sets they came in. Making one takes milliseconds, a pass microseconds.
    """

    __slots__ = ("_order", "_search", "sets")

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        import re2  # imported where used: a command with one post looks for the strings one by one

        self.sets = frozenset(sets)
        self._order = (_MARK, *sorted(frozenset[str]().union(*self.sets)))
        options = re2.Options()
        options.literal = True
        options.log_errors = False
        self._search: Any = re2.Set.SearchSet(options)
        for string in self._order:
            self._search.Add(string)
        self._search.Compile()

    def present(self, small: str) -> frozenset[str] | None:
        """The strings that stand in a text in small letters; None if that cannot be told so."""
        try:
            found = self._search.Match((small + _MARK).encode())
        except UnicodeEncodeError:
            return None
        order = self._order
        strings = frozenset([order[number] for number in found])
        return strings if _MARK in strings else None


class Searched:
    """The NFKC text, the same in small letters for the literals of expressions, and in UTF-8 for RE2; worked out once for all of them."""

    __slots__ = ("_data", "_latin", "_present", "_strings", "nfkc", "small")

    def __init__(self, nfkc: str, strings: Strings | None = None) -> None:
        self.nfkc = nfkc
        self.small = lowered(nfkc)
        self._strings = strings
        self._present: frozenset[str] | None = None
        self._data: bytes | None = None
        self._latin: bool | None = None

    @property
    def present(self) -> frozenset[str] | None:
        """The strings looked for in one pass that stand in the text; None if they are looked for one by one."""
        if self._present is None and self._strings is not None:
            self._present = self._strings.present(self.small)
            if self._present is None:
                self._strings = None
        return self._present

    @property
    def data(self) -> bytes:
        """The text in UTF-8. RE2 would encode a string for every search anew."""
        found = self._data
        if found is None:
            found = self._data = self.nfkc.encode()
        return found

    @property
    def latin(self) -> bool:
        """Whether all letters, marks and digits of the text are Latin."""
        found = self._latin
        if found is None:
            found = self._latin = self.nfkc.isascii() or ascii_pattern(_LATIN_TEXT).fullmatch(self.nfkc) is not None
        return found

    def among(self, strings: frozenset[str]) -> frozenset[str] | None:
        """Those of the strings, with others, that stand in the small letters; None if they are no set that is looked for in one pass."""
        known = self._strings
        return self.present if known is not None and strings in known.sets else None

    def holds_one(self, literals: frozenset[str]) -> bool:
        """Whether one of the literals occurs, in small letters."""
        strings = self._strings
        if strings is not None and literals in strings.sets:
            present = self.present
            if present is not None:
                return not present.isdisjoint(literals)
        return holds_one(self.small, literals)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of bytes as a span of characters."""
        data = self.data
        if len(data) == len(self.nfkc):
            return start, end
        return len(data[:start].decode()), len(data[:end].decode())


def holds_one(small: str, literals: Iterable[str]) -> bool:
    """Whether a text in small letters holds one of the literals."""
    for literal in literals:  # noqa: SIM110 - asked thousands of times a second, and a generator costs half as much again
        if literal in small:
            return True
    return False
