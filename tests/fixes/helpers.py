"""What the tests of fixers share: engines, a ruleset in which one word calls one fixer, and mending in one step."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rulekit import Engine, Mending
from tests.small import rule, ruleset, write

CONTEXT: Mapping[str, Any] = {
    "org": {
        "names": ["Nordwind", "Nordwind GmbH"],
        "hashtags": ["#NordwindLeuchtet"],
        "timezone": "Europe/Berlin",
        "service_hours": {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00"},
        "holidays": ["2026-04-06"],
    },
    "embargoes": [
        {"term": "Polarfuchs", "until": "2026-04-01T09:00:00+02:00"},
        {"term": "Schneehase", "from": "2026-03-01", "until": "2026-04-02"},
        {"term": "Eisbär"},
    ],
    "banned_hashtags": ["#GutesTun"],
}
"""A register with something for every fixer to read."""

POST: Mapping[str, Any] = {
    "platform": "linkedin",
    "account": {"type": "private", "employer_visible": True},
    "author": {"role": "employee"},
    "publish_at": "2026-03-03T10:30:00+01:00",
}
"""What every post here says; a Tuesday."""


@cache  # the pack does not change
def base() -> Engine:
    return Engine.load("base", context=CONTEXT)


@cache  # likewise
def further() -> Engine:
    """Rules for the fixers that no rule of the pack names."""
    rules = [
        rule("live", "", topic="location", fix=["coarsen-geotag", "drop-geotag"], when={"geotag.live": True}),
        rule(
            "credit", "", fix=["strip-file-author"], when={"attachments": {"some": {"credit": {"matches": "Muster"}}}}
        ),
        rule("health", "", fix=["update-health-text"], when={"text": {"matches": "Arzt oder (?:Ihren )?Apotheker"}}),
        rule("tags", "", fix=["camelcase-hashtags"], when={"hashtags": "present"}),
    ]
    with tempfile.TemporaryDirectory() as folder:
        return Engine.load(*write(Path(folder), ruleset("further", *rules, language="de")), context=CONTEXT)


def mend(post: Mapping[str, Any], engine: Engine | None = None, **more: Any) -> Mending:
    """The post laid over `POST`, checked and mended."""
    engine = engine or base()
    whole = {**POST, **post}
    files = more.get("files")
    return engine.fix(whole, engine.check(whole, files=files), **more)
