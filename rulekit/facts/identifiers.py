"""Identifiers of people and credentials in what a reader sees: found by pattern and checksum, shown masked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rulekit.errors import Words
from rulekit.facts.links import below, host_of
from rulekit.facts.spans import alone, is_word, listed, masked, org_strings, seen_at
from rulekit.facts.table import Fact
from rulekit.facts.view import Broken, Found, Seen, View
from rulekit.text.characters import normalise

if TYPE_CHECKING:
    from rulekit.model.canonical import Json

ROLES = frozenset(
    "abuse bewerbung career careers contact datenschutz dpo feedback hallo hello help hilfe hr hr-team impressum info "
    "jobs karriere kontakt kundenservice kundendienst mail marketing newsletter office personal post postmaster pr "
    "presse press privacy redaktion sales service shop social social-media socialmedia support team vertrieb "
    "webmaster welcome".split()
)
"""Mailboxes of a function, not of a person."""

IBAN_LENGTHS = {
    entry[:2]: int(entry[2:])
    for entry in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 "
        "FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 "
        "LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 "
        "SI19 SK24 SM27 TN24 TR26 UA29 VA22 VG24 XK20"
    ).split()
}
"""How long an IBAN is, by country (SWIFT, IBAN Registry)."""


class Pattern(NamedTuple):
    """A regex of RE2 whose group 1 (else the whole) is what is looked for, and a test of what it found."""

    kind: str
    regex: str
    holds: Callable[[str, int, int], bool]


def iban_holds(value: str) -> bool:
    """Whether the letters and digits are an IBAN: the country's length, and 1 as remainder modulo 97 (ISO 13616)."""
    value = value.upper()
    if len(value) != IBAN_LENGTHS.get(value[:2]) or not (value.isascii() and value.isalnum()):
        return False
    return int("".join(str(int(char, 36)) for char in value[4:] + value[:4])) % 97 == 1


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def card_holds(digits: str) -> bool:
    """Whether the digits may be a payment card: an issuer's first digits and length, not all alike, and the check
    digit."""
    length, two, four = len(digits), digits[:2], digits[:4]
    issued = (
        (digits[0] == "4" and length in (13, 16, 19))
        or (length == 16 and ("51" <= two <= "55" or "2221" <= four <= "2720" or four == "6011" or two in ("65", "35")))
        or (length == 15 and two in ("34", "37"))
        or (length == 14 and two in ("30", "36", "38"))
    )
    return issued and len(set(digits)) > 1 and luhn_holds(digits)


def tax_id_holds(digits: str) -> bool:
    """Whether the digits are a German tax id (AO §139b): one of the first ten twice or thrice, check digit by ISO 7064
    MOD 11,10."""
    if len(digits) != 11 or digits[0] == "0":
        return False
    counts = sorted((digits[:10].count(digit) for digit in set(digits[:10])), reverse=True)
    if counts[0] not in (2, 3) or counts[1] != 1:
        return False
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def _digits(string: str, start: int, end: int) -> str:
    return "".join(char for char in string[start:end] if "0" <= char <= "9")


def _card(string: str, start: int, end: int) -> bool:
    return _bare_number(string, start, end) and card_holds(_digits(string, start, end))


def _tax_id(string: str, start: int, end: int) -> bool:
    return _bare_number(string, start, end) and tax_id_holds(_digits(string, start, end))


def _bare_number(string: str, start: int, end: int) -> bool:
    """Whether the number stands for itself: no letter, digit or sign of a longer number or path touches it."""
    before, after = string[start - 1 : start], string[end : end + 2]
    if not alone(string, start, end) or before in tuple("+/.,:-_=") or after[:1] in tuple("/_=-"):
        return False
    return not (after[:1] in tuple(".,:") and "0" <= after[1:] <= "9")


def _abroad(string: str, start: int, end: int) -> bool:
    """Whether `+…` or `00…` is a telephone number: 8 to 15 digits, no thousands."""
    digits = _digits(string, start, end)
    groups = string[start + 1 : end].split(".")
    thousands = len(groups) > 1 and len("".join(groups)) == len(digits) and all(len(group) == 3 for group in groups[1:])
    free = alone(string, start, end) and (start == 0 or string[start - 1] not in "+/.,:-_=")
    return (
        free and not _goes_on(string, start) and 8 <= len(digits) - 2 * (string[start] == "0") <= 15 and not thousands
    )


