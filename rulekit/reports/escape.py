"""Text from a post or a ruleset, made safe to show: nothing in it may act on the terminal or page that shows it.

Control characters, escape sequences, bidirectional controls, invisible characters and lone surrogates become
visible signs: `␛` for U+001B, `‹U+202E›` for what has no picture. Emoji keep their joiners and selectors.
"""

from __future__ import annotations

import re

_BEYOND_ASCII = (
    r"\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f"
)
UNSAFE = r"\x00-\x1f" + _BEYOND_ASCII
"""The inside of a regex class: every code point that could act, or hide."""

FLAG = r"\U0001f3f4[\U000e0020-\U000e007e]{3,6}\U000e007f"
"""The flag of a region (England, Wales …): the one place where tag characters are meant to be there."""

_UNSAFE = re.compile(f"({FLAG})|[{UNSAFE}]")
_SPACE = re.compile(r"[ \t\r\n]+")
_JSON_UNSAFE = re.compile(f"({FLAG})|[{_BEYOND_ASCII}]")


def visible(text: str) -> str:
    """`text` with everything that could act shown instead, line ends and tabs too."""
    return _UNSAFE.sub(_shown, text)


def one_line(text: object) -> str:
    """`text` on one line, safe to show; runs of blanks and line ends become one blank."""
    return visible(_SPACE.sub(" ", str(text)).strip(" "))


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON of `value`, keys as they come, readable letters as they are; what could act is escaped as JSON does."""
    import json  # imported where used: the readable formats need no JSON

    separators = (",", ": ") if indent else (", ", ": ")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _JSON_UNSAFE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    if found.group(1):
        return found.group(1)
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _shown(found: re.Match[str]) -> str:
    if found.group(1):
        return found.group(1)
    code = ord(found.group())
    if code == 0x09:
        return "→"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"
