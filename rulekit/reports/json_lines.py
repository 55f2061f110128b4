"""The decision itself as JSON; of several posts one line each, in the order given."""

from __future__ import annotations

from collections.abc import Sequence

from . import Checked, Options
from .escape import json_text


def report(results: Sequence[Checked], options: Options) -> str:
    """One post given: its decision. Several: a line each with `source`, `line`, and `id` and `decision` or `error`."""
    if not options.many and len(results) == 1 and results[0].decision is not None:
        return json_text(results[0].decision, indent=2) + "\n"
    return "".join(json_text(_line(checked)) + "\n" for checked in results) or "\n"


def _line(checked: Checked) -> dict[str, object]:
    place: dict[str, object] = {"source": checked.source, "line": checked.line}
    if checked.decision is None:
        return {**place, "error": checked.error}
    return {**place, "id": (checked.post or {}).get("id"), "decision": checked.decision}
