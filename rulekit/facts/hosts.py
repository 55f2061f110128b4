"""What a host gives away: who registered it, whom it imitates, whether it is a bare number or part of an inner network.

Imported when a post has a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rulekit.facts.links import Link, below, host_of
from rulekit.facts.seen import Broken
from rulekit.text.characters import fold


@cache  # read-only data of a library, read once for a process
def _suffixes() -> frozenset[bytes]:
    """The rules of the public suffix list inside `publicsuffixlist`, as the file's lines.

    Only the file is used: to import and to build the library's own tables takes 60 ms, this 3.
    """
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("publicsuffixlist")
    if spec is None or spec.origin is None:
        raise Broken("the library `publicsuffixlist` is not installed")
    return frozenset(Path(spec.origin).with_name("public_suffix_list.dat").read_bytes().split(b"\n"))


def registrable(host: str) -> str:
    """The part of a host that somebody registered (publicsuffix.org); the host itself if it is an IP address or a
    suffix."""
    labels = host.split(".")
    if is_ip(host) or len(labels) < 3:
        return host
    rules = _suffixes()
    for first in range(len(labels)):
        rest = ".".join(labels[first:]).encode("utf-8", "replace")
        above = b"*." + ".".join(labels[first + 1 :]).encode("utf-8", "replace")
        if b"!" + rest in rules:
            return ".".join(labels[first:])
        if rest in rules or above in rules:
            return ".".join(labels[max(first - 1, 0) :])
    return ".".join(labels[-2:])


def is_ip(host: str) -> bool:
    """Whether the host is an IP address: in brackets (RFC 3986), or ending in a number as no name does."""
    last = host.rpartition(".")[2]
    return host.startswith("[") or (last.isascii() and last.isdigit())


INNER = frozenset(
    "local localhost localdomain internal intern intranet corp home lan private home.arpa fritz.box".split()
)
"""Ends of hosts that exist inside a network only: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN 2024
(internal), ICANN's name collisions (corp, home), and what routers and offices use."""

_INNER_LABELS = frozenset(("intranet", "intern", "internal"))
_PRIVATE_V6 = ("[::1]", "[fc", "[fd", "[fe8", "[fe9", "[fea", "[feb")


def is_inner(link: Link, domain: str, named: Iterable[str]) -> bool:
    """Whether the link leads into an inner network: one of the hosts the register names, a reserved end, a label such as `intranet`
    below the registered domain, a name without a dot, or a private address (RFC 1918, RFC 4193, RFC 3927, RFC 4291)."""
    host = link.host
    if is_ip(host):
        return _is_private(host)
    if any(below(host, name) for name in map(host_of, named) if name):
        return True
    if "." not in host:
        return link.scheme is not None
    labels = host.split(".")
    above = host.removesuffix(domain).split(".") if domain != host else []
    return labels[-1] in INNER or ".".join(labels[-2:]) in INNER or not _INNER_LABELS.isdisjoint(above)


def _is_private(host: str) -> bool:
    if host.startswith("["):
        return host.startswith(_PRIVATE_V6)
    numbers = [int(part) for part in host.split(".") if part.isdigit()]
    if len(numbers) != 4:
        return False
    one, two = numbers[:2]
    return one in (10, 127) or (one, two) in ((192, 168), (169, 254)) or (one == 172 and 16 <= two <= 31)


def is_homograph(host: str) -> bool:
    """Whether a label looks Latin and is not: letters of another script among Latin ones, or a whole label of letters that look
    like Latin ones before an end in Latin letters (Unicode TS 39, mixed-script and whole-script confusables)."""
    if host.isascii():
        return False
    from rulekit.text.unicode import tables  # imported where used: loads the big tables

    lookalikes = tables().lookalikes
    labels = host.split(".")
    for label in labels:
        letters = [char for char in label if char not in "-0123456789"]
        foreign = [char for char in letters if char in lookalikes]
        latin = any("a" <= char <= "z" for char in letters)
        if foreign and (latin or (len(foreign) == len(letters) and labels[-1].isascii())):
            return True
    return False


_SAME_LOOK = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("|", "l"), ("5", "s"))


def skeleton(name: str) -> str:
    """What a name looks like at a glance: letters of other scripts and accents as plain ones, `rn` as `m`, `0` as `o`,
    `1` and `i` as `l` (in the manner of Unicode TS 39, section 4)."""
    plain = name if name.isascii() else "".join(_plain(char) for char in fold("a" + name)[1:])
    for sign, look in _SAME_LOOK:
        plain = plain.replace(sign, look)
    return plain


def _plain(char: str) -> str:
    """A Latin letter without its accent, another script's letter as the Latin one it looks like."""
    if char.isascii():
        return char
    from rulekit.text.unicode import tables  # imported where used: loads the big tables

    first = (tables().decomposed.get(char) or char)[0]
    return tables().lookalikes.get(first, first)


SHORTEST, LONG = 5, 8
"""From how many letters on a slip of the fingers counts, and from how many any single edit: with fewer too many honest names are
one edit away."""

BAIT = (
    "login konto account secure sicher sicherheit security verify verifizierung support service-center update online-banking "
    "passwort password auth sso mail webmail portal kundencenter"
).split()
"""Words that fraud puts beside a name (APWG and Verbraucherzentrale, phishing reports)."""


_LIKE_COM = ("co", "cm", "om", "con", "corn")


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter added, lost or changed, or two neighbours swapped, lead from one to the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = _same_start(one, other)
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or _swapped(left, right)
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def _slip(one: str, other: str) -> bool:
    """Whether two neighbours swapped, a letter doubled or no longer so, or a hyphen more or less lead from one to the other."""
    start = _same_start(one, other)
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return _swapped(left, right)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer[start + 1 :] != shorter[start:]:
        return False
    return longer[start] == "-" or (start > 0 and longer[start] == longer[start - 1])


def _same_start(one: str, other: str) -> int:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return start


def _swapped(left: str, right: str) -> bool:
    return len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]


def lookalike_of(link: Link, domain: str, own: Iterable[str]) -> str | None:
    """The domain of the organisation that the link's host imitates; None if it is one of them, or like none."""
    names = sorted({host for host in map(host_of, own) if host}) if own else []
    if any(below(link.host, name) for name in names):
        return None
    for name in names:
        if name in (link.user.partition(":")[0], link.host.removeprefix("www.")) or f".{name}." in f".{link.host}.":
            return name
        if _imitates(domain, registrable(name)):
            return name
    return None


def _imitates(domain: str, base: str) -> bool:
    """Whether one registered domain looks like another: to the eye, by a slip, or by a word beside the name."""
    label, _, end = domain.partition(".")
    name, _, own_end = base.partition(".")
    if domain == base:
        return False
    if skeleton(domain) == skeleton(base) or label == base.replace(".", "-"):
        return True
    if label == name and own_end == "com" and end in _LIKE_COM:
        return True
    if end == own_end:
        if label in (f"www-{name}", f"www{name}") or (len(name) >= LONG and _one_edit(label, name)):
            return True
        if len(name) >= SHORTEST and _slip(label, name):
            return True
    return len(name) >= SHORTEST and _baited(label, name)


def _baited(label: str, name: str) -> bool:
    """Whether the label is the name with a word that fraud puts beside names."""
    beside = (label.removeprefix(name), label.removesuffix(name))
    return any(rest != label and rest.strip("-") in BAIT for rest in beside)
