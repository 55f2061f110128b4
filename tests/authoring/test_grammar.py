"""The schema that editors complete from says what the engine accepts."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from rulekit.authoring.grammar import with_conditions
from rulekit.engine.world import world
from rulekit.model.resources import rulesets_folder, schema
from rulekit.ruleset.source import read_yaml

FILES = sorted((rulesets_folder() / "base").glob("*.yaml"))


def test_the_committed_schema_is_the_one_the_operators_give() -> None:
    assert schema("ruleset.v1") == with_conditions(schema("ruleset.v1"), world())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_of_the_base_pack_is_valid_for_an_editor(file: Path) -> None:
    whole = schema("ruleset.v1")
    part = {**whole, "required": []} if file.name != "ruleset.yaml" else whole
    jsonschema.Draft202012Validator(part).validate(read_yaml(file.read_bytes(), file.name).value)
