"""What a post is about: the own company, and which of its products."""

from __future__ import annotations

from collections.abc import Mapping

from rulekit.errors import Words
from rulekit.facts.links import below, host_of
from rulekit.facts.seen import KNOWN, NONE, Broken, Seen
from rulekit.facts.spans import org_strings, seen_at
from rulekit.facts.table import Fact
from rulekit.facts.view import View
from rulekit.model.canonical import Json, canonical
from rulekit.model.decision import Evidence
from rulekit.text.characters import fold


def term_spans(view: View, term: str) -> list[Evidence]:
    """Where a string of the register stands in what a reader sees."""
    return [
        seen_at(at, string, hit.start, hit.end, shift)
        for at, string, shift in view.any_text()
        for hit in view.register_hits(at, string, term)
    ]


def _squeezed(name: str) -> str:
    """A name as a hashtag or handle has it: folded, without signs."""
    return "".join(char for char in fold(name) if char not in "#@＃＠ -_.&")


def own_company(view: View) -> list[Evidence]:
    """Where the post names the organisation: its names, handles and hashtags, and links to its domains."""
    names = org_strings(view, "names")
    handles, hashtags, domains = (org_strings(view, name) for name in ("handles", "hashtags", "domains"))
    spans = {span for name in (*names, *handles, *hashtags) for span in term_spans(view, name)}
    tags = {squeezed for name in (*names, *handles, *hashtags) if (squeezed := _squeezed(name))}
    if tags:
        for fact in ("mentions", "hashtags"):
            spans.update(
                span for item in view.fact(fact).value or () if _squeezed(item.value) in tags for span in item.spans
            )
    hosts = [host for host in map(host_of, domains) if host]
    if hosts:
        links = view.fact("urls").value or ()
        spans.update(
            span for link in links if any(below(link.value["host"], host) for host in hosts) for span in link.spans
        )
    return sorted(spans, key=Evidence.order)


_NOTHING = Seen(NONE)
_PUBLIC = Seen(KNOWN, "public")


def _subject(view: View) -> Seen:
    if "subject" in view.post:
        stated = view.post["subject"]
        return Seen(NONE if stated is None else KNOWN, stated, "/subject")
    if not view.register.section("org"):
        return _NOTHING
    spans = own_company(view)
    if spans:
        return Seen(KNOWN, "own-company", spans=tuple(spans))
    named = [name for key in ("names", "handles", "hashtags", "domains") for name in org_strings(view, key)]
    fault = (view.unread or view.fact("urls").why) if named else ""
    if fault:
        raise Broken(fault)
    return Seen(NONE)


def _product(view: View) -> Seen:
    if "product" in view.post:
        stated = view.post["product"]
        return Seen(NONE if stated is None else KNOWN, stated, "/product")
    products = view.register.section("products")
    if not products:
        return _NOTHING
    found: list[tuple[bytes, Json, tuple[Evidence, ...]]] = []
    for product in products:
        name = product.get("name")
        spans = tuple(term_spans(view, name)) if isinstance(name, str) and name.strip() else ()
        if spans:
            value = {key: product[key] for key in ("name", "class") if product.get(key) is not None}
            found.append((canonical(value), value, spans))
    if not found:
        if view.unread:
            raise Broken(view.unread)
        return Seen(NONE)
    _, value, spans = min(found, key=lambda item: item[0])
    return Seen(KNOWN, value, spans=tuple(sorted(spans, key=Evidence.order)))


def _audience_kind(view: View) -> Seen:
    audience = view.post.get("audience")
    if isinstance(audience, Mapping) and "kind" in audience:
        kind = audience["kind"]
        return Seen(NONE if kind is None else KNOWN, kind, "/audience/kind")
    return _PUBLIC


FACTS: tuple[Fact, ...] = (
    Fact(
        "audience.kind",
        {"type": "string", "enum": ["public", "followers", "internal", "direct"]},
        Words("Who can read the post; public when nobody said.", "Wer den Beitrag lesen kann; ohne Angabe alle."),
        _audience_kind,
    ),
    Fact(
        "subject",
        {"type": "string", "enum": ["own-product", "own-company", "third-party", "leisure"]},
        Words(
            "What the post is about: as stated, else own-company if the register's names, handles, hashtags or "
            "domains occur, else none.",
            "Worum es geht: wie angegeben, sonst own-company, wenn Namen, Handles, Hashtags oder Domains des "
            "Registers vorkommen, sonst keines.",
        ),
        _subject,
    ),
    Fact(
        "product",
        {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "class": {
                    "type": "string",
                    "enum": [
                        "rx",
                        "otc",
                        "medical-device",
                        "cosmetic",
                        "security",
                        "fund",
                        "credit",
                        "crypto",
                        "insurance",
                        "other",
                    ],
                },
            },
            "additionalProperties": False,
        },
        Words(
            "The product the post is about: as stated, else the register's product that it names, else none.",
            "Das Produkt, um das es geht: wie angegeben, sonst das genannte aus dem Register, sonst keines.",
        ),
        _product,
    ),
)
