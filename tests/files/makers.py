"""Files as people's own tools make them: cameras, phones, word processors, spreadsheets, code generators."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import segno
from docx import Document
from fpdf import FPDF
from PIL import Image, PngImagePlugin

ALEX = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)}
"""Berlin, Alexanderplatz, as cameras write positions."""

ALEX_FOUND = {"lat": 52.52, "lon": 13.41}

NOWHERE = {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}
"""What devices write that have no fix yet."""

XMP = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:cc="http://creativecommons.org/ns#" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" {attributes}>
{elements}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""


def xmp(elements: str = "", attributes: str = "") -> bytes:
    return XMP.format(elements=elements, attributes=attributes).encode()


def exif(gps: Any = None, **tags: str) -> Image.Exif:
    """EXIF with a position and tags by name: description, artist, copyright."""
    found = Image.Exif()
    numbers = {"make": 0x010F, "description": 0x010E, "artist": 0x013B, "copyright": 0x8298}
    for name, value in {"make": "Nordcam", **tags}.items():
        found[numbers[name]] = value
    if gps is not None:
        found[0x8825] = gps
    return found


def picture(kind: str = "JPEG", **how: Any) -> bytes:
    """A small photo; `how` is what Pillow takes when saving."""
    if kind == "HEIF":
        import pillow_heif

        found = io.BytesIO()
        data = how.get("exif")
        pillow_heif.from_pillow(_scene()).save(found, **({"exif": data.tobytes()} if data else {}))
        return found.getvalue()
    found = io.BytesIO()
    _scene().save(found, kind, **how)
    return found.getvalue()


def _scene() -> Image.Image:
    return Image.linear_gradient("L").resize((64, 48)).convert("RGB")


def iptc(**fields: str) -> bytes:
    """A JPEG with IPTC fields as photo agencies write them: by_line, credit, notice, caption."""
    numbers = {"by_line": 80, "credit": 110, "notice": 116, "caption": 120}
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, value in fields.items():
        content = value.encode()
        records += bytes((0x1C, 2, numbers[name])) + struct.pack(">H", len(content)) + content
    resource = b"8BIM" + struct.pack(">H", 1028) + b"\0\0" + struct.pack(">I", len(records)) + records
    segment = b"Photoshop 3.0\0" + resource + b"\0" * (len(records) % 2)
    plain = picture()
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def png_with_text(keyword: str, text: str, packed: bool = False) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text(keyword, text, zip=packed)
    return picture("PNG", pnginfo=notes)


def code(says: str) -> bytes:
    """A PNG with a QR code."""
    found = io.BytesIO()
    segno.make(says).save(found, kind="png", scale=5)
    return found.getvalue()


def poster(says: str) -> bytes:
    """A photo, as JPEG, on which a code is a small part."""
    scene = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    with Image.open(io.BytesIO(code(says))) as small:
        scene.paste(small.convert("RGB"), (900, 700))
    found = io.BytesIO()
    scene.save(found, "JPEG", quality=80)
    return found.getvalue()


def wide_png(width: int, height: int) -> bytes:
    """The header of a PNG that claims to be that large: a decompression bomb begins like this."""
    plain = bytearray(picture("PNG"))
    plain[16:24] = struct.pack(">II", width, height)
    return bytes(plain)


def docx(header: str = "", footer: str = "", author: str = "", title: str = "") -> bytes:
    """A document as a word processor writes it."""
    document = Document()
    document.add_paragraph("Ein Absatz.")
    document.core_properties.author = author
    document.core_properties.title = title
    document.core_properties.comments = ""
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def repacked(data: bytes, **parts: str | bytes) -> bytes:
    """An archive with more parts; `__` in a name stands for `/`, `_dot_` for a point."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return found.getvalue()


