"""What plugins bring, and the tables of names that they continue: what is not rulekit's own is looked for when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from rulekit.conditions.operator import Operator
from rulekit.conditions.plugins import Plugins, prefix_of
from rulekit.facts.table import Fact
from rulekit.model.canonical import Json
from rulekit.model.fields import Field, field_of

Named = TypeVar("Named")


class Plugin(NamedTuple):
    """A plugin that has been found sound: its name (the prefix of all its names), its version, and what it brings by full name.

    `packs` are folders of rulesets, `sections` the JSON Schemas of register sections; what the floors above rulesets use (`fixers`, `importers`, `reporters`)
    is here by name only for them. `stamp` changes whenever something does that a compiled program
    could have been built from.
    """

    name: str
    version: str
    stamp: str
    facts: Mapping[str, Fact] = {}
    operators: Mapping[str, Operator] = {}
    packs: Mapping[str, Path] = {}
    sections: Mapping[str, Json] = {}
    fixers: Mapping[str, Any] = {}
    importers: Mapping[str, Any] = {}
    reporters: Mapping[str, Any] = {}


class Met(Plugins):
    """Plugins, and a record of those that were met while rulesets were compiled: they are the ones a program needs."""

    __slots__ = ("_plugins", "found")

    def __init__(self, plugins: Plugins) -> None:
        self._plugins = plugins
        self.found: dict[str, Plugin] = {}

    def find(self, prefix: str) -> Plugin | None:
        found = self.found.get(prefix) or self._plugins.find(prefix)
        if found is not None:
            self.found[prefix] = found
        return found

    def names(self) -> tuple[str, ...]:
        return self._plugins.names()


class Names(Mapping[str, Named]):
    """A table of rulekit's own names, continued by what plugins bring: a name with a foreign prefix is looked for there when it is asked for."""

    __slots__ = ("_brought", "_foreign", "_own")

    def __init__(
        self,
        own: Mapping[str, Named],
        brought: Callable[[Plugin], Mapping[str, Named]],
        foreign: Callable[[str], Plugin | None],
    ) -> None:
        self._own = own
        self._brought = brought
        self._foreign = foreign

    def __getitem__(self, name: str) -> Named:
        found = self._own.get(name)
        if found is None and "." in name and (plugin := self._foreign(prefix_of(name))) is not None:
            found = self._brought(plugin).get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


class Sections(Mapping[str, Field]):
    """The sections of the register, continued by those that packs declare under their own names."""

    __slots__ = ("_own", "_packs", "_plugins")

    def __init__(self, own: Mapping[str, Field], packs: frozenset[str], plugins: Plugins) -> None:
        self._own = own
        self._packs = packs
        self._plugins = plugins

    def _declared(self, name: str) -> Json | None:
        if name in self._own and name not in self._packs:
            return None
        plugin = self._plugins.find(prefix_of(name))
        return None if plugin is None else plugin.sections.get(name)

    def __getitem__(self, name: str) -> Field:
        declared = self._declared(name)
        return self._own[name] if declared is None else field_of(declared)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self._own or self._declared(name) is not None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)