def _at_home(string: str, start: int, end: int) -> bool:
    """Whether `0…` is a German telephone number: 7 to 12 digits behind which nothing goes on."""
    free = _bare_number(string, start, end) and not _goes_on(string, start)
    return free and 7 <= len(_digits(string, start, end)) <= 12


def _goes_on(string: str, start: int) -> bool:
    """Whether what begins with a nought goes on with the groups of a longer number before it."""
    return (
        string[start] != "+" and string[start - 1 : start] in (" ", "-") and "0" <= string[start - 2 : start - 1] <= "9"
    )


_CUSTOMER = (
    r"(?i)(?:kunden[ -]?(?:nr|nummer)|kd[.]?[ -]?nr|(?:customer|client) (?:no|number|id))[.]?(?:[:#\s]|ist|is|lautet)*"
    r"([a-z]{0,3}[-/]?[0-9][0-9./-]{1,18}[0-9])"
)
_CALL = r"tel|telefon|fon|phone|mobil|handy|handynummer|telefonnummer|rufnummer|durchwahl"

_NUMBERS: tuple[Pattern, ...] = (
    Pattern("card", r"[0-9](?:[ -]?[0-9]){12,18}", _card),
    Pattern("tax-id", r"[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", _tax_id),
    Pattern("customer-number", _CUSTOMER, alone),
    Pattern("phone", r"(?:\+|00)[1-9](?:[ ./()-]{0,3}[0-9]){7,14}", _abroad),
    Pattern("phone", r"\(?0[1-9][0-9]{1,4}\)?(?: ?[/–-] ?| )[0-9](?:[ -]?[0-9]){4,9}", _at_home),
    Pattern("phone", r"01[5-7][0-9]{8,9}", _at_home),
    Pattern("phone", rf"(?i)(?:{_CALL})[.]?[: ]{{1,3}}(0[1-9](?:[ /-]?[0-9]){{5,11}})", _at_home),
)
"""From the surest to the least sure: what one has found, no later one finds again."""


_LINK = "link"
"""The kind of what is no identifier, but in which no number is looked for."""

_FEWEST = 7
"""The fewest digits of any of the numbers but a customer's, parted by nothing but what `_PARTS` drops."""

_DIGITS = dict.fromkeys(map(ord, "0123456789"), "0")
_PARTS: dict[int, str | None] = {**_DIGITS, **dict.fromkeys(map(ord, " /()–-\xa0"))}
_PARTS_ABROAD: dict[int, str | None] = {**_PARTS, ord("."): None}


class Secret(NamedTuple):
    """A kind of credential: the pattern, and strings one of which every occurrence holds in lower case."""

    literals: tuple[str, ...]
    pattern: Pattern


def _password(string: str, start: int, end: int) -> bool:
    """Whether what follows `Passwort:` is one, and no sentence: it has a digit, a sign or a capital inside, or ends
    its line."""
    value = string[start:end].rstrip(".,;:!?)\"'“”»…")
    if len(value) < 3 or set(value) <= set("*•xX.…_-") or value[0] in "<[{(" or "://" in value:
        return False
    shape = normalise(value).shape
    if not shape.isalpha() or not (shape.islower() or shape.istitle()):
        return True
    return string[end : end + 1] in ("", "\n", "\r")


def _secret_like(string: str, start: int, end: int) -> bool:
    """Whether a value is no word: it holds a digit, and is no row of stars."""
    return any("0" <= char <= "9" for char in string[start:end])


def _not_inside(string: str, start: int, _end: int) -> bool:
    return start == 0 or not (is_word(string[start - 1]) or string[start - 1] in "_-")


def _anything(_string: str, _start: int, _end: int) -> bool:
    return True


_WORDS = ("passw", "passc", "passp", "kennw", "pwd")
_CUES = r"(?i)(?:passwor[dt]|passwd|passcode|passphrase|kennwort|pwd)"
_IS = r"[ \t]+(?:ist|lautet|is)"
_VALUE = r"[\"'„“»]?([^\s\"'„“”«»]{3,128})"
_PEM = r"(?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----"
_GIVEN = r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?([A-Za-z0-9._~+/-]{8,}=*)"
_SK = r"(?:sk-(?:[a-z]{2,8}-)?|[sr]k_live_)[A-Za-z0-9_]{20,}"
_JWT = r"eyJ[A-Za-z0-9_-]{6,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*"
_GIT = r"(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,})"

