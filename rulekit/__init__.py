"""rulekit: social media policy as code. A post goes in, one decision comes out that anyone can reproduce and explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from rulekit.engine.engine import Post
    from rulekit.engine.result import Decision
    from rulekit.errors import (
        InvalidContext,
        InvalidPlugin,
        InvalidPost,
        InvalidRuleset,
        InvalidWaivers,
        RulekitError,
        Words,
    )
    from rulekit.fixes.engine import Engine
    from rulekit.fixes.values import Mending
    from rulekit.plugins.look import Found, Look, Span, String, Unknown
    from rulekit.plugins.specs import About, Fact, Fixer, Importer, Operator, Pack, Reporter, hookimpl

_PUBLIC = {
    "About": "rulekit.plugins.specs",
    "Decision": "rulekit.engine.result",
    "Engine": "rulekit.fixes.engine",
    "Fact": "rulekit.plugins.specs",
    "Fixer": "rulekit.plugins.specs",
    "Found": "rulekit.plugins.look",
    "Importer": "rulekit.plugins.specs",
    "InvalidContext": "rulekit.errors",
    "InvalidPlugin": "rulekit.errors",
    "InvalidPost": "rulekit.errors",
    "InvalidRuleset": "rulekit.errors",
    "InvalidWaivers": "rulekit.errors",
    "Look": "rulekit.plugins.look",
    "Mending": "rulekit.fixes.values",
    "Operator": "rulekit.plugins.specs",
    "Pack": "rulekit.plugins.specs",
    "Post": "rulekit.engine.engine",
    "Reporter": "rulekit.plugins.specs",
    "RulekitError": "rulekit.errors",
    "Span": "rulekit.plugins.look",
    "String": "rulekit.plugins.look",
    "Unknown": "rulekit.plugins.look",
    "Words": "rulekit.errors",
    "hookimpl": "rulekit.plugins.specs",
}

__all__ = [
    "About",
    "Decision",
    "Engine",
    "Fact",
    "Fixer",
    "Found",
    "Importer",
    "InvalidContext",
    "InvalidPlugin",
    "InvalidPost",
    "InvalidRuleset",
    "InvalidWaivers",
    "Look",
    "Mending",
    "Operator",
    "Pack",
    "Post",
    "Reporter",
    "RulekitError",
    "Span",
    "String",
    "Unknown",
    "Words",
    "__version__",
    "hookimpl",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first used: a command that needs no engine starts without one."""
    if name not in _PUBLIC:
        raise AttributeError(f"module `rulekit` has no `{name}`")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
