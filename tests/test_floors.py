"""The floors of the house: who may import whom, what reaches a decision, and that nothing at the top of a module ever changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = "errors model text importers files facts conditions ruleset engine plugins fixes reports authoring batch service cli testing".split()
MODULES: Mapping[str, ast.Module] = {
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in sorted((ROOT / "rulekit").rglob("*.py"))
}
OUTSIDE = ("rulekit", "rulekit.__main__")
"""The modules of no floor: the names for the world, and `python -m rulekit`."""

ABOVE = ("service", "cli", "testing")
"""The floors that may look at the world."""


def source(module: str) -> str:
    place = ROOT / module.replace(".", "/")
    return (place / "__init__.py" if place.is_dir() else place.with_suffix(".py")).read_text(encoding="utf-8")


def floor_of(module: str) -> str:
    return module.split(".")[1]


def imports(tree: ast.AST, module: str) -> Iterator[tuple[str, int]]:
    """Every module imported anywhere below the node, with the line; of `from a import b` it is `a.b` if that is a module."""
    home = module if (ROOT / module.replace(".", "/")).is_dir() else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, "relative imports name neighbours only"
            base = ".".join([home] * node.level + [node.module or ""]).rstrip(".")
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield (full if full in MODULES else base), node.lineno


def at_import(tree: ast.Module, module: str) -> Iterator[str]:
    """The modules imported when the module itself is: not in functions, and not for the type checker."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (name for name, _ in imports(node, module))


@pytest.mark.parametrize("module", [name for name in MODULES if name not in OUTSIDE])
def test_a_module_imports_only_from_its_own_floor_and_lower_ones(module: str) -> None:
    own = FLOORS.index(floor_of(module))
    for name, line in imports(MODULES[module], module):
        if name == "rulekit":
            continue  # only for its version, see below
        if name.startswith("rulekit."):
            assert FLOORS.index(floor_of(name)) <= own, f"{module}, line {line}: {name} lies higher"


def test_from_the_roof_only_the_version_is_taken() -> None:
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "rulekit":
                assert {alias.name for alias in node.names} == {"__version__"}, module
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "rulekit":
                assert node.attr == "__version__", module


def test_every_folder_is_a_floor() -> None:
    assert {floor_of(module) for module in MODULES if module not in OUTSIDE} <= set(FLOORS)


def test_no_two_modules_need_each_other_to_be_imported() -> None:
    needs = {
        module: {name for name in at_import(tree, module) if name in MODULES} - {module}
        for module, tree in MODULES.items()
    }
    done: set[str] = set()
    while True:
        ready = {module for module, below in needs.items() if module not in done and below <= done}
        if not ready:
            break
        done |= ready
    assert set(MODULES) - done == set()


WORLDLY = {
    "time",
    "locale",
    "socket",
    "random",
    "secrets",
    "uuid",
    "urllib.request",
    "http.client",
    "ssl",
    "getpass",
    "platform",
}
"""Modules that look at a clock, a network, this machine or chance."""

EXEMPT = {
    # NFC of the characters in which all Python versions agree; the module says which
    ("rulekit.text.entities_length", "unicodedata"),
}


@pytest.mark.parametrize("module", [name for name in MODULES if name not in OUTSIDE and floor_of(name) not in ABOVE])
def test_below_the_command_line_nothing_reads_clock_network_locale_or_chance(module: str) -> None:
    for name, line in imports(MODULES[module], module):
        assert name not in WORLDLY, f"{module}, line {line}: {name}"
        assert name != "unicodedata" or (module, name) in EXEMPT, f"{module}, line {line}: Python's own tables differ"
        assert name != "zoneinfo" or module == "rulekit.model.moment", (
            f"{module}, line {line}: zones come from the pinned tzdata"
        )
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Attribute):
            said = ast.unparse(node)
            assert (
                node.attr not in ("now", "utcnow", "today", "environ", "getenv", "fromtimestamp", "getlocale")
                or said in NOT_THE_CLOCK
            ), f"{module}, line {node.lineno}: {said}"
        if isinstance(node, ast.Name):
            assert node.id not in ("environ", "getenv"), f"{module}, line {node.lineno}: {node.id}"


NOT_THE_CLOCK = ("view.now", "self._view.now", "env.view.now", "self.now")
"""The time a post is judged at, which somebody gave."""

MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CHANGES = (
    "append",
    "add",
    "update",
    "extend",
    "insert",
    "pop",
    "popitem",
    "remove",
    "discard",
    "clear",
    "setdefault",
    "sort",
    "reverse",
)


def top_names(tree: ast.Module) -> dict[str, ast.expr | None]:
    """What is assigned at the top of a module, by name."""
    found: dict[str, ast.expr | None] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node.value
    return found


@pytest.mark.parametrize("module", list(MODULES))
def test_collections_at_the_top_of_a_module_are_tables_that_nobody_changes(module: str) -> None:
    tree = MODULES[module]
    tables = top_names(tree)
    for name, value in tables.items():
        if isinstance(value, MUTABLE):
            assert name.isupper() or name == "__all__", f"{module}: `{name}` is a table and should be named like one"
    inside = [
        node for item in ast.walk(tree) if isinstance(item, ast.FunctionDef | ast.Lambda) for node in ast.walk(item)
    ]
    for node in inside:
        assert not isinstance(node, ast.Global), f"{module}, line {node.lineno}"
        target: ast.expr | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            target = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            target = node.func.value
        elif isinstance(node, ast.AugAssign):
            target = node.target
        if isinstance(target, ast.Name) and target.id in tables and target.id.isupper():
            raise AssertionError(f"{module}, line {target.lineno}: `{target.id}` is changed")


@pytest.mark.parametrize("module", list(MODULES))
def test_what_is_remembered_for_a_process_has_its_reason_beside_it(module: str) -> None:
    lines = source(module).split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip().startswith(("@cache", "@lru_cache", "@functools")):
            assert "  # " in line, f"{module}, line {number}: say why this may be remembered"


def test_only_the_command_line_reads_the_environment_and_only_in_named_places() -> None:
    readers = {
        module
        for module, tree in MODULES.items()
        if any(isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") for node in ast.walk(tree))
    }
    assert readers <= {"rulekit.cli.settings", "rulekit.cli.main", "rulekit.cli.check", "rulekit.testing.suite"}
