"""The same bytes whatever the machine: hash seed, locale, time zone and working folder, one process for each over the whole batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from tests.vocabulary import INSTANTS, LISTS, WORDS

pytestmark = pytest.mark.slow  # starts a process for each machine it plays

AT = "2026-05-04T10:00:00+02:00"
ROOT = Path(__file__).resolve().parent.parent
REGISTER = {
    "org": {
        "names": ["Nordwind GmbH", "Nordwind"],
        "timezone": "Europe/Berlin",
        "holidays": ["2026-05-01"],
        "service_hours": {"days": ["mon"], "from": "08:00", "to": "18:00"},
    },
    "secrets": [{"term": "Polarfuchs"}, {"term": "Halle 3"}],
    "embargoes": [{"term": "Projekt", "until": "2026-06-01"}],
    "competitors": [{"name": "Südwind", "aliases": ["Suedwind AG"]}],
}
SENTENCES = (
    "Mein Chef ist völlig unfähig.",
    "İstanbul, ISTANBUL, ıstanbul: straße, STRASSE, Straße",
    "Das Passwort lautet hunter2 und die IBAN DE89 3704 0044 0532 0130 00",
    "ﬁne ｆｕｌｌｗｉｄｔｈ g3he1m p-o-l-a-r-f-u-c-h-s 👩‍👩‍👧 🏳️‍🌈",
    "Unsere Tarifverhandlung: IG Metall ruft zum Warnstreik auf #Streik",
    "Anzeige! http://bit.ly/x https://nordwind.example/ä #WerbungÜberall @nordwind_de",
)


class Machine(NamedTuple):
    """One way a machine can be set up."""

    name: str
    environment: Mapping[str, str]
    elsewhere: bool = False


MACHINES = (
    Machine("another hash seed", {"PYTHONHASHSEED": "4294967295"}),
    Machine(
        "a Turkish locale and a half-hour time zone",
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata", "PYTHONHASHSEED": "1"},
    ),
    Machine(
        "the C locale without UTF-8",
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "America/St_Johns"},
    ),
    Machine(
        "a German locale in another folder",
        {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "random"},
        True,
    ),
    Machine(
        "a time zone that names no zone", {"TZ": ":nowhere", "COLUMNS": "20", "NO_COLOR": "1", "TERM": "dumb"}, True
    ),
)


def batch() -> list[dict[str, Any]]:
    """Posts with every kind of field, always the same."""
    random = Random(20260504)
    found: list[dict[str, Any]] = [{"text": sentence, "platform": "x"} for sentence in SENTENCES]
    for number in range(60):
        post: dict[str, Any] = {"id": str(number), "text": " ".join(random.choices((*WORDS, *SENTENCES), k=8))}
        for name in sorted(LISTS["plain"]):
            if random.random() < 0.3:
                post[name] = random.choice(LISTS["plain"][name])
        for name in sorted(LISTS["objects"]):
            if random.random() < 0.6:
                post[name] = {
                    key: random.choice(values)
                    for key, values in sorted(LISTS["objects"][name].items())
                    if random.random() < 0.6
                }
        if random.random() < 0.6:
            post["attachments"] = [
                {"kind": "image", "people_recognisable": True, "people": [{"consent": random.choice((True, None))}, {}]}
            ]
        if random.random() < 0.2:
            post["publish_at"] = random.choice(INSTANTS)
        found.append(post)
    return [*found, {"text": 5}, {"texd": "no such field"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("identity")
    lines = [json.dumps(post, ensure_ascii=False) for post in batch()]
    (home / "posts.jsonl").write_text("\n".join(lines) + "\n{not json\n", encoding="utf-8")
    (home / "context.json").write_text(json.dumps(REGISTER), encoding="utf-8")
    (home / "elsewhere").mkdir()
    return home


def printed(folder: Path, environment: Mapping[str, str], place: Path, more: Sequence[str] = ()) -> bytes:
    """What `rulekit check` prints for the batch in a process set up like this."""
    cache = folder / f"cache{len(list(folder.glob('cache*')))}"  # each compiles for itself
    cache.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
    given = {**kept, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache), **environment}
    command = [
        sys.executable,
        "-m",
        "rulekit",
        "check",
        str(folder / "posts.jsonl"),
        "--context",
        str(folder / "context.json"),
        "--at",
        AT,
        "--format",
        "json",
        *more,
    ]
    ran = subprocess.run(command, env=given, cwd=place, capture_output=True, check=False)
    assert ran.returncode == 2, ran.stderr.decode("utf-8", "replace")  # some of the batch is no valid post
    return ran.stdout


@pytest.fixture(scope="module")
def usual(folder: Path) -> bytes:
    return printed(
        folder, {"LANG": "en_GB.UTF-8", "TZ": "Europe/Berlin", "PYTHONHASHSEED": "0"}, folder, ("--lang", "en")
    )


def test_the_batch_says_something(usual: bytes) -> None:
    lines = [json.loads(line) for line in usual.splitlines()]
    assert len(lines) == len(batch()) + 1
    assert {one["decision"]["verdict"] for one in lines if "decision" in one} >= {"ask", "block"}
    assert any(one["decision"]["findings"] for one in lines if "decision" in one)
    assert sum("error" in one for one in lines) == 3


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_machine_prints_the_same_bytes(machine: Machine, folder: Path, usual: bytes) -> None:
    place = folder / "elsewhere" if machine.elsewhere else folder
    assert printed(folder, machine.environment, place, ("--lang", "en")) == usual


def test_the_language_of_the_machine_changes_no_decision(folder: Path, usual: bytes) -> None:
    german = printed(folder, {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"}, folder)
    ids = [
        [json.loads(line).get("decision", {}).get("decision") for line in lines.splitlines()]
        for lines in (usual, german)
    ]
    assert ids[0] == ids[1]
