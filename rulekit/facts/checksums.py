"""Whether digits are the number they look like: lengths, ranges and check digits, by the documents that fix them.

Each function takes the number without spaces and says whether it may be one; none says that it was ever issued.
"""

from __future__ import annotations

IBAN_LENGTHS = {
    entry[:2]: int(entry[2:])
    for entry in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 "
        "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 "
        "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 "
        "PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 "
        "YE30"
    ).split()
}
"""How long an IBAN is, by country (SWIFT, IBAN Registry)."""


def iban_holds(value: str) -> bool:
    """Whether letters and digits are an IBAN: the country's length, and 1 as remainder modulo 97.

    ISO 13616-1 with ISO/IEC 7064 MOD 97-10; lengths of the SWIFT IBAN Registry.
    """
    value = value.upper()
    if len(value) != IBAN_LENGTHS.get(value[:2]) or not (value.isascii() and value.isalnum() and value[2:4].isdigit()):
        return False
    return int("".join(str(int(char, 36)) for char in value[4:] + value[:4])) % 97 == 1


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


CARDS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),  # Mastercard, since 2017
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14,)),  # Diners Club
    ("3095", "3095", (14,)),
    ("36", "36", (14,)),
    ("38", "39", (14,)),
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "649", (16, 19)),
    ("65", "65", (16, 19)),
    ("3528", "3589", (16, 19)),  # JCB
    ("62", "62", (16, 19)),  # UnionPay
)
"""First digits (from, to) and lengths of payment cards, as the networks publish their ranges (ISO/IEC 7812-1 fixes the form)."""


def card_holds(digits: str) -> bool:
    """Whether the digits may be a payment card: a network's first digits and length, not one digit alone, check digit."""
    length = len(digits)
    issued = any(length in lengths and low <= digits[: len(low)] <= high for low, high, lengths in CARDS)
    return issued and len(set(digits)) > 1 and luhn_holds(digits)


def tax_id_holds(digits: str) -> bool:
    """Whether the digits are a German tax id (Identifikationsnummer, AO §139b).

    Eleven digits, the first no nought; of the first ten exactly one occurs twice or thrice, three never in a row; the last is the
    check digit by ISO/IEC 7064 MOD 11,10 (Bundeszentralamt für Steuern, structure of the number since 2016).
    """
    if len(digits) != 11 or digits[0] == "0":
        return False
    ten = digits[:10]
    counts = sorted((ten.count(digit) for digit in set(ten)), reverse=True)
    if counts[0] not in (2, 3) or counts[1] != 1 or any(digit * 3 in ten for digit in set(ten)):
        return False
    product = 10
    for digit in ten:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


_INSURANCE_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
_AREAS = frozenset((*range(2, 30), 38, 39, *range(40, 90)))
"""Areas of the insurers (VKVV §2 with the annex of the Deutsche Rentenversicherung: 02 to 29, 38, 39, 40 to 89)."""


def insurance_de_holds(value: str) -> bool:
    """Whether it is a German social-insurance number (Versicherungsnummer, SGB VI §147, VKVV §2): `15070649C103`.

    Two digits of the insurer's area, the birth date as ddmmyy, the first letter of the name at birth, a serial of two digits and
    the check digit: each digit (the letter as 01 to 26) times its weight, the sums of the products' digits added, modulo 10.
    """
    if len(value) != 12 or not value.isascii() or not value[8].isalpha():
        return False
    digits = value[:8] + f"{ord(value[8].upper()) - 64:02}" + value[9:]
    if not digits.isdigit() or int(value[:2]) not in _AREAS or not _birth_date(value[2:6], 12):
        return False
    products = (int(digit) * weight for digit, weight in zip(digits, _INSURANCE_WEIGHTS, strict=False))
    return sum(product // 10 + product % 10 for product in products) % 10 == int(digits[12])


def _birth_date(day_and_month: str, months: int) -> bool:
    return 1 <= int(day_and_month[:2]) <= 31 and 1 <= int(day_and_month[2:]) <= months


def ahv_holds(digits: str) -> bool:
    """Whether the digits are a Swiss AHV number: 756, nine digits, and the check digit of EAN-13 (AHVV art. 133, GS1)."""
    if len(digits) != 13 or not digits.startswith("756") or len(set(digits[3:12])) == 1:
        return False
    weighed = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(digits[:12]))
    return (10 - weighed % 10) % 10 == int(digits[12])


def insurance_at_holds(digits: str) -> bool:
    """Whether the digits are an Austrian social-insurance number (ASVG §31 Abs. 4 Z 1, Dachverband): `1237010180`.

    Three digits of which the first is no nought, the check digit, the birth date as ddmmyy; months 13 to 15 are used when a day's
    numbers have run out. The check digit is the sum of the others by 3 7 9, 5 8 4 2 1 6 modulo 11, and never 10.
    """
    if len(digits) != 10 or digits[0] == "0" or not _birth_date(digits[4:8], 15):
        return False
    weights = (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == int(digits[3])
