"""The entrance of an engine: which rules a post is asked about, found by the screens of all rules at once.

Many posts state the same of themselves: the account, the author, the platform. What the stated fields alone decide of the screens is worked out once for each
such combination and kept, so that for one more post only its texts and facts are left to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rulekit.engine.passing import Test, lets_through, tested, triggers
from rulekit.engine.screen import Screen, joined
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.fields import Field

_MOST_KEPT = 256
"""How many combinations of stated fields are kept; a stream of posts has a few."""

_NOBODY: Json = Ellipsis
"""Stands for a section that a post does not have at all; no JSON value is the same."""


Asked = tuple[int, "Test | None"]
"""The number of a rule, and the test that a post has to pass beside what led to the rule."""


class _Left(NamedTuple):
    """What is left of the screens under one combination of stated fields.

    `always` are rules that nothing is left to keep out. The others lead from what may let a post in to rules: from groups of terms, from literals, and
    from tests of other things.
    """

    always: Sequence[int]
    groups: Mapping[int, Sequence[Asked]]
    literals: Mapping[str, Sequence[Asked]]
    others: Sequence[tuple[Test, Sequence[Asked]]]


class Entrance:
    """The screens of all rules of a program. Answers alike whatever was asked before."""

    __slots__ = ("_kept", "_screens", "_sections")

    def __init__(self, screens: Sequence[Screen]) -> None:
        self._screens = screens
        self._sections: Sections | None = None
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
        present, strings = view.present, view.strings_present
        if strings is None:
            small = view.small
            strings = frozenset([literal for literal in left.literals if literal in small])
        led = [left.groups[group] for group in left.groups.keys() & present]
        led += [left.literals[literal] for literal in left.literals.keys() & strings]
        led += [rules for test, rules in left.others if test(present, view)]
        found = set(left.always)
        for rules in led:
            for number, test in rules:
                if number not in found and (test is None or test(present, view)):
                    found.add(number)
        return sorted(found)

    @staticmethod
    def _key(view: View, sections: Sections) -> Any:
        """What the post states, and leaves open, of all that the screens ask of its fields; None if that cannot be told in short."""
        key: list[Any] = []
        post = view.post
        for top, fields in sections:
            section = post.get(top, _NOBODY)
            if section is None or section is _NOBODY:
                # stated to be none is not the same as not stated, and neither as having fields of which that is so
                key.append(section)
                continue
            stated = _stated(section, fields)
            if stated is None:
                return None
            key.append(stated)
        return tuple(key)

    def _narrowed(self, view: View) -> _Left:
        always: list[int] = []
        groups: dict[int, list[Asked]] = {}
        literals: dict[str, list[Asked]] = {}
        others: dict[str, tuple[Test, list[Asked]]] = {}
        for number, whole in enumerate(self._screens):
            one = _without_post(whole, view)
            if one is False:
                continue
            if one is None or isinstance(one, bool):
                always.append(number)
                continue
            for trigger, test in triggers(one):
                if trigger[0] == "groups":
                    for group in trigger[1]:
                        groups.setdefault(group, []).append((number, test))
                elif trigger[0] == "literals":
                    for literal in trigger[1]:
                        literals.setdefault(literal, []).append((number, test))
                else:
                    others.setdefault(repr(trigger), (tested(trigger), []))[1].append((number, test))
        return _Left(always, groups, literals, tuple(others.values()))


def _stated(section: Json, fields: Sequence[tuple[str, str]]) -> tuple[Any, ...] | None:
    """What a section of a post states of these of its fields, in the form that matters; None if that cannot be told in short."""
    stated: list[Any] = []
    within = type(section) is dict
    for name, form in fields:
        value: Json = section if not name else section.get(name, _NOBODY) if within else _NOBODY
        kind = type(value)
        if value is None or value is _NOBODY or kind is bool or (kind is str and form == "value"):
            stated.append(value)
        elif form == "there":
            stated.append(0)
        elif kind is list and form == "number":
            stated.append((len(value),))
        elif kind is list and all(type(each) is str for each in value):
            stated.append(tuple(value))
        else:
            return None
    return tuple(stated)

Sections = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""The sections of the post that screens ask for, each with its fields and in which form they matter: as `value`, as `number`, or whether they are `there`.

A field without a name is the section itself.
"""

_FORMS = ("there", "number", "value")
_FORM_OF: Mapping[str, str] = {"is": "value", "compare": "value", "count": "number", "there": "there"}


def _sections(screens: Sequence[Screen], root: Field) -> Sections:
    found: dict[str, dict[str, str]] = {}

    def note(top: str, name: str, form: str) -> None:
        fields = found.setdefault(top, {})
        fields[name] = max(fields.get(name, form), form, key=_FORMS.index)

    for kind, path in (each for one in screens for each in _post_tests(one)):
        top, _, name = path.partition(".")
        field = root.child(top)
        child = None if field is None or not name else field.child(name.partition(".")[0])
        # what an absent field means may hang on its neighbours, and a field further down on all above it
        for beside in (*child.unknown_when, *child.unknown_unless) if child is not None else ():
            note(top, beside, "value")
        note(top, name, "value" if "." in name else _FORM_OF[kind])
    return [(top, sorted(fields.items())) for top, fields in found.items()]


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
