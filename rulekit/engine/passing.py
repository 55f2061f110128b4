"""Screens, asked of a post (engine/screen.py says what they are).

`triggers` leads from what is cheap to find in a post to the screens it may open, `at_a_glance` says which of those need not even be asked; `tested` makes a
test of a screen that is asked about many posts, `lets_through` asks a screen once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from rulekit.conditions.equality import same
from rulekit.conditions.numbers import COMPARISONS, is_number
from rulekit.facts.seen import BROKEN, KNOWN, NONE, Found
from rulekit.facts.view import View

if TYPE_CHECKING:
    from rulekit.engine.screen import Screen
    from rulekit.model.canonical import Json

Marks = Set[int | str]
"""What occurs in a post: groups of terms by their numbers, and literals."""

Test = Callable[[Marks, View], bool]
"""A screen that is ready to be asked, with what occurs in the post and the post's view."""


def triggers(one: Sequence[Any]) -> Iterator[tuple[Sequence[Any], Test | None]]:
    """Simple screens of which one must let a post through, each with what the post has to pass beside it (None: nothing more)."""
    if one[0] not in ("any", "all"):
        yield one, None
        return
    # what begins alike is looked at once
    led: dict[str, tuple[Sequence[Any], list[Sequence[Any]]]] = {}
    for each in one[1] if one[0] == "any" else [one]:
        first, rest = _led(each)
        led.setdefault(repr(first), (first, []))[1].append(rest)
    for first, rests in led.values():
        test = None if ["all", []] in rests else tested(rests[0] if len(rests) == 1 else ["any", rests])
        for trigger, inner in triggers(first):
            yield trigger, inner if test is None else test


