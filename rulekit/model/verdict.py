"""Verdicts, from the mildest to the strictest, and the exit status that follows from one."""

from __future__ import annotations

VERDICTS: tuple[str, ...] = ("allow", "note", "warn", "ask", "review", "block")
RANK: dict[str, int] = {name: rank for rank, name in enumerate(VERDICTS)}

BINDINGS: dict[str, tuple[str, ...]] = {
    "recommendation": ("note", "warn"),
    "mandatory": ("warn", "review", "block"),
}
"""Which verdicts a rule of each binding may have; `ask` is never written in a rule."""


def highest(*verdicts: str) -> str:
    """The strictest of the verdicts; `allow` when there is none."""
    return max(verdicts, key=RANK.__getitem__, default="allow")


def lowest(*verdicts: str) -> str:
    """The mildest of the verdicts; at least one is needed."""
    return min(verdicts, key=RANK.__getitem__)


def exit_status(verdict: str, fail_on: str = "ask") -> int:
    """0 below `fail_on`, 1 at or above it."""
    return int(RANK[verdict] >= RANK[fail_on])
