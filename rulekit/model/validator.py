"""jsonschema as rulekit uses it: our formats, and `pattern` as `shape` reads it.

Importing this module takes 75 ms, so it is imported where a document has been found wanting, and where rulesets are compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema

from rulekit.model.canonical import Json
from rulekit.model.shape import FORMATS, ecma


def validator(root: Json) -> Any:
    """jsonschema's validator of the schema `root`."""
    return _VALIDATOR(root, format_checker=_FORMATS)


def _lenient(test: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or test(value)


def _formats() -> jsonschema.FormatChecker:
    checker = jsonschema.FormatChecker(formats=())
    for name, test in FORMATS.items():
        checker.checks(name)(_lenient(test))
    return checker


def _pattern(_validator: Any, pattern: str, instance: Json, _schema: Json) -> Iterator[Any]:
    if isinstance(instance, str) and not ecma(pattern).search(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


_EXTEND: Any = jsonschema.validators.extend
_VALIDATOR: Any = _EXTEND(jsonschema.Draft202012Validator, {"pattern": _pattern})
_FORMATS = _formats()
