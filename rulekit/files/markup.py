"""XML parts of files: parsed without entities, DTDs and anything else that fetches or multiplies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rulekit.files.bounds import MAX_DEPTH, MAX_PART
from rulekit.files.faults import Unreadable, needed

Element = Any
"""An element as `xml.etree.ElementTree` gives it."""


def parsed(data: bytes) -> Element:
    """The root element. Raises Unreadable for what is no XML, declares entities, or is too much."""
    if len(data) > MAX_PART:
        raise Unreadable(f"has a part of more than {MAX_PART // 2**20} MiB")
    etree = needed("defusedxml.ElementTree", "files")
    try:
        root = etree.fromstring(data, forbid_dtd=True)
    except etree.ParseError:
        raise Unreadable("has a damaged part") from None
    except ValueError:
        # what defusedxml forbids, and encodings nobody knows
        raise Unreadable("has a part that declares entities, which no honest file does") from None
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise Unreadable(f"has a part nested deeper than {MAX_DEPTH} elements")


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def named(root: Element, *names: str) -> Iterator[Element]:
    """All elements below the root, and itself, that have one of the local names, in order."""
    return (element for element in root.iter() if isinstance(element.tag, str) and local(element.tag) in names)


def words(element: Element) -> str:
    """All text inside an element."""
    return "".join(element.itertext())
