"""Plugins for the tests: written into a folder as an installed distribution lies there, and put on the search path."""

from __future__ import annotations

import textwrap
from pathlib import Path

HEAD = """
from __future__ import annotations
import re
from pathlib import Path
from rulekit import About, Fact, Fixer, Found, Importer, Look, Operator, Pack, Reporter, Span, Unknown, Words, hookimpl

SAYS = Words("what it means", "was es bedeutet")
TEXT = {"type": "string"}

@hookimpl
def about():
    return About(1, SAYS)
"""


def installed(
    folder: Path, name: str, body: str, *, version: str = "1.0.0", distribution: str = "", head: str = HEAD
) -> Path:
    """Writes the plugin `name` whose module has this body; the folder that has to be on the search path."""
    place = folder / (distribution or f"dist-{name}")
    module = (distribution or f"plugin-{name}").replace("-", "_")
    info = place / f"{module}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[rulekit.plugins]\n{name} = {module}\n", encoding="utf-8")
    (place / f"{module}.py").write_text(head + textwrap.dedent(body), encoding="utf-8")
    return place


def fact(
    name: str, body: str, schema: str = "TEXT", examples: str = "(({'text': 'a'}, 'a'),)", before: str = ""
) -> str:
    """A module's part that brings one fact, whose function has this body."""
    return (
        f"{before}\n\ndef work_out(look):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n\n"
        f"@hookimpl\ndef facts():\n    return [Fact({name!r}, {schema}, SAYS, work_out, examples={examples})]\n"
    )


def pack(place: Path, name: str, when: str, section: str = "") -> Path:
    """Writes a pack of one rule; its folder."""
    folder = place / "pack"
    folder.mkdir(exist_ok=True)
    (folder / "ruleset.yaml").write_text(
        textwrap.dedent(f"""
            rulekit: 1
            id: {name}
            version: 3.0.0
            contacts: {{desk: {{name: Desk}}}}
            rules:
              - id: rule
                topic: industry
                binding: mandatory
                verdict: block
                title: {{de: t, en: t}}
                message: {{de: "m {{evidence}}", en: "m {{evidence}}"}}
                remedy: {{de: r, en: r}}
                source: [{{ref: test}}]
                contact: desk
                when: {when}
        """),
        encoding="utf-8",
    )
    return folder
