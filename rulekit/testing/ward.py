"""Watching a plugin's code: what it must not touch is refused, and named, the moment it reaches for it.

For a process of its own: what is watched here cannot be unwatched.
"""

from __future__ import annotations

import os
import sys
from types import FrameType
from typing import Any

_CLOCK = ("now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp")
_HARMLESS = ("fspath", "getpid", "stat_result", "register_at_fork")
_TOLD = (
    (("socket.", "urllib.", "http."), "reaches for the network"),
    (
        ("subprocess.", "os.system", "os.exec", "os.fork", "os.spawn", "os.posix_spawn", "pty."),
        "starts another program",
    ),
    (("open", "os.", "shutil.", "glob.", "pathlib.", "tempfile."), "reaches for the file system"),
)
"""What Python's own events (sys.audit) tell of."""


class Forbidden(Exception):
    """A plugin reached for something that no decision may depend on; the argument says for what."""


class Ward:
    """Stands guard while a plugin's code runs, and says on standard error whose code it is."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        self.step = ""
        self.loading: str | None = None
        """The package that is being imported; meanwhile files are free, and only its own code is looked at."""
        self._names: list[str | None] = []
        sys.addaudithook(self._audited)

    def begin(self, name: str | None) -> None:
        """A plugin's code begins; None: rulekit's own, which the plugin called."""
        sys.setprofile(None)
        self._names.append(name)
        if name is not None:
            os.write(2, f"{name} {self.step}\n".encode())
            sys.setprofile(self._called)

    def end(self) -> None:
        """The code that began last has ended."""
        sys.setprofile(None)
        self._names.pop()
        if self._names and self._names[-1] is not None:
            sys.setprofile(self._called)

    def _refuse(self, what: str) -> None:
        name = self._names[-1]
        self._names[-1] = None  # whatever refusing itself needs is allowed
        self.refused.append(f"`{name}` {what}")
        self._names[-1] = name
        raise Forbidden(f"it {what}")

    def _audited(self, event: str, given: tuple[Any, ...]) -> None:
        if not self._names or self._names[-1] is None or self.loading is not None:
            return
        what = next((told for starts, told in _TOLD if event.startswith(starts)), None)
        # asking for a frame is an event as well, so it is asked for only now
        if what is not None and not _importing(sys._getframe()):
            self._refuse(f"{what} (`{event}`)")

    def _called(self, frame: FrameType, event: str, given: Any) -> None:
        caller = frame if event == "c_call" else frame.f_back
        if self.loading is not None and _package(caller) != self.loading:
            return
        if event == "c_call":
            self._built_in(frame, given)
        elif event == "call":
            self._python(frame)

    def _built_in(self, frame: FrameType, called: Any) -> None:
        name, owner = getattr(called, "__name__", ""), getattr(called, "__self__", None)
        home = getattr(called, "__module__", None) or getattr(owner, "__name__", "")
        if home == "time" or (isinstance(owner, type) and owner.__module__ == "datetime" and name in _CLOCK):
            self._refuse(f"reads the clock (`{name}`)")
        chance = sys.modules.get("random")
        if name in ("urandom", "getrandom") or (chance is not None and owner is getattr(chance, "_inst", self)):
            self._refuse(f"asks for chance (`{name}`)")
        if home in ("posix", "nt") and name not in _HARMLESS and self.loading is None and not _importing(frame):
            self._refuse(f"reaches for the file system (`os.{name}`)")

    def _python(self, frame: FrameType) -> None:
        code = frame.f_code
        module = frame.f_globals.get("__name__")
        if module == "os" and code.co_qualname in ("getenv", "_Environ.__getitem__", "_Environ.__iter__"):
            self._refuse("reads the environment")
        elif module == "random" and code.co_qualname == "Random.seed" and frame.f_locals.get("a") is None:
            self._refuse("asks for chance (`random`)")


def _package(frame: FrameType | None) -> str:
    """The package whose code a frame is."""
    return "" if frame is None else str(frame.f_globals.get("__name__", "")).partition(".")[0]


def _importing(frame: FrameType | None) -> bool:
    """Whether somewhere above, Python is importing a module: it reads files, and the clock's time of files, as it must."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
