"""Telephone numbers: a careful pattern of our own, or, with the extra `phone`, the numbering plans of all countries.

Own pattern: `+` or `00` with a country's code (ITU-T E.164: at most 15 digits), German, Austrian and Swiss numbers with their nought and a
sign behind the area code (DIN 5008 and its habits), German mobile numbers in one piece (Bundesnetzagentur: 015, 016, 017), and any of
them behind `Tel.` and the like. The library `phonenumbers` (Google's libphonenumber) knows which numbers can exist: with it a candidate counts
only if it can, and numbers written as in the audience's country are found too. Its version is one of a decision's inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from rulekit.facts.numbers import bare, named_otherwise
from rulekit.facts.search import Plain, Span, spans, which
from rulekit.facts.spans import alone

HOME = ("DE", "AT", "CH")
"""The countries whose numbers are known when written without the country's code."""

_CALL = r"(?:tel|telefon|fon|phone|mobil|mobile|handy|handynummer|telefonnummer|rufnummer|durchwahl|whatsapp|call)"
_LOCAL = r"\(?[0-9]{2,5}\)?(?:[ .-][0-9]{2,5}){1,4}"


class _Form(NamedTuple):
    """A way to write a telephone number, and a test of what was found."""

    regex: str
    holds: Callable[[str, int, int], bool]


@cache  # a library is there or not for the life of a process; to look for it again takes longer than a check
def library() -> Any:
    """The library `phonenumbers` if the extra is installed, else None."""
    from importlib.util import find_spec

    if find_spec("phonenumbers") is None:
        return None
    import phonenumbers  # imported where used: a tenth of a second, and only for texts with a candidate

    return phonenumbers


def phones(where: Plain, country: str | None = None, plans: Any = None) -> Iterator[Span]:
    """Where telephone numbers stand; they may overlap. `country` is the audience's (ISO 3166), `plans` the library."""
    known: dict[Span, bool] = {}  # several forms may find the same, and to ask the plans takes long
    for span in _candidates(where, country if plans is not None else None):
        if span not in known:
            known[span] = not named_otherwise(where, span[0]) and (
                plans is None or _exists(where.text, span, country, plans)
            )
        if known[span]:
            yield span


def _candidates(where: Plain, country: str | None) -> Iterator[Span]:
    string, raw = where
    for number in sorted(which(*(form.regex for form in _FORMS)).Match(raw) or ()):
        form = _FORMS[number]
        if form.regex != _LOCAL or (country is not None and country.upper() not in HOME):
            yield from (span for span in spans(form.regex, raw) if form.holds(string, *span))


def _exists(string: str, span: Span, country: str | None, plans: Any) -> bool:
    """Whether the numbering plan of one of the countries knows the number."""
    written = string[slice(*span)]
    regions = [None] if written.startswith("+") else list(dict.fromkeys([(country or "DE").upper(), *HOME]))
    for region in regions:
        try:
            if plans.is_valid_number(plans.parse(written, region)):
                return True
        except plans.NumberParseException:
            continue
    return False


def _digits(string: str, start: int, end: int) -> str:
    return "".join(char for char in string[start:end] if "0" <= char <= "9")


def _abroad(string: str, start: int, end: int) -> bool:
    """Whether `+…` or `00…` is a telephone number: 8 to 15 digits, no thousands."""
    digits = _digits(string, start, end)
    groups = string[start + 1 : end].split(".")
    thousands = len(groups) > 1 and len("".join(groups)) == len(digits) and all(len(group) == 3 for group in groups[1:])
    free = alone(string, start, end) and (start == 0 or string[start - 1] not in "+/.,:-_=")
    goes_on = string[end : end + 1] in tuple(".,:") and "0" <= string[end + 1 : end + 2] <= "9"
    fits = 8 <= len(digits) - 2 * (string[start] == "0") <= 15
    return free and fits and not thousands and not goes_on and not _goes_on(string, start)


def _at_home(string: str, start: int, end: int, fewest: int) -> bool:
    """Whether `0…` is a national telephone number: that many digits up to 12, behind which nothing goes on."""
    free = bare(string, start, end) and not _goes_on(string, start)
    return free and fewest <= len(_digits(string, start, end)) <= 12


def _goes_on(string: str, start: int) -> bool:
    """Whether what begins with a nought goes on with the groups of a longer number before it."""
    return (
        string[start] != "+" and string[start - 1 : start] in (" ", "-") and "0" <= string[start - 2 : start - 1] <= "9"
    )


def _local(string: str, start: int, end: int) -> bool:
    """Whether groups of digits may be a number of another country, written as at home there."""
    return bare(string, start, end) and 7 <= len(_digits(string, start, end)) <= 12


_FORMS = (
    _Form(r"(?:\+|00)[1-9](?:[ ./()-]{0,3}[0-9]){7,14}", _abroad),
    _Form(
        r"\(?0[1-9][0-9]{1,4}\)?(?: ?[/-] ?| )[0-9](?:[ -]?[0-9]){4,9}",
        lambda string, start, end: _at_home(string, start, end, 9),
    ),
    _Form(r"01[5-7][0-9]{8,9}", lambda string, start, end: _at_home(string, start, end, 11)),
    _Form(
        rf"(?i){_CALL}[.]?(?:[ -]?nr[.]?)?[: ]{{1,3}}(\(?0[1-9](?:[ /()-]{{0,2}}[0-9]){{5,11}})",
        lambda string, start, end: _at_home(string, start, end, 7),
    ),
    _Form(_LOCAL, _local),
)
"""From the surest to the least sure."""
