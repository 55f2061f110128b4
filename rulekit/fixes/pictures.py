"""Position and author taken out of a picture's bytes, without touching a single pixel.

Nothing is decoded and saved again: what is to go is blanked where it stands, so that every other byte stays at its place. That works alike in JPEG,
WebP, HEIC, AVIF and TIFF, whose offsets stay true; in PNG the checksums of the chunks are worked out again.

EXIF is a TIFF block (TIFF 6.0, Exif 2.32): a list of entries, one of which leads to the list with the position. XMP is a piece of XML (ISO 16684-1).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from rulekit.errors import Words

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are left alone."""

MAX_UNPACKED = 1024 * 1024
"""How much of a packed text chunk of PNG is unpacked."""

MAX_ENTRIES = 1000
MAX_LISTS = 16
"""A damaged block cannot keep anybody busy."""

_EXIF_AT = re.compile(rb"Exif\x00\x00(?=II\*\x00|MM\x00\*)")
_BARE_AT = re.compile(rb"II\*\x00\x08\x00\x00\x00|MM\x00\*\x00\x00\x00\x08")
_XMP = re.compile(rb"<x:xmpmeta[\s>].{0,1000000}?</x:xmpmeta>", re.DOTALL)

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of one value, by the type of an entry (TIFF 6.0, section 2)."""

_EXIF_LIST, _GPS_LIST = 0x8769, 0x8825


class Part(NamedTuple):
    """What is to go: entries of the main list and of the Exif list by tag, whole lists by the tag that leads there, and properties of XMP."""

    main: frozenset[int]
    exif: frozenset[int]
    lists: frozenset[int]
    xmp: re.Pattern[bytes]
    keywords: frozenset[bytes]


def _properties(names: str) -> re.Pattern[bytes]:
    """Attributes and elements of XMP of these names, whatever the prefix of their namespace."""
    name = rf"[A-Za-z0-9]{{1,20}}:(?:{names})"
    attribute = rf"\s{name}\s{{0,9}}=\s{{0,9}}(?:\"[^\"<>]{{0,2000}}\"|'[^'<>]{{0,2000}}')"
    element = rf"<(?P<name>{name})(?:\s[^<>]{{0,500}})?(?:/>|>.{{0,5000}}?</(?P=name)\s{{0,9}}>)"
    return re.compile(f"{attribute}|{element}".encode(), re.DOTALL)


POSITION = Part(
    frozenset(),
    frozenset(),
    frozenset((_GPS_LIST,)),
    _properties("GPS[A-Za-z]{1,40}"),
    frozenset(),
)
"""The position: the GPS list of EXIF and the properties of XMP that repeat it."""

AUTHOR = Part(
    # Artist, HostComputer, XPAuthor
    frozenset((0x013B, 0x013C, 0x9C9D)),
    # CameraOwnerName, BodySerialNumber, LensSerialNumber, and MakerNote, which has them once more in a way nobody documents
    frozenset((0xA430, 0xA431, 0xA435, 0x927C)),
    frozenset(),
    _properties("creator|CreatorTool|OwnerName|CameraOwnerName|SerialNumber|BodySerialNumber|LensSerialNumber|AuthorsPosition|CreatorContactInfo"),
    frozenset((b"Author", b"Artist", b"Creator")),
)  # fmt: skip
"""Who took the picture, and with which device. Copyright and licence stay: removing those is forbidden (UrhG §95c)."""


def cleaned(data: bytes, part: Part) -> bytes | Words:
    """The picture without that part; the same bytes if it has none. The reason if its kind is not known here."""
    if len(data) > MAX_BYTES:
        return _TOO_LARGE
    if data[:8] == _PNG:
        return _png(data, part)
    if data[:3] == b"\xff\xd8\xff":
        blocks = [(found.end(), min(len(data), found.end() + 65536)) for found in _EXIF_AT.finditer(data)]
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        blocks = list(_webp(data))
    elif data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        blocks = [(found.start(), len(data)) for found in _BARE_AT.finditer(data)]
    elif data[:4] in (b"II*\x00", b"MM\x00*"):
        blocks = [(0, len(data))]
    else:
        return _UNKNOWN
    fresh = bytearray(data)
    for start, end in blocks:
        _blank_exif(fresh, start, end, part)
    return _blank_xmp(bytes(fresh), part)


_PNG = b"\x89PNG\r\n\x1a\n"
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


def _webp(data: bytes) -> Iterator[tuple[int, int]]:
    """The EXIF chunks of a RIFF file; some writers put the mark of JPEG before the block."""
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"EXIF":
            start = at + 8 + (6 if data[at + 8 : at + 14] == b"Exif\x00\x00" else 0)
            yield start, min(len(data), at + 8 + size)
        at += 8 + size + size % 2


# --- EXIF --------------------------------------------------------------------------------------------------------


class _Block(NamedTuple):
    """A TIFF block inside a file: where it begins and ends, and how its numbers are written."""

    data: bytearray
    start: int
    end: int
    order: str

    def number(self, at: int, size: int) -> int | None:
        """The whole number of 2 or 4 bytes at a place counted from the block's start; None if it lies outside."""
        place = self.start + at
        if at < 0 or place + size > self.end:
            return None
        found: int = struct.unpack_from(self.order + ("H" if size == 2 else "I"), self.data, place)[0]
        return found

    def blank(self, at: int, size: int) -> None:
        """Noughts instead of `size` bytes, as far as they lie inside."""
        first = max(self.start + at, self.start)
        last = min(self.start + at + size, self.end)
        if first < last:
            self.data[first:last] = bytes(last - first)


