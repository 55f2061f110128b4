"""For tests of plugins and of programs that embed rulekit: documents at random, and the suite that every plugin has to pass.

    from rulekit.testing import conformance
    TestFinance = conformance("finance")

Needs `hypothesis` and `pytest`. Nothing of rulekit uses this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rulekit.testing.documents import posts, registers
    from rulekit.testing.maker import rulesets
    from rulekit.testing.suite import conformance

_PUBLIC = {
    "conformance": "rulekit.testing.suite",
    "posts": "rulekit.testing.documents",
    "registers": "rulekit.testing.documents",
    "rulesets": "rulekit.testing.maker",
}

__all__ = ["conformance", "posts", "registers", "rulesets"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first used: the trial begins before anything else is imported."""
    if name not in _PUBLIC:
        raise AttributeError(f"module `rulekit.testing` has no `{name}`")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
