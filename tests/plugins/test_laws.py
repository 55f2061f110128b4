"""The laws of the engine with every installed plugin at work; with none installed, they hold for `base` as they must anyway."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit import Engine
from rulekit.conditions.names import Plugin
from rulekit.plugins.installed import INSTALLED
from rulekit.testing import posts, registers
from rulekit.testing.documents import INSTANTS
from rulekit.testing.trial import turned

pytestmark = pytest.mark.slow  # compiles all packs in several processes


def plugins() -> list[Plugin]:
    return [found for name in INSTALLED.names() if (found := INSTALLED.find(name)) is not None]


SECTIONS = {name: form for plugin in plugins() for name, form in plugin.sections.items()}
TIMES = st.sampled_from((None, *INSTANTS))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load("base", *sorted(name for plugin in plugins() for name in plugin.packs))


@pytest.fixture(scope="module")
def backwards() -> Engine:
    return Engine.load(*sorted((name for plugin in plugins() for name in plugin.packs), reverse=True), "base")


@settings(settings.get_profile("laws"), max_examples=60)
@given(post=posts(), context=registers(SECTIONS), at=TIMES)
def test_neither_the_order_of_rulesets_and_keys_nor_another_process_changes_a_decision(
    engine: Engine, backwards: Engine, post: dict[str, Any], context: dict[str, Any] | None, at: str | None
) -> None:
    here = engine.with_context(context)
    decision = here.check(post, at).to_dict("en")
    assert here.check(turned(post), at).to_dict("en") == decision
    there = pickle.loads(pickle.dumps(here))
    assert there.check(post, at).to_dict("en") == decision
    other = backwards.with_context(context).check(post, at).to_dict("en")
    for whole in (decision, other):
        for key in ("decision", "inputs"):
            del whole[key]
    assert other == decision


@settings(settings.get_profile("laws"), max_examples=60)
@given(post=posts(), context=registers(SECTIONS), at=TIMES)
def test_no_plugin_fails_and_only_those_in_use_are_named(
    engine: Engine, post: dict[str, Any], context: dict[str, Any] | None, at: str | None
) -> None:
    decision = engine.with_context(context).check(post, at).to_dict("en")
    assert decision["errors"] == []
    assert [one["name"] for one in decision["inputs"]["plugins"]] == sorted(INSTALLED.names())


def test_a_decision_of_base_is_the_same_with_and_without_plugins_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    post = {"text": "DE0007164600 steigt garantiert!", "account": {"type": "private"}}
    beside = Engine.load("base").check(post).to_dict("en")
    assert beside["inputs"]["plugins"] == []
    from rulekit.engine.engine import Engine as Alone

    assert Alone.load("base").check(post).to_dict("en") == beside