class _Entry(NamedTuple):
    """One entry of a list: its tag, how many bytes its value has, and where that stands."""

    tag: int
    size: int
    at: int


def _blank_exif(data: bytearray, start: int, end: int, part: Part) -> None:
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(bytes(data[start : start + 4]))
    if order is None:
        return
    block = _Block(data, start, end, order)
    at = block.number(4, 4)
    for _ in range(MAX_LISTS):
        if not at:
            return
        _clean_list(block, at, part.main, part)
        count = block.number(at, 2)
        at = None if count is None else block.number(at + 2 + 12 * count, 4)


def _clean_list(block: _Block, at: int, tags: frozenset[int], part: Part) -> None:
    """Takes entries out of the list at that place: their values are blanked, the entries behind them move up."""
    for entry in _entries(block, at):
        if entry.tag in part.lists:
            _blank_list(block, block.number(entry.at, 4))
        elif entry.tag == _EXIF_LIST:
            below = block.number(entry.at, 4)
            if below and below != at:
                _clean_list(block, below, part.exif, part._replace(lists=frozenset()))
        elif entry.tag in tags:
            block.blank(entry.at, entry.size)
    _close_up(block, at, tags | part.lists)


def _entries(block: _Block, at: int) -> list[_Entry]:
    count = block.number(at, 2)
    found = []
    for number in range(min(count or 0, MAX_ENTRIES)):
        place = at + 2 + 12 * number
        tag, kind, values = block.number(place, 2), block.number(place + 2, 2), block.number(place + 4, 4)
        if tag is None or kind is None or values is None:
            break
        size = _SIZES.get(kind, 1) * values
        where = place + 8 if size <= 4 else block.number(place + 8, 4)
        found.append(_Entry(tag, size, place + 8 if where is None else where))
    return found


def _blank_list(block: _Block, at: int | None) -> None:
    """Noughts instead of a whole list and its values."""
    if not at:
        return
    entries = _entries(block, at)
    for entry in entries:
        block.blank(entry.at, entry.size)
    block.blank(at, 2 + 12 * len(entries) + 4)


