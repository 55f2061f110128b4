"""The folder in which compiled programs are kept: it makes things fast and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rulekit import Engine
from rulekit.engine import cache as kept
from tests.small import overlay, rule, ruleset, write

POST = {"text": "eins"}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    return write(tmp_path, ruleset("below", rule("one", "eins")), overlay("own", "below"))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every compilation."""
    count: list[int] = []
    original = kept._compile

    def counted(*arguments: object) -> object:
        count.append(1)
        return original(*arguments)  # type: ignore[arg-type]  # hands on what it was given

    monkeypatch.setattr(kept, "_compile", counted)
    return count


def programs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.program"))


def test_the_second_engine_is_not_compiled_and_decides_the_same(
    files: list[str], tmp_path: Path, compiled: list[int]
) -> None:
    folder = tmp_path / "cache"
    cold, warm = (Engine.load(files[-1], cache=folder).check(POST).to_dict() for _ in range(2))
    without = Engine.load(files[-1]).check(POST).to_dict()
    assert cold == warm == without
    assert len(compiled) == 2, "the first, and the one without a folder"
    assert len(programs(folder)) == 1


def test_without_a_folder_nothing_is_kept(files: list[str], tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    Engine.load(files[-1])
    assert sorted(tmp_path.rglob("*")) == before


def _flipped(data: bytes, at: int) -> bytes:
    """The bytes with one of them turned into another."""
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "cut to its first line": lambda path: path.write_bytes(path.read_bytes().split(b"\n")[0]),
    "changed in one byte": lambda path: path.write_bytes(_flipped(path.read_bytes(), -50)),
    "made of other bytes": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "replaced by a folder": lambda path: path.rename(path.with_suffix(".old")).parent.joinpath(path.name).mkdir(),
    "signed and wrong": lambda path: path.write_bytes(
        b"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a\n\x01"
    ),
}


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_a_kept_program_that_is_damaged_is_compiled_anew(
    files: list[str], tmp_path: Path, compiled: list[int], damage: str
) -> None:
    folder = tmp_path / "cache"
    expected = Engine.load(files[-1], cache=folder).check(POST).to_dict()
    DAMAGES[damage](programs(folder)[0])
    assert Engine.load(files[-1], cache=folder).check(POST).to_dict() == expected
    assert len(compiled) == 2


@pytest.mark.parametrize("number", [0, 1])
def test_a_change_of_any_file_the_program_was_made_of_is_seen(
    files: list[str], tmp_path: Path, compiled: list[int], number: int
) -> None:
    folder = tmp_path / "cache"
    first = Engine.load(files[-1], cache=folder).check(POST)
    path = Path(files[number])
    path.write_text(path.read_text().replace("1.0.0", "1.0.1"))
    second = Engine.load(files[-1], cache=folder).check(POST)
    assert first.inputs["rulesets"] != second.inputs["rulesets"]
    assert len(compiled) == 2


def test_a_file_that_joins_the_folder_of_a_ruleset_is_seen(tmp_path: Path, compiled: list[int]) -> None:
    place = tmp_path / "shop"
    place.mkdir()
    Path(write(place, ruleset("shop"))[0]).rename(place / "ruleset.yaml")
    assert Engine.load(place, cache=tmp_path / "cache").rules == ()
    (place / "more.yaml").write_text(json.dumps({"rules": [rule("one", "eins")]}))
    assert Engine.load(place, cache=tmp_path / "cache").rules == ("shop/one",)


def test_a_file_that_goes_is_missed(files: list[str], tmp_path: Path) -> None:
    Engine.load(files[-1], cache=tmp_path / "cache")
    Path(files[0]).unlink()
    with pytest.raises(Exception, match="there is no ruleset"):
        Engine.load(files[-1], cache=tmp_path / "cache")


def test_a_mistake_is_never_kept(files: list[str], tmp_path: Path) -> None:
    path = Path(files[0])
    good = path.read_text()
    path.write_text(good.replace("competition", "competitors"))
    for _ in range(2):
        with pytest.raises(Exception, match="did you mean `competition`"):
            Engine.load(files[-1], cache=tmp_path / "cache")
    path.write_text(good)
    assert Engine.load(files[-1], cache=tmp_path / "cache").rules == ("below/one",)


def test_other_waivers_are_another_program(files: list[str], tmp_path: Path) -> None:
    waiver = {"rule": "below/one", "reason": "x", "approved_by": "y", "expires": "2030-01-01"}
    at = "2026-05-04T08:00:00+02:00"
    found = [
        Engine.load(files[-1], waivers=waivers, cache=tmp_path / "cache").check(POST, at=at).verdict
        for waivers in (None, [waiver], None, [waiver])
    ]
    assert found == ["warn", "allow", "warn", "allow"]


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_fail(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        assert Engine.load(files[-1], cache=folder).rules == ("below/one",)


def test_no_half_written_program_is_left_behind(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert Engine.load(files[-1], cache=tmp_path / "cache").rules == ("below/one",)
    assert list((tmp_path / "cache").iterdir()) == []


def test_rulesets_of_one_name_in_two_places_do_not_mix(tmp_path: Path) -> None:
    for word in ("eins", "zwei"):
        (tmp_path / word).mkdir()
        write(tmp_path / word, ruleset("shop", rule("word", word)))
    found = [
        bool(Engine.load(tmp_path / word / "shop.yaml", cache=tmp_path / "cache").check({"text": "zwei"}).findings)
        for word in ("eins", "zwei", "eins")
    ]
    assert found == [False, True, False]


def test_a_relative_name_means_the_ruleset_of_the_folder_it_is_asked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    for word in ("eins", "zwei"):
        (tmp_path / word).mkdir()
        monkeypatch.chdir(tmp_path / word)
        write(Path(), ruleset("shop", rule(f"word-{word}", word)))
        found += Engine.load("shop.yaml", cache=tmp_path / "cache").rules
    assert found == ["shop/word-eins", "shop/word-zwei"]
