from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.errors import InvalidRuleset, InvalidWaivers, RulekitError, Words
from rulekit.ruleset.source import Source, core_scalar, read_yaml

BAD: list[tuple[str, tuple[int, int], str]] = [
    (
        "a: *geheimnis\n",
        (1, 4),
        (
            "`*geheimnis` without quotes is an alias of YAML, which is not used here; write "
            '`"*geheimnis"` in quotes, with all that follows'
        ),
    ),
    (
        "a: *ärzte\n",
        (1, 4),
        "a text without quotes cannot start with `*`; put the whole text in quotes",
    ),
    (
        "a: [*geheim*]\n",
        (1, 5),
        "a text without quotes cannot start with `*`; put the whole text in quotes",
    ),
    (
        "a: @acme\n",
        (1, 4),
        "a text without quotes cannot start with `@`; put the whole text in quotes",
    ),
    (
        "a: %x\n",
        (1, 4),
        "a text without quotes cannot start with `%`; put the whole text in quotes",
    ),
    (
        "%x: 1\n",
        (1, 1),
        "a text without quotes cannot start with `%`; put the whole text in quotes",
    ),
    (
        "a: `x`\n",
        (1, 4),
        "a text without quotes cannot start with a backtick; put the whole text in quotes",
    ),
    (
        "a: !x y\n",
        (1, 4),
        "`!x` is a tag of YAML, which is not used here; leave it out, or put a text that starts with `!` in quotes",
    ),
    (
        "a: !!str 1\n",
        (1, 4),
        "`!!str` is a tag of YAML, which is not used here; leave it out, or put a text that starts with `!` in quotes",
    ),
    (
        "a: &b c\n",
        (1, 4),
        (
            "`&b` without quotes is an anchor of YAML, which is not used here; put a text that starts with "
            "`&` in quotes; use `lists` to say a thing once"
        ),
    ),
    (
        "a: &b\n  c: 1\n",
        (1, 4),
        (
            "`&b` without quotes is an anchor of YAML, which is not used here; put a text that starts with "
            "`&` in quotes; use `lists` to say a thing once"
        ),
    ),
    (
        "a: > 5\n",
        (1, 4),
        "a text without quotes cannot start with `>`; put the whole text in quotes",
    ),
    (
        "a: |x\n  foo\n",
        (1, 4),
        "a text without quotes cannot start with `|`; put the whole text in quotes",
    ),
    (
        "a: ? b\n",
        (1, 4),
        "a text without quotes cannot start with `?`; put the whole text in quotes",
    ),
    (
        "a: b: c\n",
        (1, 5),
        "`: ` stands inside a text without quotes; put the whole text in quotes",
    ),
    (
        "a\nb: 1\n",
        (2, 2),
        "a colon is missing in the line above; write `key: value`",
    ),
    (
        "a:1\nb: 2\n",
        (2, 2),
        "a space is missing after the colon in the line above; write `key: value`",
    ),
    (
        "a: 1\nfoo\nb: 2\n",
        (2, 1),
        "a colon is missing after `foo`; write `key: value`, or indent the line if it belongs to the text above",
    ),
    (
        "a: [1, 2\nb: 3\n",
        (1, 4),
        "the bracket `[` opened here is not closed before line 2; add the closing `]` or a missing comma",
    ),
    (
        'a: [1 2, "x" y]\n',
        (1, 14),
        (
            'text follows after the closing quote `"`; use `\'` around a text that holds `"`, or close a '
            "quote opened before"
        ),
    ),
    (
        "a: {b: c: d}\n",
        (1, 9),
        "a comma or the closing `}` is missing here; put texts with `:`, `,` or brackets in quotes",
    ),
    (
        "a: {b: 1\n",
        (1, 4),
        "the bracket `{` opened here is not closed before line 2; add the closing `}` or a missing comma",
    ),
    (
        "a: [1,\n",
        (1, 7),
        "a value is missing here; write the value, or close the bracket opened before",
    ),
    (
        "a: {evidence} ist\n",
        (1, 15),
        "text follows after a closing bracket; put a text that starts with `{` or `[` in quotes",
    ),
    (
        "a: [x]]\n",
        (1, 7),
        "`]` stands where a value is expected; remove it, or put the text in quotes",
    ),
    (
        "a: }\n",
        (1, 4),
        "`}` stands where a value is expected; remove it, or put the text in quotes",
    ),
    (
        "a: [,]\n",
        (1, 5),
        "`,` stands where a value is expected; remove it, or put the text in quotes",
    ),
    (
        "a: 'x\nb: 1\n",
        (1, 4),
        "the quote `'` opened here is never closed; add the closing `'`",
    ),
    (
        "a: 'it's'\n",
        (1, 8),
        (
            "text follows after the closing quote `'`; use `\"` around a text that holds `'`, or close a "
            "quote opened before"
        ),
    ),
    (
        'a: "say "hi" now"\n',
        (1, 10),
        (
            'text follows after the closing quote `"`; use `\'` around a text that holds `"`, or close a '
            "quote opened before"
        ),
    ),
    (
        'a: "b\nc: "d"\n',
        (2, 5),
        (
            'text follows after the closing quote `"`; use `\'` around a text that holds `"`, or close a '
            "quote opened before"
        ),
    ),
    (
        'a: "\\d+"\n',
        (1, 6),
        "`\\d` means nothing inside double quotes; use single quotes, in which a backslash is a backslash",
    ),
    (
        'a: "\\x1"\n',
        (1, 7),
        "digits are missing after a backslash in double quotes; use single quotes, in which a backslash is a backslash",
    ),
    (
        "a:\n\tb: 1\n",
        (2, 1),
        "the line is indented with a tab; use spaces",
    ),
    (
        "a:\t1\n",
        (1, 3),
        "there is a tab where YAML expects a space; use spaces",
    ),
    (
        "a: 1\n  b: 2\n",
        (2, 4),
        "the indentation does not fit the lines above; begin keys (or `-`) that belong together in the same column",
    ),
    (
        " a: 1\nb: 2\n",
        (2, 1),
        "the indentation does not fit the lines above; begin keys (or `-`) that belong together in the same column",
    ),
    (
        "- a\nb: 1\n",
        (2, 1),
        "the indentation does not fit the lines above; begin keys (or `-`) that belong together in the same column",
    ),
    (
        "a: 1\n- b\n",
        (2, 1),
        "the indentation does not fit the lines above; begin keys (or `-`) that belong together in the same column",
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        (3, 2),
        "the indentation does not fit the lines above; begin keys (or `-`) that belong together in the same column",
    ),
    (
        "a: - b\n",
        (1, 4),
        (
            "a list cannot begin behind a key on the same line; write each `- ` on a line of its own, or "
            "put a text that starts with `- ` in quotes"
        ),
    ),
    (
        "a: 1\n---\nb: 2\n",
        (2, 1),
        "a second document begins here (`---`); keep one document in a file",
    ),
    (
        "a: 1\na: 2\n",
        (2, 1),
        "the key `a` appears twice; first in line 1; keep one of the two",
    ),
    (
        "a: {b: 1, b: 2}\n",
        (1, 11),
        "the key `b` appears twice; first in line 1; keep one of the two",
    ),
    (
        "1: x\n",
        (1, 1),
        'the key `1` is not a text; write `"1"`',
    ),
    (
        "null: x\n",
        (1, 1),
        'the key `null` is not a text; write `"null"`',
    ),
    (
        "true: x\n",
        (1, 1),
        'the key `true` is not a text; write `"true"`',
    ),
    (
        ": x\n",
        (1, 1),
        "there is no key before the colon; write a key, or put the text in quotes",
    ),
    (
        "? [a]\n: b\n",
        (1, 3),
        "a list or a mapping stands where a key is expected; put a text that starts with `[`, `{` or `?` in quotes",
    ),
    (
        "{a: 1}: b\n",
        (1, 1),
        "a list or a mapping stands where a key is expected; put a text that starts with `[`, `{` or `?` in quotes",
    ),
    (
        "a: .inf\n",
        (1, 4),
        "`.inf` is not a number that can be kept exactly; put it in quotes if it is a text",
    ),
    (
        "a: .NaN\n",
        (1, 4),
        "`.NaN` is not a number that can be kept exactly; put it in quotes if it is a text",
    ),
    (
        "a: 9007199254740992\n",
        (1, 4),
        "`9007199254740992` is not a number that can be kept exactly; put it in quotes if it is a text",
    ),
    (
        "a: 1e999\n",
        (1, 4),
        "`1e999` is not a number that can be kept exactly; put it in quotes if it is a text",
    ),
    (
        'a: "\\ud800"\n',
        (1, 4),
        "this text holds half of a character (a lone surrogate); write the whole character",
    ),
    (
        "a: b\u0007c\n",
        (1, 5),
        'this line holds the invisible character U+0007; delete it, or write `"\\u0007"` in double quotes',
    ),
    (
        "a: b\ufeffc\n",
        (1, 5),
        'this line holds the invisible character U+FEFF; delete it, or write `"\\ufeff"` in double quotes',
    ),
    (
        "",
        (1, 1),
        "the file is empty, or holds nothing but comments; write at least one key and its value, such as `rulekit: 1`",
    ),
    (
        "# nothing\n",
        (1, 1),
        "the file is empty, or holds nothing but comments; write at least one key and its value, such as `rulekit: 1`",
    ),
    (
        "---\n",
        (1, 1),
        "the file is empty, or holds nothing but comments; write at least one key and its value, such as `rulekit: 1`",
    ),
]


