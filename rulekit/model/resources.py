"""The files that ship with rulekit: JSON Schemas and rulesets.

In an installed rulekit they lie inside the package (`rulekit/_data`), in a checkout beside it (`schemas`, `rulesets`).
"""

from __future__ import annotations

import json
from pathlib import Path

from rulekit.model.canonical import Json

SCHEMA_NAMES: tuple[str, ...] = ("post.v1", "context.v1", "ruleset.v1", "decision.v1", "waivers.v1")
"""The schemas by the name `rulekit schema` prints them under."""

_PACKAGE = Path(__file__).resolve().parent.parent


def schema_text(name: str) -> str:
    """The JSON Schema `name`, one of `SCHEMA_NAMES`, as it is written; ValueError for another name."""
    if name not in SCHEMA_NAMES:
        raise ValueError(f"there is no schema `{name}`; there are {', '.join(SCHEMA_NAMES)}")
    return (_folder("schemas") / f"{name}.json").read_text(encoding="utf-8")


def schema(name: str) -> Json:
    """The JSON Schema `name`, one of `SCHEMA_NAMES`, as a value that the caller may change."""
    return json.loads(schema_text(name))


def rulesets_folder() -> Path:
    """The folder with the rulesets that ship with rulekit, one file or folder for each pack."""
    return _folder("rulesets")


def _folder(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
