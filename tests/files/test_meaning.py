"""What conditions mean on posts with files: the engine agrees with the naive evaluator (docs/semantics.md section 2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rulekit.facts.attached import FILE_FIRST, FILE_ONLY, STATED_FIRST
from rulekit.files.reading import DERIVED
from rulekit.model.resources import schema
from tests.engines import SMALL_FLOOR, engine_of
from tests.oracle import decide
from tests.small import rule, ruleset

from . import makers

AT = "2026-05-04T10:00:00+02:00"
CONTEXT = {"org": {"names": ["Nordwind"], "domains": ["nordwind.example"]}}

FILES = {
    "blick.jpg": makers.picture(exif=makers.exif(makers.ALEX, artist="Ada", description="Polarfuchs")),
    "plan.docx": makers.labelled("Vertraulich"),
    "plakat.png": makers.code("https://nordwlnd.example"),
    "leer.png": makers.picture("PNG"),
    "team.jpg": makers.program(),
    "kaputt.pdf": b"%PDF-1.7 kaputt",
    "alles.zip": makers.archive(a_dot_txt="x", b_dot_exe="y"),
}

STATED: tuple[dict[str, Any], ...] = (
    {},
    {"gps": None, "label": None, "license": None},
    {"gps": {"lat": 1, "lon": 2}, "label": "öffentlich", "credit": "Bo", "mime": "image/png", "size": 3},
    {"program": False, "macros": True, "file_text": ["Polarfuchs"], "codes": ["https://x.example"], "embedded": ["z"]},
)

TESTS: tuple[Any, ...] = (
    {"gps": "present"},
    {"gps": "absent"},
    {"gps.lat": {"gt": 50}},
    {"gps": {"not": {"within_km": {"lat": 52.5, "lon": 13.4, "km": 5}}}},
    {"label": {"says": "vertraulich"}},
    {"label": {"not": {"matches": "vertraulich"}}},
    {"license": "absent"},
    {"license": "present", "origin": "own"},
    {"credit": "Ada"},
    {"mime": {"not": "image/jpeg"}},
    {"size": {"between": [1, 400]}},
    {"program": True},
    {"type_mismatch": {"not": True}},
    {"macros": False},
    {"embedded": {"some": {".": {"matches": "exe$"}}}},
    {"embedded": {"none": {".": "a.txt"}}},
    {"embedded": {"count": {"ge": 2}}},
    {"file_text": {"some": {".": {"says": "Polarfuchs"}}}},
    {"codes": "present"},
)

WHOLE: tuple[Any, ...] = (
    *({"attachments": {"some": test}} for test in TESTS),
    *({"attachments": {"every": test}} for test in TESTS),
    {"any_text": {"says": "Polarfuchs"}},
    {"any_text": {"not": {"says": "Polarfuchs"}}},
    {"any_text": {"all": [{"says": "Polarfuchs"}, {"not": {"says": "Chef"}}]}},
    {"any_text": "present"},
    {"any_text": "absent"},
    {"urls": {"some": {"lookalike_of": "present"}}},
    {"urls": {"none": {"scheme": "http"}}},
    {"urls": {"every": {"scheme": "https"}}},
    {"urls": {"count": {"ge": 1}}},
    {"urls": {"count": {"le": 5}}},
    {"urls": {"count": {"where": {"scheme": "http"}, "is": 1}}},
    {"urls": "present"},
    {"urls": "absent"},
    {"credentials": {"some": {"kind": "password"}}},
    {"credentials": {"none": {"kind": "password"}}},
    {"text": {"says": "Polarfuchs"}},
    {"subject": "own-company"},
    {"subject": {"not": "own-company"}},
    {"credentials": {"some": {"as": "c", "all": [{"$c.kind": "password"}, {"any_text": {"says": "Polarfuchs"}}]}}},
)

RULESET = ruleset("acme", *(rule(f"r{number}", "", when=when) for number, when in enumerate(WHOLE)))

TEXTS = ("Polarfuchs", "Passwort: Sommer2024! http://x.example", "Nordwind, und sonst nichts")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    for name, data in FILES.items():
        (place / name).write_bytes(data)
    return place


@pytest.mark.parametrize("stated", STATED, ids=["nothing", "denials", "other values", "what only bytes tell"])
@pytest.mark.parametrize("name", [*FILES, "fehlt.jpg", "leer.png+kaputt.pdf"])
def test_the_engine_says_what_the_naive_evaluator_says(
    folder: Path, tmp_path: Path, name: str, stated: dict[str, Any]
) -> None:
    engine = engine_of(tmp_path, [RULESET], CONTEXT)
    attachments = [{"kind": "image", **stated, "path": path} for path in name.split("+")]
    for text in TEXTS:
        for place in (folder, None):
            post = {"text": text, "attachments": attachments}
            said = engine.check(post, AT, place).to_dict("en")
            wanted = decide([RULESET], post, CONTEXT, AT, (), SMALL_FLOOR, place)
            assert said["verdict"] == wanted["verdict"]
            assert [(one["rule"], one["evidence"]) for one in said["findings"]] == [
                (one["rule"], one["evidence"]) for one in wanted["findings"]
            ]
            assert sorted(one["rule"] for one in said["errors"]) == wanted["errors"]
            assert {one["rule"]: one["missing"] for one in said["undecided"]} == wanted["undecided"]


def test_every_field_that_the_schema_derives_from_a_file_has_its_place() -> None:
    fields = schema("post.v1")["properties"]["attachments"]["items"]["properties"]
    derived = {name for name, field in fields.items() if field.get("x-derived-from") == "file"}
    assert derived == set(DERIVED) == {*FILE_ONLY, *FILE_FIRST, *STATED_FIRST}
    assert len(DERIVED) == len(FILE_ONLY) + len(FILE_FIRST) + len(STATED_FIRST)
