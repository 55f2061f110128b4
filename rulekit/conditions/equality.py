"""`is`, `in`, `not_in`, `present`, `absent`: what a value is."""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.conditions.node import NOTHING, Env, Outcome, broken, unknown
from rulekit.conditions.operator import Test
from rulekit.conditions.values import Reference
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Found, Seen
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence
from rulekit.model.truth import NO, UNKNOWN, YES, Truth, flip


def same(left: Json, right: Json) -> bool:
    """JSON equality: numbers by value, never a number with a truth value, strings to the letter."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) in _COMPARABLE and type(right) in _COMPARABLE and left == right


_COMPARABLE = (int, float, str, type(None))


def resolved(item: Json | Reference, env: Env) -> Seen:
    """A literal as it is, a reference looked up."""
    return item.see(env) if isinstance(item, Reference) else Seen(KNOWN, item)


class Member(Test):
    """Yes if the value, or an element of a value that is a list, equals one of `items`; `null` among them equals none."""

    __slots__ = ("_written", "items")

    def __init__(self, items: Sequence[Json | Reference]) -> None:
        self.items = tuple(items)
        written = all(type(item) is str or type(item) is bool for item in items)
        self._written = frozenset(item for item in items if isinstance(item, str | bool)) if written else None

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without evidence."""
        if self._written is not None and seen.state == KNOWN and not seen.why:
            kind = type(seen.value)
            if kind is str or kind is bool:
                return YES if seen.value in self._written else NO
        return self.judge(seen, env).value

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE:
            return Outcome(YES, seen.evidence()) if None in self.items else NOTHING
        missing: list[str] = []
        faults = [seen.why] if seen.why else []
        for item in self.items:
            wanted = resolved(item, env)
            if wanted.state == MISSING:
                missing.append(wanted.at)
            elif wanted.state == BROKEN:
                faults.append(wanted.why)
            elif self._equals(seen, wanted, isinstance(item, Reference)):
                return Outcome(YES, seen.evidence())
        if faults:
            return broken(min(faults))
        return unknown(*missing) if missing else NOTHING

    @staticmethod
    def _equals(seen: Seen, wanted: Seen, referred: bool) -> bool:
        if wanted.state == NONE:
            return False
        options = wanted.value if referred and isinstance(wanted.value, list) else [wanted.value]
        values = seen.value if isinstance(seen.value, list) else [seen.value]
        return any(
            same(value.value if isinstance(value, Found) else value, option) for value in values for option in options
        ) or any(same(seen.value, option) for option in options if isinstance(option, list))


class Complement(Test):
    """The opposite answer of a test, with the field's place alone as evidence."""

    __slots__ = ("test",)

    def __init__(self, test: Member) -> None:
        self.test = test

    def value(self, seen: Seen, env: Env) -> Truth:
        return flip(self.test.value(seen, env))

    def judge(self, seen: Seen, env: Env) -> Outcome:
        outcome = self.test.judge(seen, env)
        if outcome.value == YES:
            return NOTHING
        if outcome.value == NO:
            return Outcome(YES, tuple(Evidence(item.at) for item in seen.evidence()[:1]))
        return outcome


class Presence(Test):
    """Yes if the value is known to be there (`present`), or known to be none (`absent`)."""

    __slots__ = ("wanted",)

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without evidence."""
        if seen.state == MISSING:
            return UNKNOWN
        return YES if (seen.state == KNOWN) == self.wanted else NO

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        return Outcome(YES, seen.evidence()) if (seen.state == KNOWN) == self.wanted else NOTHING
