"""How a hit is meant: negated, quoted, asked, conditional, spoken against; who speaks and when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rulekit.text.countering import countered
from rulekit.text.reading import Text
from rulekit.text.values import Hit

_KEIN = frozenset("kein keine keinen keinem keiner keines keinerlei no".split())
_NO = _KEIN | frozenset(
    """
    nicht nichts nich ned nix ohne weder noch niemand niemanden niemandem not without nothing none nobody neither nor
    cannot cant dont doesnt didnt isnt arent wont wouldnt
    """.split()
)
_NEVER = frozenset("nie niemals nimmer nirgends nirgendwo keinesfalls keineswegs never".split())
_ALL = _NO | _NEVER
_ALONE = _ALL - {"noch"}
"""What negates in a text without `weder`."""

_FAR = _NEVER | frozenset("not weder noch niemand nobody".split())
"""What negates its whole clause, not only the next words."""

_UNLESS_BEHIND = frozenset("nur ohne bloss zuletzt allein only just least".split())
_SET_NOUNS = frozenset(
    """
    zweifel frage wunder scherz witz gerücht problem thema spass quatsch doubt question wonder joke kidding problem worries
    """.split()
)
"""`Kein Zweifel, …`, `no doubt`: a fixed phrase that negates nothing but itself."""

_EXISTS = frozenset(
    """
    gibt gab gäbe besteht bestand bestehen existiert existieren habe hab haben hat hatte hatten sehe sehen sieht finde
    finden findet kenne kennen kennt brauche brauchen braucht will wollen möchte möchten
    """.split()
)
_SCOPE = 4
_WINDOW = 40
"""How many tokens around a hit are looked at, whatever the clause: keeps a check linear."""
_JOINS = frozenset("und oder aber sondern and or but".split())
_CONDITIONAL = frozenset(
    """
    wenn falls sofern würde würden würdest würdet wäre wären hätte hätten könnte könnten sollte sollten if unless would
    could might should whether angenommen gesetzt vielleicht
    """.split()
)
_PERSONS = {
    "ich": "1s", "mir": "1s", "mich": "1s", "i": "1s", "me": "1s", "i'm": "1s", "i've": "1s", "i'd": "1s", "i'll": "1s",
    "wir": "1p", "uns": "1p", "we": "1p", "us": "1p", "we're": "1p", "we've": "1p", "we'll": "1p",
    "du": "2", "dich": "2", "dir": "2", "ihr": "2", "euch": "2", "you": "2", "you're": "2", "ya": "2", "u": "2",
    "er": "3", "sie": "3", "es": "3", "man": "3", "he": "3", "she": "3", "it": "3", "they": "3",
    "him": "3", "them": "3", "jemand": "3", "niemand": "3", "someone": "3", "somebody": "3",
    "he's": "3", "she's": "3", "they're": "3",
}  # fmt: skip
_WEAK_PERSONS = frozenset("mir mich uns dich dir euch me us him them es it".split())
_ARTICLES = frozenset(
    """
    der die das ein eine dieser diese dieses jeder jede mein meine dein deine sein seine ihr ihre unser unsere euer eure
    kein keine viele alle manche einige herr frau the a an this that these those my your his her our their mr mrs ms
    """.split()
)
_THIRD = frozenset(
    """
    ist hat wird war kann will muss soll darf mag weiss tut sind haben werden waren hatte hatten wurde wurden is has was
    does are were had
    """.split()
)
_NO_VERBS = frozenset(
    """
    nicht jetzt seit mit erst selbst fast heut recht direkt gut echt sonst dort meist zuletzt leicht schlecht laut bereits
    vielleicht oft längst zuerst möglichst höchst weit bunt nett kalt alt hart dicht glatt satt tot rot statt samt nebst
    insgesamt überhaupt unbedingt garantiert bestimmt bekannt but not that it what at out about just most must want
    """.split()
)
_FUTURE = frozenset(
    """
    werde wirst wird werden werdet will won't i'll we'll you'll he'll she'll they'll it'll demnächst gonna
    """.split()
)
_PAST = frozenset(
    """
    war warst waren wart hatte hattest hatten hattet wurde wurdest wurden wurdet was were had did didn't wasn't gab ging
    kam sah nahm sagte machte verriet liess stand fand schrieb sprach wusste konnte musste wollte sollte durfte gestern
    damals yesterday been gaben gingen kamen sahen nahmen verrieten liessen standen fanden schrieben sprachen fuhr lief
    las trug traf hielt rief schlief fiel bekam begann verlor gewann vergass brachte dachte kannte nannte nannten hiess
    bat bot trank ass sass lag schien blieb stieg zog flog log betrog stahl brach half warf starb verstand erhielt lieh
    litt griff riss schnitt erschien entschied empfahl went said made got saw came took knew thought told left
    felt gave found kept began ran wrote met lost paid sent built held spoke bought won stole became brought taught heard
    """.split()
)
_PERFECT = frozenset("habe hab hast hat haben habt bin bist ist sind seid have has i've we've you've they've".split())
_ADVERBS = frozenset("garantiert bestimmt sicher sicherlich absolut total echt vielleicht".split())
_PRONOUNS = frozenset("ich du er sie es wir ihr man i you he she it we they das dies".split())
_NO_PARTICIPLES = frozenset(
    """
    gehen geben gelten gehören genießen geniessen gewinnen gelingen gelangen genügen geraten gegen genau gut geld gebet
    gericht gebiet gewicht gehalt gesicht gestern geist
    """.split()
)
_PARTICLES = tuple("an auf aus ab vor zu mit nach ein um bei weiter raus weg los bekannt".split())


class _Around(NamedTuple):
    """A hit's clause: tokens `start` to `end`, both included."""

    forms: Sequence[str]
    start: int
    end: int


