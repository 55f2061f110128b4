"""Installs the wheel in an empty environment and uses it from an empty folder, as somebody who has just heard of it.

`python scripts/try_wheel.py DIST`, where DIST holds exactly one wheel. Prints what was run and what came of it; the exit
status is 1 if anything was not as it should be. pip fetches what the wheel depends on from the index it is set up for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

POST = {
    "platform": "linkedin",
    "account": {"type": "private", "employer_visible": True},
    "author": {"role": "employee"},
    "text": "Das WLAN-Passwort lautet: Sommer2026!",
}
HARMLESS = {"platform": "mastodon", "account": {"type": "private"}, "text": "Kuchen gebacken"}


class Wrong(Exception):
    """Something was not as it should be."""


def only_wheel(dist: Path) -> Path:
    """The wheel in the folder."""
    found = sorted(dist.glob("*.whl"))
    if len(found) != 1:
        raise Wrong(f"{dist} holds {len(found)} wheels instead of one")
    return found[0].resolve()


def run(command: Sequence[str | Path], folder: Path, given: str = "", expected: int = 0) -> str:
    """What the command prints; raises Wrong unless its exit status is the expected one."""
    shown = " ".join(Path(command[0]).name if not number else str(word) for number, word in enumerate(command))
    # nothing of the place this script runs in may help: no source tree, no cache
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RULEKIT", "VIRTUAL_ENV"))}
    done = subprocess.run(  # noqa: S603 - our own commands, in a folder of our own
        [str(word) for word in command],
        cwd=folder,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**env, "XDG_CACHE_HOME": str(folder.parent / "cache"), "PYTHONUTF8": "1"},
        check=False,
    )
    print(f"$ {shown}   → exit status {done.returncode}")
    if done.returncode != expected or "Traceback" in done.stderr:
        raise Wrong(f"expected exit status {expected}\n{done.stdout}{done.stderr}")
    return done.stdout


def expect(right: bool, what: str) -> None:
    """Says that something is as it should be, or raises Wrong."""
    if not right:
        raise Wrong(f"not so: {what}")
    print(f"  {what}")


def use(rulekit: Path, empty: Path) -> None:
    """The first minutes of somebody with a fresh installation."""
    run([rulekit, "--version"], empty)
    text = run([rulekit, "check", "-", "--format", "json"], empty, json.dumps(POST), expected=1)
    decision = json.loads(text)
    expect(decision["verdict"] == "block", "a password in a post is stopped")
    expect("Sommer2026" not in text, "and not repeated")
    run([rulekit, "check", "--lang", "de"], empty, json.dumps(POST), expected=1)
    decision = json.loads(run([rulekit, "check", "-", "--format", "json"], empty, json.dumps(HARMLESS)))
    expect(decision["verdict"] == "allow" and not decision["questions"], "a cake passes without a question")
    last = run([rulekit, "test", "base", "--lang", "en"], empty).splitlines()[-1]
    expect(last.endswith(" examples kept, 0 broken") and int(last.split()[0]) > 100, last)
    expect(json.loads(run([rulekit, "schema", "post"], empty))["$id"].endswith("post.v1"), "schemas are on board")
    expect(list(empty.iterdir()) == [], "nothing was written into the folder")


def main() -> int:
    """Tries the wheel of the folder given; the exit status."""
    if len(sys.argv) != 2:
        print("usage: python scripts/try_wheel.py DIST", file=sys.stderr)
        return 2
    try:
        wheel = only_wheel(Path(sys.argv[1]))
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            print(f"installing {wheel.name}")
            venv.create(place / "venv", with_pip=True)
            scripts = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
            (place / "empty").mkdir()
            run(
                [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
                place / "empty",
            )
            use(scripts / "rulekit", place / "empty")
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{wheel.name} works")
    return 0


if __name__ == "__main__":
    sys.exit(main())
