"""What there is to show of one checked post, in the reader's language and order, before any format sets it.

The formats for people (rich, plain, markdown, html, and the texts inside junit) differ in dress only: what is said,
in which order and under which number is decided here. Strings are as given; each format escapes for itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from . import Checked, words
from .excerpt import Mark
from .places import place, value_at

Json = Mapping[str, Any]

GROUPS = ("requirement", "recommendation", "aside", "trial")
"""The lists findings are shown in, in this order."""

SCOPE: tuple[str, ...] = (
    "/kind",
    "/platform",
    "/account/type",
    "/audience/country",
    "/author/role",
    "/author/staff",
    "/title",
)
"""Ends of pointers to fields that say whom a rule concerns, not what it found."""


class Place(NamedTuple):
    """Where something was seen: the pointer, its words, and the quote if there is one."""

    at: str
    words: str
    quote: str | None


class Contact(NamedTuple):
    """Whom to ask."""

    name: str
    email: str | None
    phone: str | None
    url: str | None


class Source(NamedTuple):
    """What a rule rests on; `url` only if it is http or https."""

    text: str
    url: str | None


class Card(NamedTuple):
    """A finding, ready to be shown. `remarks` are pairs of a label and a text: waived, acknowledged, protected."""

    number: int
    group: str
    rule: str
    verdict: str
    badge: str
    topic: str
    title: str
    message: str
    remedy: str
    contact: Contact | None
    sources: tuple[Source, ...]
    places: tuple[Place, ...]
    fixes: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


class Passage(NamedTuple):
    """A string of the post with the places findings point at; what decisions mask is masked."""

    at: str
    words: str
    text: str
    marks: tuple[Mark, ...]


class Ask(NamedTuple):
    """A question to whoever wrote the post. `lifts` is a sentence if an answer could only lift a finding."""

    ask: str
    place: Place
    answers: tuple[str, ...]
    rules: tuple[str, ...]
    lifts: str | None


class Footer(NamedTuple):
    """What makes the decision reproducible."""

    decision: str
    rulesets: tuple[str, ...]
    time: str
    assumed: tuple[str, ...]


class View(NamedTuple):
    """One checked post. Of one that could not be judged only `name`, `verdict` (`error`), `label`, `error` are set."""

    name: str
    verdict: str
    label: str
    counts: tuple[str, ...]
    cards: tuple[Card, ...] = ()
    passages: tuple[Passage, ...] = ()
    questions: tuple[Ask, ...] = ()
    undecided: tuple[tuple[str, tuple[Place, ...]], ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    waivers: tuple[tuple[str, str], ...] = ()
    footer: Footer | None = None
    error: tuple[str, str] | None = None

    def group(self, name: str) -> tuple[Card, ...]:
        """The findings of one of `GROUPS`."""
        return tuple(card for card in self.cards if card.group == name)

    @property
    def numbered(self) -> bool:
        """Whether marks in a text need numbers to tell the findings apart."""
        return len({mark.number for passage in self.passages for mark in passage.marks}) > 1


def view(checked: Checked, lang: str) -> View:
    """Everything there is to show of `checked`, its words in `lang`."""
    if checked.decision is None:
        return _failed(checked, lang)
    decision = checked.decision
    findings = sorted(
        enumerate(decision.get("findings") or ()), key=lambda item: (GROUPS.index(_group(item[1])), item[0])
    )
    numbered = [(number, finding) for number, (_, finding) in enumerate(findings, 1)]
    cards = tuple(_card(number, finding, checked.post, lang) for number, finding in numbered)
    verdict = str(decision["verdict"])
    return View(
        name=name_of(checked, lang),
        verdict=verdict,
        label=words.VERDICTS[verdict].in_(lang),
        counts=_counts(decision, cards, lang),
        cards=cards,
        passages=_passages(checked.post, numbered, lang),
        questions=tuple(_ask(question, checked.post, lang) for question in decision.get("questions") or ()),
        undecided=_undecided(decision, checked.post, lang),
        errors=_errors(decision, lang),
        waivers=tuple(_waiver(entry, lang) for entry in decision.get("waivers") or () if entry["status"] != "applied"),
        footer=_footer(decision, checked.post, lang),
    )


def name_of(checked: Checked, lang: str) -> str:
    """The file's name and the line in it: `posts.jsonl, line 3`."""
    source = words.say("stdin", lang) if checked.source == "-" else checked.source
    return source if checked.line is None else f"{source}, {words.say('line', lang, n=checked.line)}"


def active(finding: Json) -> bool:
    """Whether the finding counts towards the verdict: neither on trial nor waived nor acknowledged."""
    return _group(finding) in ("requirement", "recommendation")


def _failed(checked: Checked, lang: str) -> View:
    error = checked.error or {}
    at = str(error.get("at") or "")
    where = place(at, checked.post, lang) if at.startswith("/") else at
    label = words.say("not_checked", lang)
    return View(name_of(checked, lang), "error", label, (), error=(where, str(error.get("message", ""))))


