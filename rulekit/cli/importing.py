"""`rulekit import`: what a platform gives out, as a post that every other command takes."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from rulekit.cli.posts import FROM, check_platform, given_posts, read_post
from rulekit.cli.settings import language
from rulekit.engine.engine import Post
from rulekit.errors import InvalidPost, Problem


def command(
    from_: Annotated[str, typer.Option("--from", help=FROM.help)],
    payloads: Annotated[
        list[str] | None, typer.Argument(help="Payload files (.json), JSON Lines (.jsonl), folders of both, or -.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en.")] = None,
) -> None:
    """Print what a platform gives out as a post: to look at, to complete, to mend. Several posts give a line each.

    Exit status: 0 all read, 2 something given is not a post of that platform; the others are printed all the same.
    """
    check_platform(from_)
    names, words, status = payloads or [], lang or language(), 0
    many = len(names) > 1
    for given in given_posts(names):
        problems: tuple[Problem, ...] = () if given.problem is None else (given.problem,)
        if not problems:
            try:
                post = read_post(given, from_, Post.from_json)
            except InvalidPost as error:
                problems = error.problems
            else:
                indent = None if many or given.many else 2
                typer.echo(json.dumps(post.value, ensure_ascii=False, indent=indent))
        for problem in problems:
            place = given.source if given.line is None else f"{given.source}:{given.line}"
            typer.echo(problem._replace(file=place, line=None).render(words), err=True)
            status = 2
    sys.exit(status)
