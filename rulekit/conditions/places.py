"""`domain_in` and `within_km`: tests of links and positions."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from rulekit.conditions.equality import resolved
from rulekit.conditions.node import NOTHING, Env, Outcome, broken, joined_any, unknown
from rulekit.conditions.numbers import Number, is_number, shown
from rulekit.conditions.operator import Test
from rulekit.conditions.values import Reference
from rulekit.facts.links import below, host_of
from rulekit.facts.seen import BROKEN, KNOWN, MISSING, NONE, Seen
from rulekit.model.canonical import Json
from rulekit.model.truth import YES

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""


class DomainIn(Test):
    """Yes if the host of the link is one of the domains, or below one."""

    __slots__ = ("domains",)

    def __init__(self, domains: Sequence[Json | Reference]) -> None:
        self.domains = tuple(domains)

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE:
            return NOTHING
        if not isinstance(seen.value, str):
            return broken(f"`{shown(seen.value)}` is not a link")
        host = host_of(seen.value) or ""
        unclear: list[Outcome] = []
        for item in self.domains:
            wanted = resolved(item, env)
            if wanted.state == MISSING:
                unclear.append(unknown(wanted.at))
            elif wanted.state == BROKEN:
                unclear.append(broken(wanted.why))
            elif wanted.state == KNOWN:
                for domain in wanted.value if isinstance(wanted.value, list) else [wanted.value]:
                    wanted_host = host_of(domain) if isinstance(domain, str) else None
                    if wanted_host is not None and below(host, wanted_host):
                        return Outcome(YES, seen.evidence())
        return joined_any(unclear)


class WithinKm(Test):
    """Yes if the position is at most so many kilometres from a point; the distance is rounded to whole metres."""

    __slots__ = ("km", "point")

    def __init__(self, point: tuple[Number, Number], km: Number) -> None:
        self.point = point
        self.km = km

    def judge(self, seen: Seen, env: Env) -> Outcome:
        if seen.state == MISSING:
            return unknown(seen.at)
        if seen.state == NONE:
            return NOTHING
        if not isinstance(seen.value, dict):
            return broken(f"`{shown(seen.value)}` is not a position")
        lat, lon = seen.value.get("lat"), seen.value.get("lon")
        if lat is None or lon is None:
            return NOTHING
        if not is_number(lat) or not is_number(lon):
            return broken(f"`{shown(seen.value)}` is not a position")
        return Outcome(YES, seen.evidence()) if metres((lat, lon), self.point) <= self.km * 1000 else NOTHING


def metres(one: tuple[Number, Number], other: tuple[Number, Number]) -> int:
    """The great-circle distance of two positions (latitude, longitude in degrees) by the haversine formula."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*one, *other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord))))
