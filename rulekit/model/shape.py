"""Does a value have the shape a JSON Schema describes: yes or no, in microseconds.

Only the keywords of our own schemas are known; another one is an error when the schema is compiled. What is wrong with
a value that has not the shape is said by `documents.check_document`. The checker agrees with jsonschema, given the
formats of this module, and says no as well to what JSON cannot carry safely: lone surrogates, NaN, infinities,
whole numbers beyond ±(2**53 - 1), keys that are not texts, and more than 64 levels.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType, NoneType
from typing import NamedTuple, final

from rulekit.model.canonical import SAFE_INTEGER, Json
from rulekit.model.jsontext import MAX_DEPTH
from rulekit.model.moment import is_date, is_date_time, zone_named

Check = Callable[[Json], bool]

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_KEYWORDS = frozenset(
    (
        "type", "enum", "const", "properties", "required", "additionalProperties", "patternProperties", "items",
        "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum", "anyOf", "oneOf", "format",
        "$ref", "minProperties", "maxProperties", "propertyNames",
    )
)  # fmt: skip
_ANNOTATIONS = frozenset(
    ("title", "description", "examples", "default", "deprecated", "$schema", "$id", "$defs", "$comment")
)
_TYPES = frozenset(("string", "number", "integer", "boolean", "null", "array", "object"))


def is_uri(text: str) -> bool:
    """An absolute address with its scheme; letters beyond ASCII are welcome, and `http` needs a host."""
    if _URI.fullmatch(text) is None:
        return False
    scheme, rest = text.split(":", 1)
    return scheme.lower() not in ("http", "https") or re.match(r"//[^/?#]", rest) is not None


def is_regex(text: str) -> bool:
    """A regular expression RE2 accepts."""
    import re2  # imported where used: few documents hold a regex

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(text, options)
    except (re2.error, UnicodeError):
        return False
    return True


def is_timezone(text: str) -> bool:
    """An IANA name the pinned `tzdata` knows."""
    return zone_named(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"date": is_date, "date-time": is_date_time, "uri": is_uri, "regex": is_regex, "timezone": is_timezone}
)
"""Every value of `format` that our schemas use."""


class Shape:
    """A compiled schema: call it with a value, it says whether the value fits. Can be pickled."""

    __slots__ = ("_check", "_schema")

    def __init__(self, schema: Json) -> None:
        self._schema = schema
        self._check = _compiled(schema, _Context(schema, MAX_DEPTH, ()))

    def __call__(self, value: Json) -> bool:
        return self._check(value)

    def __reduce__(self) -> tuple[type[Shape], tuple[Json]]:
        return Shape, (self._schema,)


def shape(schema: Json) -> Shape:
    """Compiles a JSON Schema; ValueError for a keyword, type, format or reference that is not known here."""
    return Shape(schema)


def same(one: Json, other: Json) -> bool:
    """Equality of two JSON scalars: `1` is `1.0`, `true` is not `1`."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def ecma(pattern: str) -> re.Pattern[str]:
    """A schema's `pattern`; its `$` at the end is the very end, as JSON Schema has it, not before a line break."""
    if pattern.endswith("$") and not pattern.endswith("\\$"):
        pattern = pattern[:-1] + r"\Z"
    return re.compile(pattern)


class _Context(NamedTuple):
    """The whole schema for its `$defs`, the levels that may still open, and the references being followed."""

    root: Json
    levels: int
    refs: tuple[str, ...]

    def below(self) -> _Context:
        return self._replace(levels=self.levels - 1)


class _Compiled(NamedTuple):
    """The check of a value, and for some classes of values another that answers alike for theirs and sooner."""

    check: Check
    by_class: Mapping[type, Check]


def _compiled(schema: Json, context: _Context) -> Check:
    return _both(schema, context).check


def _both(schema: Json, context: _Context) -> _Compiled:
    if schema is True:
        return _Compiled(_plain(context.levels), {})
    if not isinstance(schema, dict):
        raise ValueError(f"a schema has to be an object or true, not {schema!r}")
    unknown = [k for k in schema if k not in _KEYWORDS and k not in _ANNOTATIONS and not k.startswith("x-")]
    if unknown:
        raise ValueError(f"the schema keyword {unknown[0]!r} is not supported")
    table = _by_type(schema, context)
    checks = [_dispatch(table)]
    if "$ref" in schema:
        checks.append(_reference(schema["$ref"], context))
    if "enum" in schema:
        checks.append(_one_of_values(schema["enum"]))
    if "const" in schema:
        checks.append(_one_of_values([schema["const"]]))
    if "anyOf" in schema:
        checks.append(_any_of([_compiled(sub, context) for sub in schema["anyOf"]]))
    if "oneOf" in schema:
        checks.append(_one_of([_compiled(sub, context) for sub in schema["oneOf"]]))
    check = _all_of(checks)
    if len(checks) == 1:
        return _Compiled(check, table)
    return _Compiled(check, _of_values(schema["enum"], check) if "enum" in schema else {})


