"""Posts, registers and rulesets at random: small, valid by construction, and close enough to each other that rules nearly fire."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from rulekit.testing.conditions import Conditions
from rulekit.testing.vocabulary import (
    INSTANTS,
    LISTS,
    TERMS,
    WORDS,
)

Draw = Callable[[st.SearchStrategy[Any]], Any]

TOPICS = ("tone", "respect", "secrets", "law")
VERDICTS = {"mandatory": ("warn", "review", "block"), "recommendation": ("note", "warn")}
ORDER = ("note", "warn", "review", "block")


class Case(NamedTuple):
    """One example: rulesets from the bottom up, a register, waivers, and posts with the time each is checked at."""

    rulesets: list[dict[str, Any]]
    context: dict[str, Any] | None
    waivers: list[dict[str, Any]]
    posts: list[dict[str, Any]]
    at: str | None


class Maker(Conditions):
    """Draws posts, registers and rulesets."""

    def text(self, most: int = 9) -> str:
        return " ".join(self.some(WORDS, most)).replace(" .", ".").replace(" ?", "?").replace(" ,", ",")

    def sometimes(self, into: dict[str, Any], name: str, values: Sequence[Any], percent: int = 55) -> None:
        """Leaves a field out, makes it null, or gives it a value."""
        if self.rarely(percent):
            into[name] = None if self.rarely(12) else self.pick(values)

    def post(self) -> dict[str, Any]:
        post: dict[str, Any] = {}
        if not self.rarely(10):
            post["text"] = self.text()
        if self.rarely(20):
            post["title"] = self.text(4)
        for head in ("account", "author", "geotag", "audience"):
            if self.rarely(50):
                post[head] = None if self.rarely(8) else self._object(LISTS["objects"][head])
        for name, values in LISTS["plain"].items():
            self.sometimes(post, name, values, 30)
        if self.rarely(60):
            post["attachments"] = [self.attachment() for _ in range(self.pick((1, 1, 2)))]
        return post

    def _object(self, fields: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, values in fields.items():
            self.sometimes(found, name, values, 45)
        return found

    def attachment(self) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": self.pick(("image", "image", "video", "document", None))}
        for name, values in LISTS["attachment"].items():
            self.sometimes(found, name, values, 30)
        if self.rarely(20):
            found["alt_text"] = self.text(4)
        if self.rarely(50):
            found["people"] = [self._object(LISTS["person"]) for _ in range(self.pick((0, 1, 1, 2)))]
        return found

    def register(self) -> dict[str, Any] | None:
        if self.rarely(10):
            return None
        found: dict[str, Any] = {}
        if not self.rarely(20):
            found["org"] = {name: self.pick(values) for name, values in LISTS["org"].items() if self.rarely(60)}
        for name, values in LISTS["sections"].items():
            if self.rarely(60):
                found[name] = self.pick(values)
        return found

    def rule(self, number: int, depth: int) -> dict[str, Any]:
        binding = self.pick(("mandatory", "mandatory", "recommendation"))
        verdict = self.pick(VERDICTS[binding])
        words = {"de": "Hinweis {evidence}", "en": "hint {evidence}"}
        bound: dict[str, str] = {}
        found: dict[str, Any] = {
            "id": f"r{number}",
            "topic": self.pick(TOPICS),
            "binding": binding,
            "verdict": verdict,
            "title": words,
            "message": words,
            "remedy": words,
            "source": [{"ref": "test"}],
            "contact": "desk",
            "when": self.condition(depth, "post", {}, bound),
        }
        if self.rarely(40):
            found["unless"] = self.condition(1, "post", bound)
        if self.rarely(10):
            found["status"] = "trial"
        if self.rarely(15):
            found["effective"] = self.span()
        if self.rarely(10):
            found["cap"] = self.pick(ORDER[ORDER.index(verdict) :])
        return found

    def span(self) -> dict[str, str]:
        return dict(
            self.pick(
                (
                    {"from": "2026-05-04"},
                    {"until": "2026-05-03"},
                    {"until": "2026-05-04"},
                    {"from": "2026-05-05"},
                    {"from": INSTANTS[0], "until": "2026-12-31"},
                )
            )
        )

    def ruleset(self, most: int = 2, depth: int = 2) -> dict[str, Any]:
        found: dict[str, Any] = {
            "rulekit": 1,
            "id": "acme",
            "version": "1.0.0",
            "contacts": {"desk": {"name": "Desk"}},
            "lists": {"words": self.some(TERMS, 3, 1)},
            "rules": [self.rule(number, depth) for number in range(self.draw(st.integers(1, most)))],
        }
        if self.rarely(20):
            found["assume"] = dict(
                self.some(
                    (
                        ("audience.country", "DE"),
                        ("author.staff", True),
                        ("platform", "x"),
                        ("account.type", "private"),
                    ),
                    2,
                    1,
                )
            )
        if self.rarely(10):
            found["effective"] = self.span()
        return found

    def overlay(self, below: Mapping[str, Any]) -> dict[str, Any]:
        """A ruleset that extends another and changes one of its rules."""
        target = self.pick(below["rules"])
        change: dict[str, Any] = {"rule": f"acme/{target['id']}", "reason": "test"}
        capped = ORDER.index(target.get("cap", "block"))
        verdicts = [one for one in VERDICTS[target["binding"]] if ORDER.index(one) <= capped]
        change.update(
            self.pick(
                (
                    {"off": True},
                    {"verdict": self.pick(verdicts)},
                    {"status": "trial"},
                    {"unless": self.condition(0, "post", {})},
                )
            )
        )
        return {
            "rulekit": 1,
            "id": "over",
            "version": "1.0.0",
            "extends": [{"ruleset": "./acme.yaml"}],
            "lists": {
                "words": self.pick(({"add": ["Boss"]}, {"remove": below["lists"]["words"][:1], "add": ["geheim"]}))
            },
            "adjust": [change],
        }

    def waiver(self, rulesets: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        rule = self.pick([rule["id"] for rule in rulesets[0]["rules"]])
        found: dict[str, Any] = {
            "rule": f"acme/{rule}",
            "reason": "test",
            "approved_by": "desk",
            "expires": self.pick(("2026-05-03", "2026-05-04", "2027-01-01", INSTANTS[0])),
        }
        if self.rarely(50):
            found["when"] = self.condition(0, "post", {})
        return found


@st.composite
def rulesets(draw: Draw, most_rules: int = 2, depth: int = 2) -> dict[str, Any]:
    """A valid ruleset `acme` of up to so many rules, with conditions nested up to so deep, about the words of `rulekit.testing.vocabulary`."""
    return Maker(draw).ruleset(most_rules, depth)


@st.composite
def cases(draw: Draw, most_rules: int = 2, most_posts: int = 2) -> Case:
    """Rulesets, register, waivers, posts and a time."""
    make = Maker(draw)
    rulesets = [make.ruleset(most_rules, make.pick((0, 1, 2)))]
    if make.rarely(12):
        rulesets.append(make.overlay(rulesets[0]))
    waivers = [make.waiver(rulesets)] if make.rarely(20) else []
    found = [make.post() for _ in range(draw(st.integers(1, most_posts)))]
    return Case(rulesets, make.register(), waivers, found, None if make.rarely(25) else make.pick(INSTANTS))
