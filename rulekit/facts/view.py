"""One post as the conditions see it: its fields with their silence, its texts read once, its facts worked out on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any

from rulekit.errors import pointer
from rulekit.facts.attached import Attached, attached
from rulekit.facts.register import Register
from rulekit.facts.seen import BROKEN, KNOWN, NONE, Broken, Seen, assuming, walk
from rulekit.model.canonical import Json
from rulekit.model.fields import Field
from rulekit.model.moment import Moment, moment
from rulekit.text import Hit, Hits, TermIndex, Text, plain_hits, read
from rulekit.text.searched import Searched, Strings, holds_one

if TYPE_CHECKING:
    from rulekit.facts.table import Fact
    from rulekit.files.folder import Folder
    from rulekit.files.reading import Files

_NOT_YET: frozenset[int] = frozenset({-1})
"""Stands for what nobody has asked for yet; no group has that number."""


class View:
    """A post, a register and a time, for one check; what is worked out once is kept for that check only."""

    __slots__ = (
        "_facts",
        "_fault",
        "_moments",
        "_occurring",
        "_plain",
        "_present",
        "_searched",
        "_small",
        "_stated",
        "_strings",
        "_strings_present",
        "_terms",
        "_texts",
        "_tops",
        "answers",
        "assumed",
        "at",
        "facts",
        "files",
        "given",
        "places",
        "post",
        "register",
        "root",
        "seen",
        "terms",
    )

    def __init__(
        self,
        post: Mapping[str, Json],
        root: Field,
        register: Register,
        at: str | None,
        assume: Sequence[tuple[tuple[str, ...], Json]],
        facts: Mapping[str, Fact],
        terms: TermIndex,
        folder: Folder | None = None,
        strings: Strings | None = None,
    ) -> None:
        self.root = root
        self.terms = terms
        self.register = register
        self.facts = facts
        self.given = post
        self.post, self.assumed = assuming(post, root, assume)
        self.files: Files | None = None
        if folder is not None and self.post.get("attachments"):
            self.post, self.files = attached(self.post, folder)
        stated = self.post.get("publish_at")
        self.at: str | None = stated if isinstance(stated, str) else at
        self._facts: dict[str, Seen] = {}
        self._texts: dict[tuple[str, str], Text] = {}
        self._terms: dict[tuple[str, str], Hits] = {}
        self._searched: dict[tuple[str, str], Searched] = {}
        self._plain: dict[tuple[str, str], Mapping[str, tuple[Hit, ...]]] = {}
        self._stated: dict[str, tuple[int, Json]] = {}
        self.answers: dict[str, bool] = {}
        self.seen: dict[str, Seen] = {}
        self.places: dict[str, tuple[Any, ...]] = {}  # what conditions make of the texts at a path
        self._tops: tuple[tuple[str, str, int], ...] | None = None
        self._fault = ""
        self._strings = strings
        self._strings_present: frozenset[str] | None = None
        self._occurring: frozenset[int] | None = _NOT_YET
        self._moments: dict[tuple[Json, tzinfo], Moment | None] = {}
        self._present: frozenset[int] | None = None
        self._small: str | None = None

    @property
    def zone(self) -> tzinfo:
        """The register's time zone, else the offset of the post's time, else UTC."""
        if self.register.zone is not None:
            return self.register.zone
        now = self.now
        offset = now.start.tzinfo if now is not None else None
        return offset if offset is not None else UTC

    @property
    def now(self) -> Moment | None:
        """The time the post is judged for; None when nobody said."""
        return self.moment(self.at, UTC)

    def moment(self, text: Json, zone: tzinfo) -> Moment | None:
        """What a time or date means in a zone; read once."""
        key = (text, zone)
        if key not in self._moments:
            self._moments[key] = moment(text, zone)
        return self._moments[key]

    def fact(self, name: str) -> Seen:
        """The value of a fact, worked out at most once."""
        found = self._facts.get(name)
        if found is None:
            try:
                found = self.facts[name].work_out(self)
            except Broken as broken:
                found = Seen(BROKEN, why=str(broken))
            except Exception as error:  # noqa: BLE001 - whatever a fact raises is an error of the rules that ask for it
                found = Seen(BROKEN, why=f"the fact `{name}` failed: {error or type(error).__name__}")
            if type(found.value) is list and not found.value and found.state == KNOWN:
                found = found.but(state=NONE, value=None)
            self._facts[name] = found
        return found

    def text(self, at: str, string: str) -> Text:
        """The string at that pointer, read once."""
        key = (at, string)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = read(string)
        return found

    def term_hits(self, at: str, string: str) -> Hits:
        """The hits of every group of terms of the program in a text, scanned once."""
        key = (at, string)
        found = self._terms.get(key)
        if found is None:
            present = self.searched(at, string).among(self.terms.strings)
            found = self._terms[key] = self.terms.scan(self.text(at, string), present)
        return found

    def lowered(self, at: str, string: str) -> str:
        """The NFKC text of a string with its capitals made small, for the literals of regular expressions."""
        return self.searched(at, string).small

    def searched(self, at: str, string: str) -> Searched:
        """The string as regular expressions search it."""
        key = (at, string)
        found = self._searched.get(key)
        if found is None:
            # ASCII is its own NFKC, and need not be split into words for this
            nfkc = string if string.isascii() else self.text(at, string).nfkc
            found = self._searched[key] = Searched(nfkc, self._strings)
        return found

    @property
    def present(self) -> frozenset[int]:
        """The groups of terms that occur in any text of the post."""
        if self._present is None:
            hits = [self.term_hits(at, string) for at, string, _ in self.any_text()]
            self._present = (
                hits[0].groups if len(hits) == 1 else frozenset[int]().union(*[found.groups for found in hits])
            )
        return self._present

    @property
    def occurring(self) -> frozenset[int] | None:
        """The groups of terms that occur; None if there are texts that cannot be read and may hold any."""
        if self._occurring is _NOT_YET:
            self._occurring = None if self.unread else self.present
        return self._occurring

    @property
    def strings_present(self) -> frozenset[str] | None:
        """The strings looked for in one pass that stand in any text of the post; None if they are looked for one by one."""
        if self._strings_present is None and self._strings is not None:
            found = [self.searched(at, string).present for at, string, _ in self.any_text()]
            known = [one for one in found if one is not None]
            if len(known) < len(found):
                self._strings = None
            else:
                self._strings_present = known[0] if len(known) == 1 else frozenset[str]().union(*known)
        return self._strings_present

    def holds_one(self, literals: frozenset[str]) -> bool:
        """Whether one of the literals stands in any text of the post in small letters."""
        if self._strings is not None and literals in self._strings.sets:
            present = self.strings_present
            if present is not None:
                return not present.isdisjoint(literals)
        return holds_one(self.small, literals)

    @property
    def small(self) -> str:
        """All texts of the post in small letters, kept apart by a character that no literal holds."""
        if self._small is None:
            self._small = "\0".join([self.lowered(at, string) for at, string, _ in self.any_text()])
        return self._small

    @property
    def register_occurs(self) -> bool:
        """Whether any string of the register stands in any text of the post."""
        return any(self._register_found(at, string) for at, string, _ in self.any_text())

    def stated(self, path: str) -> tuple[int, Json]:
        """The state and value of a dotted path into the post, looked up at most once."""
        found = self._stated.get(path)
        if found is None:
            value: Json = self.post
            steps = path.split(".")
            for step in steps:
                value = value.get(step) if type(value) is dict else None
            if value is None:
                seen = walk(self.post, self.root, "", steps)
                found = (seen.state, seen.value)
            else:
                found = (KNOWN, value)
            self._stated[path] = found
        return found

    def register_hits(self, at: str, string: str, term: str) -> tuple[Hit, ...]:
        """Where a string of the register stands in a text."""
        return self._register_found(at, string).get(term, ())

    def _register_found(self, at: str, string: str) -> Mapping[str, tuple[Hit, ...]]:
        key = (at, string)
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = self.register.index.scan(self.text(at, string))
        return found

    def plain_hits(self, at: str, string: str, term: str) -> tuple[Hit, ...]:
        """Where any other plain string stands in a text."""
        return plain_hits(self.text(at, string), term)

    def any_text(self) -> tuple[tuple[str, str, int], ...]:
        """Every string a reader will see or a file carries (docs/semantics.md section 2).

        Each with the pointer of the string it is, or is the end of, and where in that string it begins.
        """
        if self._tops is None:
            carried, self._fault = _file_texts(self.post)
            self._tops = (*_any_text(self.post), *carried)
        return self._tops

    @property
    def unread(self) -> str:
        """Why some text of `any_text` is not there to be read; empty if all of it is."""
        self.any_text()
        return self._fault


def _any_text(post: Mapping[str, Json]) -> Iterator[tuple[str, str, int]]:
    for at, name in (("/text", "text"), ("/title", "title")):
        if isinstance(post.get(name), str):
            yield at, post[name], 0
    for number, attachment in enumerate(post.get("attachments") or ()):
        for name in ("alt_text", "file_name", "ocr_text"):
            if isinstance(attachment.get(name), str):
                yield pointer("attachments", number, name), attachment[name], 0
        path = attachment.get("path")
        if attachment.get("file_name") is None and isinstance(path, str):
            begin = path.rfind("/") + 1
            yield pointer("attachments", number, "path"), path[begin:], begin
    for number, tag in enumerate(post.get("hashtags") or ()):
        yield pointer("hashtags", number), tag, 0


def _file_texts(post: Mapping[str, Json]) -> tuple[list[tuple[str, str, int]], str]:
    """The texts that files carry, as in `any_text`, and why one of the files cannot be read (empty: all can)."""
    found: list[tuple[str, str, int]] = []
    fault = ""
    for number, attachment in enumerate(post.get("attachments") or ()):
        texts, why = strings_from_file(attachment, "file_text")
        found += [(pointer("attachments", number, "file_text", place), text, 0) for place, text in enumerate(texts)]
        fault = fault or why
    return found, fault


def strings_from_file(attachment: Mapping[str, Json], name: str) -> tuple[Sequence[str], str]:
    """The strings of a list that an attachment derives from its file or, without one, states; and why it cannot be told."""
    if isinstance(attachment, Attached):
        value, why = attachment.derived(name)
        return value or (), why
    return [text for text in attachment.get(name) or () if isinstance(text, str)], ""
