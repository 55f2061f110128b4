"""All commands as one typer application: their help, and the reading of command lines that are not the common ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import typer

from rulekit.cli import check, enrich, explain, fix, importing, lint, plugins, schema, test
from rulekit.cli import facts as facts_command
from rulekit.cli.options import typed

Command = Callable[..., None]

COMMANDS: Sequence[tuple[str, Command]] = (
    ("check", typed(check.command, check.OPTIONS)),
    ("fix", typed(fix.command, fix.OPTIONS)),
    ("explain", explain.command),
    ("import", importing.command),
    ("test", test.command),
    ("lint", lint.command),
    ("facts", facts_command.command),
    ("enrich", enrich.command),
    ("plugins", plugins.command),
    ("schema", schema.command),
)
"""Every command by its name, in the order the help shows them."""


def app() -> typer.Typer:
    """The command line as a whole."""
    found = typer.Typer(
        name="rulekit",
        help="Checks posts against rules before they are published: one decision, with its reasons and what to do next.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    found.callback(invoke_without_command=True)(version_option)
    for name, command in COMMANDS:
        found.command(name)(command)
    return found


def version_option(
    version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    """Checks posts against rules before they are published: one decision, with its reasons and what to do next."""
    if version:
        from rulekit import __version__

        typer.echo(f"rulekit {__version__}")
        raise typer.Exit
