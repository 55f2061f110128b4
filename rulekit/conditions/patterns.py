r"""Regular expressions as rulekit means them: RE2 (linear time), any case, `\w` and `\d` for all of Unicode, and `\b` at the ends.

RE2 knows `\b` and `\w` for ASCII only and has no look-around, so an edge is compiled to the character that makes it, outside the group that is the match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rulekit.errors import Words

_WORD = r"\pL\pM\pN_"
_CLASSES = {
    "w": (f"[{_WORD}]", _WORD),
    "W": (f"[^{_WORD}]", None),
    "d": (r"\p{Nd}", r"\p{Nd}"),
    "D": (r"\P{Nd}", r"\P{Nd}"),
    "s": (r"[\s\x{85}\pZ]", r"\s\x{85}\pZ"),
    "S": (r"[^\s\x{85}\pZ]", None),
}
_LEFT = f"(?:^|[^{_WORD}])"
_RIGHT = f"(?:$|[^{_WORD}])"


_REASONS: Mapping[str, str] = {
    "missing )": "es fehlt `)`",
    "unexpected )": "`)` ohne `(`",
    "missing ]": "es fehlt `]`",
    "missing argument to repetition operator": "vor `*`, `+` oder `?` steht nichts",
    "no argument for repetition operator": "vor `*`, `+` oder `?` steht nichts",
    "invalid escape sequence": "diese Folge mit `\\\\` gibt es nicht",
    "invalid perl operator": "diese Schreibweise mit `(?` gibt es nicht",
    "invalid character class range": "ein Bereich in `[…]` läuft rückwärts",
    "bad repetition operator": "zwei Wiederholungszeichen hintereinander",
    "invalid repetition size": "die Zahl in `{…}` ist zu groß",
    "pattern too large - compile failed": "das Muster ist zu groß",
}
"""What RE2 says of a pattern it cannot run, in German."""


class BadPattern(Exception):
    """A regular expression that cannot be used; `words` says why, `advice` what to do."""

    def __init__(self, words: Words, advice: Words) -> None:
        super().__init__(words.en)
        self.words = words
        self.advice = advice


class _Part(NamedTuple):
    """One alternative at the top of a pattern, and whether it asks for a word edge on its left and right."""

    body: str
    left: bool
    right: bool


class Pattern:
    """A compiled regular expression. Raises `BadPattern` if it is none."""

    __slots__ = ("_compiled", "_groups", "written")

    def __init__(self, written: str) -> None:
        parts = list(_parts(written))
        self.written = written
        names = [f"part{number}" for number in range(len(parts))]
        whole = "|".join(
            f"{_LEFT if part.left else ''}(?P<{name}>{part.body}){_RIGHT if part.right else ''}"
            for name, part in zip(names, parts, strict=True)
        )
        self._compiled = _compile(whole, written)
        self._groups = tuple(self._compiled.groupindex[name] for name in names)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The half-open spans of all matches that hold at least one character, from left to right."""
        position = 0
        while position <= len(text):
            match = self._compiled.search(text, position)
            if match is None:
                return
            start, end = next(match.span(group) for group in self._groups if match.span(group)[0] >= 0)
            if end > start:
                yield start, end
            position = max(end, position + 1) if end > start else max(end, position) + 1


def _compile(whole: str, written: str) -> Any:
    import re2  # imported where used: most posts meet no rule that needs it

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    try:
        return re2.compile(whole, options)
    except re2.error as error:
        text = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        # behind the colon RE2 quotes the compiled pattern, which is not what the user wrote
        reason = text.partition(":")[0]
        raise BadPattern(
            Words(
                f"`{written}` is not a regular expression that rulekit can run: {reason}",
                f"`{written}` ist kein regulärer Ausdruck, den rulekit ausführen kann: {_REASONS.get(reason, reason)}",
            ),
            Words(
                "use RE2 syntax: no look-ahead, look-behind or back-reference, and every bracket closed",
                "RE2-Schreibweise verwenden: kein Look-ahead, Look-behind oder Rückverweis, und jede Klammer geschlossen",
            ),
        ) from None


