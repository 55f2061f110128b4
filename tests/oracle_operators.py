"""The oracle's operators, one function each, by the table of docs/semantics.md section 3."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE
from tests.oracle_texts import textual
from tests.oracle_values import ERROR, NO, UNKNOWN, YES, Answer, Scope, Thing, World, any_of, found, plainly, unknown

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda a, b: a == b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


def ask(name: str, argument: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    """What an operator says of a field."""
    if name in ("present", "absent"):
        return presence(thing, (name == "present") == argument)
    if name == "is":
        return member(thing, [argument], world, scope)
    if name in ("in", "not_in"):
        answer = member(thing, argument if isinstance(argument, list) else [argument], world, scope)
        return answer if name == "in" else _complement(answer)
    if name in ("says", "matches", "near"):
        return textual(name, argument, thing, world, scope)
    undecided = plainly(thing)
    if undecided is not None:
        return undecided
    if name in COMPARE or name == "between":
        return _compared(name, argument, thing, world, scope)
    if name == "domain_in":
        return _domain(argument, thing, world, scope)
    if name == "within_km":
        return _near_by(argument, thing)
    return _timed(name, argument, thing, world, scope)


def _complement(answer: Answer) -> Answer:
    return Answer({YES: NO, NO: YES}.get(answer.value, answer.value), answer.no, answer.yes, answer.missing)


def presence(thing: Thing, wanted: bool) -> Answer:
    """`present` is yes of what is known, `absent` of what is none; unknown stays unknown."""
    if thing.state in (MISSING, BROKEN):
        return plainly(thing) or Answer(ERROR)
    if thing.partial and not thing.strings and thing.strings is not None:
        return Answer(ERROR)
    known = bool(thing.strings) if thing.strings is not None else thing.state == KNOWN
    if wanted:
        return Answer(YES if known else NO, thing.seen(), thing.pointer())
    return Answer(NO if known else YES, thing.pointer(), thing.pointer())


def equal(a: Any, b: Any) -> bool:
    """JSON equality: `1` equals `1.0`, `true` does not equal `1`."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return bool(a == b)


def member(thing: Thing, written: Sequence[Any], world: World, scope: Scope) -> Answer:
    """Equality with one of several values; `null` among them is the same as `absent`."""
    if None in written:
        rest = [item for item in written if item is not None]
        return any_of([presence(thing, False), member(thing, rest, world, scope)]) if rest else presence(thing, False)
    undecided = plainly(thing)
    if undecided is not None:
        return undecided
    values = [world.values(item, scope) for item in written]
    own = [getattr(item, "value", item) for item in thing.value] if isinstance(thing.value, list) else [thing.value]
    wanted = [value for one in values if one.state == KNOWN for value in one.value]
    if any(equal(a, b) for a in own for b in wanted):
        return found(thing, True)
    if thing.partial:
        return Answer(ERROR)
    for state in (BROKEN, MISSING):
        missing = [one for one in values if one.state == state]
        if missing:
            return Answer(ERROR) if state == BROKEN else Answer(UNKNOWN, missing=frozenset(one.at for one in missing))
    return found(thing, False)


def _one(written: Any, thing: Thing, world: World, scope: Scope) -> tuple[Any, Answer | None]:
    """The single value a literal or reference stands for, or what the test says because there is none."""
    value = world.values(written, scope)
    if value.state == MISSING:
        return None, unknown(value.at)
    if value.state == BROKEN:
        return None, Answer(ERROR)
    if value.state == NONE or not value.value:
        return None, found(thing, False)
    return value.value[0], None


