"""Posts as platforms give them out, through the command line."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.importers.samples import BLUESKY, MASTODON, NOTE, X1
from tests.small import rule, ruleset, write

from .commands import Shell

pytestmark = pytest.mark.slow  # a process for each command

GOLDEN = Path(__file__).parent / "golden"
PAYLOADS = {"mastodon": MASTODON, "bluesky": BLUESKY, "activitystreams": NOTE, "x": X1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Shell:
    """A folder with a payload of each platform and a ruleset that looks at what a text, a picture and a link preview say."""
    here = tmp_path_factory.mktemp("payloads")
    missing = {"attachments": {"some": {"kind": "image", "alt_text": "absent"}}}
    said = {"any_text": {"says": ["Lampe", "Messe"]}}
    far = {"urls": {"some": {"domain": {"not_in": ["nordwind.example", "bsky.app"]}}}}
    rules = [
        rule("insult", "Idiot", verdict="block"),
        rule("alt-text", "", binding="recommendation", when=missing),
        rule("named", "", binding="recommendation", verdict="note", when=said),
        rule("far", "", verdict="review", when=far),
    ]
    write(here, ruleset("shop", *rules, language="en"))
    (here / "rulekit.yaml").write_text("ruleset: shop.yaml\n")
    for name, payload in PAYLOADS.items():
        (here / f"{name}.json").write_text(json.dumps(payload, ensure_ascii=False), encoding="utf-8")
    lines = [json.dumps(MASTODON), json.dumps({"nothing": 1}), json.dumps({**MASTODON, "id": "2"})]
    (here / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return Shell(here, cache)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("platform", ["mastodon", "bluesky"])
def test_a_decision_on_a_real_payload_reads_well(folder: Shell, platform: str, lang: str) -> None:
    ran = folder("check", "--from", platform, f"{platform}.json", "--lang", lang, "--format", "rich")
    shown = re.sub("(Entscheidung|Decision) [0-9a-f]{12}", r"\1 …", ran.out)
    path = GOLDEN / f"{platform}.{lang}.txt"
    if os.environ.get("RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8"), "as intended? RENEW_GOLDEN=1, and read the diff"


def test_the_base_pack_judges_an_imported_status(folder: Shell) -> None:
    ran = folder("check", "--from", "mastodon", "mastodon.json", "--ruleset", "base", "--format", "json")
    decision = json.loads(ran.out)
    assert (ran.status, decision["verdict"]) == (1, "block")
    found = {finding["rule"]: finding["evidence"] for finding in decision["findings"]}
    assert found["base/insult"][0]["quote"] == "Idiot"
    assert found["base/alt-text-missing"] == [{"at": "/attachments/1/alt_text"}, {"at": "/attachments/1/kind"}]


def test_the_places_of_a_decision_are_those_of_the_post_that_import_prints(folder: Shell) -> None:
    decision = json.loads(folder("check", "--from", "mastodon", "mastodon.json", "--format", "json").out)
    printed = folder("import", "--from", "mastodon", "mastodon.json").out
    text = json.loads(printed)["text"]
    seen = next(
        item for finding in decision["findings"] for item in finding["evidence"] if item.get("quote") == "Idiot"
    )
    assert text[seen["start"] : seen["end"]] == "Idiot"
    again = json.loads(folder("check", "-", "--format", "json", given=printed).out)
    assert again == decision


def test_lines_of_payloads_never_stop_midway(folder: Shell) -> None:
    ran = folder("check", "--from", "mastodon", "many.jsonl", "--format", "json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [line.get("id") for line in found] == [MASTODON["id"], None, "2"]
    assert found[1]["error"]["kind"] == "payload"
    assert ran.status == 2
    printed = folder("import", "--from", "mastodon", "many.jsonl")
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == [MASTODON["id"], "2"]
    assert (printed.status, "many.jsonl:2: this is not a post as Mastodon gives it out" in printed.err) == (2, True)


def test_standard_input_holds_a_payload_as_well(folder: Shell) -> None:
    ran = folder("check", "--from=x", "-", "--format", "json", given=json.dumps(X1))
    assert json.loads(ran.out)["verdict"] == "warn"


def test_facts_and_explain_read_payloads_too(folder: Shell) -> None:
    facts = json.loads(folder("facts", "--from", "bluesky", "bluesky.json").out)
    assert facts["hashtags"] == ["Licht", "Neuheit"]
    shown = folder("explain", "mastodon.json", "--from", "mastodon", "--rule", "shop/insult").out
    assert "„Idiot“ /text" in shown


@pytest.mark.parametrize("platform", PAYLOADS)
def test_a_payload_without_from_is_answered_with_how_to_read_it(folder: Shell, platform: str) -> None:
    ran = folder("check", f"{platform}.json", "--lang", "de", "--format", "plain")
    assert ran.status == 2
    assert f"`--from {platform}` ergänzen" in " ".join(ran.out.split())


def test_a_slip_in_a_post_is_not_taken_for_a_payload(folder: Shell) -> None:
    ran = folder("check", "-", "--format", "json", given='{"txt": "Guten Tag", "platform": "x"}')
    assert "did you mean `text`" in ran.out


def test_an_unknown_platform_is_answered_with_the_nearest(folder: Shell) -> None:
    for command in (["check", "--from", "mastdon"], ["import", "--from", "mastdon"], ["facts", "--from", "mastdon"]):
        ran = folder(*command, "mastodon.json")
        assert (ran.status, "did you mean `mastodon`" in ran.err) == (2, True)


def test_places_in_the_file_are_not_claimed_for_an_imported_post(folder: Shell) -> None:
    log = json.loads(folder("check", "--from", "mastodon", "mastodon.json", "--format", "sarif").out)
    places = [place for found in log["runs"][0]["results"] for place in found["locations"]]
    assert places
    assert all("region" not in place["physicalLocation"] for place in places)
