"""Counter-speech: a sentence that speaks against what was hit, or reports it with disapproval."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rulekit.text.reading import Text
from rulekit.text.values import Hit

_WARNING = tuple(f" {cue}" for cue in (
    "vorsicht vor", "vorsicht bei", "achtung vor", "warnen vor", "warnt vor", "warne vor", "warnung vor", "gewarnt vor",
    "schluss mit", "stoppt", "stoppen", "stop", "nein zu", "weg mit", "kampf gegen", "zeichen gegen", "protest gegen",
    "demo gegen", "gemeinsam gegen", "haltung gegen", "vorgehen gegen", "kein platz für", "keinen platz für",
    "nichts übrig für", "opfer von", "schutz vor", "hilfe bei", "erinnern an", "gedenken an", "betroffen von", "wehrt gegen",
    "beware of", "watch out for", "warn about", "warns about", "warning about", "say no to", "no to", "fight against",
    "stand against", "no place for", "no room for", "no tolerance for", "victims of", "an end to", "protect against",
))  # fmt: skip
"""What stands before the hit, with at most `_BETWEEN` words between."""

_AGAINST = frozenset("gegen against".split())
"""Directly before the hit only: `gegen Hetze`, but not `gegen diese …`."""

_WARNING_ENDS = frozenset(cue.rpartition(" ")[2] for cue in _WARNING) | _AGAINST
_BETWEEN = 2
_FAR = 20
"""How many tokens of its sentence before a hit are looked at."""

_NAMING = frozenset(
    """
    nannte nannten nennt nennen genannt beschimpft beschimpfte beschimpften beschimpfen bezeichnet bezeichnete
    bezeichneten beleidigt beleidigte beleidigten tituliert titulierte rief riefen schrie schrien brüllte gerufen called
    calling calls named labelled labeled insulted shouted yelled
    """.split()
)
_SELF = frozenset("ich wir i we i'm we're".split())
_CONDEMNING = (
    "nicht mit uns", "nicht mit mir", "kein platz", "keinen platz", "inakzeptabel", "geht gar nicht", "geht nicht",
    "nicht okay", "nicht ok", "nicht in ordnung", "verurteilen", "verurteile", "verurteilt", "unsäglich", "menschenverachtend",
    "rassistisch", "wir widersprechen", "widerspreche", "keine option", "darf nicht sein", "solche sätze", "solche worte",
    "solche sprüche", "so etwas sagt man nicht", "no place", "unacceptable", "not okay", "not ok", "not acceptable",
    "condemn", "we reject", "reject", "is racist", "is wrong", "never okay", "hurts", "hurtful", "nobody should",
    "no one should",
)  # fmt: skip
"""What stands anywhere in the sentence or the next one, beside a quoted hit."""


def countered(text: Text, hit: Hit, quoted: bool) -> bool:
    """True if the sentence of the hit warns of it, condemns it, or reports that somebody was called so."""
    warnings = text.where(_WARNING_ENDS)
    near = warnings and bisect_left(warnings, hit.first - _BETWEEN - 1) < bisect_left(warnings, hit.first)
    if near or text.where(_NAMING):
        forms, numbers = text.forms, text.structure.numbers
        start = bisect_left(numbers, numbers[hit.first], max(0, hit.first - _FAR), hit.first)
        before = forms[start : hit.first]
        if _warned(before) or _named(before, forms[hit.last + 1 : hit.last + 4]):
            return True
    return quoted and _condemned(text, hit)


def _warned(before: Sequence[str]) -> bool:
    if before and before[-1] in _AGAINST:
        return True
    kept = range(len(before), max(0, len(before) - _BETWEEN - 1), -1)
    return any((" " + " ".join(before[:size])).endswith(_WARNING) for size in kept)


def _named(before: Sequence[str], behind: Sequence[str]) -> bool:
    """`Jemand nannte sie …`, `wurde als … beschimpft`; but not what the author calls somebody."""
    near = before[-8:]
    if _NAMING.isdisjoint(near) and _NAMING.isdisjoint(behind):
        return False
    return _SELF.isdisjoint(near) or not {"wurde", "wurden", "worden", "was", "were", "been"}.isdisjoint(
        [*near, *behind]
    )


def _condemned(text: Text, hit: Hit) -> bool:
    forms, numbers = text.forms, text.structure.numbers
    low, high = max(0, hit.first - 20), min(len(forms), hit.last + 25)
    near = [forms[at] for at in range(low, high) if 0 <= numbers[at] - numbers[hit.first] <= 1]
    words = f" {' '.join(near)} "
    return any(f" {cue} " in words for cue in _CONDEMNING)
