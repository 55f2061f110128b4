"""`near`: hits of several finders that stand close together."""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.conditions.finders import Finder, Meant, Place, Undecidable, gathered
from rulekit.conditions.node import Env, Outcome, joined_any
from rulekit.text import Hit, Text


class Near(Meant):
    """Finds hits of all items close together: within `words` tokens, or (`words` None) in one sentence.

    Its hits are all that take part in a choice of one hit per item in which none overlap, none of `forbidden` stands and, if `ordered`, each begins
    after the one before it.
    """

    __slots__ = ("_cheapest", "effort", "forbidden", "groups", "items", "literals", "ordered", "sure", "words")

    def __init__(self, items: Sequence[Finder], forbidden: Sequence[Finder], words: int | None, ordered: bool) -> None:
        self.items = tuple(items)
        self._cheapest = sorted(range(len(items)), key=lambda number: items[number].effort)
        self.forbidden = tuple(forbidden)
        self.words = words
        self.ordered = ordered
        self.effort = 1 + max((item.effort for item in self.items), default=0)
        self.sure = all(item.sure for item in (*self.items, *self.forbidden))
        self.groups = tuple([groups for item in self.items for groups in item.groups])
        self.literals = tuple([literals for item in self.items for literals in item.literals])

    def occurs(self, place: Place, env: Env) -> bool:
        text = env.view.text(place.at, place.string)
        lists = self._close(place, env, text)
        kept = None if lists is None else self._kept(lists, text)
        return kept is not None and self._choose(kept, (), self._barred(place, env), text) is not None

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
        if not self.sure:
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
        for other in others:  # noqa: SIM110 - a generator costs half as much again
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
