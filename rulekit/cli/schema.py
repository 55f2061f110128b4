"""`rulekit schema`: prints a JSON Schema, for editors and for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from rulekit.errors import InvalidSettings, Problem, Words, nearest
from rulekit.model.resources import SCHEMA_NAMES, schema_text


def command(name: Annotated[str, typer.Argument(help=f"One of {', '.join(SCHEMA_NAMES)}.")]) -> None:
    """Print a JSON Schema (2020-12) of posts, registers, rulesets, decisions or waivers."""
    full = name if name in SCHEMA_NAMES else f"{name}.v1"
    if full not in SCHEMA_NAMES:
        names = ", ".join(f"`{one}`" for one in SCHEMA_NAMES)
        raise InvalidSettings(
            Problem(
                "no-schema",
                Words(f"there is no schema `{name}`", f"das Schema `{name}` gibt es nicht"),
                Words(f"choose one of {names}", f"eines von {names} wählen"),
                nearest=nearest(name, SCHEMA_NAMES),
            )
        )
    typer.echo(schema_text(full).rstrip("\n"))
