"""What a plugin can bring: the hooks it may implement, and the frozen values they return.

A plugin is a Python module that an entry point of the group `rulekit.plugins` names. The entry point's name is the plugin's name, and the prefix of
everything it brings: the plugin `finance` may bring the fact `finance.isins`, the pack `finance` or `finance-funds`, and nothing called otherwise. Its version
is that of the distribution it comes from.

Each hook is a function without arguments, marked with `rulekit.hookimpl`, that returns a tuple of frozen values. All but `about` may be left out.
Every value has a name, a schema or what stands for it, a version, and its semantics: one sentence in English and German.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pluggy

from rulekit.errors import Words
from rulekit.model.canonical import Json

if TYPE_CHECKING:
    from rulekit.plugins.look import Look

PROJECT = "rulekit"
API = 1
"""The version of this page. A plugin says in `about` for which one it was written."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as one of the hooks below."""


class About(NamedTuple):
    """What a plugin says of itself: the version of the hooks it was written for, and one sentence on what it is for."""

    api: int
    says: Words


class Fact(NamedTuple):
    """A value worked out of a post when a rule asks for it.

    `name` begins with the plugin's name and a dot. `schema` is the JSON Schema of the value; what does not keep it makes the rule an error. `says` is what
    the value means, one sentence each. `work_out` gets a `Look` at one post and returns a JSON value, None for "there is none", a `Found` (a value with the
    places where it stands), a list of both, or `Unknown` with the pointer of what nobody said. `examples` are pairs of a post and the value it
    must have (`Unknown` too); the conformance suite asks for them. `version` changes with the meaning.
    """

    name: str
    schema: Json
    says: Words
    work_out: Callable[[Look], object]
    examples: Sequence[tuple[Mapping[str, Json], object]] = ()
    version: str = "1"


class Operator(NamedTuple):
    """A test of one field, written in a rule as `field: {name: argument}`.

    `kinds` are the kinds of fields it tests: string, texts (`any_text`), number, boolean, time, date, list, object, any. `schema` is the JSON Schema of the
    argument; a `$…` reference is always allowed in its place and arrives as the value it stands for. `example` is a condition that uses it. `test` gets
    the value, the argument and a `Look`; it returns True or False, a list of `(start, end)` places in a text (yes if there is one), or `Unknown`. It is
    not asked when the value is none (then it is no) or unknown (then it is unknown).
    """

    name: str
    kinds: Sequence[str]
    schema: Json
    says: Words
    example: Json
    test: Callable[[Json, Json, Look], object]
    version: str = "1"


class Pack(NamedTuple):
    """A ruleset that ships with the plugin: a folder with `ruleset.yaml`, whose `id` is the pack's name and whose `version` is the policy's.

    `name` is the plugin's name, or begins with it and a hyphen. `section` is the JSON Schema of the register's section under the pack's name, without
    `$ref`; None if the pack reads no section of its own.
    """

    name: str
    folder: Path
    says: Words
    section: Json | None = None


class Reporter(NamedTuple):
    """A format of `rulekit check --format`.

    `write` gets the results as JSON (a list of `{source, line, decision, error}`) and a language, and returns text.
    """

    name: str
    says: Words
    write: Callable[[Sequence[Mapping[str, Json]], str], str]
    version: str = "1"


class Importer(NamedTuple):
    """A way from another program's payload to a post: `read` gets the decoded payload and returns a post that `post.v1` describes.

    `schema` says which payloads it takes.
    """

    name: str
    schema: Json
    says: Words
    read: Callable[[Json], Mapping[str, Json]]
    examples: Sequence[tuple[Json, Mapping[str, Json]]] = ()
    version: str = "1"


class Fixer(NamedTuple):
    """A change that mends a finding: `mend` gets a `Look` at the post and the finding as JSON, and returns a new post, or None if it cannot help.

    A rule names it under `fix`. `touches` are JSON pointers of everything it may change, with `*` for any position of a list; a change elsewhere is refused.
    """

    name: str
    says: Words
    mend: Callable[[Look, Mapping[str, Json]], Mapping[str, Json] | None]
    touches: Sequence[str] = ("/text",)
    version: str = "1"


@hookspec(firstresult=True)
def about() -> About:  # type: ignore[empty-body]  # a specification has no body
    """What the plugin says of itself. The one hook that every plugin has."""


@hookspec(firstresult=True)
def facts() -> Sequence[Fact]:  # type: ignore[empty-body]  # a specification has no body
    """The facts the plugin brings."""


@hookspec(firstresult=True)
def operators() -> Sequence[Operator]:  # type: ignore[empty-body]  # a specification has no body
    """The operators the plugin brings."""


@hookspec(firstresult=True)
def packs() -> Sequence[Pack]:  # type: ignore[empty-body]  # a specification has no body
    """The rulesets the plugin brings; lists of terms stand in them."""


@hookspec(firstresult=True)
def reporters() -> Sequence[Reporter]:  # type: ignore[empty-body]  # a specification has no body
    """The report formats the plugin brings."""


@hookspec(firstresult=True)
def importers() -> Sequence[Importer]:  # type: ignore[empty-body]  # a specification has no body
    """The importers the plugin brings."""


@hookspec(firstresult=True)
def fixers() -> Sequence[Fixer]:  # type: ignore[empty-body]  # a specification has no body
    """The fixers the plugin brings."""


HOOKS: Mapping[str, type] = {
    "facts": Fact,
    "operators": Operator,
    "packs": Pack,
    "reporters": Reporter,
    "importers": Importer,
    "fixers": Fixer,
}
"""Every hook that returns several values, with what each of them must be."""
