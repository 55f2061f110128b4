"""The suite that every plugin has to pass; a plugin's own tests run it with one line."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rulekit.authoring.examples import tried
from rulekit.conditions.names import Plugin
from rulekit.engine.world import world
from rulekit.errors import pointer
from rulekit.facts.seen import absent
from rulekit.model.canonical import Json, canonical
from rulekit.model.fields import Field, field_of
from rulekit.model.resources import schema
from rulekit.model.shape import Shape, shape
from rulekit.plugins.host import Brought, brought, entry_of, let_in
from rulekit.plugins.installed import INSTALLED, Engine
from rulekit.plugins.look import Unknown
from rulekit.ruleset.load import load
from rulekit.testing.documents import INSTANTS, posts, registers
from rulekit.testing.trial import PROBE, engine_for

HEAVY = [HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large, HealthCheck.filter_too_much]
FIXED = settings(
    phases=(Phase.explicit, Phase.generate), derandomize=True, database=None, deadline=None, suppress_health_check=HEAVY
)
"""The same posts in every run: a suite that fails now and then teaches nobody anything."""

RUNS: Sequence[Mapping[str, str]] = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "20260504", "TZ": "Pacific/Apia", "LC_ALL": "de_DE.UTF-8"},
)
"""The two processes a plugin is asked in; the second one from back to front."""


class Asked(NamedTuple):
    """A post with the register and the time it is asked with."""

    post: Json
    context: Json
    at: str | None


class Suite:
    """The tests of one plugin; `conformance` makes a class of it."""

    plugin: str
    samples = 60
    limit = 20.0

    def test_it_is_installed_and_what_it_claims_is_sound(self) -> None:
        """Found by its entry point, written for this interface, every name under its prefix and with its meaning."""
        assert found(self.plugin).name == self.plugin

    def test_its_facts_say_of_their_examples_what_they_promise(self) -> None:
        """Every fact has an example, and its value is the one that is written down."""
        what = _brought(self.plugin)
        engine = _engine(self.plugin)
        for fact in what.values["facts"]:
            assert fact.examples, f"`{fact.name}` has no example; give `examples=((post, value), …)`"
            for post, value in fact.examples:
                told = _told(engine, fact.name, post)
                wanted = value if isinstance(value, Unknown) else json.loads(canonical(value))
                assert told == wanted, f"`{fact.name}` says {told!r} of {post!r}, not {wanted!r}"

    def test_its_importers_and_packs_keep_their_examples(self) -> None:
        """Importers give the posts that are written down; every rule's `breaks`, `keeps` and `asks` hold."""
        what = _brought(self.plugin)
        for importer in what.values["importers"]:
            for payload, post in importer.examples:
                assert importer.read(payload) == post, f"`{importer.name}` makes another post of {payload!r}"
        for pack in what.values["packs"]:
            ruleset = load(pack.name, world(INSTALLED))
            assert ruleset.id == pack.name, f"the pack `{pack.name}` has the id `{ruleset.id}`"
            broken = [one.problem.render() for one in tried(ruleset, Engine.load(pack.name)) if one.problem is not None]
            assert not broken, "\n".join(broken)

    def test_it_answers_the_same_twice_under_other_hash_seeds_places_and_orders_and_touches_nothing(self) -> None:
        """In two processes without clock, chance, network, files and environment; schemas kept, nothing raised."""
        asked = _asked(self.plugin, self.samples)
        first, second = (
            _run(self.plugin, asked, dict(way), bool(number), self.limit) for number, way in enumerate(RUNS)
        )
        for number, one in enumerate(asked):
            _compare(self.plugin, one, first[number], second[number])

    def test_what_it_says_without_knowing_it_still_says_when_somebody_answers(self) -> None:
        """Unknown in, never a guess out: a value that is known although a field is silent holds whatever that field says."""
        engine = _engine(self.plugin)
        facts = sorted(found(self.plugin).facts)
        root, fits = field_of(schema("post.v1")), shape(schema("post.v1"))
        for one in _asked(self.plugin, self.samples):
            here = engine.with_context(one.context)
            before = _values(here, one.post, one.at, facts)
            for at, answered, time in _answers(one, root, fits):
                after = _values(here, answered, time, facts)
                for name in before:
                    assert before[name] in (after[name], _SILENT), (
                        f"`{name}` guesses: {before[name]} while nobody said `{at}`, and {after[name]} for {answered!r}; "
                        f"read it with `look.value`, or return `Unknown({at!r})`"
                    )


