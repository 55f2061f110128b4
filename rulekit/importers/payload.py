"""A platform's object as it is read: what is taken out of it has been understood, what is left goes under `extra`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from rulekit.errors import InvalidPost, Problem, Words, pointer
from rulekit.model.canonical import SAFE_INTEGER, Json
from rulekit.model.documents import load_post
from rulekit.model.jsontext import MAX_BYTES, SURROGATE, NotJson, decode, whole
from rulekit.model.moment import is_date_time

MAX_DEPTH = 56
"""How many lists and mappings of a payload may stand inside each other: a post may have 64, and `extra` wraps some around."""

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_MADE_UP = frozenset("art in iw mis mul qam qct qht qme qst und zxx".split())
"""Codes that name no language a text is in, or that BCP 47 has given up: the language is worked out instead."""


class Payload:
    """One object of a payload, on a copy of our own.

    Everything here takes: a value of the wanted kind is handed out and gone; a value of another kind, or one that cannot be used, stays for `extra`.
    """

    __slots__ = ("left",)

    def __init__(self, left: dict[str, Any]) -> None:
        self.left = left

    def has(self, *names: str) -> bool:
        """Whether one of the names has a value that is not null."""
        return any(self.left.get(name) is not None for name in names)

    def peek(self, name: str) -> Json:
        """The value of that name, which stays."""
        return self.left.get(name)

    def text(self, *names: str) -> str | None:
        """The first of the names that holds a text; empty is a text."""
        for name in names:
            if isinstance(self.left.get(name), str):
                return str(self.left.pop(name))
        return None

    def words(self, *names: str) -> str | None:
        """The first of the names that holds a text with something in it; empty ones are taken on the way."""
        for name in names:
            found = self.text(name)
            if found and found.strip():
                return found
        return None

    def name(self, *names: str) -> str | None:
        """The first of the names that holds an identifier, a text or a whole number, as a text."""
        for name in names:
            value = self.left.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                self.left[name] = str(value)
            if isinstance(self.left.get(name), str):
                return self.words(name)
        return None

    def time(self, *names: str) -> str | None:
        """The first of the names that holds a time with its offset (RFC 3339, or X's old way of writing it)."""
        for name in names:
            value = self.left.get(name)
            written = _old_time(value) if isinstance(value, str) else None
            if isinstance(value, str) and is_date_time(written or value):
                del self.left[name]
                return written or value
        return None

    def language(self, name: str) -> str | None:
        """A language by its code; codes that say nothing stay."""
        value = self.left.get(name)
        return self.text(name) if isinstance(value, str) and is_language(value) else None

    def object(self, *names: str) -> Payload | None:
        """The first of the names that holds an object; it stays in place, so that what is left of it is not lost."""
        for name in names:
            value = self.left.get(name)
            if isinstance(value, dict) and value:
                return Payload(value)
        return None

    def objects(self, name: str) -> list[Payload]:
        """The objects in the list of that name (one object alone counts as a list), likewise in place."""
        value = self.left.get(name)
        items = value if isinstance(value, list) else [value]
        return [Payload(item) for item in items if isinstance(item, dict)]

    def strings(self, name: str) -> list[str]:
        """The texts in the list of that name (one text alone counts as a list); what else is in it stays."""
        value = self.left.get(name)
        items = value if isinstance(value, list) else [value]
        found = [item for item in items if isinstance(item, str)]
        rest = [item for item in items if not isinstance(item, str)]
        if found and rest:
            self.left[name] = rest
        elif found:
            del self.left[name]
        return [item for item in found if item.strip()]


def is_language(code: str) -> bool:
    """Whether a code names a language, as far as its form tells."""
    return len(code) <= 35 and _LANGUAGE.fullmatch(code) is not None and code.lower() not in _MADE_UP


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OLD_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{2}) ([0-9:]{8}) ([+-][0-9]{2})([0-9]{2}) ([0-9]{4})")


def _old_time(text: str) -> str | None:
    """RFC 3339 for `Fri Jun 28 02:04:11 +0000 2019`, as version 1.1 of X's interface writes times."""
    match = _OLD_TIME.fullmatch(text)
    if match is None or match[1] not in _MONTHS:
        return None
    month, day, clock, hours, minutes, year = match.groups()
    return f"{year}-{_MONTHS.index(month) + 1:02}-{day}T{clock}{hours}:{minutes}"


def decoded(data: bytes | str) -> Json:
    """The value of a payload's JSON text; whole numbers too large for JSON become texts. Raises InvalidPost."""
    try:
        return decode(data, MAX_BYTES, number=_number)
    except NotJson as error:
        raise InvalidPost(*error.problems) from None


def _number(digits: str) -> Json:
    """Identifiers of X are written as numbers that JSON readers round."""
    try:
        return whole(digits)
    except ValueError:
        return digits


def own_copy(value: Json, path: tuple[str | int, ...] = ()) -> Json:
    """A deep copy that JSON can carry safely: whole numbers too large for that become texts.

    Raises InvalidPost for what JSON does not have, halves of characters, and too many levels.
    """
    if len(path) > MAX_DEPTH:
        raise InvalidPost(Problem("depth", *_DEPTH, at=pointer(*path[:8])))
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str) or SURROGATE.search(key):
                raise InvalidPost(Problem("payload-value", *_VALUE, at=pointer(*path)))
        return {key: own_copy(item, (*path, key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [own_copy(item, (*path, number)) for number, item in enumerate(value)]
    return _scalar(value, path)


def _scalar(value: Json, path: tuple[str | int, ...]) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if SURROGATE.search(value):
            raise InvalidPost(Problem("surrogate", *_SURROGATE, at=pointer(*path)))
        return str(value)
    if isinstance(value, int):
        # 4300 digits are as many as Python writes out; no identifier is a tenth as long
        return value if abs(value) <= SAFE_INTEGER else str(value) if value.bit_length() < 10_000 else hex(value)
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise InvalidPost(Problem("payload-value", *_VALUE, at=pointer(*path)))


_DEPTH = (
    Words(f"this payload is nested more than {MAX_DEPTH} deep", f"diese Daten sind mehr als {MAX_DEPTH} Ebenen tief"),
    Words("give the post's own object alone", "nur das Objekt des Beitrags selbst angeben"),
)
_SURROGATE = (
    Words("this text holds half of a character", "dieser Text enthält ein halbes Zeichen"),
    Words("fetch the payload again", "die Daten neu abrufen"),
)
_VALUE = (
    Words("there is something here that JSON does not have", "hier steht etwas, das es in JSON nicht gibt"),
    Words("give the payload as the platform sent it", "die Daten so angeben, wie die Plattform sie gesendet hat"),
)


def finished(platform: str, fields: Mapping[str, Json], left: Json) -> dict[str, Json]:
    """The post of these fields, those that say nothing left out; what is left of the payload under `extra`.

    Raises InvalidPost if the whole is more than a post can hold.
    """
    extra = {**fields.get("extra", {}), **({platform: rest} if (rest := remaining(left)) else {})}
    post = {"platform": platform, **fields, "extra": extra}
    return load_post({name: value for name, value in post.items() if not _says_nothing(name, value)})


def _says_nothing(name: str, value: Json) -> bool:
    return value is None or (value in ({}, [], "") and name != "reply_to")


def remaining(value: Json) -> Json:
    """What is left of a payload, without nulls and what has become empty; lists keep their positions."""
    if isinstance(value, dict):
        kept = {key: remaining(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None and item not in ({}, [])}
    if isinstance(value, list):
        items = [remaining(item) for item in value]
        return items if any(item is not None and item not in ({}, []) for item in items) else []
    return value
