"""Sensitivity labels as Microsoft Information Protection writes them into the properties of documents.

Source: Microsoft, "Microsoft Information Protection SDK: label metadata" (keys `MSIP_Label_<guid>_Name`, `_Enabled` …).
"""

from __future__ import annotations

from collections.abc import Mapping

PREFIX = "MSIP_Label_"

PLAIN = ("classification", "klassifizierung", "sensitivity", "vertraulichkeit", "titusclassification", "schutzklasse")
"""Names of properties by which other programs, and people, label documents."""


def label_of(properties: Mapping[str, str]) -> str | None:
    """The names of the labels that hold, in one line; None if there is none."""
    found: dict[str, None] = {}
    for key in sorted(properties):
        if key.startswith(PREFIX) and key.endswith("_Name"):
            enabled = properties.get(key.removesuffix("_Name") + "_Enabled", "true")
            if enabled.strip().lower() != "false":
                found[properties[key].strip()] = None
        elif key.lower().replace(" ", "").replace("_", "") in PLAIN:
            found[properties[key].strip()] = None
    return ", ".join(name for name in found if name)[:1000] or None
