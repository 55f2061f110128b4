"""Finding a ruleset's files: a pack by its name, a file or folder by its path, and either as it was at a git revision."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from rulekit.conditions.plugins import NO_PLUGINS, Plugins, prefix_of
from rulekit.errors import InvalidRuleset, Problem, Words, nearest
from rulekit.model.resources import rulesets_folder

HEADER = "ruleset.yaml"
"""The file of a ruleset folder that says its id, version and what else stands once."""

_ENDINGS = (".yaml", ".yml")
_NAME = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
"""What the name of a pack looks like; anything else is a path."""


class File(NamedTuple):
    """One file of a ruleset: the name shown in messages, and its bytes."""

    name: str
    data: bytes


class Bundle(NamedTuple):
    """The files of one ruleset, the header first, the others by name.

    `origin` tells two ways to the same ruleset apart from two rulesets; `folder` is where relative paths in `extends` begin (None: at a revision).
    """

    origin: str
    files: tuple[File, ...]
    folder: Path | None


def packs() -> tuple[str, ...]:
    """The names of the packs that ship with rulekit."""
    folder = rulesets_folder()
    return tuple(sorted(item.name for item in folder.iterdir() if (item / HEADER).is_file()))


def locate(reference: str, beside: Path | None = None, plugins: Plugins = NO_PLUGINS) -> Bundle:
    """The files of the ruleset that a name or path stands for.

    The name of a pack is that pack, wherever the command runs (`./base` is a folder of that name); packs of plugins are looked for only under names that
    could be theirs. `path@revision` is a path as git knows it at that revision. `beside` is where a relative path begins. Raises InvalidRuleset.
    """
    if reference in packs():
        return _bundle(rulesets_folder() / reference, f"pack:{reference}", rulesets_folder().parent)
    brought = _brought(reference, plugins)
    if brought is not None:
        return _bundle(brought, f"pack:{reference}", brought.parent.parent)
    path = (beside or Path()) / reference
    if path.exists():
        return _bundle(path, str(path.resolve()))
    head, mark, revision = reference.rpartition("@")
    if mark and head and revision:
        return _at_revision((beside or Path()) / head, revision)
    raise InvalidRuleset(_not_found(reference, plugins))


def _brought(reference: str, plugins: Plugins) -> Path | None:
    """The folder of a plugin's pack of that name."""
    if _NAME.fullmatch(reference) is None:
        return None
    plugin = plugins.find(prefix_of(reference))
    return None if plugin is None else plugin.packs.get(reference)


def _not_found(reference: str, plugins: Plugins) -> Problem:
    known = ", ".join(packs())
    return Problem(
        "no-ruleset",
        Words(f"there is no ruleset `{reference}`", f"den Regelsatz `{reference}` gibt es nicht"),
        Words(
            f"give a file, a folder with `{HEADER}`, or one of the packs: {known}",
            f"eine Datei, einen Ordner mit `{HEADER}` oder eines der Pakete angeben: {known}",
        ),
        nearest=nearest(reference, [*packs(), *plugins.names()]),
    )


def _bundle(path: Path, origin: str, above: Path | None = None) -> Bundle:
    """The files at that path; their names in messages begin below `above`, if it is given."""
    try:
        if path.is_dir():
            names = sorted(item for item in path.iterdir() if item.suffix in _ENDINGS and item.is_file())
            header = [item for item in names if item.name == HEADER]
            if not header:
                raise InvalidRuleset(_no_header(str(path)))
            ordered = header + [item for item in names if item.name != HEADER]
            return Bundle(origin, tuple(File(_shown(item, above), item.read_bytes()) for item in ordered), path)
        return Bundle(origin, (File(_shown(path, above), path.read_bytes()),), path.parent)
    except OSError as error:
        raise InvalidRuleset(_unreadable(str(path), error.strerror or "")) from None


def _shown(path: Path, above: Path | None) -> str:
    """The path as the user would write it; of a shipped pack only the part below the folder it ships in."""
    shipped = rulesets_folder()
    if above is None and path.is_relative_to(shipped):
        above = shipped.parent
    return path.as_posix() if above is None else path.relative_to(above).as_posix()


def _no_header(path: str) -> Problem:
    return Problem(
        "no-header",
        Words(f"the folder `{path}` has no `{HEADER}`", f"im Ordner `{path}` fehlt `{HEADER}`"),
        Words("it says the ruleset's id and version", "darin stehen Kennung und Version des Regelsatzes"),
    )


def _unreadable(path: str, reason: str) -> Problem:
    return Problem(
        "unreadable",
        Words(f"`{path}` cannot be read: {reason}", f"`{path}` lässt sich nicht lesen: {reason}"),
        Words("check that the file is there and may be read", "prüfen, ob die Datei da ist und gelesen werden darf"),
    )


def _at_revision(path: Path, revision: str) -> Bundle:
    """The files below a path as they were at a revision, read from git's own store."""
    if revision.startswith("-"):
        raise InvalidRuleset(
            _bad_revision(path, revision, "a revision does not start with `-`", "eine Revision beginnt nicht mit `-`")
        )
    folder = path.parent if path.parent.is_dir() else Path()
    while not folder.is_dir():
        folder = folder.parent
    target = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if commit is None:
        raise InvalidRuleset(
            _bad_revision(
                path,
                revision,
                f"git knows no revision `{revision}` here",
                f"git kennt hier keine Revision `{revision}`",
            )
        )
    sha = commit.decode().strip()
    listing = _git(folder, "ls-tree", "-z", sha, "--", target) or b""
    if not listing:
        raise InvalidRuleset(
            _bad_revision(
                path, revision, f"at `{revision}` there is no `{path}`", f"bei `{revision}` gibt es kein `{path}`"
            )
        )
    kind = listing.split(b"\0")[0].split(b" ")[1]
    if kind == b"tree":
        below = _git(folder, "ls-tree", "-z", sha, "--", target + "/") or b""
        names = sorted(row.partition(b"\t")[2].decode() for row in below.split(b"\0") if b" blob " in row)
        names = [name for name in names if name.endswith(_ENDINGS)]
        names.sort(key=lambda name: (not name.endswith("/" + HEADER), name))
        if not names or not names[0].endswith("/" + HEADER):
            raise InvalidRuleset(_no_header(f"{path}@{revision}"))
    else:
        names = [target]
    files = tuple(
        File(f"{name}@{revision}", _git(folder, "cat-file", "blob", f"{sha}:./{name}") or b"") for name in names
    )
    return Bundle(f"{path.resolve()}@{sha}", files, None)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None if it fails."""
    import subprocess  # imported where used: most rulesets are read from where they lie

    try:
        found = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, timeout=60)  # noqa: S603, S607 - git itself, with arguments that cannot be options
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout if found.returncode == 0 else None


def _bad_revision(path: Path, revision: str, en: str, de: str) -> Problem:
    return Problem(
        "no-revision",
        Words(f"`{path}@{revision}` cannot be read: {en}", f"`{path}@{revision}` lässt sich nicht lesen: {de}"),
        Words(
            "give a tag, branch or commit that `git log` shows",
            "ein Tag, einen Branch oder Commit angeben, den `git log` zeigt",
        ),
    )
