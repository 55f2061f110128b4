"""The text of a post with the places marked that decided it, as rows for a page or a terminal of some width."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rulekit.model.verdict import RANK

from .cells import Measure, Piece, pieces, width_of

ROWS_SHOWN_WHOLE = 12
"""A text of more rows than this is cut to the rows that hold evidence."""


class Mark(NamedTuple):
    """A half-open span of code points that the finding shown under `number` points at."""

    start: int
    end: int
    number: int
    verdict: str


class Stretch(NamedTuple):
    """Marks that touch or overlap, as one: their numbers, and the strictest of their verdicts."""

    start: int
    end: int
    numbers: tuple[int, ...]
    verdict: str


class Run(NamedTuple):
    """A piece of a row, safe to show; `stretch` is None where nothing is marked, `last` where its marking ends."""

    text: str
    stretch: Stretch | None
    last: bool


Row = tuple[Run, ...]
"""A row of the excerpt; no runs at all stand for rows left out."""


class _Cell(NamedTuple):
    shown: str
    width: int
    stretch: Stretch | None
    last: bool


def stretches(marks: Sequence[Mark]) -> list[Stretch]:
    """The marks as stretches that do not overlap, in order; marks of different findings that only touch stay apart."""
    found: list[Stretch] = []
    for mark in sorted(marks):
        if mark.end <= mark.start:
            continue
        before = found[-1] if found else None
        if before and (mark.start < before.end or (mark.start == before.end and before.numbers == (mark.number,))):
            numbers = tuple(sorted({*before.numbers, mark.number}))
            verdict = max(before.verdict, mark.verdict, key=RANK.__getitem__)
            found[-1] = Stretch(before.start, max(before.end, mark.end), numbers, verdict)
        else:
            found.append(Stretch(mark.start, mark.end, (mark.number,), mark.verdict))
    return found


def excerpt(
    text: str,
    marks: Sequence[Mark],
    width: int,
    *,
    measure: Measure = width_of,
    label: Callable[[Stretch], str] | None = None,
    limit: int = ROWS_SHOWN_WHOLE,
) -> list[Row]:
    """`text` in rows of at most `width` cells; of more than `limit` rows only those with evidence.

    `label` gives what the format writes behind a stretch, so that its cells are reckoned in.
    """
    cells = _cells(text, stretches(marks), measure, label)
    rows = [_row(row) for line in _lines(cells) for row in _broken(line, width)]
    if len(rows) <= limit:
        return rows
    return _with_evidence(rows)


def carets(row: Row, width: int, *, numbered: bool, measure: Measure = width_of) -> list[str]:
    """The lines to print below a row: `^` under each marked cell, and the findings' numbers if `numbered`."""
    marks, at, labels = "", 0, []
    for run in row:
        cells = measure(run.text)
        marks += ("^" if run.stretch else " ") * cells
        if run.stretch and run.last and numbered:
            labels.append((at, at + cells, ",".join(map(str, run.stretch.numbers))))
        at += cells
    below = ""
    for start, end, name in labels:
        room = marks[end : end + len(name) + 1].strip() == "" and end + len(name) <= width
        if room:
            marks = marks[:end].ljust(end) + name + marks[end + len(name) :]
        else:
            below = f"{below:<{start}}" + (" " if len(below) > start else "") + name
    return [line for line in (marks.rstrip(), below) if line]


def _cells(
    text: str, found: Sequence[Stretch], measure: Measure, label: Callable[[Stretch], str] | None
) -> list[_Cell]:
    """Every piece with its cells and the stretch it belongs to: one walk over both, which are in order."""
    cells: list[_Cell] = []
    index = 0
    pending: list[Piece] = list(pieces(text))
    for here, piece in enumerate(pending):
        while index < len(found) and found[index].end <= piece.start:
            index += 1
        stretch = found[index] if index < len(found) and found[index].start < piece.end else None
        beyond = here + 1 == len(pending) or (stretch is not None and pending[here + 1].start >= stretch.end)
        last = stretch is not None and beyond
        if piece.shown == "\n" and last and cells and cells[-1].stretch is stretch:
            cells[-1] = cells[-1]._replace(last=True)
        extra = measure(label(stretch)) if label and stretch and last else 0
        cells.append(_Cell(piece.shown, measure(piece.shown) + extra if piece.shown != "\n" else 0, stretch, last))
    return cells


def _lines(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    lines: list[list[_Cell]] = [[]]
    for cell in cells:
        if cell.shown == "\n":
            lines.append([])
        else:
            lines[-1].append(cell)
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def _broken(line: Sequence[_Cell], width: int) -> list[Sequence[_Cell]]:
    """The line in rows: broken behind the last blank or wide character that fits, else anywhere."""
    rows: list[Sequence[_Cell]] = []
    start = used = 0
    opening = 0  # the cell behind the last place where the row may be broken
    here = 0
    while here < len(line):
        cell = line[here]
        if used + cell.width > width and cell.shown != " " and here > start:
            cut = opening if opening > start else here
            rows.append(line[start:cut])
            start = here = opening = cut
            used = 0
            continue
        used += cell.width
        here += 1
        if cell.shown == " " or (cell.width == 2 and not cell.shown.isascii()):
            opening = here
    return [*rows, line[start:]]


def _row(cells: Sequence[_Cell]) -> Row:
    runs: list[Run] = []
    for cell in cells:
        if runs and runs[-1].stretch is cell.stretch and not runs[-1].last:
            runs[-1] = Run(runs[-1].text + cell.shown, cell.stretch, cell.last)
        else:
            runs.append(Run(cell.shown, cell.stretch, cell.last))
    if runs and runs[-1].stretch is None:
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip(" "))
    return tuple(runs) or (Run("", None, False),)


def _with_evidence(rows: Sequence[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if any(run.stretch for run in row):
            kept.append(row)
        elif not kept or kept[-1]:
            kept.append(())
    return kept
