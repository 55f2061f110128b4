"""The files of one post: each opened at most once, each thing in it looked for when somebody asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from rulekit.files import kinds
from rulekit.files.bounds import MAX_FILE, MAX_TOTAL
from rulekit.files.carried import NOTHING, Carried
from rulekit.files.faults import Unreadable
from rulekit.files.folder import Folder, Loaded, load
from rulekit.model.canonical import Json


class File:
    """One file that has been opened: what it really is, what it carries, what the codes in it say."""

    __slots__ = ("_carried", "_codes", "data", "digest", "mime", "path")

    def __init__(self, loaded: Loaded) -> None:
        self.path = loaded.path
        self.data = loaded.data
        self.digest = "sha256:" + hashlib.sha256(loaded.data).hexdigest()
        self.mime = kinds.type_of(loaded.data)
        self._carried: Carried | Unreadable | None = None
        self._codes: tuple[str, ...] | Unreadable | None = None

    @property
    def carried(self) -> Carried:
        """What the file carries. Raises Unreadable."""
        if self._carried is None:
            try:
                self._carried = _carried(self.data, self.mime)
            except Unreadable as fault:
                self._carried = fault
        if isinstance(self._carried, Unreadable):
            raise self._carried
        return self._carried

    @property
    def codes(self) -> tuple[str, ...]:
        """What the codes in a picture say. Raises Unreadable."""
        if self._codes is None:
            try:
                self._codes = _codes(self.data, self.mime)
            except Unreadable as fault:
                self._codes = fault
        if isinstance(self._codes, Unreadable):
            raise self._codes
        return self._codes


def _carried(data: bytes, mime: str) -> Carried:
    """Each kind has its own reader, imported when a file of that kind comes."""
    if mime.startswith("image/") and mime != "image/svg+xml":
        from rulekit.files.images import carried_by

        return carried_by(data, mime)
    if mime == "application/pdf":
        from rulekit.files import pdf

        return pdf.carried_by(data)
    if mime in (kinds.WORD, kinds.SHEET, kinds.SLIDES) or mime.startswith(kinds.ODF):
        from rulekit.files import office

        return office.carried_by(data)
    if mime == kinds.OLE:
        from rulekit.files import office

        return office.carried_by_ole(data)
    if mime in ("video/mp4", "video/quicktime"):
        from rulekit.files import videos

        return videos.carried_by(data)
    if mime in ("image/svg+xml", "application/rtf", "application/zip"):
        from rulekit.files import others

        return others.carried_by(data, mime)
    return NOTHING


def _codes(data: bytes, mime: str) -> tuple[str, ...]:
    from rulekit.files.images import PICTURES

    if mime not in PICTURES:
        return ()
    from rulekit.files.qr import codes_in

    return codes_in(data, mime)


class Files:
    """The files below one folder that one post names. For one check only: what has been opened is kept."""

    __slots__ = ("_left", "_opened", "_root")

    def __init__(self, root: Folder) -> None:
        self._root = root
        self._left = MAX_TOTAL
        self._opened: dict[str, File | Unreadable] = {}

    def open(self, path: str) -> File:
        """The file at that path. Raises Unreadable."""
        found = self._opened.get(path)
        if found is None:
            found = self._opened[path] = self._load(path)
        if isinstance(found, Unreadable):
            raise found
        return found

    def _load(self, path: str) -> File | Unreadable:
        try:
            loaded = load(self._root, path, min(MAX_FILE, self._left))
        except Unreadable as fault:
            return fault
        self._left -= len(loaded.data)
        return File(loaded)

    def digests(self, paths: Iterable[str]) -> dict[str, str | None]:
        """The digest of every file named, by path; None for one that cannot be opened."""
        found: dict[str, str | None] = {}
        for path in sorted(set(paths)):
            try:
                found[path] = self.open(path).digest
            except Unreadable:
                found[path] = None
        return found

    def told(self, attachment: Mapping[str, Json]) -> dict[str, Json]:
        """Everything that the file of an attachment tells, by field; why it cannot, in place of what cannot be told."""
        found: dict[str, Json] = {}
        for name, derive in DERIVED.items():
            try:
                found[name] = derive(self.open(attachment["path"]), attachment)
            except Unreadable as fault:
                found[name] = {"error": str(fault)}
        return found

    def readers(self) -> dict[str, str | None]:
        """The libraries that read the files opened so far, with their versions; None for one that is not installed."""
        from importlib.metadata import (
            PackageNotFoundError,
            version,
        )  # imported where used: it takes longer than most checks

        found: dict[str, str | None] = {}
        for file in self._opened.values():
            for name in () if isinstance(file, Unreadable) else _libraries(file.mime):
                try:
                    found[name] = version(name)
                except PackageNotFoundError:
                    found[name] = None
        return dict(sorted(found.items()))


def _libraries(mime: str) -> tuple[str, ...]:
    """The libraries that may have a say in what a file of this type tells."""
    if mime.startswith("image/") and mime != "image/svg+xml":
        heif = ("pillow-heif",) if mime in ("image/heic", "image/avif") else ()
        return ("pillow", "defusedxml", "zxing-cpp", *heif)
    if mime == "application/pdf":
        return ("pypdf", "defusedxml")
    if mime == kinds.OLE:
        return ("olefile",)
    packed = mime in (kinds.WORD, kinds.SHEET, kinds.SLIDES, "image/svg+xml") or mime.startswith(kinds.ODF)
    return ("defusedxml",) if packed else ()


def _names(file: File, attachment: Mapping[str, Json]) -> tuple[str, ...]:
    """The names of the file: that in the folder, and that which readers see."""
    shown = attachment.get("file_name")
    return (file.path, shown) if isinstance(shown, str) else (file.path,)


def _mismatch(file: File, attachment: Mapping[str, Json]) -> bool:
    stated = attachment.get("mime")
    return kinds.mismatch(file.mime, _names(file, attachment), stated if isinstance(stated, str) else None)


def _position(file: File, attachment: Mapping[str, Json]) -> Json:
    found = file.carried.position
    return None if found is None else {"lat": found[0], "lon": found[1]}


Derived = Callable[[File, Mapping[str, Json]], Json]

DERIVED: Mapping[str, Derived] = {
    "mime": lambda file, attachment: None if file.mime == kinds.UNKNOWN else file.mime,
    "size": lambda file, attachment: len(file.data),
    "gps": _position,
    "label": lambda file, attachment: file.carried.label,
    "credit": lambda file, attachment: file.carried.credit,
    "license": lambda file, attachment: file.carried.license,
    "type_mismatch": _mismatch,
    "program": lambda file, attachment: kinds.is_program(file.mime, _names(file, attachment)),
    "macros": lambda file, attachment: file.carried.macros,
    "scripts": lambda file, attachment: file.carried.scripts,
    "embedded": lambda file, attachment: list(file.carried.embedded),
    "file_text": lambda file, attachment: list(file.carried.texts),
    "codes": lambda file, attachment: list(file.codes),
}
"""What a file tells of its attachment, by the name of the field (docs/decisions/013-what-a-file-says.md); None if it tells nothing."""
