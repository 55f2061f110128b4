"""The table of facts: every value that rulekit derives from a post on demand, by the name a ruleset gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from rulekit.errors import Words
from rulekit.facts.seen import Seen
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.fields import Field, field_of


class Fact(NamedTuple):
    """One derived value: what it is called, what shape it has (a JSON Schema), what it says, and how it is worked out.

    `work_out` gets the view of one post and returns what a condition sees; it raises `Broken` when the value
    cannot be worked out. `plugin` names the plugin that brought it, None for rulekit's own.
    """

    name: str
    schema: Json
    says: Words
    work_out: Callable[[View], Seen]
    plugin: str | None = None

    @property
    def field(self) -> Field:
        """The schema as paths are checked against it."""
        return field_of(self.schema)


def facts() -> Mapping[str, Fact]:
    """All facts rulekit itself knows, by name."""
    from rulekit.facts import identifiers, limits, links, shape, subject, times

    families = (times.FACTS, shape.FACTS, limits.FACTS, links.FACTS, identifiers.FACTS, subject.FACTS)
    return {fact.name: fact for family in families for fact in family}
