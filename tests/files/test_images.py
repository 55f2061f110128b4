"""What pictures carry."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.files import videos
from rulekit.files.carried import NOTHING
from rulekit.files.faults import Unreadable
from rulekit.files.images import carried_by, position
from rulekit.files.kinds import type_of
from rulekit.files.licences import licence_in
from rulekit.files.qr import codes_in

from . import makers

KINDS = ["JPEG", "PNG", "WEBP", "HEIF"]


def read(data: bytes) -> Any:
    return carried_by(data, type_of(data))


@pytest.mark.parametrize("kind", KINDS)
def test_the_position_of_a_photo_is_found(kind: str) -> None:
    assert read(makers.picture(kind, exif=makers.exif(makers.ALEX))).position == (52.52, 13.41)


@pytest.mark.parametrize("kind", KINDS)
def test_a_position_of_noughts_is_none(kind: str) -> None:
    assert read(makers.picture(kind, exif=makers.exif(makers.NOWHERE))).position is None


def test_south_and_west_lie_below_nought() -> None:
    gps = {1: "S", 2: (33.0, 51.0, 36.0), 3: "W", 4: (70.0, 39.0, 0.0)}
    assert read(makers.picture(exif=makers.exif(gps))).position == (-33.86, -70.65)


@pytest.mark.parametrize(
    ("lat", "lon", "found"),
    [
        (52.5200001, 13.4, (52.52, 13.4)),
        (0.0, 0.0, None),
        (0.0, 7.0, (0.0, 7.0)),
        (91.0, 7.0, None),
        (50.0, 181.0, None),
        (float("nan"), 7.0, None),
        (None, 7.0, None),
    ],
)
def test_what_is_no_place_on_earth_is_no_position(lat: float | None, lon: float | None, found: Any) -> None:
    assert position(lat, lon) == found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_position_in_xmp_is_found_too(kind: str) -> None:
    packet = makers.xmp(attributes='exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24,36E"')
    data = (
        makers.picture(kind, xmp=packet)
        if kind != "PNG"
        else makers.png_with_text("XML:com.adobe.xmp", packet.decode())
    )
    assert read(data).position == (52.52, 13.41)


@pytest.mark.parametrize(
    ("written", "found"),
    [("+52.5200+013.4100/", (52.52, 13.41)), ("-33.8600-070.6500+012.3/", (-33.86, -70.65)), ("", None)],
)
def test_the_position_of_a_video_is_found_where_it_is_described(written: str, found: Any) -> None:
    assert videos.carried_by(makers.video(position=written)).position == found


@pytest.mark.parametrize("kind", KINDS)
def test_author_and_words_are_found(kind: str) -> None:
    found = read(makers.picture(kind, exif=makers.exif(description="Projekt Polarfuchs", artist="Ada Beispiel")))
    assert found.credit == "Ada Beispiel"
    assert "Projekt Polarfuchs" in found.texts


def test_words_of_photo_agencies_are_found() -> None:
    found = read(makers.iptc(by_line="Ada Beispiel", credit="Agentur Süd", notice="© Ada", caption="Vor der Übernahme"))
    assert found.credit == "Agentur Süd"
    assert found.license is None
    assert found.texts == ("Ada Beispiel", "Agentur Süd", "© Ada", "Vor der Übernahme")


def test_licences_in_xmp_are_found() -> None:
    elements = (
        "<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>"
        '<cc:license rdf:resource="https://creativecommons.org/licenses/by-sa/4.0/"/>'
    )
    found = read(makers.picture(xmp=makers.xmp(elements)))
    assert (found.credit, found.license) == ("Ada", "CC BY-SA 4.0")


@pytest.mark.parametrize(
    ("statement", "licence"),
    [
        ("© 2026 Ada Beispiel", None),
        ("All rights reserved", None),
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("© Ada, CC BY 3.0", "© Ada, CC BY 3.0"),
        ("Adobe Stock Standardlizenz", "Adobe Stock Standardlizenz"),
        (None, None),
    ],
)
def test_a_notice_of_rights_is_no_licence_but_what_names_one_is(statement: str | None, licence: str | None) -> None:
    assert licence_in([statement]) == licence


@pytest.mark.parametrize("packed", [False, True])
def test_notes_in_a_png_are_found(packed: bool) -> None:
    assert read(makers.png_with_text("Comment", "Rezeptur 7b", packed)).texts == ("Rezeptur 7b",)


def test_a_comment_in_a_gif_is_found() -> None:
    assert read(makers.picture("GIF", comment=b"Rezeptur 7b")).texts == ("Rezeptur 7b",)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_without_metadata_needs_no_library(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = makers.picture(kind)
    for module in ("PIL.Image", "defusedxml.ElementTree", "pillow_heif"):
        monkeypatch.setitem(sys.modules, module, None)
    assert read(data) == NOTHING


@pytest.mark.parametrize(
    ("data", "module", "extra"),
    [
        (makers.picture(exif=makers.exif(makers.ALEX)), "PIL.Image", "files"),
        (makers.picture(xmp=makers.xmp()), "defusedxml.ElementTree", "files"),
        (makers.picture("HEIF"), "pillow_heif", "files"),
    ],
)
def test_a_missing_library_is_named_with_the_extra_that_brings_it(
    data: bytes, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Unreadable, match=rf'pip install "rulekit-policy\[{extra}\]"'):
        read(data)


def test_codes_are_read_off_a_small_part_of_a_photo() -> None:
    assert codes_in(makers.poster("https://nordwlnd.example/gewinn"), "image/jpeg") == (
        "https://nordwlnd.example/gewinn",
    )
    assert codes_in(makers.picture(), "image/jpeg") == ()


def test_codes_are_not_looked_for_without_their_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes_in(makers.code("x"), "image/png") == ("x",)
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert codes_in(makers.code("x"), "image/png") == ()


def test_a_picture_of_more_pixels_than_are_decoded_is_refused() -> None:
    bomb = makers.wide_png(60_000, 60_000)
    with pytest.raises(Unreadable, match="60000 × 60000 pixels, more than 80 million"):
        read(bomb)
    with pytest.raises(Unreadable, match="more than 80 million"):
        codes_in(bomb, "image/png")


def test_a_note_that_unpacks_to_too_much_is_refused() -> None:
    bomb = makers.png_with_text("Comment", "x" * (40 * 2**20), packed=True)
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="has a part of more than 32 MiB"):
        read(bomb)


def test_xmp_that_multiplies_entities_is_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(Unreadable, match="declares entities"):
        read(makers.picture(xmp=laughs))


WHOLE = {kind: makers.picture(kind, exif=makers.exif(makers.ALEX, artist="Ada")) for kind in KINDS}


@settings(deadline=None, max_examples=150, derandomize=True)
@given(kind=st.sampled_from(KINDS), cut=st.integers(0, 2000), flip=st.integers(0, 2000), to=st.integers(0, 255))
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(kind: str, cut: int, flip: int, to: int) -> None:
    data = bytearray(WHOLE[kind])
    data[flip % len(data)] = to
    data = data[: len(data) - cut % len(data)]
    try:
        found = read(bytes(data))
    except Unreadable as fault:
        assert str(fault)
    else:
        assert isinstance(found.texts, tuple)
