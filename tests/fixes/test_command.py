"""`rulekit fix` as scripts and people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rulekit.cli.layout import rewritten
from tests.cli.commands import ROOT, Shell

pytestmark = pytest.mark.slow  # a process for each command

AD: dict[str, Any] = {
    "text": "Diese Lampe macht richtig gutes Licht.",
    "consideration": True,
    "platform": "linkedin",
    "account": {"type": "private", "employer_visible": True},
    "author": {"role": "employee"},
}
STAFF: dict[str, Any] = {
    "text": "Die Lampe von Nordwind ist großartig!",
    "platform": "linkedin",
    "account": {"type": "private", "employer_visible": False},
}
AT = ("--at", "2026-03-03T10:30:00+01:00")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shell(tmp_path: Path, cache: Path) -> Shell:
    (tmp_path / "rulekit.yaml").write_text("context: register.yaml\n", encoding="utf-8")
    (tmp_path / "register.yaml").write_text("org: {names: [Nordwind], timezone: Europe/Berlin}\n", encoding="utf-8")
    for name, post in (("ad", AD), ("staff", STAFF), ("fine", {"text": "Guten Morgen!"}), ("bad", {"txt": "x"})):
        (tmp_path / f"{name}.json").write_text(json.dumps(post, ensure_ascii=False), encoding="utf-8")
    return Shell(tmp_path, cache)


def read(shell: Shell, name: str) -> Any:
    return json.loads((shell.folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "de",
            """\
■ Bitte so nicht veröffentlichen → ✓ In Ordnung

  Text
    - Diese Lampe macht richtig gutes Licht.
    + Werbung | Diese Lampe macht richtig gutes Licht.
    add-ad-label · Werbung ohne Kennzeichnung (base/ad-label-missing)

Noch ist nichts geschrieben; das macht --write.
""",
        ),
        (
            "en",
            """\
■ Please do not publish like this → ✓ All clear

  text
    - Diese Lampe macht richtig gutes Licht.
    + Werbung | Diese Lampe macht richtig gutes Licht.
    add-ad-label · Advertising without a label (base/ad-label-missing)

Nothing is written yet; --write does.
""",
        ),
    ],
)
def test_the_difference_is_shown_and_nothing_is_written(shell: Shell, lang: str, said: str) -> None:
    ran = shell("fix", "ad.json", "--lang", lang, *AT)
    assert (ran.status, ran.out, ran.err) == (0, said, "")
    assert read(shell, "ad.json") == AD


def test_write_writes_the_post_back(shell: Shell) -> None:
    ran = shell("fix", "ad.json", "--write", *AT)
    assert ran.status == 0
    assert ran.out.endswith("Geschrieben: ad.json\n")
    assert read(shell, "ad.json") == {**AD, "text": f"Werbung | {AD['text']}"}
    assert shell("fix", "ad.json", *AT).out == "✓ In Ordnung\n\n  Hier gibt es nichts zu beheben.\n"


@pytest.mark.parametrize(("fail_on", "status"), [("warn", 1), ("review", 0)])
def test_the_exit_status_is_that_of_the_mended_post(shell: Shell, fail_on: str, status: int) -> None:
    assert shell("fix", "staff.json", "--fail-on", fail_on, *AT).status == status
    assert shell("fix", "staff.json", "--fail-on", fail_on, "--yes", "add-affiliation", *AT).status == 0


def test_a_word_that_is_needed_is_listed_with_the_way_to_give_it(shell: Shell) -> None:
    ran = shell("fix", "staff.json", "--write", *AT)
    assert (
        """\
Ein Wort dazu fehlt
  add-affiliation · Zugehörigkeit erkennbar machen (base/employee-affiliation)
    Arbeitet die Person, die schreibt, bei Nordwind?
    --yes add-affiliation
