"""Writing a post back as its author laid it out: only what changed is written anew, everything else stays to the letter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rulekit.model.canonical import Json

_BLANKS = " \t\n\r"


class _Member(NamedTuple):
    """One key of an object in a text: where the key begins, and where its value begins and ends."""

    key: str
    start: int
    value: int
    end: int


def rewritten(text: str, before: Json, after: Mapping[str, Json]) -> str:
    """The text, which is JSON of `before`, as JSON of `after`; laid out anew only if it cannot be done in place."""
    try:
        edits = sorted(_edits(text, _skip(text, 1 if text.startswith("\ufeff") else 0), before, dict(after)))
        found = text
        for start, end, new in reversed(edits):
            found = found[:start] + new + found[end:]
        if json.loads(found.removeprefix("\ufeff")) == after:
            return found
    except (ValueError, IndexError):
        pass
    return json.dumps(dict(after), ensure_ascii=False, indent=2) + "\n"


def _edits(text: str, at: int, before: Json, after: Json) -> Iterator[tuple[int, int, str]]:
    """What to replace in the text, whose value `before` begins at `at`: start, end and what comes there."""
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _in_object(text, at, before, after)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, one, other in zip(_items(text, at), before, after, strict=True):
            if one != other:
                yield from _edits(text, place, one, other)
    else:
        yield at, _end(text, at), _dumped(after)


def _in_object(text: str, at: int, before: dict[str, Json], after: dict[str, Json]) -> Iterator[tuple[int, int, str]]:
    members = list(_members(text, at))
    for number, one in enumerate(members):
        if one.key in after:
            if before[one.key] != after[one.key]:
                yield from _edits(text, one.value, before[one.key], after[one.key])
        elif number:
            yield members[number - 1].end, one.end, ""
        else:
            yield one.start, members[1].start if len(members) > 1 else one.end, ""
    fresh = [f"{_dumped(key)}: {_dumped(value)}" for key, value in after.items() if key not in before]
    if fresh:
        last = members[-1]
        gap = text[members[-2].end : last.start] if len(members) > 1 else ", "
        yield last.end, last.end, "".join(gap + item for item in fresh)


def _members(text: str, at: int) -> Iterator[_Member]:
    at = _skip(text, at + 1)
    while text[at] != "}":
        start, end = at, _end(text, at)
        value = _skip(text, _skip(text, end) + 1)
        yield _Member(json.loads(text[start:end]), start, value, _end(text, value))
        at = _skip(text, _end(text, value))
        at = _skip(text, at + 1) if text[at] == "," else at


def _items(text: str, at: int) -> Iterator[int]:
    at = _skip(text, at + 1)
    while text[at] != "]":
        yield at
        at = _skip(text, _end(text, at))
        at = _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    while text[at] in _BLANKS:
        at += 1
    return at


def _end(text: str, at: int) -> int:
    return json.JSONDecoder().raw_decode(text, at)[1]


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
