"""A text that is read once: the split into tokens at once, everything else when somebody asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, repeat

from rulekit.text.characters import Normal, fold_word, normalise
from rulekit.text.small import ascii_pattern
from rulekit.text.tokens import (
    GENDERED,
    HANDLE,
    LINK,
    TOKEN,
    Structure,
    gender_folded,
    kind_of,
    masked,
    quotations,
    without_skin,
)
from rulekit.text.values import OffsetMap, Span, Token


class Text:
    """A string that has been read once, for everything that looks at it. Immutable; what is worked out is kept.

    `nfkc` is normalised without zero-width and bidi controls, case kept. `offsets` is None when `nfkc` is the original,
    `plain` says that no big table was needed. `keys` are the tokens' forms, with "" for a URL or a handle; `odd` are the numbers of
    those that are not of letters and digits alone.
    """

    __slots__ = (
        "_bounds", "_distinct", "_ends", "_forms", "_normal", "_parts", "_quotes", "_source", "_starts", "_structure", "_tokens", "_where",
        "keys", "nfkc", "odd", "offsets", "original", "plain",
    )  # fmt: skip

    def __init__(self, original: str, normal: Normal) -> None:
        self.original = original
        self.nfkc: str = normal.nfkc
        self.offsets: OffsetMap | None = normal.offsets
        self.plain: bool = normal.plain
        self._normal = normal
        source = self._source = masked(normal.source)
        parts = self._parts = ascii_pattern(TOKEN).split(source)
        self._bounds: list[int] | None = None
        self._distinct: frozenset[str] | None = None
        self._forms: tuple[str, ...] | None = None
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None
        self._structure: Structure | None = None
        self._tokens: tuple[Token, ...] | None = None
        self._quotes: tuple[Span, ...] | None = None
        self._where: dict[frozenset[str], list[int]] = {}
        self.odd: list[int] = []
        self.keys: list[str] = self._keys(parts[1::2]) if self.plain else self._folded_keys(parts[1::2])

    def _keys(self, tokens: list[str]) -> list[str]:
        # all tokens in one string: two passes over it are faster than two steps for each token
        keys = "\n".join(tokens).lower().replace("ß", "ss").split("\n") if tokens else []
        self.odd = [number for number, key in enumerate(keys) if not key.isalnum()]
        for number in self.odd:
            keys[number] = self._odd_key(number, tokens[number], keys[number])
        if "In" in self._source and ascii_pattern(GENDERED).search(self._source) is not None:
            for number, token in enumerate(tokens):
                if "In" in token and keys[number].isalnum():
                    keys[number] = gender_folded(keys[number], token)
        return keys

    def _odd_key(self, number: int, token: str, key: str) -> str:
        """The key of a token of a plain text that is more than letters and digits; `key` is the token in small letters."""
        first = token[0]
        if first in (LINK, HANDLE):
            return ""
        if first == "#":
            return key
        if first in "\x01\x02\x08":
            return without_skin(self._normal.folded[self.bounds[2 * number] : self.bounds[2 * number + 1]])
        if "a" <= key[0] <= "ÿ" or (token[-1] != "\x02" and kind_of(token) == "word"):
            return gender_folded(key, token)
        return key if "0" <= first <= "9" and token[-1] != "\x02" else self._folded_key(number, token)

    def _folded_keys(self, tokens: list[str]) -> list[str]:
        keys = [self._folded_key(number, token) for number, token in enumerate(tokens)]
        self.odd = [number for number, key in enumerate(keys) if not key.isalnum()]
        return keys

    def _folded_key(self, number: int, token: str) -> str:
        """The key of a token whose source is not what was written."""
        start, end = self.bounds[2 * number], self.bounds[2 * number + 1]
        form = self._normal.folded[start:end]
        if form.isascii() and form.isalnum() and "I" not in token:
            return form
        kind = kind_of(token)
        if kind == "url" or kind == "handle":
            return ""
        form = fold_word(form, self.plain)
        if kind == "emoji":
            return without_skin(form)
        return gender_folded(form, token) if kind == "word" and ("I" in token or not token.isalnum()) else form

    @property
    def folded(self) -> str:
        """`nfkc` in lower case, code point by code point; ß is kept."""
        return self._normal.folded

    @property
    def shape(self) -> str:
        """`nfkc` with every letter as an ASCII letter, and so on (see `characters`)."""
        return self._normal.shape

    @property
    def source(self) -> str:
        """What the tokens are read from, before links and handles are masked: has the length of `nfkc`."""
        return self._normal.source

    @property
    def distinct(self) -> frozenset[str]:
        """The keys, each once."""
        distinct = self._distinct
        if distinct is None:
            distinct = self._distinct = frozenset(self.keys)
        return distinct

    def where(self, words: frozenset[str]) -> list[int]:
        """The numbers of the tokens with one of these keys, in ascending order."""
        found = self._where.get(words)
        if found is None:
            none = words.isdisjoint(self.distinct)
            found = [] if none else [number for number, key in enumerate(self.keys) if key in words]
            self._where[words] = found
        return found

    @property
    def bounds(self) -> list[int]:
        """Where in `nfkc` token i begins and ends: entries 2i and 2i + 1."""
        bounds = self._bounds
        if bounds is None:
            bounds = self._bounds = list(accumulate(map(len, self._parts)))
        return bounds

    @property
    def forms(self) -> tuple[str, ...]:
        """The folded form of each token."""
        forms = self._forms
        if forms is None:
            found = list(self.keys)
            if "" in found:
                bounds = self.bounds
                for number, key in enumerate(found):
                    if not key:
                        start, end = bounds[2 * number], bounds[2 * number + 1]
                        found[number] = fold_word(self._normal.folded[start:end], self.plain)
            forms = self._forms = tuple(found)
        return forms

    @property
    def starts(self) -> list[int]:
        """Where each token begins in the original."""
        starts = self._starts
        if starts is None:
            starts = self.bounds[0:-1:2]
            if self.offsets is not None:
                starts = self.offsets.firsts(starts)
            self._starts = starts
        return starts

    @property
    def ends(self) -> list[int]:
        """Where each token ends in the original."""
        ends = self._ends
        if ends is None:
            ends = self.bounds[1::2]
            if self.offsets is not None:
                ends = self.offsets.lasts([end - 1 for end in ends])
            self._ends = ends
        return ends

    @property
    def structure(self) -> Structure:
        """Sentences and clauses."""
        found = self._structure
        if found is None:
            found = self._structure = Structure(self._source, self._parts, self.bounds, self.keys)
        return found

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, in order."""
        tokens = self._tokens
        if tokens is None:
            structure = self.structure
            parts = self._parts
            kinds = [
                "word" if key.isalpha() else kind_of(parts[2 * number + 1]) for number, key in enumerate(self.keys)
            ]
            rows = zip(self.forms, self.starts, self.ends, kinds, structure.numbers, structure.clauses, strict=True)
            tokens = self._tokens = tuple(map(tuple.__new__, repeat(Token), rows))  # half the time of Token itself
        return tokens

    def kind(self, number: int) -> str:
        """The kind of one token."""
        return kind_of(self._parts[2 * number + 1])

    def begins_handle(self, place: int) -> bool:
        """Whether a handle begins at that place of `nfkc`."""
        return self._source[place] == HANDLE

    def case(self, number: int) -> str:
        """`A` for a word that its author means as a noun, `a` for one that is meant as none, "" when nobody can tell.

        A capital says nothing at the beginning of a sentence, a small letter nothing where no noun has a capital.
        """
        if self._capitalised(number):
            return "" if self._begins_sentence(number) else "A"
        for at in range(len(self.keys)):
            if self._capitalised(at) and not self._begins_sentence(at):
                return "a"
        return ""

    def _capitalised(self, number: int) -> bool:
        token = self._parts[2 * number + 1]
        return token[:1].isupper() and token[1:2].islower()

    def _begins_sentence(self, number: int) -> bool:
        parts = self._parts
        if number == 0 or (parts[2 * number] == " " and parts[2 * number - 1][-1] not in "\x01\x02\x08"):
            return number == 0  # behind a blank, a sentence begins only where an emoji stands before it
        numbers = self.structure.numbers
        return numbers[number] != numbers[number - 1]

    @property
    def quotes(self) -> tuple[Span, ...]:
        """Quotations with their marks, as spans of the original."""
        quotes = self._quotes
        if quotes is None:
            quotes = self._quotes = self._placed(quotations(self.nfkc, self.shape))
        return quotes

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, by number, as spans of the original."""
        return self._placed(tuple(self.structure.spans))

    @property
    def questions(self) -> frozenset[int]:
        """The numbers of the sentences that ask."""
        return frozenset(self.structure.questions)

    def _placed(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        offsets = self.offsets
        if offsets is None:
            return spans
        return tuple((offsets.first(start), offsets.last(end - 1)) for start, end in spans)

    def from_nfkc(self, start: int, end: int) -> Span:
        """The span of the original that the span of `nfkc` was made from."""
        offsets = self.offsets
        if offsets is None:
            return start, end
        if start >= end:
            place = offsets.first(start) if start < len(self.nfkc) else len(self.original)
            return place, place
        return offsets.first(start), offsets.last(end - 1)

    def tokens_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and last token that touch the span of the original, None when none does."""
        end = max(end, start + 1)
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def read(original: str) -> Text:
    """Read a string once; every rule then looks at the tokens."""
    return Text(original, normalise(original))
