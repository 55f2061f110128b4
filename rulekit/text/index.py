"""Terms in texts: one pass over the tokens, dictionary look-ups only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rulekit.text.disguise import disguised_words
from rulekit.text.plain import PlainIndex, hashtag_parts
from rulekit.text.reading import Text
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

_EDGE = 4
"""How many letters at one end of a form tell whether a key with a star may fit; a key has at least two."""

_GAP = frozenset(" \t\n\r\xa0\"'„“”»«‚‘’‹›*_")


class TermIndex:
    """All terms of all groups, made by `expand`."""

    __slots__ = (
        "_apart", "_capital", "_cased", "_disguised", "_exact", "_firsts", "_firsts_by", "_groups", "_heads", "_heads_by", "_inner",
        "_inner_sizes", "_literal", "_not_first", "_not_head", "_runs", "_short", "_small", "_strings",
        "_words",
    )  # fmt: skip

    def __init__(self, data: Json) -> None:
        self._words: Mapping[str, list[int]] = data["words"]
        self._firsts: dict[str, list[int]] = data["firsts"]
        self._heads: dict[str, list[int]] = data["heads"]
        self._inner: dict[str, list[int]] = data["inner"]
        self._groups: list[list[int]] = data["groups"]
        self._apart: dict[str, list[Sequence[Any]]] = data["apart"]
        self._not_first = {key: tuple(words) for key, words in data["not_first"].items()}
        self._not_head = {key: tuple(words) for key, words in data["not_head"].items()}
        self._runs: dict[int, dict[int, list[Sequence[list[int]]]]] = data["runs"]
        self._strings = data["literal"], data["exact"]
        self._literal = PlainIndex.prepared(data["literal_index"])
        self._exact = PlainIndex.prepared(data["exact_index"])
        self._capital: dict[str, list[int]] = data["capital"]
        self._small: dict[str, list[int]] = data["small"]
        self._cased = self._capital.keys() | self._small.keys()
        self._disguised = frozenset(data["disguised"])
        self._firsts_by: dict[str, list[int]] = data["firsts_by"]
        self._heads_by: dict[str, list[int]] = data["heads_by"]
        self._short: Sequence[bool] = data["short"]
        self._inner_sizes = sorted({len(key) for key in self._inner})

    def scan(self, text: Text) -> dict[int, tuple[Hit, ...]]:
        """Group number -> its hits by place, without duplicates; only groups with hits."""
        found: dict[int, list[Hit]] = {}
        met = self._met(text)
        self._by_token(text, met, found)
        if self._runs:
            self._in_runs(text, met, found)
        self._apart_in(text, found)
        for number in text.odd:
            if text.keys[number][:1] == "#":
                self._hashtag(text, number, found)
            elif "-" in text.keys[number]:
                self._inside(self._hyphen_parts(text, number), found)
        self._by_string(text, found)
        if self._disguised:
            self._by_disguise(text, found)
        return {group: tuple(hits) if len(hits := found[group]) == 1 else _in_order(hits) for group in sorted(found)}

    def _met(self, text: Text) -> list[list[int] | None]:
        """For each token the terms' words that it is a form of, None if there are none."""
        keys, heads = text.keys, self._heads_by
        met = list(map(self._words.get, keys))
        for number in text.odd:
            if keys[number][:1] not in ("", "#"):
                _add(met, number, self._by_parts(keys[number]))
        for number in (
            self._edged(keys) if self._short[0] else [n for n, key in enumerate(keys) if key[-_EDGE:] in heads]
        ):
            _add(met, number, self._by_head(keys[number]))
        for number in self._edged(keys) if self._short[1] else self._beginning(keys):
            _add(met, number, self._by_first(keys[number]))
        for number, key in enumerate(keys) if self._inner else ():
            _add(met, number, self._anywhere(key))
        for number in text.odd:
            if keys[number][:1] == "#":
                met[number] = None
        return met

    def _beginning(self, keys: list[str]) -> list[int]:
        """The tokens that begin like a key with a star; there are few such keys, and one look at all tokens rules out most of them."""
        firsts = self._firsts_by
        whole = "\n" + "\n".join(keys)
        if not any("\n" + edge in whole for edge in firsts):
            return []
        return [number for number, key in enumerate(keys) if key[:_EDGE] in firsts]

    def _edged(self, keys: list[str]) -> list[int]:
        """The tokens that begin or end like a key with a star, some of which are shorter than an edge."""
        heads, firsts = self._heads_by, self._firsts_by
        return [
            number
            for number, key in enumerate(keys)
            if any(key[-size:] in heads or key[:size] in firsts for size in range(2, _EDGE + 1))
        ]

    def _by_token(self, text: Text, met: list[list[int] | None], found: dict[int, list[Hit]]) -> None:
        keys, starts, ends, groups_of = text.keys, text.starts, text.ends, self._groups
        cased = self._cased & text.distinct
        new, look = tuple.__new__, found.get  # as a tuple, a hit is made in half the time
        for number, atoms in enumerate(met):
            if atoms is None:
                continue
            if cased and keys[number] in cased:
                atoms = self._of_its_case(text, number, atoms)
            hit = None
            for atom in atoms:
                for group in groups_of[atom]:
                    if hit is None:
                        hit = new(Hit, (starts[number], ends[number], number, number, ()))
                    hits = look(group)
                    if hits is None:
                        found[group] = [hit]
                    else:
                        hits.append(hit)

    def _in_runs(self, text: Text, met: list[list[int] | None], found: dict[int, list[Hit]]) -> None:
        """Terms of several words: one of two neighbours begins it and the other goes on with it."""
        runs, keys, cased = self._runs, text.keys, self._cased
        for number, behind in enumerate(met[1:]):
            atoms = met[number]
            if behind is None or atoms is None:
                continue
            for atom in atoms:
                if atom not in runs or runs[atom].keys().isdisjoint(behind):
                    continue
                if keys[number] not in cased or atom in self._of_its_case(text, number, atoms):
                    self._run(text, number, atom, met, found)

    def _apart_in(self, text: Text, found: dict[int, list[Hit]]) -> None:
        if not self._apart.keys().isdisjoint(text.keys):
            for number in text.where(frozenset(self._apart.keys() & text.distinct)):
                self._separated(text, number, found)

    def _of_its_case(self, text: Text, number: int, atoms: list[int]) -> list[int]:
        """Of a form that is another word with a capital, what fits the way it is written."""
        case = text.case(number)
        other = {"A": self._small, "a": self._capital}.get(case)
        wrong = other.get(text.keys[number], ()) if other is not None else ()
        return [atom for atom in atoms if atom not in wrong]

    def _atoms(self, form: str) -> list[int]:
        """The terms' words that a form is a form of."""
        atoms = self._words.get(form) or []
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
        return self._words.get(bare, []) + self._words.get(form.replace("-", ""), [])

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
                if re.compile(_DERIVED).match(form, length) is None and (length > 3 or len(form) > length + 3):
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
        self, text: Text, number: int, atom: int, met: list[list[int] | None], found: dict[int, list[Hit]]
    ) -> None:
        if not self._joined(text, number + 1):
            return
        runs = self._runs[atom]
        for second in met[number + 1] or ():
            for atoms, groups in runs.get(second, ()):
                last = number + len(atoms) - 1
                if last >= len(met):
                    continue
                for step in range(2, len(atoms)):
                    if atoms[step] not in (met[number + step] or ()) or not self._joined(text, number + step):
                        break
                else:
                    hit = Hit(text.starts[number], text.ends[last], number, last)
                    for group in groups:
                        found.setdefault(group, []).append(hit)

    @staticmethod
    def _joined(text: Text, number: int) -> bool:
        """True if nothing but space and quotation marks stands between this token and the one before it."""
        return _GAP.issuperset(text.original[text.ends[number - 1] : text.starts[number]])

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

    def _by_string(self, text: Text, found: dict[int, list[Hit]]) -> None:
        for index, groups in ((self._literal, self._strings[0]), (self._exact, self._strings[1])):
            if groups:
                for string, hits in index.scan(text).items():
                    for group in groups[string]:
                        found.setdefault(group, []).extend(hits)

    def _by_disguise(self, text: Text, found: dict[int, list[Hit]]) -> None:
        groups_of = self._groups
        for start, end, forms, handle in disguised_words(text):
            meant = self._words.get if handle else self._atoms
            groups: set[int] = set()
            for form in forms:
                for atom in meant(form) or ():
                    groups.update(groups_of[atom])
            groups &= self._disguised
            if groups:
                span = text.from_nfkc(start, end)
                touched = text.tokens_in(*span)
                if touched is not None:
                    for group in groups:
                        found.setdefault(group, []).append(Hit(*span, *touched))


