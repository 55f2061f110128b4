"""The posts a command is given: files, JSON Lines, folders and standard input, in the order named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rulekit.cli.options import Option
from rulekit.errors import InvalidSettings, Problem, Words

if TYPE_CHECKING:
    from rulekit.engine.engine import Post

STDIN = "-"
_ENDINGS = (".json", ".jsonl")


FROM = Option("from", "one", "Read what a platform gives out: mastodon, bluesky, activitystreams or x.")
"""The option that says whose posts are given; without it they are rulekit's own."""


class Given(NamedTuple):
    """One post as given: its source as named, its line in JSON Lines, its bytes, the folder its attachments' paths begin in.

    `problem` says why there are no bytes. `many` is True if the source can hold several posts. `raw` is the text of the whole file.
    """

    source: str
    line: int | None
    data: bytes | None
    folder: Path
    many: bool
    raw: str | None = None
    problem: Problem | None = None


def given_posts(names: Sequence[str]) -> Iterator[Given]:
    """Every post named; with no names, standard input if something is piped in. Raises InvalidSettings if there is nothing to read."""
    if not names:
        if sys.stdin is None or sys.stdin.isatty():
            raise InvalidSettings(
                Problem(
                    "no-posts",
                    Words("no post was given", "es wurde kein Beitrag angegeben"),
                    Words(
                        "name a file, as in `rulekit check post.json`, or pipe one in",
                        "eine Datei nennen, etwa `rulekit check post.json`, oder einen Beitrag hineinleiten",
                    ),
                )
            )
        names = [STDIN]
    for name in names:
        yield from _named(name)


def _named(name: str) -> Iterator[Given]:
    if name == STDIN:
        yield from _stdin(sys.stdin.buffer.read())
        return
    path = Path(name)
    if path.is_dir():
        for below in sorted(item for item in path.rglob("*") if item.suffix in _ENDINGS and item.is_file()):
            for given in _file(below):
                yield given._replace(many=True)
        return
    yield from _file(path)


def _file(path: Path) -> Iterator[Given]:
    source = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        problem = Problem(
            "unreadable",
            Words(f"`{source}` cannot be read: {reason}", f"`{source}` lässt sich nicht lesen: {reason}"),
            Words("check the path", "den Pfad prüfen"),
        )
        yield Given(source, None, None, path.parent, many=False, problem=problem)
        return
    if path.suffix == ".jsonl":
        yield from _lines(source, data, path.parent)
    else:
        yield Given(source, None, data, path.parent, many=False, raw=data.decode("utf-8", errors="replace"))


def _lines(source: str, data: bytes, folder: Path) -> Iterator[Given]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield Given(source, number, line, folder, many=True)


def _stdin(data: bytes) -> Iterator[Given]:
    """One post, or JSON Lines if the whole is no JSON but its first line is."""
    from rulekit.model.jsontext import decode

    lines = [line for line in data.split(b"\n") if line.strip()]
    if len(lines) > 1 and not _is_json(data, decode) and _is_json(lines[0], decode):
        yield from _lines(STDIN, data, Path())
    else:
        yield Given(STDIN, None, data, Path(), many=False, raw=data.decode("utf-8", errors="replace"))


def _is_json(data: bytes, decode: object) -> bool:
    from rulekit.errors import RulekitError

    assert callable(decode)
    try:
        decode(data)
    except RulekitError:
        return False
    return True


def check_platform(platform: str | None) -> None:
    """Raises InvalidSettings if there is no importer of that name."""
    if platform is None:
        return
    from rulekit.importers.table import importers, no_importer  # imported where used: most posts are rulekit's own
    from rulekit.plugins.extras import importer

    if platform not in importers() and importer(platform) is None:
        raise InvalidSettings(no_importer(platform, tuple(importers())))


def read_post(given: Given, platform: str | None, read: Callable[[bytes], Post]) -> Post:
    """The post that was given, read as rulekit's own or as what the platform gives out. Raises InvalidPost."""
    assert given.data is not None, "a post without a problem has data"
    if platform is None:
        return read(given.data)
    from rulekit.engine.engine import Post

    if "." in platform:
        from rulekit.importers.payload import decoded
        from rulekit.plugins.extras import imported, importer

        return Post(imported(importer(platform), decoded(given.data)))
    return Post.from_payload(given.data, platform)


def hinted(data: bytes, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is wrong with a post; if it is what a platform gives out, only how to have it read."""
    from rulekit.importers.table import hint  # imported where used: a valid post needs no hint

    found = hint(data)
    return problems if found is None else (found,)
