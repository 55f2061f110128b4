"""Where rulesets come from: files, folders and git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rulekit import Engine, InvalidRuleset
from rulekit.ruleset.files import locate, packs
from tests.small import overlay, rule, ruleset, verdicts, write

HEADER = "rulekit: 1\nid: shop\nversion: 1.0.0\ncontacts: {team: {name: {de: Team, en: Team}}}\n"
RULE = """\
  - id: %s
    topic: tone
    binding: mandatory
    verdict: warn
    title: {de: T, en: T}
    when: {text: {says: %s}}
    message: {de: M, en: M}
    remedy: {de: R, en: R}
    source: [{ref: x}]
    contact: team
"""


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def test_the_files_of_a_folder_are_one_ruleset(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "shop",
        ruleset=HEADER + "rules:\n" + RULE % ("one", "eins"),
        numbers="rules:\n" + RULE % ("two", "zwei"),
        words="lists: {threes: [drei]}\nrules:\n" + RULE % ("three", "$threes"),
    )
    engine = Engine.load(place)
    assert engine.rules == ("shop/one", "shop/three", "shop/two")
    assert verdicts(engine, "zwei und drei") == {"shop/three": "warn", "shop/two": "warn"}


def test_a_list_of_one_file_serves_the_rules_of_all(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "shop", ruleset=HEADER, a="rules:\n" + RULE % ("one", "$ones"), z="lists: {ones: [eins]}\n"
    )
    assert verdicts(Engine.load(place), "eins") == {"shop/one": "warn"}


def test_how_rules_are_spread_over_files_makes_no_difference(tmp_path: Path) -> None:
    one, two = RULE % ("one", "eins"), RULE % ("two", "zwei")
    apart = folder(tmp_path / "apart", ruleset=HEADER, a="rules:\n" + one, b="rules:\n" + two)
    joined = folder(tmp_path / "joined", ruleset=HEADER + "rules:\n" + two + one)
    decisions = [Engine.load(place).check({"text": "eins zwei"}) for place in (apart, joined)]
    assert decisions[0].id == decisions[1].id


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    place = folder(tmp_path / "shop", ruleset=HEADER + "rules:\n" + RULE % ("one", "eins"))
    (place / "README.md").write_text("rules: no")
    (place / "drafts").mkdir()
    (place / "drafts" / "new.yaml").write_text("rules: no")
    (place / "more.yml").write_text("rules:\n" + RULE % ("two", "zwei"))
    assert Engine.load(place).rules == ("shop/one", "shop/two")


def test_an_empty_section_in_a_file_of_a_folder_is_fine(tmp_path: Path) -> None:
    place = folder(tmp_path / "shop", ruleset=HEADER, draft="rules:\n")
    assert Engine.load(place).rules == ()


def test_a_mistake_is_shown_in_the_file_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path / "shop", ruleset=HEADER, tone="rules:\n" + RULE % ("one", "$nobody"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidRuleset, match=r"shop/tone\.yaml:7:25: there is no list `nobody`"):
        Engine.load("shop")


def test_the_file_of_a_folder_loads_alone_only_with_its_header(tmp_path: Path) -> None:
    place = folder(tmp_path / "shop", ruleset=HEADER, tone="rules:\n" + RULE % ("one", "eins"))
    with pytest.raises(InvalidRuleset, match="the key `id` is missing"):
        Engine.load(place / "tone.yaml")


def test_base_is_a_pack_and_a_folder_of_that_name_does_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path / "base", ruleset=HEADER)
    monkeypatch.chdir(tmp_path)
    assert "base" in packs()
    assert locate("base").origin == "pack:base"
    assert Engine.load("./base").check({}).inputs["rulesets"][0]["id"] == "shop"


def test_a_file_that_may_not_be_read_is_an_error_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = write(tmp_path, ruleset("shop"))

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InvalidRuleset, match="cannot be read"):
        Engine.load(path)


def test_no_in_a_list_is_a_word_as_yaml_1_2_has_it(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "shop", ruleset=HEADER + "lists: {words: [NO, yes, on, 12:30]}\nrules:\n" + RULE % ("one", "$words")
    )
    engine = Engine.load(place)
    assert [bool(verdicts(engine, text)) for text in ("NO!", "yes", "on", "maybe")] == [True, True, True, False]


def test_a_country_code_no_is_a_country(tmp_path: Path) -> None:
    text = HEADER + "rules:\n" + (RULE % ("one", "x")).replace("{text: {says: x}}", "{audience.country: [NO, SE]}")
    engine = Engine.load(folder(tmp_path / "shop", ruleset=text))
    assert verdicts(engine, "x", audience={"country": "NO"}) == {"shop/one": "warn"}


# --- path@revision ----------------------------------------------------------------------------------------------


def git(place: Path, *arguments: str) -> None:
    settings = (
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    )
    subprocess.run(["git", *settings, *arguments], cwd=place, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which `shop.yaml` and the folder `policy` said `alt` at the tag v1 and say `neu` now."""
    place = tmp_path_factory.mktemp("repository")
    git(place, "init", "-q", "-b", "main")
    for word, tag in (("alt", "v1"), ("neu", "v2")):
        (place / "shop.yaml").write_text(HEADER + "rules:\n" + RULE % ("word", word))
        folder(place / "policy", ruleset=HEADER, tone="rules:\n" + RULE % ("word", word))
        (place / "policy" / "notes.md").write_text(word)
        git(place, "add", ".")
        git(place, "commit", "-q", "-m", word)
        git(place, "tag", tag)
    (place / "shop.yaml").write_text(HEADER + "rules:\n" + RULE % ("word", "unversioniert"))
    return place


