"""Instants, dates and the calendar of a place, independent of the machine's clock and time zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

DAY = timedelta(days=1)
WEEKDAYS: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Moment(NamedTuple):
    """A point or a day in time as somebody wrote it: `start` is inclusive, `end` exclusive.

    Of an instant both are the same; of a date they are the midnights around it.
    """

    start: datetime
    end: datetime

    @property
    def is_day(self) -> bool:
        return self.start != self.end


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
