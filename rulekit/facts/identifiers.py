"""Identifiers of people and credentials in what a reader sees: found by form and checksum, shown masked.

Most texts hold none. So each family stands behind a test that costs less than a microsecond and never misses: too few digits, no `@`, no word that
names a number or a password, no run of letters and digits as long as a key. What searches in earnest is imported when a text gets past it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from rulekit.errors import Words
from rulekit.facts.links import below, host_of
from rulekit.facts.seen import Broken, Found, Seen
from rulekit.facts.spans import alone, is_word, listed, masked, org_strings, partly, seen_at
from rulekit.facts.table import Fact
from rulekit.facts.view import View

if TYPE_CHECKING:
    from rulekit.facts.search import Plain, Taken
    from rulekit.model.canonical import Json
    from rulekit.text import Text

ROLES = frozenset(
    "abuse bewerbung career careers contact datenschutz dpo feedback hallo hello help hilfe hr hr-team impressum info "
    "jobs karriere kontakt kundenservice kundendienst mail marketing newsletter office personal post postmaster pr "
    "presse press privacy redaktion sales service shop social social-media socialmedia support team vertrieb "
    "webmaster welcome".split()
)
"""Mailboxes of a function, not of a person (RFC 2142 and habit)."""

_FEWEST: Final = 7
"""The fewest digits of any number but a customer's, parted by nothing but what `_PARTS` drops."""

_AT: Final = ord("@")
"""Looked for as a number: to look for bytes in bytes with `in` takes three times as long."""

_NUMBER: Final = b"0" * _FEWEST
_DIGITS: Final = bytes(48 if 48 <= code <= 57 else code for code in range(256))
_PARTS: Final = b" /().-+?"
"""What may stand between the digits of a number; `?` stands for every sign beyond Latin-1, such as a dash."""

_NO_DIGITS: Final = bytes(code for code in range(256) if not 48 <= code <= 57)

_RUNS: Final = bytes(120 if (code < 128 and chr(code).isalnum()) or code in b"_-" else 32 for code in range(256))
_RUN: Final = b"x" * 16
"""As long as the shortest key or token that no word introduces, of letters, digits, `_` and `-`."""

_NUMBER_CUES: Final = frozenset(
    "kunde kunden kundin kundinnen kundennr kundennummer kunden-nr kunden-nummer kunden-id kundenid kd kdnr kd-nr "
    "customer client customerid customer-id".split()
)
_SECRET_CUES: Final = frozenset(
    "begin bearer api api-key apikey api-schlüssel api-schluessel api-secret api-token token secret client-secret "
    "accountkey sharedaccesskey sharedsecretvalue aws secretaccesskey pwd pw pass passcode passphrase pin puk tan "
    "login log-in log logindaten login-daten zugang zugangsdaten zugangscode anmeldung credentials user username "
    "benutzer benutzername nutzer nutzername".split()
)
"""Words (as tokens) one of which stands before every credential that is neither long nor named by `passw` or `kennw`."""

_CUSTOMER = (
    r"(?i)(?:kunden[ -]?(?:nr|nummer|id)|kd[.]?[ -]?nr|(?:customer|client)[ -](?:no|number|id))[.]?(?:[:#\s]|ist|is|lautet)*"
    r"([a-z]{0,3}[-/]?[0-9][0-9./-]{1,18}[0-9])"
)

_Spans = list[tuple[int, int, str]]


class _Own(NamedTuple):
    """A pattern the register gives: its key under `org`, and what it finds."""

    key: str
    kind: str


_OWN: Final = (_Own("customer_number", "customer-number"), _Own("order_number", "order-number"))


def _emails(view: View, string: str) -> Iterator[tuple[int, int]]:
    """Where mail addresses of persons stand (RFC 5322 dot-atoms): not the organisation's own mailboxes of a function."""
    place = string.find("@")
    while place >= 0:
        start = _local(string, place)
        end = _domain(string, place + 1) if start < place else place
        if end > place + 1:
            local, host = string[start:place].lower(), host_of(string[place + 1 : end]) or ""
            if not (local in ROLES and _own(view, host)):
                yield start, end
        place = string.find("@", place + 1)


def _local(string: str, at: int) -> int:
    """Where the part before an `@` begins; `at` itself if there is none, or if it is a handle's or an address's."""
    start = at
    while start > 0 and at - start < 64 and (is_word(string[start - 1]) or string[start - 1] in "._%+-"):
        start -= 1
    while start < at and not is_word(string[start]):
        start += 1
    before = string[start - 1 : start]
    if before in ("@", "/") or (before == ":" and string[max(0, start - 7) : start].lower() != "mailto:"):
        return at
    return start


def _domain(string: str, start: int) -> int:
    """Where the domain that begins there ends; `start` itself if there is none: labels, the last one of letters."""
    end = start
    while end < len(string) and end - start < 255 and (is_word(string[end]) or string[end] in ".-"):
        end += 1
    labels = string[start:end].rstrip(".-").split(".")
    while len(labels) > 1 and not labels[-1].replace("-", "").isalpha():
        labels.pop()
    good = len(labels) > 1 and all(labels) and len(labels[-1]) > 1 and not any(label[0] == "-" for label in labels)
    return start + len(".".join(labels)) if good else start


def _own(view: View, host: str) -> bool:
    return any(below(host, name) for name in map(host_of, org_strings(view, "domains")) if name)


