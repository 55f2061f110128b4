"""What a text must contain for a regular expression to be found in it: a look that costs next to nothing before one that costs more.

The answer is a superset: if none of the literals occurs, the pattern cannot match; if one does, it may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rulekit.text.small import lowered

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzäöüß0123456789")
_ESCAPED = frozenset(r"\.+*?()|[]{}^$-/#&@%!:;,=<>~'\" " + '"')
_SIGNS = "[€£§\u2010-\u205e\u20a0-\u20bf\u2190-\u245f\u2500-\u2bff\u3000-\u9fff\U0001f000-\U0001faff]"
"""Characters that have no capital, so that they stand in the text as they stand in the pattern."""

_MAX_MEMBERS = 8
"""The size up to which a class is looked for character by character."""

_MAX_PAIRED = 3
"""The size up to which a class that is repeated is looked for as pairs of its characters."""

_TWICE = tuple(["{", digit] for digit in "23456789")
"""How a repetition begins that asks for two at least; `{1` may go on with another digit and asks for one."""

_OPTIONAL = ("?", "*", "{")
_OPAQUE = frozenset((r"\Q", r"\E", *(rf"\{digit}" for digit in range(10))))
"""Escapes after which the letters that follow are not what they seem."""


class _Item(NamedTuple):
    """A piece of a branch: a literal character, or what is required of a group, or neither; and whether it must occur, and only once."""

    char: str
    inner: tuple[str, ...] | None
    needed: bool
    once: bool


def required(tokens: Sequence[str]) -> tuple[str, ...] | None:
    """Literals of which every match holds at least one, or None if that cannot be told. `tokens` are those of `patterns`."""
    if any(token in _OPAQUE or token[:2] in _OPAQUE for token in tokens):
        return None
    found, end = _alternatives(tokens, 0)
    return found if end == len(tokens) else None


def _alternatives(tokens: Sequence[str], at: int) -> tuple[tuple[str, ...] | None, int]:
    """What the alternatives up to the closing bracket require together, and where they end."""
    branches: list[tuple[str, ...] | None] = []
    while True:
        found, at = _branch(tokens, at)
        branches.append(found)
        if at >= len(tokens) or tokens[at] == ")":
            break
        at += 1
    if any(branch is None for branch in branches):
        return None, at
    return tuple(sorted({literal for branch in branches for literal in branch or ()})), at


def _branch(tokens: Sequence[str], at: int) -> tuple[tuple[str, ...] | None, int]:
    """The best of what one alternative requires: the set whose shortest literal is longest."""
    options: list[tuple[str, ...]] = []
    run = ""
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        item, at = _item(tokens, at)
        if item.char and item.needed:
            run += item.char
            if item.once:
                continue
        if run:
            options.append((run,))
        run = item.char if item.char and item.needed and not item.once else ""
        if item.inner is not None and item.needed:
            options.append(item.inner)
    if run:
        options.append((run,))
    options = [option for option in options if option and all(map(_telling, option))]
    best = max(options, key=lambda option: (min(map(len, option)), -len(option)), default=None)
    return best, at


def _telling(literal: str) -> bool:
    """Rare enough to leave most texts out: two letters, or one digit or sign."""
    return len(literal) > 1 or literal not in _PLAIN or literal in "0123456789"


def _item(tokens: Sequence[str], at: int) -> tuple[_Item, int]:
    token = tokens[at]
    inner: tuple[str, ...] | None = None
    char = ""
    if token.startswith("(") and not token.endswith(")"):
        inner, at = _alternatives(tokens, at + 1)
    elif len(token) == 1 and token not in ".^$":
        char = _small(token)
    elif len(token) == 2 and token[0] == "\\" and token[1] in _ESCAPED:
        char = token[1]
    elif token.startswith("["):
        inner = _members(token)
    at += 1
    needed, once = True, True
    while at < len(tokens) and tokens[at] in ("+", *_OPTIONAL):
        sure = tokens[at] == "+" or (tokens[at] == "{" and at + 1 < len(tokens) and tokens[at + 1] in "123456789")
        if (
            token[0] == "["
            and inner is not None
            and len(inner) <= _MAX_PAIRED
            and tokens[at : at + 2] in _TWICE
            and once
        ):
            inner = tuple(sorted({one + other for one in inner for other in inner}))
        needed, once = needed and sure, False
        at = tokens.index("}", at) + 1 if tokens[at] == "{" and "}" in tokens[at:] else at + 1
    return _Item(char, inner, needed, once), at


def _members(token: str) -> tuple[str, ...] | None:
    """The characters of a small class such as `[!?]`, or None if it holds anything but plain ones."""
    members = token[1:-1]
    if not members or members[0] == "^" or len(members) > _MAX_MEMBERS or any(sign in members for sign in "\\-["):
        return None
    found = tuple(sorted({_small(char) for char in members}))
    return None if "" in found else found


def _small(char: str) -> str:
    small = lowered(char)
    return small if small in _PLAIN or (small.isascii() and not small.isalnum()) or re.fullmatch(_SIGNS, small) else ""
