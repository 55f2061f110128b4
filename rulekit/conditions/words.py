"""`says`, `near`, `matches`: tests of what a text says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import NOTHING, Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.numbers import shown
from rulekit.conditions.patterns import Pattern
from rulekit.conditions.values import Reference
from rulekit.facts.view import BROKEN, KNOWN, MISSING, NONE, Seen, View
from rulekit.model.decision import Evidence
from rulekit.model.truth import ERROR, NO, UNKNOWN, YES, Truth
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
    """

    def occurs(self, place: Place, env: Env) -> bool: ...

    def raw(self, place: Place, env: Env) -> Sequence[Hit]: ...

    def keeps(self, text: Text, hit: Hit) -> bool: ...

    def hits(self, place: Place, env: Env) -> Sequence[Hit]: ...


class TextTest:
    """Yes if the finder has a hit in the string, or in one of the strings of `any_text`."""

    __slots__ = ("effort", "finder", "groups", "literals")

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.groups = tuple(_groups(finder))
        self.literals = tuple(_literals(finder))
        self.effort = effort(finder)

    def value(self, seen: Seen, env: Env) -> Truth:
        """What `judge` says, without evidence."""
        if seen.state == MISSING:
            return UNKNOWN
        if seen.state == NONE or (seen.at == "/text" and not seen.why and not self._may_hit(env.view)):
            return NO
        found = ERROR if seen.why else NO
        try:
            for place in places(seen):
                value = self._value(place, env)
                if value == YES:
                    return YES
                if value > found:
                    found = value
        except Undecidable as why:
            return why.outcome.value
        return found

    def _value(self, place: Place, env: Env) -> Truth:
        try:
            return YES if self.finder.occurs(place, env) else NO
        except Undecidable as why:
            return why.outcome.value

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE or (seen.at == "/text" and not seen.why and not self._may_hit(env.view)):
            return NOTHING
        try:
            outcomes = [self._asked(place, env) for place in places(seen)]
        except Undecidable as why:
            return why.outcome
        if seen.why:
            outcomes.append(broken(seen.why))
        return joined_any(outcomes)

    def _may_hit(self, view: View) -> bool:
        """False only if the texts of the post lack something that every hit has."""
        for groups in self.groups:
            if view.present.isdisjoint(groups):
                return False
        for literals in self.literals:  # noqa: SIM110 - as below
            if not view.holds_one(literals):
                return False
        return True

    def _asked(self, place: Place, env: Env) -> Outcome:
        try:
            hits = self.finder.hits(place, env)
        except Undecidable as why:
            return why.outcome
        return Outcome(YES, tuple(item for hit in hits for item in place.evidence(hit))) if hits else NOTHING


def _groups(finder: Finder) -> Iterator[frozenset[int]]:
    """Sets of groups of terms, of each of which one has to occur for the finder to find anything."""
    if isinstance(finder, Near):
        for item in finder.items:
            yield from _groups(item)
    elif isinstance(finder, Says):
        if finder.group is not None and not finder.references:
            yield frozenset((finder.group,))
    elif isinstance(finder, Either):
        options = [list(_groups(item)) for item in finder.finders]
        if options and all(options):
            yield frozenset().union(*(option[0] for option in options))


def _literals(finder: Finder) -> Iterator[frozenset[str]]:
    """Sets of strings, of each of which one has to stand in a text in small letters."""
    if isinstance(finder, Near):
        for item in finder.items:
            yield from _literals(item)
    elif isinstance(finder, Matches):
        yield from finder.pattern.literals


def _sure(finder: Finder) -> bool:
    """Whether the finder can always tell its hits."""
    if isinstance(finder, Says):
        return not finder.references and (finder.without is None or _sure(finder.without))
    if isinstance(finder, Either):
        return all(map(_sure, finder.finders))
    return all(map(_sure, (*finder.items, *finder.forbidden))) if isinstance(finder, Near) else True


def places(seen: Seen) -> Iterator[Place]:
    """The strings a value holds."""
    if isinstance(seen.value, tuple):
        for at, string, shift in seen.value:
            yield Place(at, string, shift, ())
    elif isinstance(seen.value, str):
        yield Place(seen.at, seen.value, seen.shift, seen.spans)
    else:
        raise Undecidable(broken(f"`{shown(seen.value)}` is not a text"))


