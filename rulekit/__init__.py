"""rulekit: social media policy as code. A post goes in, one decision comes out that anyone can reproduce and explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from rulekit.engine.engine import Engine, Post
    from rulekit.engine.result import Decision
    from rulekit.errors import InvalidContext, InvalidPost, InvalidRuleset, InvalidWaivers, RulekitError

_PUBLIC = {
    "Decision": "rulekit.engine.result",
    "Engine": "rulekit.engine.engine",
    "InvalidContext": "rulekit.errors",
    "InvalidPost": "rulekit.errors",
    "InvalidRuleset": "rulekit.errors",
    "InvalidWaivers": "rulekit.errors",
    "Post": "rulekit.engine.engine",
    "RulekitError": "rulekit.errors",
}

__all__ = [
    "Decision",
    "Engine",
    "InvalidContext",
    "InvalidPost",
    "InvalidRuleset",
    "InvalidWaivers",
    "Post",
    "RulekitError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first used: a command that needs no engine starts without one."""
    if name not in _PUBLIC:
        raise AttributeError(f"module `rulekit` has no `{name}`")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
