"""Plugins that do what a plugin must not: each is caught, and told why, by the conformance suite or when it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rulekit import Engine, InvalidPlugin
from rulekit.testing import conformance
from tests.plugins.make import HEAD, fact, installed

pytestmark = pytest.mark.slow  # each plugin is asked in processes of its own


class Broken(NamedTuple):
    """A plugin and a part of what must be said of it."""

    body: str
    said: str


TOUCHING = "test_it_answers_the_same_twice_under_other_hash_seeds_places_and_orders_and_touches_nothing"

BROKEN = {
    "clock": Broken(
        fact("clock.year", "return str(datetime.now().year)", before="from datetime import datetime", examples="()"),
        "`clock.year` reads the clock (`now`)",
    ),
    "monotonic": Broken(
        fact("monotonic.now", "return str(monotonic())", before="from time import monotonic", examples="()"),
        "`monotonic.now` reads the clock (`monotonic`)",
    ),
    "dice": Broken(
        fact("dice.roll", "return choice('abc')", before="from random import choice", examples="()"),
        "`dice.roll` asks for chance (`getrandbits`)",
    ),
    "mutant": Broken(
        fact("mutant.text", "look.post['text'] = 'x'\nreturn 'x'", examples="()"),
        "`mutant.text` failed: a plugin cannot change what it looks at",
    ),
    "settled": Broken(
        fact("settled.words", "return {'a', 'b'}", examples="()"),
        "`settled.words` failed: it returned something JSON does not have (`set`)",
    ),
    "raising": Broken(
        fact("raising.text", "return 1 / 0", examples="()"), "`raising.text` failed: division by zero"
    ),
    "leaving": Broken(
        fact("leaving.text", "raise SystemExit(0)", examples="()"),
        "`leaving.text` failed: it tried to end the process",
    ),
    "hanging": Broken(
        fact("hanging.text", "while look.post.get('guest'):\n    pass\nreturn 'x'", examples="()"),
        "`hanging.text` hangs: no answer within 3 seconds for {",
    ),
    "undeclared": Broken(
        fact("undeclared.text", "return look.value('undeclared.other')", examples="()"),
        "there is no field or declared fact `undeclared.other`; did you mean `undeclared.text`?",
    ),
    "seeded": Broken(
        fact("seeded.first", "return list({'a', 'b', 'c', 'd', 'e', 'f'})[0]", examples="()"),
        "`seeded.first` says ",
    ),
    "counting": Broken(
        fact("counting.calls", "SEEN.append(1)\nreturn str(len(SEEN))", before="SEEN = []", examples="()"),
        "when asked twice of ",
    ),
    "numbers": Broken(
        fact("numbers.text", "return 7", examples="()"),
        "`numbers.text` failed: its value `7` does not keep the schema it declares",
    ),
    "reader": Broken(
        fact("reader.text", "return Path('/etc/hostname').read_text()", examples="()"),
        "`reader.text` reaches for the file system (`",
    ),
    "caller": Broken(
        fact("caller.text", "socket.create_connection(('127.0.0.1', 9))", before="import socket", examples="()"),
        "`caller.text` reaches for the network (`socket.",
    ),
    "environs": Broken(
        fact("environs.user", "return os.environ.get('HOME', 'x')", before="import os", examples="()"),
        "`environs.user` reads the environment",
    ),
    "yesterday": Broken(
        fact("yesterday.day", "return TODAY", before="from datetime import date\nTODAY = str(date.today())", examples="()"),
        "it cannot be imported: it reads the clock (`today`)",
    ),
    "shifted": Broken(
        fact("shifted.text", "return Found('x', [Span('/text', 3, 900)])", examples="()"),
        "`shifted.text` failed: `/text` has no characters 3 to 900",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_a_plugin_must_not_do_is_told_with_its_cause(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(installed(tmp_path, name, BROKEN[name].body)))
    suite = conformance(name, samples=25, limit=3)()
    with pytest.raises(AssertionError) as told:
        getattr(suite, TOUCHING)()
    assert BROKEN[name].said in str(told.value).partition("\n\n")[0]


def test_a_guess_where_nobody_said_anything_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = fact(
        "guessing.staff", "return (look.post.get('author') or {}).get('staff') is True", "{'type': 'boolean'}", "()"
    )
    monkeypatch.syspath_prepend(str(installed(tmp_path, "guessing", body)))
    suite = conformance("guessing", samples=25)()
    getattr(suite, TOUCHING)()
    with pytest.raises(AssertionError, match=r"`guessing.staff` guesses: false while nobody said `/author/staff`"):
        suite.test_what_it_says_without_knowing_it_still_says_when_somebody_answers()


def test_a_fact_without_example_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(installed(tmp_path, "mute", fact("mute.text", "return 'a'", examples="()"))))
    with pytest.raises(AssertionError, match=r"`mute.text` has no example"):
        conformance("mute")().test_its_facts_say_of_their_examples_what_they_promise()


UNSOUND = {
    "prefix": (fact("other.text", "return 'a'"), "plugin-prefix",
        "`other.text` does not stand under its prefix; a name here is `prefix.…`"),
    "older": (fact("older.text", "return 'a'"), "plugin-api", "it was written for version 7 of the plugin interface, this is 1"),
    "twice": (fact("twice.text", "return 'a'") + "\n@hookimpl\ndef operators():\n    return [Operator('twice.text', ('string',), {}, SAYS, {}, print)]\n",
        "plugin-twice", "it brings `twice.text` twice"),
    "shape": (fact("shape.text", "return 'a'", "{'minContains': 3}"), "plugin-schema", "the schema of `shape.text` cannot be used"),
    "unhooked": ("@hookimpl\ndef fakts():\n    return []\n", "plugin-hook", "a hook is none of rulekit's"),
    "bare": ("@hookimpl\ndef facts():\n    return {'bare.text'}\n", "plugin-type", "its hook `facts` does not return a list of `Fact`"),
    "falling": ("@hookimpl\ndef facts():\n    return [][0]\n", "plugin-fails", "its hook `facts` fails: list index out of range"),
    "importing": ("import no_such_module\n", "plugin-fails", "it cannot be imported: No module named 'no_such_module'"),
    "text": ("", "plugin-name", "this name is rulekit's own"),
    "packless": ("@hookimpl\ndef packs():\n    return [Pack('packless', Path('/nowhere'), SAYS)]\n",
        "plugin-pack", "the pack `packless` has no `ruleset.yaml`"),
    "kinds": ("@hookimpl\ndef operators():\n    return [Operator('kinds.has', ('strings',), {}, SAYS, {}, print)]\n",
        "plugin-kind", "`kinds.has` tests `strings`, which is no kind of field; did you mean `string`?"),
    "wordless": ("@hookimpl\ndef facts():\n    return [Fact('wordless.a', TEXT, 'words', print)]\n", "plugin-says", "does not say what it means"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSOUND)
def test_a_plugin_that_claims_what_it_should_not_is_not_let_in(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, kind, said = UNSOUND[name]
    head = HEAD.replace("About(1", "About(7") if name == "older" else HEAD
    monkeypatch.syspath_prepend(str(installed(tmp_path, name, body, head=head)))
    with pytest.raises(InvalidPlugin) as told:
        conformance(name)().test_it_is_installed_and_what_it_claims_is_sound()
    first = told.value.problems[0]
    assert first.kind == kind
    assert f"`{name}` (plugin_{name} 1.0.0): " in first.sentence()
    assert said in first.sentence()
    assert first.sentence("de") != first.sentence("en")


def test_two_plugins_that_claim_one_name_are_both_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overlay: Callable[[str], str]
) -> None:
    for distribution in ("first-of-two", "second-of-two"):
        place = installed(tmp_path, "shared", fact("shared.text", "return 'a'"), distribution=distribution)
        monkeypatch.syspath_prepend(str(place))
    with pytest.raises(InvalidPlugin, match=r"`first_of_two 1.0.0` and `second_of_two 1.0.0` both claim"):
        Engine.load("shared")
    # in a rule, with the line where the name stands
    with pytest.raises(
        Exception, match=r"acme.yaml:\d+:\d+: `first_of_two 1.0.0` and `second_of_two 1.0.0` both claim"
    ):
        Engine.load(overlay("{shared.text: present}"))
