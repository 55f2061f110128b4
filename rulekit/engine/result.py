"""The decision: what a check gives back, and how it is printed as JSON."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from rulekit.model.canonical import Json, digest
from rulekit.model.decision import ErrorEntry, Finding, Question, Undecided
from rulekit.model.verdict import exit_status

DECISION_FORMAT = 1
"""The version of the decision format (docs/design.md)."""

SEMANTICS = 1
"""The version of what conditions mean (docs/semantics.md); it enters every decision's inputs."""


class Inputs(Mapping[str, Json]):
    """The inputs of a decision, worked out when asked for: most readers of a decision look at its findings.

    `post` is digested unless somebody else holds it and may change it; `fixed` gives what is the same for every post, `own` is what is not.
    """

    __slots__ = ("_all", "_fixed", "_own", "_post")

    def __init__(self, post: Json, fixed: Callable[[], Mapping[str, Json]], own: Mapping[str, Json]) -> None:
        self._post = post
        self._fixed = fixed
        self._own = own
        self._all: Mapping[str, Json] | None = None

    def _known(self) -> Mapping[str, Json]:
        if self._all is None:
            self._all = {"post": digest(self._post), **self._fixed(), **self._own}
        return self._all

    def __getitem__(self, key: str) -> Json:
        return self._known()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def __reduce__(self) -> tuple[type[dict[str, Json]], tuple[dict[str, Json]]]:
        return dict, (dict(self),)


class Decision(NamedTuple):
    """One answer about one post. Two decisions with the same `id` come from the same inputs and say the same.

    `language` is that of the words when nobody asks for another. `waivers` reports what became of each waiver given.
    """

    verdict: str
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    undecided: tuple[Undecided, ...]
    errors: tuple[ErrorEntry, ...]
    inputs: Mapping[str, Json]
    waivers: tuple[Mapping[str, Json], ...] | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """The digest of the inputs and of everything decided, without the words for people."""
        return digest({"inputs": dict(self.inputs), "outcome": self._outcome()})

    @property
    def exit_code(self) -> int:
        """0 if the post can go out, 1 if something has to be answered, reviewed or changed first."""
        return exit_status(self.verdict)

    def _outcome(self) -> Json:
        found: dict[str, Json] = {
            "verdict": self.verdict,
            "findings": [finding.outcome() for finding in self.findings],
            "questions": [question.outcome() for question in self.questions],
            "undecided": [item.to_json() for item in self.undecided],
            "errors": [item.to_json() for item in self.errors],
        }
        if self.waivers is not None:
            found["waivers"] = [dict(item) for item in self.waivers]
        return found

    def to_dict(self, lang: str | None = None) -> dict[str, Json]:
        """The decision as JSON, with the words for people in `lang` (`de` or `en`)."""
        lang = lang or self.language
        found: dict[str, Json] = {
            "rulekit": DECISION_FORMAT,
            "decision": self.id,
            "verdict": self.verdict,
            "findings": [finding.to_json(lang) for finding in self.findings],
            "questions": [question.to_json(lang) for question in self.questions],
            "undecided": [item.to_json() for item in self.undecided],
            "errors": [item.to_json() for item in self.errors],
        }
        if self.waivers is not None:
            found["waivers"] = [dict(item) for item in self.waivers]
        found["inputs"] = dict(self.inputs)
        return found
