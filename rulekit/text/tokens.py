"""From a string to tokens, sentences, clauses and quotations, in one pass over its shape."""

from __future__ import annotations

import re
from bisect import bisect_right

from rulekit.text.characters import fold_word, normalise
from rulekit.text.values import OffsetMap, Span, Text, Token

_W = "[A-Za-z0-9\x03]"
_GENDER = (
    r"[*:_](?=(?:innen|in|r|n|e|en|er|rn)(?![A-Za-z0-9])|innen)"
    r"|/-?(?=(?:innen|in)(?![A-Za-z0-9]))"
    r"|\((?:innen|in|inn|r|n|e)\)(?=[A-Za-z]|[^A-Za-z0-9]|$)"
)
"""The signs of gendered forms, only where they stand inside a word: Kolleg*innen, Kolleg/-innen, Kolleg(inn)en."""

_READ = re.compile(
    rf"(?P<masked>[\x06\x0e]\x07*)"
    rf"|(?P<tag>\#(?=[0-9_]*[A-Za-z]){_W}(?:_?{_W})*)"
    r"|(?P<emoji>[0-9]\x02+|[\x01\x02](?:\x02|(?<=\x02)\x01)*|\x08\x08?)"
    rf"|(?P<number>[0-9]+(?:[.,:][0-9]+)*(?![A-Za-z0-9\x03]))"
    rf"|(?P<word>[A-Za-z0-9]{_W}*(?:(?:['-](?=[A-Za-z0-9])|{_GENDER}){_W}*)*)"
    r"|(?P<stop>[.!?]+(?:[\"')\]]+)?)"
    r"|(?P<line>\n[ \n]*)"
    r"|(?P<comma>,)"
    r"|(?P<clause>[;:()\x05]|(?<= )-+(?= ))",
    re.ASCII,
)
_LIST = r",\s{0,9}[A-Za-z0-9'-]{1,40}(?:\s{1,9}[A-Za-z0-9'-]{1,40})?\s{0,9}(?:,|\s(?:und|oder|sowie|bzw|and|or|&)\s)"
"""A comma that goes on with a list: `, Zeit und`."""

_SPECIAL = re.compile(r"@|://|www\.|\.[a-z]{2}", re.ASCII)
_LINKS = r"(?:https?://|www\.)[^\s<>\"]+"
_HANDLES = r"@[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?"
_TOPS = (
    r"\.(?:com|de|org|net|io|eu|at|ch|info|app|dev|ly|co|me|tv|shop|example|gov|edu|uk|fr|nl|it|es|pl|us|biz|cloud|be)"
    r"(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
)
_HOSTS = r"(?:[A-Za-z0-9._%+-]{1,64}@)?(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}"
_HOST_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-@")
_LONGEST_HOST = 300

_ABBREVIATIONS = frozenset(
    [
        "abs",
        "abt",
        "allg",
        "art",
        "aufl",
        "bd",
        "bes",
        "betr",
        "bsp",
        "bspw",
        "bzgl",
        "bzw",
        "ca",
        "co",
        "dipl",
        "div",
        "dr",
        "dt",
        "eigtl",
        "einschl",
        "engl",
        "entspr",
        "etc",
        "evtl",
        "exkl",
        "ff",
        "fr",
        "gem",
        "geb",
        "ggf",
        "ggfs",
        "gmbh",
        "hr",
        "hrsg",
        "inc",
        "incl",
        "inkl",
        "insb",
        "jh",
        "jr",
        "kap",
        "kfm",
        "ltd",
        "max",
        "med",
        "mind",
        "min",
        "mio",
        "mr",
        "mrd",
        "mrs",
        "ms",
        "mwst",
        "nr",
        "no",
        "par",
        "pp",
        "prof",
        "rd",
        "resp",
        "sen",
        "sog",
        "st",
        "std",
        "str",
        "tel",
        "tsd",
        "ugs",
        "usw",
        "vgl",
        "vs",
        "vol",
        "zzgl",
        "zb",
        "dh",
        "ua",
        "uvm",
        "zt",
        "eg",
        "ie",
        "jan",
        "feb",
        "apr",
        "aug",
        "sept",
        "okt",
        "nov",
        "dez",
        "phil",
        "jur",
        "rer",
    ]
)
_LAST = frozenset(("usw", "etc", "co", "ag", "gmbh", "inc", "ltd", "mio", "mrd", "std", "sog", "uvm", "ff"))
_NOT_GENDERED = ("linkedin", "builtin", "login", "checkin", "plugin", "signin", "optin", "addin", "standin")
_MONTHS = (
    r"\s*(?:[a-z]|Januar|Februar|M.rz|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal|Platz)"
)
_BREAKS = frozenset(
    ["aber", "sondern", "denn", "weil", "dass", "obwohl", "damit", "sodass", "but", "because", "although", "whereas"]
)  # each begins a clause, comma or not
_QUOTES = re.compile("[„“”»«\"‚‘’'‹›]")
_CLOSERS = {
    "„": "“”\"", "“": "”\"", "”": "”", "»": "«", "«": "»", '"': '"“”', "‚": "‘’'", "‘": "’'", "'": "'’",
    "‹": "›", "›": "‹",
}  # fmt: skip
_TOKENS = frozenset(("word", "number", "tag", "emoji", "masked"))
_KINDS = {"number": "number", "tag": "hashtag", "emoji": "emoji"}


