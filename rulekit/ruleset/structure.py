"""The form of a ruleset, by its JSON Schema; conditions are left out there and checked operator by operator.

Validating a whole condition against the schema would answer one slip with a complaint per branch. So the schema sees the ruleset with its conditions
closed, and each operator's argument is validated by itself once its name has said which branch is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.conditions.build import Mistake
from rulekit.errors import Problem, Words
from rulekit.model.canonical import Json
from rulekit.model.documents import schema_problems
from rulekit.ruleset.form import open_schema
from rulekit.ruleset.narrow import narrowed

_KEY_KINDS = ("unknown-key",)


def structure_mistakes(value: Json, name: str) -> list[Mistake]:
    """What is wrong with the form of a document under the schema `name`, conditions left out."""
    return _told(value, open_schema(name), name, "")


def argument_mistakes(argument: Json, wanted: Json, at: str) -> Sequence[Mistake]:
    """What is wrong with what is written behind an operator, whose pointer is `at`."""
    if "$ref" in wanted:
        return () if isinstance(argument, dict) else (_no_condition(at),)
    above, _, name = at.rpartition("/")
    wrapped = {"type": "object", "properties": {name: wanted}}
    return _told({name: argument}, wrapped, "operator", above)


def _told(value: Json, root: Json, name: str, above: str) -> list[Mistake]:
    """Every mistake under the schema, in the words of the alternatives that the value has chosen; `above` is the pointer of the value."""
    if not schema_problems(value, root, name):
        return []
    own: list[Mistake] = []
    close = {**narrowed(value, root, root, "", own), "$defs": root.get("$defs", {})}
    own = [mistake._replace(at=above + mistake.at) for mistake in own]
    return own + [_mistake(problem, above) for problem in schema_problems(value, close, name)]


def _no_condition(at: str) -> Mistake:
    return Mistake(
        "condition-form",
        at,
        Words(
            "here belongs a condition: fields with their tests",
            "hierher gehört eine Bedingung: Felder mit ihren Prüfungen",
        ),
        Words("write for example `{kind: image}`", "zum Beispiel `{kind: image}` schreiben"),
    )


def _mistake(problem: Problem, base: str) -> Mistake:
    on = "key" if problem.kind in _KEY_KINDS else "value"
    return Mistake(problem.kind, base + problem.at, problem.what, problem.advice, problem.nearest, on)
