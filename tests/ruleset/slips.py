r"""Rulesets as people get them wrong: what somebody changed in a ruleset that works, by the name of the slip.

Each slip is a text of the good ruleset with what stands there instead. `FOLDERS` are those that take more than one file. What
rulekit says of each stands in `golden/`.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rulekit import Engine, InvalidRuleset
from rulekit.errors import Problem

GOOD = """\
rulekit: 1
id: shop
version: 1.0.0
language: de
extends:
  - {ruleset: below.yaml, version: ">=1.0,<2"}
contacts:
  team:
    name: {de: Kommunikation, en: Communications}
    email: social@shop.example
assume:
  author.staff: true
lists:
  rivals: [Südlicht, Nordstern]
adjust:
  - rule: below/shouting
    verdict: warn
    reason: {de: Uns ist ein ruhiger Ton wichtig., en: A calm tone matters to us.}
rules:
  - id: rival
    topic: competition
    binding: mandatory
    verdict: warn
    title: {de: Mitbewerb, en: Competitor}
    when:
      text: {says: $rivals}
    unless:
      author.role: pr
    message:
      de: Ein Mitbewerber wird genannt.
      en: A competitor is named.
    remedy:
      de: Den Namen weglassen.
      en: Leave the name out.
    source:
      - norm: UWG §6
    effective: {from: 2026-01-01, until: 2026-12-31}
    contact: team
    examples:
      breaks: [Bei Südlicht ist es teuer., Nordstern kann das nicht.]
      keeps: [Heute ist es schön., Morgen auch.]
"""
"""A ruleset without a mistake."""

BELOW = """\
rulekit: 1
id: below
version: 1.4.0
language: de
contacts:
  desk: {name: {de: Redaktion, en: Newsroom}, email: desk@below.example}
lists:
  loud: [laut, schreien]
rules:
  - id: shouting
    topic: tone
    binding: recommendation
    verdict: note
    cap: warn
    title: {de: Lautstärke, en: Volume}
    when: {text: {says: $loud}}
    message: {de: Das klingt laut., en: This sounds loud.}
    remedy: {de: Ruhiger fassen., en: Put it calmly.}
    source: [{ref: "Leitlinie, Punkt 3"}]
    contact: desk
    examples:
      breaks: [Das ist laut.]
      keeps: [Das ist leise.]
