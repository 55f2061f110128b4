"""The JSON Schema of conditions, from the table of operators and the fields of a post: what editors complete from.

`schemas/ruleset.v1.json` holds it, so that an editor needs no rulekit; a test keeps the two equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from rulekit.conditions.build import World
from rulekit.model.canonical import Json
from rulekit.model.fields import Field

_REF: Json = {"$ref": "#/$defs/condition"}
_TEST: Json = {"$ref": "#/$defs/test"}
_ITEM: Json = {"$ref": "#/$defs/nearItem"}


def with_conditions(ruleset_schema: Json, world: World) -> Json:
    """The schema of rulesets with its conditions spelt out."""
    definitions = {
        **ruleset_schema["$defs"],
        "condition": _condition(world),
        "test": _test(world),
        "nearItem": {
            "title": "Item of near",
            "type": "object",
            "properties": {
                "says": _argument(world, "says"),
                "matches": _argument(world, "matches"),
                "any": {"type": "array", "items": _ITEM},
                "not": _ITEM,
            },
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    }
    return {**ruleset_schema, "$defs": definitions}


def _condition(world: World) -> Json:
    fields = {path: {**_TEST, "description": said} for path, said in sorted(_paths(world))}
    return {
        "title": "Condition",
        "description": "Fields with their tests; all entries must hold.",
        "type": "object",
        "properties": {
            "all": {"type": "array", "items": _REF, "description": "Every one of these conditions holds."},
            "any": {"type": "array", "items": _REF, "description": "At least one of these conditions holds."},
            "none": {"description": "None of these conditions holds; with a mapping, the quantifier."},
            "not": {**_REF, "description": "This condition does not hold."},
            "as": {"type": "string", "description": "In a quantifier: the name of the element, used as $name."},
            **fields,
        },
        "additionalProperties": _TEST,
    }


def _paths(world: World) -> Iterator[tuple[str, str]]:
    yield "any_text", "Every string a reader will see or a file carries."
    for name, fact in world.facts.items():
        yield name, fact.says.en
    yield from _below("", world.post)
    yield from _below("context.", world.context)


def _below(prefix: str, field: Field) -> Iterator[tuple[str, str]]:
    for name, child in field.children.items():
        yield prefix + name, f"Field {prefix}{name} ({child.kind})."
        if child.kind == "object":
            yield from _below(f"{prefix}{name}.", child)


def _test(world: World) -> Json:
    named = {
        name: {**_argument(world, name), "description": operator.says.en}
        for name, operator in sorted(world.operators.items())
    }
    combined = {name: {"type": "array", "items": _TEST} for name in ("all", "any")}
    return {
        "title": "Test of a field",
        "description": "A literal, a list of literals, `present`, `absent`, or operators that must all hold.",
        "anyOf": [
            {"type": ["string", "number", "boolean", "null", "array"]},
            {"type": "object", "properties": {**named, **combined, "not": _TEST}, "additionalProperties": False},
        ],
    }


def _argument(world: World, name: str) -> Json:
    if name == "none":
        return {"anyOf": [_REF, {"type": "array", "items": _TEST}]}
    found = _without_words(world.operators[name].schema)
    if name == "near":
        found = {**found, "properties": {**found["properties"], "all": {**found["properties"]["all"], "items": _ITEM}}}
    if name == "count":
        found = {**found, "properties": {**found["properties"], "where": _REF}}
    return found


def _without_words(schema: Json) -> Json:
    """The schema without the words that only error messages need."""
    if isinstance(schema, dict):
        return {key: _without_words(value) for key, value in schema.items() if key != "x-expects"}
    return [_without_words(item) for item in schema] if isinstance(schema, list) else schema
