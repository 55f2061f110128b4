"""JSON text to values: strict, bounded, and with answers a person can act on.

The fast way is Python's `json` with hooks that notice what it would let pass. Only a text in which something is
wrong is read again, by `model.jsonreader`, which knows lines and columns.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NoReturn

from rulekit.errors import Problem, RulekitError, Words
from rulekit.model.canonical import SAFE_INTEGER, Json

if TYPE_CHECKING:
    from rulekit.model.jsonreader import Reader

MAX_BYTES: Final = 4 << 20
"""The longest text that is read, in bytes of UTF-8."""

MAX_DEPTH: Final = 64
"""How many lists and mappings may stand inside each other, the outermost one counted."""

MAX_PROBLEMS = 100
"""How many problems of one text are reported at once."""

_BRACKETS = re.compile(r'"[^"\\]*+(?:\\[\s\S]?[^"\\]*+)*+"?|[\[{]|[\]}]')
SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotJson(RulekitError):
    """The text is not JSON, or not JSON that every reader understands alike (RFC 7493)."""


def decode(
    data: bytes | str,
    limit_bytes: int = MAX_BYTES,
    file: str | None = None,
    number: Callable[[str], Json] | None = None,
) -> Json:
    """The value the JSON text stands for.

    Refused with `NotJson`, besides what is not JSON: keys given twice, NaN and infinities, whole numbers beyond
    ±(2**53 - 1), halves of surrogate pairs, more than 64 levels, more than `limit_bytes` bytes.
    `file` is what the problem calls the text; `number` reads whole numbers in another way.
    """
    text = _text(data, limit_bytes, file)
    # a sign is looked for in a tenth of the time that counting takes
    opened = text.count("{") + (text.count("[") if "[" in text else 0)
    if opened > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        _reader(text, file).value(())
    try:
        value = _value(text) if number is None else _strict(number).decode(text)
    except (ValueError, RecursionError):  # json's own complaint, or one of the hooks'
        return _reader(text, file).document()
    suspicious = ("\\" in text and _ESCAPED_SURROGATE.search(text)) or (
        isinstance(data, str) and not text.isascii() and SURROGATE.search(text)
    )
    if suspicious and SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        return _reader(text, file).document()
    return value


def _reader(text: str, file: str | None) -> Reader:
    from rulekit.model.jsonreader import Reader  # imported where used: valid JSON needs it not

    return Reader(text, file)


def positions(text: str) -> dict[str, tuple[int, int]]:
    """Where each value of a valid JSON text stands: JSON pointer -> (line, column); of a mapping's entry, its key."""
    reader = _reader(text.removeprefix("\ufeff"), None)
    reader.document()
    return {at: reader.place(offset) for at, offset in reader.places.items()}


def shown_line(line: str, column: int) -> str | None:
    """The line as an error shows it: cut if it is long, None if the place lies behind the cut."""
    line = SURROGATE.sub("\ufffd", line)
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
    if 0 not in data[:4]:
        try:
            # what begins like UTF-16 is no UTF-8
            return data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            pass
    problem = utf8_problem(data, file)
    assert problem is not None, "bytes that are no UTF-8 are told to be none"
    raise NotJson(problem)


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


def whole(digits: str) -> int:
    """The whole number the digits stand for; ValueError if JSON readers differ about it."""
    if len(digits) > 17 or abs(int(digits)) > SAFE_INTEGER:
        raise ValueError("too large")
    return int(digits)


def fraction(digits: str) -> float:
    """The number the digits stand for; ValueError if it is beyond all bounds."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("too large")
    return number


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _strict(number: Callable[[str], Json]) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_mapping, parse_int=number, parse_float=fraction, parse_constant=_constant
    )


_STRICT = _strict(whole)
_SCAN: Final[Callable[[str, int], tuple[Json, int]]] = _STRICT.scan_once  # type: ignore[attr-defined]  # typeshed lacks it


def _value(text: str) -> Json:
    """The value that is the whole text; ValueError if there is none, or if JSON readers differ about it."""
    try:
        value, end = _SCAN(text, 0)
    except StopIteration:
        return _STRICT.decode(text)
    return value if end == len(text) or not text[end:].strip(" \t\n\r") else _STRICT.decode(text)
