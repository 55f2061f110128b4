"""Measures the base pack on labelled posts: what topic `hate` finds, what the other rules say about harmless posts.

`python scripts/accuracy.py DIR` reads `DIR/data/germeval2018-train.jsonl` (GermEval 2018, CC BY 4.0; one JSON object a
line with `id`, `text`, `label` OTHER or OFFENSE, `fine` OTHER, INSULT, ABUSE or PROFANITY) and `DIR/domain/cases.jsonl`
(posts with the decision that is expected). What is not there is left out, and the exit status is 0 either way: the data
is never part of the repository. No text of it is printed, only figures and rule ids.

The sample is split by the digest of the ids. Whoever works on the rules looks at the first half only, so that the
second half says what the rules are worth on posts that nobody has seen.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from rulekit import Decision, Engine, InvalidPost, InvalidRuleset

SAMPLE = Path("data") / "germeval2018-train.jsonl"
CASES = Path("domain") / "cases.jsonl"
VERDICTS = ("allow", "note", "warn", "ask", "review", "block")

POST: Mapping[str, Any] = {
    "platform": "x",
    "account": {"type": "private", "handle": None, "employer_visible": False, "bio": None, "imprint_url": None},
    "author": {"role": "employee", "staff": True, "authorised": False, "trained_until": None},
    "audience": {"kind": "public", "country": "DE", "min_age": 18},
    "consideration": False,
    "device": "private",
    "publish_at": "2026-03-04T12:00:00+01:00",  # a Wednesday
}
"""What is known about each post of the sample besides its text: harmless, so that only the text can raise an alarm."""


class Seen(NamedTuple):
    """A labelled post and what the pack said: its verdict, and the rules that fired with topic and verdict."""

    fine: str
    first_half: bool
    verdict: str
    findings: tuple[tuple[str, str, str], ...]

    @property
    def hateful(self) -> bool:
        """Whether topic `hate` has a finding, whatever its verdict."""
        return any(topic == "hate" for _, topic, _ in self.findings)


class Scores(NamedTuple):
    """The confusion of found and offensive: true and false positives, false and true negatives."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def precision(self) -> float:
        """The share of the found that is offensive; 0 when nothing is found."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of the offensive that is found."""
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def macro_f1(self) -> float:
        """The mean of the F1 of OFFENSE and of OTHER, as the shared task counted."""
        return (self.f1 + _share(2 * self.tn, 2 * self.tn + self.fp + self.fn)) / 2


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def first_half(identifier: str) -> bool:
    """Whether a post belongs to the half that may be looked at while working on the rules."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def look(engine: Engine, row: Mapping[str, Any]) -> Seen:
    """Check one post of the sample as its author typed it: `|LBR|` stands for a line break, `&amp;` for an ampersand."""
    decision = engine.check({**POST, "text": unescape(row["text"].replace("|LBR|", "\n"))})
    found = tuple((str(one["rule"]), str(one["topic"]), str(one["verdict"])) for one in _findings(decision))
    return Seen(row["fine"], first_half(row["id"]), decision.verdict, found)


def _findings(decision: Decision) -> Sequence[Mapping[str, Any]]:
    given: Any = decision.to_dict("en")
    return [one for one in given["findings"] if one["status"] == "active"]


def scores(seen: Iterable[Seen]) -> Scores:
    """Topic `hate` against OFFENSE."""
    counts = Counter((one.hateful, one.fine != "OTHER") for one in seen)
    return Scores(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def about_hate(seen: Sequence[Seen]) -> Iterator[str]:
    """The lines on topic `hate`."""
    all_of = scores(seen)
    yield f"  precision {all_of.precision:.3f} ({all_of.tp} of {all_of.tp + all_of.fp} found are OFFENSE)"
    yield f"  recall    {all_of.recall:.3f} ({all_of.tp} of {all_of.tp + all_of.fn} OFFENSE are found)"
    yield f"  F1        {all_of.f1:.3f}   macro-F1 {all_of.macro_f1:.3f}"
    for fine in sorted({one.fine for one in seen} - {"OTHER"}):
        labelled = [one for one in seen if one.fine == fine]
        found = sum(one.hateful for one in labelled)
        yield f"  recall of {fine:<10} {_share(found, len(labelled)):.3f} ({found} of {len(labelled)})"
    for rule in sorted({rule for one in seen for rule, topic, _ in one.findings if topic == "hate"}):
        told = [one for one in seen if any(rule == name for name, _, _ in one.findings)]
        right = sum(one.fine != "OTHER" for one in told)
        yield f"  precision of {rule:<22} {_share(right, len(told)):.3f} ({right} of {len(told)})"


def about_alarms(seen: Sequence[Seen]) -> Iterator[str]:
    """The lines on what the whole pack says about OTHER posts."""
    other = [one for one in seen if one.fine == "OTHER"]
    for floor in ("warn", "review"):
        above = VERDICTS[VERDICTS.index(floor) :]
        hit = sum(one.verdict in above for one in other)
        yield f"  {floor + ' or above':<16} {_share(hit, len(other)):7.2%} ({hit} of {len(other)})"
    by_rule = Counter((rule, verdict) for one in other for rule, _, verdict in one.findings)
    for (rule, verdict), count in sorted(by_rule.items(), key=lambda item: (-item[1], item[0])):
        yield f"    {rule:<34} {verdict:<7} {_share(count, len(other)):7.2%} ({count})"


def about_sample(path: Path, engine: Engine) -> Iterator[str]:
    """The lines on the sample: both halves, then all of it."""
    if not path.is_file():
        yield f"no labelled posts: {SAMPLE.as_posix()} is not there"
        return
    seen = [look(engine, row) for row in lines(path)]
    parts = {
        "first half": [one for one in seen if one.first_half],
        "second half": [one for one in seen if not one.first_half],
        "all": seen,
    }
    for name, part in parts.items():
        yield f"topic hate against OFFENSE, {name} ({len(part)} posts)"
        yield from about_hate(part)
        yield f"the whole pack on OTHER, {name}"
        yield from about_alarms(part)
        yield ""


class Compared(NamedTuple):
    """A case: the verdict expected and given, rules that are missing, and rules that fired beside the expected ones."""

    name: str
    expected: str
    given: str
    missing: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()


class Engines:
    """Loads each combination of packs once."""

    def __init__(self, base: Engine) -> None:
        self._known: dict[tuple[str, ...], Engine | None] = {(): base}

    def get(self, packs: Sequence[str]) -> Engine | None:
        """The engine of the base pack with these packs, None if one of them does not exist."""
        wanted = tuple(sorted(packs))
        if wanted not in self._known:
            try:
                self._known[wanted] = Engine.load("base", *wanted, context={})
            except InvalidRuleset:
                self._known[wanted] = None
        return self._known[wanted]


def compare(case: Mapping[str, Any], engines: Engines) -> Compared:
    """Check one case."""
    expect = case["expect"]
    engine = engines.get(case.get("packs") or [])
    if engine is None:
        return Compared(case["id"], expect["verdict"], "no pack")
    try:
        decision = engine.with_context(case.get("context") or {}).check(case["post"])
    except InvalidPost:
        return Compared(case["id"], expect["verdict"], "invalid")
    given = {str(one["rule"]) for one in _findings(decision)}
    wanted = set(expect.get("rules") or [])
    barred = given & set(expect.get("not_rules") or [])
    return Compared(
        case["id"],
        expect["verdict"],
        decision.verdict,
        tuple(sorted(wanted - given)),
        tuple(sorted(given - wanted)),
        tuple(sorted(barred)),
    )


def about_cases(path: Path, engine: Engine) -> Iterator[str]:
    """The lines on the cases: how often which verdict was given for which, and the cases that differ."""
    if not path.is_file():
        yield f"no cases: {CASES.as_posix()} is not there"
        return
    engines = Engines(engine)
    compared = [compare(case, engines) for case in lines(path)]
    right = sum(one.expected == one.given for one in compared)
    yield f"cases: {right} of {len(compared)} verdicts as expected (expected, then given)"
    for (expected, given), count in sorted(Counter((one.expected, one.given) for one in compared).items()):
        yield f"  {expected:<7} {given:<8} {count}"
    for one in compared:
        if one.expected != one.given or one.missing or one.more:
            said = [f"missing {', '.join(one.missing)}"] if one.missing else []
            said += [f"more {', '.join(one.more)}"] if one.more else []
            said += [f"of these not to be {', '.join(one.barred)}"] if one.barred else []
            yield f"  {one.name}: {one.expected} -> {one.given}" + "".join(f"; {part}" for part in said)


def report(folder: Path) -> Iterator[str]:
    """Everything that can be measured with what lies in the folder."""
    engine = Engine.load("base", context={})
    yield from about_sample(folder / SAMPLE, engine)
    yield from about_cases(folder / CASES, engine)


def main(arguments: Sequence[str]) -> int:
    """Print the report on the folder given."""
    if len(arguments) != 1:
        print("usage: python scripts/accuracy.py DIR", file=sys.stderr)
        return 2
    for line in report(Path(arguments[0])):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
