"""JUnit XML for CI servers: a test suite for each source, a test case for each post.

A case fails if the post's verdict is at or above `fail_on`. It has one `failure` at most, with all its findings in
it, because most readers show the first one only; what lies below `fail_on` is in `system-out`.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from rulekit.model.verdict import RANK

from . import Checked, Options
from .escape import one_line, visible
from .plain import ask_lines, body, card_lines
from .view import View, view
from .words import say


def report(results: Sequence[Checked], options: Options) -> str:
    """The whole document, UTF-8 as its first line says."""
    root = ET.Element("testsuites", {"name": "rulekit"})
    suites: dict[str, list[ET.Element]] = {}
    for checked in results:
        suites.setdefault(checked.source, []).append(_case(checked, view(checked, options.lang), options))
    for source, cases in suites.items():
        suite = ET.SubElement(root, "testsuite", {"name": one_line(source), **_numbers(cases), "time": "0"})
        suite.extend(cases)
    for name, number in _numbers([case for cases in suites.values() for case in cases]).items():
        root.set(name, number)
    root.set("time", "0")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _numbers(cases: Sequence[ET.Element]) -> dict[str, str]:
    failures = sum(case.find("failure") is not None for case in cases)
    errors = sum(case.find("error") is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": str(errors), "skipped": "0"}


def _case(checked: Checked, one: View, options: Options) -> ET.Element:
    known = (checked.post or {}).get("id")
    name = str(known) if known is not None else one.name
    case = ET.Element("testcase", {"classname": one_line(checked.source), "name": one_line(name), "time": "0"})
    if checked.line is not None:
        case.set("line", str(checked.line))
    if checked.source != "-":
        case.set("file", one_line(checked.source))
    if checked.decision is None:
        where, message = one.error or ("", "")
        error = ET.SubElement(case, "error", {"type": one_line((checked.error or {}).get("kind", "error"))})
        error.set("message", one_line(f"{where}: {message}" if where else message))
        return case
    heading = one_line(f"{one.label} ({', '.join(one.counts)})" if one.counts else one.label)
    if RANK[one.verdict] >= RANK[options.fail_on]:
        failure = ET.SubElement(case, "failure", {"type": one.verdict, "message": heading})
        failure.text = _text(_reasons(one, options))
    below = [line for section in _rest(one, options) for line in ("", *section)][1:]
    ET.SubElement(case, "system-out").text = _text([heading, "", *below] if below else [heading])
    return case


def _reasons(one: View, options: Options) -> Iterator[str]:
    """The findings at or above `fail_on`, and the questions and errors that stand in the way."""
    for card in one.cards:
        if card.group in ("requirement", "recommendation") and RANK[card.verdict] >= RANK[options.fail_on]:
            yield from card_lines(card, options)
    if RANK["ask"] >= RANK[options.fail_on]:
        for ask in one.questions:
            if ask.lifts is None:
                yield from ask_lines(ask, options)
    for name, text in one.errors:
        yield one_line(f"  - {say('errors', options.lang)}: {name}: {text}")


def _rest(one: View, options: Options) -> Iterator[list[str]]:
    """Everything else that plain text says."""
    failing = [
        card
        for card in one.cards
        if card.group in ("requirement", "recommendation") and RANK[card.verdict] >= RANK[options.fail_on]
    ]
    kept = tuple(card for card in one.cards if card not in failing)
    yield from body(one._replace(cards=kept), options._replace(many=False))


def _text(lines: Sequence[str] | Iterator[str]) -> str:
    """The lines as text of an element; what XML cannot hold is already shown as a sign."""
    return "\n" + "\n".join(visible(line) for line in lines) + "\n"