"""
"""What the good ruleset extends."""

RULE = GOOD[GOOD.index("  - id: rival") :]
WHEN = "text: {says: $rivals}"

SLIPS: Mapping[str, tuple[str, str]] = {
    # names that are almost right
    "operator-misspelt": (WHEN, "text: {sayz: $rivals}"),
    "operator-for-another-field": (WHEN, "text: {gt: 5}"),
    "operator-of-texts-on-a-number": (WHEN, "text_length: {says: lang}"),
    "operator-of-numbers-on-a-text": (WHEN, "platform: {ge: 3}"),
    "operator-of-texts-on-a-list": (WHEN, "hashtags: {says: Werbung}"),
    "field-misspelt": (WHEN, "txt: {says: $rivals}"),
    "field-below-misspelt": ("author.role: pr", "author.rolle: pr"),
    "field-nobody-knows": (WHEN, "wetter: Regen"),
    "field-of-an-element-misspelt": (WHEN, "attachments: {some: {alttext: absent}}"),
    "field-below-written-inside": ("author.role: pr", "author: {role: pr}"),
    "register-section-misspelt": (WHEN, "context.competitor: {some: {name: Südlicht}}"),
    "list-misspelt": ("$rivals}", "$rivalls}"),
    "list-in-dollars": (WHEN, 'text: {says: "$99"}'),
    "contact-misspelt": ("contact: team", "contact: teem"),
    "fixer-misspelt": ("    contact: team", "    fix: [drop-geotag, trim-hashtag]\n    contact: team"),
    "placeholder-misspelt": ("en: A competitor is named.", "en: '{evidense} is a competitor.'"),
    "placeholder-of-nothing": ("de: Den Namen weglassen.", "de: Den Namen $e.name weglassen."),
    "topic-misspelt": ("topic: competition", "topic: competitors"),
    "verdict-misspelt": ("verdict: warn\n    title", "verdict: warning\n    title"),
    "verdict-ask": ("verdict: warn\n    title", "verdict: ask\n    title"),
    "binding-misspelt": ("binding: mandatory", "binding: obligatory"),
    "recommendation-that-blocks": (
        "binding: mandatory\n    verdict: warn",
        "binding: recommendation\n    verdict: block",
    ),
    "key-misspelt": ("    unless:", "    except:"),
    "key-in-capitals": ("    message:", "    Message:"),
    "top-key-misspelt": ("lists:", "list:"),
    # YAML
    "indent-too-little": ("      en: A competitor is named.", "     en: A competitor is named."),
    "indent-too-much": ("    topic: competition", "      topic: competition"),
    "indent-with-a-tab": ("    topic: competition", "\ttopic: competition"),
    "key-twice": ("    topic: competition", "    topic: competition\n    topic: tone"),
    "colon-in-a-text": ("en: Leave the name out.", "en: Better: leave it out."),
    "colon-without-space": ("topic: competition", "topic:competition"),
    "bracket-left-open": ("[Südlicht, Nordstern]", "[Südlicht, Nordstern"),
    "quote-left-open": ("norm: UWG §6", 'norm: "UWG §6'),
    "backslash-in-double-quotes": (WHEN, r'text: {matches: "\d{6}"}'),
    "placeholder-without-quotes": ("de: Den Namen weglassen.", "de: {evidence} weglassen."),
    "dash-forgotten": ("  - id: rival", "    id: rival"),
    # things left out
    "message-missing": (
        "    message:\n      de: Ein Mitbewerber wird genannt.\n      en: A competitor is named.\n",
        "",
    ),
    "message-in-one-language": ("      en: A competitor is named.\n", ""),
    "message-as-plain-text": (
        "message:\n      de: Ein Mitbewerber wird genannt.\n      en: A competitor is named.",
        "message: Ein Mitbewerber wird genannt.",
    ),
    "message-empty": ("de: Ein Mitbewerber wird genannt.", "de:"),
    "remedy-missing": ("    remedy:\n      de: Den Namen weglassen.\n      en: Leave the name out.\n", ""),
    "source-missing": ("    source:\n      - norm: UWG §6\n", ""),
    "source-as-plain-text": ("    source:\n      - norm: UWG §6\n", "    source: UWG §6\n"),
    "contact-missing": ("    contact: team\n", ""),
    "when-missing": ("    when:\n      text: {says: $rivals}\n", ""),
    "id-missing": ("id: shop\n", ""),
    "version-missing": ("version: 1.0.0\n", ""),
    "version-in-two-parts": ("version: 1.0.0", "version: 1.0"),
    "language-version-unknown": ("rulekit: 1\n", "rulekit: 2\n"),
    "reason-missing": ("    reason: {de: Uns ist ein ruhiger Ton wichtig., en: A calm tone matters to us.}\n", ""),
    # wrong types
    "rules-as-a-mapping": ("rules:\n  - id: rival\n    topic", "rules:\n  rival:\n    topic"),
    "list-as-one-word": ("rivals: [Südlicht, Nordstern]", "rivals: Südlicht"),
    "list-with-a-number": ("[Südlicht, Nordstern]", "[Südlicht, 4711]"),
    "condition-as-a-text": ("    when:\n      text: {says: $rivals}", "    when: $rivals"),
    "condition-as-a-list": ("    when:\n      text: {says: $rivals}", "    when: [text, says, rivals]"),
    "all-without-dashes": (WHEN, "all: {text: {says: $rivals}}"),
    "id-with-a-space": ("id: rival", "id: rival named"),
    "effective-not-a-date": ("from: 2026-01-01", "from: 1.1.2026"),
    # rules that cannot work
    "id-twice": (RULE, RULE + RULE),
    "effective-empty": ("{from: 2026-01-01, until: 2026-12-31}", "{from: 2026-12-31, until: 2026-01-01}"),
    "effective-day-that-is-none": ("until: 2026-12-31", "until: 2026-02-30"),
    "cap-below-the-verdict": ("    verdict: warn\n    title", "    verdict: block\n    cap: warn\n    title"),
    "regex-open": (WHEN, "text: {matches: 'Ref(\\d+'}"),
    "regex-looks-ahead": (WHEN, "text: {matches: 'Süd(?=licht)'}"),
    "regex-with-an-edge-in-the-middle": (WHEN, "text: {matches: 'Süd\\blicht'}"),
    "path-through-a-list": (WHEN, "attachments.alt_text: absent"),
    "element-name-outside": ("author.role: pr", "any_text: {says: $e.name}"),
    "element-name-misspelt": (WHEN, "context.competitors: {some: {as: rival, any_text: {says: $rivel.name}}}"),
    "element-field-misspelt": (WHEN, "context.competitors: {some: {as: rival, any_text: {says: $rival.nam}}}"),
    "near-without-reach": (WHEN, "text: {near: {all: [{says: $rivals}, {says: teuer}]}}"),
    "near-with-a-word-as-item": (WHEN, "text: {near: {words: 8, all: [$rivals, teuer]}}"),
    "near-with-a-wrong-item": (WHEN, "text: {near: {words: 8, all: [{sais: $rivals}, {says: teuer}]}}"),
    "near-with-one-item": (WHEN, "text: {near: {words: 8, all: [{says: $rivals}]}}"),
    "near-of-nothing-but-not": (WHEN, "text: {near: {words: 8, all: [{not: {says: a}}, {not: {says: b}}]}}"),
    "count-without-a-comparison": (WHEN, "hashtags: {count: {where: {.: {says: Werbung}}}}"),
    "says-with-a-wrong-option": (WHEN, "text: {says: {terms: $rivals, negatet: skip}}"),
    "says-with-a-wrong-choice": (WHEN, "text: {says: {terms: $rivals, negated: no}}"),
    "says-without-terms": (WHEN, "text: {says: {negated: skip}}"),
    "says-nothing": (WHEN, "text: {says: []}"),
    "text-length-as-a-word": (WHEN, "text_length: {gt: viele}"),
    "date-in-german": (WHEN, "at: {before: 24.12.2026}"),
    "day-that-is-none": (WHEN, "at: {before: 2026-02-30}"),
    "weekday-in-german": (WHEN, "at: {weekday: [Samstag]}"),
    "hours-without-an-end": (WHEN, 'at: {within_hours: {from: "08:00"}}'),
    "hours-that-are-none": (WHEN, 'at: {within_hours: {from: "08:00", to: "25:00"}}'),
    "span-written-inside-out": (WHEN, "at: {during: 2026}"),
    "present-as-a-word": (WHEN, "geotag: {present: ja}"),
    # what is extended and changed
    "range-that-is-none": ('">=1.0,<2"', '"1.x"'),
    "range-not-met": ('">=1.0,<2"', '">=2"'),
    "extends-as-plain-text": ('  - {ruleset: below.yaml, version: ">=1.0,<2"}', "  - below.yaml"),
    "extends-what-is-not-there": ("ruleset: below.yaml", "ruleset: bellow.yaml"),
    "extends-a-pack-misspelt": ("ruleset: below.yaml", "ruleset: bass"),
    "adjust-a-rule-that-is-not-there": ("rule: below/shouting", "rule: below/shout"),
    "adjust-an-own-rule": ("rule: below/shouting", "rule: shop/rival"),
    "adjust-without-the-ruleset": ("rule: below/shouting", "rule: shouting"),
    "adjust-above-the-cap": ("    verdict: warn\n    reason", "    binding: mandatory\n    verdict: block\n    reason"),
    "adjust-against-the-binding": ("    verdict: warn\n    reason", "    verdict: block\n    reason"),
    "adjust-twice": (
        "rules:\n  - id: rival",
        "  - {rule: below/shouting, off: true, reason: {de: Nein., en: No.}}\nrules:\n  - id: rival",
    ),
    "adjust-nothing": ("    verdict: warn\n    reason", "    reason"),
    "list-already-there": ("  rivals: [Südlicht, Nordstern]", "  rivals: [Südlicht]\n  loud: [brüllen]"),
    "list-added-to-is-not-there": (
        "  rivals: [Südlicht, Nordstern]",
        "  rivals: [Südlicht]\n  lound: {add: [brüllen]}",
    ),
    "assume-misspelt": ("author.staff: true", "author.stuff: true"),
    "assume-what-is-never-unknown": ("author.staff: true", "geotag: absent"),
    # a whole file that is something else
    "file-empty": (GOOD, "# noch nichts\n"),
    "file-of-plain-text": (GOOD, "Unsere Richtlinie für soziale Medien\n"),
    "file-of-one-rule": (GOOD, RULE),
}
"""What somebody wrote instead: the text of the good ruleset, and what stands there."""

UPPER = """\
rulekit: 1
id: {id}
version: 1.0.0
extends: [{{ruleset: below.yaml}}]
adjust:
  - {{rule: below/shouting, {change}, reason: {{de: Weil wir es so wollen., en: Because we want it so.}}}}
