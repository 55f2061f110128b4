"""The oracle's conditions: combinators, quantifiers, witnesses and idle items (docs/semantics.md, sections 1 to 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rulekit.facts.seen import KNOWN, MISSING, NONE
from tests import oracle_operators as operators
from tests.oracle_values import (
    ERROR,
    NO,
    UNKNOWN,
    YES,
    Answer,
    Scope,
    Thing,
    World,
    all_of,
    any_of,
    plainly,
    swap,
)

COMBINATORS = ("all", "any", "none", "not")
ANY_NUMBER = 50
"""More elements than any `count` of these tests asks for."""

QUANTIFIERS = ("some", "every", "none", "count")


def ask(condition: Any, world: World, scope: Scope) -> Answer:
    """What a condition says (section 2): all entries of the mapping must hold."""
    answers = []
    for key, written in condition.items():
        if key == "as":
            continue
        if key in COMBINATORS:
            answers.append(_combined(key, written, lambda item: ask(item, world, scope)))
        else:
            answers.append(_test(written, world.look(key, scope), world, scope))
    return all_of(answers)


def _combined(key: str, written: Any, inner: Any) -> Answer:
    if key == "not":
        return swap(inner(written))
    answers = [inner(item) for item in written]
    if key == "all":
        return all_of(answers)
    return any_of(answers) if key == "any" else swap(any_of(answers))


def _test(written: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    """What is written under a field: a literal, a list, a bare word or operators that must all hold."""
    if written is None or written in ("present", "absent"):
        return operators.presence(thing, written == "present")
    if isinstance(written, list):
        return operators.member(thing, written, world, scope)
    if not isinstance(written, dict):
        return operators.member(thing, [written], world, scope)
    answers = []
    for key, argument in written.items():
        if key in QUANTIFIERS and not isinstance(argument, list):
            answers.append(_quantified(key, argument, thing, world, scope))
        elif key in COMBINATORS:
            answers.append(_combined(key, argument, lambda item: _test(item, thing, world, scope)))
        else:
            answers.append(operators.ask(key, argument, thing, world, scope))
    return all_of(answers)


def _elements(thing: Thing, inner: Mapping[str, Any], scope: Scope) -> Iterator[tuple[Thing, Scope]]:
    """Each element with the scope its condition is asked in."""
    for element in thing.elements():
        if "as" in inner:
            yield element, Scope(None, {**scope.names, inner["as"]: element})
        else:
            yield element, Scope(element, scope.names)


def _quantified(key: str, inner: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    """`some`, `every`, `none` and `count` (section 3)."""
    undecided = plainly(thing)
    if undecided is not None and thing.state != NONE:
        return undecided
    if key == "count":
        return _counted(inner, thing, world, scope)
    answers = [ask(inner, world, place) for _, place in _elements(thing, inner, scope)]
    answers += [Answer(ERROR)] * thing.partial
    answer = all_of(answers) if key == "every" else any_of(answers)
    answer = answer._replace(yes=answer.yes or thing.seen(), no=answer.no or thing.seen())
    return swap(answer) if key == "none" else answer


def _counted(argument: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    where = {**argument.get("where", {}), **({"as": argument["as"]} if "as" in argument else {})}
    asked = []
    for element, place in _elements(thing, where, scope):
        answer = ask(where, world, place)
        asked.append((answer._replace(yes=answer.yes or element.seen()), place))
    low, high, missing = _interval(asked, argument.get("distinct"), world)
    high += ANY_NUMBER * thing.partial
    verdicts = {_passes(number, argument) for number in range(low, high + 1)}
    counted = frozenset().union(*(answer.yes for answer, _ in asked if answer.value == YES))
    if len(verdicts) == 1:
        return Answer(YES if verdicts.pop() else NO, counted or thing.seen(), thing.pointer())
    if thing.partial or any(answer.value == ERROR for answer, _ in asked):
        return Answer(ERROR)
    return Answer(UNKNOWN, missing=missing)


def _passes(number: int, argument: Any) -> bool:
    """Whether a number satisfies all comparisons of a `count`."""
    low, high = argument.get("between", (number, number))
    compared = (operators.COMPARE[key](number, argument[key]) for key in operators.COMPARE if key in argument)
    return all(compared) and bool(low <= number <= high)


def _interval(
    asked: Sequence[tuple[Answer, Scope]], distinct: str | None, world: World
) -> tuple[int, int, frozenset[str]]:
    """The smallest and the largest number it can be, and what is missing to know it."""
    missing = frozenset().union(*(answer.missing for answer, _ in asked if answer.value == UNKNOWN))
    if distinct is None:
        low = sum(answer.value == YES for answer, _ in asked)
        return low, low + sum(answer.value in (UNKNOWN, ERROR) for answer, _ in asked), missing
    sure: list[Any] = []
    perhaps: list[Any] = []
    unsaid = 0
    for answer, place in asked:
        if answer.value == NO:
            continue
        value = world.look(distinct, place)
        if value.state == KNOWN:
            values = sure if answer.value == YES else perhaps
            if not any(operators.equal(value.value, other) for other in values):
                values.append(value.value)
        elif value.state != NONE:
            unsaid += 1
            missing |= {value.at} if value.state == MISSING else frozenset()
    more = [value for value in perhaps if not any(operators.equal(value, other) for other in sure)]
    return len(sure), len(sure) + len(more) + unsaid, missing


def witnesses(condition: Any, world: World, scope: Scope) -> dict[str, list[Thing]]:
    """The elements that `as` names stand for when the condition is yes (section 4)."""
    names: dict[str, list[Thing]] = {}
    for key, written in condition.items():
        if key in ("all", "any"):
            for item in written:
                if ask(item, world, scope).value == YES:
                    _join(names, witnesses(item, world, scope))
        elif key not in (*COMBINATORS, "as"):
            _join(names, _field_witnesses(written, world.look(key, scope), world, scope))
    return names


def _field_witnesses(written: Any, thing: Thing, world: World, scope: Scope) -> dict[str, list[Thing]]:
    names: dict[str, list[Thing]] = {}
    if not isinstance(written, dict):
        return names
    for key, argument in written.items():
        if key in ("all", "any"):
            for item in argument:
                if _test(item, thing, world, scope).value == YES:
                    _join(names, _field_witnesses(item, thing, world, scope))
        elif key == "some":
            for element, place in _elements(thing, argument, scope):
                if ask(argument, world, place).value == YES:
                    if "as" in argument:
                        _join(names, {argument["as"]: [element]})
                    _join(names, witnesses(argument, world, place))
    return names


def _join(names: dict[str, list[Thing]], more: Mapping[str, Sequence[Thing]]) -> None:
    for name, things in more.items():
        names.setdefault(name, []).extend(things)


def combinations(names: Mapping[str, Sequence[Thing]]) -> Iterator[dict[str, Thing]]:
    """Every way to take one witness for each name."""
    if not names:
        yield {}
        return
    name, *rest = sorted(names)
    for thing in names[name]:
        for others in combinations({other: names[other] for other in rest}):
            yield {name: thing, **others}


def reads(condition: Any) -> set[str]:
    """The sections of the register that a condition reads (section 5)."""
    if isinstance(condition, dict):
        keys = {key.split(".")[1] for key in condition if key.startswith("context.")}
        return keys.union(*map(reads, condition.values()))
    if isinstance(condition, list):
        return set().union(*map(reads, condition))
    if isinstance(condition, str) and condition.startswith("$context."):
        return {condition.split(".")[1]}
    return set()


def asleep(condition: Any, context: Any) -> bool:
    return any(section not in (context or {}) for section in reads(condition))


def woken(condition: Any, context: Any) -> Any:
    """An `unless` without its idle items; None if it is idle (section 5)."""
    kept = {}
    for key, written in condition.items():
        value = _woken_part(key, written, context)
        if value is None and asleep({key: written}, context):
            return None
        kept[key] = value
    return kept


def _woken_part(key: str, written: Any, context: Any) -> Any:
    if key == "not":
        return woken(written, context)
    if key in ("all", "any", "none"):
        items = [woken(item, context) for item in written]
        left = [item for item in items if item is not None]
        if key == "any":
            return left if left or not items else None
        return None if len(left) < len(items) else left
    return None if asleep({key: written}, context) else written
