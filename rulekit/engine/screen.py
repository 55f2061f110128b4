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

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rulekit.conditions.equality import Complement, Member, Presence
from rulekit.conditions.finders import Either, Finder, Matches, Says
from rulekit.conditions.near import Near
from rulekit.conditions.node import All, AnyOf, Node
from rulekit.conditions.numbers import Comparison, is_number
from rulekit.conditions.operator import FieldTest
from rulekit.conditions.quantifiers import Count, Some
from rulekit.conditions.values import Path, Reference
from rulekit.conditions.words import TextTest
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


def _once(screens: Iterable[Screen]) -> list[Screen]:
    # by what they are written as: for Python [1] and [True] are alike
    return list({repr(one): one for one in screens}.values())


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
        return _all(["literals", sorted(literals)] for literals in finder.pattern.literals)
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
