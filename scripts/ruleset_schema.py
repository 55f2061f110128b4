"""Writes the conditions into schemas/ruleset.v1.json; with --check, says whether they are up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rulekit.authoring.grammar import with_conditions
from rulekit.engine.world import world

SCHEMA = Path(__file__).parent.parent / "schemas" / "ruleset.v1.json"


def written() -> str:
    """The schema as it should stand in the file."""
    schema = with_conditions(json.loads(SCHEMA.read_text(encoding="utf-8")), world())
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Writes the file, or compares it."""
    fresh = written()
    if "--check" in sys.argv:
        current = SCHEMA.read_text(encoding="utf-8") == fresh
        print("up to date" if current else "stale: run python scripts/ruleset_schema.py")
        return 0 if current else 1
    SCHEMA.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
