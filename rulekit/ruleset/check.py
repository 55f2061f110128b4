"""What is wrong with the rules of a ruleset beyond their form: conditions, contacts, messages, assumptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rulekit.conditions.build import Builder, Mistake, Scope, World
from rulekit.errors import InvalidRuleset, Words, nearest, pointer
from rulekit.model.canonical import Json
from rulekit.model.fields import Field
from rulekit.model.moment import moment
from rulekit.ruleset.compose import Composed
from rulekit.ruleset.load import Ruleset
from rulekit.ruleset.structure import argument_mistakes

PLACEHOLDERS: tuple[str, ...] = ("evidence", "contact", "org", "n", "max", "platform", "link", "until")
"""What a message can fill in, beside `$`-names."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_DOLLAR = re.compile(r"\$([a-z][a-z0-9_]*)((?:\.[a-z_]+)*)")


def check(composed: Composed, world: World) -> None:
    """Raises InvalidRuleset with every mistake in every ruleset; silent when there is none."""
    problems = []
    for ruleset in composed.rulesets:
        mistakes = list(_mistakes(ruleset, composed, world))
        problems += sorted({ruleset.problem(mistake) for mistake in mistakes}, key=lambda p: (p.file or "", p.line or 0, p.column or 0, p.kind))
    if problems:
        raise InvalidRuleset(*problems)


def _mistakes(ruleset: Ruleset, composed: Composed, world: World) -> Iterator[Mistake]:
    written = ruleset.written
    for path, value in written.get("assume", {}).items():
        yield from _assumption(path, value, world.post)
    for number, rule in enumerate(written.get("rules", ())):
        at = pointer("rules", number)
        bindings = yield from _condition(rule.get("when"), at + "/when", ruleset, composed, world, {})
        if "unless" in rule:
            yield from _condition(rule["unless"], at + "/unless", ruleset, composed, world, bindings)
        yield from _contact(rule["contact"], at + "/contact", composed.contacts[ruleset.id])
        for key in ("title", "message", "remedy"):
            for lang, text in rule[key].items():
                yield from _message(text, at + pointer(key, lang), bindings)
        yield from _span(rule.get("effective"), at + "/effective")
    for number, change in enumerate(written.get("adjust", ())):
        if "unless" in change:
            home, rule = composed.rules[change["rule"]][0]
            known = Builder(world, composed.lists[home], lambda group: 0)
            known.condition(rule["when"], "", Scope())
            yield from _condition(change["unless"], pointer("adjust", number, "unless"), ruleset, composed, world, known.bound)
        if "contact" in change:
            yield from _contact(change["contact"], pointer("adjust", number, "contact"), composed.contacts[ruleset.id])
    yield from _span(written.get("effective"), "/effective")


def _condition(
    written: Json, at: str, ruleset: Ruleset, composed: Composed, world: World, bindings: Mapping[str, Field]
) -> Iterator[Mistake]:
    """The mistakes of one condition; gives back what its `as` names mean."""
    builder = Builder(world, composed.lists[ruleset.id], lambda group: 0, argument_mistakes)
    builder.condition(written, at, Scope(None, bindings))
    yield from builder.mistakes
    return builder.bound


def _contact(name: str, at: str, known: Mapping[str, Json]) -> Iterator[Mistake]:
    if name not in known:
        yield Mistake("no-contact", at, Words(f"there is no contact `{name}`", f"den Kontakt `{name}` gibt es nicht"), Words("define it under `contacts:` with a name and an email", "ihn unter `contacts:` mit Name und E-Mail anlegen"), nearest(name, sorted(known)))


def _message(text: str, at: str, bindings: Mapping[str, Field]) -> Iterator[Mistake]:
    for name in _BRACES.findall(text):
        if name not in PLACEHOLDERS and not name.startswith("$"):
            yield Mistake("no-placeholder", at, Words(f"nothing can be filled in for `{{{name}}}`", f"für `{{{name}}}` lässt sich nichts einsetzen"), Words("there are " + ", ".join(f"{{{item}}}" for item in PLACEHOLDERS), "es gibt " + ", ".join(f"{{{item}}}" for item in PLACEHOLDERS)), nearest(name, PLACEHOLDERS))
    for name, rest in _DOLLAR.findall(text):
        field = bindings.get(name)
        for step in rest.split(".")[1:]:
            field = field.child(step) if field is not None else None
        if field is None:
            yield Mistake("no-placeholder", at, Words(f"nothing in `when` is called `${name}{rest}`", f"nichts in `when` heißt `${name}{rest}`"), Words("use a name that `as` gives", "einen Namen verwenden, den `as` vergibt"), nearest(name, sorted(bindings)))


def _span(span: Json, at: str) -> Iterator[Mistake]:
    from datetime import UTC

    if not span:
        return
    begin, end = (moment(span.get(key), UTC) for key in ("from", "until"))
    if begin is not None and end is not None and end.end <= begin.start:
        yield Mistake("empty-span", at, Words("`until` lies before `from`", "`until` liegt vor `from`"), Words("exchange the two, or correct the year", "beide vertauschen, oder das Jahr berichtigen"))


def _assumption(path: str, value: Json, post: Field) -> Iterator[Mistake]:
    at = pointer("assume", path)
    field: Field | None = post
    for step in path.split("."):
        field = field.child(step) if field is not None and field.kind == "object" else None
    silent = sorted(_unknown_paths(post, ""))
    if field is None:
        yield Mistake("no-assumption", at, Words(f"there is no field `{path}`", f"das Feld `{path}` gibt es nicht"), None, nearest(path, silent), "key")
    elif field.absent != "unknown":
        yield Mistake("no-assumption", at, Words(f"silence about `{path}` is never unknown, so nothing can be assumed", f"Schweigen über `{path}` ist nie unbekannt, anzunehmen ist da nichts"), Words("these can be assumed: " + ", ".join(silent), "annehmen lassen sich: " + ", ".join(silent)), on="key")


def _unknown_paths(field: Field, prefix: str) -> Sequence[str]:
    found = []
    for name, child in field.children.items():
        if child.kind == "object":
            found += _unknown_paths(child, f"{prefix}{name}.")
        elif child.absent == "unknown":
            found.append(prefix + name)
    return found
