"""HTML to the text a platform shows, losing none of it: paragraphs, breaks, lists, links, pictures, character references.

Read by hand in one pass, so that the text does not depend on the Python version, and broken HTML costs no more than good HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Link(NamedTuple):
    """A link of the HTML: where it leads, the words it shows, the classes it carries."""

    href: str
    shown: str
    classes: frozenset[str]

    @property
    def is_entity(self) -> bool:
        """Whether it is a mention or a hashtag, as Mastodon and others mark them; those are no links of the author's."""
        return bool(self.classes & {"mention", "hashtag", "u-url"})


class Shown(NamedTuple):
    """What a reader sees: the text, the links in it, and the alternative texts of its pictures (None: it has none)."""

    text: str
    links: tuple[Link, ...] = ()
    pictures: tuple[str | None, ...] = ()


_GAPS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys("p blockquote pre ul ol dl h1 h2 h3 h4 h5 h6 figure table hr".split(), 2),
        **dict.fromkeys(
            "address article aside body center dd details div dt fieldset figcaption footer form header legend li main nav section "
            "summary tr".split(),
            1,
        ),
    }
)
"""How many line breaks a browser keeps at least around an element: 2 is an empty line between. Of a list in a list it is 1."""

_UNSEEN = frozenset(("head", "script", "style", "template", "title"))
"""Elements whose text no reader sees (https://html.spec.whatwg.org/multipage/rendering.html#hidden-elements)."""

_TAG = re.compile(r"""/?([A-Za-z][^\s/>]*+)((?:[^>"']|"[^"]*+"|'[^']*+')*+)>""")
_LOOSE_TAG = re.compile(r"/?([A-Za-z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]++)(?:[ \t\r\n\f]*+=[ \t\r\n\f]*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,7}(?![0-9]);?|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,31};?)"
)
_BREAKS = re.compile(r"[\r\n]+")
_BLANKS = " \t\f"


class _Piece(NamedTuple):
    """A stretch of the HTML: a text as written, or a tag."""

    text: str
    tag: str = ""
    closes: bool = False
    attributes: str = ""


def _pieces(source: str) -> Iterator[_Piece]:
    """Texts and tags in order; comments, declarations and instructions are left out. What never closes is text."""
    tag, last, last_comment = _TAG, source.rfind(">"), source.rfind("-->")
    begin = place = 0
    while 0 <= (place := source.find("<", place)) < last:
        if source[place + 1 : place + 2] in ("!", "?"):
            # a comment that never closes ends at the first bracket, as declarations do
            long = source.startswith("<!--", place) and place + 4 <= last_comment
            end = source.find("-->", place + 4) + 3 if long else source.find(">", place) + 1
            if place > begin:
                yield _Piece(source[begin:place])
            begin = place = end
            continue
        match = tag.match(source, place + 1)
        if match is None and tag is _TAG:
            # perhaps a quotation mark that never closes; if so, none is trusted from here on, so that no stretch is looked through twice
            match = _LOOSE_TAG.match(source, place + 1)
            tag = _LOOSE_TAG if match else tag
        if match is None:
            place += 1
            continue
        if place > begin:
            yield _Piece(source[begin:place])
        yield _Piece("", match[1].lower(), source[place + 1] == "/", match[2])
        begin = place = match.end()
    if begin < len(source):
        yield _Piece(source[begin:])


def references(text: str) -> str:
    """The text with its character references (`&amp;`, `&#8230;`) read; what is none stays as written."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _attributes(written: str) -> dict[str, str]:
    """The attributes of a tag; of one given twice the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or ""
        found.setdefault(match[1].lower(), references(value[1:-1] if value[:1] in ("'", '"') else value))
    return found


def shown(source: str) -> Shown:
    """What a reader sees of the HTML.

    Mastodon hides the beginning and the end of long addresses (`class="invisible"`, `"ellipsis"`); they are kept, so that an address stands in
    the text as its author typed it. Where a link shows other words than its address, the address is among `links` only.
    """
    page = _Page()
    for piece in _pieces(source):
        if not piece.tag:
            page.say(references(piece.text))
        elif piece.closes:
            page.close(piece.tag)
        else:
            page.open(piece.tag, piece.attributes)
    return page.shown()


class _Page:
    """The text so far, and what is open."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._gap = 0
        self._begun = False
        self._unseen: str | None = None
        self._pre = 0
        self._lists: list[int | None] = []
        self._anchor: tuple[str, frozenset[str], int] | None = None
        self._links: list[Link] = []
        self._pictures: list[str | None] = []

    def say(self, text: str) -> None:
        """Text, with the breaks that are due before it. Breaks in the source are blanks unless it is preformatted."""
        if self._unseen or not text:
            return
        if not self._pre:
            text = _on_one_line(text)
            if self._gap or not self._begun or self._out[-1].endswith("\n"):
                text = text.lstrip(_BLANKS)
            if not text:
                return
        self._put(text)

    def _put(self, text: str) -> None:
        if self._gap:
            self._out.append("\n" * self._gap)
        self._gap, self._begun = 0, True
        self._out.append(text)

    def open(self, tag: str, attributes: str) -> None:
        """A tag that opens an element, or stands for one."""
        if self._unseen:
            return
        if tag in _UNSEEN:
            self._unseen = tag
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._pictures.append(_attributes(attributes).get("alt"))
        elif tag == "a":
            self._end_link()
            found = _attributes(attributes)
            self._anchor = (found.get("href", ""), frozenset(found.get("class", "").split()), len(self._out))
        else:
            self._block(tag)
            self._enter(tag)

    def _enter(self, tag: str) -> None:
        if tag == "pre":
            self._pre += 1
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            mark = "• " if number is None else f"{number + 1}. "
            self._put("  " * (min(len(self._lists), _DEEPEST) - 1) + mark)
        elif tag in ("td", "th") and self._out and not self._gap:
            self._out.append("\t")

    def close(self, tag: str) -> None:
        """A tag that closes an element."""
        if self._unseen:
            self._unseen = None if tag == self._unseen else self._unseen
            return
        if tag == "a":
            self._end_link()
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        self._block(tag)

    def _block(self, tag: str) -> None:
        gap = 1 if self._lists and tag in ("ul", "ol") else _GAPS.get(tag, 0)
        if gap and self._begun:
            self._gap = max(self._gap, gap)

    def _break(self) -> None:
        if self._begun:
            self._out.append("\n" * (self._gap + 1))
            self._gap = 0

    def _end_link(self) -> None:
        if self._anchor is not None:
            href, classes, begin = self._anchor
            self._anchor = None
            if href:
                self._links.append(Link(href, "".join(self._out[begin:]).strip(), classes))

    def shown(self) -> Shown:
        """All of it, blanks at the ends of lines and of the whole left out."""
        self._end_link()
        lines = "".join(self._out).split("\n")
        return Shown(
            "\n".join(line.rstrip(_BLANKS) for line in lines).strip(), tuple(self._links), tuple(self._pictures)
        )


_DEEPEST = 8
"""From which list in a list on nothing is set in further."""


def _on_one_line(text: str) -> str:
    """The text with each break, and the blanks around it, as one blank."""
    first, *lines = _BREAKS.split(text)
    if not lines:
        return text
    inner = [stripped for line in lines[:-1] if (stripped := line.strip(_BLANKS))]
    return " ".join([first.rstrip(_BLANKS), *inner, lines[-1].lstrip(_BLANKS)])