def _add(met: list[list[int] | None], number: int, atoms: list[int]) -> None:
    if atoms:
        met[number] = [*(met[number] or ()), *atoms]


def _in_order(hits: list[Hit]) -> tuple[Hit, ...]:
    if len(hits) == 2 and hits[0] < hits[1]:
        return tuple(hits)  # as most are
    return tuple(sorted(set(hits)))


def prepared(data: Json) -> Json:
    """The data of an index with everything that need not wait for a text: a kept program is loaded for every command."""
    runs: dict[int, dict[int, list[Json]]] = {}
    for atoms, groups in data["runs"]:
        runs.setdefault(atoms[0], {}).setdefault(atoms[1], []).append((atoms, groups))
    heads, firsts = data["heads"], data["firsts"]
    return {
        **data,
        "runs": runs,
        "literal": dict(data["literal"]),
        "exact": dict(data["exact"]),
        "literal_index": PlainIndex(dict(data["literal"])).data(),
        "exact_index": PlainIndex(dict(data["exact"]), case=True).data(),
        "firsts_by": _lengths((key[:_EDGE], len(key)) for key in firsts),
        "heads_by": _lengths((key[-_EDGE:], len(key)) for key in heads),
        "short": (any(len(key) < _EDGE for key in heads), any(len(key) < _EDGE for key in firsts)),
    }


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The letters at one end of the keys (all, when a key has no more than `_EDGE`) -> the lengths of such keys."""
    found: dict[str, set[int]] = {}
    for letters, length in pairs:
        found.setdefault(letters, set()).add(length)
    return {letters: sorted(lengths, reverse=True) for letters, lengths in found.items()}
