"""What a schema asks for and what a value is, in plain words: the sentences of `model.documents`."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from rulekit.errors import Problem, Words, nearest, pointer
from rulekit.model.canonical import Json

Path = tuple[str | int, ...]
"""The keys and places that lead to a value."""

_EXAMPLES = {
    "date": "2026-05-04",
    "date-time": "2026-05-04T10:00:00+02:00",
    "uri": "https://acme.example/page",
    "regex": "KD-[0-9]{6}",
    "timezone": "Europe/Berlin",
}
_FORMATS = {
    "date": Words("a date such as", "ein Datum wie"),
    "date-time": Words("a time with its offset from UTC such as", "ein Zeitpunkt mit Abstand zu UTC wie"),
    "uri": Words("an address with its scheme such as", "eine Adresse mit Schema wie"),
    "regex": Words("a regular expression that RE2 accepts, such as", "ein regulärer Ausdruck, den RE2 annimmt, wie"),
    "timezone": Words("an IANA time zone such as", "eine IANA-Zeitzone wie"),
}
_TYPES = {
    "string": Words("text", "Text"),
    "boolean": Words("yes or no (`true` or `false`)", "ja oder nein (`true` oder `false`)"),
    "integer": Words("a whole number", "eine ganze Zahl"),
    "number": Words("a number", "eine Zahl"),
    "array": Words("a list", "eine Liste"),
    "object": Words("a mapping (keys with values)", "eine Zuordnung (Schlüssel mit Werten)"),
    "null": Words("`null`", "`null`"),
}


class _Expected(NamedTuple):
    words: Words
    kind: str


def about_value(error: Any, path: Path, root: Json) -> Problem:
    """The one sentence about a value that does not fit; `error` is jsonschema's."""
    name_en, name_de = name_of(path), name_of(path, "de")
    at = pointer(*path)
    bound = _bound(error)
    if bound is not None:
        return Problem("bound", Words(f"{name_en} {bound.en}", f"{name_de} {bound.de}"), None, at)
    expected = _expected(error.schema, root, error.validator)
    is_ = shown(error.instance)
    what = Words(
        f"{name_en} has to be {expected.words.en}, not {_kind(error.instance).en.format(is_)}",
        f"{name_de} muss {expected.words.de} sein, nicht {_kind(error.instance).de.format(is_)}",
    )
    like = None
    if expected.kind == "choice" and isinstance(error.instance, str):
        like = nearest(error.instance[:100], [v for v in error.schema.get("enum", ()) if isinstance(v, str)])
    return Problem(expected.kind, what, _advice(error, expected.kind), at, nearest=like)


def _advice(error: Any, kind: str) -> Words | None:
    types = error.schema.get("type", ())
    texts_only = not {"format", "anyOf", "enum"} & set(error.schema)
    if kind == "type" and "string" in types and texts_only and isinstance(error.instance, int | float):
        return Words("put it in quotes", "in Anführungszeichen setzen")
    if kind == "type" and "boolean" in types and isinstance(error.instance, str):
        return Words("write `true` or `false` without quotes", "`true` oder `false` ohne Anführungszeichen schreiben")
    if kind == "type" and "array" in types and isinstance(error.instance, str):
        return Words("write it as a list with one entry", "es als Liste mit einem Eintrag schreiben")
    return None


def _bound(error: Any) -> Words | None:
    """What is said of a value that is too large or too small, or None of another complaint."""
    limit = error.validator_value
    size = len(error.instance) if isinstance(error.instance, str | list) else 0
    match error.validator:
        case "maxLength":
            return Words(
                f"has {size} characters; at most {limit} are allowed",
                f"hat {size} Zeichen; erlaubt sind höchstens {limit}",
            )
        case "minLength":
            return Words(
                "is an empty text; write something, or leave the key out",
                "ist ein leerer Text; etwas schreiben oder den Schlüssel weglassen",
            )
        case "maxItems":
            return Words(
                f"has {size} entries; at most {limit} are allowed",
                f"hat {size} Einträge; erlaubt sind höchstens {limit}",
            )
        case "minItems":
            return Words(
                f"has {size} entries; at least {limit} is needed", f"hat {size} Einträge; nötig ist mindestens {limit}"
            )
        case "maximum":
            return Words(
                f"is `{shown(error.instance)}`; at most `{limit}` is allowed",
                f"ist `{shown(error.instance)}`; erlaubt ist höchstens `{limit}`",
            )
        case "minimum":
            return Words(
                f"is `{shown(error.instance)}`; at least `{limit}` is needed",
                f"ist `{shown(error.instance)}`; nötig ist mindestens `{limit}`",
            )
    return None


