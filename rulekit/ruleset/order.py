"""A ruleset in one fixed order, so that two that say the same have the same digest."""

from __future__ import annotations

from rulekit.model.canonical import Json, canonical

_UNTOUCHED = frozenset(("examples", "example_post", "between"))
"""Keys below which lists have positions."""


def ordered(ruleset: Json) -> Json:
    """The ruleset with everything sorted that has no order: rules, lists, items of conditions, terms, sources."""
    found = dict(ruleset)
    for key in ("rules", "floor"):
        if key in found:
            found[key] = sorted((_rule(rule) for rule in found[key]), key=canonical)
    for key in ("extends", "adjust", "approved_by", "waivers"):
        if key in found:
            found[key] = sorted((_condition(item) for item in found[key]), key=canonical)
    if "lists" in found:
        found["lists"] = {name: _terms(value) for name, value in found["lists"].items()}
    return found


def _terms(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _terms(item) for key, item in value.items()}
    return sorted(value, key=canonical) if isinstance(value, list) else value


def _rule(rule: Json) -> Json:
    if not isinstance(rule, dict):
        return rule
    found = dict(rule)
    for key in ("when", "unless"):
        if key in found:
            found[key] = _condition(found[key])
    for key in ("source", "fix", "topics"):
        if isinstance(found.get(key), list):
            found[key] = sorted(found[key], key=canonical)
    if isinstance(found.get("examples"), dict):
        found["examples"] = {
            name: sorted(items, key=canonical) if isinstance(items, list) else items
            for name, items in found["examples"].items()
        }
    return found


def _condition(value: Json, keep: bool = False) -> Json:
    if isinstance(value, dict):
        strict = value.get("ordered") is True
        return {
            key: item if key in _UNTOUCHED else _condition(item, keep=strict and key == "all")
            for key, item in value.items()
        }
    if isinstance(value, list):
        items = [_condition(item) for item in value]
        return items if keep else sorted(items, key=canonical)
    return value
