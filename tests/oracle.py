"""A second, naive evaluator, written from docs/semantics.md alone: plain recursion over the JSON of rules, no index, no rewriting.

`decide` takes rulesets as values and says what must come out; the engine has to agree (tests/test_laws.py). What the page calls a
field is a `Thing` here. Section numbers in the docstrings are those of the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rulekit.errors import pointer
from rulekit.facts.attached import FILE_FIRST, FILE_ONLY, STATED_FIRST
from rulekit.facts.register import Register
from rulekit.facts.seen import MISSING
from rulekit.facts.table import facts
from rulekit.facts.view import View
from rulekit.files.faults import Unreadable
from rulekit.files.reading import DERIVED, Files
from rulekit.model.decision import Evidence
from rulekit.model.fields import Field, field_of
from rulekit.model.resources import rulesets_folder, schema
from rulekit.text import TermIndex, expand
from tests import oracle_operators as operators
from tests.oracle_conditions import ask, asleep, combinations, witnesses, woken
from tests.oracle_values import (
    ERROR,
    NO,
    UNKNOWN,
    YES,
    Scope,
    Unread,
    World,
    all_of,
    any_of,
    without_time,
)

RANKS = ("allow", "note", "warn", "ask", "review", "block")


class _Rule(NamedTuple):
    """A rule after `adjust`, with all its exemptions."""

    id: str
    rule: Mapping[str, Any]
    unless: Sequence[Any]
    lists: Mapping[str, Sequence[str]]


class _Judged(NamedTuple):
    """What became of one rule (section 6, 1 to 3)."""

    rule: _Rule
    value: str
    evidence: frozenset[Evidence] = frozenset()
    missing: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()
    fault: bool = False


def gathered(rulesets: Sequence[Mapping[str, Any]]) -> list[_Rule]:
    """All rules; a later ruleset adjusts those before it."""
    lists: dict[str, set[str]] = {}
    rules: dict[str, dict[str, Any]] = {}
    for one in rulesets:
        for name, terms in one.get("lists", {}).items():
            if isinstance(terms, list):
                lists[name] = set(terms)
            else:
                lists[name] = (lists[name] | set(terms.get("add", ()))) - set(terms.get("remove", ()))
        for rule in one.get("rules", ()):
            rules[f"{one['id']}/{rule['id']}"] = {**rule, "exempt": [rule["unless"]] if "unless" in rule else []}
        for change in one.get("adjust", ()):
            rule = rules[change["rule"]]
            rule.update({key: change[key] for key in ("verdict", "binding", "status", "off") if key in change})
            rule["exempt"] = rule["exempt"] + ([change["unless"]] if "unless" in change else [])
    fixed = {name: sorted(terms) for name, terms in lists.items()}
    return [_Rule(name, rule, rule["exempt"], fixed) for name, rule in sorted(rules.items()) if not rule.get("off")]


def in_effect(span: Mapping[str, Any] | None, world: World) -> bool:
    if not span or world.at is None:
        return True
    return operators.lies_within(world.at, span, world)


def judge(item: _Rule, world: World) -> _Judged:
    """What becomes of one rule for one post."""
    when = item.rule["when"]
    if not in_effect(item.rule.get("effective"), world) or asleep(when, world.context):
        return _Judged(item, NO)
    answer = ask(when, world, Scope())
    if answer.value != YES:
        return _Judged(item, answer.value, missing=answer.missing, fault=answer.value == ERROR)
    unless = [kept for kept in (woken(one, world.context) for one in item.unless) if kept is not None]
    lifted = [
        any_of([ask(one, world, Scope(None, names)) for one in unless])
        for names in combinations(witnesses(when, world, Scope()))
    ]
    whole = all_of(lifted)
    if whole.value == YES:
        return _Judged(item, NO)
    return _Judged(
        item,
        YES,
        answer.yes,
        waits=whole.missing if whole.value == UNKNOWN else frozenset(),
        fault=whole.value == ERROR,
    )


@cache  # the schema and the floor are read-only files
def _post_field() -> Field:
    return field_of(schema("post.v1"))


@cache
def _floor() -> Any:
    import yaml

    return yaml.safe_load((rulesets_folder() / "floor.yaml").read_text(encoding="utf-8"))


@cache
def _no_terms() -> TermIndex:
    return TermIndex(expand(()))


@cache
def _schema() -> Any:
    return schema("post.v1")


def with_files(post: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The post with everything filled in that its files tell (section 2), needed or not."""
    files = Files(folder)
    attachments = []
    for stated in post.get("attachments") or ():
        whole = dict(stated)
        for name in (*FILE_ONLY, *FILE_FIRST, *STATED_FIRST) if isinstance(stated.get("path"), str) else ():
            if name in STATED_FIRST and name in stated:
                continue
            try:
                told = DERIVED[name](
                    files.open(stated["path"]), {key: stated[key] for key in stated if key not in FILE_ONLY}
                )
            except Unreadable as fault:
                told = Unread(str(fault))
            if name in FILE_FIRST and stated.get(name) is not None and (told is None or isinstance(told, Unread)):
                told = stated[name]
            whole.pop(name, None)
            if told is not None and told != []:
                whole[name] = told
        attachments.append(whole)
    return {**post, "attachments": attachments} if attachments else dict(post)


