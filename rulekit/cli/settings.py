"""What a command is told besides its arguments: `rulekit.yaml` or `[tool.rulekit]`, the language, the clock and the cache's folder.

This is the only place besides the service where rulekit looks at the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from rulekit.errors import InvalidSettings, Problem, Words, nearest
from rulekit.model.canonical import Json

FILE = "rulekit.yaml"
KEYS: Mapping[str, type | tuple[type, ...]] = {
    "ruleset": (str, list),
    "context": str,
    "waivers": str,
    "lang": str,
    "fail_on": str,
    "format": str,
}
"""What can be set, and as what."""


class Settings(NamedTuple):
    """Settings found beside a post or above it; paths in them begin at `folder`."""

    folder: Path
    values: Mapping[str, Json]

    def path(self, key: str) -> Path | None:
        """The path set under `key`."""
        value = self.values.get(key)
        return None if value is None else self.folder / value

    def rulesets(self) -> list[str]:
        """The rulesets set; a name that is no path below the folder stays a name."""
        value = self.values.get("ruleset")
        names = [value] if isinstance(value, str) else list(value or ())
        return [self._place(name) if (self.folder / name).exists() else name for name in names]

    def _place(self, name: str) -> str:
        """The path as messages show it; with `./` so that no pack of that name is meant."""
        found = _relative(self.folder / name)
        return found if Path(found).is_absolute() else f"./{found}"


def settings_near(start: Path) -> Settings:
    """The settings that hold for a post: `rulekit.yaml` or `[tool.rulekit]` of `pyproject.toml` in its folder or the nearest one above."""
    folder = start if start.is_dir() else start.parent
    for place in (folder.absolute(), *folder.absolute().parents):
        found = _from_yaml(place) or _from_pyproject(place)
        if found is not None:
            return found
    return Settings(folder, {})


def _from_yaml(folder: Path) -> Settings | None:
    path = folder / FILE
    if not path.is_file():
        return None
    from rulekit.ruleset.source import read_yaml

    source = read_yaml(path.read_bytes(), _relative(path), InvalidSettings)
    value = {} if source.value is None else source.value
    if not isinstance(value, dict):
        raise InvalidSettings(
            source.problem(
                "wrong-type",
                "",
                Words("settings are a mapping of keys and values", "Einstellungen bestehen aus Schlüsseln und Werten"),
            )
        )
    problems = [
        source.problem("bad-setting", "/" + problem.at, problem.what, problem.advice, problem.nearest, "key")
        for problem in _wrong(value)
    ]
    if problems:
        raise InvalidSettings(*problems)
    return Settings(folder, value)


def _from_pyproject(folder: Path) -> Settings | None:
    path = folder / "pyproject.toml"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8", errors="replace")
    if "[tool.rulekit" not in text:
        return None
    import tomllib

    try:
        value = tomllib.loads(text).get("tool", {}).get("rulekit")
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings(
            Problem("not-toml", Words(f"not TOML: {error}", f"kein TOML: {error}"), file=_relative(path))
        ) from None
    if value is None:
        return None
    problems = [problem._replace(file=_relative(path), at=f"tool.rulekit.{problem.at}") for problem in _wrong(value)]
    if problems:
        raise InvalidSettings(*problems)
    return Settings(folder, value)


def _wrong(values: Mapping[str, Json]) -> list[Problem]:
    problems = []
    for key, value in values.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            problems.append(
                Problem(
                    "no-setting",
                    Words(f"there is no setting `{key}`", f"die Einstellung `{key}` gibt es nicht"),
                    Words(f"there are: {known}", f"es gibt: {known}"),
                    key,
                    nearest=nearest(key, list(KEYS)),
                )
            )
        elif not isinstance(value, KEYS[key]):
            problems.append(Problem("wrong-type", Words(f"`{key}` is a text", f"`{key}` ist ein Text"), None, key))
    return problems


def _relative(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def language(arguments: Sequence[str] = ()) -> str:
    """The language of messages: `--lang`, else that of the terminal's locale, else English."""
    for number, argument in enumerate(arguments):
        if argument == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return "de" if _locale().startswith("de") else "en"


def _locale() -> str:
    return next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")


def cache_folder() -> Path | None:
    """Where compiled programs are kept for this user; None if `RULEKIT_CACHE` is set and empty, or no home is known."""
    own = os.environ.get("RULEKIT_CACHE")
    if own is not None:
        return Path(own) if own else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        home = os.environ.get("HOME")
        base = os.environ.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else None)
    return Path(base) / "rulekit" if base else None


def now() -> str:
    """The current time with the offset of this place, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
