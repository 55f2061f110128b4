"""Where the tokens, sentences, clauses and quotations of a text are: one split of its source, by signs alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rulekit.text.small import ascii_pattern
from rulekit.text.values import Span

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
_A = f"[{_LETTERS}]"
_AN = f"[0-9{_LETTERS}]"
_W = f"[0-9{_LETTERS}\x03]"
_GENDER = (
    rf"[*:_·](?=(?:innen|in|r|n|e|en|er|rn)(?!{_AN})|innen|(?:INNEN|IN)(?!{_AN}))"
    rf"|/-?(?=(?:innen|in|INNEN|IN)(?!{_AN}))"
    rf"|\((?:innen|in|inn|r|n|e)\)(?={_A}|[^0-9{_LETTERS}]|\Z)"
)
"""The signs of gendered forms, only where they stand inside a word: Kolleg*innen, Kolleg/-innen, Kolleg(inn)en."""

_TAIL = rf"{_W}*(?:(?=['*:_·/(-])(?:(?:['-](?={_AN})|{_GENDER}){_W}*)*|)"
TOKEN = (
    rf"([0-9{_LETTERS}\x01\x02\x06\x08\x0e#]"
    rf"(?:(?<={_A}){_TAIL}|(?<=[\x06\x0e])\x07*"
    rf"|(?<=[0-9])(?:\x02+|[0-9]*(?:[.,:][0-9]+)*(?!{_W}|-{_A})|{_TAIL})"
    rf"|(?<=\#)(?=[0-9_]*{_A}){_W}(?:_?{_W})*|(?<=[\x01\x02])(?:\x02|(?<=\x02)\x01)*|(?<=\x08)\x08?))"
)
"""One token of a source: a word, a number, what was masked, a hashtag or an emoji. Everything else is a gap.

