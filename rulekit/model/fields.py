"""The fields of a post and of the register as a tree: what a path leads to, and what its silence means.

The tree is read from the JSON Schemas, so that a field is described in one place only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rulekit.model.canonical import Json


class Field(NamedTuple):
    """What may stand at one place of a document.

    `kind` is one of string, number, boolean, time, date, list, object, texts (several strings at once) and any.
    `absent` is none, unknown or derived (docs/semantics.md section 1). `unknown_when` and `unknown_unless` name siblings and the
    values of theirs that make an absent field unknown, or known to be none.
    """

    kind: str
    children: Mapping[str, Field] = {}
    items: Field | None = None
    absent: str = "none"
    unknown_when: Mapping[str, tuple[Json, ...]] = {}
    unknown_unless: Mapping[str, tuple[Json, ...]] = {}
    ask: Mapping[str, str] = {}
    answers: tuple[Json, ...] | None = None
    open: bool = False
    many: bool = False

    def child(self, name: str) -> Field | None:
        """The field below this one, or None if the schema knows none of that name."""
        if name in self.children:
            return self.children[name]
        return ANYTHING if self.open or self.kind == "any" else None


ANYTHING = Field(kind="any", open=True)
"""A value no schema describes: free-form data and what lies below it."""


class _Children(Mapping[str, Field]):
    """The fields below one, each made when first asked for: a check looks at few of them."""

    __slots__ = ("_made", "_root", "_schemas")

    def __init__(self, schemas: Mapping[str, Json], root: Json) -> None:
        self._schemas = schemas
        self._root = root
        self._made: dict[str, Field] = {}

    def __getitem__(self, name: str) -> Field:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = field_of(self._schemas[name], self._root)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)

    def __contains__(self, name: object) -> bool:
        return name in self._schemas


def field_of(schema: Json, root: Json | None = None) -> Field:
    """The field a schema describes; `root` is the document that local `$ref`s point into."""
    if not isinstance(schema, dict):
        return ANYTHING
    root = schema if root is None else root
    schema = _resolved(schema, root)
    return Field(
        kind=_kind(schema),
        children=_Children(schema.get("properties", {}), root),
        items=_items(schema, root),
        absent=schema.get("x-absent", "none"),
        unknown_when={k: tuple(v) for k, v in schema.get("x-unknown-when", {}).items()},
        unknown_unless={k: tuple(v) for k, v in schema.get("x-unknown-unless", {}).items()},
        ask=schema.get("x-ask", {}),
        answers=_answers(schema),
        open=_open(schema),
        many=_kind(schema) == "string" and _items(schema, root) is not None,
    )


def _resolved(schema: Json, root: Json) -> Json:
    while "$ref" in schema:
        target = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def _branches(schema: Json) -> list[Json]:
    return [schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())]


def _types(schema: Json) -> list[str]:
    given = schema.get("type", [])
    return [given] if isinstance(given, str) else list(given)


def _kind(schema: Json) -> str:
    for branch in _branches(schema):
        match branch.get("format"):
            case "date-time":
                return "time"
            case "date":
                return "date"
    found = [kind for branch in _branches(schema) for kind in _types(branch) if kind != "null"]
    if "string" in found and "object" in found:
        return "any"
    names = {"integer": "number", "array": "list"}
    return names.get(found[0], found[0]) if found else "any"


def _items(schema: Json, root: Json) -> Field | None:
    for branch in _branches(schema):
        if "items" in branch:
            return field_of(branch["items"], root)
    return None


def _open(schema: Json) -> bool:
    return _kind(schema) == "any" or (
        _kind(schema) == "object" and schema.get("additionalProperties", True) is not False
    )


def _answers(schema: Json) -> tuple[Json, ...] | None:
    if "x-answers" in schema:
        return tuple(schema["x-answers"])
    if "enum" in schema:
        return tuple(value for value in schema["enum"] if value is not None)
    return (True, False) if "boolean" in _types(schema) else None
