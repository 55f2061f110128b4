"""Screens: what must be so for a rule's `when` to be anything but no, asked of a post before the conditions are built or asked.

A screen says less than the condition it is made from and never the opposite: if it does not let a post through, the condition is no, not unknown and
not an error. It is plain data, so that it can be kept with the program, and looks only at what is cheap: hits that one scan of the texts has found, literals
of regular expressions, stated fields, facts.

Its forms, as lists:

- `["groups", numbers]`: a term of one of these groups occurs.
- `["literals", strings]`: one of them occurs in the texts in small letters.
- `["register"]`: a string of the register occurs.
- `["is", root, path, values, wanted]`: the value is, or is not, one of these.
- `["there", root, path, wanted]`: there is, or is not, a value.
- `["compare", root, path, comparisons]`: the number passes.
- `["count", root, path, comparisons]`: so many elements can pass.
- `["all", screens]`, `["any", screens]`.

None lets everything through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from rulekit.conditions.equality import Member, Presence, same
from rulekit.conditions.node import All, AnyOf, Node
from rulekit.conditions.numbers import COMPARISONS, Comparison, is_number
from rulekit.conditions.operator import FieldTest
from rulekit.conditions.quantifiers import Count, Some
from rulekit.conditions.table import Complement
from rulekit.conditions.values import Path, Reference
from rulekit.conditions.words import Either, Finder, Matches, Near, Says, TextTest
from rulekit.facts.view import BROKEN, KNOWN, NONE, Found, View
from rulekit.model.fields import ANYTHING, Field

if TYPE_CHECKING:
    from rulekit.model.canonical import Json

Screen = Sequence[Any] | None

_ORDER = ("groups", "is", "there", "register", "literals", "any", "all", "compare", "count")
"""The forms from the cheapest to the dearest."""


def screen(node: Node) -> Screen:
    """The screen of a built condition."""
    return _screen(node, frozenset())


def _screen(node: Node, own: frozenset[str]) -> Screen:
    """The screen of a node; `own` are the names that `as` gave to elements of the register."""
    if isinstance(node, All):
        return _all(_screen(below, own) for below in node.below)
    if isinstance(node, AnyOf):
        return _any([_screen(below, own) for below in node.below]) if node.below else None
    return _of_test(node, own) if isinstance(node, FieldTest) else None


def joined(form: str, screens: Sequence[Screen]) -> Screen:
    """Several screens as one of the form `all` or `any`."""
    return _all(screens) if form == "all" else _any(screens)


def _all(screens: Iterable[Screen]) -> Screen:
    found: list[Screen] = []
    for one in screens:
        if one is not None:
            found += one[1] if one[0] == "all" else [one]
    found = sorted(_once(found), key=_cost)
    return None if not found else found[0] if len(found) == 1 else ["all", found]


def _any(screens: Sequence[Screen]) -> Screen:
    """One of the screens lets through; groups and literals of several are put together."""
    groups: set[int] = set()
    literals: set[str] = set()
    rest: list[Screen] = []
    for one in screens:
        if one is None:
            return None
        for each in one[1] if one[0] == "any" else [one]:
            if each[0] == "groups":
                groups.update(each[1])
            elif each[0] == "literals":
                literals.update(each[1])
            else:
                rest.append(each)
    if groups:
        rest.append(["groups", sorted(groups)])
    if literals:
        rest.append(["literals", sorted(literals)])
    found = sorted(_once(rest), key=_cost)
    return found[0] if len(found) == 1 else ["any", found]


def _once(screens: Sequence[Screen]) -> list[Screen]:
    found: list[Screen] = []
    for one in screens:
        if one not in found:
            found.append(one)
    return found


def _cost(one: Screen) -> tuple[int, int]:
    assert one is not None
    dear = one[0] in ("is", "there") and one[1] == "fact"
    return len(_ORDER) if dear else _ORDER.index(one[0]), len(str(one))


def _of_test(node: FieldTest, own: frozenset[str]) -> Screen:
    test, path, turned = node.test, node.path, node.turned
    if isinstance(test, Complement):
        test, turned = test.test, not turned
    if isinstance(test, TextTest):
        return _of_finder(test.finder, own) if path.scanned and not turned else None
    if isinstance(test, Some):
        return None if turned else _of_some(node, test, own)
    at = _place(path)
    if at is None:
        return None
    if isinstance(test, Presence):
        return ["there", *at, test.wanted is not turned]
    if isinstance(test, Member):
        plain = all(isinstance(item, str | int | float) for item in test.items)
        return ["is", *at, list(test.items), not turned] if plain else None
    if turned:
        return None
    if isinstance(test, Comparison):
        bounds = _bounds(test.bounds)
        return None if bounds is None else ["compare", *at, bounds]
    if isinstance(test, Count):
        bounds = _bounds(test.bounds)
        return None if bounds is None else ["count", *at, bounds]
    return None


def _of_some(node: FieldTest, test: Some, own: frozenset[str]) -> Screen:
    if test.every:
        return None
    if node.path.root == "context" and test.name is not None:
        own |= {test.name}
    elif test.name is not None:
        own -= {test.name}
    inner = _screen(test.node, own) if test.name is not None else None
    at = _place(node.path)
    return _all([["count", *at, [["ge", 1]]] if at is not None else None, inner])


def _place(path: Path) -> tuple[str, Json] | None:
    """Where a value stands, as data: `post` and its dotted path, or `fact` and the steps from its name on."""
    if path.root == "post":
        return "post", ".".join(path.steps)
    if path.root != "fact":
        return None
    field: Field | None = path.start
    for step in path.steps:
        field = field.child(step) if field is not None else None
        if field is None or field.absent != "none":
            return None
    return "fact", [path.name, *path.steps]


def _bounds(written: Sequence[tuple[str, Json | Reference]]) -> list[list[Json]] | None:
    """The comparisons with each bound as a number or as `[root, path]`; None if one is anything else."""
    found: list[list[Json]] = []
    for name, bound in written:
        if isinstance(bound, Reference):
            at = None if bound.flat else _place(bound.path)
            if at is None:
                return None
            found.append([name, list(at)])
        elif is_number(bound):
            found.append([name, bound])
        else:
            return None
    return found


def _of_finder(finder: Finder, own: frozenset[str]) -> Screen:
    if isinstance(finder, Says):
        if any(not _registered(reference, own) for reference in finder.references):
            return None
        options: list[Screen] = [["register"]] if finder.references else []
        if finder.group is not None:
            options.append(["groups", [finder.group]])
        return _any(options) if options else None
    if isinstance(finder, Matches):
        return None if finder.pattern.literals is None else ["literals", list(finder.pattern.literals)]
    if isinstance(finder, Either):
        return _any([_of_finder(item, own) for item in finder.finders]) if finder.finders else None
    return _all(_of_finder(item, own) for item in finder.items) if isinstance(finder, Near) else None


def _registered(reference: Reference, own: frozenset[str]) -> bool:
    """Whether what a reference stands for comes from the register and is text, so that nobody can be in doubt about it."""
    path = reference.path
    if path.root != "context" and not (path.root == "bound" and path.name in own):
        return False
    field = path.field
    for step in reference.flat:
        field = (field.items or field).child(step) or ANYTHING
    return (field.items or field).kind == "string"


def first_groups(one: Screen) -> list[int] | None:
    """The groups of which one must occur, for the index that leads from hits to rules; None if other things let a post through as well."""
    if one is None:
        return None
    if one[0] == "groups":
        return list(one[1])
    if one[0] == "all":
        options = [groups for each in one[1] if (groups := first_groups(each)) is not None]
        return min(options, key=lambda groups: (len(groups), groups)) if options else None
    if one[0] == "any":
        found: set[int] = set()
        for each in one[1]:
            groups = first_groups(each)
            if groups is None:
                return None
            found.update(groups)
        return sorted(found)
    return None


Test = Callable[[Set[int], View], bool]
"""A screen that is ready to be asked, with the groups of terms that occur and the post's view."""


