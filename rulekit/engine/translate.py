"""From composed rulesets to a program: what is worked out once, so that a check need not.

A program holds the merged rules, one index of the inflected forms of all terms, and for each rule a screen that most posts do not pass.
"""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.conditions.build import Builder, Scope, World
from rulekit.conditions.patterns import Pattern
from rulekit.engine.program import FLOOR, FORMAT
from rulekit.engine.screen import screen
from rulekit.model.canonical import Json
from rulekit.ruleset.compose import Composed, adjusted, exemptions
from rulekit.ruleset.idle import sections
from rulekit.ruleset.order import ordered
from rulekit.text import TermGroup, expand

_SPOKEN = ("title", "message", "remedy", "source")


def compiled(composed: Composed, floor: Json, waivers: Sequence[Json], world: World) -> Json:
    """The program of checked rulesets, with the floor and the waivers that go with them."""
    groups: dict[TermGroup, int] = {}

    def number(group: TermGroup) -> int:
        return groups.setdefault(group, len(groups))

    rules = []
    for name, chain in sorted(composed.rules.items()):
        rule = adjusted(chain)
        if rule.get("off"):
            continue
        rules.append(_rule(name, chain[0][0], rule, exemptions(chain), composed, chain))
    lists = {home: {name: list(terms) for name, terms in of.items()} for home, of in composed.lists.items()}
    lists[FLOOR] = {name: sorted(terms) for name, terms in floor.get("lists", {}).items()}
    patterns: dict[str, list[list[str]]] = {}

    def pattern(written: str) -> Pattern:
        found = Pattern(written)
        patterns[written] = [sorted(literals) for literals in found.literals]
        return found

    program = {
        "format": FORMAT,
        "rulesets": [
            {"id": one.id, "version": one.version, "digest": one.digest, "effective": one.value.get("effective")}
            for one in composed.rulesets
        ],
        "plugins": [],
        "sections": {},
        "rules": rules,
        "lists": lists,
        "assume": dict(composed.assume),
        "floor": floor["floor"],
        "waivers": ordered({"waivers": waivers})["waivers"],
    }
    for rule in rules:
        builder = Builder(world, lists[rule["home"]], number, pattern=pattern)
        rule["screen"] = screen(builder.condition(rule["when"], "", Scope()))
        for home, condition in rule["unless"]:
            Builder(world, lists[home], number, pattern=pattern).condition(condition, "", Scope(None, builder.bound))
    for entry in floor["floor"]:
        Builder(world, lists[FLOOR], number, pattern=pattern).condition(entry["when"], "", Scope())
    homes = {rule["id"]: rule["home"] for rule in rules}
    for waiver in waivers:
        Builder(world, lists.get(homes.get(waiver["rule"], ""), {}), number).condition(
            waiver.get("when", {}), "", Scope()
        )
    numbered = sorted(groups, key=groups.__getitem__)
    program["groups"] = [list(group) for group in numbered]
    program["patterns"] = patterns
    program["index"] = expand(numbered)
    return program


def _rule(
    name: str,
    home: str,
    rule: Json,
    unless: Sequence[tuple[str, Json]],
    composed: Composed,
    chain: Sequence[tuple[str, Json]],
) -> dict[str, Json]:
    contact_home, contact = next((who, change["contact"]) for who, change in reversed(chain) if "contact" in change)
    return {
        "id": name,
        "home": home,
        "topic": rule["topic"],
        "binding": rule["binding"],
        "verdict": rule["verdict"],
        "status": rule.get("status", "active"),
        "effective": rule.get("effective"),
        "contact_name": contact,
        "contact": composed.contacts[contact_home][contact],
        "fix": rule.get("fix", []),
        "when": rule["when"],
        "unless": [[who, condition] for who, condition in unless],
        "reads": sorted(sections(rule["when"])),
        **{key: rule[key] for key in _SPOKEN},
    }
