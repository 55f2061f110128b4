"""`some`, `every`, `none`, `count`: tests of lists, element by element."""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import NOTHING, All, Bound, Env, Node, Outcome, broken, joined_all, joined_any
from rulekit.conditions.numbers import COMPARISONS, Number, is_number, shown, written
from rulekit.conditions.operator import Test
from rulekit.conditions.values import Path, Reference
from rulekit.errors import pointer
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Found, Seen
from rulekit.model.canonical import Json, canonical
from rulekit.model.decision import Evidence
from rulekit.model.truth import ERROR, NO, UNKNOWN, YES, Truth


def elements(seen: Seen, env: Env, name: str | None) -> list[Env]:
    """The environment of each element of a list; the environment itself keeps its element when `as` names the new one."""
    if seen.state != KNOWN:
        return []
    values = seen.value if isinstance(seen.value, list) else [seen.value]
    return [_at_element(item, number, seen, env, name) for number, item in enumerate(values)]


def _at_element(item: Json | Found, number: int, seen: Seen, env: Env, name: str | None) -> Env:
    spans: tuple[Evidence, ...] = ()
    at = ""
    if isinstance(item, Found):
        item, spans, at = item.value, item.spans, seen.at
    elif seen.at:
        at, spans = seen.at + (pointer(number) if isinstance(seen.value, list) else ""), seen.spans
    if name is None:
        return Env(env.view, item, at, spans, env.bindings)
    return Env(env.view, env.element, env.at, env.spans, {**env.bindings, name: Bound(item, at, spans)})


