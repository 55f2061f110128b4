"""A register's strings in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulekit.text import PlainIndex, plain_hits, read


@pytest.mark.parametrize(
    ("string", "text", "expected"),
    [
        ("Polarfuchs", "Der polarfuchs kommt", ["polarfuchs"]),
        ("Polarfuchs", "Polarfuchss Start", ["Polarfuchss"]),
        ("Nordwind", "Nordwinds Chef und Nordwind’s Team, Nordwind's", ["Nordwinds", "Nordwind’s", "Nordwind's"]),
        ("Nordwind", "Nordwindanlage", []),
        ("Nordwind", "Nordwind-Anlage", ["Nordwind"]),
        ("Projekt Polarfuchs", "Das Projekt  Polarfuchs startet", ["Projekt  Polarfuchs"]),
        ("Projekt Polarfuchs", "#ProjektPolarfuchs2025", ["ProjektPolarfuchs"]),
        ("Projekt Polarfuchs", "#projektpolarfuchs", ["projektpolarfuchs"]),
        ("Polarfuchs", "#TeamPolarfuchs", ["Polarfuchs"]),
        ("Muster AG", "Die Muster AG. MusterAG", ["Muster AG"]),
        ("C++", "Mit C++ und C", ["C++"]),
        ("7b", "Rezeptur 7b, 17b", ["7b"]),
        ("Müller & Söhne", "bei Müller & Söhne gekauft", ["Müller & Söhne"]),
        ("Straße", "STRASSE", ["STRASSE"]),
        ("nordwind", "@nordwind https://nordwind.example", []),
        ("Polarfuchs", "Polar\u200bfuchs", ["Polar\u200bfuchs"]),
        ("", "nichts", []),
    ],
)
def test_a_plain_string_is_met_as_a_whole_word(string: str, text: str, expected: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in plain_hits(read(text), string)] == expected


WORDS = st.sampled_from(["Nordwind", "Muster AG", "C++", "ab", "a", "b", "s", "Projekt X", "X", "7b", "ß", "ä-b"])
TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from([" ", "#", "-", "’s", "s", "@", ".", "\u200b", "…", "\n"])), max_size=12
).map("".join)


@given(st.lists(WORDS, max_size=6), TEXTS)
def test_many_strings_at_once_are_each_string_alone(strings: list[str], text: str) -> None:
    seen = read(text)
    alone = {string: plain_hits(seen, string) for string in set(strings)}
    assert PlainIndex(strings).scan(seen) == {string: hits for string, hits in alone.items() if hits}


@pytest.mark.parametrize("string", ["🚀", "€", "❤️", "Projekt 🚀", "Straße 🚀", "Łódź", "Ωmega"])
@pytest.mark.parametrize("written", ["Heute {} los, und mehr!", "Eine heiße {} Sache", "{}"])
def test_a_string_of_signs_is_found_beside_few_strings_and_beside_many(string: str, written: str) -> None:
    others = [f"Wort{first}{second}" for first in "abcdefgh" for second in "abcdefgh"]
    text = read(written.format(string))
    assert string in PlainIndex([string, *others[:3]]).scan(text)
    assert string in PlainIndex([string, *others]).scan(text)
