from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulekit.model.jsontext import NotJson, decode, positions, shown_line

BAD: list[tuple[str, tuple[int, int], str]] = [
    (
        "",
        (1, 1),
        'there is nothing here; give a JSON object, such as `{"text": "…"}`',
    ),
    (
        " ",
        (1, 1),
        'there is nothing here; give a JSON object, such as `{"text": "…"}`',
    ),
    (
        "{",
        (1, 1),
        "the `{` opened here is never closed; the text may be cut off",
    ),
    (
        "[1,",
        (1, 4),
        "a value is missing here",
    ),
    (
        "[1",
        (1, 1),
        "the `[` opened here is never closed; the text may be cut off",
    ),
    (
        '{"a"',
        (1, 5),
        "a colon is missing after the key `a`",
    ),
    (
        '{"a":',
        (1, 6),
        "a value is missing here",
    ),
    (
        '{"a" 1}',
        (1, 6),
        "a colon is missing after the key `a`",
    ),
    (
        '{"a": 1,}',
        (1, 8),
        "there is a comma before the closing `}`; remove the comma",
    ),
    (
        "[1,]",
        (1, 3),
        "there is a comma before the closing `]`; remove the comma",
    ),
    (
        "[1 2]",
        (1, 4),
        "a comma or the closing `]` is missing here",
    ),
    (
        "{a: 1}",
        (1, 2),
        'the key `a` is not in double quotes; write `"a"`',
    ),
    (
        "{'a': 1}",
        (1, 2),
        'the key `a` is not in double quotes; write `"a"`',
    ),
    (
        "{1: 2}",
        (1, 2),
        'the key `1` is not in double quotes; write `"1"`',
    ),
    (
        '{"a": 1 "b": 2}',
        (1, 9),
        "a comma or the closing `}` is missing here",
    ),
    (
        '{"a": 1, "a": 2}',
        (1, 10),
        "the key `a` appears twice; first in line 1, column 2; keep one of the two",
    ),
    (
        '{"b": {"a": 1, "c": 0, "a": 2}}',
        (1, 24),
        "the key `a` appears twice; first in line 1, column 8; keep one of the two",
    ),
    (
        "[NaN]",
        (1, 2),
        "`NaN` is not a number JSON has; write a number or `null`",
    ),
    (
        "[-Infinity]",
        (1, 2),
        "`-Infinity` is not a number JSON has; write a number or `null`",
    ),
    (
        "[True]",
        (1, 2),
        "`True` is not JSON; write `true`",
    ),
    (
        "[None]",
        (1, 2),
        "`None` is not JSON; write `null`",
    ),
    (
        "[01]",
        (1, 2),
        "`01` is not a number JSON knows; write it without leading zeros or signs, or in quotes",
    ),
    (
        "[+1]",
        (1, 2),
        "`+1` is not a number JSON knows; write it without leading zeros or signs, or in quotes",
    ),
    (
        "[.5]",
        (1, 2),
        "`.5` is not a number JSON knows; write it without leading zeros or signs, or in quotes",
    ),
    (
        "[1.]",
        (1, 2),
        "`1.` is not a number JSON knows; write it without leading zeros or signs, or in quotes",
    ),
    (
        "[abc]",
        (1, 2),
        "`abc` is not a JSON value; put texts in double quotes",
    ),
    (
        "[// x\n1]",
        (1, 2),
        "JSON has no comments; remove it",
    ),
    (
        '["a\tb"]',
        (1, 4),
        "a text holds a control character (such as a tab); write a tab as `\\t`",
    ),
    (
        '["a\nb"]',
        (1, 2),
        'the text opened here has no closing quote in its line; close it with `"`, and write a line break as `\\n`',
    ),
    (
        '["a]',
        (1, 2),
        'the text opened here has no closing quote in its line; close it with `"`, and write a line break as `\\n`',
    ),
    (
        '["\\d"]',
        (1, 3),
        "`\\d` is not an escape JSON knows; write a backslash as `\\\\`",
    ),
    (
        '["\\u12"]',
        (1, 3),
        "`\\u` is not an escape JSON knows; write a backslash as `\\\\`",
    ),
    (
        '["\\ud800"]',
        (1, 2),
        "this text holds half of a character (a lone surrogate); write the whole character",
    ),
    (
        '["\\udc00\\ud800"]',
        (1, 2),
        "this text holds half of a character (a lone surrogate); write the whole character",
    ),
    (
        "[9007199254740992]",
        (1, 2),
        "the number `9007199254740992` is too large to be kept exactly; put it in quotes",
    ),
    (
        "[1e999]",
        (1, 2),
        "the number `1e999` is too large to be kept exactly; put it in quotes",
    ),
    (
        '{"a": 1} x',
        (1, 10),
        (
            "something follows after the end of the JSON value; remove it, or write one value for each line "
            "into a `.jsonl` file"
        ),
    ),
    (
        "1 2",
        (1, 3),
        (
            "something follows after the end of the JSON value; remove it, or write one value for each line "
            "into a `.jsonl` file"
        ),
    ),
    (
        "[,1]",
        (1, 2),
        "a value is missing here",
    ),
    (
        "['a']",
        (1, 2),
        "`'a'` is not a JSON value; put texts in double quotes",
    ),
    (
        "{,}",
        (1, 2),
        "a key in double quotes is missing here",
    ),
    (
        "]",
        (1, 1),
        "a value is missing here",
    ),
    (
        "[1}",
        (1, 3),
        "a comma or the closing `]` is missing here",
    ),
]