def conformance(plugin: str, samples: int = 60, limit: float = 20.0) -> type[Suite]:
    """The suite for the plugin of that name, as a class for pytest to find: `TestFinance = conformance("finance")`.

    `samples` is the number of posts it is tried with, `limit` how many seconds one answer may take.
    """
    name = "Test" + plugin.title().replace("_", "")
    return type(name, (Suite,), {"plugin": plugin, "samples": samples, "limit": limit, "__doc__": Suite.__doc__})


def found(name: str) -> Plugin:
    """The plugin of that name, let in. Raises InvalidPlugin for one that is not sound, AssertionError if there is none."""
    return let_in(_brought(name))


def _brought(name: str) -> Brought:
    return _announced(name, tuple(sys.path))


@cache  # what is installed does not change while tests run; another search path is looked at anew
def _announced(name: str, _path: tuple[str, ...]) -> Brought:
    entry = entry_of(name)
    names = ", ".join(INSTALLED.names()) or "none"
    assert entry is not None, f"no plugin `{name}` is installed (there are: {names}); is its entry point declared?"
    return brought(entry)


def _engine(name: str) -> Engine:
    with tempfile.TemporaryDirectory() as folder:
        return engine_for(_brought(name), found(name), Path(folder))


def _asked(name: str, samples: int) -> list[Asked]:
    """Posts, registers and times for a plugin: those of its examples, and others made of their texts and the words of its lists."""
    what, plugin = _brought(name), found(name)
    engine = _engine(name)
    own = [post for fact in what.values["facts"] for post, _ in fact.examples]
    texts = [post["text"] for post in own if isinstance(post.get("text"), str)]
    terms = {
        str(term).strip("*=") for lists in engine.program["lists"].values() for some in lists.values() for term in some
    }
    for pack in plugin.packs:
        texts += _example_texts(load(pack, world(INSTALLED)).written)
    collected: list[Asked] = [Asked(post, None, None) for post in own]

    @settings(FIXED, max_examples=samples)
    @given(posts(texts, tuple(sorted(terms))[:500]), registers(plugin.sections), st.sampled_from((None, *INSTANTS)))
    def collect(post: Json, context: Json, at: str | None) -> None:
        collected.append(Asked(post, context, at))

    collect()
    return collected


def _example_texts(written: Json) -> Iterator[str]:
    for rule in written.get("rules", ()):
        for some in (rule.get("examples") or {}).values():
            for example in some or ():
                post = example.get("post", example) if isinstance(example, dict) else {"text": example}
                text = post.get("text") if isinstance(post, dict) else post
                if isinstance(text, str):
                    yield text


def _told(engine: Engine, fact: str, post: Json) -> Json | Unknown:
    """What a fact says of a post; fails if it does not work."""
    view = engine._view(dict(post), None)  # the suite belongs to rulekit, and no public name tells unknown from none
    seen = view.fact(fact)
    assert not seen.why, seen.why
    from rulekit.facts.seen import MISSING

    return Unknown(seen.at) if seen.state == MISSING else engine.facts(post)[fact]


_SILENT = "unknown"


def _values(engine: Engine, post: Json, at: str | None, facts: Sequence[str]) -> dict[str, str]:
    """What each fact says, and whether each rule of the probe holds, as text; `unknown` where it waits for an answer."""
    from rulekit.facts.seen import BROKEN, MISSING

    view = engine._view(post, at)
    said = {}
    for name in facts:
        seen = view.fact(name)
        assert seen.state != BROKEN, seen.why
        value = canonical(engine.facts(post, at)[name]).decode()
        said[name] = _SILENT if seen.state == MISSING else value
    for rule in engine.rules:
        if rule.startswith(f"{PROBE}/"):
            said[rule] = engine.explain(post, rule, at).value
    return said


PLATFORM = "/platform"
"""Silence about the platform is no question for limits: they are then no (docs/semantics.md), so `above_fold` and others know all the same."""


def _answers(one: Asked, root: Field, fits: Shape) -> Iterator[tuple[str, Json, str | None]]:
    """The post with one silent field answered, in each way: pointer, post, time."""
    if one.at is None and not isinstance(one.post.get("publish_at"), str):
        yield from (("/publish_at", one.post, at) for at in INSTANTS[:2])
    for steps, answers in _silent(one.post, root, ()):
        at = pointer(*steps)
        if at not in (PLATFORM, "/publish_at"):
            changed = (_with(one.post, steps, answer) for answer in answers)
            yield from ((at, post, one.at) for post in changed if fits(post))


