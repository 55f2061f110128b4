"""How platforms count, and what they allow."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulekit.facts.limits import COUNTINGS
from rulekit.facts.seen import KNOWN, NONE

from .posts import seen

ROOT = Path(__file__).parents[2]

LENGTHS = [
    ("x", "Hallo", 5),
    ("x", "Schön – ‚gut‘", 13),
    ("x", "日本", 4),
    ("x", "👩‍💻🇩🇪❤️1️⃣", 8),
    ("x", "cafe\u0301", 4),
    ("x", "Mehr: https://www.nordwind.de/ein/sehr/langer/weg/zu/den/stellen?id=1", 29),
    ("x", "Mehr: nordwind.de", 29),
    ("mastodon", "Danke @anna@norden.social! 👩‍💻", 14),
    ("x", "Mehr: https://intern.example/", 29),  # no domain that anyone can have: nothing that X would link
    ("mastodon", "https://a.de/ " * 2, 48),
    ("mastodon", "a.de/lang/und/breit", 19),
    ("mastodon", "Danke @anna@norden.social, @ben!", 18),
    ("bluesky", "👩‍👩‍👧‍👦" * 2, 5),
    ("bluesky", "Größe", 5),
    ("threads", "Hi 👍", 7),
    ("linkedin", "Hi 👍", 5),
    ("instagram", "Hi 👍", 5),
    ("facebook", "Grüße", 5),
    ("tiktok", "👍", 2),
    ("youtube", "Grüße", 7),
    ("whatsapp", "👍", 2),
    ("blog", "Drei kleine Wörter.", 3),
]


@pytest.mark.parametrize(("platform", "text", "length"), LENGTHS)
def test_a_text_is_as_long_as_its_platform_says(platform: str, text: str, length: int) -> None:
    assert seen("text_length", {"platform": platform, "text": text}).value == length


@pytest.mark.parametrize(
    ("text", "too_long"),
    [("a" * 300, False), ("a" * 301, True), ("👩‍👩‍👧‍👦" * 120, False), ("👩‍👩‍👧‍👦" * 121, True), ("ä" * 300, False)],
)
def test_a_post_on_bluesky_is_too_long_by_graphemes_or_by_bytes(text: str, too_long: bool) -> None:
    post = {"platform": "bluesky", "text": text}
    assert (seen("text_length", post).value > seen("limits", post).value["text"]) is too_long


def test_on_mastodon_the_content_warning_counts() -> None:
    assert seen("text_length", {"platform": "mastodon", "text": "Hallo", "title": "Politik"}).value == 12


@pytest.mark.parametrize("post", [{}, {"platform": "orkut"}, {"platform": "xing"}, {"platform": None}])
def test_nothing_is_said_about_a_platform_nobody_knows(post: Any) -> None:
    assert seen("text_length", {"text": "Hallo", **post}).state == NONE
    assert seen("limits", {"text": "Hallo", **post}).state == NONE


def test_a_limit_of_the_account_goes_before_the_platforms_own() -> None:
    post = {"platform": "mastodon", "account": {"text_limit": 5000}, "text": "Hallo"}
    fact = seen("limits", post)
    assert fact.value == {"text": 5000, "alt_text": 1500, "attachments": 4}
    assert fact.at == "/account/text_limit"


def test_a_limit_of_the_account_holds_on_any_platform() -> None:
    post = {"platform": "intranet", "account": {"text_limit": 3}, "text": "Hallo"}
    assert seen("limits", post).value == {"text": 3}
    assert seen("text_length", post).value == 5


@pytest.mark.parametrize(
    ("post", "limit"),
    [
        ({"platform": "tiktok"}, 2200),
        ({"platform": "tiktok", "attachments": [{"kind": "video"}]}, 2200),
        ({"platform": "tiktok", "attachments": [{"kind": "image"}]}, 4000),
        ({"platform": "whatsapp", "attachments": [{"kind": "image"}]}, 1024),
        ({"platform": "whatsapp", "attachments": [{"kind": "link-card"}]}, 4096),
        ({"platform": "linkedin", "reply_to": {"sentiment": "negative"}}, 1250),
        ({"platform": "linkedin", "reply_to": None}, 3000),
    ],
)
def test_attachments_and_replies_may_have_a_limit_of_their_own(post: Any, limit: int) -> None:
    assert seen("limits", post).value["text"] == limit


def test_a_post_without_text_has_length_nought() -> None:
    fact = seen("text_length", {"platform": "x"})
    assert (fact.state, fact.value) == (KNOWN, 0)


def _platforms() -> Any:
    return yaml.safe_load((ROOT / "rulesets" / "platforms.yaml").read_text(encoding="utf-8"))


def test_the_table_a_check_reads_is_the_one_people_read() -> None:
    script = ROOT / "scripts" / "platforms.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


def test_every_entry_says_where_it_comes_from_how_old_and_how_sure_it_is() -> None:
    entries = [entry for platform in _platforms().values() if platform for entry in platform.values() if entry]
    assert all(entry["source"] and isinstance(entry["as_of"], date) for entry in entries)
    assert {entry["confidence"] for entry in entries} == {"verified", "recalled"}


def test_every_counting_of_the_table_is_known() -> None:
    used = {platform["text"]["counting"] for platform in _platforms().values() if platform}
    assert used <= set(COUNTINGS)


def test_no_check_imports_yaml() -> None:
    code = "import sys; from rulekit.facts.table import facts; facts(); assert 'yaml' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
