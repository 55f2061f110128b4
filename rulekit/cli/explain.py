"""`rulekit explain`: the condition tree of one rule on one post, with what each node saw and said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rulekit.cli.posts import FROM, check_platform, given_posts, read_post
from rulekit.cli.settings import cache_folder, now, settings_near
from rulekit.errors import InvalidPost, Words
from rulekit.model.canonical import Json
from rulekit.model.decision import words_of

if TYPE_CHECKING:
    from rulekit.engine.explain import Explanation, Step

_MARKS = {"yes": "✓", "no": "✗", "unknown": "?", "error": "!"}
_SAID = {
    "yes": Words("yes", "ja"),
    "no": Words("no", "nein"),
    "unknown": Words("unknown", "unbekannt"),
    "error": Words("error", "Fehler"),
}
_FIRED = {
    "yes": Words("fired", "schlägt an"),
    "no": Words("stayed silent", "schweigt"),
    "unknown": Words("cannot be decided", "lässt sich nicht entscheiden"),
    "error": Words("failed", "ist gescheitert"),
}


def command(
    post: Annotated[str, typer.Argument(help="A post file, or - for standard input.")],
    rule: Annotated[str, typer.Option(help="The rule, as RULESET/ID.")],
    ruleset: Annotated[
        list[str] | None, typer.Option(help="A pack, file, folder or PATH@REVISION; may be repeated.")
    ] = None,
    context: Annotated[Path | None, typer.Option(help="The register.")] = None,
    at: Annotated[str | None, typer.Option(help="Evaluation time. [now]")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en. [the ruleset's]")] = None,
    from_: Annotated[str | None, typer.Option("--from", help=FROM.help)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the tree as JSON.")] = False,
) -> None:
    """Show why a rule fired or stayed silent: its conditions, what each saw, and what it said."""
    from rulekit.plugins.installed import Engine

    check_platform(from_)
    for given in given_posts([post]):
        if given.data is None:
            raise InvalidPost(*(() if given.problem is None else (given.problem,)))
        found = settings_near(given.folder)
        names = list(ruleset or ()) or found.rulesets()
        engine = Engine.load(*names, context=context or found.path("context"), cache=cache_folder())
        words = lang or found.values.get("lang") or engine.language
        explanation = engine.explain(read_post(given, from_, engine.read), rule, at or now(), given.folder)
        if as_json:
            typer.echo(json.dumps(explanation.to_json(), ensure_ascii=False, indent=2))
        else:
            typer.echo(shown(explanation, words), nl=False)


def shown(explanation: Explanation, lang: str) -> str:
    """The explanation as lines: the outcome first, then the tree."""
    rule = explanation.rule
    lines = [
        f"{rule['id']}  {words_of(rule['title']).in_(lang)}",
        f"{_MARKS[explanation.value]} {_FIRED[explanation.value].in_(lang)}",
    ]
    if explanation.idle:
        sections = ", ".join(f"`{name}`" for name in explanation.idle)
        lines.append(
            Words(f"  idle: the register has no {sections}", f"  ruht: im Register fehlt {sections}").in_(lang)
        )
    if not explanation.in_effect:
        lines.append(Words("  not in effect at this time", "  gilt zu diesem Zeitpunkt nicht").in_(lang))
    lines += ["", "when"]
    lines += _tree(explanation.when, lang, 1)
    for step in explanation.unless:
        lines.append("unless")
        lines += _tree(step, lang, 1)
    return "\n".join(lines) + "\n"


def _tree(step: Step, lang: str, depth: int) -> Iterator[str]:
    pad = "  " * depth
    place = f"{step.at}: " if step.at else ""
    yield f"{pad}{_MARKS[step.value]} {place}{_written(step)}  → {_SAID[step.value].in_(lang)}"
    for note in _notes(step, lang):
        yield f"{pad}    {note}"
    for below in step.below:
        yield from _tree(below, lang, depth + 1)


def _written(step: Step) -> str:
    written = step.written
    if step.below and isinstance(written, dict) and len(written) == 1:
        name = next(iter(written))
        inner = written[name]
        if step.seen is not None and isinstance(inner, dict):
            return f"{name}: {next(iter(inner))}"
        return str(name)
    if step.below and isinstance(written, dict):
        return "all"
    return _short(_flow(written, outermost=True), 100)


def _flow(value: Json, outermost: bool = False) -> str:
    """A condition much as it stands in YAML, on one line."""
    if isinstance(value, dict):
        text = ", ".join(f"{key}: {_flow(item)}" for key, item in value.items())
        return text if outermost else f"{{{text}}}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    plain = isinstance(value, str) and value == value.strip() and value and not set(value) & set("{}[],:#'\"")
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _notes(step: Step, lang: str) -> Iterator[str]:
    seen = step.seen
    if seen is not None and not step.below:
        if seen["state"] == "known":
            yield Words("saw ", "gesehen: ").in_(lang) + _short(
                json.dumps(_value(seen["value"]), ensure_ascii=False), 90
            )
        elif seen["state"] == "none":
            yield Words("saw nothing there", "gesehen: nicht vorhanden").in_(lang)
    for item in step.evidence:
        if item.quote is not None and not step.below:
            yield Words("found ", "gefunden: ").in_(lang) + f"„{item.quote}“ {item.at} {item.start}–{item.end}"
    if step.missing and not step.below:
        yield Words("nobody stated ", "niemand hat angegeben: ").in_(lang) + ", ".join(sorted(set(step.missing)))
    if not step.below:
        yield from step.faults


def _value(value: Json) -> Json:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
