"""Words that a post has to carry: labels for advertising and AI, whose opinion it is, who writes, and whom a job is open to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rulekit.errors import Words
from rulekit.fixes.parts import appended, put, replaced, text_of
from rulekit.fixes.values import Case, Fixer, Mended, Needs


class Label(NamedTuple):
    """How advertising is labelled in a country, and who says so."""

    text: str
    source: str


AD_LABELS: Mapping[str, Label] = {
    "DE": Label("Werbung", "die medienanstalten, Leitfaden Werbekennzeichnung bei Online-Medien: „Werbung“ or „Anzeige“; MStV §22 Abs. 1"),
    "AT": Label("Anzeige", "MedienG §26: „Anzeige“, „entgeltliche Einschaltung“ or „Werbung“"),
    "CH": Label("Werbung", "UWG (CH) Art. 3 Abs. 1; Schweizerische Lauterkeitskommission, Grundsatz B.15"),
    "GB": Label("Ad", "CAP Code 2.1; ASA and CMA, Influencers' guide to making clear that ads are ads"),
    "IE": Label("Ad", "ASA and CCPC, Guidance on influencer advertising and marketing"),
    "US": Label("Ad", "16 CFR 255.5; FTC, Disclosures 101 for Social Media Influencers"),
    "CA": Label("Ad", "Ad Standards, Influencer Marketing Disclosure Guidelines"),
    "AU": Label("Ad", "AiMCO, Influencer Marketing Code of Practice; AANA Code of Ethics 2.7"),
    "NZ": Label("Ad", "ASA New Zealand, Identification of Advertisements"),
}  # fmt: skip
"""By the country of the audience (ISO 3166). Recalled on 2026-11-22, to be held against the sources now and then."""

ELSEWHERE: Mapping[str, Label] = {
    "de": Label("Werbung", "as in Germany"),
    "en": Label("Advertisement", "understood wherever English is; ICC Advertising and Marketing Communications Code, article 7"),
}  # fmt: skip
"""By the language of the text, for all other countries."""

HEALTH_TEXT = "Zu Risiken und Nebenwirkungen lesen Sie die Packungsbeilage und fragen Sie Ihre Ärztin, Ihren Arzt oder in Ihrer Apotheke."
"""What advertising for medicines has to say (HWG §4 Abs. 3 Satz 1, in this wording since 27 December 2023)."""

_GAP = r"[ \t\n\xa0]{1,9}"
_OLD_HEALTH_TEXT = re.compile(
    _GAP.join("Zu Risiken und Nebenwirkungen lesen Sie".split())
    + f"{_GAP}(?:bitte{_GAP})?"
    + _GAP.join("die Packungsbeilage und fragen Sie".split())
    + f"{_GAP}(?:bitte{_GAP})?"
    + rf"(?:Ihre{_GAP}Ärztin(?:{_GAP}oder{_GAP}|,{_GAP}|/))?(?:Ihren|den){_GAP}Arzt"
    + rf"(?:{_GAP}oder|,|{_GAP}und|/){_GAP}?(?:Ihren{_GAP}|Ihre{_GAP}|den{_GAP}|in{_GAP}Ihrer{_GAP})?Apothe(?:ker(?:in)?|ke)\b\.?",
    re.IGNORECASE,
)
"""What it said before, in the variants that are met."""


_FIRST_WORD = re.compile(r"^[^0-9A-Za-zÀ-ÿ]{1,20}([A-Za-z])")
"""Signs before the first letter: a label may stand behind them."""


# --- advertising -------------------------------------------------------------------------------------------------


def _ad_label(case: Case) -> Mended | Needs | Words:
    text = text_of(case.post)
    country = (case.view.post.get("audience") or {}).get("country")
    label = AD_LABELS.get(str(country)) or ELSEWHERE[case.lang]
    if _FIRST_WORD.sub(r"\1", text[:60], count=1).lower().startswith(label.text.lower()):
        return _LABELLED
    sign = ": " if label.text == "Ad" else " | "
    return Mended(put(case.post, ("text",), f"{label.text}{sign}{text.lstrip()}" if text.strip() else label.text))


# --- whose opinion, and who writes -------------------------------------------------------------------------------


def _opinion(case: Case) -> Mended | Needs | Words:
    return _with_sentence(case, Words("My personal opinion.", "Meine persönliche Meinung."))


def _affiliation(case: Case) -> Mended | Needs | Words:
    stated = (case.view.register.section("org") or {}).get("names") or ()
    name = next((name for name in stated if name.strip()), None)
    if name is None:
        return _NO_NAME
    if case.answer is False:
        return _NOT_STAFF
    # an assumed `staff` is no reason to put these words into somebody's mouth
    if case.answer is not True and (case.post.get("author") or {}).get("staff") is not True:
        return Needs(Words(f"Does the author work at {name}?", f"Arbeitet die Person, die schreibt, bei {name}?"))
    return _with_sentence(case, Words(f"I work at {name}.", f"Ich arbeite bei {name}."))


def _with_sentence(case: Case, sentence: Words) -> Mended | Words:
    text, said = text_of(case.post), sentence.in_(case.lang)
    if said.lower() in text.lower():
        return _SAID
    return Mended(put(case.post, ("text",), appended(text, said)))


# --- made by AI --------------------------------------------------------------------------------------------------


def _ai_label(case: Case) -> Mended | Needs | Words:
    kinds = [
        one.get("kind")
        for one in case.post.get("attachments") or ()
        if one.get("ai_generated") is True or one.get("origin") == "ai"
    ]
    if not kinds:
        return _NOT_AI
    what = Words("Video", "Video") if set(kinds) == {"video"} else Words("Image", "Bild")
    if len(set(kinds) & {"image", "video"}) > 1:
        what = Words("Image and video", "Bild und Video")
    return _with_sentence(case, Words(f"{what.en}: AI-generated", f"{what.de}: KI-generiert"))


# --- whom a job is open to ---------------------------------------------------------------------------------------

_ALL_GENDERS = re.compile(
    r"\([ ]?[mwdfxgiav*][ ]?[/|,*][ ]?[mwdfxgiav*](?:[ ]?[/|,*][ ]?[mwdfxgiav*])?[ ]?\)", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:such|gesucht|stell|bewerb|bewirb|verstärk|hir(?:e|ing)|look|opening|job|apply|offene|freie|jetzt|wir|we)",
    re.IGNORECASE,
)


def _gender_note(case: Case) -> Mended | Needs | Words:
    text = text_of(case.post)
    if _ALL_GENDERS.search(text):
        return _NOTED
    note = Words(" (m/f/d)", " (m/w/d)").in_(case.lang)
    spans = {
        (item.end, item.end, note)
        for item in case.finding.evidence
        if item.at == "/text" and item.start is not None and item.end is not None and _is_title(text[item.start : item.end], case.lang)
    }  # fmt: skip
    return Mended(put(case.post, ("text",), replaced(text, sorted(spans)))) if spans else _NO_TITLE


def _is_title(words: str, lang: str) -> bool:
    """Whether a hit is the title and not what says that a job is open; German nouns begin with a capital."""
    if _OPENING.match(words):
        return False
    return lang != "de" or words[:1] != words[:1].lower()


# --- medicines ---------------------------------------------------------------------------------------------------


def _health_text(case: Case) -> Mended | Needs | Words:
    text = text_of(case.post)
    fresh = _OLD_HEALTH_TEXT.sub(HEALTH_TEXT, text)
    return Mended(put(case.post, ("text",), fresh)) if fresh != text else _NO_OLD_TEXT


_LABELLED = Words("the post already begins with a label", "der Beitrag beginnt schon mit einer Kennzeichnung")
_SAID = Words("the text already says so", "das steht schon im Text")
_NO_NAME = Words("the register does not name the company", "der Name der Firma steht nicht im Register")
_NOT_STAFF = Words("the author does not work there", "die Person, die schreibt, arbeitet dort nicht")
_NOT_AI = Words("no attachment is stated to be made by AI", "kein Anhang ist als KI-generiert angegeben")
_NOTED = Words("the text already says that the job is open to all", "der Text richtet sich schon an alle Geschlechter")
_NO_TITLE = Words(
    "there is no job title to add it to; what shuts people out only a person can reword",
    "keine Berufsbezeichnung zum Ergänzen gefunden; ausgrenzende Anforderungen kann nur ein Mensch umformulieren",
)
_NO_OLD_TEXT = Words("the text does not have the old wording", "die alte Formulierung steht nicht im Text")

FIXERS: tuple[Fixer, ...] = (
    Fixer(
        "update-health-text",
        Words(
            "replaces the old note on risks and side effects by the wording of HWG §4 Abs. 3",
            "ersetzt den alten Hinweis auf Risiken und Nebenwirkungen durch den Wortlaut des HWG §4 Abs. 3",
        ),
        ("/text",),
        _health_text,
    ),
    Fixer(
        "add-gender-note",
        Words("adds (m/w/d), in English (m/f/d), behind a job title", "ergänzt (m/w/d) hinter der Berufsbezeichnung"),
        ("/text",),
        _gender_note,
    ),
    Fixer(
        "add-ai-label",
        Words(
            "says at the end that the picture or video is AI-generated",
            "sagt am Ende, dass Bild oder Video KI-generiert ist",
        ),
        ("/text",),
        _ai_label,
    ),
    Fixer(
        "add-affiliation",
        Words("says at the end for whom the author works", "sagt am Ende, wo die Person arbeitet, die schreibt"),
        ("/text",),
        _affiliation,
        Words(
            "that the author works there, unless `author.staff` says so",
            "dass die Person dort arbeitet, außer `author.staff` sagt es",
        ),
    ),
    Fixer(
        "add-opinion-disclaimer",
        Words("says at the end that it is a personal opinion", "sagt am Ende, dass es eine persönliche Meinung ist"),
        ("/text",),
        _opinion,
    ),
    Fixer(
        "add-ad-label",
        Words(
            "puts the label for advertising at the start, in the wording of the audience's country",
            "stellt die Kennzeichnung als Werbung an den Anfang, im Wortlaut des Landes, das angesprochen ist",
        ),
        ("/text",),
        _ad_label,
    ),
)
