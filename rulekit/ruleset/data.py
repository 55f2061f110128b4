"""Registers and waivers from files: JSON or YAML, checked, with every problem at its line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rulekit.errors import InvalidContext, InvalidWaivers, Problem, RulekitError, Words
from rulekit.model.canonical import Json
from rulekit.model.documents import Declared, check_document, context_schema
from rulekit.ruleset.source import read_yaml


def read_context(path: Path, declared: Declared | None = None) -> Json:
    """The register in a file; `declared` gives the schema of a section that a pack declares. Raises InvalidContext with all problems."""
    return _read(path, "context.v1", InvalidContext, lambda value: context_schema(value, declared))


def read_waivers(path: Path) -> list[Json]:
    """The waivers in a file. Raises InvalidWaivers with all problems."""
    found: list[Json] = _read(path, "waivers.v1", InvalidWaivers)["waivers"]
    return found


def checked_waivers(given: Sequence[Json]) -> list[Json]:
    """Waivers given as values. Raises InvalidWaivers with all problems."""
    whole: Json = {"rulekit": 1, "waivers": list(given)}
    problems = check_document(whole, "waivers.v1")
    if problems:
        raise InvalidWaivers(*problems)
    return list(given)


def _read(
    path: Path, name: str, error: type[RulekitError], schema_for: Callable[[Json], Json] = lambda value: None
) -> Json:
    try:
        data = path.read_bytes()
    except OSError as why:
        reason = why.strerror or ""
        raise error(
            Problem(
                "unreadable",
                Words(f"`{path}` cannot be read: {reason}", f"`{path}` lässt sich nicht lesen: {reason}"),
                Words("check the path", "den Pfad prüfen"),
            )
        ) from None
    source = read_yaml(data, path.as_posix(), error)
    root = schema_for(source.value)
    problems = check_document(source.value, name, source.positions(), path.as_posix(), root=root)
    if problems:
        raise error(*(_with_line(problem, source) for problem in problems))
    return source.value


def _with_line(problem: Problem, source: object) -> Problem:
    line = getattr(source, "line", None)
    if problem.line is None or problem.shown is not None or line is None:
        return problem
    return problem._replace(shown=line(problem.line))
