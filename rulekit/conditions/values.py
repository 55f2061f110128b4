"""What a condition reads: paths into the post, the register or a bound element, and references that stand for values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, final

from rulekit.conditions.node import Env
from rulekit.errors import pointer
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Found, Seen, walk
from rulekit.model.canonical import Json
from rulekit.model.fields import ANYTHING, Field


@final
class Path:
    """A path that has been checked: `root` says where it begins, `name` the fact, section or binding there, `steps` the rest.

    `root` is post, fact, context, bound, element or texts; `at` is the JSON pointer of a path that begins at the post. `key` names the path among those
    whose value is the same wherever a condition of one check stands; "" for the others.
    """

    __slots__ = ("_own", "at", "field", "key", "name", "root", "start", "steps")

    def __init__(
        self,
        root: str,
        name: str,
        steps: tuple[str, ...],
        field: Field,
        start: Field,
        at: str = "",
        key: str = "",
    ) -> None:
        self.root = root
        self.name = name
        self.steps = steps
        self.field = field
        self.start = start
        self.at = at
        self.key = key
        # only a fact of the post's own field has that field's fields below it
        self._own = pointer(*name.split(".")) if root == "fact" else ""

    def called(self, name: str, key: str = "") -> Path:
        """The same path from a fact or binding of that name."""
        return Path(self.root, name, self.steps, self.field, self.start, self.at, key)

    @property
    def scanned(self) -> bool:
        """Whether the text is among those scanned before any rule is asked."""
        return (
            self.root == "texts"
            or (self.root == "post" and self.steps in (("text",), ("title",)))
            or (self.root == "fact" and self.name == "first_line")
        )

    def see(self, env: Env) -> Seen:
        """The value at this path; looked up once for one check if it is the same everywhere."""
        seen = env.view.seen.get(self.key)
        if seen is None:
            seen = self._looked_up(env)
            # nothing is kept under ""
            if self.key:
                env.view.seen[self.key] = seen
        return seen

    def _looked_up(self, env: Env) -> Seen:
        match self.root:
            case "post":
                value = self._stated(env.view.post)
                return walk(env.view.post, self.start, "", self.steps) if value is None else Seen(KNOWN, value, self.at)
            case "texts":
                strings, why = env.view.any_text(), env.view.unread
                if not strings:
                    return Seen(BROKEN if why else NONE, None, "/text", 0, (), why)
                return Seen(KNOWN, strings, "/text", 0, (), why)
            case "fact":
                fact = env.view.fact(self.name)
                return self._within(fact) if self.steps else fact
            case "context":
                return hidden(walk(env.view.register.value or {}, self.start, "", self.steps))
            case "bound":
                bound = env.bindings.get(self.name)
                if bound is None:
                    # the alternative of `when` that binds the name is not the one that holds
                    return Seen(NONE)
                seen = below(Seen(KNOWN, bound.value, bound.at, 0, bound.spans), self.start, self.steps)
                return seen if bound.at or bound.spans else hidden(seen)
            case _:
                value = self._stated(env.element)
                if value is not None:
                    at = env.at if env.spans or not env.at else env.at + self.at
                    return Seen(KNOWN, value, at, 0, env.spans)
                seen = below(Seen(KNOWN, env.element, env.at, 0, env.spans), self.start, self.steps)
                return seen if env.at or env.spans else hidden(seen)

    def _within(self, fact: Seen) -> Seen:
        """What stands below a fact: where the fact was seen, for the post has no place of its own for what is worked out."""
        elsewhere = fact.at != self._own
        if fact.state == KNOWN and not fact.why and (elsewhere or fact.spans):
            value = self._stated(fact.value)
            if value is not None:
                return Seen(KNOWN, value, fact.at, 0, fact.spans)
        seen = below(fact, self.start, self.steps)
        if seen.at == fact.at or not elsewhere:
            return seen
        return Seen(seen.state, seen.value, fact.at, seen.shift, seen.spans, seen.why)

    def _stated(self, value: Json) -> Json:
        """What simply stands at the path, which is the common case; None if silence has to be understood."""
        for step in self.steps:
            if type(value) is not dict or step not in value:
                return None
            value = value[step]
        return value


def hidden(seen: Seen) -> Seen:
    """A value of the register: it has no place in the post."""
    return seen.but(at="", spans=())


def below(seen: Seen, field: Field, steps: Sequence[str]) -> Seen:
    """The value at a path below one that was seen."""
    if not steps or seen.state == MISSING or seen.why:
        return seen
    if seen.state == NONE or not isinstance(seen.value, dict):
        return Seen(NONE, None, seen.at + pointer(*steps) if not seen.spans else seen.at, 0, seen.spans)
    found = walk(seen.value, field, seen.at, steps)
    if seen.spans:
        return found.but(at=seen.at, spans=seen.spans)
    return found


class Reference(NamedTuple):
    """A `$…` that stands for values only known at a check."""

    written: str
    path: Path
    flat: tuple[str, ...] = ()

    def see(self, env: Env) -> Seen:
        """The value referred to; with lists on the way, the list of all values they lead to."""
        seen = self.path.see(env)
        if seen.state != KNOWN:
            return seen
        if seen.why:
            return Seen(BROKEN, None, seen.at, why=seen.why)
        if not self.flat and not isinstance(seen.value, list):
            return seen
        field = self.path.start
        for step in self.path.steps:
            field = field.child(step) or ANYTHING
        parts = list(_flattened(seen.value, field, seen.at, self.flat))
        unclear = next((part for state in (BROKEN, MISSING) for part in parts if part.state == state), None)
        if unclear is not None:
            return unclear
        return seen.but(value=[part.value for part in parts], spans=())


def _flattened(value: Json, field: Field, at: str, steps: Sequence[str]) -> Iterator[Seen]:
    """What stands at a path below a value, lists on the way element by element; nothing for what is none."""
    if isinstance(value, Found):
        value = value.value
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _flattened(item, field.items or ANYTHING, at + pointer(number), steps)
    elif not steps:
        if value is not None:
            yield Seen(KNOWN, value, at)
    elif isinstance(value, dict):
        child = field.child(steps[0])
        seen = walk(value, field, at, steps[:1]) if child is not None else Seen(NONE)
        if seen.state == KNOWN:
            yield from _flattened(seen.value, child or ANYTHING, seen.at, steps[1:])
        elif seen.state in (MISSING, BROKEN):
            yield seen
