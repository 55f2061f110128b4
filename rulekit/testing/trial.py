"""One run of a plugin in a process of its own: `python -m rulekit.testing.trial` reads a task from standard input and prints what the plugin answered.

The task says which plugin, which posts, registers and times, and in which order; the process's environment says the hash seed, the time zone and
the locale. On standard error stands whose code is running, so that somebody who waits in vain knows for whom.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rulekit.conditions.names import Plugin
from rulekit.conditions.plugins import Plugins
from rulekit.errors import InvalidContext, InvalidPost, InvalidRuleset
from rulekit.model.canonical import Json, canonical
from rulekit.plugins.host import Brought, brought, entry_of, let_in
from rulekit.plugins.installed import INSTALLED, Engine
from rulekit.testing.ward import Ward

PROBE = "probe"
"""The id of the ruleset that asks for everything a plugin brings."""


class Watched(Plugins):
    """The installed plugins, one of them under guard."""

    def __init__(self, plugin: Plugin) -> None:
        self._plugin = plugin

    def find(self, prefix: str) -> Plugin | None:
        return self._plugin if prefix == self._plugin.name else INSTALLED.find(prefix)

    def names(self) -> tuple[str, ...]:
        return INSTALLED.names()


def probe(what: Brought) -> Json:
    """A ruleset with a rule for each fact and operator of a plugin."""
    conditions: list[tuple[str, Json]] = [(fact.name, {fact.name: "present"}) for fact in what.values["facts"]]
    conditions += [(operator.name, operator.example) for operator in what.values["operators"]]
    words = {"en": "probe", "de": "Probe"}
    shared = {
        "topic": "industry",
        "binding": "mandatory",
        "verdict": "review",
        "title": words,
        "message": words,
        "remedy": words,
        "source": [{"ref": "probe"}],
        "contact": "probe",
    }
    rules = [{"id": name.replace(".", "-").replace("_", "-"), **shared, "when": when} for name, when in conditions]
    return {
        "rulekit": 1,
        "id": PROBE,
        "version": "1.0.0",
        "contacts": {"probe": {"name": "probe"}},
        "rules": rules,
    }


def engine_for(what: Brought, plugin: Plugin, folder: Path) -> Engine:
    """An engine with everything a plugin brings. Raises InvalidRuleset for an example that is no condition, or a pack that is no ruleset."""
    path = folder / f"{PROBE}.yaml"
    path.write_text(json.dumps(probe(what)), encoding="utf-8")
    names = [str(path)] if probe(what)["rules"] else []
    return Engine.load(*names, *sorted(plugin.packs), plugins=Watched(plugin))


def main() -> None:
    """Does the task, and prints a line for each answer and one for what was refused."""
    task = json.load(sys.stdin)
    ward = Ward()
    entry = entry_of(task["plugin"])
    assert entry is not None, "the suite has found the plugin before"
    ward.loading = entry.module.partition(":")[0].partition(".")[0].strip()
    ward.begin(entry.name)
    what = brought(entry)
    ward.end()
    ward.loading = None
    plugin = let_in(what, ward)
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(what, plugin, Path(folder))
        for line in _answers(task, engine, sorted(plugin.facts), ward):
            sys.stdout.write(json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n")
    sys.stdout.write(json.dumps({"refused": sorted(set(ward.refused))}) + "\n")


def _answers(task: Mapping[str, Any], engine: Engine, facts: Sequence[str], ward: Ward) -> Iterator[Json]:
    asked = list(enumerate(task["asked"]))
    for number, (post, context, at) in reversed(asked) if task["backwards"] else asked:
        ward.step = str(number)
        post = turned(post) if task["backwards"] else post
        try:
            one = engine.with_context(context)
            before = canonical(post)
            answers = [_answer(one, post, at, facts), _answer(one, post, at, facts)]
        except (InvalidPost, InvalidContext) as error:
            yield {"number": number, "invalid": error.problems[0].sentence()}
            continue
        yield {"number": number, "answers": answers, "changed": canonical(post) != before}


def _answer(engine: Engine, post: Json, at: str | None, facts: Sequence[str]) -> Json:
    known = engine.facts(post, at)
    return {"facts": {name: known[name] for name in facts}, "decision": engine.check(post, at).to_dict("en")}


def turned(value: Json) -> Json:
    """The same JSON object with its keys the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(list(value))}
    return [turned(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    try:
        main()
    except InvalidRuleset as error:
        sys.setprofile(None)
        sys.exit(error.render())
