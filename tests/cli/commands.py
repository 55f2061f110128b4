"""Running the command line as people do: a process, in a folder, with files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


class Shell:
    """A folder to run commands in, with a cache of its own. Results on stdout only, and no traceback, is asked of every run."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self._env = {
            name: value
            for name, value in os.environ.items()
            if name not in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR")
        }
        self._env |= {"RULEKIT_CACHE": str(cache), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}

    def __call__(self, *arguments: str, given: str | bytes = b"", cwd: str = ".", **env: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "rulekit", *arguments],
            cwd=self.folder / cwd,
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            env={**self._env, **env},
            check=False,
        )
        found = Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert "Traceback" not in found.out + found.err, found.err
        assert "mistake of its own" not in found.err, found.err
        return found
