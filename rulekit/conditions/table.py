"""The table of operators: every test a ruleset can name, with its argument, its meaning and how it is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC

from rulekit.conditions import arguments, times, words
from rulekit.conditions.build import Builder, Scope
from rulekit.conditions.equality import Complement, Member, Presence
from rulekit.conditions.finders import Matches
from rulekit.conditions.node import All, Node
from rulekit.conditions.numbers import COMPARISONS, Comparison
from rulekit.conditions.operator import Operator, Request, Test
from rulekit.conditions.places import DomainIn, WithinKm
from rulekit.conditions.quantifiers import Count, Some
from rulekit.conditions.values import Reference
from rulekit.conditions.written import finder, pattern_of, says
from rulekit.errors import Words, pointer
from rulekit.model.canonical import Json
from rulekit.model.fields import ANYTHING
from rulekit.model.moment import WEEKDAYS, clock_time, moment

SCALARS = ("string", "number", "boolean", "time", "date")
TIMES = ("time", "date")
TEXTUAL = ("string", "texts")


def _values(build: Builder, request: Request, written: Sequence[Json]) -> list[Json | Reference]:
    found: list[Json | Reference] = []
    for number, item in enumerate(written):
        at = request.at if len(written) == 1 else request.at + pointer(number)
        value = build.value(item, at, request.scope)
        listed = isinstance(item, str) and item.startswith("$") and isinstance(value, list)
        found += value if listed and isinstance(value, list) else [value]
    return found


def _is(build: Builder, request: Request) -> Test:
    return Member(_values(build, request, [request.argument]))


def _in(build: Builder, request: Request) -> Member:
    written = request.argument if isinstance(request.argument, list) else [request.argument]
    return Member(_values(build, request, written))


def _not_in(build: Builder, request: Request) -> Test:
    return _in(build, request) if request.negated else Complement(_in(build, request))


def _present(build: Builder, request: Request) -> Test:
    return Presence(request.argument is True)


def _absent(build: Builder, request: Request) -> Test:
    return Presence(request.argument is not True)


def _compare(name: str) -> Operator:
    def build(builder: Builder, request: Request) -> Test:
        return Comparison([(name, builder.value(request.argument, request.at, request.scope))])

    said = {
        "lt": Words("the number is below the bound", "die Zahl liegt unter der Grenze"),
        "le": Words("the number is at most the bound", "die Zahl ist höchstens die Grenze"),
        "gt": Words("the number is above the bound", "die Zahl liegt über der Grenze"),
        "ge": Words("the number is at least the bound", "die Zahl ist mindestens die Grenze"),
    }
    return Operator(name, ("number",), arguments.NUMBER, said[name], {"text_length": {name: 280}}, build)


def _between(build: Builder, request: Request) -> Test:
    low, high = _values(build, request, request.argument)
    return Comparison([("ge", low), ("le", high)])


def _time(build: Builder, written: Json, at: str, scope: Scope) -> Json | Reference:
    value = build.value(written, at, scope)
    if isinstance(value, str) and moment(value, UTC) is None:
        build.mistake(
            "bad-time",
            at,
            Words(
                f"`{value}` is neither a date nor a time with offset",
                f"`{value}` ist weder ein Datum noch ein Zeitpunkt mit Zeitzone",
            ),
            Words(
                "write 2026-05-04 or 2026-05-04T10:00:00+02:00", "2026-05-04 oder 2026-05-04T10:00:00+02:00 schreiben"
            ),
        )
    return value


def _before(build: Builder, request: Request) -> Test:
    return times.Before(_time(build, request.argument, request.at, request.scope))


def _after(build: Builder, request: Request) -> Test:
    return times.After(_time(build, request.argument, request.at, request.scope))


def _during(build: Builder, request: Request) -> Test | None:
    if isinstance(request.argument, str):
        span = build.reference(request.argument, request.at, request.scope)
        return times.During(span) if isinstance(span, Reference) else None
    ends = {
        key: _time(build, value, request.at + pointer(key), request.scope) for key, value in request.argument.items()
    }
    return times.During(ends)


def _within(build: Builder, request: Request) -> Test:
    side = "before" if "before" in request.argument else "after"
    item = _time(build, request.argument[side], request.at + pointer(side), request.scope)
    return times.Within(request.argument["days"], side, item)


def _weekday(build: Builder, request: Request) -> Test:
    days = request.argument if isinstance(request.argument, list) else [request.argument]
    return times.Weekday(days)


def _within_hours(build: Builder, request: Request) -> Test | None:
    if isinstance(request.argument, str):
        hours = build.reference(request.argument, request.at, request.scope)
        return times.WithinHours(hours) if isinstance(hours, Reference) else None
    for key in ("from", "to"):
        if clock_time(request.argument[key]) is None:
            build.mistake(
                "bad-clock",
                request.at + pointer(key),
                Words(f"`{request.argument[key]}` is no time of day", f"`{request.argument[key]}` ist keine Uhrzeit"),
                Words("write it like 08:00", "eine Uhrzeit wie 08:00 schreiben"),
            )
            return None
    return times.WithinHours(request.argument)


def _silent(build: Builder, request: Request, written: Json, at: str, negated: bool) -> tuple[Node, str | None]:
    """As `_inner`, for a quantifier whose elements, and those inside it, bind nothing (docs/semantics.md section 4)."""
    bound = dict(build.bound)
    found = _inner(build, request, written, at, negated)
    build.bound = bound
    return found


def _inner(build: Builder, request: Request, written: Json, at: str, negated: bool) -> tuple[Node, str | None]:
    """The node of a quantifier's condition, and the name that `as` gives its elements."""
    field = request.path.field.items or ANYTHING
    name = written.get("as") if isinstance(written, dict) else None
    if name is None:
        scope = Scope(field, request.scope.bindings)
        return build.condition(written, at, scope, negated), None
    if not isinstance(name, str) or not name.isidentifier() or name in ("context", "post"):
        build.mistake(
            "bad-binding",
            at + pointer("as"),
            Words(
                "a name after `as` is one word of small letters",
                "der Name hinter `as` ist ein Wort aus Kleinbuchstaben",
            ),
            Words("write for example `as: e`", "zum Beispiel `as: e` schreiben"),
        )
        return All((), written), None
    scope = Scope(request.scope.element, {**request.scope.bindings, name: field})
    if not request.negated:
        build.bound[name] = field
    return build.condition(written, at, Scope(None, scope.bindings), negated), name


