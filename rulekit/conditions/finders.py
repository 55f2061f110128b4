"""What finds hits in a text: terms (`says`), regular expressions (`matches`), and alternatives of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import final

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.numbers import shown
from rulekit.conditions.patterns import Pattern
from rulekit.conditions.values import Reference
from rulekit.facts.seen import BROKEN, KNOWN, MISSING
from rulekit.facts.view import View
from rulekit.model.decision import Evidence
from rulekit.text import Hit, Hits, Text, context_of
from rulekit.text.searched import Searched

FLAGS: tuple[str, ...] = ("negated", "quoted", "question", "conditional", "counter")
"""The contexts of a hit that `says` can skip or ask for."""


@final
class Place:
    """One string that a test reads: its pointer in the post, where it begins in that string, and where it was found if it has no pointer of its own.

    What the view makes of the string is kept, because many finders ask for it.
    """

    __slots__ = ("_searched", "_terms", "_text", "at", "shift", "spans", "string")

    def __init__(self, at: str, string: str, shift: int, spans: tuple[Evidence, ...]) -> None:
        self.at = at
        self.string = string
        self.shift = shift
        self.spans = spans
        self._text: Text | None = None
        self._terms: Hits | None = None
        self._searched: Searched | None = None

    def text(self, view: View) -> Text:
        """The string, read."""
        found = self._text
        if found is None:
            found = self._text = view.text(self.at, self.string)
        return found

    def terms(self, view: View) -> Hits:
        """The hits of every group of terms that occurs."""
        found = self._terms
        if found is None:
            found = self._terms = view.term_hits(self.at, self.string)
        return found

    def searched(self, view: View) -> Searched:
        """The string as regular expressions search it."""
        found = self._searched
        if found is None:
            found = self._searched = view.searched(self.at, self.string)
        return found

    def evidence(self, hit: Hit) -> tuple[Evidence, ...]:
        """The hit as a span of the original."""
        if self.spans:
            return self.spans
        if not self.at:
            return ()
        quote = self.string[hit.start : hit.end]
        return (Evidence(self.at, hit.start + self.shift, hit.end + self.shift, quote),)


class Undecidable(Exception):
    """Why hits cannot be told: the argument is the outcome to give instead."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class Finder:
    """Something that finds hits in one string; `occurs` tells whether there are any, and as `hits` raises Undecidable if nobody can tell.

    `raw` gives hits, in any order and some perhaps twice, of which some may not be meant, `keeps` tells of one of them whether it is: the hits are those that
    are kept, and many need not be looked at so closely because they stand alone.

    `effort` is a rough measure of its work: terms are looked up, expressions have to be compiled and searched for. `sure` says that it never raises.
    `groups` are sets of groups of terms and `literals` sets of strings in small letters, of each of which one has to occur for it to find anything.
    """

    __slots__ = ("effort", "groups", "literals", "sure")

    def __init__(
        self, effort: int, sure: bool, groups: Sequence[frozenset[int]] = (), literals: Sequence[frozenset[str]] = ()
    ) -> None:
        self.effort = effort
        self.sure = sure
        self.groups = tuple(groups)
        self.literals = tuple(literals)

    def occurs(self, place: Place, env: Env) -> bool:
        return bool(self.hits(place, env))

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        return self.hits(place, env)

    def keeps(self, text: Text, hit: Hit) -> bool:
        return True

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        """What is found, in order."""
        raise NotImplementedError