def _of_values(values: list[Json], check: Check) -> dict[type, Check]:
    """Which of the values pass the check, to be looked up by their class: texts and null."""
    texts = frozenset(value for value in values if isinstance(value, str) and check(value))

    def is_one(value: Json) -> bool:
        return value in texts

    return {str: is_one, **({NoneType: _always} if None in values and check(None) else {})}


def _reference(ref: str, context: _Context) -> Check:
    if not ref.startswith("#/$defs/") or ref in context.refs:
        raise ValueError(f"the reference {ref!r} is not local, or leads back to itself")
    name = ref.removeprefix("#/$defs/")
    if name not in context.root.get("$defs", {}):
        raise ValueError(f"the reference {ref!r} leads nowhere")
    return _compiled(context.root["$defs"][name], context._replace(refs=(*context.refs, ref)))


def _by_type(schema: Json, context: _Context) -> dict[type, Check]:
    given = schema.get("type", sorted(_TYPES))
    types = {given} if isinstance(given, str) else set(given)
    if not types <= _TYPES:
        raise ValueError(f"unknown type in {sorted(types)}")
    table: dict[type, Check] = {}
    if "string" in types:
        table[str] = _string(schema)
    if "boolean" in types:
        table[bool] = _always
    if "null" in types:
        table[NoneType] = _always
    if types & {"number", "integer"}:
        table[int] = table[float] = _number(schema, "number" not in types)
    if "array" in types:
        table[list] = _list(schema, context)
    if "object" in types:
        table[dict] = _mapping(schema, context)
    return table


def _dispatch(table: dict[type, Check]) -> Check:
    def check(value: Json) -> bool:
        found = table.get(value.__class__)
        if found is not None:
            return found(value)
        for kind in (bool, str, int, float, list, dict):  # a subclass, such as the text of an enumeration
            if isinstance(value, kind):
                return kind in table and value.__class__ is not kind and table[kind](value)
        return False

    return check


def _always(_value: Json) -> bool:
    return True


