"""The command line: its commands, and how what goes wrong is said there."""

from __future__ import annotations

import os
import sys

from rulekit.cli import check
from rulekit.cli.options import quickly_read
from rulekit.errors import RulekitError

STATUS_INVALID = 2
"""Something given is not valid."""

STATUS_NO_DECISION = 3
"""No decision could be made."""

STATUS_INTERRUPTED = 130
"""Stopped by the keyboard, as shells count it."""

_FAILED = "rulekit could not decide because of a mistake of its own: {}: {}\nplease report it; RULEKIT_DEBUG=1 shows where it happened"


def main() -> None:
    """Runs the command line; exit statuses are those of docs/design.md."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        _run(sys.argv[1:])
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


def _run(arguments: list[str]) -> None:
    """Reads a common `check` by itself, and leaves everything else to typer."""
    given = quickly_read(arguments[1:], check.OPTIONS) if arguments[:1] == ["check"] else None
    if given is not None:
        check.command(**given)
        return
    from rulekit.cli.app import app

    app()(standalone_mode=True)
