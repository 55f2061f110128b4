"""What PDF files carry: metadata, the words at the top and bottom of pages, embedded files, scripts.

Source: ISO 32000-1; sensitivity labels as Microsoft Information Protection writes them into document properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from rulekit.files.bounds import MAX_OBJECTS, MAX_PAGES, MAX_PART, texts_of
from rulekit.files.carried import Carried
from rulekit.files.faults import Unreadable, needed
from rulekit.files.labels import label_of
from rulekit.files.licences import licence_in
from rulekit.files.markup import local, named, parsed, words

EDGE = 0.12
"""The share of a page's height, at its top and at its bottom, that holds headers and footers: 36 mm of A4."""

MAX_LEVELS = 50
"""How deep the tree of names may nest."""


def carried_by(data: bytes) -> Carried:
    """What a PDF carries. Raises Unreadable if it is damaged, encrypted, too long, or `pypdf` is not installed."""
    pypdf = needed("pypdf", "files")
    try:
        return _read(pypdf, data)
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    except Exception as error:  # noqa: BLE001 - whatever a PDF makes the reader raise means one thing
        if type(error).__name__ == "LimitReachedError":
            raise Unreadable(f"unpacks to more than {MAX_PART // 2**20} MiB") from None
        raise Unreadable("is damaged") from None


def _read(pypdf: Any, data: bytes) -> Carried:
    _quiet()
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    # many PDFs are encrypted with an empty password, which only asks readers to forbid printing
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("is encrypted and cannot be looked into")
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise Unreadable(f"has more than {MAX_PAGES} pages")
    properties = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    xmp = _xmp(reader)
    root = reader.trailer["/Root"].get_object()
    names = _names(root)
    return Carried(
        None,
        properties.get("Author") or next(iter(xmp.get("creator", ())), None),
        licence_in(
            [*xmp.get("license", ()), *xmp.get("UsageTerms", ()), *xmp.get("WebStatement", ()), *xmp.get("rights", ())]
        ),
        label_of({**{key: value for key, found in xmp.items() for value in found[:1]}, **properties}),
        texts_of([*_told(properties), *(value for found in xmp.values() for value in found), *_edges(reader)]),
        scripts=_has_scripts(reader, root, names),
        embedded=tuple(_embedded(reader, names)),
    )


def _quiet() -> None:
    """pypdf tells the log what it mends; what matters here is told otherwise."""
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)


TECHNICAL = ("CreationDate", "ModDate", "Producer", "Creator", "Trapped", "PTEX.Fullbanner")
"""Properties that programs write about themselves."""


def _told(properties: Mapping[str, str]) -> Iterator[str]:
    for key in sorted(properties):
        if key not in TECHNICAL and not key.startswith("MSIP_Label_"):
            yield properties[key]


XMP_NAMES = (
    "title",
    "description",
    "creator",
    "rights",
    "subject",
    "Keywords",
    "license",
    "UsageTerms",
    "WebStatement",
)


def _xmp(reader: Any) -> dict[str, tuple[str, ...]]:
    """The words of the XMP packet by their local names, and what it says of sensitivity labels."""
    stream = reader.trailer["/Root"].get_object().get("/Metadata")
    if stream is None:
        return {}
    root = parsed(stream.get_object().get_data().strip(b" \r\n\t\0"))
    found: dict[str, tuple[str, ...]] = {}
    for element in root.iter():
        pairs = [(local(key), value) for key, value in element.attrib.items()]
        if isinstance(element.tag, str):
            items = [words(item) for item in named(element, "li")]
            pairs += [(local(element.tag), item) for item in items or [words(element)]]
        for name, value in pairs:
            if (name in XMP_NAMES or name.startswith("MSIP_Label_")) and value.strip():
                found[name] = (*found.get(name, ()), value.strip())
    return found


def _edges(reader: Any) -> Iterator[str]:
    """The words at the top and at the bottom of every page, line by line."""
    for page in reader.pages:
        box = page.mediabox
        bottom, height = float(box.bottom), float(box.height)
        pieces: list[tuple[float, str]] = []

        def visit(text: str, matrix: Any, place: Any, *_: Any) -> None:
            # where the text stands: its own matrix within that of the page
            pieces.append((place[4] * matrix[1] + place[5] * matrix[3] + matrix[5], text))  # noqa: B023 - called before the next page

        page.extract_text(visitor_text=visit)
        for low, high in ((1 - EDGE, float("inf")), (float("-inf"), EDGE)):
            inside = [(y, text) for y, text in pieces if height and low < (y - bottom) / height < high]
            yield _lines(inside)


def _lines(pieces: Sequence[tuple[float, str]]) -> str:
    """The pieces as lines: those at one height make one."""
    lines: dict[int, list[str]] = {}
    for y, text in pieces:
        lines.setdefault(round(y), []).append(text)
    return "\n".join(filter(None, (" ".join("".join(line).split()) for line in lines.values())))


def _names(root: Any) -> Any:
    names = root.get("/Names")
    return {} if names is None else names.get_object()


def _tree(node: Any, level: int = 0) -> Iterator[tuple[str, Any]]:
    """The pairs of a tree of names."""
    if node is None or level > MAX_LEVELS:
        return
    node = node.get_object()
    pairs = node.get("/Names")
    listed = [] if pairs is None else list(pairs.get_object())
    yield from zip(map(str, listed[::2]), listed[1::2], strict=False)
    kids = node.get("/Kids")
    for kid in [] if kids is None else kids.get_object():
        yield from _tree(kid, level + 1)


def _embedded(reader: Any, names: Any) -> Iterator[str]:
    """The names of files inside: in the tree of the document, and in notes on pages."""
    for name, place in _tree(names.get("/EmbeddedFiles")):
        about = place.get_object()
        yield str(about.get("/UF") or about.get("/F") or name)
    for note in _notes(reader):
        if note.get("/Subtype") == "/FileAttachment" and note.get("/FS") is not None:
            about = note["/FS"].get_object()
            yield str(about.get("/UF") or about.get("/F") or "?") if isinstance(about, dict) else str(about)


def _notes(reader: Any) -> Iterator[Any]:
    seen = 0
    for page in reader.pages:
        notes = page.get("/Annots")
        for note in [] if notes is None else notes.get_object():
            seen += 1
            if seen > MAX_OBJECTS:
                raise Unreadable(f"has more than {MAX_OBJECTS:,} notes")
            yield note.get_object()


RUNNING = ("/JavaScript", "/Launch")
"""Kinds of actions that run code or start programs."""


def _has_scripts(reader: Any, root: Any, names: Any) -> bool:
    """Whether something runs: by opening the document, a page or a note, or by name."""
    if names.get("/JavaScript") is not None:
        return True
    holders = [root, *reader.pages, *_notes(reader)]
    return any(_runs(holder) for holder in holders)


def _runs(holder: Any) -> bool:
    actions = [holder.get(key) for key in ("/OpenAction", "/A")]
    more = holder.get("/AA")
    if more is not None:
        actions += list(more.get_object().values())
    return any(_is_running(action) for action in actions if action is not None)


def _is_running(action: Any, level: int = 0) -> bool:
    action = action.get_object()
    if not isinstance(action, dict) or level > MAX_LEVELS:
        return False
    if action.get("/S") in RUNNING:
        return True
    following = action.get("/Next")
    if following is None:
        return False
    following = following.get_object()
    return any(_is_running(one, level + 1) for one in (following if isinstance(following, list) else [following]))
