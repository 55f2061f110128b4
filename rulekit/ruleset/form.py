"""The quick check of a ruleset's form: valid rulesets need no more."""

from __future__ import annotations

from rulekit.model.canonical import Json
from rulekit.model.resources import schema
from rulekit.model.shape import Shape, shape


def open_schema(name: str) -> Json:
    """The schema of that name with its conditions left open: they are checked operator by operator."""
    root = schema(name)
    root.get("$defs", {})["condition"] = {"type": "object"}
    return root


def ruleset_form() -> Shape:
    """Whether a value has the form of a ruleset, conditions left open."""
    return shape(open_schema("ruleset.v1"))