@pytest.mark.parametrize(("text", "place", "message"), BAD, ids=range(len(BAD)))
def test_a_text_that_is_not_json_is_told_where_and_why(text: str, place: tuple[int, int], message: str) -> None:
    for data in (text, text.encode()):
        with pytest.raises(NotJson) as caught:
            decode(data)
        problem = caught.value.problems[0]
        assert (problem.line, problem.column) == place
        assert problem.sentence("en") == message
        assert problem.sentence("de") != message


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b'{"a": "\xfc"}', "line 1 holds the byte `0xfc`, which is not UTF-8"),
        (b'{"a": 1,\n"b": "\xfc"}', "line 2 holds the byte `0xfc`"),
        ('{"a": 1}'.encode("utf-16"), "UTF-16"),
        ('{"a": 1}'.encode("utf-16-le"), "UTF-16"),
        ('{"a": 1}'.encode("utf-32-be"), "UTF-32"),
        (b"[" * 100_000, "more than 64 deep"),
        (b'{"a":' * 100_000, "more than 64 deep"),
        (b"9" * 100_000, "too large to be kept exactly"),
        (b"[" + b"9" * 5_000 + b"]", "too large to be kept exactly"),
        (b" " * (4 << 20) + b"1", "at most 4194304 are read"),
        (b'"' + b'\\"' * 100_000, "no closing quote"),
        ('["\ud800"]', "half of a character"),
        ('{"\ud800": 1}', "half of a character"),
    ],
    ids=range(13),
)
def test_hostile_bytes_are_answered_in_words(data: bytes | str, part: str) -> None:
    with pytest.raises(NotJson) as caught:
        decode(data)
    assert part in str(caught.value)
    str(caught.value).encode()


def test_64_levels_are_read_and_65_are_not() -> None:
    assert decode("[" * 64 + "]" * 64)
    with pytest.raises(NotJson):
        decode("[" * 65 + "]" * 65)
    assert decode(json.dumps(["[" * 100, "{" * 100])) == ["[" * 100, "{" * 100]


def test_a_byte_order_mark_is_welcome() -> None:
    assert decode(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}
    assert decode("\ufeff1") == 1


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert decode('"\\ud83d\\ude00"') == "😀"


def test_all_double_keys_are_told_at_once() -> None:
    with pytest.raises(NotJson) as caught:
        decode('{"a": 1,\n"a": 2,\n"b": {"c": 1, "c": 2}}')
    assert [(problem.at, problem.line) for problem in caught.value.problems] == [("/a", 2), ("/b/c", 3)]


def test_positions_are_those_of_keys_and_items() -> None:
    assert positions('{"a": [1,\n 22], "b/c": null}') == {
        "": (1, 1),
        "/a": (1, 2),
        "/a/0": (1, 8),
        "/a/1": (2, 2),
        "/b~1c": (2, 7),
    }


def test_a_long_line_is_cut() -> None:
    assert shown_line("x" * 300, 5) == "x" * 200 + "…"
    assert shown_line("x" * 300, 250) is None


SAFE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(SAFE, st.sampled_from([None, 1]))
def test_what_json_writes_is_read_back(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert decode(text) == value
    assert positions(text)[""] == (1, 1)


@given(st.text('[]{}:,"\\\\ \n0123456789.eE+-truefalsn', max_size=12))
def test_the_same_texts_are_json_as_for_python(text: str) -> None:
    try:
        expected = json.loads(text, object_pairs_hook=lambda pairs: pairs)
    except ValueError:
        with pytest.raises(NotJson):
            decode(text)
        return
    try:
        decode(text)
    except NotJson as error:
        assert {problem.kind for problem in error.problems} <= {"json-duplicate-key", "json-number-too-large"}, expected
