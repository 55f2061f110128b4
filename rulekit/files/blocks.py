"""Where JPEG, PNG, WebP and GIF files keep their metadata: found by walking the blocks, without decoding a pixel.

Sources: JFIF 1.02 and Exif 2.32 (JPEG segments), PNG (ISO 15948) with its eXIf extension, the WebP container, GIF89a, XMP part 3.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from rulekit.files.bounds import MAX_PART
from rulekit.files.faults import Unreadable

MAX_BLOCKS = 100_000
"""Blocks of one picture: an animation has thousands, no picture more."""


class Blocks(NamedTuple):
    """The metadata of a picture as bytes: EXIF (a TIFF structure), XMP packets, Photoshop resources (with IPTC), and plain texts.

    `width` and `height` are those of the header, 0 if it has none.
    """

    width: int = 0
    height: int = 0
    exif: tuple[bytes, ...] = ()
    xmp: tuple[bytes, ...] = ()
    photoshop: bytes = b""
    texts: tuple[str, ...] = ()


def blocks_of(data: bytes, mime: str) -> Blocks:
    """The metadata blocks of a JPEG, PNG, WebP or GIF. Raises Unreadable if the blocks do not add up."""
    try:
        return {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/gif": _gif}[mime](data)
    except (IndexError, zlib.error):
        raise Unreadable("is damaged") from None


_FRAMES = (0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG before its pixels: marker and content."""
    place = 2
    for _ in range(MAX_BLOCKS):
        if data[place] != 0xFF:
            raise Unreadable("is damaged")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in (0xD9, 0xDA):
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            place += 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2 or place + 2 + length > len(data):
            raise Unreadable("is damaged")
        yield marker, data[place + 4 : place + 2 + length]
        place += 2 + length
    raise Unreadable("has too many blocks")


def _jpeg(data: bytes) -> Blocks:
    width = height = 0
    exif, xmp, texts = [], [], []
    photoshop = more = b""
    for marker, content in _segments(data):
        if marker in _FRAMES:
            height, width = int.from_bytes(content[1:3], "big"), int.from_bytes(content[3:5], "big")
        elif marker == 0xE1 and content.startswith(b"Exif\0"):
            exif.append(content[6:])
        elif marker == 0xE1 and content.startswith(_XMP):
            xmp.append(content[len(_XMP) :])
        elif marker == 0xE1 and content.startswith(_XMP_MORE):
            # a digest of 32 letters, the whole length and the offset stand before each piece
            more += content[len(_XMP_MORE) + 40 :]
        elif marker == 0xED and content.startswith(_PHOTOSHOP):
            photoshop += content[len(_PHOTOSHOP) :]
        elif marker == 0xFE:
            texts.append(content.decode("utf-8", "replace"))
    return Blocks(width, height, tuple(exif), tuple(xmp + ([more] if more else [])), photoshop, tuple(texts))


def _unpacked(data: bytes) -> bytes:
    """What zlib packed, if it is not more than a part may be."""
    machine = zlib.decompressobj()
    plain = machine.decompress(data, MAX_PART)
    if machine.unconsumed_tail:
        raise Unreadable(f"has a part of more than {MAX_PART // 2**20} MiB")
    return plain


def _png(data: bytes) -> Blocks:
    exif, xmp, texts = [], [], []
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    place = 8
    for _ in range(MAX_BLOCKS):
        length, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        content = data[place + 8 : place + 8 + length]
        if len(kind) < 4 or len(content) < length:
            raise Unreadable("is damaged")
        if kind == b"IEND":
            break
        if kind == b"eXIf":
            exif.append(content.removeprefix(b"Exif\0\0"))
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            keyword, text = _png_text(kind, content)
            if keyword == b"XML:com.adobe.xmp":
                xmp.append(text)
            elif keyword.lower() in (b"raw profile type exif", b"raw profile type app1"):
                exif.append(_from_hex(text))
            else:
                texts.append(text.decode("utf-8" if kind == b"iTXt" else "latin-1", "replace"))
        place += 12 + length
    else:
        raise Unreadable("has too many blocks")
    return Blocks(width, height, tuple(exif), tuple(xmp), b"", tuple(texts))


def _png_text(kind: bytes, content: bytes) -> tuple[bytes, bytes]:
    keyword, _, rest = content.partition(b"\0")
    if kind == b"tEXt":
        return keyword, rest
    if kind == b"zTXt":
        return keyword, _unpacked(rest[1:])
    # packed or not, method, language, translated keyword
    packed = rest[:1] == b"\1"
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return keyword, _unpacked(text) if packed else text


def _from_hex(text: bytes) -> bytes:
    """EXIF as ImageMagick keeps it in a text: a heading, the length, hex digits."""
    lines = text.split(b"\n")
    try:
        return bytes.fromhex(b"".join(lines[3:]).decode("ascii")).removeprefix(b"Exif\0\0")
    except ValueError:
        raise Unreadable("is damaged") from None


def _webp(data: bytes) -> Blocks:
    exif, xmp = [], []
    width = height = 0
    place = 12
    for _ in range(MAX_BLOCKS):
        if place + 8 > len(data):
            break
        kind, length = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        content = data[place + 8 : place + 8 + length]
        if len(content) < length:
            raise Unreadable("is damaged")
        if kind == b"VP8X":
            width, height = (1 + int.from_bytes(content[at : at + 3], "little") for at in (4, 7))
        elif kind == b"VP8 " and not width:
            width, height = (int.from_bytes(content[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        elif kind == b"VP8L" and not width:
            bits = int.from_bytes(content[1:5], "little")
            width, height = 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
        elif kind == b"EXIF":
            exif.append(content.removeprefix(b"Exif\0\0"))
        elif kind == b"XMP ":
            xmp.append(content)
        place += 8 + length + length % 2
    else:
        raise Unreadable("has too many blocks")
    return Blocks(width, height, tuple(exif), tuple(xmp))


def _gif(data: bytes) -> Blocks:
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    place = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    texts, xmp = [], []
    for _ in range(MAX_BLOCKS):
        if place >= len(data) or data[place] == 0x3B:
            break
        if data[place] == 0x21:
            kind, (content, end) = data[place + 1], _pieces(data, place + 2)
            if kind == 0xFE:
                texts.append(content.decode("utf-8", "replace"))
            elif kind == 0xFF and data[place + 3 : place + 14] == b"XMP DataXMP":
                # written plainly, with a slope of bytes behind it on which readers of pieces slide to the end
                xmp.append(data[place + 14 : end].partition(b"\x01\xff\xfe")[0])
            place = end
        elif data[place] == 0x2C:
            local = data[place + 9]
            place += 10 + (3 << ((local & 7) + 1) if local & 0x80 else 0) + 1
            place = _pieces(data, place)[1]
        else:
            raise Unreadable("is damaged")
    else:
        raise Unreadable("has too many blocks")
    return Blocks(width, height, (), tuple(xmp), b"", tuple(texts))


def _pieces(data: bytes, place: int) -> tuple[bytes, int]:
    """The content of pieces that each begin with their length, up to the empty one; and where they end."""
    found = []
    while data[place]:
        found.append(data[place + 1 : place + 1 + data[place]])
        place += 1 + data[place]
    return b"".join(found), place + 1
