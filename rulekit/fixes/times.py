"""Another time to publish: after an embargo, or when somebody answers again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from rulekit.errors import Words
from rulekit.fixes.parts import put
from rulekit.fixes.values import Case, Fixer, Mended, Needs
from rulekit.model.canonical import Json
from rulekit.model.moment import DAY, WEEKDAYS, clock_time, day, moment

MAX_DAYS = 400
"""How many days ahead the next service hours are looked for."""


def _after_embargo(case: Case) -> Mended | Needs | Words:
    view = case.view
    now = view.now
    if now is None:
        return _NO_TIME
    embargoes = list(_embargoes(case))
    at, open_end = now.start, False
    for _ in embargoes:
        ends = [_end(one, case) for one in embargoes if _holds(one, at, case)]
        open_end = None in ends
        later = [end for end in ends if end is not None]
        if open_end or not later:
            break
        at = max(later)
    if open_end:
        return _NO_END
    if at == now.start:
        return _NO_EMBARGO
    if case.view.post.get("account", {}).get("type") in ("corporate", "brand"):
        # whoever speaks for a company has to be there for the first answers
        at = _next_open(case, at) or at
    return _moved(case, at)


def _embargoes(case: Case) -> Iterator[Mapping[str, Json]]:
    """The embargoes whose term a reader of the post meets."""
    texts = case.view.any_text()
    for one in case.view.register.section("embargoes") or ():
        if any(case.view.register_hits(at, string, one["term"]) for at, string, _ in texts):
            yield one


def _holds(embargo: Mapping[str, Json], at: datetime, case: Case) -> bool:
    begin = moment(embargo.get("from"), case.view.zone)
    end = _end(embargo, case)
    return (begin is None or begin.start <= at) and (end is None or at < end)


def _end(embargo: Mapping[str, Json], case: Case) -> datetime | None:
    """The first instant that is free again: of a date the next midnight; None if there is no end."""
    found = moment(embargo.get("until"), case.view.zone)
    return None if found is None else found.end


def _in_service_hours(case: Case) -> Mended | Needs | Words:
    view = case.view
    now = view.now
    if now is None:
        return _NO_TIME
    at = _next_open(case, now.start)
    if at is None:
        return _NO_HOURS
    return _moved(case, at) if at != now.start else _OPEN_NOW


def _next_open(case: Case, at: datetime) -> datetime | None:
    """The first instant from `at` on that lies in the register's service hours; None if it has none."""
    org = case.view.register.section("org") or {}
    hours = org.get("service_hours") or {}
    begin, end = clock_time(hours.get("from")), clock_time(hours.get("to"))
    if begin is None or end is None:
        return None
    zone = case.view.zone
    local = at.astimezone(zone)
    holidays = {day(text) for text in org.get("holidays") or ()}
    first = local.date() - DAY
    for number in range(MAX_DAYS):
        date = first + DAY * number
        if date in holidays or WEEKDAYS[date.weekday()] not in hours.get("days", WEEKDAYS):
            continue
        opens = datetime.combine(date, begin, zone)
        closes = datetime.combine(date if begin < end else date + DAY, end, zone)
        if at < closes:
            return max(at, opens)
    return None


def _moved(case: Case, at: datetime) -> Mended:
    """The post with another time, written with the offset of its place."""
    return Mended(put(case.post, ("publish_at",), at.astimezone(case.view.zone).isoformat(timespec="seconds")))


_NO_END = Words(
    "the register names no end of the embargo; without the name the post can go out",
    "im Register hat die Sperrfrist kein Ende; ohne den Namen kann der Beitrag erscheinen",
)
_NO_TIME = Words(
    "nobody said when the post is to be published", "es ist nicht angegeben, wann der Beitrag erscheinen soll"
)
_NO_EMBARGO = Words(
    "no embargo of the register holds for this post at its time",
    "keine Sperrfrist des Registers gilt für diesen Beitrag zu seiner Zeit",
)
_NO_HOURS = Words("the register has no service hours", "im Register stehen keine Servicezeiten")
_OPEN_NOW = Words("the time already lies in the service hours", "der Zeitpunkt liegt schon in der Servicezeit")

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "schedule-after-embargo",
        Words(
            "moves the post behind the embargo of what it names; on a company's account into service hours",
            "legt den Beitrag hinter die Sperrfrist des Genannten; auf einem Konto der Firma in die Servicezeit",
        ),
        ("/publish_at",),
        _after_embargo,
    ),
    Fixer(
        "schedule-in-service-hours",
        Words(
            "moves the post to the start of the next service hours",
            "legt den Beitrag auf den Beginn der nächsten Servicezeit",
        ),
        ("/publish_at",),
        _in_service_hours,
    ),
)
