"""The report as Markdown for pull requests, tickets and mail.

Everything from posts and rulesets is escaped: no link, no image, no HTML, no mention and no issue number comes alive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import Checked, Options
from .escape import one_line
from .plain import passage_lines, rule_text, where_text
from .view import GROUPS, Ask, Card, Passage, View, error_lines, summary, view
from .words import SIGNS, say

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>~|&$])")
_OPENING = re.compile(r"^([#>+=-]|\d{1,9}(?=[.)]))")
_AUTOLINK = re.compile(r"(?i)\b(www(?=\.)|(?:https?|ftp|mailto|xmpp)(?=:))(.)")
_PING = re.compile(r"([@#])(?=\w)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+")


def report(results: Sequence[Checked], options: Options) -> str:
    """A heading with the verdict, of several posts a table first, then each post."""
    views = [view(checked, options.lang) for checked in results]
    parts: list[str] = []
    if options.many:
        worst, label, counts = summary(views, options.lang)
        parts += [f"# {SIGNS[worst]} {text(label)}", text(" · ".join(counts)), _table(views, options.lang)]
    parts += [part for one in views for part in _post(one, options)]
    return "\n\n".join(part for part in parts if part) + "\n"


def text(value: object) -> str:
    """`value` on one line as Markdown that shows exactly it."""
    escaped = _PUNCTUATION.sub(r"\\\1", one_line(value))
    escaped = _AUTOLINK.sub(r"\1\\\2", escaped)
    escaped = _PING.sub(r"\1&#8203;", escaped)  # GitHub would notify that name or link that issue
    return _OPENING.sub(_opening, escaped)


def _opening(found: re.Match[str]) -> str:
    """What would start a heading, quotation or list at the start of a line, made plain."""
    sign = found.group()
    return f"&#{ord(sign[0])};{sign[1:]}" if sign[0].isdigit() else f"\\{sign}"


def code(value: object) -> str:
    """`value` on one line as a code span."""
    shown = one_line(value)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}".replace("|", "\\|")


def _post(one: View, options: Options) -> Iterator[str]:
    lang = options.lang
    if options.many:
        yield f"## {text(one.name)}"
        yield f"**{SIGNS[one.verdict]} {text(one.label)}**" + (
            f" – {text(' · '.join(one.counts))}" if one.counts else ""
        )
    else:
        yield f"# {SIGNS[one.verdict]} {text(one.label)}"
        yield text(" · ".join(one.counts))
    if one.error is not None:
        yield "\n".join(f"- {text(said)}" for said in error_lines(one.error))
        return
    if one.verdict == "allow" and not one.cards:
        yield text(say("thanks", lang))
    for passage in one.passages:
        yield _passage(passage, numbered=one.numbered)
    heading = "###" if options.many else "##"
    for group in GROUPS:
        if one.group(group):
            yield f"{heading} {text(say(group, lang))}\n\n*{text(say(group + '_gloss', lang))}*"
            yield "\n\n".join(_card(card, lang) for card in one.group(group))
    if one.questions:
        yield f"{heading} {text(say('questions', lang))}\n\n*{text(say('questions_gloss', lang))}*"
        yield "\n".join(_ask(ask, lang) for ask in one.questions)
    if one.undecided:
        yield f"{heading} {text(say('undecided', lang))}"
        missing = say("missing", lang)
        lines = [(rule, ", ".join(place.words for place in places)) for rule, places in one.undecided]
        yield "\n".join(f"- {code(rule)}: {text(f'{missing} {places}')}" for rule, places in lines)
    if one.errors:
        yield f"{heading} {text(say('errors', lang))}"
        yield "\n".join(f"- {code(name)}: {text(message)}" for name, message in one.errors)
    if one.waivers:
        yield f"{heading} {text(say('waivers', lang))}"
        yield "\n".join(f"- {code(name)}: {text(state)}" for name, state in one.waivers)
    yield _footer(one, options)


def _table(views: Sequence[View], lang: str) -> str:
    lines = [f"| {say('posts', lang)} | {say('verdict', lang)} | {say('findings', lang)} |", "|---|---|---|"]
    for one in views:
        counts = text(", ".join(one.counts)) if one.error is None else text(one.error[1])
        lines.append(f"| {text(one.name)} | {SIGNS[one.verdict]} {text(one.label)} | {counts} |")
    return "\n".join(lines)


def _passage(passage: Passage, *, numbered: bool) -> str:
    """The string in a fenced block, `^` below what was found."""
    rows = passage_lines(passage._replace(at="/text"), 80, numbered=numbered)
    inside = "\n".join(row.removeprefix("  | ").removeprefix("  |") for row in rows)
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", inside)), default=0) + 1)
    name = "" if passage.at == "/text" else f"{text(passage.words)}:\n\n"
    return f"{name}{fence}text\n{inside}\n{fence}"


def _card(card: Card, lang: str) -> str:
    """A list item: title and verdict, message, and one line for each further thing."""
    lines = [f"{card.number}. **{text(card.title)}** – {SIGNS[card.verdict]} {text(card.badge)}"]
    lines += ["", text(card.message)] if card.message else []
    contact = ""
    if card.contact is not None:
        parts = [text(card.contact.name)] if card.contact.name else []
        email = card.contact.email
        parts += [f"<{email}>" if _EMAIL.fullmatch(email) else text(email)] if email else []
        contact = ", ".join([*parts, *(text(part) for part in (card.contact.phone, card.contact.url) if part)])
    sources = "; ".join(
        f"[{text(source.text)}](<{source.url}>)" if source.url and _URL.fullmatch(source.url) else text(source.text)
        for source in card.sources
    )
    pairs = [*((name, text(remark)) for name, remark in card.remarks), (say("remedy", lang), text(card.remedy))]
    pairs += [(say("contact", lang), contact), (say("where", lang), text(where_text(card, lang)))]
    pairs += [(say("fixes", lang), ", ".join(map(code, card.fixes))), (say("source", lang), sources)]
    pairs += [(say("rule", lang), text(rule_text(card)))]
    lines.append("")
    lines += [f"- *{text(name)}:* {value}" for name, value in pairs if value]
    inset = " " * (len(str(card.number)) + 2)
    return "\n".join([lines[0], *(f"{inset}{line}" if line else "" for line in lines[1:])])


def _ask(ask: Ask, lang: str) -> str:
    answers = " / ".join(map(text, ask.answers)) or text(say("free_answer", lang))
    waits = text(ask.lifts) if ask.lifts else f"{text(say('waits', lang))}: {', '.join(map(code, ask.rules))}"
    field = f"{text(say('field', lang))}: {code(ask.place.at)}"
    return f"- **{text(ask.ask)}** {answers}\n  - {field}\n  - {waits}"


def _footer(one: View, options: Options) -> str:
    footer, lang = one.footer, options.lang
    if footer is None:
        return ""
    parts = [f"{text(say('decision', lang))} {code(footer.decision)}", text(", ".join(footer.rulesets))]
    parts += [text(f"{say('time', lang)} {footer.time}"), text(f"rulekit {options.version}")]
    if footer.assumed:
        parts.append(text(f"{say('assumed', lang)}: {', '.join(footer.assumed)}"))
    return "---\n\n" + " · ".join(part for part in parts if part)
