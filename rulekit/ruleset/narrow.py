"""What a schema asks of one value, once it is clear which of its alternatives is meant.

A schema with alternatives answers a slip inside one of them with "none of these fits", which helps nobody. So the alternative that has the form of the
value is taken for the one that was meant, and what it says of the value is told. What has no good words in a schema gets its own here.
"""

from __future__ import annotations

from collections.abc import Mapping

from rulekit.conditions.build import Mistake
from rulekit.errors import Words, pointer
from rulekit.model.canonical import Json
from rulekit.model.docwords import shown
from rulekit.model.shape import ecma

_FORMS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int, float),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_NAME = "^[a-z0-9]+(-[a-z0-9]+)*$"
_PATTERNS: Mapping[str, Words] = {
    _NAME: Words(
        "small letters a to z, digits and single hyphens", "Kleinbuchstaben a bis z, Ziffern und einzelne Bindestriche"
    ),
    "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$": Words(
        "RULESET/ID, such as `base/insult`", "REGELSATZ/ID, etwa `base/insult`"
    ),
    "^[a-z][a-z0-9_-]*$": Words("small letters, digits, `-` and `_`", "Kleinbuchstaben, Ziffern, `-` und `_`"),
    "^[a-z][a-z0-9_]*$": Words("small letters, digits and `_`", "Kleinbuchstaben, Ziffern und `_`"),
    "^[0-2][0-9]:[0-5][0-9]$": Words("a time of day such as `08:00`", "eine Uhrzeit wie `08:00`"),
}
"""What texts of a pattern consist of."""

_VERSION = Words(
    "three numbers with dots between them, such as `2.3.0`", "drei Zahlen mit Punkten dazwischen, etwa `2.3.0`"
)


def narrowed(value: Json, schema: Json, root: Json, at: str, own: list[Mistake]) -> Json:
    """The schema with the alternatives that the value has chosen by its form; what is better said in own words is added to `own` and taken out."""
    found = _chosen(_resolved(schema, root), value, root, at, own)
    if _told_apart(value, found, at, own):
        return {}
    if isinstance(value, dict) and ("properties" in found or isinstance(found.get("additionalProperties"), dict)):
        return _mapping(value, found, root, at, own)
    if isinstance(value, list) and isinstance(found.get("items"), dict):
        items = [narrowed(item, found["items"], root, at + pointer(place), own) for place, item in enumerate(value)]
        if len(value) < found.get("minItems", 0):
            own.append(_too_short(len(value), found["minItems"], at))
        return {**{key: rule for key, rule in found.items() if key not in ("items", "minItems")}, "prefixItems": items}
    if isinstance(value, str) and "pattern" in found and not ecma(found["pattern"]).search(value):
        own.append(_misspelt(value, found["pattern"], at))
        return {}
    return found


def _told_apart(value: Json, schema: Json, at: str, own: list[Mistake]) -> bool:
    """Adds the mistake of a value of another form, where there are better words for it than "this is no mapping"; whether there were."""
    if value is None and "type" in schema and not _fits(schema, value):
        own.append(_empty(at))
    elif not isinstance(value, dict | list) and schema.get("pattern", "").startswith("^(0|[1-9]"):
        if isinstance(value, str) and ecma(schema["pattern"]).search(value):
            return False
        own.append(_misspelt(str(value), schema["pattern"], at))
    elif not isinstance(value, dict) and set(schema.get("properties", ())) == {"de", "en"}:
        own.append(
            _unlike(
                value,
                Words("a text in German and one in English", "ein Text auf Deutsch und einer auf Englisch"),
                at,
                _BOTH,
            )
        )
    elif not isinstance(value, dict) and schema.get("type") == "object" and "properties" not in schema:
        near = at.rpartition("/")[0].endswith("/near/all")
        words = Words("fields with their tests", "Felder mit ihren Prüfungen")
        own.append(_unlike(value, Words("a search", "eine Suche") if near else words, at, _SAYS if near else _TEST))
    else:
        return False
    return True


_BOTH = Words("write `{de: …, en: …}`", "`{de: …, en: …}` schreiben")
_SAYS = Words("write `{says: …}` or `{matches: …}`", "`{says: …}` oder `{matches: …}` schreiben")
_TEST = Words("write for example `text: {says: word}`", "zum Beispiel `text: {says: Wort}` schreiben")


def _mapping(value: Mapping[str, Json], schema: Json, root: Json, at: str, own: list[Mistake]) -> Json:
    found = dict(schema)
    known, others = found.get("properties", {}), found.get("additionalProperties")
    if len(value) < found.pop("minProperties", 0) and not set(found.get("required", ())) - set(value):
        own.append(_too_little(value, known, at))
    if not at:
        own += [_missing(key) for key in found.pop("required", ()) if key not in value]
    if len(value) > found.get("maxProperties", len(value)) and set(value) <= set(known):
        own.append(_too_much(found, at))
    found.pop("maxProperties", None)
    names = found.pop("propertyNames", {}).get("pattern")
    for key in value:
        if names is not None and not ecma(names).search(key):
            own.append(_misspelt(key, names, at + pointer(key))._replace(on="key"))
    below = {
        key: narrowed(item, known.get(key, others), root, at + pointer(key), own)
        for key, item in value.items()
        if key in known or isinstance(others, dict)
    }
    if known:
        found["properties"] = {**known, **below}
    else:
        found["properties"] = below
        found.pop("additionalProperties")
    return found


def _resolved(schema: Json, root: Json) -> Json:
    while "$ref" in schema:
        target = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        schema = {**target, **{key: item for key, item in schema.items() if key != "$ref"}}
    return schema


