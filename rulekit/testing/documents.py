"""Posts and registers at random, drawn from rulekit's own JSON Schemas: every field comes up, stated, null or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from rulekit.model.canonical import Json
from rulekit.model.resources import schema
from rulekit.model.shape import shape

INSTANTS: Sequence[str] = ("2026-05-04T10:00:00+02:00", "2026-09-26T23:59:59Z", "2026-12-24T18:30:00-05:00")
DATES: Sequence[str] = ("2026-05-03", "2026-05-04", "2026-12-31")
WORDS: Sequence[str] = (
    "Chef", "unfähig", "geheim", "nicht", "Projekt", "Polarfuchs", "our", "new", "boss", "guarantee", "risk", "100 %", "3", "😀", "#Werbung",
    "https://shop.example/a", "mail@shop.example", "@nordwind", "$NRW", "„Zitat“", ".", "?",
)  # fmt: skip
"""Words of which texts are made when nobody gives others."""

_PATTERNED: Mapping[str, Sequence[str]] = {
    "^[A-Z]{2}$": ("DE", "AT", "US"),
    "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$": ("de", "en", "de-AT"),
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": ("08:00", "22:30"),
}
_FORMATS: Mapping[str, Sequence[str]] = {
    "date": DATES,
    "date-time": INSTANTS,
    "uri": ("https://nordwind.example/impressum", "http://x.example"),
    "timezone": ("Europe/Berlin", "America/New_York"),
    "regex": ("KD-[0-9]{6}",),
}
MOST = 3
"""How many elements a list has at most."""


def posts(texts: Sequence[str] = (), words: Sequence[str] = WORDS) -> st.SearchStrategy[dict[str, Any]]:
    """Posts as `post.v1` describes them. `texts` come up whole, `words` in any order; both beside a few characters at random."""
    root = schema("post.v1")
    return _documents(root, root, _strings(texts, words))


def registers(
    sections: Mapping[str, Json] | None = None, words: Sequence[str] = WORDS
) -> st.SearchStrategy[dict[str, Any] | None]:
    """Registers as `context.v1` describes them, or none; `sections` are the JSON Schemas of those that packs declare."""
    root = schema("context.v1")
    known = {name: one for name, one in root["properties"].items() if not one.get("x-pack")}
    root["properties"] = {**known, **(sections or {})}
    return st.none() | _documents(root, root, _strings((), words))


def _documents(root: Json, part: Json, strings: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    fits, drawn = shape(root), values(part, root, strings)

    @st.composite
    def document(draw: st.DrawFn) -> dict[str, Any]:
        found: dict[str, Any] = draw(drawn)
        assume(fits(found))
        return found

    return document()


def _strings(texts: Sequence[str], words: Sequence[str]) -> st.SearchStrategy[str]:
    made = st.lists(st.sampled_from(sorted({*words, *WORDS})), max_size=8).map(" ".join)
    options = [made, st.text(st.characters(codec="utf-8"), max_size=6)]
    return st.one_of(st.sampled_from(sorted(set(texts))), *options) if texts else st.one_of(*options)


def values(part: Json, root: Json, strings: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Values that a part of a JSON Schema describes; of patterns only those of rulekit's own schemas are known."""
    if part is True or not isinstance(part, dict):
        return st.none() | st.booleans() | st.integers(-3, 3) | strings
    while "$ref" in part:
        target = root
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        part = {**target, **{key: value for key, value in part.items() if key != "$ref"}}
    if "enum" in part:
        return st.sampled_from(part["enum"])
    if "const" in part:
        return st.just(part["const"])
    for key in ("anyOf", "oneOf"):
        if key in part:
            rest = {name: value for name, value in part.items() if name != key}
            return st.one_of(*(values({**rest, **branch}, root, strings) for branch in part[key]))
    types = part.get("type")
    if types is None:
        return values(True, root, strings)
    return st.one_of(*(_of(one, part, root, strings) for one in ([types] if isinstance(types, str) else types)))


def _of(kind: str, part: Json, root: Json, strings: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    match kind:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(int(part.get("minimum", 0)), int(part.get("maximum", 300)))
        case "number":
            low, high = part.get("minimum", 0), part.get("maximum", 300)
            return st.sampled_from([low, high, (low + high) / 2])
        case "array":
            least, most = part.get("minItems", 0), min(part.get("maxItems", MOST), MOST)
            return st.lists(values(part.get("items", True), root, strings), min_size=least, max_size=max(least, most))
        case "object":
            return _object(part, root, strings)
        case _:
            return _string(part, strings)


def _object(part: Json, root: Json, strings: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    below = {name: values(sub, root, strings) for name, sub in part.get("properties", {}).items()}
    required = set(part.get("required", ()))
    if not below:
        free = values(part.get("additionalProperties", True), root, strings)
        return st.dictionaries(st.sampled_from(("a", "b")), free, max_size=2)
    return st.fixed_dictionaries(
        {name: one for name, one in below.items() if name in required},
        optional={name: one for name, one in below.items() if name not in required},
    )


def _string(part: Json, strings: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    if "format" in part:
        return st.sampled_from(_FORMATS[part["format"]])
    if "pattern" in part:
        return st.sampled_from(_PATTERNED.get(part["pattern"], ("x",)))
    if "examples" in part:
        return strings | st.sampled_from(part["examples"])
    least, most = part.get("minLength", 0), part.get("maxLength")
    return strings.filter(lambda text: len(text) >= least and (most is None or len(text) <= most))
