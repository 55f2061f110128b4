"""How a hit is meant: negated, quoted, asked, conditional; who speaks and when."""

from __future__ import annotations

from rulekit.text.reading import Text
from rulekit.text.values import Hit, HitContext, Token

_NO = frozenset(
    [
        "kein",
        "keine",
        "keinen",
        "keinem",
        "keiner",
        "keines",
        "keinerlei",
        "nicht",
        "nichts",
        "nich",
        "ned",
        "ohne",
        "weder",
        "noch",
        "niemand",
        "no",
        "not",
        "without",
        "nothing",
        "none",
        "nobody",
        "neither",
        "nor",
        "cannot",
        "cant",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "arent",
        "wont",
        "wouldnt",
    ]
)
_NEVER = frozenset(["nie", "niemals", "nimmer", "nirgends", "never"])
_ALL = _NO | _NEVER
_UNLESS_BEHIND = frozenset(["nur", "ohne", "bloss", "only", "just"])
_SCOPE = 4
_WINDOW = 40
"""How many tokens around a hit are looked at, whatever the clause: keeps a check linear."""
_JOINS = frozenset(["und", "oder", "aber", "sondern", "and", "or", "but"])
_CONDITIONAL = frozenset(
    [
        "wenn",
        "falls",
        "sofern",
        "würde",
        "würden",
        "würdest",
        "würdet",
        "wäre",
        "wären",
        "hätte",
        "hätten",
        "könnte",
        "könnten",
        "sollte",
        "sollten",
        "if",
        "unless",
        "would",
        "could",
        "might",
        "should",
        "whether",
        "angenommen",
        "gesetzt",
        "vielleicht",
    ]
)
_PERSONS = {
    "ich": "1s", "mir": "1s", "mich": "1s", "i": "1s", "me": "1s", "i'm": "1s", "i've": "1s", "i'd": "1s", "i'll": "1s",
    "wir": "1p", "uns": "1p", "we": "1p", "us": "1p", "we're": "1p", "we've": "1p", "we'll": "1p",
    "du": "2", "dich": "2", "dir": "2", "ihr": "2", "euch": "2", "you": "2", "you're": "2", "ya": "2", "u": "2",
    "er": "3", "sie": "3", "es": "3", "man": "3", "he": "3", "she": "3", "it": "3", "they": "3",
    "him": "3", "them": "3",
    "he's": "3", "she's": "3", "they're": "3",
}  # fmt: skip
_WEAK_PERSONS = frozenset(["mir", "mich", "uns", "dich", "dir", "euch", "me", "us", "him", "them", "es", "it"])
_FUTURE = frozenset(
    [
        "werde",
        "wirst",
        "wird",
        "werden",
        "werdet",
        "will",
        "won't",
        "i'll",
        "we'll",
        "you'll",
        "he'll",
        "she'll",
        "they'll",
        "it'll",
        "demnächst",
        "gonna",
    ]
)
_PAST = frozenset(
    [
        "war",
        "warst",
        "waren",
        "wart",
        "hatte",
        "hattest",
        "hatten",
        "hattet",
        "wurde",
        "wurdest",
        "wurden",
        "wurdet",
        "was",
        "were",
        "had",
        "did",
        "didn't",
        "wasn't",
        "gab",
        "ging",
        "kam",
        "sah",
        "nahm",
        "sagte",
        "machte",
        "verriet",
        "liess",
        "stand",
        "fand",
        "schrieb",
        "sprach",
        "wusste",
        "konnte",
        "musste",
        "wollte",
        "sollte",
        "durfte",
        "gestern",
        "damals",
        "yesterday",
        "been",
    ]
)
_PERFECT = frozenset(
    [
        "habe",
        "hab",
        "hast",
        "hat",
        "haben",
        "habt",
        "bin",
        "bist",
        "ist",
        "sind",
        "seid",
        "have",
        "has",
        "i've",
        "we've",
        "you've",
        "they've",
    ]
)
_ADVERBS = frozenset(["garantiert", "bestimmt", "sicher", "sicherlich", "absolut", "total", "echt", "vielleicht"])
_PRONOUNS = frozenset(
    ["ich", "du", "er", "sie", "es", "wir", "ihr", "man", "i", "you", "he", "she", "it", "we", "they", "das", "dies"]
)
_NO_PARTICIPLES = frozenset(
    [
        "gehen",
        "geben",
        "gelten",
        "gehören",
        "genießen",
        "geniessen",
        "gewinnen",
        "gelingen",
        "gelangen",
        "genügen",
        "geraten",
        "gegen",
        "genau",
        "gut",
        "geld",
        "gebet",
        "gericht",
        "gebiet",
        "gewicht",
        "gehalt",
        "gesicht",
        "gestern",
        "geist",
    ]
)


def context_of(text: Text, hit: Hit) -> HitContext:
    """What surrounds a hit, as far as its own clause and sentence tell."""
    tokens = text.tokens
    if not tokens:
        return HitContext(False, _quoted(text, hit), False, False, None, None)
    first, last = tokens[hit.first], tokens[hit.last]
    start, end = hit.first, hit.last
    while start > max(0, hit.first - _WINDOW) and tokens[start - 1].clause == first.clause:
        start -= 1
    while end + 1 < min(len(tokens), hit.last + _WINDOW) and tokens[end + 1].clause == last.clause:
        end += 1
    clause = [token.form for token in tokens[start : end + 1]]
    return HitContext(
        _negated(tokens, start, end, hit),
        _quoted(text, hit),
        first.sentence in text.questions,
        _conditional(tokens, hit.first),
        _person(clause, hit.first - start),
        _tense(clause),
    )


