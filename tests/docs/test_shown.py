"""What the documentation shows is what happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rulekit import Engine, Post

from .pages import PAGES, ROOT, docs, name_of, text_of

pytestmark = pytest.mark.slow  # runs every command that the pages show

HEADER = 'rulekit: 1\nid: house\nversion: 1.0.0\nextends: [{ruleset: base, version: ">=1.0,<2"}]\n'
RULE = {
    "topic": "tone",
    "binding": "recommendation",
    "verdict": "note",
    "title": {"de": "Titel", "en": "title"},
    "message": {"de": "Nachricht", "en": "message"},
    "remedy": {"de": "Hilfe", "en": "help"},
    "source": [{"ref": "none"}],
    "contact": "communications",
}
EXAMPLES = ROOT / "examples"


def _blocks(how: str, language: str) -> list[Any]:
    return [
        pytest.param(block, id=f"{name_of(page)}:{block.line}")
        for page in PAGES
        for block in docs.blocks(text_of(page))
        if (block.how, block.language) == (how, language)
    ]


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_and_script_prints_what_the_page_shows(page: Path, tmp_path: Path, cache_folder: Path) -> None:
    text = text_of(page)
    shell = docs.Shell(docs.scratch(tmp_path, "page"), cache_folder)
    assert docs.with_transcripts(text, shell) == text, "run `python scripts/docs.py` and read the difference"


# typer looks up names that click has marked as old
@pytest.mark.filterwarnings("ignore:'click:DeprecationWarning")
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_generated_table_is_fresh(page: Path) -> None:
    text = text_of(page)
    assert docs.with_tables(text) == text, "run `python scripts/docs.py`"


@pytest.mark.parametrize("page", [page for page in PAGES if "<!-- run: condition -->" in text_of(page)], ids=name_of)
def test_every_condition_shown_is_one(page: Path, tmp_path: Path) -> None:
    shown = [yaml.safe_load(block.text) for block in docs.blocks(text_of(page)) if block.what == "condition"]
    conditions = [one for value in shown for one in (value if isinstance(value, list) else [value])]
    rules = [{**RULE, "id": f"rule-{number}", "when": one} for number, one in enumerate(conditions)]
    path = tmp_path / "house.yaml"
    path.write_text(
        HEADER + "rules:\n" + "".join(yaml.safe_dump([one], allow_unicode=True) for one in rules), encoding="utf-8"
    )
    assert len(Engine.load(path).rules) > len(rules)


@pytest.mark.parametrize("block", [one for one in _blocks("run", "yaml") if one.values[0].what == "rules"])
def test_the_examples_of_every_rule_shown_hold(block: Any, tmp_path: Path, cache_folder: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(block.text if "rulekit: 1" in block.text else HEADER + block.text, encoding="utf-8")
    assert " 0 broken" in docs.Shell(tmp_path, cache_folder).run("rulekit test house.yaml")


PAYLOADS = {"status.json": "mastodon"}
"""Files shown that are no posts but what a platform gives out."""


@pytest.mark.parametrize("block", _blocks("file", "json"))
def test_every_json_file_shown_holds_posts(block: Any) -> None:
    if block.what.endswith(".jsonl"):
        # The second line is the slip that the page is about.
        Post.from_json(block.text.splitlines()[0])
        return
    if block.what in PAYLOADS:
        Post.from_payload(block.text, PAYLOADS[block.what])
    else:
        Post.from_json(block.text)


def test_the_rules_of_the_readme_are_exercised() -> None:
    shown = [block for block in docs.blocks(text_of(ROOT / "README.md")) if block.what == "house.yaml"]
    rules = yaml.safe_load(shown[0].text)["rules"]
    assert all({"breaks", "keeps"} <= set(rule["examples"]) for rule in rules)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.json")), ids=lambda path: path.name)
def test_every_example_post_is_a_post(path: Path) -> None:
    Post.from_json(path.read_bytes())


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.jsonl")), ids=lambda path: path.name)
def test_every_line_of_an_example_file_is_a_post(path: Path) -> None:
    for line in path.read_bytes().splitlines():
        Post.from_json(line)


def test_the_example_ruleset_keeps_its_promises(cache_folder: Path) -> None:
    assert " 0 broken" in docs.Shell(ROOT, cache_folder).run("rulekit test examples/acme")


def test_the_example_ruleset_register_and_waivers_fit_together(cache_folder: Path) -> None:
    engine = Engine.load(
        EXAMPLES / "acme", context=EXAMPLES / "register.yaml", waivers=EXAMPLES / "waivers.yaml", cache=cache_folder
    )
    assert {"acme/delivery-promise", "acme/partner-not-approved"} <= set(engine.rules)


def test_the_demo_has_findings_of_at_least_three_topics(cache_folder: Path) -> None:
    engine = Engine.load("base", context=EXAMPLES / "register.yaml", cache=cache_folder)
    decision = engine.check((EXAMPLES / "messe.json").read_bytes())
    assert len({finding.topic for finding in decision.findings}) >= 3
    assert decision.questions == ()


def test_the_settings_of_the_example_folder_lead_to_files() -> None:
    from rulekit.cli.settings import settings_near

    found = settings_near(EXAMPLES / "nordwind" / "posts")
    assert [Path(name).is_dir() for name in found.rulesets()] == [True]
    assert all(path is not None and path.is_file() for path in (found.path("context"), found.path("waivers")))
