"""The shape of a post's text: length, first line, fold, capitals, readability, likeness to other texts, emoji,
language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rulekit.errors import Words
from rulekit.facts.platforms import PLATFORMS
from rulekit.facts.seen import KNOWN, NONE, Found, Seen
from rulekit.facts.spans import BLANKS, listed, listed_in_order, seen_at, strings_of, text_of
from rulekit.facts.table import Fact
from rulekit.facts.view import View
from rulekit.model.decision import Evidence
from rulekit.text import Text

_NOTHING = BLANKS + "\u200b\u200c\u200d\u2060\ufeff\xad"

ENOUGH_LETTERS: Final = 20
"""Below so many letters a share of capitals says nothing (domain rule netiquette)."""

LONG_WORD = 6
"""A word with more letters is long (Björnsson, Läsbarhet, 1968)."""

GERMAN = frozenset(
    "aber als am an auch auf aus bei bin bis da das dass dem den der des die dir doch du durch ein eine einem einen "
    "einer es euch euer für gibt hab habe haben hat heute ich ihr im immer in ist ja jetzt kann kein keine mal mehr "
    "mein meine mich mir mit morgen nach nicht noch nur oder schon sehr sein seine sich sie sind so über um und uns "
    "unser unsere unseren vom von vor war was wenn wer werden wie wieder wir wird zu zum zur".split()
)
ENGLISH = frozenset(
    "a about all an and are as at be been but by can do for from get had has have he her here his how i if in is it "
    "its just like me more my new no not of on one or our out she so that the their them there they this to today up "
    "us was we were what when which who will with you your".split()
)
_BOTH = GERMAN & ENGLISH

_NO_TEXT: Final = Seen(NONE, None, "/text")
_NEVER: Final = Seen(KNOWN, 0, "/text")
"""What most posts have of most facts, made once."""


def _text_chars(view: View) -> Seen:
    return Seen(KNOWN, len(text_of(view) or ""), "/text")


def first_line(text: str) -> tuple[int, int]:
    """Start and end of the first line that is not blank, without the blanks around it; `(0, 0)` if there is none."""
    start = len(text) - len(text.lstrip(_NOTHING))
    if start == len(text):
        return 0, 0
    return start, start + len(text[start:].splitlines()[0].rstrip(BLANKS))


def fold(text: str, chars: int | None, lines: int | None) -> int:
    """How many code points of the text stand before "more": at most so many, of at most so many lines."""
    shown = text[:chars]
    if lines is None:
        return len(shown)
    first = shown.splitlines(keepends=True)[:lines]
    if len(first) == lines:
        first[-1] = first[-1].splitlines()[0]
    return sum(map(len, first))


def _first_line(view: View) -> Seen:
    text = text_of(view)
    if text is None:
        return _NO_TEXT
    start, end = first_line(text)
    return Seen(KNOWN, text[start:end], "/text", start)


def _above_fold(view: View) -> Seen:
    text = text_of(view)
    if text is None:
        return _NO_TEXT
    name = view.post.get("platform")
    limits = PLATFORMS.get(name) if isinstance(name, str) else None
    end = len(text) if limits is None else fold(text, limits.fold_chars, limits.fold_lines)
    return Seen(KNOWN, text[:end], "/text", 0)


_LARGE: Final = bytes((*range(ord("A"), ord("Z") + 1), *range(0xC0, 0xD7), *range(0xD8, 0xDF)))
SMALL: Final = bytes((*range(ord("a"), ord("z") + 1), *range(0xDF, 0xF7), *range(0xF8, 0x100)))
"""The letters of Latin-1; of a shape they are those of ASCII alone."""


def _caps_share(view: View) -> Seen:
    text = view.text("/text", view.post.get("text") or "")
    # no sign beyond Latin-1 that a plain text may have is a letter
    letters = text.nfkc.encode("latin-1", "replace") if text.plain else text.shape.encode("ascii")
    small = letters.translate(None, _LARGE)
    large = len(letters) - len(small)
    total = large + len(small) - len(small.translate(None, SMALL))
    if total < ENOUGH_LETTERS:
        return _NO_TEXT
    return Seen(KNOWN, round(large / total, 4), "/text")


def _readability(view: View) -> Seen:
    text = text_of(view)
    sentences: dict[int, int] = {}
    words = long = 0
    for token in view.text("/text", text).tokens if text else ():
        if token.kind in ("word", "number"):
            words += 1
            long += token.end - token.start > LONG_WORD and token.kind == "word"
            sentences[token.sentence] = sentences.get(token.sentence, 0) + 1
    if not words:
        return _NO_TEXT
    # in whole numbers, because a sum of rounded fractions could end on either side of a half
    count = len(sentences)
    lix = (2 * (words * words + 100 * long * count) + words * count) // (2 * words * count)
    return Seen(KNOWN, {"lix": lix, "longest_sentence": max(sentences.values())}, "/text")


def _forms(text: Text) -> list[str]:
    return [token.form for token in text.tokens if token.kind != "emoji"]


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of words two texts have in common, each as often as it occurs in both (Sørensen and Dice): 0 to 1,
    four decimals."""
    first, second = list(one), list(other)
    if not first or not second:
        return 1.0 if first == second else 0.0
    left: dict[str, int] = {}
    for word in first:
        left[word] = left.get(word, 0) + 1
    shared = 0
    for word in second:
        if left.get(word, 0):
            left[word] -= 1
            shared += 1
    return round(2 * shared / (len(first) + len(second)), 4)


