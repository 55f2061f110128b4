"""JSON pointers into a post, in words a person understands: `/attachments/0/alt_text` is `picture 1, alt text`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rulekit.errors import Words

KINDS: Mapping[str, Words] = MappingProxyType(
    {
        "image": Words("picture", "Bild"),
        "video": Words("video", "Video"),
        "audio": Words("audio", "Audio"),
        "document": Words("document", "Dokument"),
        "link-card": Words("link preview", "Linkvorschau"),
        "poll": Words("poll", "Umfrage"),
    }
)
"""What an attachment is called, by its kind."""

PLACES: Mapping[str, Words] = MappingProxyType(
    {
        "": Words("the post", "der Beitrag"),
        "id": Words("identifier", "Kennung"),
        "platform": Words("platform", "Plattform"),
        "account": Words("account", "Konto"),
        "account/type": Words("kind of account", "Art des Kontos"),
        "account/handle": Words("account name", "Kontoname"),
        "account/employer_visible": Words("employer named in the profile", "Arbeitgeber im Profil erkennbar"),
        "account/bio": Words("profile text", "Profiltext"),
        "account/imprint_url": Words("imprint link", "Link zum Impressum"),
        "account/text_limit": Words("length limit", "Längengrenze"),
        "author": Words("author", "verfassende Person"),
        "author/role": Words("author's role", "Rolle der verfassenden Person"),
        "author/role/N": Words("author's role", "Rolle der verfassenden Person"),
        "author/staff": Words("author on the staff", "Zugehörigkeit zum Unternehmen"),
        "author/authorised": Words("permission to post for this account", "Befugnis für dieses Konto"),
        "author/trained_until": Words("training valid until", "Schulung gültig bis"),
        "text": Words("text", "Text"),
        "title": Words("title", "Titel"),
        "lang": Words("language", "Sprache"),
        "attachments": Words("attachments", "Anhänge"),
        "attachments/N/kind": Words("kind", "Art"),
        "attachments/N/path": Words("file", "Datei"),
        "attachments/N/file_name": Words("file name", "Dateiname"),
        "attachments/N/mime": Words("file type", "Dateityp"),
        "attachments/N/size": Words("file size", "Dateigröße"),
        "attachments/N/alt_text": Words("alt text", "Alternativtext"),
        "attachments/N/ocr_text": Words("text in the picture", "Text im Bild"),
        "attachments/N/captions": Words("captions", "Untertitel"),
        "attachments/N/shows": Words("what it shows", "Motiv"),
        "attachments/N/origin": Words("origin", "Herkunft"),
        "attachments/N/license": Words("licence", "Lizenz"),
        "attachments/N/credit": Words("credit", "Urhebernennung"),
        "attachments/N/permission": Words("permission", "Nutzungserlaubnis"),
        "attachments/N/music_license": Words("music licence", "Musiklizenz"),
        "attachments/N/people_recognisable": Words("recognisable people", "erkennbare Personen"),
        "attachments/N/people": Words("people shown", "abgebildete Personen"),
        "attachments/N/people/N": Words("person {n}", "Person {n}"),
        "attachments/N/people/N/name": Words("name", "Name"),
        "attachments/N/people/N/consent": Words("consent", "Einwilligung"),
        "attachments/N/people/N/platforms": Words("platforms agreed to", "freigegebene Plattformen"),
        "attachments/N/people/N/until": Words("consent valid until", "Einwilligung gültig bis"),
        "attachments/N/people/N/revoked": Words("consent withdrawn", "Einwilligung widerrufen"),
        "attachments/N/people/N/minor": Words("under age", "minderjährig"),
        "attachments/N/ai_generated": Words("made with AI", "mit KI erzeugt"),
        "attachments/N/realistic": Words("looks real", "wirkt echt"),
        "attachments/N/label": Words("label", "Kennzeichnung"),
        "attachments/N/gps": Words("position in the file", "Standort in der Datei"),
        "attachments/N/checked": Words("checked", "geprüft"),
        "attachments/N/type_mismatch": Words("file type and name", "Dateityp und Name"),
        "attachments/N/program": Words("program", "Programm"),
        "attachments/N/macros": Words("macros", "Makros"),
        "attachments/N/scripts": Words("scripts", "Skripte"),
        "attachments/N/embedded": Words("files inside", "Dateien darin"),
        "attachments/N/embedded/N": Words("file inside {n}", "enthaltene Datei {n}"),
        "attachments/N/file_text": Words("text in the file", "Text in der Datei"),
        "attachments/N/file_text/N": Words("text {n} in the file", "Text {n} in der Datei"),
        "attachments/N/codes": Words("codes in the picture", "Codes im Bild"),
        "attachments/N/codes/N": Words("code {n} in the picture", "Code {n} im Bild"),
        "geotag": Words("location", "Standort"),
        "geotag/place": Words("location, name", "Standort, Ort"),
        "geotag/live": Words("live location", "Live-Standort"),
        "recent_geotags": Words("recent locations", "letzte Standorte"),
        "recent_geotags/N": Words("recent location {n}", "früherer Standort {n}"),
        "recent_texts": Words("recent texts", "letzte Texte"),
        "recent_texts/N": Words("recent text {n}", "früherer Text {n}"),
        "mentions": Words("mentions", "Erwähnungen"),
        "mentions/N": Words("mention {n}", "Erwähnung {n}"),
        "hashtags": Words("hashtags", "Hashtags"),
        "hashtags/N": Words("hashtag {n}", "Hashtag {n}"),
        "links": Words("links", "Links"),
        "links/N": Words("link {n}", "Link {n}"),
        "publish_at": Words("time of publishing", "Zeitpunkt der Veröffentlichung"),
        "audience": Words("audience", "Zielgruppe"),
        "audience/kind": Words("audience", "Sichtbarkeit"),
        "audience/country": Words("audience's country", "Land der Zielgruppe"),
        "audience/min_age": Words("minimum age", "Mindestalter"),
        "reply_to": Words("post replied to", "beantworteter Beitrag"),
        "reply_to/sentiment": Words("tone of the post replied to", "Ton des beantworteten Beitrags"),
        "consideration": Words("payment or gift", "Gegenleistung"),
        "persona": Words("written as", "geschrieben als"),
        "subject": Words("subject", "Gegenstand"),
        "product": Words("product", "Produkt"),
        "product/name": Words("product name", "Produktname"),
        "product/class": Words("product class", "Produktklasse"),
        "campaign": Words("campaign", "Kampagne"),
        "campaign/template": Words("campaign template", "Kampagnenvorlage"),
        "campaign/mandatory": Words("campaign is compulsory", "Teilnahme vorgeschrieben"),
        "campaign/opt_in": Words("agreed to take part", "Teilnahme zugesagt"),
        "campaign/target": Words("campaign's target account", "Zielkonto der Kampagne"),
        "guest": Words("guest post", "Gastbeitrag"),
        "device": Words("device", "Gerät"),
        "extra": Words("further data", "weitere Angaben"),
    }
)
"""The fields of a post by their path, positions written as `N`; a field's own word joins those above it only
through positions, so `account/type` needs no `account` before it."""


def place(at: str, post: Mapping[str, Any] | None, lang: str) -> str:
    """The pointer `at` in words; the pointer itself where no words are known."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:]]
    if not steps:
        return PLACES[""].in_(lang) if at == "" else at
    parts: list[str] = []
    for index, step in enumerate(steps):
        if not step.isdigit():
            continue
        named = _position(steps[: index + 1], post, lang)
        if named is None:
            return at
        parts.append(named)
    if not steps[-1].isdigit():
        field = _WORDS_INSIDE if _is_words_inside(steps, post) else PLACES.get(_shape(steps))
        if field is None:
            return at
        parts.append(field.in_(lang))
    return ", ".join(parts)