class HitContext:
    """How a hit is meant, as far as its own clause and sentence tell; each answer is worked out when asked for.

    All are False or None in a text without words.
    """

    __slots__ = ("_hit", "_text", "_within")

    def __init__(self, text: Text, hit: Hit) -> None:
        self._text = text
        self._hit = hit
        self._within: _Around | None = None

    @property
    def _around(self) -> _Around:
        if self._within is None:
            self._within = _clause(self._text, self._hit)
        return self._within

    @property
    def negated(self) -> bool:
        """Whether a negation reaches the hit."""
        negators = _negators(self._text)
        if not negators or not _in_reach(negators, self._hit, self._text):
            return False
        return _negated(self._around, self._hit, self._text)

    @property
    def quoted(self) -> bool:
        """Whether the hit stands in quotation marks."""
        return _quoted(self._text, self._hit)

    @property
    def question(self) -> bool:
        """Whether its sentence asks."""
        if "?" not in self._text.source or not self._text.keys:
            return False
        structure = self._text.structure
        return structure.numbers[self._hit.first] in structure.questions

    @property
    def conditional(self) -> bool:
        """Whether its sentence speaks of what might be."""
        return _conditional(self._text, self._hit.first)

    @property
    def counter(self) -> bool:
        """Whether its sentence speaks against it or reports it with disapproval: `Vorsicht vor …`, `jemand nannte sie …`."""
        return bool(self._text.keys) and countered(self._text, self._hit, self.quoted)

    @property
    def person(self) -> str | None:
        """The person of its clause: `1s`, `1p`, `2`, `3`, or None if nobody can tell."""
        return _person(self._text, self._around, self._hit.first) if self._text.forms else None

    @property
    def tense(self) -> str | None:
        """The tense of its clause: past, present, future, or None if nobody can tell."""
        if not self._text.forms:
            return None
        around = self._around
        return _tense(around.forms[around.start : around.end + 1])


def context_of(text: Text, hit: Hit) -> HitContext:
    """What surrounds a hit."""
    return HitContext(text, hit)


