"""`rulekit plugins`: which plugins are installed, what they bring, how long they take; and the beginning of a new one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from rulekit.cli.settings import language
from rulekit.errors import InvalidSettings, Problem, Words


def command(
    action: Annotated[str | None, typer.Argument(help="`new` writes a plugin to begin with.")] = None,
    name: Annotated[str | None, typer.Argument(help="The new plugin's name, such as food.")] = None,
    timed: Annotated[bool, typer.Option("--time", help="Measure how long each plugin's code takes.")] = False,
    into: Annotated[Path, typer.Option(help="The folder in which `new` makes the plugin's folder.")] = Path(),
    lang: Annotated[str | None, typer.Option(help="Language of the words: de or en.")] = None,
) -> None:
    """List the installed plugins with what they bring; --time measures them, `new NAME` writes one to begin with."""
    words = lang or language()
    if action is None:
        if timed:
            _measure(words)
        else:
            _list(words)
        return
    if action != "new" or name is None:
        raise InvalidSettings(
            Problem(
                "bad-choice",
                Words(
                    f"`rulekit plugins {action}` is nothing that can be done",
                    f"`rulekit plugins {action}` gibt es so nicht",
                ),
                Words(
                    "write `rulekit plugins`, or `rulekit plugins new NAME`",
                    "`rulekit plugins` oder `rulekit plugins new NAME` schreiben",
                ),
            )
        )
    from rulekit.authoring.scaffold import scaffold

    folder = scaffold(name, into)
    shown = folder.as_posix()
    typer.echo(
        Words(
            f"{shown} is ready. Next:\n  pip install -e {shown}\n  pytest {shown}\n  rulekit test {name}",
            f"{shown} liegt bereit. Als Nächstes:\n  pip install -e {shown}\n  pytest {shown}\n  rulekit test {name}",
        ).in_(words)
    )


def _list(lang: str) -> None:
    from rulekit.authoring.plugins import listed

    nothing = True
    for plugin in listed():
        nothing = False
        typer.echo(f"{plugin.name} {plugin.version}")
        if plugin.problem is not None:
            typer.echo("  " + Words("cannot be used: ", "nicht verwendbar: ").in_(lang), nl=False)
            typer.echo("\n  ".join(problem.sentence(lang) for problem in plugin.problem.problems))
        if plugin.says is not None:
            typer.echo(f"  {plugin.says.in_(lang)}")
        width = max((len(one) for _, one, _ in plugin.brings), default=0)
        kinds = max((len(kind.in_(lang)) for kind, _, _ in plugin.brings), default=0)
        for kind, one, says in plugin.brings:
            typer.echo(f"  {kind.in_(lang):<{kinds}}  {one:<{width}}  {says.in_(lang)}")
    if nothing:
        typer.echo(Words("no plugins are installed", "es sind keine Plugins installiert").in_(lang))


class Clock:
    """Adds up the time that each name's code takes, without what it asks of rulekit in between."""

    def __init__(self) -> None:
        self.calls: dict[str, int] = {}
        self.spent: dict[str, float] = {}
        self._open: list[tuple[str | None, float]] = []

    def begin(self, name: str | None) -> None:
        """Code begins; what was running waits."""
        now = time.perf_counter()
        if self._open:
            self._add(*self._open[-1], now)
        if name is not None:
            self.calls[name] = self.calls.get(name, 0) + 1
        self._open.append((name, time.perf_counter()))

    def end(self) -> None:
        """Code ends; what waited goes on."""
        self._add(*self._open.pop(), time.perf_counter())
        if self._open:
            self._open[-1] = (self._open[-1][0], time.perf_counter())

    def _add(self, name: str | None, since: float, now: float) -> None:
        if name is not None:
            self.spent[name] = self.spent.get(name, 0.0) + now - since


def _measure(lang: str) -> None:
    from rulekit.authoring.plugins import run_samples

    clock = Clock()
    posts = run_samples(clock)
    if not clock.calls:
        typer.echo(Words("no plugin's code was asked for anything", "kein Plugin-Code wurde gebraucht").in_(lang))
        return
    typer.echo(
        Words(f"{posts} posts: the examples of all plugins", f"{posts} Beiträge: die Beispiele aller Plugins").in_(lang)
    )
    width = max(map(len, clock.calls))
    columns = ("calls", "ms", "µs a call") if lang != "de" else ("Aufrufe", "ms", "µs je Aufruf")
    typer.echo(f"  {'':<{width}}  {columns[0]:>8}  {columns[1]:>9}  {columns[2]:>12}")
    for plugin in sorted({name.split(".")[0] for name in clock.calls}):
        mine = sorted(one for one in clock.calls if one.split(".")[0] == plugin)
        _row(plugin, sum(clock.calls[one] for one in mine), sum(clock.spent[one] for one in mine), width, "")
        for one in sorted(mine, key=lambda found: (-clock.spent[found], found)):
            _row(one, clock.calls[one], clock.spent[one], width, "  ")


def _row(name: str, calls: int, spent: float, width: int, indent: str) -> None:
    each = spent / calls * 1_000_000
    typer.echo(f"{indent}{name:<{width + 2 - len(indent)}}  {calls:>8}  {spent * 1000:>9.1f}  {each:>12.1f}")
