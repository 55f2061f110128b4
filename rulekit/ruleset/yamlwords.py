"""What PyYAML's complaints mean for somebody who is not a programmer."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from rulekit.errors import Problem, Words
from rulekit.model.jsontext import shown_line

QUOTES = Words("put the whole text in quotes", "den ganzen Text in Anführungszeichen setzen")


class _Error(NamedTuple):
    """PyYAML's complaint: words and places (from 0), and the lines of the file."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: tuple[str, ...]

    def text(self, line: int) -> str:
        return self.lines[line] if line < len(self.lines) else ""

    def rest(self) -> str:
        return self.text(self.line)[self.column :]

    def before(self) -> str:
        return self.text(self.line)[: self.column]


class _Answer(NamedTuple):
    kind: str
    what: Words
    advice: Words | None
    on_context: bool = False


def syntax_problem(error: Any, lines: tuple[str, ...], file: str) -> Problem:
    """What is not YAML, in words a person can act on. `error` is PyYAML's."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem("yaml-syntax", *_UNREADABLE, file=file)
    context = getattr(error, "context_mark", None) or mark
    found = _Error(
        error.problem or "", error.context or "", mark.line, mark.column, context.line, context.column, lines
    )
    answer = _answer(found)
    line, column = (found.context_line, found.context_column) if answer.on_context else (found.line, found.column)
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line] and line > 0):
        line = max(number for number, text in enumerate(lines) if text.strip() or number == 0)
        column = len(lines[line])
    shown = shown_line(lines[line], column + 1)
    return Problem(f"yaml-{answer.kind}", answer.what, answer.advice, "", file, line + 1, column + 1, shown)


_UNREADABLE = (
    Words("this cannot be read as YAML", "das lässt sich nicht als YAML lesen"),
    Words(
        "compare indentation, quotes and brackets with a file that works",
        "Einrückung, Anführungszeichen und Klammern mit einer Datei vergleichen, die funktioniert",
    ),
)


def _answer(error: _Error) -> _Answer:
    for find in (_tab, _start_character, _quotes, _flow, _colon, _block, _node):
        answer = find(error)
        if answer is not None:
            return answer
    return _Answer("syntax", *_UNREADABLE)


def _tab(error: _Error) -> _Answer | None:
    lead = re.match(r"[ \t]*", error.text(error.line))
    indent = lead.group() if lead else ""
    if "\t" in indent and error.column <= len(indent):
        return _Answer(
            "tab",
            Words("the line is indented with a tab", "die Zeile ist mit einem Tabulator eingerückt"),
            Words("use spaces", "Leerzeichen benutzen"),
        )
    if error.rest().startswith("\t") and "cannot start any token" in error.problem:
        return _Answer(
            "tab",
            Words(
                "there is a tab where YAML expects a space",
                "hier steht ein Tabulator, wo YAML ein Leerzeichen erwartet",
            ),
            Words("use spaces", "Leerzeichen benutzen"),
        )
    return None


_STARTS = (
    "cannot start any token",
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a tag",
    "while parsing a tag",
    "while scanning a directive",
    "while scanning a block scalar",
    "undefined tag handle",
    "YAML directive",
    "incompatible YAML document",
    "mapping keys are not allowed",
)


def _start_character(error: _Error) -> _Answer | None:
    both = f"{error.context}|{error.problem}"
    if not any(start in both for start in _STARTS):
        return None
    on_context = "cannot start any token" not in both and "mapping keys" not in both
    line, column = (error.context_line, error.context_column) if on_context else (error.line, error.column)
    char = error.text(line)[column : column + 1] or "%"
    if char in "|>" and "expected indentation indicator" in both:
        advice = Words("write a number from 1 to 9, or none", "eine Zahl von 1 bis 9 schreiben, oder keine")
    else:
        advice = QUOTES
    english, german = ("a backtick", "einem Gravis (Backtick)") if char == "`" else (f"`{char}`", f"`{char}`")
    return _Answer(
        "quotes-needed",
        Words(
            f"a text without quotes cannot start with {english}",
            f"ein Text ohne Anführungszeichen kann nicht mit {german} beginnen",
        ),
        advice,
        on_context,
    )


def _quotes(error: _Error) -> _Answer | None:
    if "unknown escape character" in error.problem:
        char = error.text(error.line)[error.column : error.column + 1]
        return _Answer(
            "escape",
            Words(
                f"`\\{char}` means nothing inside double quotes",
                f"`\\{char}` hat in doppelten Anführungszeichen keine Bedeutung",
            ),
            Words(
                "use single quotes, in which a backslash is a backslash",
                "einfache Anführungszeichen benutzen, in denen ein Rückstrich ein Rückstrich bleibt",
            ),
        )
    if "escape" in error.problem:
        return _Answer(
            "escape",
            Words(
                "digits are missing after a backslash in double quotes",
                "nach einem Rückstrich in doppelten Anführungszeichen fehlen Ziffern",
            ),
            Words(
                "use single quotes, in which a backslash is a backslash",
                "einfache Anführungszeichen benutzen, in denen ein Rückstrich ein Rückstrich bleibt",
            ),
        )
    if "quoted scalar" in error.context:
        quote = error.text(error.context_line)[error.context_column : error.context_column + 1]
        return _Answer(
            "open-quote",
            Words(
                f"the quote `{quote}` opened here is never closed",
                f"das hier geöffnete Anführungszeichen `{quote}` wird nie geschlossen",
            ),
            Words(f"add the closing `{quote}`", f"das schließende `{quote}` ergänzen"),
            True,
        )
    return None


def _flow(error: _Error) -> _Answer | None:
    match = re.fullmatch(r"while parsing a flow (sequence|mapping)", error.context)
    if match is None:
        return None
    opening, closing = ("[", "]") if match.group(1) == "sequence" else ("{", "}")
    if error.line == error.context_line:
        before = error.before().rstrip()
        if before.endswith(('"', "'")):
            return _after_quote(error)
        return _Answer(
            "comma",
            Words(
                f"a comma or the closing `{closing}` is missing here",
                f"hier fehlt ein Komma oder das schließende `{closing}`",
            ),
            Words(
                "put texts with `:`, `,` or brackets in quotes",
                "Texte mit `:`, `,` oder Klammern in Anführungszeichen setzen",
            ),
        )
    return _Answer(
        "open-bracket",
        Words(
            f"the bracket `{opening}` opened here is not closed before line {error.line + 1}",
            f"die hier geöffnete Klammer `{opening}` ist bis Zeile {error.line + 1} nicht geschlossen",
        ),
        Words(
            f"add the closing `{closing}` or a missing comma",
            f"das schließende `{closing}` oder ein fehlendes Komma ergänzen",
        ),
        True,
    )


def _colon(error: _Error) -> _Answer | None:
    if "could not find expected ':'" in error.problem:
        word = error.text(error.context_line).strip()
        word = word if len(word) <= 40 else word[:40] + "…"
        return _Answer(
            "colon",
            Words(f"a colon is missing after `{word}`", f"nach `{word}` fehlt ein Doppelpunkt"),
            Words(
                "write `key: value`, or indent the line if it belongs to the text above",
                "`Schlüssel: Wert` schreiben, oder die Zeile einrücken, wenn sie zum Text darüber gehört",
            ),
            True,
        )
    if "sequence entries are not allowed" in error.problem:
        return _Answer(
            "list-item",
            Words(
                "a list cannot begin behind a key on the same line",
                "eine Liste kann nicht hinter einem Schlüssel in derselben Zeile beginnen",
            ),
            Words(
                "write each `- ` on a line of its own, or put a text that starts with `- ` in quotes",
                "jedes `- ` in eine eigene Zeile schreiben, oder Texte, die mit `- ` beginnen, in Anführungszeichen",
            ),
        )
    if "mapping values are not allowed" not in error.problem:
        return None
    if error.before().rstrip().endswith(("}", "]")):
        return _Answer("quotes-needed", *_AFTER_BRACKET)
    if re.search(r":\s", error.before()):
        return _Answer(
            "colon-in-text",
            Words("`: ` stands inside a text without quotes", "`: ` steht in einem Text ohne Anführungszeichen"),
            QUOTES,
        )
    previous = next((text for text in reversed(error.lines[: error.line]) if text.strip()), "")
    if re.fullmatch(r"\s*(?:- )?[^\s:#]+:\S+\s*", previous):
        return _Answer(
            "colon",
            Words(
                "a space is missing after the colon in the line above",
                "in der Zeile darüber fehlt nach dem Doppelpunkt ein Leerzeichen",
            ),
            Words("write `key: value`", "`Schlüssel: Wert` schreiben"),
        )
    if ":" not in previous:
        return _Answer(
            "colon",
            Words("a colon is missing in the line above", "in der Zeile darüber fehlt ein Doppelpunkt"),
            Words("write `key: value`", "`Schlüssel: Wert` schreiben"),
        )
    return _Answer("indent", *_INDENT)


_INDENT = (
    Words("the indentation does not fit the lines above", "die Einrückung passt nicht zu den Zeilen darüber"),
    Words(
        "begin keys (or `-`) that belong together in the same column",
        "Schlüssel (oder `-`), die zusammengehören, in derselben Spalte beginnen",
    ),
)


def _block(error: _Error) -> _Answer | None:
    match = re.search(r"but found '(.*)'", error.problem)
    if match is None or not ("<block end>" in error.problem or "<document start>" in error.problem):
        return None
    if error.rest().startswith(":"):
        return _Answer(
            "key-empty",
            Words("there is no key before the colon", "vor dem Doppelpunkt steht kein Schlüssel"),
            Words(
                "write a key, or put the text in quotes",
                "einen Schlüssel schreiben, oder den Text in Anführungszeichen setzen",
            ),
        )
    before = error.before().rstrip()
    if match.group(1) in ("}", "]") or error.rest()[:1] in ("}", "]"):
        return _stray(error.rest()[:1] or match.group(1))
    if before.endswith(("}", "]")):
        return _Answer("quotes-needed", *_AFTER_BRACKET)
    if before.endswith(('"', "'")):
        return _after_quote(error)
    return _Answer("indent", *_INDENT)


_AFTER_BRACKET = (
    Words("text follows after a closing bracket", "nach einer schließenden Klammer folgt Text"),
    Words(
        "put a text that starts with `{` or `[` in quotes",
        "einen Text, der mit `{` oder `[` beginnt, in Anführungszeichen setzen",
    ),
)


def _after_quote(error: _Error) -> _Answer:
    quote = error.before().rstrip()[-1]
    other = "'" if quote == '"' else '"'
    return _Answer(
        "quote",
        Words(
            f"text follows after the closing quote `{quote}`",
            f"nach dem schließenden Anführungszeichen `{quote}` folgt Text",
        ),
        Words(
            f"use `{other}` around a text that holds `{quote}`, or close a quote opened before",
            f"einen Text mit `{quote}` in `{other}` setzen, oder ein vorher geöffnetes Anführungszeichen schließen",
        ),
    )


def _stray(char: str) -> _Answer:
    return _Answer(
        "bracket",
        Words(f"`{char}` stands where a value is expected", f"`{char}` steht, wo ein Wert erwartet wird"),
        Words("remove it, or put the text in quotes", "es entfernen, oder den Text in Anführungszeichen setzen"),
    )


def _node(error: _Error) -> _Answer | None:
    if "expected the node content" not in error.problem:
        return None
    if error.rest()[:1] in ("}", "]", ",", ":", "?", "-"):
        return _stray(error.rest()[0])
    return _Answer(
        "value",
        Words("a value is missing here", "hier fehlt ein Wert"),
        Words(
            "write the value, or close the bracket opened before",
            "den Wert schreiben, oder die vorher geöffnete Klammer schließen",
        ),
    )
