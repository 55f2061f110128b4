"""Where a video was taken: the position that phones write into MP4 and QuickTime files.

Sources: ISO 14496-12 (boxes); positions as ISO 6709 text in `©xyz` (QuickTime user data) and under the key
`com.apple.quicktime.location.ISO6709`.
"""

from __future__ import annotations

import re

from rulekit.files.carried import NOTHING, Carried
from rulekit.files.faults import Unreadable
from rulekit.files.images import position

MAX_BOXES = 10_000
"""Boxes on the outermost level: a recording in pieces has one for each."""

_POSITION = re.compile(
    rb"([+-]\d{2}\.\d{1,10})([+-]\d{3}\.\d{1,10})(?:[+-]\d{1,6}(?:\.\d{1,6})?)?(?:CRS[A-Za-z0-9_]{1,20})?/"
)


def carried_by(data: bytes) -> Carried:
    """The position of a video, from the box that describes it. Raises Unreadable if the boxes do not add up."""
    place = 0
    for _ in range(MAX_BOXES):
        if place + 8 > len(data):
            return NOTHING
        length, kind, start = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8], place + 8
        if length == 1:
            length, start = int.from_bytes(data[place + 8 : place + 16], "big"), place + 16
        end = place + length if length else len(data)
        if end < start or end > len(data):
            raise Unreadable("is damaged")
        if kind == b"moov":
            found = _POSITION.search(data, start, end)
            return NOTHING if found is None else Carried(position(float(found[1]), float(found[2])))
        place = end
    raise Unreadable("has too many blocks")
