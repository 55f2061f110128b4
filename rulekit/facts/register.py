"""The register beside a post: company facts, and one index over all their strings."""

from __future__ import annotations

from datetime import tzinfo

from rulekit.model.canonical import Json
from rulekit.model.moment import zone_named
from rulekit.text import PlainIndex


class Register:
    """The company facts of one engine, with one index over all their strings.

    Immutable after construction. `value` is None when there is no register at all.
    """

    __slots__ = ("index", "value", "zone")

    def __init__(self, value: Json | None) -> None:
        self.value: Json | None = value
        self.index = PlainIndex(sorted(set(_strings(value))))
        name = ((value or {}).get("org") or {}).get("timezone")
        self.zone: tzinfo | None = zone_named(name) if name else None

    def section(self, name: str) -> Json:
        """The section of that name, or None if the register lacks it."""
        return (self.value or {}).get(name)

    def has(self, name: str) -> bool:
        """Whether the register has a section of that name."""
        return self.value is not None and name in self.value


def _strings(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return []
