"""The text tests as they are written: terms, options and the items of `near`, turned into finders."""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.conditions.build import Builder, Scope
from rulekit.conditions.finders import FLAGS, Either, Finder, Matches, Says
from rulekit.conditions.near import Near
from rulekit.conditions.patterns import BadPattern, Pattern
from rulekit.conditions.values import Reference
from rulekit.errors import Words, nearest, pointer
from rulekit.model.canonical import Json
from rulekit.text import TermGroup, term_problem

ITEMS: tuple[str, ...] = ("says", "matches", "any", "not")
"""What an item of `near` can be."""


def says(build: Builder, written: Json, at: str, scope: Scope) -> Says | None:
    """The finder of a `says`, in its short or its long form."""
    options = written if isinstance(written, dict) else {"terms": written}
    place = at + pointer("terms") if isinstance(written, dict) else at
    terms, references = _terms(build, options["terms"], place, scope)
    without = None
    if "except" in options:
        excepted, more = _terms(build, options["except"], at + pointer("except"), scope)
        without = Says(_group(build, excepted, options), more)
    return Says(
        _group(build, terms, options),
        references,
        {name: options.get(name, "any") for name in FLAGS},
        tuple(str(person) for person in options.get("person", ())),
        options.get("tense"),
        without,
    )


def _group(build: Builder, terms: Sequence[str], options: Json) -> int | None:
    if not terms:
        return None
    return build.group(
        TermGroup(
            tuple(sorted(set(terms))),
            options.get("match", "inflected"),
            options.get("disguised", False),
            options.get("gender", "any"),
        )
    )


def _terms(build: Builder, written: Json, at: str, scope: Scope) -> tuple[list[str], list[Reference]]:
    """The terms written down or in a list, and the references to strings only known at a check."""
    terms: list[str] = []
    references: list[Reference] = []
    items = written if isinstance(written, list) else [written]
    for number, item in enumerate(items):
        place = at + pointer(number) if isinstance(written, list) else at
        value = build.value(item, place, scope)
        if isinstance(value, Reference):
            references.append(value)
        elif isinstance(value, list):
            terms += value
        elif isinstance(value, str):
            wrong = term_problem(value) if build.check is not None else None
            if wrong is not None:
                build.mistake("bad-term", place, wrong)
            else:
                terms.append(value)
    return terms, references


def pattern_of(build: Builder, written: str, at: str) -> Pattern | None:
    """The compiled regular expression, or None after noting what is wrong with it."""
    if build.check is None:
        return build.pattern(written)
    pattern = Pattern(written)
    try:
        pattern.check()
    except BadPattern as wrong:
        build.mistake("bad-regex", at, wrong.words, wrong.advice)
        return None
    return pattern


def finder(build: Builder, item: Json, at: str, scope: Scope, at_near: bool = False) -> Finder | None:
    """The finder of a `near`, or of one of its items."""
    name, argument = next(iter(item.items()))
    place = at if at_near else at + pointer(name)
    match name:
        case "near":
            return _near(build, argument, place, scope)
        case "says":
            return says(build, argument, place, scope)
        case "matches":
            pattern = pattern_of(build, argument, place)
            return None if pattern is None else Matches(pattern)
        case _:
            found = [_item(build, inner, place + pointer(number), scope) for number, inner in enumerate(argument)]
            return Either([one for one in found if one is not None])


def _near(build: Builder, written: Json, at: str, scope: Scope) -> Near | None:
    if ("words" in written) == ("sentence" in written):
        build.mistake(
            "near-reach",
            at,
            Words(
                "`near` needs either `words: 8` or `sentence: true`",
                "`near` braucht entweder `words: 8` oder `sentence: true`",
            ),
        )
        return None
    items: list[Finder] = []
    forbidden: list[Finder] = []
    for number, item in enumerate(written["all"]):
        place = at + pointer("all", number)
        inverted = isinstance(item, dict) and list(item) == ["not"]
        found = (
            _item(build, item["not"], place + pointer("not"), scope) if inverted else _item(build, item, place, scope)
        )
        if found is not None:
            (forbidden if inverted else items).append(found)
    if not items:
        if not forbidden or len(forbidden) == len(written["all"]):
            build.mistake(
                "near-items",
                at + pointer("all"),
                Words(
                    "`near` needs at least one item that is looked for",
                    "`near` braucht mindestens eine Angabe, die gesucht wird",
                ),
            )
        return None
    return Near(items, forbidden, written.get("words"), written.get("ordered", False))


def _item(build: Builder, item: Json, at: str, scope: Scope) -> Finder | None:
    """An item of `near`, checked: exactly one of `says`, `matches`, `any`."""
    name = next(iter(item)) if isinstance(item, dict) and len(item) == 1 else None
    if name not in ("says", "matches", "any"):
        build.mistake(
            "near-item",
            at,
            Words(
                "an item of `near` is one of `says`, `matches`, `any` or `not`",
                "eine Angabe in `near` ist eine von `says`, `matches`, `any` oder `not`",
            ),
            Words(
                "begin each with a dash, such as `- says: word`", "jede mit einem Strich beginnen, etwa `- says: Wort`"
            ),
            nearest(name, list(ITEMS)) if isinstance(name, str) else None,
        )
        return None
    argument = item[name]
    if build.check is not None:
        if name == "any":
            wrong_form = not isinstance(argument, list) or not argument
            if wrong_form:
                build.mistake(
                    "near-item", at, Words("`any` holds a list of items", "`any` enthält eine Liste von Angaben")
                )
                return None
        else:
            wrong = build.wrong(build.world.operators[name], argument, at + pointer(name))
            if wrong:
                build.mistakes += wrong
                return None
    return finder(build, item, at, scope)
