"""HTML and Markdown where the platform shows the signs as they are."""

from __future__ import annotations

import html
import re

from rulekit.errors import Words
from rulekit.fixes.parts import put, text_of
from rulekit.fixes.values import Case, Fixer, Mended, Needs

MAX_ROUNDS = 20
"""How deep markup in markup is taken apart."""

_TAGS = "b|strong|i|em|u|s|br|p|a|ul|ol|li|h[1-6]|div|span|blockquote|code|pre|img|font|table|tr|td"
_BLANK = r"[ \t\n\r]"

_LINK = re.compile(
    rf"<a{_BLANK}(?:[^<>]{{0,150}}{_BLANK})?href=[\"'](https?://[^\"'<>\s]{{1,500}})[\"'][^<>]{{0,150}}>([^<>]{{1,500}})</a>",
    re.IGNORECASE,
)
_BREAK = re.compile(rf"<br{_BLANK}{{0,5}}/?>|</(?:p|div|li|tr|h[1-6]|blockquote|pre)>(?!\n|\Z)", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:{_BLANK}[^<>]{{0,200}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});")
_MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!?\[([^\]\n\[]{1,200})\]\((https?://[^)\s]{1,500})\)"), r"\1 (\2)"),
    (re.compile(r"(?:(?<=[\s(])|^)\*\*(?=[^\s*])([^*\n]{0,200}[^\s*])\*\*(?=[\s,;:!?).]|$)", re.MULTILINE), r"\1"),
    (re.compile(r"(?:(?<=[\s(])|^)__(?=[^\s_])([^_\n]{0,200}[^\s_])__(?=[\s,;:!?).]|$)", re.MULTILINE), r"\1"),
    (re.compile(r"(?:(?<=[\s(])|^)~~(?=[^\s~])([^~\n]{0,200}[^\s~])~~(?=[\s,;:!?).]|$)", re.MULTILINE), r"\1"),
    (re.compile(r"^#{1,6}[ \t]+(?=[^\s#])", re.MULTILINE), ""),
    (re.compile(r"```[a-z]{0,20}\n?"), ""),
)


def _strip(case: Case) -> Mended | Needs | Words:
    text = text_of(case.post)
    for _ in range(MAX_ROUNDS):
        fresh = _once(text)
        if fresh == text:
            return Mended(put(case.post, ("text",), text)) if "text" in case.post else _NOTHING
        text = fresh
    return _TOO_DEEP


def _once(text: str) -> str:
    text = _LINK.sub(r"\2 (\1)", text)
    text = _BREAK.sub("\n", text)
    text = _TAG.sub("", text)
    for pattern, new in _MARKDOWN:
        text = pattern.sub(new, text)
    return _ENTITY.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    """The character an entity stands for; what would be invisible or is no character stays as written."""
    char = html.unescape(found[0])
    if char in ("\xa0", "\u2007", "\u202f"):
        return " "
    if char == "\xad":
        return ""
    visible = len(char) == 1 and (" " < char <= "~" or "\xa1" <= char < "\ud800" or char >= "\U00010000")
    return char if visible else found[0]


_NOTHING = Words("the post has no text", "der Beitrag hat keinen Text")
_TOO_DEEP = Words(
    "the markup is nested too deep to be taken apart", "die Auszeichnung ist zu tief verschachtelt, um sie aufzulösen"
)

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "strip-markup",
        Words(
            "takes HTML and Markdown out of the text; of links the address stays",
            "entfernt HTML und Markdown aus dem Text; von Links bleibt die Adresse",
        ),
        ("/text",),
        _strip,
    ),
)
