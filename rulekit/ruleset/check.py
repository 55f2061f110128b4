"""What is wrong with the rules of a ruleset beyond their form: conditions, contacts, messages, assumptions."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import NamedTuple

from rulekit.conditions.build import Builder, Mistake, Scope, World
from rulekit.conditions.plugins import prefix_of
from rulekit.errors import Words, nearest, pointer
from rulekit.model.canonical import Json
from rulekit.model.fields import Field
from rulekit.model.moment import moment
from rulekit.ruleset.fixers import FIXERS
from rulekit.ruleset.structure import argument_mistakes

PLACEHOLDERS: tuple[str, ...] = ("evidence", "contact", "org", "n", "max", "platform", "link", "until")
"""What a message can fill in, beside `$`-names."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_DOLLAR = re.compile(r"\$([a-z][a-z0-9_]*)((?:\.[a-z_]+)*)")


class Below(NamedTuple):
    """What the rulesets that one extends bring with them: their rules by full id, with the lists and contacts that mean something here."""

    rules: Mapping[str, tuple[Json, Mapping[str, Sequence[str]]]]
    lists: Mapping[str, Sequence[str]]
    contacts: frozenset[str]


def rule_mistakes(written: Json, below: Below, world: World) -> Iterator[Mistake]:
    """Every mistake in the rules of a ruleset as written, even if its form is wrong elsewhere: whoever mends it wants to see all at once."""
    lists = {**below.lists, **own_lists(written)}
    contacts = below.contacts | set(_mapping(written.get("contacts")))
    for path, value in _mapping(written.get("assume")).items():
        yield from _assumption(path, value, world.post)
    for number, rule in _rules(written, "rules"):
        yield from _rule_mistakes(rule, pointer("rules", number), lists, contacts, world)
    for number, change in _rules(written, "adjust"):
        at = pointer("adjust", number)
        if "unless" in change:
            home, names = below.rules.get(str(change.get("rule")), ({}, {}))
            known = Builder(world, names, lambda group: 0)
            known.condition(home.get("when", {}), "", Scope())
            yield from _condition(change["unless"], at + "/unless", lists, world, known.bound)
        yield from _contact(change.get("contact"), at + "/contact", contacts)
    yield from _span(written.get("effective"), "/effective")


def own_lists(written: Json) -> dict[str, tuple[str, ...]]:
    """The lists of terms that a ruleset defines or changes; one of another form is there, but empty, so that naming it is no second mistake."""
    found = {}
    for name, terms in _mapping(written.get("lists")).items():
        given = terms.get("add", []) if isinstance(terms, dict) else terms
        found[name] = tuple(term for term in given if isinstance(term, str)) if isinstance(given, list) else ()
    return found


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _rules(written: Json, key: str) -> Iterator[tuple[int, Json]]:
    items = written.get(key)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield number, item


def _rule_mistakes(
    rule: Json, at: str, lists: Mapping[str, Sequence[str]], contacts: frozenset[str], world: World
) -> Iterator[Mistake]:
    bindings: Mapping[str, Field] = {}
    if isinstance(rule.get("when"), dict):
        bindings = yield from _condition(rule["when"], at + "/when", lists, world, {})
    if isinstance(rule.get("unless"), dict):
        yield from _condition(rule["unless"], at + "/unless", lists, world, bindings)
    yield from _contact(rule.get("contact"), at + "/contact", contacts)
    yield from _fixers(rule.get("fix"), at + "/fix", world)
    for key in ("title", "message", "remedy"):
        for lang, text in _mapping(rule.get(key)).items():
            if isinstance(text, str):
                yield from _message(text, at + pointer(key, lang), bindings)
    yield from _span(rule.get("effective"), at + "/effective")


def _condition(
    written: Json, at: str, lists: Mapping[str, Sequence[str]], world: World, bindings: Mapping[str, Field]
) -> Generator[Mistake, None, Mapping[str, Field]]:
    """The mistakes of one condition; gives back what its `as` names mean."""
    builder = Builder(world, lists, lambda group: 0, argument_mistakes)
    builder.condition(written, at, Scope(None, bindings))
    yield from builder.mistakes
    return builder.bound


