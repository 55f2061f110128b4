"""What a compiled condition is: a node that, asked about one post, gives an outcome.

A condition is compiled with its negations pushed down to the tests (the logic's De Morgan laws hold for all four values), so that a
complement that is yes can say what it did not find. `negated` on a node tells that the source said the opposite.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, final

from rulekit.facts.view import View
from rulekit.model.canonical import Json, canonical
from rulekit.model.decision import Evidence
from rulekit.model.truth import ERROR, NO, UNKNOWN, YES, Truth


class Bound(NamedTuple):
    """A list element that `as` gave a name to, and its pointer in the post ("" if it stands in the register)."""

    value: Json
    at: str
    spans: tuple[Evidence, ...] = ()


class Fault(NamedTuple):
    """Why something could not be evaluated, and the plugin it came from (None: rulekit itself)."""

    message: str
    plugin: str | None = None


class Outcome(NamedTuple):
    """What a condition says of one post.

    `evidence` counts when the value is yes, `missing` (pointers) when it is unknown, `faults` when it is error. `bound` holds, for a yes,
    the witnesses of each `as` name and the numbers `n` and `max` of the comparisons that held.
    """

    value: Truth
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    bound: Mapping[str, tuple[Bound, ...]] = {}


NOTHING: Final = Outcome(NO)
HOLDS: Final = Outcome(YES)


def unknown(*missing: str) -> Outcome:
    """Unknown for want of what stands at those pointers."""
    return Outcome(UNKNOWN, missing=missing)


def broken(message: str, plugin: str | None = None) -> Outcome:
    """Error for that reason."""
    return Outcome(ERROR, faults=(Fault(message, plugin),))


@final
class Env:
    """Where a condition is asked: the post's view, the element a quantifier stands at, and what `as` names mean. Nobody changes one."""

    __slots__ = ("at", "bindings", "element", "spans", "view")

    def __init__(
        self,
        view: View,
        element: Json = None,
        at: str = "",
        spans: tuple[Evidence, ...] = (),
        bindings: Mapping[str, Bound] | None = None,
    ) -> None:
        self.view = view
        self.element = element
        self.at = at
        self.spans = spans
        self.bindings: Mapping[str, Bound] = {} if bindings is None else bindings

    def naming(self, bindings: Mapping[str, Bound]) -> Env:
        """The same place with these names."""
        return Env(self.view, self.element, self.at, self.spans, bindings)


class Node:
    """A compiled condition. `source` is the JSON it was written as, `negated` whether the node says the opposite of it.

    `effort` is a rough measure of the work of asking it; `needs` are groups of terms of which one must occur in the texts of the post for the node to be
    anything but no (None: nothing can be told). `value` is what `ask` says without its evidence, for much less work: most conditions are no. Only
    nodes that are `pure` may be asked twice about one post; tests of plugins are asked once.
    """

    __slots__ = ("below", "effort", "needs", "negated", "pure", "source")

    def __init__(
        self, below: Sequence[Node], source: Json, negated: bool, effort: int, needs: frozenset[int] | None, pure: bool
    ) -> None:
        self.below = tuple(below)
        self.source = source
        self.negated = negated
        self.effort = effort
        self.needs = needs
        self.pure = pure

    def value(self, env: Env) -> Truth:
        """The answer alone."""
        raise NotImplementedError

    def ask(self, env: Env) -> Outcome:
        """The answer with all that belongs to it."""
        raise NotImplementedError


@final
class All(Node):
    """Yes if every node below is yes; the cheap ones are asked first, because one no is enough."""

    __slots__ = ()

    def __init__(self, below: Sequence[Node], source: Json, negated: bool = False) -> None:
        options = [node.needs for node in below if node.needs is not None]
        super().__init__(
            sorted(below, key=lambda node: node.effort),
            source,
            negated,
            sum(node.effort for node in below),
            min(options, key=len) if options else None,
            all(node.pure for node in below),
        )

    def value(self, env: Env) -> Truth:
        found = YES
        for node in self.below:
            value = node.value(env)
            if value == NO:
                return NO
            # error outweighs unknown, and unknown yes
            if value > found:
                found = value
        return found

    def ask(self, env: Env) -> Outcome:
        outcomes = []
        for node in self.below:
            outcome = node.ask(env)
            if outcome.value == NO:
                return NOTHING
            outcomes.append(outcome)
        return joined_all(outcomes)


@final
class AnyOf(Node):
    """Yes if at least one node below is yes; for the evidence all are asked, because each yes is some, for the value one yes is enough."""

    __slots__ = ("_cheapest",)

    def __init__(self, below: Sequence[Node], source: Json, negated: bool = False) -> None:
        options = [node.needs for node in below if node.needs is not None]
        super().__init__(
            below,
            source,
            negated,
            sum(node.effort for node in below),
            frozenset[int]().union(*options) if below and len(options) == len(below) else None,
            all(node.pure for node in below),
        )
        self._cheapest = sorted(below, key=lambda node: node.effort)

    def value(self, env: Env) -> Truth:
        found = NO
        present = env.view.occurring
        for node in self._cheapest:
            if present is not None:
                needs = node.needs
                if needs is not None and present.isdisjoint(needs):
                    continue
            value = node.value(env)
            if value == YES:
                return YES
            # error outweighs unknown, and unknown no
            if value > found:
                found = value
        return found

    def ask(self, env: Env) -> Outcome:
        return joined_any([node.ask(env) for node in self.below])


def joined_all(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of a conjunction."""
    if len(outcomes) == 1:
        return outcomes[0]
    values = {outcome.value for outcome in outcomes}
    if NO in values:
        return NOTHING
    if ERROR in values:
        return Outcome(ERROR, faults=_faults(outcomes))
    if UNKNOWN in values:
        return Outcome(UNKNOWN, missing=_missing(outcomes))
    return Outcome(YES, _evidence(outcomes), bound=_bound(outcomes))


def joined_any(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of a disjunction; its evidence and witnesses are those of all that are yes."""
    if len(outcomes) == 1:
        return outcomes[0]
    values = {outcome.value for outcome in outcomes}
    if YES in values:
        held = [outcome for outcome in outcomes if outcome.value == YES]
        return held[0] if len(held) == 1 else Outcome(YES, _evidence(held), bound=_bound(held))
    if ERROR in values:
        return Outcome(ERROR, faults=_faults(outcomes))
    if UNKNOWN in values:
        return Outcome(UNKNOWN, missing=_missing(outcomes))
    return NOTHING


def _evidence(outcomes: Iterable[Outcome]) -> tuple[Evidence, ...]:
    return tuple(item for outcome in outcomes for item in outcome.evidence)


def _missing(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(at for outcome in outcomes if outcome.value == UNKNOWN for at in outcome.missing)


def _faults(outcomes: Iterable[Outcome]) -> tuple[Fault, ...]:
    return tuple(fault for outcome in outcomes if outcome.value == ERROR for fault in outcome.faults)


def _bound(outcomes: Iterable[Outcome]) -> Mapping[str, tuple[Bound, ...]]:
    merged: dict[str, tuple[Bound, ...]] = {}
    for outcome in outcomes:
        for name, witnesses in outcome.bound.items():
            merged[name] = merged.get(name, ()) + witnesses
    return merged


def smallest_first(witnesses: Iterable[Bound]) -> list[Bound]:
    """The witnesses in canonical JSON order, each once."""
    unique = {canonical(item.value): item for item in sorted(witnesses, key=lambda item: item.at, reverse=True)}
    return [unique[key] for key in sorted(unique)]
