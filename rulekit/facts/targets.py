"""What a link does to whoever follows it: hides where it leads, pays somebody, lowers a price, or loads a program.

Imported when a post has a link. The lists are data, reviewed like code; each entry is in its operator's own documentation.
"""

from __future__ import annotations

from collections.abc import Sequence

from rulekit.facts.hosts import is_homograph, is_inner, is_ip, lookalike_of, registrable
from rulekit.facts.links import Link
from rulekit.model.canonical import Json
from rulekit.text.characters import normalise

SHORTENERS = frozenset(
    "amzn.to bit.do bit.ly bitly.com buff.ly cutt.ly dlvr.it goo.gl is.gd kurzelinks.de lnkd.in ow.ly rb.gy "
    "rebrand.ly s.id short.io shorturl.at t.co t.ly t1p.de tiny.cc tiny.one tinyurl.com trib.al tny.im urlz.fr "
    "v.gd".split()
)
"""Hosts that hide where a link leads."""

AFFILIATES = frozenset(
    "amzn.to anrdoezrs.net awin1.com belboon.com digistore24.com dpbolvw.net financeads.net go.redirectingat.com "
    "jdoqocy.com kqzyfj.com liketk.it linksynergy.com ltk.app.link partner-ads.com rstyle.me shareasale.com shopmy.us "
    "tkqlhce.com tradedoubler.com webgains.com zanox.com".split()
)
"""Hosts of networks that pay for what a link sells."""

AFFILIATE_KEYS = frozenset(
    "aff aff_id affid affiliate affiliate_id affiliateid afftrack awc awinaffid awinmid irclickid partnerid partner_id "
    "refid_partner tradetracker zanpid".split()
)
"""Names in the query of a link that carry a seller's id."""

DISCOUNT_KEYS = frozenset(
    "coupon couponcode coupon_code discount discountcode discount_code gutschein gutscheincode gutschein_code promo "
    "promocode promo_code rabatt rabattcode rabatt_code voucher vouchercode voucher_code".split()
)
"""Names in the query of a link that carry a code for a lower price."""

PROGRAMS = tuple(
    ".apk .appinstaller .appx .bat .chm .cmd .cpl .deb .dll .dmg .docm .dotm .exe .gadget .hta .img .inf .iso .jar .jse "
    ".lnk .msc .msi .msix .msp .pif .pkg .ppam .pptm .ps1 .psm1 .reg .rpm .scf .scr .sct .vb .vbe .vbs .vhd .vhdx .wsf "
    ".wsh .xlam .xll .xlsm .xltm".split()
)
"""Ends of names that a click runs, installs or mounts, or that may carry macros (Microsoft, "Blocked attachments in Outlook"; Google,
"File types blocked in Gmail"; the packages of Android, macOS and Linux). `.com` and `.js` also end harmless addresses and are left out."""


def described(link: Link, own: Sequence[str], inner: Sequence[str]) -> Json:
    """What the fact `urls` says of a link, beside the organisation's own and inner hosts."""
    domain = registrable(link.host)
    return {
        "url": link.url,
        "host": link.host,
        "domain": domain,
        "scheme": link.scheme,
        "shortener": shortens(link),
        "lookalike_of": lookalike_of(link, domain, own),
        "punycode": "xn--" in link.written,
        "homograph": is_homograph(link.host),
        "ip": is_ip(link.host),
        "user_info": link.scheme is not None and bool(link.user),
        "internal": is_inner(link, domain, inner),
        "executable": runs(link),
        "affiliate": pays(link),
        "discount": discounts(link),
    }


def _below_one(host: str, domains: frozenset[str]) -> bool:
    """Whether the host or what stands behind one of its dots, of at most three labels, is one of the domains."""
    end = ""
    for label in host.split(".")[:-4:-1]:
        end = f"{label}.{end}" if end else label
        if end in domains:
            return True
    return False


def shortens(link: Link) -> bool:
    """Whether the link hides where it leads."""
    return _below_one(link.host, SHORTENERS)


def _query(link: Link) -> list[tuple[str, str]]:
    """Names and values of the query, folded."""
    if "?" not in link.path:
        return []
    query = normalise(link.path.partition("?")[2].partition("#")[0]).folded
    return [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&") if pair)]


def pays(link: Link) -> bool:
    """Whether somebody earns when the link sells: by its host, or by a seller's id in it."""
    if _below_one(link.host, AFFILIATES):
        return True
    if "?" not in link.path:
        return False
    amazon = ".amazon." in f".{link.host}"
    return any(
        key in AFFILIATE_KEYS
        or (key == "tag" and amazon and bool(value))
        or (key in ("utm_medium", "utm_source") and "affiliate" in value)
        for key, value in _query(link)
    )


def discounts(link: Link) -> bool:
    """Whether the link carries a code for a lower price: in its query, or as a shop's path `/discount/CODE`."""
    if any(key in DISCOUNT_KEYS and value for key, value in _query(link)):
        return True
    if link.path.isascii() and link.path.count("/") < 2:
        return False
    steps = normalise(link.path).folded.partition("?")[0].split("/")
    return len(steps) > 2 and steps[1] in ("discount", "rabatt", "gutschein") and bool(steps[2])


def runs(link: Link) -> bool:
    """Whether what the link loads is a program, an installer, an image of a disk or a document with macros."""
    path = unquoted(link.path).partition("#")[0]
    name, _, query = path.lower().partition("?")
    values = [pair.partition("=")[2] for pair in query.split("&")]
    return any(one.rstrip("./ ").endswith(PROGRAMS) for one in (name, *values))


def unquoted(text: str) -> str:
    """The text with `%2e` and the like read as ASCII characters (RFC 3986 section 2.1); other bytes stay."""
    if "%" not in text:
        return text
    first, *rest = text.split("%")
    parts = [first]
    for part in rest:
        code = int(part[:2], 16) if len(part) > 1 and set(part[:2]) <= _HEX else 128
        parts.append(chr(code) + part[2:] if code < 128 else "%" + part)
    return "".join(parts)


_HEX = set("0123456789abcdefABCDEF")