def read(original: str) -> Text:
    """Read a string once; every rule then looks at the tokens."""
    normal = normalise(original)
    nfkc, offsets = normal.nfkc, normal.offsets
    shape = normal.shape
    masked = _masked(shape) if _SPECIAL.search(shape) is not None else shape
    reader = _Reader(normal.folded, masked, offsets, normal.plain)
    reader.run()
    quotes = _quotes(nfkc, shape) if _QUOTES.search(nfkc) is not None else ()
    sentences = tuple(reader.sentences)
    if offsets is not None:
        quotes = tuple((offsets.first(start), offsets.last(end - 1)) for start, end in quotes)
        sentences = tuple((offsets.first(start), offsets.last(end - 1)) for start, end in sentences)
    tokens, asked = tuple(reader.tokens), frozenset(reader.questions)
    return Text(original, nfkc, tokens, quotes, sentences, asked, normal.folded, shape, offsets, normal.plain)


def _masked(shape: str) -> str:
    """The shape with URLs, mail addresses and handles blanked, so that nothing inside them is a word."""
    shape = _blanked(shape, _links(shape), "\x06")
    if "@" not in shape:
        return shape
    handles = [found.span() for found in re.finditer(_HANDLES, shape, re.ASCII)]
    return _blanked(shape, [span for span in handles if not (span[0] and shape[span[0] - 1].isalnum())], "\x0e")


def _blanked(shape: str, spans: list[Span], sign: str) -> str:
    """The shape with each span as `sign` and as many \\x07 as it needs."""
    parts = []
    place = 0
    for start, end in sorted(spans):
        if start >= place:
            parts += [shape[place:start], sign, "\x07" * (end - start - 1)]
            place = end
    parts.append(shape[place:])
    return "".join(parts)


def _links(shape: str) -> list[Span]:
    """Spans of links, of bare hosts and of mail addresses."""
    full: list[Span] = []
    if "://" in shape or "www." in shape:
        links = re.finditer(_LINKS, shape, re.ASCII)
        full = [(link.start(), link.start() + _trimmed(link.group())) for link in links]
    spans = list(full)
    place = 0
    for found in re.finditer(_TOPS, shape, re.ASCII):
        start, end = found.span()
        while start > place and end - start < _LONGEST_HOST and shape[start - 1] in _HOST_SIGNS:
            start -= 1
        host = re.compile(_HOSTS, re.ASCII).fullmatch(shape, start, end)
        at = bisect_right(full, (start, len(shape))) - 1
        if host is None or (at >= 0 and start < full[at][1]):
            continue
        if shape[end : end + 1] in ("/", "?"):
            rest = re.compile(r"[/?][^\s<>\"]*", re.ASCII).match(shape, end)
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


