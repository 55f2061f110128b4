r"""Regular expressions as rulekit means them: RE2 (linear time), any case, `\w` and `\d` for all of Unicode, and `\b` at the ends.

RE2 knows `\b` and `\w` for ASCII only and has no look-around, so an edge is compiled to the character that makes it, outside the group that is the match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, NamedTuple

from rulekit.conditions.literals import required
from rulekit.errors import Words
from rulekit.text.searched import Searched

Search = Callable[[bytes, int, int], Sequence[tuple[int, int]]]
"""Where the groups of the next match stand in a text from one place to another; (-1, -1) for one without a part in it, and for the whole if there is none."""


class Unread(Enum):
    """Stands for literals that nobody has worked out yet."""

    YES = 1


class Alphabet(NamedTuple):
    """What stands for words, letters and digits in a compiled pattern, as it is written inside a class."""

    word: str
    letter: str
    digit: str

    def escapes(self) -> Mapping[str, tuple[str, str | None]]:
        """What the escapes stand for, outside a class and inside one (None: cannot stand there)."""
        letters = (f"[{self.letter}]", self.letter)
        return {
            r"\w": (f"[{self.word}]", self.word),
            r"\W": (f"[^{self.word}]", None),
            r"\d": (f"[{self.digit}]", self.digit),
            r"\D": (f"[^{self.digit}]", None),
            r"\s": (f"[{_SPACE}]", _SPACE),
            r"\S": (f"[^{_SPACE}]", None),
            r"\pL": letters,
            r"\p{L}": letters,
            r"\p{Nd}": (f"[{self.digit}]", self.digit),
        }


_SPACE = r"\s\x{85}\pZ"
_LATIN_LETTER = r"A-Za-z\x{AA}\x{B5}\x{BA}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{24F}"
_WIDE = Alphabet(r"\pL\pM\pN_", r"\pL", r"\p{Nd}")
_LATIN = Alphabet(
    rf"0-9_{_LATIN_LETTER}\x{{B2}}\x{{B3}}\x{{B9}}\x{{BC}}-\x{{BE}}\x{{20E3}}\x{{FE0F}}", _LATIN_LETTER, "0-9"
)
"""What `_WIDE` holds of the characters of a text that is `latin`: RE2 takes milliseconds to compile all scripts, microseconds for these."""


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
    """A regular expression. It is compiled when first needed: most texts hold none of its literals.

    `literals` are sets of strings, of each of which a text must hold one, worked out when they are not given.
    """

    __slots__ = ("_compiled", "literals", "written")

    def __init__(self, written: str, literals: Sequence[Sequence[str]] | Unread = Unread.YES) -> None:
        self.written = written
        self._compiled: dict[bool, tuple[Search, tuple[int, ...]]] = {}
        found = required(list(_tokens(written))) if isinstance(literals, Unread) else literals
        self.literals = tuple([frozenset(one) for one in found])

    def check(self) -> None:
        """Raises `BadPattern` if it is no regular expression that rulekit can run."""
        self._ready(wide=True)

    def _ready(self, wide: bool) -> tuple[Search, tuple[int, ...]]:
        """The search for the compiled pattern, and the numbers of its groups; `wide` knows the words of all scripts, else those of Latin."""
        found = self._compiled.get(wide)
        if found is None:
            found = self._compiled[wide] = _built(self.written, _WIDE if wide else _LATIN)
        return found

    def occurs(self, text: Searched) -> bool:
        """Whether any match holds at least one character."""
        return bool(self._found(text, once=True))

    def spans(self, text: Searched) -> list[tuple[int, int]]:
        """The half-open spans of all matches that hold at least one character, from left to right."""
        return [text.span(start, end) for start, end in self._found(text, once=False)]

    def _found(self, text: Searched, once: bool) -> list[tuple[int, int]]:
        """The spans in the bytes of the text: all of them, or `once` the first one."""
        found: list[tuple[int, int]] = []
        for literals in self.literals:
            if not text.holds_one(literals):
                return found
        search, groups = self._ready(wide=not text.latin)
        data = text.data
        position, size = 0, len(data)
        while position <= size:
            match = search(data, position, size)
            if match[0][0] < 0:
                break
            start, end = match[groups[0]]
            if start < 0:
                start, end = next(match[group] for group in groups if match[group][0] >= 0)
            if end > start:
                found.append((start, end))
                if once:
                    break
                position = end
            else:
                position = _next(data, max(end, position))
        return found


def _next(data: bytes, position: int) -> int:
    """Where the character behind the one at that place of UTF-8 begins."""
    position += 1
    while position < len(data) and data[position] & 0xC0 == 0x80:
        position += 1
    return position


def _built(written: str, alphabet: Alphabet) -> tuple[Search, tuple[int, ...]]:
    parts = list(_parts(written, alphabet))
    names = [f"part{number}" for number in range(len(parts))]
    left, right = f"(?:^|[^{alphabet.word}])", f"(?:$|[^{alphabet.word}])"
    whole = "|".join(
        f"{left if part.left else ''}(?P<{name}>{part.body}){right if part.right else ''}"
        for name, part in zip(names, parts, strict=True)
    )
    compiled = _compile(whole, written)
    return _search(compiled), tuple(compiled.groupindex[name] for name in names)


def _search(compiled: Any) -> Search:
    """How to search with a compiled expression: as RE2 does it, because to wrap its answers in matches takes longer than most searches."""
    import re2  # imported where used, as below

    try:
        return partial(compiled._regexp.Match, re2._Anchor.UNANCHORED)
    except AttributeError:  # what lies under the public names may have other ones in another release
        return partial(_by_match, compiled)


def _by_match(compiled: Any, data: bytes, start: int, end: int) -> Sequence[tuple[int, int]]:
    match = compiled.search(data, start, end)
    return [(-1, -1)] if match is None else [match.span(group) for group in range(compiled.groups + 1)]


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


def _parts(written: str, alphabet: Alphabet) -> Iterator[_Part]:
    r"""The alternatives at the top, translated, with the `\b` of their ends taken off."""
    tokens = list(_tokens(written))
    flags = ""
    while tokens and tokens[0].startswith("(?") and tokens[0].endswith(")"):
        flags += tokens.pop(0)
    depth, current = 0, list[str]()
    for token in [*tokens, "|END|"]:
        if token == "|END|" or (token == "|" and depth == 0):
            yield _part(current, flags, written, alphabet)
            current = []
            continue
        depth += (token.startswith("(")) - (token == ")")
        current.append(token)


def _part(tokens: list[str], flags: str, written: str, alphabet: Alphabet) -> _Part:
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
    return _Part(flags + "".join(_translated(body, alphabet.escapes())), left, right)


def _tokens(written: str) -> Iterator[str]:
    """The pattern in pieces: escapes, classes, flag groups, group openings and single characters."""
    at = 0
    while at < len(written):
        end = _token_end(written, at)
        yield written[at:end]
        at = end


def _token_end(written: str, at: int) -> int:
    if written[at] == "\\":
        if written[at + 1 : at + 2] in ("p", "P", "x"):
            if written[at + 2 : at + 3] == "{":
                close = written.find("}", at)
                return close + 1 if close > 0 else len(written)
            return min(at + (4 if written[at + 1] == "x" else 3), len(written))
        return min(at + 2, len(written))
    if written[at] == "[":
        return _class_end(written, at)
    if written.startswith(("(?P<", "(?<"), at) and ">" in written[at:]:
        return written.index(">", at) + 1
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


def _translated(tokens: list[str], escapes: Mapping[str, tuple[str, str | None]]) -> Iterator[str]:
    for token in tokens:
        if token in escapes:
            yield escapes[token][0]
        elif token.startswith("["):
            yield _class(token, escapes)
        else:
            yield token


def _class(token: str, escapes: Mapping[str, tuple[str, str | None]]) -> str:
    found, at = "", 0
    while at < len(token):
        end = _token_end(token, at) if token[at] == "\\" else at + 1
        piece = token[at:end]
        inside = escapes[piece][1] if piece in escapes else piece
        if inside is None:
            raise BadPattern(
                Words(f"`{piece}` cannot stand inside `{token}`", f"`{piece}` kann nicht in `{token}` stehen"),
                Words("write the characters themselves", "die Zeichen selbst aufschreiben"),
            )
        found += inside
        at = end
    return found
