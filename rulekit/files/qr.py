"""What the codes in a picture say: QR codes and the other codes that phones read."""

from __future__ import annotations

from typing import Any

from rulekit.files.blocks import blocks_of
from rulekit.files.faults import Unreadable, needed
from rulekit.files.images import BLOCKED, check_size, opened

LONGEST = 4096
"""Pixels of the longer side that are looked at; larger pictures are made smaller first, as a screen does."""

MAX_CODES = 100
"""Codes of one picture."""


def codes_in(data: bytes, mime: str) -> tuple[str, ...]:
    """What the codes in a picture say, each once, in order; nothing without the extra `qr`. Raises Unreadable."""
    try:
        import zxingcpp as zxing
    except ImportError:
        # nearly every post with a picture would be in error for want of it; the decision's inputs say that nobody looked
        return ()
    if mime in BLOCKED:
        blocks = blocks_of(data, mime)
        check_size(blocks.width, blocks.height)
    picture = opened(data, mime)
    try:
        if mime == "image/jpeg":
            picture.draft("L", (LONGEST, LONGEST))
        picture = _flat(picture)
        picture.thumbnail((LONGEST, LONGEST))
        found = zxing.read_barcodes(picture)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - decoders raise whatever they stumble over; all of it means one thing
        raise Unreadable("is damaged") from None
    texts = sorted({code.text for code in found if code.text})
    if len(texts) > MAX_CODES:
        raise Unreadable(f"has more than {MAX_CODES} codes in it")
    return tuple(texts)


def _flat(picture: Any) -> Any:
    """The picture in grey, on white where it is transparent."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = needed("PIL.Image", "files").new("RGBA", clear.size, "white")
        white.alpha_composite(clear)
        picture = white
    return picture.convert("L")
