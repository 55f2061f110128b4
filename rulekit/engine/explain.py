"""Why a rule fired or stayed silent: its conditions as a tree, with what each one saw and said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rulekit.conditions.node import Bound, Env, Node, smallest_first
from rulekit.conditions.operator import FieldTest
from rulekit.conditions.quantifiers import Count, Some, elements
from rulekit.engine.run import BuiltRule, Judged, effective
from rulekit.engine.wording import MASKED_TOPICS, quoted
from rulekit.facts.masking import Mask, mask_for, strings_in
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Found
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence
from rulekit.model.truth import NAMES, YES, flip

_STATES: Mapping[int, str] = {KNOWN: "known", NONE: "none", MISSING: "unknown", BROKEN: "error"}


class Step(NamedTuple):
    """One node of a condition: what was written, what it said, what it saw, and the nodes below.

    `value` is yes, no, unknown or error. `seen` is the value of the field with its state, None for `all`, `any`, `none` and `not`.
    `at` names the element a quantifier stood at.
    """

    written: Json
    value: str
    seen: Json = None
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    below: tuple[Step, ...] = ()
    at: str = ""

    def to_json(self) -> Json:
        found: dict[str, Json] = {"written": self.written, "value": self.value}
        if self.seen is not None:
            found["seen"] = self.seen
        if self.at:
            found["at"] = self.at
        lists = {
            "evidence": [item.to_json() for item in self.evidence],
            "missing": list(self.missing),
            "errors": list(self.faults),
        }
        found.update({name: items for name, items in lists.items() if items})
        if self.below:
            found["below"] = [step.to_json() for step in self.below]
        return found


class Explanation(NamedTuple):
    """Why one rule said what it said of one post.

    `value` is what became of the rule (yes: it fired). `idle` names the register sections it reads and the register lacks, `in_effect`
    whether its time holds.
    """

    rule: Mapping[str, Json]
    value: str
    idle: tuple[str, ...]
    in_effect: bool
    when: Step
    unless: tuple[Step, ...]

    def to_json(self) -> Json:
        return {
            "rule": self.rule["id"],
            "value": self.value,
            "idle": list(self.idle),
            "in_effect": self.in_effect,
            "when": self.when.to_json(),
            "unless": [step.to_json() for step in self.unless],
        }


def explained(built: BuiltRule, judged: Judged, view: View, idle: Sequence[str]) -> Explanation:
    """The explanation of a rule whose conditions are all built, idle or not."""
    assert built.when is not None, "explaining builds the whole rule"
    env = Env(view)
    outcome = built.when.ask(env)
    bound: dict[str, Bound] = {name: smallest_first(found)[0] for name, found in outcome.bound.items()}
    bound.update(judged.show().bound)
    when = _turned(built.when, env, False)
    asked = env.naming(bound)
    unless = tuple(_turned(node, asked, False) for node in built.unless) if outcome.value == YES else ()
    mask, topic = mask_for(view), built.rule["topic"]
    if topic in MASKED_TOPICS:
        mask = mask.and_also(_quotes((when, *unless))).and_also(strings_in(view.register.section("secrets")))
    return Explanation(
        built.rule,
        NAMES[judged.value],
        tuple(idle),
        effective(built.rule["effective"], view),
        _masked(when, mask, topic),
        tuple(_masked(step, mask, topic) for step in unless),
    )


def _quotes(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield from (item.quote for item in step.evidence if item.quote is not None)
        yield from _quotes(step.below)


def _masked(step: Step, mask: Mask, topic: str) -> Step:
    """The step as it may be shown: identifiers and credentials hidden, and of sensitive topics every hit."""
    quoting = [item for item in step.evidence if item.quote is not None]
    evidence = quoted(step.evidence, topic) if topic in MASKED_TOPICS and quoting else step.evidence
    return step._replace(
        seen=mask.over(step.seen),
        evidence=tuple(item if item.quote is None else item._replace(quote=mask.over(item.quote)) for item in evidence),
        below=tuple(_masked(inner, mask, topic) for inner in step.below),
    )


def _turned(node: Node, env: Env, negated: bool) -> Step:
    """The step of a node that stands below one that is `negated`; negations are pushed down to the tests, here the `not` is shown where it was written."""
    step = _step(node, env)
    if node.negated == negated:
        return step
    outcome = node.ask(env)
    value = outcome.value if node.negated else flip(outcome.value)
    return Step({"not": step.written}, NAMES[value], None, outcome.evidence if value == YES else (), below=(step,))


def _step(node: Node, env: Env) -> Step:
    outcome = node.ask(env)
    value = flip(outcome.value) if node.negated else outcome.value
    seen: Json = None
    if isinstance(node, FieldTest):
        seen = _seen(node, env)
        below = _element_steps(node, env) if isinstance(node.test, Some | Count) else ()
    else:
        turns = isinstance(node.source, dict) and list(node.source) == ["none"]
        below = tuple(_turned(inner, env, node.negated != turns) for inner in node.below)
    return Step(
        node.source if not isinstance(node, FieldTest) else {node.path.name: node.source},
        NAMES[value],
        seen,
        outcome.evidence if value == YES else (),
        outcome.missing,
        tuple(fault.message for fault in outcome.faults),
        below,
    )


def _element_steps(node: FieldTest, env: Env) -> tuple[Step, ...]:
    test = node.test
    assert isinstance(test, Some | Count)
    inner = test.node if isinstance(test, Some) else test.where
    turned = isinstance(test, Some) and node.negated != (node.name == "none")
    seen = node.path.see(env)
    found = []
    for number, element in enumerate(elements(seen, env, test.name)):
        spot = element.bindings[test.name].at if test.name else element.at
        step = _turned(inner, element, turned)
        found.append(step._replace(at=spot if spot and not element.spans else f"#{number + 1}"))
    return tuple(found)


def _seen(node: FieldTest, env: Env) -> Json:
    seen = node.path.see(env)
    found: dict[str, Json] = {"state": _STATES[seen.state], "at": seen.at}
    if seen.state == KNOWN:
        found["value"] = _shown(seen.value)
    if seen.why:
        found["why"] = seen.why
    return found


def _shown(value: Json) -> Json:
    if isinstance(value, Found):
        return value.value
    if isinstance(value, tuple):
        return [string for _, string, _ in value]
    return [_shown(item) for item in value] if isinstance(value, list) else value
