"""Hashtags: written so that screen readers can read them, and no more of them than fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rulekit.errors import Words
from rulekit.facts.seen import Found
from rulekit.facts.spans import is_word, org_strings
from rulekit.facts.view import View
from rulekit.fixes.parts import put, replaced, text_of
from rulekit.fixes.values import Case, Fixer, Mended, Needs
from rulekit.text.characters import fold

LONGEST = 80
"""Hashtags longer than this are not taken apart into words."""

_BLANKS = " \t"
_SIGNS = "#＃﹟"


class Tag(NamedTuple):
    """A hashtag without its sign: where it stands in the text (with its sign), or its number in the stated list."""

    name: str
    start: int = -1
    end: int = -1
    number: int = -1


def _tags(view: View) -> list[Tag]:
    """The hashtags as the fact counts them, in its order."""
    found = []
    for item in view.fact("hashtags").value or ():
        assert isinstance(item, Found), "the fact says where each hashtag stands"
        span = item.spans[0]
        if span.at == "/text" and span.start is not None and span.end is not None:
            found.append(Tag(item.value, span.start, span.end))
        else:
            found.append(Tag(item.value, number=int(span.at.rpartition("/")[2])))
    return found


# --- CamelCase ---------------------------------------------------------------------------------------------------


def _camelcase(case: Case) -> Mended | Needs | Words:
    known = _spellings(case)
    words = frozenset(
        token.form for token in case.view.text("/text", text_of(case.post)).tokens if token.kind == "word"
    )
    spans: list[tuple[int, int, str]] = []
    stated = list(case.post.get("hashtags") or ())
    for tag in _tags(case.view):
        better = _respelt(tag.name, known, words)
        if better is None:
            continue
        if tag.number >= 0:
            stated[tag.number] = stated[tag.number].replace(tag.name, better)
        else:
            # only letters change, so that it stays the same hashtag
            spans.append((tag.end - len(tag.name), tag.end, better))
    post = case.post
    if spans:
        post = put(post, ("text",), replaced(text_of(post), spans))
    if stated != list(case.post.get("hashtags") or ()):
        post = put(post, ("hashtags",), stated)
    return Mended(post) if post is not case.post else _NO_WORDS


def _spellings(case: Case) -> Mapping[str, str]:
    """How the register writes its own hashtags and names, by what is left of them without signs and case."""
    names = [*org_strings(case.view, "names"), *org_strings(case.view, "hashtags")]
    return {fold(_bare(name)): _bare(name) for name in names if _many_words(_bare(name))}


def _bare(name: str) -> str:
    return name.strip().lstrip(_SIGNS)


def _respelt(tag: str, known: Mapping[str, str], words: frozenset[str]) -> str | None:
    """The hashtag with a capital at the start of each word; None if it has them, or nobody knows its words."""
    if tag != tag.lower() or len(tag) > LONGEST:
        return None
    better = known.get(fold(tag))
    if better is None:
        better = "_".join(_capitals(_parted(part, words) or [part]) for part in tag.split("_"))
    return better if better.lower() == tag and _many_words(better) else None


def _many_words(name: str) -> bool:
    return sum(char != char.lower() for char in name) > 1


def _capitals(parts: Sequence[str]) -> str:
    # a capital of another length, as of ß, would make it another hashtag
    return "".join(part[:1].upper() + part[1:] if part[:1].upper().lower() == part[:1] else part for part in parts)


def _parted(tag: str, words: frozenset[str]) -> list[str] | None:
    """The tag as the fewest words of the text it can be put together from, at least two; None if it cannot."""
    best: list[list[str] | None] = [[]] + [None] * len(tag)
    for end in range(1, len(tag) + 1):
        for start in range(end):
            before, part = best[start], tag[start:end]
            if before is None or len(part) < 2 or part == tag or fold(part) not in words:
                continue
            so_far = best[end]
            if so_far is None or len(before) + 1 < len(so_far):
                best[end] = [*before, part]
    return best[len(tag)]


# --- fewer -------------------------------------------------------------------------------------------------------


def _trim(case: Case) -> Mended | Needs | Words:
    tags = _tags(case.view)
    banned = {fold(_bare(name)) for name in case.view.register.section("banned_hashtags") or ()}
    gone = {tag for tag in tags if fold(tag.name) in banned}
    left = [tag for tag in tags if tag not in gone]
    limits = case.view.fact("limits").value or {}
    most = limits.get("hashtags")
    text = text_of(case.post)
    if isinstance(most, int) and len(left) > most:
        # those behind the sentences go first, then the others, each time from the end
        by_place = sorted(left, key=lambda tag: (tag.number < 0, not _behind(text, tag), -tag.number, -tag.start))
        gone |= set(by_place[: len(left) - most])
    if not gone:
        return _NONE_TOO_MANY
    post = (
        put(case.post, ("text",), replaced(text, list(_cuts(text, gone, banned)))) if "text" in case.post else case.post
    )
    numbers = {tag.number for tag in gone} - {-1}
    if numbers:
        names = {fold(tag.name) for tag in gone}
        stated = [item for item in case.post["hashtags"] if fold(_bare(item)) not in names]
        post = put(post, ("hashtags",), stated)
    return Mended(post)


def _behind(text: str, tag: Tag, loose: bool = False) -> bool:
    """Whether nothing but hashtags follows the tag in its line, and it ends no sentence as one of its words; `loose`: or does."""
    if tag.start < 0:
        return False
    rest = text[tag.end :].split("\n", 1)[0].split()
    if any(word[0] not in _SIGNS for word in rest):
        return False
    before = text[: tag.start].rsplit("\n", 1)[-1].split()
    if not before or before[-1][0] in _SIGNS:
        return True
    return loose or bool(rest) or not is_word(before[-1][-1])


def _cuts(text: str, gone: set[Tag], banned: set[str]) -> Iterator[tuple[int, int, str]]:
    """What to take out of the text: a tag behind the sentences with the gap before it, of one inside a sentence only its sign.

    A banned one goes with its word wherever only hashtags follow.
    """
    for tag in sorted(gone):
        if tag.start < 0:
            continue
        if not _behind(text, tag, fold(tag.name) in banned):
            yield tag.start, tag.start + 1, ""
            continue
        start, end = tag.start, tag.end
        while start > 0 and text[start - 1] in _BLANKS:
            start -= 1
        if start == 0 or text[start - 1] == "\n":
            start = tag.start
            while end < len(text) and text[end] in _BLANKS:
                end += 1
        yield start, end, ""


_NO_WORDS = Words(
    "of which words the hashtags are made cannot be told; register and text do not have them",
    "aus welchen Wörtern die Hashtags bestehen, ist nicht zu erkennen; weder Register noch Text enthalten sie",
)
_NONE_TOO_MANY = Words(
    "no hashtag is one too many and none is banned", "kein Hashtag ist zu viel und keiner ist gesperrt"
)

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "camelcase-hashtags",
        Words(
            "begins each word of a hashtag with a capital, so that screen readers can read it",
            "beginnt jedes Wort eines Hashtags groß, damit Vorlesesoftware ihn lesen kann",
        ),
        ("/text", "/hashtags"),
        _camelcase,
        settles=False,
    ),
    Fixer(
        "trim-hashtags",
        Words(
            "takes out banned hashtags and those above the platform's limit, from the end; inside a sentence the word stays",
            "entfernt gesperrte Hashtags und vom Ende her die überzähligen; mitten im Satz bleibt das Wort stehen",
        ),
        ("/text", "/hashtags"),
        _trim,
    ),
)
