"""Versions of rulesets (Semantic Versioning 2.0.0) and the ranges that `extends` asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
_BOUND = re.compile(r"\s*(>=|<=|==|!=|>|<|=)\s*([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?\s*")
_RELATIONS: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": ge, "<=": le, ">": gt, "<": lt, "==": eq, "=": eq, "!=": ne,
}  # fmt: skip


class Range(NamedTuple):
    """A version range such as `>=1.2,<2`: all its bounds must hold."""

    bounds: tuple[tuple[str, tuple[int, ...]], ...]

    def admits(self, version: str) -> bool:
        """Whether the version lies in the range; a pre-release counts as the version it leads to."""
        numbers = release(version)
        return numbers is not None and all(_RELATIONS[name](numbers, bound) for name, bound in self.bounds)


def release(version: str) -> tuple[int, int, int] | None:
    """The three numbers of a version; None if it is none."""
    found = _VERSION.fullmatch(version)
    return None if found is None else (int(found[1]), int(found[2]), int(found[3]))


def version_range(text: str) -> Range | None:
    """The range a text like `>=1.2,<2` means; None if it means none."""
    bounds = []
    for part in text.split(","):
        found = _BOUND.fullmatch(part)
        if found is None:
            return None
        bounds.append((found[1], tuple(int(number or 0) for number in found.groups()[1:])))
    return Range(tuple(bounds))
