"""Small rulesets for the tests of what happens around conditions: one word, one rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rulekit import Engine


def rule(name: str, word: str, **more: Any) -> dict[str, Any]:
    """A mandatory rule that warns when the text has the word; `more` replaces its keys."""
    both = {"de": f"Regel {name}", "en": f"Rule {name}"}
    found: dict[str, Any] = {
        "id": name,
        "topic": "competition",
        "binding": "mandatory",
        "verdict": "warn",
        "title": both,
        "when": {"text": {"says": word}},
        "message": both,
        "remedy": both,
        "source": [{"ref": "test"}],
        "contact": "team",
    }
    return {**found, **more}


def ruleset(name: str, *rules: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A ruleset of these rules with one contact called `team`; `more` replaces or adds keys."""
    found: dict[str, Any] = {
        "rulekit": 1,
        "id": name,
        "version": "1.0.0",
        "contacts": {"team": {"name": {"de": f"Team {name}", "en": f"{name} team"}}},
        "rules": list(rules),
    }
    return {**found, **more}


def overlay(name: str, *below: str, **more: Any) -> dict[str, Any]:
    """A ruleset without rules that extends others by their ids."""
    return {
        "rulekit": 1,
        "id": name,
        "version": "1.0.0",
        "extends": [{"ruleset": f"{one}.yaml"} for one in below],
        **more,
    }


def adjust(target: str, **changes: Any) -> dict[str, Any]:
    return {"rule": target, "reason": "because", **changes}


def write(folder: Path, *rulesets: Mapping[str, Any]) -> list[str]:
    """Each ruleset as ID.yaml (JSON is YAML); their paths."""
    paths = []
    for one in rulesets:
        path = folder / f"{one['id']}.yaml"
        path.write_text(json.dumps(one, ensure_ascii=False, indent=1), encoding="utf-8")
        paths.append(str(path))
    return paths


def top(folder: Path, *rulesets: Mapping[str, Any], **more: Any) -> Engine:
    """The engine of the last ruleset; the others lie beside it."""
    return Engine.load(write(folder, *rulesets)[-1], **more)


def verdicts(engine: Engine, text: str, **post: Any) -> dict[str, str]:
    """The verdict of each finding by its rule."""
    return {finding.rule: finding.verdict for finding in engine.check({"text": text, **post}).findings}