def _similarity(view: View) -> Seen:
    campaign = view.post.get("campaign")
    if campaign is None:
        return _NO_TEXT
    template = campaign.get("template") if isinstance(campaign, dict) else None
    text = text_of(view)
    if not isinstance(template, str) or text is None:
        return _NO_TEXT
    share = likeness(_forms(view.text("/text", text)), _forms(view.text("/campaign/template", template)))
    return Seen(KNOWN, {"template": share}, "/text")


def _repeats(view: View) -> Seen:
    if not view.post.get("recent_texts"):
        return _NEVER
    text = text_of(view)
    earlier = strings_of(view, "recent_texts")
    if text is None or not earlier:
        return Seen(KNOWN, 0, "/text")
    forms = _forms(view.text("/text", text))
    same = sum(string == text or (bool(forms) and _forms(view.text(at, string)) == forms) for at, string in earlier)
    return Seen(KNOWN, same, "/text")


def _may_hold_emoji(text: str) -> bool:
    """Whether a text has a sign that every emoji has one of: its own, or what makes an emoji of a sign of Latin-1."""
    raw = text.encode("latin-1", "replace")
    place = raw.find(b"?")
    while place >= 0:
        if text[place] > "\u203b":
            return True
        place = raw.find(b"?", place + 1)
    return False


def _emoji(view: View) -> Seen:
    text = view.post.get("text") or ""
    if text.isascii() or not _may_hold_emoji(text):
        return _NO_TEXT
    from rulekit.text.entities import emoji  # imported where used: many texts have none

    return listed_in_order(
        [Found(text[start:end], (Evidence("/text", start, end, text[start:end]),)) for start, end in emoji(text)]
    )


def _cashtags(view: View) -> Seen:
    text = text_of(view) or ""
    if "$" not in text:
        return _NO_TEXT
    from rulekit.text.entities import cashtags  # imported where used: most texts have none

    return listed(Found(one.name.upper(), (seen_at("/text", text, one.start, one.end),)) for one in cashtags(text))


def guess(forms: Iterable[str]) -> str | None:
    """`de` or `en` if the words of one outnumber those of the other at least two to one, else None."""
    german = english = 0
    for form in forms:
        if form in _BOTH:
            continue
        german += form in GERMAN
        english += form in ENGLISH
    if max(german, english) == 0 or max(german, english) < 2 * min(german, english):
        return None
    return "de" if german > english else "en"


def _lang(view: View) -> Seen:
    if "lang" in view.post:
        stated = view.post["lang"]
        return Seen(NONE if stated is None else KNOWN, stated, "/lang")
    text = text_of(view)
    found = guess(token.form for token in view.text("/text", text).tokens if token.kind == "word") if text else None
    return Seen(KNOWN if found else NONE, found, "/text")


_NUMBER = {"type": "number"}
_LIST = {"type": "array", "items": {"type": "string"}}

FACTS: tuple[Fact, ...] = (
    Fact(
        "text_chars",
        {"type": "integer"},
        Words("How many code points the text has.", "Wie viele Codepunkte der Text hat."),
        _text_chars,
    ),
    Fact(
        "first_line",
        {"type": "string"},
        Words("The first line of the text that is not blank.", "Die erste Zeile des Textes, die nicht leer ist."),
        _first_line,
    ),
    Fact(
        "above_fold",
        {"type": "string"},
        Words(
            'What the platform shows of the text before "more"; all of it where it hides nothing.',
            "Was die Plattform vom Text vor „mehr“ zeigt; alles, wo sie nichts verbirgt.",
        ),
        _above_fold,
    ),
    Fact(
        "caps_share",
        _NUMBER,
        Words(
            "The share of capitals among the letters of the text, 0 to 1; none below 20 letters.",
            "Der Anteil der Großbuchstaben an den Buchstaben des Textes, 0 bis 1; keiner unter 20 Buchstaben.",
        ),
        _caps_share,
    ),
    Fact(
        "readability",
        {
            "type": "object",
            "properties": {"lix": {"type": "integer"}, "longest_sentence": {"type": "integer"}},
            "additionalProperties": False,
        },
        Words(
            "How hard the text is to read: its LIX (Björnsson 1968) and the words of its longest sentence.",
            "Wie schwer der Text zu lesen ist: sein LIX (Björnsson 1968) und die Wörter seines längsten Satzes.",
        ),
        _readability,
    ),
    Fact(
        "similarity",
        {"type": "object", "properties": {"template": _NUMBER}, "additionalProperties": False},
        Words(
            "How like the text is to the campaign's template, 0 to 1 by the words they share.",
            "Wie sehr der Text der Vorlage der Kampagne gleicht, 0 bis 1 nach den gemeinsamen Wörtern.",
        ),
        _similarity,
    ),
    Fact(
        "repeats",
        {"type": "integer"},
        Words(
            "How many recent texts say the same, apart from case, spaces, punctuation and emoji.",
            "Wie viele der letzten Texte dasselbe sagen, abgesehen von Schreibung, Abständen, Satzzeichen und Emoji.",
        ),
        _repeats,
    ),
    Fact("emoji", _LIST, Words("The emoji of the text, in order.", "Die Emoji des Textes, der Reihe nach."), _emoji),
    Fact(
        "cashtags",
        _LIST,
        Words(
            "The cashtags of the text in capitals, without the dollar.",
            "Die Cashtags des Textes in Großbuchstaben, ohne Dollarzeichen.",
        ),
        _cashtags,
    ),
    Fact(
        "lang",
        {"type": "string"},
        Words(
            "The language of the text: the stated one, else German or English by its small words, else none.",
            "Die Sprache des Textes: die angegebene, sonst Deutsch oder Englisch nach den kleinen Wörtern, sonst "
            "keine.",
        ),
        _lang,
    ),
)
