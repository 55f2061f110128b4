"""`domain_in` knows a host however it is written: in capitals, in punycode, with user, port and path."""

from __future__ import annotations

import pytest

from rulekit.conditions.node import Env
from rulekit.conditions.places import DomainIn
from rulekit.engine.world import checked_world
from rulekit.facts.register import Register
from rulekit.facts.seen import KNOWN, Seen
from rulekit.facts.view import View
from rulekit.model.truth import YES
from rulekit.text import TermIndex, expand


@pytest.fixture(scope="module")
def env() -> Env:
    """An empty post's: plain domains look into nothing."""
    names = checked_world([])
    return Env(View({}, names.post, Register(None), None, (), names.facts, TermIndex(expand([]))))


@pytest.mark.parametrize(
    ("link", "domain", "inside"),
    [
        ("https://nutzer@Shop.Nordwind.DE:8080/a?b#c", "nordwind.de", True),
        ("nordwind.de.", "NORDWIND.de", True),
        ("https://xn--mnchen-3ya.de/", "münchen.de", True),
        ("https://www.münchen.de/", "xn--mnchen-3ya.de", True),
        ("https://südwind.de/", "wind.de", False),
        ("https://nordwind.de@boese.com/", "nordwind.de", False),
        ("https://straße.de/", "strasse.de", False),
        ("nur Worte", "worte", False),
        ("", "nordwind.de", False),
    ],
)
def test_a_link_is_below_a_domain_by_its_host(env: Env, link: str, domain: str, inside: bool) -> None:
    assert (DomainIn([domain]).judge(Seen(KNOWN, link, "/links/0"), env).value == YES) is inside
