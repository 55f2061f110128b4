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


_MAX_EXACT = 40
"""How many strings a piece of a pattern may stand for to be put together with its neighbours."""

Literals = tuple[str, ...]


class _Item(NamedTuple):
    """A piece of a branch: a literal character, or neither; what a group requires; all strings it can be, if they are few and known.

    `needed` says whether it must occur, and `once` whether only once.
    """

    char: str
    inner: Literals | None
    sharp: Literals | None
    exact: frozenset[str] | None
    needed: bool
    once: bool


class _Required(NamedTuple):
    """What a piece of a pattern requires: a small set of literals, a set of longer ones, and all that it can be."""

    few: Literals | None
    sharp: Literals | None
    exact: frozenset[str] | None


def required(tokens: Sequence[str]) -> tuple[Literals, ...]:
    """Sets of literals, of each of which every match holds at least one; the one that is looked for fastest comes first. `tokens` are those of `patterns`."""
    if any(token in _OPAQUE or token[:2] in _OPAQUE for token in tokens):
        return ()
    found, end = _alternatives(tokens, 0)
    if end != len(tokens):
        return ()
    few, sharp = found.few, found.sharp
    if few is not None and (sharp is None or min(map(len, sharp)) <= min(map(len, few))):
        return (few,)
    return tuple([one for one in (few, sharp) if one is not None])


def _alternatives(tokens: Sequence[str], at: int) -> tuple[_Required, int]:
    """What the alternatives up to the closing bracket require together, and where they end."""
    branches: list[_Required] = []
    while True:
        found, at = _branch(tokens, at)
        branches.append(found)
        if at >= len(tokens) or tokens[at] == ")":
            break
        at += 1
    exact = frozenset[str]().union(*(branch.exact or () for branch in branches))
    known = all(branch.exact is not None for branch in branches) and len(exact) <= _MAX_EXACT
    few, sharp = _together([one.few for one in branches]), _together([one.sharp for one in branches])
    return _Required(few, sharp, exact if known else None), at


def _together(sets: Sequence[Literals | None]) -> Literals | None:
    """One set for alternatives, None if one of them requires nothing."""
    if any(one is None for one in sets):
        return None
    return tuple(sorted({literal for one in sets for literal in one or ()}))


def _branch(tokens: Sequence[str], at: int) -> tuple[_Required, int]:
    """The best of what one alternative requires: the set whose shortest literal is longest."""
    runs = _Runs()
    while at < len(tokens) and tokens[at] not in ("|", ")"):
        item, at = _item(tokens, at)
        runs.add(item)
    return runs.end(), at


class _Runs:
    """The literals of one alternative, put together from piece to piece: `few` from characters alone, `sharp` from everything whose strings are known."""

    def __init__(self) -> None:
        self._few: list[Literals] = []
        self._sharp: list[Literals] = []
        self._run = ""
        self._strings = frozenset(("",))
        self._whole = True

    def add(self, item: _Item) -> None:
        if item.char and item.needed:
            self._run += item.char
        if not (item.char and item.needed and item.once):
            self._end_run()
            self._run = item.char if item.char and item.needed else ""
            if item.inner is not None and item.needed:
                self._few.append(item.inner)
        if item.exact is not None and len(self._strings) * len(item.exact) <= _MAX_EXACT:
            self._strings = frozenset(head + tail for head in self._strings for tail in item.exact)
            return
        self._whole = False
        self._sharp.append(tuple(sorted(self._strings)))
        self._strings = frozenset(("",)) if item.exact is None else item.exact
        if item.sharp is not None and item.needed:
            self._sharp.append(item.sharp)

    def _end_run(self) -> None:
        if self._run:
            self._few.append((self._run,))

    def end(self) -> _Required:
        """What the alternative requires."""
        self._end_run()
        exact = self._strings if self._whole else None
        self._sharp.append(tuple(sorted(self._strings)))
        few = _best(self._few)
        return _Required(few, _best(self._sharp) or few, exact)


def _best(options: Sequence[Literals]) -> Literals | None:
    telling = [option for option in options if option and all(map(_telling, option))]
    return max(telling, key=lambda option: (min(map(len, option)), -len(option)), default=None)


def _telling(literal: str) -> bool:
    """Rare enough to leave most texts out: two letters, or one digit or sign."""
    return len(literal) > 1 or (literal != "" and (literal not in _PLAIN or literal in "0123456789"))


def _item(tokens: Sequence[str], at: int) -> tuple[_Item, int]:
    token = tokens[at]
    inner: Literals | None = None
    sharp: Literals | None = None
    exact: frozenset[str] | None = None
    char = ""
    if token.startswith("(") and not token.endswith(")"):
        (inner, sharp, exact), at = _alternatives(tokens, at + 1)
    elif len(token) == 1 and token not in ".^$":
        char = _small(token)
    elif len(token) == 2 and token[0] == "\\" and token[1] in _ESCAPED:
        char = token[1]
    elif token.startswith("["):
        inner = sharp = _members(token)
    if char or (token.startswith("[") and inner is not None):
        exact = frozenset((char,) if char else inner or ())
    at += 1
    needed, once = True, True
    begin = at
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
    if exact is not None and at > begin:
        exact = exact | {""} if set(tokens[begin:at]) == {"?"} else None
    return _Item(char, inner, sharp, exact, needed, once), at


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
