"""JSON text to values: strict, bounded, and with answers a person can act on.

The fast way is Python's `json` with hooks that notice what it would let pass. Only a text in which something is
wrong is read again, by `_Reader`, which knows lines and columns.
"""

from __future__ import annotations

import json
import math
import re
from typing import NamedTuple, NoReturn

from rulekit.errors import Problem, RulekitError, Words, pointer
from rulekit.model.canonical import SAFE_INTEGER, Json

MAX_BYTES = 4 << 20
"""The longest text that is read, in bytes of UTF-8."""

MAX_DEPTH = 64
"""How many lists and mappings may stand inside each other, the outermost one counted."""

MAX_PROBLEMS = 100
"""How many problems of one text are reported at once."""

_BRACKETS = re.compile(r'"[^"\\]*+(?:\\[\s\S]?[^"\\]*+)*+"?|[\[{]|[\]}]')
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[^\s,:\[\]{}\"]{1,40}")
_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_CONSTANTS: dict[str, Json] = {"true": True, "false": False, "null": None}


class NotJson(RulekitError):
    """The text is not JSON, or not JSON that every reader understands alike (RFC 7493)."""


class Place(NamedTuple):
    """Where something stands in a text: line and column, both from 1."""

    line: int
    column: int


def decode(data: bytes | str, limit_bytes: int = MAX_BYTES, file: str | None = None) -> Json:
    """The value the JSON text stands for.

    Refused with `NotJson`, besides what is not JSON: keys given twice, NaN and infinities, whole numbers beyond
    ±(2**53 - 1), halves of surrogate pairs, more than 64 levels, more than `limit_bytes` bytes.
    `file` is what the problem calls the text.
    """
    text = _text(data, limit_bytes, file)
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        _Reader(text, file).value(())
    try:
        value = json.loads(
            text, object_pairs_hook=_mapping, parse_int=_whole, parse_float=_fraction, parse_constant=_constant
        )
    except ValueError:  # json's own complaint, or one of the hooks'
        return _Reader(text, file).document()
    suspicious = _ESCAPED_SURROGATE.search(text) or (isinstance(data, str) and _SURROGATE.search(text))
    if suspicious and _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        return _Reader(text, file).document()
    return value


def positions(text: str) -> dict[str, tuple[int, int]]:
    """Where each value of a valid JSON text stands: JSON pointer -> (line, column); of a mapping's entry, its key."""
    reader = _Reader(text.removeprefix("\ufeff"), None)
    reader.document()
    return {at: reader.place(offset) for at, offset in reader.places.items()}


def shown_line(line: str, column: int) -> str | None:
    """The line as an error shows it: cut if it is long, None if the place lies behind the cut."""
    line = _SURROGATE.sub("\ufffd", line)
    if len(line) <= 200:
        return line
    return line[:200] + "…" if column <= 180 else None


def text_lines(text: str) -> list[str]:
    """The lines of a text without their ends; `\\r\\n`, `\\r` and `\\n` each end one."""
    return re.split(r"\r\n|\r|\n", text)


