"""`lt`, `le`, `gt`, `ge`, `between`: comparisons of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import ge, gt, le, lt

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import NOTHING, Bound, Env, Outcome, broken, unknown
from rulekit.conditions.values import Reference
from rulekit.facts.seen import BROKEN, MISSING, NONE, Seen
from rulekit.model.canonical import Json
from rulekit.model.truth import YES

Number = int | float

COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = {"lt": lt, "le": le, "gt": gt, "ge": ge}


def is_number(value: Json) -> bool:
    """True for a JSON number; `true` and `false` are none."""
    return type(value) is int or type(value) is float


class Comparison:
    """Yes if the number stands in all the given relations to bounds; it binds `n` to the number and `max` to the bound."""

    __slots__ = ("bounds",)

    def __init__(self, bounds: Sequence[tuple[str, Json | Reference]]) -> None:
        self.bounds = tuple(bounds)

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