It begins with one class of signs, so that the places where none begins are passed over fast; looks back then tell which kind it is.
"""

_SEPARATOR = (
    r"(?P<stop>[.!?]+(?:[\"«»')\]]+)?)|(?P<line>[\n\r][ \n\r]*)|(?P<comma>,)|(?P<clause>[;:()\x05]|(?<= )-+(?= ))"
)
_SEPARATING = frozenset(".!?\n\r,;:()\x05-")
_GAPS = {", ": "comma", ". ": "stop", "! ": "stop", "? ": "stop"}
_LIST = (
    rf",\s{{0,9}}+[0-9{_LETTERS}'-]{{1,40}}+(?:\s{{1,9}}+[0-9{_LETTERS}'-]{{1,40}}+)?\s{{0,9}}"
    r"(?:,|\s(?:und|oder|sowie|bzw|and|or|&)\s)"
)
"""A comma that goes on with a list: `, Zeit und`."""

GENDERED = r"I(?<=[a-zß-öø-ÿ]{3}I)(?=nnen|n(?![a-zß-öø-ÿ]))"
"""Where a word has a capital for its gender: KollegInnen. It begins with the capital, which few texts have inside a word."""

LINK, HANDLE = "\x06", "\x0e"
"""What a masked URL or mail address, and a masked handle, begin with in a source."""

_DOTTED = rf"\.{_A}{{2}}"
_LINKS = r"(?:[hH][tT][tT][pP][sS]?://|[wW][wW][wW]\.)[^\s<>\"«»]+"
_HANDLES = rf"@[0-9_{_LETTERS}]+(?:[.-][0-9_{_LETTERS}]+)*(?:@[0-9{_LETTERS}-]+(?:\.[0-9{_LETTERS}-]+)+)?"
_DOMAINS = "com|de|org|net|io|eu|at|ch|info|app|dev|ly|co|me|tv|shop|example|gov|edu|uk|fr|nl|it|es|pl|us|biz|cloud|be"
_TOPS = rf"\.(?:{_DOMAINS}|{_DOMAINS.upper()})(?![0-9{_LETTERS}-]|\.{_AN})"
_HOSTS = rf"(?:[0-9{_LETTERS}._%+-]{{1,64}}@)?(?:[0-9{_LETTERS}-]{{1,63}}\.){{1,4}}{_A}{{2,24}}"
_HOST_SIGN = rf"[0-9{_LETTERS}._%+@-]"
_LONGEST_HOST = 300

_ABBREVIATIONS = frozenset(
    """
    abs abt allg apr art aufl aug bd bes betr bsp bspw bzgl bzw ca co dez dh dipl div dr dt eg eigtl einschl engl
    entspr etc evtl exkl feb ff fr geb gem ggf ggfs gmbh hr hrsg ie inc incl inkl insb jan jh jr jur kap kfm ltd max
    med min mind mio mr mrd mrs ms mwst no nov nr okt par phil pp prof rd rer resp sen sept sog st std str tel tsd ua
    ugs usw uvm vgl vol vs zb zt zzgl
    """.split()
)
_WORDS = frozenset("no max min art mind par div med fr gem rd str".split())
"""Abbreviations that are words or names as well: only before a number or a small letter."""

_LAST = frozenset(("usw", "etc", "co", "ag", "gmbh", "inc", "ltd", "mio", "mrd", "std", "sog", "uvm", "ff"))
_NOT_GENDERED = ("linkedin", "builtin", "login", "checkin", "plugin", "signin", "optin", "addin", "standin")
_MONTHS = r"\s*(?:[a-zß-öø-ÿ]|Januar|Februar|M.rz|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal|Platz)"
_BREAKS = frozenset(
    """
    aber sondern denn weil dass obwohl damit sodass warum weshalb wieso but because although whereas why
    """.split()
)  # each begins a clause, comma or not
_OPENERS = frozenset(
    """
    ich du er sie es wir ihr man der die das den dem ein eine mein meine unser unsere dieser diese dieses was wer wen wem wie
    wo wann warum wieso welche welcher welches wohin heute morgen gestern jetzt hier da dann danke und aber oder denn wenn falls nie
    kein keine ist sind hat habt habe seid kommt komm schaut schau wird werden
    i you he she it we they the a an my our this that these what who how where when why which today tomorrow now here thanks thank
    and but or if never is are do does did have has can could will would come
    """.split()
)
"""Words that begin a sentence when they stand behind an emoji with a capital; a noun there may belong to what came before."""

_QUOTES = "[„“”»«\"‚‘’'‹›]"
_CLOSERS = {
    "„": "“”\"", "“": "”\"", "”": "”", "»": "«", "«": "»", '"': '"“”', "‚": "‘’'", "‘": "’'", "'": "'’",
    "‹": "›", "›": "‹",
}  # fmt: skip


def masked(source: str) -> str:
    """The source with URLs, mail addresses and handles blanked, so that nothing inside them is a word.

    Each becomes `\\x06` (URL or mail address) or `\\x0e` (handle) and as many `\\x07` as it needs.
    """
    hosts = "." in source and ascii_pattern(_DOTTED).search(source) is not None
    if hosts or "://" in source or "w." in source or "W." in source:
        source = _blanked(source, _links(source), LINK)
    if "@" not in source:
        return source
    handles = [found.span() for found in ascii_pattern(_HANDLES).finditer(source)]
    return _blanked(source, [span for span in handles if not (span[0] and _alnum(source[span[0] - 1]))], HANDLE)


def _alnum(sign: str) -> bool:
    return ascii_pattern(_AN).match(sign) is not None


def _blanked(source: str, spans: list[Span], sign: str) -> str:
    if not spans:
        return source
    parts = []
    place = 0
    for start, end in sorted(spans):
        if start >= place:
            parts += [source[place:start], sign, "\x07" * (end - start - 1)]
            place = end
    parts.append(source[place:])
    return "".join(parts)


def _links(source: str) -> list[Span]:
    """Spans of links, of bare hosts and of mail addresses."""
    schemes = "://" in source or "w." in source or "W." in source
    links = ascii_pattern(_LINKS).finditer(source) if schemes else ()
    full = [(link.start(), link.start() + _trimmed(link.group())) for link in links]
    spans = list(full)
    place = 0
    sign = ascii_pattern(_HOST_SIGN)
    for found in ascii_pattern(_TOPS).finditer(source):
        start, end = found.span()
        while start > place and end - start < _LONGEST_HOST and sign.match(source, start - 1) is not None:
            start -= 1
        host = ascii_pattern(_HOSTS).fullmatch(source, start, end)
        at = bisect_right(full, (start, len(source))) - 1
        if host is None or (at >= 0 and start < full[at][1]):
            continue
        if found.group().isupper() and not host.group().isupper():
            continue  # no host, but a sentence that begins without a space: heute.ES
        if source[end : end + 1] in ("/", "?"):
            rest = ascii_pattern(r"[/?][^\s<>\"«»]*").match(source, end)
            end += _trimmed(rest.group()) if rest is not None else 0
        spans.append((start, end))
        place = end
    return spans


def _trimmed(link: str) -> int:
    """The length of a link without the punctuation of the sentence around it."""
    kept = link.rstrip(".,!?:;'*_") or link
    if kept.endswith(")") and "(" not in kept:
        kept = kept.rstrip(").,!?:;") or link
    return len(kept)


def kind_of(token: str) -> str:
    """The kind of a token of a source."""
    first = token[0]
    if first == "#":
        return "hashtag"
    if first == LINK:
        return "url"
    if first == HANDLE:
        return "handle"
    if "0" <= first <= "9":
        if token[-1] == "\x02":
            return "emoji"
        return "number" if ascii_pattern(r"[0-9]+(?:[.,:][0-9]+)*").fullmatch(token) is not None else "word"
    return "emoji" if first in "\x01\x02\x08" else "word"


def without_skin(emoji: str) -> str:
    """An emoji without its selectors and its skin colour."""
    if len(emoji) == 1:
        return emoji
    return "".join(part for part in emoji if part != "\ufe0f" and not "\U0001f3fb" <= part <= "\U0001f3ff") or emoji


def gender_folded(form: str, token: str) -> str:
    """`kolleg*innen` for every way to write it. `token` is the word as its source has it."""
    if "I" in token[3:] and not form.startswith(_NOT_GENDERED):
        found = ascii_pattern(GENDERED).search(token)
        if found is not None:
            at = form.rfind(form[-(len(token) - found.start()) :])
            form = form[:at] + "*" + form[at:]
    if form.isalnum() or ascii_pattern("[(/:_*·]").search(form) is None:
        return form
    form = ascii_pattern(r"\((innen|inn|in|[rne])\)").sub(r"*\1", form.replace("·", "*"))
    return ascii_pattern(r"/-?|[:_*]").sub("*", form)


class Structure:
    """Sentences and clauses of a text: per token their numbers, the sentences' spans and which of them ask."""

    __slots__ = ("clauses", "numbers", "questions", "spans")

    def __init__(self, source: str, parts: Sequence[str], bounds: Sequence[int], keys: Sequence[str]) -> None:
        """`parts` are gaps and tokens in turn, `bounds` where each ends, `keys` the tokens' folded forms."""
        self.clauses: list[int] = []
        self.numbers: list[int] = []
        self.spans: list[Span] = []
        self.questions: list[int] = []
        begin = end = -1
        clause = done = 0
        for number in _turns(source, parts, keys):
            if number > done:
                begin, end = self._go_on(bounds, done, number, begin, clause)
                done = number
            gap, key = parts[2 * number], keys[number]
            if gap != " " and gap:
                begin, end, clause = self._gap(source, bounds, keys, parts, number, begin, end, clause)
            if key in _OPENERS and begin >= 0 and _opens(parts, number):
                self.spans.append((begin, end))
                begin = -1
                clause += 1
            if key in _BREAKS and self.clauses and self.clauses[-1] == clause:
                clause += 1
        if keys:
            begin, end = self._go_on(bounds, done, len(keys), begin, clause)
            if parts[-1]:
                begin, end, clause = self._gap(source, bounds, keys, parts, len(keys), begin, end, clause)
        if begin >= 0:
            self.spans.append((begin, end))

    def _go_on(self, bounds: Sequence[int], done: int, until: int, begin: int, clause: int) -> Span:
        """Tokens of one clause, the first of which begins the sentence unless it has begun: where that begins and, so far, ends."""
        self.numbers += [len(self.spans)] * (until - done)
        self.clauses += [clause] * (until - done)
        return bounds[2 * done] if begin < 0 else begin, bounds[2 * until - 1]

    def _gap(
        self,
        source: str,
        bounds: Sequence[int],
        keys: Sequence[str],
        parts: Sequence[str],
        number: int,
        begin: int,
        end: int,
        clause: int,
    ) -> tuple[int, int, int]:
        """What the signs before token `number` end: the new begin and end of the sentence, and the clause."""
        start = bounds[2 * number - 1] if number else 0
        gap = parts[2 * number]
        if gap == ", " and begin >= 0:  # the most frequent of all
            return begin, end, clause + (ascii_pattern(_LIST).match(source, start) is None)
        for group, mark, at, stop in _separators(source, gap, start):
            asks = group == "stop" and "?" in mark
            if begin < 0:
                if asks and self.spans and self.spans[-1][1] >= at - 1:
                    self.questions.append(len(self.spans) - 1)
            elif group == "comma":
                if ascii_pattern(_LIST).match(source, at) is None:
                    clause += 1
            elif group == "clause":
                clause += 1
            elif group == "line" or _ends(source, mark, stop, keys[number - 1], parts[2 * number - 1]):
                if group == "stop":
                    end = stop
                    if asks:
                        self.questions.append(len(self.spans))
                self.spans.append((begin, end))
                begin = -1
                clause += 1
        return begin, end, clause


