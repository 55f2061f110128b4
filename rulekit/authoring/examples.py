"""A ruleset's examples as its tests: every promise a rule makes is asked of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rulekit.conditions.build import Mistake
from rulekit.engine.engine import Engine
from rulekit.errors import InvalidContext, InvalidPost, Problem, Words, pointer
from rulekit.model.canonical import Json, canonical
from rulekit.ruleset.load import Ruleset

PROMISES: Mapping[str, str] = {"breaks": "yes", "keeps": "no", "asks": "unknown"}
"""What the rule must say of the examples under each key."""

_SAID: Mapping[str, Words] = {
    "yes": Words("it fires", "sie schlägt an"),
    "no": Words("it stays silent", "sie schweigt"),
    "unknown": Words("it cannot be decided", "sie lässt sich nicht entscheiden"),
    "error": Words("it fails", "sie scheitert"),
}
_WANTED: Mapping[str, Words] = {
    "yes": Words("it should fire", "sie sollte anschlagen"),
    "no": Words("it should stay silent", "sie sollte schweigen"),
    "unknown": Words("it should ask", "sie sollte nachfragen"),
}


class Tried(NamedTuple):
    """One example and how it came out: `problem` is None if the promise was kept."""

    rule: str
    promise: str
    at: str
    problem: Problem | None


def tried(ruleset: Ruleset, engine: Engine) -> Iterator[Tried]:
    """Every example of the ruleset's own rules, asked of the engine, in the order of the files."""
    engines: dict[bytes, Engine] = {}
    for number, rule in enumerate(ruleset.written.get("rules", ())):
        name = f"{ruleset.id}/{rule['id']}"
        if name not in engine.rules:
            continue
        for promise, wanted in PROMISES.items():
            for place, example in enumerate(rule.get("examples", {}).get(promise) or ()):
                at = pointer("rules", number, "examples", promise, place)
                yield Tried(name, promise, at, _problem(ruleset, engine, engines, name, wanted, example, at))


def _problem(
    ruleset: Ruleset, engine: Engine, engines: dict[bytes, Engine], rule: str, wanted: str, example: Json, at: str
) -> Problem | None:
    post, context, time = laid_over(ruleset.value.get("example_post", {}), example)
    try:
        key = canonical(context)
        if key not in engines:
            engines[key] = engine.with_context(context)
        found = engines[key].explain(post, rule, time)
    except (InvalidPost, InvalidContext) as error:
        first = error.problems[0]
        what = Words(
            f"the example is not valid: {first.at} {first.what.en}",
            f"das Beispiel ist ungültig: {first.at} {first.what.de}",
        )
        return ruleset.problem(Mistake("bad-example", at, what, first.advice, first.nearest))
    if found.value == wanted:
        return None
    said, want = _SAID[found.value], _WANTED[wanted]
    why = Words("", "")
    if found.idle:
        sections = ", ".join(f"`{name}`" for name in found.idle)
        why = Words(f" (the example's register has no {sections})", f" (im Register des Beispiels fehlt {sections})")
    elif found.value == "unknown":
        missing = ", ".join(f"`{one}`" for one in found.when.missing)
        why = Words(f" without {missing}", f" ohne {missing}")
    return ruleset.problem(
        Mistake(
            "broken-promise",
            at,
            Words(f"`{rule}`: {want.en}, but {said.en}{why.en}", f"`{rule}`: {want.de}, aber {said.de}{why.de}"),
            Words(
                "`rulekit explain` shows which condition decided", "`rulekit explain` zeigt, welche Bedingung entschied"
            ),
        )
    )


def laid_over(base: Mapping[str, Json], example: Json) -> tuple[Json, Json, str | None]:
    """The post, register and time of an example: a text, a post, or `{post, context, at}`; the post is laid over `base`."""
    context, time = None, None
    if isinstance(example, str):
        example = {"text": example}
    elif "post" in example:
        context, time = example.get("context"), example.get("at")
        example = example["post"]
        example = {"text": example} if isinstance(example, str) else example
    return _laid(base, example), context, time


def _laid(below: Json, above: Json) -> Json:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {
            key: _laid(below[key], above[key])
            if key in below and key in above
            else (above[key] if key in above else below[key])
            for key in {**below, **above}
        }
    return above
