"""The time a post is judged for."""

from __future__ import annotations

from rulekit.errors import Words
from rulekit.facts.seen import KNOWN, MISSING, Seen
from rulekit.facts.table import Fact
from rulekit.facts.view import View


def _at(view: View) -> Seen:
    if view.at is None:
        return Seen(MISSING, None, "/publish_at")
    return Seen(KNOWN, view.at, "/publish_at" if isinstance(view.post.get("publish_at"), str) else "")


FACTS: tuple[Fact, ...] = (
    Fact(
        "at",
        {"type": "string", "format": "date-time"},
        Words(
            "The time the post is judged for: when it is to be published, else the time of the check.",
            "Der Zeitpunkt, für den der Beitrag geprüft wird: der geplante, sonst der der Prüfung.",
        ),
        _at,
    ),
)
