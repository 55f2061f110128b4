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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rulekit.model.canonical import Json, digest
from rulekit.ruleset.files import Bundle, locate

_CODE = ("text", "conditions", "engine", "ruleset", "facts")
"""The folders of rulekit whose code shapes a program."""


def program_for(
    references: Sequence[str], waivers: str | Path | Sequence[Json] | None, folder: Path | None
) -> Mapping[str, Json]:
    """The program of these rulesets and waivers, from the folder if it is there and still true. Raises InvalidRuleset or InvalidWaivers."""
    given = _waivers(waivers)
    if folder is None:
        return _compile(references, given)[0]
    path = folder / f"{_key(references, given)}.program"
    kept = _kept(path)
    if kept is not None:
        return kept
    program, bundles = _compile(references, given)
    _keep(path, program, bundles)
    return program


def _waivers(given: str | Path | Sequence[Json] | None) -> list[Json]:
    if given is None:
        return []
    from rulekit.ruleset.data import checked_waivers, read_waivers  # imported where used: most checks have no waivers

    return read_waivers(Path(given)) if isinstance(given, str | Path) else checked_waivers(given)


def _compile(
    references: Sequence[str], waivers: Sequence[Json]
) -> tuple[Mapping[str, Json], list[tuple[str, str | None, Bundle]]]:
    from rulekit.engine.compile import compile_rulesets  # imported where used: a kept program needs none of it

    return compile_rulesets(references, waivers)


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


def _kept(path: Path) -> Mapping[str, Json] | None:
    """The program in that file, or None if there is none, it is damaged, or a ruleset has changed since."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != head:
            return None
        kept = marshal.loads(body)  # noqa: S302 - plain values of our own writing, checked by digest; marshal runs no code
        if all(
            _stamp(locate(name, None if beside is None else Path(beside))) == was
            for name, beside, was in kept["made_from"]
        ):
            return _unpacked(kept["program"])
    except Exception:  # noqa: BLE001 - whatever is wrong with a kept program, compiling anew is the answer
        return None
    return None


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
    """The program with its tens of thousands of word forms as one string, and each list of what they stand for once."""
    words: Mapping[str, Sequence[int]] = program["index"]["words"]
    if any("\n" in word for word in words):
        return dict(program)
    meanings: dict[tuple[int, ...], int] = {}
    numbers = array("I", (meanings.setdefault(tuple(found), len(meanings)) for found in words.values()))
    packed = {"forms": "\n".join(words), "numbers": numbers.tobytes(), "meanings": [list(found) for found in meanings]}
    return {**program, "index": {**program["index"], "words": None}, "words": packed}


def _unpacked(program: dict[str, Json]) -> Mapping[str, Json]:
    """The program as it was before `_packed`."""
    packed = program.pop("words", None)
    if packed is not None:
        numbers = array("I", packed["numbers"])
        meanings = packed["meanings"]
        forms = packed["forms"].split("\n") if numbers else []
        program["index"]["words"] = dict(zip(forms, map(meanings.__getitem__, numbers), strict=True))
    return program


def _stamp(bundle: Bundle) -> str:
    """The digest of the names and bytes of a ruleset's files."""
    found = hashlib.sha256()
    for file in bundle.files:
        found.update(f"{file.name}\0{len(file.data)}\0".encode())
        found.update(file.data)
    return found.hexdigest()
