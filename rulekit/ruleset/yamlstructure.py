"""What is YAML but not allowed in rulekit's files, in words for somebody who is not a programmer."""

from __future__ import annotations

import re

from rulekit.errors import Problem, Words

_HALF = re.compile("[\ud800-\udfff]")

_STRUCTURE: dict[str, tuple[Words, Words]] = {
    "alias": (
        Words(
            "`*{word}` without quotes is an alias of YAML, which is not used here",
            "`*{word}` ohne Anführungszeichen ist ein Verweis in YAML, den es hier nicht gibt",
        ),
        Words(
            'write `"*{word}"` in quotes, with all that follows',
            '`"*{word}"` mit allem, was folgt, in Anführungszeichen schreiben',
        ),
    ),
    "anchor": (
        Words(
            "`&{word}` without quotes is an anchor of YAML, which is not used here",
            "`&{word}` ohne Anführungszeichen ist ein Anker in YAML, den es hier nicht gibt",
        ),
        Words(
            "put a text that starts with `&` in quotes; use `lists` to say a thing once",
            "einen Text, der mit `&` beginnt, in Anführungszeichen setzen; Mehrfaches unter `lists` schreiben",
        ),
    ),
    "tag": (
        Words(
            "`{word}` is a tag of YAML, which is not used here",
            "`{word}` ist in YAML eine Typangabe, die es hier nicht gibt",
        ),
        Words(
            "leave it out, or put a text that starts with `!` in quotes",
            "sie weglassen, oder einen Text, der mit `!` beginnt, in Anführungszeichen setzen",
        ),
    ),
    "documents": (
        Words("a second document begins here (`---`)", "hier beginnt ein zweites Dokument (`---`)"),
        Words("keep one document in a file", "je Datei nur ein Dokument schreiben"),
    ),
    "depth": (
        Words(
            "lists and mappings are nested more than 64 deep",
            "Listen und Zuordnungen sind mehr als 64 Ebenen tief verschachtelt",
        ),
        Words("make it flatter", "sie flacher schreiben"),
    ),
    "nodes": (
        Words(
            "the file holds more than 500,000 keys and values", "die Datei enthält mehr als 500000 Schlüssel und Werte"
        ),
        Words("split it into several files", "sie auf mehrere Dateien verteilen"),
    ),
    "number": (
        Words("`{word}` is not a number that can be kept exactly", "`{word}` ist keine Zahl, die genau bleiben kann"),
        Words("put it in quotes if it is a text", "sie in Anführungszeichen setzen, wenn es ein Text ist"),
    ),
    "surrogate": (
        Words(
            "this text holds half of a character (a lone surrogate)",
            "dieser Text enthält ein halbes Zeichen (ein einzelnes Surrogat)",
        ),
        Words("write the whole character", "das ganze Zeichen schreiben"),
    ),
    "key-collection": (
        Words(
            "a list or a mapping stands where a key is expected",
            "wo ein Schlüssel erwartet wird, steht eine Liste oder Zuordnung",
        ),
        Words(
            "put a text that starts with `[`, `{{` or `?` in quotes",
            "einen Text, der mit `[`, `{{` oder `?` beginnt, in Anführungszeichen setzen",
        ),
    ),
    "key-not-text": (
        Words("the key `{word}` is not a text", "der Schlüssel `{word}` ist kein Text"),
        Words('write `"{word}"`', '`"{word}"` schreiben'),
    ),
    "key-empty": (
        Words("there is no key before the colon", "vor dem Doppelpunkt steht kein Schlüssel"),
        Words(
            "write a key, or put the text in quotes",
            "einen Schlüssel schreiben, oder den Text in Anführungszeichen setzen",
        ),
    ),
    "duplicate-key": (
        Words(
            "the key `{word}` appears twice; first in line {first}",
            "der Schlüssel `{word}` steht zweimal da; zuerst in Zeile {first}",
        ),
        Words("keep one of the two", "nur einen der beiden behalten"),
    ),
    "empty": (
        Words("the file is empty, or holds nothing but comments", "die Datei ist leer oder enthält nur Kommentare"),
        Words(
            "write at least one key and its value, such as `rulekit: 1`",
            "mindestens einen Schlüssel mit Wert schreiben, etwa `rulekit: 1`",
        ),
    ),
}


def structure_problem(kind: str, word: str, first: int, at: str, place: tuple[str, int, int, str | None]) -> Problem:
    """What is YAML but not allowed here; `place` is file, line, column and the line shown."""
    shown = word if len(word) <= 40 else word[:40] + "…"
    what, advice = (
        Words(*(text.format(word=_HALF.sub("\ufffd", shown), first=first) for text in words))
        for words in _STRUCTURE[kind]
    )
    file, line, column, text = place
    return Problem(f"yaml-{kind}", what, advice, _HALF.sub("\ufffd", at), file, line, column, text)
