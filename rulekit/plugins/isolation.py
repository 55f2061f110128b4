"""A plugin's code behind a wall: what it raises, and what it returns that is no answer, becomes an error of the rule that asked; never more.

Here the values of `rulekit.plugins.specs` become the facts and operators that the floors below know.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from rulekit.conditions import operator as tests
from rulekit.conditions.build import Builder, Scope
from rulekit.conditions.node import NOTHING, Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.values import Reference
from rulekit.errors import pointer
from rulekit.facts import table
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Broken, Seen
from rulekit.facts.seen import Found as FoundByRulekit
from rulekit.facts.view import View
from rulekit.model.canonical import SAFE_INTEGER, Json
from rulekit.model.decision import Evidence
from rulekit.model.shape import Shape, shape
from rulekit.model.truth import YES
from rulekit.plugins import specs
from rulekit.plugins.look import Found, Look, Span, Unknown, Watch, bare, frozen

MAX_DEPTH = 16
"""How deep a plugin's value may be nested."""

MAX_VALUES = 10_000
"""How many values a plugin's answer may hold: what it finds in one post."""

MAX_REASON = 200
"""How many characters of what a plugin raised are told."""

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+")
_EFFORT = 8
"""How much work a plugin's operator is taken to be: more than rulekit's own, so that these are asked first."""


def asked(watch: Watch | None, name: str, function: Callable[..., object], *given: object) -> object:
    """What a plugin's function returns. Raises Unknown as it does, and Broken for everything else it raises."""
    if watch is not None:
        watch.begin(name)
    try:
        return function(*given)
    except (Unknown, Broken, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may raise anything, an attempt to leave the process too
        raise Broken(reason(error)) from None
    finally:
        if watch is not None:
            watch.end()


def reason(error: BaseException) -> str:
    """What was raised, in one line that is the same in every process."""
    if isinstance(error, RecursionError):
        return "it calls itself without end"
    if isinstance(error, KeyError) and error.args:
        return f"there is no key `{error.args[0]}`"
    if isinstance(error, SystemExit):
        return "it tried to end the process"
    lines = _ADDRESS.sub("0x…", str(error)).splitlines()
    said = lines[0].strip() if lines else ""
    return said[:MAX_REASON] or f"it raised `{type(error).__name__}` without a word"


def fact_of(plugin: str, spec: specs.Fact, watch: Watch | None = None) -> table.Fact:
    """The fact as rules see it. Raises ValueError for a schema that is none."""
    fits = shape(spec.schema)

    def work_out(view: View) -> Seen:
        try:
            answer = asked(watch, spec.name, spec.work_out, Look(view, watch))
            return _seen(answer, fits, view)
        except Unknown as missing:
            return _missing(missing, view)
        except Broken as why:
            raise Broken(f"`{spec.name}` failed: {why}") from None

    return table.Fact(spec.name, spec.schema, spec.says, work_out, plugin)


def _missing(missing: Unknown, view: View) -> Seen:
    head = missing.at.split("/")[1:2] if isinstance(missing.at, str) else []
    if not head or view.root.child(head[0]) is None:
        return Seen(BROKEN, why=f"it waits for `{missing.at}`, which is no field of a post")
    return Seen(MISSING, None, missing.at)


def _seen(answer: object, fits: Shape, view: View) -> Seen:
    """What a fact's answer means, once it has been checked."""
    if isinstance(answer, Unknown):
        raise answer
    spans: tuple[Evidence, ...] = ()
    value: Any = answer
    if isinstance(answer, Found):
        spans = _places(answer.spans, view)
        value = answer.value
    if value is None:
        at = spans[0].at if spans else "/text" if isinstance(view.post.get("text"), str) else ""
        return Seen(NONE, None, at)
    elements: list[Json | FoundByRulekit] | None = None
    if isinstance(value, list | tuple) and any(isinstance(item, Found) for item in value):
        elements = [
            FoundByRulekit(plain(item.value), _places(item.spans, view)) if isinstance(item, Found) else plain(item)
            for item in value
        ]
        value = [item.value if isinstance(item, FoundByRulekit) else item for item in elements]
        spans = spans or tuple(
            sorted(
                {one for item in elements if isinstance(item, FoundByRulekit) for one in item.spans}, key=Evidence.order
            )
        )
    value = plain(value)
    if not fits(value):
        raise Broken(f"its value {_shown(value)} does not keep the schema it declares")
    if len(spans) == 1 and spans[0].quote == value and spans[0].start is not None:
        return Seen(KNOWN, value, spans[0].at, spans[0].start)
    at = spans[0].at if spans else "/text" if isinstance(view.post.get("text"), str) else ""
    return Seen(KNOWN, value if elements is None else elements, at, 0, spans)


def _places(spans: Sequence[Span], view: View) -> tuple[Evidence, ...]:
    """The spans as evidence. Raises Broken for one that lies nowhere in the post."""
    if not isinstance(spans, list | tuple):
        raise Broken("its places are not a list of `Span`")
    if len(spans) > MAX_VALUES:
        raise Broken(f"it found more than {MAX_VALUES} places")
    return tuple(sorted({_place(span, view) for span in spans}, key=Evidence.order))


def _place(span: object, view: View) -> Evidence:
    if not isinstance(span, Span) or not isinstance(span.at, str) or not span.at.startswith("/"):
        raise Broken("a place is a `Span` with the JSON pointer of a field of the post")
    if span.start is None or span.end is None:
        return Evidence(span.at)
    string = _at(view.post, span.at)
    if not isinstance(string, str) or not _within(span.start, span.end, string):
        raise Broken(f"`{span.at}` has no characters {span.start} to {span.end}")
    return Evidence(span.at, span.start, span.end, string[span.start : span.end])


def _within(start: object, end: object, string: str) -> bool:
    whole = type(start) is int and type(end) is int
    return whole and 0 <= start < end <= len(string)  # type: ignore[operator]  # both are whole numbers here


def _at(post: Json, at: str) -> Json:
    value = post
    for step in at.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif hasattr(value, "keys") and name in value:
            value = value[name]
        else:
            return None
    return value


def plain(value: object) -> Json:
    """A plugin's value as plain JSON, all of it copied. Raises Broken for what JSON does not have, and for too much."""
    return _plain(value, MAX_DEPTH, [MAX_VALUES])


def _plain(value: object, depth: int, left: list[int]) -> Json:
    left[0] -= 1
    if left[0] < 0 or depth < 0:
        raise Broken(f"its value is deeper than {MAX_DEPTH} levels or holds more than {MAX_VALUES} values")
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and abs(value) <= SAFE_INTEGER:
        return int(value)
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {str(key): _plain(item, depth - 1, left) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth - 1, left) for item in value]
    raise Broken(f"it returned something JSON does not have (`{type(value).__name__}`)")