def _quoted(text: Text, hit: Hit) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in text.quotes)


def _negates(tokens: tuple[Token, ...], place: int) -> bool:
    """True for a negating word, unless what follows takes it back (nicht nur, nicht ohne, not only)."""
    form = tokens[place].form
    if form not in _ALL and not form.endswith("n't"):
        return False
    behind = tokens[place + 1].form if place + 1 < len(tokens) else ""
    if behind in _UNLESS_BEHIND and form in ("nicht", "not", "nich"):
        return False
    if form == "nichts" and behind in ("als", "anderes"):
        return False
    before = tokens[place - 1].form if place else ""
    if form == "noch":
        return any(token.form == "weder" for token in tokens[max(0, place - 12) : place])
    return not (form in ("ohne", "without") and before in ("nicht", "not"))


def _negated(tokens: tuple[Token, ...], start: int, end: int, hit: Hit) -> bool:
    for place in range(hit.first - 1, start - 1, -1):
        form = tokens[place].form
        near = hit.first - place <= _SCOPE
        if not near and form not in _NEVER and not form.endswith("n't") and form not in ("not", "weder", "noch"):
            continue
        if _negates(tokens, place) and not _cut(tokens, place, hit.first):
            return True
    if hit.last > hit.first and any(
        _negates(tokens, place) for place in range(hit.first + 1, min(hit.last, hit.first + _WINDOW))
    ):
        return True
    if not _finite(tokens, start, hit):
        return False
    for place in range(hit.last + 1, min(end, hit.last + 2 * _SCOPE) + 1):
        if tokens[place].form in _JOINS:
            return False
        if _negates(tokens, place):
            return tokens[place].form != "ohne"
    return False


def _cut(tokens: tuple[Token, ...], place: int, until: int) -> bool:
    """True if a new part begins between the negation and the hit: nicht teuer und vertraulich stays one."""
    return any(tokens[at].form in ("aber", "sondern", "but") for at in range(place + 1, until))


def _finite(tokens: tuple[Token, ...], start: int, hit: Hit) -> bool:
    """True if the hit looks like a German main verb, which is negated from behind."""
    form = tokens[hit.first].form
    if form in _ADVERBS or tokens[hit.first].kind != "word":
        return False
    beside = [tokens[at].form for at in (hit.first - 1, hit.last + 1) if start <= at < len(tokens)]
    if any(other in _PRONOUNS for other in beside):
        return True
    at_once = hit.last + 1 < len(tokens) and tokens[hit.last + 1].form in _ALL
    return form.endswith(("t", "te", "ten", "st")) and (hit.first > start or at_once)


def _conditional(tokens: tuple[Token, ...], place: int) -> bool:
    sentence = tokens[place].sentence
    clause = tokens[place].clause
    for token in tokens[max(0, place - _WINDOW) : place + _WINDOW]:
        if token.sentence == sentence and token.form in _CONDITIONAL and abs(token.clause - clause) <= 1:
            return True
    return False


def _person(clause: list[str], place: int) -> str | None:
    best: tuple[int, int, str] | None = None
    for at, form in enumerate(clause):
        person = _PERSONS.get(form)
        if form == "ihr" and not any(
            other.endswith("t") or other == "seid" for other in clause[max(0, at - 1) : at + 2]
        ):
            continue  # a possessive: ihr Chef
        if person is not None:
            rank = (int(form in _WEAK_PERSONS), abs(at - place), person)
            best = rank if best is None or rank < best else best
    return best[2] if best else None


def _tense(clause: list[str]) -> str | None:
    forms = set(clause)
    participle = any(_participle(form) for form in clause)
    if forms & _FUTURE and not participle:
        return "future"
    if forms & _PAST or (participle and forms & _PERFECT):
        return "past"
    if any(form.endswith("ed") and len(form) > 4 and form.isascii() for form in clause) and not forms & _PERFECT:
        return "past"
    if any(form.endswith(("te", "ten", "test")) and len(form) > 6 and form in _weak_past(clause) for form in clause):
        return "past"
    return "present" if len(clause) > 1 else None


def _weak_past(clause: list[str]) -> set[str]:
    """Words in -te beside a pronoun: ich verlinkte, wir kündigten."""
    return {
        form
        for at, form in enumerate(clause)
        if (at and clause[at - 1] in _PRONOUNS) or (at + 1 < len(clause) and clause[at + 1] in _PRONOUNS)
    }


def _participle(form: str) -> bool:
    if form in _NO_PARTICIPLES or len(form) < 5:
        return False
    if form.endswith(("t", "en")) and "ge" in form[:-3]:
        return form.startswith("ge") or any(form.startswith(part + "ge") for part in _PARTICLES)
    return form.startswith(("ver", "be", "ent", "er", "zer")) and form.endswith(("t", "en"))


_PARTICLES = (
    "an",
    "auf",
    "aus",
    "ab",
    "vor",
    "zu",
    "mit",
    "nach",
    "ein",
    "um",
    "bei",
    "weiter",
    "raus",
    "weg",
    "los",
    "bekannt",
)
