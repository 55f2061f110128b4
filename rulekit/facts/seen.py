"""One value of a post as conditions see it, and what silence means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from rulekit.errors import pointer
from rulekit.facts.attached import Attached
from rulekit.model.canonical import Json
from rulekit.model.decision import Evidence
from rulekit.model.fields import Field

KNOWN: Final = 0
NONE: Final = 1
MISSING: Final = 2
BROKEN: Final = 3
"""The states of a value: known, known to be none, unknown, and not to be worked out. Final, so that compiled modules hold the numbers themselves."""


class Seen:
    """One value as a condition sees it. Not to be changed: `but` makes another one.

    `at` is its JSON pointer in the post ("" for what is not in the post), `shift` the code point of `at`'s string at which a
    value that is part of that string begins, `spans` where a value that was found in texts stands; `why` says what went wrong when BROKEN. A list, or
    texts, that are KNOWN and have a `why` may hold more than was found: what they do not have is in error, not no.
    """

    # no named tuple: dozens are made and asked in each check, and that takes half the time this way; no dataclass: to make one takes time at the start
    __slots__ = ("at", "shift", "spans", "state", "value", "why")

    def __init__(
        self,
        state: int,
        value: Json = None,
        at: str = "",
        shift: int = 0,
        spans: tuple[Evidence, ...] = (),
        why: str = "",
    ) -> None:
        self.state: Final = state
        self.value: Final = value
        self.at: Final = at
        self.shift: Final = shift
        self.spans: Final = spans
        self.why: Final = why

    def but(self, **changes: Any) -> Seen:
        """The same with other values for some of its attributes."""
        kept = {name: getattr(self, name) for name in ("state", "value", "at", "shift", "spans", "why")}
        return Seen(**(kept | changes))

    def evidence(self) -> tuple[Evidence, ...]:
        """Where the value stands, for a test that is yes."""
        if self.spans:
            return self.spans
        return (Evidence(self.at),) if self.at else ()


class Found(NamedTuple):
    """An element of a list that a fact worked out, with where it was found in the post."""

    value: Json
    spans: tuple[Evidence, ...] = ()


class Broken(Exception):
    """A fact that cannot be worked out; the argument says why, for the `errors` of the decision."""


def absent(field: Field, siblings: Mapping[str, Json] | None, known: Field | None = None) -> bool:
    """True if an absent field is unknown rather than none, given the object it is absent from.

    `known` is the field of that object, to tell an unknown sibling from one that is none.
    """
    if field.absent != "unknown":
        return False
    for name, values in field.unknown_when.items():
        state, value = _sibling(name, siblings, known)
        if state == NONE or (state == KNOWN and value not in values):
            return False
    for name, values in field.unknown_unless.items():
        state, value = _sibling(name, siblings, known)
        if state == KNOWN and value in values:
            return False
    return True


def _sibling(name: str, siblings: Mapping[str, Json] | None, known: Field | None) -> tuple[int, Json]:
    given = siblings or {}
    if name in given:
        return (NONE, None) if given[name] is None else (KNOWN, given[name])
    field = known.child(name) if known is not None else None
    if field is None or field.absent == "none":
        return NONE, None
    if field.absent == "unknown" and not absent(field, siblings, known):
        return NONE, None
    return MISSING, None


def assuming(
    post: Mapping[str, Json], root: Field, assume: Sequence[tuple[tuple[str, ...], Json]]
) -> tuple[Mapping[str, Json], tuple[str, ...]]:
    """The post with every assumption that fills a silence, and the pointers that were filled."""
    filled = dict(post)
    used = []
    for steps, value in assume:
        section = post.get(steps[0])
        if (len(steps) == 1 and steps[0] in post) or (
            len(steps) == 2 and type(section) is dict and steps[1] in section
        ):
            continue  # stated, which is the common case
        if _fill(filled, root, steps, value):
            used.append(pointer(*steps))
    return filled, tuple(sorted(used))


def _fill(into: dict[str, Json], field: Field, steps: tuple[str, ...], value: Json) -> bool:
    name, *rest = steps
    child = field.child(name)
    if child is None:
        return False
    if not rest:
        if name in into or not absent(child, into, field):
            return False
        into[name] = value
        return True
    below = into.get(name, {})
    if not isinstance(below, dict) or (name not in into and child.absent == "none"):
        return False
    copy = dict(below)
    if not _fill(copy, child, tuple(rest), value):
        return False
    into[name] = copy
    return True


def walk(value: Json, field: Field, at: str, steps: Sequence[str]) -> Seen:
    """The value at a path below `value`, whose field is `field` and whose pointer is `at`."""
    for number, name in enumerate(steps):
        child = field.child(name)
        assert child is not None, "paths are checked when a ruleset is loaded"
        parent, value, field = field, (value if isinstance(value, dict) else {}), child
        at += pointer(name)
        if name not in value:
            rest = steps[number + 1 :]
            found = _from_file(value, name, at) if isinstance(value, Attached) else None
            if found is None:
                return _silent(value, parent, child, at, rest)
            return walk(found.value, child, at, rest) if rest and found.state == KNOWN else found
        value = value[name]
        if value is None:
            return Seen(NONE, None, at + pointer(*steps[number + 1 :]))
    return Seen(KNOWN, value, at)


def _from_file(attachment: Attached, name: str, at: str) -> Seen | None:
    """What the attachment's file says of a field; None if it says nothing."""
    value, why = attachment.derived(name)
    if why:
        return Seen(BROKEN, None, at, why=why)
    return None if value is None or value == [] else Seen(KNOWN, value, at)


def _silent(siblings: Json, parent: Field, field: Field, at: str, rest: Sequence[str]) -> Seen:
    """What the absence of a field means for the path that leads through it."""
    if not rest:
        return Seen(MISSING if absent(field, siblings, parent) else NONE, None, at)
    end = at + pointer(*rest)
    if field.absent == "none":
        return Seen(NONE, None, end)
    if field.absent == "unknown" and field.kind != "object":
        return Seen(MISSING if absent(field, siblings, parent) else NONE, None, at)
    below: Mapping[str, Json] = {}
    for name in rest[:-1]:
        child = field.child(name)
        if child is None or child.absent == "none":
            return Seen(NONE, None, end)
        field = child
    last = field.child(rest[-1])
    return Seen(MISSING if last is not None and absent(last, below, field) else NONE, None, end)