@pytest.fixture(params=["C parser", "pure parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure parser":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "place", "message"), BAD, ids=range(len(BAD)))
def test_a_bad_file_is_told_where_and_why(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        read_yaml(text.encode(), "r.yaml")
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == place
    assert problem.sentence("en") == message
    assert problem.sentence("de") != message
    assert problem.file == "r.yaml"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"a: 1\nb: gr\xfcn\n", "line 2 holds the byte `0xfc`, which is not UTF-8"),
        ("a: 1\n".encode("utf-16"), "UTF-16"),
        ("a: 1\n".encode("utf-16-be"), "UTF-16"),
        (b"#" * ((4 << 20) + 1), "at most 4194304 are read"),
        (b"- a\n" * 500_001, "more than 500,000 keys and values"),
        (b"1" * 5000, "is not a number"),
        (b"a: {b: [*c]}", "alias"),
        (b"".join(b" " * level + b"-\n" for level in range(100)), "more than 64 deep"),
    ],
    ids=range(8),
)
def test_hostile_bytes_are_answered_in_words(data: bytes, part: str) -> None:
    with pytest.raises(InvalidRuleset) as caught:
        read_yaml(data, "r.yaml")
    assert part in str(caught.value)


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? ", "[\n", "a:\n "])
def test_100000_levels_do_not_harm_the_process(piece: str) -> None:
    program = (
        "import sys\nfrom rulekit.errors import InvalidRuleset\nfrom rulekit.ruleset.source import read_yaml\n"
        "try:\n    read_yaml(sys.argv[1].encode() * 100_000, 'r.yaml')\n"
        "except InvalidRuleset as error:\n    print(len(error.problems))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, piece], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= 1


def test_64_levels_are_read_and_65_are_not() -> None:
    assert read_yaml(b"[" * 64 + b"]" * 64, "r.yaml").value
    with pytest.raises(InvalidRuleset, match="64 deep"):
        read_yaml(b"[" * 65 + b"]" * 65, "r.yaml")


def test_all_problems_that_can_be_found_are_told_at_once() -> None:
    with pytest.raises(InvalidRuleset) as caught:
        read_yaml(b"a: *x\na: 1\n2: !y z\nb: &c d\n", "r.yaml")
    found = [(problem.kind, problem.line, problem.at) for problem in caught.value.problems]
    assert found == [
        ("yaml-alias", 1, "/a"),
        ("yaml-duplicate-key", 2, ""),
        ("yaml-key-not-text", 3, ""),
        ("yaml-tag", 3, "/2"),
        ("yaml-anchor", 4, "/b"),
    ]


def test_the_error_can_be_that_of_another_file() -> None:
    with pytest.raises(InvalidWaivers):
        read_yaml(b"", "waivers.yaml", InvalidWaivers)


SCALARS: list[tuple[str, Any]] = [
    ("NO", "NO"), ("on", "on"), ("yes", "yes"), ("Off", "Off"), ("y", "y"), ("010", 10), ("1_000", "1_000"),
    ("12:30:00", "12:30:00"), ("~", None), ("", None), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL"),
    ("true", True), ("True", True), ("TRUE", True), ("false", False), ("tRUE", "tRUE"), ("0o17", 15), ("0x1F", 31),
    ("0b1", "0b1"), ("-5", -5), ("+5", 5), ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-.5e-1", -0.05),
    ("2026-05-04", "2026-05-04"), ("2026-05-04T10:00:00Z", "2026-05-04T10:00:00Z"), ("<<", "<<"), ("=IPO", "=IPO"),
    ("geheimnis*", "geheimnis*"), ("an|kündigen", "an|kündigen"), ("$list", "$list"), ("1.2.3", "1.2.3"), (".", "."),
    ("-", None), ("9007199254740991", 9007199254740991), ("nan", "nan"), ("inf", "inf"),
]  # fmt: skip


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "value"), [pair for pair in SCALARS if pair[0] != "-"])
def test_a_text_without_quotes_means_what_yaml_1_2_says(text: str, value: Any) -> None:
    found = read_yaml(f"a: {text}\n".encode(), "r.yaml").value["a"]
    assert found == value
    assert type(found) is type(value)
    assert type(core_scalar(text)) is type(value)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["1", "true", "null", "", "~", "1.5", "*x", "@a", "a: b"])
