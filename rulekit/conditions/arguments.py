"""What may be written behind each operator, as JSON Schemas: editors complete from them, mistakes are found by them."""

from __future__ import annotations

from rulekit.conditions import finders
from rulekit.conditions.numbers import COMPARISONS
from rulekit.model.canonical import Json
from rulekit.model.moment import WEEKDAYS


def _expects(en: str, de: str) -> Json:
    """What to say of an argument that is something else."""
    return {"x-expects": {"en": en, "de": de}}


SCALAR: Json = {
    "type": ["string", "number", "boolean", "null"],
    **_expects("a text, a number, yes or no", "ein Text, eine Zahl, ja oder nein"),
}
NUMBER: Json = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\$"}],
    **_expects("a number or a reference ($…)", "eine Zahl oder ein Verweis ($…)"),
}
MANY: Json = {
    "anyOf": [{"type": "array", "items": SCALAR}, {"type": "string", "pattern": r"^\$"}],
    **_expects("a list or a reference ($…)", "eine Liste oder ein Verweis ($…)"),
}
TIME: Json = {
    "type": "string",
    "title": "a date (2026-05-04), a time with offset (2026-05-04T10:00:00+02:00) or a reference ($…)",
}
CONDITION: Json = {"$ref": "#/$defs/condition"}
TERMS: Json = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
    **_expects("a term or a list of terms", "ein Begriff oder eine Liste von Begriffen"),
}
FLAG: Json = {"enum": ["any", "skip", "only"]}
SAYS: Json = {
    "anyOf": [
        *TERMS["anyOf"],
        {
            "type": "object",
            "properties": {
                "terms": TERMS,
                "match": {"enum": ["inflected", "word"]},
                "disguised": {"type": "boolean"},
                "gender": {"enum": ["any", "exact"]},
                **dict.fromkeys(finders.FLAGS, FLAG),
                "person": {"type": "array", "items": {"enum": ["1s", "1p", 2, 3, "2", "3"]}, "minItems": 1},
                "tense": {"enum": ["past", "present", "future"]},
                "except": TERMS,
            },
            "required": ["terms"],
            "additionalProperties": False,
        },
    ],
    **_expects(
        "a term, a list of terms, or `{terms: …}` with options",
        "ein Begriff, eine Liste von Begriffen oder `{terms: …}` mit Optionen",
    ),
}
REGEX: Json = {"type": "string", "minLength": 1}
ITEM: Json = {"$ref": "#/$defs/nearItem"}
NEAR: Json = {
    "type": "object",
    "properties": {
        "words": {"type": "integer", "minimum": 2, "maximum": 100},
        "sentence": {"const": True},
        "ordered": {"type": "boolean"},
        "all": {"type": "array", "items": {"type": "object"}, "minItems": 2, "maxItems": 5},
    },
    "required": ["all"],
    "additionalProperties": False,
}
HOURS: Json = {
    "anyOf": [
        {"type": "string", "pattern": r"^\$"},
        {
            "type": "object",
            "properties": {
                "days": {"type": "array", "items": {"enum": list(WEEKDAYS)}, "minItems": 1},
                "from": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
                "to": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
            },
            "required": ["from", "to"],
            "additionalProperties": False,
        },
    ],
    **_expects(
        'hours such as `{days: [mon, fri], from: "09:00", to: "17:00"}` or a reference ($…)',
        'Zeiten wie `{days: [mon, fri], from: "09:00", to: "17:00"}` oder ein Verweis ($…)',
    ),
}
SPAN: Json = {
    "anyOf": [
        {"type": "string", "pattern": r"^\$"},
        {
            "type": "object",
            "properties": {"from": TIME, "until": TIME},
            "minProperties": 1,
            "additionalProperties": False,
        },
    ],
    **_expects("`{from: …, until: …}` or a reference ($…)", "`{from: …, until: …}` oder ein Verweis ($…)"),
}
WITHIN: Json = {
    "type": "object",
    "properties": {"days": {"type": "number", "minimum": 0, "maximum": 36600}, "before": TIME, "after": TIME},
    "required": ["days"],
    "minProperties": 2,
    "maxProperties": 2,
    "additionalProperties": False,
}
COUNT: Json = {
    "type": "object",
    "properties": {
        "as": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "where": {"type": "object"},
        "distinct": {"type": "string"},
        **dict.fromkeys(("is", *COMPARISONS), NUMBER),
        "between": {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2},
    },
    "anyOf": [{"required": [name]} for name in ("is", *COMPARISONS, "between")],
    "additionalProperties": False,
}
POINT: Json = {
    "type": "object",
    "properties": {
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lon": {"type": "number", "minimum": -180, "maximum": 180},
        "km": {"type": "number", "minimum": 0, "maximum": 20050},
    },
    "required": ["lat", "lon", "km"],
    "additionalProperties": False,
}
