"""What the documentation shows is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rulekit.authoring.examples import tried
from rulekit.conditions.build import Builder, Scope
from rulekit.engine.engine import Engine, world
from rulekit.errors import InvalidRuleset
from rulekit.model.documents import load_context, load_post
from rulekit.ruleset.compose import compose
from rulekit.ruleset.data import read_context, read_waivers
from rulekit.ruleset.load import load
from rulekit.ruleset.source import read_yaml
from rulekit.ruleset.structure import argument_mistakes
from tests.docs.pages import PAGES, ROOT, docs, name_of, text_of

HEADER = 'rulekit: 1\nid: house\nversion: 1.0.0\nextends: [{ruleset: base, version: ">=1.0,<2"}]\n'
EXAMPLES = ROOT / "examples"


def _blocks(how: str, *languages: str) -> Iterator[Any]:
    for page in PAGES:
        for block in docs.blocks(text_of(page)):
            if block.how == how and block.language in languages:
                yield pytest.param(page, block, id=f"{name_of(page)}:{block.line}")


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_and_script_prints_what_the_page_shows(page: Path, tmp_path: Path, cache_folder: Path) -> None:
    text = text_of(page)
    shell = docs.Shell(docs.scratch(tmp_path, "page"), cache_folder)
    assert docs.with_transcripts(text, shell) == text, "run `python scripts/docs.py` and read the difference"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_generated_table_is_fresh(page: Path) -> None:
    text = text_of(page)
    assert docs.with_tables(text) == text, "run `python scripts/docs.py`"


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return dict(compose([load("base")]).lists["base"])


def _value(text: str) -> Any:
    return read_yaml(text.encode(), "page.yaml", InvalidRuleset).value


@pytest.mark.parametrize(("page", "block"), _blocks("run", "yaml"))
def test_every_condition_and_rule_shown_is_one(page: Path, block: Any, tmp_path: Path) -> None:
    if block.what == "condition":
        value = _value(block.text)
        builder = Builder(world(), _lists(), lambda group: 0, argument_mistakes)
        for written in value if isinstance(value, list) else [value]:
            builder.condition(written, "", Scope())
        assert builder.mistakes == []
        return
    path = tmp_path / "house.yaml"
    path.write_text(block.text if "rulekit: 1" in block.text else HEADER + block.text, encoding="utf-8")
    _holds(path)


def _holds(path: Path) -> None:
    """The ruleset is valid, and every example of its rules is as promised."""
    broken = [one.problem.render() for one in tried(load(str(path)), Engine.load(path)) if one.problem is not None]
    assert broken == []


@pytest.mark.parametrize(("page", "block"), _blocks("file", "json"))
def test_every_json_file_shown_holds_posts(page: Path, block: Any) -> None:
    if block.what.endswith(".jsonl"):
        # The second line is the slip that the page is about.
        load_post(block.text.splitlines()[0])
        return
    load_post(block.text)


def test_the_rules_of_the_readme_are_exercised() -> None:
    shown = [block for block in docs.blocks(text_of(ROOT / "README.md")) if block.what == "house.yaml"]
    rules = _value(shown[0].text)["rules"]
    assert all({"breaks", "keeps"} <= set(rule["examples"]) for rule in rules)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.json")), ids=lambda path: path.name)
def test_every_example_post_is_a_post(path: Path) -> None:
    load_post(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.jsonl")), ids=lambda path: path.name)
def test_every_line_of_an_example_file_is_a_post(path: Path) -> None:
    for line in path.read_bytes().splitlines():
        load_post(line, path.name)


def test_the_example_register_waivers_and_ruleset_are_valid() -> None:
    load_context(read_context(EXAMPLES / "register.yaml"))
    assert read_waivers(EXAMPLES / "waivers.yaml")
    _holds(EXAMPLES / "acme")


def test_the_demo_has_findings_of_at_least_three_topics() -> None:
    engine = Engine.load("base", context=EXAMPLES / "register.yaml")
    decision = engine.check((EXAMPLES / "messe.json").read_bytes())
    assert len({finding.topic for finding in decision.findings}) >= 3
    assert decision.questions == ()


def test_the_settings_of_the_example_folder_lead_to_files() -> None:
    from rulekit.cli.settings import settings_near

    found = settings_near(EXAMPLES / "nordwind" / "posts")
    assert [Path(name).is_dir() for name in found.rulesets()] == [True]
    assert all(path is not None and path.is_file() for path in (found.path("context"), found.path("waivers")))