def test_a_text_in_quotes_is_a_text(text: str) -> None:
    found = read_yaml(f"a: '{text}'\nb: \"{text}\"\n'1': x".encode(), "r.yaml").value
    assert found == {"a": text, "b": text, "1": "x"}


@pytest.fixture
def source() -> Source:
    return read_yaml('\ufeff# Kopf\nrules:\n  - id: a\n    text: {is: [ä, b]}\n"a/b~": |\n  x\n'.encode(), "r.yaml")


def test_values_and_keys_know_where_they_stand(source: Source) -> None:
    assert source.value == {"rules": [{"id": "a", "text": {"is": ["ä", "b"]}}], "a/b~": "x\n"}
    assert source.key_place("/rules/0/text") == (4, 5)
    assert source.value_place("/rules/0/text") == (4, 11)
    assert source.value_place("/rules/0/text/is/1") == (4, 20)
    assert source.key_place("/a~1b~0") == (5, 1)
    assert source.value_place("/a~1b~0") == (5, 9)
    assert source.key_place("/rules/0") == source.value_place("/rules/0") == (3, 5)
    assert source.positions()["/rules/0/text/is"] == (4, 12)


def test_what_is_not_there_stands_where_the_nearest_thing_above_it_does(source: Source) -> None:
    assert source.value_place("/rules/0/message/de") == (3, 5)
    assert source.value_place("/rules/7") == source.value_place("/rules")
    assert source.value_place("/rules/x/²") == source.value_place("/rules")