@final
class Says(Finder):
    """Finds terms as people inflect them, and strings that the register or the post brings, and keeps the hits that pass the options.

    `group` is the number of the terms in the program's index (None: no term written in the ruleset), `references` stand for plain strings,
    `without` finds what excepts a hit that it overlaps.
    """

    __slots__ = ("_picks", "_plainly", "flags", "group", "person", "references", "tense", "without")

    def __init__(
        self,
        group: int | None,
        references: Sequence[Reference] = (),
        flags: Mapping[str, str] | None = None,
        person: Sequence[str] = (),
        tense: str | None = None,
        without: Finder | None = None,
    ) -> None:
        super().__init__(
            1,
            not references and (without is None or without.sure),
            () if group is None or references else (frozenset((group,)),),
        )
        self.group = group
        self.references = tuple(references)
        self.flags = {name: want for name, want in (flags or {}).items() if want != "any"}
        self.person = frozenset(person)
        self.tense = tense
        self.without = without
        self._picks = bool(self.flags or self.person or self.tense)
        self._plainly = group is not None and not self.references and without is None

    def occurs(self, place: Place, env: Env) -> bool:
        if self._plainly and not self._picks:
            return self.group in place.terms(env.view).groups
        found = self.raw(place, env)
        if not self._picks or not found:
            return bool(found)
        text = place.text(env.view)
        for hit in found:  # noqa: SIM110 - a generator costs half as much again
            if self._passes(text, hit):
                return True
        return False

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        found: Sequence[Hit] = place.terms(env.view).get(self.group) if self.group is not None else ()
        if self._plainly:
            return found
        if self.references:
            found = (*found, *self._plain(place, env))
        if found and self.without is not None:
            excepted = self.without.hits(place, env)
            if excepted:
                return [hit for hit in found if not any(hit.overlaps(other) for other in excepted)]
        return found

    def keeps(self, text: Text, hit: Hit) -> bool:
        return not self._picks or self._passes(text, hit)

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        found = self.raw(place, env)
        if self._picks and found:
            text = place.text(env.view)
            found = [hit for hit in found if self._passes(text, hit)]
        return sorted(set(found)) if len(found) > 1 else found

    def _plain(self, place: Place, env: Env) -> Sequence[Hit]:
        """The hits of all strings referred to; what is unknown or wrong with any of them outweighs the others' hits."""
        found: list[Hit] = []
        unclear: list[Outcome] = []
        for reference in self.references:
            seen = resolved(reference, env)
            if seen.state == MISSING:
                unclear.append(unknown(seen.at))
            elif seen.state == BROKEN:
                unclear.append(broken(seen.why))
            elif seen.state == KNOWN:
                look = env.view.register_hits if not seen.at else env.view.plain_hits
                for term in seen.value if isinstance(seen.value, list) else [seen.value]:
                    if isinstance(term, str):
                        found += look(place.at, place.string, term)
                    else:
                        unclear.append(broken(f"`{shown(term)}` is not a term"))
        if unclear:
            raise Undecidable(joined_any(unclear))
        return found

    def _passes(self, text: Text, hit: Hit) -> bool:
        context = context_of(text, hit)
        for name, want in self.flags.items():
            if getattr(context, name) != (want == "only"):
                return False
        if self.person and context.person not in self.person:
            return False
        return self.tense is None or context.tense == self.tense


@final
class Matches(Finder):
    """Finds a regular expression in the NFKC text."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: Pattern) -> None:
        super().__init__(8, True, literals=pattern.literals)
        self.pattern = pattern

    def occurs(self, place: Place, env: Env) -> bool:
        return self.pattern.occurs(place.searched(env.view))

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        found: list[Hit] = []
        for begin, end in self.pattern.spans(place.searched(env.view)):
            text = place.text(env.view)
            start, stop = text.from_nfkc(begin, end)
            first, last = text.tokens_in(start, stop) or (0, -1)
            found.append(Hit(start, stop, first, last))
        return found


@final
class Either(Finder):
    """The hits of several finders: `any` inside `near`."""

    __slots__ = ("finders",)

    def __init__(self, finders: Sequence[Finder]) -> None:
        options = [finder.groups[0] for finder in finders if finder.groups]
        super().__init__(
            max((finder.effort for finder in finders), default=0),
            all(finder.sure for finder in finders),
            (frozenset[int]().union(*options),) if options and len(options) == len(finders) else (),
        )
        self.finders = tuple(finders)

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        if not self.sure:
            return self.hits(place, env)
        found: list[Hit] = []
        for finder in self.finders:
            found += finder.hits(place, env)
        return found

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        return sorted({hit for hits in gathered(self.finders, place, env) for hit in hits})


def gathered(finders: Sequence[Finder], place: Place, env: Env) -> list[Sequence[Hit]]:
    """The hits of each finder; if nobody can tell those of some, Undecidable with all reasons, so that their order does not matter."""
    found: list[Sequence[Hit]] = []
    unclear: list[Outcome] = []
    for finder in finders:
        try:
            found.append(finder.hits(place, env))
        except Undecidable as why:
            unclear.append(why.outcome)
    if unclear:
        raise Undecidable(joined_any(unclear))
    return found