def _contact(name: Json, at: str, known: frozenset[str]) -> Iterator[Mistake]:
    if isinstance(name, str) and name not in known:
        yield Mistake(
            "no-contact",
            at,
            Words(f"there is no contact `{name}`", f"den Kontakt `{name}` gibt es nicht"),
            Words(
                "define it under `contacts:` with a name and an email",
                "ihn unter `contacts:` mit Name und E-Mail anlegen",
            ),
            nearest(name, sorted(known)),
        )


def _brought(name: str, world: World) -> bool:
    """Whether a plugin brings the fixer of that name."""
    plugin = world.plugins.find(prefix_of(name)) if "." in name else None
    return plugin is not None and name in plugin.fixers


def _fixers(names: Json, at: str, world: World) -> Iterator[Mistake]:
    for number, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str) and name not in FIXERS and not _brought(name, world):
            like = nearest(name, FIXERS)
            listed = ", ".join(f"`{one}`" for one in FIXERS)
            yield Mistake(
                "no-fixer",
                at + pointer(number),
                Words(f"there is no fixer `{name}`", f"die Korrektur `{name}` gibt es nicht"),
                None if like else Words(f"there are {listed}", f"es gibt {listed}"),
                like,
            )


def _message(text: str, at: str, bindings: Mapping[str, Field]) -> Iterator[Mistake]:
    for name in _BRACES.findall(text):
        if name not in PLACEHOLDERS and not name.startswith("$"):
            yield Mistake(
                "no-placeholder",
                at,
                Words(f"nothing can be filled in for `{{{name}}}`", f"für `{{{name}}}` lässt sich nichts einsetzen"),
                Words(
                    "there are " + ", ".join(f"{{{item}}}" for item in PLACEHOLDERS),
                    "es gibt " + ", ".join(f"{{{item}}}" for item in PLACEHOLDERS),
                ),
                nearest(name, PLACEHOLDERS),
            )
    for name, rest in _DOLLAR.findall(text):
        field = bindings.get(name)
        for step in rest.split(".")[1:]:
            field = field.child(step) if field is not None else None
        if field is None:
            yield Mistake(
                "no-placeholder",
                at,
                Words(f"nothing in `when` is called `${name}{rest}`", f"nichts in `when` heißt `${name}{rest}`"),
                Words("use a name that `as` gives", "einen Namen verwenden, den `as` vergibt"),
                nearest(name, sorted(bindings)),
            )


def _span(span: Json, at: str) -> Iterator[Mistake]:
    from datetime import UTC

    if not isinstance(span, dict):
        return
    begin, end = (moment(span.get(key), UTC) for key in ("from", "until"))
    if begin is not None and end is not None and end.end <= begin.start:
        yield Mistake(
            "empty-span",
            at,
            Words("`until` lies before `from`", "`until` liegt vor `from`"),
            Words("exchange the two, or correct the year", "beide vertauschen, oder das Jahr berichtigen"),
        )


def _assumption(path: str, value: Json, post: Field) -> Iterator[Mistake]:
    at = pointer("assume", path)
    field: Field | None = post
    for step in path.split("."):
        field = field.child(step) if field is not None and field.kind == "object" else None
    silent = sorted(_unknown_paths(post, ""))
    if field is None:
        yield Mistake(
            "no-assumption",
            at,
            Words(f"there is no field `{path}`", f"das Feld `{path}` gibt es nicht"),
            None,
            nearest(path, silent),
            "key",
        )
    elif field.absent != "unknown":
        yield Mistake(
            "no-assumption",
            at,
            Words(
                f"silence about `{path}` is never unknown, so nothing can be assumed",
                f"Schweigen über `{path}` ist nie unbekannt, anzunehmen ist da nichts",
            ),
            Words("these can be assumed: " + ", ".join(silent), "annehmen lassen sich: " + ", ".join(silent)),
            on="key",
        )


def _unknown_paths(field: Field, prefix: str) -> Sequence[str]:
    found: list[str] = []
    for name, child in field.children.items():
        if child.kind == "object":
            found += _unknown_paths(child, f"{prefix}{name}.")
        elif child.absent == "unknown":
            found.append(prefix + name)
    return found
