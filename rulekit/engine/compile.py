"""From the names of rulesets to a program: load, compose, check, compile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rulekit.conditions.build import Builder, Mistake, Scope, World
from rulekit.conditions.names import Met
from rulekit.conditions.plugins import NO_PLUGINS, Plugins
from rulekit.engine.program import FLOOR
from rulekit.engine.translate import compiled
from rulekit.engine.world import world
from rulekit.errors import InvalidRuleset, InvalidWaivers, Problem, Words, nearest
from rulekit.model.canonical import Json, digest
from rulekit.ruleset.compose import Composed, compose
from rulekit.ruleset.files import Bundle, locate
from rulekit.ruleset.load import Ruleset, load
from rulekit.ruleset.order import ordered
from rulekit.ruleset.source import read_yaml
from rulekit.ruleset.structure import argument_mistakes


def compile_rulesets(
    references: Sequence[str], waivers: Sequence[Json], plugins: Plugins = NO_PLUGINS
) -> tuple[Mapping[str, Json], list[tuple[str, str | None, Bundle]]]:
    """The program, and every ruleset it was made from as (name, folder it was named in, files).

    The program names the plugins that the rulesets use, with the sections of the register that those declare. Raises InvalidRuleset with every problem of the
    rulesets, InvalidWaivers with those of the waivers' conditions.
    """
    met = Met(plugins)
    names = world(met)
    rulesets = [load(reference, names) for reference in references]
    composed = compose(rulesets)
    floor_bundle = locate_floor()
    floor = read_floor(floor_bundle)
    _check_waivers(waivers, composed, names)
    program = dict(compiled(composed, floor, waivers, names))
    languages = {ruleset.value.get("language", "en") for ruleset in rulesets}
    program["language"] = languages.pop() if len(languages) == 1 else "en"
    program["floor_digest"] = digest(floor)
    program["plugins"] = [
        {"name": one.name, "version": one.version, "stamp": one.stamp} for _, one in sorted(met.found.items())
    ]
    program["sections"] = {name: form for one in met.found.values() for name, form in one.sections.items()}
    return program, _made_from(references, rulesets, met)


def _made_from(
    references: Sequence[str], rulesets: Sequence[Ruleset], plugins: Plugins
) -> list[tuple[str, str | None, Bundle]]:
    found: list[tuple[str, str | None, Bundle]] = []
    left: list[tuple[str, Path | None, Ruleset]] = [
        (name, None, one) for name, one in zip(references, rulesets, strict=True)
    ]
    seen: set[str] = set()
    while left:
        name, beside, ruleset = left.pop()
        bundle = locate(name, beside, plugins)
        if bundle.origin in seen:
            continue
        seen.add(bundle.origin)
        found.append((name, None if beside is None else str(beside), bundle))
        left += [
            (link["ruleset"], bundle.folder, parent)
            for link, parent in zip(ruleset.written.get("extends", ()), ruleset.parents, strict=True)
        ]
    return [*found, ("floor.yaml", str(locate_floor().folder), locate_floor())]


def locate_floor() -> Bundle:
    """The file of the floor, which ships with the engine and is always loaded."""
    from rulekit.model.resources import rulesets_folder

    return locate("floor.yaml", rulesets_folder())


def read_floor(bundle: Bundle) -> Json:
    """The floor's value in fixed order."""
    return ordered(read_yaml(bundle.files[0].data, bundle.files[0].name).value)


def floor_mistakes(floor: Json, names: World) -> list[Mistake]:
    """What is wrong with the floor's conditions; for the tests, because the floor ships with the engine."""
    builder = Builder(
        names,
        {name: tuple(terms) for name, terms in floor.get("lists", {}).items()},
        lambda group: 0,
        argument_mistakes,
    )
    for entry in floor["floor"]:
        builder.condition(entry["when"], f"/{FLOOR}/{entry['id']}", Scope())
    return builder.mistakes


def _check_waivers(waivers: Sequence[Json], composed: Composed, names: World) -> None:
    problems = []
    for number, waiver in enumerate(waivers):
        chain = composed.rules.get(waiver["rule"])
        if chain is None:
            what = Words(f"there is no rule `{waiver['rule']}` to waive", f"die Regel `{waiver['rule']}` gibt es nicht")
            advice = Words("name it as RULESET/ID", "sie als REGELSATZ/ID nennen")
            problems.append(
                Problem(
                    "no-rule",
                    what,
                    advice,
                    f"/waivers/{number}/rule",
                    nearest=nearest(waiver["rule"], sorted(composed.rules)),
                )
            )
            continue
        builder = Builder(names, composed.lists[chain[0][0]], lambda group: 0, argument_mistakes)
        builder.condition(waiver.get("when", {}), f"/waivers/{number}/when", Scope())
        problems += [Problem(one.kind, one.what, one.advice, one.at, nearest=one.nearest) for one in builder.mistakes]
    if problems:
        raise InvalidWaivers(*problems)


__all__ = ["InvalidRuleset", "compile_rulesets", "floor_mistakes", "locate_floor", "read_floor"]
