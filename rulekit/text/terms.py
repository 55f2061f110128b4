"""Terms as authors write them: how they are read, what can be wrong with them, and all their forms (compile time)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from rulekit.errors import Words
from rulekit.model.canonical import Json
from rulekit.text import english, german, german_data
from rulekit.text.characters import fold_word, normalise
from rulekit.text.hits import Row, pair, row_of
from rulekit.text.index import EDGE
from rulekit.text.plain import PlainIndex
from rulekit.text.reading import read
from rulekit.text.values import TermGroup

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9\x03]*(?:['-][A-Za-z0-9][A-Za-z0-9\x03]*)*\Z", re.ASCII)
_TRANSCRIBED = {0xE4: "ae", 0xF6: "oe", 0xFC: "ue"}


class Part(NamedTuple):
    """One word of a term. `place` says where it may stand in a token: whole, head, first or anywhere."""

    word: str
    folded: str
    capital: bool
    shouted: bool
    place: str


class Term(NamedTuple):
    """A term that was read. `kind` is words, apart (two parts: particle and verb), exact or literal."""

    kind: str
    parts: tuple[Part, ...]
    string: str


def term_problem(term: str) -> Words | None:
    """What is wrong with a term's spelling, None when nothing is."""
    bare = normalise(term).nfkc.strip()
    if not bare:
        return Words("the term is empty", "der Begriff ist leer")
    if bare.startswith("="):
        if bare == "=":
            return Words(
                "`=` needs a string behind it, as in `=IPO`", "hinter `=` fehlt die Zeichenfolge, wie in `=IPO`"
            )
        return None
    if not bare.strip("* "):
        return Words(f"`{term}` would match everything", f"`{term}` träfe auf alles zu")
    if any("*" in (word[1:-1] if len(word) > 1 else word) for word in bare.split()):
        return Words(
            f"`*` stands inside a word of `{term}`; it can only stand at its beginning or end",
            f"`*` steht mitten in einem Wort von `{term}`; möglich ist es nur am Anfang oder Ende",
        )
    return _bar_problem(term, bare) if "|" in bare else None


def _bar_problem(term: str, bare: str) -> Words | None:
    if bare.count("|") > 1:
        return Words(f"`|` stands more than once in `{term}`", f"`|` steht mehr als einmal in `{term}`")
    if " " in bare or "*" in bare:
        return Words(
            f"`|` in `{term}` marks a single verb, as in `an|kündigen`, without other words and without `*`",
            f"`|` in `{term}` steht für ein einzelnes Verb, wie in `an|kündigen`, ohne weitere Wörter und ohne `*`",
        )
    particle, verb = bare.split("|")
    if not particle or not german.is_infinitive(fold_word(normalise(verb).folded, True)):
        return Words(
            f"`|` in `{term}` stands between a particle and an infinitive, as in `an|kündigen`",
            f"`|` in `{term}` steht zwischen Verbzusatz und Infinitiv, wie in `an|kündigen`",
        )
    return None


def parse(term: str) -> Term:
    """Read a term that has no problem."""
    bare = normalise(term).nfkc.strip()
    if bare.startswith("="):
        return Term("exact", (), bare[1:].strip())
    if "|" in bare:
        parts = [part for part in map(_part, bare.split("|")) if part is not None]
        return Term("apart" if len(parts) == 2 else "literal", tuple(parts), bare)
    parts = []
    for word in bare.split():
        place = {(True, False): "head", (False, True): "first", (True, True): "anywhere"}.get(
            (word.startswith("*"), word.endswith("*")), "whole"
        )
        part = _part(word.strip("*"), place)
        if part is None:
            return Term("literal", (), bare)
        parts.append(part)
    return Term("words", tuple(parts), bare)


def _part(word: str, place: str = "whole") -> Part | None:
    normal = normalise(word)
    shape = normal.shape
    if _WORD.match(shape) is None:
        tokens = read(word).tokens
        if len(tokens) == 1 and tokens[0].kind == "emoji":
            return Part(word, tokens[0].form, False, True, place)
        return None
    last = shape.rpartition("-")[2]
    capitals = sum("A" <= char <= "Z" for char in last)
    letters = sum(char.isalpha() for char in last)
    shouted = letters < 2 or (capitals == letters and letters < 7) or any(char.isdigit() for char in last)
    return Part(word, fold_word(normal.folded, normal.plain), "A" <= last[0] <= "Z", shouted, place)


