"""Importers and reporters that plugins bring, behind the same wall as facts and operators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rulekit.conditions.plugins import Plugins, prefix_of
from rulekit.errors import InvalidPlugin, InvalidPost, Problem, Words
from rulekit.facts.seen import Broken
from rulekit.model.canonical import Json
from rulekit.model.documents import load_post
from rulekit.model.shape import shape
from rulekit.plugins.installed import INSTALLED
from rulekit.plugins.isolation import asked, plain
from rulekit.plugins.look import Unknown, frozen


def reporter(name: str, plugins: Plugins = INSTALLED) -> Any:
    """The report format of that name, None if no plugin brings it. Raises InvalidPlugin."""
    plugin = plugins.find(prefix_of(name)) if "." in name else None
    return None if plugin is None else plugin.reporters.get(name)


def importer(name: str, plugins: Plugins = INSTALLED) -> Any:
    """The importer of that name, None if no plugin brings it. Raises InvalidPlugin."""
    plugin = plugins.find(prefix_of(name)) if "." in name else None
    return None if plugin is None else plugin.importers.get(name)


def written(spec: Any, results: Sequence[Mapping[str, Json]], lang: str) -> str:
    """What a plugin's reporter makes of results: `{source, line, decision, error}` each. Raises InvalidPlugin if it fails or returns no text."""
    try:
        text = asked(None, spec.name, spec.write, frozen(list(results)), lang)
    except (Broken, Unknown) as error:
        raise InvalidPlugin(_failed(spec.name, str(error))) from None
    if not isinstance(text, str):
        raise InvalidPlugin(_failed(spec.name, "it returned no text"))
    return text


def imported(spec: Any, payload: Json) -> dict[str, Json]:
    """The post a plugin's importer makes of a decoded payload. Raises InvalidPost if there is none in it, or the importer fails."""
    if not shape(spec.schema)(payload):
        raise InvalidPost(
            Problem(
                "other-payload",
                Words(f"this is nothing that `{spec.name}` reads", f"das ist nichts, was `{spec.name}` liest"),
                Words(
                    "check what the importer is for: `rulekit plugins`", "mit `rulekit plugins` prüfen, wofür er da ist"
                ),
            )
        )
    try:
        return load_post(plain(asked(None, spec.name, spec.read, frozen(payload))))
    except (Broken, Unknown) as error:
        raise InvalidPost(_failed(spec.name, str(error))) from None


def _failed(name: str, reason: str) -> Problem:
    return Problem("plugin-fails", Words(f"`{name}` failed: {reason}", f"`{name}` ist gescheitert: {reason}"))
