"""What finds hits in a text: terms (`says`), regular expressions (`matches`), and alternatives of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.numbers import shown
from rulekit.conditions.patterns import Pattern
from rulekit.conditions.values import Reference
from rulekit.facts.seen import BROKEN, KNOWN, MISSING
from rulekit.model.decision import Evidence
from rulekit.text import Hit, Text, context_of

FLAGS: tuple[str, ...] = ("negated", "quoted", "question", "conditional", "counter")
"""The contexts of a hit that `says` can skip or ask for."""


class Place(NamedTuple):
    """One string that a test reads: its pointer in the post, where it begins in that string, and where it was found if it has no pointer of its own."""

    at: str
    string: str
    shift: int
    spans: tuple[Evidence, ...]

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


class Finder(Protocol):
    """Something that finds hits in one string; `occurs` tells whether there are any, and as `hits` raises Undecidable if nobody can tell.

    `raw` gives hits of which some may not be meant, `keeps` tells of one of them whether it is: the hits are those that are kept, and many need not be looked
    at so closely because they stand alone.

    `effort` is a rough measure of its work: terms are looked up, expressions have to be compiled and searched for. `sure` says that it never raises.
    `groups` are sets of groups of terms and `literals` sets of strings in small letters, of each of which one has to occur for it to find anything.
    """

    @property
    def effort(self) -> int: ...

    @property
    def sure(self) -> bool: ...

    @property
    def groups(self) -> Sequence[frozenset[int]]: ...

    @property
    def literals(self) -> Sequence[frozenset[str]]: ...

    def occurs(self, place: Place, env: Env) -> bool: ...

    def raw(self, place: Place, env: Env) -> Sequence[Hit]: ...

    def keeps(self, text: Text, hit: Hit) -> bool: ...

    def hits(self, place: Place, env: Env) -> Sequence[Hit]: ...


class Meant:
    """What finders have in common whose hits are all meant: what they find need not be looked at again."""

    __slots__ = ()

    def occurs(self, place: Place, env: Env) -> bool:
        return bool(self.hits(place, env))

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        return self.hits(place, env)

    def keeps(self, text: Text, hit: Hit) -> bool:
        return True

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        """What is found."""
        raise NotImplementedError


class Says:
    """Finds terms as people inflect them, and strings that the register or the post brings, and keeps the hits that pass the options.

    `group` is the number of the terms in the program's index (None: no term written in the ruleset), `references` stand for plain strings,
    `without` finds what excepts a hit that it overlaps.
    """

    __slots__ = (
        "_picks",
        "effort",
        "flags",
        "group",
        "groups",
        "literals",
        "person",
        "references",
        "sure",
        "tense",
        "without",
    )

    def __init__(
        self,
        group: int | None,
        references: Sequence[Reference] = (),
        flags: Mapping[str, str] | None = None,
        person: Sequence[str] = (),
        tense: str | None = None,
        without: Finder | None = None,
    ) -> None:
        self.group = group
        self.references = tuple(references)
        self.flags = {name: want for name, want in (flags or {}).items() if want != "any"}
        self.person = frozenset(person)
        self.tense = tense
        self.without = without
        self._picks = bool(self.flags or self.person or self.tense)
        self.effort = 1
        self.sure = not self.references and (without is None or without.sure)
        self.groups = () if group is None or self.references else (frozenset((group,)),)
        self.literals: tuple[frozenset[str], ...] = ()

    def occurs(self, place: Place, env: Env) -> bool:
        found = self.raw(place, env)
        if not self._picks or not found:
            return bool(found)
        text = env.view.text(place.at, place.string)
        for hit in found:  # noqa: SIM110 - a generator costs half as much again
            if self._passes(text, hit):
                return True
        return False

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        found = env.view.term_hits(place.at, place.string).get(self.group, ()) if self.group is not None else ()
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
            text = env.view.text(place.at, place.string)
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


class Matches(Meant):
    """Finds a regular expression in the NFKC text."""

    __slots__ = ("effort", "groups", "literals", "pattern", "sure")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.effort = 8
        self.sure = True
        self.groups: tuple[frozenset[int], ...] = ()
        self.literals = pattern.literals

    def occurs(self, place: Place, env: Env) -> bool:
        return self.pattern.occurs(env.view.searched(place.at, place.string))

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        text = env.view.text(place.at, place.string)
        found = []
        for begin, end in self.pattern.spans(env.view.searched(place.at, place.string)):
            start, stop = text.from_nfkc(begin, end)
            first, last = text.tokens_in(start, stop) or (0, -1)
            found.append(Hit(start, stop, first, last))
        return found


class Either(Meant):
    """The hits of several finders: `any` inside `near`."""

    __slots__ = ("effort", "finders", "groups", "literals", "sure")

    def __init__(self, finders: Sequence[Finder]) -> None:
        self.finders = tuple(finders)
        self.effort = max((finder.effort for finder in self.finders), default=0)
        self.sure = all(finder.sure for finder in self.finders)
        options = [finder.groups[0] for finder in self.finders if finder.groups]
        self.groups = (frozenset[int]().union(*options),) if options and len(options) == len(finders) else ()
        self.literals: tuple[frozenset[str], ...] = ()

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
