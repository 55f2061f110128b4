"""What the oracle looks at: fields with their silence, answers, references (docs/semantics.md, sections 1, 2 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rulekit.errors import pointer
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Found
from rulekit.facts.view import View
from rulekit.model.decision import Evidence

NO, YES, UNKNOWN, ERROR = "no", "yes", "unknown", "error"


class Answer(NamedTuple):
    """What a test says; `yes` is the evidence if it is yes, `no` that of its complement if it is no."""

    value: str
    yes: frozenset[Evidence] = frozenset()
    no: frozenset[Evidence] = frozenset()
    missing: frozenset[str] = frozenset()


def swap(answer: Answer) -> Answer:
    """`not`."""
    return Answer({YES: NO, NO: YES}.get(answer.value, answer.value), answer.no, answer.yes, answer.missing)


def _together(answers: Sequence[Answer], order: Sequence[str], otherwise: str) -> Answer:
    values = {answer.value for answer in answers}
    value = next((one for one in order if one in values), otherwise)
    return Answer(
        value,
        frozenset[Evidence]().union(*(answer.yes for answer in answers if answer.value == YES)),
        frozenset[Evidence]().union(*(answer.no for answer in answers if answer.value == NO)),
        frozenset[str]().union(*(answer.missing for answer in answers if answer.value == UNKNOWN))
        if value == UNKNOWN
        else frozenset(),
    )


def all_of(answers: Sequence[Answer]) -> Answer:
    """`all`: no if any is no, else error, else unknown, else yes."""
    return _together(answers, (NO, ERROR, UNKNOWN), YES)


def any_of(answers: Sequence[Answer]) -> Answer:
    """`any`: yes if any is yes, else error, else unknown, else no."""
    return _together(answers, (YES, ERROR, UNKNOWN), NO)


class Thing(NamedTuple):
    """A field of post, register or fact: its state, its value, its pointer, and what the schema says about it."""

    state: int
    value: Any = None
    at: str = ""
    schema: Mapping[str, Any] = {}
    placed: bool = False
    spans: tuple[Evidence, ...] = ()
    shift: int = 0
    strings: tuple[tuple[str, str], ...] | None = None
    partial: bool = False
    """Whether there may be more elements, or strings, than could be found."""

    def pointer(self) -> frozenset[Evidence]:
        """The field's pointer alone, as evidence."""
        if self.spans:
            return frozenset({Evidence(self.spans[0].at)})
        return frozenset({Evidence(self.at)}) if self.at else frozenset()

    def seen(self) -> frozenset[Evidence]:
        """The evidence of a test that is yes: where a fact was found, else the pointer."""
        return frozenset(self.spans) or self.pointer()

    def elements(self) -> Iterator[Thing]:
        """The elements of a list, each a thing."""
        if self.state != KNOWN:
            return
        if not isinstance(self.value, list):
            yield self  # a field that may be one string or several
            return
        for number, item in enumerate(self.value):
            if isinstance(item, Found):
                yield Thing(KNOWN, item.value, "", {}, False, item.spans)
            else:
                at = self.at + pointer(number) if self.placed else ""
                yield Thing(NONE if item is None else KNOWN, item, at, self.schema.get("items", {}), self.placed)


class Unread(NamedTuple):
    """What stands in a post where a file should tell, and cannot be read (section 2)."""

    why: str


def unknown(at: str) -> Answer:
    return Answer(UNKNOWN, missing=frozenset({at}))


def found(thing: Thing, holds: bool) -> Answer:
    return Answer(YES if holds else NO, thing.seen(), thing.pointer())


def plainly(thing: Thing) -> Answer | None:
    """What every test says of a field that is unknown, none or in error; None if it is known."""
    if thing.state == MISSING:
        return unknown(thing.at)
    if thing.state == BROKEN:
        return Answer(ERROR)
    return found(thing, False) if thing.state == NONE else None


class Scope(NamedTuple):
    """The element paths start at, inside a quantifier without `as`, and what `as` names stand for."""

    element: Thing | None = None
    names: Mapping[str, Thing] = {}


