"""Small helpers of the facts: evidence in a string, lists of what was found, masks."""

from __future__ import annotations

from collections.abc import Iterable

from rulekit.facts.seen import KNOWN, NONE, Broken, Found, Seen
from rulekit.facts.view import View
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence

BLANKS = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""White space (Unicode property White_Space and the four separators of ASCII), pinned."""


def seen_at(at: str, string: str, start: int, end: int, shift: int = 0) -> Evidence:
    """The evidence that `string[start:end]` is, of a string that begins `shift` characters into the one at that pointer."""
    return Evidence(at, start + shift, end + shift, string[start:end])


def whole(at: str, string: str) -> Evidence:
    """The evidence that a whole string is."""
    return Evidence(at, 0, len(string), string)


def text_of(view: View) -> str | None:
    """The post's text; None if it has none."""
    text = view.post.get("text")
    return text if isinstance(text, str) else None


def strings_of(view: View, name: str) -> list[tuple[str, str]]:
    """The strings a list of the post holds, with their pointers, blank ones left out."""
    given = view.post.get(name)
    if not given or not isinstance(given, list | tuple):
        return []
    strings = ((f"/{name}/{number}", item) for number, item in enumerate(given))
    return [(at, item) for at, item in strings if isinstance(item, str) and item.strip(BLANKS)]


def listed(found: Iterable[Found], at: str = "/text") -> Seen:
    """The found elements as a list; none if there are none."""
    elements = list(found)
    if not elements:
        return Seen(NONE, None, at)
    if len(elements) == 1 and len(elements[0].spans) == 1:
        return Seen(KNOWN, elements, at, 0, elements[0].spans)
    spans = sorted({span for element in elements for span in element.spans}, key=Evidence.order)
    return Seen(KNOWN, elements, at, spans=tuple(spans))


def listed_in_order(elements: list[Found]) -> Seen:
    """The same for what was found in the text from its begin to its end, each at one place of its own."""
    if not elements:
        return _NOTHING
    return Seen(KNOWN, elements, "/text", 0, tuple([element.spans[0] for element in elements]))


_NOTHING = Seen(NONE, None, "/text")


def partly(seen: Seen, why: str) -> Seen:
    """What was found where not everything could be looked at, for the reason `why` (empty: everything could). Raises Broken if it is nothing."""
    if not why:
        return seen
    if seen.state != KNOWN:
        raise Broken(why)
    return seen.but(why=why)


def is_word(char: str) -> bool:
    """Whether a letter or digit may continue a word there; every character above Latin-1's signs counts unless it is
    punctuation."""
    if char.isascii():
        return char.isalnum()
    return "\xc0" <= char < "\u2000" and char not in "\xd7\xf7" and char not in BLANKS


def alone(string: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches `string[start:end]`."""
    return (start == 0 or not is_word(string[start - 1])) and (end == len(string) or not is_word(string[end]))


def masked(value: str) -> str:
    """The value with all but its last two characters hidden, its length too; nothing of a value of up to four."""
    return "••••" + (value[-2:] if len(value) > 4 else "")


def org_strings(view: View, name: str) -> list[str]:
    """The strings of that name that the register states about the organisation, sorted."""
    org: Json = view.register.section("org")
    given = org.get(name) if isinstance(org, dict) else None
    if not isinstance(given, list | tuple):
        return []
    return sorted({item for item in given if isinstance(item, str) and item.strip()})
