"""Keeps the documentation true: writes the tables that come from the code, and what the commands shown really print.

`python scripts/docs.py` writes both anew; `python scripts/docs.py --check` writes nothing and fails if something is stale.

Between `<!-- generated: NAME -->` and `<!-- end -->` stands what `TABLES` gives. A fenced block is run if a comment stands right above it:

    <!-- run -->            console: each `$ rulekit …` must print what is shown; python: must run without an error
    <!-- run: condition --> yaml: a condition, or a list of them, that a rule could hold
    <!-- run: rules -->     yaml: a ruleset, or its `rules:` alone, whose examples must hold
    <!-- file: NAME -->     written to that file, so that the blocks after it can use it
    <!-- output -->         what the python block before it prints

The blocks of a page run in one folder that begins as a copy of `examples/`. A line `…` stands for any lines.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
REST = "…"
"""The line of a transcript that stands for any lines."""

_REGION = re.compile(r"(<!-- generated: (?P<name>[a-z ]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
_BLOCK = re.compile(
    r"^<!-- (?P<how>run|file|output)(?:: (?P<what>[^ ]+))? -->\n+```(?P<language>[a-z]+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
# Digests change with every word of a rule and with every table of rulekit; which one it is says nothing to a reader.
_DIGEST = re.compile(r"(?<=Decision )[0-9a-f]{12}|(?<=Entscheidung )[0-9a-f]{12}|(?<=sha256:)[0-9a-f]{64}")


class Block(NamedTuple):
    """A fenced block that is run: how, as what, its language and text, and where the text begins in the page."""

    how: str
    what: str
    language: str
    text: str
    start: int
    line: int


class Said(NamedTuple):
    """A command of a transcript and what it printed."""

    command: str
    output: str


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page that are run, from top to bottom."""
    for found in _BLOCK.finditer(page):
        line = page.count("\n", 0, found.start("text")) + 1
        yield Block(found["how"], found["what"] or "", found["language"], found["text"], found.start("text"), line)


def transcript(text: str) -> list[Said]:
    """The commands of a console block with the output below each."""
    found: list[Said] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append(Said(line[2:].strip(), ""))
        elif found:
            found[-1] = found[-1]._replace(output=found[-1].output + line)
    return found


class Shell:
    """Runs the commands of one page, one after the other, in one folder."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self._cache = cache
        self._status = 0

    def run(self, command: str) -> str:
        """What a command prints, its complaints first. Only `rulekit`, `cat` and `echo $?` are known here."""
        words = shlex.split(command)
        if command == "echo $?":
            return f"{self._status}\n"
        if words[0] == "cat":
            return "".join((self.folder / name).read_text(encoding="utf-8") for name in words[1:])
        if words[0] != "rulekit":
            raise ValueError(f"the documentation runs `rulekit`, `cat` and `echo $?`, not `{command}`")
        return self._process("-m", "rulekit", *words[1:])

    def python(self, text: str) -> str:
        """What a python block prints; a traceback if it fails."""
        return self._process("-c", text)

    def _process(self, *arguments: str) -> str:
        environment = {
            **os.environ,
            "RULEKIT_CACHE": str(self._cache),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(  # noqa: S603 - Python itself, with what our own pages show
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        self._status = done.returncode
        return (done.stderr + done.stdout).decode("utf-8")


def alike(written: str, real: str) -> bool:
    """Whether a transcript shows what was really printed: `…` stands for any lines, digests may differ."""
    parts = [re.escape(part) for part in re.split(rf"^{REST}\n", _plain(written), flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), _plain(real)) is not None


def _plain(text: str) -> str:
    lines = (line.rstrip() for line in _DIGEST.sub("0", text).splitlines())
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def renewed(written: str, real: str) -> str:
    """The transcript with what is really printed; around `…` as many lines as there were."""
    lines = [line.rstrip() for line in real.rstrip("\n").splitlines()]
    if REST not in written.splitlines():
        return "".join(f"{line}\n" for line in lines)
    before, _, after = written.rstrip("\n").partition(f"{REST}\n")
    head, tail = before.count("\n"), len(after.splitlines())
    return "".join(f"{line}\n" for line in [*lines[:head], REST, *(lines[-tail:] if tail else [])])


def scratch(parent: Path, name: str) -> Path:
    """A folder for the blocks of one page, with the examples in it."""
    folder = parent / name
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def write_file(folder: Path, block: Block) -> Path:
    """Writes a `file` block below the folder."""
    path = folder / block.what
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")
    return path


def with_tables(page: str) -> str:
    """The page with every generated table as the code gives it now."""
    return _REGION.sub(lambda found: f"{found[1]}{TABLES[found['name']]()}{found[4]}", page)


def with_transcripts(page: str, shell: Shell) -> str:
    """The page with what its commands print now."""
    parts, done, printed = [], 0, ""
    for block in blocks(page):
        text = block.text
        if block.how == "file":
            write_file(shell.folder, block)
        elif block.how == "output":
            text = _kept_or_renewed(text, printed)
        elif block.language == "python":
            printed = shell.python(text)
        elif block.language == "console":
            shown = [(said, shell.run(said.command)) for said in transcript(text)]
            text = "".join(f"$ {said.command}\n{_kept_or_renewed(said.output, real)}" for said, real in shown)
        parts += [page[done : block.start], text]
        done = block.start + len(block.text)
    return "".join([*parts, page[done:]])


def _kept_or_renewed(written: str, real: str) -> str:
    return written if alike(written, real) else renewed(written, real)


def _operators(lang: str) -> str:
    from rulekit.authoring.reference import operator_table
    from rulekit.conditions.table import operators

    return "\n" + operator_table(tuple(operators().values()), lang) + "\n"


def _fields(lang: str) -> str:
    from rulekit.authoring.reference import fields_and_facts
    from rulekit.engine.world import world

    return f"\n```text\n{fields_and_facts(world(), lang)}```\n\n"


def _commands() -> str:
    """Every command with its arguments and options, from the command line's own table."""
    from typer.main import get_command_from_info

    from rulekit.cli.app import app

    rows: list[str] = [""]
    for info in app().registered_commands:
        command = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        options = [one for one in command.params if one.param_type_name == "option" and "--help" not in one.opts]
        rows += [f"## rulekit {info.name}", "", *_paragraphs(command.help or ""), ""]
        rows += ["| | |", "|---|---|"]
        rows += [_row(_argument(one), _argument_help(info.callback, str(one.name))) for one in arguments]
        rows += [_row(_option(one), getattr(one, "help", None) or "") for one in options]
        rows.append("")
    return "\n".join(rows) + "\n"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def _row(name: str, help_text: str) -> str:
    cells = [f"`{name}`", help_text.replace("|", "\\|")]
    return f"| {' | '.join(cells)} |"


