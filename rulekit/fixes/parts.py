"""Parts of a post: put in, taken out, and compared; a post is never changed, every answer is a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rulekit.errors import pointer
from rulekit.fixes.values import ABSENT, Absent
from rulekit.model.canonical import Json

Steps = Sequence[str | int]


def put(value: Json, steps: Steps, new: Json) -> Json:
    """The value with `new` at the end of the steps; objects on the way are made."""
    if not steps:
        return new
    first, rest = steps[0], steps[1:]
    if isinstance(value, list | tuple):
        items = list(value)
        items[int(first)] = put(items[int(first)], rest, new)
        return items
    below = value if isinstance(value, Mapping) else {}
    return {**below, str(first): put(below.get(str(first)), rest, new)}


def drop(value: Json, steps: Steps) -> Json:
    """The value without what stands at the end of the steps; the same if nothing does."""
    first, rest = steps[0], steps[1:]
    if isinstance(value, list | tuple):
        number = int(first)
        kept = [drop(value[number], rest)] if rest else []
        return [*value[:number], *kept, *value[number + 1 :]]
    if not isinstance(value, Mapping) or str(first) not in value:
        return value
    if rest:
        return {**value, str(first): drop(value[str(first)], rest)}
    return {key: item for key, item in value.items() if key != first}


def differences(before: Json, after: Json, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str, Json, Json]]:
    """Every place where two values differ, as deep as they are alike: its pointer, and what stands there in each (ABSENT for nothing)."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from differences(before.get(key, ABSENT), after.get(key, ABSENT), (*steps, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, (*steps, number))
    elif not _same(before, after):
        yield pointer(*steps) if steps else "", before, after


def _same(one: Json | Absent, other: Json | Absent) -> bool:
    """Equal as JSON: `true` is not `1`."""
    return bool(isinstance(one, bool) == isinstance(other, bool) and one == other)


def covers(touched: str, at: str) -> bool:
    """Whether a pointer, in which `*` stands for any position, is the given one or lies above it."""
    wanted, given = touched.split("/"), at.split("/")
    return len(wanted) <= len(given) and all(
        one == other or (one == "*" and other.isdigit()) for one, other in zip(wanted, given, strict=False)
    )


def steps_of(at: str) -> tuple[str | int, ...]:
    """The steps of a JSON pointer into a post, whose own keys are never numbers."""
    steps = (step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:])
    return tuple(int(step) if step.isdigit() else step for step in steps)


def text_of(post: Mapping[str, Json]) -> str:
    """The post's text; empty if it has none."""
    text = post.get("text")
    return text if isinstance(text, str) else ""


def appended(text: str, addition: str) -> str:
    """The text with a paragraph more at its end."""
    if not text.strip():
        return addition
    gap = "" if text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{addition}"


def replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """The text with each span (start, end) replaced; of overlapping ones the first holds."""
    parts, done = [], 0
    for start, end, new in sorted(spans):
        if start < done:
            continue
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])
