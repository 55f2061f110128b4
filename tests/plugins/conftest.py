"""Rulesets that use plugins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.make import pack


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[[str], str]:
    """Makes a ruleset of one rule with that condition; its path."""

    def made(when: str) -> str:
        folder = pack(tmp_path, "acme", when)
        path = tmp_path / "acme.yaml"
        path.write_bytes((folder / "ruleset.yaml").read_bytes())
        return str(path)

    return made
