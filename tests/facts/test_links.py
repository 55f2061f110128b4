"""Links, mentions and hashtags."""

from __future__ import annotations

import pytest

from rulekit.facts.hosts import registrable, skeleton
from rulekit.facts.links import host_of
from rulekit.facts.seen import NONE

from .posts import NORDWIND, quotes, seen, values

HOSTS = [
    ("https://Nordwind.Example/Preise?x=1", "nordwind.example"),
    ("www.acme.de", "www.acme.de"),
    ("acme.de:8080/a", "acme.de"),
    ("https://nutzer:wort@acme.de/", "acme.de"),
    ("http://xn--mnchen-3ya.de/ä", "münchen.de"),
    ("https://münchen.de.", "münchen.de"),
    ("http://[2001:db8::1]:80/", "[2001:db8::1]"),
    ("http://10.0.0.1/", "10.0.0.1"),
    ("http://2130706433/", "127.0.0.1"),
    ("http://0x7f.1/", "127.0.0.1"),
    ("http://0177.0.0.01/", "127.0.0.1"),
    ("http://192.168.257/", "192.168.1.1"),
    ("http://256.0.0.1/", "256.0.0.1"),
    ("http://nordwind%2eexample/", "nordwind.example"),
    ("http://%6eordwind.example/", "nordwind.example"),
    ("https:///nirgends", None),
    ("nur Worte", None),
]


