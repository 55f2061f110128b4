"""`rulekit check`: posts in, decisions out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rulekit.cli.options import Option, Options
from rulekit.cli.posts import FROM, Given, check_platform, given_posts, hinted, read_post
from rulekit.cli.settings import Settings, cache_folder, now, settings_near
from rulekit.errors import InvalidPost, InvalidSettings, Problem, Words, nearest
from rulekit.model.canonical import Json
from rulekit.model.verdict import VERDICTS, exit_status
from rulekit.reports import FORMATS, Checked, render

if TYPE_CHECKING:
    from rulekit.engine.engine import Engine, Post
    from rulekit.engine.result import Decision

LANGUAGES = ("de", "en")

BATCH = 100
"""From how many posts on memory is worth collecting."""


class Wish(NamedTuple):
    """What the command line asks for, before settings fill what it leaves open."""

    rulesets: tuple[str, ...]
    context: Path | None
    waivers: Path | None
    at: str | None
    lang: str | None
    format: str | None
    fail_on: str | None
    ask: bool
    acknowledged: Mapping[str, str]
    unsure: bool
    platform: str | None = None


OPTIONS: Options = (
    Option("posts", "rest", "Post files (.json), JSON Lines (.jsonl), folders of both, or - for standard input."),
    FROM,
    Option("ruleset", "many", "A pack, a ruleset's file or folder, or PATH@REVISION; may be repeated. [base]"),
    Option("context", "one", "The register: company facts as YAML or JSON."),
    Option("waivers", "one", "Permissions with reason, approver and expiry."),
    Option("at", "one", "Evaluation time for posts without publish_at, such as 2026-05-04T10:00:00+02:00. [now]"),
    Option("lang", "one", "Language of the words: de or en. [the ruleset's]"),
    Option("format", "one", f"One of {', '.join(FORMATS)}. [rich on a terminal, else plain]"),
    Option("fail-on", "one", f"Verdict from which the exit status is 1: {', '.join(VERDICTS[1:])}. [ask]"),
    Option("ask", "flag", "Put the questions here, and decide again with the answers."),
    Option("ack", "many", "Acknowledge a recommendation for this run; may be repeated."),
    Option("reason", "many", "Why, for each --ack."),
    Option("unsure", "flag", "Ask for a review whatever the rules say. No blame."),
)
"""What `rulekit check` takes: the help is made of it, and the command line is read by it."""


def command(**given: Any) -> None:
    """Check posts and print one decision each.

    Exit status: 0 all clear, 1 something to answer, review or change (see --fail-on), 2 something given is not valid,
    3 no decision could be made.
    """
    wish = Wish(
        tuple(given["ruleset"]),
        _path(given["context"]),
        _path(given["waivers"]),
        given["at"],
        given["lang"],
        given["format"],
        given["fail_on"],
        given["ask"],
        _acknowledged(given["ack"], given["reason"]),
        given["unsure"],
        given["from_"],
    )
    _check_choices(wish)
    sys.exit(run(given["posts"], wish))


def _path(given: str | None) -> Path | None:
    return None if given is None else Path(given)


def _acknowledged(rules: Sequence[str], reasons: Sequence[str]) -> dict[str, str]:
    if len(rules) != len(reasons) or not all(text.strip() for text in reasons):
        raise InvalidSettings(
            Problem(
                "ack-reason",
                Words("each `--ack` needs a `--reason`", "jedes `--ack` braucht ein `--reason`"),
                Words(
                    "say in a few words why the recommendation does not fit here",
                    "in wenigen Worten sagen, warum die Empfehlung hier nicht passt",
                ),
            )
        )
    return dict(zip(rules, reasons, strict=True))


def _check_choices(wish: Wish) -> None:
    check_platform(wish.platform)
    for option, value, allowed in (
        ("--lang", wish.lang, LANGUAGES),
        ("--format", wish.format, tuple(FORMATS)),
        ("--fail-on", wish.fail_on, VERDICTS[1:]),
    ):
        if value is not None and value not in allowed and not (option == "--format" and _brought(value)):
            raise InvalidSettings(_bad_choice(option, value, allowed))


def _brought(name: str) -> bool:
    """Whether a plugin brings that format."""
    from rulekit.plugins.extras import reporter  # imported where used: rulekit's own formats need none of it

    return reporter(name) is not None


def _bad_choice(option: str, value: str, allowed: Sequence[str]) -> Problem:
    names = ", ".join(f"`{name}`" for name in allowed)
    return Problem(
        "bad-choice",
        Words(f"`{option}` cannot be `{value}`", f"`{option}` kann nicht `{value}` sein"),
        Words(f"choose one of {names}", f"eines von {names} wählen"),
        nearest=nearest(value, list(allowed)),
    )


def run(names: Sequence[str], wish: Wish) -> int:
    """Checks everything named and prints the report; the exit status of the command."""
    work = Work(wish)
    results: list[Checked] = []
    statuses = {0}
    many = len(names) > 1
    for number, given in enumerate(given_posts(names)):
        if number == BATCH:
            gc.enable()
        many = many or given.many
        result, status = work.check(given)
        results.append(result)
        statuses.add(status)
    if not results:
        raise InvalidSettings(
            Problem(
                "no-posts",
                Words("there is no post here", "hier ist kein Beitrag"),
                Words(
                    "name a .json or .jsonl file, or a folder with some",
                    "eine .json- oder .jsonl-Datei oder einen Ordner damit nennen",
                ),
            )
        )
    from rulekit import __version__

    style = work.format()
    if style in FORMATS:
        text = render(
            style,
            results,
            lang=work.language(),
            version=__version__,
            width=_width(),
            colour=style == "rich" and _colour(),
            fail_on=work.fail_on(),
            many=many,
        )
    else:
        text = _told_by_plugin(style, results, work.language())
    sys.stdout.write(text)
    sys.stdout.flush()
    for line in work.waiver_notes() if many else ():
        print(line, file=sys.stderr)  # noqa: T201 - the command line speaks to people here
    return max(statuses)


def _told_by_plugin(style: str, results: Sequence[Checked], lang: str) -> str:
    from rulekit.plugins.extras import reporter, written

    told = [{"source": one.source, "line": one.line, "decision": one.decision, "error": one.error} for one in results]
    return written(reporter(style), told, lang)


def _placed(problem: Problem, given: Given, lang: str) -> str:
    """The problem behind its line and column in the post's file; the report names the file itself."""
    if problem.line is None or given.line is not None:
        return problem.sentence(lang)
    return f"{problem.line}:{problem.column or 1}: {problem.sentence(lang)}"