class _Reader:
    """Collects tokens with original positions, sentences as spans of `nfkc`, and the numbers of the questions."""

    __slots__ = (
        "begin",
        "clause",
        "end",
        "folded",
        "offsets",
        "plain",
        "questions",
        "same",
        "sentences",
        "shape",
        "tokens",
    )

    def __init__(self, folded: str, shape: str, offsets: OffsetMap | None, plain: bool) -> None:
        self.folded, self.shape, self.offsets, self.plain = folded, shape, offsets, plain
        self.same = offsets.same() if offsets is not None else len(shape)
        self.tokens: list[Token] = []
        self.sentences: list[Span] = []
        self.questions: list[int] = []
        self.begin = self.end = -1
        self.clause = 0

    def run(self) -> None:
        """Read the whole shape."""
        for found in _READ.finditer(self.shape):
            group = found.lastgroup or ""
            if group in _TOKENS:
                self._token(group, *found.span())
            elif self.begin >= 0:
                self._separator(group, found)
            elif (
                group == "stop"
                and "?" in found.group()
                and self.sentences
                and self.sentences[-1][1] >= found.start() - 1
            ):
                self.questions.append(len(self.sentences) - 1)
        if self.begin >= 0:
            self.sentences.append((self.begin, self.end))

    def _token(self, group: str, start: int, end: int) -> None:
        form, kind = self.folded[start:end], "word"
        if not form.isascii():
            form = fold_word(form, self.plain)
        if group == "word":
            signs = self.shape[start:end]
            if "I" in signs or not signs.isalnum():
                form = _gender_folded(form, signs)
            if form in _BREAKS and self.tokens and self.tokens[-1].clause == self.clause:
                self.clause += 1
        else:
            form, kind = _other(form, self.shape[start], group)
        if self.begin < 0:
            self.begin = start
        self.end = end
        if end > self.same and self.offsets is not None:
            start, end = self.offsets.first(start), self.offsets.last(end - 1)
        self.tokens.append(Token(form, start, end, kind, len(self.sentences), self.clause))

    def _separator(self, group: str, found: re.Match[str]) -> None:
        if group == "comma":
            if re.compile(_LIST, re.ASCII).match(self.shape, found.start()) is None:
                self.clause += 1
        elif group == "clause":
            self.clause += 1
        elif group == "line" or _ends(self.shape, found, self.tokens[-1]):
            if group == "stop":
                self.end = found.end()
                if "?" in found.group():
                    self.questions.append(len(self.sentences))
            self.sentences.append((self.begin, self.end))
            self.begin = -1
            self.clause += 1


def _other(form: str, sign: str, group: str) -> tuple[str, str]:
    """The form and kind of a token that is no word; `sign` is the first of its shape."""
    if group == "masked":
        return form, "handle" if sign == "\x0e" else "url"
    if group == "emoji" and len(form) > 1:
        form = "".join(part for part in form if part != "\ufe0f" and not "\U0001f3fb" <= part <= "\U0001f3ff") or form
    return form, _KINDS[group]


def _gender_folded(form: str, shape: str) -> str:
    """`kolleg*innen` for every way to write it."""
    if "I" in shape[3:] and not form.startswith(_NOT_GENDERED):
        found = re.search(r"(?<=[a-z]{3})I(?=nnen|n(?![a-z]))", shape, re.ASCII)
        if found is not None:
            at = form.rfind(form[-(len(shape) - found.start()) :])
            return form[:at] + "*" + form[at:]
    form = re.sub(r"\((innen|inn|in|[rne])\)", r"*\1", form.replace("·", "*"))
    return re.sub(r"/-?|[:_*]", "*", form)


def _ends(shape: str, found: re.Match[str], before: Token) -> bool:
    """True if these full stops, exclamation or question marks end a sentence."""
    after = shape[found.end() : found.end() + 1]
    if after and after not in " \t\n\x01":
        return False
    mark = found.group()
    if mark[0] != "." or len(mark) > 1:
        return True
    form = before.form
    if form in _ABBREVIATIONS or (len(form) == 1 and before.kind == "word"):
        return not after or after == "\n" or (form in _LAST and shape[found.end() + 1 : found.end() + 2].isupper())
    if before.kind == "number" and len(form) <= 2:
        return re.compile(_MONTHS, re.ASCII).match(shape, found.end()) is None
    return True


def _quotes(nfkc: str, shape: str) -> tuple[Span, ...]:
    """Spans in quotation marks, the outermost of nested ones first; an apostrophe is no mark."""
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    for found in _QUOTES.finditer(nfkc):
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
