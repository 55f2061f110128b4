"""What the installed plugins are and bring, and how much of a check's time each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rulekit.authoring.examples import laid_over
from rulekit.conditions.names import Plugin
from rulekit.conditions.plugins import Plugins
from rulekit.errors import InvalidContext, InvalidPlugin, InvalidPost, Words
from rulekit.model.canonical import Json
from rulekit.plugins.host import Brought, brought, entries, entry_of, let_in
from rulekit.plugins.installed import INSTALLED, Engine
from rulekit.plugins.look import Watch
from rulekit.ruleset.load import load

_KINDS: Mapping[str, Words] = {
    "packs": Words("pack", "Paket"),
    "facts": Words("fact", "Fakt"),
    "operators": Words("test", "Prüfung"),
    "reporters": Words("report format", "Berichtsformat"),
    "importers": Words("importer", "Import"),
    "fixers": Words("fixer", "Korrektur"),
}


class Listed(NamedTuple):
    """An installed plugin for people: its name and version, what it says of itself, what it brings as (kind, name, meaning), or why it cannot be used."""

    name: str
    version: str
    says: Words | None
    brings: tuple[tuple[Words, str, Words], ...] = ()
    problem: InvalidPlugin | None = None


def listed() -> Iterator[Listed]:
    """Every installed plugin, by name; one that cannot be used does not hide the others."""
    for name in sorted({entry.name for entry in entries()}):
        versions = ", ".join(entry.version for entry in entries() if entry.name == name)
        try:
            what = _sound(name)
        except InvalidPlugin as error:
            yield Listed(name, versions, None, (), error)
            continue
        brings = tuple((_KINDS[hook], one.name, one.says) for hook in _KINDS for one in what.values[hook])
        yield Listed(name, versions, what.about.says, brings)


def _sound(name: str) -> Brought:
    entry = entry_of(name)
    assert entry is not None, "the name comes from the entries"
    what = brought(entry)
    let_in(what)
    return what


class Watched(Plugins):
    """The installed plugins with somebody told whenever the code of one begins and ends."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._found: dict[str, Plugin | None] = {}

    def find(self, prefix: str) -> Plugin | None:
        if prefix not in self._found:
            entry = entry_of(prefix)
            self._found[prefix] = None if entry is None else let_in(brought(entry), self._watch)
        return self._found[prefix]

    def names(self) -> tuple[str, ...]:
        return INSTALLED.names()


def run_samples(watch: Watch) -> int:
    """Checks the examples of every installed plugin with all that it brings, while somebody watches; how many posts those were."""
    plugins = Watched(watch)
    posts = 0
    for name in INSTALLED.names():
        try:
            what = _sound(name)
        except InvalidPlugin:
            continue
        for reference in [pack.name for pack in what.values["packs"]]:
            engine = Engine.load(reference, plugins=plugins)
            for post, context, at in pack_samples(reference):
                posts += _checked(engine, post, context, at)
        for post in fact_samples(what):
            view_of_all(what, plugins, post)
            posts += 1
    return posts


def _checked(engine: Engine, post: Json, context: Json, at: str | None) -> int:
    try:
        engine.with_context(context).check(post, at)
    except (InvalidPost, InvalidContext):
        return 0
    return 1


def pack_samples(reference: str) -> Iterator[tuple[Json, Json, str | None]]:
    """The examples of a pack's rules, each with its register and time."""
    from rulekit.engine.world import world

    value = load(reference, world(INSTALLED)).written
    for rule in value.get("rules", ()):
        for some in (rule.get("examples") or {}).values():
            for example in some or ():
                yield laid_over(value.get("example_post", {}), example)


def fact_samples(what: Brought) -> Sequence[Json]:
    """The posts of the examples of a plugin's facts."""
    return [dict(post) for fact in what.values["facts"] for post, _ in fact.examples]


def view_of_all(what: Brought, plugins: Watched, post: Json) -> None:
    """Works out every fact of a plugin on one post."""
    from rulekit.engine.world import checked_world
    from rulekit.facts.register import Register
    from rulekit.facts.view import View
    from rulekit.text import TermIndex, expand

    plugin = plugins.find(what.entry.name)
    assert plugin is not None, "it has been found before"
    names = checked_world([plugin])
    view = View(post, names.post, Register(None), None, (), names.facts, TermIndex(expand([])))
    for name in plugin.facts:
        view.fact(name)