@pytest.mark.parametrize("name", ["shop.yaml", "policy"])
@pytest.mark.parametrize(
    ("revision", "word"), [("v1", "alt"), ("v2", "neu"), ("main", "neu"), ("main~1", "alt"), ("HEAD", "neu")]
)
def test_a_path_at_a_revision_is_what_it_was_then(repository: Path, name: str, revision: str, word: str) -> None:
    engine = Engine.load(f"{repository / name}@{revision}")
    assert verdicts(engine, f"ein {word}es Wort") == {"shop/word": "warn"}
    assert verdicts(engine, "unversioniert") == {}


def test_a_relative_path_at_a_revision_works_in_the_folder_and_above_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    assert verdicts(Engine.load("policy@v1"), "alt") == {"shop/word": "warn"}
    monkeypatch.chdir(repository / "policy")
    assert verdicts(Engine.load("../shop.yaml@v1"), "alt") == {"shop/word": "warn"}
    monkeypatch.chdir(repository.parent)
    assert verdicts(Engine.load(f"{repository.name}/policy@v1"), "alt") == {"shop/word": "warn"}


def test_what_was_at_a_revision_need_not_be_there_any_more(repository: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", str(repository), str(tmp_path / "clone")], check=True, capture_output=True)
    clone = tmp_path / "clone"
    git(clone, "rm", "-q", "-r", "policy", "shop.yaml")
    assert verdicts(Engine.load(f"{clone / 'policy'}@v1"), "alt") == {"shop/word": "warn"}
    assert verdicts(Engine.load(f"{clone / 'shop.yaml'}@v1"), "alt") == {"shop/word": "warn"}


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("--output=x", "a revision does not start with `-`"),
        ("-1", "a revision does not start with `-`"),
        ("v9", "git knows no revision `v9` here"),
        ("v1:shop.yaml", "git knows no revision"),
        ("v1 v2", "git knows no revision"),
    ],
)
def test_a_revision_that_is_none_is_an_error(repository: Path, revision: str, said: str) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        Engine.load(f"{repository / 'shop.yaml'}@{revision}")
    assert said in str(caught.value)
    assert not (repository / "x").exists()


def test_a_path_that_the_revision_does_not_have_is_an_error(repository: Path) -> None:
    with pytest.raises(InvalidRuleset, match="at `v1` there is no"):
        Engine.load(f"{repository / 'other.yaml'}@v1")


def test_outside_a_repository_no_revision_is_known(tmp_path: Path) -> None:
    with pytest.raises(InvalidRuleset, match="git knows no revision"):
        Engine.load(f"{tmp_path / 'shop.yaml'}@v1")


def test_a_file_whose_name_has_an_at_sign_is_a_file(tmp_path: Path) -> None:
    (path,) = write(tmp_path, ruleset("shop", rule("one", "eins")))
    other = Path(path).rename(tmp_path / "shop@work.yaml")
    assert Engine.load(other).rules == ("shop/one",)


def test_a_ruleset_at_a_revision_extends_its_neighbour_of_that_time(repository: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", str(repository), str(tmp_path / "clone")], check=True, capture_output=True)
    clone = tmp_path / "clone"
    write(clone, {**overlay("own"), "extends": [{"ruleset": "shop.yaml@v1"}]})
    assert verdicts(Engine.load(clone / "own.yaml"), "alt") == {"shop/word": "warn"}
