"""What drawings, rich texts and archives carry."""

from __future__ import annotations

from rulekit.files.bounds import texts_of
from rulekit.files.carried import Carried
from rulekit.files.markup import local, named, parsed, words
from rulekit.files.office import Package


def carried_by(data: bytes, mime: str) -> Carried:
    """What an SVG, an RTF or a ZIP carries. Raises Unreadable."""
    if mime == "image/svg+xml":
        return _drawing(data)
    if mime == "application/rtf":
        return Carried(embedded=("object",) if b"\\objdata" in data else ())
    return Carried(embedded=tuple(Package(data).names))


def _drawing(data: bytes) -> Carried:
    root = parsed(data)
    handlers = (local(key) for element in root.iter() for key in element.attrib)
    links = (value for element in root.iter() for key, value in element.attrib.items() if local(key) == "href")
    runs = any(True for _ in named(root, "script")) or any(name.lower().startswith("on") for name in handlers)
    runs = runs or any(value.strip().lower().startswith("javascript:") for value in links)
    return Carried(texts=texts_of(words(one) for one in named(root, "title", "desc", "text", "metadata")), scripts=runs)
