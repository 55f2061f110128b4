"""Engines from values, for the laws: as Engine.load makes them, with what never changes made once and a floor that is small."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rulekit.conditions.build import World
from rulekit.engine.engine import Engine
from rulekit.engine.program import grouping
from rulekit.engine.translate import compiled
from rulekit.engine.world import world
from rulekit.model.canonical import digest
from rulekit.model.documents import PostLoader
from rulekit.ruleset.compose import compose
from rulekit.ruleset.load import load
from rulekit.text import TermIndex

SMALL_FLOOR: Mapping[str, Any] = {
    "rulekit": 1,
    "id": "floor",
    "version": "1.0.0",
    "lists": {"speech": ["boss"]},
    "floor": [
        {
            "id": "speech",
            "title": "x",
            "topics": ["tone", "respect"],
            "cap": "note",
            "when": {"text": {"says": "$speech"}},
            "source": [{"ref": "x"}],
        },
        {
            "id": "role",
            "title": "x",
            "topics": ["tone"],
            "cap": "warn",
            "when": {"author.role": "on-call"},
            "source": [{"ref": "x"}],
        },
    ],
}
"""A floor as rulesets/floor.yaml, cheap enough to compile for every example."""


@cache  # the schemas and tables do not change
def names() -> World:
    return world()


@cache  # likewise the schema of posts
def reader() -> PostLoader:
    return PostLoader()


def written(folder: Path, rulesets: Sequence[Mapping[str, Any]]) -> list[str]:
    """The paths of the rulesets as files; JSON is YAML."""
    paths = []
    for one in rulesets:
        path = folder / f"{one['id']}.yaml"
        path.write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
        paths.append(str(path))
    return paths


def program_of(paths: Sequence[str], waivers: Sequence[Any], floor: Any, world: World) -> dict[str, Any]:
    composed = compose([load(path, world) for path in paths])
    program: dict[str, Any] = dict(compiled(composed, floor, waivers, world))
    program["language"] = "en"
    program["floor_digest"] = digest(floor)
    return program


def engine_of(
    folder: Path,
    rulesets: str | Sequence[Mapping[str, Any]],
    context: Any = None,
    waivers: Sequence[Any] = (),
    floor: Any = SMALL_FLOOR,
    world: World | None = None,
) -> Engine:
    """The engine for rulesets given as values, or for the path of one; `world` may hold other operators."""
    known = names() if world is None else world
    paths = [rulesets] if isinstance(rulesets, str) else written(folder, rulesets)[-1:]
    program = program_of(paths, waivers, floor, known)
    engine = Engine.__new__(Engine)
    engine._set_up(program, context, known, TermIndex(program["index"]), grouping(program), reader())
    return engine
