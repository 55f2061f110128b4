"""An attachment whose file can be looked into: fields that the post does not state are read from the file when a rule asks.

What is read from which file, and what goes before what: docs/files.md and docs/decisions/013-what-a-file-says.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rulekit.model.canonical import Json

if TYPE_CHECKING:
    from rulekit.files.folder import Folder
    from rulekit.files.reading import Files

FILE_ONLY = ("codes", "embedded", "file_text", "macros", "program", "scripts", "type_mismatch")
"""Fields that only the bytes can tell: what the post says of them does not count when it names a file."""

FILE_FIRST = ("gps", "label")
"""Fields of what goes out with the file: what it has goes before what the post says, which counts when the file has none."""

STATED_FIRST = ("credit", "license", "mime", "size")
"""Fields that people know better: they are read from the file when the post says nothing of them."""


class Attached(dict[str, Json]):
    """The fields of an attachment that names a file, as the post states them, without those for which the file is asked first."""

    __slots__ = ("_files", "_stated")

    def __init__(self, stated: Mapping[str, Json], files: Files) -> None:
        super().__init__({name: value for name, value in stated.items() if name not in (*FILE_ONLY, *FILE_FIRST)})
        self._stated = {name: stated[name] for name in FILE_FIRST if stated.get(name) is not None}
        self._files = files

    def derived(self, name: str) -> tuple[Json, str]:
        """The value that the file gives a field (None: it gives none), and why it cannot be told (empty if it can)."""
        if name not in FILE_ONLY and name not in FILE_FIRST and name not in STATED_FIRST:
            return None, ""
        from rulekit.files.faults import Unreadable  # imported where used: most posts bring no files
        from rulekit.files.reading import DERIVED

        path = self["path"]
        try:
            found = DERIVED[name](self._files.open(path), self)
        except Unreadable as fault:
            if name in self._stated:
                return self._stated[name], ""
            return None, f"the file `{path}` {fault}"
        return (self._stated.get(name) if found is None else found), ""


def attached(post: Mapping[str, Json], folder: Folder) -> tuple[Mapping[str, Json], Files | None]:
    """The post with each attachment that names a file as an `Attached`, and its files; the post itself and None if it names none."""
    attachments = post.get("attachments") or ()
    if not any(_names_file(one) for one in attachments):
        return post, None
    from rulekit.files.reading import Files  # imported where used: most posts bring no files

    files = Files(folder)
    looked = [Attached(one, files) if _names_file(one) else one for one in attachments]
    return {**post, "attachments": looked}, files


def _names_file(attachment: Json) -> bool:
    return isinstance(attachment, dict) and isinstance(attachment.get("path"), str)


def paths(post: Mapping[str, Json]) -> list[str]:
    """The path of every file that the post names."""
    return [one["path"] for one in post.get("attachments") or () if _names_file(one)]