"""
TEN = """\
rulekit: 1
id: shop
version: 1.0
lists:
  rivals: Südlicht
contacts:
  team: {name: {de: Team, en: Team}, email: team@shop.example}
rules:
  - id: rival
    topic: competitors
    binding: mandatory
    verdict: warnung
    title: {de: Mitbewerb, en: Competitor}
    when:
      txt: {says: Südlicht}
      text: {sayz: Nordstern}
      at: {before: 24.12.2026}
      attachments: {some: {kind: image, alttext: absent}}
    message: {de: "{evidenz} ist ein Mitbewerber.", en: A competitor is named.}
    remedy: {de: Den Namen weglassen., en: Leave the name out.}
    source: [{norm: UWG §6}]
    contact: teem
    examples: {breaks: [Südlicht], keeps: [Wir]}
"""
"""Ten mistakes of ten sorts."""

FOLDERS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "ten-mistakes-at-once": (("ruleset.yaml",), {"ruleset.yaml": TEN}),
    "circle-of-two": (
        ("one.yaml",),
        {
            "one.yaml": "rulekit: 1\nid: one\nversion: 1.0.0\nextends: [{ruleset: two.yaml}]\n",
            "two.yaml": "rulekit: 1\nid: two\nversion: 1.0.0\nextends: [{ruleset: one.yaml}]\n",
        },
    ),
    "circle-of-one": (
        ("one.yaml",),
        {"one.yaml": "rulekit: 1\nid: one\nversion: 1.0.0\nextends: [{ruleset: one.yaml}]\n"},
    ),
    "two-overlays-in-conflict": (
        ("left.yaml", "right.yaml"),
        {
            "below.yaml": BELOW,
            "left.yaml": UPPER.format(id="left", change="verdict: warn"),
            "right.yaml": UPPER.format(id="right", change="off: true"),
        },
    ),
    "two-overlays-in-conflict-below-a-third": (
        ("top.yaml",),
        {
            "below.yaml": BELOW,
            "left.yaml": UPPER.format(id="left", change="verdict: warn"),
            "right.yaml": UPPER.format(id="right", change="off: true"),
            "top.yaml": "rulekit: 1\nid: top\nversion: 1.0.0\nextends:\n  - ruleset: left.yaml\n  - ruleset: right.yaml\n",
        },
    ),
    "two-rulesets-of-one-name": (
        ("below.yaml", "copy.yaml"),
        {"below.yaml": BELOW, "copy.yaml": BELOW.replace("laut, schreien", "laut")},
    ),
    "folder-without-a-header": (("policy",), {"policy/tone.yaml": "rules: []\n"}),
    "folder-with-a-key-in-the-wrong-file": (
        ("policy",),
        {
            "policy/ruleset.yaml": "rulekit: 1\nid: policy\nversion: 1.0.0\n",
            "policy/tone.yaml": "contacts:\n  team: {name: {de: Team, en: Team}, email: team@shop.example}\n",
        },
    ),
    "folder-with-a-list-twice": (
        ("policy",),
        {
            "policy/ruleset.yaml": "rulekit: 1\nid: policy\nversion: 1.0.0\nlists:\n  loud: [laut]\n",
            "policy/tone.yaml": "lists:\n  loud: [schreien]\n",
        },
    ),
    "folder-with-an-id-twice": (
        ("policy",),
        {
            "policy/ruleset.yaml": BELOW.replace("id: below", "id: policy"),
            "policy/tone.yaml": BELOW[BELOW.index("rules:") :],
        },
    ),
    "ruleset-that-is-not-there": (("acme",), {}),
    "mistake-in-what-is-extended": (
        ("ruleset.yaml",),
        {"ruleset.yaml": GOOD, "below.yaml": BELOW.replace("topic: tone", "topic: tones")},
    ),
}
"""The rulesets asked for, and the files that lie there."""


def everything() -> dict[str, tuple[tuple[str, ...], Mapping[str, str]]]:
    """Every slip as the rulesets asked for and the files that lie there."""
    found = dict(FOLDERS)
    for name, (old, new) in SLIPS.items():
        assert GOOD.count(old) == 1, f"{name}: the good ruleset holds this {GOOD.count(old)} times"
        found[name] = (("ruleset.yaml",), {"ruleset.yaml": GOOD.replace(old, new), "below.yaml": BELOW})
    return found


def problems(asked: tuple[str, ...], files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What rulekit objects to when these rulesets are loaded from a folder with these files."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, text in files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8", newline="\n")
        try:
            Engine.load(*asked)
        except InvalidRuleset as error:
            return error.problems
    return ()


def told(asked: tuple[str, ...], files: Mapping[str, str]) -> str:
    """Everything a person reads: in English with place and line, then the German sentence."""
    return "\n".join(f"{problem.render('en')}\n  de: {problem.sentence('de')}\n" for problem in problems(asked, files))
