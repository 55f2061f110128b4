"""`rulekit check` as scripts and people run it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from .commands import Shell

pytestmark = pytest.mark.slow  # a process for each command

P = "posts/"


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


# --- exit statuses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "status"),
    [
        (["allow"], 0),
        (["note", "warn"], 0),
        (["ask"], 1),
        (["review"], 1),
        (["block"], 1),
        (["bad"], 2),
        (["nowhere"], 3),
        (["allow", "block", "allow"], 1),
        (["block", "bad", "block"], 2),
        (["nowhere", "bad", "block"], 3),
    ],
)
def test_the_exit_status_tells_the_worst_that_happened(shell: Shell, posts: list[str], status: int) -> None:
    assert shell("check", *(f"{P}{name}.json" for name in posts), "--format", "json").status == status


@pytest.mark.parametrize(
    ("fail_on", "post", "status"),
    [("note", "note", 1), ("warn", "note", 0), ("block", "review", 0), ("block", "bad", 2)],
)
def test_fail_on_moves_the_line(shell: Shell, fail_on: str, post: str, status: int) -> None:
    assert shell("check", f"{P}{post}.json", "--fail-on", fail_on).status == status


# --- what is given -----------------------------------------------------------------------------------------------


def test_one_post_gives_one_decision(shell: Shell) -> None:
    ran = shell("check", "posts/block.json", "--format", "json", "--at", "2026-05-04T10:00:00+02:00")
    decision = json.loads(ran.out)
    assert decision["verdict"] == "block"
    assert decision["inputs"]["at"] == "2026-05-04T10:00:00+02:00"
    assert ran.err == ""


def test_without_a_time_the_current_one_is_taken_and_told(shell: Shell) -> None:
    at = json.loads(shell("check", "posts/allow.json", "--format", "json").out)["inputs"]["at"]
    assert at[:2] == "20"
    assert len(at) == len("2026-05-04T10:00:00+02:00")


def test_several_posts_give_lines_in_the_order_named(shell: Shell) -> None:
    ran = shell("check", "posts/warn.json", "posts/bad.json", "posts/allow.json", "--format", "json")
    found = lines(ran.out)
    assert [line["source"] for line in found] == ["posts/warn.json", "posts/bad.json", "posts/allow.json"]
    assert [line.get("decision", {}).get("verdict") for line in found] == ["warn", None, "allow"]
    assert found[1]["error"]["kind"] == "unknown-key"
    assert found[1]["error"]["at"] == "/txt"
    assert "did you mean `text`?" in found[1]["error"]["message"]


def test_a_folder_gives_its_posts_by_name(shell: Shell) -> None:
    ran = shell("check", "posts", "--format", "json")
    names = ["allow", "ask", "bad", "block", "note", "review", "warn"]
    assert [line["source"] for line in lines(ran.out)] == [f"posts/{name}.json" for name in names]
    assert ran.status == 2


def test_a_bad_line_in_the_middle_stops_nobody(own: Shell) -> None:
    rows = ['{"id": "a", "text": "stoppen"}', "", '{"text": ', '{"txt": "x"}', '{"id": "z", "text": "null"}', ""]
    (own.folder / "many.jsonl").write_text("\n".join(rows))
    ran = own("check", "many.jsonl", "--format", "json")
    found = lines(ran.out)
    assert [(line["line"], line.get("id"), "error" in line) for line in found] == [
        (1, "a", False),
        (3, None, True),
        (4, None, True),
        (5, "z", False),
    ]
    assert ran.status == 2
    assert found[1]["error"]["message"] == "a value is missing here"


@pytest.mark.parametrize(
    ("given", "verdicts"),
    [
        ('{"text": "stoppen"}', ["block"]),
        ('{\n  "text": "stoppen"\n}\n', ["block"]),
        ('{"text": "stoppen"}\n{"text": "null"}\n', ["block", "allow"]),
        ('{"text": "stoppen"}\nno\n{"text": "null"}\n', ["block", None, "allow"]),
        ("", [None]),
        ("\ufeff" + '{"text": "stoppen"}', ["block"]),
    ],
)
@pytest.mark.parametrize("named", [[], ["-"]])
def test_standard_input_holds_one_post_or_lines(
    shell: Shell, given: str, verdicts: list[str | None], named: list[str]
) -> None:
    ran = shell("check", *named, "--format", "json", given=given)
    if len(verdicts) == 1 and verdicts[0]:
        assert json.loads(ran.out)["verdict"] == verdicts[0]
    else:
        assert [one.get("decision", {}).get("verdict") for one in lines(ran.out)] == verdicts
    assert ran.status == (2 if None in verdicts else 1)


def test_an_empty_folder_is_told_on_stderr(own: Shell) -> None:
    (own.folder / "empty").mkdir()
    ran = own("check", "empty")
    assert (ran.status, ran.out) == (2, "")
    assert "there is no post here" in ran.err


def test_a_post_that_cannot_be_read_is_a_result_and_not_the_end(shell: Shell) -> None:
    ran = shell("check", "posts/nowhere.json", "posts/allow.json", "--format", "json")
    found = lines(ran.out)
    assert found[0]["error"]["kind"] == "unreadable"
    assert found[1]["decision"]["verdict"] == "allow"


# --- formats -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rich", "plain", "json", "sarif", "junit", "github", "markdown", "html"])
def test_each_format_is_written_to_stdout_and_nothing_else_is(shell: Shell, name: str) -> None:
    ran = shell("check", "posts/block.json", "posts/allow.json", "--format", name, "--lang", "en")
    assert ran.err == ""
    assert ran.status == 1
    assert ran.out.endswith("\n")
    assert "\x1b" not in ran.out, "no colours where nobody sees them"
    if name == "json":
        assert len(lines(ran.out)) == 2
    elif name == "sarif":
        assert json.loads(ran.out)["version"] == "2.1.0"
    elif name == "junit":
        ET.fromstring(ran.out)
    elif name == "html":
        assert ran.out.startswith("<!doctype html>") or ran.out.startswith("<!DOCTYPE html>")
    else:
        assert "Rule block" in ran.out


def test_piped_output_is_plain_and_does_not_depend_on_the_window(shell: Shell) -> None:
    wide, narrow = (
        shell("check", "posts/block.json", "--at", "2026-05-04T10:00:00Z", COLUMNS=size) for size in ("300", "20")
    )
    assert wide == narrow
    assert wide.out == shell("check", "posts/block.json", "--at", "2026-05-04T10:00:00Z", "--format", "plain").out


def test_words_come_in_the_language_asked_for(shell: Shell) -> None:
    assert "Regel block" in shell("check", "posts/block.json", "--lang", "de").out
    assert "Rule block" in shell("check", "posts/block.json").out, "the ruleset's own language"
    assert "Rule block" in shell("check", "posts/block.json", LANG="de_DE.UTF-8").out


# --- questions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ("private\n", "block"),
        ("company\n", "allow"),
        ("c\n", "allow"),
        ("\n", "ask"),
        ("", "ask"),
        ("nonsense\nPRIVATE\n", "block"),
    ],
)
def test_ask_puts_the_question_and_decides_again(shell: Shell, answers: str, verdict: str) -> None:
    ran = shell("check", "posts/ask.json", "--ask", "--format", "json", given=answers)
    assert json.loads(ran.out)["verdict"] == verdict
    assert "> " in ran.err
    assert "company / private" in ran.err
    assert ("please one of the answers" in ran.err) == answers.startswith("nonsense")


def test_the_file_of_a_post_stays_as_it_is_when_questions_are_answered(shell: Shell) -> None:
    before = (shell.folder / "posts/ask.json").read_bytes()
    shell("check", "posts/ask.json", "--ask", given="private\n")
    assert (shell.folder / "posts/ask.json").read_bytes() == before


# --- acknowledging, being unsure, waivers -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["shop/warn", "warn"])
def test_an_acknowledged_recommendation_does_not_count(shell: Shell, name: str) -> None:
    ran = shell("check", "posts/warn.json", "--ack", name, "--reason", "Passt hier.", "--format", "json")
    decision = json.loads(ran.out)
    assert decision["verdict"] == "allow"
    assert decision["findings"][0]["waiver"]["reason"] == "Passt hier."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--ack", "shop/block", "--reason", "x"], "`shop/block` is mandatory and cannot be acknowledged"),
        (["--ack", "shop/wern", "--reason", "x"], "did you mean `shop/warn`?"),
        (["--ack", "shop/warn"], "each `--ack` needs a `--reason`"),
        (["--ack", "shop/warn", "--reason", " "], "each `--ack` needs a `--reason`"),
        (["--reason", "x"], "each `--ack` needs a `--reason`"),
        (["--format", "jsn"], "did you mean `json`?"),
        (["--fail-on", "blok"], "did you mean `block`?"),
        (["--lang", "fr"], "choose one of `de`, `en`"),
        (["--ruleset", "bas"], "did you mean `base`?"),
        (["--context", "nowhere.yaml"], "`nowhere.yaml` cannot be read"),
        (["--waivers", "nowhere.yaml"], "`nowhere.yaml` cannot be read"),
        (["--rulset", "base"], "--ruleset"),
    ],
)
def test_an_option_that_is_wrong_is_told_with_what_was_meant(shell: Shell, options: list[str], said: str) -> None:
    ran = shell("check", "posts/warn.json", *options)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_an_evaluation_time_that_is_none_is_told(shell: Shell) -> None:
    ran = shell("check", "posts/allow.json", "--at", "gestern")
    assert ran.status == 2
    assert "`gestern` is not a time with an offset" in ran.out + ran.err


def test_whoever_is_unsure_gets_a_review(shell: Shell) -> None:
    ran = shell("check", "posts/allow.json", "--unsure", "--format", "json")
    assert (ran.status, json.loads(ran.out)["verdict"]) == (1, "review")


def test_waivers_that_did_nothing_are_told_on_stderr(own: Shell) -> None:
    entry = "  - {{rule: shop/{}, reason: {}, approved_by: Leitung, expires: {}}}\n"
    rows = [("block", "A", "2030-01-01"), ("review", "B", "2030-01-01"), ("review", "C", "2020-01-01")]
    (own.folder / "waivers.yaml").write_text("rulekit: 1\nwaivers:\n" + "".join(entry.format(*row) for row in rows))
    ran = own(
        "check", "posts/block.json", "posts/allow.json", "--waivers", "waivers.yaml", "--at", "2026-05-04T10:00:00Z"
    )
    assert ran.status == 0
    assert ran.err == "waiver not used: shop/review (B)\nwaiver expired: shop/review (C)\n"


# --- settings ----------------------------------------------------------------------------------------------------


def test_settings_lie_beside_the_post_or_above_it_wherever_the_command_runs(own: Shell) -> None:
    deep = own.folder / "posts" / "drafts" / "may"
    deep.mkdir(parents=True)
    (deep / "a.json").write_text('{"text": "stoppen"}')
    elsewhere = own.folder.parent / (own.folder.name + "-elsewhere")
    elsewhere.mkdir()
    ran = own("check", str(deep / "a.json"), "--format", "json", cwd=str(elsewhere))
    assert [one["id"] for one in json.loads(ran.out)["inputs"]["rulesets"]] == ["shop"]


def test_the_nearest_settings_win_and_options_win_over_them(own: Shell) -> None:
    near = own.folder / "posts" / "rulekit.yaml"
    near.write_text("ruleset: ../shop.yaml\nformat: json\nlang: de\nfail_on: warn\n")
    ran = own("check", "posts/warn.json")
    assert (ran.status, json.loads(ran.out)["findings"][0]["title"]) == (1, "Regel warn")
    assert own("check", "posts/warn.json", "--fail-on", "block", "--format", "plain", "--lang", "en").status == 0


def test_settings_can_stand_in_pyproject_toml(own: Shell) -> None:
    (own.folder / "rulekit.yaml").unlink()
    (own.folder / "pyproject.toml").write_text('[tool.rulekit]\nruleset = ["shop.yaml"]\nfail_on = "note"\n')
    assert own("check", "posts/note.json").status == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rulset: shop.yaml\n", "did you mean `ruleset`?"),
        ("ruleset: 3\n", "rulekit.yaml:1:1"),
        ("ruleset: shop.yml\n", "there is no ruleset `shop.yml`"),
        ("lang: fr\n", "choose one of `de`, `en`"),
        ("format: xml\n", "`--format` cannot be `xml`"),
        ("- shop.yaml\n", "settings are a mapping"),
        ("ruleset: [shop.yaml\n", "the bracket `[` opened here is not closed"),
        ("ruleset: shop.yaml\ncontext: register.yaml\n", "cannot be read"),
    ],
)
def test_settings_that_are_wrong_are_told_with_their_line(own: Shell, text: str, said: str) -> None:
    (own.folder / "rulekit.yaml").write_text(text)
    ran = own("check", "posts/allow.json")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_ruleset_that_settings_name_like_a_pack_is_the_one_beside_them(own: Shell) -> None:
    (own.folder / "base").mkdir()
    (own.folder / "shop.yaml").rename(own.folder / "base" / "ruleset.yaml")
    (own.folder / "rulekit.yaml").write_text("ruleset: base\n")
    assert "Rule block" in own("check", "posts/block.json").out


def test_posts_of_two_folders_are_checked_by_their_own_settings(own: Shell) -> None:
    other = own.folder / "other"
    other.mkdir()
    (other / "rulekit.yaml").write_text("ruleset: empty.yaml\n")
    (other / "empty.yaml").write_text("rulekit: 1\nid: empty\nversion: 1.0.0\n")
    (other / "block.json").write_text('{"text": "stoppen"}')
    found = lines(own("check", "posts/block.json", "other/block.json", "--format", "json").out)
    assert [line["decision"]["verdict"] for line in found] == ["block", "allow"]


def test_a_ruleset_with_mistakes_is_told_on_stderr_with_its_lines(own: Shell) -> None:
    path = own.folder / "shop.yaml"
    path.write_text(path.read_text().replace('"recommendation"', '"recomendation"'))
    ran = own("check", "posts/allow.json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("did you mean `recommendation`?") == 2
    german = own("check", "posts/allow.json", LANG="de_DE.UTF-8")
    assert "ist `recommendation` gemeint?" in german.err
    assert "ist `recommendation` gemeint?" in own("check", "posts/allow.json", "--lang", "de").err


# --- the surroundings --------------------------------------------------------------------------------------------


def test_without_a_home_or_with_an_odd_locale_it_still_works(shell: Shell) -> None:
    expected = shell("check", "posts/block.json", "--at", "2026-05-04T10:00:00Z").out
    for env in (
        {"RULEKIT_CACHE": ""},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONUTF8": "0"},
    ):
        assert shell("check", "posts/block.json", "--at", "2026-05-04T10:00:00Z", **env).out == expected