def _shown(value: Json) -> str:
    from rulekit.conditions.numbers import shown

    return f"`{shown(value)}`"


def operator_of(plugin: str, spec: specs.Operator, watch: Watch | None = None) -> tests.Operator:
    """The operator as rules see it. Raises ValueError for a schema that is none."""
    fits = shape(spec.schema)

    def build(builder: Builder, request: tests.Request) -> tests.Judge:
        argument = _argument(builder, request.argument, request.at, request.scope)
        return PluginTest(spec, fits, argument, watch)

    return tests.Operator(spec.name, tuple(spec.kinds), spec.schema, spec.says, spec.example, build, plugin)


def _argument(builder: Builder, written: Json, at: str, scope: Scope) -> Any:
    """The argument with its references, wherever they stand in it."""
    if isinstance(written, dict):
        return {key: _argument(builder, item, at + pointer(key), scope) for key, item in written.items()}
    if isinstance(written, list):
        return [_argument(builder, item, at + pointer(number), scope) for number, item in enumerate(written)]
    return builder.value(written, at, scope)


class PluginTest:
    """A test by a plugin."""

    __slots__ = ("argument", "effort", "fits", "spec", "watch")

    def __init__(self, spec: specs.Operator, fits: Shape, argument: Any, watch: Watch | None) -> None:
        self.spec = spec
        self.fits = fits
        self.argument = argument
        self.watch = watch
        self.effort = _EFFORT

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE:
            return NOTHING
        try:
            argument = _looked_up(self.argument, env)
        except Unknown as missing:
            return unknown(missing.at)
        if not self.fits(argument):
            return broken(f"`{self.spec.name}` cannot take {_shown(argument)}", self.plugin)
        if isinstance(seen.value, tuple):
            return joined_any([self._asked(string, argument, at, shift, (), env) for at, string, shift in seen.value])
        return self._asked(seen.value, argument, seen.at, seen.shift, seen.spans, env)

    @property
    def plugin(self) -> str:
        return self.spec.name.split(".", 1)[0]

    def _asked(
        self, value: Json, argument: Json, at: str, shift: int, spans: tuple[Evidence, ...], env: Env
    ) -> Outcome:
        look = Look(env.view, self.watch)
        try:
            answer = asked(self.watch, self.spec.name, self.spec.test, frozen(bare(value)), frozen(argument), look)
        except Unknown as missing:
            answer = missing
        if isinstance(answer, Unknown):
            found = _missing(answer, env.view)
            if found.state == BROKEN:
                raise Broken(found.why)
            return unknown(found.at)
        if answer is True:
            return Outcome(YES, spans or ((Evidence(at),) if at else ()))
        if answer is False:
            return NOTHING
        if isinstance(value, str) and isinstance(answer, list | tuple):
            hits = [_hit(item, value, at, shift, spans) for item in answer]
            return Outcome(YES, tuple(one for hit in hits for one in hit)) if hits else NOTHING
        raise Broken(f"it answered {_kind(answer)}; an answer is yes, no, `Unknown`, or a list of places in a text")


def _kind(answer: object) -> str:
    return "nothing" if answer is None else f"something else (`{type(answer).__name__}`)"


def _hit(item: object, value: str, at: str, shift: int, spans: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence of one place an operator found in a string; of a string that is not in the post as it is, where that was found."""
    if not isinstance(item, list | tuple) or len(item) != 2 or not _within(item[0], item[1], value):
        raise Broken(f"it found a place that the text does not have: {_shown(plain(item))}")
    if spans or not at:
        return spans
    start, end = item
    return (Evidence(at, start + shift, end + shift, value[start:end]),)


def _looked_up(argument: Any, env: Env) -> Json:
    """The argument with the values its references stand for. Raises Unknown, or Broken for a value that cannot be worked out."""
    if isinstance(argument, Reference):
        seen = argument.see(env)
        if seen.state == MISSING:
            raise Unknown(seen.at)
        if seen.state == BROKEN:
            raise Broken(seen.why)
        return bare(seen.value)
    if isinstance(argument, dict):
        return {key: _looked_up(item, env) for key, item in argument.items()}
    if isinstance(argument, list):
        return [_looked_up(item, env) for item in argument]
    return argument