def _printable(text: str) -> bool:
    """True if UTF-8 can carry the text: it holds no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _string(schema: Json) -> Check:
    least, most = schema.get("minLength", 0), schema.get("maxLength", sys.maxsize)
    format_name = schema.get("format")
    if format_name is not None and format_name not in FORMATS:
        raise ValueError(f"the format {format_name!r} is not supported")
    tests: list[Callable[[str], object]] = []
    if "pattern" in schema:
        tests.append(ecma(schema["pattern"]).search)
    if format_name is not None:
        tests.append(FORMATS[format_name])

    def check(value: Json) -> bool:
        if not least <= len(value) <= most or not (value.isascii() or _printable(value)):
            return False
        for test in tests:  # noqa: SIM110 - asked several times for each post, and a generator costs more than most tests
            if not test(value):
                return False
        return True

    return check


def _number(schema: Json, whole: bool) -> Check:
    least, most = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)

    def check(value: Json) -> bool:
        if isinstance(value, float):
            if not math.isfinite(value) or (whole and not value.is_integer()):
                return False
        elif not -SAFE_INTEGER <= value <= SAFE_INTEGER:
            return False
        return bool(least <= value <= most)

    return check


def _list(schema: Json, context: _Context) -> Check:
    if context.levels < 1:
        return _never
    least, most = schema.get("minItems", 0), schema.get("maxItems", sys.maxsize)
    item = _compiled(schema.get("items", True), context.below())

    def check(value: Json) -> bool:
        if not least <= len(value) <= most:
            return False
        return all(map(item, value))

    return check


def _mapping(schema: Json, context: _Context) -> Check:
    if context.levels < 1:
        return _never
    below = context.below()
    fields = {name: _both(sub, below) for name, sub in schema.get("properties", {}).items()}
    known = {name: field.check for name, field in fields.items()}
    patterns = [(ecma(p), _compiled(sub, below)) for p, sub in schema.get("patternProperties", {}).items()]
    required = tuple(schema.get("required", ()))
    more = schema.get("additionalProperties", True)
    other = _never if more is False else _compiled(more, below)
    counted = _counted(schema, below)

    def unlisted(name: Json, value: Json) -> bool:
        if not isinstance(name, str) or not _printable(name):
            return False
        meant = [check for pattern, check in patterns if pattern.search(name)]
        return all(check(value) for check in meant) if meant else other(value)

    def listed(name: str, value: Json) -> bool:
        return known[name](value) and all(check(value) for pattern, check in patterns if pattern.search(name))

    def check(value: Json) -> bool:
        if not counted(value) or not all(name in value for name in required):
            return False
        for name, item in value.items():
            if name.__class__ is not str or name not in known:
                if not (listed(name, item) if isinstance(name, str) and name in known else unlisted(name, item)):
                    return False
            elif not (listed(name, item) if patterns else known[name](item)):
                return False
        return True

    if patterns or required or counted is not _always:
        return check
    given = schema.get("properties", {})
    return _SimpleMapping({name: _Field(given[name], both) for name, both in fields.items()}, check)


@final
class _Field:
    """What is asked of a value of a known key: `free` are the types whose values all pass, `values` the only texts that do (None: others may as well),
    `longest` how long a text in ASCII may be that passes for sure."""

    __slots__ = ("by_class", "check", "free", "longest", "values")

    def __init__(self, schema: Json, both: _Compiled) -> None:
        self.check = both.check
        self.by_class: dict[type, Check] = dict(both.by_class)
        self.free = frozenset([kind for kind, check in both.by_class.items() if check is _always])
        self.values: frozenset[str] | None = None
        self.longest = -1
        if str not in both.by_class:
            return
        if "enum" in schema:
            self.values = frozenset([value for value in schema["enum"] if type(value) is str and both.check(value)])
        elif not _MORE_OF_TEXTS & set(schema):
            self.longest = schema.get("maxLength", sys.maxsize)


_MORE_OF_TEXTS = frozenset(("minLength", "pattern", "format"))
"""What may be wrong with a text beside its length."""


@final
class _SimpleMapping:
    """The check of a mapping of which only the values of known keys are asked; anything else is left to the thorough one."""

    __slots__ = ("_fields", "_thorough")

    def __init__(self, fields: dict[str, _Field], thorough: Check) -> None:
        self._fields = fields
        self._thorough = thorough

    def __call__(self, value: Json) -> bool:
        fields = self._fields
        for name, item in value.items():
            field = fields.get(name) if type(name) is str else None
            if field is None:
                return self._thorough(value)
            kind = type(item)
            if kind in field.free:
                continue
            if kind is str:
                values = field.values
                if values is not None:
                    if item not in values:
                        return False
                    continue
                if len(item) <= field.longest and item.isascii():
                    continue
            check = field.by_class.get(kind)
            if not (field.check(item) if check is None else check(item)):
                return False
        return True


def _counted(schema: Json, below: _Context) -> Check:
    """The check of how many keys there are and what they look like."""
    if not {"minProperties", "maxProperties", "propertyNames"} & set(schema):
        return _always
    least, most = schema.get("minProperties", 0), schema.get("maxProperties", math.inf)
    names = _compiled(schema.get("propertyNames", True), below)
    return lambda value: least <= len(value) <= most and all(map(names, value))


def _never(_value: Json) -> bool:
    return False


def _one_of_values(values: list[Json]) -> Check:
    if any(isinstance(value, dict | list) for value in values):
        raise ValueError("a list or mapping in `enum` or `const` is not supported")
    texts = frozenset(value for value in values if isinstance(value, str))
    others = [value for value in values if not isinstance(value, str)]

    def check(value: Json) -> bool:
        return value in texts if isinstance(value, str) else any(same(value, other) for other in others)

    return check


def _any_of(checks: list[Check]) -> Check:
    return lambda value: any(check(value) for check in checks)


def _one_of(checks: list[Check]) -> Check:
    return lambda value: sum(check(value) for check in checks) == 1


def _all_of(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2:
        one, two = checks
        return lambda value: one(value) and two(value)
    return lambda value: all(check(value) for check in checks)


def _plain(levels: int) -> Check:
    """Any JSON value with at most so many levels."""

    def check(value: Json, left: int = levels) -> bool:
        if isinstance(value, str):
            return _printable(value)
        if value is None or isinstance(value, bool):
            return True
        if isinstance(value, int):
            return -SAFE_INTEGER <= value <= SAFE_INTEGER
        if isinstance(value, float):
            return math.isfinite(value)
        if left < 1:
            return False
        if isinstance(value, list):
            return all(check(item, left - 1) for item in value)
        if isinstance(value, dict):
            return all(isinstance(k, str) and _printable(k) and check(v, left - 1) for k, v in value.items())
        return False

    return check
