"""The test of what a text says: `says`, `near`, `matches`."""

from __future__ import annotations

from collections.abc import Iterator

from rulekit.conditions.finders import Finder, Place, Undecidable
from rulekit.conditions.node import NOTHING, Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.numbers import shown
from rulekit.facts.seen import MISSING, NONE, Seen
from rulekit.facts.view import View
from rulekit.model.truth import ERROR, NO, UNKNOWN, YES, Truth


class TextTest:
    """Yes if the finder has a hit in the string, or in one of the strings of `any_text`."""

    __slots__ = ("effort", "finder", "groups", "literals")

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.groups = finder.groups
        self.literals = finder.literals
        self.effort = finder.effort

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without evidence."""
        if seen.state == MISSING:
            return UNKNOWN
        if seen.state == NONE or (seen.at == "/text" and not seen.why and not self._may_hit(env.view)):
            return NO
        found = ERROR if seen.why else NO
        try:
            for place in places(seen):
                value = self._value(place, env)
                if value == YES:
                    return YES
                if value > found:
                    found = value
        except Undecidable as why:
            return why.outcome.value
        return found

    def _value(self, place: Place, env: Env) -> Truth:
        try:
            return YES if self.finder.occurs(place, env) else NO
        except Undecidable as why:
            return why.outcome.value

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE or (seen.at == "/text" and not seen.why and not self._may_hit(env.view)):
            return NOTHING
        try:
            outcomes = [self._asked(place, env) for place in places(seen)]
        except Undecidable as why:
            return why.outcome
        if seen.why:
            outcomes.append(broken(seen.why))
        return joined_any(outcomes)

    def _may_hit(self, view: View) -> bool:
        """False only if the texts of the post lack something that every hit has."""
        for groups in self.groups:
            if view.present.isdisjoint(groups):
                return False
        for literals in self.literals:  # noqa: SIM110 - a generator costs half as much again
            if not view.holds_one(literals):
                return False
        return True

    def _asked(self, place: Place, env: Env) -> Outcome:
        try:
            hits = self.finder.hits(place, env)
        except Undecidable as why:
            return why.outcome
        return Outcome(YES, tuple(item for hit in hits for item in place.evidence(hit))) if hits else NOTHING


def places(seen: Seen) -> Iterator[Place]:
    """The strings a value holds."""
    if isinstance(seen.value, tuple):
        for at, string, shift in seen.value:
            yield Place(at, string, shift, ())
    elif isinstance(seen.value, str):
        yield Place(seen.at, seen.value, seen.shift, seen.spans)
    else:
        raise Undecidable(broken(f"`{shown(seen.value)}` is not a text"))
