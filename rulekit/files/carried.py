"""What is found in a file, whatever its kind."""

from __future__ import annotations

from typing import NamedTuple


class Carried(NamedTuple):
    """What the inside of one file tells.

    `position` is latitude and longitude in degrees (WGS 84), `credit` its author, `license` its licence, `label` its sensitivity label,
    `texts` its metadata, headers and footers, `embedded` the names of files inside it; `macros` and `scripts` tell of code that it brings along.
    """

    position: tuple[float, float] | None = None
    credit: str | None = None
    license: str | None = None
    label: str | None = None
    texts: tuple[str, ...] = ()
    macros: bool = False
    scripts: bool = False
    embedded: tuple[str, ...] = ()


NOTHING = Carried()
