"""Words in disguise: l33t, spaced letters, repeated letters. Only tokens that look suspicious are undone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rulekit.text.characters import fold_word
from rulekit.text.reading import Text
from rulekit.text.small import ascii_pattern
from rulekit.text.values import Span

_CLUMP = r"[A-Za-z0-9@$!|+\x03\x04]{3,40}"
_CLUMPED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@$!|+\x03\x04")
_MIXED = r"(?<![A-Za-z0-9@$!|+\x03\x04])(?=[A-Za-z\x03]*[0-9@$!|+\x04])[A-Za-z0-9@$!|+\x03\x04]{3,40}"
"""A clump that is not of letters alone."""

_OTHER = "\x04\xa1\xa7\xb0\xbf\xd7\xf7"
"""What the source of a plain text has in a clump beside letters, digits and ASCII."""

_LETTER = r"A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\xff"
_BESIDE = rf"[0-9@$!|+{_OTHER}](?:(?=[{_LETTER}{_OTHER}])|(?<=@)(?=[0-9])|(?<=[{_LETTER}{_OTHER}!|+][0-9@$!|+{_OTHER}])(?<![!|+]))"
"""A sign of a plain text's source beside a letter, or a name: every clump has one that may hide a word, most texts have none."""

_SPACED = r"(?<![A-Za-z0-9])[A-Za-z0-9@$!](?:[ .*_-]{1,2}[A-Za-z0-9@$!]){3,30}(?![A-Za-z0-9])"
_ONES = b"0123456789@$!ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + bytes(
    {*range(0xC0, 0x100)} - {0xD7, 0xF7}
)
_SPACING = bytes.maketrans(_ONES + b".*_-\xb7", b"a" * len(_ONES) + b" " * 5)
_ALONE = (b" a a ", b" a  a ")
"""Two of the inner letters of a spaced word, as `_SPACING` translates a plain text's source: most texts have none."""

_FEWEST = 3
"""How many words of one letter make a text worth a look for spaced ones."""

_SIGNS = "[0-9@$!|€+]"
_LETTERS = {ord(sign): letter for sign, letter in zip("0134578@$!|€+", "oieastbasiiet", strict=True)}
_TRIPLE = r"([a-zäöüß])\1{2,}"
_DOUBLE = r"([a-zäöüß])\1+"
TRIPLES = frozenset(3 * letter for letter in "abcdefghijklmnopqrstuvwxyzäöüß")
"""What a word with a letter too many has one of, in small letters."""


Suspect = tuple[int, int, tuple[str, ...], bool]
"""A span of `nfkc` that may hide a word, with the words it may be, and whether it is somebody's name, which is only taken for a whole word."""


def disguised_words(text: Text, present: frozenset[str] | None = None) -> list[Suspect]:
    """Everything in a text that may hide a word.

    `present` are those of `TRIPLES` that stand in its NFKC in small letters, with others; None if nobody knows.
    """
    folded, plain = text.folded, text.plain
    suspects: list[Suspect] = []
    if _tripled(text, present):
        triples = [found.span() for found in ascii_pattern(_TRIPLE).finditer(folded)]
        suspects = _suspects(text, folded, ascii_pattern(_CLUMP).finditer(text.shape), triples)
    elif not plain and ascii_pattern(_SIGNS).search(folded) is not None:
        suspects = _suspects(text, folded, ascii_pattern(_MIXED).finditer(text.shape), [])
    elif plain and ascii_pattern(_BESIDE).search(text.source) is not None:
        suspects = _suspects(text, folded, _mixed(text), [])
    if plain:
        spacing = text.source.encode("latin-1").translate(_SPACING)
        if _ALONE[0] not in spacing and _ALONE[1] not in spacing:
            return suspects
    if "-" in folded or "*" in folded or "_" in folded or [*map(len, text.keys)].count(1) >= _FEWEST:
        for found in ascii_pattern(_SPACED).finditer(text.shape):
            start, end = found.span()
            letters = ascii_pattern(r"[ .*_-]").sub("", folded[start:end])
            suspects.append((start, end, (fold_word(letters, plain), *_undone(letters, plain)), False))
    return suspects


def _tripled(text: Text, present: frozenset[str] | None) -> bool:
    """Whether a letter stands three times in a row."""
    if present is not None and text.plain:
        return not present.isdisjoint(TRIPLES)
    small = text.source.lower() if text.plain else text.folded  # of Latin-1 alone: faster to look through
    return _may_be_tripled(small) and any(map(small.__contains__, TRIPLES))


def _may_be_tripled(text: str) -> bool:
    """Whether any character may stand three times in a row: all are laid over their neighbours at once, as two numbers, and zero is where they are alike."""
    number = int.from_bytes(text.encode("latin-1", "replace"))
    size = len(text)
    return b"\0\0" in (number ^ (number >> 8)).to_bytes(size)[1:]


def _mixed(text: Text) -> list[re.Match[str]]:
    """What `_MIXED` finds in a plain text, as far as it may hide a word."""
    shape = text.shape
    clumps: list[re.Match[str]] = []
    clump, behind = ascii_pattern(_CLUMP), 0
    for sign in ascii_pattern(_BESIDE).finditer(text.source):
        start = sign.start()
        if start < behind:
            continue
        while start > behind and shape[start - 1] in _CLUMPED:
            start -= 1
        found = clump.match(shape, start)
        if found is not None:
            clumps.append(found)
            behind = found.end()
        while behind < len(shape) and shape[behind] in _CLUMPED:
            behind += 1
    return clumps


def _suspects(text: Text, folded: str, clumps: Iterable[re.Match[str]], triples: list[Span]) -> list[Suspect]:
    """Those of the clumps that may hide a word; one of letters alone does not, unless it has one of the `triples`."""
    shape = text.shape
    suspects: list[Suspect] = []
    for found in clumps:
        start, end = found.span()
        if text.begins_handle(start):
            suspects.append((start, end, (fold_word(folded[start:end].translate(_LETTERS), text.plain),), True))
            continue
        while end > start and shape[end - 1] in "!|+":
            end -= 1
        clump = shape[start:end]
        if clump.isdigit() or (clump.isalpha() and not _touches(triples, start, end)):
            continue
        forms = _undone(folded[start:end], text.plain)
        if forms:
            suspects.append((start, end, forms, False))
    return suspects


def _touches(spans: list[Span], start: int, end: int) -> bool:
    for begin, until in spans:  # noqa: SIM110 - asked for every word of some texts, and a generator costs more than the few spans
        if begin < end and start < until:
            return True
    return False


def _undone(word: str, plain: bool) -> tuple[str, ...]:
    """What a suspicious word may stand for; nothing for a word that is not suspicious."""
    letters = sum((char > "~" and char != "€") or "a" <= char <= "z" for char in word)
    mixed = letters >= 2 and letters < len(word) and letters * 2 >= len(word) - 1
    tripled = ascii_pattern(_TRIPLE).search(word) is not None
    if not mixed and not tripled:
        return ()
    forms = {word}
    if mixed:
        forms = {word.translate(_LETTERS), word.replace("1", "l").translate(_LETTERS)}
    forms = {fold_word(form, plain) for form in forms}
    if tripled:
        triple, double = ascii_pattern(_TRIPLE), ascii_pattern(_DOUBLE)
        forms |= {triple.sub(r"\1", form) for form in forms} | {triple.sub(r"\1\1", form) for form in forms}
        forms |= {double.sub(r"\1", form) for form in forms}
    forms.discard(word)
    return tuple(sorted(form for form in forms if len(form) > 3))
