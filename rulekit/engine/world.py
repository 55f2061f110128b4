"""What conditions can name: the fields of post and register, the facts, the operators."""

from __future__ import annotations

from rulekit.conditions.build import RULESET, World
from rulekit.conditions.table import operators
from rulekit.facts.table import facts
from rulekit.model.fields import ANYTHING, field_of
from rulekit.model.resources import schema
from rulekit.model.shape import shape


def world() -> World:
    """Everything a condition can name: the fields of post and register, the facts, the operators."""
    from rulekit.ruleset.form import ruleset_form  # imported where used: only compiling needs it

    known = operators()
    forms = {name: shape(one.schema) for name, one in known.items() if "$ref" not in one.schema}
    return World(
        field_of(schema("post.v1")), field_of(schema("context.v1")), facts(), known, {**forms, RULESET: ruleset_form()}
    )


def checked_world() -> World:
    """The same for rulesets that have been checked: what they name in the register need not be looked up again."""
    return World(field_of(schema("post.v1")), ANYTHING, facts(), operators())
