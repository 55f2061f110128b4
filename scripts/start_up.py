"""How long a warm `rulekit check` takes beside Python itself: `python scripts/start_up.py [RUNS]`.

Runs `python -c pass` and `rulekit check --format plain` in turn, with the output piped, on three posts; prints the medians
in milliseconds and their ratio. The exit status is 1 if a ratio is above the limit.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

LIMIT = 10
"""How many times as long as `python -c pass` a warm check may take."""

ROOT = Path(__file__).parents[1]
HARMLESS = {"platform": "mastodon", "account": {"type": "private"}, "text": "Kuchen gebacken"}
SENTENCES = (
    "Heute war ein langer Tag auf der Messe in Hannover, und wir haben viele gute Gespräche geführt.",
    "Besonders gefreut hat mich der Besuch alter Bekannter, die ich seit Jahren nicht gesehen hatte.",
    "Our new lamps are on show in hall seven, and there is coffee for everybody who stops by.",
    "Am Abend ging es dann noch durch die Altstadt, bei bestem Wetter und mit müden Füßen.",
)
LONG = {"platform": "blog", "account": {"type": "private"}, "text": "\n\n".join(SENTENCES * 12)}


def posts(folder: Path) -> dict[str, Path]:
    """The posts that are measured, by what they are."""
    found = {"a post with findings": ROOT / "examples" / "messe.json"}
    for name, post in (("a harmless post", HARMLESS), ("a long post", LONG)):
        found[name] = folder / f"{name.split()[1]}.json"
        found[name].write_text(json.dumps(post), encoding="utf-8")
    return found


def took(command: Sequence[str], env: Mapping[str, str], statuses: Sequence[int]) -> float:
    """Milliseconds from the start of the process to its end; raises if its exit status is none of these."""
    begin = time.perf_counter()
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - our own commands
    end = time.perf_counter()
    if done.returncode not in statuses:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return (end - begin) * 1000


def measured(path: Path, env: Mapping[str, str], runs: int) -> tuple[float, float]:
    """The medians of Python alone and of a warm check, taken in turn so that a busy machine slows both."""
    alone = [sys.executable, "-c", "pass"]
    check = [sys.executable, "-m", "rulekit", "check", str(path), "--format", "plain"]
    for _ in range(3):  # compiles the ruleset and Python's own files
        took(check, env, (0, 1))
    pairs = [(took(alone, env, (0,)), took(check, env, (0, 1))) for _ in range(runs)]
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)


def main() -> int:
    """Measures all posts; the exit status."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        env |= {"RULEKIT_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
        for what, path in posts(folder).items():
            alone, check = measured(path, env, runs)
            worst = max(worst, check / alone)
            print(f"{what:<22} python {alone:6.1f} ms   rulekit check {check:6.1f} ms   ratio {check / alone:5.2f}")
    print(f"limit {LIMIT}: {'kept' if worst <= LIMIT else 'missed'}")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
