"""The entrance of an engine: which rules a post is asked about, found by the screens of all rules at once.

Many posts state the same of themselves: the account, the author, the platform. What the stated fields alone decide of the screens is worked out once for each
such combination and kept, so that for one more post only its texts and facts are left to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any, Final, NamedTuple

from rulekit.engine.passing import Test, at_a_glance, lets_through, literals_of, tested, triggers
from rulekit.engine.screen import Screen, joined
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.fields import Field

_MOST_KEPT: Final = 256
"""How many combinations of stated fields are kept; a stream of posts has a few."""

_NOBODY: Final[Json] = Ellipsis
"""Stands for a section that a post does not have at all; no JSON value is the same."""


Asked = tuple[int, "Test | None"]
"""The number of a rule, and the test that a post has to pass beside what led to the rule."""


class _Left(NamedTuple):
    """What is left of the screens under one combination of stated fields.

    `always` are rules that nothing is left to keep out. The others lead from what may let a post in to rules: from what occurs in its texts, from what a glance
    at it may name, and from tests of other things. `literals` are all that any of the tests asks for, `glance` takes the look.
    """

    always: Sequence[int]
    marks: Mapping[int | str, Sequence[Asked]]
    unusual: Mapping[str, Sequence[Asked]]
    others: Sequence[tuple[Test, Sequence[Asked]]]
    literals: Set[str]
    glance: Callable[[View], Sequence[str]]


class Entrance:
    """The screens of all rules of a program. Answers alike whatever was asked before."""

    __slots__ = ("_kept", "_screens", "_sections")

    def __init__(self, screens: Sequence[Screen]) -> None:
        self._screens = screens
        self._sections: Sequence[_Section] | None = None
        self._kept: dict[Any, _Left] = {}

    def let_in(self, view: View) -> list[int]:
        """The numbers of the rules, in order, that the post does not fail for sure."""
        if view.unread:
            # texts that cannot be read may hold anything
            return list(range(len(self._screens)))
        if self._sections is None:
            # a command with one post ends before anything kept could help
            self._sections = _sections(self._screens, view.root)
            return [number for number, one in enumerate(self._screens) if one is None or lets_through(one, view)]
        key = self._key(view, self._sections)
        left = self._kept.get(key) if key is not None else None
        if left is None:
            left = self._narrowed(view)
            if key is not None:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = left
        strings = view.strings_present
        if strings is None:
            small = view.small
            strings = frozenset([literal for literal in left.literals if literal in small])
        marks: Set[int | str] = view.present | strings
        led = [left.marks[mark] for mark in left.marks.keys() & marks]
        if left.unusual:
            led += [left.unusual[name] for name in left.glance(view) if name in left.unusual]
        led += [rules for test, rules in left.others if test(marks, view)]
        found = set(left.always)
        for rules in led:
            for number, test in rules:
                if number not in found and (test is None or test(marks, view)):
                    found.add(number)
        return sorted(found)

    @staticmethod
    def _key(view: View, sections: Sequence[_Section]) -> Any:
        """What the post states, and leaves open, of all that the screens ask of its fields; None if that cannot be told in short."""
        post = view.post
        key: list[Any] = []
        for one in sections:
            section = post.get(one.name, _NOBODY) if one.name else post
            # stated to be none is not the same as not stated, and neither as having fields of which that is so
            stated = one.stated(section) if type(section) is dict else _in_short(section)
            if stated is _UNTOLD:
                return None
            key.append(stated)
        return tuple(key)

    def _narrowed(self, view: View) -> _Left:
        # imported where used: a command with one post ends before a glance could help
        from rulekit.facts.glance import unusual

        always: list[int] = []
        marks: dict[int | str, list[Asked]] = {}
        named: dict[str, list[Asked]] = {}
        literals: set[str] = set()
        others: dict[str, tuple[Test, list[Asked]]] = {}
        for number, whole in enumerate(self._screens):
            one = _without_post(whole, view)
            if one is False:
                continue
            if one is None or isinstance(one, bool):
                always.append(number)
                continue
            literals.update(*literals_of(one))
            for trigger, test in triggers(one):
                if trigger[0] in ("groups", "literals"):
                    for mark in trigger[1]:
                        marks.setdefault(mark, []).append((number, test))
                elif (name := at_a_glance(trigger)) is not None:
                    named.setdefault(name, []).append((number, tested(trigger) if test is None else test))
                else:
                    others.setdefault(repr(trigger), (tested(trigger), []))[1].append((number, test))
        return _Left(always, marks, named, tuple(others.values()), literals, unusual)


_PLAIN: Final = frozenset((str, bool, type(None), type(_NOBODY)))
"""The types of values that stand for themselves among what was kept."""


class _Section:
    """What the screens ask of the post itself (no name) or of one of its sections.

    `values` are fields of which the value matters, `there` those of which only matters whether they are there, `numbers` lists of which the length does, `deep`
    the ways to what stands further down. `closed` says that the section has no other fields than those of the schema, each with one type of values.
    """

    __slots__ = ("_plain", "_told", "closed", "deep", "name", "numbers", "there", "values")

    def __init__(self, name: str, fields: Mapping[str, str], deep: Set[tuple[str, ...]], closed: bool) -> None:
        self.name = name
        self.values, self.there, self.numbers = (
            tuple(sorted(field for field, form in fields.items() if form == wanted))
            for wanted in ("value", "there", "number")
        )
        self.deep = tuple(sorted(deep))
        self.closed = closed
        self._plain = frozenset((*self.values, *self.there))
        self._told: dict[Any, tuple[Any, ...]] = {}

    def stated(self, section: Mapping[str, Json]) -> tuple[Any, ...]:
        """What the section states of these, nothing stated being told from stated to be none; `_UNTOLD` if that cannot be told in short."""
        if not self.closed or not section.keys() <= self._plain:
            # what nobody asks for is not kept, least of all names
            return self._looked_at(section)
        whole = tuple(section.items())
        try:
            told = self._told.get(whole)
        except TypeError:  # it holds a list
            return self._looked_at(section)
        if told is None:
            if len(self._told) >= _MOST_KEPT:
                self._told.clear()
            told = self._told[whole] = self._looked_at(section)
        return told

    def _looked_at(self, section: Mapping[str, Json]) -> tuple[Any, ...]:
        found: list[Any] = []
        for name in self.values:
            value = section.get(name, _NOBODY)
            found.append(value if type(value) in _PLAIN else _in_short(value))
        for name in self.there:
            value = section.get(name, _NOBODY)
            found.append(value if value is None or value is _NOBODY else 0)
        for name in self.numbers:
            value = section.get(name, _NOBODY)
            found.append(("list", len(value)) if type(value) is list else _in_short(value))
        found += [_on_the_way(section, steps) for steps in self.deep]
        return tuple(found) if not any(one is _UNTOLD for one in found) else _UNTOLD


_UNTOLD: Final[tuple[Any, ...]] = ("untold",)
"""Stands for what cannot be told in short."""


def _in_short(value: Json) -> Any:
    """A value, told from all others, as something that can be looked up."""
    if type(value) in _PLAIN:
        return value
    if type(value) is list and all(type(each) is str for each in value):
        return ("list", *value)
    # for Python 1 and True are alike
    return ("number", value) if type(value) is int or type(value) is float else _UNTOLD


def _on_the_way(section: Json, steps: Sequence[str]) -> tuple[Any, ...]:
    """What stands at each step on the way down, as far as it goes: of mappings only that they are there."""
    found: list[Any] = []
    for step in steps:
        section = section.get(step, _NOBODY)
        if type(section) is not dict:
            last = _in_short(section)
            return _UNTOLD if last is _UNTOLD else (*found, last)
        found.append(dict)
    return tuple(found)


_FORMS = ("there", "number", "value")
"""How a field may matter, the least first."""

_FORM_OF: Mapping[str, str] = {"is": "value", "compare": "value", "count": "number", "there": "there"}


def _sections(screens: Sequence[Screen], root: Field) -> Sequence[_Section]:
    """What the screens ask of the post and of each of its sections."""
    found: dict[str, dict[str, str]] = {"": {}}
    deep: dict[str, set[tuple[str, ...]]] = {}

    def note(steps: Sequence[str], form: str) -> None:
        if len(steps) > 2:
            found.setdefault(steps[0], {})
            deep.setdefault(steps[0], set()).add(tuple(steps[1:]))
            return
        fields = found.setdefault(steps[0] if len(steps) == 2 else "", {})
        fields[steps[-1]] = max(fields.get(steps[-1], form), form, key=_FORMS.index)

    for kind, path in (each for one in screens for each in _post_tests(one)):
        steps = path.split(".")
        note(steps, _FORM_OF[kind])
        parent: Field | None = root
        for number, step in enumerate(steps):
            for beside in _asked_with(parent, step):
                note([*steps[:number], beside], "value")
            parent = None if parent is None else parent.child(step)

    return [
        _Section(name, fields, deep.get(name, set()), name != "" and _closed(root.child(name)))
        for name, fields in found.items()
    ]


def _closed(section: Field | None) -> bool:
    return section is not None and section.kind == "object" and not section.open


def _asked_with(parent: Field | None, name: str) -> Set[str]:
    """The neighbours of a field on which it hangs what its absence means, and theirs."""
    found: set[str] = set()
    left = [name]
    while left:
        field = None if parent is None else parent.child(left.pop())
        beside = {*field.unknown_when, *field.unknown_unless} - found if field is not None else set()
        found |= beside
        left += beside
    return found


def _post_tests(one: Screen) -> Iterator[tuple[str, str]]:
    """The form and path of each test of the post's own fields in a screen."""
    if one is None:
        return
    if one[0] in ("all", "any"):
        for each in one[1]:
            yield from _post_tests(each)
    elif _is_of_post(one):
        yield one[0], one[2]


def _is_of_post(one: Sequence[Any]) -> bool:
    return one[0] in ("is", "there", "compare", "count") and one[1] == "post" and not _asks_facts(one)


def _asks_facts(one: Sequence[Any]) -> bool:
    return one[0] in ("compare", "count") and any(isinstance(bound, list) for _, bound in one[3])


def _without_post(one: Screen, view: View) -> Screen | bool:
    """The screen with every test of the post's own fields answered; None if nothing is left to ask, False if it lets nothing through."""
    if one is None:
        return None
    if one[0] not in ("all", "any"):
        return (None if lets_through(one, view) else False) if _is_of_post(one) else one
    parts = [_without_post(each, view) for each in one[1]]
    sure = False if one[0] == "all" else None
    if any(part is sure for part in parts):
        return sure
    rest: list[Json] = [part for part in parts if part is not None and part is not False]
    if not rest:
        return None if one[0] == "all" else False
    return joined(one[0], rest)
