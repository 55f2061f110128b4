"""What a file really is, against what its name says."""

from __future__ import annotations

import pytest

from rulekit.files.kinds import is_program, mismatch, type_of

from . import makers

FILES = {
    "jpeg": (makers.picture("JPEG"), "image/jpeg"),
    "png": (makers.picture("PNG"), "image/png"),
    "webp": (makers.picture("WEBP"), "image/webp"),
    "gif": (makers.picture("GIF"), "image/gif"),
    "tiff": (makers.picture("TIFF"), "image/tiff"),
    "bmp": (makers.picture("BMP"), "image/bmp"),
    "heic": (makers.picture("HEIF"), "image/heic"),
    "pdf": (makers.pdf(), "application/pdf"),
    "docx": (makers.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (makers.xlsx("x"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (makers.pptx("x"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "odt": (makers.archive(mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
    "zip": (makers.archive(a="x"), "application/zip"),
    "broken zip": (makers.archive(a="x")[:20], "application/zip"),
    "jar": (makers.archive(**{"META-INF__MANIFEST_dot_MF": "x"}), "application/java-archive"),
    "apk": (makers.archive(AndroidManifest_dot_xml="x"), "application/vnd.android.package-archive"),
    "exe": (makers.program(), "application/vnd.microsoft.portable-executable"),
    "elf": (b"\x7fELF\x02\x01\x01", "application/x-elf"),
    "script": (b"#!/bin/sh\necho\n", "text/x-script"),
    "text": ("Grüße aus Köln".encode(), "text/plain"),
    "text that begins with MZ": (b"MZ is the postal code area of Mainz, and this text goes on for a while.", "text/plain"),
    "svg": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    "video": (b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4"),
    "nothing": (b"", "application/octet-stream"),
    "noise": (bytes(range(256)), "application/octet-stream"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_type_is_told_from_the_bytes(name: str) -> None:
    data, mime = FILES[name]
    assert type_of(data) == mime


@pytest.mark.parametrize(
    ("kind", "name", "stated", "differs"),
    [
        ("jpeg", "foto.jpg", None, False),
        ("png", "foto.jpg", None, False),
        ("heic", "IMG_1.HEIC", "image/heic", False),
        ("docx", "brief.doc", None, False),
        ("text", "liste.csv", None, False),
        ("svg", "logo.svg", None, False),
        ("zip", "alles.zip", None, False),
        ("noise", "unbekannt.xyz", None, False),
        ("noise", "ohne-endung", None, False),
        ("exe", "setup.exe", None, False),
        ("exe", "foto.jpg", None, True),
        ("exe", "foto", "image/jpeg", True),
        ("pdf", "foto.png", None, True),
        ("text", "foto.jpg", None, True),
        ("noise", "foto.jpg", None, True),
        ("nothing", "bericht.pdf", None, True),
        ("jpeg", "notiz.txt", None, True),
        ("script", "bericht.pdf", None, True),
        ("jar", "alles.zip", None, True),
    ],
)
def test_a_name_or_a_stated_type_of_another_family_is_a_mismatch(
    kind: str, name: str, stated: str | None, differs: bool
) -> None:
    assert mismatch(FILES[kind][1], (name,), stated) is differs


@pytest.mark.parametrize(
    ("kind", "names", "runs"),
    [
        ("exe", ("foto.jpg",), True),
        ("script", ("notiz.txt",), True),
        ("text", ("start.bat",), True),
        ("text", ("a.txt", "rechnung.pdf.js"), True),
        ("zip", ("paket.JAR",), True),
        ("text", ("start.exe. ",), True),
        ("pdf", ("bericht.pdf",), False),
        ("text", ("com",), False),
    ],
)
def test_a_program_is_known_by_its_bytes_or_by_its_name(kind: str, names: tuple[str, ...], runs: bool) -> None:
    assert is_program(FILES[kind][1], names) is runs
