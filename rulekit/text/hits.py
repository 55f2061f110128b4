"""What an index keeps of a form, and what a scan finds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from rulekit.text.reading import Text
from rulekit.text.values import Hit

Row = Sequence[Any]
"""What a form may stand for: the groups it is a hit of, the numbers of the terms' words it is a form of, and what else it leads to.

That is empty for most forms, else: the words by which a run of words is met in its first word, those by which it is met in its
second, whether the form is a verb that may have lost its particle, and whether it is another word with a capital.
"""

NO_ROW: Row = ((), (), ())


def row_of(
    atoms: Sequence[int],
    groups: Sequence[Sequence[int]],
    begun: Collection[int],
    ended: Collection[int],
    more: tuple[bool, bool],
) -> Row:
    """The row of a form of these words. `groups` are those of each word, runs are met by the words in `begun` and `ended`, `more` is the rest."""
    found: set[int] = set()
    for atom in atoms:
        found.update(groups[atom])
    firsts, seconds = tuple([atom for atom in atoms if atom in begun]), tuple([atom for atom in atoms if atom in ended])
    rest = (firsts, seconds, *more) if firsts or seconds or more[0] or more[1] else ()
    return tuple(sorted(found)), tuple(atoms), rest


def pair(first: int, second: int) -> int:
    """Two words that follow one another, as one number: a look in one flat table instead of in one for each first word."""
    return (first << 24) + second


class Hits:
    """What a scan found: `groups` are those that occur. Most of them are only asked whether they do: the hits of one are made when somebody asks for them."""

    __slots__ = ("_made", "_others", "_text", "_tokens", "groups")

    def __init__(self, text: Text, met: Sequence[Row], others: Mapping[int, list[Hit]]) -> None:
        """`met` is the row of each token, `others` are hits of other things than whole tokens, in any order."""
        self._text = text
        self._tokens = [(number, row[0]) for number, row in enumerate(met) if row[0]]
        self._others = others
        self._made: dict[int, tuple[Hit, ...]] = {}
        self.groups: frozenset[int] = frozenset(others).union(*[groups for _, groups in self._tokens])

    def keys(self) -> list[int]:
        """The groups that occur, in ascending order."""
        return sorted(self.groups)

    def get(self, group: int, default: tuple[Hit, ...] = ()) -> tuple[Hit, ...]:
        """The hits of a group by place, without duplicates; `default` if it does not occur."""
        found = self._made.get(group)
        if found is None:
            if group not in self.groups:
                return default
            found = self._made[group] = self._all(group)
        return found

    def __getitem__(self, group: int) -> tuple[Hit, ...]:
        return self.get(group)

    def items(self) -> list[tuple[int, tuple[Hit, ...]]]:
        """The groups that occur, in ascending order, each with its hits."""
        return [(group, self.get(group)) for group in self.keys()]

    def _all(self, group: int) -> tuple[Hit, ...]:
        starts, ends = self._text.starts, self._text.ends
        new = tuple.__new__  # as a tuple, a hit is made in half the time
        hits = [
            new(Hit, (starts[number], ends[number], number, number, ()))
            for number, groups in self._tokens
            if group in groups
        ]
        others = self._others.get(group)
        return tuple(hits) if others is None else tuple(sorted({*hits, *others}))
