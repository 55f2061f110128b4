"""Decisions as `Decision.to_dict` gives them, written by hand, in both languages.

`SAMPLES` maps a name to a function of the language that gives the results of one run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rulekit.reports import Checked

Json = dict[str, Any]

NAMES = {
    "de": "Unternehmenskommunikation",
    "en": "Corporate communications",
}


def _either(lang: str, de: str, en: str) -> str:
    return de if lang == "de" else en


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def seen(text: str, quote: str, at: str = "/text", shown: str | None = None) -> Json:
    """Evidence for the first place of `quote` in `text`; `shown` is the quote as the decision masks it."""
    start = text.index(quote)
    return {"at": at, "start": start, "end": start + len(quote), "quote": quote if shown is None else shown}


def finding(rule: str, topic: str, binding: str, verdict: str, lang: str, **more: Any) -> Json:
    """A finding with every key of schemas/decision.v1.json; `more` gives the words, sources and evidence."""
    base: Json = {"rule": rule, "topic": topic, "binding": binding, "verdict": verdict, "status": "active"}
    contact = {"name": NAMES[lang], "email": "social@acme.example"}
    rest: Json = {"contact": contact, "source": [], "evidence": [], "fixes": [], "waiver": None, "floor": None}
    return {**base, "title": "", "message": "", "remedy": "", **rest, **more}


def decision(verdict: str, post: Json, findings: Sequence[Json] = (), **more: Any) -> Json:
    """A whole decision on `post`."""
    inputs: Json = {
        "post": _digest(json.dumps(post, sort_keys=True)),
        "context": _digest("register"),
        "waivers": None,
        "floor": _digest("floor"),
        "files": {},
        "at": "2026-05-04T10:00:00+02:00",
        "assumed": ["/audience/country"],
        "rulesets": [
            {"id": "base", "version": "1.2.0", "digest": _digest("base")},
            {"id": "acme", "version": "2.3.0", "digest": _digest("acme")},
        ],
        "plugins": [],
        "data": _digest("data"),
        "semantics": 1,
    }
    body: Json = {"findings": list(findings), "questions": [], "undecided": [], "errors": [], **more}
    return {"rulekit": 1, "decision": _digest(verdict + str(post)), "verdict": verdict, **body, "inputs": inputs}


def _checked(source: str, post: Json, result: Json, line: int | None = None) -> Checked:
    raw = json.dumps(post, ensure_ascii=False, indent=2) + "\n"
    return Checked(source, line, post, result, None, raw if line is None else None)


def allow(lang: str) -> list[Checked]:
    """A post nothing speaks against."""
    text = _either(
        lang,
        "Heute 25 Jahre dabei – danke an das beste Team! 🎉",
        "25 years on board today, thanks to the best team! 🎉",
    )
    post: Json = {"id": "p-001", "platform": "linkedin", "text": text}
    return [_checked("posts/jubilaeum.json", post, decision("allow", post))]


def block(lang: str) -> list[Checked]:
    """Three findings of three topics, one of them outside the text, and a question."""
    text = _either(
        lang,
        "Mega Tag mit Projekt Polarfuchs! 🚀 Mein Chef ist leider völlig unfähig. Bild: Teamfoto",
        "Great day with Project Polarfuchs! 🚀 My boss is utterly incompetent, sadly. Picture: the team",
    )
    people: list[Json] = [{"name": "Petra Lang"}]
    alt = _either(lang, "Petra Lang und das Team vor dem Prototyp", "Petra Lang and the team beside the prototype")
    picture: Json = {
        "kind": "image",
        "file_name": "team_intern.jpg",
        "alt_text": alt,
        "origin": "own",
        "people": people,
    }
    post: Json = {"id": "p-002", "platform": "linkedin", "text": text, "attachments": [picture]}
    project = _either(lang, "Projekt Polarfuchs", "Project Polarfuchs")
    launch = finding(
        "acme/product-launch-embargo",
        "launch",
        "mandatory",
        "block",
        lang,
        title=_either(lang, "Produkt noch unter Sperrfrist", "Product still under embargo"),
        message=_either(
            lang,
            "Über Polarfuchs darf bis zum 1. September nichts nach außen.",
            "Polarfuchs stays inside until 1 September.",
        ),
        remedy=_either(
            lang,
            "Den Namen streichen oder den Beitrag auf die Zeit nach dem Start legen.",
            "Drop the name, or schedule the post for after the launch.",
        ),
        source=[{"norm": "GeschGehG § 2"}, {"ref": _either(lang, "Richtlinie, Punkt 4", "Policy, item 4")}],
        evidence=[seen(text, project)],
        fixes=["schedule-after-embargo"],
    )
    consent = finding(
        "base/depicted-person-consent",
        "people",
        "mandatory",
        "review",
        lang,
        title=_either(lang, "Einwilligung der abgebildeten Person", "Consent of the person shown"),
        message=_either(
            lang, "Für eine Person im Bild fehlt die Einwilligung.", "Consent is missing for a person in the picture."
        ),
        remedy=_either(
            lang,
            "Vor dem Posten um Einwilligung bitten oder ein anderes Bild nehmen.",
            "Ask for consent first, or use another picture.",
        ),
        source=[{"norm": "KunstUrhG § 22"}, {"norm": "DSGVO Art. 6"}],
        evidence=[
            seen(alt, "Petra Lang", "/attachments/0/alt_text", "Pe••••••••"),
            {"at": "/attachments/0/people/0/consent"},
        ],
    )
    words = ("Chef", "völlig unfähig") if lang == "de" else ("boss", "utterly incompetent")
    respect = finding(
        "base/supervisor-opinion",
        "respect",
        "recommendation",
        "warn",
        lang,
        title=_either(lang, "Meinung über Vorgesetzte", "Opinion about a superior"),
        message=_either(
            lang,
            "Das liest sich wie ein Urteil über eine vorgesetzte Person.",
            "This reads like a verdict on a superior.",
        ),
        remedy=_either(
            lang,
            "Besser im Gespräch klären; der Betriebsrat hilft gern.",
            "Better settled in person; the works council is glad to help.",
        ),
        source=[{"norm": "BGB § 241 Abs. 2"}],
        evidence=[seen(text, word) for word in words],
    )
    ask = {
        "at": "/account/employer_visible",
        "ask": _either(lang, "Ist im Profil der Arbeitgeber zu erkennen?", "Does the profile name the employer?"),
        "answers": [True, False],
        "rules": ["base/supervisor-opinion"],
        "lifts": True,
    }
    return [_checked("posts/teamtag.json", post, decision("block", post, [launch, consent, respect], questions=[ask]))]


def ask(lang: str) -> list[Checked]:
    """Nothing found yet: two questions, rules waiting for them, and one that waits for more."""
    text = _either(lang, "Unser Messestand in Hannover ist fertig!", "Our booth at the Hannover fair is ready!")
    pictures: list[Json] = [{"kind": "image", "path": "stand.jpg"}, {"kind": "video"}, {"kind": "image"}]
    post: Json = {"id": "p-003", "text": text, "attachments": pictures}
    questions = [
        {
            "at": "/attachments/2/people_recognisable",
            "ask": _either(lang, "Ist auf dem Bild jemand zu erkennen?", "Is anyone recognisable in the picture?"),
            "answers": [True, False],
            "rules": ["base/depicted-person-consent"],
            "lifts": False,
        },
        {
            "at": "/account/type",
            "ask": _either(
                lang,
                "Von was für einem Konto aus erscheint der Beitrag?",
                "What kind of account does the post come from?",
            ),
            "answers": ["private", "corporate", "brand"],
            "rules": ["base/authorised-account", "base/imprint"],
            "lifts": False,
        },
    ]
    undecided = [
        {"rule": "base/authorised-account", "missing": ["/account/type", "/author/authorised"]},
        {"rule": "base/depicted-person-consent", "missing": ["/attachments/2/people_recognisable"]},
        {"rule": "base/imprint", "missing": ["/account/type"]},
        {"rule": "base/music", "missing": ["/attachments/1/music_license"]},
    ]
    return [_checked("-", post, decision("ask", post, questions=questions, undecided=undecided))]


def special(lang: str) -> list[Checked]:
    """Waived, acknowledged, on trial, protected, and a rule in error."""
    text = _either(
        lang,
        "Streik am Montag: Wir fordern faire Schichten!!! Code: code.acme.example, und ja, wir sind die Besten.",
        "Strike on Monday: we demand fair shifts!!! Code: code.acme.example, and yes, we are the best.",
    )
    post: Json = {"id": "p-004", "platform": "mastodon", "text": text}
    protected = finding(
        "base/rash-company-statement",
        "reputation",
        "mandatory",
        "note",
        lang,
        title=_either(lang, "Aussage über das Unternehmen", "Statement about the company"),
        message=_either(lang, "Gewerkschaftliche Äußerungen sind geschützt.", "Union speech is protected."),
        remedy=_either(lang, "Es muss sich nichts ändern.", "Nothing has to change."),
        evidence=[seen(text, _either(lang, "fordern faire Schichten!!!", "demand fair shifts!!!"))],
        floor={"id": "union-speech", "verdict_before": "review"},
    )
    waived = finding(
        "acme/internal-hosts",
        "security",
        "mandatory",
        "block",
        lang,
        title=_either(lang, "Interner Rechnername", "Internal host name"),
        message=_either(lang, "Der Text nennt einen internen Rechner.", "The text names an internal host."),
        remedy=_either(lang, "Den Namen weglassen.", "Leave the name out."),
        evidence=[seen(text, "code.acme.example", shown="co•••••••••••••••")],
        waiver={
            "reason": _either(
                lang, "Der Rechner ist seit dem 1. Mai öffentlich.", "The host has been public since 1 May."
            ),
            "approved_by": "Jana Ott",
            "expires": "2026-12-31",
        },
    )
    loud = finding(
        "base/netiquette",
        "tone",
        "recommendation",
        "note",
        lang,
        title=_either(lang, "Lauter Ton", "Loud tone"),
        message=_either(lang, "Drei Ausrufezeichen wirken laut.", "Three exclamation marks read loud."),
        evidence=[seen(text, "!!!")],
        waiver={"acknowledged": True, "reason": _either(lang, "Ist so gewollt.", "Meant that way.")},
    )
    trial = finding(
        "acme/superlative",
        "competition",
        "mandatory",
        "review",
        lang,
        status="trial",
        title=_either(lang, "Alleinstellung ohne Beleg", "Superlative without proof"),
        message=_either(lang, "„Die Besten“ braucht einen Beleg.", "“The best” needs proof."),
        source=[{"norm": "UWG § 5", "url": "https://www.gesetze-im-internet.de/uwg_2004/__5.html"}],
        evidence=[seen(text, _either(lang, "die Besten", "the best"))],
    )
    broken = {
        "rule": "finance/isin",
        "plugin": "finance",
        "message": _either(lang, "das Plugin antwortet nicht", "the plugin gives no answer"),
    }
    used = {"rule": "acme/internal-hosts", "status": "applied", "reason": "…", "expires": "2026-12-31"}
    old = {"rule": "base/music", "status": "expired", "reason": "…", "expires": "2026-04-30"}
    findings = [waived, trial, protected, loud]
    result = decision("note", post, findings, errors=[broken], waivers=[used, old])
    return [_checked("posts/streik.json", post, result)]


def many(lang: str) -> list[Checked]:
    """Posts of several files: fine ones, a blocked one, and a line that is no post."""
    message = _either(
        lang,
        "`atachments` ist kein Feld eines Beitrags; ist `attachments` gemeint?",
        "`atachments` is no field of a post; did you mean `attachments`?",
    )
    broken = Checked(
        "posts/mai.jsonl", 2, None, None, {"kind": "unknown-key", "at": "/atachments", "message": message}, None
    )
    first, last = allow(lang)[0], ask(lang)[0]
    posts: list[Json | None] = [first.post, {"atachments": []}, last.post]
    lines = "\n".join(json.dumps(post, ensure_ascii=False) for post in posts) + "\n"
    return [
        first._replace(source="posts/mai.jsonl", line=1, raw=lines),
        broken._replace(raw=lines),
        last._replace(source="posts/mai.jsonl", line=3, raw=lines),
        *block(lang),
        *special(lang),
    ]


SAMPLES: Mapping[str, Callable[[str], list[Checked]]] = MappingProxyType(
    {"allow": allow, "block": block, "ask": ask, "special": special, "many": many}
)
LANGUAGES = ("de", "en")
