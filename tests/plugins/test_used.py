"""Plugins in use: what they bring acts where a ruleset uses it and nowhere else, enters the decision, and cannot break it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rulekit import Engine, InvalidContext, InvalidPlugin, InvalidRuleset
from tests.plugins.make import installed, pack

pytestmark = pytest.mark.slow  # loads packs of plugins in processes of their own

BODY = """
def _shouted(look):
    return [
        Found(hit[0], [string.span(*hit.span())])
        for string in look.strings() for hit in re.finditer("[A-Z]{3,30}", string.value)
    ]

def _kind(look):
    return look.value("account.type")

def _longer(value, least, look):
    if least == 13:
        raise ValueError("thirteen is unlucky")
    return [hit.span() for hit in re.finditer("[A-Za-z]+", value) if len(hit[0]) >= least]

def _first(look):
    text = look.value("text")
    return None if text is None else Found(text.split()[0], [Span("/text", 0, len(text.split()[0]))])

@hookimpl
def facts():
    return (
        Fact("NAME.shouted", {"type": "array", "items": TEXT}, SAYS, _shouted),
        Fact("NAME.kind", TEXT, SAYS, _kind),
        Fact("NAME.first", TEXT, SAYS, _first),
        Fact("NAME.fails", TEXT, SAYS, lambda look: look.post["nothing"]),
    )

@hookimpl
def operators():
    return (Operator("NAME.longer", ("string", "texts"), {"type": "integer"}, SAYS, {"text": {"NAME.longer": 5}}, _longer),)

@hookimpl
def packs():
    section = {"type": "object", "properties": {"brands": {"type": "array", "items": TEXT}, "least": {"type": "integer"}}, "additionalProperties": False}
    return (Pack("NAME", Path(__file__).parent / "pack", SAYS, section),)

@hookimpl
def reporters():
    return (Reporter("NAME.short", SAYS, lambda results, lang: "".join(f"{one['source']} {one['decision']['verdict']} {lang}\\n" for one in results)),
            Reporter("NAME.none", SAYS, lambda results, lang: 7))

@hookimpl
def importers():
    return (Importer("NAME.note", {"type": "object", "required": ["note"]}, SAYS, lambda payload: {"text": payload["note"]}),)

@hookimpl
def fixers():
    return (Fixer("NAME.lower", SAYS, lambda look, finding: {**look.post, "text": look.post["text"].lower()}),)
"""


@pytest.fixture
def loud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of an installed plugin, another one for each test: what is installed is looked at once in a process."""
    name = "loud" + str(abs(hash(tmp_path)))[:9]
    place = installed(tmp_path / "site", name, BODY.replace("NAME", name), version="1.2.3")
    pack(place, name, "{" + name + ".shouted: {some: {.: present}}}")
    monkeypatch.syspath_prepend(str(place))
    return name


def errors(engine: Engine, post: dict[str, object]) -> list[dict[str, object]]:
    return list(engine.check(post).to_dict("en")["errors"])


def test_a_pack_is_found_by_its_name_and_names_its_plugin_in_the_decision(loud: str) -> None:
    decision = Engine.load(loud).check({"text": "so LOUD"})
    told = decision.to_dict("en")
    assert [(one["rule"], one["evidence"]) for one in told["findings"]] == [
        (f"{loud}/rule", [{"at": "/text", "start": 3, "end": 7, "quote": "LOUD"}])
    ]
    assert told["inputs"]["plugins"] == [{"name": loud, "version": "1.2.3"}]
    assert told["inputs"]["rulesets"][0]["version"] == "3.0.0"


