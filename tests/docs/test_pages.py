"""The pages are complete, and what they say of terms is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rulekit.cli.settings import KEYS
from rulekit.engine.engine import Engine
from rulekit.model.resources import schema
from rulekit.model.verdict import VERDICTS
from rulekit.reports import FORMATS
from rulekit.ruleset.check import PLACEHOLDERS

from .pages import PAGES, ROOT, docs, name_of, text_of

LANGUAGE = [ROOT / "docs" / "language.md", ROOT / "docs" / "de" / "sprache.md"]
_LINK = re.compile(r"\]\(([^)#]+)?(?:#([^)]+))?\)")

TERMS = [
    ("Vertrag", "Die Verträge liegen bereit."),
    ("Vertrag", "Wegen des Vertrags."),
    ("Vertrag", "Die Vertraege liegen bereit."),
    ("Mitarbeiter", "Eine Mitarbeiterin hat gewonnen."),
    ("Mitarbeiter", "Alle Mitarbeiter*innen sind eingeladen."),
    ("streng vertraulich", "Das sind streng vertrauliche Zahlen."),
    ("an|kündigen", "Das kündigen wir morgen an."),
    ("an|kündigen", "Das ist längst angekündigt."),
    ("*geheimnis", "Das ist ein Betriebsgeheimnis."),
    ("geheimnis*", "Er ist Geheimnisträger."),
    ("=IPO", "Der IPO kommt."),
    ("verlosen", "Er verlost eine Lampe, sie verlosten zwei."),
]
"""Terms of the language references, and texts that they find."""


def _keys() -> Iterator[str]:
    root = schema("ruleset.v1")
    yield from root["properties"]
    for name in ("rule", "adjust"):
        yield from root["$defs"][name]["properties"]


@pytest.mark.parametrize("page", LANGUAGE, ids=name_of)
@pytest.mark.parametrize("key", sorted(set(_keys())))
def test_the_references_name_every_key_of_a_ruleset(page: Path, key: str) -> None:
    assert re.search(rf"`{key}(?:: \w+)?`", text_of(page))


@pytest.mark.parametrize("page", LANGUAGE, ids=name_of)
def test_the_references_name_every_topic_placeholder_and_option_of_says(page: Path) -> None:
    rule = schema("ruleset.v1")["$defs"]["rule"]["properties"]
    says: Any = next(one for one in _operators() if one.name == "says").schema
    options = next(branch["properties"] for branch in says["anyOf"] if "properties" in branch)
    wanted = [*rule["topic"]["enum"], *(f"{{{name}}}" for name in PLACEHOLDERS), *(f"`{name}`" for name in options)]
    text = text_of(page)
    assert [name for name in wanted if name not in text] == []


def _operators() -> tuple[Any, ...]:
    from rulekit.conditions.table import operators

    return tuple(operators().values())


def test_the_pages_name_every_verdict_format_and_setting() -> None:
    concepts, reports, cli = (text_of(ROOT / "docs" / f"{name}.md") for name in ("concepts", "reports", "cli"))
    assert [name for name in VERDICTS if f"| `{name}` |" not in concepts] == []
    assert [name for name in FORMATS if f"| `{name}` |" not in reports] == []
    assert [name for name in KEYS if f"| `{name}` |" not in cli] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(text_of(page)):
        if target.startswith("http"):
            continue
        found = page.parent / target if target else page
        assert found.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", text_of(found), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_decision_is_numbered_in_a_row_and_says_why() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in found] == [f"{number:03}-" for number in range(1, len(found) + 1)]
    for path in found:
        text = text_of(path)
        assert text.startswith(f"# {path.name[:3]}: ")
        assert "**Decided.**" in text
        assert "**Why" in text


@pytest.mark.parametrize(("term", "text"), TERMS)
def test_a_term_finds_what_the_references_say(term: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text(RULESET.replace("TERM", term), encoding="utf-8")
    assert Engine.load(path).check({"text": text}).findings


RULESET = """
rulekit: 1
id: terms
version: 1.0.0
contacts: {c: {name: c}}
rules:
  - id: term
    topic: tone
    binding: recommendation
    verdict: note
    title: {de: t, en: t}
    when: {text: {says: "TERM"}}
    message: {de: m, en: m}
    remedy: {de: r, en: r}
    source: [{ref: r}]
    contact: c
"""


@pytest.mark.parametrize(
    ("written", "real", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("Decision 0123456789ab · base\n", "Decision ba9876543210 · base\n", True),
    ],
)
def test_a_transcript_may_leave_lines_out_but_not_change_them(written: str, real: str, same: bool) -> None:
    assert docs.alike(written, real) is same


def test_a_stale_transcript_is_renewed_around_what_it_leaves_out() -> None:
    assert docs.renewed("old\n…\nend\n", "new\nb\nc\nlast\n") == "new\n…\nlast\n"
    assert docs.renewed("old\n", "new\nb\n") == "new\nb\n"
