"""Canonical JSON and digests: the one way rulekit turns a value into bytes that can be compared."""

from __future__ import annotations

import hashlib
import json
from typing import Any

Json = Any
"""A JSON value as Python's `json` gives it: dict, list, str, int, float, bool or None."""

SAFE_INTEGER = 2**53 - 1
"""The largest whole number every JSON reader keeps exactly (RFC 7493, section 2.2)."""


def canonical(value: Json) -> bytes:
    """Canonical JSON (RFC 8785) of `value`, UTF-8."""
    if _plain(value):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    import rfc8785  # imported where used: most values need no more than the fast path

    return rfc8785.dumps(value)


def digest(value: Json) -> str:
    """`sha256:` and the hex digest of the canonical JSON of `value`."""
    return digest_bytes(canonical(value))


def digest_bytes(data: bytes) -> str:
    """`sha256:` and the hex digest of the bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _plain(value: Json) -> bool:
    """True if `json.dumps` is already canonical: keys in ASCII, and no number with a fraction."""
    if value is None or isinstance(value, bool | int | str):
        return True
    if isinstance(value, dict):
        return all(key.isascii() and _plain(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(_plain(item) for item in value)
    return False
