"""YAML files to values that remember where they stand.

YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema) over PyYAML's events: `NO`, `on`, `12:30:00` and
dates are text. Values are built from events, because that is where depth, aliases, tags and double keys can be
answered before they do harm.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from rulekit.errors import InvalidRuleset, Problem, RulekitError, Words, pointer
from rulekit.model.canonical import SAFE_INTEGER, Json
from rulekit.model.jsontext import MAX_BYTES, MAX_DEPTH, shown_line, too_large, utf8_problem

MAX_NODES = 500_000
"""How many keys, values, lists and mappings one file may hold."""

MAX_PROBLEMS = 100
"""How many problems of one file are reported at once."""

_LINE_END = re.compile("[\n\x85\u2028\u2029]")
_UNSEEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ONLY_PURE = re.compile("[\t\x85\u2028\u2029]|[|>][-+0-9]*#")  # on these the two parsers differ
_SURROGATE = re.compile("[\ud800-\udfff]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_SPECIAL_STARTS = frozenset("0123456789+-.~nNtTfF")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

Position = tuple[int, int]
"""Line and column, both from 1."""


class Place(NamedTuple):
    """Where a value and its key stand (lines and columns from 1), and the same of what lies below it."""

    line: int
    column: int
    key_line: int
    key_column: int
    below: dict[str, Place] | list[Place] | None


class Source(NamedTuple):
    """A YAML file as a plain value, with the place of everything in it."""

    file: str
    value: Json
    lines: tuple[str, ...]
    root: Place

    def value_place(self, at: str) -> Position:
        """Where the value at the JSON pointer begins; of what is not there, where the nearest thing above it begins."""
        place = self._place(at)
        return place.line, place.column

    def key_place(self, at: str) -> Position:
        """Where the key of the value at the JSON pointer begins; of list items and the whole file, the value."""
        place = self._place(at)
        return place.key_line, place.key_column

    def line(self, number: int) -> str:
        """The line of that number, from 1, without its end; empty if there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def positions(self) -> dict[str, Position]:
        """JSON pointer -> line and column of the key (or item) there, for everything in the file."""
        return dict(_positions(self.root, ""))

    def problem(
        self,
        kind: str,
        at: str,
        words: Words,
        advice: Words | None = None,
        nearest: str | None = None,
        on: str = "value",
    ) -> Problem:
        """A problem at the JSON pointer, with file, line, column and the line shown; `on` is `value` or `key`."""
        line, column = self.key_place(at) if on == "key" else self.value_place(at)
        shown = shown_line(self.line(line), column)
        return Problem(kind, words, advice, at, self.file, line, column, shown, nearest)

    def _place(self, at: str) -> Place:
        place = self.root
        for step in at.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            below = place.below
            if isinstance(below, dict) and name in below:
                place = below[name]
            elif isinstance(below, list) and name.isdecimal() and int(name[:9]) < len(below):
                place = below[int(name[:9])]
            else:
                break
        return place


def read_yaml(data: bytes, file: str, error: type[RulekitError] = InvalidRuleset) -> Source:
    """The YAML file `file` with the bytes `data`; raises `error` with all problems that can be found.

    Refused, besides what is not YAML: what is not UTF-8, more than 4 MiB, 64 levels or 500,000 nodes, aliases, anchors,
    tags, keys given twice or that are not text, several documents, NaN, infinities, and numbers beyond ±(2**53 - 1).
    """
    if len(data) > MAX_BYTES:
        raise error(too_large(len(data), MAX_BYTES, file))
    problem = utf8_problem(data, file)
    if problem is not None:
        raise error(problem)
    text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(_LINE_END.split(text))
    problems = _unseen(text, lines, file)
    if problems:
        raise error(*problems)
    built = _built(text, lines, file)
    if built.problems:
        raise error(*built.problems)
    return Source(file, built.value, lines, built.root)


