"""What office documents carry: properties, sensitivity labels, headers and footers, macros, embedded files.

DOCX, XLSX, PPTX (ECMA-376) and OpenDocument (ISO 26300) are ZIP archives of XML parts; DOC, XLS, PPT are OLE compound files (MS-CFB).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from rulekit.files.bounds import MAX_ENTRIES, MAX_PART, MAX_RATIO, MAX_UNPACKED, SMALL_PART, texts_of
from rulekit.files.carried import Carried
from rulekit.files.faults import Unreadable, needed
from rulekit.files.labels import PREFIX, label_of
from rulekit.files.licences import licence_in
from rulekit.files.markup import Element, local, named, parsed, words

MANIFEST = "META-INF/manifest.xml"


class Package:
    """A ZIP archive whose size has been checked before anything is unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise Unreadable("is damaged") from None
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise Unreadable(f"has more than {MAX_ENTRIES:,} files inside")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Unreadable(f"unpacks to more than {MAX_UNPACKED // 2**20} MiB")
        for entry in entries:
            if entry.file_size > SMALL_PART and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise Unreadable(f"has a part that unpacks to more than {MAX_RATIO} times its size")
        self.names = sorted(entry.filename for entry in entries if not entry.is_dir())

    def part(self, name: str) -> bytes:
        """The bytes of a part, however much it claims to hold. Raises Unreadable if they are too many or damaged."""
        try:
            with self._zip.open(name) as file:
                data = file.read(MAX_PART + 1)
        except RuntimeError:
            raise Unreadable("is encrypted and cannot be looked into") from None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, KeyError, ValueError):
            raise Unreadable("is damaged") from None
        if len(data) > MAX_PART:
            raise Unreadable(f"has a part of more than {MAX_PART // 2**20} MiB")
        return data

    def some(self, start: str, end: str = ".xml") -> Iterator[Element]:
        """The XML parts whose names begin and end like that, in order."""
        for name in self.names:
            if name.lower().startswith(start) and name.lower().endswith(end):
                yield parsed(self.part(name))

    def first(self, name: str) -> Element | None:
        """The XML part of that name; None if there is none."""
        return parsed(self.part(name)) if name in self.names else None


def carried_by(data: bytes) -> Carried:
    """What an office document in a ZIP archive carries. Raises Unreadable."""
    package = Package(data)
    if MANIFEST in package.names and "[Content_Types].xml" not in package.names:
        return _open_document(package)
    core = dict(_leaves(package.first("docProps/core.xml")))
    custom = dict(_custom(package.first("docProps/custom.xml")))
    company = {key: value for key, value in _leaves(package.first("docProps/app.xml")) if key in ("Company", "Manager")}
    plain = {key: value for key, value in custom.items() if not key.startswith(PREFIX)}
    return Carried(
        None,
        core.get("creator"),
        licence_in([*plain.values(), core.get("rights"), core.get("description")]),
        label_of(custom),
        texts_of([*_described(core), *plain.values(), *company.values(), *_edges(package)]),
        _has_macros(package),
        embedded=tuple(_embedded(package)),
    )


def _leaves(root: Element | None) -> Iterator[tuple[str, str]]:
    """Name and words of each child of the root."""
    for child in () if root is None else root:
        if isinstance(child.tag, str) and words(child).strip():
            yield local(child.tag), words(child).strip()


DESCRIBING = "title subject creator keywords description lastModifiedBy category contentStatus".split()
"""Core properties that people write, and those that name people."""


def _described(core: Mapping[str, str]) -> Iterator[str]:
    for name in DESCRIBING:
        if name in core:
            yield core[name]


def _custom(root: Element | None) -> Iterator[tuple[str, str]]:
    for child in () if root is None else root:
        name = child.attrib.get("name")
        if name is not None:
            yield name, words(child).strip()


def _edges(package: Package) -> Iterator[str]:
    """The words of headers and footers, watermarks among them."""
    for start in ("word/header", "word/footer"):
        for root in package.some(start):
            yield from _paragraphs(root)
            for mark in named(root, "textpath"):
                yield mark.attrib.get("string", "")
    for root in package.some("xl/worksheets/"):
        for holder in named(root, "headerFooter"):
            yield from (_without_codes(words(part)) for part in holder)
    for start in (
        "ppt/slides/slide",
        "ppt/slidemasters/",
        "ppt/slidelayouts/",
        "ppt/handoutmasters/",
        "ppt/notesmasters/",
    ):
        for root in package.some(start):
            yield from _footers(root)


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in named(root, "p"):
        yield "".join(words(run) for run in named(paragraph, "t"))


