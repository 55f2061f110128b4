"""Finding plugins, and letting in what is sound: what a plugin claims is checked here, before any rule can ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from rulekit.conditions.build import COMBINATORS, KIND_WORDS
from rulekit.conditions.names import Plugin
from rulekit.conditions.plugins import prefix_of
from rulekit.conditions.table import operators as own_operators
from rulekit.errors import InvalidPlugin, Problem, Words, nearest
from rulekit.facts.table import facts as own_facts
from rulekit.model.canonical import Json, digest
from rulekit.model.resources import schema
from rulekit.model.shape import shape
from rulekit.plugins.isolation import asked, fact_of, operator_of, reason
from rulekit.plugins.look import Watch

GROUP = "rulekit.plugins"
"""The entry-point group under which a distribution announces its plugin."""

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_BRANCH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Entry(NamedTuple):
    """A plugin as a distribution announces it: its name, the module it is, and the distribution with its version."""

    name: str
    module: str
    distribution: str
    version: str


class Brought(NamedTuple):
    """All that a plugin brings, as it brings it, by hook; and what it says of itself."""

    entry: Entry
    about: Any
    values: Mapping[str, tuple[Any, ...]]


def entries() -> tuple[Entry, ...]:
    """Every plugin that is announced, by name and distribution."""
    import sys

    return _announced(tuple(sys.path))


@cache  # what is installed does not change while a process runs; another search path is looked at anew
def _announced(_path: tuple[str, ...]) -> tuple[Entry, ...]:
    from importlib.metadata import entry_points  # imported where used: it costs more than a check

    found = set()
    for point in entry_points(group=GROUP):
        home = point.dist
        found.add(Entry(point.name, point.value, home.name if home else "?", home.version if home else "0"))
    return tuple(sorted(found))


def found(name: str) -> Plugin | None:
    """The plugin of that name, sound; None if there is none. Raises InvalidPlugin if it cannot be used."""
    entry = entry_of(name)
    return None if entry is None else _sound(entry)


def entry_of(name: str) -> Entry | None:
    """The one entry of that name. Raises InvalidPlugin if two distributions claim it."""
    claims = [entry for entry in entries() if entry.name == name]
    if len(claims) > 1:
        one, other = (f"{entry.distribution} {entry.version}" for entry in claims[:2])
        raise InvalidPlugin(
            Problem(
                "plugin-clash",
                Words(
                    f"`{one}` and `{other}` both claim the plugin name `{name}`",
                    f"`{one}` und `{other}` beanspruchen beide den Plugin-Namen `{name}`",
                ),
                Words("uninstall one of them", "eines von beiden deinstallieren"),
            )
        )
    return claims[0] if claims else None


@cache  # a plugin is imported once in a process, and what it brings is frozen
def _sound(entry: Entry) -> Plugin:
    return let_in(brought(entry))


def brought(entry: Entry) -> Brought:
    """What the plugin of that entry brings, before it is looked at closely. Raises InvalidPlugin if it cannot be loaded."""
    from importlib import import_module

    try:
        module = asked(None, entry.name, import_module, entry.module.partition(":")[0].strip())
        for step in filter(None, entry.module.partition(":")[2].strip().split(".")):
            module = getattr(module, step)
    except Exception as error:  # noqa: BLE001 - whatever keeps a plugin from being loaded, the answer is to say so
        raise _unsound(
            entry,
            "plugin-fails",
            f"it cannot be imported: {reason(error)}",
            f"es lässt sich nicht importieren: {reason(error)}",
        ) from None
    return asked_for_everything(entry, module)


def asked_for_everything(entry: Entry, module: object) -> Brought:
    """What a plugin's module returns for each hook. Raises InvalidPlugin if a hook is none of ours, fails, or does not return what it should."""
    import pluggy

    from rulekit.plugins import specs

    manager = pluggy.PluginManager(specs.PROJECT)
    manager.add_hookspecs(specs)
    try:
        manager.register(module, entry.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise _unsound(
            entry,
            "plugin-hook",
            f"a hook is none of rulekit's: {reason(error)}",
            f"ein Hook ist keiner von rulekit: {reason(error)}",
        ) from None
    about = _hook(entry, manager, "about")
    if not isinstance(about, specs.About):
        raise _unsound(
            entry, "plugin-about", "its hook `about` returns no `About`", "sein Hook `about` liefert kein `About`"
        )
    if about.api != specs.API:
        raise _unsound(
            entry,
            "plugin-api",
            f"it was written for version {about.api} of the plugin interface, this is {specs.API}",
            f"es ist für Version {about.api} der Plugin-Schnittstelle gedacht, dies ist {specs.API}",
            Words(
                "install a version of it that fits this rulekit", "eine dazu passende Version des Plugins installieren"
            ),
        )
    return Brought(entry, about, {name: _several(entry, manager, name, kind) for name, kind in specs.HOOKS.items()})


def _hook(entry: Entry, manager: Any, name: str) -> object:
    try:
        return asked(None, name, getattr(manager.hook, name))
    except Exception as error:  # noqa: BLE001 - whatever a hook raises, the plugin cannot be used
        raise _unsound(
            entry,
            "plugin-fails",
            f"its hook `{name}` fails: {reason(error)}",
            f"sein Hook `{name}` scheitert: {reason(error)}",
        ) from None


def _several(entry: Entry, manager: Any, name: str, kind: type) -> tuple[Any, ...]:
    given = _hook(entry, manager, name)
    if given is None:
        return ()
    if not isinstance(given, list | tuple) or not all(isinstance(item, kind) for item in given):
        raise _unsound(
            entry,
            "plugin-type",
            f"its hook `{name}` does not return a list of `{kind.__name__}`",
            f"sein Hook `{name}` liefert keine Liste von `{kind.__name__}`",
        )
    return tuple(given)


def let_in(what: Brought, watch: Watch | None = None) -> Plugin:
    """The plugin for rules to use. Raises InvalidPlugin with everything that is wrong with what it brings."""
    entry = what.entry
    problems = [*_name_mistakes(entry), *_claims(what)]
    facts, tests, sections = {}, {}, {}
    for spec in what.values["facts"]:
        facts[spec.name] = _made(entry, spec.name, problems, lambda one=spec: fact_of(entry.name, one, watch))
    for spec in what.values["operators"]:
        tests[spec.name] = _made(entry, spec.name, problems, lambda one=spec: operator_of(entry.name, one, watch))
        wrong = [kind for kind in spec.kinds if kind not in KIND_WORDS]
        problems += [
            _about(
                entry,
                "plugin-kind",
                f"`{spec.name}` tests `{kind}`, which is no kind of field",
                f"`{spec.name}` prüft `{kind}`, das ist keine Art von Feld",
                nearest(kind, list(KIND_WORDS)),
            )
            for kind in wrong
        ]
    for pack in what.values["packs"]:
        if not (Path(pack.folder) / "ruleset.yaml").is_file():
            problems.append(
                _about(
                    entry,
                    "plugin-pack",
                    f"the pack `{pack.name}` has no `ruleset.yaml`",
                    f"im Paket `{pack.name}` fehlt `ruleset.yaml`",
                )
            )
        if pack.section is not None:
            _made(entry, pack.name, problems, lambda one=pack: shape(one.section))
            sections[pack.name] = pack.section
    if problems:
        raise InvalidPlugin(*problems)
    return Plugin(
        entry.name,
        entry.version,
        _stamp(what),
        MappingProxyType(facts),
        MappingProxyType(tests),
        MappingProxyType({pack.name: Path(pack.folder) for pack in what.values["packs"]}),
        MappingProxyType(sections),
        *(
            MappingProxyType({one.name: one for one in what.values[hook]})
            for hook in ("fixers", "importers", "reporters")
        ),
    )


def _made(entry: Entry, name: str, problems: list[Problem], make: Any) -> Any:
    try:
        return make()
    except (ValueError, TypeError, AttributeError, re.error) as error:
        problems.append(
            _about(
                entry,
                "plugin-schema",
                f"the schema of `{name}` cannot be used: {reason(error)}",
                f"das Schema von `{name}` ist unbrauchbar: {reason(error)}",
            )
        )
        return None


def _stamp(what: Brought) -> str:
    """Changes whenever something does that a program is compiled from: names, schemas, kinds, versions."""
    said: list[Json] = []
    for hook, values in sorted(what.values.items()):
        for one in values:
            fields = one._asdict()
            said.append(
                [
                    hook,
                    *(fields.get(key) for key in ("name", "version", "schema", "section")),
                    list(fields.get("kinds", ())),
                ]
            )
    return digest(_in_order(said))


def _in_order(values: Sequence[Json]) -> list[Json]:
    """The values in an order that does not depend on how a plugin lists them."""
    from rulekit.model.canonical import canonical

    return sorted(values, key=canonical)


def taken_names() -> set[str]:
    """The names no plugin can have, because they begin a path, a test or a pack of rulekit's own."""
    taken = {*schema("post.v1")["properties"], *COMBINATORS, "base", "floor", "context", "post", "any_text", "rulekit"}
    taken |= {name for name, one in schema("context.v1")["properties"].items() if not one.get("x-pack")}
    return taken | {name.split(".")[0] for name in (*own_facts(), *own_operators())}


def _name_mistakes(entry: Entry) -> Iterator[Problem]:
    if _NAME.fullmatch(entry.name) is None:
        yield _about(
            entry,
            "plugin-name",
            "a plugin's name is small letters, digits and single underscores",
            "ein Plugin-Name besteht aus Kleinbuchstaben, Ziffern und einzelnen Unterstrichen",
        )
    elif entry.name in taken_names():
        yield _about(entry, "plugin-name", "this name is rulekit's own", "dieser Name gehört rulekit selbst")


def _claims(what: Brought) -> Iterator[Problem]:
    """Names that are not the plugin's to give, and names given twice."""
    entry = what.entry
    seen: set[tuple[str, str]] = set()
    for hook, values in what.values.items():
        for one in values:
            name = one.name
            if not isinstance(name, str) or not _belongs(name, entry.name, hook == "packs"):
                shown = f"{entry.name}" if hook == "packs" else f"{entry.name}.…"
                yield _about(
                    entry,
                    "plugin-prefix",
                    f"`{name}` does not stand under its prefix; a name here is `{shown}`",
                    f"`{name}` steht nicht unter seinem Präfix; ein Name hier lautet `{shown}`",
                )
            sort = "name" if hook in ("facts", "operators") else hook
            if (sort, name) in seen:
                yield _about(entry, "plugin-twice", f"it brings `{name}` twice", f"es bringt `{name}` zweimal mit")
            seen.add((sort, name))
            if not isinstance(one.says, Words) or not all(isinstance(said, str) and said.strip() for said in one.says):
                yield _about(
                    entry,
                    "plugin-says",
                    f"`{name}` does not say what it means, in English and German (`Words`)",
                    f"`{name}` sagt nicht auf Deutsch und Englisch, was es bedeutet (`Words`)",
                )


def _belongs(name: str, prefix: str, pack: bool) -> bool:
    if pack:
        return prefix_of(name) == prefix and "." not in name
    head, _, rest = name.partition(".")
    return head == prefix and _BRANCH.fullmatch(rest) is not None


def _about(entry: Entry, kind: str, en: str, de: str, near: str | None = None, advice: Words | None = None) -> Problem:
    who = f"`{entry.name}` ({entry.distribution} {entry.version})"
    return Problem(kind, Words(f"plugin {who}: {en}", f"Plugin {who}: {de}"), advice, nearest=near)


def _unsound(entry: Entry, kind: str, en: str, de: str, advice: Words | None = None) -> InvalidPlugin:
    return InvalidPlugin(_about(entry, kind, en, de, advice=advice))
