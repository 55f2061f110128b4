"""Write `rulekit/facts/platforms.py` from `rulesets/platforms.yaml`, so that no check has to read YAML.

python scripts/platforms.py            writes the module
python scripts/platforms.py --check    exit status 1 if the module is not what the YAML says
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "rulesets" / "platforms.yaml"
TARGET = ROOT / "rulekit" / "facts" / "platforms.py"

HEAD = '''\
"""What the platforms allow, as a check reads it. Written by scripts/platforms.py from rulesets/platforms.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Platform(NamedTuple):
    """The limits of one platform; None is no hard limit, or nothing reliable known.

    `text` is in units of `counting` (None if that is not known); `text_with` gives another limit of the text for
    posts with an attachment of that kind, `text_reply` for replies. `fold_chars` and `fold_lines` are what a feed
    shows before "more".
    """

    counting: str | None = None
    text: int | None = None
    text_with: Mapping[str, int] = {}
    text_reply: int | None = None
    fold_chars: int | None = None
    fold_lines: int | None = None
    hashtags: int | None = None
    alt_text: int | None = None
    attachments: int | None = None
    links: int | None = None


PLATFORMS: Mapping[str, Platform] = {
'''


def values(entry: dict[str, Any] | None) -> dict[str, Any]:
    """The arguments of one `Platform`, without those that are None."""
    entry = entry or {}
    text, fold = entry.get("text") or {}, entry.get("fold") or {}
    found = {
        "counting": text.get("counting"),
        "text": text.get("max"),
        "text_with": dict(sorted(text.get("with", {}).items())) or None,
        "text_reply": text.get("reply"),
        "fold_chars": fold.get("chars"),
        "fold_lines": fold.get("lines"),
    }
    for name in ("hashtags", "alt_text", "attachments", "links"):
        found[name] = (entry.get(name) or {}).get("max")
    return {name: value for name, value in found.items() if value is not None}


def shown(value: object) -> str:
    """A value as ruff formats it."""
    return repr(value).replace("'", '"')


def module(source: str) -> str:
    """The module's text for the YAML's text."""
    lines = []
    for name, entry in sorted(yaml.safe_load(source).items()):
        arguments = values(entry)
        if not arguments:
            lines.append(f'    "{name}": Platform(),\n')
            continue
        body = "".join(f"        {key}={shown(value)},\n" for key, value in arguments.items())
        lines.append(f'    "{name}": Platform(\n{body}    ),\n')
    return HEAD + "".join(lines) + "}\n"


def main(arguments: list[str]) -> int:
    """Write the module, or with `--check` compare it."""
    wanted = module(SOURCE.read_text(encoding="utf-8"))
    if "--check" in arguments:
        return int(TARGET.read_text(encoding="utf-8") != wanted)
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
