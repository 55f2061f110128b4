from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from rulekit.model.resources import SCHEMA_NAMES, rulesets_folder, schema, schema_text
from rulekit.model.verdict import VERDICTS

OURS = ("post.v1", "context.v1", "decision.v1", "waivers.v1")


def properties(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, sub in part.get("properties", {}).items():
        yield f"{path}/{name}", sub
        yield from properties(sub, f"{path}/{name}")
        if isinstance(sub.get("items"), dict):
            yield from properties(sub["items"], f"{path}/{name}[]")


POST = dict(properties(schema("post.v1")))


@pytest.mark.parametrize("name", OURS)
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"urn:rulekit:schema:{name}"


@pytest.mark.parametrize("path", POST)
def test_each_property_of_a_post_says_what_its_silence_means(path: str) -> None:
    field = POST[path]
    assert field["x-absent"] in ("none", "unknown", "derived")
    assert "null" in field["type"]
    assert field["title"]
    assert field["description"]
    assert ("x-ask" in field) == (field["x-absent"] == "unknown")


@pytest.mark.parametrize("path", [path for path, field in POST.items() if "x-ask" in field])
def test_each_question_is_short_and_addresses_nobody(path: str) -> None:
    for text in POST[path]["x-ask"].values():
        words = text.rstrip("?").split()
        assert len(words) <= 15
        assert text.endswith("?")
        assert not {"du", "dein", "deine", "dir", "Sie", "Ihr", "Ihre", "you", "your"} & set(words)


def test_what_is_unknown_only_sometimes_is_as_the_semantics_say() -> None:
    visual, video = {"kind": ["image", "video"]}, {"kind": ["video"]}
    when = {path: field["x-unknown-when"] for path, field in POST.items() if "x-unknown-when" in field}
    unless = {path: field["x-unknown-unless"] for path, field in POST.items() if "x-unknown-unless" in field}
    assert when == {
        "/attachments[]/captions": video,
        "/attachments[]/music_license": video,
        "/attachments[]/origin": visual,
        "/attachments[]/people": visual,
        "/attachments[]/people_recognisable": visual,
    }
    assert unless == {
        "/attachments[]/license": {"origin": ["own"]},
        "/attachments[]/permission": {"origin": ["own"]},
        "/attachments[]/people": {"people_recognisable": [False]},
    }


def example_decision() -> dict[str, Any]:
    digest = "sha256:" + "0" * 64
    return {
        "rulekit": 1, "decision": digest, "verdict": "block",
        "findings": [
            {
                "rule": "base/depicted-person-consent", "topic": "people", "binding": "mandatory", "verdict": "block",
                "status": "active", "title": "t", "message": "m", "remedy": "r", "contact": {"name": "n"},
                "source": [{"norm": "BGB §241 Abs. 2"}],
                "evidence": [{"at": "/text", "start": 4, "end": 12, "quote": "…"}, {"at": "/attachments/0"}],
                "fixes": [], "waiver": None, "floor": None,
            }
        ],
        "questions": [{"at": "/device", "ask": "?", "answers": [True], "rules": ["base/x"], "lifts": False}],
        "undecided": [{"rule": "base/x", "missing": ["/account/type"]}],
        "errors": [{"rule": None, "plugin": "p", "message": "m"}],
        "inputs": {
            "post": digest, "context": None, "waivers": None, "floor": digest, "files": {"a.jpg": digest},
            "at": None, "assumed": ["/audience/country"],
            "rulesets": [{"id": "base", "version": "1.0.0", "digest": digest}], "plugins": [], "data": digest,
            "semantics": 1,
        },
    }  # fmt: skip


def test_a_decision_as_designed_is_valid() -> None:
    jsonschema.Draft202012Validator(schema("decision.v1")).validate(example_decision())
    assert schema("decision.v1")["properties"]["verdict"]["enum"] == list(VERDICTS)


@pytest.mark.parametrize("key", ["rulekit", "decision", "verdict", "findings", "questions", "undecided", "inputs"])
def test_a_decision_without_a_part_is_not_valid(key: str) -> None:
    decision = example_decision()
    del decision[key]
    assert not jsonschema.Draft202012Validator(schema("decision.v1")).is_valid(decision)


@pytest.mark.parametrize(
    "waiver",
    [{"reason": "r", "approved_by": "p", "expires": "2026-05-04"}, {"acknowledged": True, "reason": "r"}, None],
)
def test_a_finding_may_be_waived_or_acknowledged(waiver: Any) -> None:
    decision = example_decision()
    decision["findings"][0]["waiver"] = waiver
    decision["waivers"] = [{"rule": "a/b", "status": "unused", "reason": "r", "expires": "2026-05-04"}]
    decision["inputs"]["unsure"] = True
    jsonschema.Draft202012Validator(schema("decision.v1")).validate(decision)


def test_an_unknown_schema_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match=r"post\.v2.*post\.v1"):
        schema_text("post.v2")
    assert set(OURS) < set(SCHEMA_NAMES)


def test_the_rulesets_are_found() -> None:
    assert (rulesets_folder() / "base").is_dir()
