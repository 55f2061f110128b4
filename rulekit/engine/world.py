"""What conditions can name: the fields of post and register, the facts, the operators; rulekit's own and those of plugins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rulekit.conditions.build import RULESET, World
from rulekit.conditions.plugins import NO_PLUGINS, Plugins
from rulekit.conditions.table import operators
from rulekit.facts.table import facts
from rulekit.model.fields import ANYTHING, field_of
from rulekit.model.resources import schema
from rulekit.model.shape import shape

if TYPE_CHECKING:
    from rulekit.conditions.names import Plugin


def world(plugins: Plugins = NO_PLUGINS) -> World:
    """Everything a condition can name: the fields of post and register, the facts, the operators.

    What plugins bring is looked for when a name is met that is not rulekit's own.
    """
    from rulekit.conditions.names import Names, Sections  # imported where used: only compiling needs it
    from rulekit.ruleset.form import ruleset_form  # likewise

    known, derived = operators(), facts()
    forms = {name: shape(one.schema) for name, one in known.items() if "$ref" not in one.schema}
    post, register = field_of(schema("post.v1")), schema("context.v1")
    packs = frozenset(name for name, one in register["properties"].items() if one.get("x-pack"))
    context = field_of(register)
    own = {*post.children, "context", *(name.split(".")[0] for name in derived)}

    def foreign(prefix: str) -> Plugin | None:
        return None if prefix in own or not prefix else plugins.find(prefix)

    return World(
        post,
        context._replace(children=Sections(context.children, packs, plugins)),
        Names(derived, lambda plugin: plugin.facts, foreign),
        Names(known, lambda plugin: plugin.operators, foreign),
        {**forms, RULESET: ruleset_form()},
        plugins,
    )


def checked_world(used: Sequence[Plugin] = ()) -> World:
    """The same for rulesets that have been checked: what they name in the register need not be looked up again.

    `used` are the plugins they need.
    """
    derived, known = facts(), operators()
    if used:
        derived = {**derived, **{name: fact for plugin in used for name, fact in plugin.facts.items()}}
        known = {**known, **{name: test for plugin in used for name, test in plugin.operators.items()}}
    return World(field_of(schema("post.v1")), ANYTHING, derived, known)
