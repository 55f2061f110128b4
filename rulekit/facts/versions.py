"""What stands for the data that facts and conditions look into, besides the tables of `rulekit.text`."""

from __future__ import annotations

from rulekit.model.canonical import Json, digest

TOP_LEVELS = "1.1.2.20261023 27cffa4a436cd358"
"""The version of `rulekit.text.top_levels`, said here because most checks never load that table; a test compares."""


def data_versions() -> Json:
    """The pinned time zones, the platforms' limits, the top-level domains and, with the extra `phone`, the numbering plans: part of a decision's inputs."""
    import tzdata

    from rulekit.facts.platforms import PLATFORMS

    found = {"tzdata": tzdata.IANA_VERSION, "platforms": digest(PLATFORMS), "top_levels": TOP_LEVELS}
    plans = _plans_version()
    return found if plans is None else {**found, "phonenumbers": plans}


def _plans_version() -> str | None:
    """The version of the library `phonenumbers`; None without it. Read from its file: to import it takes a tenth of a second."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("phonenumbers")
    if spec is None or spec.origin is None:
        return None
    _, _, rest = Path(spec.origin).read_text(encoding="utf-8").partition("__version__ = ")
    return rest.partition("\n")[0].strip("\"' ") or "unknown"
