"""The engine: rulesets loaded once, posts checked many times. The whole of what an embedding app needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from rulekit.conditions.build import Builder, Scope, World
from rulekit.conditions.node import Env, Node
from rulekit.conditions.patterns import Pattern
from rulekit.conditions.plugins import NO_PLUGINS, Plugins
from rulekit.engine.entrance import Entrance
from rulekit.engine.given import bad_time, no_rule, only_recommendations, plugin_used, register_of
from rulekit.engine.passing import literals_of
from rulekit.engine.program import FLOOR, grouping
from rulekit.engine.result import SEMANTICS, Decision, Inputs
from rulekit.engine.run import (
    BuiltEntry,
    BuiltRule,
    BuiltWaiver,
    Judged,
    judge_rule,
    outside,
    weigh,
)
from rulekit.engine.world import checked_world, world
from rulekit.errors import InvalidPost, InvalidRuleset, Problem, RulekitError, nearest
from rulekit.facts.attached import paths
from rulekit.facts.register import Register
from rulekit.facts.seen import KNOWN, NONE, Found
from rulekit.facts.view import View
from rulekit.model.canonical import Json, digest
from rulekit.model.documents import PostLoader, load_post
from rulekit.model.fields import Field
from rulekit.model.moment import instant
from rulekit.ruleset.idle import awake, sections
from rulekit.text import TermIndex, data_version
from rulekit.text.searched import Strings

if TYPE_CHECKING:
    from rulekit.engine.explain import Explanation
    from rulekit.files.folder import Folder


_TEXTS = (bytes, str)


class Post(NamedTuple):
    """A post that has been checked to be one. Engines take it, a dict or JSON bytes alike."""

    value: Mapping[str, Json]

    @classmethod
    def from_json(cls, data: bytes | str) -> Post:
        """The post that JSON describes. Raises InvalidPost with all problems."""
        return cls(load_post(data))

    @classmethod
    def from_payload(cls, payload: Json, platform: str) -> Post:
        """The post of a platform's own object, JSON text or its value: `mastodon`, `bluesky`, `activitystreams` or `x`.

        Raises InvalidPost for another platform, and for a payload that is not a post of it.
        """
        from rulekit.importers.table import imported  # imported where used: most posts are rulekit's own

        return cls(imported(payload, platform))


class Outcome(NamedTuple):
    """One of many: the decision about a post, or the problems that kept it from being one."""

    decision: Decision | None
    problems: tuple[Problem, ...] = ()


class Engine:
    """Rulesets, a register and waivers, ready to check posts.

    Immutable: safe to share between threads and to send to another process. `with_context` gives a new one that shares the compiled program.
    """

    __slots__ = (
        "_ages",
        "_assume",
        "_built",
        "_entrance",
        "_entries",
        "_fixed",
        "_groups",
        "_index",
        "_read",
        "_register",
        "_strings",
        "_visited",
        "_waivers",
        "_world",
        "plugins",
        "program",
    )

    def __init__(self, program: Mapping[str, Json], context: Json | None = None, plugins: Plugins = NO_PLUGINS) -> None:
        self.plugins = plugins
        names = checked_world([plugin_used(one, plugins) for one in program["plugins"]])
        self._set_up(program, context, names, TermIndex(program["index"]), grouping(program), PostLoader())

    def _set_up(
        self,
        program: Mapping[str, Json],
        context: Json | None,
        names: World,
        index: TermIndex,
        groups: Mapping[Any, int],
        read: PostLoader,
    ) -> None:
        self.program = program
        self._world = names
        self._index = index
        self._groups = groups
        self._read = read
        self._register = Register(context)
        self._built: dict[int, BuiltRule] = {}
        self._entrance = Entrance([rule["screen"] for rule in program["rules"]])
        self._ages = any(one["effective"] for one in program["rulesets"])
        self._fixed: dict[str, Json] | None = None
        self._strings: Strings | None = None
        self._visited = False
        self._assume = tuple((tuple(path.split(".")), given) for path, given in sorted(self.program["assume"].items()))
        self._entries: tuple[BuiltEntry, ...] | None = None
        self._waivers = tuple(self._waiver(number, one) for number, one in enumerate(program["waivers"]))

    @classmethod
    def load(
        cls,
        *rulesets: str | Path,
        context: str | Path | Mapping[str, Json] | None = None,
        waivers: str | Path | Sequence[Json] | None = None,
        cache: Path | None = None,
        plugins: Plugins = NO_PLUGINS,
    ) -> Self:
        """An engine for packs by name, files and folders by path, `path@git-revision`; with none, the `base` pack.

        `context` is the register, a mapping or the path of a JSON or YAML file; `waivers` likewise. `cache` is a folder in which compiled
        programs are kept; None keeps none. `plugins` is where names that are not rulekit's own are looked for. Raises InvalidRuleset (InvalidPlugin if a
        plugin is at fault), InvalidContext or InvalidWaivers with all problems.
        """
        from rulekit.engine.cache import program_for

        program = program_for([str(one) for one in rulesets] or ["base"], waivers, cache, plugins)
        return cls(program, register_of(context, program, plugins), plugins)

    def with_context(self, context: str | Path | Mapping[str, Json] | None) -> Self:
        """The same rulesets beside another register; nothing is compiled again. Raises InvalidContext."""
        return self._again(self.program, register_of(context, self.program, self.plugins))

    def _again(self, program: Mapping[str, Json], context: Json | None) -> Self:
        other = type(self).__new__(type(self))
        other.plugins = self.plugins
        other._set_up(program, context, self._world, self._index, self._groups, self._read)
        return other

    def with_acknowledged(self, reasons: Mapping[str, str]) -> Self:
        """The same engine, in which the named recommendations are acknowledged: their findings stay and do not count.

        `reasons` maps rule ids to why. Raises InvalidRuleset for a rule that does not exist or is mandatory.
        """
        waivers = list(self.program["waivers"])
        for rule in sorted(reasons):
            found = self.program["rules"][self._number(rule)]
            if found["binding"] != "recommendation":
                raise InvalidRuleset(only_recommendations(rule))
            waivers.append({"rule": found["id"], "reason": reasons[rule], "acknowledged": True})
        return self._again({**self.program, "waivers": waivers}, self._register.value)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.program, self._register.value, self.plugins))

    @property
    def language(self) -> str:
        """The language of words when nobody asks for another: that of the rulesets if they agree, else English."""
        return str(self.program.get("language") or "en")

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules, sorted."""
        return tuple(rule["id"] for rule in self.program["rules"])

    def read(self, data: Mapping[str, Json] | bytes | str) -> Post:
        """The post that a dict or JSON describes, checked once. Raises InvalidPost with all problems."""
        return Post(self._checked(data))

    def _checked(self, data: Mapping[str, Json] | bytes | str) -> Mapping[str, Json]:
        text = type(data) is bytes or type(data) is str
        return self._read(dict(data) if not text and isinstance(data, Mapping) else data)

    def check(
        self,
        post: Post | Mapping[str, Json] | bytes | str,
        at: str | None = None,
        files: Folder | None = None,
        *,
        unsure: bool = False,
    ) -> Decision:
        """The decision about one post: a dict, JSON bytes or a Post. Raises InvalidPost and nothing else.

        `at` is the evaluation time (RFC 3339 with offset), used when the post does not say when it is published; without either, time is unknown. `files` is
        the folder below which the files of attachments lie; without it none is opened (docs/files.md). `unsure` asks for a review whatever the rules say.
        """
        view = self._view(post, at, files)
        env, built = Env(view), self._built
        judged = [judge_rule(built.get(number) or self._rule(number), env) for number in self._entrance.let_in(view)]
        extra = list(outside(self.program["rulesets"], view)) if self._ages else ()
        weighed = weigh(judged, self._waivers, self._floor, view, extra, self._world.post)
        verdict = max(weighed.verdict, "review", key=_rank) if unsure else weighed.verdict
        reported = weighed.waivers if self.program["waivers"] else None
        if not isinstance(post, _TEXTS) or view.files is not None:
            # a post given as a value, and a file, may change before somebody asks for the details
            for finding in weighed.findings:
                _ = finding.details
        return Decision(
            verdict,
            weighed.findings,
            weighed.questions,
            weighed.undecided,
            weighed.errors,
            self._inputs(post, view, unsure),
            reported,
            self.language,
        )

    def check_many(
        self, posts: Iterable[Post | Mapping[str, Json] | bytes | str], at: str | None = None, files: Path | None = None
    ) -> Iterator[Outcome]:
        """The decisions about many posts, in order; one that is no post gives its problems and does not stop the others."""
        for post in posts:
            try:
                yield Outcome(self.check(post, at, files))
            except InvalidPost as error:
                yield Outcome(None, error.problems)

    def explain(
        self, post: Post | Mapping[str, Json] | bytes | str, rule: str, at: str | None = None, files: Path | None = None
    ) -> Explanation:
        """Why a rule fired or stayed silent: its conditions as a tree, with what each saw. Raises InvalidPost, and InvalidRuleset for an unknown rule."""
        from rulekit.engine.explain import explained

        view = self._view(post, at, files)
        number = self._number(rule)
        lacking = [name for name in self.program["rules"][number]["reads"] if not self._register.has(name)]
        return explained(self._full_rule(number), judge_rule(self._rule(number), Env(view)), view, lacking)

    def facts(
        self, post: Post | Mapping[str, Json] | bytes | str, at: str | None = None, files: Path | None = None
    ) -> dict[str, Json]:
        """Every fact of a post, by name; None for what is none or unknown; under `files` what each of its files tells.

        Identifiers and credentials are masked in all of them.
        """
        from rulekit.facts.masking import mask_for

        view = self._view(post, at, files)
        found = {name: view.fact(name) for name in sorted(self._world.facts)}
        mask = mask_for(view)
        plain = {
            name: mask.over(_plain(seen.value)) if seen.state in (KNOWN, NONE) else None for name, seen in found.items()
        }
        if view.files is not None:
            told = {
                one["path"]: view.files.told(one) for one in view.post["attachments"] if one.get("path") is not None
            }
            plain["files"] = mask.over(told)
        return plain

    def _number(self, rule: str) -> int:
        known = self.rules
        for number, name in enumerate(known):
            if rule == name:
                return number
        ends = [name for name in known if name.endswith("/" + rule)]
        if len(ends) == 1:
            return known.index(ends[0])
        raise InvalidRuleset(no_rule(rule, nearest(rule, known)))

    def _view(self, post: Post | Mapping[str, Json] | bytes | str, at: str | None, files: Folder | None = None) -> View:
        value = post.value if isinstance(post, Post) else self._checked(post)
        if at is not None and instant(at) is None:
            raise InvalidPost(bad_time(at))
        return View(
            value,
            self._world.post,
            self._register,
            at,
            self._assume,
            self._world.facts,
            self._index,
            files,
            self._many(),
        )

    def _many(self) -> Strings | None:
        """All literals of the program's expressions, to be looked for in one pass; from the second post on, because making it takes longer than one look."""
        if self._strings is None and self._visited:
            sets = [frozenset(one) for literals in self.program["patterns"].values() for one in literals]
            screens = [frozenset(one) for rule in self.program["rules"] for one in literals_of(rule["screen"])]
            self._strings = Strings([*sets, *screens, self._index.strings])
        self._visited = True
        return self._strings

    def _inputs(self, post: Post | Mapping[str, Json] | bytes | str, view: View, unsure: bool) -> Mapping[str, Json]:
        own: dict[str, Json] = {"at": view.at, "assumed": list(view.assumed)}
        if unsure:
            own["unsure"] = True
        if view.files is not None:
            own["files"] = view.files.digests(paths(view.post))
            own["readers"] = view.files.readers()
        inputs = Inputs(view.given, self._fixed_inputs, own)
        # a post given as JSON is ours alone; one given as a value may change in its owner's hands
        return inputs if isinstance(post, _TEXTS) else dict(inputs)

    def _fixed_inputs(self) -> dict[str, Json]:
        """The inputs that are the same for every post, worked out once."""
        if self._fixed is None:
            self._fixed = self._inputs_of_all()
        return self._fixed

    def _inputs_of_all(self) -> dict[str, Json]:
        waivers = self.program["waivers"]
        return {
            "context": None if self._register.value is None else digest(self._register.value),
            "waivers": digest(waivers) if waivers else None,
            "floor": self.program["floor_digest"],
            "files": {},
            "at": None,
            "assumed": [],
            "rulesets": [{key: one[key] for key in ("id", "version", "digest")} for one in self.program["rulesets"]],
            "plugins": [{key: one[key] for key in ("name", "version")} for one in self.program["plugins"]],
            "data": digest(_data_versions()),
            "semantics": SEMANTICS,
        }

    def _builder(self, home: str, bindings: Mapping[str, Field] | None = None) -> Builder:
        return Builder(
            self._world, self.program["lists"].get(home, {}), self._groups.__getitem__, None, bindings, self._pattern
        )

    def _pattern(self, written: str) -> Pattern:
        """A regular expression with the literals worked out when the program was compiled; not compiled before it is needed."""
        known = self.program["patterns"]
        return Pattern(written, known[written]) if written in known else Pattern(written)

    def _rule(self, number: int) -> BuiltRule:
        """The rule with its conditions built for this register; built once, when first asked for."""
        found = self._built.get(number)
        if found is None:
            rule = self.program["rules"][number]
            idle = not all(self._register.has(name) for name in rule["reads"])
            found = self._built[number] = BuiltRule(rule, None) if idle else self._full_rule(number)
        return found

    def _full_rule(self, number: int) -> BuiltRule:
        rule = self.program["rules"][number]
        builder = self._builder(rule["home"])
        when = self._sound(builder, builder.condition(rule["when"], "", Scope()))
        unless = []
        for home, condition in rule["unless"]:
            kept = awake(condition, self._register.has)
            if kept is not None:
                own = self._builder(home)
                unless.append(self._sound(own, own.condition(kept, "", Scope(None, builder.bound))))
        return BuiltRule(rule, when, tuple(unless), bool(builder.bound))

    @staticmethod
    def _sound(builder: Builder, node: Node) -> Node:
        """The node, if nothing was wrong with it: a program holds only conditions that have been checked."""
        assert not builder.mistakes, f"a checked condition has a mistake: {builder.mistakes[0].what.en}"
        return node

    def _asleep(self, condition: Json) -> bool:
        return not all(self._register.has(name) for name in sections(condition))

    def _floor(self) -> tuple[BuiltEntry, ...]:
        """The entries of the floor, built when the first finding asks for them."""
        if self._entries is None:
            self._entries = tuple(self._entry(entry) for entry in self.program["floor"])
        return self._entries

    def _entry(self, entry: Mapping[str, Json]) -> BuiltEntry:
        when: Node | None = (
            None if self._asleep(entry["when"]) else self._builder(FLOOR).condition(entry["when"], "", Scope())
        )
        return BuiltEntry(entry, when)

    def _waiver(self, number: int, waiver: Mapping[str, Json]) -> BuiltWaiver:
        condition = waiver.get("when", {})
        home = next((rule["home"] for rule in self.program["rules"] if rule["id"] == waiver["rule"]), "")
        return BuiltWaiver(
            number, waiver, None if self._asleep(condition) else self._builder(home).condition(condition, "", Scope())
        )


def _rank(verdict: str) -> int:
    from rulekit.model.verdict import RANK

    return RANK[verdict]


def _plain(value: Json) -> Json:
    if isinstance(value, Found):
        return value.value
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _data_versions() -> Json:
    """What stands for rulekit's built-in tables in a decision's inputs."""
    from rulekit.facts.versions import data_versions

    return {"text": data_version(), **data_versions()}


__all__ = ["Decision", "Engine", "Judged", "Outcome", "Post", "RulekitError", "world"]
