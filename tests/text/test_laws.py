"""What holds for every text."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.text import Hit, HitContext, TermGroup, TermIndex, context_of, expand, read
from rulekit.text import unicode as tables
from rulekit.text.characters import fold, normalise
from rulekit.text.context import _clause, _negated
from rulekit.text.disguise import _CLUMP, _SPACED, _TRIPLE, _suspects, disguised_words
from rulekit.text.searched import Searched, Strings
from rulekit.text.versions import UNICODE_VERSION

CHARACTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from(
        "äöüßÄẞaeiou -'’*:_/()#@.!?…„“\u200b\u200d\ufe0f\u0308\u00ad\n🎉👩🚀👍🏽🫧🇩🇪１ﬁ½각\u1100\u1161ſ\u0323İ"
    ),
)
WORDS = st.sampled_from(
    [
        "Chef",
        "Kolleg*innen",
        "kündigt",
        "an",
        "Geheimnis",
        "#NordwindTeam",
        "unfähig",
        "nicht",
        " ",
        ", ",
        ". ",
        "„",
        "“",
        "I d i o t",
        "IPO",
    ]
)
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=40),
    st.lists(st.one_of(WORDS, st.text(CHARACTERS, max_size=3)), max_size=15).map("".join),
)
GROUPS = [
    TermGroup(("Chef", "unfähig")),
    TermGroup(("Kollege",), gender="exact"),
    TermGroup(("an|kündigen",)),
    TermGroup(("*geheimnis", "Chef*")),
    TermGroup(("Idiot", "Nordwind"), disguised=True),
    TermGroup(("=IPO", "C++", "Chef Kollege")),
    TermGroup(("*e*",), match="word"),
]
INDEX = TermIndex(expand(GROUPS))
WAYS = [
    TermGroup(("groß, klein", "it's, me", "14/88", "=ver.di", "=ΑΣ", "scheiß*", "wies*"), disguised=True),
    TermGroup(("Groß-Klein", "=§")),
]
STRINGS = [(index, Strings([index.strings])) for index in (INDEX, *(TermIndex(expand([one])) for one in WAYS))]
PINNED = "f16473e69e45e2416a1c85a87ef8f4986c32926cf2ccc5c3b15951536482d1a9"
"""Changes with the tokens, the tables or GROUPS, never with the Python."""


@given(TEXTS)
@settings(max_examples=300)
def test_tokens_quote_the_original(text: str) -> None:
    seen = read(text)
    for number, token in enumerate(seen.tokens):
        assert 0 <= token.start < token.end <= len(text)
        touched = seen.tokens_in(token.start, token.end)
        assert touched is not None and touched[0] <= number <= touched[1]
    for start, end in (*seen.quotes, *seen.sentences):
        assert 0 <= start < end <= len(text)
    assert seen.questions <= set(range(len(seen.sentences)))
    numbers = [(token.sentence, token.clause) for token in seen.tokens]
    assert numbers == sorted(numbers)
    assert not seen.tokens or len(seen.sentences) == seen.tokens[-1].sentence + 1


@given(TEXTS)
@settings(max_examples=300)
def test_positions_never_go_backwards(text: str) -> None:
    seen = read(text)
    assert len(seen.nfkc) == len(seen.folded) == len(seen.shape)
    spans = [seen.from_nfkc(place, place + 1) for place in range(len(seen.nfkc))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(spans))


@given(TEXTS)
@settings(max_examples=300)
def test_hits_quote_the_original_and_have_a_context(text: str) -> None:
    seen = read(text)
    for hits in dict(INDEX.scan(seen).items()).values():
        assert list(hits) == sorted(set(hits))
        for hit in hits:
            assert 0 <= hit.start < hit.end <= len(text)
            assert 0 <= hit.first <= hit.last < len(seen.tokens)
            context_of(seen, hit)


@given(st.lists(st.sampled_from(["der", "Chef", "der Chefs", "ruft", ",", "“"]), max_size=12).map(" ".join))
def test_terms_of_several_words_are_met_wherever_their_words_follow_each_other(text: str) -> None:
    terms = ("der Chef", "Chef der", "der Chef der", "ruft der Chef", "Chef ruft")
    index = TermIndex(expand([TermGroup((term,), match="word") for term in terms]))
    seen = read(text)
    hits = index.scan(seen)
    for number, term in enumerate(terms):
        words = fold(term).split()
        apart = [text[one.end : two.start].strip(" “") for one, two in pairwise(seen.tokens)]
        places = [
            place
            for place in range(len(seen.keys) - len(words) + 1)
            if seen.keys[place : place + len(words)] == words and not any(apart[place : place + len(words) - 1])
        ]
        assert [hit.first for hit in hits.get(number)] == places


@given(
    st.lists(
        st.sampled_from("nicht kein nie noch weder ohne haben wir keine isn't und Chef kommt . , ? 🎉 „ “".split())
    ).map(" ".join)
)
@settings(max_examples=400)
def test_what_is_out_of_reach_of_every_negation_is_not_negated_in_its_clause_either(text: str) -> None:
    seen = read(text)
    for number, token in enumerate(seen.tokens):
        for last in range(number, min(number + 2, len(seen.tokens))):
            hit = Hit(token.start, seen.tokens[last].end, number, last)
            assert HitContext(read(text), hit).negated is _negated(_clause(seen, hit), hit, seen)


@given(TEXTS)
@settings(max_examples=300)
def test_a_word_is_meant_as_a_noun_unless_its_sentence_begins_with_it(text: str) -> None:
    seen = read(text)
    numbers = [token.sentence for token in seen.tokens]
    for number in range(len(seen.tokens)):
        if read(text).case(number) == "A":
            assert number and numbers[number] == numbers[number - 1]


@given(TEXTS)
@settings(max_examples=300)
def test_a_word_of_letters_alone_hides_nothing_unless_one_stands_there_three_times(text: str) -> None:
    seen = read(text + " Idiooot")
    spans = [found.span() for found in re.finditer(_TRIPLE, seen.folded)]
    clumps = list(re.finditer(_CLUMP, seen.shape))
    assert _suspects(seen, seen.folded, clumps, spans) == _suspects(seen, seen.folded, clumps, [(0, len(seen.nfkc))])


@given(
    st.lists(st.sampled_from(["I", "d", "ä", "0", " ", " ", "-", ".", "*", "·", "_", "!", "€", "Wort"])).map("".join)
)
@settings(max_examples=300)
def test_every_spaced_word_of_a_text_with_a_hyphen_is_a_suspect(text: str) -> None:
    seen = read(text + " a-b")
    spaced = {found.span() for found in re.finditer(_SPACED, seen.shape)}
    assert spaced <= {(start, end) for start, end, _, _ in disguised_words(seen)}


@given(TEXTS)
@settings(max_examples=200)
def test_all_groups_at_once_are_each_group_alone(text: str) -> None:
    seen = read(text)
    alone = {number: TermIndex(expand([group])).scan(seen).get(0, ()) for number, group in enumerate(GROUPS)}
    assert dict(INDEX.scan(seen).items()) == {number: hits for number, hits in alone.items() if hits}


@given(TEXTS)
@settings(max_examples=200)
def test_who_knows_which_strings_stand_in_a_text_finds_the_same(text: str) -> None:
    _compare(text)


def _compare(text: str) -> None:
    seen = read(text)
    for index, strings in STRINGS:
        present = Searched(seen.nfkc, strings).among(index.strings)
        assert present is not None
        assert index.scan(seen, present).items() == index.scan(seen).items()


@pytest.mark.parametrize(
    "text",
    [
        "GROẞ, klein", "groß, klein", "Groß,  klein's", "gross klein", "#GrossKlein", "ver.di", "Ver.Di", "14/88", "idiiiot",
        "Scheißchef", "It’s, me", "ΑΣ ασ", "§1",
    ],
)  # fmt: skip
def test_strings_that_are_written_in_several_ways_are_found_the_same_with_and_without_that(text: str) -> None:
    _compare(text)


@given(st.text(st.sampled_from("aäöüÄßé Chef.!„“nigukd"), max_size=40))
def test_composed_and_decomposed_texts_have_the_same_hits(text: str) -> None:
    quotes = []
    for form in ("NFC", "NFD"):
        string = unicodedata.normalize(form, text + " unfähige Chefs")
        hits = INDEX.scan(read(string))
        quotes.append(
            {g: [unicodedata.normalize("NFC", string[h.start : h.end]) for h in found] for g, found in hits.items()}
        )
    assert quotes[0] == quotes[1]
    assert 0 in quotes[0]


@given(st.text(st.sampled_from("aäöüÄß Chef.!„“nigukd"), max_size=40), st.integers(0, 2**60))
def test_signs_that_nobody_sees_change_no_hit(text: str, where: int) -> None:
    string = text + " unfähige Chefs, Idioten"
    hidden = ""
    for sign in string:
        hidden += sign + ("\u200b" if where & 1 and sign.isalpha() else "")
        where >>= 1
    found = {}
    for one in (string, hidden):
        hits = INDEX.scan(read(one))
        found[one] = {g: [one[h.start : h.end].replace("\u200b", "") for h in seen] for g, seen in hits.items()}
    assert found[string] == found[hidden]


@given(TEXTS)
@settings(max_examples=300)
def test_every_code_point_goes_to_the_original_and_back(text: str) -> None:
    seen = read(text)
    for place, sign in enumerate(seen.nfkc):
        start, end = seen.from_nfkc(place, place + 1)
        assert sign in read(text[start:end]).nfkc or text[start:end] != sign


@given(TEXTS)
@settings(max_examples=200)
def test_what_is_worked_out_later_is_the_same_in_any_order(text: str) -> None:
    one, other = read(text), read(text)
    assert (one.tokens, one.quotes, one.sentences) == tuple(reversed((other.sentences, other.quotes, other.tokens)))
    assert tuple(token.form for token in one.tokens) == other.forms
    assert [token.start for token in one.tokens] == other.starts
    assert [token.kind for token in one.tokens] == [other.kind(number) for number in range(len(other.keys))]


@given(TEXTS)
@settings(max_examples=300)
def test_the_fast_path_reads_what_the_tables_read(text: str) -> None:
    fast, slow = normalise(text), tables.normalise(text)
    assert (fast.nfkc, fast.shape) == (slow.nfkc, slow.shape)
    assert fast.folded == slow.folded
    if fast.offsets is not None:
        assert fast.offsets == slow.offsets


@pytest.mark.skipif(
    unicodedata.unidata_version != UNICODE_VERSION, reason="another Unicode version than the pinned one"
)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_the_pinned_tables_are_unicode(text: str) -> None:
    kept = "".join(char for char in text if not any(a <= ord(char) <= b for a, b in tables._REMOVED))
    assert tables.normalise(kept).nfkc == unicodedata.normalize("NFKC", kept)


def test_every_assigned_character_normalises_alike() -> None:
    for code in range(0x80, sys.maxunicode, 7):
        char = chr(code)
        if unicodedata.category(char) in ("Cn", "Cs", "Co") or any(a <= code <= b for a, b in tables._REMOVED):
            continue
        assert tables.normalise(char).nfkc == unicodedata.normalize("NFKC", char), hex(code)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 20000,
        "@" * 20000,
        "a@" * 20000,
        "„" * 20000,
        "(" * 20000,
        "a-" * 20000,
        "a " * 20000,
        "a:in" * 9000,
        "," * 20000,
        "!" * 20000,
        "\u0308" * 20000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    INDEX.scan(read(text))


def test_every_python_reads_alike() -> None:
    number, letters = 7, []
    for _ in range(40_000):
        number = (number * 1103515245 + 12345) % 2**31
        code = number >> 8 if number & 64 else 32 + (number >> 8) % 0x250
        code %= 0x32000
        letters.append(chr(code if not 0xD800 <= code <= 0xDFFF else 32))
    text = read("".join(letters))
    seen = [text.nfkc, text.folded, text.shape, text.tokens, text.quotes, text.sentences, sorted(text.questions)]
    found = sorted(INDEX.scan(text).items())
    assert hashlib.sha256(ascii([seen, found]).encode()).hexdigest() == PINNED