def _width() -> int:
    """The columns of the terminal, at most 120; 80 where there is none, so that what is piped never depends on a window."""
    if not sys.stdout.isatty():
        return 80
    import shutil  # imported where used: it brings three compression libraries along

    return min(shutil.get_terminal_size((80, 24)).columns, 120)


def _colour() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


class Work:
    """One run of the command: an engine for each settings found, loaded when first needed."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._engines: dict[Path, Engine] = {}
        self._settings: Settings | None = None
        self._now = wish.at or now()
        self._waivers: dict[str, str] = {}
        self._language: str | None = None

    def check(self, given: Given) -> tuple[Checked, int]:
        """The result of one post, and its exit status."""
        if given.problem is not None:
            return self._failed(given, (given.problem,))
        from rulekit.engine.engine import Post

        engine = self._engine(given.folder)
        assert given.data is not None, "a post without a problem has data"
        try:
            post = read_post(given, self._wish.platform, engine.read)
            decision = self._decide(engine, post, given)
            if self._wish.ask:
                from rulekit.cli.ask import answered

                value, decision = answered(
                    post.value, decision, lambda changed: self._decide(engine, changed, given), self.language()
                )
                post = Post(value)
        except InvalidPost as error:
            return self._failed(given, error.problems if self._wish.platform else hinted(given.data, error.problems))
        self._note_waivers(decision)
        # places in a decision are those of the post: of one that was imported they are nowhere in the file
        raw = None if self._wish.platform else given.raw
        result = Checked(given.source, given.line, dict(post.value), decision.to_dict(self.language()), None, raw)
        return result, exit_status(decision.verdict, self.fail_on())

    def _decide(self, engine: Engine, post: Post | Mapping[str, Json], given: Given) -> Decision:
        return engine.check(post, at=self._now, files=given.folder, unsure=self._wish.unsure)

    def _failed(self, given: Given, problems: Sequence[Problem]) -> tuple[Checked, int]:
        lang = self.language()
        message = "\n".join(_placed(problem, given, lang) for problem in problems)
        first = problems[0]
        error = {"kind": first.kind, "at": first.at, "message": message}
        return Checked(given.source, given.line, None, None, error, given.raw), 3 if first.kind == "unreadable" else 2

    def _engine(self, folder: Path) -> Engine:
        from rulekit.plugins.installed import Engine

        found = settings_near(folder)
        self._settings = self._settings or found
        if found.folder not in self._engines:
            _check_choices(
                self._wish._replace(
                    lang=found.values.get("lang"),
                    format=found.values.get("format"),
                    fail_on=found.values.get("fail_on"),
                )
            )
            rulesets = list(self._wish.rulesets) or found.rulesets()
            engine = Engine.load(
                *rulesets,
                context=self._wish.context or found.path("context"),
                waivers=self._wish.waivers or found.path("waivers"),
                cache=cache_folder(),
            )
            if self._wish.acknowledged:
                engine = engine.with_acknowledged(self._wish.acknowledged)
            self._engines[found.folder] = engine
            self._language = self._language or engine.language
        return self._engines[found.folder]

    def _setting(self, key: str, wished: str | None, default: str) -> str:
        if wished is not None:
            return wished
        value = None if self._settings is None else self._settings.values.get(key)
        return default if value is None else str(value)

    def language(self) -> str:
        """The language asked for, else that of the settings, else that of the rulesets."""
        return self._setting("lang", self._wish.lang, self._language or "en")

    def format(self) -> str:
        """The format asked for, else that of the settings, else what suits the output."""
        return self._setting("format", self._wish.format, "rich" if sys.stdout.isatty() else "plain")

    def fail_on(self) -> str:
        """The verdict from which a post fails."""
        return self._setting("fail_on", self._wish.fail_on, "ask")

    def _note_waivers(self, decision: Decision) -> None:
        for waiver in decision.waivers or ():
            if "expires" not in waiver:
                continue
            name = f"{waiver['rule']} ({waiver['reason']})"
            if self._waivers.get(name) != "applied":
                self._waivers[name] = waiver["status"]

    def waiver_notes(self) -> Iterator[str]:
        """A line for each waiver that did nothing for any post of this run."""
        german = self.language() == "de"
        for name, status in sorted(self._waivers.items()):
            if status == "expired":
                yield f"Ausnahme abgelaufen: {name}" if german else f"waiver expired: {name}"
            elif status == "unused":
                yield f"Ausnahme nicht gebraucht: {name}" if german else f"waiver not used: {name}"
