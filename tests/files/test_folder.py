"""Files are opened below one folder only, and only so much of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rulekit.files.faults import Unreadable
from rulekit.files.folder import load
from rulekit.files.reading import Files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "posts"
    (home / "bilder").mkdir(parents=True)
    (home / "bilder" / "a.txt").write_text("a")
    (tmp_path / "geheim.txt").write_text("x")
    (home / "nach-innen").symlink_to(home / "bilder")
    (home / "nach-aussen").symlink_to(tmp_path)
    (home / "verweis.txt").symlink_to(tmp_path / "geheim.txt")
    (home / "kreis").symlink_to(home / "kreis")
    os.mkfifo(home / "rohr")
    return home


@pytest.mark.parametrize("path", ["bilder/a.txt", "./bilder/a.txt", "nach-innen/a.txt"])
def test_a_file_below_the_folder_is_read(folder: Path, path: str) -> None:
    loaded = load(folder, path)
    assert (loaded.data, loaded.name, loaded.path) == (b"a", "a.txt", path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../geheim.txt", "leads out of the post's folder"),
        ("bilder/../../geheim.txt", "leads out of the post's folder"),
        ("verweis.txt", "is a link that leads out of the post's folder"),
        ("nach-aussen/geheim.txt", "is a link that leads out of the post's folder"),
        ("/etc/hostname", "is no path relative to the post's folder, with `/` between its parts"),
        ("C:/a.txt", "is no path relative to the post's folder, with `/` between its parts"),
        ("bilder\\a.txt", "is no path relative to the post's folder, with `/` between its parts"),
        ("bilder/a.txt\0.jpg", "is no path relative to the post's folder, with `/` between its parts"),
        ("", "is no path relative to the post's folder, with `/` between its parts"),
        ("bilder/b.txt", "is not there"),
        ("bilder/a.txt/c", "is not there"),
        ("bilder", "is no regular file"),
        ("rohr", "is no regular file"),
        ("kreis", "cannot be opened"),
        ("x" * 5000, "cannot be opened"),
    ],
)
def test_anything_else_is_refused_with_its_reason(folder: Path, path: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load(folder, path)
    assert str(caught.value) == reason


def test_a_file_of_more_bytes_than_are_read_is_refused(folder: Path) -> None:
    (folder / "gross").write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(Unreadable, match="is larger than the 1 MiB that are read"):
        load(folder, "gross", 2**20)
    assert len(load(folder, "gross", 2**20 + 1).data) == 2**20 + 1


def test_the_digests_name_every_file_and_those_that_cannot_be_opened(folder: Path) -> None:
    found = Files(folder).digests(["verweis.txt", "bilder/a.txt", "bilder/a.txt", "nix"])
    digest = "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert found == {"bilder/a.txt": digest, "nix": None, "verweis.txt": None}


def test_a_file_is_opened_once(folder: Path) -> None:
    files = Files(folder)
    first = files.open("bilder/a.txt")
    (folder / "bilder" / "a.txt").write_text("b")
    assert files.open("bilder/a.txt") is first
