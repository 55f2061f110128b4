"""`--ask`: puts a decision's questions on the terminal and decides again with the answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rulekit.model.canonical import Json
from rulekit.model.decision import Question

if TYPE_CHECKING:
    from rulekit.engine.result import Decision

MAX_ROUNDS = 50
"""How many questions are put for one post at most: every answer can open another question."""


def answered(
    post: Mapping[str, Json], decision: Decision, check: Callable[[Mapping[str, Json]], Decision], lang: str
) -> tuple[Mapping[str, Json], Decision]:
    """The post with the answers given, and the decision about it. The post given stays as it is; an empty answer leaves a question open."""
    left: set[str] = set()
    for _ in range(MAX_ROUNDS):
        question = next((item for item in decision.questions if item.at not in left), None)
        if question is None:
            break
        answer = put(question, lang)
        if answer is None:
            left.add(question.at)
            continue
        post = with_value(post, question.at, answer[0])
        decision = check(post)
    return post, decision


def put(question: Question, lang: str) -> tuple[Json] | None:
    """The answer to a question, or None if it is left open."""
    choices = _choices(question, lang)
    print(question.ask.in_(lang), file=sys.stderr)  # noqa: T201 - a question to the person at the terminal
    if choices:
        print("  " + " / ".join(choices), file=sys.stderr)  # noqa: T201 - likewise
    while True:
        print("> ", end="", file=sys.stderr, flush=True)  # noqa: T201 - likewise
        line = sys.stdin.readline()
        text = line.strip()
        if not text:
            return None
        found = _meant(text, question, choices)
        if found is not None:
            return found
        hint = (
            f"Bitte eine der Antworten, oder Enter zum Überspringen: {' / '.join(choices)}"
            if lang == "de"
            else f"please one of the answers, or Enter to skip: {' / '.join(choices)}"
        )
        print(hint, file=sys.stderr)  # noqa: T201 - likewise


def _choices(question: Question, lang: str) -> dict[str, Json]:
    words = {True: "ja" if lang == "de" else "yes", False: "nein" if lang == "de" else "no"}
    return {words[answer] if isinstance(answer, bool) else str(answer): answer for answer in question.answers or ()}


def _meant(text: str, question: Question, choices: Mapping[str, Json]) -> tuple[Json] | None:
    """The value a person means: one of the answers in full or by its beginning, else any JSON or text if the question is free."""
    folded = text.casefold()
    fitting = [value for name, value in choices.items() if name.casefold() == folded] or [
        value for name, value in choices.items() if name.casefold().startswith(folded)
    ]
    if len(fitting) == 1:
        return (fitting[0],)
    if question.answers is not None:
        return None
    try:
        return (json.loads(text),)
    except ValueError:
        return (text,)


def with_value(post: Mapping[str, Json], at: str, value: Json) -> dict[str, Json]:
    """The post with a value put at a JSON pointer; objects on the way are made, the post given is not touched."""
    copy: dict[str, Json] = json.loads(json.dumps(post))
    target: Json = copy
    steps = [step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:]]
    for step in steps[:-1]:
        target = target[int(step)] if isinstance(target, list) else target.setdefault(step, {})
    if isinstance(target, list):
        target[int(steps[-1])] = value
    else:
        target[steps[-1]] = value
    return copy
