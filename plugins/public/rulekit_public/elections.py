"""How far an election is: the window before it in which authorities hold back (BVerfGE 44, 125; 63, 230)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

RESTRAINT_DAYS = 42
"""Six weeks: the hot phase before a federal election. Decrees of some Länder say more; the register may."""


class Election(NamedTuple):
    """An election: its day, how many days before it restraint begins, and its name, if it has one."""

    day: date
    restraint_days: int
    name: str | None


class Window(NamedTuple):
    """Where a day stands: `restraint` before the election, `election-day` on it; and the days left."""

    phase: str
    days_left: int
    election: Election


def elections_of(election_date: str | None, section: Mapping[str, Any] | None) -> tuple[Election, ...]:
    """The elections of the register: `election_date`, and `public.elections` with days of their own; the earliest first."""
    section = section or {}
    days = section.get("restraint_days", RESTRAINT_DAYS)
    found = {
        Election(date.fromisoformat(row["date"]), row.get("restraint_days", days), row.get("name"))
        for row in section.get("elections") or ()
    }
    if election_date is not None:
        day = date.fromisoformat(election_date[:10])
        if day not in {one.day for one in found}:
            found.add(Election(day, days, None))
    return tuple(sorted(found, key=lambda one: (one.day, one.restraint_days, one.name or "")))


def window_of(day: date, elections: Iterable[Election]) -> Window | None:
    """The nearest election whose window the day lies in, the day of the election included; None outside of all windows."""
    for one in elections:
        left = (one.day - day).days
        if 0 <= left <= one.restraint_days:
            return Window("restraint" if left else "election-day", left, one)
    return None
