"""Holds the compiled wheel against the tests, or measures it: `python scripts/try_compiled.py DIST tests` and `… DIST speed [FOLDER]`.

DIST holds exactly one wheel. It is unpacked into an empty folder beside copies of what the tests need, so that the folder looks like a checkout whose
package is the wheel's. `tests` runs the quick tests there; the processes that they start use the same package. `speed` measures a check there with
scripts/check_speed.py, to which FOLDER is handed, and the sources beside it for comparison. The exit status is 1 if anything is not as it should be, a
check above its limit included.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = (
    "docs", "examples", "plugins", "rulesets", "schemas", "scripts", "tests", "pyproject.toml", "Makefile",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE",
)  # fmt: skip
"""What the tests read besides the package."""

ARE_COMPILED = """
import importlib, pathlib, sys
for name in sys.argv[1:]:
    file = pathlib.Path(importlib.import_module(name).__file__)
    if file.suffix not in (".so", ".pyd") or not file.is_relative_to(pathlib.Path.cwd()):
        sys.exit(f"{name} is not the compiled one: {file}")
"""


class Wrong(Exception):
    """Something was not as it should be."""


def modules() -> list[str]:
    """The modules that are to be compiled, as pyproject.toml has them."""
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    return [f"rulekit.{name}" for name in hatch["build"]["targets"]["wheel"]["hooks"]["custom"]["modules"]]


def laid_out(dist: Path, place: Path) -> None:
    """The wheel unpacked in the folder, and beside it what the tests need."""
    found = sorted(dist.glob("*.whl"))
    if len(found) != 1:
        raise Wrong(f"{dist} holds {len(found)} wheels instead of one")
    if found[0].name.endswith("-none-any.whl"):
        raise Wrong(f"{found[0].name} is for every machine, so nothing in it is compiled")
    with zipfile.ZipFile(found[0]) as wheel:
        wheel.extractall(place)
    for name in BESIDE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, place / name)


def run(command: Sequence[str], place: Path) -> int:
    """The exit status of Python with the command, in the folder and with its package only."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RULEKIT"))}
    env |= {"PYTHONPATH": str(place), "PYTHONUTF8": "1"}
    sys.stdout.flush()
    return subprocess.run([sys.executable, *command], cwd=place, env=env, check=False).returncode  # noqa: S603 - our own commands


def tests(place: Path, given: Sequence[str]) -> int:
    """Runs the quick tests with the wheel's package."""
    if run(["-m", "pytest", "-n", "2", "-m", "not slow"], place):
        raise Wrong("the compiled package answers differently from what the tests say")
    return 0


def speed(place: Path, given: Sequence[str]) -> int:
    """Measures the sources and the wheel in turn; 1 if a check with the wheel takes longer than it may."""
    samples = [str(Path(folder).resolve()) for folder in given]
    print("a check with the sources, in pure Python, for comparison:")
    run(["scripts/check_speed.py", "--compare", *samples], ROOT)
    print("a check with the compiled wheel:")
    return run(["scripts/check_speed.py", *samples], place)


WAYS = {"tests": tests, "speed": speed}


def main() -> int:
    """Tries the wheel of the folder given; the exit status."""
    if not 3 <= len(sys.argv) <= 4 or sys.argv[2] not in WAYS:
        print(
            "usage: python scripts/try_compiled.py DIST tests\n       python scripts/try_compiled.py DIST speed [FOLDER]",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="rulekit-compiled-") as name:
        place = Path(name).resolve()
        laid_out(Path(sys.argv[1]), place)
        if run(["-c", ARE_COMPILED, *modules()], place):
            raise Wrong("the wheel's modules are not the ones in use")
        print(f"{len(modules())} modules are compiled")
        return WAYS[sys.argv[2]](place, sys.argv[3:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Wrong as wrong:
        sys.exit(str(wrong))
