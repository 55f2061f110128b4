"""The compiled form of rulesets: plain data that can be kept in a file and sent to another process."""

from __future__ import annotations

from collections.abc import Mapping

from rulekit.model.canonical import Json
from rulekit.text import TermGroup

FORMAT = 5
"""The shape of a program as data; one written for another is compiled anew."""

FLOOR = "floor"
"""The home of the floor's lists; no ruleset can have this id."""


def grouping(program: Mapping[str, Json]) -> dict[TermGroup, int]:
    """The number of each group of terms of a program."""
    return {
        TermGroup(tuple(terms), match, disguised, gender): number
        for number, (terms, match, disguised, gender) in enumerate(program["groups"])
    }
