"""The forms of a German word: endings, umlaut plurals, strong verbs, gender forms. Only used while compiling.

Everything works on folded words (lower case, ss for ß) and gives more rather than fewer forms as long as the extra
ones are no words of their own.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rulekit.text import german_data as data

_ADJECTIVE = ("", "e", "er", "es", "en", "em")
_COMPARED = (*_ADJECTIVE, "ere", "erer", "eres", "eren", "erem")
_SUPERLATIVE = ("ste", "ster", "stes", "sten", "stem")
_AGENTS = ("er", "ist", "ent", "ant", "or", "eur", "at", "loge", "soph", "graf", "ling", "pädagog", "ier", "ief", "nom")
_PEOPLE = frozenset(
    """
    chef arzt koch anwalt idiot freund feind kund kunde kolleg kollege nachbar bauer wirt held könig gast zeug zeuge
    expert experte genosse rat depp boss minister dieb jud jude türk türke franzos franzose deutsche pat pate
    journalist mandant klient angehörig partner mitglied kommilitone bürge erbe sklave narr nazi muslim christ profi
    azubi promi lehrling ministerpräsident fachmann richter wächter pächter züchter
    """.split()
)
_UMLAUT_COMPARED = frozenset(
    """
    alt arm dumm gross grob hart hoch jung kalt klug krank kurz lang nah rot scharf schwach schwarz stark warm
    gesund fromm schmal blass nass
    """.split()
)
_SUPPLETIVE = {
    "gut": ("besser", "best"), "viel": ("mehr", "meist"), "hoch": ("hoh", "höher", "höchst"),
    "nah": ("näher", "nächst"),
}  # fmt: skip
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}


_UMLAUT_PAST = frozenset("hatte konnte musste durfte mochte wusste brachte dachte".split())
_NOMINALISED_IN_ER = (
    "igter", "agter", "llter", "nnter", "tzter", "ndter", "ierter", "chteter", "beamter", "arbeitsloser", "obdachloser",
    "ialer", "ueller", "neller", "dlicher", "htlicher", "ender", "drucktes",
)  # fmt: skip
_NOUN_ENDINGS = (
    (("eur",), "e en s es"),
    (("ur", "ik"), "en s"),
    (("ung", "heit", "keit", "schaft", "ion", "tät", "enz", "anz"), "en"),
    (("nis",), "se ses sen"),
    (("ein",), "s es e en"),
    (("in",), "nen s e en es"),
    (("ier",), "s n e en"),
    (("ei",), "en er ern s es"),
)
_WEAK_IN_E = frozenset("name gedanke buchstabe wille glaube funke haufe friede same".split())


class Principal(NamedTuple):
    """A strong verb's principal parts."""

    present: str
    past: str
    participle: str


@cache  # read-only data, decoded once for a process
def strong_verbs() -> dict[str, Principal]:
    """Infinitive -> principal parts."""
    found = {}
    for line in data.STRONG.replace("\n", " ").split(";"):
        infinitive, present, past, participle = line.split()
        found[infinitive] = Principal("" if present == "-" else present, past, participle)
    return found


@cache  # read-only data, decoded once for a process
def plurals() -> dict[str, tuple[str, ...]]:
    """Noun -> its plurals in the nominative."""
    rows = (line.split() for line in data.PLURALS.replace("\n", " ").split(";"))
    return {row[0]: tuple(row[1:]) for row in rows}


def umlauted(stem: str) -> str | None:
    """The stem with its last a, au, o or u as umlaut, None when there is none to change."""
    for place in range(len(stem) - 1, -1, -1):
        letter = stem[place]
        if letter in "äöüei" and not (letter == "e" and place > 0 and stem[place:] in ("el", "er", "en", "e")):
            return None
        if letter == "u" and place and stem[place - 1] == "a":
            return stem[: place - 1] + "ä" + stem[place:]
        if letter == "u" and place and stem[place - 1] in "eä":
            return None
        if letter in _UMLAUTS:
            return stem[:place] + _UMLAUTS[letter] + stem[place + 1 :]
    return None