"""
        in ran.out
    )
    assert read(shell, "staff.json") == STAFF


@pytest.mark.parametrize("word", [("--yes", "add-affiliation"), ("--answer", "add-affiliation=ja")])
def test_a_word_that_is_given_is_acted_on(shell: Shell, word: tuple[str, str]) -> None:
    shell("fix", "staff.json", "--write", *word, *AT)
    assert read(shell, "staff.json")["text"].endswith("\n\nIch arbeite bei Nordwind.")


def test_standard_input_gives_the_new_post_on_standard_output(shell: Shell) -> None:
    ran = shell("fix", "-", "--format", "json", *AT, given=json.dumps(AD))
    assert json.loads(ran.out) == {**AD, "text": f"Werbung | {AD['text']}"}
    assert "add-ad-label" in ran.err
    assert shell("check", "-", *AT, given=ran.out).status == 0


def test_changes_are_the_whole_mending_as_json(shell: Shell) -> None:
    ran = shell("fix", "ad.json", "--format", "changes", *AT)
    assert [change["fix"] for change in json.loads(ran.out)["changed"]] == ["add-ad-label"]
    assert ran.err == ""


def test_several_posts_give_a_line_each_and_none_stops_the_others(shell: Shell) -> None:
    ran = shell("fix", "bad.json", "ad.json", "fine.json", "--format", "json", *AT)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["source"] for line in lines] == ["bad.json", "ad.json", "fine.json"]
    assert lines[0]["error"]["kind"] == "unknown-key"
    assert lines[1]["post"]["text"].startswith("Werbung")
    assert ran.status == 2


def test_a_folder_is_mended_post_by_post(shell: Shell) -> None:
    (shell.folder / "bad.json").unlink()
    ran = shell("fix", ".", "--write", *AT)
    assert read(shell, "ad.json")["text"].startswith("Werbung")
    assert "fine.json\n" in ran.out
    # one of them waits for an answer
    assert ran.status == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-", "--write"), "only posts in files of their own can be written back"),
        (("many.jsonl", "--write"), "only posts in files of their own can be written back"),
        (("ad.json", "--yes", "add-adlabel"), "there is no fixer `add-adlabel`; did you mean `add-ad-label`?"),
        (("ad.json", "--only", "add-adlabel"), "there is no fixer `add-adlabel`; did you mean `add-ad-label`?"),
        (("ad.json", "--answer", "add-ad-label"), "`--answer add-ad-label` says no value; write it as FIXER=VALUE"),
        (("ad.json", "--format", "sarif"), "`--format` cannot be `sarif`"),
    ],
)
def test_what_cannot_be_done_is_said(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    (shell.folder / "many.jsonl").write_text(json.dumps(AD) + "\n" + json.dumps(AD) + "\n", encoding="utf-8")
    ran = shell("fix", *arguments, given=json.dumps(AD))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(said)


def test_a_cleaned_copy_is_written_beside_the_original(shell: Shell) -> None:
    image = pytest.importorskip("PIL.Image")
    exif = image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 30.0, 0.0), 3: "E", 4: (11.0, 20.0, 0.0)})
    image.new("RGB", (8, 8)).save(shell.folder / "lake.jpg", exif=exif)
    original = (shell.folder / "lake.jpg").read_bytes()
    picture = {"kind": "image", "origin": "own", "people_recognisable": False, "alt_text": "See", "path": "lake.jpg"}
    (shell.folder / "ad.json").write_text(
        json.dumps({**AD, "consideration": False, "attachments": [picture]}), encoding="utf-8"
    )
    dry = shell("fix", "ad.json", "--lang", "en", *AT)
    assert "    lake.clean.jpg is a cleaned copy of lake.jpg\n" in dry.out
    assert not (shell.folder / "lake.clean.jpg").exists()
    ran = shell("fix", "ad.json", "--write", "--lang", "en", *AT)
    assert ran.out.endswith("Written: lake.clean.jpg, ad.json\n")
    assert read(shell, "ad.json")["attachments"][0]["path"] == "lake.clean.jpg"
    assert (shell.folder / "lake.jpg").read_bytes() == original
    with image.open(shell.folder / "lake.clean.jpg") as copy:
        assert not copy.getexif().get_ifd(0x8825)
    assert "base/exif-gps" not in shell("check", "ad.json", "--format", "json", *AT).out
    # another file of that name is never overwritten
    (shell.folder / "lake.clean.jpg").write_bytes(b"mine")
    (shell.folder / "ad.json").write_text(
        json.dumps({**AD, "consideration": False, "attachments": [picture]}), encoding="utf-8"
    )
    refused = shell("fix", "ad.json", "--write", *AT)
    assert (refused.status, (shell.folder / "lake.clean.jpg").read_bytes()) == (2, b"mine")


def test_on_a_terminal_it_asks(shell: Shell, cache: Path) -> None:
    pty = pytest.importorskip("pty")
    parent, child = pty.openpty()
    os.write(parent, b"ja\n")
    env = {**os.environ, "RULEKIT_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "rulekit", "fix", "staff.json", "--format", "plain", "--lang", "de", *AT]
    done = subprocess.run(
        command, cwd=shell.folder, stdin=child, stderr=child, stdout=subprocess.PIPE, env=env, check=False
    )
    os.close(child)
    os.close(parent)
    assert "+ Ich arbeite bei Nordwind." in done.stdout.decode("utf-8")
    assert done.returncode == 0


LAID_OUT = """\
{
    "text": "a",   "lang": "de",
    "geotag": {"place": "Oslo"},
    "attachments": [ {"kind": "image", "gps": {"lat": 1}}, {"kind": "image"} ],
    "hashtags": ["x"]
}

"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ({"text": 'Grüße "b"'}, '"a"', '"Grüße \\"b\\""'),
        ({"geotag": None}, '    "geotag": {"place": "Oslo"},\n', ""),
        ({"hashtags": ["x", "y"]}, '["x"]', '["x", "y"]'),
        ({"publish_at": "2026"}, '"hashtags": ["x"]', '"hashtags": ["x"],\n    "publish_at": "2026"'),
        ({"attachments": [{"kind": "image", "gps": None}, {"kind": "image"}]}, '{"lat": 1}', "null"),
    ],
)
def test_only_what_changed_is_written_anew(change: dict[str, Any], old: str, new: str) -> None:
    before = json.loads(LAID_OUT)
    after = {key: value for key, value in {**before, **change}.items() if value is not None}
    assert rewritten(LAID_OUT, before, after) == LAID_OUT.replace(old, new)


def test_what_cannot_be_changed_in_place_is_laid_out_anew() -> None:
    assert rewritten('{"text": "a"}', {"text": "a"}, {"lang": "de"}) == '{\n  "lang": "de"\n}\n'
