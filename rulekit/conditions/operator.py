"""What an operator is, and how a test of one field is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, final

from rulekit.conditions.node import Env, Fault, Node, Outcome, broken
from rulekit.conditions.values import Path
from rulekit.errors import Words
from rulekit.facts.seen import BROKEN, Seen
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence
from rulekit.model.truth import ERROR, NO, YES, Truth, flip

if TYPE_CHECKING:
    from rulekit.conditions.build import Builder, Scope


class Judge(Protocol):
    """What a plugin may bring as a test: anything that judges a value. Its `effort`, if it has one, is a rough measure of its work."""

    def judge(self, seen: Seen, env: Env) -> Outcome: ...


class Test:
    """A test of one value, of rulekit's own. Where its value can be told for less work than its evidence, it has a `value` that does so.

    It may have an `effort`, and `groups`: sets of groups of terms of each of which one has to occur for it to be anything but no.
    """

    __slots__ = ()

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without its evidence."""
        return self.judge(seen, env).value

    def judge(self, seen: Seen, env: Env) -> Outcome:
        """The answer for a value that is not broken."""
        raise NotImplementedError


@final
class Foreign(Test):
    """A test that was brought, as one of rulekit's own."""

    __slots__ = ("effort", "test")

    def __init__(self, test: Judge) -> None:
        self.test = test
        self.effort: int = getattr(test, "effort", 0)

    def judge(self, seen: Seen, env: Env) -> Outcome:
        return self.test.judge(seen, env)


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
    build: Callable[[Builder, Request], Judge | None]
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


@final
class FieldTest(Node):
    """A test of one field. The complement that is yes shows the field's place alone, because what it asks for is missing there."""

    __slots__ = ("_key", "name", "path", "plugin", "test", "turned")

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
        needs = getattr(test, "groups", ()) if plugin is None and not turned and path.scanned else ()
        super().__init__(
            below,
            source,
            negated,
            (4 if path.root == "fact" else 0) + getattr(test, "effort", 0) + sum(node.effort for node in below),
            min(needs, key=len, default=None),
            plugin is None and all(node.pure for node in below),
        )
        self.path = path
        self.test = test
        self.turned = turned
        self.name = name
        self.plugin = plugin
        self._key = path.key

    def value(self, env: Env) -> Truth:
        # no path has been looked up under an empty key
        seen = env.view.seen.get(self._key)
        if seen is None:
            seen = self.path.see(env)
        if seen.state == BROKEN:
            return ERROR
        try:
            value = self.test.value(seen, env)
        except RecursionError:
            raise
        except Exception:  # noqa: BLE001 - as below; `ask` tells the reason
            return ERROR
        return flip(value) if self.turned else value

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
