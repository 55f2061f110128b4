"""Web addresses in a text: `urls` by the rules of twitter-text 3, `addresses` as a browser would open them.

Source of the rules: github.com/twitter/twitter-text (Apache-2.0), its published patterns; the code is rulekit's own and
walks over dots instead of backtracking, so that it takes time in proportion to the text. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rulekit.text.small import may_link, pattern, western
from rulekit.text.values import Span

LATIN = "\xc0-\xd6\xd8-\xf6\xf8-\u024fɓɔɖɗəɛɣɨɯɲʉʋʻ\u0300-\u036f\u1e00-\u1eff"
"""Latin letters beyond ASCII and the marks they are composed with, for a class of a regular expression."""

SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DIRECTIONS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
"""White space, and what turns the direction of writing, likewise."""

RESERVED = frozenset(("example", "internal", "local"))
"""Top-level domains that no one can register (RFC 2606, RFC 6762, ICANN 2024) and that people still write."""

_CYRILLIC = "\u0400-\u04ff"
_INVALID = "\ufffe\ufeff\uffff"
_RUN = rf"[^!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${SPACES}{_INVALID}{DIRECTIONS}]+"
"""A host and what may touch it: letters of any script, signs, `-`, `_` and dots."""

_RUN_WESTERN = r"[^!'#%&()*+,\\/:;<=>?@\[\]^{|}~$\t-\r \x85\xa0]+"
"""The same where the text has no other blanks."""

_MAYBE = r"\.(?<![. ]\.)(?=[A-Za-z]{2}|[^\x00-\xff\u2000-\u206f])"
"""A dot that may stand before a top-level domain; the others begin with two letters of ASCII."""

_PLAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"

_LABEL = r"[0-9A-Za-z]+"
_PUNYCODE = r"[xX][nN]--[-0-9A-Za-z]+"
_INNER = r"(?<=[^A-Za-z0-9＠＃])[^-_.]"
_ASCII_HOST = rf"(?:[-A-Za-z0-9{LATIN}]++\.)++"
_ASCII_SIGNS = r"A-Za-z0-9!*';:=+,.$/%#\[\]_~@|&\-"


def _tail(signs: str) -> str:
    """A port and a path of those signs, in which parentheses come in pairs, at most two deep."""
    one = f"[{signs}]"
    return rf"(?P<port>:[0-9]++)?+(?P<path>/(?:{one}++|\((?:{one}++|{one}*+\({one}++\){one}*+)\))*+)?+"


_ASCII_TAIL = _tail(_ASCII_SIGNS)
_TAIL = _tail(f"{_ASCII_SIGNS}\u2013{_CYRILLIC}{LATIN}")
_PATH_ENDS_NOT = "!*';:,.$%[]\u2013~@|&"
_GO_ON = (":", "/", "?")
_QUERY = r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*+"
_QUERY_ENDS_NOT = "!?*'@();:+$%[].,~|"
_TCO = r"[hH][tT][tT][pP][sS]?://[tT]\.[cC][oO]/([A-Za-z0-9]++)"

_NONE: frozenset[str] = frozenset()
_NO_START = "@＠$#＃" + _INVALID
_LONGEST_TOP = 24
_LONGEST_LABEL = 63
_LONGEST_SLUG = 40
_LONGEST_URL = 4096

_REST = r"[^\s<>\"«»„“”‘]+"
"""What a browser would be given: all to the next blank or quotation mark."""

_SIMPLE = (
    r"(?<![^ \n])https?://(?!t\.co/)(?:[a-z0-9]{1,63}(?:-[a-z0-9]{1,20}){0,2}\.){1,3}"
    r"(?:de|com|org|net|at|ch|eu|io|info|app|co|dev|ly|me|tv|be|es|fr|it|nl|pl|uk)"
    r"(?:/(?:[A-Za-z0-9/_-]{0,200}[A-Za-z0-9/])?)?(?=[.,!]?(?:[ \n]|\Z))"
)
"""An address with a scheme as most people write it: alone between blanks, in ASCII, below a well-known end, with a path of letters and digits."""

_MORE = r"\.(?:[A-Za-z]{2}|[^\x00-\xff\u2000-\u206f])|[wW]\.|:/"
"""What any other address has."""

_GOES_ON = "[!#-;=?-~\xb7\xc0-\u052f\u1e00-\u1fff\u2013]*+"


class Url(NamedTuple):
    """An address in a text; `scheme` says whether one is written before it."""

    start: int
    end: int
    scheme: bool


def urls(text: str) -> list[Url]:
    """The addresses that X links: with http or https, or bare hosts below a known top-level domain."""
    return list(_urls(text, _NONE)) if may_link(text) else []


def addresses(text: str) -> list[Span]:
    """The addresses that a reader can follow, without mail addresses.

    Besides those of `urls`, hosts below `RESERVED`, and all that begins with http, https, ftp or www: IP addresses, hosts
    of a company network, user names. A bare host whose end looks like the beginning of a sentence (`heute.Es`) is none.
    """
    if not may_link(text):
        return []
    if "://" in text:
        simple = [found.span() for found in pattern(_SIMPLE).finditer(text)]
        if simple and not pattern(_MORE).search(pattern(_SIMPLE).sub(" ", text)):
            return simple
    return _thoroughly(text)


def _thoroughly(text: str) -> list[Span]:
    """The addresses of a text in which some are not written as most are."""
    linked = list(_urls(text, RESERVED))
    opened = _opened(text)
    if not opened:
        return [(url.start, url.end) for url in linked if not _sentence(text, url)] if linked else []
    starts = {url.start: url for url in linked}
    found: list[Span] = []
    for start, end in opened:
        if not found or start >= found[-1][1]:
            whole = _whole(text, start, end, starts.get(start))
            if whole > start:
                found.append((start, whole))
    covered = iter([*found, (len(text) + 1, len(text) + 1)])
    place = next(covered)
    for url in linked:
        while place[1] <= url.start:
            place = next(covered)
        if url.end <= place[0] and not _sentence(text, url):
            found.append((url.start, url.end))
    return sorted(found)


def _opened(text: str) -> list[Span]:
    """What begins with a scheme or with `www.`, to the next blank."""
    found: list[Span] = []
    for sign in ("://", "www.", "WWW.", "Www."):  # nobody writes wWw
        place = text.find(sign)
        while place >= 0:
            rest = pattern(_REST).match(text, place + len(sign))
            end = place + len(sign) if rest is None else rest.end()
            start = _opens(text, sign, place)
            if rest is not None and start is not None:
                found.append((start, end))
            place = text.find(sign, end)
    return sorted(found)


def _opens(text: str, sign: str, place: int) -> int | None:
    """Where the address begins that has the sign there; None if it is none."""
    if sign != "://":
        return None if place and (_alnum(text[place - 1]) or text[place - 1] in "@./_-") else place
    before = text[max(place - 5, 0) : place].lower()
    length = 5 if before == "https" else 4 if before.endswith("http") else 3 if before.endswith("ftp") else 0
    return place - length if length and (place == length or not _alnum(text[place - length - 1])) else None


def _alnum(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _whole(text: str, start: int, end: int, url: Url | None) -> int:
    """Where an address with a scheme ends; `end` is where the next blank is. At `start` if it is none."""
    if url is None:
        stop = start + _trimmed(text[start:end])
        return stop if pattern(r"://[^/?#]|\.[^/?#.]").search(text[start:stop]) is not None else start
    if pattern(_TCO).match(text, url.start) is not None:
        return url.end
    has_path = "/" in text[url.start + 8 : url.end] or "?" in text[url.start : url.end]
    written = text[start:end]
    if "@" in written and "@" in pattern(r"[/?#\\]").split(written.partition("://")[2], maxsplit=1)[0]:
        return max(url.end, start + _trimmed(text[start:end]))
    if not has_path and text[url.end : url.end + 1] not in ("/", "?", "#", ":", "\\"):
        return url.end
    found = pattern(_GOES_ON).match(text, url.end, end)
    return max(url.end, start + _trimmed(text[start : found.end()])) if found is not None else url.end


def _trimmed(link: str) -> int:
    """The length of a link without the punctuation of the sentence around it."""
    end = len(link)
    opened, closed = link.count("("), link.count(")")
    while end:
        if link[end - 1] == ")" and closed > opened:
            closed -= 1
        elif link[end - 1] not in ".,!?:;'*_…":
            break
        end -= 1
    return end


def _sentence(text: str, url: Url) -> bool:
    """Whether a bare host is two sentences without a space between them: heute.Es, heute.ES."""
    host = text[url.start : url.end]
    if url.scheme or "/" in host or host.lower().startswith("www."):
        return False
    top = host.rpartition(".")[2]
    return top[:1].isupper() and not host.isupper()


def _urls(text: str, more: frozenset[str]) -> Iterator[Url]:
    dots = {found.start(): end for found in pattern(_MAYBE).finditer(text) if (end := _top(text, found.end(), more))}
    if not dots:
        return
    runs = pattern(_RUN_WESTERN)
    floor = scanned = last = 0
    for dot in dots:
        if dot < scanned:
            continue
        # no blank is part of a host, so what stands before and behind it need not be looked at
        first = text.rfind(" ", scanned, dot) + 1 or scanned
        if dot >= last:
            last = text.find(" ", dot)
            last = last if last >= 0 else len(text)
            piece = text[first:last]
            runs = pattern(_RUN_WESTERN if piece.isascii() or western(piece) is not None else _RUN)
        for run in runs.finditer(text, first, last):
            start, scanned = run.span()
            if scanned > dot:
                break
        if scanned <= floor:
            continue
        hosts = _Hosts(text, start, scanned, dots)
        while (match := hosts.first(floor)) is not None:
            begin, host, stop = match
            floor, path = _end(text, stop)
            if _valid(text[host:stop], floor - begin):
                if begin < host:
                    yield from _with_scheme(text, begin, floor)
                elif not begin or text[begin - 1] not in "-_./":
                    yield from _bare(text, host, stop, floor if path else 0, more)


def _end(text: str, place: int) -> tuple[int, bool]:
    """Where the address ends whose host ends at the place, and whether it has a path."""
    end, path = place, None
    if text[place : place + 1] in _GO_ON:
        # the class of all letters takes long to compile, and few paths need it
        plain = text[place : place + _LONGEST_URL].partition(" ")[0].isascii()
        tail = pattern(_ASCII_TAIL if plain else _TAIL).match(text, place)
        if tail is not None:
            end, path = place + len(tail["port"] or ""), tail["path"]
            if path is not None:
                end += max(len(path.rstrip(_PATH_ENDS_NOT)), 1)
            query = pattern(_QUERY).match(text, end)
            if query is not None:
                end += len(query.group().rstrip(_QUERY_ENDS_NOT))
    return end, path is not None


def _dots_of(text: str, start: int, end: int) -> Iterator[int]:
    place = text.find(".", start, end)
    while place >= 0:
        yield place
        place = text.find(".", place + 1, end)


def _top(text: str, start: int, more: frozenset[str], end: int | None = None) -> int:
    """Where the top-level domain that begins at `start` ends; 0 if none does."""
    tops = _top_levels()
    stop = len(text) if end is None else end
    found = pattern(_LABEL).match(text, start, stop)
    after = found.end() if found is not None else start
    if found is not None and (after == stop or text[after] < "\x80"):
        if after == stop or text[after] not in "@+-":
            name = found.group().lower()
            return after if name in tops or name in more else 0
    else:
        for length in range(min(_LONGEST_TOP, stop - start), 0, -1):
            after = start + length
            name = text[start:after].lower()
            if (name in tops or name in more) and (after == stop or not _goes_on(text[after])):
                return after
    punycode = pattern(_PUNYCODE).match(text, start, stop)
    return punycode.end() if punycode is not None else 0


@cache  # read-only data
def _top_levels() -> frozenset[str]:
    from rulekit.text.top_levels import TOP_LEVELS  # imported where used: few texts have such a dot

    return TOP_LEVELS


def _goes_on(char: str) -> bool:
    return _alnum(char) or char in "@+-"


class _Hosts:
    """The hosts in a run of characters that hosts are made of: where the first one after a place is."""

    __slots__ = ("_bounds", "_dots", "_far", "_next", "_text")

    def __init__(self, text: str, start: int, end: int, dots: dict[int, int]) -> None:
        """`dots` are the places of dots before a top-level domain, with where that ends."""
        self._text = text
        self._dots = dots
        self._next = 0
        if (
            pattern(_PLAIN).fullmatch(text, start, end) is not None
            and dots.get(dot := text.rfind(".", start, end)) == end
        ):
            # the most common run by far: one host and nothing else
            self._bounds, self._far = [(start, dot), (dot + 1, end)], [0, None, None]
            return
        places = [start - 1, *_dots_of(text, start, end), end]
        self._bounds = [(before + 1, after) for before, after in pairwise(places)]
        # far[i]: the label behind which the top-level domain of the longest host that begins with label i stands
        far: list[int | None] = [None] * (len(self._bounds) + 1)
        for number in range(len(self._bounds) - 2, -1, -1):
            begin, stop = self._bounds[number]
            if stop > begin and text[begin] not in "-_" and text[stop - 1] not in "-_":
                far[number] = far[number + 1]
                if far[number] is None and stop in dots and "_" not in text[begin:stop]:
                    far[number] = number
        self._far = far

    def first(self, floor: int) -> tuple[int, int, int] | None:
        """Where the first address begins, its host begins and its host ends, behind the end of the one before."""
        for number in range(self._next, len(self._bounds) - 1):
            begin, stop = self._bounds[number]
            self._next = number  # nothing is found before it any more, so that many addresses cost no more than one
            if stop <= floor:
                continue
            far = self._far[number]
            if far is not None:
                scheme = self._scheme(begin, floor) if number == 0 else begin
                if scheme < begin or (self._may_start(begin, floor)):
                    return scheme, begin, self._dots[self._bounds[far][1]]
            inner = self._inside(number, begin, stop, max(begin, floor) + 1)
            if inner is not None:
                return inner
        return None

    def _may_start(self, place: int, floor: int) -> bool:
        if place == 0:
            return True
        before = self._text[place - 1]
        return place > floor and not _alnum(before) and before not in _NO_START

    def _scheme(self, host: int, floor: int) -> int:
        """Where the scheme before the host begins; the host itself if there is none."""
        before = self._text[max(host - 8, 0) : host].lower()
        length = 8 if before.endswith("https://") else 7 if before.endswith("http://") else 0
        return host - length if length and self._may_start(host - length, floor) else host

    def _inside(self, number: int, begin: int, stop: int, place: int) -> tuple[int, int, int] | None:
        """A host that begins inside a label, behind a sign or a letter of another script."""
        text = self._text
        if stop == begin or text[stop - 1] in "-_":
            return None
        far = self._far[number + 1]
        if far is None:
            if stop not in self._dots:
                return None
            far, place = number, max(place, text.rfind("_", begin, stop) + 1)
        found = pattern(_INNER).search(text, place, stop)
        return None if found is None else (found.start(), found.start(), self._dots[self._bounds[far][1]])


def _valid(host: str, length: int) -> bool:
    """Whether the host can be looked up: labels of at most 63 characters in ASCII, the whole address not too long."""
    for label in host.split("."):
        ascii_length = len(label)
        if not label.isascii():
            if label[:4].lower() == "xn--" or ascii_length > _LONGEST_LABEL:
                return False
            ascii_length = 4 + len(label.encode("punycode"))
        if ascii_length > _LONGEST_LABEL:
            return False
        length += ascii_length - len(label)
    return length <= _LONGEST_URL


def _with_scheme(text: str, start: int, end: int) -> Iterator[Url]:
    short = pattern(_TCO).match(text, start, end)
    if short is None:
        yield Url(start, end, True)
    elif len(short[1]) <= _LONGEST_SLUG:
        query = pattern(_QUERY).match(text, short.end(), end)
        yield Url(start, short.end() if query is None else end, True)


def _bare(text: str, start: int, stop: int, end: int, more: frozenset[str]) -> Iterator[Url]:
    """The hosts of Latin letters within a host without a scheme; the last one goes on to `end`, the end of its path, if that is not 0."""
    if pattern(_PLAIN).fullmatch(text, start, stop) is not None:
        yield Url(start, end or stop, False)
        return
    found: list[Url] = []
    place = start
    while (host := pattern(_ASCII_HOST).search(text, place, stop)) is not None:
        place = host.end()
        dots = sorted(_dots_of(text, host.start(), host.end()), reverse=True)
        top = next((top for dot in dots if (top := _top(text, dot + 1, more, stop))), 0)
        if top:
            found.append(Url(host.start(), top, False))
            place = top
    if found and end:
        found[-1] = found[-1]._replace(end=end)
    yield from found
