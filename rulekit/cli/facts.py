"""`rulekit facts`: everything rulekit knows about a post, or all the fields and facts a rule can name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rulekit.cli.posts import FROM, check_platform, given_posts, read_post
from rulekit.cli.settings import language, now
from rulekit.errors import InvalidPost


def command(
    posts: Annotated[list[str] | None, typer.Argument(help="Post files, or - for standard input.")] = None,
    context: Annotated[Path | None, typer.Option(help="The register.")] = None,
    at: Annotated[str | None, typer.Option(help="Evaluation time. [now]")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help=FROM.help)] = None,
    every: Annotated[bool, typer.Option("--list", help="List all fields and facts a rule can name.")] = False,
) -> None:
    """Print the facts of posts as JSON, one line each; with --list, what a rule can name."""
    from rulekit.engine.world import world
    from rulekit.plugins.installed import Engine

    if every:
        from rulekit.authoring.reference import fields_and_facts

        typer.echo(fields_and_facts(world(), lang or language()), nl=False)
        return
    check_platform(from_)
    engine = Engine.load("base", context=context)
    for given in given_posts(posts or []):
        if given.data is None:
            raise InvalidPost(*(() if given.problem is None else (given.problem,)))
        post = read_post(given, from_, engine.read)
        typer.echo(json.dumps(engine.facts(post, at or now(), given.folder), ensure_ascii=False, sort_keys=True))
