"""The report as plain text: for pipes, logs and mail. The verdict first, evidence underlined with `^`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import Checked, Options
from .cells import width_of, wrap
from .escape import one_line
from .excerpt import carets, excerpt
from .view import GROUPS, Ask, Card, Passage, View, error_lines, short, summary, view
from .words import SIGNS, say


def report(results: Sequence[Checked], options: Options) -> str:
    """Every post below the other; of several first how many got which verdict."""
    views = [view(checked, options.lang) for checked in results]
    blocks = ["\n".join(block(one, options)) for one in views]
    if options.many:
        worst, label, counts = summary(views, options.lang)
        blocks.insert(0, "\n".join(_headline(worst, label, counts, options.width)))
    return "\n\n".join(blocks) + "\n"


def block(one: View, options: Options) -> list[str]:
    """The lines on one post."""
    lines = [one_line(one.name)] if options.many else []
    lines += _headline(one.verdict, one.label, one.counts, options.width)
    if one.error is not None:
        return lines + [line for said in error_lines(one.error) for line in _hanging("  ", said, options.width)]
    for section in body(one, options):
        lines += ["", *section]
    return lines


def body(one: View, options: Options) -> Iterator[list[str]]:
    """The sections below the headline, each a list of lines without blank lines around it."""
    lang, width = options.lang, options.width
    if one.verdict == "allow" and not one.cards and not options.many:
        yield _hanging("  ", say("thanks", lang), width)
    for passage in one.passages:
        yield passage_lines(passage, width, numbered=one.numbered)
    for group in GROUPS:
        cards = one.group(group)
        if cards:
            lines = _hanging("", f"{say(group, lang)} – {say(group + '_gloss', lang)}", width)
            for card in cards:
                lines += [*([] if card is cards[0] else [""]), *card_lines(card, options)]
            yield lines
    if one.questions:
        heading = _hanging("", f"{say('questions', lang)} – {say('questions_gloss', lang)}", width)
        yield heading + [line for ask in one.questions for line in ask_lines(ask, options)]
    if one.undecided:
        lines = [say("undecided", lang)]
        for rule, places in one.undecided:
            lines += _hanging(
                "  - ", f"{rule}: {say('missing', lang)} {', '.join(place.words for place in places)}", width
            )
        yield lines
    if one.errors:
        heading = _hanging("", f"{say('errors', lang)} – {say('errors_gloss', lang)}", width)
        yield heading + [line for name, text in one.errors for line in _hanging("  - ", f"{name}: {text}", width)]
    if one.waivers:
        yield [say("waivers", lang)] + [
            line for name, text in one.waivers for line in _hanging("  - ", f"{name}: {text}", width)
        ]
    if one.footer is not None and not (options.many and one.verdict == "allow" and not one.cards):
        yield footer_lines(one, options)


def passage_lines(passage: Passage, width: int, *, numbered: bool) -> list[str]:
    """A string of the post with `^` below what was found; the string's name above it unless it is the text."""
    lines = [] if passage.at == "/text" else _hanging("", f"{passage.words}:", width)
    for row in excerpt(passage.text, passage.marks, width - 8):
        if not row:
            lines.append("  | …")
            continue
        lines.append(f"  | {''.join(run.text for run in row)}".rstrip(" "))
        lines += [f"  | {line}" for line in carets(row, width - 4, numbered=numbered)]
    return lines


def card_lines(card: Card, options: Options) -> list[str]:
    """One finding: title, message, and what to do, whom to ask, where it comes from."""
    lang, width = options.lang, options.width
    lead = f"  {card.number}. "
    lines = _hanging(lead, f"{card.title} [{card.badge}]", width)
    indent = " " * width_of(lead)
    if card.message:
        lines += _hanging(indent, card.message, width)
    pairs = [*card.remarks, (say("remedy", lang), card.remedy), (say("contact", lang), contact_text(card))]
    pairs += [(say("where", lang), where_text(card, lang)), (say("fixes", lang), ", ".join(card.fixes))]
    pairs += [
        (say("source", lang), "; ".join(source.text for source in card.sources)),
        (say("rule", lang), rule_text(card)),
    ]
    for label, text in pairs:
        if text:
            lines += _hanging(f"{indent}{one_line(label)}: ", text, width, hang=len(indent) + 2)
    return lines


def ask_lines(ask: Ask, options: Options) -> list[str]:
    """One question with its allowed answers, and what waits for it."""
    lang, width = options.lang, options.width
    lines = _hanging("  ? ", ask.ask, width)
    answers = " / ".join(ask.answers) or say("free_answer", lang)
    waits = ask.lifts or f"{say('waits', lang)}: {', '.join(ask.rules)}"
    for text in (f"{say('answers', lang)}: {answers}", f"{say('field', lang)}: {ask.place.at}", waits):
        lines += _hanging("    ", text, width, hang=6)
    return lines


def footer_lines(one: View, options: Options) -> list[str]:
    """The id, the rulesets and the time, on as few lines as they need."""
    footer, lang = one.footer, options.lang
    if footer is None:
        return []
    parts = [f"{say('decision', lang)} {short(footer.decision)}", ", ".join(footer.rulesets)]
    parts += [f"{say('time', lang)} {footer.time}", f"rulekit {options.version}"]
    lines = _hanging("", " · ".join(part for part in parts if part), options.width)
    if footer.assumed:
        lines += _hanging("", f"{say('assumed', lang)}: {', '.join(footer.assumed)}", options.width)
    return lines


def contact_text(card: Card) -> str:
    """Name, address and whatever else is known of the contact, on one line."""
    if card.contact is None:
        return ""
    return ", ".join(part for part in card.contact if part)


def rule_text(card: Card) -> str:
    """The rule's id and its topic."""
    return f"{card.rule} ({card.topic})" if card.topic else card.rule


def where_text(card: Card, lang: str) -> str:
    """The places in words, quotes in quotation marks; what lies in one string is named once."""
    places: dict[str, list[str]] = {}
    for place in card.places:
        quotes = places.setdefault(place.words, [])
        if place.quote is not None:
            quotes.append(say("quote", lang, text=one_line(place.quote)))
    return "; ".join(f"{name} {', '.join(quotes)}".strip() for name, quotes in places.items())


def _headline(verdict: str, label: str, counts: Sequence[str], width: int) -> list[str]:
    text = f"{label} ({', '.join(counts)})" if counts else label
    return _hanging(f"{SIGNS[verdict]} ", text, width)


def _hanging(lead: str, text: str, width: int, hang: int | None = None) -> list[str]:
    """`lead` and `text` in rows, all but the first set in by the lead's width or, if given, by `hang` cells."""
    inset = width_of(lead) if hang is None else hang
    room = max(width - inset, 10)
    if hang is None:
        first, *rest = wrap(one_line(text), room)
        first = lead + first
    else:
        label = lead.lstrip(" ")
        first, *rest = wrap(label + one_line(text), room)
        first = lead[: len(lead) - len(label)] + first
    return [first.rstrip(" "), *(f"{' ' * inset}{row}".rstrip(" ") for row in rest)]
