"""The test of what a text says: `says`, `near`, `matches`."""

from __future__ import annotations

from typing import final

from rulekit.conditions.finders import Finder, Place, Undecidable
from rulekit.conditions.node import NOTHING, Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.numbers import shown
from rulekit.conditions.operator import Test
from rulekit.facts.seen import MISSING, NONE, Seen
from rulekit.facts.view import View
from rulekit.model.truth import ERROR, NO, UNKNOWN, YES, Truth


@final
class TextTest(Test):
    """Yes if the finder has a hit in the string, or in one of the strings of `any_text`.

    `key` names the path that it is asked of, if its value is the same wherever a condition of one check stands; else "".
    """

    __slots__ = ("_key", "_lacks", "effort", "finder", "groups", "literals")

    def __init__(self, finder: Finder, key: str) -> None:
        self.finder = finder
        self.groups = finder.groups
        self.literals = finder.literals
        self.effort = finder.effort
        self._key = key
        # of one group the finder itself can tell as quickly
        self._lacks = len(self.groups) > 1 or bool(self.literals)

    def value(self, seen: Seen, env: Env) -> Truth:
        state, why = seen.state, seen.why
        if state == MISSING:
            return UNKNOWN
        if state == NONE or (self._lacks and seen.at == "/text" and not why and not self._may_hit(env.view)):
            return NO
        found = ERROR if why else NO
        try:
            texts = self._places(seen, env.view)
        except Undecidable as undecidable:
            return undecidable.outcome.value
        for place in texts:
            try:
                if self.finder.occurs(place, env):
                    return YES
            except Undecidable as undecidable:
                if undecidable.outcome.value > found:
                    found = undecidable.outcome.value
        return found

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE or (seen.at == "/text" and not seen.why and not self._may_hit(env.view)):
            return NOTHING
        try:
            outcomes = [self._asked(place, env) for place in self._places(seen, env.view)]
        except Undecidable as why:
            return why.outcome
        if seen.why:
            outcomes.append(broken(seen.why))
        return joined_any(outcomes)

    def _places(self, seen: Seen, view: View) -> tuple[Place, ...]:
        """The strings of the value; made once for one check if it is the same everywhere."""
        key = self._key
        if not key:
            return places(seen)
        found: tuple[Place, ...] | None = view.places.get(key)
        if found is None:
            found = view.places[key] = places(seen)
        return found

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


def places(seen: Seen) -> tuple[Place, ...]:
    """The strings a value holds. Raises Undecidable if it is something else."""
    value = seen.value
    if isinstance(value, tuple):
        return tuple([Place(at, string, shift, ()) for at, string, shift in value])
    if isinstance(value, str):
        return (Place(seen.at, value, seen.shift, seen.spans),)
    raise Undecidable(broken(f"`{shown(value)}` is not a text"))
