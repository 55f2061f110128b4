"""Codes of securities and issuers in a text: found by their form, kept only if their check digit holds.

Forms and check digits: ISIN ISO 6166 (Luhn over the digits that letters stand for), LEI ISO 17442 (ISO/IEC 7064 MOD 97-10).
A WKN has no check digit, so it counts only behind the word `WKN`; a ticker only behind a dollar or the name of its exchange.
Only ASCII letters and digits are looked for, so no table of Unicode can change an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 20_000
"""How many code points of one string are read."""


class Code(NamedTuple):
    """One code: its kind (`isin`, `wkn`, `lei`, `ticker`), as it is written without spaces, and its span."""

    kind: str
    code: str
    start: int
    end: int


# looked for at every place, because `ISIN DE 000 514 000 8` has a wrong one before the right one
_ISIN = re.compile(r"(?<![A-Za-z0-9])(?=([A-Z]{2}(?:[ -]?[A-Z0-9]){9}[ -]?[0-9])(?![A-Za-z0-9]))")
_LEI = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9]{18}[0-9]{2}(?![A-Za-z0-9])")
_WKN = re.compile(r"(?<![A-Za-z0-9])(?:WKN|Wkn|wkn)(?:[ :.#-]{0,3})([A-HJ-NP-Za-hj-np-z0-9]{6})(?![A-Za-z0-9])")
_CASHTAG = re.compile(r"(?<![A-Za-z0-9$])\$([A-Za-z]{1,6}(?:\.[A-Za-z]{1,2})?)(?![A-Za-z0-9])")
_EXCHANGE = re.compile(
    r"(?<![A-Za-z0-9])(?:NYSE|NASDAQ|Nasdaq|XETRA|Xetra|ETR|FRA|LSE|LON|SIX|EPA|AMS|TSX|ASX|Ticker|ticker|Kürzel|Symbol)"
    r"[ ]?[:][ ]?([A-Z][A-Z0-9]{0,5})(?![A-Za-z0-9])"
)

ISSUED: frozenset[str] = frozenset(
    """
    AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH
    CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI
    GL GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KN KP KR KW KY KZ LA LB
    LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP
    NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST
    SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XA XB XC XD XF XK XS
    YE YT ZA ZM ZW
    """.split()
)
"""What an ISIN begins with: ISO 3166 countries, and the X codes for securities that no country numbers (ISO 6166)."""


def isin_holds(code: str) -> bool:
    """Whether 12 letters and digits are an ISIN: a known start, and the check digit of Luhn's formula."""
    if len(code) != 12 or not (code.isascii() and code.isalnum()) or code[:2] not in ISSUED or not code[11].isdigit():
        return False
    digits = "".join(str(int(char, 36)) for char in code)
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def lei_holds(code: str) -> bool:
    """Whether 20 letters and digits are an LEI: 1 as remainder modulo 97, letters and digits both among them."""
    if len(code) != 20 or not (code.isascii() and code.isalnum()) or not code[18:].isdigit() or code.isdigit():
        return False
    return int("".join(str(int(char, 36)) for char in code)) % 97 == 1


def wkn_holds(code: str) -> bool:
    """Whether six letters and digits can be a WKN: no I and no O, and at least one digit."""
    return (
        len(code) == 6
        and code.isascii()
        and code.isalnum()
        and not set(code.upper()) & {"I", "O"}
        and any(map(str.isdigit, code))
    )


def codes(text: str) -> Iterator[Code]:
    """All codes of the text; of two that share a place the surer one. Reads the first `LONGEST` code points."""
    text = text[:LONGEST]
    taken = bytearray(len(text))
    for code in _candidates(text):
        if not any(taken[code.start : code.end]):
            taken[code.start : code.end] = bytes([1]) * (code.end - code.start)
            yield code


def _candidates(text: str) -> Iterator[Code]:
    for hit in _LEI.finditer(text):
        if lei_holds(hit[0]):
            yield Code("lei", hit[0], *hit.span())
    for hit in _ISIN.finditer(text):
        written = hit[1].replace(" ", "").replace("-", "")
        # apart from each other, capitals of a headline could pass by chance: a real one is mostly digits
        spaced = len(written) != len(hit[1])
        if isin_holds(written) and (not spaced or sum(map(str.isdigit, written)) >= 6):
            yield Code("isin", written, *hit.span(1))
    for hit in _WKN.finditer(text):
        if wkn_holds(hit[1]):
            yield Code("wkn", hit[1].upper(), *hit.span(1))
    for pattern in (_EXCHANGE, _CASHTAG):
        for hit in pattern.finditer(text):
            if hit[1].upper() not in CURRENCIES:
                yield Code("ticker", hit[1].upper(), *hit.span())


CURRENCIES: frozenset[str] = frozenset("USD EUR CAD AUD NZD HKD SGD GBP CHF JPY K M MIO MRD BN".split())
"""What may stand behind a dollar without being a ticker."""
