"""`rulekit fix`: mends what can be mended, shows the difference, and writes it back when told to."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rulekit.cli.check import LANGUAGES, Wish, Work, _bad_choice, _colour, _path, _placed, _width
from rulekit.cli.options import Option, Options
from rulekit.cli.posts import STDIN, Given, given_posts
from rulekit.errors import InvalidPost, InvalidSettings, Problem, Words
from rulekit.model.canonical import Json
from rulekit.model.verdict import VERDICTS, exit_status

if TYPE_CHECKING:
    from rulekit.engine.engine import Engine, Post
    from rulekit.engine.result import Decision
    from rulekit.fixes.values import Asked, Copy, Mending
    from rulekit.reports.mending import Shown

FORMATS = ("rich", "plain", "json", "changes")
"""For people the first two; `json` is the new post, `changes` the whole mending as JSON."""

MAX_ASKED = 50
"""How many questions are put for one post at most."""

OPTIONS: Options = (
    Option("posts", "rest", "Post files (.json), JSON Lines (.jsonl), folders of both, or - for standard input."),
    Option("write", "flag", "Write the mended posts back, and cleaned copies of pictures beside the originals."),
    Option("only", "many", "Use only this fixer; may be repeated. [all that rules name]"),
    Option("yes", "many", "Say yes to what this fixer asks; may be repeated."),
    Option("answer", "many", "Answer what a fixer asks: FIXER=VALUE; may be repeated."),
    Option("ruleset", "many", "A pack, a ruleset's file or folder, or PATH@REVISION; may be repeated. [base]"),
    Option("context", "one", "The register: company facts as YAML or JSON."),
    Option("waivers", "one", "Permissions with reason, approver and expiry."),
    Option("at", "one", "Evaluation time for posts without publish_at, such as 2026-05-04T10:00:00+02:00. [now]"),
    Option("lang", "one", "Language of the words: de or en. [the ruleset's]"),
    Option(
        "format", "one", "rich or plain for people, json for the new post, changes for all of it as JSON. [rich, plain]"
    ),
    Option("fail-on", "one", f"Verdict from which the exit status is 1: {', '.join(VERDICTS[1:])}. [ask]"),
)
"""What `rulekit fix` takes."""


def command(**given: Any) -> None:
    """Mend what can be mended in a post, show the difference, and with --write write it back.

    A fix is withdrawn, with its reason, when it would make any other rule worse off. On a terminal it asks for the words only a person can give.

    Exit status, of the mended posts: 0 all clear, 1 something to answer, review or change (see --fail-on), 2 something given is not valid,
    3 no decision could be made.
    """
    for option, value, allowed in (
        ("--lang", given["lang"], LANGUAGES),
        ("--format", given["format"], FORMATS),
        ("--fail-on", given["fail_on"], VERDICTS[1:]),
    ):
        if value is not None and value not in allowed:
            raise InvalidSettings(_bad_choice(option, value, allowed))
    work = FixWork(
        Wish(
            tuple(given["ruleset"]),
            _path(given["context"]),
            _path(given["waivers"]),
            given["at"],
            given["lang"],
            None,
            given["fail_on"],
            ask=False,
            acknowledged={},
            unsure=False,
        ),
        Asking(_answers(given["yes"], given["answer"]), given["only"] or None, given["write"], given["format"]),
    )
    sys.exit(_run(given["posts"], work))


class Asking(NamedTuple):
    """What the command line says about mending: words by fixer, the fixers to use, whether to write, and the format."""

    answers: Mapping[str, Json]
    only: Sequence[str] | None
    write: bool
    format: str | None


def _answers(yes: Sequence[str], answers: Sequence[str]) -> dict[str, Json]:
    from rulekit.fixes.run import no_fixer
    from rulekit.ruleset.fixers import FIXERS

    found: dict[str, Json] = dict.fromkeys(yes, True)
    for item in answers:
        name, equals, value = item.partition("=")
        if not equals:
            what = Words(f"`--answer {item}` says no value", f"`--answer {item}` nennt keinen Wert")
            advice = Words("write it as FIXER=VALUE", "als KORREKTUR=WERT schreiben")
            raise InvalidSettings(Problem("bad-answer", what, advice))
        found[name] = {"yes": True, "ja": True, "true": True, "no": False, "nein": False, "false": False}.get(
            value.lower(), value
        )
    for name in found:
        if name not in FIXERS and "." not in name:
            raise InvalidSettings(no_fixer(name))
    return found


class Fixed(NamedTuple):
    """What came of one post: its mending or what is wrong, the decision before, the paths written, and the exit status."""

    given: Given
    mending: Mending | None
    before: Decision | None
    error: Mapping[str, Json] | None
    written: Sequence[str]
    status: int


class FixWork(Work):
    """One run of the command."""

    def __init__(self, wish: Wish, asking: Asking) -> None:
        super().__init__(wish)
        self.asking = asking

    def format(self) -> str:
        """The format asked for, else what suits the output."""
        return self.asking.format or ("rich" if sys.stdout.isatty() else "plain")

    def fix(self, given: Given) -> Fixed:
        """The post mended, and written back if that was asked for."""
        if given.problem is not None:
            return self._wrong(given, (given.problem,))
        assert given.data is not None, "a post without a problem has data"
        engine = self._engine(given.folder)
        try:
            post = engine.read(given.data)
            before = self._decide(engine, post, given)
            mending = self._mended(engine, post, before, given)
        except InvalidPost as error:
            return self._wrong(given, error.problems)
        written: list[str] = []
        if self.asking.write and (mending.changed or mending.copies):
            written = _written(given, mending.post, mending.copies)
        status = exit_status(mending.decision.verdict, self.fail_on())
        return Fixed(given, mending, before, None, written, status)

    def _mended(self, engine: Engine, post: Post, decision: Decision, given: Given) -> Mending:
        from rulekit.fixes.run import Wish as Mend
        from rulekit.fixes.run import mended

        answers = dict(self.asking.answers)
        mending = mended(engine, post, decision, Mend(answers, self.asking.only, given.folder))
        if not (sys.stdin.isatty() and sys.stderr.isatty()) or self.format() not in ("rich", "plain"):
            return mending
        left: set[str] = set()
        for _ in range(MAX_ASKED):
            asked = next((one for one in mending.asks if one.fix not in left), None)
            if asked is None:
                break
            left.add(asked.fix)
            answer = self._put(asked)
            if answer is not None:
                answers[asked.fix] = answer[0]
                mending = mended(engine, post, decision, Mend(answers, self.asking.only, given.folder))
        return mending

    def _put(self, asked: Asked) -> tuple[Json] | None:
        from rulekit.cli.ask import put
        from rulekit.model.decision import Question

        return put(Question("", asked.ask, asked.answers, (asked.rule,), lifts=False), self.language())

    def _wrong(self, given: Given, problems: Sequence[Problem]) -> Fixed:
        lang = self.language()
        first = problems[0]
        message = "\n".join(_placed(problem, given, lang) for problem in problems)
        error = {"kind": first.kind, "at": first.at, "message": message}
        return Fixed(given, None, None, error, (), 3 if first.kind == "unreadable" else 2)


def _run(names: Sequence[str], work: FixWork) -> int:
    posts = list(given_posts(names))
    if work.asking.write:
        for given in posts:
            if given.source == STDIN or given.line is not None:
                raise InvalidSettings(_NO_WAY_BACK)
    fixed = [work.fix(given) for given in posts]
    if not fixed:
        what = Words("there is no post here", "hier ist kein Beitrag")
        advice = Words(
            "name a .json or .jsonl file, or a folder with some",
            "eine .json- oder .jsonl-Datei oder einen Ordner damit nennen",
        )
        raise InvalidSettings(Problem("no-posts", what, advice))
    many = len(fixed) > 1 or any(one.given.many for one in fixed)
    _print(fixed, work, many)
    return max(one.status for one in fixed)


def _print(fixed: Sequence[Fixed], work: FixWork, many: bool) -> None:
    """The report on standard output; beside JSON the words for people go to standard error."""
    from rulekit.reports.mending import report

    lang, style = work.language(), work.format()
    shown = [_shown(one, lang) for one in fixed]
    if style in ("rich", "plain"):
        colour = style == "rich" and _colour()
        sys.stdout.write(report(shown, lang, width=_width(), colour=colour, many=many))
    else:
        sys.stdout.write("".join(_json(one, style, lang, many) for one in fixed))
        if style == "json":
            sys.stderr.write(report(shown, lang, many=many))
    sys.stdout.flush()


def _shown(one: Fixed, lang: str) -> Shown:
    from rulekit.reports.mending import Shown

    name = one.given.source + (f":{one.given.line}" if one.given.line is not None else "")
    error = None if one.error is None else f"{name}:{one.error['message']}"
    mending = None if one.mending is None else one.mending.to_dict(lang)
    before = None if one.before is None else one.before.to_dict(lang)
    return Shown(name, mending, before, error, tuple(one.written))


def _json(one: Fixed, style: str, lang: str, many: bool) -> str:
    """One post alone as it is; of several a line each, as `rulekit check` prints decisions."""
    key = "post" if style == "json" else "mending"
    value: Json = one.error
    if one.mending is not None:
        value = dict(one.mending.post) if style == "json" else one.mending.to_dict(lang)
    if not many and one.mending is not None:
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    named = {"source": one.given.source, "line": one.given.line}
    return json.dumps({**named, (key if one.mending is not None else "error"): value}, ensure_ascii=False) + "\n"


_NO_WAY_BACK = Problem(
    "no-way-back",
    Words(
        "only posts in files of their own can be written back",
        "zurückschreiben lassen sich nur Beiträge in eigenen Dateien",
    ),
    Words(
        "leave out --write and take the output of --format json", "ohne --write die Ausgabe von --format json nehmen"
    ),
)


# --- writing -----------------------------------------------------------------------------------------------------


def _written(given: Given, post: Mapping[str, Json], copies: Sequence[Copy]) -> list[str]:
    """Writes the copies and the post, in this order, so that no post names a file that is not there; the paths written."""
    places = [(given.folder / copy.path, copy.data) for copy in copies]
    for place, data in places:
        if place.exists() and place.read_bytes() != data:
            name = place.as_posix()
            what = Words(f"there is another file at `{name}`", f"unter `{name}` liegt schon eine andere Datei")
            advice = Words("rename or remove it", "sie umbenennen oder entfernen")
            raise InvalidSettings(Problem("file-in-the-way", what, advice))
    for place, data in [*places, (Path(given.source), _rewritten(given, post))]:
        _replace(place, data)
    return [place.as_posix() for place, _ in places] + [given.source]


def _replace(place: Path, data: bytes) -> None:
    """Writes a file whole or not at all."""
    fresh = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    try:
        fresh.write_bytes(data)
        fresh.replace(place)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        reason = error.strerror or ""
        what = Words(
            f"`{place.as_posix()}` cannot be written: {reason}",
            f"`{place.as_posix()}` lässt sich nicht schreiben: {reason}",
        )
        raise InvalidSettings(Problem("unwritable", what, Words("check the path", "den Pfad prüfen"))) from None


def _rewritten(given: Given, post: Mapping[str, Json]) -> bytes:
    from rulekit.cli.layout import rewritten
    from rulekit.model.jsontext import decode

    raw = given.raw or ""
    return rewritten(raw, decode(raw), post).encode()
