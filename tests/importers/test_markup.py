"""HTML becomes the text a reader sees."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.importers.markup import references, shown

ROWS = [
    ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
    ("<p>eins<br>zwei<br />drei<br/><br/>vier</p>", "eins\nzwei\ndrei\n\nvier"),
    ("<p>a &amp; b &lt;c&gt; &quot;d&quot; &#8230; &#x1F4A1; &uuml;</p>", 'a & b <c> "d" … 💡 ü'),
    ("<ul><li>eins</li><li>zwei</li></ul><p>danach</p>", "• eins\n• zwei\n\ndanach"),
    ("<ol><li>eins<ul><li>drin</li></ul></li><li>zwei</li></ol>", "1. eins\n  • drin\n2. zwei"),
    ("<blockquote><p>Zitat</p></blockquote><p>Antwort</p>", "Zitat\n\nAntwort"),
    ("<h2>Titel</h2>Text", "Titel\n\nText"),
    ("<pre>a\n   b</pre>", "a\n   b"),
    ("<p>ein\n   Umbruch in der Quelle</p>", "ein Umbruch in der Quelle"),
    ("<p>zwei  Leerzeichen bleiben</p>", "zwei  Leerzeichen bleiben"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
    ("vor<script>nie()</script><style>p{}</style>nach", "vornach"),
    ("vor<!-- nie > auch nicht -->nach", "vornach"),
    ("3 < 4 und 5 > 4 <3", "3 < 4 und 5 > 4 <3"),
    ("<p title='a > b'>ganz</p>", "ganz"),
    ('<b title="nie zu>fett</b> weiter', "fett weiter"),
    ("offen <b ohne Ende", "offen <b ohne Ende"),
    ("&#99999999999999999999; &unbekannt; &", "&#99999999999999999999; &unbekannt; &"),
    ("plain text", "plain text"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "text"), ROWS)
def test_markup_is_shown_as_a_browser_shows_it(source: str, text: str) -> None:
    assert shown(source).text == text


def test_the_hidden_parts_of_a_long_address_stay_so_that_it_stands_as_it_was_typed() -> None:
    page = shown(
        '<p>Hier: <a href="https://www.example.org/ein/langer/pfad"><span class="invisible">https://www.</span>'
        '<span class="ellipsis">example.org/ein/lan</span><span class="invisible">ger/pfad</span></a></p>'
    )
    assert page.text == "Hier: https://www.example.org/ein/langer/pfad"
    assert [link.href for link in page.links] == ["https://www.example.org/ein/langer/pfad"]


def test_a_link_is_told_with_the_words_it_shows() -> None:
    page = shown('<a href="https://evil.example/?a=1&amp;b=2">bank.example</a> <a class="mention">@anna</a>')
    assert page.text == "bank.example @anna"
    assert [(link.href, link.shown) for link in page.links] == [("https://evil.example/?a=1&b=2", "bank.example")]


def test_alternative_texts_of_pictures_are_kept() -> None:
    assert shown('<img src="a.png" alt="Ein Hund &amp; ein Ball"><img src="b.png">').pictures == (
        "Ein Hund & ein Ball",
        None,
    )


TAGS = ["p", "b", "i", "span", "div", "ul", "li", "ol", "blockquote", "em", "h1", "pre", "td", "tr", "table", "section"]
WORD = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[str, list[str]]:
    """HTML, well formed, and its words in order."""
    source, words = "", []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(TAGS))
            inner, below = draw(trees(depth - 1))
            source += f"<{tag}>{inner}</{tag}>"
            words += below
        else:
            word = draw(WORD)
            source += " " + html.escape(word) + draw(st.sampled_from(["", " ", "<br>", "\n"]))
            words.append(word)
    return source, words


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(trees())
def test_no_word_is_lost_and_their_order_stays(tree: tuple[str, list[str]]) -> None:
    source, words = tree
    text, place = shown(source).text, 0
    for word in words:
        place = text.index(word, place) + len(word)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(st.text("<>/!-?&;#\"'= abpbr\n\x00ü", max_size=60))
def test_broken_markup_never_loses_what_stands_before_it(source: str) -> None:
    assert shown("Anfang " + source).text.startswith("Anfang")


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text().map(lambda text: text.replace("<", "").replace("&", "")))
def test_text_without_markup_stays_but_for_its_blanks(source: str) -> None:
    assert "".join(shown(source).text.split()) == "".join(source.split())


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<!", "<a '\"", '<a b="', "&", "&#1", "</", " ", "\n ", "<br", "<li>", "<!-- >"]
)
@pytest.mark.parametrize("end", ["", ">", "\"'>"])
def test_the_time_grows_with_the_length_alone(piece: str, end: str) -> None:
    def cost(length: int) -> float:
        source = piece * (length // len(piece)) + end
        began = time.perf_counter()
        shown(source)
        return time.perf_counter() - began

    cost(1_000)
    assert cost(80_000) < 20 * cost(10_000) + 0.5


def test_references_are_read_once_only() -> None:
    assert references("&amp;lt;") == "&lt;"
