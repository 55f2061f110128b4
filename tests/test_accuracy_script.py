"""`scripts/accuracy.py` counts right, on made-up posts."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rulekit import Engine

pytestmark = pytest.mark.slow  # loads the base pack in processes of their own

ROOT = Path(__file__).resolve().parents[1]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rulekit_accuracy_script", ROOT / "scripts" / "accuracy.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


accuracy = _script()

POSTS: list[dict[str, Any]] = [
    {"id": "a", "text": "Du bist so ein Idiot.", "label": "OFFENSE", "fine": "INSULT"},
    {"id": "b", "text": "Deine Meinung zählt hier nicht.", "label": "OFFENSE", "fine": "ABUSE"},
    {"id": "c", "text": "So eine Scheiße,|LBR|der Zug fällt aus.", "label": "OTHER", "fine": "OTHER"},
    {"id": "d", "text": "Heute scheint die Sonne.", "label": "OTHER", "fine": "OTHER"},
]

CASES: list[dict[str, Any]] = [
    {"id": "right", "packs": [], "post": {"text": "Ihr Idioten", "audience": {"kind": "public"}}, "expect": ["block"]},
    {"id": "wrong", "packs": [], "post": {"text": "Guten Morgen."}, "expect": ["block", "base/insult"]},
    {"id": "nowhere", "packs": ["no-such-pack"], "post": {"text": "Guten Morgen."}, "expect": ["allow"]},
    {"id": "broken", "packs": [], "post": {"txt": "Guten Morgen."}, "expect": ["allow"]},
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load("base", context={})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path / accuracy.SAMPLE, POSTS)
    return tmp_path


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")


def _cases(folder: Path) -> Path:
    rows = [
        {
            **case,
            "post": {**accuracy.POST, **case["post"]},
            "expect": {"verdict": case["expect"][0], "rules": case["expect"][1:], "not_rules": ["base/insult"]},
        }
        for case in CASES
    ]
    _write(folder / accuracy.CASES, rows)
    return folder


def test_a_folder_without_data_is_said_to_be_so_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accuracy.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "data/germeval2018-train.jsonl is not there" in said
    assert "domain/cases.jsonl is not there" in said


def test_without_a_folder_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_finding_of_topic_hate_counts_as_found_at_any_verdict(folder: Path, engine: Engine) -> None:
    seen = [accuracy.look(engine, row) for row in POSTS]
    assert [one.hateful for one in seen] == [True, False, True, False]
    assert accuracy.scores(seen) == accuracy.Scores(tp=1, fp=1, fn=1, tn=1)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1", "macro"),
    [
        ((0, 0, 0, 4), 0.0, 0.0, 0.0, 0.5),
        ((2, 0, 0, 2), 1.0, 1.0, 1.0, 1.0),
        ((3, 1, 3, 3), 0.75, 0.5, 0.6, 0.6),
    ],
)
def test_the_scores_are_those_of_the_shared_task(
    counts: tuple[int, int, int, int], precision: float, recall: float, f1: float, macro: float
) -> None:
    scores = accuracy.Scores(*counts)
    assert (scores.precision, scores.recall, scores.f1, scores.macro_f1) == pytest.approx(
        (precision, recall, f1, macro)
    )


def test_the_report_gives_figures_with_counts_for_both_halves_and_no_text(folder: Path, engine: Engine) -> None:
    said = "\n".join(accuracy.about_sample(folder / accuracy.SAMPLE, engine))
    assert "precision 0.500 (1 of 2 found are OFFENSE)" in said
    assert "recall of INSULT     1.000 (1 of 1)" in said
    assert "first half" in said and "second half" in said
    assert "warn or above" in said and "base/coarse-language" in said
    assert not any(word in said for row in POSTS for word in ("Idiot", "Sonne", str(row["text"])))


def test_the_halves_depend_on_the_ids_alone_and_are_of_like_size() -> None:
    ids = [f"post-{number}" for number in range(1000)]
    halves = [accuracy.first_half(one) for one in ids]
    assert halves == [accuracy.first_half(one) for one in ids]
    assert 400 < sum(halves) < 600


def test_cases_that_differ_are_named_with_what_is_missing_and_what_is_more(folder: Path, engine: Engine) -> None:
    said = list(accuracy.about_cases(_cases(folder) / accuracy.CASES, engine))
    assert said[0].startswith("cases: 1 of 4 verdicts as expected")
    assert "  right: block -> block; more base/insult; of these not to be base/insult" in said
    assert "  wrong: block -> allow; missing base/insult" in said
    assert "  nowhere: allow -> no pack" in said
    assert "  broken: allow -> invalid" in said


def test_two_runs_say_the_same(folder: Path) -> None:
    assert list(accuracy.report(_cases(folder))) == list(accuracy.report(folder))
