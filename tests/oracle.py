"""A second, naive evaluator, written from docs/semantics.md alone: plain recursion over the JSON of rules, no index, no rewriting.

`decide` takes rulesets as values and says what must come out; the engine has to agree (tests/test_laws.py). What the page calls a
field is a `Thing` here. Section numbers in the docstrings are those of the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

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
    found,
    plainly,
    swap,
    unknown,
    without_time,
)

from rulekit.errors import pointer
from rulekit.facts.table import facts
from rulekit.facts.view import KNOWN, MISSING, NONE, Register, View
from rulekit.model.decision import Evidence
from rulekit.model.fields import Field, field_of
from rulekit.model.resources import rulesets_folder, schema
from rulekit.text import TermIndex, expand

RANKS = ("allow", "note", "warn", "ask", "review", "block")
COMBINATORS = ("all", "any", "none", "not")
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
    verdicts = {_passes(number, argument) for number in range(low, high + 1)}
    counted = frozenset().union(*(answer.yes for answer, _ in asked if answer.value == YES))
    if len(verdicts) == 1:
        return Answer(YES if verdicts.pop() else NO, counted or thing.seen(), thing.pointer())
    if any(answer.value == ERROR for answer, _ in asked):
        return Answer(ERROR)
    return Answer(UNKNOWN, missing=missing)


def _passes(number: int, argument: Any) -> bool:
    """Whether a number satisfies all comparisons of a `count`."""
    low, high = argument.get("between", (number, number))
    compared = (operators.COMPARE[key](number, argument[key]) for key in operators.COMPARE if key in argument)
    return all(compared) and bool(low <= number <= high)


def _interval(asked: Sequence[tuple[Answer, Scope]], distinct: str | None, world: World) -> tuple[int, int, frozenset[str]]:
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


class _Rule(NamedTuple):
    """A rule after `adjust`, with all its exemptions."""

    id: str
    rule: Mapping[str, Any]
    unless: Sequence[Any]
    lists: Mapping[str, Sequence[str]]


class _Judged(NamedTuple):
    """What became of one rule (section 6, 1 to 3)."""

    rule: _Rule
    value: int
    evidence: frozenset[Evidence] = frozenset()
    missing: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()
    fault: bool = False


def gathered(rulesets: Sequence[Mapping[str, Any]]) -> list[_Rule]:
    """All rules; a later ruleset adjusts those before it."""
    lists: dict[str, set[str]] = {}
    rules: dict[str, dict[str, Any]] = {}
    for one in rulesets:
        for name, terms in one.get("lists", {}).items():
            if isinstance(terms, list):
                lists[name] = set(terms)
            else:
                lists[name] = (lists[name] | set(terms.get("add", ()))) - set(terms.get("remove", ()))
        for rule in one.get("rules", ()):
            rules[f"{one['id']}/{rule['id']}"] = {**rule, "exempt": [rule["unless"]] if "unless" in rule else []}
        for change in one.get("adjust", ()):
            rule = rules[change["rule"]]
            rule.update({key: change[key] for key in ("verdict", "binding", "status", "off") if key in change})
            rule["exempt"] = rule["exempt"] + ([change["unless"]] if "unless" in change else [])
    fixed = {name: sorted(terms) for name, terms in lists.items()}
    return [_Rule(id, rule, rule["exempt"], fixed) for id, rule in sorted(rules.items()) if not rule.get("off")]


def in_effect(span: Mapping[str, Any] | None, world: World) -> bool:
    if not span or world.at is None:
        return True
    return operators.lies_within(world.at, span, world)


def judge(item: _Rule, world: World) -> _Judged:
    """What becomes of one rule for one post."""
    when = item.rule["when"]
    if not in_effect(item.rule.get("effective"), world) or asleep(when, world.context):
        return _Judged(item, NO)
    answer = ask(when, world, Scope())
    if answer.value != YES:
        return _Judged(item, answer.value, missing=answer.missing, fault=answer.value == ERROR)
    unless = [kept for kept in (woken(one, world.context) for one in item.unless) if kept is not None]
    lifted = [
        any_of([ask(one, world, Scope(None, names)) for one in unless])
        for names in combinations(witnesses(when, world, Scope()))
    ]
    whole = all_of(lifted)
    if whole.value == YES:
        return _Judged(item, NO)
    return _Judged(item, YES, answer.yes, waits=whole.missing if whole.value == UNKNOWN else frozenset(), fault=whole.value == ERROR)


@cache  # the schema and the floor are read-only files
def _post_field() -> Field:
    return field_of(schema("post.v1"))


@cache
def _floor() -> Any:
    import yaml

    return yaml.safe_load((rulesets_folder() / "floor.yaml").read_text(encoding="utf-8"))


@cache
def _no_terms() -> TermIndex:
    return TermIndex(expand(()))


@cache
def _schema() -> Any:
    return schema("post.v1")


def the_world(rulesets: Sequence[Mapping[str, Any]], post: Mapping[str, Any], context: Any, at: str | None) -> World:
    """Post, register and time, with what is assumed filled in."""
    assume = {path: value for one in rulesets for path, value in one.get("assume", {}).items()}
    filled: Any = dict(post)
    used = []
    bare = World(post, _schema(), context, None, None, {}, {})
    for path, value in sorted(assume.items()):
        steps = path.split(".")
        if bare.below(bare.whole(), steps).state == MISSING:
            place = filled
            for step in steps[:-1]:
                place[step] = dict(place.get(step) or {})
                place = place[step]
            place[steps[-1]] = value
            used.append(pointer(*steps))
    pairs = [(tuple(path.split(".")), value) for path, value in sorted(assume.items())]
    table = facts()
    view = View(post, _post_field(), Register(context), at, pairs, table, _no_terms())
    stated = filled.get("publish_at")
    return World(filled, _schema(), context, stated if isinstance(stated, str) else at, view, table, {}, tuple(sorted(used)))


def decide(
    rulesets: Sequence[Mapping[str, Any]],
    post: Mapping[str, Any],
    context: Mapping[str, Any] | None = None,
    at: str | None = None,
    waivers: Sequence[Mapping[str, Any]] = (),
    floor: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The decision: verdict, findings, undecided, questions, errors (rule ids, None for a ruleset) and assumed pointers."""
    world = the_world(rulesets, post, context, at)
    judged = [judge(item, world.with_lists(item.lists)) for item in gathered(rulesets)]
    lists = {item.rule.id: item.rule.lists for item in judged}
    applying = [one for one in waivers if _applies(one, world.with_lists(lists.get(one["rule"], {})))]
    findings = [_finding(item, world, applying, floor or _floor()) for item in judged if item.value == YES]
    errors = [item.rule.id for item in judged if item.fault]
    outside = [one["id"] for one in rulesets if not in_effect(one.get("effective"), world)]
    counted = ["allow", *("review" for _ in outside)]
    counted += [one["verdict"] for one in findings if one["status"] == "active" and one["waiver"] is None]
    for item in judged:
        rule = item.rule.rule
        if rule.get("status", "active") != "active":
            continue
        stopping = rule["binding"] == "mandatory" and rule["verdict"] in ("review", "block")
        if item.value == UNKNOWN and stopping and not any(one["rule"] == item.rule.id for one in applying):
            counted.append("ask")
        if item.value == ERROR:
            counted.append("review" if rule["binding"] == "mandatory" else "note")
    findings.sort(key=lambda one: (-RANKS.index(one["verdict"]), one["rule"]))
    return {
        "verdict": max(counted, key=RANKS.index),
        "findings": findings,
        "undecided": {item.rule.id: sorted(item.missing) for item in judged if item.value == UNKNOWN},
        "questions": questions(judged, [one["rule"] for one in applying]),
        "errors": sorted([*errors, *(["" for _ in outside])]),
        "assumed": list(world.assumed),
    }


