"""The modules that the compiled wheel compiles (docs/compiled.md): they exist, and nothing that stays interpreted inherits from them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["hooks"]["custom"]
MODULES = [f"rulekit.{name}" for name in HOOK["modules"]]
OTHERS = [
    path
    for folder in ("rulekit", "plugins", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if ".".join(path.relative_to(ROOT).with_suffix("").parts) not in MODULES
]


def inherited(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The module and the name of every class that a class of this module inherits from, as far as they are imported by name."""
    imported = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module is not None
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                name = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
                if name in imported:
                    yield imported[name]


def test_nobody_has_to_compile_anything() -> None:
    assert HOOK["enable-by-default"] is False


@pytest.mark.parametrize("module", MODULES)
def test_a_module_to_compile_exists(module: str) -> None:
    assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()


def test_no_interpreted_class_inherits_from_a_compiled_one() -> None:
    found = {
        path: [base for base in inherited(ast.parse(path.read_text(encoding="utf-8"))) if base[0] in MODULES]
        for path in OTHERS
    }
    assert {path.relative_to(ROOT).as_posix(): bases for path, bases in found.items() if bases} == {}


def test_nothing_compiled_lies_beside_the_sources() -> None:
    beside = sorted(path.name for path in (ROOT / "rulekit").rglob("*") if path.suffix in {".so", ".pyd"})
    assert beside == [] or (ROOT / "rulekit" / "_data").is_dir(), "only an unpacked wheel has them"
