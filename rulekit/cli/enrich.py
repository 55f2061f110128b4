"""`rulekit enrich`: a post with the words in its pictures, before and apart from a check."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rulekit.cli.posts import given_posts
from rulekit.cli.settings import language
from rulekit.engine.engine import Post
from rulekit.errors import InvalidPost, InvalidSettings, Problem, Words
from rulekit.files.enriching import Fault, NoExtra, enriched


def command(
    post: Annotated[str, typer.Argument(help="A post file, or - for standard input.")],
    write: Annotated[Path | None, typer.Option(help="Where to write the new post. [standard output]")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en.")] = None,
) -> None:
    """Read the words in a post's pictures and look for faces; print the post with what was found. The post itself stays as it is.

    Words become ocr_text where the post has none. Possible faces are noted under extra and asked about; whether anyone is
    recognisable, a person says. Exit status: 0 done, 2 something given is not valid or an extra is missing.
    """
    given = next(given_posts([post]))
    if given.data is None:
        raise InvalidPost(*(() if given.problem is None else (given.problem,)))
    value = Post.from_json(given.data).value
    try:
        found, faults = enriched(value, given.folder)
    except NoExtra as missing:
        raise InvalidSettings(_no_extra(str(missing))) from None
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    for fault in faults:
        typer.echo(_unreadable(fault).render(lang or language()), err=True)
    if faults:
        sys.exit(2)
    if write is None:
        typer.echo(text, nl=False)
    else:
        _written(write, text)


def _written(place: Path, text: str) -> None:
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidSettings(
            Problem(
                "unwritable",
                Words(
                    f"`{place.as_posix()}` cannot be written: {error.strerror}",
                    f"`{place.as_posix()}` lässt sich nicht schreiben: {error.strerror}",
                ),
                Words("choose another place", "einen anderen Ort wählen"),
            )
        ) from None


def _no_extra(install: str) -> Problem:
    return Problem(
        "no-extra",
        Words(
            "looking into pictures needs an extra that is not installed",
            "für den Blick in Bilder fehlt eine Erweiterung",
        ),
        Words(f"install it with `{install}`", f"installieren mit `{install}`"),
    )


def _unreadable(fault: Fault) -> Problem:
    return Problem(
        "unreadable",
        Words(
            f"the file `{fault.path}` {fault.why}", f"die Datei `{fault.path}` lässt sich nicht ansehen: {fault.why}"
        ),
        Words("check the path and the file", "Pfad und Datei prüfen"),
        fault.at + "/path",
    )
