"""What an operator is, and how a test of one field is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rulekit.conditions.node import Env, Fault, Node, Outcome, broken
from rulekit.conditions.values import Path
from rulekit.errors import Words
from rulekit.facts.seen import BROKEN, Seen
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence
from rulekit.model.truth import ERROR, NO, YES, Truth, flip

if TYPE_CHECKING:
    from rulekit.conditions.build import Builder, Scope


class Test(Protocol):
    """A test of one value. Where its value can be told for less work than its evidence, it has a method `value` of the same arguments as well."""

    def judge(self, seen: Seen, env: Env) -> Outcome: ...


class Operator(NamedTuple):
    """One name that a ruleset can write under a field.

    `kinds` are the kinds of fields it tests (docs/language.md), `schema` is the JSON Schema of what is written behind it, `says` what it means in
    one sentence, `example` a condition that uses it. `build` turns the written argument into a test, or notes what is wrong and gives None. `plugin` names
    the plugin that brought it, None for rulekit's own.
    """

    name: str
    kinds: tuple[str, ...]
    schema: Json
    says: Words
    example: Json
    build: Callable[[Builder, Request], Test | None]
    plugin: str | None = None


class Request(NamedTuple):
    """What an operator is asked to build: its argument, where that stands, the field it tests, what is in scope, and whether the complement is wanted.

    Only the quantifiers look at `negated`: they build their own complement. The answers of all others are turned round.
    """

    argument: Json
    at: str
    path: Path
    scope: Scope
    negated: bool


class FieldTest:
    """A test of one field. The complement that is yes shows the field's place alone, because what it asks for is missing there."""

    __slots__ = (
        "_value",
        "below",
        "effort",
        "name",
        "needs",
        "negated",
        "path",
        "plugin",
        "pure",
        "source",
        "test",
        "turned",
    )

    def __init__(
        self,
        path: Path,
        test: Test,
        source: Json,
        negated: bool,
        turned: bool,
        name: str,
        plugin: str | None,
        below: Sequence[Node],
    ) -> None:
        self.path = path
        self.test = test
        self.source = source
        self.negated = negated
        self.turned = turned
        self.name = name
        self.plugin = plugin
        self.below = tuple(below)
        needs = getattr(test, "groups", ()) if plugin is None and not turned and path.scanned else ()
        self.needs: frozenset[int] | None = min(needs, key=len, default=None)
        self.pure = plugin is None and all(node.pure for node in below)
        quick = None if plugin is not None else getattr(test, "value", None)
        self._value: Callable[[Seen, Env], Truth] = self._judged_value if quick is None else quick
        self.effort = (
            (4 if path.root == "fact" else 0) + getattr(test, "effort", 0) + sum(node.effort for node in below)
        )

    def value(self, env: Env) -> Truth:
        seen = self.path.see(env)
        if seen.state == BROKEN:
            return ERROR
        try:
            value = self._value(seen, env)
        except RecursionError:
            raise
        except Exception:  # noqa: BLE001 - as below; `ask` tells the reason
            return ERROR
        return flip(value) if self.turned else value

    def _judged_value(self, seen: Seen, env: Env) -> Truth:
        return self.test.judge(seen, env).value

    def ask(self, env: Env) -> Outcome:
        seen = self.path.see(env)
        if seen.state == BROKEN:
            return broken(seen.why, env.view.facts[self.path.name].plugin if self.path.root == "fact" else None)
        outcome = self._judged(seen, env)
        if not self.turned:
            return outcome
        if outcome.value == YES:
            return Outcome(NO)
        if outcome.value == NO:
            return Outcome(YES, tuple(Evidence(item.at) for item in seen.evidence()[:1]))
        return outcome

    def _judged(self, seen: Seen, env: Env) -> Outcome:
        try:
            return self.test.judge(seen, env)
        except RecursionError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever an operator raises is an error of its rule, never an answer (docs/design.md)
            reason = str(error) or type(error).__name__
            return Outcome(ERROR, faults=(Fault(f"`{self.name}` failed: {reason}", self.plugin),))


Table = Mapping[str, Operator]
