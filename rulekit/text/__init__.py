"""Reading texts: normalised, in tokens, with terms matched as people inflect them (docs/semantics.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rulekit.errors import Words
from rulekit.text.context import HitContext, context_of
from rulekit.text.hits import Hits
from rulekit.text.index import TermIndex
from rulekit.text.plain import PlainIndex, plain_hits
from rulekit.text.reading import Text, read
from rulekit.text.spans import data_version, first_line, graphemes, sentences
from rulekit.text.values import Hit, Span, TermGroup, Token

if TYPE_CHECKING:
    from rulekit.model.canonical import Json  # only a name for the reader: digests would slow the start

__all__ = [
    "Hit", "HitContext", "Hits", "PlainIndex", "Span", "TermGroup", "TermIndex", "Text", "Token", "context_of",
    "data_version", "expand", "first_line", "graphemes", "plain_hits", "read", "sentences", "term_problem",
]  # fmt: skip


def expand(groups: Sequence[TermGroup]) -> Json:
    """The index of all groups for `TermIndex`, with every form worked out; JSON, made while compiling."""
    from rulekit.text import terms  # imported where used: a check with a compiled ruleset works out no forms

    return terms.prepared(terms.expand(groups))


def term_problem(term: str) -> Words | None:
    """What is wrong with a term as it is written in YAML, None when nothing is."""
    from rulekit.text import terms  # imported where used: a check with a compiled ruleset reads no terms

    return terms.term_problem(term)
