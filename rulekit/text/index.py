"""Terms in texts: one pass over the tokens, dictionary look-ups only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from rulekit.text.disguise import TRIPLES, disguised_words
from rulekit.text.hits import NO_ROW, Hits, Row, pair, row_of
from rulekit.text.plain import PlainIndex, hashtag_parts
from rulekit.text.reading import Text
from rulekit.text.small import ascii_pattern
from rulekit.text.values import Hit

if TYPE_CHECKING:
    from rulekit.model.canonical import Json  # only a name for the reader: digests would slow the start

_DERIVED = (
    r"(?:s|n|en|e|es)?(?:"
    r"(?:voll|los|haft|lich|isch|ig|bar|sam|mässig|artig|weise)(?:e[rsnm]?|er[en][rsnm]?|ste[rsnm]?)?"
    r"|ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tum|tums|nis|chen|lein|ling|linge|lingen|erei|ereien"
    r"|ieren|iert|ierte|ierten|ierung|ismus|ist|isten|ität|istisch(?:e[rsnm]?)?|ion|ionen|ell|elle[rsnm]?|al|ale[rsnm]?"
    r"|\*?innen|ens|ern|end(?:e[rsnm]?)?|est|et|eten|ete|ten|tes|ter|tem|ste)\Z"
)
"""What follows the first part when the word is derived from it and no compound: geheimnisvoll, Freundschaft."""

_FREE = frozenset("und oder aber sondern denn wenn weil dass wie ob heute morgen gestern jetzt hier and".split())
_TIMES = frozenset("heute morgen gestern jetzt hier".split())
_PREPOSITIONS = frozenset("ab an auf aus bei durch ein für gegen hinter in mit nach über um unter vor zu".split())
_FAR = 12
"""How many tokens a particle may stand behind its verb (domain/rules.md section 5)."""

EDGE = 4
"""How many letters at one end of a form tell whether a key with a star may fit; a key has at least two."""

_FEW = 100
"""Up to so many keys with a star are looked for in the whole text at once."""

_GAP = frozenset(" \t\n\r\xa0\"'„“”»«‚‘’‹›*_")


class TermIndex:
    """All terms of all groups, made by `expand`.

    `strings` are strings in small letters; who knows which of them stand in a text's own small letters may say so when it is scanned.
    """

    __slots__ = (
        "_apart", "_begun", "_capital", "_cased", "_disguised", "_ended", "_few_firsts", "_firsts", "_firsts_by", "_groups", "_heads", "_heads_by",
        "_inner", "_inner_sizes", "_least", "_not_first", "_not_head", "_pairs", "_plain", "_runs", "_short", "_small", "_words", "strings",
    )  # fmt: skip

    def __init__(self, data: Json) -> None:
        self._words: Mapping[str, Row] = data["words"]
        self._firsts: dict[str, list[int]] = data["firsts"]
        self._heads: dict[str, list[int]] = data["heads"]
        self._inner: dict[str, list[int]] = data["inner"]
        self._groups: list[Sequence[int]] = data["groups"]
        self._apart: dict[str, list[Sequence[Any]]] = data["apart"]
        self._not_first = {key: tuple(words) for key, words in data["not_first"].items()}
        self._not_head = {key: tuple(words) for key, words in data["not_head"].items()}
        self._runs: dict[int, dict[int, list[Sequence[list[int]]]]] = data["runs"]
        self._pairs: dict[int, list[Sequence[list[int]]]] = data["pairs"]
        self._begun: frozenset[int] = frozenset(data["begun"])
        self._ended: frozenset[int] = frozenset(data["ended"])
        self._plain = [
            (PlainIndex.prepared(data[kind + "_index"]), data[kind]) for kind in ("literal", "exact") if data[kind]
        ]
        self._capital: dict[str, list[int]] = data["capital"]
        self._small: dict[str, list[int]] = data["small"]
        self._cased = frozenset(self._capital.keys() | self._small.keys())
        self._disguised = frozenset(data["disguised"])
        self._firsts_by: dict[str, list[int]] = data["firsts_by"]
        self._heads_by: dict[str, list[int]] = data["heads_by"]
        self._short: Sequence[bool] = data["short"]
        # a word of no more letters has no other before its head
        self._least = min(map(len, self._heads), default=0) + 1
        self._inner_sizes = sorted({len(key) for key in self._inner})
        few = len(self._firsts) <= _FEW and all(key.isalnum() for key in self._firsts)
        self._few_firsts = frozenset(self._firsts) if few else None
        strings = (self._few_firsts or frozenset()) | (TRIPLES if self._disguised else frozenset())
        self.strings = strings.union(*[index.strings for index, _ in self._plain])

    def scan(self, text: Text, present: frozenset[str] | None = None) -> Hits:
        """What occurs in the text. `present` are those of `strings` that stand in it, with others; None if nobody knows."""
        if present is not None:
            present &= self.strings
        others: dict[int, list[Hit]] = {}
        met = self._met(text, present)
        cased = []
        for number in [number for number, row in enumerate(met) if row[2]]:
            _, _, apart, other = met[number][2]
            self._in_runs(text, number, met, others)
            if apart:
                self._separated(text, number, others)
            if other:
                cased.append(number)
        for number in text.odd:
            key = text.keys[number]
            if key[:1] == "#":
                self._hashtag(text, number, others)
            elif "-" in key:
                self._inside(self._hyphen_parts(text, number), others)
        self._by_string(text, others, present)
        if self._disguised:
            self._by_disguise(text, others, present)
        for number in cased:
            met[number] = self._row("", self._of_its_case(text, number, met[number][1]))
        return Hits(text, met, others)

    def _met(self, text: Text, present: frozenset[str] | None) -> list[Row]:
        """The row of each token."""
        keys, heads, least = text.keys, self._heads_by, self._least
        met: list[Row] = list(map(self._words.get, keys, repeat(NO_ROW)))
        for number in text.odd:
            if keys[number][:1] != "#":
                self._add(met, number, keys[number], self._by_parts(keys[number]))
        for number in (
            self._edged(keys)
            if self._short[0]
            else [number for number, key in enumerate(keys) if len(key) > least and key[-EDGE:] in heads]
        ):
            self._add(met, number, keys[number], self._by_head(keys[number]))
        for number in self._edged(keys) if self._short[1] else self._beginning(text, present):
            self._add(met, number, keys[number], self._by_first(keys[number]))
        for number, key in enumerate(keys) if self._inner else ():
            self._add(met, number, key, self._anywhere(key))
        for number in text.odd:
            if keys[number][:1] == "#":
                met[number] = NO_ROW
        return met

    def _add(self, met: list[Row], number: int, key: str, atoms: list[int]) -> None:
        if atoms:
            met[number] = self._row(key, [*met[number][1], *atoms])

    def _row(self, form: str, atoms: list[int]) -> Row:
        return row_of(atoms, self._groups, self._begun, self._ended, (form in self._apart, form in self._cased))

    def _beginning(self, text: Text, present: frozenset[str] | None) -> list[int]:
        """The tokens that begin like a key with a star; where there are few such keys, most texts hold none."""
        few, firsts = self._few_firsts, self._firsts_by
        if present is not None and few is not None and text.plain and present.isdisjoint(few) and "ß" not in text.nfkc:
            return []
        return [number for number, key in enumerate(text.keys) if key[:EDGE] in firsts]

    def _edged(self, keys: list[str]) -> list[int]:
        """The tokens that begin or end like a key with a star, some of which are shorter than an edge."""
        heads, firsts = self._heads_by, self._firsts_by
        return [
            number
            for number, key in enumerate(keys)
            if any(key[-size:] in heads or key[:size] in firsts for size in range(2, EDGE + 1))
        ]

    def _in_runs(self, text: Text, number: int, met: list[Row], found: dict[int, list[Hit]]) -> None:
        """Terms of several words that a token may be the first or the second word of: its neighbour is the other one."""
        firsts, seconds, _, _ = met[number][2]
        behind = met[number + 1][1] if firsts and number + 1 < len(met) else ()
        pairs = self._pairs
        for first in firsts if behind else ():
            for second in behind:
                ways = pairs.get(pair(first, second))
                if ways is not None and self._fits(text, number, first):
                    self._run(text, number, ways, met, found)
        before = met[number - 1][1] if seconds and number else ()
        for second in seconds if before else ():
            for first in before:
                ways = pairs.get(pair(first, second))
                if ways is not None and first not in self._begun and self._fits(text, number - 1, first):
                    self._run(text, number - 1, ways, met, found)

    def _fits(self, text: Text, number: int, atom: int) -> bool:
        return text.keys[number] not in self._cased or bool(self._of_its_case(text, number, (atom,)))

    def _of_its_case(self, text: Text, number: int, atoms: Sequence[int]) -> list[int]:
        """Of a form that is another word with a capital, what fits the way it is written."""
        case = text.case(number)
        other = {"A": self._small, "a": self._capital}.get(case)
        wrong = other.get(text.keys[number], ()) if other is not None else ()
        return [atom for atom in atoms if atom not in wrong]

    def _atoms(self, form: str) -> list[int]:
        """The terms' words that a form is a form of."""
        atoms = list(self._words.get(form, NO_ROW)[1])
        if not form.isalnum():
            atoms = atoms + self._by_parts(form)
        atoms = atoms + self._by_first(form) + self._by_head(form)
        if self._inner:
            atoms = atoms + self._anywhere(form)
        return atoms

    def _by_parts(self, form: str) -> list[int]:
        """A form with an apostrophe or hyphens, without them."""
        if "'" not in form and "-" not in form:
            return []
        bare = form[:-2] if form.endswith("'s") else form.rstrip("'")
        words = self._words
        return [*words.get(bare, NO_ROW)[1], *words.get(form.replace("-", ""), NO_ROW)[1]]

    def _by_first(self, form: str) -> list[int]:
        atoms: list[int] = []
        for size in (2, 3, 4) if self._short[1] else (4,):
            for length in self._firsts_by.get(form[:size], ()) if len(form) > size else ():
                if length + 3 > len(form):
                    continue
                key = form[:length]
                found = self._firsts.get(key)
                if found is None or form.startswith(self._not_first.get(key, ())):
                    continue
                if ascii_pattern(_DERIVED).match(form, length) is None and (length > 3 or len(form) > length + 3):
                    atoms += found
        return atoms

    def _by_head(self, form: str) -> list[int]:
        atoms: list[int] = []
        for size in (2, 3, 4) if self._short[0] else (4,):
            for length in self._heads_by.get(form[-size:], ()) if len(form) > size else ():
                if length + (2 if length > 3 else 3) > len(form):
                    continue
                key = form[-length:]
                found = self._heads.get(key)
                if found is not None and not form.endswith(self._not_head.get(key, ())):
                    atoms += found
        return atoms

    def _anywhere(self, form: str) -> list[int]:
        atoms: list[int] = []
        for size in self._inner_sizes:
            for start in range(len(form) - size + 1):
                atoms += self._inner.get(form[start : start + size], ())
        return atoms

    def _run(
        self,
        text: Text,
        number: int,
        ways: Sequence[Sequence[Sequence[int]]],
        met: list[Row],
        found: dict[int, list[Hit]],
    ) -> None:
        """Of several ways to go on after the first two words, each with its groups, those that the text does."""
        for atoms, groups in ways:
            last = number + len(atoms) - 1
            if last >= len(met):
                continue
            for step in range(2, len(atoms)):
                if atoms[step] not in met[number + step][1]:
                    break
            else:
                if self._joined(text, number, last):
                    hit = tuple.__new__(Hit, (text.starts[number], text.ends[last], number, last, ()))
                    for group in groups:
                        found.setdefault(group, []).append(hit)

    @staticmethod
    def _joined(text: Text, first: int, last: int) -> bool:
        """True if nothing but space and quotation marks stands between these tokens and those between them."""
        starts, ends = text.starts, text.ends
        for number in range(first, last):
            gap = text.original[ends[number] : starts[number + 1]]
            if gap != " " and not _GAP.issuperset(gap):
                return False
        return True

    def _separated(self, text: Text, number: int, found: dict[int, list[Hit]]) -> None:
        """A finite verb whose particle stands at the end of its clause, or not far behind."""
        keys = text.keys
        verbs = self._apart[keys[number]]
        wanted = {particle for particle, _ in verbs}
        behind = keys[number + 1 : number + 3 * _FAR]
        if wanted.isdisjoint(behind):
            return
        clauses = text.structure.clauses
        for place in range(number + 1, number + 1 + len(behind)):
            if clauses[place] != clauses[number]:
                return
            particle = keys[place]
            if (
                particle in wanted
                and text.case(place) != "A"
                and self._closes(text, place, particle, place - number <= _FAR)
            ):
                starts, ends = text.starts, text.ends
                parts = (starts[number], ends[number]), (starts[place], ends[place])
                hit = Hit(starts[number], ends[place], number, place, parts if place > number + 1 else ())
                for other, atom in verbs:
                    if other == particle:
                        for group in self._groups[atom]:
                            found.setdefault(group, []).append(hit)
                return

    @staticmethod
    def _closes(text: Text, place: int, particle: str, near: bool) -> bool:
        keys, clauses = text.keys, text.structure.clauses
        if place + 1 >= len(keys) or clauses[place + 1] != clauses[place]:
            return True
        if text.kind(place + 1) in ("emoji", "hashtag", "url", "handle"):
            return True
        if particle == "ab" and keys[place + 1] in _TIMES:
            return False  # ab heute
        return near and (particle not in _PREPOSITIONS or keys[place + 1] in _FREE)

    def _hashtag(self, text: Text, number: int, found: dict[int, list[Hit]]) -> None:
        start, end = text.starts[number], text.ends[number]
        whole = Hit(start + 1, end, number, number)
        for atom in self._atoms(text.keys[number][1:].replace("_", "")):
            for group in self._groups[atom]:
                found.setdefault(group, []).append(whole)
        parts = [(part.form, Hit(part.start, part.end, number, number)) for part in hashtag_parts(text, start, end)]
        if len(parts) > 1:
            self._inside(parts, found)
            for form, hit in parts:
                for atom in self._atoms(form):
                    for group in self._groups[atom]:
                        found.setdefault(group, []).append(hit)

    @staticmethod
    def _hyphen_parts(text: Text, number: int) -> list[tuple[str, Hit]]:
        whole = Hit(text.starts[number], text.ends[number], number, number)
        return [(part, whole) for part in text.keys[number].split("-")]

    def _inside(self, parts: list[tuple[str, Hit]], found: dict[int, list[Hit]]) -> None:
        """Runs of words inside one token: streng-vertraulich, #StrengVertraulich."""
        if not self._runs:
            return
        seen = [self._atoms(form) for form, _ in parts]
        for place, atoms in enumerate(seen):
            for atom in atoms:
                for wanted, groups in (run for runs in self._runs.get(atom, {}).values() for run in runs):
                    last = place + len(wanted) - 1
                    if last < len(parts) and all(want in seen[place + step] for step, want in enumerate(wanted)):
                        hit = parts[place][1]._replace(end=parts[last][1].end)
                        for group in groups:
                            found.setdefault(group, []).append(hit)

    def _by_string(self, text: Text, found: dict[int, list[Hit]], present: frozenset[str] | None) -> None:
        for index, groups in self._plain:
            for string, hits in index.scan(text, present).items():
                for group in groups[string]:
                    found.setdefault(group, []).extend(hits)

    def _by_disguise(self, text: Text, found: dict[int, list[Hit]], present: frozenset[str] | None) -> None:
        groups_of = self._groups
        for start, end, forms, handle in disguised_words(text, present):
            groups: set[int] = set()
            for form in forms:
                if handle:
                    groups.update(self._words.get(form, NO_ROW)[0])
                    continue
                for atom in self._atoms(form):
                    groups.update(groups_of[atom])
            groups &= self._disguised
            if groups:
                span = text.from_nfkc(start, end)
                touched = text.tokens_in(*span)
                if touched is not None:
                    for group in groups:
                        found.setdefault(group, []).append(Hit(*span, *touched))
