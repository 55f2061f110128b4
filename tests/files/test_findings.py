"""What the base pack says of real files: through the library, and through the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine
from tests.cli.commands import Shell

from . import makers

pytestmark = pytest.mark.slow  # real files of every kind, in every format

PICTURE = {"kind": "image", "origin": "own", "people_recognisable": False, "alt_text": "Ein Blick auf die Stadt"}
PAPER = {"kind": "document", "origin": "own"}
PROFILE = {"type": "private", "employer_visible": True}
POST = {
    "text": "Hallo!",
    "platform": "linkedin",
    "account": PROFILE,
    "author": {"role": "employee"},
    "consideration": False,
}
REGISTER = {"org": {"names": ["Nordwind"], "domains": ["nordwind.example"]}, "secrets": [{"term": "Polarfuchs"}]}
AT = "2026-05-04T10:00:00+02:00"

GPS = [(f"blick.{ending}", makers.picture(kind, exif=makers.exif(makers.ALEX))) for ending, kind in
       (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("heic", "HEIF"))]  # fmt: skip

CASES: tuple[tuple[str, bytes, Mapping[str, Any], str, str], ...] = (
    *((name, data, PICTURE, "base/exif-gps", "/attachments/0/gps") for name, data in GPS),
    (
        "film.mp4",
        makers.video(position="+52.5200+013.4100/"),
        {"kind": "video", "origin": "own", "people_recognisable": False, "captions": True, "music_license": "CC0"},
        "base/exif-gps",
        "/attachments/0/gps",
    ),
    (
        "plan.docx",
        makers.labelled("Streng vertraulich"),
        PAPER,
        "base/classification-label-leak",
        "/attachments/0/label",
    ),
    (
        "plan.pdf",
        makers.pdf("Nur zur internen Verwendung"),
        PAPER,
        "base/classification-label-leak",
        "/attachments/0/file_text/0",
    ),
    (
        "zahlen.xlsx",
        makers.xlsx("&amp;CStreng vertraulich"),
        PAPER,
        "base/classification-label-leak",
        "/attachments/0/file_text/0",
    ),
    ("team.jpg", makers.program(), PICTURE, "base/unsafe-link", "/attachments/0/program"),
    ("preise.xlsx", makers.with_macros(), PAPER, "base/unsafe-link", "/attachments/0/macros"),
    ("formular.pdf", makers.pdf(javascript="app.alert(1)"), PAPER, "base/unsafe-link", "/attachments/0/scripts"),
    (
        "plakat.jpg",
        makers.poster("https://nordwlnd.example/gewinn"),
        PICTURE,
        "base/unsafe-link",
        "/attachments/0/codes/0",
    ),
    (
        "stadt.jpg",
        makers.picture(exif=makers.exif(description="Projekt Polarfuchs, erste Muster")),
        PICTURE,
        "base/trade-secret-disclosure",
        "/attachments/0/file_text/0",
    ),
    (
        "brief.docx",
        makers.docx(title="Anfrage zu Kundennr. 47110815"),
        PAPER,
        "base/personal-data-disclosure",
        "/attachments/0/file_text/0",
    ),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load("base", context=REGISTER)


def post_with(name: str, attachment: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {**POST, "attachments": [{**attachment, "path": name}], **more}


@pytest.mark.parametrize(("name", "data", "attachment", "rule", "at"), CASES, ids=[case[0] for case in CASES])
def test_the_base_pack_finds_what_a_file_carries(
    engine: Engine, tmp_path: Path, name: str, data: bytes, attachment: Mapping[str, Any], rule: str, at: str
) -> None:
    (tmp_path / name).write_bytes(data)
    decision = engine.check(post_with(name, attachment), at=AT, files=tmp_path)
    assert decision.errors == ()
    assert {finding.rule: True for finding in decision.findings if at in {item.at for item in finding.evidence}} == {
        rule: True
    }
    assert list(decision.inputs["files"]) == [name]


@pytest.mark.parametrize(("name", "data", "attachment", "rule", "at"), CASES, ids=[case[0] for case in CASES])
def test_without_a_folder_no_file_is_opened(
    engine: Engine, name: str, data: bytes, attachment: Mapping[str, Any], rule: str, at: str
) -> None:
    decision = engine.check(post_with(name, attachment), at=AT)
    assert decision.verdict == "allow"
    assert decision.inputs["files"] == {}
    assert "readers" not in decision.inputs


HARMLESS = (
    ("blick.jpg", makers.picture(exif=makers.exif(makers.NOWHERE)), PICTURE),
    ("blick.png", makers.picture("PNG"), PICTURE),
    ("blick.jpg", makers.picture("PNG"), PICTURE),
    ("plakat.jpg", makers.poster("https://nordwind.example/gewinn"), PICTURE),
    ("plan.docx", makers.labelled("Öffentlich"), PAPER),
    ("plan.pdf", makers.pdf("Unser Fahrplan", "Seite 1", title="Fahrplan"), PAPER),
    ("folien.pptx", makers.pptx("Nordwind, Tag der offenen Tür"), PAPER),
)


@pytest.mark.parametrize(("name", "data", "attachment"), HARMLESS)
def test_a_harmless_file_is_let_pass(
    engine: Engine, tmp_path: Path, name: str, data: bytes, attachment: Mapping[str, Any]
) -> None:
    (tmp_path / name).write_bytes(data)
    decision = engine.check(post_with(name, attachment), at=AT, files=tmp_path)
    assert (decision.verdict, decision.errors) == ("allow", ())


def errors_of(engine: Engine, folder: Path, post: Mapping[str, Any]) -> set[str]:
    decision = engine.check(post, at=AT, files=folder)
    assert decision.verdict == "review"
    return {entry.message for entry in decision.errors}


def test_what_cannot_be_read_is_an_error_of_every_rule_that_asks_and_never_a_pass(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "bombe.docx").write_bytes(makers.bomb())
    (tmp_path / "kaputt.jpg").write_bytes(makers.picture()[:100])
    assert errors_of(engine, tmp_path, post_with("bombe.docx", PAPER)) == {
        "the file `bombe.docx` has a part that unpacks to more than 500 times its size"
    }
    assert errors_of(engine, tmp_path, post_with("kaputt.jpg", PICTURE)) == {"the file `kaputt.jpg` is damaged"}
    assert errors_of(engine, tmp_path, post_with("fort.jpg", PICTURE)) == {"the file `fort.jpg` is not there"}
    assert errors_of(engine, tmp_path, post_with("../fort.jpg", PICTURE)) == {
        "the file `../fort.jpg` leads out of the post's folder"
    }


def test_no_message_tells_where_the_folder_is(engine: Engine, tmp_path: Path) -> None:
    decision = engine.check(post_with("fort.jpg", PICTURE), at=AT, files=tmp_path)
    assert str(tmp_path) not in json.dumps(decision.to_dict("de"))


def test_a_missing_extra_is_an_error_that_names_it(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.pdf").write_bytes(makers.pdf())
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert errors_of(engine, tmp_path, post_with("plan.pdf", PAPER)) == {
        'the file `plan.pdf` cannot be read without an extra: install it with `pip install "rulekit-policy[files]"`'
    }


def test_a_file_that_cannot_be_read_hides_nothing_that_was_found_elsewhere(engine: Engine, tmp_path: Path) -> None:
    post = post_with("fort.jpg", PICTURE, text="Passwort: Sommer2024! http://nordwlnd.example")
    decision = engine.check(post, at=AT, files=tmp_path)
    assert {"base/credential-leak", "base/unsafe-link"} <= {finding.rule for finding in decision.findings}
    assert decision.verdict == "block"


def test_what_the_file_carries_goes_before_a_denial(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "blick.jpg").write_bytes(makers.picture(exif=makers.exif(makers.ALEX)))
    (tmp_path / "plan.docx").write_bytes(makers.labelled("Vertraulich"))
    (tmp_path / "team.jpg").write_bytes(makers.program())
    denied = [
        {**PICTURE, "path": "blick.jpg", "gps": None},
        {**PAPER, "path": "plan.docx", "label": "öffentlich"},
        {**PICTURE, "path": "team.jpg", "program": False, "type_mismatch": False, "mime": "image/jpeg"},
    ]
    decision = engine.check({**POST, "attachments": denied}, at=AT, files=tmp_path)
    rules = {finding.rule for finding in decision.findings}
    assert rules == {"base/exif-gps", "base/classification-label-leak", "base/unsafe-link"}


def test_a_stated_licence_goes_before_that_of_the_file(engine: Engine, tmp_path: Path) -> None:
    elements = '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>'
    (tmp_path / "blick.jpg").write_bytes(makers.picture(xmp=makers.xmp(elements)))
    foreign = {**PICTURE, "origin": "third-party", "permission": True}
    fired = {}
    for name, stated in {"file": {}, "stated": {"license": "Vertrag 12"}, "credit": {"credit": "Ada"}}.items():
        decision = engine.check(post_with("blick.jpg", {**foreign, **stated}), at=AT, files=tmp_path)
        fired[name] = "base/copyright-third-party" in {finding.rule for finding in decision.findings}
    # CC BY asks for a name
    assert fired == {"file": True, "stated": False, "credit": False}


def test_the_bytes_of_a_file_are_inputs_of_the_decision(engine: Engine, tmp_path: Path) -> None:
    place = tmp_path / "blick.png"
    place.write_bytes(makers.picture("PNG"))
    first = engine.check(post_with("blick.png", PICTURE), at=AT, files=tmp_path)
    again = engine.check(post_with("blick.png", PICTURE), at=AT, files=tmp_path)
    place.write_bytes(makers.picture("PNG", compress_level=1))
    other = engine.check(post_with("blick.png", PICTURE), at=AT, files=tmp_path)
    assert first.id == again.id != other.id
    assert set(first.inputs["readers"]) == {"defusedxml", "pillow", "zxing-cpp"}


def test_a_post_without_files_pays_nothing(engine: Engine, tmp_path: Path) -> None:
    post = {**POST, "attachments": [PICTURE]}
    with_folder = engine.check(post, at=AT, files=tmp_path)
    assert with_folder.to_dict() == engine.check(post, at=AT).to_dict()


def test_the_facts_of_a_post_see_its_files(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "plakat.png").write_bytes(makers.code("https://nordwlnd.example/gewinn"))
    found = engine.facts(post_with("plakat.png", PICTURE), AT, tmp_path)
    assert [(link["host"], link["lookalike_of"]) for link in found["urls"]] == [
        ("nordwlnd.example", "nordwind.example")
    ]
    assert found["files"]["plakat.png"]["mime"] == "image/png"
    assert found["files"]["plakat.png"]["codes"] == ["https://nordwlnd.example/gewinn"]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    folder = tmp_path_factory.mktemp("files")
    (folder / "register.yaml").write_text(json.dumps(REGISTER))
    for number, (name, data, attachment, _, _) in enumerate(CASES):
        place = folder / str(number)
        place.mkdir()
        (place / name).write_bytes(data)
        (place / "post.json").write_text(json.dumps(post_with(name, attachment)))
    return Shell(folder, tmp_path_factory.mktemp("cache"))


def test_the_command_line_looks_into_the_files_beside_each_post(shell: Shell) -> None:
    posts = [f"{number}/post.json" for number in range(len(CASES))]
    ran = shell("check", *posts, "--context", "register.yaml", "--at", AT, "--format", "json", "--lang", "de")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 1
    for case, line in zip(CASES, lines, strict=True):
        assert case[3] in {finding["rule"] for finding in line["decision"]["findings"]}, case[0]
        assert line["decision"]["errors"] == []


@pytest.mark.parametrize("style", ["plain", "rich", "markdown", "html", "sarif", "junit", "github"])
def test_every_format_shows_findings_in_files(shell: Shell, style: str) -> None:
    ran = shell("check", ".", "--context", "register.yaml", "--at", AT, "--format", style, "--lang", "de")
    assert ran.status == 1
    assert "exif-gps" in ran.out


def test_a_reader_is_told_in_which_picture_it_was_found(shell: Shell) -> None:
    ran = shell("check", "0/post.json", "--context", "register.yaml", "--at", AT, "--lang", "de")
    assert "Bild 1, Standort in der Datei" in ran.out
    assert ran.status == 0
