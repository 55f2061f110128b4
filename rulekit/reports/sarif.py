"""SARIF 2.1.0 for code scanning: one run; findings, open questions and errors with their places in the post's file.

Regions and columns count Unicode code points, as `columnKind` says. The log holds no quotes, only where they stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from . import Checked, Options
from .escape import json_text, one_line
from .markdown import text as markdown_text
from .places import place
from .positions import File, Region, own_parts, regions
from .view import Card, active, view
from .words import BINDINGS, TOPICS, say

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Mapping[str, str] = {"note": "note", "warn": "warning", "review": "error", "block": "error"}
"""A finding's verdict as a level of SARIF."""

Json = dict[str, Any]


def report(results: Sequence[Checked], options: Options) -> str:
    """The log: one run over all posts."""
    rules: dict[str, Json] = {}
    found: list[Json] = []
    notices: list[Json] = []
    for checked, part in zip(results, own_parts(results), strict=True):
        if checked.decision is None:
            notices.append(_failure(checked, options))
            continue
        cards = {card.rule: card for card in view(checked, options.lang).cards}
        for finding in checked.decision.get("findings") or ():
            _describe(rules, finding, cards[str(finding["rule"])], options.lang)
            found.append(_finding(checked, finding, cards[str(finding["rule"])], part, options))
        found += _open(checked, part, options)
        notices += [_notice(checked, entry) for entry in checked.decision.get("errors") or ()]
    for result in found:
        rules.setdefault(result["ruleId"], {"id": result["ruleId"]})
    index = {rule: position for position, rule in enumerate(rules)}
    driver = {"name": "rulekit", "semanticVersion": options.version, "language": _language(options.lang)}
    run = {
        "tool": {"driver": {**driver, "rules": list(rules.values())}},
        "language": _language(options.lang),
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "rulekit/check/"},
        "invocations": [{"executionSuccessful": not notices, "toolExecutionNotifications": notices}],
        "artifacts": _artifacts(results),
        "results": [{**result, "ruleIndex": index[result["ruleId"]]} for result in found],
        "properties": {"decisions": _decisions(results)},
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def uri(source: str) -> str:
    """A file's name as a relative reference."""
    return quote(source.replace("\\", "/").encode("utf-8", "surrogatepass"), safe="/~")


def _describe(rules: dict[str, Json], finding: Json, card: Card, lang: str) -> None:
    """The rule as far as a finding tells of it; the first one met says how it is described."""
    if card.rule in rules:
        return
    binding = str(finding.get("binding"))
    floor = finding.get("floor") or {}
    level = LEVELS.get(str(floor.get("verdict_before", card.verdict)), "warning")
    title = one_line(card.title)
    named = BINDINGS[binding].in_(lang) if binding in BINDINGS else binding
    help_lines = [("remedy", one_line(card.remedy))]
    help_lines += (
        [
            ("contact", one_line(card.contact.name)),
        ]
        if card.contact
        else []
    )
    help_lines += [("source", "; ".join(one_line(source.text) for source in card.sources))]
    pairs = [(say(key, lang), text) for key, text in help_lines if text]
    rules[card.rule] = {
        "id": card.rule,
        "name": card.rule.rsplit("/", 1)[-1],
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title} ({card.topic}, {named})"},
        "help": {
            "text": "\n".join(f"{label}: {text}" for label, text in pairs) or title,
            "markdown": "\n\n".join(f"**{label}:** {markdown_text(text)}" for label, text in pairs)
            or markdown_text(title),
        },
        "defaultConfiguration": {"level": level},
        "properties": {"binding": binding, "topic": finding.get("topic"), "tags": _tags(finding)},
    }


def _tags(finding: Json) -> list[str]:
    tags = [str(finding[key]) for key in ("topic", "binding") if finding.get(key)]
    return tags if set(tags) <= {*TOPICS, *BINDINGS} else []


def _finding(checked: Checked, finding: Json, card: Card, part: File | None, options: Options) -> Json:
    counted = finding.get("status") != "trial"
    evidence = finding.get("evidence") or ()
    message = [card.message or card.title, card.remedy]
    result: Json = {
        "ruleId": card.rule,
        "kind": "fail" if counted else "informational",
        "level": LEVELS.get(card.verdict, "warning") if counted else "none",
        "message": {"text": " ".join(one_line(part) for part in message if part)},
        "locations": _locations(checked, part, evidence, options.lang),
        "partialFingerprints": {"rulekitFinding/v1": fingerprint(card.rule, evidence, checked.post)},
        "properties": {"verdict": card.verdict, "binding": finding.get("binding"), "counts": active(finding)},
    }
    if finding.get("floor"):
        result["properties"]["floor"] = finding["floor"]
    if card.group == "aside":
        justification = "; ".join(one_line(f"{label}: {text}") for label, text in card.remarks)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    return result