def forms_of(part: Part, match: str = "inflected", gender: str = "any") -> set[str]:
    """All folded forms of one word, with transcriptions of its umlauts."""
    word = part.folded
    if match == "word":
        return _transcribed({word})
    head, hyphen, last = word.rpartition("-")
    if part.shouted:
        forms = {word, word + "s"} if "a" <= word[-1:] <= "z" else {word}
    elif part.capital or part.place in ("head", "first"):
        forms = german.noun_forms(last) | (english.english_plural(last) if last.endswith(("y", "man")) else set())
        if last in german_data.INVARIANT:
            forms = {last}
    else:
        forms = set()
    if not (part.capital or part.shouted):
        forms |= _lower_forms(last)
    if gender == "any" and not part.shouted and (part.capital or last not in german_data.DETERMINERS):
        forms |= german.gender_forms(last)
    if hyphen and not part.shouted:
        forms = {head + "-" + form for form in forms}
        if len(word) > 4:
            forms |= {form.replace("-", "") for form in forms}
    return _transcribed(forms)


def _lower_forms(word: str) -> set[str]:
    if word in german_data.DETERMINERS:
        stems = german_data.DETERMINERS[word].split("|")
        return {word} | {stem + ending for stem in stems for ending in ("e", "er", "es", "en", "em", "s")}
    if word in german_data.INVARIANT:
        return {word}
    forms = {word} | english.english_forms(word)
    if english.is_irregular(word):
        return forms
    if german.is_infinitive(word):
        verb = german.verb_forms(word)
        forms |= verb.finite | verb.participles | _to_infinitives(word)
        if word.endswith("en") and not verb.participles & {word}:
            forms |= {word + ending for ending in ("e", "er", "es", "em")} if _past_like(word) else set()
        return forms | ({word + ending for ending in ("e", "er", "es", "en", "em")} if _past_like(word) else set())
    if german.is_person(word):
        forms |= german.noun_forms(word)
    return forms | german.adjective_forms(word)


def _past_like(word: str) -> bool:
    """Adjectives in -en: verlogen, offen, gestohlen."""
    return word.startswith(
        ("ge", "ver", "be", "ent", "zer", "er", "miss", "offen", "eigen", "trocken", "selten", "golden")
    ) or any(word.startswith(particle + "ge") for particle in german_data.SEPARABLE)


def _to_infinitives(word: str) -> set[str]:
    for particle in german_data.SEPARABLE:
        rest = word[len(particle) :]
        if word.startswith(particle) and len(rest) > 4 and german.is_infinitive(rest):
            return together(particle, rest)
    return set()


def together(particle: str, verb: str) -> set[str]:
    """A separable verb in one word: ankündigen, ankündigt, angekündigt, anzukündigen."""
    forms = german.verb_forms(verb)
    both = forms.finite | forms.participles | {verb, "zu" + verb}
    return {particle + form for form in both} | {
        particle + "zu" + verb + "d" + e for e in ("e", "er", "es", "en", "em")
    }


def _transcribed(forms: Iterable[str]) -> set[str]:
    """The forms, and those with umlauts also with ae, oe, ue."""
    forms = set(forms)
    return forms | {form.translate(_TRANSCRIBED) for form in forms if not form.isascii()}


def first_stems(part: Part, gender: str) -> set[str]:
    """What a compound with this word as its first part begins with."""
    word = part.folded
    stems = {word}
    if not part.shouted and not german.is_infinitive(word):
        changed = {form for form in german.noun_forms(word) if not form.startswith(word) and len(form) > 3}
        stems |= {form for form in changed if form.endswith(("er", "e"))}
        if word.endswith("e") and len(word) > 5:
            stems.add(word[:-1])
        if gender == "any":
            stems |= {form for form in german.gender_forms(word) if form.endswith("innen")}
    return _transcribed(stems)


@cache  # read-only data, decoded once for a process
def denied(kind: str) -> dict[str, tuple[str, ...]]:
    """Known words that only look like compounds, by first part or by head."""
    return {
        key: words
        for key, words in (german_data.NO_COMPOUND if kind == "first" else german_data.NO_HEAD).items()
        if words
    }