def _applies(waiver: Mapping[str, Any], world: World) -> bool:
    """Whether a waiver holds for this post (section 6, 5)."""
    if without_time(world) or asleep(waiver.get("when", {}), world.context):
        return False
    if not operators.lies_within(world.at, {"until": waiver["expires"]}, world):
        return False
    return ask(waiver.get("when", {}), world, Scope()).value == YES


def _finding(item: _Judged, world: World, applying: Sequence[Mapping[str, Any]], floor: Mapping[str, Any]) -> dict[str, Any]:
    rule = item.rule.rule
    verdict, lowered = rule["verdict"], None
    for entry in sorted(floor["floor"], key=lambda entry: str(entry["id"])):
        covered = rule["topic"] in entry["topics"] and RANKS.index(verdict) > RANKS.index(entry["cap"])
        if covered and ask(entry["when"], world.with_lists(floor["lists"]), Scope()).value == YES:
            verdict, lowered = entry["cap"], {"id": entry["id"], "verdict_before": rule["verdict"]}
    return {
        "rule": item.rule.id,
        "verdict": verdict,
        "status": rule.get("status", "active"),
        "topic": rule["topic"],
        "evidence": [one.to_json() for one in sorted(item.evidence, key=Evidence.order)],
        "waiver": next((one for one in applying if one["rule"] == item.rule.id), None),
        "floor": lowered,
    }


def questions(judged: Iterable[_Judged], waived: Collection[str]) -> list[dict[str, Any]]:
    """The smallest useful set of questions, greedily (section 6)."""
    waiting: list[tuple[str, frozenset[str], bool]] = []
    for item in judged:
        rule = item.rule.rule
        if rule.get("status", "active") != "active":
            continue
        if item.value == UNKNOWN and rule["binding"] == "mandatory" and item.rule.id not in waived:
            waiting.append((item.rule.id, item.missing, False))
        if item.waits:
            waiting.append((item.rule.id, item.waits, True))
    asked: list[str] = []
    while True:
        open_ = [missing for _, missing, _ in waiting if missing and missing.isdisjoint(asked)]
        if not open_:
            break
        candidates = sorted(set().union(*open_))
        asked.append(min(candidates, key=lambda at: (-sum(at in missing for missing in open_), not has_answers(at), at)))
    return [
        {
            "at": at,
            "rules": sorted({rule for rule, missing, _ in waiting if at in missing}),
            "lifts": all(lifts for _, missing, lifts in waiting if at in missing),
        }
        for at in sorted(asked)
    ]


def has_answers(at: str) -> bool:
    """Whether the field at a pointer has fixed answers to offer."""
    place = _schema()
    for step in at.split("/")[1:]:
        place = place["items"] if step.isdigit() else place["properties"][step]
    return "x-answers" in place or "enum" in place or "boolean" in place["type"]


__all__ = ["ask", "decide", "found", "unknown"]
