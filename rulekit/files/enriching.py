"""Words and faces in pictures: looked for before and apart from a check, because a check must not depend on a guess.

The reader of words (RapidOCR) and the finder of faces (the Haar cascades of OpenCV) bring their models along and go to no network.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rulekit.errors import pointer
from rulekit.files.faults import PACKAGE, Unreadable, needed
from rulekit.files.folder import load
from rulekit.files.images import PICTURES, opened
from rulekit.files.kinds import type_of
from rulekit.model.canonical import Json

EXTRA = "enrich"

LONGEST = 2048
"""Pixels of the longer side that are searched; larger pictures are made smaller first."""

SURE = 0.5
"""How sure the reader must be of a line, 0 to 1; below it, more is guessed than read."""

SMALLEST_FACE = 1 / 30
"""The least share of the shorter side that a face takes up."""

NEIGHBOURS = 5
"""How many overlapping hits make a face: fewer find faces in leaves, more miss some."""


class Fault(NamedTuple):
    """A file that cannot be looked into: the pointer of its attachment, its path, and why."""

    at: str
    path: str
    why: str


class NoExtra(Exception):
    """Looking into pictures needs an extra that is not installed; the argument is the command that installs it."""


def enriched(post: Mapping[str, Json], folder: Path) -> tuple[dict[str, Json], list[Fault]]:
    """The post with the words and possible faces of its pictures, and the files that cannot be read. Raises NoExtra."""
    search = _Search()
    attachments: list[Json] = []
    faces: dict[str, int] = {}
    faults: list[Fault] = []
    for number, attachment in enumerate(post.get("attachments") or ()):
        attachments.append(attachment)
        path = attachment.get("path")
        if not isinstance(path, str):
            continue
        at = pointer("attachments", number)
        try:
            picture = _picture(folder, path)
        except Unreadable as fault:
            faults.append(Fault(at, path, str(fault)))
            continue
        if picture is None:
            continue
        words = search.words(picture) if attachment.get("ocr_text") is None else ""
        if words:
            attachments[-1] = {**attachment, "ocr_text": words}
        count = search.faces(picture)
        if count:
            faces[at] = count
    changed = {**post, "attachments": attachments} if attachments else dict(post)
    extra = {key: item for key, item in (post.get("extra") or {}).items() if key != "possible_faces"}
    if faces:
        extra["possible_faces"] = faces
    if extra or post.get("extra"):
        changed["extra"] = extra
    return changed, faults


def _picture(folder: Path, path: str) -> Any:
    """The pixels of a picture, red, green and blue; None if the file is no picture. Raises Unreadable."""
    loaded = load(folder, path)
    mime = type_of(loaded.data)
    if mime not in PICTURES:
        return None
    numpy, upright = _library("numpy"), _library("PIL.ImageOps")
    picture = opened(loaded.data, mime)
    try:
        picture = upright.exif_transpose(picture).convert("RGB")
        picture.thumbnail((LONGEST, LONGEST))
    except Exception:  # noqa: BLE001 - decoders raise whatever they stumble over; all of it means one thing
        raise Unreadable("is damaged") from None
    return numpy.asarray(picture)


class _Search:
    """What looks for words and faces, made when the first picture comes: the models take a second to load."""

    def __init__(self) -> None:
        self._reader: Any = None
        self._finder: Any = None

    def words(self, picture: Any) -> str:
        """The words in the picture, line by line."""
        if self._reader is None:
            _library("onnxruntime")
            self._reader = _library("rapidocr").RapidOCR(params={"Global.log_level": "critical"})
        # the reader takes blue before green and red
        found = self._reader(picture[:, :, ::-1])
        lines = zip(found.txts or (), found.scores or (), strict=True)
        return "\n".join(line for line, sure in lines if sure >= SURE)

    def faces(self, picture: Any) -> int:
        """How many faces there may be; nought does not mean that there is none."""
        cv2 = _library("cv2")
        if self._finder is None:
            self._finder = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        side = max(24, round(min(grey.shape) * SMALLEST_FACE))
        return len(self._finder.detectMultiScale(grey, minNeighbors=NEIGHBOURS, minSize=(side, side)))


def _library(module: str) -> Any:
    try:
        return needed(module, EXTRA)
    except Unreadable:
        raise NoExtra(f'pip install "{PACKAGE}[files,{EXTRA}]"') from None
