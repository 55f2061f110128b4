"""The tutorial's plugin, taken from the page and installed: it is complete, its examples hold, and it passes the suite."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rulekit import Engine
from rulekit.testing import conformance
from rulekit.testing.suite import Suite

pytestmark = pytest.mark.slow  # builds the plugin of the tutorial

PAGE = Path(__file__).parents[2] / "docs" / "tutorial-plugin.md"
BLOCK = re.compile(r"^<!-- plugin: (?P<path>\S+) -->\n```[a-z]+\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def files() -> dict[str, str]:
    """The files of the page, by path."""
    return {found["path"]: found["text"] for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}


@pytest.fixture
def food(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plugin of the page, laid out as an installer does it; its folder."""
    for path, text in files().items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    project = tomllib.loads(files()["pyproject.toml"])["project"]
    info = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    points = "".join(f"{name} = {value}\n" for name, value in project["entry-points"]["rulekit.plugins"].items())
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    (info / "entry_points.txt").write_text(f"[rulekit.plugins]\n{points}")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_the_page_shows_every_file_of_a_plugin() -> None:
    assert sorted(files()) == [
        "pyproject.toml",
        "rulekit_food/__init__.py",
        "rulekit_food/pack/ruleset.yaml",
        "rulekit_food/plugin.py",
        "tests/test_conformance.py",
    ]
    assert 'conformance("food")' in files()["tests/test_conformance.py"]


@pytest.mark.parametrize("name", sorted(name for name in vars(Suite) if name.startswith("test_")))
def test_the_plugin_of_the_page_passes_the_suite(food: Path, name: str) -> None:
    getattr(conformance("food", samples=25)(), name)()


def test_its_rules_decide_and_ask_as_the_page_says(food: Path) -> None:
    engine = Engine.load("food")
    text = "Our Pils, 4.9 % vol, is good for your heart."
    asked = engine.check({"text": text}).to_dict("en")
    assert (asked["verdict"], [one["at"] for one in asked["questions"]]) == ("ask", ["/audience/country"])
    told = engine.check({"text": text, "audience": {"country": "DE"}}).to_dict("en")
    assert [
        (one["rule"], [item["quote"] for item in one["evidence"] if "quote" in item]) for one in told["findings"]
    ] == [("food/alcohol", ["4.9 % vol", "good for your heart"])]
    assert told["inputs"]["plugins"] == [{"name": "food", "version": "0.1.0"}]


def test_the_commands_of_the_page_print_what_it_shows(food: Path, tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")

    def run(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "rulekit", *arguments, "--lang", "en"],
            cwd=folder, env={"PYTHONPATH": ":".join(item for item in sys.path if item), "RULEKIT_CACHE": ""}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    empty = tmp_path / "empty"
    empty.mkdir()
    assert "$ rulekit plugins new food\n" + run(empty, "plugins", "new", "food") + "```" in page
    assert "$ rulekit test food\n" + run(empty, "test", "food") + "```" in page
    assert (empty / "rulekit-policy-food" / "pyproject.toml").read_text(encoding="utf-8") == files()["pyproject.toml"]
