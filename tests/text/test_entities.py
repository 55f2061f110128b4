"""Mentions, hashtags, cashtags, emoji and addresses are found as twitter-text finds them, and lengths counted as X and Mastodon count."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulekit.facts.versions import TOP_LEVELS as PINNED
from rulekit.text.entities import accounts, cashtags, emoji, hashtags, mentions, reply
from rulekit.text.entities_length import seen, short, weighted
from rulekit.text.entities_urls import _thoroughly, addresses, urls
from rulekit.text.small import may_link
from rulekit.text.top_levels import TOP_LEVELS, VERSION

ROOT = Path(__file__).parents[2]

MENTIONS = [
    ("Danke @nordwind für den Abend", ["nordwind"]),
    ("@eins @zwei\n@drei", ["eins", "zwei", "drei"]),
    ("Gruß an @_ und @007", ["_", "007"]),
    ("hallo@nordwind", []),
    ("jobs@nordwind.de", []),
    ("(@nordwind)", ["nordwind"]),
    ("Ahoi,@nordwind", ["nordwind"]),
    ("RT@nordwind: ja", ["nordwind"]),
    ("Rt:@nordwind ja", ["nordwind"]),
    ("START@nordwind", []),
    ("&@nordwind #@nordwind $@nordwind *@nordwind", []),
    ("@müller und @jörg", []),
    ("@jan@norden.social", []),
    ("@https://nordwind.de", []),
    ("＠nordwind", ["nordwind"]),
    ("謝謝@nordwind你", ["nordwind"]),
    ("@" + "a" * 25, ["a" * 20]),
]


@pytest.mark.parametrize(("text", "names"), MENTIONS)
def test_a_mention_is_a_name_behind_its_sign(text: str, names: list[str]) -> None:
    found = mentions(text)
    assert [one.name for one in found] == names
    assert all(text[one.start + 1 : one.end] == one.name + one.slug for one in found)


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("Siehe @nordwind/team-nord!", [("nordwind", "/team-nord")]),
        ("Siehe @nordwind/1team", [("nordwind", "")]),
        ("@a/b @c", [("a", "/b"), ("c", "")]),
    ],
)
def test_a_list_is_a_mention_with_a_slug(text: str, lists: list[tuple[str, str]]) -> None:
    assert [(one.name, one.slug) for one in mentions(text)] == lists


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("@nordwind ja", "nordwind"),
        ("\u3000 @nordwind ja", "nordwind"),
        (".@nordwind ja", None),
        ("Ja @nordwind", None),
        ("@https://nordwind.de", None),
        ("", None),
    ],
)
def test_a_reply_begins_with_a_mention(text: str, whom: str | None) -> None:
    assert reply(text) == whom


ACCOUNTS = [
    (None, "Danke @anna und @ben@norden.social!", ["anna", "ben@norden.social"]),
    ("x", "Danke @ben@norden.social", ["ben@norden.social"]),
    ("mastodon", "@anna.muster@norden.social, hallo", ["anna.muster@norden.social"]),
    ("mastodon", "@ben@norden.social.", ["ben@norden.social"]),
    (None, "@ben@localhost", []),
    (None, "Hallo @anna.bsky.social.", ["anna.bsky.social"]),
    ("bluesky", "Hallo @nordwind.de, hallo @anna", ["nordwind.de", "anna"]),
    ("x", "Hallo @nordwind.de", ["nordwind"]),
    ("instagram", "Mit @anna.muster. Schön!", ["anna.muster"]),
    ("linkedin", "Mit @" + "a" * 25, ["a" * 25]),
    ("x", "Mit @" + "a" * 25, ["a" * 20]),
    (None, "https://norden.social/@anna und https://a.de/x?an=@ben", []),
    (None, "(@anna) https://norden.social/@anna", ["anna"]),
    (None, "anna@firma.de", []),
]


@pytest.mark.parametrize(("platform", "text", "names"), ACCOUNTS)
def test_who_is_mentioned_depends_on_the_platform(platform: str | None, text: str, names: list[str]) -> None:
    found = accounts(text, platform)
    assert [one.name for one in found] == names
    assert all(text[one.start + 1 : one.end] == one.name for one in found)


HASHTAGS = [
    ("Wir sind #TeamNord und #2gether", ["TeamNord", "2gether"]),
    ("#Größe, #Straße; #Ärger!", ["Größe", "Straße", "Ärger"]),
    ("Platz #1 im #16er", ["16er"]),
    ("#_ #1_2 #·", []),
    ("rot#grün", []),
    ("ä#grün", []),
    ("a&#39;b", []),
    ("(#eins)(#zwei)", ["eins", "zwei"]),
    ("#eins#zwei", []),
    ("#https://nordwind.de", []),
    ("https://nordwind.de/#team nordwind.example/#team", []),
    ("🎉#Fest ❤️#Herz ✌🏽#Hand", ["Fest", "Herz", "Hand"]),
    ("#Fest🎉 #Ende… #Zitat“", ["Fest", "Ende", "Zitat"]),
    ("#️⃣ #⃣", []),
    ("＃Ｗｅｉｔ", ["Ｗｅｉｔ"]),
    ("#снег #雪 #눈 #ثلج #หิมะ", ["снег", "雪", "눈", "ثلج", "หิมะ"]),
    ("#l·l #Team_Nord #a-b", ["l·l", "Team_Nord", "a"]),
    ("雪#雪", []),
    ("雪。#雪", ["雪"]),
    ("#e\u0301te\u0301", ["e\u0301te\u0301"]),
    ("#\U00010400\U00010401", ["\U00010400\U00010401"]),
]


@pytest.mark.parametrize(("text", "names"), HASHTAGS)
def test_a_hashtag_has_a_letter_of_any_script(text: str, names: list[str]) -> None:
    found = hashtags(text)
    assert [one.name for one in found] == names
    assert all(text[one.start + 1 : one.end] == one.name for one in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("$SAP und $bmw.de, $Nord_W", ["SAP", "bmw.de", "Nord_W"]),
        ("$SAP. $BMW_ $VW!", ["SAP", "BMW", "VW"]),
        ("SAP ($SAP)", ["SAP"]),
        ("$5 5$ US$ $A1 $ÄÖ $ZULANGES $SAP.LANG", ["SAP"]),
        (".$SAP $$SAP x$SAP", []),
        ("$eins$zwei", ["eins"]),
        ("", []),
    ],
)
def test_a_cashtag_is_up_to_six_letters_behind_a_dollar(text: str, names: list[str]) -> None:
    found = cashtags(text)
    assert [one.name for one in found] == names
    assert all(text[one.start : one.end] == "$" + one.name for one in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Grüße – „gut“ € …", []),
        ("👍🏽👩‍👩‍👧‍👦🇩🇪🇦🇹❤️", ["👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "🇦🇹", "❤️"]),
        ("1️⃣ 2⃣ 3 # #️⃣", ["1️⃣", "2⃣", "#️⃣"]),
        ("© ©️ ™ ™️", ["©️", "™️"]),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!", ["🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"]),
        ("🏽", []),
        ("👩\u200d!", ["👩"]),
        ("㊗️🈁Ⓜ️", ["㊗️", "🈁", "Ⓜ️"]),
    ],
)  # fmt: skip
def test_an_emoji_is_what_a_reader_sees_as_one(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in emoji(text)] == found


URLS = [
    ("Mehr: https://nordwind.de/jobs?x=1#a.", ["https://nordwind.de/jobs?x=1#a"]),
    ("nordwind.de, www.nordwind.co.uk! bit.ly/abc", ["nordwind.de", "www.nordwind.co.uk", "bit.ly/abc"]),
    ("Nordwind.DE und NORDWIND.COM", ["Nordwind.DE", "NORDWIND.COM"]),
    ("nordwind.quatsch http://nordwind.quatsch nordwind.comm", []),
    ("https://nordwind.example", []),
    ("jobs@nordwind.de anna.maria@nordwind.de a.de@nordwind.de", []),
    ("@nordwind.de #nordwind.de $nordwind.de", []),
    ("-nordwind.de _nordwind.de nord_wind.de nordwind-.de", []),
    ("http://sub_domain.nordwind.de http://nord_wind.de", ["http://sub_domain.nordwind.de"]),
    ("http://-nordwind.de http://nordwind-.de", []),
    ("https://müller.de/größe_(ä)", ["https://müller.de/größe_(ä)"]),
    ("https://снег.рф/путь", ["https://снег.рф/путь"]),
    ("(https://nordwind.de/a_(b)) [http://a.de]", ["https://nordwind.de/a_(b)", "http://a.de"]),
    ("雪nordwind.de雪https://nordwind.de/a雪", ["nordwind.de", "https://nordwind.de/a"]),
    ("https://nordwind.de:8080/a,b;c/.", ["https://nordwind.de:8080/a,b;c/"]),
    ("nordwind.de:8080 nordwind.de?x=1", ["nordwind.de", "nordwind.de"]),
    ("z.B. heute, 3.5 km, d.h. bald.Und so", []),
    ("https://t.co/abcDE1's https://t.co/" + "a" * 41, ["https://t.co/abcDE1"]),
    ("https://" + "a" * 64 + ".de", []),
    ("https://" + "ä" * 60 + ".de", []),
    ("https://xn--mller-kva.de https://xn--müller.de", ["https://xn--mller-kva.de"]),
    ("\u2066https://nordwind.de\u2069", ["https://nordwind.de"]),
    ("http://nordwind.de.quatsch", ["http://nordwind.de"]),
    ("nordwind.de-seite nordwind.de+x", []),
    ("ftp://nordwind.de http:/nordwind.de", []),
    ("Kennt ihr https://nordwind.de/büro? Ja", ["https://nordwind.de/büro"]),
    (
        'https://nordwind.de/öl"a https://nordwind.de/weg–ende',
        ["https://nordwind.de/öl", "https://nordwind.de/weg–ende"],
    ),
]


@pytest.mark.parametrize(("text", "found"), URLS)
def test_x_links_addresses_below_a_known_domain(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in urls(text)] == found


ADDRESSES = [
    ("https://nutzer:wort@nordwind.de/x", ["https://nutzer:wort@nordwind.de/x"]),
    ("https://nordwind.de@boese.com und https://nordwind.de:80@boese.com", ["https://nordwind.de@boese.com", "https://nordwind.de:80@boese.com"]),
    ("http://192.168.0.1/x und http://[2001:db8::1]:80/.", ["http://192.168.0.1/x", "http://[2001:db8::1]:80/"]),
    ("https://wiki/seite (https://wiki.intern/a)", ["https://wiki/seite", "https://wiki.intern/a"]),
    ("nordwind.example/jobs! www.nordwind.intern", ["nordwind.example/jobs", "www.nordwind.intern"]),
    ("https://nordwind.de/suche?q=büro&aff=7.", ["https://nordwind.de/suche?q=büro&aff=7"]),
    ("https://nordwind.de#anker, https://nordwind.de, ja", ["https://nordwind.de#anker", "https://nordwind.de"]),
    ("„https://nordwind.de/a“ [Text](https://nordwind.de/b)", ["https://nordwind.de/a", "https://nordwind.de/b"]),
    ("Wir kommen heute.Es regnet.ES", []),
    ("NORDWIND.DE", ["NORDWIND.DE"]),
    ("jobs@nordwind.example", []),
    ("https:// http:///x www. ://", []),
    ("https://a.de/?u=https://b.de/x", ["https://a.de/?u=https://b.de/x"]),
    ("ftp://nordwind.example/a.exe", ["ftp://nordwind.example/a.exe"]),
    ("https://a.de https://b.quatsch c.de", ["https://a.de", "https://b.quatsch", "c.de"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), ADDRESSES)
def test_an_address_is_what_a_browser_would_open(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == found


WEIGHTED = [
    ("", 0),
    ("Grüße – „gut“", 13),
    ("fünf €, dann …", 16),
    ("雪雪", 4),
    ("👩‍👩‍👧‍👦🇩🇪1️⃣", 6),
    ("cafe\u0301", 4),
    ("Mehr: https://nordwind.de/ein/langer/weg", 29),
    ("Mehr: a.de 👍", 32),
    ("Mehr: https://intern.example/", 29),
    ("https://☃.de/x", 23),
    ("\u202aא\u202c", 5),
]


@pytest.mark.parametrize(("text", "length"), WEIGHTED)
def test_x_weighs_what_it_shows(text: str, length: int) -> None:
    assert weighted(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Grüße\r\n👩‍👩‍👧‍👦", 7),
        ("https://nordwind.de/ein/langer/weg", 23),
        ("nordwind.de/ein/langer/weg", 26),
        ("https://wiki.intern/", 20),
        ("@anna@norden.social und @ben", 14),
        ("https://a.de/@anna@norden.social", 23),
    ],
)
def test_mastodon_counts_addresses_and_hosts_for_less(text: str, length: int) -> None:
    assert short(text) == length


BITS = [
    *("@", "#", "$", ".", "/", ":", "//", "-", "_", "(", ")", "?", "&", " ", "\n", "\u2069", "＠", "＃"),
    *("nordwind", "de", "com", "co.uk", "http", "https://", "www.", "xn--", "t.co/", "bsky.social", "SAP", "1"),
    *("ä", "雪", "みんな", "👩‍💻", "\ufe0f", "\u20e3", "e\u0301", "\ud800", "°", "“"),
]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(BITS), max_size=16).map("".join)


@given(TEXTS)
def test_entities_of_one_kind_stand_in_order_and_apart(text: str) -> None:
    kinds = (mentions(text), accounts(text), hashtags(text), cashtags(text), urls(text), addresses(text), emoji(text))
    for found in kinds:
        spans = [(one[0], one[1]) for one in found]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(TEXTS)
def test_what_x_links_is_seen_as_an_address_too_or_as_more_than_one(text: str) -> None:
    spans = addresses(text)
    for one in urls(text):
        host = text[one.start : one.end]
        seen = any(start < one.end and one.start < end for start, end in spans)
        assert seen or (not one.scheme and host.rpartition(".")[2][:1].isupper())


@given(TEXTS)
def test_no_length_is_negative_and_a_blank_more_is_one_more(text: str) -> None:
    for count in (weighted, short):
        assert count(text) >= 0
        assert count(text + "\n.") == count(text + "\n") + 1
    assert seen(text) <= len(text)


@pytest.mark.parametrize("text", ["", "Ein Satz ohne alles.", "Grüße! „Ja“ – z.B. 3.5 km, d.h. 2 % mehr."])
def test_a_text_without_entities_has_none(text: str) -> None:
    assert not [*mentions(text), *accounts(text), *hashtags(text), *cashtags(text), *urls(text), *addresses(text)]
    assert emoji(text) == []


@pytest.mark.parametrize(
    "bit",
    ["@a", "@a@b.de", "#a", "#雪", "$A ", "a.", "a.de", "あa.com_.", "www.", "http://", "a.de/(", "1\u20e3", "👩\u200d", "._-", "a.de@", "x@y.de ", "https://a.de/("],
)  # fmt: skip
def test_looking_takes_time_in_proportion(bit: str) -> None:
    text = (bit * 20_000)[:40_000]
    begin = time.process_time()
    for find in (mentions, accounts, hashtags, cashtags, urls, addresses, emoji, weighted, short):
        find(text)
    assert time.process_time() - begin < 10


def test_a_text_without_entities_loads_no_table_of_domains() -> None:
    code = (
        "import sys; from rulekit.text.entities import accounts; from rulekit.text.entities_length import weighted;"
        "accounts('Hallo, z.B. hier. Ende'); weighted('Hallo, z.B. hier. Ende');"
        "assert 'rulekit.text.top_levels' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def test_the_top_level_domains_are_pinned_and_counted_among_the_inputs() -> None:
    assert VERSION == PINNED
    assert {"de", "com", "uk", "みんな", "vermögensberatung"} <= TOP_LEVELS
    assert not {"example", "localhost", "quatsch", ""} & TOP_LEVELS


AROUND = st.sampled_from(
    [" ", "\n", ". ", ", ", "!", "…", "(", "", "?", " und ", "\xa0", " heute.Es ", " b.de ", "@", "..", " www.a "]
)
HOSTS = st.sampled_from(
    ["a.de", "www.a.com", "t.co", "a-b.at", "a.com.de", "a.b.unknown", "localhost", "ä.de", "a.b.c.d.uk", "a..de"]
)
PATHS = st.sampled_from(["", "/", "/a", "/a_b-c/", "/a_", "/t.co", "?a=b", "/a#b", ":80/"])
LINKS = st.tuples(AROUND, st.sampled_from(["https://", "http://", "HTTP://", ""]), HOSTS, PATHS, AROUND).map("".join)


@given(st.lists(LINKS, min_size=1, max_size=3).map("".join))
def test_an_address_written_as_most_are_is_found_as_any_other(text: str) -> None:
    assert addresses(text) == (_thoroughly(text) if may_link(text) else [])


@pytest.mark.parametrize("text", ["www..de", "Www..de", "x .de", "Ende...von", "z.B. so", "1.2.2026", "a.b"])
def test_a_dot_behind_a_dot_or_a_blank_begins_no_name(text: str) -> None:
    assert urls(text) == []