def noun_forms(word: str) -> set[str]:
    """Cases and plurals of a noun given in the nominative."""
    known = _known_plurals(word)
    if known is not None:
        forms = {word, word + "s", *known}
        if word[-1] not in "aeiouy" and not word.endswith(("er", "el", "en")):
            forms.add(word + "es")
        if word[-1] in "sxz" or word.endswith("herr"):
            forms.discard(word + "s")
        forms |= {form + "n" for form in known if form[-1] in "erl" and not form.endswith("en")}
        forms -= {form for form in forms if form in strong_verbs()} - {word, *known}
        if word in ("herr", "herz", "mensch", "idiot", "depp"):
            forms |= {word + "n", word + "en"}
        return forms
    return {word} | _regular_noun(word)


def _known_plurals(word: str) -> tuple[str, ...] | None:
    table = plurals()
    if word in table:
        return table[word]
    if word.endswith(("schaft", "heit", "keit", "ung", "tät", "ion")):
        return None
    for cut in range(2, len(word) - 2):
        tail = word[cut:]
        if tail in table and len(tail) >= 3 and tail not in data.SHORT_HEADS and word != "heirat":
            return tuple(word[:cut] + form for form in table[tail])
    return None


def _regular_noun(word: str) -> set[str]:
    for endings, added in _NOUN_ENDINGS:
        if word.endswith(endings):
            return {word + ending for ending in added.split()}
    found = _noun_in_vowel(word) if word[-1] in "aeiouy" else None
    if found is not None:
        return found
    if word.endswith(_NOMINALISED_IN_ER) or (word.endswith("er") and word[:-1] in data.NOMINALISED):
        return {word[:-1] + ending for ending in ("", "n", "m", "s")} | {word + "s"}
    if word.endswith(("um", "us")) and len(word) > 4:
        return {word + ending for ending in ("s", "se", "sen")} | {word[:-2] + "en", word[:-2] + "a"}
    if word.endswith(("el", "er", "en", "chen", "lein")) and not word.endswith(("iel", "eel", "eer")):
        return {word + "s"} if word.endswith("en") else {word + "s", word + "n"}
    forms = {word + ending for ending in (("e", "en", "es") if word[-1] in "sxz" else ("s", "es", "e", "en"))}
    changed = umlauted(word) if _one_stem(word) else None
    return forms if changed is None else forms | {changed + "e", changed + "en"}


def _noun_in_vowel(word: str) -> set[str]:
    if word.endswith("e"):
        forms = {word + "n", word + "s"} | ({word + "ns"} if word in _WEAK_IN_E else set())
        return forms | {word + "r", word + "m"} if is_nominalised(word) else forms
    if word.endswith("a") and len(word) > 4:
        return {word + "s", word + "se", word + "sen", word[:-1] + "en", word}
    return {word + "s"} | ({word[:-1] + "ies"} if word.endswith("y") else set())


def is_nominalised(word: str) -> bool:
    """True for adjectives and participles that name people, given in -e: Jugendliche, Angestellte, Vorgesetzte."""
    if any(word.endswith(known) and word[: -len(known)] in ("", "un", "nicht", "schein", "mit") for known in _named()):
        return True
    if len(word) < 8:
        return False
    if word.endswith(("nde", "liche", "lose", "ielle", "uelle")):
        return not word.endswith(("stunde", "kunde", "gründe", "freunde", "runde"))
    if word.endswith("ige"):
        return not word.endswith(("zeige", "wiege", "fliege", "geige", "steige", "feige"))
    return word.endswith(("te", "ene")) and ("ge" in word[:-3] or word.startswith(("be", "ver", "er", "ent", "zer")))


def _named() -> frozenset[str]:
    return data.NOMINALISED


def _one_stem(word: str) -> bool:
    """True if an umlaut plural is likely: the last syllable carries the stem (Vertrag, Kauf), no foreign ending."""
    foreign = (
        "al",
        "at",
        "ant",
        "ot",
        "om",
        "on",
        "or",
        "ol",
        "iv",
        "og",
        "ör",
        "ut",
        "ar",
        "an",
        "rd",
        "op",
        "up",
        "app",
    )
    return not word.endswith(foreign) and len(word) > 3