def _expected(found: Json, root: Json, validator: str) -> _Expected:
    """What a schema asks for, in words; `null` goes without saying."""
    found = _resolved(found, root)
    if "enum" in found or "const" in found:
        values = [value for value in found.get("enum", [found.get("const")]) if value is not None]
        listed = ", ".join(f"`{value}`" for value in values)
        one = "" if len(values) == 1 else "one of "
        return _Expected(Words(one + listed, ("eines von " if one else "") + listed), "choice")
    branches = [found, *(_resolved(sub, root) for key in ("anyOf", "oneOf") for sub in found.get(key, ()))]
    formats = [branch["format"] for branch in branches if branch.get("format") in _FORMATS]
    names = _types(branches)
    parts = [_FORMATS[name] for name in formats]
    parts = [Words(f"{w.en} `{_EXAMPLES[f]}`", f"{w.de} `{_EXAMPLES[f]}`") for w, f in zip(parts, formats, strict=True)]
    if "pattern" in found and validator != "type":
        examples = found.get("examples") or [_PATTERNS.get(found["pattern"])]
        listed = ", ".join(f"`{example}`" for example in examples if example)
        parts.append(Words(f"text such as {listed}", f"Text wie {listed}") if listed else _TYPES["string"])
    elif not formats and "string" in names:
        parts.append(_TYPES["string"])
    parts = [_TYPES[name] for name in names if name != "string"] + parts
    if not parts:
        parts = [Words("something else", "etwas anderes")]
    kind = "type" if validator == "type" else "format"
    return _Expected(Words(" or ".join(p.en for p in parts), " oder ".join(p.de for p in parts)), kind)


_PATTERNS = {
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "09:00",
    "^[^/ ]+/[^/ ]+$": "base/after-hours",
    "^sha256:[0-9a-f]{64}$": "sha256:…",
    "^(/.*)?$": "/text",
}


def _types(branches: list[Json]) -> list[str]:
    found = [branch.get("type", []) for branch in branches]
    names = [name for types in found for name in ([types] if isinstance(types, str) else types)]
    return [name for name in dict.fromkeys(names) if name != "null"]


def _resolved(found: Json, root: Json) -> Json:
    while "$ref" in found:
        target = root["$defs"][found["$ref"].removeprefix("#/$defs/")]
        found = {**target, **{key: item for key, item in found.items() if key != "$ref"}}
    return found


def _kind(value: Json) -> Words:
    """How a wrong value is called: lists and mappings by what they are, others as they are written."""
    if isinstance(value, dict):
        return Words("a mapping", "eine Zuordnung")
    if isinstance(value, list):
        return Words("a list", "eine Liste")
    return Words("`{}`", "`{}`")


def shown(value: Json) -> str:
    """A value as JSON, cut to 40 characters."""
    if isinstance(value, int) and abs(value) > 10**40:  # Python refuses to write numbers of thousands of digits
        return "a number of more than 40 digits"
    text = clean(json.dumps(value, ensure_ascii=False)) if isinstance(value, str | int | float | None) else str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def name_of(path: Path, lang: str = "en") -> str:
    """The value as its reader knows it: the key, or the place in a list."""
    if not path:
        return "das Dokument" if lang == "de" else "the document"
    if isinstance(path[-1], str):
        return f"`{clean(path[-1])}`"
    number = path[-1] + 1
    of = f"`{clean(str(path[-2]))}`" if len(path) > 1 else ("der Liste" if lang == "de" else "the list")
    return f"Eintrag {number} von {of}" if lang == "de" else f"entry {number} of {of}"


def filled(words: Words, **parts: str) -> Words:
    """The words with `{…}` filled in."""
    return Words(*(text.format(**parts) for text in words))


def clean(text: str) -> str:
    """The text without lone surrogates, so that it can be printed."""
    return text.encode("utf-8", "replace").decode("utf-8")