def _silent(
    value: Json, field: Field, steps: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Sequence[Json]]]:
    """Every field that is silent and unknown, with what may be said of it."""
    for name, child in field.children.items():
        if isinstance(value, dict) and name in value:
            if child.kind == "object" and isinstance(value[name], dict):
                yield from _silent(value[name], child, (*steps, name))
            elif child.kind == "list" and child.items is not None and isinstance(value[name], list):
                for number, item in enumerate(value[name]):
                    yield from _silent(item, child.items, (*steps, name, number))
        elif child.kind == "object" and isinstance(value, dict) and child.absent != "none":
            yield from _silent({}, child, (*steps, name))
        elif isinstance(value, dict) and absent(child, value, field):
            answers = child.answers or _FREE.get(child.kind, ())
            if answers:
                yield (*steps, name), [one for one in answers if one is not None][:4]


_FREE: Mapping[str, Sequence[Json]] = {
    "boolean": (True, False),
    "string": ("DE", "https://nordwind.example/"),
    "number": (0, 18),
    "date": ("2026-05-04",),
}


def _with(post: Json, steps: Sequence[str | int], answer: Json) -> Json:
    if not steps:
        return answer
    head, *rest = steps
    if isinstance(post, list):
        return [_with(item, rest, answer) if number == head else item for number, item in enumerate(post)]
    return {**post, head: _with(post.get(head, {}), rest, answer)}


class _Reader(threading.Thread):
    """Reads the lines of a pipe, so that somebody can wait for them for a while only."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.lines: queue.Queue[str | None] = queue.Queue()
        self._pipe = pipe
        self.start()

    def run(self) -> None:
        for line in self._pipe:
            self.lines.put(line.decode("utf-8", "replace").rstrip("\n"))
        self.lines.put(None)


def _run(name: str, asked: Sequence[Asked], way: Mapping[str, str], backwards: bool, limit: float) -> dict[int, Json]:
    """The answers of a plugin in a process of its own, by number; fails if it hangs or is refused something."""
    task = json.dumps({"plugin": name, "asked": asked, "backwards": backwards}).encode()
    place = os.pathsep.join(str(Path(item).resolve()) for item in sys.path if item)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as answers:
        process = subprocess.Popen(
            [sys.executable, "-m", "rulekit.testing.trial"],
            stdin=subprocess.PIPE,
            stdout=answers,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": place, **way},
        )
        assert process.stdin is not None and process.stderr is not None
        reader = _Reader(process.stderr)
        process.stdin.write(task)
        process.stdin.close()
        last, said = f"{name} 0", [""]
        try:
            while (line := reader.lines.get(timeout=limit)) is not None:
                said = [*said[-20:], line]
                last = line if line.startswith((f"{name}.", f"{name} ")) else last
        except queue.Empty:
            process.kill()
            who, _, number = last.partition(" ")
            post = asked[int(number or 0)].post if number.isdigit() else None
            raise AssertionError(f"`{who}` hangs: no answer within {limit:g} seconds for {post!r}") from None
        finally:
            process.wait()
            reader.join()
            process.stderr.close()
        assert process.returncode == 0, said[-1] or f"exit status {process.returncode}"
        answers.seek(0)
        lines = [json.loads(line) for line in answers]
    refused = lines.pop()["refused"]
    assert not refused, "; ".join(refused)
    return {line["number"]: line for line in lines}


def _compare(name: str, one: Asked, first: Json, second: Json) -> None:
    """Fails unless all four answers are the same one and nothing went wrong in it."""
    assert "invalid" not in first, f"{first.get('invalid')}: {one.post!r}"
    answers = [*first["answers"], *second["answers"]]
    errors = [entry for answer in answers for entry in answer["decision"]["errors"] if entry["plugin"] == name]
    assert not errors, f"{errors[0]['message']} (of {one.post!r})"
    assert not (first["changed"] or second["changed"]), f"the plugin changed the post {one.post!r}"
    assert first["answers"][0] == first["answers"][1], (
        f"{_difference(*first['answers'])} when asked twice of {one.post!r}"
    )
    assert first["answers"] == second["answers"], (
        f"{_difference(first['answers'][0], second['answers'][0])} in another process, of {one.post!r}: "
        "it depends on the hash seed, the order, the time zone or the locale"
    )


def _difference(one: Json, other: Json) -> str:
    """Which answer differs, and how."""
    for fact in one["facts"]:
        if one["facts"][fact] != other["facts"][fact]:
            return f"`{fact}` says {one['facts'][fact]!r}, then {other['facts'][fact]!r}"
    here, there = ({entry["rule"]: entry for entry in answer["decision"]["findings"]} for answer in (one, other))
    rules = sorted(rule for rule in here.keys() | there.keys() if here.get(rule) != there.get(rule))
    return f"rule `{rules[0]}` decides differently" if rules else "the decision differs"
