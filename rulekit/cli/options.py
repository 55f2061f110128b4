"""A command's options as a table, and the quick reading of a command line by it.

Most runs of `rulekit check` come from scripts and give well-formed options; reading those takes no library. Everything else (a slip, `--help`) is left
to typer, which is made from the same table and takes longer to start than a whole check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from keyword import iskeyword
from typing import Any, Literal, NamedTuple


class Option(NamedTuple):
    """One option: its name as written behind `--`, whether it is a flag, takes one value, may be repeated, or is what is left over, and its help."""

    name: str
    kind: Literal["flag", "one", "many", "rest"]
    help: str

    @property
    def key(self) -> str:
        """The name as Python can write it."""
        key = self.name.replace("-", "_")
        return f"{key}_" if iskeyword(key) else key


Options = tuple[Option, ...]


def quickly_read(arguments: Sequence[str], options: Options) -> dict[str, Any] | None:
    """What the arguments say, by key; None if anything about them is unusual, so that somebody else has to look."""
    found: dict[str, Any] = {
        one.key: False if one.kind == "flag" else None if one.kind == "one" else [] for one in options
    }
    named = {f"--{one.name}": one for one in options if one.kind != "rest"}
    rest = next(one.key for one in options if one.kind == "rest")
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if not argument.startswith("-") or argument == "-":
            found[rest].append(argument)
            continue
        name, equals, value = argument.partition("=")
        option = named.get(name)
        if option is None or (option.kind == "flag" and equals):
            return None
        if option.kind == "flag":
            found[option.key] = True
            continue
        if not equals:
            if not left or left[0].startswith("--"):
                return None
            value = left.pop(0)
        if option.kind == "many":
            found[option.key].append(value)
        else:
            found[option.key] = value
    return found


def typed(command: Callable[..., None], options: Options) -> Callable[..., None]:
    """The command with a signature that typer can make its parser and its help from."""
    import inspect

    import typer

    parameters, hints = [], {}
    hint: Any
    for one in options:
        if one.kind == "rest":
            default, hint = typer.Argument(None, help=one.help), list[str] | None
        elif one.kind == "flag":
            default, hint = typer.Option(False, f"--{one.name}", help=one.help), bool
        else:
            default = typer.Option(None, f"--{one.name}", help=one.help)
            hint = list[str] | None if one.kind == "many" else str | None
        parameters.append(
            inspect.Parameter(one.key, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=hint)
        )
        hints[one.key] = hint
    many = {one.key for one in options if one.kind in ("many", "rest")}

    def run(**given: Any) -> None:
        command(**{key: list(value or ()) if key in many else value for key, value in given.items()})

    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # functions take it, their type does not say so
    run.__annotations__ = hints
    return run
