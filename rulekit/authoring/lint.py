"""What can be said about a ruleset that is valid: what ages, what does nothing, whom nobody reaches.

Each check is one row of `CHECKS`. A warning asks for a change; a note only says how things are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rulekit.conditions.build import Mistake
from rulekit.errors import Problem, Words, pointer
from rulekit.model.canonical import Json
from rulekit.model.moment import day, instant
from rulekit.model.resources import rulesets_folder
from rulekit.ruleset.compose import Composed, compose
from rulekit.ruleset.load import Ruleset
from rulekit.ruleset.source import Source, read_yaml

PLATFORM_FACTS = frozenset(("limits", "text_length", "above_fold"))
"""The facts that look into rulesets/platforms.yaml."""

RESERVED = (".example", ".test", ".invalid", "example.com", "example.org", "example.net")
"""Domains that nobody can have (RFC 2606)."""


class Linted(NamedTuple):
    """What the checks look at: a ruleset, all it extends as one, the compiled rules, the register (None: none was given), the day."""

    ruleset: Ruleset
    composed: Composed
    rules: Sequence[Mapping[str, Json]]
    register: Mapping[str, Json] | None
    on: date


class Check(NamedTuple):
    """One check: its name, what it says in one sentence, whether it warns, and how it looks."""

    name: str
    says: Words
    warns: bool
    look: Callable[[Linted], Iterator[Problem]]


class Remark(NamedTuple):
    """What a check found; `warns` is False if it only says how things are."""

    check: str
    warns: bool
    problem: Problem


def lint(
    ruleset: Ruleset, rules: Sequence[Mapping[str, Json]], register: Mapping[str, Json] | None, today: date
) -> Iterator[Remark]:
    """Everything the checks find, in their order. `rules` are those of the compiled program."""
    linted = Linted(ruleset, compose([ruleset]), rules, register, today)
    for check in CHECKS:
        for problem in check.look(linted):
            yield Remark(check.name, check.warns, problem)


# --- what ages ---------------------------------------------------------------------------------------------------


def _old_platforms(linted: Linted) -> Iterator[Problem]:
    if not any(PLATFORM_FACTS & _names(part) for chain in linted.composed.rules.values() for _, part in chain):
        return
    source = platforms()
    old = {name: old for name, entries in sorted(source.value.items()) if (old := _old_entries(entries, linted.on))}
    if not old:
        return
    since, name, key = min((day, name, key) for name, entries in old.items() for key, day in entries.items())
    listed = ", ".join(f"`{name}`" for name in old)
    yield source.problem(
        "old-platform-data",
        pointer(name, key, "as_of"),
        Words(
            f"limits of platforms, some of {since}, are older than twelve months: {listed}",
            f"Grenzen von Plattformen, zum Teil vom {since}, sind älter als zwölf Monate: {listed}",
        ),
        Words("look them up again, or update rulekit", "sie neu nachsehen oder rulekit aktualisieren"),
    )


def _old_entries(entries: Json, today: date) -> dict[str, str]:
    """The entries of a platform that are older than twelve months, with their days."""
    return {
        key: str(entry["as_of"]) for key, entry in (entries or {}).items() if entry and older(entry["as_of"], today)
    }


def platforms() -> Source:
    """The table of platforms as people read it, with the place of each entry."""
    file = rulesets_folder() / "platforms.yaml"
    return read_yaml(file.read_bytes(), "rulesets/platforms.yaml")


def older(as_of: object, today: date) -> bool:
    """Whether the day lies more than twelve months back; what is no day has no age."""
    known = day(str(as_of))
    return known is not None and (known.year + 1, known.month, known.day) < (today.year, today.month, today.day)


def _names(part: Json) -> set[str]:
    """The first steps of all paths and references in a condition."""
    if isinstance(part, dict):
        found = {str(key).partition(".")[0] for key in part}
        return found.union(*map(_names, part.values()))
    if isinstance(part, list):
        return set().union(*map(_names, part))
    if isinstance(part, str) and part.startswith("$post."):
        return {part.split(".")[1]}
    return set()


def _ended(linted: Linted) -> Iterator[Problem]:
    for number, rule in enumerate(linted.ruleset.written.get("rules", ())):
        until = (rule.get("effective") or {}).get("until")
        last = _last_day(until)
        if last is not None and last < linted.on:
            yield linted.ruleset.problem(
                Mistake(
                    "ended-rule",
                    pointer("rules", number, "effective", "until"),
                    Words(
                        f"the rule `{rule['id']}` ended on {until} and does nothing any more",
                        f"die Regel `{rule['id']}` endete am {until} und wirkt nicht mehr",
                    ),
                    Words("remove it, or let it last longer", "sie entfernen oder länger gelten lassen"),
                )
            )


def _last_day(until: object) -> date | None:
    if not isinstance(until, str):
        return None
    point = instant(until)
    return day(until) if point is None else point.date()


# --- what does nothing -------------------------------------------------------------------------------------------


def _idle(linted: Linted) -> Iterator[Problem]:
    if linted.register is None:
        return
    lacking: dict[tuple[str, ...], list[str]] = {}
    for rule in linted.rules:
        names = tuple(name for name in rule["reads"] if name not in linted.register)
        if names:
            lacking.setdefault(names, []).append(rule["id"])
    for names, rules in sorted(lacking.items()):
        sections, listed = ", ".join(f"`{name}`" for name in names), ", ".join(f"`{rule}`" for rule in rules)
        yield Problem(
            "idle-rules",
            Words(
                f"without {sections} in the register these rules do nothing: {listed}",
                f"ohne {sections} im Register ruhen diese Regeln: {listed}",
            ),
        )


# --- whom nobody reaches -----------------------------------------------------------------------------------------


def _nowhere(linted: Linted) -> Iterator[Problem]:
    for name, contact in sorted((linted.ruleset.written.get("contacts") or {}).items()):
        if not any(contact.get(way) for way in ("email", "url", "phone")):
            yield linted.ruleset.problem(
                Mistake(
                    "unreachable-contact",
                    pointer("contacts", name),
                    Words(
                        f"the contact `{name}` has neither `email` nor `url` nor `phone`",
                        f"der Kontakt `{name}` hat weder `email` noch `url` noch `phone`",
                    ),
                    Words("say how to reach it", "angeben, wie er zu erreichen ist"),
                    on="key",
                )
            )


def _placeholders(linted: Linted) -> Iterator[Problem]:
    if linted.ruleset.origin.startswith("pack:"):
        return  # a pack is there to be extended; who extends it knows the addresses
    contacts = linted.composed.contacts[linted.ruleset.id]
    names = [name for name, contact in sorted(contacts.items()) if str(contact.get("email", "")).endswith(RESERVED)]
    if names:
        listed = ", ".join(f"`{name}`" for name in names)
        yield linted.ruleset.problem(
            Mistake(
                "placeholder-contact",
                "/contacts" if linted.ruleset.written.get("contacts") else "",
                Words(
                    f"these contacts have an address that reaches nobody: {listed}",
                    f"diese Kontakte haben eine Adresse, die niemanden erreicht: {listed}",
                ),
                Words("write the real ones under `contacts:`", "die richtigen unter `contacts:` eintragen"),
                on="key",
            )
        )


CHECKS: tuple[Check, ...] = (
    Check(
        "old-platform-data",
        Words(
            "Limits of platforms that rules read were looked up more than twelve months ago.",
            "Grenzen von Plattformen, die Regeln lesen, wurden vor mehr als zwölf Monaten nachgesehen.",
        ),
        True,
        _old_platforms,
    ),
    Check(
        "ended-rule",
        Words("A rule's `effective.until` has passed.", "Das `effective.until` einer Regel ist vorbei."),
        True,
        _ended,
    ),
    Check(
        "unreachable-contact",
        Words(
            "A contact has no email address, no URL and no phone number.",
            "Ein Kontakt hat weder E-Mail-Adresse noch URL noch Telefonnummer.",
        ),
        True,
        _nowhere,
    ),
    Check(
        "placeholder-contact",
        Words(
            "A contact's address is below a domain that nobody can have, such as the pack's own.",
            "Die Adresse eines Kontakts liegt unter einer Domain, die niemand haben kann, wie die des Pakets.",
        ),
        True,
        _placeholders,
    ),
    Check(
        "idle-rules",
        Words(
            "Rules read sections that the register does not have; without a register nothing is said.",
            "Regeln lesen Abschnitte, die im Register fehlen; ohne Register wird nichts gesagt.",
        ),
        False,
        _idle,
    ),
)
"""Every check, in the order in which they speak."""