class _Builder:
    """Collects the index while groups are added."""

    def __init__(self) -> None:
        self.words: dict[str, list[int]] = {}
        self.firsts: dict[str, list[int]] = {}
        self.heads: dict[str, list[int]] = {}
        self.inner: dict[str, list[int]] = {}
        self.groups: list[set[int]] = []
        self.runs: dict[tuple[int, ...], set[int]] = {}
        self.apart: dict[str, list[list[Json]]] = {}
        self.capital: dict[str, list[int]] = {}
        self.small: dict[str, list[int]] = {}
        self.exact: dict[str, set[int]] = {}
        self.literal: dict[str, set[int]] = {}
        self.known: dict[tuple[str, ...], int] = {}

    def atom(self, part: Part, match: str, gender: str) -> int:
        """The number under which this word is looked up; the same word has one number."""
        key = (part.word, part.place, match, gender)
        if key in self.known:
            return self.known[key]
        number = self._new(key)
        forms = forms_of(part, match, gender)
        if part.place == "anywhere":
            self._put(self.inner, _transcribed({part.folded}), number)
        if part.place == "head":
            self._put(self.heads, {form for form in forms if len(form) > 1}, number)
        if part.place == "first":
            self._put(self.firsts, {stem for stem in first_stems(part, gender) if len(stem) > 1}, number)
        self._put(self.words, forms, number)
        if part.place != "anywhere" and match != "word" and not part.shouted:
            case = self.capital if part.capital else self.small
            self._put(case, forms & german_data.HOMONYMS - {part.folded}, number)
        return number

    def verb(self, term: Term, match: str) -> int:
        """A separable verb: together in the words, apart by its finite forms."""
        key = ("|", term.string, match)
        if key in self.known:
            return self.known[key]
        number = self._new(key)
        particle, verb = term.parts[0].folded, term.parts[1].folded
        if match == "word":
            self._put(self.words, _transcribed({particle + verb}), number)
            return number
        self._put(self.words, _transcribed(together(particle, verb)), number)
        for form in sorted(_transcribed(german.verb_forms(verb, bare=True).finite)):
            for spelt in sorted(_transcribed({particle})):
                self.apart.setdefault(form, []).append([spelt, number])
        return number

    def in_several_words(self, term: Term) -> tuple[tuple[int, ...], ...]:
        """What is also written apart although it follows: bekannt gegeben, bekannt zu geben."""
        particle, verb = term.parts[0].folded, term.parts[1].folded
        keys = ("particle", particle), ("particle", "zu"), ("nonfinite", verb)
        wanted = {particle}, {"zu"}, {verb, *german.verb_forms(verb).participles}
        for key, forms in zip(keys, wanted, strict=True):
            if key not in self.known:
                self._put(self.words, _transcribed(forms), self._new(key))
        before, zu, behind = (self.known[key] for key in keys)
        return (before, behind), (before, zu, behind)

    def add(self, number: int, group: TermGroup, term: Term) -> None:
        """One term of group `number`."""
        if term.kind == "exact":
            self.exact.setdefault(term.string, set()).add(number)
        elif term.kind == "literal":
            self.literal.setdefault(term.string, set()).add(number)
        elif term.kind == "apart":
            self.groups[self.verb(term, group.match)].add(number)
            if term.parts[0].folded not in german_data.PREPOSITIONS and group.match != "word":
                for atoms in self.in_several_words(term):
                    self.runs.setdefault(atoms, set()).add(number)
        else:
            atoms = tuple(self.atom(part, group.match, group.gender) for part in term.parts)
            if len(atoms) == 1:
                self.groups[atoms[0]].add(number)
            else:
                self.runs.setdefault(atoms, set()).add(number)

    def _new(self, key: tuple[str, ...]) -> int:
        self.known[key] = len(self.groups)
        self.groups.append(set())
        return self.known[key]

    @staticmethod
    def _put(table: dict[str, list[int]], forms: Iterable[str], number: int) -> None:
        for form in forms:
            table.setdefault(form, []).append(number)

    def json(self) -> Json:
        """The index as JSON, in an order that does not depend on sets."""
        return {
            "words": dict(sorted(self.words.items())),
            "firsts": dict(sorted(self.firsts.items())),
            "heads": dict(sorted(self.heads.items())),
            "inner": dict(sorted(self.inner.items())),
            "groups": [sorted(groups) for groups in self.groups],
            "runs": [[list(atoms), sorted(groups)] for atoms, groups in sorted(self.runs.items())],
            "apart": dict(sorted(self.apart.items())),
            "capital": dict(sorted(self.capital.items())),
            "small": dict(sorted(self.small.items())),
            "exact": [[string, sorted(groups)] for string, groups in sorted(self.exact.items())],
            "literal": [[string, sorted(groups)] for string, groups in sorted(self.literal.items())],
            "not_first": {key: list(words) for key, words in sorted(denied("first").items()) if key in self.firsts},
            "not_head": {key: list(words) for key, words in sorted(denied("head").items()) if key in self.heads},
        }


