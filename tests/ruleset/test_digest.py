"""A ruleset's digest: the same for what says the same, another for what says something else."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from rulekit.ruleset.load import load
from tests.engines import names
from tests.small import rule, ruleset

GIVEN = ruleset(
    "shop",
    rule(
        "one", "eins", source=[{"norm": "A"}, {"norm": "B"}], examples={"breaks": ["eins", "eins!"], "keeps": ["zwei"]}
    ),
    rule(
        "two",
        "",
        when={"all": [{"text": {"says": ["zwei", "drei"]}}, {"any": [{"platform": ["x", "blog"]}, {"lang": "de"}]}]},
    ),
    rule("near", "", when={"text": {"near": {"words": 5, "ordered": True, "all": [{"says": "a"}, {"says": "b"}]}}}),
    rule("size", "", when={"text_length": {"between": [5, 9]}}),
    lists={"words": ["eins", "zwei", "drei"]},
    title={"de": "Regeln", "en": "Rules"},
)


def digest_of(folder: Path, text: str) -> str:
    path = folder / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    return load(str(path), names()).digest


def shuffled(value: Any, chance: random.Random, keep: bool = False) -> Any:
    """The value with everything in another order that has none."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {
            key: shuffled(value[key], chance, value.get("ordered") is True or key in ("between", "keep"))
            for key in keys
        }
    if isinstance(value, list):
        items = [shuffled(item, chance) for item in value]
        if not keep:
            chance.shuffle(items)
        return items
    return value


@pytest.mark.parametrize("seed", range(20))
def test_order_does_not_count(tmp_path: Path, seed: int) -> None:
    other = shuffled(GIVEN, random.Random(seed))
    assert digest_of(tmp_path, json.dumps(other)) == digest_of(tmp_path, json.dumps(GIVEN))


def test_comments_layout_and_quotes_do_not_count(tmp_path: Path) -> None:
    head = "rulekit: 1\nid: shop\nversion: 1.0.0\n"
    plain = digest_of(tmp_path, head + "lists:\n  words: [eins, zwei]\n")
    assert digest_of(tmp_path, "# Richtlinie\n\n" + head + "lists:\n  words:\n    - zwei  # 2\n    - 'eins'\n") == plain
    assert digest_of(tmp_path, "\ufeff" + head.replace("\n", "\r\n") + "lists: {words: [eins, zwei]}\r\n") == plain


def test_the_place_of_the_file_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    assert digest_of(tmp_path, json.dumps(GIVEN)) == digest_of(tmp_path / "else", json.dumps(GIVEN))


CHANGES: dict[str, tuple[str, str]] = {
    "a term": ('"eins", "zwei", "drei"', '"eins", "zwei", "vier"'),
    "a verdict": ('"verdict": "warn"', '"verdict": "block"'),
    "a message": ("Rule one", "Rule 1"),
    "the version": ('"1.0.0"', '"1.0.1"'),
    "the order of what is ordered": ('[{"says": "a"}, {"says": "b"}]', '[{"says": "b"}, {"says": "a"}]'),
    "the bounds of an interval": ("[5, 9]", "[5, 8]"),
    "an example": ('"keeps": ["zwei"]', '"keeps": ["vier"]'),
    "a source": ('{"norm": "B"}', '{"norm": "C"}'),
    "a contact": ("shop team", "the team"),
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_what_says_something_else_has_another_digest(tmp_path: Path, what: str) -> None:
    old, new = CHANGES[what]
    text = json.dumps(GIVEN)
    assert old in text
    assert digest_of(tmp_path, text.replace(old, new, 1)) != digest_of(tmp_path, text)


def test_a_digest_looks_like_one(tmp_path: Path) -> None:
    found = digest_of(tmp_path, json.dumps(GIVEN))
    assert found.startswith("sha256:")
    assert len(found) == 71