def core_scalar(text: str) -> Json:
    """What a text without quotes stands for in the YAML 1.2 core schema; ValueError if it is no number JSON has."""
    if text in _NULLS:
        return None
    if text[0] not in _SPECIAL_STARTS:
        return text
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        number = int(text, base) if len(text) <= 40 else SAFE_INTEGER + 1
        if abs(number) > SAFE_INTEGER:
            raise ValueError("too large")
        return number
    if _FLOAT.fullmatch(text):
        fraction = float(text)
        if not math.isfinite(fraction):
            raise ValueError("too large")
        return fraction
    if _NOT_FINITE.fullmatch(text):
        raise ValueError("not finite")
    return text


def _positions(place: Place, at: str) -> Iterator[tuple[str, Position]]:
    yield at, (place.key_line, place.key_column)
    if place.below is not None:
        pairs = place.below.items() if isinstance(place.below, dict) else enumerate(place.below)
        for step, below in pairs:
            yield from _positions(below, at + pointer(step))


def _unseen(text: str, lines: tuple[str, ...], file: str) -> list[Problem]:
    """Control characters and byte order marks inside the text, which no editor shows."""
    if not _UNSEEN.search(text):
        return []
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        match = _UNSEEN.search(line)
        if match and len(found) < MAX_PROBLEMS:
            name = f"U+{ord(match.group()):04X}"
            what = Words(
                f"this line holds the invisible character {name}",
                f"in dieser Zeile steht das unsichtbare Zeichen {name}",
            )
            advice = Words(
                f'delete it, or write `"\\u{ord(match.group()):04x}"` in double quotes',
                f'es löschen, oder in doppelten Anführungszeichen `"\\u{ord(match.group()):04x}"` schreiben',
            )
            column = match.start() + 1
            shown = shown_line(_UNSEEN.sub("\ufffd", line), column)
            found.append(Problem("yaml-character", what, advice, "", file, number, column, shown))
    return found


class _Built(NamedTuple):
    value: Json
    root: Place
    problems: tuple[Problem, ...]


def _built(text: str, lines: tuple[str, ...], file: str) -> _Built:
    """The value, by the C parser where it and the pure one agree; what it refuses is read by the pure one."""
    import yaml

    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None and not _ONLY_PURE.search(text):
        try:
            built = _events(text, lines, file, fast, last=False)
            # problems come from the pure parser, so that their places are the same everywhere; not of a huge file
            if not built.problems or built.problems[-1].kind == "yaml-nodes":
                return built
        except yaml.YAMLError:
            pass
    from rulekit.ruleset.yamlpure import PureLoader  # imported where used: most files never need it

    try:
        return _events(text, lines, file, PureLoader, last=True)
    except yaml.YAMLError as error:
        from rulekit.ruleset.yamlwords import syntax_problem

        return _Built(None, Place(1, 1, 1, 1, None), (syntax_problem(error, lines, file),))


def _events(text: str, lines: tuple[str, ...], file: str, loader: Any, last: bool) -> _Built:
    import yaml

    builder = _Builder(lines, file)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        if last and builder.problems:
            from rulekit.ruleset.yamlwords import syntax_problem

            further = syntax_problem(error, lines, file)
            if further.line != builder.problems[-1].line:  # else it only says the same in other words
                builder.problems.append(further)
        else:
            raise
    if builder.value is None and not builder.problems:
        builder.empty()
    return _Built(builder.value, builder.root or Place(1, 1, 1, 1, None), tuple(builder.problems))


class _Stop(Exception):
    """Reading on would not help, or do harm."""


class _Frame:
    """A list or mapping that is being read; `key` is None in a mapping that waits for its next key."""

    __slots__ = ("below", "column", "key", "key_column", "key_line", "line", "value")

    def __init__(self, is_mapping: bool, line: int, column: int) -> None:
        self.value: Json = {} if is_mapping else []
        self.below: Any = {} if is_mapping else []
        self.line, self.column = line, column
        self.key: str | None = None
        self.key_line = self.key_column = 0


