"""What holds for every ruleset and every post; `--law-examples N` sets how many are tried."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.conditions.operator import Operator
from rulekit.engine.engine import Engine
from rulekit.engine.result import Decision
from rulekit.errors import Words
from rulekit.model.canonical import digest
from rulekit.ruleset.load import load
from tests.engines import SMALL_FLOOR, engine_of, names, written
from tests.oracle import RANKS, decide
from tests.strategies import Case, Maker, cases
from tests.vocabulary import ANSWERS

law = settings.get_profile("laws")
MASKED = ("secrets", "people", "security")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


def by_engine(decision: Decision) -> dict[str, Any]:
    """What a decision says, without the words for people."""
    said = decision.to_dict("en")
    return {
        "verdict": said["verdict"],
        "findings": _findings(said["findings"]),
        "undecided": {one["rule"]: one["missing"] for one in said["undecided"]},
        "questions": [{key: one[key] for key in ("at", "rules", "lifts")} for one in said["questions"]],
        "errors": sorted(one["rule"] or "" for one in said["errors"]),
        "assumed": said["inputs"]["assumed"],
    }


def by_oracle(case: Case, post: Mapping[str, Any]) -> dict[str, Any]:
    said = decide(case.rulesets, post, case.context, case.at, case.waivers, SMALL_FLOOR)
    return {**said, "findings": _findings(said["findings"])}


def _findings(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    hidden = [item for one in found if one["topic"] in MASKED for item in one["evidence"] if "start" in item]
    return [_finding(one, hidden) for one in found]


def _finding(one: Mapping[str, Any], hidden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The finding without the quotes that hits of masked topics reach into."""
    evidence = [
        {key: value for key, value in item.items() if key != "quote" or not any(_meet(item, hit) for hit in hidden)}
        for item in one["evidence"]
    ]
    kept = {key: one[key] for key in ("rule", "verdict", "status", "topic", "floor")}
    return {**kept, "evidence": evidence, "waived": one["waiver"] is not None}


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two spans of one string have a character in common."""
    return bool(one["at"] == other["at"] and one["start"] < other["end"] and other["start"] < one["end"])


def engine_for(folder: Path, case: Case) -> Engine:
    return engine_of(folder, case.rulesets, case.context, case.waivers)


@law
@given(case=cases(most_posts=3))  # what an engine keeps of one post must not answer for another
def test_the_engine_says_what_the_oracle_says(folder: Path, case: Case) -> None:
    engine = engine_for(folder, case)
    for post in case.posts:
        said = by_engine(engine.check(post, case.at))
        assert said == by_oracle(case, post)
        assert by_engine(engine.check(post, case.at)) == said, "what an engine keeps of earlier posts changes nothing"


def shuffled(value: Any, random: Random, keep: bool = False) -> Any:
    """The value with keys and items in another order, but for those whose place means something."""
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        strict = value.get("ordered") is True
        return {
            key: value[key] if key in ("between", "extends") else shuffled(value[key], random, strict and key == "all")
            for key in keys
        }
    if isinstance(value, list):
        items = [shuffled(item, random) for item in value]
        if not keep:
            random.shuffle(items)
        return items
    return value


def split(folder: Path, ruleset: Mapping[str, Any], random: Random) -> str:
    """The ruleset as a folder with its rules in files of any name."""
    home = folder / "acme"
    home.mkdir(exist_ok=True)
    for old in home.iterdir():
        old.unlink()
    (home / "ruleset.yaml").write_text(json.dumps({**ruleset, "rules": []}), encoding="utf-8")
    for rule in ruleset["rules"]:
        (home / f"{random.randrange(10**6)}{rule['id']}.yaml").write_text(
            json.dumps({"rules": [rule]}), encoding="utf-8"
        )
    return str(home)


@law
@given(case=cases(most_posts=1), random=st.randoms(use_true_random=False))
def test_no_order_matters(folder: Path, case: Case, random: Random) -> None:
    case = case._replace(rulesets=case.rulesets[:1])
    plain = engine_for(folder, case)
    other = engine_of(folder, [shuffled(case.rulesets[0], random)], case.context, shuffled(case.waivers, random))
    apart = engine_of(folder, split(folder, shuffled(case.rulesets[0], random), random), case.context, case.waivers)
    for post in case.posts:
        wanted = plain.check(post, case.at)
        turned = {key: post[key] for key in reversed(post)}
        for found in (other.check(turned, case.at), apart.check(post, case.at)):
            assert json.dumps(found.to_dict("de")) == json.dumps(wanted.to_dict("de"))
            assert found.id == wanted.id


@law
@given(case=cases(most_rules=3, most_posts=1), which=st.integers(0, 2))
def test_another_rule_never_lowers_the_verdict(folder: Path, case: Case, which: int) -> None:
    whole = case.rulesets[0]
    left = [rule for number, rule in enumerate(whole["rules"]) if number != which % len(whole["rules"])]
    fewer = {**whole, "rules": left}
    waivers = [one for one in case.waivers if one["rule"].partition("/")[2] in {rule["id"] for rule in left}]
    small = engine_of(folder, [fewer], case.context, waivers)
    large = engine_of(folder, [whole], case.context, waivers)
    for post in case.posts:
        before, after = (RANKS.index(engine.check(post, case.at).verdict) for engine in (small, large))
        assert before <= after


@law
@given(case=cases(most_posts=1), data=st.data())
def test_a_waiver_neither_adds_nor_removes_a_finding(folder: Path, case: Case, data: st.DataObject) -> None:
    make = Maker(data.draw)
    waived = engine_of(folder, case.rulesets, case.context, [make.waiver(case.rulesets), *case.waivers])
    plain = engine_of(folder, case.rulesets, case.context)
    for post in case.posts:
        one, other = (
            [{**finding.to_json("de"), "waiver": None} for finding in engine.check(post, case.at).findings]
            for engine in (waived, plain)
        )
        assert one == other


def filled(post: Mapping[str, Any], at: str, value: Any) -> dict[str, Any]:
    """The post in which somebody said what stands at that pointer."""
    found: dict[str, Any] = json.loads(json.dumps(post))
    place: Any = found
    *above, last = at.split("/")[1:]
    for step in above:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    place[last] = value
    return found


def conditions(engine: Engine, post: Mapping[str, Any], at: str | None) -> dict[str, str]:
    return {rule: engine.explain(post, rule, at).when.value for rule in engine.rules}


@law
@given(case=cases(most_rules=3, most_posts=1), data=st.data())
def test_an_answer_keeps_every_condition_that_was_decided(folder: Path, case: Case, data: st.DataObject) -> None:
    engine = engine_for(folder, case)
    post = case.posts[0]
    missing = sorted({at for one in engine.check(post, case.at).undecided for at in one.missing})
    # with an evaluation time, stating another one replaces what was known; the length of a text is known to be none while its platform is unknown
    known = {"/publish_at"} if case.at else set()
    known |= {"/platform"} if any(fact in json.dumps(case.rulesets) for fact in ("limits.", "text_length")) else set()
    unsaid = [f"/{name}" for name in ("platform", "device", "consideration") if name not in post]
    left = [at for at in missing or unsaid if at not in known]
    if not left:
        return
    at = data.draw(st.sampled_from(left))
    answer = data.draw(st.sampled_from([None, *ANSWERS[at.rpartition("/")[2]]]))
    before = conditions(engine, post, case.at)
    after = conditions(engine, filled(post, at, answer), case.at)
    assert {rule: value for rule, value in before.items() if value in ("yes", "no")}.items() <= after.items()


def string_at(post: Any, at: str) -> Any:
    for step in at.split("/")[1:]:
        post = post[int(step)] if isinstance(post, list) else post[step]
    return post


@law
@given(case=cases())
def test_evidence_quotes_the_original(folder: Path, case: Case) -> None:
    engine = engine_for(folder, case)
    for post in case.posts:
        findings = engine.check(post, case.at).findings
        hidden = [seen.to_json() for one in findings if one.topic in MASKED for seen in one.evidence if seen.quote]
        for finding in findings:
            for seen in finding.evidence:
                assert seen.at.startswith("/")
                if seen.quote is None:
                    continue
                quoted = string_at(post, seen.at)[seen.start : seen.end]
                if finding.topic in MASKED:
                    assert len(seen.quote) == len(quoted)
                    assert sum(sign != "•" for sign in seen.quote) <= 2
                elif not any(_meet(seen.to_json(), hit) for hit in hidden):
                    assert seen.quote == quoted
                else:
                    assert all(shown in ("•", sign) for shown, sign in zip(seen.quote, quoted, strict=True))


class _Raises:
    def judge(self, seen: Any, env: Any) -> Any:
        raise ZeroDivisionError(f"{seen.at} {env.at}")


BOOM = Operator(
    "boom",
    ("any",),
    {"type": "boolean"},
    Words("raises", "scheitert"),
    {"text": {"boom": True}},
    lambda build, request: _Raises(),
)
EXPLOSIONS: Sequence[Any] = (
    lambda inner: {"text": {"boom": True}},
    lambda inner: {"not": {"text": {"boom": True}}},
    lambda inner: {"none": [{"text": {"boom": True}}]},
    lambda inner: {"any": [inner, {"text": {"boom": True}}]},
    lambda inner: {"text": {"not": {"any": [{"boom": True}, {"all": [{"boom": True}, {"boom": False}]}]}}},
    lambda inner: {
        "any": [{"platform": {"boom": True}}, {"all": [inner, {"title": {"boom": True}}, {"text": {"boom": True}}]}]
    },
    lambda inner: {"recent_texts": {"some": {".": {"boom": True}}}},
    lambda inner: {"recent_texts": {"count": {"ge": 1, "where": {".": {"boom": True}}}}},
)


@law
@given(
    case=cases(most_posts=1),
    shape=st.sampled_from(EXPLOSIONS),
    verdict=st.sampled_from(("review", "block")),
    as_exemption=st.booleans(),
)
def test_an_operator_that_raises_in_a_mandatory_rule_is_at_least_a_review(
    folder: Path, case: Case, shape: Any, verdict: str, as_exemption: bool
) -> None:
    world = names()._replace(operators={**names().operators, "boom": BOOM})
    ruleset = case.rulesets[0]
    rule = next(iter(ruleset["rules"]))
    inner = rule["when"]
    if "context." in json.dumps(inner):  # a register without the section would make the whole rule idle
        inner = {"text": "present"}
    changed = {
        **rule,
        "binding": "mandatory",
        "verdict": verdict,
        "topic": "law",
        "cap": "block",
        "status": "active",
        "when": shape(inner),
    }
    changed.pop("effective", None)
    changed.pop("unless", None)
    if as_exemption:
        changed |= {"when": {"recent_texts": "present"}, "unless": {"text": {"boom": True}}}
    engine = engine_of(folder, [{**ruleset, "rules": [changed]}], case.context, (), world=world)
    decision = engine.check({**case.posts[0], "recent_texts": ["a"]}, case.at)
    assert RANKS.index(decision.verdict) >= RANKS.index("review")
    if decision.errors:
        assert "ZeroDivisionError" not in json.dumps(decision.to_dict("en")["errors"])


@law
@given(case=cases(most_posts=1))
def test_what_is_written_down_and_read_again_is_the_same(folder: Path, case: Case) -> None:
    paths = written(folder, case.rulesets)
    first = load(paths[-1], names())
    again = folder / "again"
    again.mkdir(exist_ok=True)
    for one in case.rulesets:
        value = one if one["id"] != first.id else first.value
        value = json.loads(json.dumps(value))  # without shared parts, which YAML would write as aliases
        (again / f"{one['id']}.yaml").write_text(
            yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    assert load(str(again / f"{first.id}.yaml"), names()).digest == first.digest
    engine = engine_for(folder, case)
    for post in case.posts:
        said = engine.check(post, case.at).to_dict("en")
        assert digest(json.loads(json.dumps(said))) == digest(said)
