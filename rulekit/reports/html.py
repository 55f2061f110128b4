"""The report as one page of HTML: nothing is loaded, nothing runs, and it reads well on a phone, by day and night."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from . import Checked, Options
from .escape import one_line
from .excerpt import Run, excerpt
from .plain import where_text
from .view import GROUPS, Ask, Card, Passage, View, error_lines, summary, view
from .words import SIGNS, say

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_UNBROKEN = 1_000_000
"""Cells a row may have: the browser breaks lines, so only the post's own line ends count."""
_LINES_SHOWN_WHOLE = 40


def report(results: Sequence[Checked], options: Options) -> str:
    """The page: of several posts a list with verdicts first, then a card for each post."""
    lang = "de" if options.lang.split("-")[0].lower() == "de" else "en"
    views = [view(checked, options.lang) for checked in results]
    style = files("rulekit.reports").joinpath("page.css").read_text(encoding="utf-8").strip()
    title = text(say("report", lang))
    verdict = summary(views, lang)[0] if views else "allow"
    parts = [
        "<!doctype html>",
        f'<html lang="{lang}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{text(views[0].label if len(views) == 1 else summary(views, lang)[1])} – {title}</title>",
        f"<style>\n{style}\n</style>",
        "</head>",
        f'<body class="{verdict}">',
        "<main>",
        *(_overview(views, lang) if options.many else ()),
        *(_post(number, one, options) for number, one in enumerate(views, 1)),
        "</main>",
        f"<footer>rulekit {text(options.version)}</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def text(value: object) -> str:
    """`value` on one line as HTML that shows exactly it, in an element or an attribute."""
    return escape(one_line(value))


def _overview(views: Sequence[View], lang: str) -> list[str]:
    worst, label, counts = summary(views, lang)
    rows = [
        f'<li><a href="#p{number}"><span class="name">{bidi(one.name)}</span>'
        f'{_badge(one.verdict, one.label)}<span class="counts">{text(", ".join(one.counts))}</span></a></li>'
        for number, one in enumerate(views, 1)
    ]
    heading = f'<h1><span class="sign" aria-hidden="true">{SIGNS[worst]}</span> {text(label)}</h1>'
    return [
        f'<header class="overview v-{worst}">',
        heading,
        f"<p>{text(' · '.join(counts))}</p>",
        '<ol class="posts">',
        *rows,
        "</ol>",
        "</header>",
    ]


def bidi(value: object) -> str:
    """Text of unknown direction, kept from turning what stands beside it."""
    return f"<bdi>{text(value)}</bdi>"


def _badge(verdict: str, label: str) -> str:
    return f'<span class="badge v-{verdict}"><span aria-hidden="true">{SIGNS[verdict]}</span> {text(label)}</span>'


def _post(number: int, one: View, options: Options) -> str:
    lang = options.lang
    level = "h2" if options.many else "h1"
    parts = [f'<article id="p{number}" class="v-{one.verdict}">', "<header>"]
    if options.many:
        parts.append(f'<p class="name">{bidi(one.name)}</p>')
    parts.append(
        f'<{level}><span class="sign" aria-hidden="true">{SIGNS[one.verdict]}</span> {text(one.label)}</{level}>'
    )
    if one.counts:
        parts.append(f'<p class="counts">{text(" · ".join(one.counts))}</p>')
    parts.append("</header>")
    if one.error is not None:
        return "\n".join([*parts, *(f"<p>{bidi(said)}</p>" for said in error_lines(one.error)), "</article>"])
    if one.verdict == "allow" and not one.cards:
        parts.append(f"<p>{text(say('thanks', lang))}</p>")
    parts += [_passage(passage, number, numbered=one.numbered) for passage in one.passages]
    heading = "h3" if options.many else "h2"
    for group in GROUPS:
        if one.group(group):
            parts += [f'<section class="group {group}">', _heading(heading, group, lang)]
            parts += [_card(card, number, lang) for card in one.group(group)]
            parts.append("</section>")
    parts += _questions(one, heading, lang)
    parts += _undecided(one, heading, lang)
    return "\n".join([*parts, _footer(one, lang), "</article>"])


def _heading(level: str, key: str, lang: str) -> str:
    return f"<{level}>{text(say(key, lang))} <small>{text(say(key + '_gloss', lang))}</small></{level}>"


def _passage(passage: Passage, post: int, *, numbered: bool) -> str:
    """The string with its places marked; a mark leads to the finding it belongs to."""
    rows = excerpt(passage.text, passage.marks, _UNBROKEN, limit=_LINES_SHOWN_WHOLE)
    shown = "\n".join(
        "".join(_run(run, post, numbered=numbered) for run in row) or ("" if row else "…") for row in rows
    )
    name = "" if passage.at == "/text" else f"<figcaption>{bidi(passage.words)}</figcaption>"
    return f'<figure>{name}<blockquote dir="auto">{shown}</blockquote></figure>'


def _run(run: Run, post: int, *, numbered: bool) -> str:
    shown = escape(run.text)
    if run.stretch is None:
        return shown
    links = ""
    if numbered and run.last:
        links = ",".join(f'<a href="#p{post}-{number}">{number}</a>' for number in run.stretch.numbers)
        links = f"<sup>{links}</sup>"
    return f'<mark class="v-{run.stretch.verdict}">{shown}</mark>{links}'


def _card(card: Card, post: int, lang: str) -> str:
    parts = [f'<div class="card v-{card.verdict}" id="p{post}-{card.number}">']
    title = f'<span class="number">{card.number}</span> <b>{bidi(card.title)}</b>'
    parts.append(f'<p class="title">{title} {_badge(card.verdict, card.badge)}</p>')
    if card.message:
        parts.append(f'<p class="message">{bidi(card.message)}</p>')
    parts += [f'<p class="remark"><b>{text(name)}</b> {bidi(remark)}</p>' for name, remark in card.remarks]
    if card.remedy:
        parts.append(f'<p class="remedy"><b>{text(say("remedy", lang))}</b> {bidi(card.remedy)}</p>')
    parts.append("<dl>")
    sources = "; ".join(_link(source.url, source.text) for source in card.sources)
    rule = f"<code>{text(card.rule)}</code>" + (f" · {text(card.topic)}" if card.topic else "")
    pairs = [("contact", _contact(card)), ("where", bidi(where_text(card, lang)) if card.places else "")]
    pairs += [
        ("fixes", ", ".join(f"<code>{text(fix)}</code>" for fix in card.fixes)),
        ("source", sources),
        ("rule", rule),
    ]
    parts += [f"<div><dt>{text(say(key, lang))}</dt><dd>{value}</dd></div>" for key, value in pairs if value]
    return "\n".join([*parts, "</dl>", "</div>"])


def _contact(card: Card) -> str:
    if card.contact is None:
        return ""
    from urllib.parse import quote  # imported where used: most of the page needs no links

    name, email, phone, url = card.contact
    parts = [_link(url, name or url)] if name or url else []
    if email:
        parts.append(f'<a href="mailto:{escape(quote(one_line(email), safe="@."))}">{text(email)}</a>')
    return ", ".join([*parts, bidi(phone)] if phone else parts)


def _link(url: str | None, name: str | None) -> str:
    return f'<a href="{text(url)}" rel="noopener noreferrer">{bidi(name)}</a>' if url else bidi(name)


def _questions(one: View, heading: str, lang: str) -> list[str]:
    if not one.questions:
        return []
    parts = ['<section class="group questions">', _heading(heading, "questions", lang)]
    return [*parts, *(_ask(ask, lang) for ask in one.questions), "</section>"]


def _ask(ask: Ask, lang: str) -> str:
    answers = (
        "".join(f"<li>{bidi(value)}</li>" for value in ask.answers) or f"<li>{text(say('free_answer', lang))}</li>"
    )
    rules = ", ".join(f"<code>{text(rule)}</code>" for rule in ask.rules)
    waits = bidi(ask.lifts) if ask.lifts else f"{text(say('waits', lang))}: {rules}"
    return (
        f'<div class="card v-ask"><p class="title"><span class="number" aria-hidden="true">?</span> '
        f"<b>{bidi(ask.ask)}</b></p>"
        f'<ul class="answers">{answers}</ul><p class="fine"><code>{text(ask.place.at)}</code> · {waits}</p></div>'
    )


def _undecided(one: View, heading: str, lang: str) -> list[str]:
    """Rules that wait, and rules in error: lists of small print."""
    missing = text(say("missing", lang))
    waiting = [
        f"<li><code>{text(rule)}</code> {missing}: {bidi(', '.join(place.words for place in places))}</li>"
        for rule, places in one.undecided
    ]
    broken = [f"<li><code>{text(name)}</code> {bidi(message)}</li>" for name, message in one.errors]
    parts = []
    unused = [f"<li><code>{text(name)}</code> {bidi(state)}</li>" for name, state in one.waivers]
    for key, items in (("undecided", waiting), ("errors", broken), ("waivers", unused)):
        if items:
            parts += [
                f'<section class="group {key}"><{heading}>{text(say(key, lang))}</{heading}>',
                "<ul>",
                *items,
                "</ul></section>",
            ]
    return parts


def _footer(one: View, lang: str) -> str:
    footer = one.footer
    if footer is None:
        return ""
    pairs = [("decision", f"<code>{text(footer.decision)}</code>"), ("rulesets", text(", ".join(footer.rulesets)))]
    pairs += [("time", text(footer.time)), ("assumed", text(", ".join(footer.assumed)))]
    rows = "".join(f"<div><dt>{text(say(key, lang))}</dt><dd>{value}</dd></div>" for key, value in pairs if value)
    return f"<footer><dl>{rows}</dl></footer>"
