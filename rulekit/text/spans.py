"""Small pieces of reading that other floors need."""

from __future__ import annotations

from rulekit.text.reading import Text
from rulekit.text.values import Span

_BLANK = " \t\x0b\x0c\xa0\xad\u200b\u200c\u200d\u2060\ufeff"


def first_line(original: str) -> Span:
    """The span of the first line with something on it, `(0, 0)` when there is none."""
    place = 0
    for line in original.replace("\r", "\n").split("\n"):
        if line.strip(_BLANK):
            return place, place + len(line)
        place += len(line) + 1
    return 0, 0


def sentences(text: Text) -> tuple[Span, ...]:
    """The spans of the sentences in the original."""
    return text.sentences


def graphemes(original: str) -> int:
    """How many characters a reader sees (extended grapheme clusters)."""
    if original.isascii() and "\r" not in original:
        return len(original)
    import regex  # type: ignore[import-untyped,unused-ignore]  # has no types; imported here: few rules count graphemes

    return len(regex.findall(r"\X", original))


def data_version() -> dict[str, str]:
    """Version and digest of the built-in tables."""
    from rulekit.text.versions import DIGEST, UNICODE_VERSION

    return {"unicode": UNICODE_VERSION, "digest": DIGEST}