class World(NamedTuple):
    """Everything a condition can look at."""

    post: Mapping[str, Any]
    schema: Mapping[str, Any]
    context: Any
    at: str | None
    view: View | None
    facts: Mapping[str, Any]
    lists: Mapping[str, Sequence[str]]
    assumed: tuple[str, ...] = ()

    def with_lists(self, lists: Mapping[str, Sequence[str]]) -> World:
        return self._replace(lists=lists)

    def whole(self) -> Thing:
        return Thing(KNOWN, self.post, "", self.schema, True)

    def look(self, path: str, scope: Scope) -> Thing:
        """The field a path leads to (section 2)."""
        if path == "any_text":
            strings = tuple(self.any_text())
            return Thing(KNOWN, None, "/text", strings=strings, partial=self.some_text_unread())
        steps = path.split(".")
        if path.startswith("$"):
            return self.below(scope.names.get(steps[0][1:], Thing(NONE)), steps[1:])
        if steps[0] == "context":
            return self.below(Thing(NONE if self.context is None else KNOWN, self.context), steps[1:])
        if scope.element is not None:
            return scope.element if path == "." else self.below(scope.element, steps)
        return self.top(steps)

    def top(self, steps: Sequence[str]) -> Thing:
        """A fact, or a field of the post."""
        for size in range(len(steps), 0, -1):
            name = ".".join(steps[:size])
            if name in self.facts and self.view is not None:
                seen = self.view.fact(name)
                own = seen.at == pointer(name)
                partial = seen.state == KNOWN and bool(seen.why)
                fact = Thing(seen.state, seen.value, seen.at, {}, own, seen.spans, seen.shift, None, partial)
                return self.below(fact, steps[size:])
        return self.below(self.whole(), steps)

    def below(self, thing: Thing, steps: Sequence[str]) -> Thing:
        """The field below a thing: known, none or unknown (section 1)."""
        for number, step in enumerate(steps):
            at = thing.at + pointer(*steps[number:]) if thing.placed else thing.at
            if thing.state not in (KNOWN, MISSING):
                return thing._replace(at=at)
            if thing.state == MISSING and not thing.placed:
                return thing
            siblings = thing.value if isinstance(thing.value, dict) else {}
            field = thing.schema.get("properties", {}).get(step, {})
            at = thing.at + pointer(step) if thing.placed else thing.at
            if step in siblings:
                value = siblings[step]
                state = BROKEN if isinstance(value, Unread) else NONE if value is None else KNOWN
                thing = thing._replace(state=state, value=value, at=at, schema=field)
            else:
                silent = MISSING if thing.placed and _is_unknown(step, siblings, thing.schema) else NONE
                thing = thing._replace(state=silent, value=None, at=at, schema=field)
        return thing

    def any_text(self) -> Iterator[tuple[str, str]]:
        """Every string a reader will see or a file carries, with its pointer."""
        for name in ("text", "title"):
            if isinstance(self.post.get(name), str):
                yield f"/{name}", self.post[name]
        for number, attachment in enumerate(self.post.get("attachments") or ()):
            for name in ("alt_text", "file_name", "ocr_text"):
                if isinstance(attachment.get(name), str):
                    yield f"/attachments/{number}/{name}", attachment[name]
            if attachment.get("file_name") is None and attachment.get("path"):
                yield f"/attachments/{number}/path", attachment["path"]
            texts = attachment.get("file_text")
            for place, text in enumerate(texts if isinstance(texts, list) else ()):
                yield f"/attachments/{number}/file_text/{place}", text
        for number, tag in enumerate(self.post.get("hashtags") or ()):
            yield f"/hashtags/{number}", tag

    def some_text_unread(self) -> bool:
        return any(isinstance(one.get("file_text"), Unread) for one in self.post.get("attachments") or ())

    def values(self, written: Any, scope: Scope) -> Thing:
        """What a literal or a reference stands for (section 4): a thing whose value is a list of values."""
        if not isinstance(written, str) or not written.startswith("$"):
            return Thing(KNOWN, [written])
        if written.startswith("$$"):
            return Thing(KNOWN, [written[1:]])
        name, *steps = written[1:].split(".")
        if name == "context":
            return self._flat(Thing(NONE if self.context is None else KNOWN, self.context), steps)
        if name == "post":
            return self._flat(self._head(steps), self._rest(steps))
        if name in scope.names:
            return self._flat(scope.names[name], steps)
        return Thing(KNOWN, list(self.lists[written[1:]])) if written[1:] in self.lists else Thing(NONE)

    def _head(self, steps: Sequence[str]) -> Thing:
        return self.top(steps) if ".".join(steps[:1]) in self.facts else self.whole()

    def _rest(self, steps: Sequence[str]) -> Sequence[str]:
        return () if ".".join(steps[:1]) in self.facts else steps

    def _flat(self, thing: Thing, steps: Sequence[str]) -> Thing:
        """The values at a path below a thing, lists on the way flattened."""
        if thing.partial:
            return Thing(BROKEN)
        for number, step in enumerate(steps):
            if thing.state == KNOWN and isinstance(thing.value, list):
                return _flattened([self._flat(element, steps[number:]) for element in thing.elements()], thing)
            thing = self.below(thing, [step])
            if thing.state == NONE:
                return thing
        if thing.state == KNOWN and isinstance(thing.value, list):
            return thing._replace(value=[element.value for element in thing.elements()])
        return thing._replace(value=[thing.value]) if thing.state == KNOWN else thing


def _flattened(parts: Sequence[Thing], whole: Thing) -> Thing:
    for part in parts:
        if part.state in (MISSING, BROKEN):
            return part
    values = [value for part in parts if part.state == KNOWN for value in part.value]
    return whole._replace(state=KNOWN if values else NONE, value=values)


def _is_unknown(name: str, siblings: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether a field that is absent is unknown rather than none, given the object it is absent from."""
    field = schema.get("properties", {}).get(name, {})
    if field.get("x-absent", "none") != "unknown":
        return False
    for other, values in field.get("x-unknown-when", {}).items():
        if not _sibling(other, siblings, schema, values, if_unknown=True):
            return False
    return not any(
        _sibling(other, siblings, schema, values, if_unknown=False)
        for other, values in field.get("x-unknown-unless", {}).items()
    )


def _sibling(name: str, siblings: Mapping[str, Any], schema: Mapping[str, Any], values: Any, if_unknown: bool) -> bool:
    """Whether a sibling has one of the values; `if_unknown` if nobody said."""
    if name in siblings:
        return siblings[name] is not None and siblings[name] in values
    return if_unknown and (
        _is_unknown(name, siblings, schema) or schema["properties"][name].get("x-absent") == "derived"
    )


def without_time(world: World) -> bool:
    return world.at is None


Inner = Callable[[Any], Answer]
