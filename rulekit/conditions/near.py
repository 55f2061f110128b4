"""`near`: hits of several finders that stand close together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from rulekit.conditions.finders import Finder, Place, Undecidable, gathered
from rulekit.conditions.node import Env, Outcome, joined_any
from rulekit.text import Hit, Text


@final
class Near(Finder):
    """Finds hits of all items close together: within `words` tokens, or (`words` None) in one sentence.

    Its hits are all that take part in a choice of one hit per item in which none overlap, none of `forbidden` stands and, if `ordered`, each begins
    after the one before it.
    """

    __slots__ = ("_cheapest", "forbidden", "items", "ordered", "words")

    def __init__(self, items: Sequence[Finder], forbidden: Sequence[Finder], words: int | None, ordered: bool) -> None:
        super().__init__(
            1 + max((item.effort for item in items), default=0),
            all(item.sure for item in (*items, *forbidden)),
            [groups for item in items for groups in item.groups],
            [literals for item in items for literals in item.literals],
        )
        self.items = tuple(items)
        self._cheapest = sorted(range(len(items)), key=lambda number: items[number].effort)
        self.forbidden = tuple(forbidden)
        self.words = words
        self.ordered = ordered

    def occurs(self, place: Place, env: Env) -> bool:
        text = place.text(env.view)
        lists = self._close(place, env, text)
        if lists is None:
            return False
        if not self.sure:
            return self._choose(lists, [], self._barred(place, env), text) is not None
        # to see that no hits stand together is less work than to see which are meant, and what forbids them
        choice = self._choose(lists, [], (), text)
        if choice is None:
            return False
        meant, only = self._meant(choice, text), self._only(lists)
        if only and not meant:
            return False
        barred = self._barred(place, env)
        if meant and not (barred and self._forbids(barred, choice, text)):
            return True
        kept = None if only else self._kept(lists, text)
        return kept is not None and self._choose(kept, [], barred, text) is not None

    def hits(self, place: Place, env: Env) -> Sequence[Hit]:
        text = place.text(env.view)
        lists = self._close(place, env, text)
        kept = None if lists is None else self._kept(lists, text)
        return [] if kept is None else self._chosen(kept, self._barred(place, env), text)

    @staticmethod
    def _only(lists: Sequence[Sequence[Hit]]) -> bool:
        """Whether there is but one choice."""
        for found in lists:  # noqa: SIM110 - a generator costs half as much again
            if len(found) > 1:
                return False
        return True

    def _forbids(self, barred: Sequence[Hit], choice: Sequence[Hit], text: Text) -> bool:
        """Whether one of the forbidden hits stands close to a whole choice."""
        first, last = min([hit.first for hit in choice]), max([hit.last for hit in choice])
        return self._barred_by(barred, choice, first, last, text)

    def _meant(self, choice: Sequence[Hit], text: Text) -> bool:
        """Whether every hit of a choice is meant."""
        for item, hit in zip(self.items, choice, strict=True):  # noqa: SIM110 - a generator costs half as much again
            if not item.keeps(text, hit):
                return False
        return True

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
        first, last = hit.first, hit.last
        for other in others:
            begin = other.first if other.first < first else first  # noqa: FURB136 - `min` takes five times as long
            end = other.last if other.last > last else last  # noqa: FURB136 - likewise
            if self._within(begin, end, text):
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
                    [hit] if other == number else [near for near in options if self._beside_one(near, (hit,), text)]
                    for other, options in enumerate(lists)
                ]
                choice = self._choose(rest, [], barred, text)
                if choice is not None:
                    taking.update(enumerate(choice))
        return sorted({hit for _, hit in taking})

    def _choose(
        self,
        lists: Sequence[Sequence[Hit]],
        chosen: list[Hit],
        barred: Sequence[Hit],
        text: Text,
        first: int = 0,
        last: int = -1,
    ) -> list[Hit] | None:
        """The first choice that begins with those chosen, which stand from token `first` to token `last`."""
        place = len(chosen)
        ends = place + 1 == len(lists)
        for hit in lists[place]:
            begin = first if chosen and first < hit.first else hit.first
            end = last if last > hit.last else hit.last  # noqa: FURB136 - as above
            if not self._within(begin, end, text) or (chosen and self._overlaps(hit, chosen)):
                continue
            if self.ordered and chosen and hit.start < chosen[-1].start:
                continue
            more = [*chosen, hit]
            if not ends:
                whole = self._choose(lists, more, barred, text, begin, end)
                if whole is not None:
                    return whole
            elif not (barred and self._barred_by(barred, more, begin, end, text)):
                return more
        return None

    def _within(self, first: int, last: int, text: Text) -> bool:
        """Whether two tokens, and what stands between them, are close enough together."""
        if self.words is not None:
            return last - first < self.words
        numbers = text.structure.numbers
        return numbers[first] == numbers[last]

    def _barred_by(self, barred: Sequence[Hit], chosen: Sequence[Hit], first: int, last: int, text: Text) -> bool:
        """Whether one of the forbidden hits stands by itself, and close to all that were chosen."""
        for hit in barred:  # noqa: SIM110 - a generator costs half as much again
            if self._within(min(first, hit.first), max(last, hit.last), text) and not self._overlaps(hit, chosen):
                return True
        return False

    @staticmethod
    def _overlaps(hit: Hit, chosen: Sequence[Hit]) -> bool:
        for other in chosen:  # noqa: SIM110 - a generator costs half as much again
            if hit.overlaps(other):
                return True
        return False
