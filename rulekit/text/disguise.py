"""Words in disguise: l33t, spaced letters, repeated letters. Only tokens that look suspicious are undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rulekit.text.characters import fold_word
from rulekit.text.values import Text

_SUSPICIOUS = r"[A-Za-z][0-9@$!|+\x04]|[0-9@$!|\x04][A-Za-z]|([A-Za-z])\1\1|\b[A-Za-z][ .*_-]{1,2}[A-Za-z]\b"
_CLUMP = r"[A-Za-z0-9@$!|\x03\x04]{3,40}"
_SPACED = r"(?<![A-Za-z0-9])[A-Za-z0-9@$](?:[ .*_-]{1,2}[A-Za-z0-9@$]){3,30}(?![A-Za-z0-9])"
_LETTERS = {ord(sign): letter for sign, letter in zip("0134578@$!|€+", "oieastbasiiet", strict=True)}
_TRIPLE = r"([a-zäöü])\1{2,}"
_DOUBLE = r"([a-zäöü])\1+"


def disguised_words(text: Text) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Spans of `nfkc` that may hide a word, each with the words it may be."""
    shape = text.shape
    if (
        re.search(_SUSPICIOUS, shape, re.ASCII) is None
        and text.folded.isascii()
        and re.search(_TRIPLE, text.folded) is None
    ):
        return
    for found in re.finditer(_CLUMP, shape, re.ASCII):
        start, end = found.span()
        while end > start and shape[end - 1] in "!|":
            end -= 1
        forms = _undone(text.folded[start:end], text)
        if forms:
            yield start, end, forms
    for found in re.finditer(_SPACED, shape, re.ASCII):
        start, end = found.span()
        letters = re.sub(r"[ .*_-]", "", text.folded[start:end])
        yield start, end, (letters, *_undone(letters, text))


def _undone(word: str, text: Text) -> tuple[str, ...]:
    """What a suspicious word may stand for; nothing for a word that is not suspicious."""
    letters = sum(char > "~" or "a" <= char <= "z" for char in word)
    mixed = letters >= 2 and letters < len(word) and letters * 2 >= len(word)
    tripled = re.search(_TRIPLE, word) is not None
    if not mixed and not tripled:
        return ()
    forms = {word}
    if mixed:
        plain = word.translate(_LETTERS)
        forms = {plain, word.replace("1", "l").translate(_LETTERS)}
    forms = {fold_word(form, text.plain) for form in forms}
    if tripled:
        forms |= {re.sub(_TRIPLE, r"\1", form) for form in forms} | {re.sub(_TRIPLE, r"\1\1", form) for form in forms}
        forms |= {re.sub(_DOUBLE, r"\1", form) for form in forms}
    forms.discard(word)
    return tuple(sorted(form for form in forms if len(form) > 3))
