"""A shell with a small ruleset and some posts, shared by the tests that only read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.small import rule, ruleset, write

from .commands import Shell

POSTS = {
    "allow.json": {"text": "null", "device": "company"},
    "note.json": {"text": "note", "device": "company"},
    "warn.json": {"text": "warnen", "device": "company"},
    "ask.json": {"text": "privat"},
    "review.json": {"text": "prüfen", "device": "company"},
    "block.json": {"text": "stoppen", "device": "company"},
    "bad.json": {"txt": "null"},
}


def furnish(folder: Path) -> None:
    """The ruleset `shop.yaml`, and a post of each verdict below `posts`."""
    rules = [
        rule("note", "note", binding="recommendation", verdict="note"),
        rule("warn", "warnen", binding="recommendation"),
        rule("ask", "", verdict="block", when={"text": {"says": "privat"}, "device": "private"}),
        rule("review", "prüfen", verdict="review"),
        rule("block", "stoppen", verdict="block"),
    ]
    write(folder, ruleset("shop", *rules, language="en"))
    (folder / "rulekit.yaml").write_text("ruleset: shop.yaml\n")
    for name, post in POSTS.items():
        path = folder / "posts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(post, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Shell:
    """A furnished folder; nobody writes into it."""
    folder = tmp_path_factory.mktemp("shop")
    furnish(folder)
    return Shell(folder, cache)


@pytest.fixture
def own(tmp_path: Path, cache: Path) -> Shell:
    """A furnished folder of one's own."""
    furnish(tmp_path)
    return Shell(tmp_path, cache)
