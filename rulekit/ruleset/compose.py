"""How rulesets become one: `extends`, `adjust`, and lists, contacts and assumptions that an overlay changes.

Everything an overlay can change is a slot with a chain of changes: first what its owner wrote, then what each ruleset above did to it. Two ways to
the same slot agree if one chain begins with the other; otherwise two overlays want different things, and that is an error that names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rulekit.conditions.build import Mistake
from rulekit.errors import InvalidRuleset, Problem, Words, nearest, pointer
from rulekit.model.canonical import Json
from rulekit.model.verdict import BINDINGS, RANK
from rulekit.ruleset.load import Ruleset

Slot = tuple[str, str, str]
"""What can be changed: its sort (rule, list, contact, assume), its owner's id, its name."""

Chain = tuple[tuple[str, Json], ...]
"""Who said what about a slot, the owner first."""


class State(NamedTuple):
    """What a ruleset and all below it say: the slots with their chains, and which owner a bare list or contact name means here."""

    chains: Mapping[Slot, Chain]
    names: Mapping[tuple[str, str], str | None]
    rulesets: Mapping[str, Ruleset]


class Composed(NamedTuple):
    """All rulesets of an engine as one.

    `rules` maps the full id to the rule's home, its own text and the adjustments in order. `lists` and `contacts` map a
    ruleset's id to what their names mean in it.
    """

    rulesets: tuple[Ruleset, ...]
    rules: Mapping[str, Chain]
    lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    contacts: Mapping[str, Mapping[str, Json]]
    assume: Mapping[str, Json]


def compose(given: Sequence[Ruleset]) -> Composed:
    """The rulesets and all they extend as one. Raises InvalidRuleset."""
    states: dict[str, State] = {}
    whole = _joined([_state(ruleset, states) for ruleset in given], None)
    return Composed(
        tuple(whole.rulesets[name] for name in sorted(whole.rulesets)),
        {f"{owner}/{name}": chain for (sort, owner, name), chain in sorted(whole.chains.items()) if sort == "rule"},
        {name: _meanings("list", states[name], whole) for name in whole.rulesets},
        {name: _meanings("contact", states[name], whole) for name in whole.rulesets},
        {name: chain[-1][1] for (sort, _, name), chain in sorted(whole.chains.items()) if sort == "assume"},
    )


def _meanings(sort: str, state: State, whole: State) -> dict[str, Json]:
    found = {}
    for (kind, name), owner in sorted(state.names.items()):
        if kind == sort and owner is not None:
            chain = whole.chains[sort, owner, name]
            found[name] = terms_of(chain) if sort == "list" else chain[-1][1]
    return found


def terms_of(chain: Chain) -> tuple[str, ...]:
    """The terms of a list after all its changes, sorted."""
    terms: set[str] = set()
    for _, change in chain:
        if isinstance(change, list):
            terms = set(change)
        else:
            terms = (terms | set(change.get("add", ()))) - set(change.get("remove", ()))
    return tuple(sorted(terms))


def _state(ruleset: Ruleset, states: dict[str, State]) -> State:
    """What one ruleset says on top of what it extends."""
    if ruleset.id in states:
        known = states[ruleset.id].rulesets[ruleset.id]
        if known.origin != ruleset.origin:
            raise InvalidRuleset(
                _at(
                    ruleset,
                    Mistake(
                        "same-id",
                        "/id",
                        Words(
                            f"two different rulesets are called `{ruleset.id}`",
                            f"zwei verschiedene Regelsätze heißen `{ruleset.id}`",
                        ),
                        Words("rename one of them", "einen davon umbenennen"),
                    ),
                )
            )
        return states[ruleset.id]
    below = _joined([_state(parent, states) for parent in ruleset.parents], ruleset)
    found = _on_top(ruleset, below)
    states[ruleset.id] = found
    return found


def _at(ruleset: Ruleset, mistake: Mistake) -> Problem:
    return ruleset.problem(mistake)


