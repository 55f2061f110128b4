"""Reports: what `rulekit check` prints, in eight formats, from a decision's JSON and the post.

Nothing here needs the engine: a report reads the dict that `Decision.to_dict(lang)` gives, its words already in the
wanted language, and the post it judged. Same input, same bytes: no clock, no locale, no environment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, cast

__all__ = ["FORMATS", "Checked", "Format", "Options", "render"]


class Checked(NamedTuple):
    """One post that was given, and what came of it: a decision, or an error if it could not be judged.

    `source` is the file's name as given (`-` for standard input), `line` the line of a `.jsonl` (from 1).
    `error` is `{"kind", "at", "message"}`. `raw` is the whole text of the file `source` names: with it `sarif` and
    `github` point at lines and columns of the file, without it at JSON pointers only.
    """

    source: str
    line: int | None
    post: dict[str, Any] | None
    decision: dict[str, Any] | None
    error: dict[str, Any] | None
    raw: str | None = None


class Options(NamedTuple):
    """How to print: `width` in terminal cells, `colour` False means no escape sequence at all,
    `fail_on` the verdict from which a post counts as failed, `many` False if exactly one post was given.
    """

    lang: str
    version: str
    width: int = 80
    colour: bool = False
    fail_on: str = "ask"
    many: bool = False


class Report(Protocol):
    """What the module of a format offers."""

    def report(self, results: Sequence[Checked], options: Options) -> str:
        """The whole report; its last line ends with a newline."""


class Format(NamedTuple):
    """A way to print: the module that does it (imported when first used), its media type, and whether
    it is made for a person in front of a terminal."""

    module: str
    media_type: str
    terminal: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "rich": Format("rulekit.reports.terminal", "text/plain", terminal=True),
        "plain": Format("rulekit.reports.plain", "text/plain"),
        "json": Format("rulekit.reports.json_lines", "application/json"),
        "sarif": Format("rulekit.reports.sarif", "application/sarif+json"),
        "junit": Format("rulekit.reports.junit", "application/xml"),
        "github": Format("rulekit.reports.github", "text/plain"),
        "markdown": Format("rulekit.reports.markdown", "text/markdown"),
        "html": Format("rulekit.reports.html", "text/html"),
    }
)
"""Every format by the name `--format` takes."""


def render(
    format: str,  # noqa: A002 - it is what `--format` says
    results: Sequence[Checked],
    *,
    lang: str,
    version: str,
    width: int = 80,
    colour: bool = False,
    many: bool | None = None,
    fail_on: str = "ask",
) -> str:
    """The report on `results`, in the order given; the text ends with a newline.

    `format` is a key of `FORMATS` (anything else: KeyError). `many` says whether several posts were asked for, even if
    only one came of it; left out, it is whether there are several results.
    """
    from importlib import import_module  # imported where used: the table above must cost nothing

    several = len(results) != 1 if many is None else many
    options = Options(lang, version, max(width, 20), colour, fail_on, several)
    module = cast(Report, import_module(FORMATS[format].module))
    return module.report(results, options)
