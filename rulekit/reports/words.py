"""Every word of the reports in the two languages, in one place: friendly, neutral, without blame."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rulekit.errors import Words

VERDICTS: Mapping[str, Words] = MappingProxyType(
    {
        "allow": Words("All clear", "In Ordnung"),
        "note": Words("Note", "Hinweis"),
        "warn": Words("Warning", "Warnung"),
        "ask": Words("One moment: information is missing", "Rückfrage: es fehlen noch Angaben"),
        "review": Words("Please have this reviewed first", "Bitte vorher prüfen lassen"),
        "block": Words("Please do not publish like this", "Bitte so nicht veröffentlichen"),
    }
)
"""What a decision's verdict says as a headline."""

SHORT_VERDICTS: Mapping[str, Words] = MappingProxyType(
    {
        "allow": Words("all clear", "in Ordnung"),
        "note": Words("note", "Hinweis"),
        "warn": Words("warning", "Warnung"),
        "ask": Words("question", "Rückfrage"),
        "review": Words("review", "Prüfung"),
        "block": Words("do not publish", "nicht veröffentlichen"),
    }
)
"""What a finding's verdict says on its badge."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {"allow": "✓", "note": "•", "warn": "▲", "ask": "?", "review": "◆", "block": "■", "error": "×"}
)
"""One sign a verdict, so that colour is never the only difference."""

BINDINGS: Mapping[str, Words] = MappingProxyType(
    {
        "mandatory": Words("requirement", "Pflicht"),
        "recommendation": Words("recommendation", "Empfehlung"),
    }
)

TOPICS: Mapping[str, Words] = MappingProxyType(
    {
        "secrets": Words("secrets", "Geheimnisse"),
        "launch": Words("product launch", "Produktstart"),
        "crisis": Words("crisis", "Krise"),
        "people": Words("people", "Personen"),
        "hate": Words("hate", "Hass"),
        "respect": Words("respect", "Respekt"),
        "reputation": Words("reputation", "Ruf"),
        "tone": Words("tone", "Ton"),
        "advertising": Words("advertising", "Werbung"),
        "competition": Words("competition", "Wettbewerb"),
        "copyright": Words("copyright", "Urheberrecht"),
        "location": Words("location", "Standort"),
        "hours": Words("working hours", "Arbeitszeit"),
        "identity": Words("identity", "Absender"),
        "politics": Words("politics", "Politik"),
        "accounts": Words("accounts", "Konten"),
        "voluntariness": Words("voluntariness", "Freiwilligkeit"),
        "security": Words("security", "Sicherheit"),
        "channels": Words("channels", "Kanäle"),
        "technical": Words("technical", "Technik"),
        "accessibility": Words("accessibility", "Barrierefreiheit"),
        "law": Words("law", "Recht"),
        "industry": Words("industry", "Branche"),
    }
)

COUNTS: Mapping[str, tuple[Words, Words]] = MappingProxyType(
    {
        "requirement": (Words("requirement", "Pflichtpunkt"), Words("requirements", "Pflichtpunkte")),
        "recommendation": (Words("recommendation", "Empfehlung"), Words("recommendations", "Empfehlungen")),
        "question": (Words("question", "Frage"), Words("questions", "Fragen")),
        "aside": (
            Words("finding set aside", "ausgenommener Punkt"),
            Words("findings set aside", "ausgenommene Punkte"),
        ),
        "trial": (Words("on trial", "in Erprobung"), Words("on trial", "in Erprobung")),
        "error": (Words("error", "Fehler"), Words("errors", "Fehler")),
        "post": (Words("post", "Beitrag"), Words("posts", "Beiträge")),
        "failed": (Words("could not be checked", "nicht prüfbar"), Words("could not be checked", "nicht prüfbar")),
    }
)
"""What is counted, for one and for several."""

PHRASES: Mapping[str, Words] = MappingProxyType(
    {
        "report": Words("Check before publishing", "Prüfung vor der Veröffentlichung"),
        "thanks": Words(
            "Nothing stands in the way. Thank you for checking!", "Nichts spricht dagegen. Danke fürs Prüfen!"
        ),
        "review_wanted": Words("a review was asked for", "eine Prüfung ist gewünscht"),
        "requirement": Words("Requirements", "Pflicht"),
        "requirement_gloss": Words("binding rules", "verbindliche Regeln"),
        "recommendation": Words("Recommendations", "Empfehlungen"),
        "recommendation_gloss": Words("suggestions, nothing has to change", "Anregungen, nichts davon muss sein"),
        "aside": Words("Set aside", "Ausgenommen"),
        "aside_gloss": Words("does not count", "zählt nicht"),
        "trial": Words("On trial", "In Erprobung"),
        "trial_gloss": Words("does not count", "zählt nicht"),
        "questions": Words("Questions", "Fragen"),
        "questions_gloss": Words("an answer in the post settles it", "eine Angabe im Beitrag genügt"),
        "undecided": Words("Not decided", "Noch nicht entschieden"),
        "errors": Words("Errors", "Fehler"),
        "and_more": Words("{name} and {n} more rules", "{name} und {n} weitere Regeln"),
        "errors_gloss": Words("a rule could not be evaluated", "eine Regel ließ sich nicht auswerten"),
        "text": Words("Text", "Text"),
        "where": Words("Where", "Stelle"),
        "remedy": Words("What helps", "Was hilft"),
        "contact": Words("Contact", "Kontakt"),
        "source": Words("Source", "Grundlage"),
        "rule": Words("Rule", "Regel"),
        "topic": Words("Topic", "Thema"),
        "fixes": Words("Mended by", "Behebbar mit"),
        "field": Words("Field", "Feld"),
        "answers": Words("Answers", "Antworten"),
        "free_answer": Words("a value of its own", "eigene Angabe"),
        "waits": Words("Waiting", "Darauf wartet"),
        "lifts": Words("An answer may lift {rules}", "Eine Antwort kann {rules} aufheben"),
        "missing": Words("missing", "es fehlt"),
        "waived": Words("Waived", "Ausnahme"),
        "acknowledged": Words("Acknowledged", "Zur Kenntnis genommen"),
        "waivers": Words("Waivers that did nothing here", "Ausnahmen ohne Wirkung"),
        "waiver_unused": Words("not needed (until {date})", "nicht benötigt (bis {date})"),
        "waiver_expired": Words("expired ({date})", "abgelaufen ({date})"),
        "waiver_undecided": Words("not decidable, something is not stated", "nicht entscheidbar, es fehlen Angaben"),
        "approved": Words("approved by {who}", "freigegeben von {who}"),
        "until": Words("until {date}", "bis {date}"),
        "floor": Words("Protected speech", "Geschützte Äußerung"),
        "floor_change": Words("{after} instead of {before}", "{after} statt {before}"),
        "decision": Words("Decision", "Entscheidung"),
        "rulesets": Words("Rulesets", "Regelsätze"),
        "time": Words("Checked for", "Geprüft für"),
        "time_unknown": Words("no time given", "ohne Zeitangabe"),
        "assumed": Words("Assumed", "Angenommen"),
        "not_checked": Words("Could not be checked", "Konnte nicht geprüft werden"),
        "line": Words("line {n}", "Zeile {n}"),
        "stdin": Words("standard input", "Standardeingabe"),
        "verdict": Words("Verdict", "Ergebnis"),
        "findings": Words("Findings", "Punkte"),
        "posts": Words("Post", "Beitrag"),
        "undecided_rule": Words(
            "cannot be decided yet, {missing} is not stated", "noch nicht entscheidbar, ohne Angabe: {missing}"
        ),
        "yes": Words("yes", "ja"),
        "no": Words("no", "nein"),
        "none": Words("there is none", "gibt es nicht"),
        "quote": Words("“{text}”", "„{text}“"),
    }
)

MONTHS: Words = Words(
    "January February March April May June July August September October November December",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
)

ANSWERS: Mapping[str, Words] = MappingProxyType(
    {
        "private": Words("private", "privat"),
        "corporate": Words("company account", "Unternehmenskonto"),
        "brand": Words("brand account", "Markenkonto"),
        "own": Words("own work", "selbst gemacht"),
        "stock": Words("stock library", "Bilddatenbank"),
        "third-party": Words("somebody else's", "von Dritten"),
        "ugc": Words("from the community", "aus der Community"),
        "ai": Words("made with AI", "mit KI erzeugt"),
        "company": Words("company", "dienstlich"),
        "public": Words("public", "öffentlich"),
        "followers": Words("followers", "nur Follower"),
        "internal": Words("internal", "intern"),
        "direct": Words("direct message", "Direktnachricht"),
        "employee": Words("on the staff", "Beschäftigte"),
        "manager": Words("team lead", "Führungskraft"),
        "executive": Words("management", "Geschäftsleitung"),
        "spokesperson": Words("spokesperson", "Pressesprecher*in"),
        "pr": Words("public relations", "Öffentlichkeitsarbeit"),
        "editor": Words("editor", "Redaktion"),
        "service": Words("customer service", "Kundenservice"),
        "on-call": Words("on call", "Rufbereitschaft"),
        "hr": Words("human resources", "Personalabteilung"),
        "expert": Words("subject expert", "Fachleute"),
        "crisis-team": Words("crisis team", "Krisenstab"),
        "launch-team": Words("launch team", "Team für den Produktstart"),
        "works-council": Words("works council", "Betriebsrat"),
        "campaign-owner": Words("runs the campaign", "Kampagnenleitung"),
        "official": Words("holds an office", "Amt"),
        "advisor": Words("advisor", "Beratung"),
        "lawyer": Words("lawyer", "Anwaltschaft"),
        "physician": Words("physician", "Ärzteschaft"),
    }
)
"""Answers with fixed values, in words; what is not here is shown as it is."""


def say(key: str, lang: str, **values: object) -> str:
    """The phrase `key` in the language, its `{names}` filled in."""
    words = PHRASES[key].in_(lang)
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


def count(key: str, number: int, lang: str) -> str:
    """`2 requirements`: the number and what is counted."""
    one, several = COUNTS[key]
    return f"{number} {(one if number == 1 else several).in_(lang)}"


def answer(value: object, lang: str) -> str:
    """An allowed answer in words; behind a word of ours the value to be written, if it differs."""
    if value is None or isinstance(value, bool):
        return say({True: "yes", False: "no", None: "none"}[value], lang)
    known = ANSWERS.get(value) if isinstance(value, str) else None
    if known is None or known.in_(lang) == value:
        return str(value)
    return f"{known.in_(lang)} ({value})"


def date(text: str, lang: str) -> str:
    """An RFC 3339 date or time in words, `4 May 2026, 10:00 (+02:00)`; anything else as it is."""
    day, _, clock = text.partition("T")
    parts = day.split("-")
    if not (len(parts) == 3 and all(part.isdigit() for part in parts) and 1 <= int(parts[1]) <= 12):
        return text
    month = MONTHS.in_(lang).split()[int(parts[1]) - 1]
    german = lang.split("-")[0].lower() == "de"
    words = f"{int(parts[2])}{'.' if german else ''} {month} {parts[0]}"
    if not clock:
        return words
    zone = "UTC" if clock.endswith(("Z", "z")) else clock[-6:] if clock[-6:-5] in ("+", "-") else ""
    hours = f"{clock[:5]} Uhr" if german else clock[:5]
    return f"{words}, {hours} ({zone})" if zone else f"{words}, {hours}"
