"""`rulekit enrich`: words and possible faces in pictures, before and apart from a check."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from rulekit import Engine
from rulekit.files import enriching
from rulekit.files.enriching import NoExtra, enriched
from tests.cli.commands import Shell

from . import makers

pytestmark = pytest.mark.slow  # reads text in pictures


def board(words: str) -> bytes:
    """A photo of a board with words on it."""
    scene = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(scene).text((20, 60), words, fill="black", font=ImageFont.load_default(size=48))
    found = io.BytesIO()
    scene.save(found, "PNG")
    return found.getvalue()


def portrait() -> bytes:
    """A drawn face, seen from the front."""
    scene = Image.new("L", (400, 400), 90)
    draw = ImageDraw.Draw(scene)
    draw.ellipse((100, 30, 300, 340), fill=50)
    draw.ellipse((112, 90, 288, 330), fill=205)
    for left in (130, 215):
        draw.rectangle((left, 148, left + 55, 160), fill=70)
        draw.ellipse((left + 4, 165, left + 50, 190), fill=60)
    draw.rectangle((190, 160, 210, 235), fill=235)
    draw.ellipse((180, 228, 220, 248), fill=150)
    draw.ellipse((160, 268, 240, 292), fill=95)
    found = io.BytesIO()
    scene.filter(ImageFilter.GaussianBlur(5)).save(found, "JPEG")
    return found.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in {
        "tafel.png": board("Kennwort: Start123"),
        "leute.jpg": portrait(),
        "plan.docx": makers.docx(),
    }.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


class Pretended:
    """A search that finds what the test says."""

    def __init__(self, words: str = "", faces: int = 0) -> None:
        self._found = words, faces

    def __call__(self) -> Pretended:
        return self

    def words(self, picture: Any) -> str:
        return self._found[0]

    def faces(self, picture: Any) -> int:
        return self._found[1]


def post_of(*attachments: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": "Hallo", "attachments": list(attachments), **more}


def enriched_with(search: Pretended, post: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    pytest.importorskip("numpy", reason="the extra `enrich` is not installed")
    with monkeypatch.context() as patch:
        patch.setattr(enriching, "_Search", search)
        found, faults = enriched(post, folder)
    assert faults == []
    return found


def test_words_become_ocr_text_where_the_post_has_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = post_of({"path": "tafel.png"}, {"path": "tafel.png", "ocr_text": "von Hand"}, {"path": "plan.docx"})
    found = enriched_with(Pretended("Kennwort"), post, folder, monkeypatch)
    assert [one.get("ocr_text") for one in found["attachments"]] == ["Kennwort", "von Hand", None]
    assert post["attachments"][0] == {"path": "tafel.png"}


def test_possible_faces_are_noted_and_never_stated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = post_of({"path": "leute.jpg"}, extra={"ticket": 7, "possible_faces": {"/attachments/9": 1}})
    found = enriched_with(Pretended(faces=2), post, folder, monkeypatch)
    assert found["extra"] == {"ticket": 7, "possible_faces": {"/attachments/0": 2}}
    assert "people_recognisable" not in found["attachments"][0]
    none = enriched_with(Pretended(faces=0), post, folder, monkeypatch)
    assert none["extra"] == {"ticket": 7}
    assert "people_recognisable" not in none["attachments"][0]


@pytest.mark.parametrize(
    ("count", "german"),
    [(1, "Ein mögliches Gesicht wurde gefunden."), (3, "3 mögliche Gesichter wurden gefunden.")],
)
def test_the_question_tells_of_possible_faces(count: int, german: str) -> None:
    post = post_of(CROWD, extra={"possible_faces": {"/attachments/0": count}})
    assert asked(post) == f"{german} Ist auf dem Bild jemand erkennbar?"
    assert (
        asked({**post, "extra": {"possible_faces": {"/attachments/1": count}}}) == "Ist auf dem Bild jemand erkennbar?"
    )


CROWD = {"kind": "image", "origin": "own", "alt_text": "Menschen im Hof"}


@cache  # an engine never changes
def base() -> Engine:
    return Engine.load("base")


def asked(post: Mapping[str, Any]) -> str:
    """What is asked of the first picture."""
    questions = base().check(post).to_dict("de")["questions"]
    return next(str(one["ask"]) for one in questions if one["at"] == "/attachments/0/people_recognisable")


@pytest.mark.parametrize("noted", ["x", {"/attachments/0": "viele"}, {"/attachments/0": 0}, [1], None])
def test_what_extra_holds_by_chance_does_no_harm(noted: Any) -> None:
    assert asked(post_of(CROWD, extra={"possible_faces": noted})) == "Ist auf dem Bild jemand erkennbar?"


def test_a_missing_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(NoExtra, match=r'pip install "rulekit-policy\[files,enrich\]"'):
        enriched(post_of({"path": "tafel.png"}), folder)


def test_a_face_seen_from_the_front_is_a_possible_face(folder: Path) -> None:
    pytest.importorskip("cv2", reason="the extra `enrich` is not installed")
    found, _ = enriched(post_of({"path": "leute.jpg", "ocr_text": ""}), folder)
    assert found["extra"] == {"possible_faces": {"/attachments/0": 1}}


@pytest.fixture
def shell(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    (folder / "post.json").write_text(json.dumps(post_of({"kind": "image", "path": "tafel.png"})))
    (folder / "leer.json").write_text(json.dumps({"text": "Hallo", "extra": {"a": 1}}))
    (folder / "fort.json").write_text(json.dumps(post_of({"path": "fort.png"})))
    return Shell(folder, tmp_path_factory.mktemp("cache"))


def test_the_command_writes_a_post_that_can_be_checked(shell: Shell) -> None:
    pytest.importorskip("rapidocr", reason="the extra `enrich` is not installed")
    before = (shell.folder / "post.json").read_bytes()
    assert shell("enrich", "post.json", "--write", "neu.json") == (0, "", "")
    assert (shell.folder / "post.json").read_bytes() == before
    assert json.loads((shell.folder / "neu.json").read_text())["attachments"][0]["ocr_text"] == "Kennwort: Start123"
    checked = shell("check", "neu.json", "--format", "json")
    assert "base/credential-leak" in {one["rule"] for one in json.loads(checked.out)["findings"]}


def test_a_post_without_pictures_comes_out_as_it_went_in(shell: Shell) -> None:
    ran = shell("enrich", "leer.json")
    assert (ran.status, json.loads(ran.out)) == (0, {"text": "Hallo", "extra": {"a": 1}})


def test_a_file_that_cannot_be_read_stops_the_command_with_its_reason(shell: Shell) -> None:
    ran = shell("enrich", "fort.json", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "/attachments/0/path: the file `fort.png` is not there; check the path and the file\n"


def test_a_place_that_cannot_be_written_is_said(shell: Shell) -> None:
    ran = shell("enrich", "leer.json", "--write", "fort/neu.json", "--lang", "de")
    assert ran.status == 2
    assert "`fort/neu.json` lässt sich nicht schreiben" in ran.err