def _some(build: Builder, request: Request) -> Test:
    node, name = _inner(build, request, request.argument, request.at, request.negated)
    return Some(node, name, every=request.negated)


def _every(build: Builder, request: Request) -> Test:
    node, name = _silent(build, request, request.argument, request.at, request.negated)
    return Some(node, name, every=not request.negated)


def _none(build: Builder, request: Request) -> Test:
    node, name = _silent(build, request, request.argument, request.at, not request.negated)
    return Some(node, name, every=not request.negated)


def _count(build: Builder, request: Request) -> Test:
    argument = request.argument
    where = argument.get("where", {})
    if "as" in argument:
        where = {**where, "as": argument["as"]}
    node, name = _silent(build, request._replace(negated=True), where, request.at + pointer("where"), negated=False)
    field = request.path.field.items or ANYTHING
    distinct = None
    if "distinct" in argument:
        scope = (
            Scope(field, request.scope.bindings)
            if name is None
            else Scope(None, {**request.scope.bindings, name: field})
        )
        distinct = build.path(argument["distinct"], request.at + pointer("distinct"), scope)
    bounds = [
        (key, build.value(argument[key], request.at + pointer(key), request.scope))
        for key in ("is", *COMPARISONS)
        if key in argument
    ]
    if "between" in argument:
        low, high = (
            build.value(item, request.at + pointer("between", place), request.scope)
            for place, item in enumerate(argument["between"])
        )
        bounds += [("ge", low), ("le", high)]
    return Count(node, name, distinct, bounds)


