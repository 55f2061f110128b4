"""Reads a JSON text in which something is wrong, and says where and why."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import NoReturn

from rulekit.errors import Problem, Words, pointer
from rulekit.model.canonical import SAFE_INTEGER, Json
from rulekit.model.jsontext import MAX_DEPTH, MAX_PROBLEMS, SURROGATE, NotJson, fraction, shown_line, whole

Path = tuple[str | int, ...]

_CONTENT = r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+'
_STRING = re.compile(f'"{_CONTENT}"')
_OPEN_STRING = re.compile(f'"{_CONTENT}')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_LIKE_NUMBER = re.compile(r"[+-]?[0-9.][0-9.eE+-]*")
_WORD = re.compile(r"[^\s,:\[\]{}\"]{1,40}")
_SPACE = re.compile(r"[ \t\r\n]*")
_CONSTANTS: dict[str, Json] = {"true": True, "false": False, "null": None}
_MISSPELT = {"true": "true", "false": "false", "null": "null", "none": "null"}

_CUT_OFF = Words("the text may be cut off", "der Text ist vielleicht abgeschnitten")
_WORDS: dict[str, tuple[Words, Words | None]] = {
    "empty": (
        Words("there is nothing here", "hier steht nichts"),
        Words('give a JSON object, such as `{"text": "…"}`', 'ein JSON-Objekt angeben, etwa `{"text": "…"}`'),
    ),
    "more": (
        Words("something follows after the end of the JSON value", "nach dem Ende des JSON-Werts folgt noch etwas"),
        Words(
            "remove it, or write one value for each line into a `.jsonl` file",
            "es entfernen, oder in einer `.jsonl`-Datei einen Wert je Zeile schreiben",
        ),
    ),
    "depth": (
        Words(
            f"lists and mappings are nested more than {MAX_DEPTH} deep",
            f"Listen und Objekte sind mehr als {MAX_DEPTH} Ebenen tief verschachtelt",
        ),
        Words("make it flatter", "sie flacher schreiben"),
    ),
    "colon": (
        Words("a colon is missing after the key `WORD`", "nach dem Schlüssel `WORD` fehlt ein Doppelpunkt"),
        None,
    ),
    "comma-before-end": (
        Words("there is a comma before the closing `WORD`", "vor dem schließenden `WORD` steht ein Komma"),
        Words("remove the comma", "das Komma entfernen"),
    ),
    "comma": (
        Words("a comma or the closing `WORD` is missing here", "hier fehlt ein Komma oder das schließende `WORD`"),
        None,
    ),
    "unclosed": (
        Words("the `WORD` opened here is never closed", "die hier geöffnete `WORD` wird nie geschlossen"),
        _CUT_OFF,
    ),
    "key": (
        Words(
            "the key `WORD` is not in double quotes", "der Schlüssel `WORD` steht nicht in doppelten Anführungszeichen"
        ),
        Words('write `"WORD"`', '`"WORD"` schreiben'),
    ),
    "no-key": (
        Words("a key in double quotes is missing here", "hier fehlt ein Schlüssel in doppelten Anführungszeichen"),
        None,
    ),
    "duplicate-key": (
        Words("the key `WORD` appears twice; first in PLACE", "der Schlüssel `WORD` steht zweimal da; zuerst in PLACE"),
        Words("keep one of the two", "nur einen der beiden behalten"),
    ),
    "surrogate": (
        Words(
            "this text holds half of a character (a lone surrogate)",
            "dieser Text enthält ein halbes Zeichen (ein einzelnes Surrogat)",
        ),
        Words("write the whole character", "das ganze Zeichen schreiben"),
    ),
    "escape": (
        Words("`WORD` is not an escape JSON knows", "`WORD` ist keine Schreibweise, die JSON kennt"),
        Words("write a backslash as `\\\\`", "einen Rückstrich als `\\\\` schreiben"),
    ),
    "control": (
        Words(
            "a text holds a control character (such as a tab)",
            "ein Text enthält ein Steuerzeichen (etwa einen Tabulator)",
        ),
        Words("write a tab as `\\t`", "einen Tabulator als `\\t` schreiben"),
    ),
    "open-text": (
        Words(
            "the text opened here has no closing quote in its line",
            "dem hier begonnenen Text fehlt in seiner Zeile das schließende Anführungszeichen",
        ),
        Words(
            'close it with `"`, and write a line break as `\\n`',
            'ihn mit `"` schließen und einen Zeilenumbruch als `\\n` schreiben',
        ),
    ),
    "number-too-large": (
        Words("the number `WORD` is too large to be kept exactly", "die Zahl `WORD` ist zu groß, um genau zu bleiben"),
        Words("put it in quotes", "sie in Anführungszeichen setzen"),
    ),
    "no-value": (Words("a value is missing here", "hier fehlt ein Wert"), None),
    "not-a-number": (
        Words("`WORD` is not a number JSON has", "`WORD` ist keine Zahl, die es in JSON gibt"),
        Words("write a number or `null`", "eine Zahl oder `null` schreiben"),
    ),
    "misspelt": (
        Words("`WORD` is not JSON", "`WORD` ist kein JSON"),
        Words("write `PLACE`", "`PLACE` schreiben"),
    ),
    "comment": (Words("JSON has no comments", "JSON kennt keine Kommentare"), Words("remove it", "ihn entfernen")),
    "odd-number": (
        Words("`WORD` is not a number JSON knows", "`WORD` ist keine Zahl, die JSON kennt"),
        Words(
            "write it without leading zeros or signs, or in quotes",
            "sie ohne führende Nullen oder Pluszeichen schreiben, oder in Anführungszeichen",
        ),
    ),
    "word": (
        Words("`WORD` is not a JSON value", "`WORD` ist kein JSON-Wert"),
        Words("put texts in double quotes", "Texte in doppelte Anführungszeichen setzen"),
    ),
}


class Reader:
    """Reads one text; depth is bounded, so recursion is safe. `places` leads from JSON pointers to offsets."""

    def __init__(self, text: str, file: str | None) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.starts: list[int] = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        self.places: dict[str, int] = {}
        self.problems: list[Problem] = []

    def document(self) -> Json:
        """The value; `NotJson` with what is wrong."""
        self.space()
        if self.at == len(self.text):
            self.fail("empty", 0)
        value = self.value(())
        self.space()
        if self.at < len(self.text):
            self.fail("more", self.at)
        if self.problems:
            raise NotJson(*self.problems)
        return value

    def value(self, path: Path) -> Json:
        self.space()
        self.places.setdefault(pointer(*path), self.at)
        char = self.text[self.at : self.at + 1]
        if char in ("{", "["):
            if len(path) >= MAX_DEPTH:
                self.fail("depth", self.at)
            return self.mapping(path) if char == "{" else self.list(path)
        if char == '"':
            return self.string(path)
        number = _NUMBER.match(self.text, self.at)
        if number and not _WORD.match(self.text, number.end()):
            return self.number(path, number)
        return self.word()

    def mapping(self, path: Path) -> Json:
        opened, mapping = self.at, dict[str, Json]()
        self.at += 1
        self.space()
        while not self.take("}"):
            start = self.at
            key = self.key(opened)
            here = pointer(*path, key)
            if key in mapping:
                line, column = self.place(self.places[here])
                places = (f"line {line}, column {column}", f"Zeile {line}, Spalte {column}")
                self.note("duplicate-key", start, key, here, places)
            else:
                self.places[here] = start
            self.space()
            if not self.take(":"):
                self.fail("colon", self.at, key)
            mapping[key] = self.value((*path, key))
            self.next(opened, "}")
        return mapping

    def list(self, path: Path) -> Json:
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
        comma = self.at
        if self.text.startswith(closing, self.at):
            return
        if self.take(","):
            self.space()
            if self.text.startswith(closing, self.at):
                self.fail("comma-before-end", comma, closing)
            return
        self.unclosed(opened)
        self.fail("comma", self.at, closing)

    def unclosed(self, opened: int) -> None:
        if self.at >= len(self.text):
            self.fail("unclosed", opened, self.text[opened])

    def key(self, opened: int) -> str:
        self.unclosed(opened)
        if self.text[self.at] != '"':
            found = _WORD.match(self.text, self.at)
            word = found.group().strip("'") if found else ""
            self.fail("key" if word else "no-key", self.at, word)
        return self.string(())

    def string(self, path: Path) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            self.bad_string()
        value: str = json.loads(match.group())
        if SURROGATE.search(value):
            self.note("surrogate", self.at, "", pointer(*path))
        self.at = match.end()
        return value

    def bad_string(self) -> NoReturn:
        body = _OPEN_STRING.match(self.text, self.at)
        end = body.end() if body else self.at + 1
        char = self.text[end : end + 1]
        if char == "\\":
            self.fail("escape", end, self.text[end : end + 2])
        if char and char not in "\r\n":
            self.fail("control", end)
        self.fail("open-text", self.at)

    def number(self, path: Path, match: re.Match[str]) -> Json:
        digits, start = match.group(), self.at
        self.at = match.end()
        try:
            return whole(digits) if digits.lstrip("-").isdigit() else fraction(digits)
        except ValueError:
            shown = digits if len(digits) <= 30 else digits[:30] + "…"
            self.note("number-too-large", start, shown, pointer(*path))
            return SAFE_INTEGER

    def word(self) -> Json:
        match = _WORD.match(self.text, self.at)
        word = match.group() if match else ""
        if word in _CONSTANTS:
            self.at += len(word)
            return _CONSTANTS[word]
        small = word.lower()
        if not word:
            self.fail("no-value", self.at)
        if small.lstrip("+-") in ("nan", "infinity", "inf"):
            self.fail("not-a-number", self.at, word)
        if small in _MISSPELT:
            self.fail("misspelt", self.at, word, (_MISSPELT[small], _MISSPELT[small]))
        if word.startswith(("//", "#", "/*")):
            self.fail("comment", self.at)
        return self.fail("odd-number" if _LIKE_NUMBER.fullmatch(word) else "word", self.at, word)

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def take(self, char: str) -> bool:
        if self.text.startswith(char, self.at):
            self.at += len(char)
            return True
        return False

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def note(self, kind: str, offset: int, word: str = "", at: str = "", places: tuple[str, str] = ("", "")) -> None:
        """Remembers a problem; too many of them end the reading."""
        if len(self.problems) >= MAX_PROBLEMS:
            raise NotJson(*self.problems)
        what, advice = _WORDS[kind]
        line, column = self.place(offset)
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        shown = shown_line(self.text[self.starts[line - 1] : end].rstrip("\r\n"), column)
        told = _filled(what, word, places)
        more = advice and _filled(advice, word, places)
        self.problems.append(Problem(f"json-{kind}", told, more, _clean(at), self.file, line, column, shown))

    def fail(self, kind: str, offset: int, word: str = "", places: tuple[str, str] = ("", "")) -> NoReturn:
        """Remembers a problem after which nothing can be read."""
        self.note(kind, offset, word, "", places)
        raise NotJson(*self.problems)


def _filled(words: Words, word: str, places: tuple[str, str]) -> Words:
    short = word if len(word) <= 40 else word[:40] + "…"
    texts = (text.replace("PLACE", place) for text, place in zip(words, places, strict=True))
    return Words(*(_clean(text.replace("WORD", short)) for text in texts))


def _clean(text: str) -> str:
    """The text without lone surrogates, so that it can be printed."""
    return SURROGATE.sub("\ufffd", text)