def adjective_forms(word: str) -> set[str]:
    """Declension and comparison."""
    stem = word.removesuffix("e")
    forms = {stem + ending for ending in _COMPARED} | {word}
    hard = stem.endswith(("d", "t", "s", "z", "x", "sch"))
    if not hard or stem.endswith(("end", "isch", "ert", "elt")):
        forms |= {stem + ending for ending in _SUPERLATIVE}
    if hard or stem[-1:] in "aeiouäöüh":
        forms |= {stem + "e" + ending for ending in _SUPERLATIVE}
    forms |= {form + ending for form in _SUPPLETIVE.get(word, ()) for ending in _ADJECTIVE}
    if stem.endswith(("el", "er")) and len(stem) > 3:
        forms |= {stem[:-2] + stem[-1] + ending for ending in _ADJECTIVE[1:]}
    changed = umlauted(stem) if stem in _UMLAUT_COMPARED else None
    if changed is not None:
        forms |= {changed + ending for ending in _COMPARED if ending.startswith("er") and len(ending) > 2}
        forms |= {changed + link + ending for link in ("", "e") for ending in _SUPERLATIVE}
        forms.add(changed + "er")
    return forms


class VerbForms(NamedTuple):
    """A verb's forms: finite ones, participles with their declension, the infinitive."""

    finite: frozenset[str]
    participles: frozenset[str]
    infinitive: str


def verb_forms(infinitive: str, bare: bool = False) -> VerbForms:
    """All forms of a verb given in the infinitive, without a separable particle.

    `bare` adds the imperative without ending (kauf, hör), which alone may as well be a noun.
    """
    base, prefix = _base(infinitive)
    strong = strong_verbs().get(base)
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    finite = _present(stem, infinitive) | ({stem} if bare else set())
    participles = {infinitive + "d" + ending for ending in _ADJECTIVE}
    weak = _weak_past(stem)
    if strong is None or base in data.BOTH:
        finite |= {weak + "e" + ending for ending in ("", "st", "n", "t")}
        opened = prefix or infinitive.endswith("ieren") or _unstressed(infinitive)
        participles |= {("" if opened else "ge") + weak + ending for ending in _ADJECTIVE}
    if strong is None:
        return VerbForms(frozenset(finite), frozenset(participles), infinitive)
    if strong.present:
        finite |= _changed_present(prefix, strong.present)
    finite |= _strong_past(prefix + strong.past)
    past = strong.participle
    if prefix and past.startswith("ge") and not base.startswith("ge"):
        past = past[2:]
    participles |= {prefix + past + ending for ending in _ADJECTIVE}
    return VerbForms(frozenset(finite), frozenset(participles), infinitive)


def _weak_past(stem: str) -> str:
    return stem + ("e" if stem[-1] in "td" or _hard_cluster(stem) else "") + "t"


def _base(infinitive: str) -> tuple[str, str]:
    """The verb without its inseparable prefix when that is a strong verb, and the prefix."""
    strong = strong_verbs()
    if infinitive in strong:
        return infinitive, ""
    for prefix in data.INSEPARABLE:
        rest = infinitive[len(prefix) :]
        if infinitive.startswith(prefix) and rest in strong:
            return rest, prefix
    return infinitive, ""


def _unstressed(infinitive: str) -> bool:
    """True for weak verbs whose participle takes no ge-: verkaufen, besetzen, entlassen."""
    for prefix in ("ver", "zer", "ent", "emp", "miss", "be", "er"):
        rest = infinitive[len(prefix) :]
        if infinitive.startswith(prefix) and len(rest) >= 5 - (prefix not in ("be", "er")):
            return not (prefix in ("be", "er") and rest in ("ten", "ben", "nten", "ssern"))
    return False


def _present(stem: str, infinitive: str) -> set[str]:
    link = "e" if stem[-1] in "td" else ""
    forms = {infinitive, stem + "e", stem + link + "t", stem + ("t" if stem[-1] in "sxz" else link + "st")}
    if stem.endswith(("el", "er")) and not infinitive.endswith("en"):
        forms.add(stem[:-2] + stem[-1] + "e")
    if _hard_cluster(stem):
        forms |= {stem + "et", stem + "est"}
    return forms


