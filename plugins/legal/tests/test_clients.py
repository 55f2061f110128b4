"""Clients who are named, and words that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulekit_legal.clients import named_clients


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Unsere Mandantin, Frau Dr. Muster, hat gewonnen.", ["Muster"]),
        ("Herr Beispiel ist seit heute unser Mandant.", ["Beispiel"]),
        ("Great day for our client Mrs Hansen.", ["Hansen"]),
        ("Frau Rechtsanwältin Muster hat unsere Mandantin Frau Meier vertreten.", ["Meier"]),
        # near misses
        ("Unsere Mandantin Frau M. hat gewonnen.", []),
        ("Frau Rechtsanwältin Muster berät unsere Mandantinnen.", []),
        ("Unsere Mandant*innen schätzen Herrn Muster.", []),
        ("Der Mandantenbrief von Herrn Muster ist da.", []),
        ("Unser Mandant war froh. Im Anschluss sprach Herr Muster auf dem Anwaltstag.", []),
        ("Der Herr der Ringe und sein Mandant", []),
    ],
)
def test_a_client_is_named_by_a_form_of_address_and_a_name(text: str, names: list[str]) -> None:
    assert [one.name for one in named_clients(text)] == names


@given(st.text(st.sampled_from("MandantinFrauHerr. Muster!\n"), max_size=300))
def test_every_span_ends_with_the_name(text: str) -> None:
    for one in named_clients(text):
        assert text[one.start : one.end].endswith(one.name)