def _parts(written: str) -> Iterator[_Part]:
    r"""The alternatives at the top, translated, with the `\b` of their ends taken off."""
    tokens = list(_tokens(written))
    flags = ""
    while tokens and tokens[0].startswith("(?") and tokens[0].endswith(")"):
        flags += tokens.pop(0)
    depth, current = 0, list[str]()
    for token in [*tokens, "|END|"]:
        if token == "|END|" or (token == "|" and depth == 0):
            yield _part(current, flags, written)
            current = []
            continue
        depth += (token.startswith("(")) - (token == ")")
        current.append(token)


def _part(tokens: list[str], flags: str, written: str) -> _Part:
    left = bool(tokens) and tokens[0] == r"\b"
    body = tokens[1:] if left else tokens[:]
    right = bool(body) and body[-1] == r"\b"
    body = body[:-1] if right else body
    if r"\b" in body or r"\B" in body:
        raise BadPattern(
            Words(
                rf"`{written}` has a `\b` or `\B` in its middle",
                rf"`{written}` hat ein `\b` oder `\B` in der Mitte",
            ),
            Words(
                r"put `\b` at the start or end of the pattern or of an alternative at its top, or use `says` for whole words",
                r"`\b` an Anfang oder Ende des Musters oder einer obersten Alternative setzen, oder `says` für ganze Wörter verwenden",
            ),
        )
    return _Part(flags + "".join(_translated(body)), left, right)


def _tokens(written: str) -> Iterator[str]:
    """The pattern in pieces: escapes, classes, flag groups, group openings and single characters."""
    at = 0
    while at < len(written):
        end = _token_end(written, at)
        yield written[at:end]
        at = end


def _token_end(written: str, at: int) -> int:
    if written[at] == "\\":
        if written[at + 1 : at + 2] in ("p", "P", "x") and written[at + 2 : at + 3] == "{":
            close = written.find("}", at)
            return close + 1 if close > 0 else len(written)
        return min(at + 2, len(written))
    if written[at] == "[":
        return _class_end(written, at)
    if written.startswith("(?", at):
        end = at + 2
        while end < len(written) and ((written[end].isascii() and written[end].isalpha()) or written[end] == "-"):
            end += 1
        if written[end : end + 1] == ")" and end > at + 2:
            return end + 1
        return min(end + 1, len(written)) if written[end : end + 1] == ":" else at + 2
    return at + 1


def _class_end(written: str, at: int) -> int:
    end = at + 1
    if written[end : end + 1] == "^":
        end += 1
    if written[end : end + 1] == "]":
        end += 1
    while end < len(written) and written[end] != "]":
        if written[end] == "\\":
            end += 2
        elif written.startswith("[:", end) and ":]" in written[end:]:
            end = written.index(":]", end) + 2
        else:
            end += 1
    return min(end + 1, len(written))


def _translated(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        if len(token) == 2 and token[0] == "\\" and token[1] in _CLASSES:
            yield _CLASSES[token[1]][0] or token
        elif token.startswith("["):
            yield _class(token)
        else:
            yield token


def _class(token: str) -> str:
    found, at = "", 0
    while at < len(token):
        if token[at] == "\\" and at + 1 < len(token):
            name = token[at + 1]
            inside = _CLASSES.get(name, (None, None))[1]
            if name in _CLASSES and inside is None:
                raise BadPattern(
                    Words(rf"`\{name}` cannot stand inside `{token}`", rf"`\{name}` kann nicht in `{token}` stehen"),
                    Words("write the characters themselves", "die Zeichen selbst aufschreiben"),
                )
            found += inside if inside is not None else token[at : at + 2]
            at += 2
        else:
            found += token[at]
            at += 1
    return found