def utf8_problem(data: bytes, file: str | None) -> Problem | None:
    """What is wrong with the bytes if they are not UTF-8 (a byte order mark is welcome), else None."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:4]:
        return Problem(
            "encoding",
            Words("the file is saved as UTF-16 or UTF-32", "die Datei ist als UTF-16 oder UTF-32 gespeichert"),
            Words("save it again as UTF-8", "sie neu als UTF-8 speichern"),
            file=file,
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = text_lines(data[: error.start].decode("utf-8"))
        rest = text_lines(data[error.start : error.start + 200].decode("cp1252", "replace"))
        byte = f"0x{data[error.start]:02x}"
        return Problem(
            "encoding",
            Words(
                f"line {len(before)} holds the byte `{byte}`, which is not UTF-8",
                f"Zeile {len(before)} enthält das Byte `{byte}`, das kein UTF-8 ist",
            ),
            Words(
                "the file may be saved as Latin-1 or Windows-1252; save it again as UTF-8",
                "die Datei ist wohl als Latin-1 oder Windows-1252 gespeichert; sie neu als UTF-8 speichern",
            ),
            file=file,
            line=len(before),
            column=len(before[-1]) + 1,
            shown=shown_line(before[-1] + rest[0], len(before[-1]) + 1),
        )
    return None


def too_large(size: int, limit_bytes: int, file: str | None) -> Problem:
    """The problem of a text of `size` bytes where `limit_bytes` are allowed."""
    return Problem(
        "too-large",
        Words(
            f"this has {size} bytes; at most {limit_bytes} are read",
            f"das sind {size} Bytes; gelesen werden höchstens {limit_bytes}",
        ),
        Words("make it smaller", "es kleiner machen"),
        file=file,
    )


def _text(data: bytes | str, limit_bytes: int, file: str | None) -> str:
    if isinstance(data, str):
        size = len(data) if len(data) > limit_bytes or data.isascii() else len(data.encode("utf-8", "surrogatepass"))
    else:
        size = len(data)
    if size > limit_bytes:
        raise NotJson(too_large(size, limit_bytes, file))
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    problem = utf8_problem(data, file)
    if problem is not None:
        raise NotJson(problem)
    return data.decode("utf-8").removeprefix("\ufeff")


def _depth(text: str) -> int:
    deepest = depth = 0
    for match in _BRACKETS.finditer(text):
        first = text[match.start()]
        if first in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif first in "]}":
            depth -= 1
    return deepest


def _mapping(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError("a key twice")
    return mapping


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > SAFE_INTEGER:
        raise ValueError("too large")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("too large")
    return number


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


class _Reader:
    """Reads a text that is probably wrong, and says where and why. Depth is bounded, so recursion is safe."""

    def __init__(self, text: str, file: str | None) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.starts: list[int] = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        self.places: dict[str, int] = {}
        self.problems: list[Problem] = []

    def document(self) -> Json:
        self.space()
        if self.at == len(self.text):
            self.fail(
                0,
                "empty",
                Words("there is nothing here", "hier steht nichts"),
                Words('give a JSON object, such as `{"text": "…"}`', 'ein JSON-Objekt angeben, etwa `{"text": "…"}`'),
            )
        value = self.value(())
        self.space()
        if self.at < len(self.text):
            self.fail(
                self.at,
                "not-json",
                Words(
                    "something follows after the end of the JSON value", "nach dem Ende des JSON-Werts folgt noch etwas"
                ),
                Words(
                    "remove it, or write one value for each line into a `.jsonl` file",
                    "es entfernen, oder in einer `.jsonl`-Datei einen Wert je Zeile schreiben",
                ),
            )
        if self.problems:
            raise NotJson(*self.problems)
        return value

    def value(self, path: tuple[str | int, ...]) -> Json:
        self.space()
        self.places.setdefault(pointer(*path), self.at)
        char = self.text[self.at : self.at + 1]
        if char in ("{", "["):
            if len(path) >= MAX_DEPTH:
                self.fail(
                    self.at,
                    "too-deep",
                    Words(
                        f"lists and mappings are nested more than {MAX_DEPTH} deep",
                        f"Listen und Objekte sind mehr als {MAX_DEPTH} Ebenen tief verschachtelt",
                    ),
                    Words("make it flatter", "sie flacher schreiben"),
                )
            return self.mapping(path) if char == "{" else self.list(path)
        if char == '"':
            return self.string(path)
        number = _NUMBER.match(self.text, self.at)
        if number and not _WORD.match(self.text, number.end()):
            return self.number(path, number)
        return self.word()

    def mapping(self, path: tuple[str | int, ...]) -> Json:
        opened, mapping = self.at, dict[str, Json]()
        self.at += 1
        self.space()
        while not self.take("}"):
            start = self.at
            key = self.key(opened)
            here = (*path, key)
            if key in mapping:
                self.duplicate(key, here, start)
            else:
                self.places[pointer(*here)] = start
            self.space()
            if not self.take(":"):
                self.fail(
                    self.at,
                    "not-json",
                    Words(
                        f"a colon is missing after the key `{key}`", f"nach dem Schlüssel `{key}` fehlt ein Doppelpunkt"
                    ),
                    None,
                )
            mapping[key] = self.value(here)
            self.next(opened, "}")
        return mapping

    def list(self, path: tuple[str | int, ...]) -> Json:
        opened, items = self.at, list[Json]()
        self.at += 1
        self.space()
        while not self.take("]"):
            items.append(self.value((*path, len(items))))
            self.next(opened, "]")
        return items

    def next(self, opened: int, closing: str) -> None:
        """Past the comma after an item, or up to the closing bracket."""
        self.space()
        if self.text.startswith(closing, self.at):
            return
        comma = self.at
        if self.take(","):
            self.space()
            if self.text.startswith(closing, self.at):
                self.fail(
                    comma,
                    "not-json",
                    Words(
                        f"there is a comma before the closing `{closing}`",
                        f"vor dem schließenden `{closing}` steht ein Komma",
                    ),
                    Words("remove the comma", "das Komma entfernen"),
                )
            return
        self.unclosed(opened)
        self.fail(
            self.at,
            "not-json",
            Words(
                f"a comma or the closing `{closing}` is missing here",
                f"hier fehlt ein Komma oder das schließende `{closing}`",
            ),
            None,
        )

    def unclosed(self, opened: int) -> None:
        if self.at >= len(self.text):
            bracket = self.text[opened]
            self.fail(
                opened,
                "not-json",
                Words(
                    f"the `{bracket}` opened here is never closed",
                    f"die hier geöffnete `{bracket}` wird nie geschlossen",
                ),
                Words("the text may be cut off", "der Text ist vielleicht abgeschnitten"),
            )

    def key(self, opened: int) -> str:
        self.unclosed(opened)
        if self.text[self.at] == '"':
            return self.string(())
        word = _WORD.match(self.text, self.at)
        shown = (word.group() if word else self.text[self.at]).strip("'")
        self.fail(
            self.at,
            "not-json",
            Words(
                f"the key `{shown}` is not in double quotes",
                f"der Schlüssel `{shown}` steht nicht in doppelten Anführungszeichen",
            ),
            Words(f'write `"{shown}"`', f'`"{shown}"` schreiben'),
        )

    def duplicate(self, key: str, path: tuple[str | int, ...], start: int) -> None:
        line, column = self.place(self.places[pointer(*path)])
        self.note(
            start,
            "duplicate-key",
            Words(
                f"the key `{key}` appears twice; first in line {line}, column {column}",
                f"der Schlüssel `{key}` steht zweimal da; zuerst in Zeile {line}, Spalte {column}",
            ),
            Words("keep one of the two", "nur einen der beiden behalten"),
            pointer(*path),
        )

    def string(self, path: tuple[str | int, ...]) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            self.bad_string()
        value: str = json.loads(match.group())
        if _SURROGATE.search(value):
            self.note(
                self.at,
                "surrogate",
                Words(
                    "this text holds half of a character (a lone surrogate)",
                    "dieser Text enthält ein halbes Zeichen (ein einzelnes Surrogat)",
                ),
                Words("write the whole character", "das ganze Zeichen schreiben"),
                pointer(*path),
            )
        self.at = match.end()
        return value

    def bad_string(self) -> NoReturn:
        start = end = self.at
        body = re.compile(r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+').match(
            self.text, start + 1
        )
        end = body.end() if body else start + 1
        char = self.text[end : end + 1]
        if char == "\\":
            self.fail(
                end,
                "not-json",
                Words(
                    f"`{self.text[end : end + 2]}` is not an escape JSON knows",
                    f"`{self.text[end : end + 2]}` ist keine Schreibweise, die JSON kennt",
                ),
                Words("write a backslash as `\\\\`", "einen Rückstrich als `\\\\` schreiben"),
            )
        if char and char not in "\r\n":
            self.fail(
                end,
                "not-json",
                Words(
                    "a text holds a control character (such as a tab)",
                    "ein Text enthält ein Steuerzeichen (etwa einen Tabulator)",
                ),
                Words("write a tab as `\\t`", "einen Tabulator als `\\t` schreiben"),
            )
        self.fail(
            start,
            "not-json",
            Words(
                "the text opened here has no closing quote in its line",
                "dem hier begonnenen Text fehlt in seiner Zeile das schließende Anführungszeichen",
            ),
            Words(
                'close it with `"`, and write a line break as `\\n`',
                'ihn mit `"` schließen und einen Zeilenumbruch als `\\n` schreiben',
            ),
        )

    def number(self, path: tuple[str | int, ...], match: re.Match[str]) -> Json:
        digits, start = match.group(), self.at
        self.at = match.end()
        try:
            return _whole(digits) if digits.lstrip("-").isdigit() else _fraction(digits)
        except ValueError:
            shown = digits if len(digits) <= 30 else digits[:30] + "…"
            self.note(
                start,
                "number-too-large",
                Words(
                    f"the number `{shown}` is too large to be kept exactly",
                    f"die Zahl `{shown}` ist zu groß, um genau zu bleiben",
                ),
                Words("put it in quotes", "sie in Anführungszeichen setzen"),
                pointer(*path),
            )
            return 0

    def word(self) -> Json:
        match = _WORD.match(self.text, self.at)
        word = match.group() if match else self.text[self.at : self.at + 1]
        if word in _CONSTANTS:
            self.at += len(word)
            return _CONSTANTS[word]
        if not word:
            self.fail(
                self.at,
                "not-json",
                Words("a value is missing at the end", "am Ende fehlt ein Wert"),
                Words("the text may be cut off", "der Text ist vielleicht abgeschnitten"),
            )
        if word.lstrip("+-").lower() in ("nan", "infinity", "inf"):
            self.fail(
                self.at,
                "not-json",
                Words(f"`{word}` is not a number JSON has", f"`{word}` ist keine Zahl, die es in JSON gibt"),
                Words("write a number or `null`", "eine Zahl oder `null` schreiben"),
            )
        small = {"true": "true", "false": "false", "null": "null", "none": "null"}.get(word.lower())
        if small:
            self.fail(
                self.at,
                "not-json",
                Words(f"`{word}` is not JSON", f"`{word}` ist kein JSON"),
                Words(f"write `{small}`", f"`{small}` schreiben"),
            )
        if word.startswith(("//", "#", "/*")):
            self.fail(
                self.at,
                "not-json",
                Words("JSON has no comments", "JSON kennt keine Kommentare"),
                Words("remove it", "ihn entfernen"),
            )
        if re.fullmatch(r"[+-]?[0-9.][0-9.eE+-]*", word):
            self.fail(
                self.at,
                "not-json",
                Words(f"`{word}` is not a number JSON knows", f"`{word}` ist keine Zahl, die JSON kennt"),
                Words(
                    "write it without leading zeros or signs, or in quotes",
                    "sie ohne führende Nullen oder Pluszeichen schreiben, oder in Anführungszeichen",
                ),
            )
        self.fail(
            self.at,
            "not-json",
            Words(f"`{word}` is not a JSON value", f"`{word}` ist kein JSON-Wert"),
            Words("put texts in double quotes", "Texte in doppelte Anführungszeichen setzen"),
        )

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def take(self, char: str) -> bool:
        if self.text.startswith(char, self.at):
            self.at += len(char)
            return True
        return False

    def place(self, offset: int) -> Place:
        from bisect import bisect_right  # imported where used: a valid text never needs it

        line = bisect_right(self.starts, offset)
        return Place(line, offset - self.starts[line - 1] + 1)

    def note(self, offset: int, kind: str, what: Words, advice: Words | None, at: str = "") -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise NotJson(*self.problems)
        line, column = self.place(offset)
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        shown = shown_line(self.text[self.starts[line - 1] : end].rstrip("\r\n"), column)
        what = Words(*(_SURROGATE.sub("\ufffd", words) for words in what))  # a lone one cannot be printed
        advice = advice and Words(*(_SURROGATE.sub("\ufffd", words) for words in advice))
        at = _SURROGATE.sub("\ufffd", at)
        self.problems.append(Problem(kind, what, advice, at, self.file, line, column, shown))

    def fail(self, offset: int, kind: str, what: Words, advice: Words | None) -> NoReturn:
        self.note(offset, kind, what, advice)
        raise NotJson(*self.problems)
