"""Licences as files state them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CC = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]{2,12})|(publicdomain)/(zero|mark))/(\d\.\d)", re.IGNORECASE)
_SAYS_LICENCE = re.compile(
    r"\bCC[ -]?(?:BY|0)\b|creative commons|licen[cs]e|lizenz|public domain|gemeinfrei", re.IGNORECASE
)


def licence_in(statements: Iterable[str | None]) -> str | None:
    """The first statement that names a licence, Creative Commons by its short name; a mere `© name` is none."""
    for statement in statements:
        match = _CC.search(statement or "")
        if match is not None and match[1]:
            return f"CC {match[1].upper()} {match[4]}"
        if match is not None:
            return f"CC0 {match[4]}" if match[3].lower() == "zero" else "Public Domain Mark"
        if statement and _SAYS_LICENCE.search(statement):
            return statement.strip()[:2000]
    return None