def _by_the_register(view: View, string: str, taken: Taken) -> None:
    """Add what the register's own patterns find."""
    org = view.register.section("org")
    for own in _OWN:
        regex = org.get(own.key) if isinstance(org, dict) else None
        if not isinstance(regex, str) or not regex:
            continue
        from rulekit.facts.search import clean, compiled  # imported where used: only for registers with a pattern

        pattern = compiled(regex)
        if pattern is None:
            raise Broken(f"`{regex}` in the register's org.{own.key} is not a regular expression")
        for found in pattern.finditer(clean(string)):
            if found.start() < found.end() and alone(string, *found.span()):
                taken.add(own.kind, *found.span())


def _named_by_register(view: View) -> bool:
    org = view.register.section("org")
    return isinstance(org, dict) and any(org.get(own.key) for own in _OWN)


def may_identify(view: View, text: Text, raw: bytes, rest: bytes) -> bool:
    """Whether a text may hold identifiers, told at a glance.

    `raw` is its `nfkc` in Latin-1 with `?` for what is none, `rest` the same without small letters.
    """
    digits = len(rest.translate(None, _NO_DIGITS))
    return (
        _may_hold_mail(raw)
        or _may_name_customers(text, digits)
        or _may_hold_numbers(raw, digits)
        or _named_by_register(view)
    )


def _may_hold_mail(raw: bytes) -> bool:
    """Whether an `@` stands behind anything but a blank, as it does in all mail addresses and in few mentions."""
    return _AT in raw and raw.count(b"@") > raw.count(b" @") + raw.startswith(b"@")


def _may_hold_numbers(raw: bytes, digits: int) -> bool:
    return digits >= _FEWEST and raw.translate(_DIGITS, _PARTS).find(_NUMBER) >= 0


def _may_name_customers(text: Text, digits: int) -> bool:
    return digits >= 3 and not text.distinct.isdisjoint(_NUMBER_CUES)


def _identifiers_in(view: View, _at: str, _string: str, text: Text) -> _Spans:
    string = text.nfkc
    raw = string.encode("latin-1", "replace")
    digits = len(raw.translate(None, _NO_DIGITS))
    mail, numbers, customers = _may_hold_mail(raw), _may_hold_numbers(raw, digits), _may_name_customers(text, digits)
    if not (mail or numbers or customers or _named_by_register(view)):
        return []
    from rulekit.facts.search import Pattern, Taken, in_address, matches, plain

    where, taken = plain(string), Taken()
    if mail:
        for span in _emails(view, string):
            taken.add("email", *span)
    _by_the_register(view, string, taken)
    if customers:
        for span in matches(Pattern("customer-number", _CUSTOMER, alone), where):
            taken.add("customer-number", *span)
    if numbers:
        for kind, start, end in _numbers(view, where):
            if not in_address(string, start):
                taken.add(kind, start, end)
    return taken.spans


def _numbers(view: View, where: Plain) -> Iterator[tuple[str, int, int]]:
    """Kind and span of accounts, cards and the like, the surest first."""
    from rulekit.facts.numbers import all_numbers
    from rulekit.facts.phones import library, phones

    yield from all_numbers(where)
    country = (view.post.get("audience") or {}).get("country")
    for start, end in phones(where, country if isinstance(country, str) else None, library()):
        yield "phone", start, end


def may_open(small: str, text: Text, raw: bytes) -> bool:
    """Whether a text may hold credentials, told at a glance; `small` is the text in small letters, `raw` as for `may_identify`."""
    return (
        raw.translate(_RUNS).find(_RUN) >= 0
        or not text.distinct.isdisjoint(_SECRET_CUES)
        or "passw" in small
        or "kennw" in small
        or ("@" in small and "://" in small)
    )


def _credentials_in(view: View, at: str, string: str, text: Text) -> _Spans:
    if not may_open(view.lowered(at, string), text, text.nfkc.encode("latin-1", "replace")):
        return []
    from rulekit.facts.credentials import credentials_in

    return credentials_in(text.nfkc)


def _found(view: View, search: Callable[[View, str, str, Text], _Spans]) -> Seen:
    found: list[Found] = []
    for at, string, shift in view.any_text():
        text = view.text(at, string)
        for start, end, kind in search(view, at, string, text):
            if text.offsets is not None:
                start, end = text.offsets.first(start), text.offsets.last(end - 1)
            value = {"kind": kind, "masked": masked(string[start:end])}
            found.append(Found(value, (seen_at(at, string, start, end, shift),)))
    if not found and not view.unread:
        return _NOTHING
    return partly(listed(found), view.unread)


_NOTHING: Final = listed(())


def _identifiers(view: View) -> Seen:
    return _found(view, _identifiers_in)


def _credentials(view: View) -> Seen:
    return _found(view, _credentials_in)


def _schema(*kinds: str) -> Json:
    properties = {"kind": {"type": "string", "enum": list(kinds)}, "masked": {"type": "string"}}
    return {"type": "array", "items": {"type": "object", "properties": properties, "additionalProperties": False}}


FACTS: tuple[Fact, ...] = (
    Fact(
        "identifiers",
        _schema("email", "phone", "iban", "card", "tax-id", "social-insurance", "customer-number", "order-number"),
        Words(
            "Mail addresses, telephone, account, card, tax, social-insurance, customer and order numbers in what a "
            "reader sees; masked but for two characters.",
            "Mailadressen, Telefon-, Konto-, Karten-, Steuer-, Sozialversicherungs-, Kunden- und Bestellnummern in allem "
            "Sichtbaren; bis auf zwei Zeichen verdeckt.",
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
