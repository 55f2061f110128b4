"""Where in the post's file a string stands: code-point spans of a value, carried through JSON's escapes."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from . import Checked

Span = tuple[int, int]
"""Half-open, in code points of the string."""

_BLANK = " \t\r\n"
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
"""A code point that JSON writes with more than one character; a pair of surrogate escapes is one."""


class Region(NamedTuple):
    """A half-open stretch of a file in code points: lines and columns from 1, `end_column` exclusive.

    `offset` counts from the file's first code point (a byte order mark does not count); it is None if only the line
    of a `.jsonl` is known and not what stands before it.
    """

    offset: int | None
    length: int
    line: int
    column: int
    end_line: int
    end_column: int


class _Value(NamedTuple):
    """A value in the file, from `start` to `end`. Of a string also which of its code points are escapes, how many
    characters more than code points stand before each of them (and before the end), and how many code points it has."""

    start: int
    end: int
    escapes: tuple[int, ...] | None
    extra: tuple[int, ...]
    points: int

    def offset(self, point: int) -> int:
        """Where in the file code point number `point` of the string stands."""
        return self.start + 1 + point + self.extra[bisect_left(self.escapes or (), point)]


class File(NamedTuple):
    """The part of a file that is one post: its text, where it starts (None: not known), its first line's number."""

    text: str
    base: int | None
    first_line: int


def own_parts(results: Sequence[Checked]) -> list[File | None]:
    """For each result its part of its file; each file is looked through once. None where the text is not known."""
    lines: dict[str, tuple[str, list[int]]] = {}
    parts: list[File | None] = []
    for checked in results:
        if checked.raw is None or checked.line is None:
            parts.append(None if checked.raw is None else File(checked.raw.removeprefix("\ufeff"), 0, 1))
            continue
        raw, starts = lines.get(checked.source, ("", []))
        if raw is not checked.raw:
            raw = checked.raw
            starts = [raw.startswith("\ufeff"), *(found.end() for found in re.finditer("\n", raw))]
            lines[checked.source] = raw, starts
        parts.append(_line_of(raw, starts, checked.line))
    return parts


def _line_of(raw: str, starts: Sequence[int], line: int) -> File:
    """The line of that number; if the text has fewer, it is itself the line."""
    last = len(starts) - (starts[-1] == len(raw))
    if line > max(last, 1):
        return File(raw[starts[0] :].rstrip("\n"), None, line)
    end = starts[line] if line < len(starts) else len(raw)
    return File(raw[starts[line - 1] : end], starts[line - 1] - starts[0], line)


def region(part: File | None, at: str, span: Span | None) -> Region | None:
    """The span of the string at the pointer `at`, or the value there; of a value that is missing the nearest one
    above it that is there (its first character). None without the file's text, or if it is not the post's JSON.
    """
    return regions(part, [(at, span)])[0]


def regions(part: File | None, places: Sequence[tuple[str, Span | None]]) -> list[Region | None]:
    """The region of each place, as `region` gives it: the post is read once, and each string in it once."""
    if part is None:
        return [None] * len(places)
    text = part.text
    try:
        start = _skip(text, 0)
        json.JSONDecoder(strict=False).raw_decode(text, start)  # a file that is not JSON has no places
        values = {at: _value(text, start, at) for at in dict.fromkeys(at for at, _ in places)}
    except (ValueError, IndexError, RecursionError):
        return [None] * len(places)
    ends = [found.start() for found in re.finditer("\n", text)]
    return [_region(values[at], span, ends, part.base, part.first_line - 1) for at, span in places]


def _region(
    value: _Value, span: Span | None, ends: Sequence[int], base: int | None, lines_before: int
) -> Region | None:
    start, end = value.start, value.end
    if span is not None and value.escapes is not None:
        if span[1] > value.points:
            return None
        start, end = (value.offset(points) for points in span)
    line, column = _line(ends, start)
    end_line, end_column = _line(ends, end)
    offset = None if base is None else base + start
    return Region(offset, end - start, line + lines_before, column, end_line + lines_before, end_column)


def _value(text: str, start: int, at: str) -> _Value:
    """The value at the pointer, or the first character of the nearest one above it; of a list its bracket."""
    for step in at.split("/")[1:]:
        inside = _step(text, start, step.replace("~1", "/").replace("~0", "~"))
        if inside is None:
            return _Value(start, start + 1, None, (), 0)
        start = inside
    if text[start] in "{[":
        return _Value(start, start + 1, None, (), 0)
    _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    if text[start] != '"':
        return _Value(start, end, None, (), 0)
    escapes: list[int] = []
    extra: list[int] = [0]
    for found in _ESCAPE.finditer(text, start + 1, end - 1):
        escapes.append(found.start() - start - 1 - extra[-1])
        extra.append(extra[-1] + len(found.group()) - 1)
    return _Value(start, end, tuple(escapes), tuple(extra), end - start - 2 - extra[-1])


def _step(text: str, start: int, step: str) -> int | None:
    """Where the member or element `step` of the value at `start` begins; None if there is none."""
    decoder = json.JSONDecoder(strict=False)
    kind = text[start]
    if kind not in "{[":
        return None
    here, index = _skip(text, start + 1), 0
    while text[here] not in "}]":
        name: object = str(index)
        if kind == "{":
            name, here = decoder.raw_decode(text, here)
            here = _skip(text, _skip(text, here) + 1)
        if name == step:
            return here
        _, here = decoder.raw_decode(text, here)
        here = _skip(text, here)
        if text[here] == ",":
            here = _skip(text, here + 1)
        index += 1
    return None


def _line(ends: Sequence[int], offset: int) -> tuple[int, int]:
    """Line and column, from 1, of the code point at `offset`; `ends` are the places of the line ends."""
    before = bisect_left(ends, offset)
    return before + 1, offset - (ends[before - 1] + 1 if before else 0) + 1


def _skip(text: str, here: int) -> int:
    while text[here] in _BLANK:
        here += 1
    return here
