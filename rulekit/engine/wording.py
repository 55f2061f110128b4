"""The words of a finding: placeholders filled in, quotes of sensitive topics masked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rulekit.conditions.node import Bound
from rulekit.errors import Words
from rulekit.facts.masking import covered
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence, words_of

MASKED_TOPICS: tuple[str, ...] = ("secrets", "people", "security")
"""Topics whose quotes show no more than the last two characters of each hit (docs/design.md)."""

_PLACEHOLDER = re.compile(r"\{(\$?[a-z0-9_.]+)\}|(\$[a-z][a-z0-9_]*(?:\.[a-z_]+)*)")


def hidden(found: Sequence[tuple[str, Sequence[Evidence]]]) -> tuple[Evidence, ...]:
    """Of topics and their evidence, the hits of topics whose quotes are masked: no other finding may show them either."""
    return tuple(
        item for topic, evidence in found if topic in MASKED_TOPICS for item in evidence if item.quote is not None
    )


def quoted(evidence: Sequence[Evidence], topic: str, elsewhere: Sequence[Evidence] = ()) -> tuple[Evidence, ...]:
    """The evidence in order, each once, masked if the topic asks for it; of other topics what the hits `elsewhere` hide."""
    unique = sorted(set(evidence), key=Evidence.order)
    if topic in MASKED_TOPICS:
        return tuple(item if item.quote is None else item._replace(quote=covered(item.quote)) for item in unique)
    return tuple(_without(item, elsewhere) for item in unique) if elsewhere else tuple(unique)


def _without(item: Evidence, elsewhere: Sequence[Evidence]) -> Evidence:
    """The evidence with what hits elsewhere hide covered in its quote too."""
    if item.quote is None or item.start is None:
        return item
    signs = list(item.quote)
    for hit in elsewhere:
        if hit.at == item.at and hit.start is not None and hit.quote is not None:
            for place, sign in enumerate(covered(hit.quote), hit.start - item.start):
                if sign == "•" and 0 <= place < len(signs):
                    signs[place] = sign
    return item._replace(quote="".join(signs))


def spoken_words(
    rule: Mapping[str, Json],
    evidence: Sequence[Evidence],
    bound: Mapping[str, Bound],
    post: Mapping[str, Json],
    org: Json,
) -> dict[str, Words]:
    """Title, message and remedy of a finding in both languages, with everything filled in."""
    fill = {lang: _fillings(rule, evidence, bound, post, org, lang) for lang in ("en", "de")}
    found = {}
    for key in ("title", "message", "remedy"):
        words = words_of(rule[key])
        found[key] = Words(_filled(words.en, fill["en"], bound), _filled(words.de, fill["de"], bound))
    return found


def _fillings(
    rule: Mapping[str, Json],
    evidence: Sequence[Evidence],
    bound: Mapping[str, Bound],
    post: Mapping[str, Json],
    org: Json,
    lang: str,
) -> dict[str, str]:
    contact = rule["contact"]
    quotes = list(dict.fromkeys(item.quote for item in evidence if item.quote))
    marks = ("„", "“") if lang == "de" else ("“", "”")
    shown = ", ".join(f"{marks[0]}{quote}{marks[1]}" for quote in quotes[:3])
    names = (org or {}).get("names") or []
    until = next(
        (
            str(item.value["until"])
            for item in bound.values()
            if isinstance(item.value, dict) and item.value.get("until")
        ),
        None,
    )
    return {
        "evidence": shown or Words("the post", "der Beitrag").in_(lang),
        "contact": words_of(contact["name"]).in_(lang),
        "org": str(names[0]) if names else Words("the company", "das Unternehmen").in_(lang),
        "n": _number(bound.get("n")),
        "max": _number(bound.get("max")),
        "platform": str(post.get("platform") or Words("this platform", "diese Plattform").in_(lang)),
        "link": str(contact.get("url") or contact.get("email") or words_of(contact["name"]).in_(lang)),
        "until": _day(until, lang) if until else Words("further notice", "auf Weiteres").in_(lang),
    }


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day(text: str, lang: str) -> str:
    """A date as people of that language write it; a time keeps its clock."""
    parts = text[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return text
    year, month, day = (int(part) for part in parts)
    clock = text[11:16]
    if lang == "de":
        return f"{day:02}.{month:02}.{year}" + (f", {clock} Uhr" if clock else "")
    return f"{day} {_MONTHS[(month - 1) % 12]} {year}" + (f", {clock}" if clock else "")


def _number(bound: Bound | None) -> str:
    return "?" if bound is None or bound.value is None else str(bound.value)


def _filled(text: str, fill: Mapping[str, str], bound: Mapping[str, Bound]) -> str:
    def replace(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name.startswith("$"):
            return _bound_value(name[1:], bound, match[0])
        return fill.get(name, match[0])

    return _PLACEHOLDER.sub(replace, text)


def _bound_value(name: str, bound: Mapping[str, Bound], default: str) -> str:
    head, *steps = name.split(".")
    if head not in bound:
        return default
    value = bound[head].value
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return "?" if value is None else str(value)
