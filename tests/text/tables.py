"""The tables beside this file: a term, a bar and a sentence with what is met in brackets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table: a term (or a word), a sentence, and the spans that are met in it."""

    term: str
    sentence: str
    met: tuple[tuple[int, int], ...]


def rows(name: str) -> list[Row]:
    """The rows of `tables/NAME.txt`; a `#` at the beginning of a line makes it a comment."""
    found = []
    for line in (Path(__file__).parent / "tables" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("# "):
            term, _, marked = line.rpartition(" | ")
            found.append(_row(term, marked))
    return found


def _row(term: str, marked: str) -> Row:
    sentence, spans, start = "", [], 0
    for sign in re.split(r"([\[\]])", marked):
        if sign == "[":
            start = len(sentence)
        elif sign == "]":
            spans.append((start, len(sentence)))
        else:
            sentence += sign
    return Row(term.strip(), sentence, tuple(spans))
