"""How long a check of one post takes beside the least that any check must do: `python scripts/check_speed.py [--compare] [FOLDER]`.

A check here goes from bytes to the verdict and the ids of the rules that fired, with the whole base pack, on posts of 300 characters that the engine has
not seen before. The least is decoding the same bytes with msgspec, folding the case of the text and one Aho-Corasick scan for the pack's terms as they are
written. Both are timed in turn on every post, so that a busy machine slows both. What a scan would take that finds what a check finds, with every inflected
form among the terms, is printed beside it and not judged.

The limit holds for the compiled wheel (docs/compiled.md), so `make speed` runs this script with it; with `--compare` nothing is judged.

The posts are put together from sentences of `tests/everyday`; with a FOLDER that holds `data/germeval2018-train.jsonl` also from those tweets, which are
ruder than what people at work write and have more for the rules to look at.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs
import msgspec

from rulekit import Engine

ROOT = Path(__file__).parents[1]
LENGTH = 300
"""Characters of a post's text."""

WARM, MEASURED = 300, 700
LIMIT = 15
"""How many times the least a check may take."""

PLATFORMS = ("linkedin", "facebook", "mastodon", "instagram")


class Figures(NamedTuple):
    """Medians in microseconds, and the ratio of the sums."""

    check: float
    least: float
    ratio: float


def everyday() -> list[str]:
    """The sentences that colleagues might post."""
    lines = (ROOT / "tests" / "everyday" / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["post"].get("text", "") for line in lines]
    return [text for text in texts if text]


def tweets(folder: Path) -> list[str]:
    """The tweets of the sample, with its notation for line breaks undone."""
    lines = (folder / "data" / "germeval2018-train.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"].replace("|LBR|", "\n").replace("&amp;", "&") for line in lines]


def posts(texts: Sequence[str], count: int) -> Iterator[bytes]:
    """So many different posts of 300 characters, the same in every run, as JSON."""
    chance = random.Random(20260504)  # noqa: S311 - a choice of samples, no secret
    for number in range(count):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(texts) + " "
        post = {
            "platform": PLATFORMS[number % len(PLATFORMS)],
            "account": {"type": "private", "employer_visible": False},
            "author": {"role": "employee", "staff": True},
            "text": text[:LENGTH],
            "publish_at": "2026-03-10T12:15:00+01:00",
            "audience": {"country": "DE", "kind": "public"},
            "consideration": False,
        }
        yield json.dumps(post, ensure_ascii=False).encode()


def written(engine: Engine) -> set[str]:
    """The terms of the pack as its lists have them."""
    terms = {term.strip("*=").replace("|", "").casefold() for group in engine.program["groups"] for term in group[0]}
    return terms - {""}


def inflected(engine: Engine) -> set[str]:
    """The same with every form that they are met in."""
    return written(engine) | set(engine.program["index"]["words"])


def measured(engine: Engine, given: Sequence[bytes], terms: Iterable[str]) -> Figures:
    """The figures for these posts, of which the first ones only warm up."""
    automaton = ahocorasick_rs.AhoCorasick(sorted(terms))
    checks, leasts = [], []
    for number, data in enumerate(given):
        begin = time.perf_counter()
        decision = engine.check(data)
        _ = decision.verdict, [finding.rule for finding in decision.findings]
        between = time.perf_counter()
        text = msgspec.json.decode(data)["text"]
        automaton.find_matches_as_indexes(text.casefold(), overlapping=True)
        end = time.perf_counter()
        if number >= WARM:
            checks.append(between - begin)
            leasts.append(end - between)
    return Figures(statistics.median(checks) * 1e6, statistics.median(leasts) * 1e6, sum(checks) / sum(leasts))


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; 1 if a ratio is above the limit and nobody only wants to compare."""
    compare = "--compare" in arguments
    arguments = [one for one in arguments if one != "--compare"]
    engine = Engine.load("base")
    samples = {"what colleagues post": everyday()}
    if arguments and (Path(arguments[0]) / "data" / "germeval2018-train.jsonl").exists():
        samples["tweets of the sample"] = tweets(Path(arguments[0]))
    worst = 0.0
    for name, texts in samples.items():
        given = list(posts(texts, WARM + MEASURED))
        gc.collect()
        found = measured(engine, given, written(engine))
        worst = max(worst, found.ratio)
        print(f"{name:22} check {found.check:7.1f} µs   least {found.least:6.1f} µs   ratio {found.ratio:5.1f}")
        gc.collect()
        found = measured(engine, given, inflected(engine))
        print(
            f"{'  with every form':22} check {found.check:7.1f} µs   scan  {found.least:6.1f} µs   ratio {found.ratio:5.1f}"
        )
    if compare:
        return 0
    print(f"limit {LIMIT}: {'kept' if worst <= LIMIT else 'missed'}")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
