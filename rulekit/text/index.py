"""Terms in texts: one pass over the tokens, dictionary look-ups only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from rulekit.text.disguise import disguised_words
from rulekit.text.plain import PlainIndex, hashtag_parts
from rulekit.text.values import Hit, Text, Token

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

_FREE = frozenset(
    [
        "und",
        "oder",
        "aber",
        "sondern",
        "denn",
        "wenn",
        "weil",
        "dass",
        "wie",
        "ob",
        "heute",
        "morgen",
        "gestern",
        "jetzt",
        "hier",
        "and",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "bei",
        "durch",
        "ein",
        "für",
        "gegen",
        "hinter",
        "in",
        "mit",
        "nach",
        "über",
        "um",
        "unter",
        "vor",
        "zu",
    ]
)
_FAR = 12
"""How many tokens a particle may stand behind its verb (domain/rules.md section 5)."""

_GAP = frozenset(" \t\n\r\xa0\"'„“”»«‚‘’‹›*_")


class TermIndex:
    """All terms of all groups, made by `expand`."""

    __slots__ = (
        "_apart", "_disguised", "_exact", "_firsts", "_firsts_by", "_groups", "_heads", "_heads_by", "_inner",
        "_inner_sizes", "_literal", "_not_first", "_not_head", "_runs", "_strings", "_words",
    )  # fmt: skip

    def __init__(self, data: Json) -> None:
        self._words: dict[str, list[int]] = data["words"]
        self._firsts: dict[str, list[int]] = data["firsts"]
        self._heads: dict[str, list[int]] = data["heads"]
        self._inner: dict[str, list[int]] = data["inner"]
        self._groups: list[list[int]] = data["groups"]
        self._apart: dict[str, list[tuple[str, int]]] = data["apart"]
        self._not_first = {key: tuple(words) for key, words in data["not_first"].items()}
        self._not_head = {key: tuple(words) for key, words in data["not_head"].items()}
        self._runs: dict[int, list[tuple[list[int], list[int]]]] = {}
        for atoms, groups in data["runs"]:
            self._runs.setdefault(atoms[0], []).append((atoms, groups))
        self._strings = dict(data["literal"]), dict(data["exact"])
        self._literal = PlainIndex(self._strings[0])
        self._exact = PlainIndex(self._strings[1], case=True)
        self._disguised = frozenset(data["disguised"])
        self._firsts_by = _lengths((key[:2], len(key)) for key in self._firsts)
        self._heads_by = _lengths((key[-2:], len(key)) for key in self._heads)
        self._inner_sizes = sorted({len(key) for key in self._inner})

    def scan(self, text: Text) -> dict[int, tuple[Hit, ...]]:
        """Group number -> its hits by place, without duplicates; only groups with hits."""
        found: dict[int, set[Hit]] = {}
        tokens = text.tokens
        seen: dict[int, list[int]] = {}
        for number, token in enumerate(tokens):
            kind = token.kind
            if kind == "word" or kind == "number" or kind == "emoji":
                form = token.form
                atoms = self._atoms(form)
                if atoms:
                    seen[number] = atoms
                if form in self._apart:
                    self._separated(text, number, token, found)
                if "-" in form:
                    self._inside(self._hyphen_parts(token, number), found)
            elif kind == "hashtag":
                self._hashtag(text, token, number, found)
        for number, atoms in seen.items():
            token = tokens[number]
            hit = Hit(token.start, token.end, number, number)
            for atom in atoms:
                for group in self._groups[atom]:
                    found.setdefault(group, set()).add(hit)
                if atom in self._runs:
                    self._run(text, number, atom, seen, found)
        self._by_string(text, found)
        if self._disguised:
            self._by_disguise(text, found)
        return {group: tuple(sorted(found[group])) for group in sorted(found)}

    def _atoms(self, form: str) -> list[int]:
        """The terms' words that a token is a form of."""
        atoms = self._words.get(form) or []
        if "'" in form or "-" in form:
            atoms = atoms + self._words.get(form[:-2] if form.endswith("'s") else form.rstrip("'"), [])
            atoms = atoms + self._words.get(form.replace("-", ""), [])
        lengths = self._firsts_by.get(form[:2])
        if lengths is not None:
            atoms = atoms + self._by_first(form, lengths)
        lengths = self._heads_by.get(form[-2:])
        if lengths is not None:
            atoms = atoms + self._by_head(form, lengths)
        if self._inner:
            atoms = atoms + self._anywhere(form)
        return atoms

    def _by_first(self, form: str, lengths: list[int]) -> list[int]:
        atoms: list[int] = []
        for length in lengths:
            if length + 3 > len(form):
                continue
            key = form[:length]
            found = self._firsts.get(key)
            if found is None or form.startswith(self._not_first.get(key, ())):
                continue
            if re.compile(_DERIVED).match(form, length) is None and (length > 3 or len(form) > length + 3):
                atoms += found
        return atoms

    def _by_head(self, form: str, lengths: list[int]) -> list[int]:
        atoms: list[int] = []
        for length in lengths:
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

    def _run(self, text: Text, number: int, atom: int, seen: dict[int, list[int]], found: dict[int, set[Hit]]) -> None:
        tokens = text.tokens
        for atoms, groups in self._runs[atom]:
            last = number + len(atoms) - 1
            if last >= len(tokens):
                continue
            if all(
                atoms[step] in seen.get(number + step, ())
                and _GAP.issuperset(text.original[tokens[number + step - 1].end : tokens[number + step].start])
                for step in range(1, len(atoms))
            ):
                hit = Hit(tokens[number].start, tokens[last].end, number, last)
                for group in groups:
                    found.setdefault(group, set()).add(hit)

    def _separated(self, text: Text, number: int, token: Token, found: dict[int, set[Hit]]) -> None:
        """A finite verb whose particle stands at the end of its clause, or not far behind."""
        tokens = text.tokens
        wanted = {particle for particle, _ in self._apart[token.form]}
        for place in range(number + 1, min(len(tokens), number + 3 * _FAR)):
            other = tokens[place]
            if other.clause != token.clause:
                return
            if other.form in wanted and self._closes(tokens, place, other.form, place - number <= _FAR):
                hit = Hit(token.start, other.end, number, place)
                for particle, atom in self._apart[token.form]:
                    if particle == other.form:
                        for group in self._groups[atom]:
                            found.setdefault(group, set()).add(hit)
                return

    @staticmethod
    def _closes(tokens: tuple[Token, ...], place: int, particle: str, near: bool) -> bool:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after is None or after.clause != tokens[place].clause or after.kind in ("emoji", "hashtag", "url", "handle"):
            return True
        return near and (particle not in _PREPOSITIONS or after.form in _FREE)

    def _hashtag(self, text: Text, token: Token, number: int, found: dict[int, set[Hit]]) -> None:
        whole = Hit(token.start + 1, token.end, number, number)
        for atom in self._atoms(token.form[1:].replace("_", "")):
            for group in self._groups[atom]:
                found.setdefault(group, set()).add(whole)
        parts = [(part.form, Hit(part.start, part.end, number, number)) for part in hashtag_parts(text, token)]
        if len(parts) > 1:
            self._inside(parts, found)
            for form, hit in parts:
                for atom in self._atoms(form):
                    for group in self._groups[atom]:
                        found.setdefault(group, set()).add(hit)

    @staticmethod
    def _hyphen_parts(token: Token, number: int) -> list[tuple[str, Hit]]:
        whole = Hit(token.start, token.end, number, number)
        return [(part, whole) for part in token.form.split("-")]

    def _inside(self, parts: list[tuple[str, Hit]], found: dict[int, set[Hit]]) -> None:
        """Runs of words inside one token: streng-vertraulich, #StrengVertraulich."""
        if not self._runs:
            return
        seen = [self._atoms(form) for form, _ in parts]
        for place, atoms in enumerate(seen):
            for atom in atoms:
                for wanted, groups in self._runs.get(atom, ()):
                    last = place + len(wanted) - 1
                    if last < len(parts) and all(want in seen[place + step] for step, want in enumerate(wanted)):
                        hit = parts[place][1]._replace(end=parts[last][1].end)
                        for group in groups:
                            found.setdefault(group, set()).add(hit)

    def _by_string(self, text: Text, found: dict[int, set[Hit]]) -> None:
        for index, groups in ((self._literal, self._strings[0]), (self._exact, self._strings[1])):
            if groups:
                for string, hits in index.scan(text).items():
                    for group in groups[string]:
                        found.setdefault(group, set()).update(hits)

    def _by_disguise(self, text: Text, found: dict[int, set[Hit]]) -> None:
        for start, end, forms in disguised_words(text):
            groups = {group for form in forms for atom in self._atoms(form) for group in self._groups[atom]}
            groups &= self._disguised
            if groups:
                span = text.from_nfkc(start, end)
                touched = text.tokens_in(*span)
                if touched is not None:
                    for group in groups:
                        found.setdefault(group, set()).add(Hit(*span, *touched))


def _lengths(pairs: object) -> dict[str, list[int]]:
    """Two letters -> the lengths of the keys that begin (or end) with them."""
    found: dict[str, set[int]] = {}
    for letters, length in cast("list[tuple[str, int]]", pairs):
        found.setdefault(letters, set()).add(length)
    return {letters: sorted(lengths, reverse=True) for letters, lengths in found.items()}
