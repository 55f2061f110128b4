"""Capitals made small without looking at anything else: for looks that must be cheap and may find too much."""

from __future__ import annotations

from collections.abc import Mapping

_ASCII = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
LOWER: Mapping[int, int] = _ASCII | {0xC4: 0xE4, 0xD6: 0xF6, 0xDC: 0xFC, 0x1E9E: 0xDF}
"""The capitals of German and English to their small letters, code point by code point, so that lengths stay."""


def lowered(text: str) -> str:
    """The text with those capitals made small."""
    return text.translate(LOWER)
