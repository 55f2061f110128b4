"""From composed rulesets to a program: what is worked out once, so that a check need not.

A program holds the merged rules, one index of the inflected forms of all terms, and for each rule the groups of terms of which at least one must occur
before the rule can be anything but no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rulekit.conditions.build import Builder, Scope, World
from rulekit.conditions.node import All, AnyOf, Node
from rulekit.conditions.operator import FieldTest
from rulekit.conditions.patterns import Pattern
from rulekit.conditions.words import Either, Finder, Matches, Near, Says, TextTest
from rulekit.engine.guards import guards
from rulekit.engine.program import FLOOR, FORMAT
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
    patterns: dict[str, list[str] | None] = {}

    def pattern(written: str) -> Pattern:
        found = Pattern(written)
        patterns[written] = None if found.literals is None else list(found.literals)
        return found

    program = {
        "format": FORMAT,
        "rulesets": [
            {"id": one.id, "version": one.version, "digest": one.digest, "effective": one.value.get("effective")}
            for one in composed.rulesets
        ],
        "rules": rules,
        "lists": lists,
        "assume": dict(composed.assume),
        "floor": floor["floor"],
        "waivers": ordered({"waivers": waivers})["waivers"],
    }
    for rule in rules:
        builder = Builder(world, lists[rule["home"]], number, pattern=pattern)
        rule["guards"] = guards(rule["when"], world)
        rule["needs"] = needed(builder.condition(rule["when"], "", Scope()))
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
    program["literals"] = sorted({need for rule in rules for need in rule["needs"] or () if isinstance(need, str)})
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


Need = int | str
"""What a text must have: a hit of the group of terms of that number, or that literal in small letters."""


def needed(node: Node) -> list[Need] | None:
    """Needs of which one must be met for the node to be other than no; None if it can be without any."""
    if node.negated and not isinstance(node, All | AnyOf):
        return None
    if isinstance(node, All):
        options = [found for below in node.below if (found := needed(below)) is not None]
        return _fewest(options)
    if isinstance(node, AnyOf):
        return _union(needed(below) for below in node.below) if node.below else None
    if isinstance(node, FieldTest):
        if isinstance(node.test, TextTest) and _is_scanned(node):
            return _finder_needs(node.test.finder)
        if node.name == "some" and node.below:
            return needed(node.below[0])
    return None


def _is_scanned(node: FieldTest) -> bool:
    """Whether the text is among those scanned before any rule is asked."""
    path = node.path
    return (
        path.root == "texts"
        or (path.root == "post" and path.steps in (("text",), ("title",)))
        or (path.root == "fact" and path.name == "first_line")
    )


def _finder_needs(finder: Finder) -> list[Need] | None:
    if isinstance(finder, Says):
        return None if finder.group is None or finder.references else [finder.group]
    if isinstance(finder, Matches):
        return None if finder.pattern.literals is None else list(finder.pattern.literals)
    if isinstance(finder, Either):
        return _union(_finder_needs(item) for item in finder.finders)
    if isinstance(finder, Near):
        options = [found for item in finder.items if (found := _finder_needs(item)) is not None]
        return _fewest(options)
    return None


def _fewest(options: Sequence[list[Need]]) -> list[Need] | None:
    """The needs that are met least often, as far as their number tells."""
    return min(options, key=lambda found: (len(found), list(map(str, found)))) if options else None


def _union(options: Iterable[list[Need] | None]) -> list[Need] | None:
    found: set[Need] = set()
    for option in options:
        if option is None:
            return None
        found.update(option)
    return sorted(found, key=str)
