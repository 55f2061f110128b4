"""Runs each plugin's own tests where nothing but the wheels of rulekit and of that plugin is installed.

`python scripts/try_plugins.py [NAME …]` builds the wheels of rulekit and of the plugins below `plugins/` (or those named), installs rulekit's, pytest and
hypothesis into a fresh environment, and there each plugin's in turn: its tests run from a folder that has no source beside them. The exit status is 1 if
any failed. pip fetches what the wheels depend on from the index it is set up for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "plugins"


class Wrong(Exception):
    """Something was not as it should be."""


def run(command: Sequence[str | Path], folder: Path) -> None:
    """Runs a command with nothing of this place in its environment; raises Wrong if it fails."""
    shown = " ".join(Path(command[0]).name if not number else str(word) for number, word in enumerate(command))
    print(f"$ {shown}", flush=True)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RULEKIT", "VIRTUAL_ENV"))}
    done = subprocess.run([str(word) for word in command], cwd=folder, env={**env, "PYTHONUTF8": "1"}, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        raise Wrong(f"`{shown}` ended with exit status {done.returncode}")


def wheel(project: Path, dist: Path) -> Path:
    """Builds the wheel of a project; its path."""
    before = set(dist.glob("*.whl"))
    run([sys.executable, "-m", "build", "--wheel", "--outdir", dist, project], ROOT)
    (built,) = set(dist.glob("*.whl")) - before
    return built


def main() -> int:
    """Tries all plugins, or those named; the exit status."""
    names = sys.argv[1:] or sorted(item.name for item in PLUGINS.iterdir() if (item / "pyproject.toml").is_file())
    failed = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        dist = place / "dist"
        dist.mkdir()
        own = wheel(ROOT, dist)
        venv.create(place / "venv", with_pip=True)
        scripts = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
        pip: list[str | Path] = [scripts / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
        run([*pip, "install", own, "pytest", "hypothesis"], place)
        for plugin in names:
            built = wheel(PLUGINS / plugin, dist)
            tests = place / plugin
            shutil.copytree(PLUGINS / plugin / "tests", tests / "tests")
            try:
                run([*pip, "install", "--no-deps", built], place)
                run([scripts / "rulekit", "plugins"], tests)
                run([scripts / "rulekit", "test", plugin], tests)
                run([scripts / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "tests"], tests)
            except Wrong as error:
                failed.append(f"{plugin}: {error}")
            run([*pip, "uninstall", "--yes", f"rulekit-policy-{plugin}"], place)
    print("\n".join(failed) or f"{', '.join(names)}: all tests pass beside rulekit's wheel alone")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Wrong as wrong:
        sys.exit(str(wrong))
