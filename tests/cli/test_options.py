"""The quick reading of a command line and that of typer agree, whatever is written."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulekit.cli.check import OPTIONS
from rulekit.cli.options import quickly_read, typed

with warnings.catch_warnings():
    # typer imports a name that its click calls deprecated
    warnings.simplefilter("ignore", DeprecationWarning)
    import typer
    from typer.testing import CliRunner

_NAMES = [f"--{one.name}" for one in OPTIONS if one.kind != "rest"]
_WORDS = st.sampled_from(
    ["a.json", "-", "base", "de", "x y", "ä=b", "posts/", "2026-05-04T10:00:00+02:00", "--", "-h", "-x", "", "--lan"]
)
_ARGUMENTS = st.lists(
    st.one_of(
        _WORDS,
        st.sampled_from(_NAMES),
        st.builds("{}={}".format, st.sampled_from(_NAMES), _WORDS),
    ),
    max_size=8,
)


def by_typer(arguments: list[str]) -> dict[str, Any] | None:
    """What typer reads; None if it refuses, or prints help."""
    seen: list[dict[str, Any]] = []
    application = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    application.command()(typed(lambda **found: seen.append(found), OPTIONS))
    CliRunner().invoke(application, arguments)
    return seen[0] if seen else None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_ARGUMENTS)
def test_what_is_read_quickly_is_what_typer_reads(arguments: list[str]) -> None:
    quick = quickly_read(arguments, OPTIONS)
    if quick is not None:
        assert quick == by_typer(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["post.json"],
        ["-"],
        ["a.json", "b.jsonl", "--format", "json"],
        ["--ruleset", "a", "--ruleset=b", "post.json", "--unsure", "--ask"],
        ["--ack", "base/insult", "--reason", "it is a quote", "post.json"],
        [
            "--at",
            "2026-05-04T10:00:00+02:00",
            "--lang=de",
            "--fail-on",
            "block",
            "--context",
            "c.yaml",
            "--waivers",
            "w.yaml",
        ],
    ],
)
def test_common_command_lines_are_read_quickly(arguments: list[str]) -> None:
    quick = quickly_read(arguments, OPTIONS)
    assert quick is not None
    assert quick == by_typer(arguments)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["--lan", "de"], ["--lang"], ["--ask=yes"], ["--", "a.json"], ["--nope"]]
)
def test_what_is_unusual_is_left_to_typer(arguments: list[str]) -> None:
    assert quickly_read(arguments, OPTIONS) is None