def _argument(one: object) -> str:
    name = str(getattr(one, "name", "")).upper()
    several = f"{name}…" if getattr(one, "nargs", 1) == -1 else name
    return several if getattr(one, "required", False) else f"[{several}]"


def _argument_help(callback: Callable[..., object] | None, name: str) -> str:
    """The help of an argument, which typer keeps to itself: it stands with the parameter of the command, as its default or its annotation."""
    from inspect import signature
    from typing import get_type_hints

    assert callback is not None, "every command has a function"
    found = [signature(callback).parameters[name].default]
    found += getattr(get_type_hints(callback, include_extras=True).get(name), "__metadata__", ())
    return next((str(extra.help) for extra in found if getattr(extra, "help", None)), "")


def _option(one: object) -> str:
    names = ", ".join(getattr(one, "opts", ()))
    return (
        names
        if getattr(one, "is_flag", False)
        else f"{names} {str(getattr(getattr(one, 'type', None), 'name', 'text')).upper()}"
    )


def _bounds() -> str:
    from rulekit.files import bounds

    mib = 2**20
    rows = (
        ("one file", f"{bounds.MAX_FILE // mib} MiB"),
        ("all files of a post", f"{bounds.MAX_TOTAL // mib} MiB"),
        ("a picture", f"{bounds.MAX_PIXELS // 10**6} million pixels"),
        ("a PDF", f"{bounds.MAX_PAGES} pages"),
        ("files inside a document", f"{bounds.MAX_ENTRIES:,}"),
        ("a document, unpacked", f"{bounds.MAX_UNPACKED // mib} MiB"),
        ("one part of it, unpacked", f"{bounds.MAX_PART // mib} MiB, and {bounds.MAX_RATIO} times its size"),
        ("text that a file carries", f"{bounds.MAX_TEXT:,} characters"),
    )
    return "| what | at most |\n|---|---|\n" + "".join(f"| {what} | {most} |\n" for what, most in rows)


def _fixers() -> str:
    from rulekit.fixes.table import fixers

    rows = ["| fixer | what it does | changes | asks |", "|---|---|---|---|"]
    for one in fixers().values():
        touches = " ".join(f"`{touched}`" for touched in one.touches)
        rows.append(f"| `{one.name}` | {one.says.en} | {touches} | {one.needs.en if one.needs else ''} |")
    return "\n".join([*rows, ""])


def _ad_labels() -> str:
    from rulekit.fixes.labels import AD_LABELS, ELSEWHERE

    rows = ["| audience | label | source |", "|---|---|---|"]
    rows += [f"| {country} | {label.text} | {label.source} |" for country, label in AD_LABELS.items()]
    rows += [f"| elsewhere, text in `{lang}` | {label.text} | {label.source} |" for lang, label in ELSEWHERE.items()]
    return "\n".join([*rows, ""])


TABLES: Mapping[str, Callable[[], str]] = {
    "operators en": lambda: _operators("en"),
    "operators de": lambda: _operators("de"),
    "fields en": lambda: _fields("en"),
    "fields de": lambda: _fields("de"),
    "commands": _commands,
    "fixers": _fixers,
    "ad labels": _ad_labels,
    "bounds": _bounds,
}
"""What can stand between `<!-- generated: NAME -->` and `<!-- end -->`."""


def main(arguments: Sequence[str]) -> int:
    """Writes every page anew, or with `--check` says which would change."""
    sys.path.insert(0, str(ROOT))
    stale = 0
    with tempfile.TemporaryDirectory() as found:
        place = Path(found)
        for number, path in enumerate(one for one in pages() if one.is_file()):
            page = path.read_text(encoding="utf-8")
            fresh = with_transcripts(with_tables(page), Shell(scratch(place, f"page{number}"), place / "cache"))
            if fresh == page:
                continue
            stale += 1
            print(f"{'stale' if '--check' in arguments else 'written'}: {path.relative_to(ROOT).as_posix()}")
            if "--check" not in arguments:
                path.write_text(fresh, encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
