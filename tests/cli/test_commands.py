"""The other commands, and the command line as a whole."""

from __future__ import annotations

import json

import pytest

from rulekit import __version__
from rulekit.model.resources import SCHEMA_NAMES

from .commands import ROOT, Shell


def test_the_version_is_printed(shell: Shell) -> None:
    assert shell("--version") == (0, f"rulekit {__version__}\n", "")


def test_help_names_every_command_and_its_options(shell: Shell) -> None:
    whole = shell("--help")
    assert whole.status == 0
    for name in ("check", "explain", "test", "facts", "schema"):
        assert f"  {name} " in whole.out
    assert "--fail-on" in shell("check", "-h").out


@pytest.mark.parametrize("arguments", [["chek"], ["check", "--nope"], ["schema"], ["explain", "posts/allow.json"]])
def test_a_slip_on_the_command_line_is_told_on_stderr(shell: Shell, arguments: list[str]) -> None:
    ran = shell(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err


# --- explain -----------------------------------------------------------------------------------------------------


def test_explain_shows_the_tree_of_a_rule(shell: Shell) -> None:
    ran = shell("explain", "posts/ask.json", "--rule", "shop/ask", "--lang", "en")
    assert (ran.status, ran.err) == (0, "")
    assert "cannot be decided" in ran.out
    assert "„privat“ /text 0–6" in ran.out
    assert "nobody stated /device" in ran.out


def test_explain_prints_json_too(shell: Shell) -> None:
    found = json.loads(shell("explain", "-", "--rule", "block", "--json", given='{"text": "stoppen"}').out)
    assert (found["rule"], found["value"]) == ("shop/block", "yes")


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["posts/allow.json", "--rule", "shop/blok"], "did you mean `shop/block`?", 2),
        (["posts/bad.json", "--rule", "shop/block"], "did you mean `text`?", 2),
        (["posts/nowhere.json", "--rule", "shop/block"], "cannot be read", 2),
    ],
)
def test_explain_tells_what_is_wrong(shell: Shell, arguments: list[str], said: str, status: int) -> None:
    ran = shell("explain", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err


# --- test --------------------------------------------------------------------------------------------------------


def test_test_runs_the_examples_of_the_settings_ruleset(own: Shell) -> None:
    path = own.folder / "shop.yaml"
    written = json.loads(path.read_text())
    written["rules"][4]["examples"] = {"breaks": ["stoppen", "Bitte stoppen!"], "keeps": ["weiter"]}
    path.write_text(json.dumps(written, indent=1))
    ran = own("test", "--rule", "block")
    assert (ran.status, ran.out) == (0, "3 examples kept, 0 broken\n")
    written["rules"][4]["examples"]["keeps"].append("Nicht stoppen")
    written["rules"][2]["examples"] = {"asks": ["privat"], "breaks": ["privat"], "keeps": [{"txt": "x"}]}
    path.write_text(json.dumps(written, indent=1))
    ran = own("test")
    assert ran.status == 1
    assert ran.out.endswith("4 examples kept, 3 broken\n")
    assert "`shop/block`: it should stay silent, but it fires" in ran.out
    assert "`shop/ask`: it should fire, but it cannot be decided without `/device`" in ran.out
    assert "the example is not valid: /txt `txt` is not a key" in ran.out
    assert all(line.startswith(("shop.yaml:", " ", "4 ")) for line in ran.out.splitlines())
    assert "shop/note: no examples" in ran.err


def test_test_of_a_ruleset_that_is_wrong_says_what(shell: Shell) -> None:
    ran = shell("test", "bass")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `base`?" in ran.err


# --- facts and schemas -------------------------------------------------------------------------------------------


def test_facts_list_names_everything_a_rule_can_test(shell: Shell) -> None:
    english, german = shell("facts", "--list").out, shell("facts", "--list", "--lang", "de").out
    for text in (english, german):
        names = {line.split()[0] for line in text.splitlines() if line}
        assert {
            "text",
            "account.type",
            "attachments[].alt_text",
            "context.secrets[].term",
            "urls",
            "text_length",
        } <= names
    assert english != german


@pytest.mark.parametrize("name", sorted(SCHEMA_NAMES))
def test_a_schema_is_printed_as_it_lies_in_the_repository(shell: Shell, name: str) -> None:
    text = (ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    assert shell("schema", name).out.strip() == text.strip()


def test_a_schema_is_known_by_its_short_name_and_a_slip_is_told(shell: Shell) -> None:
    assert json.loads(shell("schema", "post").out)["$id"] == "urn:rulekit:schema:post.v1"
    ran = shell("schema", "posts")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `post.v1`?" in ran.err


def test_a_reader_who_has_had_enough_is_no_failure_worth_words(shell: Shell) -> None:
    import subprocess
    import sys

    script = f"{sys.executable} -m rulekit facts --list | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=shell.folder, env=shell._env, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1
