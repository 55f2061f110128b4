"""From files to a ruleset that has been checked: one value, one digest, and every mistake at its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rulekit.conditions.build import RULESET, Mistake, World
from rulekit.errors import InvalidRuleset, Problem, Words, nearest, pointer
from rulekit.model.canonical import Json, digest
from rulekit.model.verdict import BINDINGS, RANK
from rulekit.ruleset.check import Below, own_lists, rule_mistakes
from rulekit.ruleset.files import HEADER, Bundle, locate
from rulekit.ruleset.order import ordered
from rulekit.ruleset.source import Source, read_yaml
from rulekit.ruleset.structure import structure_mistakes
from rulekit.ruleset.versions import version_range

MAX_DEPTH = 16
"""How many rulesets may extend each other in a row."""


class Origin(NamedTuple):
    """Where a part of a ruleset was written: the file, and the pointer of the part in it."""

    source: Source
    at: str


class Ruleset(NamedTuple):
    """One ruleset as loaded: its merged value in fixed order, its digest, what it extends, and where each part was written.

    `origins` maps the pointers `/rules/N`, `/adjust/N`, `/lists/NAME` and `""` of `written` (the merged value in the order of the files) to their files.
    """

    id: str
    version: str
    value: Json
    digest: str
    written: Json
    origin: str
    origins: Mapping[str, Origin]
    parents: tuple[Ruleset, ...]

    def problem(self, mistake: Mistake) -> Problem:
        """The mistake at its file, line and column."""
        return placed(mistake, self.origins)


def placed(mistake: Mistake, origins: Mapping[str, Origin]) -> Problem:
    """A mistake with the file, line and column of its pointer."""
    steps = mistake.at.split("/")[1:]
    for size in (2, 0):
        head = "".join("/" + step for step in steps[:size])
        origin = origins.get(head)
        if origin is not None:
            rest = mistake.at[len(head) :]
            on = mistake.on if rest or not head else "value"
            return origin.source.problem(
                mistake.kind, origin.at + rest, mistake.what, mistake.advice, mistake.nearest, on
            )
    return Problem(mistake.kind, mistake.what, mistake.advice, mistake.at, nearest=mistake.nearest)


def load(reference: str, world: World, beside: Path | None = None) -> Ruleset:
    """The ruleset of that name or path with all it extends, checked against what conditions can name.

    Raises InvalidRuleset with every problem of the ruleset that has any.
    """
    return _load(locate(reference, beside, world.plugins), (), {}, world)


def _load(bundle: Bundle, above: tuple[str, ...], known: dict[str, Ruleset], world: World) -> Ruleset:
    if bundle.origin in known:
        return known[bundle.origin]
    written, origins = _merged(bundle)
    fits = world.forms.get(RULESET)
    form = [] if fits is not None and fits(written) else structure_mistakes(written, "ruleset.v1")
    mistakes = [*form, *_meaning(written)]
    problems: list[Problem] = []
    parents = []
    for number, link in enumerate(written.get("extends") or () if isinstance(written.get("extends"), list) else ()):
        if not isinstance(link, dict) or not isinstance(link.get("ruleset"), str):
            continue
        try:
            parents.append(_parent(link, pointer("extends", number), bundle, above, known, origins, world))
        except InvalidRuleset as error:
            problems += error.problems
    if not problems:
        mistakes += rule_mistakes(written, _below(parents), world)
    problems += [placed(mistake, origins) for mistake in mistakes]
    if problems:
        raise InvalidRuleset(*_sorted(problems))
    value = ordered(written)
    found = Ruleset(
        written["id"], written["version"], value, digest(value), written, bundle.origin, origins, tuple(parents)
    )
    known[bundle.origin] = found
    return found


def _below(parents: Sequence[Ruleset]) -> Below:
    """What a ruleset finds in those it extends."""
    rules: dict[str, tuple[Json, Mapping[str, Sequence[str]]]] = {}
    lists: dict[str, Sequence[str]] = {}
    contacts: set[str] = set()
    for parent in parents:
        deeper = _below(parent.parents)
        names = {**deeper.lists, **own_lists(parent.written)}
        rules.update(deeper.rules)
        rules.update({f"{parent.id}/{rule['id']}": (rule, names) for rule in parent.written.get("rules", ())})
        lists.update(names)
        contacts |= deeper.contacts | set(parent.written.get("contacts", ()))
    return Below(rules, lists, frozenset(contacts))


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    unique = dict.fromkeys(problems)
    return sorted(
        unique, key=lambda problem: (problem.file or "", problem.line or 0, problem.column or 0, problem.kind)
    )


def _parent(
    link: Json,
    at: str,
    bundle: Bundle,
    above: tuple[str, ...],
    known: dict[str, Ruleset],
    origins: Mapping[str, Origin],
    world: World,
) -> Ruleset:
    """The ruleset that an item of `extends` names."""

    def wrong(
        kind: str, en: str, de: str, advice: Words | None = None, on: str = "ruleset", near: str | None = None
    ) -> InvalidRuleset:
        return InvalidRuleset(placed(Mistake(kind, at + pointer(on), Words(en, de), advice, near), origins))

    name = link["ruleset"]
    try:
        found = locate(name, bundle.folder, world.plugins)
    except InvalidRuleset as error:
        first = error.problems[0]
        raise wrong(first.kind, first.what.en, first.what.de, first.advice, near=first.nearest) from None
    if len(above) >= MAX_DEPTH:
        raise wrong(
            "too-deep",
            f"more than {MAX_DEPTH} rulesets extend each other in a row",
            f"mehr als {MAX_DEPTH} Regelsätze erweitern einander der Reihe nach",
            Words("join some of them into one", "einige davon zusammenlegen"),
        )
    if found.origin in (*above, bundle.origin):
        raise wrong(
            "circle",
            f"`{name}` extends this ruleset again",
            f"`{name}` erweitert seinerseits diesen Regelsatz",
            Words("take one of the two `extends` out", "eines der beiden `extends` entfernen"),
        )
    parent = _load(found, (*above, bundle.origin), known, world)
    wanted = link.get("version")
    if isinstance(wanted, str):
        allowed = version_range(wanted)
        if allowed is not None and not allowed.admits(parent.version):
            raise wrong(
                "version-mismatch",
                f"`{name}` is at version {parent.version}, which `{wanted}` does not admit",
                f"`{name}` hat die Version {parent.version}, die `{wanted}` nicht zulässt",
                Words(
                    "install a version in the range, or widen the range after reading the changes",
                    "eine Version aus dem Bereich verwenden, oder den Bereich nach Durchsicht der Änderungen erweitern",
                ),
                on="version",
            )
    return parent


def _merged(bundle: Bundle) -> tuple[Json, dict[str, Origin]]:
    """The values of all files as one, and where each part came from."""
    problems: list[Problem] = []
    sources = []
    for file in bundle.files:
        try:
            sources.append(read_yaml(file.data, file.name))
        except InvalidRuleset as error:
            problems += error.problems
    whole: dict[str, Json] = {}
    origins: dict[str, Origin] = {}
    for number, source in enumerate(sources):
        header = number == 0
        if not isinstance(source.value, dict):
            problems.append(
                source.problem(
                    "not-a-ruleset",
                    "",
                    Words(
                        "a ruleset is a mapping of keys and values", "ein Regelsatz besteht aus Schlüsseln und Werten"
                    ),
                    Words("begin with `rulekit: 1`", "mit `rulekit: 1` beginnen"),
                )
            )
            continue
        if header:
            origins[""] = Origin(source, "")
        for key, value in source.value.items():
            _merge(whole, origins, source, key, value, header, problems)
    if problems:
        raise InvalidRuleset(*problems)
    return whole, origins


_MERGED = ("rules", "lists", "adjust")
"""What the files of a folder may share; everything else stands in the header."""


def _merge(
    whole: dict[str, Json],
    origins: dict[str, Origin],
    source: Source,
    key: str,
    value: Json,
    header: bool,
    problems: list[Problem],
) -> None:
    if key not in _MERGED:
        if header:
            whole[key] = value
            return
        what = Words(f"`{key}` does not belong in this file", f"`{key}` gehört nicht in diese Datei")
        advice = Words(
            f"only `rules`, `lists` and `adjust` stand beside `{HEADER}`; put the rest there",
            f"neben `{HEADER}` stehen nur `rules`, `lists` und `adjust`; alles andere gehört dorthin",
        )
        problems.append(source.problem("misplaced-key", pointer(key), what, advice, nearest(key, list(_MERGED)), "key"))
    elif isinstance(value, list) and key != "lists":
        for number, item in enumerate(value):
            origins[pointer(key, len(whole.setdefault(key, [])))] = Origin(source, pointer(key, number))
            whole[key].append(item)
        whole.setdefault(key, [])
    elif isinstance(value, dict) and key == "lists":
        for name, terms in value.items():
            if name in whole.setdefault("lists", {}):
                problems.append(
                    source.problem(
                        "duplicate-list",
                        pointer("lists", name),
                        Words(
                            f"the list `{name}` is already defined in another file",
                            f"die Liste `{name}` ist schon in einer anderen Datei angelegt",
                        ),
                        Words("join the two, or rename one", "beide zusammenführen, oder eine umbenennen"),
                        on="key",
                    )
                )
            whole["lists"][name] = terms
            origins[pointer("lists", name)] = Origin(source, pointer("lists", name))
    elif value is None and not header:
        whole.setdefault(key, {} if key == "lists" else [])
    else:
        whole[key] = value
        form = Words(
            f"`{key}` holds {'names with lists' if key == 'lists' else 'a list'}",
            f"`{key}` enthält {'Namen mit Listen' if key == 'lists' else 'eine Liste'}",
        )
        advice = (
            Words("write `name: [term, term]`", "`name: [Begriff, Begriff]` schreiben")
            if key == "lists"
            else Words("begin each entry with a dash", "jeden Eintrag mit einem Strich (`- `) beginnen")
        )
        problems.append(source.problem("wrong-type", pointer(key), form, advice))


def _meaning(written: Json) -> Iterator[Mistake]:
    """What the schema cannot say: unique ids, verdicts that fit the binding, ranges that are ranges. Reads only what has the right form."""
    seen: set[str] = set()
    rules = written.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict):
            yield from _rule_meaning(rule, pointer("rules", number), seen)
    links = written.get("extends")
    for number, link in enumerate(links if isinstance(links, list) else ()):
        wanted = link.get("version") if isinstance(link, dict) else None
        if isinstance(wanted, str) and version_range(wanted) is None:
            yield Mistake(
                "bad-range",
                pointer("extends", number, "version"),
                Words(f"`{wanted}` is not a version range", f"`{wanted}` ist kein Versionsbereich"),
                Words(
                    'write bounds with commas between them, such as ">=1.2,<2"',
                    'Grenzen durch Komma getrennt schreiben, etwa ">=1.2,<2"',
                ),
            )


def _rule_meaning(rule: Json, at: str, seen: set[str]) -> Iterator[Mistake]:
    name, verdict, cap = rule.get("id"), rule.get("verdict"), rule.get("cap")
    if isinstance(name, str) and name in seen:
        yield Mistake(
            "duplicate-id",
            at + "/id",
            Words(f"two rules are called `{name}`", f"zwei Regeln heißen `{name}`"),
            Words("rename one of them, or delete the copy", "eine davon umbenennen oder die Kopie löschen"),
        )
    seen.add(str(name))
    allowed = BINDINGS.get(rule.get("binding") if isinstance(rule.get("binding"), str) else "", ())
    if verdict in RANK and verdict != "ask" and allowed and verdict not in allowed:
        names = ", ".join(f"`{one}`" for one in allowed)
        yield Mistake(
            "binding-verdict",
            at + "/verdict",
            Words(
                f"a rule with `binding: {rule['binding']}` cannot say `{verdict}`",
                f"eine Regel mit `binding: {rule['binding']}` kann nicht `{verdict}` sagen",
            ),
            Words(
                f"choose one of {names}, or the other binding",
                f"eines von {names} wählen, oder die andere Verbindlichkeit",
            ),
        )
    if isinstance(cap, str) and cap in RANK and verdict in RANK and RANK[verdict] > RANK[cap]:
        yield Mistake(
            "over-cap",
            at + "/verdict",
            Words(
                f"the verdict `{verdict}` is above the rule's own cap `{cap}`",
                f"das Urteil `{verdict}` liegt über der eigenen Obergrenze `{cap}`",
            ),
            Words("lower the verdict or raise the cap", "das Urteil senken oder die Obergrenze anheben"),
        )
