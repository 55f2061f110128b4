"""Rules, facts and tests for clinics, practices and pharmacies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rulekit import About, Fact, Fixer, Found, Look, Pack, Words, hookimpl
from rulekit_health.medicines import doses_in, medicines_of, named_in, off_label_in
from rulekit_health.wording import WORDINGS, found_in, renewed

_SAYS = Words(
    "Rules, facts and tests for clinics, practices and pharmacies.",
    "Regeln, Fakten und Prüfungen für Kliniken, Praxen und Apotheken.",
)

_SECTION = {
    "type": "object",
    "properties": {
        "free_sale_without_risks": {"type": "array", "items": {"type": "string"}},
        "daily_limits": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "milligrams": {"type": "number", "minimum": 0}},
                "required": ["name", "milligrams"],
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def _objects(**properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a list of objects; a property whose type allows null may be left out of none."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": sorted(properties),
            "additionalProperties": False,
        },
    }


def _mandatory_texts(look: Look) -> object:
    seen = [(string, one) for string in look.strings() for one in found_in(string.value)]
    if not seen:
        return []
    today = look.time().date()
    return [
        Found(
            {"wording": one.wording.wording, "use": one.wording.use, "in_force": one.wording.in_force(today)},
            [string.span(one.start, one.end)],
        )
        for string, one in seen
    ]


def _medicines(look: Look) -> object:
    known = medicines_of(look.value("context.products"))
    return [
        Found({"name": one.medicine.name, "class": one.medicine.kind}, [string.span(one.start, one.end)])
        for string in (look.strings() if known else ())
        for one in named_in(string.value, known)
    ]


def _doses(look: Look) -> object:
    return [
        Found(
            {
                "milligrams": dose.milligrams,
                "daily": dose.daily,
                "kind": "strength" if dose.daily is None else "intake",
            },
            [string.span(dose.start, dose.end)],
        )
        for string in look.strings()
        for dose in doses_in(string.value)
    ]


def _overdoses(look: Look) -> object:
    rows = look.value("context.health.daily_limits") or ()
    limits = {row["name"].strip(): row["milligrams"] for row in rows}
    known = medicines_of([{"name": name, "class": "otc"} for name in limits])
    found = []
    for string in look.strings() if known else ():
        taken = [dose for dose in doses_in(string.value) if dose.daily is not None]
        for name in sorted({one.medicine.name for one in named_in(string.value, known)}) if taken else ():
            daily = [(dose, dose.milligrams * (dose.daily or 1)) for dose in taken]
            found += [
                Found({"name": name, "milligrams": amount, "limit": limits[name]}, [string.span(dose.start, dose.end)])
                for dose, amount in daily
                if amount > limits[name]
            ]
    return found


def _off_label_uses(look: Look) -> object:
    known = medicines_of(look.value("context.products"))
    return [
        Found({"name": one.medicine.name, "use": one.use}, [string.span(one.start, one.end)])
        for string in (look.strings() if known else ())
        for one in off_label_in(string.value, known)
    ]


def _mend(look: Look, finding: Mapping[str, Any]) -> Mapping[str, Any] | None:
    text = look.post.get("text")
    if not isinstance(text, str) or look.at is None:
        return None
    mended = renewed(text, look.time().date())
    return None if mended is None else {**look.post, "text": mended}


@hookimpl
def about() -> About:
    """What the plugin is for."""
    return About(1, _SAYS)


@hookimpl
def packs() -> tuple[Pack, ...]:
    """The pack `health`."""
    return (Pack("health", Path(__file__).parent / "pack", _SAYS, section=_SECTION),)


@hookimpl
def facts() -> tuple[Fact, ...]:
    """What the pack asks of a post beyond words."""
    current = next(one.text for one in WORDINGS if one.wording == "current" and one.use == "human")
    day = {"publish_at": "2026-03-03T10:30:00+01:00"}
    text, flag, number = {"type": "string"}, {"type": "boolean"}, {"type": "number"}
    return (
        Fact(
            "health.mandatory_texts",
            _objects(wording=text, use=text, in_force=flag),
            Words(
                "Wordings of the mandatory text (HWG §4(3)) that the post carries, and whether the law asks for them at that time.",
                "Fassungen des Pflichttextes (HWG §4 Abs. 3), die der Beitrag trägt, und ob sie zu der Zeit gelten.",
            ),
            _mandatory_texts,
            (
                ({**day, "text": current}, [{"wording": "current", "use": "human", "in_force": True}]),
                ({**day, "text": "Zu Risiken und Nebenwirkungen gibt es einen Vortrag."}, None),
            ),
        ),
        Fact(
            "health.medicines",
            _objects(name=text, **{"class": {"enum": ["rx", "otc"]}}),
            Words(
                "Medicines of the register that the post names, each with its class.",
                "Arzneimittel aus dem Register, die der Beitrag nennt, jeweils mit ihrer Klasse.",
            ),
            _medicines,
            (({"text": "Kuchen"}, None),),
        ),
        Fact(
            "health.doses",
            _objects(milligrams=number, daily={"type": ["integer", "null"]}, kind={"enum": ["strength", "intake"]}),
            Words(
                "Amounts of a drug in milligrams; `intake` says how often a day, `strength` is that of a package.",
                "Mengen eines Wirkstoffs in Milligramm; `intake` sagt, wie oft am Tag, `strength` ist die einer Packung.",
            ),
            _doses,
            (
                ({"text": "3x täglich 400 mg"}, [{"milligrams": 400.0, "daily": 3, "kind": "intake"}]),
                ({"text": "Ein Pfund Mehl"}, None),
            ),
        ),
        Fact(
            "health.overdoses",
            _objects(name=text, milligrams=number, limit=number),
            Words(
                "Daily amounts the post states that are above the limit in the register (`health.daily_limits`).",
                "Tagesmengen im Beitrag, die über der Grenze im Register liegen (`health.daily_limits`).",
            ),
            _overdoses,
            (({"text": "Kuchen"}, None),),
        ),
        Fact(
            "health.off_label_uses",
            _objects(name=text, use=text),
            Words(
                "Uses the post claims for a medicine of the register that its indications do not list.",
                "Anwendungen, die der Beitrag einem Arzneimittel des Registers zuschreibt und die dort nicht als Indikation stehen.",
            ),
            _off_label_uses,
            (({"text": "Kuchen hilft bei Migräne"}, None),),
        ),
    )


@hookimpl
def fixers() -> tuple[Fixer, ...]:
    """What can be mended without a person."""
    return (
        Fixer(
            "health.mandatory_text",
            Words(
                "adds the mandatory text in force, or replaces an outdated wording by it",
                "ergänzt den gültigen Pflichttext oder ersetzt eine veraltete Fassung",
            ),
            _mend,
        ),
    )