class Some(Test):
    """Yes if the condition holds for at least one element (`some`), or for all (`every`)."""

    __slots__ = ("every", "name", "node")

    def __init__(self, node: Node, name: str | None = None, every: bool = False) -> None:
        self.node = node
        self.name = name
        self.every = every

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without evidence and witnesses."""
        if seen.state == MISSING:
            return UNKNOWN
        enough = NO if self.every else YES
        # elements that could not be found might be anything
        found = ERROR if seen.why else YES if self.every else NO
        for inner in elements(seen, env, self.name):
            value = self.node.value(inner)
            if value == enough:
                return enough
            if value > found:
                found = value
        return found

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return Outcome(UNKNOWN, missing=(seen.at,))
        asked = elements(seen, env, self.name)
        outcomes = [self.node.ask(inner) for inner in asked]
        # elements that could not be found might be anything
        unseen = [broken(seen.why)] if seen.why else []
        if self.every:
            return _shown(joined_all([*outcomes, *unseen])._replace(bound={}), seen)
        if self.name is not None:
            outcomes = [
                outcome._replace(bound={**outcome.bound, self.name: (inner.bindings[self.name],)})
                if outcome.value == YES
                else outcome
                for outcome, inner in zip(outcomes, asked, strict=True)
            ]
        return _shown(joined_any([*outcomes, *unseen]), seen)


def _shown(outcome: Outcome, seen: Seen) -> Outcome:
    """A yes for which no element shows anything, as that of an empty list, shows the list."""
    return outcome if outcome.value != YES or outcome.evidence else outcome._replace(evidence=seen.evidence())


class Count(Test):
    """Yes if the number of elements for which the condition holds passes all comparisons, however the undecided ones turn out."""

    __slots__ = ("_numbers", "bounds", "distinct", "name", "where")

    def __init__(
        self, where: Node, name: str | None, distinct: Path | None, bounds: Sequence[tuple[str, Json | Reference]]
    ) -> None:
        self.where = where
        self.name = name
        self.distinct = distinct
        self.bounds = tuple(bounds)
        every = isinstance(where, All) and not where.below and distinct is None
        self._numbers = written(bounds) if every else None

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without evidence."""
        if self._numbers is None or seen.why or seen.state == MISSING:
            return self.judge(seen, env).value
        number = 0 if seen.state != KNOWN else len(seen.value) if isinstance(seen.value, list) else 1
        for compare, bound in self._numbers:
            if not compare(number, bound):
                return NO
        return YES

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return Outcome(UNKNOWN, missing=(seen.at,))
        bounds = self._limits(env)
        if isinstance(bounds, Outcome):
            return bounds
        asked = elements(seen, env, self.name)
        outcomes = [self.where.ask(inner) for inner in asked]
        low, high, missing = self._interval(asked, outcomes)
        if seen.why:
            # elements that could not be found might be any number
            high = max(high, *(int(bound) + 2 for _, bound in bounds)) if bounds else high
        answers = {_passes(number, bounds) for number in (low, high, *_edges(low, high, bounds))}
        if answers == {True}:
            return self._yes(seen, asked, outcomes, low, bounds)
        if answers == {False}:
            return NOTHING
        faults = tuple(fault for outcome in outcomes if outcome.value == ERROR for fault in outcome.faults)
        if seen.why:
            faults += broken(seen.why).faults
        if faults:
            return Outcome(ERROR, faults=faults)
        unclear = [at for outcome in outcomes if outcome.value == UNKNOWN for at in outcome.missing]
        return Outcome(UNKNOWN, missing=(*unclear, *missing))

    def _limits(self, env: Env) -> list[tuple[str, Number]] | Outcome:
        """The comparisons with their bounds looked up; or the outcome if one of them is none, unknown or no number."""
        found: list[tuple[str, Number]] = []
        missing = []
        for name, item in self.bounds:
            bound = resolved(item, env)
            if bound.state == NONE:
                return NOTHING
            if bound.state == MISSING:
                missing.append(bound.at)
            elif bound.state == BROKEN:
                return broken(bound.why)
            elif is_number(bound.value):
                found.append((name, bound.value))
            else:
                return broken(f"`{shown(bound.value)}` is not a number and cannot be compared with")
        return Outcome(UNKNOWN, missing=tuple(missing)) if missing else found

    def _interval(self, asked: Sequence[Env], outcomes: Sequence[Outcome]) -> tuple[int, int, tuple[str, ...]]:
        """The least and the greatest number it can be, and the pointers of values that would narrow it."""
        if self.distinct is None:
            sure = sum(outcome.value == YES for outcome in outcomes)
            return sure, sure + sum(outcome.value in (UNKNOWN, ERROR) for outcome in outcomes), ()
        counted: set[bytes] = set()
        possible: set[bytes] = set()
        blank: list[str] = []
        for inner, outcome in zip(asked, outcomes, strict=True):
            if outcome.value == NO:
                continue
            value = self.distinct.see(inner)
            if value.state == MISSING:
                blank.append(value.at)
            elif value.state == KNOWN:
                (counted if outcome.value == YES else possible).add(canonical(_bare(value.value)))
        low = len(counted)
        return low, low + len(possible - counted) + len(blank), tuple(blank)

    def _yes(
        self,
        seen: Seen,
        asked: Sequence[Env],
        outcomes: Sequence[Outcome],
        low: int,
        bounds: Sequence[tuple[str, Number]],
    ) -> Outcome:
        counted = [(inner, outcome) for inner, outcome in zip(asked, outcomes, strict=True) if outcome.value == YES]
        evidence: tuple[Evidence, ...] = ()
        for inner, outcome in counted:
            place = inner if self.name is None else inner.bindings[self.name]
            own = place.spans or ((Evidence(place.at),) if place.at else ())
            evidence += outcome.evidence or own
        bound = {"n": (Bound(low, ""),), "max": (Bound(bounds[-1][1], ""),)}
        return Outcome(YES, evidence or seen.evidence(), bound=bound)


def _passes(number: int, bounds: Sequence[tuple[str, Number]]) -> bool:
    return all(number == bound if name == "is" else COMPARISONS[name](number, bound) for name, bound in bounds)


def _edges(low: int, high: int, bounds: Sequence[tuple[str, Number]]) -> list[int]:
    """The numbers inside the interval at which the answer can change."""
    near = {int(bound) + step for _, bound in bounds for step in (-1, 0, 1)}
    return [number for number in near if low < number < high]


def _bare(value: Json) -> Json:
    return [item.value if isinstance(item, Found) else item for item in value] if isinstance(value, list) else value
