"""What plugins bring to rulesets, as the floors below them see it: names that are looked up when a ruleset first uses one.

Nothing here knows how plugins are found. Who loads rulesets gives a `Plugins`; with `NO_PLUGINS` only rulekit's own names exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rulekit.conditions.names import Plugin


class Plugins:
    """The plugins there are: none, unless a class made from this one finds some. Can be sent to another process."""

    __slots__ = ()

    def find(self, prefix: str) -> Plugin | None:
        """The plugin of that name; None if there is none. Raises InvalidPlugin if it cannot be used."""
        return None

    def names(self) -> tuple[str, ...]:
        """The names of all plugins, for messages."""
        return ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


NO_PLUGINS = Plugins()
"""Rulekit alone."""


def prefix_of(name: str) -> str:
    """The plugin that a name of a fact, an operator, a pack or a section belongs to: `finance.isin`, `finance-funds` → `finance`."""
    return name.split(".", 1)[0].split("-", 1)[0]