def test_a_problem_shows_its_line(source: Source) -> None:
    problem = source.problem("k", "/rules/0/text", Words("no", "nein"), on="key", nearest="title")
    assert problem.render() == (
        "r.yaml:4:5: no; did you mean `title`?\n     4 |     text: {is: [ä, b]}\n             ^"
    )
    assert source.line(4) == "    text: {is: [ä, b]}"
    assert source.line(99) == ""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["[Was?, b]", "[Was?,\r\n b]", "[ Was?\t, b ]", "{? [x]: y}", "[a ? b, b]", "[a?b]"])
def test_question_marks_in_brackets_are_read_the_same_by_both_parsers(text: str) -> None:
    first = outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        assert outcome(text) == first


@pytest.mark.usefixtures("parser")
def test_a_question_in_brackets_needs_no_quotes() -> None:
    assert read_yaml(b"a: [Was?, Ist das ok?, b]\r\n", "r.yaml").value == {"a": ["Was?", "Ist das ok?", "b"]}


def test_line_ends_of_windows_and_a_document_mark_are_welcome() -> None:
    source = read_yaml(b"%YAML 1.2\r\n---\r\na: 1\r\nb:\r\n  - c\r\n...\r\n", "r.yaml")
    assert source.value == {"a": 1, "b": ["c"]}
    assert source.value_place("/b/0") == (5, 5)


def outcome(text: str) -> Any:
    try:
        source = read_yaml(text.encode(), "r.yaml")
    except RulekitError as error:
        return error.render("en"), error.render("de")
    return source.value, source.positions()


PIECES = st.sampled_from(
    ["a", "b: ", "- ", "\n", "\n  ", "[", "]", "{", "}", ", ", ": ", "\"", "'", "#", " # c", "*a", "&a ", "!t ", "|", ">",
     "? ", "%", "@", "\t", "ä", "😀", "1", "~", "---", "...", "\\", "\\x41", "\r\n", "\u2028", "key: v\n", "- x\n"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_both_parsers_say_the_same(text: str) -> None:
    first = outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        assert outcome(text) == first
