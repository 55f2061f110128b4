"""The engine as everybody uses it: with the plugins that are installed beside rulekit, looked for when a ruleset names something of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rulekit.conditions.plugins import Plugins
from rulekit.engine.engine import Engine as PlainEngine
from rulekit.model.canonical import Json

if TYPE_CHECKING:
    from rulekit.conditions.names import Plugin


class Installed(Plugins):
    """The plugins that distributions announce under the entry-point group `rulekit.plugins`.

    Nothing is looked for before a name is asked for: most commands ask for none, and looking costs more than a check.
    """

    __slots__ = ()

    def find(self, prefix: str) -> Plugin | None:
        from rulekit.plugins.host import found  # imported where used: most commands need no plugin

        return found(prefix)

    def names(self) -> tuple[str, ...]:
        from rulekit.plugins.host import entries

        return tuple(sorted({entry.name for entry in entries()}))


INSTALLED = Installed()


class Engine(PlainEngine):
    """Rulesets, a register and waivers, ready to check posts.

    Immutable: safe to share between threads and to send to another process, where the same plugins have to be installed. `with_context` gives a new one
    that shares the compiled program.
    """

    __slots__ = ()

    @classmethod
    def load(
        cls,
        *rulesets: str | Path,
        context: str | Path | Mapping[str, Json] | None = None,
        waivers: str | Path | Sequence[Json] | None = None,
        cache: Path | None = None,
        plugins: Plugins = INSTALLED,
    ) -> Self:
        """An engine for packs by name, files and folders by path, `path@git-revision`; with none, the `base` pack.

        `context` is the register, a mapping or the path of a JSON or YAML file; `waivers` likewise. `cache` is a folder in which compiled
        programs are kept; None keeps none. Names that are not rulekit's own are looked for in the installed plugins. Raises InvalidRuleset
        (InvalidPlugin if a plugin is at fault), InvalidContext or InvalidWaivers with all problems.
        """
        return super().load(*rulesets, context=context, waivers=waivers, cache=cache, plugins=plugins)