def test_an_installed_plugin_that_no_ruleset_uses_changes_nothing(
    loud: str, overlay: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = overlay("{text: {says: loud}}")
    with_it = Engine.load(path).check({"text": "so LOUD"})
    monkeypatch.setattr(sys, "path", [item for item in sys.path if "dist-" not in item])
    without = Engine.load(path).check({"text": "so LOUD"})
    assert with_it.to_dict("en") == without.to_dict("en")
    assert with_it.to_dict("en")["inputs"]["plugins"] == []


@pytest.mark.parametrize(
    ("when", "post", "outcome", "quote"),
    [
        ("{NAME.shouted: {count: {ge: 2}}}", {"text": "SO LOUD HERE"}, "yes", "LOUD"),
        ("{NAME.shouted: absent}", {"text": "quiet"}, "yes", None),
        ("{NAME.kind: private}", {"text": "a"}, "unknown", None),
        ("{NAME.kind: private}", {"account": {"type": "private"}}, "yes", None),
        ("{NAME.kind: {not: private}}", {"account": {"type": "private"}}, "no", None),
        ("{NAME.first: {says: hello}}", {"text": "Hello world"}, "yes", "Hello"),
        ("{NAME.first: {matches: 'l+'}}", {"text": "Hello world"}, "yes", "ll"),
        ("{text: {NAME.longer: 6}}", {"text": "short lengthy"}, "yes", "lengthy"),
        ("{any_text: {NAME.longer: 6}}", {"attachments": [{"kind": "image", "alt_text": "lengthy"}]}, "yes", "lengthy"),
        ("{text: {not: {NAME.longer: 6}}}", {"text": "short"}, "yes", None),
        ("{text: {NAME.longer: 6}}", {}, "no", None),
        ("{text: {NAME.longer: $context.NAME.least}}", {"text": "lengthy"}, "yes", "lengthy"),
        ("{text: {NAME.longer: $post.audience.min_age}}", {"text": "lengthy"}, "unknown", None),
        ("{text: {says: $context.NAME.brands}}", {"text": "by Nordwind"}, "yes", "Nordwind"),
        ("{text: {NAME.longer: 13}}", {"text": "lengthy"}, "error", None),
        ("{NAME.fails: present}", {"text": "lengthy"}, "error", None),
        ("{any: [{NAME.fails: present}, {text: {says: lengthy}}]}", {"text": "lengthy"}, "yes", "lengthy"),
    ],
)
def test_facts_and_operators_of_plugins_are_asked_like_rulekits_own(
    loud: str, overlay: Callable[[str], str], when: str, post: dict[str, object], outcome: str, quote: str | None
) -> None:
    engine = Engine.load(overlay(when.replace("NAME", loud)), context={loud: {"brands": ["Nordwind"], "least": 6}})
    found = engine.explain(post, "acme/rule")
    assert found.value == outcome
    quotes = [one.quote for finding in engine.check(post).findings for one in finding.evidence]
    assert (quote in quotes) if quote else not any(quotes)


def test_what_a_plugin_raises_is_an_error_that_names_plugin_rule_and_cause(
    loud: str, overlay: Callable[[str], str]
) -> None:
    failing = Engine.load(overlay("{" + loud + ".fails: present}"))
    assert errors(failing, {"text": "a"}) == [
        {"rule": "acme/rule", "plugin": loud, "message": f"`{loud}.fails` failed: there is no key `nothing`"}
    ]
    assert failing.check({"text": "a"}).verdict == "review"
    unlucky = Engine.load(overlay("{text: {" + loud + ".longer: 13}}"))
    assert errors(unlucky, {"text": "a"}) == [
        {"rule": "acme/rule", "plugin": loud, "message": f"`{loud}.longer` failed: thirteen is unlucky"}
    ]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{NAME.shoutet: present}", "there is no field `NAME.shoutet`; did you mean `NAME.shouted`?"),
        ("{text: {NAME.longr: 3}}", "there is no test `NAME.longr`; did you mean `NAME.longer`?"),
        ("{text: {NAME.longer: x}}", "`NAME.longer` has to be"),
        (
            "{text_length: {NAME.longer: 3}}",
            "`NAME.longer` tests a text or several texts, but `text_length` is a number",
        ),
        (
            "{context.NAME.brand: present}",
            "there is no field `context.NAME.brand`; did you mean `context.NAME.brands`?",
        ),
        ("{nobody.there: present}", "there is no field `nobody.there`"),
    ],
)
def test_a_slip_in_a_plugins_names_is_told_with_its_line(
    loud: str, overlay: Callable[[str], str], when: str, said: str
) -> None:
    with pytest.raises(InvalidRuleset) as told:
        Engine.load(overlay(when.replace("NAME", loud)))
    first = told.value.problems[0]
    assert (first.line, said.replace("NAME", loud) in first.sentence()) == (16, True)


