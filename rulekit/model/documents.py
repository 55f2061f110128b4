"""Posts, registers and waivers as they are given: are they valid, and if not, what is wrong, all of it.

The shape (`model.shape`) says yes or no. Only after a no does `check_document` look with jsonschema, whose
complaints are put into plain words here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from rulekit.errors import InvalidContext, InvalidPost, Problem, Words, nearest, pointer
from rulekit.model.canonical import SAFE_INTEGER, Json
from rulekit.model.docwords import Path, about_value, clean, filled, name_of, shown
from rulekit.model.jsontext import MAX_DEPTH, NotJson, decode, positions, shown_line, text_lines
from rulekit.model.resources import schema
from rulekit.model.shape import ecma, shape

MAX_PROBLEMS = 100
"""How many problems of one document are reported at once."""

_DOCUMENT = {
    "post.v1": Words("a post", "eines Beitrags"),
    "context.v1": Words("a register", "eines Registers"),
    "ruleset.v1": Words("a ruleset", "eines Regelsatzes"),
    "waivers.v1": Words("a waivers file", "einer Datei mit Ausnahmen"),
    "decision.v1": Words("a decision", "einer Entscheidung"),
}


_ORDER = ("enum", "const", "type", "anyOf", "oneOf", "format", "pattern")
"""Of several complaints about one value the first in this order is told."""


class PostLoader:
    """`load_post` with the schema compiled once; keep it as long as posts are to come. Can be pickled."""

    def __init__(self) -> None:
        self._fits = shape(schema("post.v1"))

    def __call__(self, data: Mapping[str, Any] | bytes | str, file: str | None = None) -> dict[str, Any]:
        """The post; see `load_post`."""
        value: Any = data
        if isinstance(data, (bytes, str)):
            try:
                value = decode(data, file=file)
            except NotJson as error:
                raise InvalidPost(*error.problems) from None
        if not self._fits(value):
            raise InvalidPost(*_told(value, "post.v1", data, file))
        post: dict[str, Any] = value
        return post


def load_post(data: Mapping[str, Any] | bytes | str, file: str | None = None) -> dict[str, Any]:
    """The post, given as a value or as JSON text; `InvalidPost` with everything that is wrong with it.

    `file` is what the problems call the text.
    """
    return PostLoader()(data, file)


Declared = Callable[[str], Json | None]
"""The JSON Schema of a section of the register that a pack declares under its own name; None if none does."""


def load_context(value: Json, declared: Declared | None = None) -> dict[str, Any]:
    """The register, given as a value; `InvalidContext` with everything that is wrong with it."""
    root = context_schema(value, declared)
    if not shape(root)(value):
        raise InvalidContext(*check_document(value, "context.v1", root=root))
    found: dict[str, Any] = value
    return found


def context_schema(value: Json, declared: Declared | None) -> Json:
    """The schema of this register: that of all registers, and what packs say of the sections under their names that it has."""
    root = schema("context.v1")
    known = root["properties"]
    if declared is not None and isinstance(value, dict):
        for name in value:
            if isinstance(name, str) and (name not in known or known[name].get("x-pack")):
                section = declared(name)
                if section is not None:
                    known[name] = section
    return root


def _told(value: Json, name: str, data: Json = None, file: str | None = None) -> tuple[Problem, ...]:
    text = data.decode("utf-8") if isinstance(data, bytes) else data
    if isinstance(text, str):
        text = text.removeprefix("\ufeff")
        return check_document(value, name, positions(text), file, text_lines(text))
    return check_document(value, name, file=file)


def check_document(
    value: Json,
    schema_name: str,
    positions: Mapping[str, tuple[int, int]] | None = None,
    file: str | None = None,
    lines: Sequence[str] | None = None,
    root: Json | None = None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with the value under the schema, by place; empty if nothing is.

    `positions` leads from JSON pointers to line and column (from 1), `lines` are the lines of the file. `root` is the schema itself, if it is not the one
    that ships under that name.
    """
    unsafe = list(islice(_unsafe(value, ()), MAX_PROBLEMS))
    found = unsafe
    if not any(problem.kind in ("value", "depth", "key") for problem in unsafe):
        found = unsafe + schema_problems(value, schema(schema_name) if root is None else root, schema_name)
    placed = dict.fromkeys(_placed(problem, positions or {}, file, lines or ()) for problem in found)
    return tuple(sorted(placed, key=lambda problem: (problem.line or 0, problem.column or 0, problem.at, problem.what)))


def _placed(problem: Problem, places: Mapping[str, tuple[int, int]], file: str | None, lines: Sequence[str]) -> Problem:
    at = problem.at
    while at and at not in places:
        at = at.rpartition("/")[0]
    if at not in places:
        return problem._replace(file=file)
    line, column = places[at]
    shown = shown_line(lines[line - 1], column) if 0 < line <= len(lines) else None
    return problem._replace(file=file, line=line, column=column, shown=shown)


