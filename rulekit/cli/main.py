"""The command line: its commands, and how what goes wrong is said there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import typer

from rulekit.cli import check, explain, schema, test
from rulekit.cli import facts as facts_command
from rulekit.errors import RulekitError

STATUS_INVALID = 2
"""Something given is not valid."""

STATUS_NO_DECISION = 3
"""No decision could be made."""

STATUS_INTERRUPTED = 130
"""Stopped by the keyboard, as shells count it."""

_FAILED = "rulekit could not decide because of a mistake of its own: {}: {}\nplease report it; RULEKIT_DEBUG=1 shows where it happened"

Command = Callable[..., None]

COMMANDS: Sequence[tuple[str, Command]] = (
    ("check", check.command),
    ("explain", explain.command),
    ("test", test.command),
    ("facts", facts_command.command),
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
    found.callback()(version_option)
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


def main() -> None:
    """Runs the command line; exit statuses are those of DESIGN section 6."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app()(standalone_mode=True)
    except RulekitError as error:
        from rulekit.cli.settings import language

        print(error.render(language(sys.argv)), file=sys.stderr)  # noqa: T201 - the command line speaks to people here
        sys.exit(STATUS_INVALID)
    except BrokenPipeError:
        # whoever read the output has had enough; leave quietly, without a second failure at exit
        sys.stderr.close()
        sys.exit(STATUS_NO_DECISION)
    except KeyboardInterrupt:
        sys.exit(STATUS_INTERRUPTED)
    except Exception as error:
        if os.environ.get("RULEKIT_DEBUG"):
            raise
        print(_FAILED.format(type(error).__name__, error), file=sys.stderr)  # noqa: T201 - the command line speaks to people here
        sys.exit(STATUS_NO_DECISION)
