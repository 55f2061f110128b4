"""Everything rulekit can object to, as facts and as a sentence that says what to do.

A `Problem` is one thing that is wrong at one place. An exception carries all problems of one document,
because whoever mends a file wants to see every one of them at once.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """A sentence in the two languages rulekit speaks."""

    en: str
    de: str

    def in_(self, lang: str) -> str:
        """The sentence in German for `de` and its regional forms, else in English."""
        return self.de if lang.split("-")[0].lower() == "de" else self.en


class Problem(NamedTuple):
    """One thing wrong at one place of a document.

    `at` is a JSON pointer into the document, `line` and `column` count from 1 and are None when
    the document has no lines (a Python value), `shown` is that line of the user's file.
    """

    kind: str
    what: Words
    advice: Words | None = None
    at: str = ""
    file: str | None = None
    line: int | None = None
    column: int | None = None
    shown: str | None = None
    nearest: str | None = None

    def sentence(self, lang: str = "en") -> str:
        """What is wrong, the nearest valid name if there is one, and what to do."""
        parts = [self.what.in_(lang)]
        if self.nearest is not None:
            ask = Words(f"did you mean `{self.nearest}`?", f"ist `{self.nearest}` gemeint?")
            parts.append(ask.in_(lang))
        if self.advice is not None:
            parts.append(self.advice.in_(lang))
        return "; ".join(parts).replace("?; ", "? ")

    def render(self, lang: str = "en") -> str:
        """The sentence behind `file:line:column`, and below it the line with a mark under the place."""
        place = self.file or ""
        if self.line is not None:
            place += f":{self.line}:{self.column or 1}"
        elif self.at:
            place += (" " if place else "") + self.at
        text = f"{place}: {self.sentence(lang)}" if place else self.sentence(lang)
        if self.shown is None or self.line is None:
            return text
        gutter = f"{self.line:>6} | "
        shown = self.shown.replace("\t", "→")
        mark = " " * (len(gutter) + (self.column or 1) - 1) + "^"
        return f"{text}\n{gutter}{shown}\n{mark}"


class RulekitError(Exception):
    """Something given to rulekit cannot be used; `problems` says what, never empty."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def render(self, lang: str = "en") -> str:
        """All problems, one below the other."""
        return "\n".join(problem.render(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.render()


class InvalidPost(RulekitError):
    """The post is not a post: not JSON, or not what `post.v1` describes."""


class InvalidContext(RulekitError):
    """The register is not what `context.v1` describes."""


class InvalidRuleset(RulekitError):
    """A ruleset, or what it extends, cannot be used."""


class InvalidPlugin(InvalidRuleset):
    """A plugin that a ruleset uses is not installed, or cannot be used; so the ruleset cannot be either."""


class InvalidWaivers(RulekitError):
    """The waivers' file cannot be used."""


class InvalidSettings(RulekitError):
    """`rulekit.yaml`, `[tool.rulekit]` or a command's option says something that cannot be done."""


def pointer(*steps: str | int) -> str:
    """The JSON pointer (RFC 6901) of the steps: `pointer("a", 0)` is `/a/0`."""
    if len(steps) == 1:
        return "/" + _escaped(steps[0])
    return "".join(["/" + _escaped(step) for step in steps])


def _escaped(step: str | int) -> str:
    if step.__class__ is int:
        return str(step)
    text = str(step)
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text


def nearest(name: str, known: list[str] | tuple[str, ...] | set[str] | frozenset[str]) -> str | None:
    """The known name most like `name`, or None if none is like it."""
    from difflib import get_close_matches  # imported where used: a valid document never needs it

    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    found = get_close_matches(name.casefold(), sorted(folded), n=1, cutoff=0.6)
    if found:
        return folded[found[0]]
    tails = {candidate.rsplit(".", 1)[-1].casefold(): candidate for candidate in sorted(known, reverse=True)}
    found = get_close_matches(name.rsplit(".", 1)[-1].casefold(), sorted(tails), n=1, cutoff=0.75)
    return tails[found[0]] if found else None