def archive(**parts: str | bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return found.getvalue()


_LABEL = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>"""


def labelled(name: str, enabled: bool = True) -> bytes:
    """A document with a sensitivity label, as Office writes it."""
    label = "MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d"
    values = {"Enabled": str(enabled).lower(), "SetDate": "2026-03-01T08:00:00Z", "Method": "Privileged", "Name": name}
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{label}_{key}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (key, value) in enumerate(values.items(), start=2)
    )
    return repacked(docx(), docProps__custom_dot_xml=_LABEL.format(properties=properties))


def xlsx(header: str) -> bytes:
    """A workbook with a header, as a spreadsheet program packs it."""
    return archive(
        **{
            "[Content_Types]_dot_xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "xl__workbook_dot_xml": "<workbook/>",
            "xl__worksheets__sheet1_dot_xml": f"<worksheet><headerFooter><oddHeader>{header}</oddHeader></headerFooter></worksheet>",
        }
    )


def pptx(footer: str) -> bytes:
    """Slides with a footer, as a presentation program packs them."""
    slide = (
        "<sld xmlns:p='p' xmlns:a='a'><p:sp><p:nvSpPr><p:nvPr><p:ph type='ftr'/></p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:p><a:r><a:t>{footer}</a:t></a:r></a:p></p:txBody></p:sp>"
        "<p:sp><p:txBody><a:p><a:r><a:t>Der Inhalt</a:t></a:r></a:p></p:txBody></p:sp></sld>"
    )
    return archive(
        **{
            "[Content_Types]_dot_xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "ppt__slides__slide1_dot_xml": slide,
        }
    )


def with_macros() -> bytes:
    """A workbook with a macro project under the name of one without."""
    return repacked(xlsx(""), xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


class _Paper(FPDF):
    head = foot = ""

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(0, 8, self.head, align="C", new_x="LMARGIN", new_y="NEXT")
        self.ln(20)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 8, self.foot, align="R")


def pdf(header: str = "", footer: str = "", pages: int = 1, **about: str) -> bytes:
    """A PDF with words at the top and bottom of each page; `about` are author, title, keywords, javascript, attached."""
    paper = _Paper()
    paper.head, paper.foot = header, footer
    for name in ("author", "title", "keywords"):
        if name in about:
            getattr(paper, f"set_{name}")(about[name])
    for _ in range(pages):
        paper.add_page()
        paper.set_font("helvetica", size=12)
        for number in range(12):
            paper.cell(0, 10, f"Absatz {number} mitten auf der Seite", new_x="LMARGIN", new_y="NEXT")
    if "attached" in about:
        paper.embed_file(bytes=b"1;2;3", basename=about["attached"])
    plain = bytes(paper.output())
    return _with_script(plain, about["javascript"]) if "javascript" in about else plain


def _with_script(plain: bytes, script: str) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(script)}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(key): value for key, value in action.items()}
    )
    found = io.BytesIO()
    writer.write(found)
    return found.getvalue()


def video(*, position: str = "") -> bytes:
    """The frame of an MP4 as phones write it, without pictures."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content) + 8) + kind + content

    note = box(b"\xa9xyz", struct.pack(">HH", len(position), 0x15C7) + position.encode()) if position else b""
    return box(b"ftyp", b"mp42\0\0\0\0mp42") + box(b"mdat", b"+11.1111+011.1111/") + box(b"moov", box(b"udta", note))


def compound(*names: str) -> bytes:
    """An old office document with empty storages of these names: a header, a table of sectors, a directory."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    sectors = struct.pack("<128I", table, end, *[free] * 126)
    entries = [("Root Entry", 5, 1 if names else free, free)]
    entries += [(name, 1, free, number + 2 if number + 1 < len(names) else free) for number, name in enumerate(names)]
    directory = b""
    for name, kind, child, right in entries:
        wide = name.encode("utf-16-le") + b"\0\0"
        numbers = (len(wide), kind, 1, free, right, child, end if kind == 5 else 0, 0)
        directory += wide.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", *numbers)
    return header + sectors + directory.ljust(512, b"\0")


def program() -> bytes:
    """The start of a Windows program."""
    return b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\x64\x86" + b"\0" * 400


def bomb() -> bytes:
    """A document of a few hundred kilobytes that unpacks to hundreds of megabytes."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        new.writestr("[Content_Types].xml", "<Types/>")
        with new.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(80):
                part.write(b" " * 2**20)
    return found.getvalue()
