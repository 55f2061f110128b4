"""Compiled programs kept in a folder, so that a command starts fast. Safe when deleted, stale or damaged: then the rulesets are compiled again.

A kept program names every ruleset it was made from with the digest of its files, and begins with the digest of its own bytes. It is only used
when all of them are still the same. It is written by `marshal`, which reads five times as fast as JSON, holds only plain values and runs no code; the
digest keeps damaged bytes from it, the key any other version of Python.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rulekit.conditions.plugins import NO_PLUGINS, Plugins
from rulekit.model.canonical import Json, digest
from rulekit.ruleset.files import Bundle, locate

_CODE = ("text", "conditions", "engine", "ruleset", "facts")
"""The folders of rulekit whose code shapes a program."""


def program_for(
    references: Sequence[str],
    waivers: str | Path | Sequence[Json] | None,
    folder: Path | None,
    plugins: Plugins = NO_PLUGINS,
) -> Mapping[str, Json]:
    """The program of these rulesets and waivers, from the folder if it is there and still true. Raises InvalidRuleset or InvalidWaivers."""
    given = _waivers(waivers)
    if folder is None:
        return _compile(references, given, plugins)[0]
    path = folder / f"{_key(references, given)}.program"
    kept = _kept(path, plugins)
    if kept is not None:
        return kept
    program, bundles = _compile(references, given, plugins)
    _keep(path, program, bundles)
    return program


def _waivers(given: str | Path | Sequence[Json] | None) -> list[Json]:
    if given is None:
        return []
    from rulekit.ruleset.data import checked_waivers, read_waivers  # imported where used: most checks have no waivers

    return read_waivers(Path(given)) if isinstance(given, str | Path) else checked_waivers(given)


def _compile(
    references: Sequence[str], waivers: Sequence[Json], plugins: Plugins
) -> tuple[Mapping[str, Json], list[tuple[str, str | None, Bundle]]]:
    from rulekit.engine.compile import compile_rulesets  # imported where used: a kept program needs none of it

    return compile_rulesets(references, waivers, plugins)


def _key(references: Sequence[str], waivers: Sequence[Json]) -> str:
    """Names what the program is asked for: the rulesets by place, the waivers, and the code that would compile them."""
    import rulekit

    places = [str(Path(one).resolve()) if Path(one).exists() else one for one in references]
    asked = {
        "rulesets": places,
        "waivers": digest(waivers),
        "rulekit": rulekit.__version__,
        "code": _code_stamp(),
        "python": sys.hexversion,
    }
    return digest(asked).removeprefix("sha256:")


def _code_stamp() -> str:
    """Changes whenever a source file of rulekit does; an installed rulekit changes only with its version."""
    root = Path(__file__).parent.parent
    if (root / "_data").is_dir():
        return ""
    stamps = []
    for name in _CODE:
        with os.scandir(root / name) as found:
            stamps += sorted(f"{item.name}:{item.stat().st_mtime_ns}" for item in found if item.name.endswith(".py"))
    return hashlib.sha256("|".join(stamps).encode()).hexdigest()


def _kept(path: Path, plugins: Plugins) -> Mapping[str, Json] | None:
    """The program in that file, or None if there is none, it is damaged, or a ruleset or a plugin has changed since."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != head:
            return None
        kept = marshal.loads(body)  # noqa: S302 - plain values of our own writing, checked by digest; marshal runs no code
        if all(
            _stamp(locate(name, None if beside is None else Path(beside), plugins)) == was
            for name, beside, was in kept["made_from"]
        ) and all(_same_plugin(one, plugins) for one in kept["program"]["plugins"]):
            return _unpacked(kept["program"])
    except Exception:  # noqa: BLE001 - whatever is wrong with a kept program, compiling anew is the answer
        return None
    return None


def _same_plugin(was: Mapping[str, Json], plugins: Plugins) -> bool:
    """Whether a plugin is still the one a program was compiled with."""
    now = plugins.find(was["name"])
    return now is not None and (now.version, now.stamp) == (was["version"], was["stamp"])


def _keep(path: Path, program: Mapping[str, Json], bundles: Sequence[tuple[str, str | None, Bundle]]) -> None:
    """Writes the program whole or not at all; a folder that cannot be written to is no reason to fail."""
    made_from = [[name, beside, _stamp(bundle)] for name, beside, bundle in bundles]
    body = marshal.dumps({"made_from": made_from, "program": _packed(program)})
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _packed(program: Mapping[str, Json]) -> dict[str, Json]:
    """The program with its tens of thousands of word forms as a string for each beginning, and each list of meanings once."""
    words: Mapping[str, tuple[Any, ...]] = program["index"]["words"]
    if any("\n" in word for word in words):
        return dict(program)
    meanings: dict[tuple[Any, ...], int] = {}
    drawers: dict[str, tuple[list[str], array[int]]] = {}
    for word, found in words.items():
        forms, numbers = drawers.setdefault(word[:DRAWER], ([], array("I")))
        forms.append(word)
        numbers.append(meanings.setdefault(found, len(meanings)))
    packed = {
        "drawers": {key: ("\n".join(forms), numbers.tobytes()) for key, (forms, numbers) in drawers.items()},
        "meanings": list(meanings),
    }
    return {**program, "index": {**program["index"], "words": None}, "words": packed}


def _unpacked(program: dict[str, Json]) -> Mapping[str, Json]:
    """The program as it was before `_packed`, its word forms unpacked as they are looked for."""
    packed = program.pop("words", None)
    if packed is not None:
        program["index"]["words"] = Forms(packed["drawers"], packed["meanings"])
    return program


DRAWER = 2
"""How many characters of a form say in which drawer it lies: a post's words open a few dozen of some hundreds."""


class Forms(Mapping[str, tuple[Any, ...]]):
    """Word forms with what they stand for, kept in drawers by how they begin; a drawer is opened when a form in it is looked for."""

    __slots__ = ("_closed", "_meanings", "_open")

    def __init__(self, drawers: Mapping[str, tuple[str, bytes]], meanings: Sequence[tuple[Any, ...]]) -> None:
        self._closed = dict(drawers)
        self._meanings = meanings
        self._open: dict[str, tuple[Any, ...]] = {}

    def _drawn(self, key: str) -> None:
        drawer = self._closed.get(key)
        if drawer is not None:
            forms, numbers = drawer
            self._open.update(zip(forms.split("\n"), map(self._meanings.__getitem__, array("I", numbers)), strict=True))
            # only now: another thread that finds no closed drawer must find its forms
            self._closed.pop(key, None)

    def __getitem__(self, form: str) -> tuple[Any, ...]:
        self._drawn(form[:DRAWER])
        return self._open[form]

    def __contains__(self, form: object) -> bool:
        if not isinstance(form, str):
            return False
        self._drawn(form[:DRAWER])
        return form in self._open

    def __iter__(self) -> Iterator[str]:
        for key in list(self._closed):
            self._drawn(key)
        return iter(self._open)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[type[dict[str, tuple[Any, ...]]], tuple[dict[str, tuple[Any, ...]]]]:
        return dict, (dict(self.items()),)


def _stamp(bundle: Bundle) -> str:
    """The digest of the names and bytes of a ruleset's files."""
    found = hashlib.sha256()
    for file in bundle.files:
        found.update(f"{file.name}\0{len(file.data)}\0".encode())
        found.update(file.data)
    return found.hexdigest()
