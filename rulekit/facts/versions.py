"""What stands for the data that facts and conditions look into, besides the tables of `rulekit.text`."""

from __future__ import annotations

from rulekit.model.canonical import Json, digest


def data_versions() -> Json:
    """The pinned time zones and the platforms' limits, as they enter a decision's inputs."""
    import tzdata

    from rulekit.facts.platforms import PLATFORMS

    return {"tzdata": tzdata.IANA_VERSION, "platforms": digest(PLATFORMS)}
