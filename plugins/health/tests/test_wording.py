"""The mandatory text of HWG §4 Abs. 3: which wording a text has, when it is in force, and how it is renewed."""

from __future__ import annotations

from datetime import date

import pytest
from rulekit_health.wording import WORDINGS, due, found_in, renewed

CURRENT = "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihre Ärztin, Ihren Arzt oder in Ihrer Apotheke."
FORMER = "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihren Arzt oder Apotheker."
LAST_DAY, FIRST_DAY = date(2023, 12, 26), date(2023, 12, 27)


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        (CURRENT, ["current"]),
        (FORMER, ["former"]),
        (f"Rheufix.\n{CURRENT.upper()}", ["current"]),
        (CURRENT.replace(" ", "\n"), ["current"]),
        (CURRENT.replace("Ä", "Ae"), ["current"]),
        (CURRENT.replace(",", ""), ["current"]),
        (f"{FORMER} {CURRENT}", ["former", "current"]),
        ("Zu Risiken und Nebenwirkungen fragen Sie Ihren Arzt oder Apotheker.", []),
        ("Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage.", []),
        (CURRENT.replace("Ärztin", "Tante"), []),
        ("", []),
    ],
)
def test_a_wording_is_known_by_its_words_not_by_its_signs(text: str, wordings: list[str]) -> None:
    assert [one.wording.wording for one in found_in(text)] == wordings


def test_the_span_of_a_wording_covers_its_words() -> None:
    text = f"Rheufix hilft. {CURRENT} Ihre Apotheke"
    (seen,) = found_in(text)
    assert text[seen.start : seen.end] == CURRENT.removesuffix(".")


@pytest.mark.parametrize(("day", "wording"), [(LAST_DAY, FORMER), (FIRST_DAY, CURRENT), (date(2026, 3, 3), CURRENT)])
def test_the_law_asks_for_one_wording_a_day(day: date, wording: str) -> None:
    found = due(day)
    assert found is not None
    assert found.text == wording


@pytest.mark.parametrize("use", ["human", "veterinary"])
def test_no_day_is_without_a_wording_and_none_has_two(use: str) -> None:
    for day in (date(2000, 1, 1), LAST_DAY, FIRST_DAY, date(2030, 1, 1)):
        assert len([one for one in WORDINGS if one.use == use and one.in_force(day)]) == 1


def test_an_outdated_wording_is_replaced_where_it_stands() -> None:
    assert renewed(f"Schmerzgel hilft. {FORMER} Bis bald!", FIRST_DAY) == f"Schmerzgel hilft. {CURRENT} Bis bald!"


def test_a_missing_wording_is_added_at_the_end() -> None:
    assert renewed("Schmerzgel hilft.", FIRST_DAY) == f"Schmerzgel hilft.\n\n{CURRENT}"


def test_mending_what_is_mended_changes_nothing() -> None:
    assert renewed(f"Schmerzgel hilft. {CURRENT}", FIRST_DAY) is None
    assert renewed(f"Schmerzgel hilft. {FORMER}", LAST_DAY) is None


def test_the_wording_for_animals_stays_one_for_animals() -> None:
    old = "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihren Tierarzt oder Apotheker."
    mended = renewed(old, FIRST_DAY)
    assert mended is not None
    assert "Tierärztin, den Tierarzt oder in Ihrer Apotheke." in mended