def _without_codes(text: str) -> str:
    """The words of a sheet's header: `&C&"Arial,Bold"&12Intern` says `Intern`."""
    kept: list[str] = []
    place = 0
    while place < len(text):
        if text[place] != "&":
            kept.append(text[place])
            place += 1
            continue
        code = text[place + 1 : place + 2]
        place += 2
        if code == "&":
            kept.append("&")
        elif code == '"':
            place = text.find('"', place) + 1 or len(text)
        elif code == "K":
            place += 6
        elif code.isdigit():
            while text[place : place + 1].isdigit():
                place += 1
        else:
            kept.append(" ")
    return " ".join("".join(kept).split())


def _footers(root: Element) -> Iterator[str]:
    """The words of a slide's placeholders for header and footer."""
    for shape in named(root, "sp"):
        if any(place.attrib.get("type") in ("ftr", "hdr") for place in named(shape, "ph")):
            yield "".join(words(run) for run in named(shape, "t"))


def _has_macros(package: Package) -> bool:
    if any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name.lower()
        for name in package.names
    ):
        return True
    types = package.first("[Content_Types].xml")
    kinds = () if types is None else (element.attrib.get("ContentType", "") for element in types)
    return any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds)


def _embedded(package: Package) -> Iterator[str]:
    for name in package.names:
        parts = name.lower().split("/")
        if len(parts) > 2 and parts[-2] in ("embeddings", "activex") and not name.lower().endswith(".rels"):
            yield name.rpartition("/")[2]


def _open_document(package: Package) -> Carried:
    about = package.first("meta.xml")
    found = dict(_leaves(about[0])) if about is not None and len(about) else {}
    own = {} if about is None else {str(_attribute(one, "name")): words(one) for one in named(about, "user-defined")}
    plain = {key: value for key, value in own.items() if not key.startswith(PREFIX)}
    told = [found.get(name) for name in ("title", "subject", "description", "initial-creator", "creator", "keyword")]
    styles = package.first("styles.xml")
    edges = [] if styles is None else ["".join(words(one)) for one in named(styles, "header", "footer")]
    inside = [
        name for name in package.names if name.startswith(("Object ", "ObjectReplacements/")) and "/" not in name[7:]
    ]
    return Carried(
        None,
        found.get("initial-creator") or found.get("creator"),
        licence_in([*plain.values(), found.get("description")]),
        label_of(own),
        texts_of([*told, *plain.values(), *edges]),
        any(
            name.startswith(("Basic/", "Scripts/")) and not name.endswith(("script-lc.xml", "script-lb.xml"))
            for name in package.names
        ),
        embedded=tuple(inside),
    )


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def carried_by_ole(data: bytes) -> Carried:
    """What an old office document (DOC, XLS, PPT) carries. Raises Unreadable."""
    ole = needed("olefile", "files")
    try:
        with ole.OleFileIO(BytesIO(data)) as file:
            return _compound(file)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the reader raise means one thing
        raise Unreadable("is damaged") from None


def _compound(file: Any) -> Carried:
    streams = [[part.lower() for part in path] for path in file.listdir(streams=True, storages=True)]
    if len(streams) > MAX_ENTRIES:
        raise Unreadable(f"has more than {MAX_ENTRIES:,} files inside")
    if any(path[-1] == "encryptedpackage" for path in streams):
        raise Unreadable("is encrypted and cannot be looked into")
    about = file.get_metadata()
    told = {
        name: _old(getattr(about, name, None))
        for name in (
            "title",
            "subject",
            "author",
            "keywords",
            "comments",
            "last_saved_by",
            "company",
            "manager",
            "category",
        )
    }
    macros = any(path[-1] in ("_vba_project", "vba", "_vba_project_cur", "macros") for path in streams)
    packed = [path[-1] for path in streams if path[-1] in ("\x01ole10native", "package", "contents")]
    pools = [path[-1] for path in streams if len(path) == 2 and path[0] == "objectpool"]
    return Carried(
        None,
        told["author"],
        None,
        None,
        texts_of(told.values()),
        macros,
        embedded=tuple(pools or [name.strip("\x01") for name in packed]),
    )


def _old(value: Any) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else None