def fingerprint(rule: str, evidence: Sequence[Json], post: Json | None) -> str:
    """What stays the same while the rest of the post changes: rule, the post's own id, pointers and quotes."""
    seen = sorted(f"{item['at']}\x1f{item.get('quote', '')}" for item in evidence)
    parts = "\x1e".join([rule, str((post or {}).get("id", "")), *seen])
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _locations(checked: Checked, part: File | None, evidence: Sequence[Json], lang: str) -> list[Json]:
    places = [(str(seen["at"]), (seen["start"], seen["end"]) if "start" in seen else None) for seen in evidence]
    locations: list[Json] = []
    for (at, _), where in zip(places, regions(part, places), strict=True):
        words = one_line(place(at, checked.post, lang))
        logical = {"logicalLocations": [{"name": words, "fullyQualifiedName": at, "kind": "property"}]}
        physical = _physical(checked, where)
        locations.append({"physicalLocation": physical, **logical} if physical else logical)
    return locations


def _physical(checked: Checked, where: Region | None) -> Json | None:
    if checked.source == "-":
        return None
    artifact: Json = {"artifactLocation": {"uri": uri(checked.source)}}
    if where is None:
        return artifact if checked.line is None else {**artifact, "region": {"startLine": checked.line}}
    lines = {"startLine": where.line, "startColumn": where.column}
    lines |= {"endLine": where.end_line, "endColumn": where.end_column}
    if where.offset is None:
        return {**artifact, "region": lines}
    return {**artifact, "region": {**lines, "charOffset": where.offset, "charLength": where.length}}


def _open(checked: Checked, part: File | None, options: Options) -> list[Json]:
    """Questions, and the undecided rules for which nothing is asked."""
    decision, lang = checked.decision or {}, options.lang
    asked: set[str] = set()
    results = []
    for ask in decision.get("questions") or ():
        rules = [str(rule) for rule in ask.get("rules") or ()]
        asked.update(rules)
        properties = {"rules": rules, "answers": ask.get("answers"), "lifts": bool(ask.get("lifts"))}
        results.append(_open_result(checked, part, rules[0], str(ask.get("ask")), [str(ask["at"])], properties, lang))
    for entry in decision.get("undecided") or ():
        if entry["rule"] not in asked:
            missing = [str(at) for at in entry.get("missing") or ()]
            text = say("undecided_rule", lang, missing=", ".join(place(at, checked.post, lang) for at in missing))
            results.append(_open_result(checked, part, str(entry["rule"]), text, missing, {}, lang))
    return results


def _open_result(
    checked: Checked, part: File | None, rule: str, text: str, at: Sequence[str], properties: Json, lang: str
) -> Json:
    evidence = [{"at": pointer} for pointer in at]
    return {
        "ruleId": rule,
        "kind": "open",
        "level": "none",
        "message": {"text": one_line(text)},
        "locations": _locations(checked, part, evidence, lang),
        "partialFingerprints": {"rulekitQuestion/v1": fingerprint(rule, evidence, checked.post)},
        **({"properties": properties} if properties else {}),
    }


def _failure(checked: Checked, options: Options) -> Json:
    error = checked.error or {}
    at = str(error.get("at") or "")
    text = " ".join(part for part in (f"{at}:" if at else "", str(error.get("message", ""))) if part)
    notice: Json = {"level": "error", "message": {"text": one_line(text) or say("not_checked", options.lang)}}
    notice["descriptor"] = {"id": str(error.get("kind", "error"))}
    return _placed(checked, notice)


def _notice(checked: Checked, entry: Json) -> Json:
    notice: Json = {"level": "error", "message": {"text": one_line(entry.get("message", ""))}}
    if entry.get("rule"):
        notice["associatedRule"] = {"id": str(entry["rule"])}
    if entry.get("plugin"):
        notice["properties"] = {"plugin": entry["plugin"]}
    return _placed(checked, notice)


def _placed(checked: Checked, notice: Json) -> Json:
    physical = _physical(checked, None)
    return {**notice, "locations": [{"physicalLocation": physical}]} if physical else notice


def _artifacts(results: Sequence[Checked]) -> list[Json]:
    sources = dict.fromkeys(checked.source for checked in results if checked.source != "-")
    return [{"location": {"uri": uri(source)}, "roles": ["analysisTarget"], "encoding": "UTF-8"} for source in sources]


def _decisions(results: Sequence[Checked]) -> list[Json]:
    """What was decided of which post, so that the log can be traced to its decisions."""
    return [
        {
            "source": checked.source,
            "line": checked.line,
            "decision": checked.decision.get("decision"),
            "verdict": checked.decision.get("verdict"),
            "rulesets": (checked.decision.get("inputs") or {}).get("rulesets", []),
        }
        for checked in results
        if checked.decision is not None
    ]


def _language(lang: str) -> str:
    return "de" if lang.split("-")[0].lower() == "de" else "en"
