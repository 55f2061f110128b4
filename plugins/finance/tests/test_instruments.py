"""Codes of securities: what is one, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulekit_finance.instruments import ISSUED, LONGEST, codes, isin_holds, lei_holds, wkn_holds

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def found(text: str) -> list[tuple[str, str]]:
    return [(code.kind, code.code) for code in codes(text)]


@pytest.mark.parametrize(
    "code", ["DE0005140008", "US0378331005", "US0231351067", "GB0002634946", "AU0000XVGZA3", "DE000BAY0017"]
)
def test_an_isin_with_its_check_digit_holds(code: str) -> None:
    assert isin_holds(code)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert not isin_holds(wrong)


@pytest.mark.parametrize(
    "code", ["DE000514000", "ZZ0005140008", "de0005140008", "DE00051400X8", "", "DE０005140008", "DE000514000８"]
)
def test_what_is_too_short_unassigned_or_in_other_digits_is_no_isin(code: str) -> None:
    assert not isin_holds(code)


@pytest.mark.parametrize("code", ["7LTWFZYICNSX8D621K86", "5493001KJTIIGC8Y1R12", "HWUPKR0MPOU8FGXBT394"])
def test_an_lei_with_its_check_digits_holds(code: str) -> None:
    assert lei_holds(code)
    assert not lei_holds(code[:-2] + f"{(int(code[-2:]) + 1) % 100:02}")


def test_twenty_digits_are_no_lei() -> None:
    assert not lei_holds("0" * 18 + "01")


@pytest.mark.parametrize(
    ("code", "holds"), [("514000", True), ("A0RPWH", True), ("ABCDEF", False), ("51400O", False), ("5140", False)]
)
def test_a_wkn_has_six_signs_without_i_and_o_and_a_digit(code: str, holds: bool) -> None:
    assert wkn_holds(code) is holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kaufen: DE0005140008!", [("isin", "DE0005140008")]),
        ("ISIN DE 000 514 000 8", [("isin", "DE0005140008")]),
        ("WKN: 514000", [("wkn", "514000")]),
        ("wkn a0rpwh", [("wkn", "A0RPWH")]),
        ("$TSLA und $brk.b", [("ticker", "TSLA"), ("ticker", "BRK.B")]),
        ("(NASDAQ: AAPL)", [("ticker", "AAPL")]),
        ("LEI 7LTWFZYICNSX8D621K86", [("lei", "7LTWFZYICNSX8D621K86")]),
        # near misses
        ("DE0005140009", []),
        ("514000 Menschen", []),
        ("Das kostet $50 oder $USD", []),
        ("Der WKN-Verein tagt im Mai", []),
        ("IBAN DE89370400440532013000", []),
        ("US$ 20", []),
    ],
)
def test_codes_are_found_where_they_stand_for_a_security(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@given(st.sampled_from(sorted(ISSUED)), st.text(LETTERS, min_size=9, max_size=9))
def test_exactly_one_check_digit_makes_an_isin(country: str, body: str) -> None:
    assert sum(isin_holds(country + body + str(digit)) for digit in range(10)) == 1


@given(st.text(st.sampled_from("ABZ01289 -$.:WKNISDE\n"), max_size=400))
def test_every_span_shows_its_code_and_no_two_share_a_place(text: str) -> None:
    hits = list(codes(text))
    for hit in hits:
        shown = text[hit.start : hit.end].replace(" ", "").replace("-", "").upper()
        assert hit.code in shown
    places = [place for hit in hits for place in range(hit.start, hit.end)]
    assert len(places) == len(set(places))


def test_a_long_text_is_read_up_to_its_bound() -> None:
    assert found("x " * LONGEST + "DE0005140008") == []