class _Builder:
    """Builds one value from the events of one document, and collects what is wrong with it."""

    def __init__(self, lines: tuple[str, ...], file: str) -> None:
        self.lines, self.file = lines, file
        self.frames: list[_Frame] = []
        self.value: Json = None
        self.root: Place | None = None
        self.problems: list[Problem] = []
        self.documents = self.nodes = self.odd_keys = 0

    def take(self, event: Any) -> None:
        """One event of PyYAML's parser."""
        name = type(event).__name__
        if name == "ScalarEvent":
            self.scalar(event)
        elif name == "MappingStartEvent" or name == "SequenceStartEvent":
            self.open(event, name == "MappingStartEvent")
        elif name == "MappingEndEvent" or name == "SequenceEndEvent":
            frame = self.frames.pop()
            self.add(frame.value, frame.below, frame.line, frame.column)
        elif name == "AliasEvent":
            self.note("alias", event, event.anchor)
            self.add("", None, *_start(event), text=f"*{event.anchor}")
        elif name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self.note("documents", event)
                raise _Stop

    def scalar(self, event: Any) -> None:
        text, line, column = event.value, *_start(event)
        if event.tag is not None or event.anchor is not None:
            self.decorated(event)
        if not text.isascii() and _SURROGATE.search(text):
            self.note("surrogate", event)
            text = ""
        value: Json = text
        if event.implicit[0] and event.tag is None:
            try:
                value = core_scalar(text)
            except ValueError:
                self.note("number", event, text)
                value = 0
        self.add(value, None, line, column, text=text)

    def open(self, event: Any, is_mapping: bool) -> None:
        if len(self.frames) >= MAX_DEPTH:
            self.note("depth", event)
            raise _Stop
        if event.tag is not None or event.anchor is not None:
            self.decorated(event)
        self.frames.append(_Frame(is_mapping, *_start(event)))

    def add(self, value: Json, below: Any, line: int, column: int, text: str | None = None) -> None:
        """Puts a finished value where it belongs; `text` is the scalar as it is written, None of a collection."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.note_at("nodes", line, column)
            raise _Stop
        if not self.frames:
            self.value, self.root = value, Place(line, column, line, column, below)
            return
        frame = self.frames[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            frame.below.append(Place(line, column, line, column, below))
        elif frame.key is None:
            self.key(frame, value, line, column, text)
        else:
            frame.value[frame.key] = value
            frame.below.setdefault(frame.key, Place(line, column, frame.key_line, frame.key_column, below))
            frame.key = None

    def key(self, frame: _Frame, value: Json, line: int, column: int, text: str | None) -> None:
        frame.key_line, frame.key_column = line, column
        if text is None:
            self.odd_keys += 1
            self.note_at("key-collection", line, column)
            frame.key = f"({self.odd_keys})"
            return
        if not isinstance(value, str):
            self.note_at("key-empty" if text == "" else "key-not-text", line, column, text)
        elif text in frame.value:
            self.note_at("duplicate-key", line, column, text, first=frame.below[text].key_line)
        frame.key = text

    def decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self.note("anchor", event, event.anchor)
        if event.tag is not None:
            self.note("tag", event, event.tag.replace("tag:yaml.org,2002:", "!!"))

    def empty(self) -> None:
        self.note_at("empty", 1, 1)

    def note(self, kind: str, event: Any, word: str = "") -> None:
        self.note_at(kind, *_start(event), word)

    def note_at(self, kind: str, line: int, column: int, word: str = "", first: int = 0) -> None:
        from rulekit.ruleset.yamlstructure import structure_problem  # imported where used: a valid file never needs it

        steps = [len(f.value) if isinstance(f.value, list) else f.key for f in self.frames]
        at = pointer(*(step for step in steps if step is not None))
        shown = shown_line(self.lines[line - 1] if line <= len(self.lines) else "", column)
        self.problems.append(structure_problem(kind, word, first, at, (self.file, line, column, shown)))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop


def _start(event: Any) -> Position:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
