"""The text with its evidence underlined, in rows of terminal cells, and the words for places outside it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rulekit.reports import Checked, render
from rulekit.reports.cells import width_of, wrap
from rulekit.reports.excerpt import Mark, carets, excerpt, stretches
from rulekit.reports.places import place
from rulekit.reports.view import masked
from rulekit.reports.words import answer, date

from .samples import SAMPLES, decision, finding, seen


def drawn(text: str, marks: list[Mark], width: int = 40, limit: int = 12, *, numbered: bool = False) -> list[str]:
    lines: list[str] = []
    for row in excerpt(text, marks, width, limit=limit):
        lines.append("".join(run.text for run in row) if row else "…")
        lines += carets(row, width + 4, numbered=numbered)
    return lines


@pytest.mark.parametrize(
    ("text", "span", "lines"),
    [
        ("ab cd ef", (3, 5), ["ab cd ef", "   ^^"]),
        ("日本 cd", (0, 2), ["日本 cd", "^^^^"]),
        ("👩🏽‍🚒 cd", (5, 7), ["👩🏽‍🚒 cd", "   ^^"]),
        ("🇩🇪🇫🇷 x", (2, 4), ["🇩🇪🇫🇷 x", "  ^^"]),
        ("e\u0301 x", (0, 2), ["e\u0301 x", "^"]),
        ("❤️ x", (3, 4), ["❤️ x", "   ^"]),
        ("a\x1bb", (1, 2), ["a␛b", " ^"]),
        ("a\u202eb", (1, 2), ["a‹U+202E›b", " ^^^^^^^^"]),
        ("a\nbc\r\nd", (2, 4), ["a", "bc", "^^", "d"]),
        ("ab", (1, 1), ["ab"]),
    ],
)
def test_evidence_is_underlined_under_its_cells(text: str, span: tuple[int, int], lines: list[str]) -> None:
    assert drawn(text, [Mark(*span, 1, "warn")]) == lines


def test_marks_that_overlap_are_one_stretch_with_both_numbers_and_the_stricter_verdict() -> None:
    assert [
        tuple(found) for found in stretches([Mark(4, 9, 2, "block"), Mark(0, 5, 1, "note"), Mark(9, 12, 3, "warn")])
    ] == [
        (0, 9, (1, 2), "block"),
        (9, 12, (3,), "warn"),
    ]


@pytest.mark.parametrize(
    ("marks", "below"),
    [
        ([Mark(0, 2, 1, "warn"), Mark(6, 8, 2, "warn")], ["^^1   ^^2"]),
        ([Mark(0, 2, 1, "warn"), Mark(3, 5, 2, "warn")], ["^^ ^^2", "1"]),
    ],
)
def test_findings_are_numbered_behind_their_mark_or_below_if_there_is_no_room(
    marks: list[Mark], below: list[str]
) -> None:
    assert drawn("ab cd ef gh", marks, numbered=True)[1:] == below


def test_of_a_long_text_only_the_lines_with_evidence_are_shown() -> None:
    text = "\n".join(f"Zeile {number}" for number in range(30))
    start = text.index("17")
    assert drawn(text, [Mark(start, start + 2, 1, "warn")]) == ["…", "Zeile 17", "      ^^", "…"]


@pytest.mark.parametrize("width", [5, 8, 20, 40])
@pytest.mark.parametrize(
    "text", ["ein zwei drei vier", "Donaudampfschifffahrt ahoi", "日本語のテキスト ohne Leerzeichen", "👨‍👩‍👧‍👦" * 9]
)
def test_no_row_is_wider_than_asked_and_nothing_is_lost(text: str, width: int) -> None:
    rows = ["".join(run.text for run in row) for row in excerpt(text, [], width, limit=99)]
    assert all(width_of(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    wrapped = wrap(text, width)
    assert all(width_of(row) <= width for row in wrapped)
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("form", ["plain", "rich"])
def test_no_line_is_wider_than_the_terminal(form: str, width: int, lang: str) -> None:
    for line in render(form, SAMPLES["many"](lang), lang=lang, version="1", width=width).splitlines():
        assert width_of(line) <= width, line


def test_in_colour_the_evidence_is_underlined_and_numbered() -> None:
    shown = render("rich", SAMPLES["block"]("de"), lang="de", version="1", colour=True)
    underlined = re.findall(r"\x1b\[[0-9;]*\b4;3[0-9]m([^\x1b]*)\x1b\[0m\x1b\[3\dm([¹²³])", shown)
    assert underlined == [("Projekt Polarfuchs", "¹"), ("Chef", "³"), ("völlig unfähig", "³"), ("Pe••••••••", "²")]


def test_without_colour_rich_writes_no_escape_sequence() -> None:
    assert "\x1b" not in render("rich", SAMPLES["many"]("en"), lang="en", version="1")


@pytest.mark.parametrize(
    ("at", "german", "english"),
    [
        ("/text", "Text", "text"),
        ("/attachments/0/alt_text", "Bild 1, Alternativtext", "picture 1, alt text"),
        ("/attachments/2/file_name", "Bild 2, Dateiname", "picture 2, file name"),
        ("/attachments/1", "Video 1", "video 1"),
        ("/attachments/3/mime", "Anhang 4, Dateityp", "attachment 4, file type"),
        ("/attachments/0/people/1/consent", "Bild 1, Person 2, Einwilligung", "picture 1, person 2, consent"),
        ("/account/type", "Art des Kontos", "kind of account"),
        ("/hashtags/2", "Hashtag 3", "hashtag 3"),
        ("/extra/budget", "/extra/budget", "/extra/budget"),
        ("/attachments/0/unheard_of", "/attachments/0/unheard_of", "/attachments/0/unheard_of"),
    ],
)
def test_a_pointer_is_named_in_words_or_else_as_it_is(at: str, german: str, english: str) -> None:
    post: dict[str, Any] = {"attachments": [{"kind": "image"}, {"kind": "video"}, {"kind": "image"}]}
    assert (place(at, post, "de"), place(at, post, "en")) == (german, english)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("geheim", "x geheim y"),
        ("ge••••", "x ge•••• y"),
        ("ge…", "x ge•••• y"),
        ("••", "x •••••• y"),
        (None, "x geheim y"),
    ],
)
def test_a_quote_the_decision_masks_is_masked_in_the_text(quote: str | None, shown: str) -> None:
    evidence = {"at": "/text", "start": 2, "end": 8, "quote": quote}
    assert masked("x geheim y", "x geheim y", evidence) == shown


@pytest.mark.parametrize(
    ("given", "german", "english"),
    [
        ("2026-05-04T10:00:00+02:00", "4. Mai 2026, 10:00 Uhr (+02:00)", "4 May 2026, 10:00 (+02:00)"),
        ("2026-12-31", "31. Dezember 2026", "31 December 2026"),
        ("2026-12-31T23:59:00Z", "31. Dezember 2026, 23:59 Uhr (UTC)", "31 December 2026, 23:59 (UTC)"),
        ("bald", "bald", "bald"),
        ("2026-99-01", "2026-99-01", "2026-99-01"),
    ],
)
def test_a_time_is_written_as_people_write_it(given: str, german: str, english: str) -> None:
    assert (date(given, "de"), date(given, "en-GB")) == (german, english)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "ja"), (False, "nein"), (None, "gibt es nicht"), ("private", "privat (private)"), (7, "7")],
)
def test_an_answer_is_shown_in_words_with_the_value_to_write(value: object, shown: str) -> None:
    assert answer(value, "de") == shown


def test_a_review_that_was_asked_for_says_so() -> None:
    result = decision("review", {})
    result["inputs"]["unsure"] = True
    shown = render("plain", [Checked("-", None, {"text": "x"}, result, None)], lang="de", version="1")
    assert shown.startswith("◆ Bitte vorher prüfen lassen (eine Prüfung ist gewünscht)\n")


def test_evidence_that_does_not_fit_the_post_is_named_but_never_breaks_the_report() -> None:
    stale = finding(
        "a/b",
        "tone",
        "mandatory",
        "warn",
        "en",
        title="T",
        evidence=[seen("long long text", "text"), {"at": "/links/3"}],
    )
    shown = render(
        "plain", [Checked("-", None, {"text": "short"}, decision("warn", {}, [stale]), None)], lang="en", version="1"
    )
    assert "Where: text “text”\n" in shown
