"""`rulekit test`: runs the examples of rulesets and says which rule broke which promise."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rulekit.cli.settings import language, settings_near


def command(
    rulesets: Annotated[
        list[str] | None, typer.Argument(help="Rulesets to test. [those of rulekit.yaml, else base]")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only the examples of this rule.")] = None,
) -> None:
    """Run the examples of a ruleset: what `breaks` must fire, what `keeps` must stay silent, what `asks` must ask.

    Exit status: 0 every promise kept, 1 a promise broken, 2 the ruleset is not valid.
    """
    from rulekit.authoring.examples import tried
    from rulekit.engine.world import world
    from rulekit.plugins.installed import INSTALLED, Engine
    from rulekit.ruleset.load import load

    words = lang or language()
    names = rulesets or settings_near(Path()).rulesets() or ["base"]
    broken = kept = 0
    silent: list[str] = []
    for name in names:
        ruleset = load(name, world(INSTALLED))
        engine = Engine.load(name)
        seen: set[str] = set()
        for example in tried(ruleset, engine):
            if rule is not None and not example.rule.endswith(rule):
                continue
            seen.add(example.rule)
            if example.problem is None:
                kept += 1
            else:
                broken += 1
                typer.echo(example.problem.render(words))
        own = [one for one in engine.rules if one.startswith(f"{ruleset.id}/") and (rule is None or one.endswith(rule))]
        silent += [one for one in own if one not in seen]
    german = words == "de"
    for one in silent:
        typer.echo(f"{one}: ohne Beispiele" if german else f"{one}: no examples", err=True)
    typer.echo(f"{kept} Beispiele gehalten, {broken} gebrochen" if german else f"{kept} examples kept, {broken} broken")
    sys.exit(1 if broken else 0)
