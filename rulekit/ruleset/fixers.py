"""The names of rulekit's own fixers, as `fix:` of a rule may list them; what they do is in `rulekit.fixes`, a floor above."""

from __future__ import annotations

FIXERS: tuple[str, ...] = (
    "coarsen-geotag",
    "drop-geotag",
    "strip-file-position",
    "strip-file-author",
    "mask-personal-data",
    "strip-markup",
    "camelcase-hashtags",
    "trim-hashtags",
    "update-health-text",
    "add-gender-note",
    "add-ai-label",
    "add-affiliation",
    "add-opinion-disclaimer",
    "add-ad-label",
    "schedule-after-embargo",
    "schedule-in-service-hours",
)
"""In the order in which they are tried: what takes away goes before what adds, and of two that mend one thing the milder first."""