def _hard_cluster(stem: str) -> bool:
    """True for stems that need an e before an ending with t: öffn, atm, zeichn, leugn; not wohn, lern, kämm."""
    if stem[-1] not in "nm" or len(stem) < 2 or stem[-2] in "rlaeiouyäöünm":
        return False
    return stem[-2] != "h" or stem[-3:-2] == "c"


def _changed_present(prefix: str, present: str) -> set[str]:
    forms = set()
    for third in present.split("|"):
        forms |= {prefix + third, prefix + third + ("t" if third.endswith("s") else "st")}
        if third.endswith("t") and not third.endswith("st"):
            forms.add(prefix + third[:-1] + "st")
        if "i" in third and third.endswith("t") and len(third) > 3:
            forms.add(prefix + third[:-1])
    return forms


def _strong_past(past: str) -> set[str]:
    if past.endswith("te"):
        forms = {past}
        changed = umlauted(past[:-2] if past != "hatte" else "hat")
        if changed is not None and past in _UMLAUT_PAST:
            forms.add(changed + "te")
        return {form + ending for form in forms for ending in ("", "st", "n", "t")}
    forms = {past, past + "st", past + "en", past + "t", past + "est", past + "et"}
    if past.endswith("e"):
        forms.add(past + "n")
    changed = umlauted(past)
    if changed is not None and len(past) > 2:
        forms |= {changed + ending for ending in ("e", "en", "est", "et", "st", "t")}
    else:
        forms.add(past + "e")
    return forms


def is_infinitive(word: str) -> bool:
    """True if a lower-case word looks like a verb's infinitive."""
    return word == "tun" or (len(word) > 3 and word.endswith(("en", "eln", "ern")))


def is_person(word: str) -> bool:
    """True if a noun names people, so that it has gender forms."""
    if word in _PEOPLE or any(word.endswith(person) and len(person) > 3 for person in _PEOPLE):
        return True
    if len(word) < 5 or word.endswith(("ment", "zent", "chter", "leiter-", "mat", "tor-")):
        return False
    return word.endswith(_AGENTS)


def feminine_stems(word: str) -> set[str]:
    """What -in is put behind: `kolleg` of Kollege, `ärzt` and `arzt` of Arzt; empty for what has no gender forms."""
    for ending in ("innen", "in"):
        stem = word[: -len(ending)]
        if (
            word.endswith(ending)
            and len(stem) > 3
            and (is_person(stem) or is_person(stem + "e") or stem in ("ärzt", "köch"))
        ):
            return {stem}
    if not is_person(word):
        return set()
    stem = word.removesuffix("e")
    stems = {stem}
    if word.endswith(("arzt", "anwalt", "koch", "bauer", "jude", "franzose", "gast", "rat")):
        changed = umlauted(stem)
        stems |= {changed} if changed else set()
    return stems


def gender_forms(word: str) -> set[str]:
    """The feminine, the forms with a gender mark, and of a feminine the masculine; of -er nouns the participle."""
    forms: set[str] = set()
    stems = feminine_stems(word)
    for stem in stems:
        forms |= {stem + "in", stem + "innen", stem + "*in", stem + "*innen", stem + "*innens"}
        forms |= {stem + "*inn" + "en", stem + "*in" + "s", stem + "n*innen", stem + "en*innen", stem + "*inen"}
    if stems and word.endswith(("in", "innen")):
        masculine = min(stems)
        forms |= noun_forms(masculine)
        if is_person(masculine + "e") and not is_person(masculine):
            forms |= noun_forms(masculine + "e") | {masculine}
        if masculine in ("ärzt", "köch", "anwält"):
            forms |= noun_forms(masculine.replace("ä", "a").replace("ö", "o"))
    if word.endswith("arbeiter"):
        forms |= {word[:-1] + "nde" + ending for ending in ("", "n", "r", "m", "*r", "*n")}
    if word.endswith(("nde", "gte", "ete", "ellte", "etzte", "kannte", "tigte", "ige")):
        forms |= {word + "*r", word + "*n", word + "*rn", word + "r*in", word + "*"}
    if word.endswith(("mann", "frau")) and len(word) > 7:
        forms |= {word[:-4] + part for part in ("mann", "frau", "leute", "leuten", "männer", "männern", "frauen")}
    return forms