def _clause(text: Text, hit: Hit) -> _Around:
    forms, clauses = text.forms, text.structure.clauses
    lowest, highest = max(0, hit.first - _WINDOW), min(len(forms), hit.last + _WINDOW)
    start = bisect_left(clauses, clauses[hit.first], lowest, hit.first)  # clauses only ever count up
    end = bisect_right(clauses, clauses[hit.last], max(0, hit.last), highest) - 1
    return _Around(forms, start, end)


def _quoted(text: Text, hit: Hit) -> bool:
    quotes = text.quotes
    return bool(quotes) and any(start <= hit.start and hit.end <= end for start, end in quotes)


def _negators(text: Text) -> list[int]:
    """The tokens that may negate, in ascending order: most texts have few, and nothing else needs a look."""
    found = text.where(_ALL if "weder" in text.distinct else _ALONE)
    if text.odd and "'" in text.source:
        forms = text.forms
        short = [number for number in text.odd if forms[number].endswith("n't")]
        if short:
            return sorted({*found, *short})
    return found


def _in_reach(negators: list[int], hit: Hit, text: Text) -> bool:
    """Whether any of these tokens may reach a hit, wherever its clause ends: asked before anybody works out the clauses."""
    first, last = hit.first, hit.last
    for place in negators:
        if place > last:
            return place <= last + 2 * _SCOPE and _from_behind(text.forms, first, last)
        if place > first:
            return True
        before = first - place
        if 0 < before <= _SCOPE:
            return True
        if 0 < before <= _WINDOW and (text.forms[place] in _FAR or text.forms[place].endswith("n't")):
            return True
    return False


def _from_behind(forms: Sequence[str], first: int, last: int) -> bool:
    """The same for the tokens behind a hit: they reach a verb, and what is said first."""
    if forms[last + 1] in _EXISTS:
        return True
    verb = forms[first].endswith(("t", "ten", "te"))
    if not verb and forms[last + 1] not in _PRONOUNS and (first == 0 or forms[first - 1] not in _PRONOUNS):
        return False
    return _negated_behind(forms, last + 1, min(len(forms), last + 2 * _SCOPE + 1))


def _between(places: list[int], low: int, high: int) -> list[int]:
    """The places from `low` to before `high`."""
    return places[bisect_left(places, low) : bisect_left(places, high)] if places else places


def _negates(forms: Sequence[str], place: int) -> bool:
    """True for a negating word, unless what follows takes it back (nicht nur, nicht ohne, not only)."""
    form = forms[place]
    if form not in _ALL and not form.endswith("n't"):
        return False
    behind = forms[place + 1] if place + 1 < len(forms) else ""
    if behind in _UNLESS_BEHIND and form in ("nicht", "not", "nich"):
        return False
    if form == "nichts" and behind in ("als", "anderes"):
        return False
    if form == "noch":
        return "weder" in forms[max(0, place - 12) : place]
    if form in ("ohne", "without"):
        before = forms[max(0, place - _SCOPE) : place]
        return not any(other in _ALL or other.endswith("n't") for other in before)
    return True


def _reaches(forms: Sequence[str], place: int, first: int) -> bool:
    """True if the negation at `place` is not used up by a fixed phrase before the hit: ohne Zweifel unfähig."""
    used_up = forms[place] in _KEIN or forms[place] in ("ohne", "without")
    return not (used_up and place + 1 < first and forms[place + 1] in _SET_NOUNS)


def _negated(around: _Around, hit: Hit, text: Text) -> bool:
    forms = around.forms
    negators = _negators(text)
    for place in reversed(_between(negators, around.start, hit.first)):
        form = forms[place]
        if hit.first - place > _SCOPE and form not in _FAR and not form.endswith("n't"):
            continue
        if form in ("ohne", "without") and not _negates(forms, place):
            return False  # kein Tag ohne …
        if _negates(forms, place) and not _cut(forms, place, hit.first) and _reaches(forms, place, hit.first):
            return True
    inner = _between(negators, hit.first + 1, min(hit.last, hit.first + _WINDOW))
    if inner and any(_negates(forms, place) for place in inner):
        return True
    if _fronted(around, hit):
        return True
    behind = min(around.end, hit.last + 2 * _SCOPE) + 1
    if not _between(negators, hit.last + 1, behind):
        return False
    return _finite(around, hit, text) and _negated_behind(forms, hit.last + 1, behind)


