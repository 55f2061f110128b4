"""Identifiers and credentials: what is one, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.facts.checksums import ahv_holds, card_holds, insurance_at_holds, tax_id_holds
from rulekit.facts.seen import BROKEN, NONE

from .posts import NORDWIND, quotes, seen, values

PATIENT = settings(deadline=None)
"""How fast the machine is says nothing about the facts."""

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
    ("RVNR 15 070649 C 103 bitte nicht posten", [("social-insurance", "15 070649 C 103")]),
    ("Versicherungsnummer: 65170839J003.", [("social-insurance", "65170839J003")]),
    ("AHV 756.9217.0769.85", [("social-insurance", "756.9217.0769.85")]),
    ("Ihre AHV-Nummer lautet 7569217076985", [("social-insurance", "7569217076985")]),
    ("SVNR 1237 010180 (Wien)", [("social-insurance", "1237 010180")]),
    ("SV-Nummer:1237010180", [("social-insurance", "1237010180")]),
    ("Karte 4111 1111 1111 1111 12/27 123", [("card", "4111 1111 1111 1111")]),
    ("Mastercard 2223-0031-2200-3222!", [("card", "2223-0031-2200-3222")]),
    ("Karte ４１１１ １１１１ １１１１ １１１１", [("card", "４１１１ １１１１ １１１１ １１１１")]),
    ("IBAN DE89\xa03704\xa00044\xa00532\xa00130\xa000", [("iban", "DE89\xa03704\xa00044\xa00532\xa00130\xa000")]),
    ("IBAN DE89 3704 0044\u200b 0532 0130 00 🎉", [("iban", "DE89 3704 0044\u200b 0532 0130 00")]),
    ("0171–2345678 ist ihre Nummer", [("phone", "0171–2345678")]),
    ("Wien: +43 664 1234567, Bern: +41 44 668 18 00", [("phone", "+43 664 1234567"), ("phone", "+41 44 668 18 00")]),
    ("Bestellung A-20260042 ist da", [("order-number", "A-20260042")]),
    ("max＠kunde.example", [("email", "max＠kunde.example")]),
    ("mailto:max.muster+neu@kunde.co.uk.", [("email", "max.muster+neu@kunde.co.uk")]),
    ("Jürgen: jürgen@müller.example, danke", [("email", "jürgen@müller.example")]),
]
"""Texts, and the kinds and quotes of what is found in them."""

NEAR_MISSES = [
    "Bestellnummer 4111111111111111 ist unterwegs",
    "Order no. 4111111111111111 has shipped",
    "Artikel-Nr.: 86095742719",
    "Sendungsnummer 7569217076985",
    "ISBN 9783161484100 und 978-3-16-148410-0, ISSN 0317-8471",
    "EAN 4006381333931",
    "Commit 4111111111111111abcdef und 3f786850e387550fdaf8bd0a2b1f4c0d5e6f7a8b",
    "sha256:4111111111111111222222222222222233333333333333334444444444444444",
    "data:image/png;base64,iVBORw0KGgo4111111111111111AAAANSUhEUgAA",
    "Konto 4111 1111 1111 1111 1111 1111 gibt es nicht",
    "Zeitstempel 1700000000, 1700000000000 und 2026-05-04T10:00:00.123456789",
    "Umsatz 1.237.010.180 Euro, Kurs 1237010180,50 €",
    "Preis: $1237010180 oder 1237010180€",
    "Von 2019 2020 2021 2022 2023 bis 2024",
    "Version 1.2.3.4567890123456",
    "https://shop.example/p/4111111111111111?id=86095742719",
    "shop.example/p/4111111111111111",
    "#4111111111111111",
    "Az. 12 O 345/2024 und 1 BvR 2656/18",
    "Die Postleitzahlen 10115 20095 80331 50667",
    "Messwerte: 0,123456789 und 0.987654321",
    "0815 4711",
    "Termin 04.05.2026 10:00-12:00, Raum 0123 456",
    "IP 192.168.178.101 und 10.0.0.1:8080",
    "Koordinaten 52.520008, 13.404954",
    "Rückruf der Charge 01512345678-01",
    "react@18.2.0 und vue@3.4",
    "@jana@norden.social und @max",
    "https://max@kunde.example/ und https://max:wort@kunde.example/",
    "Preis @ 10 Uhr @home",
    "a@b, @ und x@y.1",
    "Rezept für 4 Personen: 250 g Mehl, 3 Eier, 100 ml Milch, 2 EL Zucker, 1 Prise Salz, 30 Minuten bei 180 Grad",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert quotes("identifiers", text, NORDWIND) == []


@PATIENT
@given(st.text("0123456789", min_size=1, max_size=24), st.sampled_from(["", "Nummer ", "Das sind ", "("]))
def test_random_digits_are_an_identifier_only_if_length_and_checksum_say_so(digits: str, before: str) -> None:
    for value in values("identifiers", f"{before}{digits} heute"):
        if value["kind"] == "phone":
            assert digits.startswith("0")
            assert 8 <= len(digits) <= 17
        else:
            tests = {
                "card": [card_holds],
                "tax-id": [tax_id_holds],
                "social-insurance": [ahv_holds, insurance_at_holds],
            }
            assert any(holds(digits) for holds in tests[value["kind"]])


@PATIENT
@given(st.lists(st.text("0123456789", min_size=1, max_size=6), min_size=2, max_size=8), st.sampled_from(" -."))
def test_groups_of_random_digits_are_an_identifier_only_if_a_checksum_says_so(groups: list[str], sign: str) -> None:
    text = sign.join(groups)
    for value, quote in zip(values("identifiers", text), quotes("identifiers", text), strict=True):
        digits = "".join(char for char in quote or "" if char.isdigit())
        held = card_holds(digits) or ahv_holds(digits) or tax_id_holds(digits) or insurance_at_holds(digits)
        assert held or (value["kind"] == "phone" and digits.startswith("0"))


@pytest.mark.parametrize(("text", "expected"), IDENTIFIERS)
def test_identifiers_are_found_and_what_looks_like_one_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    kinds = [value["kind"] for value in values("identifiers", text, NORDWIND)]
    assert list(zip(kinds, quotes("identifiers", text, NORDWIND), strict=True)) == expected


def test_identifiers_are_looked_for_in_pictures_and_file_names_too() -> None:
    post = {"text": "Schaut mal!", "attachments": [{"kind": "image", "ocr_text": "IBAN DE89370400440532013000"}]}
    (span,) = seen("identifiers", post).spans
    assert (span.at, span.start, span.end) == ("/attachments/0/ocr_text", 5, 27)


def test_a_masked_value_shows_the_last_two_characters() -> None:
    assert values("identifiers", "0151 23456789") == [{"kind": "phone", "masked": "••••89"}]


def test_a_customer_number_that_is_no_regex_breaks_the_fact_and_says_why() -> None:
    fact = seen("identifiers", "Vorgang 12", {"org": {"customer_number": "("}})
    assert fact.state == BROKEN
    assert "`(`" in fact.why


def test_the_register_may_give_a_pattern_for_orders_too() -> None:
    register = {"org": {"order_number": "(?i)re-[0-9]{4}"}}
    assert values("identifiers", "Rechnung RE-2041 ist bezahlt", register) == [
        {"kind": "order-number", "masked": "••••41"}
    ]


def test_the_mailboxes_of_others_count_even_if_their_name_is_a_function() -> None:
    assert quotes("identifiers", "info@example.org", NORDWIND) == ["info@example.org"]


def test_a_post_without_any_has_none() -> None:
    assert seen("identifiers", "Guten Morgen!").state == NONE
