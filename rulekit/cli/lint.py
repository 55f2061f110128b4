"""`rulekit lint`: says what ages in rulesets, what does nothing and whom nobody reaches."""

from __future__ import annotations

import sys
from datetime import UTC, date
from pathlib import Path
from typing import Annotated

import typer

from rulekit.cli.settings import language, now, settings_near
from rulekit.errors import InvalidSettings, Problem, Words

_WARNINGS = (Words("{} warning", "{} Warnung"), Words("{} warnings", "{} Warnungen"))
_NOTES = (Words("{} note", "{} Hinweis"), Words("{} notes", "{} Hinweise"))
"""One, and any other number."""


def command(
    rulesets: Annotated[
        list[str] | None, typer.Argument(help="Rulesets to look at. [those of rulekit.yaml, else base]")
    ] = None,
    context: Annotated[Path | None, typer.Option(help="The register; rules that it leaves idle are listed.")] = None,
    at: Annotated[str | None, typer.Option(help="The day to judge ages by, such as 2026-05-04. [today]")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit status 1 if there is a warning.")] = False,
) -> None:
    """Look at valid rulesets once more: what ages, what does nothing, whom nobody reaches.

    Exit status: 0 fine, 1 with --strict and a warning, 2 the ruleset is not valid.
    """
    from rulekit.authoring.lint import lint
    from rulekit.engine.world import world
    from rulekit.plugins.installed import INSTALLED, Engine
    from rulekit.ruleset.load import load
    from rulekit.ruleset.source import read_yaml

    words, today = lang or language(), _day(at or now())
    settings = settings_near(Path())
    names, place = rulesets or settings.rulesets() or ["base"], context or settings.path("context")
    warnings = notes = 0
    for name in names:
        ruleset, engine = load(name, world(INSTALLED)), Engine.load(name, context=place)
        # the engine has checked the register: JSON or YAML, both are YAML
        register = None if place is None else read_yaml(place.read_bytes(), place.as_posix()).value or {}
        for remark in lint(ruleset, engine.program["rules"], register, today):
            warnings += remark.warns
            notes += not remark.warns
            sort = Words("warning", "Warnung") if remark.warns else Words("note", "Hinweis")
            typer.echo(f"{sort.in_(words)}: {remark.problem.render(words)}")
    typer.echo(
        f"{_WARNINGS[warnings != 1].in_(words)}, {_NOTES[notes != 1].in_(words)}".format(warnings, notes), err=True
    )
    sys.exit(1 if strict and warnings else 0)


def _day(at: str) -> date:
    """The day of a date or of an instant. Raises InvalidSettings."""
    from rulekit.model.moment import moment

    found = moment(at, UTC)
    if found is None:
        raise InvalidSettings(
            Problem(
                "bad-option",
                Words(f"`--at {at}` is no date", f"`--at {at}` ist kein Datum"),
                Words("write it like 2026-05-04", "es so schreiben: 2026-05-04"),
            )
        )
    return found.start.date()
