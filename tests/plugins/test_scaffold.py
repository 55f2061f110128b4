"""A new plugin works before anybody has written a line of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rulekit import Engine
from rulekit.authoring.scaffold import scaffold
from rulekit.errors import InvalidSettings
from rulekit.testing import conformance
from rulekit.testing.suite import Suite

pytestmark = pytest.mark.slow  # builds a plugin and runs its tests


@pytest.fixture
def drinks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = scaffold("drinks", tmp_path)
    info = folder / "rulekit_policy_drinks-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rulekit-policy-drinks\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text("[rulekit.plugins]\ndrinks = rulekit_drinks.plugin\n")
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.mark.parametrize("name", sorted(name for name in vars(Suite) if name.startswith("test_")))
def test_a_new_plugin_passes_the_suite(drinks: Path, name: str) -> None:
    getattr(conformance("drinks", samples=15)(), name)()


def test_its_rule_uses_its_fact_and_its_operator(drinks: Path) -> None:
    decision = Engine.load("drinks").check({"text": "SALE: 70 % off"})
    assert [[one.quote for one in finding.evidence] for finding in decision.findings] == [["SALE", "70"]]


def test_no_placeholder_is_left_in_its_files(drinks: Path) -> None:
    for path in drinks.rglob("*"):
        if path.is_file():
            assert not re.search(r"NAME|CLASS", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Food", "plugin-name"), ("food-x", "plugin-name"), ("text", "plugin-name"), ("limits", "plugin-name")],
)
def test_a_name_that_no_plugin_can_have_is_refused(name: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings) as told:
        scaffold(name, tmp_path)
    assert told.value.problems[0].kind == kind
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    scaffold("drinks", tmp_path)
    with pytest.raises(InvalidSettings, match="is already there"):
        scaffold("drinks", tmp_path)
