"""Position and author go out of pictures that a real library wrote; every pixel and all else stay."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rulekit.fixes.pictures import AUTHOR, MAX_BYTES, POSITION, cleaned

from .helpers import base, further, mend

Image = pytest.importorskip("PIL.Image")

XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' exif:GPSLatitude="47,30.0N" exif:GPSLongitude = \'11,20.0E\' exif:Flash="off">'
    "<exif:GPSAltitude>700/1</exif:GPSAltitude>"
    "<dc:creator><rdf:Seq><rdf:li>Anna Muster</rdf:li></rdf:Seq></dc:creator><dc:rights>Nordwind</dc:rights>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def exif(order: str = "<") -> Any:
    """Position, author, serial number, copyright and camera, as a camera would write them."""
    found = Image.Exif()
    found.endian = order
    found[0x010F], found[0x013B], found[0x8298] = "Camera", "Anna Muster", "(c) Nordwind"
    place = found.get_ifd(0x8825)
    place.update({1: "N", 2: (47.0, 30.0, 0.0), 3: "E", 4: (11.0, 20.0, 0.0), 29: "2026:01:01"})
    more = found.get_ifd(0x8769)
    more.update({0xA431: "SN12345678", 0x9003: "2026:01:01 10:00:00", 0x927C: b"Owner: Anna Muster"})
    return found


def picture() -> Any:
    return Image.radial_gradient("L").resize((64, 48)).convert("RGB")


def written(kind: str, order: str = "<", **more: Any) -> bytes:
    out = io.BytesIO()
    if kind in ("HEIF", "AVIF"):
        pytest.importorskip("pillow_heif").register_heif_opener()
    picture().save(out, kind, exif=exif(order), **more)
    return out.getvalue()


def jpeg() -> bytes:
    return written("JPEG", xmp=XMP.encode())


def png() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP)
    info.add_text("Author", "Anna Muster")
    info.add_text("Title", "Lake")
    return written("PNG", pnginfo=info)


def png_packed() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP, zip=True)
    return written("PNG", pnginfo=info)


FILES: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "jpeg, big-endian": lambda: written("JPEG", ">"),
    "png": png,
    "png, packed": png_packed,
    "webp": lambda: written("WEBP", xmp=XMP.encode(), lossless=True),
    "heic": lambda: written("HEIF", xmp=XMP.encode()),
}


def opened(data: bytes) -> Any:
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


def told(data: bytes) -> dict[str, Any]:
    """What the library reads of it all."""
    found = opened(data)
    main = found.getexif()
    xmp = found.info.get("xmp") or found.info.get("XML:com.adobe.xmp") or b""
    return {
        "position": dict(main.get_ifd(0x8825)),
        "more": {tag: value for tag, value in main.get_ifd(0x8769).items() if tag in (0xA431, 0x9003, 0x927C)},
        "main": {tag: main.get(tag) for tag in (0x010F, 0x013B, 0x8298)},
        "xmp": (xmp if isinstance(xmp, bytes) else xmp.encode()).decode(),
    }


@pytest.mark.parametrize("kind", list(FILES))
def test_the_position_goes_and_everything_else_stays(kind: str) -> None:
    data = FILES[kind]()
    fresh = cleaned(data, POSITION)
    assert isinstance(fresh, bytes)
    before, after = told(data), told(fresh)
    assert before["position"], "the library wrote a position"
    assert after["position"] == {}
    assert "GPS" not in after["xmp"]
    assert (after["more"], after["main"]) == (before["more"], before["main"])
    assert opened(fresh).tobytes() == opened(data).tobytes()
    assert b"47,30.0N" not in fresh
    assert after["xmp"].count("Anna Muster") == before["xmp"].count("Anna Muster")


@pytest.mark.parametrize("kind", list(FILES))
def test_author_and_device_go_and_copyright_stays(kind: str) -> None:
    data = FILES[kind]()
    fresh = cleaned(data, AUTHOR)
    assert isinstance(fresh, bytes)
    before, after = told(data), told(fresh)
    assert before["main"][0x013B] == "Anna Muster"
    assert after["main"] == {**before["main"], 0x013B: None}
    assert after["position"] == before["position"]
    assert set(after["more"]) == {0x9003}
    assert b"Anna Muster" not in fresh
    assert b"SN12345678" not in fresh
    assert "rights" in after["xmp"] or not before["xmp"]
    assert opened(fresh).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("kind", list(FILES))
@pytest.mark.parametrize("part", [POSITION, AUTHOR], ids=["position", "author"])
def test_what_is_clean_stays_to_the_byte(kind: str, part: Any) -> None:
    once = cleaned(FILES[kind](), part)
    assert isinstance(once, bytes)
    assert cleaned(once, part) == once


def test_a_tiff_is_cleaned_like_the_block_that_other_pictures_carry() -> None:
    data = exif().tobytes().removeprefix(b"Exif\0\0")
    placeless = cleaned(data, POSITION)
    assert isinstance(placeless, bytes)
    fresh = cleaned(placeless, AUTHOR)
    assert isinstance(fresh, bytes)
    read = Image.Exif()
    read.load(b"Exif\0\0" + fresh)
    assert (read[0x010F], read[0x8298], read.get(0x013B)) == ("Camera", "(c) Nordwind", None)
    assert dict(read.get_ifd(0x8825)) == {}
    assert len(fresh) == len(data)


def test_the_checksums_of_a_png_are_right_again() -> None:
    data = cleaned(png(), AUTHOR)
    assert isinstance(data, bytes)
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        assert zlib.crc32(data[at + 4 : at + 8 + size]) == int.from_bytes(data[at + 8 + size : at + 12 + size], "big")
        at += 12 + size


@pytest.mark.parametrize("part", [POSITION, AUTHOR], ids=["position", "author"])
@pytest.mark.parametrize("kind", list(FILES))
def test_a_damaged_file_never_keeps_anybody_busy(kind: str, part: Any) -> None:
    data = FILES[kind]()
    for cut in range(0, len(data), 97):
        cleaned(data[:cut], part)
        broken = bytearray(data)
        broken[cut : cut + 4] = b"\xff\xff\xff\xff"
        cleaned(bytes(broken), part)


def test_other_files_are_left_alone_with_a_reason() -> None:
    for data in (b"", b"%PDF-1.7", b"\x00\x00\x00\x18ftypmp42", b"GIF89a"):
        reason = cleaned(data, POSITION)
        assert not isinstance(reason, bytes)
        assert reason.en.startswith("only JPEG, PNG")
    assert not isinstance(cleaned(b"\xff\xd8\xff" + bytes(MAX_BYTES), POSITION), bytes)


def test_a_png_with_packed_profiles_is_no_pass() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Raw profile type exif", "\nexif\n 2\n0000\n", zip=True)
    assert not isinstance(cleaned(written("PNG", pnginfo=info), POSITION), bytes)


def post(*paths: str) -> dict[str, Any]:
    whole = {"kind": "image", "origin": "own", "people_recognisable": False, "alt_text": "See"}
    return {"text": "Feierabend", "attachments": [{**whole, "path": path} for path in paths]}


def test_a_post_names_the_cleaned_copy_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "lake.jpg").write_bytes(jpeg())
    mending = mend(post("lake.jpg"), files=tmp_path)
    assert mending.post["attachments"][0]["path"] == "lake.clean.jpg"
    assert [(copy.path, copy.source) for copy in mending.copies] == [("lake.clean.jpg", "lake.jpg")]
    assert mending.copies[0].data == cleaned(jpeg(), POSITION)
    assert mending.decision.verdict == "allow"
    assert [path.name for path in tmp_path.iterdir()] == ["lake.jpg"]


def test_the_decision_is_the_one_that_a_check_of_the_written_copy_gives(tmp_path: Path) -> None:
    (tmp_path / "lake.jpg").write_bytes(jpeg())
    (tmp_path / "hill.png").write_bytes(png())
    mending = mend({**post("lake.jpg", "hill.png"), "consideration": True}, files=tmp_path)
    assert [change.fix for change in mending.changed] == ["strip-file-position", "strip-file-position", "add-ad-label"]
    for copy in mending.copies:
        (tmp_path / copy.path).write_bytes(copy.data)
    assert base().check(dict(mending.post), files=tmp_path).id == mending.decision.id
    assert base().fix(dict(mending.post), mending.decision, files=tmp_path).changed == ()


def test_a_stated_position_goes_with_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "lake.jpg").write_bytes(jpeg())
    given = post("lake.jpg")
    given["attachments"][0]["gps"] = {"lat": 47.5, "lon": 11.3}
    attachment = mend(given, files=tmp_path).post["attachments"][0]
    assert (attachment["path"], attachment["gps"]) == ("lake.clean.jpg", None)


@pytest.mark.parametrize("path", ["away.jpg", "../lake.jpg", "/lake.jpg"])
def test_a_file_that_cannot_be_opened_below_the_folder_is_not_cleaned(tmp_path: Path, path: str) -> None:
    (tmp_path / "lake.jpg").write_bytes(jpeg())
    inner = tmp_path / "inner"
    inner.mkdir()
    given = post(path)
    given["attachments"][0]["gps"] = {"lat": 47.5, "lon": 11.3}
    mending = mend(given, files=inner)
    assert mending.copies == ()
    assert "not at hand" in mending.withdrawn[0].why.en


def test_the_author_of_a_file_goes_only_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "lake.jpg").write_bytes(written("JPEG"))
    given = post("lake.jpg")
    asked = mend(given, further(), files=tmp_path)
    assert [one.fix for one in asked.asks] == ["strip-file-author"]
    assert asked.copies == ()
    mending = mend(given, further(), files=tmp_path, answers={"strip-file-author": True})
    assert mending.copies[0].data == cleaned(written("JPEG"), AUTHOR)