_SECRETS: tuple[Secret, ...] = (
    Secret(("private key-----",), Pattern("private-key", rf"-----BEGIN {_PEM}(?:[^-]*-----END {_PEM})?", _anything)),
    Secret(("eyj",), Pattern("jwt", _JWT, _not_inside)),
    Secret(("akia", "asia"), Pattern("api-key", r"(?:AKIA|ASIA)[0-9A-Z]{16}", alone)),
    Secret(("aiza",), Pattern("api-key", r"AIza[0-9A-Za-z_-]{35}", _not_inside)),
    Secret(("sk-", "k_live_"), Pattern("api-key", _SK, _not_inside)),
    Secret(("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"), Pattern("token", _GIT, _not_inside)),
    Secret(("xox",), Pattern("token", r"xox[abeoprs]-[A-Za-z0-9-]{8,}", _not_inside)),
    Secret(("bearer ",), Pattern("token", r"(?i)bearer ([A-Za-z0-9._~+/-]{20,}=*)", _secret_like)),
    Secret(("api",), Pattern("api-key", rf"(?i)api[ _-]?(?:key|schl(?:ü|ue)ssel|secret){_GIVEN}", _secret_like)),
    Secret(("token",), Pattern("token", rf"(?i)token{_GIVEN}", _secret_like)),
    Secret(_WORDS, Pattern("password", rf"{_CUES}[\"']?[ \t]{{0,3}}[:=][ \t]{{0,3}}{_VALUE}", _password)),
    Secret(_WORDS, Pattern("password", rf"{_CUES}{_IS}[ \t]*:?[ \t]+{_VALUE}", _secret_like)),
    Secret(("pin",), Pattern("password", rf"(?i)\bpin(?:[ \t]{{0,3}}[:=]|{_IS})[ \t]{{0,3}}([0-9]{{4,8}})", alone)),
)


@cache  # a compiled regex never changes; compiling takes longer than a whole check
def _compiled(regex: str) -> Json:
    """The regex for RE2, which is linear in the text whatever it is; None if it is none."""
    import re2  # imported where used: harmless posts never get here

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(regex, options)
    except re2.error:
        return None


def _clean(string: str) -> str:
    """The string as UTF-8 can hold it, every code point at its place."""
    try:
        string.encode()
    except UnicodeEncodeError:
        pass
    else:
        return string
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in string)


def _matches(pattern: Pattern, string: str) -> Iterator[tuple[int, int]]:
    compiled = _compiled(pattern.regex)
    for found in compiled.finditer(string):
        start, end = found.span(1 if compiled.groups else 0)
        if start < end and pattern.holds(string, start, end):
            yield start, end


class _Taken:
    """The spans one search has found in one string, in order, none of which overlap."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int, str]] = []

    def add(self, kind: str, start: int, end: int) -> None:
        """Add the span unless something was found there before."""
        place = bisect_right(self.spans, (start, end, kind))
        if place and self.spans[place - 1][1] > start:
            return
        if place < len(self.spans) and self.spans[place][0] < end:
            return
        self.spans.insert(place, (start, end, kind))


def _ibans(string: str) -> Iterator[tuple[int, int]]:
    """Where IBANs stand, in one piece or in groups of any size parted by one space or hyphen."""
    for found in _compiled(r"(?i)[a-z]{2}[0-9]{2}").finditer(string):
        start = found.start()
        length = IBAN_LENGTHS.get(string[start : start + 2].upper(), 0)
        letters: list[str] = []
        end = start
        while end < len(string) and len(letters) < length:
            if string[end].isascii() and string[end].isalnum():
                letters.append(string[end])
            elif string[end] not in " -\xa0" or string[end - 1] in " -\xa0":
                break
            end += 1
        if letters and alone(string, start, end) and iban_holds("".join(letters)):
            yield start, end


def _emails(view: View, at: str, string: str) -> Iterator[tuple[int, int]]:
    """Where mail addresses of persons stand: not the organisation's own mailboxes of a function."""
    if "@" not in string and string.isascii():
        return
    for token in view.text(at, string).tokens:
        local, sign, domain = token.form.rpartition("@")
        if token.kind != "url" or not sign or "/" in token.form or local.startswith("www."):
            continue
        if not (local in ROLES and _own(view, host_of(domain) or "")):
            yield token.start, token.end


