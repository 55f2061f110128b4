"""What comes out of a check: findings with evidence, questions, and a decision that can be reproduced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rulekit.errors import Words
from rulekit.model.canonical import Json


class Evidence(NamedTuple):
    """Where something was seen: a JSON pointer, and if it lies in a string the half-open code-point span and its quote."""

    at: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None

    def order(self) -> tuple[str, int, int]:
        """By pointer, a bare pointer first, then by place."""
        return (self.at, -1 if self.start is None else self.start, -1 if self.end is None else self.end)

    def to_json(self) -> Json:
        if self.start is None:
            return {"at": self.at}
        return {"at": self.at, "start": self.start, "end": self.end, "quote": self.quote}


class Details(NamedTuple):
    """What a finding says beside its verdict: `words` holds title, message and remedy, `contact` and `source` what the ruleset says."""

    evidence: tuple[Evidence, ...]
    words: Mapping[str, Words]
    contact: Json
    source: Json


class Finding:
    """One rule that fired on one post.

    `waiver` says why it does not count, `floor` which floor entry lowered it and from what. The evidence and the words are worked out when first asked for:
    whoever only wants the verdict does not wait for them.
    """

    __slots__ = ("_details", "_find", "binding", "fixes", "floor", "rule", "status", "topic", "verdict", "waiver")

    def __init__(
        self,
        rule: str,
        topic: str,
        binding: str,
        verdict: str,
        status: str,
        details: Details | Callable[[], Details],
        fixes: tuple[str, ...] = (),
        waiver: Json = None,
        floor: Json = None,
    ) -> None:
        self.rule = rule
        self.topic = topic
        self.binding = binding
        self.verdict = verdict
        self.status = status
        self.fixes = fixes
        self.waiver = waiver
        self.floor = floor
        self._details: Details | None = details if isinstance(details, Details) else None
        self._find: Callable[[], Details] | None = None if isinstance(details, Details) else details

    @property
    def details(self) -> Details:
        """Evidence, words, contact and source."""
        found = self._details
        if found is None:
            find = self._find
            # another thread may have been faster and let go of what the details are made from
            found = self._details if find is None else find()
            assert found is not None
            self._details = found
            self._find = None
        return found

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it was seen, by pointer and place, each once."""
        return self.details.evidence

    @property
    def words(self) -> Mapping[str, Words]:
        """Title, message and remedy."""
        return self.details.words

    @property
    def contact(self) -> Json:
        """Whom to ask."""
        return self.details.contact

    @property
    def source(self) -> Json:
        """Where the rule comes from."""
        return self.details.source

    def _all(self) -> tuple[Any, ...]:
        return (
            self.rule, self.topic, self.binding, self.verdict, self.status, self.details, self.fixes, self.waiver, self.floor,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.rule, self.verdict))

    def __repr__(self) -> str:
        return f"Finding{self._all()!r}"

    def __reduce__(self) -> tuple[type[Finding], tuple[Any, ...]]:
        return Finding, self._all()

    @property
    def counts(self) -> bool:
        """Whether the finding's verdict weighs in the decision."""
        return self.status == "active" and self.waiver is None

    def outcome(self) -> Json:
        """The part that the decision's id covers: no words for people."""
        return {
            "rule": self.rule,
            "topic": self.topic,
            "binding": self.binding,
            "verdict": self.verdict,
            "status": self.status,
            "evidence": [item.to_json() for item in self.evidence],
            "fixes": list(self.fixes),
            "waiver": self.waiver,
            "floor": self.floor,
        }

    def to_json(self, lang: str) -> Json:
        found = self.outcome()
        words = {name: said.in_(lang) for name, said in self.words.items()}
        head = {key: found.pop(key) for key in ("rule", "topic", "binding", "verdict", "status")}
        return {**head, **words, "contact": spoken(self.contact, lang), "source": spoken(self.source, lang), **found}


class Question(NamedTuple):
    """Metadata nobody stated and on which a rule depends; `answers` are the fixed ones, None if it is free."""

    at: str
    ask: Words
    answers: tuple[Json, ...] | None
    rules: tuple[str, ...]
    lifts: bool

    def outcome(self) -> Json:
        answers = None if self.answers is None else list(self.answers)
        return {"at": self.at, "answers": answers, "rules": list(self.rules), "lifts": self.lifts}

    def to_json(self, lang: str) -> Json:
        found = self.outcome()
        return {"at": found.pop("at"), "ask": self.ask.in_(lang), **found}


class Undecided(NamedTuple):
    """A rule whose condition is unknown, and what is missing to know it."""

    rule: str
    missing: tuple[str, ...]

    def to_json(self) -> Json:
        return {"rule": self.rule, "missing": list(self.missing)}


class ErrorEntry(NamedTuple):
    """Something that could not be evaluated; `rule` and `plugin` are None when it is no rule's or no plugin's."""

    rule: str | None
    plugin: str | None
    message: str

    def to_json(self) -> Json:
        return {"rule": self.rule, "plugin": self.plugin, "message": self.message}


def spoken(value: Json, lang: str) -> Json:
    """`value` with every `{de, en}` replaced by the text of that language."""
    if isinstance(value, dict):
        if value and set(value) <= {"de", "en"}:
            return words_of(value).in_(lang)
        return {key: spoken(item, lang) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [spoken(item, lang) for item in value]
    return value


def words_of(value: Json) -> Words:
    """The two-language words a ruleset gives: a mapping of `de` and `en`, or one text for both."""
    if isinstance(value, str):
        return Words(value, value)
    either = value.get("en") or value.get("de") or ""
    return Words(value.get("en", either), value.get("de", either))
