"""Identifiers and credentials: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from rulekit.facts.identifiers import card_holds, iban_holds, luhn_holds, tax_id_holds
from rulekit.facts.view import BROKEN, NONE

from .posts import NORDWIND, quotes, seen, values

IDENTIFIERS = [
    ("Frau Schmidt erreichen Sie unter erika.schmidt@gmx.de.", [("email", "erika.schmidt@gmx.de")]),
    ("Schreibt an info@nordwind.example, wir antworten!", []),
    ("Presse: presse@news.nordwind.example", []),
    ("Meine Kollegin jana.wolf@nordwind.example hilft gern.", [("email", "jana.wolf@nordwind.example")]),
    ("Danke an @jana@norden.social für das Foto!", []),
    ("Ruf Herrn Meier an: 0151 23456789", [("phone", "0151 23456789")]),
    ("Herr Meier hat die 015123456789.", [("phone", "015123456789")]),
    ("Tel. 030/1234567 – Frau Yılmaz", [("phone", "030/1234567")]),
    ("Privat unter (0221) 987654 zu erreichen", [("phone", "(0221) 987654")]),
    ("WhatsApp: +49 (0)170 1234567", [("phone", "+49 (0)170 1234567")]),
    ("Handy: 0043 664 1234567", [("phone", "0043 664 1234567")]),
    ("Tel.: 02214567890", [("phone", "02214567890")]),
    ("Am 01.02.2025 geht es los, von 09:00-17:00 Uhr.", []),
    ("2024 hatten wir 1.250.000 Besuche, 2025 schon 1.400.000!", []),
    ("Umsatz: +12.500.000 Euro", []),
    ("Statt 1.299,00 € nur 999,00 €", []),
    ("Auflage 20240131 von 20250131", []),
    ("Das Urteil BGH I ZR 90/20 vom 09.09.2021", []),
    ("Wir sind in 01067 Dresden, Halle 12", []),
    ("ISBN 978-3-16-148410-0", []),
    ("https://shop.example/artikel/0301234567 ansehen", []),
    ("Bitte auf DE89 3704 0044 0532 0130 00 überweisen", [("iban", "DE89 3704 0044 0532 0130 00")]),
    ("IBAN: de89370400440532013000.", [("iban", "de89370400440532013000")]),
    ("Konto AT61 1904 3002 3457 3201 bei der Bank", [("iban", "AT61 1904 3002 3457 3201")]),
    ("DE89 3704 0044 0532 0130 01 ist vertippt", []),
    ("Karte 4111 1111 1111 1111, gültig bis 12/27", [("card", "4111 1111 1111 1111")]),
    ("Karte 4111 1111 1111 1112", []),
    ("Amex 3782-822463-10005", [("card", "3782-822463-10005")]),
    ("Steuer-ID 86 095 742 719 liegt vor", [("tax-id", "86 095 742 719")]),
    ("Steuer-ID 86095742718", []),
    ("Frau Meier, Kundennr. 4711", [("customer-number", "4711")]),
    ("Kundennummer: K-88213 wurde storniert", [("customer-number", "K-88213")]),
    ("Ihre Kd.-Nr. 123456 bitte angeben", [("customer-number", "123456")]),
    ("Customer no. 99812 complained", [("customer-number", "99812")]),
    ("Vorgang NW-123456 ist erledigt", [("customer-number", "NW-123456")]),
    ("Vorgang ANW-1234567 ist erledigt", []),
    ("Unsere Kunden wünschen sich mehr Kundennähe, 4711 Mal!", []),
    ("Heute feiern wir 25 Jahre mit 300 Gästen! 🎉", []),
]


@pytest.mark.parametrize(("text", "expected"), IDENTIFIERS)
def test_identifiers_are_found_and_what_looks_like_one_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    kinds = [value["kind"] for value in values("identifiers", text, NORDWIND)]
    assert list(zip(kinds, quotes("identifiers", text, NORDWIND), strict=True)) == expected


CREDENTIALS = [
    ("Passwort: xyz", [("password", "xyz")]),
    ("WLAN-Passwort: Gast2024!", [("password", "Gast2024!")]),
    ("Das Kennwort lautet Winter2025, bitte löschen", [("password", "Winter2025")]),
    ("password=hunter2 steht im Skript", [("password", "hunter2")]),
    ('pwd: "geheim-123"', [("password", "geheim-123")]),
    ("PIN: 4711 für die Tür", [("password", "4711")]),
    ("Passwort vergessen? Wir helfen!", []),
    ("Passwort ändern: So geht es.", []),
    ("Passwort: bitte nie weitergeben!", []),
    ("Ein gutes Passwort ist lang und zufällig.", []),
    ("Passwort: ********", []),
    ("Passwort: https://nordwind.example/reset", []),
    ("Spinat: 1000 Rezepte, und der Pin: schön!", []),
    ("Key AKIAIOSFODNN7EXAMPLE bitte tauschen", [("api-key", "AKIAIOSFODNN7EXAMPLE")]),
    ("api_key = 9f86d081884c7d65", [("api-key", "9f86d081884c7d65")]),
    ("Der API-Key: fragt das Team", []),
    ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", [("token", "ghp_abcdefghijklmnopqrstuvwxyz0123456789")]),
    ("xoxb-123456789012-abcdefXYZ", [("token", "xoxb-123456789012-abcdefXYZ")]),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", [("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]),
    ("-----BEGIN RSA PRIVATE KEY-----", [("private-key", "-----BEGIN RSA PRIVATE KEY-----")]),
    ("-----BEGIN PUBLIC KEY-----", []),
    ("Unser neues Token-Modell für Mitarbeitende", []),
]


@pytest.mark.parametrize(("text", "expected"), CREDENTIALS)
def test_credentials_are_found_and_talk_about_them_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    kinds = [value["kind"] for value in values("credentials", text)]
    assert list(zip(kinds, quotes("credentials", text), strict=True)) == expected


def test_identifiers_are_looked_for_in_pictures_and_file_names_too() -> None:
    post = {"text": "Schaut mal!", "attachments": [{"kind": "image", "ocr_text": "IBAN DE89370400440532013000"}]}
    (span,) = seen("identifiers", post).spans
    assert (span.at, span.start, span.end) == ("/attachments/0/ocr_text", 5, 27)


def test_a_masked_value_shows_the_last_two_characters() -> None:
    assert values("identifiers", "0151 23456789") == [{"kind": "phone", "masked": "••••89"}]


def test_a_short_password_is_masked_as_a_whole() -> None:
    assert values("credentials", "Passwort: xyz") == [{"kind": "password", "masked": "••••"}]


def test_a_customer_number_that_is_no_regex_breaks_the_fact_and_says_why() -> None:
    fact = seen("identifiers", "Vorgang 12", {"org": {"customer_number": "("}})
    assert fact.state == BROKEN
    assert "`(`" in fact.why


def test_the_mailboxes_of_others_count_even_if_their_name_is_a_function() -> None:
    assert quotes("identifiers", "info@example.org", NORDWIND) == ["info@example.org"]


def test_a_post_without_any_has_none() -> None:
    assert seen("identifiers", "Guten Morgen!").state == NONE
    assert seen("credentials", {}).state == NONE


@pytest.mark.parametrize("value", ["GB82WEST12345698765432", "CH9300762011623852957", "FR1420041010050500013M02606"])
def test_real_shapes_of_ibans_hold(value: str) -> None:
    assert iban_holds(value)
    assert not iban_holds(value[:-1])


@pytest.mark.parametrize("digits", ["86095742719", "47036892816", "65929970489"])
def test_published_examples_of_tax_ids_hold(digits: str) -> None:
    assert tax_id_holds(digits)
    assert not tax_id_holds(digits[:-1] + str((int(digits[-1]) + 1) % 10))


def test_a_card_needs_an_issuer_and_a_check_digit() -> None:
    assert card_holds("5555555555554444")
    assert not card_holds("9999999999999995")
    assert luhn_holds("79927398713")
    assert not luhn_holds("79927398710")
