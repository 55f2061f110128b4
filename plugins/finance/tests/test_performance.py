"""Figures of past performance and the periods beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulekit_finance.performance import figures


def read(text: str) -> list[tuple[float, int | None, bool]]:
    return [(figure.percent, figure.months, figure.complete) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 % in den letzten fünf Jahren", [(12.0, 60, True)]),
        ("21,4 Prozent in den vergangenen 10 Jahren", [(21.4, 120, True)]),
        ("seit Auflage 48 % zugelegt", [(48.0, None, True)]),
        ("up 9.2% over the past 12 months", [(9.2, 12, False)]),
        ("34 % in den letzten drei Jahren", [(34.0, 36, False)]),
        ("+17,4 % seit Jahresbeginn", [(17.4, None, False)]),
        ("im letzten Quartal 3 % gestiegen", [(3.0, 3, False)]),
        ("returned 8 percent over the last five years", [(8.0, 60, True)]),
        ("61 Monate: 8 % in den letzten 61 Monaten", [(8.0, 61, False)]),
        # no performance
        ("20 % Rabatt auf alles", []),
        ("Die Gebühr beträgt 1,5 %.", []),
        # the period of another sentence is not that of the figure
        ("12 % Performance. In den letzten fünf Jahren war viel los", [(12.0, None, False)]),
    ],
)
def test_a_figure_is_complete_with_five_years_or_its_whole_life(
    text: str, expected: list[tuple[float, int | None, bool]]
) -> None:
    assert read(text) == expected


@given(st.text(st.sampled_from("0123456789,.% +-seitJahrenletzten fünf\n"), max_size=300))
def test_every_span_is_a_percentage(text: str) -> None:
    for figure in figures(text):
        assert text[figure.end - 1] == "%"
        assert any(char.isdigit() for char in text[figure.start : figure.end])
