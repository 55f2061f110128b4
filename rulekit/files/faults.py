"""What keeps a file from being read."""

from __future__ import annotations

from importlib import import_module
from typing import Any

PACKAGE = "rulekit-policy"


class Unreadable(Exception):
    """A file, or one thing in it, cannot be read; the argument is the rest of a sentence that begins with the file's name."""


def needed(module: str, extra: str) -> Any:
    """The module of an optional library. Raises Unreadable with the extra that brings it."""
    try:
        return import_module(module)
    except ImportError:
        raise Unreadable(
            f'cannot be read without an extra: install it with `pip install "{PACKAGE}[{extra}]"`'
        ) from None