_WORDS_INSIDE = Words("content", "Inhalt")
"""What `ocr_text` is called where the attachment is no picture."""


def _is_words_inside(steps: Sequence[str], post: Mapping[str, Any] | None) -> bool:
    """Whether it is the words of a link preview or a poll."""
    kind = value_at(post, "/" + "/".join([*steps[:-1], "kind"]))
    return _shape(steps) == "attachments/N/ocr_text" and kind in ("link-card", "poll")


def value_at(post: Any, at: str) -> Any:
    """What the pointer leads to, or None where it leads nowhere."""
    for step in at.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(post, Mapping) and key in post:
            post = post[key]
        elif isinstance(post, list) and key.isdigit() and int(key) < len(post):
            post = post[int(key)]
        else:
            return None
    return post


def _position(steps: Sequence[str], post: Mapping[str, Any] | None, lang: str) -> str | None:
    """The name of a list's element: `picture 2` counts the pictures alone, everything else its list."""
    index = int(steps[-1])
    if list(steps[:-1]) != ["attachments"]:
        words = PLACES.get(_shape(steps))
        return None if words is None else words.in_(lang).replace("{n}", str(index + 1))
    kinds = [item.get("kind") if isinstance(item, Mapping) else None for item in (post or {}).get("attachments") or ()]
    kind = kinds[index] if index < len(kinds) else None
    if not isinstance(kind, str) or kind not in KINDS:
        return f"{Words('attachment', 'Anhang').in_(lang)} {index + 1}"
    return f"{KINDS[kind].in_(lang)} {kinds[: index + 1].count(kind)}"


def _shape(steps: Sequence[str]) -> str:
    return "/".join("N" if step.isdigit() else step for step in steps)
