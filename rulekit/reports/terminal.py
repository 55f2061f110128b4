"""The report on a terminal, set with rich: the same words as `plain`, with colour and real underlines.

Colours are the sixteen of the terminal's own theme, so they suit light and dark. Every string goes in as `Text`,
never as markup. Without colour there is no escape sequence at all, and `^` marks the places as in `plain`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import Checked, Options
from .escape import one_line
from .excerpt import Stretch, carets, excerpt
from .plain import contact_text, rule_text, where_text
from .view import GROUPS, Ask, Card, Passage, View, error_lines, short, summary, view
from .words import PHRASES, SIGNS, say

COLOURS = {
    "allow": "green",
    "note": "cyan",
    "warn": "yellow",
    "ask": "magenta",
    "review": "magenta",
    "block": "red",
    "error": "red",
}
_SUPERSCRIPT = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹˒")
_WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal."""


def report(results: Sequence[Checked], options: Options) -> str:
    """Every post below the other; of several first how many got which verdict."""
    options = options._replace(width=min(options.width, _WIDEST))
    out = io.StringIO()
    console = Console(
        file=out,
        width=options.width,
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    views = [view(checked, options.lang) for checked in results]
    if options.many:
        console.print(_headline(*summary(views, options.lang)))
    for index, one in enumerate(views):
        if index or options.many:
            console.print()
        console.print(_post(one, options))
    return "\n".join(line.rstrip(" ") for line in out.getvalue().split("\n"))


def _post(one: View, options: Options) -> Group:
    lang = options.lang
    parts: list[RenderableType] = []
    if options.many:
        parts.append(Text(one_line(one.name), style="bold"))
    parts.append(_headline(one.verdict, one.label, one.counts))
    if one.error is not None:
        parts += [_indented(Text(one_line(said)), 2) for said in error_lines(one.error)]
        return Group(*parts)
    if one.verdict == "allow" and not one.cards and not options.many:
        parts += [Text(), _indented(Text(say("thanks", lang)), 2)]
    parts += _sections(one, options)
    if one.footer is not None and not (options.many and one.verdict == "allow" and not one.cards):
        parts += [Text(), _footer(one, options)]
    return Group(*parts)


def _sections(one: View, options: Options) -> list[RenderableType]:
    """Everything between headline and footer, a blank line before each section."""
    lang = options.lang
    parts: list[RenderableType] = []
    for passage in one.passages:
        parts += [Text(), _passage(passage, one, options)]
    for group in GROUPS:
        for card in one.group(group):
            parts += [Text(), *([_heading(group, lang)] if card is one.group(group)[0] else []), _card(card, options)]
    if one.questions:
        parts += [Text(), _heading("questions", lang), *(_ask(ask, options) for ask in one.questions)]
    missing = say("missing", lang)
    waiting = [(rule, f"{missing} {', '.join(place.words for place in places)}") for rule, places in one.undecided]
    for key, items in (("undecided", waiting), ("errors", one.errors), ("waivers", one.waivers)):
        if items:
            parts += [Text(), _heading(key, lang), *(_item(name, text) for name, text in items)]
    return parts


def _headline(verdict: str, label: str, counts: Sequence[str]) -> Text:
    colour = COLOURS[verdict]
    line = Text.assemble((f" {SIGNS[verdict]} {label} ", f"bold reverse {colour}"))
    if counts:
        line.append(f"  {' · '.join(counts)}")
    return line


def _heading(key: str, lang: str) -> Text:
    heading = Text(say(key, lang), style="bold underline")
    if f"{key}_gloss" not in PHRASES:
        return heading
    return Text.assemble(heading, (f"  {say(f'{key}_gloss', lang)}", "dim"))


def _passage(passage: Passage, one: View, options: Options) -> Group:
    """The string with its marks: underlined and numbered in colour, else with `^` below."""

    def label(stretch: Stretch) -> str:
        numbers = ",".join(map(str, stretch.numbers))
        return numbers.translate(_SUPERSCRIPT) if one.numbered and options.colour else ""

    rows: list[RenderableType] = []
    if passage.at != "/text":
        rows.append(Text(passage.words, style="dim"))
    found = excerpt(
        passage.text, passage.marks, options.width - (4 if options.colour else 8), measure=cell_len, label=label
    )
    for row in found:
        line = Text("  ┃ ", style="dim", no_wrap=True)
        if not row:
            rows.append(line.append("…"))
            continue
        for run in row:
            style = f"not dim underline bold {COLOURS[run.stretch.verdict]}" if run.stretch else "not dim"
            line.append(run.text, style=style)
            if run.stretch and run.last:
                line.append(label(run.stretch), style=f"not dim {COLOURS[run.stretch.verdict]}")
        rows.append(line)
        if not options.colour:
            below = carets(row, options.width - 4, numbered=one.numbered, measure=cell_len)
            rows += [Text(f"  ┃ {marks}", no_wrap=True) for marks in below]
    return Group(*rows)


def _card(card: Card, options: Options) -> Table:
    """One finding: number, title and badge; below it the message and, in two columns, everything else."""
    lang, colour = options.lang, COLOURS[card.verdict]
    counted = card.group in ("requirement", "recommendation")
    title = Text.assemble((one_line(card.title), "bold"), "  ")
    title.append(f"{SIGNS[card.verdict]} {card.badge}", style=colour if counted else "dim")
    pairs = [(say("remedy", lang), card.remedy), (say("contact", lang), contact_text(card))]
    pairs += [(say("where", lang), where_text(card, lang)), (say("fixes", lang), ", ".join(card.fixes))]
    fine = [
        (say("source", lang), "; ".join(source.text for source in card.sources)),
        (say("rule", lang), rule_text(card)),
    ]
    body: list[RenderableType] = [title]
    if card.message:
        body.append(Text(one_line(card.message)))
    for name, text in card.remarks:
        body.append(Text(one_line(f"{name}: {text}" if text else name), style="italic"))
    body.append(_grid(pairs, fine))
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", width=len(str(card.number)) + 2, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(f"{card.number}.", style=f"bold {colour}" if counted else "dim"), Group(*body))
    return grid


def _ask(ask: Ask, options: Options) -> Table:
    lang = options.lang
    answers = " / ".join(ask.answers) or say("free_answer", lang)
    pairs = [(say("answers", lang), answers), (say("field", lang), ask.place.at)]
    if ask.lifts is None:
        pairs.append((say("waits", lang), ", ".join(ask.rules)))
    body: list[RenderableType] = [Text(one_line(ask.ask), style="bold"), _grid(pairs)]
    if ask.lifts is not None:
        body.append(Text(one_line(ask.lifts), style="dim"))
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", width=3, no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text("?", style="bold magenta"), Group(*body))
    return grid


def _grid(pairs: Sequence[tuple[str, str]], fine: Sequence[tuple[str, str]] = ()) -> Table:
    """Labels to the left, dim, and beside them what they say; `fine` is small print. Empty ones are left out."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=13, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    for rows, style in ((pairs, ""), (fine, "dim")):
        for label, text in rows:
            if text:
                grid.add_row(Text(one_line(label), style="dim"), Text(one_line(text), style=style))
    return grid


def _item(name: str, text: str) -> Padding:
    return _indented(Text.assemble((one_line(name), "bold"), f": {one_line(text)}"), 2)


def _footer(one: View, options: Options) -> Text:
    footer, lang = one.footer, options.lang
    if footer is None:
        return Text()
    parts = [f"{say('decision', lang)} {short(footer.decision)}", ", ".join(footer.rulesets)]
    parts += [f"{say('time', lang)} {footer.time}", f"rulekit {options.version}"]
    line = " · ".join(one_line(part) for part in parts if part)
    if footer.assumed:
        line += f"\n{say('assumed', lang)}: {', '.join(map(one_line, footer.assumed))}"
    return Text(line, style="dim")


def _indented(content: RenderableType, cells: int) -> Padding:
    return Padding(content, (0, 0, 0, cells))
