"""What pictures carry: position, author, licence and words, from EXIF, IPTC and XMP.

A JPEG, PNG, WebP or GIF without metadata is read without any optional library. Sources: Exif 2.32, IPTC IIM 4.2,
XMP part 1 and 2, the PLUS and Creative Commons vocabularies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

from rulekit.files.blocks import Blocks, blocks_of
from rulekit.files.bounds import MAX_PIXELS, texts_of
from rulekit.files.carried import NOTHING, Carried
from rulekit.files.faults import Unreadable, needed
from rulekit.files.licences import licence_in
from rulekit.files.markup import Element, local, named, parsed, words

BLOCKED = ("image/jpeg", "image/png", "image/webp", "image/gif")
"""Pictures whose metadata are found without decoding them."""

DECODED = ("image/tiff", "image/bmp", "image/heic", "image/avif")
"""Pictures whose metadata a library has to find."""

PICTURES = (*BLOCKED, *DECODED)

IMAGE_DESCRIPTION, ARTIST, COPYRIGHT, GPS, EXIF_IFD, USER_COMMENT = 0x010E, 0x013B, 0x8298, 0x8825, 0x8769, 0x9286
WINDOWS = (0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
"""Title, comment, author, keywords and subject as Windows writes them, in UTF-16."""

IPTC_TEXTS = (5, 25, 40, 55, 80, 85, 90, 92, 95, 101, 103, 105, 110, 115, 116, 120, 122)
"""Data sets of record 2 with words for people: title, keywords, instructions, by-line, places, headline, credit, caption …"""

BY_LINE, CREDIT, NOTICE = 80, 110, 116

XMP_TEXTS = (
    "title description creator rights subject Headline Instructions Credit Source UsageTerms WebStatement AuthorsPosition "
    "CaptionWriter Location City State Country Event AltTextAccessibility ExtDescrAccessibility UserComment Label license "
    "attributionName"
).split()


def carried_by(data: bytes, mime: str) -> Carried:
    """What a picture carries. Raises Unreadable if it is damaged, too large, or needs a library that is not installed."""
    if mime not in PICTURES:
        return NOTHING
    blocks = blocks_of(data, mime) if mime in BLOCKED else _by_library(data, mime)
    check_size(blocks.width, blocks.height)
    exif = [_exif(block) for block in blocks.exif]
    xmp = [parsed(_packet(block)) for block in blocks.xmp]
    iptc = _iptc(blocks.photoshop)
    position = _first([*(_exif_position(one) for one in exif), *(_xmp_position(one) for one in xmp)])
    notices = [*(_text(one.get(COPYRIGHT)) for one in exif), *iptc.get(NOTICE, ()), *_xmp_values(xmp, "rights")]
    return Carried(
        position,
        _first(
            [
                *iptc.get(CREDIT, ()),
                *_xmp_values(xmp, "Credit", "attributionName"),
                *iptc.get(BY_LINE, ()),
                *_xmp_values(xmp, "creator"),
                *(_text(one.get(ARTIST)) for one in exif),
            ]
        ),
        licence_in([*_xmp_values(xmp, "license", "UsageTerms", "WebStatement"), *notices]),
        texts=texts_of([*_exif_texts(exif), *_iptc_texts(iptc), *_xmp_values(xmp, *XMP_TEXTS), *blocks.texts]),
    )


def check_size(width: int, height: int) -> None:
    """Raises Unreadable for a picture of more pixels than are decoded."""
    if width * height > MAX_PIXELS:
        raise Unreadable(f"is a picture of {width} × {height} pixels, more than {MAX_PIXELS // 10**6} million")


def _first(found: Iterable[Any]) -> Any:
    return next((one for one in found if one), None)


def _by_library(data: bytes, mime: str) -> Blocks:
    picture = opened(data, mime)
    exif, xmp = picture.info.get("exif"), picture.info.get("xmp")
    if mime == "image/tiff":
        # a TIFF is what EXIF is made of
        exif, xmp = data, picture.tag_v2.get(700)
    found = (exif.removeprefix(b"Exif\0\0"),) if isinstance(exif, bytes) else ()
    packets = (xmp,) if isinstance(xmp, bytes) else ()
    width, height = picture.size
    return Blocks(width, height, found, packets)


def opened(data: bytes, mime: str) -> Any:
    """The picture as Pillow opens it, no pixel of it decoded. Raises Unreadable."""
    from io import BytesIO

    image = needed("PIL.Image", "files")
    try:
        if mime in ("image/heic", "image/avif"):
            heif = needed("pillow_heif", "files").open_heif(data, convert_hdr_to_8bit=True)
            check_size(*heif.size)
            return heif.to_pillow()
        names = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}
        picture = image.open(BytesIO(data), formats=[names.get(mime, mime.partition("/")[2].upper())])
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - decoders raise whatever they stumble over; all of it means one thing
        if isinstance(error, image.DecompressionBombError):
            raise Unreadable(f"is a picture of more than {MAX_PIXELS // 10**6} million pixels") from None
        raise Unreadable("is damaged or no such picture") from None
    check_size(*picture.size)
    return picture


def _exif(block: bytes) -> Mapping[int, Any]:
    """The tags of the first directory, with those of the directories it points to as mappings."""
    image = needed("PIL.Image", "files")
    exif = image.Exif()
    try:
        exif.load(b"Exif\0\0" + block)
        found: dict[int, Any] = dict(exif)
        found[GPS], found[EXIF_IFD] = dict(exif.get_ifd(GPS)), dict(exif.get_ifd(EXIF_IFD))
    except Exception:  # noqa: BLE001 - as above
        raise Unreadable("has damaged EXIF data") from None
    return found


def _text(value: Any) -> str | None:
    """The words of a tag; of a list of words, all."""
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(_text, value))) or None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return _as_utf8(value).strip("\0 \n\r\t") or None if isinstance(value, str) else None


def _as_utf8(value: str) -> str:
    """The standard knows ASCII only; programs write UTF-8, which the library reads as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _wide(value: Any) -> str | None:
    return value.decode("utf-16-le", "replace").strip("\0") if isinstance(value, bytes) else _text(value)