def _unsafe(value: Json, path: Path) -> Iterator[Problem]:
    """What JSON cannot carry safely; told here, because jsonschema does not mind it."""
    at = clean(pointer(*path))
    if isinstance(value, str):
        if clean(value) != value:
            yield Problem("surrogate", *_SURROGATE, at=at)
    elif isinstance(value, dict | list):
        if len(path) >= MAX_DEPTH:
            yield Problem("depth", *_DEPTH, at=at)
            return
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(value, dict) and not isinstance(step, str):
                yield Problem("key", filled(_KEY, word=shown(step)), _KEY_ADVICE, at)
            elif isinstance(step, str) and clean(step) != step:
                yield Problem("surrogate", *_SURROGATE, at=at)
            else:
                yield from _unsafe(item, (*path, step))
    elif isinstance(value, int | float) and not isinstance(value, bool) and not _exact(value):
        yield Problem("number", filled(_NUMBER, name=name_of(path), word=shown(value)), _NUMBER_ADVICE, at)
    elif value is not None and not isinstance(value, bool | int | float):
        yield Problem("value", filled(_VALUE, name=name_of(path)), _VALUE_ADVICE, at)


def _exact(number: float) -> bool:
    return math.isfinite(number) if isinstance(number, float) else abs(number) <= SAFE_INTEGER


_SURROGATE = (
    Words(
        "this text holds half of a character (a lone surrogate)",
        "dieser Text enthält ein halbes Zeichen (ein einzelnes Surrogat)",
    ),
    Words("write the whole character", "das ganze Zeichen schreiben"),
)
_DEPTH = (
    Words(
        f"lists and mappings are nested more than {MAX_DEPTH} deep",
        f"Listen und Zuordnungen sind mehr als {MAX_DEPTH} Ebenen tief verschachtelt",
    ),
    Words("make it flatter", "sie flacher schreiben"),
)
_KEY = Words("the key `{word}` is not a text", "der Schlüssel `{word}` ist kein Text")
_KEY_ADVICE = Words("give it as a text", "ihn als Text angeben")
_NUMBER = Words(
    "{name} is `{word}`, which JSON cannot carry exactly", "{name} ist `{word}`, was JSON nicht genau wiedergeben kann"
)
_NUMBER_ADVICE = Words("give another number, or a text", "eine andere Zahl oder einen Text angeben")
_VALUE = Words("{name} holds something JSON does not have", "{name} enthält etwas, das es in JSON nicht gibt")
_VALUE_ADVICE = Words(
    "give text, a number, `true`, `false`, `null`, a list or a mapping",
    "Text, eine Zahl, `true`, `false`, `null`, eine Liste oder eine Zuordnung angeben",
)


def schema_problems(value: Json, root: Json, schema_name: str) -> list[Problem]:
    """Every complaint of jsonschema about the value under the schema `root`, in plain words; without lines."""
    from rulekit.model.validator import validator  # imported where used: a valid document never needs it

    errors = validator(root).iter_errors(value)
    by_place: dict[Path, list[Any]] = {}
    problems: list[Problem] = []
    for error in errors:
        if len(problems) + len(by_place) >= MAX_PROBLEMS:
            break
        path: Path = tuple(error.absolute_path)
        if error.validator in ("additionalProperties", "required"):
            problems += islice(_keys(error, path, root, schema_name), MAX_PROBLEMS - len(problems))
        else:
            by_place.setdefault(path, []).append(error)
    for path, found in by_place.items():
        found.sort(key=lambda error: _ORDER.index(error.validator) if error.validator in _ORDER else len(_ORDER))
        problems.append(about_value(found[0], path, root))
    return problems


def _keys(error: Any, path: Path, root: Json, schema_name: str) -> Iterator[Problem]:
    """Keys that are not known, or that are missing: one problem each, without repeating jsonschema's grouping."""
    known = list(error.schema.get("properties", {}))
    if error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                what = Words(
                    f"the key `{key}` is missing in {name_of(path)}",
                    f"in {name_of(path, 'de')} fehlt der Schlüssel `{key}`",
                )
                yield Problem("missing-key", what, Words(f"add `{key}`", f"`{key}` ergänzen"), pointer(*path))
        return
    where = Words(name_of(path), name_of(path, "de")) if path else _DOCUMENT.get(schema_name, Words("this", "davon"))
    patterns = [ecma(pattern) for pattern in error.schema.get("patternProperties", {})]
    for key in error.instance:
        if key not in known and not any(pattern.search(key) for pattern in patterns):
            short = key if len(key) <= 40 else key[:40] + "…"
            home = _home(key, root, path)
            words = Words(
                f"`{short}` is not a key of {where.en}",
                f"`{short}` ist kein Schlüssel {'' if not path else 'von '}{where.de}",
            )
            like = None if home else nearest(key[:100], known)
            advice = _key_advice(schema_name, known, home, like)
            yield Problem("unknown-key", words, advice, pointer(*path, key), nearest=like)


def _key_advice(schema_name: str, known: list[str], home: str | None, like: str | None) -> Words | None:
    if home is not None:
        return Words(f"it belongs under `{home}`", f"er gehört unter `{home}`")
    if schema_name in ("post.v1", "context.v1"):
        return Words("free data goes under `extra`", "freie Angaben gehören unter `extra`")
    if like is not None:
        return None
    listed = ", ".join(f"`{name}`" for name in known)
    return Words(f"the keys are {listed}", f"die Schlüssel sind {listed}")


def _home(key: str, root: Json, path: Path) -> str | None:
    """The one section at the top in which a key is known that is known nowhere above; None if there is none."""
    if path:
        return None
    sections = [
        name
        for name, sub in root.get("properties", {}).items()
        if key in sub.get("properties", {}) or key in sub.get("items", {}).get("properties", {})
    ]
    return sections[0] if len(sections) == 1 else None