def _separators(source: str, gap: str, start: int) -> list[tuple[str | None, str, int, int]]:
    """The signs in a gap that may end a sentence or a clause: their kind, themselves and their span. The most frequent gaps need no search."""
    kind = _GAPS.get(gap)
    if kind is not None:
        return [(kind, gap[0], start, start + 1)]
    if _SEPARATING.isdisjoint(gap):
        return []
    found = ascii_pattern(_SEPARATOR).finditer(source, start, start + len(gap))
    return [(sign.lastgroup, sign.group(), *sign.span()) for sign in found]


def _turns(source: str, parts: Sequence[str], keys: Sequence[str]) -> list[int]:
    """The tokens before which a sentence or a clause may end, in order: few, and the others need no look."""
    turns = [number for number, gap in enumerate(parts[:-1:2]) if gap != " " and gap]
    others: list[int] = []
    if not _BREAKS.isdisjoint(keys):
        others = [number for number, key in enumerate(keys) if key in _BREAKS]
    if "\x01" in source or "\x02" in source or "\x08" in source:
        others += [number for number, token in enumerate(parts[1:-2:2], 1) if token[-1] in "\x01\x02\x08"]
    return sorted({*turns, *others}) if others else turns


def _opens(parts: Sequence[str], number: int) -> bool:
    """Whether a word that may begin a sentence has a capital and stands behind an emoji: `… klimaneutral 🌱 Was sagt ihr?`"""
    before = parts[2 * number - 1]
    return parts[2 * number + 1][0].isupper() and parts[2 * number].isspace() and kind_of(before) == "emoji"