def _says(build: Builder, request: Request) -> Test | None:
    found = says(build, request.argument, request.at, request.scope)
    return None if found is None else words.TextTest(found, request.path.key)


def _near(build: Builder, request: Request) -> Test | None:
    found = finder(build, {"near": request.argument}, request.at, request.scope, at_near=True)
    return None if found is None else words.TextTest(found, request.path.key)


def _matches(build: Builder, request: Request) -> Test | None:
    found = pattern_of(build, request.argument, request.at)
    return None if found is None else words.TextTest(Matches(found), request.path.key)


def _domain_in(build: Builder, request: Request) -> Test:
    return DomainIn(
        _values(build, request, request.argument if isinstance(request.argument, list) else [request.argument])
    )


def _within_km(build: Builder, request: Request) -> Test:
    return WithinKm((request.argument["lat"], request.argument["lon"]), request.argument["km"])


def operators() -> Mapping[str, Operator]:
    """All operators rulekit itself knows, by name."""
    return {operator.name: operator for operator in _OPERATORS}


_OPERATORS: tuple[Operator, ...] = (
    Operator(
        "is",
        (*SCALARS, "list"),
        arguments.SCALAR,
        Words("the value equals the literal", "der Wert gleicht dem angegebenen"),
        {"platform": {"is": "x"}},
        _is,
    ),
    Operator(
        "in",
        (*SCALARS, "list"),
        arguments.MANY,
        Words("the value equals one of the list", "der Wert gleicht einem der Liste"),
        {"platform": {"in": ["x", "bluesky"]}},
        _in,
    ),
    Operator(
        "not_in",
        (*SCALARS, "list"),
        arguments.MANY,
        Words("the value equals none of the list", "der Wert gleicht keinem der Liste"),
        {"platform": {"not_in": ["x", "bluesky"]}},
        _not_in,
    ),
    Operator(
        "present",
        ("any",),
        {"type": "boolean"},
        Words("the value is known and there", "der Wert ist bekannt und vorhanden"),
        {"geotag": "present"},
        _present,
    ),
    Operator(
        "absent",
        ("any",),
        {"type": "boolean"},
        Words("it is known that there is no value", "es ist bekannt, dass es keinen Wert gibt"),
        {"attachments": {"some": {"alt_text": "absent"}}},
        _absent,
    ),
    *(_compare(name) for name in COMPARISONS),
    Operator(
        "between",
        ("number",),
        {"type": "array", "items": arguments.NUMBER, "minItems": 2, "maxItems": 2},
        Words(
            "the number lies between two bounds, both included",
            "die Zahl liegt zwischen zwei Grenzen, beide eingeschlossen",
        ),
        {"audience.min_age": {"between": [0, 15]}},
        _between,
    ),
    Operator(
        "before",
        TIMES,
        arguments.TIME,
        Words(
            "the instant lies before the start of the given time",
            "der Zeitpunkt liegt vor dem Beginn der angegebenen Zeit",
        ),
        {"at": {"before": "2026-09-27"}},
        _before,
    ),
    Operator(
        "after",
        TIMES,
        arguments.TIME,
        Words(
            "the instant lies after the given instant, or not before the end of the given day",
            "der Zeitpunkt liegt nach dem angegebenen, oder nicht vor dem Ende des angegebenen Tages",
        ),
        {"at": {"after": "2026-09-26"}},
        _after,
    ),
    Operator(
        "during",
        TIMES,
        arguments.SPAN,
        Words(
            "the instant lies from `from` to `until`; a missing end is open",
            "der Zeitpunkt liegt zwischen `from` und `until`; ein fehlendes Ende ist offen",
        ),
        {"context.embargoes": {"some": {"as": "e", "at": {"during": "$e"}}}},
        _during,
    ),
    Operator(
        "within",
        TIMES,
        arguments.WITHIN,
        Words(
            "the instant lies at most so many days before, or after, the given time",
            "der Zeitpunkt liegt höchstens so viele Tage vor oder nach der angegebenen Zeit",
        ),
        {"at": {"within": {"days": 42, "before": "$context.election_date"}}},
        _within,
    ),
    Operator(
        "weekday",
        TIMES,
        {"anyOf": [{"enum": list(WEEKDAYS)}, {"type": "array", "items": {"enum": list(WEEKDAYS)}, "minItems": 1}]},
        Words("the local day is one of these", "der Tag am Ort ist einer von diesen"),
        {"at": {"weekday": ["sat", "sun"]}},
        _weekday,
    ),
    Operator(
        "within_hours",
        TIMES,
        arguments.HOURS,
        Words(
            "the local time lies within these hours of these days; holidays have none",
            "die Uhrzeit am Ort liegt in diesen Stunden dieser Tage; Feiertage haben keine",
        ),
        {"at": {"within_hours": "$context.org.service_hours"}},
        _within_hours,
    ),
    Operator(
        "some",
        ("list",),
        arguments.CONDITION,
        Words("the condition holds for at least one element", "die Bedingung gilt für mindestens ein Element"),
        {"attachments": {"some": {"kind": "image"}}},
        _some,
    ),
    Operator(
        "every",
        ("list",),
        arguments.CONDITION,
        Words("the condition holds for all elements", "die Bedingung gilt für alle Elemente"),
        {"attachments": {"every": {"checked": True}}},
        _every,
    ),
    Operator(
        "none",
        ("list",),
        arguments.CONDITION,
        Words("the condition holds for no element", "die Bedingung gilt für kein Element"),
        {"urls": {"none": {"scheme": "http"}}},
        _none,
    ),
    Operator(
        "count",
        ("list",),
        arguments.COUNT,
        Words(
            "the number of elements for which the condition holds passes the comparison",
            "die Anzahl der Elemente, für die die Bedingung gilt, besteht den Vergleich",
        ),
        {"hashtags": {"count": {"gt": 5}}},
        _count,
    ),
    Operator(
        "says",
        TEXTUAL,
        arguments.SAYS,
        Words(
            "the text has one of the terms, as people inflect them",
            "der Text enthält einen der Begriffe, so wie Menschen sie beugen",
        ),
        {"text": {"says": ["vertraulich", "streng geheim"]}},
        _says,
    ),
    Operator(
        "near",
        TEXTUAL,
        arguments.NEAR,
        Words("hits of all items stand close together", "Treffer aller Angaben stehen nah beieinander"),
        {"text": {"near": {"words": 8, "all": [{"says": "Chef"}, {"says": "unfähig"}]}}},
        _near,
    ),
    Operator(
        "matches",
        TEXTUAL,
        arguments.REGEX,
        Words("the regular expression (RE2) is found in the text", "der reguläre Ausdruck (RE2) kommt im Text vor"),
        {"text": {"matches": r"\bRef\.? ?\d{6}\b"}},
        _matches,
    ),
    Operator(
        "domain_in",
        ("string",),
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]},
        Words(
            "the link leads to one of the domains, or below one", "der Link führt auf eine der Domains oder darunter"
        ),
        {"urls": {"some": {"host": {"domain_in": ["intranet.example"]}}}},
        _domain_in,
    ),
    Operator(
        "within_km",
        ("object",),
        arguments.POINT,
        Words(
            "the position is at most so many kilometres from a point",
            "die Position liegt höchstens so viele Kilometer von einem Punkt",
        ),
        {"geotag": {"within_km": {"lat": 52.52, "lon": 13.405, "km": 5}}},
        _within_km,
    ),
)