def expand(groups: Sequence[TermGroup]) -> Json:
    """The index of all groups, with every form worked out. Terms with a `term_problem` are left out."""
    builder = _Builder()
    for number, group in enumerate(groups):
        for term in sorted(set(group.terms)):
            if term_problem(term) is None:
                builder.add(number, group, parse(term))
    index = builder.json()
    index["disguised"] = [number for number, group in enumerate(groups) if group.disguised]
    return index


def prepared(data: Json) -> Json:
    """The data of an index with everything that need not wait for a text: a kept program is loaded for every command."""
    runs: dict[int, dict[int, list[Json]]] = {}
    for atoms, groups in data["runs"]:
        runs.setdefault(atoms[0], {}).setdefault(atoms[1], []).append((atoms, groups))
    pairs = {pair(first, second): ways for first, seconds in runs.items() for second, ways in seconds.items()}
    begun, ended = _sides(runs, data["words"])
    heads, firsts = data["heads"], data["firsts"]
    same: dict[Any, Any] = {}  # what is the same for many words is kept, and read again, once
    groups = [same.setdefault(each, each) for each in map(tuple, data["groups"])]
    cased, apart = data["capital"].keys() | data["small"].keys(), data["apart"]
    rows: dict[Any, Row] = {}
    words: dict[str, Row] = {}
    for form, atoms in {**data["words"], **{form: [] for form in apart if form not in data["words"]}}.items():
        more = form in apart, form in cased
        found = rows.get((*atoms, *more))
        if found is None:
            one = row_of(atoms, groups, begun, ended, more)
            found = rows[*atoms, *more] = tuple([same.setdefault(part, part) for part in one])
        words[form] = found
    return {
        **data,
        "words": words,
        "groups": groups,
        "runs": runs,
        "pairs": pairs,
        "begun": sorted(begun),
        "ended": sorted(ended),
        "literal": dict(data["literal"]),
        "exact": dict(data["exact"]),
        "literal_index": PlainIndex(dict(data["literal"])).data(),
        "exact_index": PlainIndex(dict(data["exact"]), case=True).data(),
        "firsts_by": _lengths((key[:EDGE], len(key)) for key in firsts),
        "heads_by": _lengths((key[-EDGE:], len(key)) for key in heads),
        "short": (any(len(key) < EDGE for key in heads), any(len(key) < EDGE for key in firsts)),
    }


def _sides(runs: Mapping[int, Iterable[int]], words: Mapping[str, Iterable[int]]) -> tuple[set[int], set[int]]:
    """The first and the second words by which runs are met: of the first two the longer one, which most texts have less often."""
    lengths: dict[int, int] = {}
    for form, atoms in words.items():
        for atom in atoms:
            lengths[atom] = min(len(form), lengths.get(atom, len(form)))
    begun: set[int] = set()
    ended: set[int] = set()
    for first, seconds in runs.items():
        for second in seconds:
            if lengths.get(first, 0) >= lengths.get(second, 0):
                begun.add(first)
            else:
                ended.add(second)
    return begun, ended


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The letters at one end of the keys (all, when a key has no more than `EDGE`) -> the lengths of such keys."""
    found: dict[str, set[int]] = {}
    for letters, length in pairs:
        found.setdefault(letters, set()).add(length)
    return {letters: sorted(lengths, reverse=True) for letters, lengths in found.items()}