def _ends(source: str, mark: str, end: int, before: str, token: str) -> bool:
    """True if these full stops, exclamation or question marks end a sentence."""
    after = source[end : end + 1]
    if after and after not in " \t\n\r\x01":
        return False
    if mark[0] != "." or len(mark) > 1:
        return True
    kind = kind_of(token)
    if before in _WORDS and ascii_pattern(r"\s*[0-9a-zß-öø-ÿ]").match(source, end) is None:
        return True
    if before in _ABBREVIATIONS or (len(before) == 1 and kind == "word"):
        return not after or after in "\n\r" or (before in _LAST and source[end + 1 : end + 2].isupper())
    if kind == "number" and len(before) <= 2:
        return ascii_pattern(_MONTHS).match(source, end) is None
    return True


def quotations(nfkc: str, shape: str) -> tuple[Span, ...]:
    """Spans in quotation marks, the outermost of nested ones first; an apostrophe is no mark."""
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    for found in ascii_pattern(_QUOTES).finditer(nfkc):
        sign, place = found.group(), found.start()
        before = shape[place - 1] if place else " "
        after = shape[place + 1] if place + 1 < len(shape) else " "
        if sign in "'’" and before.isalnum() and after.isalnum():
            continue
        level = next((i for i in range(len(opened) - 1, -1, -1) if sign in _CLOSERS[opened[i][0]]), -1)
        if level >= 0 and _may_close(sign, before, opened[level], place):
            start = opened[level][1]
            del opened[level:]
            if "\n\n" not in nfkc[start:place]:
                spans.append((start, place + 1))
        elif sign != "’" and sign != "”" and not before.isalnum() and not after.isspace() and len(opened) < 8:
            opened.append((sign, place))
    return tuple(sorted(spans))


def _may_close(sign: str, before: str, opened: tuple[str, int], place: int) -> bool:
    return (not before.isspace() and place > opened[1] + 1) or sign in "«»“”"
