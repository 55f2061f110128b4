"""Writes a plugin to begin with: one fact, one operator, a pack with one rule and its examples, and the suite that all plugins pass."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from rulekit.errors import InvalidSettings, Problem, Words

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

_PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "rulekit-policy-NAME"
version = "0.1.0"
description = "A rulekit plugin: rules for NAME."
requires-python = ">=3.11"
dependencies = ["rulekit-policy"]

[project.optional-dependencies]
test = ["hypothesis>=6.115", "pytest>=8.3"]

[project.entry-points."rulekit.plugins"]
NAME = "rulekit_NAME.plugin"

[tool.hatch.build.targets.wheel]
packages = ["rulekit_NAME"]
"""

_PLUGIN = '''\
"""Rules for NAME: replace this by what the plugin is for."""

from __future__ import annotations

import re
from pathlib import Path

from rulekit import About, Fact, Found, Look, Operator, Pack, Words, hookimpl

_SAYS = Words("Rules for NAME.", "Regeln für NAME.")
_PERCENT = re.compile(r"[0-9]{1,3}(?= ?%)")


def _percentages(look: Look) -> object:
    """Every percentage in the post's texts, with its place."""
    return [
        Found(int(hit[0]), [string.span(*hit.span())])
        for string in look.strings()
        for hit in _PERCENT.finditer(string.value)
    ]


def _shouts(value: str, least: int, look: Look) -> list[tuple[int, int]]:
    """The places of words in capitals that have at least so many letters."""
    return [hit.span() for hit in re.finditer(r"\\b[A-ZÄÖÜ]{2,40}\\b", value) if len(hit[0]) >= least]


@hookimpl
def about() -> About:
    """What the plugin is for, and the version of rulekit's plugin interface it was written for."""
    return About(1, _SAYS)


@hookimpl
def facts() -> tuple[Fact, ...]:
    """What the plugin works out of a post."""
    return (
        Fact(
            "NAME.percentages",
            {"type": "array", "items": {"type": "integer"}},
            Words("The percentages the post names.", "Die Prozentangaben des Beitrags."),
            _percentages,
            examples=(({"text": "20 % more, 5% less"}, [20, 5]), ({"text": "more"}, None)),
        ),
    )


@hookimpl
def operators() -> tuple[Operator, ...]:
    """The tests the plugin adds."""
    return (
        Operator(
            "NAME.shouts",
            ("string", "texts"),
            {"type": "integer", "minimum": 2},
            Words("a word of so many capitals", "ein Wort aus so vielen Großbuchstaben"),
            {"any_text": {"NAME.shouts": 5}},
            _shouts,
        ),
    )


@hookimpl
def packs() -> tuple[Pack, ...]:
    """The rulesets the plugin brings."""
    return (Pack("NAME", Path(__file__).parent / "pack", _SAYS),)
'''

_RULESET = """\
rulekit: 1
id: NAME
version: 0.1.0
language: en
title: {en: Rules for NAME, de: Regeln für NAME}
contacts:
  desk: {name: {en: Communications, de: Kommunikation}, email: desk@NAME.example}
rules:
  - id: shouted-percentage
    topic: industry
    binding: recommendation
    verdict: note
    title: {en: Loud discount, de: Laute Prozentangabe}
    when:
      NAME.percentages: {some: {.: {ge: 50}}}
      text: {NAME.shouts: 4}
    message:
      en: "Large percentages in capitals look like spam: {evidence}"
      de: "Hohe Prozentangaben in Großbuchstaben wirken wie Spam: {evidence}"
    remedy: {en: Say it in ordinary letters., de: In normaler Schreibweise formulieren.}
    source: [{ref: house style}]
    contact: desk
    examples:
      breaks: ["SALE: 70 % off"]
      keeps: ["Sale: 70 % off", "SALE: 10 % off"]
"""

_TEST = """\
\"\"\"What every rulekit plugin has to keep: the same answers everywhere, nothing touched, no guess.\"\"\"

from rulekit.testing import conformance

TestCLASS = conformance("NAME")
"""

_README = """\
# rulekit-policy-NAME

    pip install -e '.[test]'
    pytest
    rulekit test NAME
    rulekit check post.json --ruleset base --ruleset NAME
"""

FILES: Mapping[str, str] = {
    "README.md": _README,
    "pyproject.toml": _PYPROJECT,
    "rulekit_NAME/__init__.py": "",
    "rulekit_NAME/pack/ruleset.yaml": _RULESET,
    "rulekit_NAME/plugin.py": _PLUGIN,
    "tests/test_conformance.py": _TEST,
}
"""The files of a new plugin by their paths."""


def scaffold(name: str, into: Path) -> Path:
    """Writes the plugin `name` into a new folder below `into`, and returns that folder. Raises InvalidSettings for a bad name or a folder that is there."""
    if _NAME.fullmatch(name) is None:
        raise InvalidSettings(
            Problem(
                "plugin-name",
                Words(f"`{name}` cannot be the name of a plugin", f"`{name}` kann kein Plugin-Name sein"),
                Words(
                    "use small letters, digits and single underscores, such as food",
                    "Kleinbuchstaben, Ziffern und einzelne Unterstriche verwenden, etwa food",
                ),
            )
        )
    from rulekit.plugins.host import taken_names

    if name in taken_names():
        raise InvalidSettings(
            Problem(
                "plugin-name",
                Words(f"`{name}` is rulekit's own name", f"`{name}` ist ein Name von rulekit selbst"),
                Words("choose another one", "einen anderen wählen"),
            )
        )
    folder = into / f"rulekit-policy-{name}"
    if folder.exists():
        raise InvalidSettings(
            Problem(
                "exists",
                Words(f"`{folder.as_posix()}` is already there", f"`{folder.as_posix()}` gibt es schon"),
                Words("choose another name or folder", "einen anderen Namen oder Ordner wählen"),
            )
        )
    titled = name.title().replace("_", "")
    for path, text in FILES.items():
        place = folder / path.replace("NAME", name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace("NAME", name).replace("CLASS", titled), encoding="utf-8")
    return folder
