"""What docs/semantics.md says about the corners: one example for each, decided by the engine and by the oracle."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rulekit.engine.engine import Engine
from rulekit.errors import InvalidRuleset
from tests.conditions.test_operators import ruleset
from tests.engines import SMALL_FLOOR, engine_of
from tests.oracle import decide

AT = "2026-05-04T10:00:00+02:00"
TWO = {
    "text": "Chef",
    "attachments": [{"kind": "image", "people": []}, {"kind": "image", "origin": "stock", "people": []}],
}
SIMPLE = {"text": "Chef"}
NAMED = {"attachments": {"some": {"as": "a", "$a.kind": "image"}}}


class Corner(NamedTuple):
    """A rule and a post, with what becomes of the rule: fires, silent, undecided or error; and the pointers of evidence or of what is missing."""

    says: str
    when: dict[str, Any]
    becomes: str
    at: tuple[str, ...] = ()
    post: dict[str, Any] | None = None
    register: dict[str, Any] | None = None
    unless: dict[str, Any] | None = None
    asked: tuple[str, ...] = ()


CORNERS = [
    Corner("null is absent, of an object too", {"geotag": None}, "fires", ("/geotag",)),
    Corner(
        "a field below an unknown object is unknown for itself",
        {"account.type": "private"},
        "undecided",
        ("/account/type",),
    ),
    Corner("a field below an object that is none is none", {"geotag.place": "absent"}, "fires", ("/geotag/place",)),
    Corner("a field below null is none", {"account.type": "absent"}, "fires", ("/account/type",), {"account": None}),
    Corner(
        "licence of own material is none",
        {"attachments": {"some": {"license": "absent"}}},
        "fires",
        ("/attachments/0/license",),
        {"attachments": [{"kind": "image", "origin": "own"}]},
    ),
    Corner(
        "captions of a picture are none",
        {"attachments": {"some": {"captions": False}}},
        "silent",
        (),
        {"attachments": [{"kind": "image"}]},
    ),
    Corner(
        "captions of a video are unknown",
        {"attachments": {"some": {"captions": False}}},
        "undecided",
        ("/attachments/0/captions",),
        {"attachments": [{"kind": "video"}]},
    ),
    Corner(
        "people are none when nobody is recognisable",
        {"attachments": {"every": {"people": {"none": {"consent": False}}}}},
        "fires",
        ("/attachments/0/people",),
        {"attachments": [{"kind": "image", "people_recognisable": False}]},
    ),
    Corner("a none field needs no reference", {"geotag.place": {"in": "$post.platform"}}, "silent"),
    Corner(
        "an unknown among referred values is unknown",
        {"text": {"says": "$post.attachments.origin"}},
        "undecided",
        ("/attachments/0/origin",),
        TWO,
    ),
    Corner(
        "a reference to a field of a fact",
        {"text_chars": {"lt": "$post.limits.text"}},
        "fires",
        ("/text",),
        {"text": "x", "platform": "x"},
    ),
    Corner(
        "what a fact works out shows where it was seen",
        {"limits.text": 20},
        "fires",
        ("/account/text_limit",),
        {"account": {"text_limit": 20}},
    ),
    Corner(
        "an element of the register has no place in the post",
        {"context.secrets": {"none": {"term": "x"}}},
        "fires",
        (),
        register={"secrets": [{"term": "y"}]},
    ),
    Corner(
        "every of an empty list shows the list",
        {"attachments": {"every": {"kind": "image"}}},
        "fires",
        ("/attachments",),
    ),
    Corner(
        "a complement shows the place alone",
        {"urls": {"some": {"host": {"not_in": ["y.example"]}}}},
        "fires",
        ("/text",),
        {"text": "http://x.example"},
    ),
    Corner("a missing section makes the rule idle through not", {"not": {"context.parties": "present"}}, "silent"),
    Corner(
        "an idle alternative is dropped from unless",
        {"text": "present"},
        "silent",
        unless={"any": [{"context.parties": "present"}, {"text": {"says": "Chef"}}]},
    ),
    Corner(
        "an idle item makes the whole conjunction of unless idle",
        {"text": "present"},
        "fires",
        ("/text",),
        unless={"all": [{"not": {"context.parties": "present"}}, {"text": {"says": "Chef"}}]},
    ),
    Corner(
        "one witness that stands is enough",
        NAMED,
        "fires",
        ("/attachments/0/kind", "/attachments/1/kind"),
        TWO,
        unless={"$a.origin": "stock"},
        asked=("/attachments/0/origin",),
    ),
    Corner(
        "nothing to ask when another witness stands anyway",
        NAMED,
        "fires",
        ("/attachments/0/kind", "/attachments/1/kind"),
        TWO,
        unless={"$a.origin": "own"},
    ),
    Corner(
        "a name whose alternative does not hold stands for nothing",
        {"any": [{"attachments": {"some": {"as": "a", "$a.kind": "video"}}}, {"text": "present"}]},
        "fires",
        ("/text",),
        TWO,
        unless={"$a.origin": "own"},
    ),
    Corner(
        "one string where several may stand is one element",
        {"author.role": {"every": {".": "pr"}}},
        "fires",
        ("/author/role",),
        {"author": {"role": "pr"}},
    ),
    Corner(
        "the day of a date ends at midnight of the register",
        {"at": {"after": "2026-05-04"}},
        "silent",
        register={"org": {"timezone": "America/New_York"}},
    ),
    Corner(
        "stated and empty is known, worked out and empty is none",
        {"recent_texts": "present", "emoji": "absent"},
        "fires",
        ("/recent_texts", "/text"),
        {"text": "x", "recent_texts": []},
    ),
]


def decided(corner: Corner, folder: Path) -> tuple[Engine, dict[str, Any]]:
    value = ruleset(corner.when)
    if corner.unless is not None:
        value["rules"][0]["unless"] = corner.unless
    return engine_of(folder, [value], corner.register), value


@pytest.mark.parametrize("corner", CORNERS, ids=lambda corner: corner.says)
def test_the_engine_decides_it(corner: Corner, tmp_path: Path) -> None:
    engine, _ = decided(corner, tmp_path)
    said = engine.check(corner.post or SIMPLE, AT)
    shown = [seen.at for finding in said.findings for seen in finding.evidence]
    becomes = "fires" if said.findings else "undecided" if said.undecided else "error" if said.errors else "silent"
    assert becomes == corner.becomes
    assert tuple(shown or [at for one in said.undecided for at in one.missing]) == corner.at
    assert corner.becomes == "undecided" or tuple(question.at for question in said.questions) == corner.asked


@pytest.mark.parametrize("corner", CORNERS, ids=lambda corner: corner.says)
def test_the_oracle_decides_it_alike(corner: Corner, tmp_path: Path) -> None:
    _, value = decided(corner, tmp_path)
    said = decide([value], corner.post or SIMPLE, corner.register, AT, (), SMALL_FLOOR)
    becomes = (
        "fires" if said["findings"] else "undecided" if said["undecided"] else "error" if said["errors"] else "silent"
    )
    assert becomes == corner.becomes
    shown = [seen["at"] for finding in said["findings"] for seen in finding["evidence"]]
    assert tuple(shown or [at for missing in said["undecided"].values() for at in missing]) == corner.at
    assert corner.becomes == "undecided" or tuple(question["at"] for question in said["questions"]) == corner.asked


@pytest.mark.parametrize(
    "quantifier",
    [
        {"none": {"as": "a", "$a.kind": "video"}},
        {"every": {"as": "a", "$a.kind": "image"}},
        {"count": {"as": "a", "ge": 1}},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_quantifier_that_binds_nothing_gives_unless_no_name(quantifier: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InvalidRuleset, match=r"\$a"):
        decided(Corner("", {"attachments": quantifier}, "silent", unless={"$a.origin": "own"}), tmp_path)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("items", "becomes"),
    [
        ([{"says": "$post.platform"}, {"says": "Boss"}], ""),
        ([{"says": "$post.platform"}, {"says": "Chef"}], "/platform"),
        ([{"not": {"says": "$post.platform"}}, {"says": "Chef"}], "/platform"),
    ],
)
def test_what_is_unknown_in_near_does_not_depend_on_the_order_of_its_items(
    items: list[Any], becomes: str, turned: bool, tmp_path: Path
) -> None:
    near = {"words": 5, "all": items[::-1] if turned else items}
    engine, _ = decided(Corner("", {"text": {"near": near}}, ""), tmp_path)
    assert [at for one in engine.check({"text": "Chef"}).undecided for at in one.missing] == (
        [becomes] if becomes else []
    )
