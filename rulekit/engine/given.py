"""What an engine is given beside its rulesets, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rulekit.conditions.plugins import Plugins, prefix_of
from rulekit.errors import InvalidPlugin, Problem, Words
from rulekit.model.canonical import Json
from rulekit.model.documents import load_context

if TYPE_CHECKING:
    from rulekit.conditions.names import Plugin


def register_of(
    given: str | Path | Mapping[str, Json] | None, program: Mapping[str, Json], plugins: Plugins
) -> Json | None:
    """The register that is given as a value or by the path of its file. Raises InvalidContext.

    Its sections under the names of packs are checked by what the packs declare, whether the rulesets use them or not.
    """

    def declared(name: str) -> Json | None:
        if name in program["sections"]:
            return program["sections"][name]
        plugin = plugins.find(prefix_of(name))
        return None if plugin is None else plugin.sections.get(name)

    if not isinstance(given, str | Path):
        return None if given is None else load_context(given, declared)
    from rulekit.ruleset.data import read_context  # imported where used: it reads YAML

    return read_context(Path(given), declared)


def plugin_used(wanted: Mapping[str, Json], plugins: Plugins) -> Plugin:
    """The plugin that a program was compiled with. Raises InvalidPlugin if it is not here, or another version of it."""
    name, version = wanted["name"], wanted["version"]
    found = plugins.find(name)
    if found is None:
        raise InvalidPlugin(
            Problem(
                "no-plugin",
                Words(f"the plugin `{name}` is not installed here", f"das Plugin `{name}` ist hier nicht installiert"),
                Words(f"install version {version}", f"Version {version} installieren"),
            )
        )
    if (found.version, found.stamp) != (version, wanted["stamp"]):
        raise InvalidPlugin(
            Problem(
                "other-plugin",
                Words(
                    f"the rulesets were compiled with `{name}` {version}, here is another one ({found.version})",
                    f"die Regelsätze wurden mit `{name}` {version} übersetzt, hier liegt ein anderes ({found.version})",
                ),
                Words(
                    "install the same version in both places, or load the rulesets again",
                    "an beiden Orten dieselbe Version installieren, oder die Regelsätze neu laden",
                ),
            )
        )
    return found


def bad_time(at: str) -> Problem:
    """A time of evaluation that is none."""
    return Problem(
        "bad-time",
        Words(f"`{at}` is not a time with an offset", f"`{at}` ist kein Zeitpunkt mit Zeitzone"),
        Words("write it like 2026-05-04T10:00:00+02:00", "etwa 2026-05-04T10:00:00+02:00 schreiben"),
        at="at",
    )


def no_rule(rule: str, near: str | None) -> Problem:
    """The name of a rule that does not exist; `near` is one that does."""
    return Problem(
        "no-rule",
        Words(f"there is no rule `{rule}`", f"die Regel `{rule}` gibt es nicht"),
        Words("a rule is named RULESET/ID, such as base/insult", "eine Regel heißt REGELSATZ/ID, etwa base/insult"),
        nearest=near,
    )


def only_recommendations(rule: str) -> Problem:
    """A mandatory rule that somebody wants to acknowledge."""
    return Problem(
        "not-a-recommendation",
        Words(
            f"`{rule}` is mandatory and cannot be acknowledged",
            f"`{rule}` ist verbindlich und lässt sich nicht einfach bestätigen",
        ),
        Words(
            "change the post, or ask the rule's contact", "den Beitrag ändern oder die Ansprechperson der Regel fragen"
        ),
    )
