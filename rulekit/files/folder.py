"""Opening files: only below one folder, only regular files, only so many bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rulekit.files.bounds import MAX_FILE
from rulekit.files.faults import Unreadable


class Loaded(NamedTuple):
    """The bytes of a file. `path` is as the post names it."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


class Overlay(NamedTuple):
    """A folder as it would be with some files more: bytes by path, each as a post names it. What lies in the folder under such a path is not looked at."""

    folder: Path
    copies: Mapping[str, bytes]


Folder = Path | Overlay
"""Where the files of a post's attachments lie."""


def load(root: Folder, path: str, most: int = MAX_FILE) -> Loaded:
    """The file at a path below the folder, at most `most` bytes.

    The path is relative, its parts kept apart by `/`. Links are followed as long as they stay below the folder. Raises Unreadable.
    """
    if isinstance(root, Overlay):
        data = root.copies.get(path)
        if data is None:
            return load(root.folder, path, most)
        if len(data) > most:
            raise Unreadable(_too_large(most))
        return Loaded(path, data)
    place = _below(root, path)
    # not following a link that appeared since, and not waiting for the other end of a pipe
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(place, flags)
    except OSError as error:
        raise Unreadable(_why(error)) from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("is no regular file")
        if about.st_size > most:
            raise Unreadable(_too_large(most))
        try:
            data = file.read(most + 1)
        except OSError as error:
            raise Unreadable(_why(error)) from None
    if len(data) > most:
        raise Unreadable(_too_large(most))
    return Loaded(path, data)


def _below(root: Path, path: str) -> Path:
    """Where the file really is. Raises Unreadable for whatever leads out of the folder."""
    parts = path.split("/")
    if not path or path.startswith("/") or "\0" in path or "\\" in path or ":" in parts[0]:
        raise Unreadable("is no path relative to the post's folder, with `/` between its parts")
    if ".." in parts:
        raise Unreadable("leads out of the post's folder")
    try:
        home = root.resolve(strict=True)
        place = (home / path).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise Unreadable(_why(error)) from None
    if not place.is_relative_to(home):
        raise Unreadable("is a link that leads out of the post's folder")
    if not place.is_file():
        raise Unreadable("is no regular file")
    return place


def _why(error: Exception) -> str:
    """What went wrong, without the machine's own paths and words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "is not there"
    if isinstance(error, PermissionError):
        return "may not be opened"
    return "cannot be opened"


def _too_large(most: int) -> str:
    return f"is larger than the {most // 2**20} MiB that are read"