def _joined(states: Sequence[State], above: Ruleset | None) -> State:
    """Several ways down as one; raises InvalidRuleset where they disagree."""
    chains: dict[Slot, Chain] = {}
    names: dict[tuple[str, str], str | None] = {}
    rulesets: dict[str, Ruleset] = {}
    for state in states:
        rulesets.update(state.rulesets)
        for slot, chain in state.chains.items():
            chains[slot] = _agreed(slot, chains.get(slot, chain), chain, above)
        for key, owner in state.names.items():
            names[key] = owner if names.get(key, owner) == owner else None
    return State(chains, names, rulesets)


def _agreed(slot: Slot, one: Chain, other: Chain, above: Ruleset | None) -> Chain:
    short, long = sorted((one, other), key=len)
    if long[: len(short)] == short:
        return long
    left, right = _first_difference(one, other)
    if slot[0] == "assume" and one[-1][1] == other[-1][1]:
        return min(one, other)
    sort, owner, name = slot
    what = name if sort == "assume" else f"{owner}/{name}"
    problem = Problem(
        "conflict",
        Words(
            f"`{left}` and `{right}` change `{what}` in different ways",
            f"`{left}` und `{right}` ändern `{what}` auf verschiedene Weise",
        ),
        Words(
            "make the two alike, or let one of them extend the other",
            "beide angleichen, oder einen den anderen erweitern lassen",
        ),
        file=above.origins[""].source.file if above is not None else None,
    )
    raise InvalidRuleset(problem)


