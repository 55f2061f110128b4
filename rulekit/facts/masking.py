"""What must not be printed as it is: every identifier and credential of a post, wherever its strings are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rulekit.facts.view import View
from rulekit.model.canonical import Json


def covered(value: str) -> str:
    """The value with all but its last two characters hidden, as long as it was; one of one or two characters is hidden whole."""
    shown = value[-2:] if len(value) > 2 else ""
    return "•" * (len(value) - len(shown)) + shown


class Mask(NamedTuple):
    """Hides strings wherever they occur: `strings` are what is hidden, the longest first."""

    strings: tuple[str, ...]

    def over(self, value: Json) -> Json:
        """The JSON value with everything hidden in its strings; keys and numbers stay."""
        if isinstance(value, str):
            for string in self.strings:
                if string in value:
                    value = value.replace(string, covered(string))
            return value
        if isinstance(value, list | tuple):
            return [self.over(item) for item in value]
        if isinstance(value, dict):
            return {key: self.over(item) for key, item in value.items()}
        return value

    def and_also(self, strings: Iterable[str]) -> Mask:
        """A mask that hides these as well."""
        return mask_of((*self.strings, *strings))


def mask_of(strings: Iterable[str]) -> Mask:
    """The mask that hides these strings; one or two characters alone would hide half of every text and are left."""
    return Mask(tuple(sorted({string for string in strings if len(string) > 2}, key=lambda one: (-len(one), one))))


def strings_in(value: Json) -> list[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [string for item in inner for string in strings_in(item)]


def mask_for(view: View) -> Mask:
    """The mask that hides the identifiers and credentials of the post."""
    found = (view.fact(name) for name in ("identifiers", "credentials"))
    return mask_of(span.quote for fact in found for span in fact.spans if span.quote)
