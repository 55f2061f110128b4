"""What one glance at a post tells of its facts: which are sure to be as they are of most posts, so that nobody needs to ask for them.

Most posts have no link, no number of a person and no password, are written in small letters and are short enough. To look at all of that once takes as long as
to work out one of these facts. The glance says less than the facts and never the opposite.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rulekit.facts.identifiers import may_identify, may_open
from rulekit.facts.limits import surely_fits
from rulekit.facts.links import may_have_links
from rulekit.facts.shape import SMALL
from rulekit.facts.view import View
from rulekit.text import Text

USUALLY_NONE = frozenset(("urls", "hashtags", "identifiers", "credentials", "similarity", "subject"))
"""Facts that are none unless `unusual` names them."""

# nearly all posts stay below these; a rule that asks for less than they say asks the fact, as it would without a glance
_MOST_CAPITALS: Final = 0.4
_MOST_MENTIONS: Final = 5

MOST_OF_NUMBERS: Mapping[str, float] = {"caps_share": _MOST_CAPITALS, "repeats": 0}
"""What a number is at most unless `unusual` names the fact; it may also be none."""

MOST_ELEMENTS: Mapping[str, float] = {"mentions": _MOST_MENTIONS}
"""Likewise how long a list is."""


def unusual(view: View) -> list[str]:
    """The facts that may be other than of most posts.

    Besides: `text_length` if the text may be longer than its limit, `attachments` if the post has any, `register` if a string of the register occurs.
    """
    post = view.post
    found = _stated(view)
    text = post.get("text") or ""
    if may_have_links(view):
        found.append("urls")
    if "#" in text or "＃" in text or post.get("hashtags"):
        found.append("hashtags")
    stated = post.get("mentions")
    signs = text.count("@") + text.count("＠") if "@" in text or "＠" in text else 0
    if signs + len(stated or ()) > _MOST_MENTIONS:
        found.append("mentions")
    if not surely_fits(view):
        found.append("text_length")
    for at, string, _ in view.any_text():
        read = view.text(at, string)
        raw = read.nfkc.encode("latin-1", "replace")
        # a third of most texts, in which all that is asked for next stands
        rest = raw.translate(None, SMALL)
        if at == "/text" and _may_shout(read, raw, rest):
            found.append("caps_share")
        if may_identify(view, read, raw, rest):
            found.append("identifiers")
        if may_open(view.lowered(at, string), read, raw):
            found.append("credentials")
    return found


def _stated(view: View) -> list[str]:
    """Those that hang on a field, or on the register, which most posts do without."""
    post, register = view.post, view.register
    found = []
    if post.get("attachments"):
        found.append("attachments")
    if post.get("recent_texts"):
        found.append("repeats")
    if post.get("campaign") is not None:
        found.append("similarity")
    if "subject" in post:
        found.append("subject")
    if register.value is not None:
        if register.section("org") and "subject" not in post:
            found.append("subject")
        if view.register_occurs:
            found.append("register")
    return found


def _may_shout(text: Text, raw: bytes, rest: bytes) -> bool:
    """Whether capitals may be more than a few of the letters: they are, at most, `rest`, all that is no small letter."""
    if text.plain:
        return len(rest) > _MOST_CAPITALS * len(raw)
    letters = text.shape.encode("ascii")
    return len(letters.translate(None, SMALL)) > _MOST_CAPITALS * len(letters)