def _compared(name: str, argument: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    pairs = [(name, argument)] if name != "between" else [("ge", argument[0]), ("le", argument[1])]
    answers = []
    for how, written in pairs:
        bound, undecided = _one(written, thing, world, scope)
        if undecided is not None:
            answers.append(undecided)
        elif not _number(bound) or not _number(thing.value):
            return Answer(ERROR)
        else:
            answers.append(found(thing, COMPARE[how](thing.value, bound)))
    order = (NO, ERROR, UNKNOWN, YES)
    return min(answers, key=lambda answer: order.index(answer.value))


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# times


def _zone(world: World, tested: str) -> tzinfo:
    name = ((world.context or {}).get("org") or {}).get("timezone")
    if name:
        return ZoneInfo(name)
    for text in (tested, world.at or ""):
        if len(text) > 10:
            offset = datetime.fromisoformat(text).tzinfo
            if offset is not None:
                return offset
    return UTC


def _span(text: Any, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """Start and end of a date (its midnights) or of an instant (itself); None for what is no time."""
    if not isinstance(text, str):
        return None
    try:
        if len(text) == 10:
            begin = date.fromisoformat(text)
            return datetime.combine(begin, time(), zone), datetime.combine(begin + timedelta(days=1), time(), zone)
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (instant, instant) if instant.tzinfo is not None else None


def _before(a: datetime, b: datetime) -> bool:
    return a.astimezone(UTC) < b.astimezone(UTC)


def lies_within(at: str | None, span: Mapping[str, Any], world: World) -> bool:
    """Whether the time lies from the start of `from` to before the end of `until`; known values only."""
    zone = _zone(world, at or "")
    now = _span(at, zone)
    assert now is not None
    begin, end = _span(span.get("from"), zone), _span(span.get("until"), zone)
    return not (begin and _before(now[0], begin[0])) and not (end and not _before(now[0], end[1]))


def _timed(name: str, argument: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    zone = _zone(world, thing.value if isinstance(thing.value, str) else "")
    span = _span(thing.value, zone)
    if span is None:
        return Answer(ERROR)
    now = span[0]
    if name == "weekday":
        days = argument if isinstance(argument, list) else [argument]
        return found(thing, DAYS[now.astimezone(zone).weekday()] in days)
    if name == "during":
        return _during(argument, now, zone, thing, world, scope)
    if name == "within_hours":
        return _hours(argument, now.astimezone(zone), thing, world, scope)
    key = name if name != "within" else ("before" if "before" in argument else "after")
    written = argument if name != "within" else argument[key]
    value, undecided = _one(written, thing, world, scope)
    if undecided is not None:
        return undecided
    other = _span(value, zone)
    if other is None:
        return Answer(ERROR)
    if name == "before":
        return found(thing, _before(now, other[0]))
    if name == "after":
        later = _before(other[1], now) if other[0] == other[1] else not _before(now, other[1])
        return found(thing, later)
    length = timedelta(days=argument["days"])
    low, high = (
        (_utc(other[0]) - length, _utc(other[0])) if key == "before" else (_utc(other[1]), _utc(other[1]) + length)
    )
    return found(thing, low <= _utc(now) < high)


def _utc(when: datetime) -> datetime:
    return when.astimezone(UTC)


def _during(argument: Any, now: datetime, zone: tzinfo, thing: Thing, world: World, scope: Scope) -> Answer:
    ends: dict[str, Any] = {}
    missing: set[str] = set()
    if isinstance(argument, str):
        whole, undecided = _one(argument, thing, world, scope)
        if undecided is not None:
            return undecided
        ends = {key: whole.get(key) for key in ("from", "until")}
    else:
        for key, written in argument.items():
            value = world.values(written, scope)
            if value.state == MISSING:
                missing.add(value.at)
            elif value.state == KNOWN:
                ends[key] = value.value[0]
    begin, end = _span(ends.get("from"), zone), _span(ends.get("until"), zone)
    if (begin and _before(now, begin[0])) or (end and not _before(now, end[1])):
        return found(thing, False)
    if (ends.get("from") and not begin) or (ends.get("until") and not end):
        return Answer(ERROR)
    return Answer(UNKNOWN, missing=frozenset(missing)) if missing else found(thing, True)


def _hours(argument: Any, local: datetime, thing: Thing, world: World, scope: Scope) -> Answer:
    hours = argument
    if isinstance(argument, str):
        hours, undecided = _one(argument, thing, world, scope)
        if undecided is not None:
            return undecided
        if not isinstance(hours, dict):
            return Answer(ERROR)
    begin, end = time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"])
    holidays = ((world.context or {}).get("org") or {}).get("holidays") or ()

    def open_on(day: date) -> bool:
        return DAYS[day.weekday()] in (hours.get("days") or DAYS) and day.isoformat() not in holidays

    clock, today = local.time(), local.date()
    if begin < end:
        return found(thing, begin <= clock < end and open_on(today))
    late = clock >= begin and open_on(today)
    early = clock < end and open_on(today - timedelta(days=1))
    return found(thing, late or early)


# places and links


def _domain(argument: Any, thing: Thing, world: World, scope: Scope) -> Answer:
    if not isinstance(thing.value, str):
        return Answer(ERROR)
    host = re.sub(r"^[a-z]+://", "", thing.value.lower())
    host = re.split(r"[/?#]", host)[0].rpartition("@")[2].partition(":")[0]
    answers = []
    for written in argument if isinstance(argument, list) else [argument]:
        values = world.values(written, scope)
        if values.state == MISSING:
            answers.append(unknown(values.at))
        domains = [domain.lower() for domain in values.value] if values.state == KNOWN else []
        answers.extend(found(thing, host == domain or host.endswith("." + domain)) for domain in domains)
    return any_of(answers) if answers else found(thing, False)


def _near_by(argument: Any, thing: Thing) -> Answer:
    if not isinstance(thing.value, dict):
        return Answer(ERROR)
    lat, lon = thing.value.get("lat"), thing.value.get("lon")
    if lat is None or lon is None:
        return found(thing, False)
    a, b, c, d = map(math.radians, (lat, lon, argument["lat"], argument["lon"]))
    arc = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    metres = round(2 * 6371008.8 * math.asin(math.sqrt(min(1.0, arc))))
    return found(thing, metres <= argument["km"] * 1000)


__all__ = ["COMPARE", "ERROR", "NO", "ask", "equal", "lies_within", "member", "presence"]
