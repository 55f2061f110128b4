"""How much of a file is read. A bound reached is an error of the rules that asked, never a pass.

The numbers bound work and memory, not time: nothing here reads a clock. They leave room for what people attach (a long
report, a panorama) and none for what is made to exhaust a reader.
"""

from __future__ import annotations

from collections.abc import Iterable

from rulekit.files.faults import Unreadable

MAX_FILE = 64 * 2**20
"""Bytes of one file."""

MAX_TOTAL = 256 * 2**20
"""Bytes of all files of one post."""

MAX_PIXELS = 80_000_000
"""Width times height of a picture, as its header says: more than most cameras take, and below the number from which Pillow warns."""

MAX_PAGES = 300
"""Pages of a PDF."""

MAX_OBJECTS = 100_000
"""Entries in the tables of a PDF that are followed."""

MAX_ENTRIES = 5_000
"""Files inside an office document."""

MAX_UNPACKED = 256 * 2**20
"""Bytes of all files inside an office document, unpacked, as it claims; and of streams inside a PDF."""

MAX_PART = 32 * 2**20
"""Bytes of one part of a document that is read, unpacked."""

MAX_RATIO = 500
"""How many times larger a part may be unpacked; XML rarely passes 100."""

SMALL_PART = 2**20
"""Parts up to so many bytes may have any ratio: short runs of one byte are no bomb."""

MAX_TEXT = 200_000
"""Characters of all texts that one file carries."""

MAX_DEPTH = 200
"""How deep the elements of an XML part may nest."""


def texts_of(found: Iterable[str | None]) -> tuple[str, ...]:
    """The texts, trimmed, each once, in order. Raises Unreadable beyond `MAX_TEXT` characters."""
    kept: dict[str, None] = {}
    total = 0
    for text in found:
        clean = "" if text is None else text.replace("\0", "").strip()
        if clean and clean not in kept:
            total += len(clean)
            if total > MAX_TEXT:
                raise Unreadable(f"carries more than {MAX_TEXT:,} characters of text")
            kept[clean] = None
    return tuple(kept)
