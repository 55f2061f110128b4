"""Marks of classified papers: as a label, or only spoken of."""

from __future__ import annotations

import pytest
from rulekit_public.marks import file_marks, marks_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("VS-NfD", [("VS-NfD", "restricted", True)]),
        ("VS – NUR FÜR DEN DIENSTGEBRAUCH\nEinsatzplan", [("VS – NUR FÜR DEN DIENSTGEBRAUCH", "restricted", True)]),
        ("VS-NfD: Kräfteübersicht", [("VS-NfD", "restricted", True)]),
        ("Dienstplan [VS-NfD]", [("VS-NfD", "restricted", True)]),
        ("Einsatzplan\n*** GEHEIM ***\nSeite 1", [("GEHEIM", "secret", True)]),
        ("STRENG GEHEIM", [("STRENG GEHEIM", "top secret", True)]),
        ("VS-VERTRAULICH – Lage", [("VS-VERTRAULICH", "confidential", True)]),
        ("OFFICIAL-SENSITIVE\nStaffing", [("OFFICIAL-SENSITIVE", "restricted", True)]),
        ("NATO RESTRICTED", [("NATO RESTRICTED", "restricted", True)]),
        ("Was heißt VS-NfD eigentlich?", [("VS-NfD", "restricted", False)]),
        ("Von VS-NfD bis GEHEIM: die Stufen", [("VS-NfD", "restricted", False), ("GEHEIM", "secret", False)]),
        ("Das Rezept ist streng geheim.", []),
        ("GEHEIMNIS", []),
        ("GEHEIM-TIPP", []),
        ("EVS-NfD2", []),
        ("VS Köln", []),
        ("", []),
    ],
)
def test_a_mark_is_a_label_where_papers_carry_it(text: str, found: list[tuple[str, str, bool]]) -> None:
    assert [(one.mark, one.level, one.label) for one in marks_in(text)] == found


def test_the_span_of_a_mark_is_its_characters() -> None:
    text = "Dienstplan (VS-NfD) KW 12"
    (mark,) = marks_in(text)
    assert text[mark.start : mark.end] == "VS-NfD"


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("Lagebild_VS-NfD.pdf", 1),
        ("vs_nfd_plan.pdf", 1),
        ("OFFICIAL-SENSITIVE plan.docx", 1),
        ("VSNews.pdf", 0),
        ("Jahresbericht.pdf", 0),
    ],
)
def test_a_mark_in_a_file_name_is_a_label(name: str, marks: int) -> None:
    found = file_marks(name)
    assert len(found) == marks
    assert all(mark.label for mark in found)
