"""Workflow commands of GitHub Actions: an annotation for each finding, question and error.

`%`, line ends and, in properties, `:` and `,` are escaped as the runner expects; nothing else in a line can start a
command, because lines of our own start with `rulekit:` and a foreign `##[` is taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rulekit.model.verdict import RANK

from . import Checked, Options
from .escape import one_line
from .plain import contact_text, where_text
from .positions import File, Region, own_parts, region
from .view import Card, View, name_of, summary, view
from .words import say


def report(results: Sequence[Checked], options: Options) -> str:
    """For each post its annotations and a line for the log; of several posts a last line with the counts."""
    views = [view(checked, options.lang) for checked in results]
    lines: list[str] = []
    for checked, one, part in zip(results, views, own_parts(results), strict=True):
        lines += _commands(checked, one, part, options)
        counts = f" ({', '.join(one.counts)})" if one.counts else ""
        lines.append(_log(f"{name_of(checked, options.lang)}: {one.label}{counts}"))
    if options.many:
        _, label, counted = summary(views, options.lang)
        lines.append(_log(f"{label} ({', '.join(counted)})"))
    return "\n".join(lines) + "\n"


def command(level: str, properties: Mapping[str, str | int | None], message: str) -> str:
    """`::level key=value,…::message`, every part escaped; properties that are None or empty are left out."""
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value not in (None, ""))
    return f"::{level} {given}::{_data(message)}" if given else f"::{level}::{_data(message)}"


def _commands(checked: Checked, one: View, part: File | None, options: Options) -> Iterator[str]:
    lang = options.lang
    if one.error is not None:
        where, message = one.error
        place = _place(checked, None, checked.line)
        yield command(
            "error", {**place, "title": one_line(one.label)}, one_line(f"{where}: {message}" if where else message)
        )
        return
    for card in one.cards:
        at = next((place.at for place in card.places), "")
        place = _place(checked, _region(checked, part, card, at), checked.line)
        title = one_line(f"{card.title} [{card.badge}]")
        yield command(_level(card, options), {**place, "title": title}, "\n".join(_message(card, lang)))
    failed = RANK[one.verdict] >= RANK[options.fail_on]
    for ask in one.questions:
        waits = ask.lifts or f"{say('waits', lang)}: {', '.join(ask.rules)}"
        answers = " / ".join(ask.answers) or say("free_answer", lang)
        message = f"{say('answers', lang)}: {answers}\n{say('field', lang)}: {ask.place.at}\n{waits}"
        level = "notice" if ask.lifts else "error" if one.verdict == "ask" and failed else "warning"
        place = _place(checked, region(part, ask.place.at, None), checked.line)
        yield command(level, {**place, "title": one_line(ask.ask)}, "\n".join(map(one_line, message.split("\n"))))
    for name, text in one.errors:
        place = _place(checked, None, checked.line)
        yield command("error", {**place, "title": one_line(name)}, one_line(text))


def _level(card: Card, options: Options) -> str:
    if card.group in ("aside", "trial"):
        return "notice"
    if RANK[card.verdict] >= RANK[options.fail_on]:
        return "error"
    return "notice" if card.verdict == "note" else "warning"


def _message(card: Card, lang: str) -> Iterator[str]:
    pairs = [("", card.message), *card.remarks, (say("remedy", lang), card.remedy)]
    pairs += [(say("contact", lang), contact_text(card)), (say("where", lang), where_text(card, lang))]
    pairs += [(say("source", lang), "; ".join(source.text for source in card.sources)), (say("rule", lang), card.rule)]
    if card.group in ("aside", "trial"):
        pairs.insert(0, ("", f"{say(card.group, lang)}: {say(card.group + '_gloss', lang)}"))
    for label, text in pairs:
        if text:
            yield one_line(f"{label}: {text}" if label else text)


def _region(checked: Checked, part: File | None, card: Card, at: str) -> Region | None:
    """Where the first evidence stands in the file."""
    decision = checked.decision or {}
    evidence = next(
        (
            seen
            for finding in decision.get("findings") or ()
            if finding["rule"] == card.rule
            for seen in finding.get("evidence") or ()
            if seen["at"] == at
        ),
        None,
    )
    if evidence is None:
        return None
    span = (evidence["start"], evidence["end"]) if "start" in evidence else None
    return region(part, at, span)


def _place(checked: Checked, where: Region | None, line: int | None) -> dict[str, str | int | None]:
    if checked.source == "-":
        return {}
    if where is None:
        return {"file": one_line(checked.source), "line": line}
    place: dict[str, str | int | None] = {
        "file": one_line(checked.source),
        "line": where.line,
        "endLine": where.end_line,
    }
    if where.line == where.end_line:  # the runner takes columns only within one line
        place |= {"col": where.column, "endColumn": where.end_column}
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log(text: str) -> str:
    return one_line(f"rulekit: {text}").replace("##[", "##\u200a[")
