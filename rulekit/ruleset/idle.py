"""Idle rules: conditions that read a section the register does not have (docs/semantics.md section 5)."""

from __future__ import annotations

from collections.abc import Callable

from rulekit.conditions.build import COMBINATORS
from rulekit.model.canonical import Json


def sections(condition: Json) -> set[str]:
    """The register sections that a condition reads, by a path or a reference, at any depth."""
    if isinstance(condition, dict):
        found = {key.split(".")[1] for key in condition if key.startswith("context.")}
        return found.union(*(sections(value) for value in condition.values()))
    if isinstance(condition, list):
        return set().union(*(sections(item) for item in condition))
    if isinstance(condition, str) and condition.startswith("$context."):
        return {condition.split(".")[1]}
    return set()


def awake(condition: Json, has: Callable[[str], bool]) -> Json | None:
    """An `unless` without its idle parts; None if all of it is idle.

    A complement of something idle is idle, a conjunction with something idle is idle, a disjunction goes on without it.
    """
    if all(has(name) for name in sections(condition)):
        return condition
    kept = {}
    for key, value in condition.items():
        part = _part(key, value, has)
        if part is None:
            return None
        kept[key] = part
    return kept


def _part(key: str, value: Json, has: Callable[[str], bool]) -> Json | None:
    if key not in COMBINATORS:
        return value if all(has(name) for name in sections({key: value})) else None
    if key == "not":
        return awake(value, has)
    items = [awake(item, has) for item in value]
    if key != "any":
        return None if None in items else items
    left = [item for item in items if item is not None]
    return left if left or not items else None
