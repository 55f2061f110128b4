"""The reference of the rule language, from the code's own tables: operators, fields and facts."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rulekit.conditions.build import KIND_WORDS, World
from rulekit.conditions.operator import Operator
from rulekit.errors import Words
from rulekit.model.fields import Field

_SILENCE: dict[str, Words] = {
    "none": Words("none", "keine Angabe heißt: gibt es nicht"),
    "unknown": Words("unknown", "keine Angabe heißt: unbekannt"),
    "derived": Words("worked out", "wird sonst abgeleitet"),
}


def operator_table(operators: tuple[Operator, ...], lang: str) -> str:
    """The operators as a Markdown table: name, on what, meaning, example."""
    heads = Words("| test | on | yes when | example |", "| Prüfung | auf | ja, wenn | Beispiel |").in_(lang)
    rows = [heads, "|---|---|---|---|"]
    for one in operators:
        kinds = ", ".join(dict.fromkeys(_kind(kind, lang) for kind in one.kinds))
        example = json.dumps(one.example, ensure_ascii=False).replace("|", "\\|")
        rows.append(f"| `{one.name}` | {kinds} | {one.says.in_(lang)} | `{example}` |")
    return "\n".join(rows) + "\n"


def _kind(kind: str, lang: str) -> str:
    if kind == "any":
        return Words("anything", "alles").in_(lang)
    return KIND_WORDS[kind].in_(lang)


def fields_and_facts(world: World, lang: str) -> str:
    """Every path a rule can test, a line each: the path, what it is, and what silence means."""
    rows = [*_fields("", world.post, lang), *_fields("context.", world.context, lang)]
    width = max(len(path) for path, _, _ in rows)
    lines = [
        f"{path:<{width}}  {kind}; {silence}" if silence else f"{path:<{width}}  {kind}" for path, kind, silence in rows
    ]
    lines.append("")
    lines += [f"{name:<{width}}  {world.facts[name].says.in_(lang)}" for name in sorted(world.facts)]
    return "\n".join(lines) + "\n"


def _fields(prefix: str, field: Field, lang: str) -> Iterator[tuple[str, str, str]]:
    for name, child in field.children.items():
        path = prefix + name
        inner = child.items if child.kind == "list" else child
        if child.kind == "list":
            path += "[]"
        if inner is not None and inner.children:
            yield from _fields(path + ".", inner, lang)
        else:
            silence = "" if prefix.startswith("context.") else _SILENCE[child.absent].in_(lang)
            yield path, _kind(child.kind, lang), silence