def _own(view: View, host: str) -> bool:
    return any(below(host, name) for name in map(host_of, org_strings(view, "domains")) if name)


def _customer_numbers(view: View, string: str) -> Iterator[tuple[int, int]]:
    """Where the register's own pattern of customer numbers fits."""
    org = view.register.section("org")
    regex = org.get("customer_number") if isinstance(org, dict) else None
    if not isinstance(regex, str) or not regex:
        return
    compiled = _compiled(regex)
    if compiled is None:
        raise Broken(f"`{regex}` in the register's org.customer_number is not a regular expression")
    for found in compiled.finditer(string):
        if found.start() < found.end() and alone(string, *found.span()):
            yield found.span()


def _may_hold_numbers(string: str) -> bool:
    """Whether so many digits follow each other that it may be one of the numbers, or a customer's number is named."""
    if sum(map(string.count, "0123456789")) >= _FEWEST:
        parts = _PARTS_ABROAD if "+" in string or "00" in string else _PARTS
        if "0" * _FEWEST in string.translate(parts):
            return True
    lowered = string.lower()
    return any(cue in lowered for cue in ("kund", "kd", "customer", "client"))


def _identifiers_in(view: View, at: str, given: str) -> list[tuple[int, int, str]]:
    string = _clean(given)
    taken = _Taken()
    for span in _emails(view, at, given):
        taken.add("email", *span)
    for span in _customer_numbers(view, string):
        taken.add("customer-number", *span)
    if _may_hold_numbers(string):
        for span in _ibans(string):
            taken.add("iban", *span)
        for token in view.text(at, given).tokens:
            if token.kind == "url":
                taken.add(_LINK, token.start, token.end)
        for pattern in _NUMBERS:
            for span in _matches(pattern, string):
                taken.add(pattern.kind, *span)
    return [span for span in taken.spans if span[2] != _LINK]


def _credentials_in(string: str) -> list[tuple[int, int, str]]:
    lowered = string.lower()
    taken = _Taken()
    for secret in _SECRETS:
        if any(literal in lowered for literal in secret.literals):
            for span in _matches(secret.pattern, string):
                taken.add(secret.pattern.kind, *_trimmed(secret.pattern.kind, string, *span))
    return taken.spans


def _trimmed(kind: str, string: str, start: int, end: int) -> tuple[int, int]:
    """The value without the punctuation of the sentence it ends; a password may itself end in some, so only one sign
    goes."""
    if kind == "password" and end - start > 3 and string[end - 1] in ".,;)":
        return start, end - 1
    return start, end


def _found(view: View, search: Callable[[str, str], list[tuple[int, int, str]]]) -> Seen:
    found: list[Found] = []
    for at, string, shift in view.any_text():
        for start, end, kind in search(at, string):
            value = {"kind": kind, "masked": masked(string[start:end])}
            found.append(Found(value, (seen_at(at, string, start, end, shift),)))
    return listed(found)


def _identifiers(view: View) -> Seen:
    return _found(view, lambda at, string: _identifiers_in(view, at, string))


def _credentials(view: View) -> Seen:
    return _found(view, lambda _, string: _credentials_in(_clean(string)))


def _schema(*kinds: str) -> Json:
    properties = {"kind": {"type": "string", "enum": list(kinds)}, "masked": {"type": "string"}}
    return {"type": "array", "items": {"type": "object", "properties": properties, "additionalProperties": False}}


FACTS: tuple[Fact, ...] = (
    Fact(
        "identifiers",
        _schema("email", "phone", "iban", "card", "tax-id", "customer-number"),
        Words(
            "Mail addresses, telephone, account, card, tax and customer numbers in what a reader sees; masked but for "
            "two characters.",
            "Mailadressen, Telefon-, Konto-, Karten-, Steuer- und Kundennummern in allem Sichtbaren; bis auf zwei "
            "Zeichen verdeckt.",
        ),
        _identifiers,
    ),
    Fact(
        "credentials",
        _schema("password", "api-key", "token", "private-key", "jwt"),
        Words(
            "Passwords, keys and tokens in what a reader sees; masked but for two characters.",
            "Passwörter, Schlüssel und Token in allem Sichtbaren; bis auf zwei Zeichen verdeckt.",
        ),
        _credentials,
    ),
)