_CODES = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"\0\0\0\0\0\0\0\0": "utf-8"}


def _comment(value: Any) -> str | None:
    """A user comment: eight bytes name its encoding."""
    if not isinstance(value, bytes):
        return _text(value)
    code = _CODES.get(value[:8])
    return None if code is None else value[8:].decode(code, "replace").strip("\0 ")


def _exif_texts(found: Iterable[Mapping[int, Any]]) -> Iterator[str | None]:
    for one in found:
        yield from (_text(one.get(tag)) for tag in (IMAGE_DESCRIPTION, ARTIST, COPYRIGHT))
        yield from (_wide(one.get(tag)) for tag in WINDOWS)
        yield _comment(one[EXIF_IFD].get(USER_COMMENT))


def _exif_position(exif: Mapping[int, Any]) -> tuple[float, float] | None:
    gps = exif[GPS]
    return position(_degrees(gps.get(2), gps.get(1)), _degrees(gps.get(4), gps.get(3)))


def _degrees(value: Any, side: Any) -> float | None:
    """Degrees, minutes and seconds as degrees; south and west of nought are below it."""
    if not isinstance(value, tuple) or not value:
        return None
    try:
        found = sum(float(part) / unit for part, unit in zip(value, (1, 60, 3600), strict=False))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return -found if str(_text(side) or "").upper()[:1] in ("S", "W") else found


def position(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    """The position in degrees, rounded to a decimetre; none if it is no place on Earth, or all nought, as devices without a fix write."""
    if lat is None or lon is None or not (isfinite(lat) and isfinite(lon)):
        return None
    if (lat == 0 and lon == 0) or abs(lat) > 90 or abs(lon) > 180:
        return None
    return round(lat, 6), round(lon, 6)


def _packet(block: bytes) -> bytes:
    """An XMP packet without the blanks and noughts it is padded with."""
    return block.strip(b" \r\n\t\0")


def _xmp_values(roots: Iterable[Element], *names: str) -> list[str]:
    """The values of properties, written as elements (each item of a list) or as attributes, in the order of the names."""
    found: list[str] = []
    for root in roots:
        for name in names:
            for element in root.iter():
                found += [value for key, value in element.attrib.items() if local(key) == name]
                if isinstance(element.tag, str) and local(element.tag) == name:
                    items = [words(item) for item in named(element, "li")]
                    link = [value for key, value in element.attrib.items() if local(key) == "resource"]
                    found += items or link or [words(element)]
    return [value.strip() for value in found if value.strip()]


_COORDINATE = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])")


def _xmp_position(root: Element) -> tuple[float, float] | None:
    lat, lon = (_first(map(_coordinate, _xmp_values([root], name))) for name in ("GPSLatitude", "GPSLongitude"))
    return position(0.0 if lat is None and lon else lat, 0.0 if lon is None and lat else lon)


def _coordinate(text: str) -> float | None:
    """`52,30.5N` or `52,30,30N` in degrees."""
    match = _COORDINATE.fullmatch(text)
    if match is None:
        return None
    found = int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600
    return -found if match[4] in "SW" else found


def _iptc(photoshop: bytes) -> Mapping[int, tuple[str, ...]]:
    """The data sets of record 2 by number, out of Photoshop's resource 1028."""
    found: dict[int, tuple[str, ...]] = {}
    data = b"".join(content for number, content in _resources(photoshop) if number == 1028)
    place, code = 0, "latin-1"
    while data[place : place + 1] == b"\x1c" and place + 5 <= len(data):
        record, number = data[place + 1], data[place + 2]
        length = int.from_bytes(data[place + 3 : place + 5], "big")
        if length & 0x8000:
            break
        content = data[place + 5 : place + 5 + length]
        if (record, number) == (1, 90) and content == b"\x1b%G":
            code = "utf-8"
        elif record == 2 and number in IPTC_TEXTS:
            found[number] = (*found.get(number, ()), _iptc_text(content, code))
        place += 5 + length
    return found


def _iptc_text(content: bytes, code: str) -> str:
    """Many programs write UTF-8 without saying so; what is none is Latin-1."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(code, "replace")


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while data[place : place + 4] == b"8BIM" and place + 12 <= len(data):
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        place += 6 + (data[place + 6] // 2 + 1) * 2
        length = int.from_bytes(data[place : place + 4], "big")
        yield number, data[place + 4 : place + 4 + length]
        place += 4 + length + length % 2


def _iptc_texts(iptc: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
    for number in sorted(iptc):
        yield from iptc[number]
