"""Instants, dates and the calendar of a place, independent of the machine's clock and time zones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

DAY = timedelta(days=1)
WEEKDAYS: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DATE = re.compile(
    r"([1-9][0-9]{3})-(0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8]|(29|30|31))"
    r"([Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))?"
)
"""A day, and perhaps a time of it: the year, the month, the day if not every month has it, and the time."""


class Moment(NamedTuple):
    """A point or a day in time as somebody wrote it: `start` is inclusive, `end` exclusive.

    Of an instant both are the same; of a date they are the midnights around it.
    """

    start: datetime
    end: datetime

    @property
    def is_day(self) -> bool:
        return self.start != self.end


def is_date(text: str) -> bool:
    """A day of the calendar, `YYYY-MM-DD`, from 1000 to 9998: so that neighbouring days and zones stay in range."""
    match = _DATE.fullmatch(text)
    return match is not None and match[4] is None and _is_day(match[1], match[2], match[3])


def is_date_time(text: str) -> bool:
    """An instant of RFC 3339 with its offset, without leap seconds."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, late, clock = match.groups()
    return clock is not None and _is_day(year, month, late)


def _is_day(year: str, month: str, late: str | None) -> bool:
    """Whether the day exists; `late` is the day if not every month has it."""
    if late is None or year == "9999":
        return year != "9999"
    number = int(year)
    leap = number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)
    return int(late) <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[int(month) - 1]


def instant(text: str) -> datetime | None:
    """The instant an RFC 3339 string names, with its offset; None if it names none."""
    if len(text) < 20 or text[10] not in "Tt ":
        return None
    try:
        found = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def day(text: str) -> date | None:
    """The date a `YYYY-MM-DD` string names; None if it names none."""
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment(text: object, zone: tzinfo) -> Moment | None:
    """What a string says about time: an instant, or a whole day in `zone`; None if it is neither."""
    if not isinstance(text, str):
        return None
    point = instant(text)
    if point is not None:
        return Moment(point, point)
    whole = day(text)
    if whole is None or whole == date.max:
        return None
    return Moment(midnight(whole, zone), midnight(whole + DAY, zone))


def midnight(of: date, zone: tzinfo) -> datetime:
    """The instant at which that day begins in `zone`."""
    return datetime.combine(of, time(), zone).astimezone(UTC)


def zone_named(name: str) -> tzinfo | None:
    """The time zone of that IANA name from the pinned `tzdata` package, never from the system; None if there is none."""
    if not name or name.startswith(("/", ".")) or ".." in name or "\\" in name:
        return None
    from pathlib import Path
    from zoneinfo import ZoneInfo  # imported where used: most checks need no calendar

    import tzdata

    folder = Path(tzdata.__file__).parent / "zoneinfo"
    try:
        with folder.joinpath(*name.split("/")).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError):
        return None


def clock_time(text: object) -> time | None:
    """The time of day an `HH:MM` string names; None if it names none."""
    if not isinstance(text, str):
        return None
    try:
        return time.fromisoformat(text) if len(text) == 5 else None
    except ValueError:
        return None
