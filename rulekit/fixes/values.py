"""The values of mending: what a fixer is and is given, what it gives back, and what became of a post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from rulekit.engine.result import Decision
from rulekit.errors import Words
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.decision import Finding

FORMAT = 1
"""The version of how a mending is printed as JSON."""


class Copy(NamedTuple):
    """A cleaned copy of a file, not written yet: the new path and the original's, both as posts give them, and its bytes."""

    path: str
    source: str
    data: bytes


class Case(NamedTuple):
    """One finding that a fixer is to mend: the post as it stands now, seen as its conditions see it.

    `answer` is the human's word for this fixer, None if nobody said anything. `lang` is the language of the text (`de` or `en`). `files` is the
    folder below which the attachments lie, None if there is none; `copies` are those made so far.
    """

    post: Mapping[str, Json]
    finding: Finding
    view: View
    lang: str
    answer: Json = None
    files: Path | None = None
    copies: tuple[Copy, ...] = ()


class Mended(NamedTuple):
    """What a fixer makes of a post: a new one, and all copies of files that its paths name (None: those made so far)."""

    post: Mapping[str, Json]
    copies: tuple[Copy, ...] | None = None


class Needs(NamedTuple):
    """What only a human can say: the question, and its fixed answers (None if it is free)."""

    ask: Words
    answers: tuple[Json, ...] | None = (True, False)


class Fixer(NamedTuple):
    """One way to mend a post.

    `touches` are JSON pointers of everything it may change, with `*` for any position of a list; what lies below counts too. `needs` is what it may
    have to ask a human, None if it never asks. `mend` gives the mended post, a question, or the reason why nothing can be done. `settles` is False if
    it makes a post better without settling the finding. `plugin` names the plugin that brought it, None for rulekit's own.
    """

    name: str
    says: Words
    touches: tuple[str, ...]
    mend: Callable[[Case], Mended | Needs | Words]
    needs: Words | None = None
    settles: bool = True
    plugin: str | None = None


class Absent:
    """What stands in a change for a field that is not there."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


class Change(NamedTuple):
    """One place that a fixer changed: its JSON pointer, and what stood and stands there; ABSENT for nothing at all.

    `hidden` is True where the finding's quotes are masked (docs/design.md): what stood there is then not printed either.
    """

    fix: str
    rule: str
    at: str
    before: Json | Absent
    after: Json | Absent
    hidden: bool = False

    def to_json(self) -> Json:
        """As JSON; what is absent is left out, because `null` means something else."""
        found: dict[str, Json] = {"fix": self.fix, "rule": self.rule, "at": self.at, "masked": self.hidden}
        if self.before is not ABSENT and not self.hidden:
            found["before"] = self.before
        if self.after is not ABSENT:
            found["after"] = self.after
        return found


class Withdrawn(NamedTuple):
    """A fix that was not made, and why; `worsens` are the rules that would be worse off."""

    fix: str
    rule: str
    why: Words
    worsens: tuple[str, ...] = ()

    def to_json(self, lang: str) -> Json:
        return {"fix": self.fix, "rule": self.rule, "why": self.why.in_(lang), "worsens": list(self.worsens)}


class Asked(NamedTuple):
    """A fix that waits for a human's word."""

    fix: str
    rule: str
    ask: Words
    answers: tuple[Json, ...] | None

    def to_json(self, lang: str) -> Json:
        answers = None if self.answers is None else list(self.answers)
        return {"fix": self.fix, "rule": self.rule, "ask": self.ask.in_(lang), "answers": answers}


class Mending(NamedTuple):
    """A mended post, with everything that was done, withdrawn and asked on the way.

    `post` is a new one; the post given is never touched. `copies` are cleaned files that its paths name and that somebody has to write. `decision` is
    the one about the mended post, as it is judged once the copies are there.
    """

    post: Mapping[str, Json]
    changed: tuple[Change, ...]
    withdrawn: tuple[Withdrawn, ...]
    asks: tuple[Asked, ...]
    copies: tuple[Copy, ...]
    decision: Decision

    def to_dict(self, lang: str | None = None) -> dict[str, Json]:
        """The mending as JSON, with the words for people in `lang` (`de` or `en`); of copies the paths only."""
        lang = lang or self.decision.language
        return {
            "rulekit": FORMAT,
            "post": dict(self.post),
            "changed": [change.to_json() for change in self.changed],
            "withdrawn": [item.to_json(lang) for item in self.withdrawn],
            "asks": [item.to_json(lang) for item in self.asks],
            "copies": [{"path": copy.path, "source": copy.source} for copy in self.copies],
            "decision": self.decision.to_dict(lang),
        }
