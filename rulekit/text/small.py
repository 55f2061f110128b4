"""What must be cheap: capitals made small, looks at a text that may find too much, and regexes compiled when first asked for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final


def lowered(text: str) -> str:
    """The text in small letters.

    Python's own tables may be asked here: what is looked for is made of the letters of German and English, digits and signs, and their capitals have had the
    same small letters in every version of Unicode.
    """
    return text.lower()


def western(text: str) -> bytes | None:
    """Empty if the text is Latin-1, else the text in Windows-1252, None if it has characters beyond that.

    What can be written so has no emoji, no marks to compose and no joiners: most German and English texts can.
    """
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        try:
            return text.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return b""


def may_link(text: str) -> bool:
    """Whether an address may be in the text: a dot between letters, a dot before letters beside a `www.`, or a scheme."""
    # one sign is found in a tenth of the time that three take
    if "/" in text and "://" in text:
        return True
    if "." not in text or pattern(_ANY_DOT).search(text) is None:
        return False
    return pattern(_DOT).search(text) is not None or "ww." in text or "WW." in text


_ANY_DOT: Final = r"\.(?:[A-Za-z]{2}|[^\x00-\xff\u2000-\u206f])"
"""Whatever the script is: a class that names what is not in it compiles in a tenth of the time."""

_DOT: Final = rf"\.(?<![. ]\.){_ANY_DOT[2:]}"
"""A dot behind a dot or a blank parts no names."""


@cache  # a compiled pattern never changes, and to look it up among Python's own takes as long as many a search
def pattern(regex: str) -> re.Pattern[str]:
    """The regex compiled, once for a process and not before it is needed."""
    return re.compile(regex)


@cache  # likewise
def ascii_pattern(regex: str) -> re.Pattern[str]:
    """The same for a regex whose classes such as `\\s` mean ASCII alone."""
    return re.compile(regex, re.ASCII)
