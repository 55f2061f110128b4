"""What `lint` says about valid rulesets: what ages, what does nothing, whom nobody reaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rulekit.authoring.lint import CHECKS, Remark, lint, older, platforms
from rulekit.engine.world import world
from rulekit.plugins.installed import Engine
from rulekit.ruleset.load import load
from tests.small import rule, ruleset, write

pytestmark = pytest.mark.slow  # compiles the base pack again and again

DAY = date(2026, 5, 4)
REACHABLE = {"team": {"name": {"de": "Stelle", "en": "Desk"}, "email": "desk@nordwind.de"}}


def remarks(
    folder: Path, *rules: Any, register: Mapping[str, Any] | None = None, today: date = DAY, **more: Any
) -> list[Remark]:
    """What lint says about a ruleset of those rules."""
    value = ruleset("shop", *rules, **more)
    (path,) = write(folder, value)
    program = Engine.load(path).program
    return list(lint(load(path, world()), program["rules"], register, today))


def kinds(found: list[Remark]) -> list[str]:
    return [one.check for one in found]


LIMITS = rule("long", "", when={"text_length": {"gt": "$post.limits.text"}})
PLAIN = rule("plain", "Sommer")


def test_a_ruleset_that_is_fine_gets_no_remark(tmp_path: Path) -> None:
    assert remarks(tmp_path, PLAIN, contacts=REACHABLE, register={}) == []


@pytest.mark.parametrize(
    ("as_of", "today", "old"),
    [
        ("2025-05-04", date(2026, 5, 4), False),
        ("2025-05-04", date(2026, 5, 5), True),
        ("2024-02-29", date(2025, 2, 28), False),
        ("2024-02-29", date(2025, 3, 1), True),
        ("someday", date(2030, 1, 1), False),
    ],
)
def test_twelve_months_are_counted_by_the_calendar(as_of: str, today: date, old: bool) -> None:
    assert older(as_of, today) is old


def test_limits_that_rules_read_are_told_when_they_are_older_than_twelve_months(tmp_path: Path) -> None:
    newest = max(entry["as_of"] for one in platforms().value.values() if one for entry in one.values() if entry)
    after = date(int(newest[:4]) + 2, 1, 1)
    (told,) = remarks(tmp_path, LIMITS, contacts=REACHABLE, today=after)
    assert told.check == "old-platform-data" and told.warns
    assert "`mastodon`" in told.problem.sentence("en") and "älter als zwölf Monate" in told.problem.sentence("de")
    assert told.problem.file == "rulesets/platforms.yaml" and "as_of" in (told.problem.shown or "")
    assert remarks(tmp_path, PLAIN, contacts=REACHABLE, today=after) == []
    assert remarks(tmp_path, LIMITS, contacts=REACHABLE, today=date.fromisoformat(newest)) == []


def test_idle_rules_are_listed_by_what_the_register_lacks(tmp_path: Path) -> None:
    secret = rule("secret", "", when={"context.secrets": {"some": {"as": "s", "any_text": {"says": "$s.term"}}}})
    (told,) = remarks(tmp_path, PLAIN, secret, contacts=REACHABLE, register={"org": {}})
    assert (told.check, told.warns) == ("idle-rules", False)
    assert told.problem.sentence("en") == "without `secrets` in the register these rules do nothing: `shop/secret`"
    assert remarks(tmp_path, PLAIN, secret, contacts=REACHABLE, register={"secrets": []}) == []
    assert remarks(tmp_path, PLAIN, secret, contacts=REACHABLE) == []


def test_a_rule_whose_time_is_over_is_told_at_its_place(tmp_path: Path) -> None:
    over, today = (rule(name, "Sommer", effective={"until": until}) for name, until in (("over", "2026-05-03"), ("today", "2026-05-04")))  # fmt: skip
    (told,) = remarks(tmp_path, over, today, contacts=REACHABLE)
    assert told.check == "ended-rule" and "`over`" in told.problem.sentence("de")
    assert told.problem.line is not None


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"email": "desk@nordwind.de"}, []),
        ({"phone": "+49 30 1"}, []),
        ({"url": "https://nordwind.de/hilfe"}, []),
        ({}, ["unreachable-contact"]),
        ({"email": "desk@nordwind.example"}, ["placeholder-contact"]),
    ],
)
def test_a_contact_that_nobody_reaches_is_told(tmp_path: Path, contact: dict[str, str], said: list[str]) -> None:
    name = {"name": {"de": "Stelle", "en": "Desk"}}
    assert kinds(remarks(tmp_path, PLAIN, contacts={"team": {**name, **contact}})) == said


def test_whoever_extends_a_pack_is_told_of_its_placeholders_and_the_pack_itself_is_not(tmp_path: Path) -> None:
    found = remarks(tmp_path, PLAIN, contacts=REACHABLE, extends=[{"ruleset": "base", "version": ">=1"}])
    assert "placeholder-contact" in kinds(found)
    program = Engine.load("base").program
    assert list(lint(load("base", world()), program["rules"], None, date(2026, 1, 1))) == []


def test_every_check_says_what_it_is_about_in_both_languages() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(words[0].isupper() and words.endswith(".") for check in CHECKS for words in check.says)