def error_lines(error: tuple[str, str]) -> list[str]:
    """What is wrong with a post that could not be judged, a line for each problem; the place goes before a single one."""
    where, message = error
    lines = message.split("\n")
    return [f"{where}: {message}"] if where and len(lines) == 1 else lines


def _group(finding: Json) -> str:
    if finding.get("status") == "trial":
        return "trial"
    if finding.get("waiver"):
        return "aside"
    return "requirement" if finding.get("binding") == "mandatory" else "recommendation"


def _counts(decision: Json, cards: Sequence[Card], lang: str) -> tuple[str, ...]:
    numbers = {name: sum(card.group == name for card in cards) for name in GROUPS}
    numbers["question"] = len(decision.get("questions") or ())
    numbers["error"] = len(decision.get("errors") or ())
    order = ("requirement", "recommendation", "question", "error", "aside", "trial")
    counts = tuple(words.count(name, numbers[name], lang) for name in order if numbers[name])
    unsure = (decision.get("inputs") or {}).get("unsure")
    return (words.say("review_wanted", lang), *counts) if unsure else counts


def _card(number: int, finding: Json, post: Json | None, lang: str) -> Card:
    verdict = str(finding["verdict"])
    topic = str(finding.get("topic") or "")
    return Card(
        number=number,
        group=_group(finding),
        rule=str(finding["rule"]),
        verdict=verdict,
        badge=words.SHORT_VERDICTS[verdict].in_(lang),
        topic=words.TOPICS[topic].in_(lang) if topic in words.TOPICS else topic,
        title=str(finding.get("title") or finding["rule"]),
        message=str(finding.get("message") or ""),
        remedy=str(finding.get("remedy") or ""),
        contact=_contact(finding.get("contact")),
        sources=tuple(_source(source) for source in finding.get("source") or ()),
        places=_places(finding, post, lang),
        fixes=tuple(str(fix) for fix in finding.get("fixes") or ()),
        remarks=_remarks(finding, lang),
    )


def _remarks(finding: Json, lang: str) -> tuple[tuple[str, str], ...]:
    remarks: list[tuple[str, str]] = []
    waiver = finding.get("waiver")
    if waiver and waiver.get("acknowledged"):
        remarks.append((words.say("acknowledged", lang), str(waiver.get("reason") or "")))
    elif waiver:
        terms = [words.say("approved", lang, who=waiver["approved_by"])] if waiver.get("approved_by") else []
        expires = waiver.get("expires")
        terms += [words.say("until", lang, date=words.date(str(expires), lang))] if expires else []
        reason = str(waiver.get("reason") or "")
        remarks.append((words.say("waived", lang), f"{reason} ({', '.join(terms)})".strip() if terms else reason))
    floor = finding.get("floor")
    if floor:
        before, after = str(floor.get("verdict_before")), str(finding["verdict"])
        badge = {name: label.in_(lang) for name, label in words.SHORT_VERDICTS.items()}
        change = words.say("floor_change", lang, after=badge[after], before=badge.get(before, before))
        remarks.append(
            (words.say("floor", lang), f"{floor.get('id')}; {change}" if before != after else str(floor.get("id")))
        )
    return tuple(remarks)


def _contact(value: Json | None) -> Contact | None:
    if not value:
        return None
    given = {key: str(value[key]) for key in ("name", "email", "phone", "url") if value.get(key)}
    return Contact(given.get("name", ""), given.get("email"), given.get("phone"), _web(given.get("url")))


