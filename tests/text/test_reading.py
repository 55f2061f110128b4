"""Texts, read: tokens, sentences, positions."""

from __future__ import annotations

import pytest

from rulekit.text import data_version, first_line, graphemes, read, sentences


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Geht's gut?", ["geht's", "gut"]),
        ("Geht’s gut?", ["geht's", "gut"]),
        ("Produkt-Launch 2025", ["produkt-launch", "2025"]),
        ("Kolleg*innen, KollegInnen", ["kolleg*innen", "kolleg*innen"]),
        ("Kolleg/-innen Kolleg(inn)en Chef/in", ["kolleg*innen", "kolleg*innen", "chef*in"]),
        ("LinkedIn-Post", ["linkedin-post"]),
        ("Vorgesetzte*r und Kund:innenkontakt", ["vorgesetzte*r", "und", "kund*innenkontakt"]),
        ("Ort:Innenstadt", ["ort", "innenstadt"]),
        ("_wichtig_ *sehr*", ["wichtig", "sehr"]),
        ("3D-Druck B2B 3,5 10:30", ["3d-druck", "b2b", "3,5", "10:30"]),
        ("STRAẞE Straße", ["strasse", "strasse"]),
        ("a@b.de www.x.de x.com/a?b. @max.muster!", ["a@b.de", "www.x.de", "x.com/a?b", "@max.muster"]),
        ("#NordwindTeam #1", ["#nordwindteam", "1"]),
        (
            "HTTP://EXAMPLE.COM/A und EXAMPLE.DE, heute.ES geht",
            ["http://example.com/a", "und", "example.de", "heute", "es", "geht"],
        ),
        ("5-Sterne-Haus 20-30 10-jährig 1.299,00 €", ["5-sterne-haus", "20", "30", "10-jährig", "1.299,00"]),
        ("Chef·in Kolleg·innen und KOLLEG*INNEN", ["chef*in", "kolleg*innen", "und", "kolleg*innen"]),
        ("Ja👍🏽nein", ["ja", "👍", "nein"]),
        ("nächste\u00adWoche", ["nächstewoche"]),
        ("Сhef", ["chef"]),  # the Cyrillic С is the point
        ("Привет мир", ["привет", "мир"]),  # Russian stays Russian
        ("ﬁnanziell ½", ["finanziell", "1", "2"]),
        ("한국어 日本語 हिन्दी", ["한국어", "日本語", "हिन्दी"]),
        ("", []),
        ("\n \t…", []),
    ],
)
def test_a_text_becomes_folded_tokens(text: str, forms: list[str]) -> None:
    assert [token.form for token in read(text).tokens] == forms


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ja 1 @max #tag https://x.de/ö 🎉", ["word", "number", "handle", "hashtag", "url", "emoji"]),
        ("👩\u200d🚀 🇩🇪 1️⃣", ["emoji", "emoji", "emoji"]),
    ],
)
def test_each_token_has_its_kind(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in read(text).tokens] == kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins. Zwei! Drei?", ["Eins.", "Zwei!", "Drei?"]),
        ("Am 3. Mai z. B. kommt Dr. Müller.", ["Am 3. Mai z. B. kommt Dr. Müller."]),
        ("Nein, no. Wir gehen, Max. Bis max. 3 Uhr.", ["Nein, no.", "Wir gehen, Max.", "Bis max. 3 Uhr."]),
        ("Um 10.30 Uhr. Danach frei.", ["Um 10.30 Uhr.", "Danach frei."]),
        ("Oben\nunten", ["Oben", "unten"]),
        ("Er sagt „Nein.“ Dann geht er.", ["Er sagt „Nein.“", "Dann geht er."]),
        ("Ja… und nein… Gut", ["Ja…", "und nein…", "Gut"]),
        ("nordwind.example ist da", ["nordwind.example ist da"]),
        ("Kund:innen sind da", ["Kund:innen sind da"]),
        ("Wir sind klimaneutral 🌱 Was sagt ihr?", ["Wir sind klimaneutral 🌱", "Was sagt ihr?"]),
        ("Ich liebe 🍕 Pizza und 🎉 was dazugehört", ["Ich liebe 🍕 Pizza und 🎉 was dazugehört"]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(read(text))] == expected


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Ich gehe, du bleibst", [0, 0, 1, 1]),
        ("Geld, Zeit und Lust", [0, 0, 0, 0]),
        ("Er geht: gut", [0, 0, 1]),
        ("Er geht – gut", [0, 0, 1]),
        ("Er geht aber gut", [0, 0, 1, 1]),
    ],
)
def test_clauses_are_numbered(text: str, clauses: list[int]) -> None:
    assert [token.clause for token in read(text).tokens] == clauses


@pytest.mark.parametrize(
    ("text", "nfkc"),
    [
        ("Idi\u200bot", "Idiot"),
        ("a\u0308b", "äb"),
        ("ﬁn", "fin"),
        ("A…b", "A...b"),
        ("a\xa0b", "a b"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("a\u200db", "ab"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("a\ufe0fb", "ab"),
        ("ÄÖÜß", "ÄÖÜß"),
        ("\u202eabc\u202c", "abc"),
        ("각", "각"),
    ],
)
def test_normalising_keeps_case_and_emoji(text: str, nfkc: str) -> None:
    assert read(text).nfkc == nfkc


def test_a_span_goes_back_to_what_it_was_made_from() -> None:
    text = read("a…ﬁ\u200bx")
    assert text.nfkc == "a...fix"
    assert [text.from_nfkc(place, place + 1) for place in range(7)] == [
        (0, 1),
        (1, 2),
        (1, 2),
        (1, 2),
        (2, 3),
        (2, 3),
        (4, 5),
    ]


def test_tokens_are_found_by_their_place() -> None:
    text = read("eins zwei drei")
    assert text.tokens_in(0, 4) == (0, 0)
    assert text.tokens_in(3, 6) == (0, 1)
    assert text.tokens_in(4, 5) is None
    assert text.tokens_in(0, 14) == (0, 2)


@pytest.mark.parametrize(
    ("text", "line"), [("\n  \nHallo du\nda", "Hallo du"), ("eins\r\nzwei", "eins"), ("", ""), ("\u200b\nx", "x")]
)
def test_the_first_line_is_the_first_with_something_on_it(text: str, line: str) -> None:
    start, end = first_line(text)
    assert text[start:end] == line


@pytest.mark.parametrize(
    ("text", "count"), [("abc", 3), ("👩\u200d🚀", 1), ("a\u0308", 1), ("🇩🇪", 1), ("a\r\nb", 3), ("", 0)]
)
def test_graphemes_are_what_a_reader_counts(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_the_tables_have_a_version() -> None:
    assert data_version()["digest"].startswith("sha256:")
