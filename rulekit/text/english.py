"""The forms of an English word. Only used while compiling."""

from __future__ import annotations

from functools import cache

_IRREGULAR = """
be is are was were been being am; become becomes became becoming; begin begins began begun beginning; break breaks
broke broken breaking; bring brings brought bringing; build builds built building; buy buys bought buying; catch
catches caught catching; choose chooses chose chosen choosing; come comes came coming; cost costs costing; cut cuts
cutting; deal deals dealt dealing; do does did done doing; draw draws drew drawn drawing; drink drinks drank drunk
drinking; drive drives drove driven driving; eat eats ate eaten eating; fall falls fell fallen falling; feel feels
felt feeling; fight fights fought fighting; find finds found finding; fly flies flew flown flying; forget forgets
forgot forgotten forgetting; freeze freezes froze frozen freezing; get gets got gotten getting; give gives gave
given giving; go goes went gone going; grow grows grew grown growing; hang hangs hung hanging; have has had having;
hear hears heard hearing; hide hides hid hidden hiding; hit hits hitting; hold holds held holding; hurt hurts
hurting; keep keeps kept keeping; know knows knew known knowing; lay lays laid laying; lead leads led leading; leave
leaves left leaving; lend lends lent lending; let lets letting; lie lies lied lying; lose loses lost losing; make
makes made making; mean means meant meaning; meet meets met meeting; pay pays paid paying; put puts putting; quit
quits quitting; read reads reading; ring rings rang rung ringing; rise rises rose risen rising; run runs ran
running; say says said saying; see sees saw seen seeing; sell sells sold selling; send sends sent sending; set sets
setting; shake shakes shook shaken shaking; shoot shoots shot shooting; show shows showed shown showing; shut shuts
shutting; sing sings sang sung singing; sink sinks sank sunk sinking; sleep sleeps slept sleeping; speak speaks
spoke spoken speaking; spend spends spent spending; spread spreads spreading; stand stands stood standing; steal
steals stole stolen stealing; stick sticks stuck sticking; strike strikes struck striking; suck sucks sucked
sucking; swear swears swore sworn swearing; take takes took taken taking; teach teaches taught teaching; tell tells
told telling; think thinks thought thinking; throw throws threw thrown throwing; understand understands understood
understanding; wear wears wore worn wearing; win wins won winning; write writes wrote written writing; child
children; foot feet; man men; mouse mice; person people persons; tooth teeth; woman women; wife wives; knife knives;
life lives; half halves; thief thieves; analysis analyses; crisis crises; good better best; bad worse worst
"""


@cache  # read-only data, decoded once for a process
def _irregular() -> dict[str, frozenset[str]]:
    rows = (line.split() for line in _IRREGULAR.replace("\n", " ").split(";"))
    return {row[0]: frozenset(row) for row in rows if row}


def is_irregular(word: str) -> bool:
    """True for a word that is listed with its own forms, so that it is English and nothing else."""
    return word in _irregular() and word not in ("bad", "half", "hold", "man", "person", "rise", "wife", "not")


def english_forms(word: str) -> set[str]:
    """Plural, third person, past, -ing; nothing for what cannot be English."""
    if not word.isascii() or not word.isalpha() or len(word) < 2:
        return set()
    known = _irregular().get(word)
    if known is not None:
        return set(known)
    for prefix in ("over", "under", "out", "with", "re", "mis", "up"):
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest in _irregular() and len(rest) > 3:
            return {prefix + form for form in _irregular()[rest]}
    if word.endswith("e"):
        return {word, word + "s", word + "d", word[:-1] + "ing"}
    if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        return {word, word + "ing"} | {word[:-1] + ending for ending in ("ies", "ied", "ier", "iest")}
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        # Heroes and potatoes beside photos and videos: no rule tells which, so both are known.
        plurals = {word + "es", word + "s"} if word.endswith("o") and len(word) > 3 else {word + "es"}
        return {word, word + "ed", word + "ing"} | plurals
    forms = {word, word + "s", word + "ed", word + "ing"}
    if len(word) > 2 and word[-1] in "bdgmnprt" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
        if word in ("big", "hot", "fat", "sad", "mad", "thin", "wet"):
            forms |= {word + word[-1] + "er", word + word[-1] + "est"}
    return forms


def english_plural(word: str) -> set[str]:
    """Plural and singular of a noun."""
    return {
        form for form in english_forms(word) if form.endswith(("s", "men", "ple", "ren", "th", "ce")) or form == word
    }
