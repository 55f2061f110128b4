"""What `rulekit fix` shows: what changed and why, what was not done, and what waits for a human's word.

Like the other reports it needs no engine: it reads what `Mending.to_dict(lang)` gives. The plain form is the same words without colour.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rulekit.errors import Words
from rulekit.model.canonical import Json

from .escape import json_text, one_line, visible
from .places import place
from .words import SIGNS, VERDICTS, date

MASK = "••••"
"""What stands for something masked."""

CONTEXT = 2
"""How many lines around a changed one are shown."""


class Shown(NamedTuple):
    """One post: its name, what came of mending it (`Mending.to_dict`) and the decision before, or what is wrong with it.

    `written` are the paths that were written, empty if nothing was.
    """

    name: str
    mending: Mapping[str, Json] | None
    before: Mapping[str, Json] | None
    error: str | None = None
    written: Sequence[str] = ()


class _Line(NamedTuple):
    """One line with its indent and the colour of its whole."""

    text: str
    indent: int = 0
    style: str = ""


_SAID: Mapping[str, Words] = MappingProxyType(
    {
        "nothing": Words("Nothing to mend.", "Hier gibt es nichts zu beheben."),
        "asks": Words("A word is needed", "Ein Wort dazu fehlt"),
        "undone": Words("Not done", "Nicht behoben"),
        "left": Words("Still open (rulekit check says more)", "Weiter offen (mehr dazu sagt rulekit check)"),
        "gone": Words("nothing", "nichts"),
        "dry": Words("Nothing is written yet; --write does.", "Noch ist nichts geschrieben; das macht --write."),
        "written": Words("Written: {}", "Geschrieben: {}"),
        "copy": Words("{} is a cleaned copy of {}", "{} ist eine bereinigte Kopie von {}"),
        "answer": Words("such as --answer {}=…", "etwa mit --answer {}=…"),
    }
)

_COLOURS: Mapping[str, str] = MappingProxyType(
    {"allow": "green", "note": "cyan", "warn": "yellow", "ask": "magenta", "review": "magenta", "block": "red"}
)


def report(shown: Sequence[Shown], lang: str, *, width: int = 80, colour: bool = False, many: bool = False) -> str:
    """Every post below the other."""
    lines: list[_Line] = []
    for number, one in enumerate(shown):
        if number:
            lines.append(_Line(""))
        lines += _post(one, lang, many)
    if not colour:
        return "".join(f"{' ' * line.indent}{line.text}".rstrip() + "\n" for line in lines)
    return _coloured(lines, width)


def _coloured(lines: Sequence[_Line], width: int) -> str:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=True,
        color_system="standard",
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for line in lines:
        console.print(Padding(Text(line.text, style=line.style), (0, 0, 0, line.indent)))
    return "\n".join(text.rstrip(" ") for text in out.getvalue().split("\n"))


def _post(shown: Shown, lang: str, many: bool) -> Iterator[_Line]:
    if many:
        yield _Line(one_line(shown.name), style="bold")
    if shown.mending is None or shown.before is None:
        yield from (_Line(visible(text), style="red") for text in (shown.error or "").split("\n"))
        return
    mending = shown.mending
    yield from _headline(str(shown.before["verdict"]), str(mending["decision"]["verdict"]), lang)
    titles = {one["rule"]: one["title"] for one in shown.before["findings"]}
    if not mending["changed"] and not mending["asks"] and not mending["withdrawn"]:
        yield _Line("")
        yield _Line(_SAID["nothing"].in_(lang), 2)
    for at, changes in _by_place(mending["changed"]).items():
        yield _Line("")
        yield _Line(place(at, mending["post"], lang), 2, "bold")
        yield from _change(at, changes, lang)
        for change in changes:
            yield _Line(f"{change['fix']} · {_rule(change['rule'], titles)}", 4, "dim")
    for copy in mending["copies"]:
        said = _SAID["copy"].in_(lang).format(one_line(copy["path"]), one_line(copy["source"]))
        yield _Line(said, 4, "dim")
    yield from _waiting(mending, titles, lang)
    yield from _left(mending, lang)
    if shown.written:
        yield _Line("")
        yield _Line(_SAID["written"].in_(lang).format(", ".join(map(one_line, shown.written))))
    elif mending["changed"]:
        yield _Line("")
        yield _Line(_SAID["dry"].in_(lang), style="dim")


def _headline(before: str, after: str, lang: str) -> Iterator[_Line]:
    said = f"{SIGNS[after]} {VERDICTS[after].in_(lang)}"
    if before != after:
        said = f"{SIGNS[before]} {VERDICTS[before].in_(lang)} → {said}"
    yield _Line(said, style=f"bold {_COLOURS[after]}")


def _left(mending: Mapping[str, Json], lang: str) -> Iterator[_Line]:
    """What the decision about the mended post still says, without what was told before."""
    told = {item["rule"] for item in (*mending["asks"], *mending["withdrawn"])}
    decision = mending["decision"]
    open_ = [_rule(one["rule"], {one["rule"]: one["title"]}) for one in decision["findings"] if one["rule"] not in told]
    open_ += [one_line(one["ask"]) for one in decision["questions"]]
    open_ += sorted({one_line(one["message"]) for one in decision["errors"]})
    if open_:
        yield _Line("")
        yield _Line(_SAID["left"].in_(lang), style="bold")
    yield from (_Line(said, 2) for said in open_)


def _waiting(mending: Mapping[str, Json], titles: Mapping[str, str], lang: str) -> Iterator[_Line]:
    """What waits for a word, and what was not done."""
    if mending["asks"]:
        yield _Line("")
        yield _Line(_SAID["asks"].in_(lang), style="bold")
    for ask in mending["asks"]:
        yield _Line(f"{ask['fix']} · {_rule(ask['rule'], titles)}", 2)
        yield _Line(one_line(ask["ask"]), 4)
        answer = f"--yes {ask['fix']}" if ask["answers"] else _SAID["answer"].in_(lang).format(ask["fix"])
        yield _Line(answer, 4, "dim")
    if mending["withdrawn"]:
        yield _Line("")
        yield _Line(_SAID["undone"].in_(lang), style="bold")
    for item in mending["withdrawn"]:
        yield _Line(f"{item['fix']} · {_rule(item['rule'], titles)}", 2)
        yield _Line(one_line(item["why"]), 4)


_GONE: Mapping[str, Json] = MappingProxyType({})
"""Stands for a field that is not there; compared by identity."""


def _by_place(changes: Sequence[Mapping[str, Json]]) -> dict[str, list[Mapping[str, Json]]]:
    found: dict[str, list[Mapping[str, Json]]] = {}
    for change in changes:
        found.setdefault(change["at"], []).append(change)
    return found


def _change(at: str, changes: Sequence[Mapping[str, Json]], lang: str) -> Iterator[_Line]:
    """What stood and what stands there: texts line by line, everything else whole. What is masked stays so."""
    before, after = changes[0].get("before", _GONE), changes[-1].get("after", _GONE)
    masked = any(change["masked"] for change in changes)
    if isinstance(after, str) and masked:
        first = next(change["after"] for change in changes if change["masked"])
        yield from (_Line(f"+ {visible(line)}", 4, "green") for line in after.split("\n") if MASK in line)
        yield from (line for line in _text(first, after) if MASK not in line.text)
    elif isinstance(before, str) and isinstance(after, str) and at != "/publish_at":
        yield from _text(before, after)
    else:
        if before is not _GONE and not masked:
            yield _Line(f"- {_value(at, before, lang)}", 4, "red")
        yield _Line(f"+ {_SAID['gone'].in_(lang) if after is _GONE else _value(at, after, lang)}", 4, "green")


def _text(before: str, after: str) -> Iterator[_Line]:
    """The lines that differ, with those around them."""
    for number, line in enumerate(difflib.unified_diff(before.split("\n"), after.split("\n"), n=CONTEXT, lineterm="")):
        # the first three say which files and lines, which nobody asks of a post
        if line.startswith("@@"):
            line = "…"
        if number > 2:
            yield _Line(f"{line[:1]} {visible(line[1:])}", 4, {"-": "red", "+": "green"}.get(line[:1], ""))


def _value(at: str, value: Json, lang: str) -> str:
    if at == "/publish_at" and isinstance(value, str):
        return date(value, lang)
    return one_line(value if isinstance(value, str) else json_text(value))


def _rule(rule: str, titles: Mapping[str, str]) -> str:
    title = titles.get(rule)
    return one_line(f"{title} ({rule})" if title else rule)