def _fits(schema: Json, value: Json) -> bool:
    """Whether the value has the form that the schema asks for at its top."""
    if "enum" in schema or "const" in schema:
        wanted = schema.get("enum", [schema.get("const")])
        return any(isinstance(value, type(one)) for one in wanted)
    types = schema.get("type", list(_FORMS))
    forms = tuple(form for name in ([types] if isinstance(types, str) else types) for form in _FORMS[name])
    if isinstance(value, bool):
        return bool in forms
    return isinstance(value, forms)


def _chosen(schema: Json, value: Json, root: Json, at: str, own: list[Mistake]) -> Json:
    """The schema without alternatives: with the one whose form fits, or with a complaint of its own if there is none."""
    if "anyOf" not in schema:
        return schema
    rest = {key: item for key, item in schema.items() if key not in ("anyOf", "x-expects")}
    branches = [_resolved(branch, root) for branch in schema["anyOf"]]
    if all(set(branch) == {"required"} for branch in branches):
        keys = [branch["required"][0] for branch in branches]
        if isinstance(value, dict) and not set(keys) & set(value):
            own.append(_one_of(keys, at))
        return rest
    fitting = [branch for branch in branches if _fits(branch, value)]
    expected = schema.get("x-expects")
    if isinstance(value, str) and not fitting and any(branch.get("type") == "array" for branch in branches):
        own.append(
            _unlike(value, Words("a list", "eine Liste"), at, Words(f"write `[{value}]`", f"`[{value}]` schreiben"))
        )
        return rest
    references = expected is not None and isinstance(value, str) and not value.startswith("$")
    if expected is not None and (not fitting or (references and all("pattern" in branch for branch in fitting))):
        own.append(_unlike(value, Words(expected["en"], expected["de"]), at))
        return rest
    if len(fitting) == 1:
        return _chosen({**rest, **fitting[0]}, value, root, at, own)
    return schema


def _name(at: str) -> Words:
    *_, above, last = ("", "", *(step.replace("~1", "/").replace("~0", "~") for step in at.split("/")))
    if last.isdecimal():
        return Words(f"entry {int(last) + 1} of `{above}`", f"Eintrag {int(last) + 1} von `{above}`")
    return Words(f"`{last}`", f"`{last}`")


def _given(value: Json) -> Words:
    if value == [] or value == {}:
        return Words("nothing", "leer")
    if isinstance(value, dict):
        return Words("keys with values", "Schlüssel mit Werten")
    return Words("a list", "eine Liste") if isinstance(value, list) else Words(f"`{shown(value)}`", f"`{shown(value)}`")


def _unlike(value: Json, expected: Words, at: str, advice: Words | None = None) -> Mistake:
    name, given = _name(at), _given(value)
    return Mistake(
        "wrong-type",
        at,
        Words(
            f"{name.en} takes {expected.en}; here stands {given.en}",
            f"{name.de} erwartet: {expected.de}; hier steht {given.de}",
        ),
        advice,
    )


def _empty(at: str) -> Mistake:
    name = _name(at)
    return Mistake(
        "empty-value",
        at,
        Words(f"nothing stands behind {name.en}", f"hinter {name.de} steht nichts"),
        Words("write the value, or take the key out", "den Wert schreiben, oder den Schlüssel entfernen"),
        on="key",
    )


def _missing(key: str) -> Mistake:
    return Mistake(
        "missing-key",
        "",
        Words(f"the key `{key}` is missing at the top of the file", f"am Anfang der Datei fehlt der Schlüssel `{key}`"),
        Words(f"add a line `{key}: …`", f"eine Zeile `{key}: …` ergänzen"),
    )


def _too_short(size: int, least: int, at: str) -> Mistake:
    name = _name(at)
    if least == 1:
        what = Words(f"{name.en} holds nothing", f"{name.de} ist leer")
    else:
        what = Words(f"{name.en} needs at least {least} entries", f"{name.de} braucht mindestens {least} Einträge")
    return Mistake("bound", at, what, Words("add what is missing", "ergänzen, was fehlt"))


def _misspelt(value: str, pattern: str, at: str) -> Mistake:
    name, form = _name(at), _PATTERNS.get(pattern, _VERSION)
    return Mistake(
        "misspelt",
        at,
        Words(f"{name.en} cannot be `{value}`", f"{name.de} kann nicht `{value}` sein"),
        Words(f"write {form.en}", f"erlaubt: {form.de}"),
    )


def _listed(keys: list[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _one_of(keys: list[str], at: str) -> Mistake:
    name = _name(at)
    return Mistake(
        "missing-key",
        at,
        Words(
            f"{name.en} does not say what the result is compared with", f"{name.de} sagt nicht, womit verglichen wird"
        ),
        Words(
            f"add one of {_listed(keys)}, such as `{keys[-2]}: 3`",
            f"eines davon ergänzen: {_listed(keys)}, etwa `{keys[-2]}: 3`",
        ),
    )


def _too_little(value: Mapping[str, Json], known: Mapping[str, Json], at: str) -> Mistake:
    name, left = _name(at), [key for key in known if key not in value]
    return Mistake(
        "missing-key",
        at,
        Words(f"{name.en} says too little", f"{name.de} sagt zu wenig"),
        Words(f"add at least one of {_listed(left)}", f"mindestens eines davon ergänzen: {_listed(left)}"),
    )


def _too_much(schema: Json, at: str) -> Mistake:
    name, open_ = _name(at), [key for key in schema["properties"] if key not in schema.get("required", ())]
    return Mistake(
        "too-many-keys",
        at,
        Words(f"{name.en} says too much", f"{name.de} sagt zu viel"),
        Words(f"keep only one of {_listed(open_)}", f"nur eines davon behalten: {_listed(open_)}"),
    )
