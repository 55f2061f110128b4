"""`scripts/conformance.py` says which cases differ and why, on made-up cases."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rulekit_conformance_script", ROOT / "scripts" / "conformance.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


conformance = _script()

CONFIG = {
    "scale": 100,
    "defaultWeight": 200,
    "transformedURLLength": 23,
    "ranges": [{"start": 0, "end": 4351, "weight": 100}, {"start": 8192, "end": 8205, "weight": 100}],
}


def case(text: str, expected: Any) -> dict[str, Any]:
    return {"description": text, "text": text, "expected": expected}


def furnish(folder: Path, extract: dict[str, Any], validate: dict[str, Any], config: Any = None) -> Path:
    place = folder / "data" / "twitter_text"
    place.mkdir(parents=True)
    for name, tests in (("extract", extract), ("validate", validate)):
        (place / f"{name}.yml").write_text(yaml.safe_dump({"tests": tests}, allow_unicode=True), encoding="utf-8")
    (place / "config_v3.json").write_text(json.dumps(config or CONFIG), encoding="utf-8")
    return folder


def test_cases_that_hold_are_only_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "REASONS", {})
    extract = {
        "mentions": [case("Moin @anna", ["anna"])],
        "mentions_or_lists_with_indices": [
            case("@anna/nord", [{"screen_name": "anna", "list_slug": "/nord", "indices": [0, 10]}])
        ],
        "replies": [case("Moin @anna", None)],
        "urls": [case("nordwind.de", ["nordwind.de"])],
        "hashtags": [case("#Moin", ["Moin"])],
        "cashtags_with_indices": [case("$SAP", [{"cashtag": "SAP", "indices": [0, 4]}])],
    }
    validate = {
        "usernames": [case("@anna", True), case("@anna-b", False)],
        "lists": [case("@anna", False), case("@anna/nord", True)],
        "tweets": [case("a" * 140, True), case("a" * 141, False), case("", False)],
        "WeightedTweetsCounterTest": [case("雪", {"weightedLength": 2, "valid": True})],
    }
    told, good = conformance.report(furnish(tmp_path, extract, validate))
    assert (told, good) == (["20 of 20 cases hold"], True)


def test_a_case_that_differs_needs_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"hashtags": [case("#Moin", ["Servus"])]}
    folder = furnish(tmp_path, wrong, {})
    monkeypatch.setattr(conformance, "REASONS", {})
    told, good = conformance.report(folder)
    assert told[0] == "extract/hashtags: #Moin: ['Moin'], not ['Servus']; no reason"
    assert not good
    monkeypatch.setattr(conformance, "REASONS", {("extract/hashtags", "#Moin"): "Bavarian"})
    told, good = conformance.report(folder)
    assert told[0].endswith("; Bavarian") and good


def test_a_reason_without_a_difference_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "REASONS", {("extract/hashtags", "#Moin"): "Bavarian"})
    told, good = conformance.report(furnish(tmp_path, {"hashtags": [case("#Moin", ["Moin"])]}, {}))
    assert told[0] == "extract/hashtags: #Moin: has a reason, but holds" and not good


def test_weights_that_are_not_the_configured_ones_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "REASONS", {})
    told, good = conformance.report(furnish(tmp_path, {}, {}, CONFIG | {"transformedURLLength": 24}))
    assert told[0] == "config_v3: length of an address: 23, not 24; no reason" and not good


def test_without_the_data_nothing_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conformance.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "no conformance cases: data/twitter_text is not there\n"
    assert conformance.main([]) == 2
