"""A text as regular expressions search it."""

from __future__ import annotations

import re

from rulekit.text.small import lowered

_LATIN_TEXT = "[\x00-\u024f\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u20e3\u2190-\u22ff\u2500-\u2775\u2794-\u27bf\u2b00-\u2b5a\ufe0f\U0001f300-\U0001faff]*"
"""Texts of Latin letters, punctuation, signs and emoji: Unicode blocks in which no letter, mark or digit stands but those of Latin and two signs that build
emoji (`conditions/patterns.py` names them all)."""


class Searched:
    """The NFKC text, the same in small letters for the literals of expressions, and in UTF-8 for RE2; worked out once for all of them."""

    __slots__ = ("_data", "_latin", "nfkc", "small")

    def __init__(self, nfkc: str) -> None:
        self.nfkc = nfkc
        self.small = lowered(nfkc)
        self._data: bytes | None = None
        self._latin: bool | None = None

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
            found = self._latin = self.nfkc.isascii() or re.fullmatch(_LATIN_TEXT, self.nfkc) is not None
        return found

    def holds_one(self, literals: tuple[str, ...]) -> bool:
        """Whether one of the literals occurs, in small letters."""
        small = self.small
        for literal in literals:  # noqa: SIM110 - asked thousands of times a second, and a generator costs half as much again
            if literal in small:
                return True
        return False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of bytes as a span of characters."""
        data = self.data
        if len(data) == len(self.nfkc):
            return start, end
        return len(data[:start].decode()), len(data[:end].decode())