def test_a_section_of_the_register_is_checked_by_what_the_pack_declares(loud: str) -> None:
    Engine.load("base", context={loud: {"brands": ["Nordwind"]}})
    with pytest.raises(InvalidContext, match=r"`brand` is not a key of .*; did you mean `brands`"):
        Engine.load(loud, context={loud: {"brand": ["Nordwind"]}})


def test_an_engine_with_a_plugin_can_be_sent_to_another_process(loud: str) -> None:
    engine = Engine.load(loud)
    there = pickle.loads(pickle.dumps(engine))
    assert there.check({"text": "so LOUD"}).to_dict("en") == engine.check({"text": "so LOUD"}).to_dict("en")


def test_a_program_is_of_no_use_without_its_plugin(loud: str) -> None:
    engine = Engine.load(loud)
    with pytest.raises(InvalidPlugin, match=f"the plugin `{loud}` is not installed here; install version 1.2.3"):
        type(engine)(engine.program)
    other = {**engine.program, "plugins": [{"name": loud, "version": "0.9.0", "stamp": ""}]}
    with pytest.raises(InvalidPlugin, match=r"compiled with `.*` 0.9.0, here is another one \(1.2.3\)"):
        type(engine)(other, None, engine.plugins)


def test_a_kept_program_is_compiled_anew_when_the_plugin_is_another(loud: str, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    script = (
        "import sys, pathlib; from rulekit import Engine\n"
        "e = Engine.load(sys.argv[1], cache=pathlib.Path(sys.argv[2]))\n"
        "print(e.check({'text': 'so LOUD'}).to_dict()['inputs']['plugins'][0]['version'])"
    )

    def version() -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, loud, str(cache)],
            env={"PYTHONPATH": ":".join(item for item in sys.path if item)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    assert [version(), version()] == ["1.2.3", "1.2.3"]
    assert len(list(cache.iterdir())) == 1
    info = next((tmp_path / "site").rglob("METADATA"))
    info.write_text(info.read_text(encoding="utf-8").replace("1.2.3", "1.3.0"), encoding="utf-8")
    assert version() == "1.3.0"


def test_a_check_with_the_base_pack_looks_for_no_plugins(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from rulekit import Engine\n"
        "Engine.load('base', cache=pathlib.Path(sys.argv[1])).check({'text': 'a'})\n"
        "print([name for name in ('importlib.metadata', 'pluggy', 'rulekit.plugins.host') if name in sys.modules])"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reporters_importers_and_fixers_of_plugins_work_from_the_command_line(
    loud: str, tmp_path: Path, overlay: Callable[[str], str]
) -> None:
    path = tmp_path / "note.json"
    path.write_text(json.dumps({"note": "so LOUD"}), encoding="utf-8")
    ruleset = Path(overlay("{text: {matches: '(?-i)LOUD'}}"))
    ruleset.write_text(
        ruleset.read_text(encoding="utf-8").replace("contact: desk", f"contact: desk\n    fix: [{loud}.lower]"), "utf-8"
    )

    def run(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "rulekit", *arguments],
            env={"PYTHONPATH": ":".join(item for item in sys.path if item), "RULEKIT_CACHE": ""}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    check = ("check", str(path), "--from", f"{loud}.note", "--ruleset", str(ruleset), "--lang", "en")
    assert run(*check, "--format", f"{loud}.short") == (1, f"{path.as_posix()} block en\n", "")
    status, _, told = run(*check, "--format", f"{loud}.none")
    assert (status, told.strip()) == (2, f"`{loud}.none` failed: it returned no text")
    assert f"`--format` cannot be `{loud}.nothing`" in run(*check, "--format", f"{loud}.nothing")[2]
    engine = Engine.load(str(ruleset))
    mending = engine.fix({"text": "so LOUD"}, engine.check({"text": "so LOUD"}))
    assert mending.post == {"text": "so loud"}
