"""Fixers that plugins bring, behind the same wall as everything of theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rulekit.engine.engine import Engine
from rulekit.errors import Words
from rulekit.facts.seen import Broken
from rulekit.fixes.parts import differences, drop, put, steps_of
from rulekit.fixes.values import ABSENT, Case, Fixer, Mended, Needs
from rulekit.model.canonical import Json
from rulekit.plugins.isolation import asked, plain
from rulekit.plugins.look import Look, Unknown, frozen


def brought_fixers(engine: Engine) -> Mapping[str, Fixer]:
    """The fixers of the plugins that the engine's rulesets use, sorted by name."""
    found = {}
    for used in engine.program["plugins"]:
        plugin = engine.plugins.find(used["name"])
        for spec in () if plugin is None else plugin.fixers.values():
            found[spec.name] = Fixer(spec.name, spec.says, tuple(spec.touches), _mend(spec), plugin=used["name"])
    return {name: found[name] for name in sorted(found)}


def _mend(spec: Any) -> Callable[[Case], Mended | Needs | Words]:
    def mend(case: Case) -> Mended | Needs | Words:
        look = Look(case.view)
        try:
            found = plain(asked(None, spec.name, spec.mend, look, frozen(case.finding.to_json(case.lang))))
        except (Broken, Unknown) as error:
            return Words(f"`{spec.name}` failed: {error}", f"`{spec.name}` ist gescheitert: {error}")
        if found is None:
            return _NO_HELP
        if not isinstance(found, dict):
            return Words(f"`{spec.name}` returned no post", f"`{spec.name}` lieferte keinen Beitrag")
        return Mended(_carried_over(case.post, plain(look.post), found))

    return mend


def _carried_over(post: Mapping[str, Json], seen: Json, found: Json) -> Mapping[str, Json]:
    """The post with what a plugin changed in the one it saw, which says more: what is assumed, and what files say."""
    for at, _, after in differences(seen, found):
        steps = steps_of(at)
        post = drop(post, steps) if after is ABSENT else put(post, steps, after)
    return post


_NO_HELP = Words("the plugin cannot mend this", "das Plugin kann das nicht beheben")
