"""Geotags: made coarse, or taken away."""

from __future__ import annotations

from rulekit.errors import Words
from rulekit.fixes.parts import drop, put
from rulekit.fixes.values import Case, Fixer, Mended, Needs
from rulekit.model.canonical import Json

DECIMALS = 1
"""To how many decimals a coarse position is rounded: a tenth of a degree of latitude is 11 km, as wide as a town."""


def _drop(case: Case) -> Mended | Needs | Words:
    if case.post.get("geotag") is None:
        return _NO_GEOTAG
    return Mended(drop(case.post, ("geotag",)))


def _coarsen(case: Case) -> Mended | Needs | Words:
    geotag = case.post.get("geotag")
    if geotag is None:
        return _NO_GEOTAG
    found = {key: value for key, value in geotag.items() if key != "live"}
    for key in ("lat", "lon"):
        if isinstance(found.get(key), int | float):
            found[key] = _rounded(found[key])
    if isinstance(found.get("place"), str):
        place = found["place"].rpartition(",")[2].strip()
        if "," not in found["place"] and found.get("lat") is None:
            return _NAMED_ONLY
        # a name that says no town of its own may be a front door
        found = put(found, ("place",), place) if "," in geotag["place"] else drop(found, ("place",))
    return Mended(put(case.post, ("geotag",), found))


def _rounded(degrees: float) -> Json:
    found = round(degrees, DECIMALS)
    return int(found) if found == int(found) else found


_NO_GEOTAG = Words("the post has no geotag", "der Beitrag hat keinen Standort")
_NAMED_ONLY = Words(
    "only a person can say how precise the name of the place is",
    "wie genau der Ortsname ist, kann nur ein Mensch sagen",
)

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "coarsen-geotag",
        Words(
            "rounds the geotag to about 11 km, keeps of the place only its town, and no longer says live",
            "rundet den Standort auf etwa 11 km, behält vom Ort nur die Stadt und die Angabe „live“ entfällt",
        ),
        ("/geotag",),
        _coarsen,
    ),
    Fixer(
        "drop-geotag",
        Words("takes the geotag away", "entfernt den Standort"),
        ("/geotag",),
        _drop,
    ),
)
