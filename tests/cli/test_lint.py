"""`rulekit lint` as people run it."""

from __future__ import annotations

import pytest

from .commands import Shell

pytestmark = pytest.mark.slow  # compiles the base pack in processes of their own


def test_lint_says_what_it_found_and_ends_well(shell: Shell) -> None:
    ran = shell("lint", "--lang", "en")
    assert ran.status == 0
    assert ran.err.endswith(" notes\n")


def test_a_warning_ends_with_one_only_when_strict(own: Shell) -> None:
    text = (own.folder / "shop.yaml").read_text(encoding="utf-8")
    (own.folder / "shop.yaml").write_text(f"effective: {{from: 2020-01-01}}\n{text}", encoding="utf-8")
    arguments = ("lint", "base", "--at", "2040-01-01", "--lang", "de")
    assert own(*arguments).status == 0
    ran = own(*arguments, "--strict")
    assert ran.status == 1
    assert ran.out.startswith("Warnung: rulesets/platforms.yaml:")
    assert ran.err == "1 Warnung, 0 Hinweise\n"


def test_idle_rules_are_listed_for_a_register_in_json_too(own: Shell) -> None:
    (own.folder / "register.json").write_text('{"org": {"names": ["Nordwind"]}}', encoding="utf-8")
    ran = own("lint", "base", "--context", "register.json", "--at", "2026-01-01", "--lang", "de", "--strict")
    assert ran.status == 0
    assert "Hinweis: ohne `secrets` im Register ruhen diese Regeln: " in ran.out
    assert ran.err.startswith("0 Warnungen, ")


@pytest.mark.parametrize("day", ["gestern", "2026-13-01"])
def test_a_day_that_is_none_is_told(shell: Shell, day: str) -> None:
    ran = shell("lint", "--at", day, "--lang", "de")
    assert (ran.status, ran.out, ran.err) == (2, "", f"`--at {day}` ist kein Datum; es so schreiben: 2026-05-04\n")


def test_a_ruleset_that_is_not_valid_is_no_matter_for_lint(shell: Shell) -> None:
    ran = shell("lint", "nowhere.yaml", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "there is no ruleset `nowhere.yaml`" in ran.err