class Says:
    """Finds terms as people inflect them, and strings that the register or the post brings, and keeps the hits that pass the options.

    `group` is the number of the terms in the program's index (None: no term written in the ruleset), `references` stand for plain strings,
    `without` finds what excepts a hit that it overlaps.
    """

    __slots__ = ("_picks", "flags", "group", "person", "references", "tense", "without")

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

    def occurs(self, place: Place, env: Env) -> bool:
        found = self.raw(place, env)
        if not self._picks or self.references or not found:
            return bool(found)
        text = env.view.text(place.at, place.string)
        for hit in found:  # noqa: SIM110 - a generator costs half as much again
            if self._passes(text, hit):
                return True
        return False

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        if self.references:
            return self.hits(place, env)
        found = env.view.term_hits(place.at, place.string).get(self.group, ()) if self.group is not None else ()
        if found and self.without is not None:
            excepted = self.without.hits(place, env)
            if excepted:
                return [hit for hit in found if not any(hit.overlaps(other) for other in excepted)]
        return found

    def keeps(self, text: Text, hit: Hit) -> bool:
        return not self._picks or bool(self.references) or self._passes(text, hit)

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        found: list[Hit] = []
        if self.group is not None:
            found += env.view.term_hits(place.at, place.string).get(self.group, ())
        if self.references:
            found += self._plain(place, env)
        if not found:
            return found
        if self.without is not None:
            excepted = self.without.hits(place, env)
            found = [hit for hit in found if not any(hit.overlaps(other) for other in excepted)]
        if self._picks:
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


class Matches:
    """Finds a regular expression in the NFKC text."""

    __slots__ = ("pattern",)

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern

    def occurs(self, place: Place, env: Env) -> bool:
        return self.pattern.occurs(env.view.searched(place.at, place.string))

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        return self.hits(place, env)

    def keeps(self, text: Text, hit: Hit) -> bool:
        return True

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        text = env.view.text(place.at, place.string)
        found = []
        for begin, end in self.pattern.spans(env.view.searched(place.at, place.string)):
            start, stop = text.from_nfkc(begin, end)
            first, last = text.tokens_in(start, stop) or (0, -1)
            found.append(Hit(start, stop, first, last))
        return found


class Either:
    """The hits of several finders: `any` inside `near`."""

    __slots__ = ("finders",)

    def __init__(self, finders: Sequence[Finder]) -> None:
        self.finders = tuple(finders)

    def occurs(self, place: Place, env: Env) -> bool:
        return bool(self.hits(place, env))

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        return self.hits(place, env)

    def keeps(self, text: Text, hit: Hit) -> bool:
        return True

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


