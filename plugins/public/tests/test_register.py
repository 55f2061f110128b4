"""Elections, parties and tenders of the register."""

from __future__ import annotations

from datetime import date

import pytest
from rulekit_public.elections import RESTRAINT_DAYS, elections_of, window_of
from rulekit_public.register import names_in, tenders_of

DAY = date(2026, 3, 22)


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        (date(2026, 2, 7), None),
        (date(2026, 2, 8), "restraint"),
        (date(2026, 3, 21), "restraint"),
        (DAY, "election-day"),
        (date(2026, 3, 23), None),
    ],
)
def test_restraint_lasts_six_weeks_and_the_day_itself(today: date, phase: str | None) -> None:
    window = window_of(today, elections_of("2026-03-22", None))
    assert (None if window is None else window.phase) == phase


def test_the_register_may_ask_for_a_longer_window() -> None:
    section = {
        "restraint_days": 90,
        "elections": [{"date": "2026-05-17", "name": "Landtagswahl"}, {"date": "2026-03-22", "restraint_days": 10}],
    }
    first, second = elections_of(None, section)
    assert (first.day, first.restraint_days) == (DAY, 10)
    assert (second.day, second.restraint_days, second.name) == (date(2026, 5, 17), 90, "Landtagswahl")
    window = window_of(date(2026, 3, 1), (first, second))
    assert window is not None
    assert (window.election, window.days_left) == (second, 77)


def test_a_date_written_twice_is_one_election() -> None:
    assert len(elections_of("2026-03-22", {"elections": [{"date": "2026-03-22", "name": "Kommunalwahl"}]})) == 1
    assert elections_of("2026-03-22", None)[0].restraint_days == RESTRAINT_DAYS
    assert elections_of(None, None) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Die Blaue Liste tritt an.", ["Blaue Liste"]),
        ("Das Programm der BLAUE LISTE", ["Blaue Liste"]),
        ("Bürgerforums Idee", ["Bürgerforum"]),
        ("Buergerforum", ["Bürgerforum"]),
        ("blaue Einkaufsliste", []),
        ("Bürgerforumssitzung", []),
    ],
)
def test_a_name_stands_in_whole_words(text: str, names: list[str]) -> None:
    assert [one.name for one in names_in(text, ("Blaue Liste", "Bürgerforum"))] == names


def test_a_tender_is_open_until_the_day_of_its_award() -> None:
    decided, undecided = tenders_of([{"name": "Mensa", "awarded_on": "2026-03-22"}, {"name": "Turnhalle"}])
    assert [decided.open_on(date(2026, 3, 21)), decided.open_on(DAY)] == [True, False]
    assert undecided.open_on(date(2030, 1, 1))
