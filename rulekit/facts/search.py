"""What the searches for identifiers and credentials share: the text as it is searched, patterns, and what was taken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from rulekit.facts.spans import is_word
from rulekit.model.canonical import Json

Span = tuple[int, int]


class Pattern(NamedTuple):
    """A regex of RE2 whose group 1 (else the whole) is what is looked for, and a test of what it found."""

    kind: str
    regex: str
    holds: Callable[[str, int, int], bool]


_PLAIN = (*((sign, "-") for sign in "‐‑‒–—―−"), *((sign, '"') for sign in "„“”‚‘’‹›"))


class Plain(NamedTuple):
    """A text for searching: dashes and quotation marks beyond Latin-1 as `-` and `"`, and the same in bytes, where `?` stands for what else is no Latin-1.

    All have the same length, so a place in one is the place in the others. RE2 reads the bytes four times as fast as a string.
    """

    text: str
    raw: bytes


def plain(text: str) -> Plain:
    """The text made ready to be searched; a surrogate becomes `?` too."""
    raw = text.encode("latin-1", "replace")
    if raw.count(b"?") == text.count("?"):
        return Plain(text, raw)
    for sign, shown in _PLAIN:
        if sign in text:
            text = text.replace(sign, shown)
    return Plain(text, text.encode("latin-1", "replace"))


@cache  # a compiled regex never changes; compiling takes longer than a whole check
def compiled(regex: str, of_bytes: bool = False) -> Json:
    """The regex for RE2, which is linear in the text whatever it is; None if it is none."""
    import re2  # imported where used: harmless posts never get here

    options = re2.Options()
    options.log_errors = False
    if of_bytes:
        options.encoding = re2.Options.Encoding.LATIN1
    try:
        return re2.compile(regex.encode("latin-1") if of_bytes else regex, options)
    except re2.error:
        return None


@cache  # likewise
def which(*regexes: str) -> Json:
    """What tells in one pass which of the regexes occur: a set of RE2 over Latin-1 bytes, capitals or not."""
    import re2  # imported where used: harmless posts never get here

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = False
    options.never_capture = True
    found = re2.Set.SearchSet(options)
    for regex in regexes:
        found.Add(regex.encode("latin-1"))
    found.Compile()
    return found


def clean(string: str) -> str:
    """The string as UTF-8 can hold it, every code point at its place."""
    try:
        string.encode()
    except UnicodeEncodeError:
        pass
    else:
        return string
    return "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in string)


@cache  # likewise
def _searcher(regex: str) -> tuple[Json, int]:
    """The regex for bytes, and the number of the group that is looked for."""
    pattern = compiled(regex, True)
    return pattern, min(pattern.groups, 1)


def spans(regex: str, raw: bytes) -> Iterator[Span]:
    """Where the regex is found: its group 1, else the whole."""
    pattern, group = _searcher(regex)
    for found in pattern.finditer(raw):
        start, end = found.span(group)
        if 0 <= start < end:
            yield start, end


def matches(pattern: Pattern, where: Plain) -> Iterator[Span]:
    """Where the pattern is found and holds."""
    for start, end in spans(pattern.regex, where.raw):
        if pattern.holds(where.text, start, end):
            yield start, end


class Taken:
    """The spans one search has found in one string, in order, none of which overlap."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int, str]] = []

    def add(self, kind: str, start: int, end: int) -> None:
        """Add the span unless something was found there before."""
        place = bisect_right(self.spans, (start, end, kind))
        if place and self.spans[place - 1][1] > start:
            return
        if place < len(self.spans) and self.spans[place][0] < end:
            return
        self.spans.insert(place, (start, end, kind))


def in_address(string: str, start: int) -> bool:
    """Whether the place lies inside a web address, behind its host: numbers there name pages, not people."""
    begin = start
    while begin > 0 and start - begin < _LONGEST_ADDRESS and string[begin - 1] not in ' \t\n\r<>"«»':
        begin -= 1
    before = string[begin:start]
    if "://" in before or before[:4].lower() == "www.":
        return True
    host, slash, _ = before.partition("/")
    label = host.rpartition(".")
    return bool(slash) and bool(label[1]) and len(label[2]) > 1 and label[2].isascii() and label[2].isalpha()


_LONGEST_ADDRESS = 500
"""How many characters of an address are looked back over."""


def not_inside(string: str, start: int, _end: int) -> bool:
    """Whether no letter, digit, `_` or `-` stands right before."""
    return start == 0 or not (is_word(string[start - 1]) or string[start - 1] in "_-")
