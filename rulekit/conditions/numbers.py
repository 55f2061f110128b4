"""`lt`, `le`, `gt`, `ge`, `between`: comparisons of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import eq, ge, gt, le, lt

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import NOTHING, Bound, Env, Outcome, broken, unknown
from rulekit.conditions.operator import Test
from rulekit.conditions.values import Reference
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Seen
from rulekit.model.canonical import Json
from rulekit.model.truth import NO, YES, Truth

Number = int | float

COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = {"lt": lt, "le": le, "gt": gt, "ge": ge}


def is_number(value: Json) -> bool:
    """True for a JSON number; `true` and `false` are none."""
    return type(value) is int or type(value) is float


def written(
    bounds: Iterable[tuple[str, Json | Reference]],
) -> Sequence[tuple[Callable[[Number, Number], bool], Number]] | None:
    """Comparisons all of whose bounds are written as numbers; None if others are among them. `is` compares as well."""
    found = []
    for name, bound in bounds:
        if isinstance(bound, Reference) or not is_number(bound):
            return None
        found.append((COMPARISONS.get(name, eq), bound))
    return found


class Comparison(Test):
    """Yes if the number stands in all the given relations to bounds; it binds `n` to the number and `max` to the bound."""

    __slots__ = ("_numbers", "bounds")

    def __init__(self, bounds: Sequence[tuple[str, Json | Reference]]) -> None:
        self.bounds = tuple(bounds)
        self._numbers = written(bounds)

    def value(self, seen: Seen, env: Env) -> Truth:
        number = seen.value
        if self._numbers is None or seen.state != KNOWN or not is_number(number):
            return self.judge(seen, env).value
        for compare, bound in self._numbers:
            if not compare(number, bound):
                return NO
        return YES

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE:
            return NOTHING
        if not is_number(seen.value):
            return broken(f"`{shown(seen.value)}` is not a number and cannot be compared")
        missing = []
        limit: Json = None
        for name, item in self.bounds:
            bound = resolved(item, env)
            if bound.state == MISSING:
                missing.append(bound.at)
            elif bound.state == BROKEN:
                return broken(bound.why)
            elif bound.state == NONE:
                return NOTHING
            elif not is_number(bound.value):
                return broken(f"`{shown(bound.value)}` is not a number and cannot be compared with")
            elif not COMPARISONS[name](seen.value, bound.value):
                return NOTHING
            else:
                limit = bound.value
        if missing:
            return unknown(*missing)
        return Outcome(YES, seen.evidence(), bound={"n": (Bound(seen.value, ""),), "max": (Bound(limit, ""),)})


def shown(value: Json) -> str:
    """A value as its JSON, shortened for a message."""
    import json

    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"
