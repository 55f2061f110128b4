"""The oracle's text tests: `says`, `matches`, and `near` by trying every choice of hits (docs/semantics.md section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from rulekit.facts.seen import KNOWN, MISSING
from rulekit.model.decision import Evidence
from rulekit.text import Hit, TermGroup, TermIndex, Text, context_of, expand, plain_hits, read
from tests.oracle_values import ERROR, NO, UNKNOWN, YES, Answer, Scope, Thing, World, any_of, plainly


def textual(name: str, argument: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    undecided = plainly(thing)
    if undecided is not None:
        return undecided
    unread = [Answer(ERROR)] if thing.partial else []
    if thing.strings is None and not isinstance(thing.value, str):
        return Answer(ERROR)
    strings = thing.strings if thing.strings is not None else ((thing.at, thing.value),)
    answers = [_asked(name, argument, at, string, thing, world, scope) for at, string in strings]
    return any_of([*answers, *unread])._replace(no=thing.pointer())


def _asked(name: str, argument: Any, at: str, string: str, thing: Thing, world: World, scope: Scope) -> Answer:
    """What a text test says of one string."""
    text = read(string)
    try:
        hits = _near(argument, text, world, scope) if name == "near" else _hits({name: argument}, text, world, scope)
    except _Unknown as missing:
        return Answer(UNKNOWN, missing=missing.args[0])
    if not hits:
        return Answer(NO)
    if thing.spans or not at:
        return Answer(YES, frozenset(thing.spans))
    places = ((thing.shift + hit.start, thing.shift + hit.end, string[hit.start : hit.end]) for hit in hits)
    return Answer(YES, frozenset(Evidence(at, *place) for place in places))


class _Unknown(Exception):
    """References among the terms are unknown; the argument is the set of their pointers."""


def _hits(item: Mapping[str, Any], text: Text, world: World, scope: Scope) -> list[Hit]:
    """All hits of an item of `near`, or of `says` and `matches` alone."""
    if "matches" in item:
        return list(_matched(item["matches"], text))
    if "any" in item:
        return sorted({hit for hits in _each(item["any"], text, world, scope) for hit in hits})
    options = item["says"] if isinstance(item["says"], dict) else {"terms": item["says"]}
    hits = _said(options["terms"], options, text, world, scope)
    if hits and "except" in options:
        excepted = _said(options["except"], options, text, world, scope)
        hits = [hit for hit in hits if not any(_overlap(hit, other) for other in excepted)]
    return [hit for hit in hits if _passes(hit, options, text)]


def _said(written: Any, options: Mapping[str, Any], text: Text, world: World, scope: Scope) -> list[Hit]:
    hits: set[Hit] = set()
    items = written if isinstance(written, list) else [written]
    missing = [values.at for values in (world.values(item, scope) for item in items) if values.state == MISSING]
    if missing:
        raise _Unknown(frozenset(missing))
    for item in items:
        values = world.values(item, scope)
        foreign = (
            isinstance(item, str) and item.startswith("$") and not item.startswith("$$") and item[1:] not in world.lists
        )
        for term in values.value if values.state == KNOWN else ():
            if foreign:
                hits.update(plain_hits(text, term) if isinstance(term, str) else ())
            else:
                match, gender = options.get("match", "inflected"), options.get("gender", "any")
                hits.update(_index(term, match, options.get("disguised", False), gender).scan(text).get(0, ()))
    return sorted(hits)


@cache  # the same few terms come again and again; one term at a time, so that nothing can depend on its neighbours
def _index(term: str, match: str, disguised: bool, gender: str) -> TermIndex:
    return TermIndex(expand([TermGroup((term,), match, disguised, gender)]))


def _passes(hit: Hit, options: Mapping[str, Any], text: Text) -> bool:
    context = context_of(text, hit)
    for name in ("negated", "quoted", "question", "conditional", "counter"):
        wanted = options.get(name, "any")
        if wanted != "any" and getattr(context, name) != (wanted == "only"):
            return False
    if "person" in options and context.person not in [str(person) for person in options["person"]]:
        return False
    return "tense" not in options or context.tense == options["tense"]


def _matched(regex: str, text: Text) -> Iterator[Hit]:
    """Where a regular expression of the simple kind these tests use is found in the NFKC text."""
    for match in re.finditer(regex, text.nfkc, re.IGNORECASE):
        start, end = text.from_nfkc(match.start(), match.end())
        first, last = text.tokens_in(start, end) or (-1, -1)
        yield Hit(start, end, first, last)


def _overlap(a: Hit, b: Hit) -> bool:
    """Whether the two share a character that is really theirs: what stands between a verb and its particle is not."""
    return not _own(a).isdisjoint(_own(b))


def _own(hit: Hit) -> set[int]:
    return {place for start, end in hit.parts or ((hit.start, hit.end),) for place in range(start, end)}


def _fits(hits: Sequence[Hit], argument: Mapping[str, Any], text: Text) -> bool:
    """Whether hits lie within n tokens, or in one sentence."""
    if any(hit.first < 0 for hit in hits):
        return False
    first, last = min(hit.first for hit in hits), max(hit.last for hit in hits)
    if "words" in argument:
        return bool(last - first + 1 <= argument["words"])
    return text.tokens[first].sentence == text.tokens[last].sentence


def _each(items: Sequence[Mapping[str, Any]], text: Text, world: World, scope: Scope) -> list[list[Hit]]:
    """The hits of each item; unknown with all that is missing if those of any are."""
    found, missing = [], set()
    for item in items:
        try:
            found.append(_hits(item, text, world, scope))
        except _Unknown as unsaid:
            missing |= unsaid.args[0]
    if missing:
        raise _Unknown(frozenset(missing))
    return found


def _surely_absent(item: Mapping[str, Any], text: Text, world: World, scope: Scope) -> bool:
    try:
        return not [hit for hit in _hits(item, text, world, scope) if hit.first >= 0]
    except _Unknown:
        return False


def _near(argument: Mapping[str, Any], text: Text, world: World, scope: Scope) -> set[Hit]:
    """The hits of every choice that `near` allows, by trying all of them."""
    positive = [item for item in argument["all"] if "not" not in item]
    if any(_surely_absent(item, text, world, scope) for item in positive):
        return set()
    wanted = _each(positive, text, world, scope)
    barred = _each([item["not"] for item in argument["all"] if "not" in item], text, world, scope)
    forbidden = [hit for hits in barred for hit in hits]
    chosen: set[Hit] = set()
    for choice in product(*wanted):
        pairs = [(a, b) for number, a in enumerate(choice) for b in choice[number + 1 :]]
        if any(_overlap(a, b) for a, b in pairs) or not _fits(choice, argument, text):
            continue
        if argument.get("ordered") and any(a.start > b.start for a, b in pairs):
            continue
        if any(
            not any(_overlap(hit, one) for one in choice) and _fits([*choice, hit], argument, text) for hit in forbidden
        ):
            continue
        chosen.update(choice)
    return chosen
