"""Holds rulekit's entities and X's weighted length against the conformance cases of twitter-text.

`python scripts/conformance.py DIR` reads `extract.yml`, `validate.yml` and `config_v3.json` in `DIR/data/twitter_text/`
(github.com/twitter/twitter-text, Apache-2.0). Every case that differs is printed with its reason. The exit status is 1 if one
differs without a reason in `REASONS`, or has a reason and does not differ. What is not there is left out: the data is never
part of the repository.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from rulekit.text.entities import cashtags, hashtags, mentions, reply
from rulekit.text.entities_length import weighted
from rulekit.text.entities_urls import addresses, urls

FOLDER = Path("data") / "twitter_text"
Find = Callable[[str], Any]


class Case(NamedTuple):
    """One case: the file and section it stands in, what it says, what is expected and what rulekit gives."""

    section: str
    description: str
    expected: Any
    given: Any


def _names(found: Sequence[Any]) -> list[str]:
    return [one.name for one in found]


def _urls(text: str) -> list[str]:
    return [text[url.start : url.end] for url in urls(text)]


def _whole(find: Callable[[str], Sequence[Any]]) -> Find:
    """Whether the text is one entity and nothing else."""
    return lambda text: [(found[0], found[1]) for found in find(text)] == [(0, len(text))]


def _list(text: str) -> bool:
    found = mentions(text)
    return len(found) == 1 and bool(found[0].slug) and found[0][:2] == (0, len(text))


def _valid_address(text: str) -> bool:
    return _whole(addresses)(text) and text.lower().startswith(("http://", "https://"))


def _old_length(text: str) -> bool:
    """Whether a text was valid for configuration 1: at most 140 code points, an address 23."""
    found = urls(text)
    return 0 < len(text) - sum(url.end - url.start for url in found) + 23 * len(found) <= 140


EXTRACT: Mapping[str, Find] = {
    "mentions": lambda text: _names(mentions(text)),
    "mentions_with_indices": lambda text: [
        {"screen_name": one.name, "indices": [one.start, one.end]} for one in mentions(text)
    ],
    "mentions_or_lists_with_indices": lambda text: [
        {"screen_name": one.name, "list_slug": one.slug, "indices": [one.start, one.end]} for one in mentions(text)
    ],
    "replies": reply,
    "urls": _urls,
    "urls_with_indices": lambda text: [
        {"url": text[one.start : one.end], "indices": [one.start, one.end]} for one in urls(text)
    ],
    "urls_with_directional_markers": lambda text: [
        {"url": text[one.start : one.end], "indices": [one.start, one.end]} for one in urls(text)
    ],
    "tco_urls_with_params": _urls,
    "hashtags": lambda text: _names(hashtags(text)),
    "hashtags_from_astral": lambda text: _names(hashtags(text)),
    "hashtags_with_indices": lambda text: [
        {"hashtag": one.name, "indices": [one.start, one.end]} for one in hashtags(text)
    ],
    "cashtags": lambda text: _names(cashtags(text)),
    "cashtags_with_indices": lambda text: [
        {"cashtag": one.name, "indices": [one.start, one.end]} for one in cashtags(text)
    ],
}
VALIDATE: Mapping[str, Find] = {
    "tweets": _old_length,
    "usernames": _whole(mentions),
    "lists": _list,
    "hashtags": _whole(hashtags),
    "urls": _valid_address,
    "urls_without_protocol": _whole(addresses),
    "WeightedTweetsCounterTest": weighted,
    "WeightedTweetsWithDiscountedEmojiCounterTest": weighted,
    "UnicodeDirectionalMarkerCounterTest": weighted,
}
"""How each section is answered."""

BROWSER = "rules see what a browser would try to open, valid or not; X links none of it, and `urls` finds none"
OLD = "a count of configuration 2, which takes emoji apart; rulekit counts by configuration 3"

REASONS: Mapping[tuple[str, str], str] = {
    ("validate/urls", "Invalid url: invalid userinfo characters"): BROWSER,
    ("validate/urls", "Invalid url: underscore in domain"): BROWSER,
    ("validate/urls", "Invalid url: domain beginning dash"): BROWSER,
    ("validate/urls", "Invalid url: domain trailing dash"): BROWSER,
    ("validate/urls", "Invalid url: unicode domain trailing dash"): BROWSER,
    ("validate/urls", "Invalid url: improperly encoded unicode domain"): BROWSER,
    ("validate/urls", "Invalid url: invalid IP"): BROWSER,
    ("validate/urls", "Invalid url: domain has leading hyphen"): BROWSER,
    (
        "validate/WeightedTweetsCounterTest",
        "Count a mix of single byte single word, and double word unicode characters",
    ): OLD,
    (
        "validate/WeightedTweetsCounterTest",
        "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
    ): OLD,
}
"""Why a case, by its section and description, differs."""


def cases(path: Path, answers: Mapping[str, Find]) -> Iterator[Case]:
    """The cases of one file with rulekit's answers."""
    for section, rows in yaml.safe_load(path.read_text(encoding="utf-8"))["tests"].items():
        find = answers[section]
        for row in rows:
            expected = row["expected"]
            if isinstance(expected, dict):
                expected = expected["weightedLength"]
            yield Case(f"{path.stem}/{section}", row["description"], expected, find(row["text"]))


def configured(path: Path) -> Iterator[Case]:
    """Whether X's weights are those of the configuration, at the edges of each range."""
    config = json.loads(path.read_text(encoding="utf-8"))
    heavy, scale = config["defaultWeight"], config["scale"]
    edges = {place for one in config["ranges"] for place in (one["start"], one["end"], one["end"] + 1) if place}
    for place in sorted(edges):
        weight = next((one["weight"] for one in config["ranges"] if one["start"] <= place <= one["end"]), heavy)
        yield Case("config_v3", f"weight of U+{place:04X}", weight // scale, weighted(chr(place)))
    yield Case("config_v3", "length of an address", config["transformedURLLength"], weighted("https://a.de/b"))


def report(folder: Path) -> tuple[list[str], bool]:
    """What to print about the folder, and whether everything is as it should be."""
    place = folder / FOLDER
    if not place.is_dir():
        return [f"no conformance cases: {FOLDER.as_posix()} is not there"], True
    held = [
        *cases(place / "extract.yml", EXTRACT),
        *cases(place / "validate.yml", VALIDATE),
        *configured(place / "config_v3.json"),
    ]
    told = []
    good = True
    unused = set(REASONS)
    for case in held:
        key = (case.section, case.description)
        if case.given == case.expected:
            continue
        unused.discard(key)
        reason = REASONS.get(key)
        good = good and reason is not None
        told.append(
            f"{case.section}: {case.description}: {case.given!r}, not {case.expected!r}; {reason or 'no reason'}"
        )
    told += [f"{section}: {description}: has a reason, but holds" for section, description in sorted(unused)]
    told.append(f"{sum(case.given == case.expected for case in held)} of {len(held)} cases hold")
    return told, good and not unused


def main(arguments: Sequence[str]) -> int:
    """Print the report on the folder given."""
    if len(arguments) != 1:
        print("usage: python scripts/conformance.py DIR", file=sys.stderr)
        return 2
    told, good = report(Path(arguments[0]))
    print("\n".join(told))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