class Near:
    """Finds hits of all items close together: within `words` tokens, or (`words` None) in one sentence.

    Its hits are all that take part in a choice of one hit per item in which none overlap, none of `forbidden` stands and, if `ordered`, each begins
    after the one before it.
    """

    __slots__ = ("_cheapest", "_sure", "forbidden", "items", "ordered", "words")

    def __init__(self, items: Sequence[Finder], forbidden: Sequence[Finder], words: int | None, ordered: bool) -> None:
        self.items = tuple(items)
        self._cheapest = sorted(range(len(items)), key=lambda number: effort(items[number]))
        self.forbidden = tuple(forbidden)
        self.words = words
        self.ordered = ordered
        self._sure = all(map(_sure, (*self.items, *self.forbidden)))

    def occurs(self, place: Place, env: Env) -> bool:
        text = env.view.text(place.at, place.string)
        lists = self._close(place, env, text)
        kept = None if lists is None else self._kept(lists, text)
        return kept is not None and self._choose(kept, (), self._barred(place, env), text) is not None

    def raw(self, place: Place, env: Env) -> Sequence[Hit]:
        return self.hits(place, env)

    def keeps(self, text: Text, hit: Hit) -> bool:
        return True

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        text = env.view.text(place.at, place.string)
        lists = self._close(place, env, text)
        kept = None if lists is None else self._kept(lists, text)
        return [] if kept is None else self._chosen(kept, self._barred(place, env), text)

    def _kept(self, lists: Sequence[Sequence[Hit]], text: Text) -> Sequence[Sequence[Hit]] | None:
        """Of the raw hits those that are meant; None as soon as an item has none."""
        found = []
        for item, hits in zip(self.items, lists, strict=True):
            kept = [hit for hit in hits if item.keeps(text, hit)]
            if not kept:
                return None
            found.append(kept)
        return found

    def _close(self, place: Place, env: Env, text: Text) -> Sequence[Sequence[Hit]] | None:
        """The raw hits of each item that stand close to one of each item before; None as soon as an item has none."""
        if not self._sure:
            return self._told(place, env)
        lists: list[Sequence[Hit]] = [() for _ in self.items]
        for number in self._cheapest:
            found = [hit for hit in self.items[number].raw(place, env) if hit.first <= hit.last]
            for other in lists if found else ():
                if other:
                    found = [hit for hit in found if self._beside_one(hit, other, text)]
            if not found:
                return None
            lists[number] = found
        return lists

    def _told(self, place: Place, env: Env) -> Sequence[Sequence[Hit]] | None:
        """The hits of each item; None if one has none. Raises Undecidable if nobody can tell those of some item and no other lacks them."""
        lists: list[list[Hit]] = [[] for _ in self.items]
        unclear: list[Outcome] = []
        for number in self._cheapest:
            try:
                lists[number] = [hit for hit in self.items[number].hits(place, env) if hit.first <= hit.last]
            except Undecidable as why:
                unclear.append(why.outcome)
                continue
            if not lists[number]:
                return None
        if unclear:
            raise Undecidable(joined_any(unclear))
        return lists

    def _beside_one(self, hit: Hit, others: Sequence[Hit], text: Text) -> bool:
        for other in others:  # noqa: SIM110 - as above
            if self._fit(hit, other, text):
                return True
        return False

    def _barred(self, place: Place, env: Env) -> Sequence[Hit]:
        if not self.forbidden:
            return ()
        return [hit for hits in gathered(self.forbidden, place, env) for hit in hits if hit.first <= hit.last]

    def _chosen(self, lists: Sequence[Sequence[Hit]], barred: Sequence[Hit], text: Text) -> Sequence[Hit]:
        """Every hit that takes part in a choice."""
        taking: set[tuple[int, Hit]] = set()
        for number, found in enumerate(lists):
            for hit in found:
                if (number, hit) in taking:
                    continue
                rest = [
                    [hit] if other == number else [near for near in options if self._fit(near, hit, text)]
                    for other, options in enumerate(lists)
                ]
                choice = self._choose(rest, (), barred, text)
                if choice is not None:
                    taking.update(enumerate(choice))
        return sorted({hit for _, hit in taking})

    def _choose(
        self, lists: Sequence[Sequence[Hit]], chosen: tuple[Hit, ...], barred: Sequence[Hit], text: Text
    ) -> tuple[Hit, ...] | None:
        if len(chosen) == len(lists):
            return None if any(self._bars(hit, chosen, text) for hit in barred) else chosen
        for hit in lists[len(chosen)]:
            if self._overlaps(hit, chosen) or not self._fits(hit, chosen, text):
                continue
            if self.ordered and chosen and hit.start < chosen[-1].start:
                continue
            found = self._choose(lists, (*chosen, hit), barred, text)
            if found is not None:
                return found
        return None

    def _fits(self, hit: Hit, chosen: Sequence[Hit], text: Text) -> bool:
        """Whether a hit stands close to all that were chosen; the first one need only be short enough itself."""
        for other in chosen or (hit,):  # noqa: SIM110 - as above
            if not self._fit(hit, other, text):
                return False
        return True

    def _fit(self, one: Hit, other: Hit, text: Text) -> bool:
        first = one.first if one.first < other.first else other.first  # noqa: FURB136 - `min` takes five times as long
        last = one.last if one.last > other.last else other.last  # noqa: FURB136 - likewise
        if self.words is not None:
            return last - first < self.words
        numbers = text.structure.numbers
        return numbers[first] == numbers[last]

    def _bars(self, hit: Hit, chosen: Sequence[Hit], text: Text) -> bool:
        return not self._overlaps(hit, chosen) and self._fits(hit, chosen, text)

    @staticmethod
    def _overlaps(hit: Hit, chosen: Sequence[Hit]) -> bool:
        for other in chosen:  # noqa: SIM110 - as above
            if hit.overlaps(other):
                return True
        return False


def effort(finder: Finder) -> int:
    """How much work a finder is, to ask the cheap ones first: terms are looked up, expressions have to be compiled and searched for."""
    if isinstance(finder, Either):
        return max(map(effort, finder.finders), default=0)
    if isinstance(finder, Near):
        return 1 + max(map(effort, finder.items), default=0)
    return 8 if isinstance(finder, Matches) else 1