def the_world(
    rulesets: Sequence[Mapping[str, Any]],
    post: Mapping[str, Any],
    context: Any,
    at: str | None,
    folder: Path | None = None,
) -> World:
    """Post, register and time, with what is assumed filled in."""
    assume = {path: value for one in rulesets for path, value in one.get("assume", {}).items()}
    filled: Any = dict(post)
    used = []
    bare = World(post, _schema(), context, None, None, {}, {})
    for path, value in sorted(assume.items()):
        steps = path.split(".")
        if bare.below(bare.whole(), steps).state == MISSING:
            place = filled
            for step in steps[:-1]:
                place[step] = dict(place.get(step) or {})
                place = place[step]
            place[steps[-1]] = value
            used.append(pointer(*steps))
    pairs = [(tuple(path.split(".")), value) for path, value in sorted(assume.items())]
    table = facts()
    view = View(post, _post_field(), Register(context), at, pairs, table, _no_terms(), folder)
    if folder is not None:
        filled = with_files(filled, folder)
    stated = filled.get("publish_at")
    return World(
        filled, _schema(), context, stated if isinstance(stated, str) else at, view, table, {}, tuple(sorted(used))
    )


def decide(
    rulesets: Sequence[Mapping[str, Any]],
    post: Mapping[str, Any],
    context: Mapping[str, Any] | None = None,
    at: str | None = None,
    waivers: Sequence[Mapping[str, Any]] = (),
    floor: Mapping[str, Any] | None = None,
    folder: Path | None = None,
) -> dict[str, Any]:
    """The decision: verdict, findings, undecided, questions, errors (rule ids, None for a ruleset) and assumed pointers."""
    world = the_world(rulesets, post, context, at, folder)
    judged = [judge(item, world.with_lists(item.lists)) for item in gathered(rulesets)]
    lists = {item.rule.id: item.rule.lists for item in judged}
    applying = [one for one in waivers if _applies(one, world.with_lists(lists.get(one["rule"], {})))]
    findings = [_finding(item, world, applying, floor or _floor()) for item in judged if item.value == YES]
    errors = [item.rule.id for item in judged if item.fault]
    outside = [one["id"] for one in rulesets if not in_effect(one.get("effective"), world)]
    counted = ["allow", *("review" for _ in outside)]
    counted += [one["verdict"] for one in findings if one["status"] == "active" and one["waiver"] is None]
    for item in judged:
        rule = item.rule.rule
        if rule.get("status", "active") != "active":
            continue
        stopping = rule["binding"] == "mandatory" and rule["verdict"] in ("review", "block")
        if item.value == UNKNOWN and stopping and not any(one["rule"] == item.rule.id for one in applying):
            counted.append("ask")
        if item.value == ERROR:
            counted.append("review" if rule["binding"] == "mandatory" else "note")
    findings.sort(key=lambda one: (-RANKS.index(one["verdict"]), one["rule"]))
    return {
        "verdict": max(counted, key=RANKS.index),
        "findings": findings,
        "undecided": {item.rule.id: sorted(item.missing) for item in judged if item.value == UNKNOWN},
        "questions": questions(judged, [one["rule"] for one in applying]),
        "errors": sorted([*errors, *(["" for _ in outside])]),
        "assumed": list(world.assumed),
    }


def _applies(waiver: Mapping[str, Any], world: World) -> bool:
    """Whether a waiver holds for this post (section 6, 5)."""
    if without_time(world) or asleep(waiver.get("when", {}), world.context):
        return False
    if not operators.lies_within(world.at, {"until": waiver["expires"]}, world):
        return False
    return ask(waiver.get("when", {}), world, Scope()).value == YES


def _finding(
    item: _Judged, world: World, applying: Sequence[Mapping[str, Any]], floor: Mapping[str, Any]
) -> dict[str, Any]:
    rule = item.rule.rule
    verdict, lowered = rule["verdict"], None
    for entry in sorted(floor["floor"], key=lambda entry: str(entry["id"])):
        covered = rule["topic"] in entry["topics"] and RANKS.index(verdict) > RANKS.index(entry["cap"])
        if covered and ask(entry["when"], world.with_lists(floor["lists"]), Scope()).value == YES:
            verdict, lowered = entry["cap"], {"id": entry["id"], "verdict_before": rule["verdict"]}
    return {
        "rule": item.rule.id,
        "verdict": verdict,
        "status": rule.get("status", "active"),
        "topic": rule["topic"],
        "evidence": [one.to_json() for one in sorted(item.evidence, key=Evidence.order)],
        "waiver": next((one for one in applying if one["rule"] == item.rule.id), None),
        "floor": lowered,
    }


def questions(judged: Iterable[_Judged], waived: Collection[str]) -> list[dict[str, Any]]:
    """The smallest useful set of questions, greedily (section 6)."""
    waiting: list[tuple[str, frozenset[str], bool]] = []
    for item in judged:
        rule = item.rule.rule
        if rule.get("status", "active") != "active":
            continue
        if item.value == UNKNOWN and rule["binding"] == "mandatory" and item.rule.id not in waived:
            waiting.append((item.rule.id, item.missing, False))
        if item.waits:
            waiting.append((item.rule.id, item.waits, True))
    asked: list[str] = []
    while True:
        open_ = [missing for _, missing, _ in waiting if missing and missing.isdisjoint(asked)]
        if not open_:
            break
        candidates = sorted(set().union(*open_))
        asked.append(
            min(candidates, key=lambda at: (-sum(at in missing for missing in open_), not has_answers(at), at))
        )
    return [
        {
            "at": at,
            "rules": sorted({rule for rule, missing, _ in waiting if at in missing}),
            "lifts": all(lifts for _, missing, lifts in waiting if at in missing),
        }
        for at in sorted(asked)
    ]


def has_answers(at: str) -> bool:
    """Whether the field at a pointer has fixed answers to offer."""
    place = _schema()
    for step in at.split("/")[1:]:
        place = place["items"] if step.isdigit() else place["properties"][step]
    return "x-answers" in place or "enum" in place or "boolean" in place["type"]


__all__ = ["ask", "decide", "the_world"]