def _close_up(block: _Block, at: int, gone: frozenset[int]) -> None:
    count = block.number(at, 2)
    if count is None or count > MAX_ENTRIES or block.start + at + 2 + 12 * count + 4 > block.end:
        return
    first = block.start + at + 2
    rows = [bytes(block.data[first + 12 * number : first + 12 * number + 12]) for number in range(count)]
    kept = [row for row in rows if struct.unpack_from(block.order + "H", row)[0] not in gone]
    if len(kept) == len(rows):
        return
    following = bytes(block.data[first + 12 * count : first + 12 * count + 4])
    fresh = struct.pack(block.order + "H", len(kept)) + b"".join(kept) + following
    block.data[first - 2 : first + 12 * count + 4] = fresh.ljust(2 + 12 * count + 4, b"\0")


# --- XMP ---------------------------------------------------------------------------------------------------------


def _blank_xmp(data: bytes, part: Part) -> bytes:
    """The data with the properties of its XMP overwritten by spaces."""
    return _XMP.sub(lambda found: part.xmp.sub(lambda one: b" " * len(one[0]), found[0]), data)


# --- PNG ---------------------------------------------------------------------------------------------------------


def _png(data: bytes, part: Part) -> bytes | Words:
    chunks = [_PNG]
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        whole = data[at : at + 12 + size]
        at += 12 + size
        fresh = _chunk(kind, body, part)
        if isinstance(fresh, Words):
            return fresh
        if fresh is None:
            continue
        # a chunk that stays as it is keeps its checksum, even a wrong one
        chunks.append(whole if fresh == body else _written(kind, fresh))
    return b"".join([*chunks, data[at:]])


def _written(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _chunk(kind: bytes, body: bytes, part: Part) -> bytes | Words | None:
    """The chunk's body without that part; None if the whole chunk goes."""
    if kind == b"eXIf":
        fresh = bytearray(body)
        _blank_exif(fresh, 0, len(fresh), part)
        return bytes(fresh)
    if kind not in (b"tEXt", b"zTXt", b"iTXt"):
        return body
    keyword = body.split(b"\0", 1)[0]
    if keyword in part.keywords:
        return None
    if keyword.startswith(b"Raw profile type "):
        return _HIDDEN_PROFILE
    if kind != b"iTXt" or keyword != b"XML:com.adobe.xmp":
        return body
    return _png_xmp(body, part)


def _png_xmp(body: bytes, part: Part) -> bytes | Words:
    """The XMP chunk: keyword, packed or not, method, language, translated keyword, text (PNG 1.2, 11.3.4.5)."""
    head = body.split(b"\0", 1)[0]
    flags, rest = body[len(head) + 1 : len(head) + 3], body[len(head) + 3 :]
    pieces = rest.split(b"\0", 2)
    if len(pieces) != 3 or flags[:1] != b"\x01":
        return _blank_xmp(body, part)
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(pieces[2], MAX_UNPACKED)
    except zlib.error:
        return _HIDDEN_PROFILE
    if unpacking.unconsumed_tail or not unpacking.eof:
        return _HIDDEN_PROFILE
    fresh = _blank_xmp(text, part)
    if fresh == text:
        return body
    return b"\0".join((head, flags + pieces[0], pieces[1], zlib.compress(fresh)))


_UNKNOWN = Words(
    "only JPEG, PNG, WebP, HEIC, AVIF and TIFF can be cleaned here; others by exporting them anew without these data",
    "nur JPEG, PNG, WebP, HEIC, AVIF und TIFF lassen sich hier bereinigen; anderes durch Exportieren ohne diese Daten",
)
_TOO_LARGE = Words(
    f"files above {MAX_BYTES // 1024 // 1024} MB are not cleaned", f"Dateien über {MAX_BYTES // 1024 // 1024} MB werden nicht bereinigt"
)  # fmt: skip
_HIDDEN_PROFILE = Words(
    "this PNG carries its data packed in a way that cannot be cleaned here",
    "dieses PNG enthält seine Daten so verpackt, dass sie sich hier nicht bereinigen lassen",
)