def _web(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (`javascript:`) is no link."""
    return url if url and url.startswith(("https://", "http://")) else None


def _source(value: Json) -> Source:
    """`norm` and `ref` first, then whatever else the rule's author named, an address as the link."""
    keys = [key for key in ("norm", "ref") if key in value] + [
        key for key in value if key not in ("norm", "ref", "url")
    ]
    named = [str(value[key]) for key in keys if value[key]]
    return Source(" · ".join(named) or str(value.get("url") or ""), _web(value.get("url")))


def _place(at: str, post: Json | None, lang: str, quote: str | None = None) -> Place:
    return Place(at, place(at, post, lang), quote)


def _places(finding: Json, post: Json | None, lang: str) -> tuple[Place, ...]:
    """The places that tell something, each once.

    Where words were found, they tell; the fields that only say whom a rule concerns are named when there is nothing else.
    """
    evidence: list[Json] = list(finding.get("evidence") or ())
    telling = [item for item in evidence if item.get("quote")]
    telling = telling or [item for item in evidence if not str(item["at"]).endswith(SCOPE)] or evidence
    places = (_place(str(item["at"]), post, lang, item.get("quote")) for item in telling)
    return tuple(dict.fromkeys(places))


def _undecided(decision: Json, post: Json | None, lang: str) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """The rules that cannot be decided and for which no question is put: those of the questions are named there."""
    asked = {rule for question in decision.get("questions") or () for rule in question["rules"]}
    return tuple(
        (str(entry["rule"]), tuple(_place(at, post, lang) for at in entry.get("missing") or ()))
        for entry in decision.get("undecided") or ()
        if entry["rule"] not in asked
    )


def _passages(post: Json | None, numbered: Sequence[tuple[int, Json]], lang: str) -> tuple[Passage, ...]:
    """The text, whenever something was found, and every other string with evidence in it; `/text` first."""
    marks: dict[str, list[Mark]] = {}
    texts: dict[str, str] = {}
    if numbered and isinstance(value_at(post, "/text"), str):
        marks["/text"], texts["/text"] = [], value_at(post, "/text")
    for number, finding in numbered:
        for evidence in finding.get("evidence") or ():
            at, text = str(evidence["at"]), value_at(post, str(evidence["at"]))
            if "start" not in evidence or not isinstance(text, str):
                continue
            marks.setdefault(at, []).append(Mark(evidence["start"], evidence["end"], number, str(finding["verdict"])))
            texts[at] = masked(texts.get(at, text), text, evidence)
    return tuple(
        Passage(at, place(at, post, lang), texts[at], tuple(found)) for at, found in marks.items() if texts[at]
    )


def masked(text: str, original: str, evidence: Json) -> str:
    """`text` with the evidence's quote in its place, where the decision masks it: no report unmasks.

    The quote of a masked hit keeps two characters; where it is not as long as its span, dots follow them.
    """
    start, end, quote = evidence["start"], evidence["end"], evidence.get("quote")
    span = original[start:end]
    if quote is None or quote == span:
        return text
    cover = quote if len(quote) == len(span) else (span[:2] if quote[:2] == span[:2] else "").ljust(len(span), "•")
    # what the hit of another finding hides stays hidden
    kept = ("•" if there == "•" else sign for sign, there in zip(cover, text[start:end], strict=False))
    return text[:start] + "".join(kept) + text[end:]


def _ask(question: Json, post: Json | None, lang: str) -> Ask:
    rules = tuple(str(rule) for rule in question.get("rules") or ())
    at = str(question["at"])
    return Ask(
        ask=str(question.get("ask") or place(at, post, lang)),
        place=_place(at, post, lang),
        answers=tuple(words.answer(value, lang) for value in question.get("answers") or ()),
        rules=rules,
        lifts=words.say("lifts", lang, rules=", ".join(rules)) if question.get("lifts") else None,
    )


SAME = 4
"""From how many rules on that fail for one reason, such as a file that is not there, the reason is told once."""


def _errors(decision: Json, lang: str) -> tuple[tuple[str, str], ...]:
    """What could not be evaluated, and why; a reason that many rules share once, in the first one's place."""
    named: dict[str, list[str]] = {}
    for name, message in map(_error, decision.get("errors") or ()):
        named.setdefault(message, []).append(name)
    found: list[tuple[str, str]] = []
    for message, names in named.items():
        if len(names) < SAME:
            found += [(name, message) for name in names]
        else:
            found.append((words.say("and_more", lang, name=names[0], n=len(names) - 1), message))
    return tuple(found)


def _error(entry: Json) -> tuple[str, str]:
    name = next((str(entry[key]) for key in ("rule", "ruleset", "plugin") if entry.get(key)), "rulekit")
    plugin = entry.get("plugin")
    return f"{name} ({plugin})" if plugin and plugin != name else name, str(entry.get("message", ""))


def _waiver(entry: Json, lang: str) -> tuple[str, str]:
    """A waiver that did nothing: whoever keeps the file wants to know."""
    key = f"waiver_{entry['status']}"
    return str(entry["rule"]), words.say(key, lang, date=words.date(str(entry.get("expires")), lang))


def _footer(decision: Json, post: Json | None, lang: str) -> Footer:
    inputs = decision.get("inputs") or {}
    at = inputs.get("at")
    return Footer(
        decision=str(decision.get("decision", "")),
        rulesets=tuple(f"{entry['id']} {entry.get('version', '')}".strip() for entry in inputs.get("rulesets") or ()),
        time=words.date(str(at), lang) if at else words.say("time_unknown", lang),
        assumed=tuple(place(str(path), post, lang) for path in inputs.get("assumed") or ()),
    )


def short(decision: str) -> str:
    """The decision's id as far as people read it: twelve hex digits."""
    return decision.removeprefix("sha256:")[:12]


def summary(views: Sequence[View], lang: str) -> tuple[str, str, tuple[str, ...]]:
    """Of several posts: the verdict that asks most of the reader (`error` before warnings), its label, and how many posts have which."""
    order = ("block", "review", "ask", "error", "warn", "note", "allow")
    numbers = {verdict: sum(one.verdict == verdict for one in views) for verdict in order}
    worst = next((verdict for verdict in order if numbers[verdict]), "allow")
    label = words.say("not_checked", lang) if worst == "error" else words.VERDICTS[worst].in_(lang)
    counts = [words.count("post", len(views), lang)]
    for verdict in order:
        if numbers[verdict]:
            name = words.COUNTS["failed"][0] if verdict == "error" else words.SHORT_VERDICTS[verdict]
            counts.append(f"{numbers[verdict]} × {name.in_(lang)}")
    return worst, label, tuple(counts)
