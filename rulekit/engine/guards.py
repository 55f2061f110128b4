"""Guards: what a rule asks of plain fields of the post before anything else, checked without building its conditions.

A conjunction is no as soon as one item is no. So an item that compares a field with literals, or looks into a list, can rule a rule out by
itself when the post states the field, whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rulekit.conditions.build import World
from rulekit.conditions.equality import same
from rulekit.model.canonical import Json
from rulekit.model.fields import Field

Guard = Sequence[Json]
"""`[path, values]`: the rule is no unless the field is one of the values; `[path, null]`: unless the list holds something."""

_NO_LITERALS = ("present", "absent")


def guards(when: Json, world: World) -> list[Guard]:
    """The guards of a condition, as data for the program."""
    return [list(guard) for guard in _found(when, world)]


def _found(when: Json, world: World) -> Iterator[Guard]:
    for key, test in when.items():
        if key == "all":
            for item in test:
                yield from _found(item, world)
            continue
        field = _plain_field(key, world)
        if field is None:
            continue
        values = _literals(test)
        if values is not None and field.kind in ("string", "boolean", "number"):
            yield key, values
        elif field.kind == "list" and field.absent == "none" and isinstance(test, dict) and list(test) == ["some"]:
            yield key, None


def _plain_field(key: str, world: World) -> Field | None:
    """The field of a dotted path that leads through objects only, and that no fact derives."""
    steps = key.split(".")
    if any(".".join(steps[:size]) in world.facts for size in range(1, len(steps) + 1)):
        return None
    field: Field | None = world.post
    for step in steps:
        field = field.child(step) if field is not None and field.kind == "object" else None
    return None if field is None or field.absent == "derived" else field


def _literals(test: Json) -> list[Json] | None:
    """The literals a test compares with, or None if it does anything else."""
    if isinstance(test, dict) and len(test) == 1:
        name, argument = next(iter(test.items()))
        test = argument if name in ("is", "in") else None
        if name == "is" and test in _NO_LITERALS:
            return [test]
    if test is None or test in _NO_LITERALS:
        return None
    values = test if isinstance(test, list) else [test]
    plain = all(isinstance(value, str | int | float) and not str(value).startswith("$") for value in values)
    return list(values) if plain else None


def ruled_out(guard: Guard, post: Mapping[str, Json]) -> bool:
    """Whether the post states something that makes the guard, and with it the rule, no."""
    path, values = guard
    value: Json = post
    for step in path.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return values is None
        value = value[step]
    if values is None:
        return not value
    if value is None:
        return True
    stated = value if isinstance(value, list) else [value]
    return not any(same(one, wanted) for one in stated for wanted in values)