def _led(one: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """What leads to a screen: its rarest part; and what has to be looked at then."""
    if one[0] != "all":
        return one, ["all", []]
    rarest = min(one[1], key=_frequency)
    if _marks(rarest) is None:
        return rarest, one
    # what led here needs no second look
    rest = [each for each in one[1] if each is not rarest]
    return rarest, rest[0] if len(rest) == 1 else ["all", rest]


def _frequency(one: Sequence[Any]) -> int:
    """A guess at how often a screen lets posts through, and how much work it is to know; a literal is often part of other words."""
    if one[0] == "all":
        return min(map(_frequency, one[1]))
    if one[0] == "any":
        return sum(map(_frequency, one[1]))
    if one[0] in _VALUES and at_a_glance(one) in _RARE:
        return 1
    return 2 * len(one[1]) if one[0] == "literals" else {"groups": 1, "register": 4, "is": 4}.get(one[0], 8)


_RARE = frozenset(
    ("caps_share", "credentials", "identifiers", "mentions", "repeats", "similarity", "text_length", "urls")
)
"""What a glance names of few posts."""


def literals_of(one: Screen) -> Iterator[Sequence[str]]:
    """The sets of literals in a screen."""
    if one is not None and one[0] == "literals":
        yield one[1]
    for each in one[1] if one is not None and one[0] in ("all", "any") else ():
        yield from literals_of(each)


def at_a_glance(one: Sequence[Any]) -> str | None:
    """The name without which in `rulekit.facts.glance.unusual` a post cannot pass a simple screen; None if only asking can tell."""
    # imported where used: a command with one post ends before a glance could help
    from rulekit.facts.glance import MOST_ELEMENTS, MOST_OF_NUMBERS, USUALLY_NONE

    if one[0] == "register":
        return "register"
    if one[1] == "post":
        return "attachments" if one == _TOO_MANY_ATTACHMENTS else None
    if one == _TOO_LONG:
        return "text_length"
    name = one[2][0]
    if one[0] in ("is", "there"):
        return name if name in USUALLY_NONE and one[-1] else None
    if not all(is_number(bound) for _, bound in one[3]):
        return None
    if name in USUALLY_NONE and one[0] == "compare":
        return str(name)
    most = 0 if name in USUALLY_NONE else (MOST_ELEMENTS if one[0] == "count" else MOST_OF_NUMBERS).get(name)
    if most is None:
        return None
    above = any((sign == "gt" and bound >= most) or (sign == "ge" and bound > most) for sign, bound in one[3])
    return name if above else None


_TOO_LONG = ["compare", "fact", ["text_length"], [["gt", ["fact", ["limits", "text"]]]]]
_TOO_MANY_ATTACHMENTS = ["count", "post", "attachments", [["gt", ["fact", ["limits", "attachments"]]]]]
"""The two screens that compare with a fact and that a glance can answer: whatever the platform's limit is, most posts are far from it."""


def tested(one: Sequence[Any]) -> Test:
    """The test that a screen is."""
    marks = _marks(one)
    if marks is not None:
        return lambda found, view: not found.isdisjoint(marks)
    if one[0] == "register":
        return lambda found, view: view.register_occurs
    if one[0] in _VALUES:
        return _once_a_post(one)
    looked = [(_marks(each), each) for each in one[1]]
    sets = [marks for marks, _ in looked if marks is not None]
    tests = tuple(tested(each) for marks, each in looked if marks is None)
    if one[0] == "all":
        return _all_of(tuple(sets), tests)
    return _any_of(frozenset[int | str]().union(*sets), tests)


def _marks(one: Sequence[Any]) -> frozenset[int | str] | None:
    """Of what one must occur to pass a screen that asks for nothing else; None for all other screens."""
    if one[0] in ("groups", "literals"):
        return frozenset(one[1])
    if one[0] != "any":
        return None
    parts = [_marks(each) for each in one[1]]
    known = [part for part in parts if part is not None]
    return frozenset[int | str]().union(*known) if len(known) == len(parts) else None


def _once_a_post(one: Sequence[Any]) -> Test:
    """The test of a value, which several rules ask of each post alike."""
    if one[0] == "count" and one[1] == "fact" and len(one[2]) == 1 and one[3] == [["ge", 1]]:
        fact = one[2][0]
        # an empty list is none; what is unknown, or could not be worked out, may hold anything
        return lambda found, view: view.fact(fact).state != NONE
    name, value = repr(one), _VALUES[one[0]]

    def ask(found: Marks, view: View) -> bool:
        answer = view.answers.get(name)
        if answer is None:
            answer = view.answers[name] = value(one, view)
        return answer

    return ask


def lets_through(one: Sequence[Any], view: View) -> bool:
    """Whether the post may pass the condition that the screen was made from; the answer of `tested` for a single post."""
    kind = one[0]
    if kind == "groups":
        return not view.present.isdisjoint(one[1])
    if kind == "all":
        return all(lets_through(each, view) for each in one[1])
    if kind == "any":
        return any(lets_through(each, view) for each in one[1])
    if kind == "literals":
        return view.holds_one(frozenset(one[1]))
    return view.register_occurs if kind == "register" else _VALUES[kind](one, view)


def _all_of(sets: Sequence[frozenset[int | str]], tests: Sequence[Test]) -> Test:
    def ask(found: Marks, view: View) -> bool:
        for marks in sets:
            if found.isdisjoint(marks):
                return False
        for test in tests:  # noqa: SIM110 - asked thousands of times a second, and a generator costs half as much again
            if not test(found, view):
                return False
        return True

    return ask


def _any_of(marks: frozenset[int | str], tests: Sequence[Test]) -> Test:
    def ask(found: Marks, view: View) -> bool:
        if not found.isdisjoint(marks):
            return True
        for test in tests:  # noqa: SIM110 - likewise
            if test(found, view):
                return True
        return False

    return ask


def _is(one: Sequence[Any], view: View) -> bool:
    state, value = _value(view, one[1], one[2])
    if state != KNOWN:
        return state != NONE or not one[4]
    for each in value if isinstance(value, list) else (value,):
        plain = each.value if isinstance(each, Found) else each
        for wanted in one[3]:
            if same(plain, wanted):
                return bool(one[4])
    return not one[4]


def _there(one: Sequence[Any], view: View) -> bool:
    state, _ = _value(view, one[1], one[2])
    return state not in (KNOWN, NONE) or (state == KNOWN) is one[3]


def _compare(one: Sequence[Any], view: View) -> bool:
    state, value = _value(view, one[1], one[2])
    if state != KNOWN or not is_number(value):
        return bool(state != NONE)
    for name, bound in one[3]:
        state, limit = _value(view, *bound) if isinstance(bound, list) else (KNOWN, bound)
        if state == NONE or (state == KNOWN and is_number(limit) and not COMPARISONS[name](value, limit)):
            return False
        if state == BROKEN or (state == KNOWN and not is_number(limit)):
            return True
    return True


def _count(one: Sequence[Any], view: View) -> bool:
    """The elements that count are at most all there are; comparisons with what is unknown or no number come first, as when the condition is asked."""
    state, value = _value(view, one[1], one[2])
    if state not in (KNOWN, NONE):
        return True
    number = 0 if state == NONE else len(value) if isinstance(value, list) else 1
    sure = True
    for name, bound in one[3]:
        state, limit = _value(view, *bound) if isinstance(bound, list) else (KNOWN, bound)
        if state == NONE:
            return False
        if state != KNOWN or not is_number(limit):
            return True
        sure = sure and (name in ("lt", "le") or (number > limit if name == "gt" else number >= limit))
    return sure


_VALUES: Mapping[str, Callable[[Sequence[Any], View], bool]] = {
    "is": _is,
    "there": _there,
    "compare": _compare,
    "count": _count,
}


def _value(view: View, root: str, path: Any) -> tuple[int, Json]:
    """The state of a value, and the value."""
    if root == "post":
        return view.stated(path)
    seen = view.fact(path[0])
    if seen.why:
        return BROKEN, None
    state, value = seen.state, seen.value
    for step in path[1:]:
        if state != KNOWN:
            break
        value = value.get(step) if isinstance(value, dict) else None
        state = NONE if value is None else KNOWN
    return state, value
