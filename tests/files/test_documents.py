"""What documents carry."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.files import office, others, pdf
from rulekit.files.bounds import MAX_PAGES
from rulekit.files.faults import Unreadable
from rulekit.files.folder import Loaded
from rulekit.files.reading import File

from . import makers


def test_properties_headers_and_footers_of_a_document_are_found() -> None:
    found = office.carried_by(makers.docx("Nur für intern", "Seite 1", "Ada Beispiel", "Fahrplan"))
    assert found.credit == "Ada Beispiel"
    assert {"Nur für intern", "Seite 1", "Ada Beispiel", "Fahrplan"} <= set(found.texts)
    assert "Ein Absatz." not in found.texts
    assert (found.macros, found.embedded, found.label) == (False, (), None)


def test_a_sensitivity_label_is_found() -> None:
    assert office.carried_by(makers.labelled("Streng vertraulich")).label == "Streng vertraulich"


def test_a_label_that_was_taken_back_does_not_count() -> None:
    assert office.carried_by(makers.labelled("Streng vertraulich", enabled=False)).label is None


def test_a_watermark_is_found() -> None:
    mark = '<hdr xmlns:v="v"><v:shape><v:textpath string="VERTRAULICH"/></v:shape></hdr>'
    assert "VERTRAULICH" in office.carried_by(makers.repacked(makers.docx(), word__header9_dot_xml=mark)).texts


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("&amp;C&amp;\"Arial,Bold\"&amp;12Intern", "Intern"),
        ("&amp;LTeam A&amp;RStreng vertraulich", "Team A Streng vertraulich"),
        ("&amp;KFF0000Intern", "Intern"),
        ("Forschung &amp;&amp; Entwicklung", "Forschung & Entwicklung"),
    ],
)  # fmt: skip
def test_the_header_of_a_sheet_is_read_without_its_codes(written: str, says: str) -> None:
    assert office.carried_by(makers.xlsx(written)).texts == (says,)


def test_the_footer_of_slides_is_found_and_not_their_content() -> None:
    assert office.carried_by(makers.pptx("Nur für intern")).texts == ("Nur für intern",)


def test_macros_are_found_whatever_the_name_says() -> None:
    assert office.carried_by(makers.with_macros()).macros is True


def test_macros_of_old_documents_are_found() -> None:
    assert office.carried_by_ole(makers.compound("Macros")).macros is True
    assert office.carried_by_ole(makers.compound("Sonst")).macros is False
    assert File(Loaded("alt.doc", makers.compound("_VBA_PROJECT_CUR"))).carried.macros is True


def test_an_encrypted_document_is_refused() -> None:
    with pytest.raises(Unreadable, match="is encrypted"):
        office.carried_by_ole(makers.compound("EncryptedPackage"))


def test_files_inside_a_document_are_named() -> None:
    data = makers.repacked(makers.docx(), word__embeddings__Gehaelter_dot_xlsx=makers.xlsx("x"))
    assert office.carried_by(data).embedded == ("Gehaelter.xlsx",)


def test_files_inside_an_archive_are_named() -> None:
    assert others.carried_by(makers.archive(a_dot_txt="x", b__setup_dot_exe="x"), "application/zip").embedded == (
        "a.txt",
        "b/setup.exe",
    )


def test_a_document_of_the_other_format_is_read_too() -> None:
    meta = (
        "<office:document-meta xmlns:office='o' xmlns:dc='d' xmlns:meta='m'><office:meta><dc:title>Fahrplan</dc:title>"
        "<meta:initial-creator>Ada</meta:initial-creator>"
        "<meta:user-defined meta:name='Klassifizierung'>Intern</meta:user-defined></office:meta></office:document-meta>"
    )
    styles = "<s xmlns:style='s' xmlns:text='t'><style:header><text:p>Nur für intern</text:p></style:header></s>"
    data = makers.archive(
        mimetype="application/vnd.oasis.opendocument.text",
        **{"META-INF__manifest_dot_xml": "<m/>", "meta_dot_xml": meta, "styles_dot_xml": styles},
    )
    found = office.carried_by(data)
    assert (found.credit, found.label) == ("Ada", "Intern")
    assert found.texts == ("Fahrplan", "Ada", "Intern", "Nur für intern")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = makers.bomb()
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="unpacks to more than 500 times its size"):
        office.carried_by(bomb)


def test_a_document_with_too_many_parts_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 5,000 files inside"):
        office.carried_by(makers.archive(**{f"p{number}": "" for number in range(5001)}))


def test_a_part_that_declares_entities_is_refused() -> None:
    evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    with pytest.raises(Unreadable, match="declares entities"):
        office.carried_by(makers.repacked(makers.docx(), word__header9_dot_xml=evil))


def test_a_drawing_that_runs_scripts_is_noticed() -> None:
    plain = b"<svg xmlns='http://www.w3.org/2000/svg'><title>Logo</title></svg>"
    assert others.carried_by(plain, "image/svg+xml").scripts is False
    assert others.carried_by(plain, "image/svg+xml").texts == ("Logo",)
    for evil in (b"<script>x()</script>", b"<a onclick='x()'/>", b"<a href='JavaScript:x()'/>"):
        assert others.carried_by(plain.replace(b"<title>", evil + b"<title>"), "image/svg+xml").scripts is True


def test_metadata_and_the_edges_of_pages_of_a_pdf_are_found() -> None:
    found = pdf.carried_by(makers.pdf("Nur zur internen Verwendung", "Seite 1", author="Ada", title="Fahrplan"))
    assert found.credit == "Ada"
    assert {"Ada", "Fahrplan", "Nur zur internen Verwendung", "Seite 1"} <= set(found.texts)
    assert not any("mitten auf der Seite" in text for text in found.texts)
    assert (found.scripts, found.embedded) == (False, ())


def test_scripts_and_files_inside_a_pdf_are_found() -> None:
    assert pdf.carried_by(makers.pdf(javascript="app.alert(1)")).scripts is True
    assert pdf.carried_by(makers.pdf(attached="Gehaelter.csv")).embedded == ("Gehaelter.csv",)


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(Unreadable, match=f"has more than {MAX_PAGES} pages"):
        pdf.carried_by(makers.pdf(pages=MAX_PAGES + 1))


def test_an_encrypted_pdf_is_refused_unless_its_password_is_empty() -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    def locked(password: str) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(makers.pdf(author="Ada"))))
        writer.encrypt(password, owner_password="x", algorithm="RC4-128")
        found = BytesIO()
        writer.write(found)
        return found.getvalue()

    assert pdf.carried_by(locked("")).credit == "Ada"
    with pytest.raises(Unreadable, match="is encrypted"):
        pdf.carried_by(locked("geheim"))


def test_readers_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = makers.pdf(), makers.docx()
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setitem(sys.modules, "defusedxml.ElementTree", None)
    for read, data in zip((pdf.carried_by, office.carried_by), documents, strict=True):
        with pytest.raises(Unreadable, match=r'pip install "rulekit-policy\[files\]"'):
            read(data)


WHOLE = {
    "pdf": makers.pdf("Intern", author="Ada", javascript="x", attached="a.csv"),
    "docx": makers.labelled("Intern"),
    "xlsx": makers.with_macros(),
}


@settings(deadline=None, max_examples=120, derandomize=True)
@given(
    kind=st.sampled_from(sorted(WHOLE)), cut=st.integers(0, 5000), flip=st.integers(0, 50_000), to=st.integers(0, 255)
)
def test_a_damaged_document_is_read_or_refused_and_nothing_else(kind: str, cut: int, flip: int, to: int) -> None:
    data = bytearray(WHOLE[kind])
    data[flip % len(data)] = to
    data = data[: len(data) - (cut if cut > 2500 else 0) % len(data)]
    try:
        found = (pdf if kind == "pdf" else office).carried_by(bytes(data))
    except Unreadable as fault:
        assert str(fault)
    else:
        assert isinstance(found.texts, tuple)
