"""Fixers of plugins: used like rulekit's own, and held to what they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from rulekit import Engine, Fixer, InvalidRuleset, Words
from rulekit.conditions.names import Plugin
from rulekit.conditions.plugins import Plugins
from tests.small import rule, ruleset, write

Mend = Callable[[Any, Mapping[str, Any]], Any]


class Own(Plugins):
    """One plugin called `own`, with the fixer `own.quiet`."""

    def __init__(self, mend: Mend) -> None:
        self._fixer = Fixer("own.quiet", Words("quiet", "leise"), mend, ("/text",))

    def find(self, prefix: str) -> Plugin | None:
        return Plugin("own", "1.0", "", fixers={"own.quiet": self._fixer}) if prefix == "own" else None

    def names(self) -> tuple[str, ...]:
        return ("own",)


def engine(folder: Path, mend: Mend, name: str = "own.quiet") -> Engine:
    loud = rule("loud", "", fix=[name], when={"text": {"matches": "(?-i:LOUD)"}})
    paths = write(folder, ruleset("shout", loud, assume={"author.staff": True}))
    return Engine.load(*paths, plugins=Own(mend))


def test_a_plugin_mends_what_its_rule_names_and_what_it_saw_beyond_the_post_stays_out(tmp_path: Path) -> None:
    quiet = engine(tmp_path, lambda look, finding: {**look.post, "text": look.post["text"].lower()})
    post = {"text": "LOUD", "lang": "en"}
    mending = quiet.fix(post, quiet.check(post))
    assert dict(mending.post) == {"text": "loud", "lang": "en"}
    assert [(one.fix, one.at) for one in mending.changed] == [("own.quiet", "/text")]


@pytest.mark.parametrize(
    ("mend", "reason"),
    [
        (lambda look, finding: None, "the plugin cannot mend this"),
        (lambda look, finding: {**look.post, "title": "x"}, "it would change `/title`, which it does not name"),
        (lambda look, finding: {**look.post, "text": 1 / 0}, "`own.quiet` failed: division by zero"),
        (lambda look, finding: "loud", "`own.quiet` returned no post"),
        (lambda look, finding: {**look.post, "text": finding["rule"] + " LOUD"}, "the finding would stay as it is"),
    ],
)
def test_a_plugin_that_oversteps_fails_or_does_not_help_is_withdrawn(tmp_path: Path, mend: Mend, reason: str) -> None:
    loud = engine(tmp_path, mend)
    mending = loud.fix({"text": "LOUD"}, loud.check({"text": "LOUD"}))
    assert dict(mending.post) == {"text": "LOUD"}
    assert [one.why.en for one in mending.withdrawn] == [reason]


def test_a_fixer_that_no_plugin_brings_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        engine(tmp_path, lambda look, finding: None, "own.loud")
    assert caught.value.problems[0].kind == "no-fixer"
