"""How hits are meant."""

from __future__ import annotations

import pytest

from rulekit.text import HitContext, context_of, plain_hits, read


def context(text: str, word: str) -> HitContext:
    """The context of the first place where the word stands."""
    seen = read(text)
    return context_of(seen, plain_hits(seen, word)[0])


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("Wir haben keine Geheimnisse vor unseren Kunden", "Geheimnisse", True),
        ("ohne garantierte Rendite", "Rendite", True),
        ("Das heilt nicht", "heilt", True),
        ("heilt nicht", "heilt", True),
        ("Ich verrate dir das nicht", "verrate", True),
        ("Das ist nicht vertraulich", "vertraulich", True),
        ("Er hat nie irgendwelche Details unserer Arbeit verraten", "verraten", True),
        ("weder teuer noch vertraulich", "vertraulich", True),
        ("This is not confidential", "confidential", True),
        ("We don't leak secrets", "leak", True),
        ("Wir verraten euch nichts", "verraten", True),
        ("nichts als Risiken", "Risiken", False),
        ("Never share a password", "password", True),
        ("without any risk", "risk", True),
        ("nicht nur vertraulich, sondern streng geheim", "vertraulich", False),
        ("not only confidential", "confidential", False),
        ("nicht ohne Risiko", "Risiko", False),
        ("Das ist kein Gerücht: Polarfuchs kommt", "Polarfuchs", False),
        ("Kein Problem. Das ist vertraulich.", "vertraulich", False),
        ("Der Chef ist unfähig und nicht freundlich", "unfähig", False),
        ("Nein, das ist vertraulich", "vertraulich", False),
        ("nicht teuer, aber vertraulich", "vertraulich", False),
        ("garantiert nicht teuer", "garantiert", False),
    ],
)
def test_a_negation_is_seen_in_its_clause(text: str, word: str, negated: bool) -> None:
    assert context(text, word).negated is negated


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er sagte „Idiot“ zu mir", True),
        ("Er sagte »Idiot« zu mir", True),
        ("Er sagte «Idiot» zu mir", True),
        ('Er sagte "Idiot" zu mir', True),
        ("Er sagte ‚Idiot‘ zu mir", True),
        ("He said “Idiot” twice", True),
        ("Er sagte 'Idiot' zu mir", True),
        ("Er sagte „du Idiot, du“ zu mir", True),
        ("Er sagte „ja“ Idiot „nein“", False),
        ("Idiot, geht’s noch, wie geht’s", False),
        ('5" Idiot', False),
        ("“ Idiot", False),
        ("Wie geht's, Idiot, geht's?", False),
        ("„Ja, „Idiot“ und so“", True),
    ],
)
def test_a_quoted_word_is_marked_as_quoted(text: str, quoted: bool) -> None:
    assert context(text, "Idiot").quoted is quoted


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ist der Chef da?", True),
        ("Der Chef ist da. Ja?", False),
        ("Ja? Der Chef ist da.", False),
        ("Chef?!", True),
        ("Chef…?", True),
    ],
)
def test_a_question_is_seen(text: str, question: bool) -> None:
    assert context(text, "Chef").question is question


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("Wenn der Chef kommt, gehe ich", True),
        ("Falls der Chef kommt", True),
        ("Der Chef würde gehen", True),
        ("If the Chef leaves, I stay", True),
        ("Der Chef geht.", False),
        ("Wenn es regnet. Der Chef geht.", False),
    ],
)
def test_a_condition_is_seen(text: str, conditional: bool) -> None:
    assert context(text, "Chef").conditional is conditional


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ich mag den Chef", "1s"),
        ("Wir mögen den Chef", "1p"),
        ("Du magst den Chef", "2"),
        ("Sie mag den Chef", "3"),
        ("Der Chef geht", "3"),
        ("Nur der Chef", None),
        ("Ihr Chef, sagte sie", None),
        ("We like the Chef", "1p"),
        ("Ich gehe, du bist der Chef", "2"),
    ],
)
def test_the_person_is_that_of_the_clause(text: str, person: str | None) -> None:
    assert context(text, "Chef").person == person


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Der Chef geht", "present"),
        ("Der Chef hat gelogen", "past"),
        ("Der Chef war da", "past"),
        ("Der Chef wird gehen", "future"),
        ("The Chef will leave", "future"),
        ("The Chef was there", "past"),
        ("Chef", None),
        ("Der Chef wurde befördert", "past"),
        ("The Chef promised a lot", "past"),
    ],
)
def test_the_tense_is_that_of_the_clause(text: str, tense: str | None) -> None:
    assert context(text, "Chef").tense == tense
