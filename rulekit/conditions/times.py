"""`before`, `after`, `during`, `within`, `weekday`, `within_hours`: tests of times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import NOTHING, Env, Outcome, broken, unknown
from rulekit.conditions.numbers import shown
from rulekit.conditions.operator import Test
from rulekit.conditions.values import Reference
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Seen
from rulekit.model.canonical import Json
from rulekit.model.moment import DAY, WEEKDAYS, Moment, clock_time, day
from rulekit.model.truth import NO, UNKNOWN, YES, Truth

Span = Mapping[str, Json | Reference] | Reference


class TimeTest(Test):
    """A test of a time; `holds` gets the tested instant, its zone and the looked-up arguments."""

    __slots__ = ()

    def value(self, seen: Seen, env: Env) -> Truth:
        if seen.state == MISSING:
            return UNKNOWN
        if seen.state == NONE:
            return NO
        held = self._held(seen, env)
        return held.value if isinstance(held, Outcome) else YES if held else NO

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE:
            return NOTHING
        held = self._held(seen, env)
        if isinstance(held, Outcome):
            return held
        return Outcome(YES, seen.evidence()) if held else NOTHING

    def _held(self, seen: Seen, env: Env) -> bool | Outcome:
        tested = env.view.moment(seen.value, UTC)
        if tested is None:
            return broken(f"`{shown(seen.value)}` is not a time")
        zone = zone_for(tested, env)
        if tested.is_day:
            # a day begins when it does in that zone; an instant is the same everywhere
            tested = env.view.moment(seen.value, zone) or tested
        return self.holds(tested.start, zone, env)

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        """Whether the instant passes; or an outcome that says why nobody can tell."""
        raise NotImplementedError


def zone_for(tested: Moment, env: Env) -> tzinfo:
    """The register's zone, else the offset the tested time carries, else that of the post's time, else UTC."""
    if env.view.register.zone is not None:
        return env.view.register.zone
    if not tested.is_day and tested.start.tzinfo is not None:
        return tested.start.tzinfo
    return env.view.zone


def time_of(item: Json | Reference, zone: tzinfo, env: Env) -> Moment | Outcome | None:
    """The moment an argument stands for; None if it is none, an outcome if it is unknown or no time."""
    seen = resolved(item, env)
    if seen.state == MISSING:
        return unknown(seen.at)
    if seen.state == BROKEN:
        return broken(seen.why)
    if seen.state == NONE or seen.value is None:
        return None
    found = env.view.moment(seen.value, zone)
    return found if found is not None else broken(f"`{shown(seen.value)}` is not a time")


class Before(TimeTest):
    """Yes if the instant lies before the start of the given time."""

    __slots__ = ("item",)

    def __init__(self, item: Json | Reference) -> None:
        self.item = item

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        bound = time_of(self.item, zone, env)
        return now < bound.start if isinstance(bound, Moment) else bound if bound is not None else False


class After(TimeTest):
    """Yes if the instant lies after the given instant, or not before the end of the given day."""

    __slots__ = ("item",)

    def __init__(self, item: Json | Reference) -> None:
        self.item = item

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        bound = time_of(self.item, zone, env)
        if not isinstance(bound, Moment):
            return bound if bound is not None else False
        return later(now, bound)


def later(now: datetime, bound: Moment) -> bool:
    """After an instant; or at or after the end of a day."""
    return now >= bound.end if bound.is_day else now > bound.end


class During(TimeTest):
    """Yes from the start of `from` until before the end of `until`; a missing end is open."""

    __slots__ = ("span",)

    def __init__(self, span: Span) -> None:
        self.span = span

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        span: Mapping[str, Json | Reference]
        if isinstance(self.span, Reference):
            seen = self.span.see(env)
            if seen.state == MISSING:
                return unknown(seen.at)
            if seen.state == BROKEN:
                return broken(seen.why)
            if seen.state == NONE:
                return False
            if not isinstance(seen.value, dict):
                return broken(f"`{shown(seen.value)}` has no `from` and `until`")
            span = seen.value
        else:
            span = self.span
        return inside(now, span, zone, env)


def inside(now: datetime, span: Mapping[str, Json | Reference], zone: tzinfo, env: Env) -> bool | Outcome:
    """Whether the instant lies in `{from, until}`; a plain no of one end decides."""
    begin = time_of(span.get("from"), zone, env)
    end = time_of(span.get("until"), zone, env)
    if isinstance(begin, Moment) and now < begin.start:
        return False
    if isinstance(end, Moment) and now >= end.end:
        return False
    unclear = [side for side in (begin, end) if isinstance(side, Outcome)]
    if not unclear:
        return True
    return (
        max(unclear, key=lambda outcome: outcome.value)
        if len({o.value for o in unclear}) > 1
        else Outcome(
            unclear[0].value,
            missing=tuple(at for outcome in unclear for at in outcome.missing),
            faults=tuple(fault for outcome in unclear for fault in outcome.faults),
        )
    )


class Within(TimeTest):
    """Yes if the instant lies at most so many days before, or after, the given time."""

    __slots__ = ("days", "item", "side")

    def __init__(self, days: Json | Reference, side: str, item: Json | Reference) -> None:
        self.days = days
        self.side = side
        self.item = item

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        bound = time_of(self.item, zone, env)
        if not isinstance(bound, Moment):
            return bound if bound is not None else False
        reach = timedelta(days=self.days if isinstance(self.days, int | float) else 0)
        try:
            if self.side == "before":
                return bound.start - reach <= now < bound.start
            return bound.end <= now < bound.end + reach
        except OverflowError:
            return broken(f"`{shown(self.days)}` days reach out of the calendar")


class Weekday(TimeTest):
    """Yes if the local day is one of the given ones."""

    __slots__ = ("days",)

    def __init__(self, days: Sequence[str]) -> None:
        self.days = frozenset(days)

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        return WEEKDAYS[now.astimezone(zone).weekday()] in self.days


class WithinHours(TimeTest):
    """Yes if the local time lies in the hours of a day that has them; the register's holidays have none."""

    __slots__ = ("_times", "_written", "hours")

    def __init__(self, hours: Json | Reference) -> None:
        self.hours = hours
        self._times = None if isinstance(hours, Reference) else _hours(hours)
        self._written: Json = None if self._times is None else hours

    def holds(self, now: datetime, zone: tzinfo, env: Env) -> bool | Outcome:
        if self._times is not None:
            return self._inside(self._times, self._written, now.astimezone(zone), env)
        seen = resolved(self.hours, env)
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state != KNOWN:
            return broken(seen.why) if seen.state == BROKEN else False
        found = _hours(seen.value)
        if found is None:
            return broken(f"`{shown(seen.value)}` has no `from` and `to` like 08:00")
        return self._inside(found, seen.value, now.astimezone(zone), env)

    def _inside(self, of_a_day: tuple[time, time], hours: Mapping[str, Json], local: datetime, env: Env) -> bool:
        begin, end = of_a_day
        clock = local.time()
        if begin < end:
            return begin <= clock < end and self._open(local, hours, env)
        if clock >= begin:
            return self._open(local, hours, env)
        return clock < end and self._open(local - DAY, hours, env)

    @staticmethod
    def _open(local: datetime, hours: Mapping[str, Json], env: Env) -> bool:
        days = hours.get("days")
        holidays = {day(text) for text in (env.view.register.section("org") or {}).get("holidays") or ()}
        return (days is None or WEEKDAYS[local.weekday()] in days) and local.date() not in holidays


def _hours(given: Json) -> tuple[time, time] | None:
    """When the hours of a day begin and end; None if they do not say so."""
    hours = given if isinstance(given, dict) else {}
    begin, end = clock_time(hours.get("from")), clock_time(hours.get("to"))
    return None if begin is None or end is None else (begin, end)
