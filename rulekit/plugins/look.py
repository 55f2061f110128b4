"""What a plugin sees of a post, and how it says what it found. Nothing of it can be changed, and silence cannot be mistaken for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, NoReturn, Protocol

from rulekit.conditions.values import below
from rulekit.errors import nearest
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Broken, Seen, walk
from rulekit.facts.seen import Found as FoundByRulekit
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.fields import ANYTHING, Field


class Unknown(Exception):
    """Nobody said what an answer depends on. `at` is the JSON pointer of the field that is missing; return it, or raise it."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and other.at == self.at

    def __hash__(self) -> int:
        return hash(("unknown", self.at))

    def __repr__(self) -> str:
        return f"Unknown({self.at!r})"


class Span(NamedTuple):
    """A place in the post: a JSON pointer, and in a string the half-open span of code points; without one, the whole of it."""

    at: str
    start: int | None = None
    end: int | None = None


class Found(NamedTuple):
    """A value with the places of the post where it was found."""

    value: Json
    spans: Sequence[Span] = ()


class String(NamedTuple):
    """A string that a reader of the post will see or that a file carries, and its JSON pointer.

    `shift` is the code point at which it begins, if it is the end of the string at that pointer (a file's name in its path).
    """

    at: str
    value: str
    shift: int = 0

    def span(self, start: int, end: int) -> Span:
        """The place of `value[start:end]` in the post."""
        return Span(self.at, start + self.shift, end + self.shift)


class Watch(Protocol):
    """Told whenever a plugin's code begins and ends; None as name is rulekit's own code, called by the plugin."""

    def begin(self, name: str | None) -> None: ...

    def end(self) -> None: ...


class Look:
    """One look at one post, for one call of a plugin."""

    __slots__ = ("_view", "_watch")

    def __init__(self, view: View, watch: Watch | None = None) -> None:
        self._view = view
        self._watch = watch

    @property
    def post(self) -> Json:
        """The post with what the rulesets assume, frozen. What is absent may be unknown: `value` knows."""
        return frozen(dict(self._view.post))

    @property
    def at(self) -> str | None:
        """The time the post is judged for, RFC 3339 with offset; None if nobody said."""
        return self._view.at

    def time(self) -> datetime:
        """The same as an instant with its offset. Raises Unknown if nobody said."""
        now = self._view.now
        if now is None:
            raise Unknown("/publish_at")
        return now.start

    def value(self, path: str) -> Json:
        """What stands at a path as rules write it: a field, a fact, or `context.…` for the register; frozen, and None for "there is none".

        An element of a list is named by its number: `attachments.0.origin`. Raises Unknown if nobody said, and fails for a path that does not exist.
        """
        seen = self._seen(path)
        return frozen(bare(seen.value)) if seen.state == KNOWN else None

    def found(self, path: str) -> tuple[Found, ...]:
        """The elements of a list, or the one value, at a path, each with its places in the post. Raises Unknown if nobody said."""
        seen = self._seen(path)
        if seen.state == NONE:
            return ()
        items = seen.value if isinstance(seen.value, list) else [FoundByRulekit(seen.value, seen.evidence())]
        return tuple(
            Found(frozen(item.value), tuple(Span(one.at, one.start, one.end) for one in item.spans))
            if isinstance(item, FoundByRulekit)
            else Found(frozen(item), (Span(f"{seen.at}/{number}"),))
            for number, item in enumerate(items)
        )

    def strings(self) -> tuple[String, ...]:
        """Every string a reader will see or a file carries: what rules call `any_text`."""
        return tuple(String(at, value, shift) for at, value, shift in self._view.any_text())

    def _seen(self, path: str) -> Seen:
        if self._watch is not None:
            self._watch.begin(None)
        try:
            seen = _seen(self._view, path)
        finally:
            if self._watch is not None:
                self._watch.end()
        if seen.state == MISSING:
            raise Unknown(seen.at)
        if seen.state == BROKEN:
            raise Broken(seen.why)
        return seen


def _seen(view: View, path: str) -> Seen:
    steps = path.split(".")
    if steps[0] == "context":
        return walk(view.register.value or {}, ANYTHING, "", steps[1:])
    for size in range(len(steps), 0, -1):
        fact = view.facts.get(".".join(steps[:size]))
        if fact is not None:
            _follow(view, path, fact.field, steps[size:])
            return below(view.fact(fact.name), fact.field, steps[size:])
    _follow(view, path, view.root, steps)
    field, seen = view.root, Seen(KNOWN, view.post)
    run: list[str] = []
    for step in [*steps, ""]:
        if step and not step.isdigit():
            run.append(step)
            continue
        seen = walk(seen.value, field, seen.at, run) if run else seen
        for name in run:
            field = field.child(name) or ANYTHING
        if not step or seen.state != KNOWN:
            return seen
        number, field, run = int(step), field.items or ANYTHING, []
        if not isinstance(seen.value, list) or number >= len(seen.value):
            return Seen(NONE, None, f"{seen.at}/{step}")
        seen = Seen(KNOWN, seen.value[number], f"{seen.at}/{step}")
    return seen


def _follow(view: View, path: str, field: Field, steps: Sequence[str]) -> None:
    """Raises Broken for a path that leads nowhere."""
    for step in steps:
        if field.kind == "list":
            if not step.isdigit():
                raise Broken(f"`{path}` leads through a list; name an element by its number")
            field = field.items or ANYTHING
            continue
        child = field.child(step)
        if child is None:
            near = nearest(path, [*view.root.children, *view.facts])
            raise Broken(f"there is no field or declared fact `{path}`" + (f"; did you mean `{near}`?" if near else ""))
        field = child


def bare(value: Json) -> Json:
    """A value without the places where its elements were found."""
    if isinstance(value, FoundByRulekit):
        return value.value
    return [bare(item) for item in value] if isinstance(value, list) else value


_FIXED = "a plugin cannot change what it looks at"


def _refuse(*_given: Any, **_named: Any) -> NoReturn:
    raise Broken(_FIXED)


class FrozenDict(dict[str, Any]):
    """A mapping that cannot be changed."""

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


class FrozenList(list[Any]):
    """A list that cannot be changed."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __reduce__(self) -> tuple[type[FrozenList], tuple[list[Any]]]:
        return FrozenList, (list(self),)


def frozen(value: Json) -> Json:
    """A copy of a JSON value that cannot be changed."""
    if isinstance(value, dict):
        return FrozenDict({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return FrozenList([frozen(item) for item in value])
    return value