def _negated_behind(forms: Sequence[str], start: int, end: int) -> bool:
    for place in range(start, end):
        if forms[place] in _JOINS:
            return False
        if _negates(forms, place):
            return forms[place] != "ohne"
    return False


def _cut(forms: Sequence[str], place: int, until: int) -> bool:
    """True if a new part begins between the negation and the hit: nicht teuer und vertraulich stays one."""
    return any(forms[at] in ("aber", "sondern", "but") for at in range(place + 1, until))


def _fronted(around: _Around, hit: Hit) -> bool:
    """`Geheimnisse haben wir keine`, `ein Risiko gibt es nicht`: what there is not, said first."""
    forms = around.forms
    if hit.first - around.start > 2 or hit.last + 1 > around.end or forms[hit.last + 1] not in _EXISTS:
        return False
    rest = forms[hit.last + 2 : min(around.end, hit.last + 6) + 1]
    return any(form in _KEIN or form in _NEVER or form == "nicht" for form in rest[-1:]) or (
        len(rest) > 1 and rest[-2] in _NEVER
    )


def _finite(around: _Around, hit: Hit, text: Text) -> bool:
    """True if the hit looks like a German main verb, which is negated from behind."""
    forms = around.forms
    form = forms[hit.first]
    if form in _ADVERBS or text.kind(hit.first) != "word":
        return False
    beside = [forms[at] for at in (hit.first - 1, hit.last + 1) if around.start <= at < len(forms)]
    if any(other in _PRONOUNS for other in beside):
        return True
    at_once = hit.last + 1 < len(forms) and forms[hit.last + 1] in _ALL
    return form.endswith(("t", "te", "ten", "st")) and (hit.first > around.start or at_once)


def _conditional(text: Text, place: int) -> bool:
    near = _between(text.where(_CONDITIONAL), place - _WINDOW, place + _WINDOW)
    if not near:
        return False
    numbers, clauses = text.structure.numbers, text.structure.clauses
    return any(numbers[at] == numbers[place] and abs(clauses[at] - clauses[place]) <= 1 for at in near)


def _person(text: Text, around: _Around, place: int) -> str | None:
    best: tuple[int, int, str] | None = None
    clause = around.forms[around.start : around.end + 1]
    for at, form in enumerate(clause):
        person = _PERSONS.get(form)
        if person is None:
            continue
        if form == "ihr" and not any(
            other.endswith("t") or other == "seid" for other in clause[max(0, at - 1) : at + 2]
        ):
            continue  # a possessive: ihr Chef
        if form == "sie" and at and text.original[text.starts[around.start + at]] == "S":
            person = "2"  # the polite form
        rank = (int(form in _WEAK_PERSONS), abs(at - (place - around.start)), person)
        best = rank if best is None or rank < best else best
    if best is not None and (best[0] == 0 or not _third(text, around)):
        return best[2]
    return "3" if _third(text, around) else None


def _third(text: Text, around: _Around) -> bool:
    """True for a noun as subject with a verb in the third person: Die Frau wohnt."""
    forms = around.forms
    places = range(around.start, around.end + 1)
    if not any(forms[at] in _THIRD or _ends_in_t(text, at) for at in places):
        return False
    return any(forms[at] in _ARTICLES or (at > around.start and _capital(text, at)) for at in places)


def _ends_in_t(text: Text, at: int) -> bool:
    form = text.forms[at]
    return form.endswith("t") and len(form) > 3 and form not in _NO_VERBS and not _capital(text, at)


def _capital(text: Text, at: int) -> bool:
    sign = text.shape[text.bounds[2 * at]]
    return "A" <= sign <= "Z"


def _tense(clause: Sequence[str]) -> str | None:
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


def _weak_past(clause: Sequence[str]) -> set[str]:
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