def tested(one: Sequence[Any]) -> Test:
    """The test that a screen is."""
    kind, *rest = one
    if kind == "groups":
        groups = frozenset(rest[0])
        return lambda present, view: not present.isdisjoint(groups)
    if kind == "literals":
        return lambda present, view: _holds_one(rest[0], view.small)
    if kind == "register":
        return lambda present, view: view.register_occurs
    if kind in _VALUES:
        return _once_a_post(one)
    tests = tuple(tested(each) for each in rest[0])
    return _all_of(tests) if kind == "all" else _any_of(tests)


def _once_a_post(one: Sequence[Any]) -> Test:
    """The test of a value, which several rules ask of each post alike."""
    name, value = repr(one), _VALUES[one[0]]

    def ask(present: Set[int], view: View) -> bool:
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
        return _holds_one(one[1], view.small)
    return view.register_occurs if kind == "register" else _VALUES[kind](one, view)


def _all_of(tests: Sequence[Test]) -> Test:
    def ask(present: Set[int], view: View) -> bool:
        for test in tests:  # noqa: SIM110 - asked thousands of times a second, and a generator costs half as much again
            if not test(present, view):
                return False
        return True

    return ask


def _any_of(tests: Sequence[Test]) -> Test:
    def ask(present: Set[int], view: View) -> bool:
        for test in tests:  # noqa: SIM110 - likewise
            if test(present, view):
                return True
        return False

    return ask


def _holds_one(literals: Sequence[str], small: str) -> bool:
    for literal in literals:  # noqa: SIM110 - likewise
        if literal in small:
            return True
    return False


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