def _first_difference(one: Chain, other: Chain) -> tuple[str, str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return tuple(sorted((left[0], right[0])))  # type: ignore[return-value]  # sorted gives a list of the same two
    return one[-1][0], other[-1][0]


def _on_top(ruleset: Ruleset, below: State) -> State:
    chains, names = dict(below.chains), dict(below.names)
    mistakes: list[Mistake] = []
    for rule in ruleset.value.get("rules", ()):
        chains["rule", ruleset.id, rule["id"]] = ((ruleset.id, rule),)
    for name, change in ruleset.value.get("lists", {}).items():
        _list(ruleset, name, change, chains, names, mistakes)
    for name, contact in ruleset.value.get("contacts", {}).items():
        owner = names.get(("contact", name)) or ruleset.id
        chains["contact", owner, name] = (*chains.get(("contact", owner, name), ()), (ruleset.id, contact))
        names["contact", name] = owner
    for path, value in ruleset.value.get("assume", {}).items():
        chains["assume", "", path] = (*chains.get(("assume", "", path), ()), (ruleset.id, value))
    _adjust(ruleset, chains, mistakes)
    if mistakes:
        raise InvalidRuleset(*(ruleset.problem(mistake) for mistake in mistakes))
    return State(chains, names, {**below.rulesets, ruleset.id: ruleset})


def _list(
    ruleset: Ruleset,
    name: str,
    change: Json,
    chains: dict[Slot, Chain],
    names: dict[tuple[str, str], str | None],
    mistakes: list[Mistake],
) -> None:
    at = pointer("lists", name)
    inherited = names.get(("list", name))
    if isinstance(change, list):
        if inherited is not None:
            mistakes.append(
                Mistake(
                    "list-taken",
                    at,
                    Words(
                        f"`{name}` is already a list of `{inherited}`",
                        f"`{name}` ist schon eine Liste von `{inherited}`",
                    ),
                    Words(
                        "write `{add: […], remove: […]}` to change it, or choose another name",
                        "`{add: […], remove: […]}` schreiben, um sie zu ändern, oder einen anderen Namen wählen",
                    ),
                    on="key",
                )
            )
            return
        chains["list", ruleset.id, name] = ((ruleset.id, change),)
        names["list", name] = ruleset.id
    elif inherited is None:
        known = [other for sort, other in names if sort == "list"]
        mistakes.append(
            Mistake(
                "no-list",
                at,
                Words(
                    f"no ruleset below has a list `{name}` to change",
                    f"kein erweiterter Regelsatz hat eine Liste `{name}`, die sich ändern ließe",
                ),
                Words(
                    "write the terms as a plain list to make a new one",
                    "für eine neue Liste die Begriffe einfach aufzählen",
                ),
                nearest(name, known),
                "key",
            )
        )
    else:
        chains["list", inherited, name] = (*chains["list", inherited, name], (ruleset.id, change))


def _adjust(ruleset: Ruleset, chains: dict[Slot, Chain], mistakes: list[Mistake]) -> None:
    known = {f"{owner}/{name}" for sort, owner, name in chains if sort == "rule" and owner != ruleset.id}
    touched: set[str] = set()
    for number, written in enumerate(ruleset.written.get("adjust", ())):
        at, target = pointer("adjust", number), written["rule"]
        if target not in known:
            own = target.partition("/")[0] == ruleset.id
            advice = (
                Words("change the rule itself", "die Regel selbst ändern")
                if own
                else Words(
                    "name a rule of a ruleset under `extends` as RULESET/ID",
                    "eine Regel eines Regelsatzes unter `extends` als REGELSATZ/ID nennen",
                )
            )
            mistakes.append(
                Mistake(
                    "no-rule",
                    at + "/rule",
                    Words(f"there is no extended rule `{target}`", f"es gibt keine erweiterte Regel `{target}`"),
                    advice,
                    nearest(target, sorted(known)),
                )
            )
        elif target in touched:
            mistakes.append(
                Mistake(
                    "adjusted-twice",
                    at + "/rule",
                    Words(f"`{target}` is adjusted twice here", f"`{target}` wird hier zweimal angepasst"),
                    Words("join the two into one", "beide zu einer zusammenfassen"),
                )
            )
        else:
            touched.add(target)
            mistakes += _misfit(written, at, chains["rule", *_halves(target)])
    for change in ruleset.value.get("adjust", ()):
        slot: Slot = ("rule", *_halves(change["rule"]))
        if slot in chains:
            chains[slot] = (*chains[slot], (ruleset.id, change))


def _halves(full: str) -> tuple[str, str]:
    owner, _, name = full.partition("/")
    return owner, name


def _misfit(change: Json, at: str, chain: Chain) -> Iterable[Mistake]:
    """Whether the rule would still have a verdict that its binding and its cap allow."""
    rule = adjusted((*chain, ("", change)))
    allowed = BINDINGS[rule["binding"]]
    on = at + ("/verdict" if "verdict" in change else "/binding")
    if rule["verdict"] not in allowed:
        yield Mistake(
            "binding-verdict",
            on,
            Words(
                f"with `binding: {rule['binding']}` the rule cannot say `{rule['verdict']}`",
                f"mit `binding: {rule['binding']}` kann die Regel nicht `{rule['verdict']}` sagen",
            ),
            Words(
                f"choose one of {', '.join(allowed)}, or adjust the binding too",
                f"eines von {', '.join(allowed)} wählen, oder auch die Verbindlichkeit anpassen",
            ),
        )
    cap = rule.get("cap")
    if cap is not None and RANK[rule["verdict"]] > RANK[cap]:
        yield Mistake(
            "over-cap",
            on,
            Words(f"`{change['rule']}` is capped at `{cap}`", f"`{change['rule']}` ist auf `{cap}` begrenzt"),
            Words(
                "the cap protects free opinion; choose a lower verdict",
                "die Grenze schützt die freie Meinung; ein milderes Urteil wählen",
            ),
        )


def adjusted(chain: Chain) -> Json:
    """The rule after its adjustments; `unless` is not among them, because it keeps its home (see `exemptions`)."""
    rule = dict(chain[0][1])
    for _, change in chain[1:]:
        rule.update({key: change[key] for key in ("verdict", "binding", "status", "off") if key in change})
    return rule


def exemptions(chain: Chain) -> list[tuple[str, Json]]:
    """Each `unless` of the rule and of its adjustments, with the ruleset whose names it uses."""
    return [(home, change["unless"]) for home, change in chain if "unless" in change]
