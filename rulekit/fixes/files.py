"""Pictures that carry more than they show: a cleaned copy stands beside the original, and the post names the copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rulekit.errors import Words
from rulekit.files.faults import Unreadable
from rulekit.files.folder import Folder, Overlay, load
from rulekit.fixes.parts import put
from rulekit.fixes.pictures import AUTHOR, MAX_BYTES, POSITION, Part, cleaned
from rulekit.fixes.values import Case, Copy, Fixer, Mended, Needs
from rulekit.model.canonical import Json

MARK = ".clean"
"""Stands before the ending of a copy's name: `photo.jpg` → `photo.clean.jpg`."""


def _position(case: Case) -> Mended | Needs | Words:
    return _without(case, POSITION)


def _author(case: Case) -> Mended | Needs | Words:
    if case.answer is True:
        return _without(case, AUTHOR)
    return _KEPT if case.answer is False else Needs(_CREDIT)


def _without(case: Case, part: Part) -> Mended | Words:
    """The post with the copies of all files of the finding that can be cleaned; the last reason if there is none."""
    post, copies = case.post, case.copies
    why = _NO_FILE
    for number, attachment in _attachments(case):
        done = _clean(attachment, copies, case.files, part)
        if isinstance(done, Words):
            why = done
            continue
        if done is not None:
            copies = (*(copy for copy in copies if copy.path != done.path), done)
            post = put(post, ("attachments", number, "path"), done.path)
        if part is POSITION and attachment.get("gps") is not None:
            post = put(post, ("attachments", number, "gps"), None)
    return Mended(post, tuple(sorted(copies))) if post is not case.post or copies != case.copies else why


def _attachments(case: Case) -> Iterator[tuple[int, Mapping[str, Json]]]:
    """The attachments that the finding is about; all if it names none."""
    attachments = case.post.get("attachments") or ()
    steps = [item.at.split("/") for item in case.finding.evidence]
    named = {int(step[2]) for step in steps if step[1:2] == ["attachments"] and len(step) > 2 and step[2].isdigit()}
    for number, attachment in enumerate(attachments):
        if not named or number in named:
            yield number, attachment


def _clean(
    attachment: Mapping[str, Json], copies: tuple[Copy, ...], files: Path | None, part: Part
) -> Copy | Words | None:
    """The cleaned copy of an attachment's file; None if the file has nothing to clean, the reason if it cannot be cleaned."""
    path = attachment.get("path")
    if not isinstance(path, str) or files is None:
        return _NO_FILE
    before = next((copy for copy in copies if copy.path == path), None)
    data = before.data if before is not None else _read(files, path)
    if isinstance(data, Words):
        return data
    fresh = cleaned(data, part)
    if isinstance(fresh, Words) or fresh == data:
        return fresh if isinstance(fresh, Words) else None
    return Copy(_beside(path), path, fresh) if before is None else before._replace(data=fresh)


def _read(files: Path, path: str) -> bytes | Words:
    """The file's bytes, if it lies below the folder and no link leads out of it."""
    try:
        return load(files, path, MAX_BYTES).data
    except Unreadable:
        return _NO_FILE


def _beside(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    return f"{folder}{slash}{stem}{MARK}.{ending}" if dot and stem else f"{folder}{slash}{name}{MARK}"


def beside(files: Path, copies: tuple[Copy, ...]) -> Folder:
    """The folder as it will be once the copies are written."""
    return Overlay(files, {copy.path: copy.data for copy in copies}) if copies else files


_NO_FILE = Words(
    "the file is not at hand; its data can be left out when it is exported",
    "die Datei liegt nicht vor; beim Exportieren lassen sich ihre Daten weglassen",
)
_KEPT = Words("the name is to stay in the file", "der Name soll in der Datei bleiben")
_CREDIT = Words(
    "May the names of author and device be removed from the file? A credit that is owed has to stay.",
    "Dürfen die Namen von Urheber und Gerät aus der Datei? Eine geschuldete Nennung muss bleiben.",
)

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "strip-file-position",
        Words(
            "names a copy of the picture without the position where it was taken; pixels and all else stay",
            "nennt eine Kopie des Bildes ohne den Aufnahmeort; Bildpunkte und alles andere bleiben",
        ),
        ("/attachments/*/path", "/attachments/*/gps"),
        _position,
    ),
    Fixer(
        "strip-file-author",
        Words(
            "names a copy of the picture without author, owner and serial numbers; copyright stays",
            "nennt eine Kopie des Bildes ohne Urheber, Besitzer und Seriennummern; der Rechtevermerk bleibt",
        ),
        ("/attachments/*/path",),
        _author,
        Words("that no credit is owed to the person named", "dass der genannten Person keine Nennung zusteht"),
    ),
)
