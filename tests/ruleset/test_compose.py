"""Rulesets on top of rulesets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine, InvalidRuleset
from tests.small import adjust, overlay, rule, ruleset, top, verdicts, write

BELOW = ruleset("below", rule("red", "rot"), rule("blue", "blau", binding="recommendation", verdict="note"))


def complaint(*references: str) -> str:
    with pytest.raises(InvalidRuleset) as caught:
        Engine.load(*references)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0].sentence()


def test_a_ruleset_extends_a_pack_by_its_name(tmp_path: Path) -> None:
    engine = top(tmp_path, {**overlay("own"), "extends": [{"ruleset": "base", "version": ">=1,<2"}]})
    assert "base/insult" in engine.rules
    assert [one["id"] for one in engine.check({}).inputs["rulesets"]] == ["base", "own"]


def test_a_ruleset_extends_a_file_beside_it_wherever_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "policies", BELOW, overlay("own", "below"))
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert Engine.load("../policies/own.yaml").rules == ("below/blue", "below/red")


def test_a_relative_path_may_climb_and_name_a_folder(tmp_path: Path) -> None:
    (tmp_path / "group" / "firm").mkdir(parents=True)
    write(tmp_path / "group", {**BELOW, "id": "ruleset"})
    (tmp_path / "group" / "ruleset.yaml").write_text(
        (tmp_path / "group" / "ruleset.yaml").read_text().replace('"id": "ruleset"', '"id": "group"', 1)
    )
    (path,) = write(tmp_path / "group" / "firm", {**overlay("own"), "extends": [{"ruleset": ".."}]})
    assert Engine.load(path).rules == ("group/blue", "group/red")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"verdict": "block"}, {"below/red": "block", "below/blue": "note"}),
        ({"verdict": "review"}, {"below/red": "review", "below/blue": "note"}),
        ({"binding": "recommendation", "verdict": "note"}, {"below/red": "note", "below/blue": "note"}),
        ({"off": True}, {"below/blue": "note"}),
        ({"unless": {"author.role": "pr"}}, {"below/blue": "note"}),
        ({"unless": {"author.role": "hr"}}, {"below/red": "warn", "below/blue": "note"}),
    ],
)
def test_an_adjustment_changes_the_rule_it_names_and_no_other(
    tmp_path: Path, changes: dict[str, Any], expected: dict[str, str]
) -> None:
    engine = top(tmp_path, BELOW, overlay("own", "below", adjust=[adjust("below/red", **changes)]))
    assert verdicts(engine, "rot und blau", author={"role": "pr"}) == expected


def test_a_rule_on_trial_is_reported_and_does_not_count(tmp_path: Path) -> None:
    engine = top(
        tmp_path, BELOW, overlay("own", "below", adjust=[adjust("below/red", status="trial", verdict="block")])
    )
    decision = engine.check({"text": "rot"})
    assert [(finding.rule, finding.status) for finding in decision.findings] == [("below/red", "trial")]
    assert decision.verdict == "allow"


def test_an_adjustment_can_name_another_contact_of_its_own_ruleset(tmp_path: Path) -> None:
    own = overlay(
        "own",
        "below",
        contacts={"desk": {"name": {"de": "Pult", "en": "Desk"}}},
        adjust=[adjust("below/red", contact="desk")],
    )
    finding = top(tmp_path, BELOW, own).check({"text": "rot"}).findings[0]
    assert finding.to_json("en")["contact"] == {"name": "Desk"}


def test_an_unless_of_an_overlay_joins_that_of_the_rule(tmp_path: Path) -> None:
    below = ruleset("below", rule("red", "rot", unless={"author.role": "hr"}))
    engine = top(tmp_path, below, overlay("own", "below", adjust=[adjust("below/red", unless={"author.role": "pr"})]))
    found = {role: bool(verdicts(engine, "rot", author={"role": role})) for role in ("hr", "pr", "employee")}
    assert found == {"hr": False, "pr": False, "employee": True}


def test_an_unless_of_an_overlay_uses_the_lists_of_the_overlay(tmp_path: Path) -> None:
    below = ruleset("below", rule("red", "rot"), lists={"fruit": ["Apfel"]})
    own = overlay(
        "own", "below", lists={"sky": ["Abend"]}, adjust=[adjust("below/red", unless={"text": {"says": "$sky"}})]
    )
    engine = top(tmp_path, below, own)
    assert verdicts(engine, "rot am Abend") == {}
    assert verdicts(engine, "rot am Morgen") == {"below/red": "warn"}


def test_an_unless_of_an_overlay_can_use_the_elements_that_the_rule_names(tmp_path: Path) -> None:
    when = {"context.competitors": {"some": {"as": "rival", "any_text": {"says": "$rival.name"}}}}
    below = ruleset("below", rule("rival", "", when=when))
    own = overlay("own", "below", adjust=[adjust("below/rival", unless={"$rival.name": "Nordstern"})])
    engine = top(tmp_path, below, own, context={"competitors": [{"name": "Nordstern"}, {"name": "Südlicht"}]})
    assert verdicts(engine, "Nordstern") == {}
    assert verdicts(engine, "Nordstern und Südlicht") == {"below/rival": "warn"}


def test_a_second_overlay_changes_what_the_first_left(tmp_path: Path) -> None:
    first = overlay("first", "below", adjust=[adjust("below/red", verdict="review")])
    second = overlay("second", "first", adjust=[adjust("below/red", verdict="block")])
    assert verdicts(top(tmp_path, BELOW, first, second), "rot") == {"below/red": "block"}


def test_an_overlay_cannot_pass_the_cap_even_in_two_steps(tmp_path: Path) -> None:
    below = ruleset("below", rule("red", "rot", cap="warn"))
    first = overlay("first", "below", adjust=[adjust("below/red", verdict="warn")])
    second = overlay("second", "first", adjust=[adjust("below/red", verdict="review")])
    paths = write(tmp_path, below, first, second)
    assert "capped at `warn`" in complaint(paths[-1])


def test_a_rule_reached_by_two_ways_is_one_rule(tmp_path: Path) -> None:
    engine = top(tmp_path, BELOW, overlay("left", "below"), overlay("right", "below"), overlay("top", "left", "right"))
    assert engine.rules == ("below/blue", "below/red")
    assert len(engine.check({"text": "rot"}).findings) == 1


def test_a_change_on_one_of_two_ways_holds(tmp_path: Path) -> None:
    left = overlay("left", "below", adjust=[adjust("below/red", verdict="block")])
    engine = top(tmp_path, BELOW, left, overlay("right", "below"), overlay("top", "right", "left"))
    assert verdicts(engine, "rot") == {"below/red": "block"}


def test_changes_of_different_rules_on_two_ways_both_hold(tmp_path: Path) -> None:
    left = overlay("left", "below", adjust=[adjust("below/red", verdict="block")])
    right = overlay("right", "below", adjust=[adjust("below/blue", off=True)])
    engine = top(tmp_path, BELOW, left, right, overlay("top", "left", "right"))
    assert verdicts(engine, "rot und blau") == {"below/red": "block"}


@pytest.mark.parametrize("order", [("left", "right"), ("right", "left")])
def test_two_ways_that_change_a_rule_differently_are_an_error_that_names_both(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    left = overlay("left", "below", adjust=[adjust("below/red", verdict="block")])
    right = overlay("right", "below", adjust=[adjust("below/red", verdict="review")])
    paths = write(tmp_path, BELOW, left, right, overlay("top", *order))
    said = "`left` and `right` change `below/red` in different ways"
    assert complaint(paths[-1]).startswith(said)
    assert complaint(*(str(tmp_path / f"{name}.yaml") for name in order)).startswith(said)


def test_two_ways_that_change_a_list_differently_are_an_error_too(tmp_path: Path) -> None:
    below = ruleset("below", rule("red", "$reds"), lists={"reds": ["rot"]})
    left = overlay("left", "below", lists={"reds": {"add": ["purpur"]}})
    right = overlay("right", "below", lists={"reds": {"remove": ["rot"]}})
    paths = write(tmp_path, below, left, right, overlay("top", "left", "right"))
    assert complaint(paths[-1]).startswith("`left` and `right` change `below/reds` in different ways")


def test_changes_of_a_list_are_seen_by_the_rules_of_the_ruleset_that_owns_it(tmp_path: Path) -> None:
    below = ruleset("below", rule("red", "$reds"), lists={"reds": ["rot", "rosa"]})
    own = overlay("own", "below", lists={"reds": {"add": ["purpur"], "remove": ["rosa"]}})
    engine = top(tmp_path, below, own)
    assert [bool(verdicts(engine, word)) for word in ("rot", "purpur", "rosa")] == [True, True, False]


def test_an_own_list_of_two_rulesets_may_have_the_same_name_if_neither_extends_the_other(tmp_path: Path) -> None:
    left = ruleset("left", rule("word", "$words"), lists={"words": ["rot"]})
    right = ruleset("right", rule("word", "$words"), lists={"words": ["blau"]})
    engine = Engine.load(*write(tmp_path, left, right))
    assert verdicts(engine, "rot") == {"left/word": "warn"}
    assert verdicts(engine, "blau") == {"right/word": "warn"}


def test_a_contact_given_anew_replaces_that_of_the_extended_rules(tmp_path: Path) -> None:
    own = overlay("own", "below", contacts={"team": {"name": {"de": "Wir", "en": "Us"}, "email": "us@own.example"}})
    finding = top(tmp_path, BELOW, own).check({"text": "rot"}).findings[0]
    assert finding.to_json("en")["contact"] == {"name": "Us", "email": "us@own.example"}


def test_an_assumption_given_anew_replaces_the_extended_one(tmp_path: Path) -> None:
    below = ruleset("below", rule("abroad", "", when={"audience.country": "AT"}), assume={"audience.country": "DE"})
    own = overlay("own", "below", assume={"audience.country": "AT"})
    assert verdicts(top(tmp_path, below), "x") == {}
    decision = top(tmp_path, below, own).check({"text": "x"})
    assert [finding.rule for finding in decision.findings] == ["below/abroad"]
    assert decision.inputs["assumed"] == ["/audience/country"]


def test_two_rulesets_may_assume_the_same(tmp_path: Path) -> None:
    left = ruleset("left", assume={"audience.country": "DE"})
    right = ruleset("right", assume={"audience.country": "DE"})
    assert Engine.load(*write(tmp_path, left, right)).check({}).inputs["assumed"] == ["/audience/country"]


def test_two_rulesets_that_assume_different_things_are_an_error(tmp_path: Path) -> None:
    left = ruleset("left", assume={"audience.country": "DE"})
    right = ruleset("right", assume={"audience.country": "AT"})
    assert complaint(*write(tmp_path, left, right)).startswith("`left` and `right` change `audience.country`")


def test_the_order_in_which_rulesets_are_named_does_not_matter(tmp_path: Path) -> None:
    paths = write(tmp_path, BELOW, ruleset("other", rule("green", "grün")))
    one, two = Engine.load(*paths), Engine.load(*reversed(paths))
    assert one.check({"text": "rot und grün"}).to_dict() == two.check({"text": "rot und grün"}).to_dict()


def test_a_chain_of_rulesets_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    chain = [BELOW, *(overlay(f"o{number}", f"o{number - 1}" if number else "below") for number in range(20))]
    paths = write(tmp_path, *chain)
    assert Engine.load(paths[10]).rules == ("below/blue", "below/red")
    assert complaint(paths[-1]).startswith("more than 16 rulesets extend each other")