@pytest.mark.parametrize(("address", "host"), HOSTS)
def test_the_host_of_an_address_is_in_lower_case_and_its_own_letters(address: str, host: str | None) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.acme.de", "acme.de"),
        ("a.b.acme.co.uk", "acme.co.uk"),
        ("team.github.io", "team.github.io"),
        ("x.team.github.io", "team.github.io"),
        ("shop.münchen.de", "münchen.de"),
        ("a.b.nordwind.example", "nordwind.example"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("10.0.0.1", "10.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_the_registrable_domain_follows_the_public_suffix_list(host: str, domain: str) -> None:
    assert registrable(host) == domain


LOOKALIKES = [
    ("https://nordwind.example/jobs", None),
    ("https://shop.nordwind.example/", None),
    ("https://n0rdwind.example/", "nordwind.example"),
    ("https://nordvvind.example/", "nordwind.example"),
    ("https://nоrdwind.example/", "nordwind.example"),
    ("https://nordwnd.example/login", "nordwind.example"),
    ("https://nrodwind.example/login", "nordwind.example"),
    ("https://nordwind.example.konto-pruefen.com/", "nordwind.example"),
    ("https://nordwind.example@boese.com/", "nordwind.example"),
    ("https://müller-bader.de/", "müller-bäder.de"),
    ("https://südwind.example/", None),
    ("https://tagesschau.de/", None),
    ("https://nordwind-login.example/", "nordwind.example"),
    ("https://konto-nordwind.com/", "nordwind.example"),
    ("https://www-nordwind.example/", "nordwind.example"),
    ("https://nordwind-example.com/", "nordwind.example"),
    ("https://nordwind.example:x@boese.com/", "nordwind.example"),
    ("https://nordwind-reisen.com/", None),
    ("https://nordwind.com/", None),
    ("https://nordwindpark.example/", None),
    ("https://wiki.nordwind.example/", None),
]


@pytest.mark.parametrize(("url", "imitated"), LOOKALIKES)
def test_a_host_that_imitates_the_own_domain_is_noticed(url: str, imitated: str | None) -> None:
    (found,) = values("urls", f"Jetzt anmelden: {url} !", NORDWIND)
    assert found["lookalike_of"] == imitated


@pytest.mark.parametrize(
    ("text", "shortener", "affiliate"),
    [
        ("Mehr: https://bit.ly/3abc", True, False),
        ("Mehr: https://www.amazon.de/dp/B0?tag=blog-21", False, True),
        ("Mehr: https://shop.example/?aff_id=7", False, True),
        ("Mehr: https://www.awin1.com/cread.php?p=1", False, True),
        ("Mehr: https://shop.example/?tag=neu", False, False),
        ("Mehr: https://amzn.to/3xyz", True, True),
    ],
)
def test_links_that_hide_their_aim_or_pay_somebody_are_marked(text: str, shortener: bool, affiliate: bool) -> None:
    (found,) = values("urls", text)
    assert (found["shortener"], found["affiliate"]) == (shortener, affiliate)


def test_an_address_is_taken_apart() -> None:
    assert values("urls", "Siehe http://www.blog.example.co.uk/a?b#c.") == [
        {
            "url": "http://www.blog.example.co.uk/a?b#c",
            "host": "www.blog.example.co.uk",
            "domain": "example.co.uk",
            "scheme": "http",
            "shortener": False,
            "lookalike_of": None,
            "punycode": False,
            "homograph": False,
            "ip": False,
            "user_info": False,
            "internal": False,
            "executable": False,
            "affiliate": False,
            "discount": False,
        }
    ]


def test_a_stated_link_that_stands_in_the_text_counts_once_and_where_it_stands() -> None:
    post = {"text": "Mehr auf nordwind.example/jobs!", "links": ["https://nordwind.example/jobs/", "https://b.example"]}
    assert values("links", post) == ["nordwind.example/jobs", "https://b.example"]
    assert [span.at for span in seen("links", post).spans] == ["/links/1", "/text"]
    assert [url["host"] for url in values("urls", post)] == ["nordwind.example", "b.example"]


def test_a_mail_address_is_no_link() -> None:
    assert seen("urls", "Schreibt an jobs@nordwind.example").state == NONE


def test_hashtags_and_mentions_are_united_with_the_stated_ones() -> None:
    post = {
        "text": "Danke @anna und @ben@norden.social! #TeamNordwind #Büro",
        "hashtags": ["#teamnordwind", "Karriere"],
        "mentions": ["ANNA", "@carla"],
    }
    assert values("hashtags", post) == ["TeamNordwind", "Büro", "Karriere"]
    assert values("mentions", post) == ["anna", "ben@norden.social", "carla"]
    assert quotes("hashtags", post) == ["Karriere", "#TeamNordwind", "#Büro"]


@pytest.mark.parametrize("name", ["urls", "links", "mentions", "hashtags", "identifiers", "credentials", "emoji"])
def test_a_list_without_elements_is_none(name: str) -> None:
    assert seen(name, {"text": "Hallo", "hashtags": [], "mentions": [""], "links": None}).state == NONE


def test_letters_that_look_alike_have_one_skeleton() -> None:
    assert skeleton("acrne") == skeleton("acme") == skeleton("аcme") == skeleton("äcme")
    assert skeleton("acme") != skeleton("acne")


@pytest.mark.parametrize(
    ("own", "host", "imitates"),
    [
        ("bauer.de", "buaer.de", True),
        ("bauer.de", "bauuer.de", True),
        ("bau-er.de", "bauer.de", True),
        ("bauer.de", "sauer.de", False),
        ("bauer.de", "bader.de", False),
        ("bauer.de", "bauer.dk", False),
        ("bauer.com", "bauer.co", True),
        ("adam.de", "adma.de", False),
        ("adam.de", "аdam.de", True),
    ],
)
def test_a_short_name_is_imitated_by_slips_of_the_fingers_alone(own: str, host: str, imitates: bool) -> None:
    (found,) = values("urls", f"Jetzt: https://{host}/", {"org": {"domains": [own]}})
    assert (found["lookalike_of"] == own) is imitates


MARKS = [
    ("https://xn--mnchen-3ya.de/", {"punycode"}),
    ("https://münchen.de/", set()),
    ("https://nоrdsee.de/", {"homograph"}),
    ("https://сосо.com/", {"homograph"}),
    ("https://пример.рф/", set()),
    ("https://203.0.113.7/x", {"ip"}),
    ("http://3405803783/x", {"ip"}),
    ("http://[2001:db8::1]/", {"ip"}),
    ("http://10.1.2.3/", {"ip", "internal"}),
    ("http://172.16.0.9/", {"ip", "internal"}),
    ("http://172.32.0.9/", {"ip"}),
    ("http://[fd00::1]/", {"ip", "internal"}),
    ("https://max@shop.example/", {"user_info"}),
    ("https://shop.example/@max", set()),
    ("https://shop.example/setup.exe", {"executable"}),
    ("https://shop.example/rechnung.pdf.SCR?x=1", {"executable"}),
    ("https://shop.example/get?file=vorlage.docm", {"executable"}),
    ("https://shop.example/a%2eapk", {"executable"}),
    ("https://shop.example/exe", set()),
    ("https://shop.example/hilfe/setup.exe.html", set()),
    ("https://shop.example/vorlage.docx", set()),
    ("http://wiki/start", {"internal"}),
    ("http://localhost:8080/", {"internal"}),
    ("https://drucker.local/", {"internal"}),
    ("https://wiki.nordwind.example/", {"internal"}),
    ("https://a.nordwind.sharepoint.example/b", {"internal"}),
    ("https://intranet.firma.de/", {"internal"}),
    ("https://intern.de/", set()),
    ("https://international.firma.de/", set()),
    ("https://shop.example/?gutschein=ANNA20", {"discount"}),
    ("https://shop.example/discount/ANNA20", {"discount"}),
    ("https://shop.example/?promo_code=A1&aff_id=7", {"discount", "affiliate"}),
    ("https://shop.example/?code=abc&gutschein=", set()),
    ("https://shop.example/gutschein", set()),
    ("https://shop.example/?utm_source=newsletter", set()),
]


@pytest.mark.parametrize(("url", "marks"), MARKS)
def test_a_link_says_what_it_hides(url: str, marks: set[str]) -> None:
    (found,) = values("urls", f"Hier: {url} !", NORDWIND)
    assert {name for name, value in found.items() if value is True} == marks
