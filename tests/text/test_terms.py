"""What terms meet, and what they leave alone."""

from __future__ import annotations

import marshal

import pytest

from rulekit.text import TermGroup, TermIndex, expand, read, term_problem


def met(term: str, text: str, **options: object) -> list[str]:
    """The quotes of all hits of one term."""
    group = TermGroup((term,), **options)  # type: ignore[arg-type]  # options are spelt out in the tables
    hits = TermIndex(expand([group])).scan(read(text)).get(0, ())
    return [text[hit.start : hit.end] for hit in hits]


INFLECTED = [
    ("Betriebsgeheimnis", "Betriebsgeheimnis Betriebsgeheimnisses Betriebsgeheimnisse Betriebsgeheimnissen"),
    ("Chef", "Chef Chefs Chefin Chefinnen CHEF chef"),
    ("Idiot", "Idiot Idioten Idiotin"),
    ("Vertrag", "Vertrags Vertrages Verträge Verträgen"),
    ("Haus", "Hauses Häuser Häusern"),
    ("Rabatt", "Rabatt Rabatte Rabatten Rabatts"),
    ("Quartalszahl", "Quartalszahlen Quartalszahl"),
    ("Rezeptur", "Rezepturen Rezeptur"),
    ("Kündigung", "Kündigungen Kündigung"),
    ("Unternehmen", "Unternehmens Unternehmen"),
    ("Mitarbeiter", "Mitarbeitern Mitarbeiters Mitarbeiterin Mitarbeiter*innen Mitarbeitende Mitarbeitenden"),
    ("Vorgesetzte", "Vorgesetzter Vorgesetzten Vorgesetztem Vorgesetzte*r"),
    ("Risiko", "Risikos Risiken"),
    ("Firma", "Firmen Firma"),
    ("Virus", "Viren Virus"),
    ("Kollege", "Kollegen Kollege Kollegin Kolleginnen Kolleg*innen"),
    ("Arzt", "Ärzte Ärztin Ärzt*innen Arztes Ärzten"),
    ("Patient", "Patienten Patientin Patient:innen"),
    ("Lügner", "Lügnern Lügnerin Lügners"),
    ("Mann", "Männer Mannes Männern"),
    ("Umsatz", "Umsatzes Umsätze Umsätzen"),
    ("Produkt", "Produkte Produkten Produktes Produkts"),
    ("Daten", "Daten"),
    ("unfähig", "unfähiger unfähigem unfähigste unfähige UNFÄHIG"),
    ("vertraulich", "vertraulicher vertraulichen vertraulichste"),
    ("dumm", "dumme dummer dümmer dümmste"),
    ("neu", "neueste neuer neues"),
    ("gut", "besser bester guten"),
    ("Gewinnspiel", "Gewinnspiele Gewinnspielen"),
    ("teuer", "teure teurer teuersten"),
    ("arm", "arme ärmer ärmsten"),
    ("böse", "böser bösen böse"),
    ("garantiert", "garantierte garantierten garantierter"),
    ("verraten", "verriet verrät verrate verrieten verratene verrätst"),
    ("kündigen", "kündigt kündigte gekündigt kündigst gekündigten kündigend"),
    ("heilen", "heilt heilte geheilt heilst heilend"),
    ("geben", "gibt gab gaben gegeben gäbe gib"),
    ("lügen", "lügt log gelogen lügst logen"),
    ("stehlen", "stiehlt stahl gestohlen"),
    ("betrügen", "betrügt betrog betrogen betrogene"),
    ("sprechen", "spricht sprach gesprochen sprichst"),
    ("arbeiten", "arbeitet arbeitete gearbeitet arbeitest"),
    ("reagieren", "reagiert reagierte"),
    ("sammeln", "sammelt sammelte gesammelt sammle"),
    ("verkaufen", "verkauft verkaufte verkaufe"),
    ("vergessen", "vergisst vergaß vergessen"),
    ("wissen", "weiß wusste gewusst"),
    ("werben", "wirbt warb geworben"),
    ("boykottieren", "boykottiert boykottierte"),
    ("boss", "boss bosses boss's Boss’s"),
    ("leak", "leaks leaked leaking"),
    ("steal", "stole stolen stealing steals"),
    ("company", "companies company"),
    ("manager", "managers Manager"),
    ("stop", "stopped stopping stops"),
    ("promise", "promised promising promises"),
    ("cut", "cutting cuts"),
    ("*geheimnis", "Firmengeheimnisse Geheimnis"),
    ("geheimnis*", "Geheimnisverrat Geheimnisträgerin"),
]
MET = [(term, word) for term, words in INFLECTED for word in words.split()]


@pytest.mark.parametrize(("term", "word"), MET)
def test_a_term_meets_its_inflected_forms(term: str, word: str) -> None:
    assert met(term, f"so {word} da") == [word]


LEFT_ALONE = [
    ("Chef", "Chemie"),
    ("Chef", "Chefetage"),
    ("Arm", "armt"),
    ("Arm", "warm"),
    ("arm", "Armee"),
    ("arm", "armt"),
    ("Geheimnis", "Geheimnisträger"),
    ("Geheimnis", "Betriebsgeheimnis"),
    ("geheim", "Geheimtipp"),
    ("vertraulich", "vertraut"),
    ("verraten", "Verräter"),
    ("Geheimnis", "geheimnisvoll"),
    ("geheimnis*", "geheimnisvoll"),
    ("Patent*", "Patentante"),
    ("heil*", "Heilbronn"),
    ("heil*", "heilfroh"),
    ("geheim*", "Geheimratsecken"),
    ("geheim*", "Geheimtipp"),
    ("Post", "Posten"),
    ("Rat", "Raten"),
    ("Bau", "Bauer"),
    ("Druck", "drücken"),
    ("*rat", "Heirat"),
    ("*art", "Start"),
    ("*ort", "Sport"),
    ("*arm", "Alarm"),
    ("Freund*", "Freundschaft"),
    ("kündigen", "kundig"),
    ("Ton", "Tonne"),
    ("Term", "Termin"),
    ("Beginn", "begonnen"),
    ("heilen", "eilt"),
    ("Maß", "Mast"),
    ("neu", "nü"),
    ("Steuer", "Stür"),
    ("leak", "leakage"),
    ("art", "arty"),
    ("IPO", "Ipoh"),
    ("Chef", "Scheffel"),
    ("Test*", "Testament"),
    ("Lohn*", "lohnenswert"),
    ("Kunde", "Kunden-"[:-1] + "dienst"),
]


@pytest.mark.parametrize(("term", "word"), LEFT_ALONE)
def test_a_term_leaves_other_words_alone(term: str, word: str) -> None:
    assert met(term, f"so {word} da") == []


COMPOUNDS = [
    ("Kunde*", "Kundendatenexport"),
    ("Rezeptur*", "Rezepturdetails"),
    ("Produkt*", "Produktlaunchtermin"),
    ("Insider*", "Insiderinfo"),
    ("*launch", "Produktlaunch"),
    ("*launch", "Produkt-Launch"),
    ("Produkt*", "Produkt-Launch"),
    ("*geheimnis", "Betriebsgeheimnissen"),
    ("*leiter", "Abteilungsleiterin"),
    ("Abteilungsleiter*", "Abteilungsleiter*innen"),
    ("Abteilungsleiter*", "Abteilungsleiterrunde"),
    ("*zahl", "Quartalszahlen"),
    ("*prognose*", "Umsatzprognosewert"),
    ("Patent*", "Patentamt"),
    ("Kunde*", "Kund:innenkontakt"),
    ("Haus*", "Häusermeer"),
    ("*plan", "Bauplänen"),
    ("Sprache*", "Sprachkurs"),
    ("*vertrag", "Mietverträge"),
    ("Produktlaunch", "Produkt-Launch"),
    ("E-Mail", "E-Mails"),
    ("E-Mail", "Email"),
    ("Geschäft*", "Geschaeftszahlen"),
    ("*übernahme", "Firmenuebernahmen"),
]


@pytest.mark.parametrize(("term", "word"), COMPOUNDS)
def test_a_starred_term_meets_compounds(term: str, word: str) -> None:
    assert met(term, f"so {word} da") == [word]


TEXTS = [
    ("an|kündigen", "Wir kündigen das Produkt morgen an.", ["kündigen das Produkt morgen an"]),
    ("an|kündigen", "Wir kündigen den Mietvertrag.", []),
    ("an|kündigen", "Das wurde angekündigt.", ["angekündigt"]),
    ("an|kündigen", "Um es anzukündigen, warten wir.", ["anzukündigen"]),
    ("an|kündigen", "dass wir es ankündigen", ["ankündigen"]),
    ("an|kündigen", "die angekündigten Preise", ["angekündigten"]),
    ("an|kündigen", "Wir kündigen an, dass es losgeht", ["kündigen an"]),
    ("an|kündigen", "Wir kündigen an der Theke das Abo", []),
    ("an|kündigen", "Wir kündigen. Er ruft an.", []),
    ("aus|plaudern", "Er plaudert Interna aus", ["plaudert Interna aus"]),
    ("aus|plaudern", "Er plaudert gern.", []),
    ("weiter|geben", "Sie gab das Passwort weiter", ["gab das Passwort weiter"]),
    ("weiter|geben", "Sie gab das Passwort weiter an Kollegen", ["gab das Passwort weiter"]),
    ("weiter|geben", "Sie gab Gas", []),
    ("weiter|geben", "Er hat es weitergegeben", ["weitergegeben"]),
    ("bekannt|geben", "Es wird bekannt gegeben", ["bekannt gegeben"]),
    ("ein|stellen", "Wir stellen im Mai zehn Leute ein 🎉", ["stellen im Mai zehn Leute ein"]),
    ("streng vertraulich", "streng vertrauliche Unterlagen", ["streng vertrauliche"]),
    ("streng vertraulich", "streng „vertraulich“", ["streng „vertraulich"]),
    ("streng vertraulich", "streng, vertraulich", []),
    ("streng vertraulich", "#StrengVertraulich", ["StrengVertraulich"]),
    ("streng vertraulich", "streng-vertraulich", ["streng-vertraulich"]),
    ("interne Zahl", "internen Zahlen", ["internen Zahlen"]),
    ("=IPO", "Der IPO kommt, ipo nicht, IPO-Pläne schon, HIPO nicht", ["IPO", "IPO"]),
    ("=@nordwind", "Danke @nordwind!", ["@nordwind"]),
    ("=nordwind", "https://nordwind.example", ["nordwind"]),
    ("nordwind", "@nordwind https://nordwind.example nordwind@x.de", []),
    ("Nordwind", "#NordwindTeam", ["Nordwind"]),
    ("Nordwind", "#teamnordwind", []),
    ("*nordwind", "#teamnordwind", ["teamnordwind"]),
    ("C++", "Wir können C++.", ["C++"]),
    ("Nr. 1", "die Nr. 1 im Norden", ["Nr. 1"]),
    ("100 %", "zu 100 % sicher", ["100 %"]),
    ("🖕", "Ach 🖕🏽!", ["🖕🏽"]),
    ("Geschäftsgeheimnis", "Geschaeftsgeheimnisse", ["Geschaeftsgeheimnisse"]),
    ("Körperverletzung", "KOERPERVERLETZUNG", ["KOERPERVERLETZUNG"]),
    ("Maßnahme", "Massnahmen", ["Massnahmen"]),
    ("Straße", "STRASSE STRAẞE Strasse", ["STRASSE", "STRAẞE", "Strasse"]),
    ("Idiot", "Idi\u200bot", ["Idi\u200bot"]),
    ("Idiot", "Idiоt", ["Idiоt"]),  # the Cyrillic о is the point
    ("Chef", "Ｃｈｅｆ", ["Ｃｈｅｆ"]),  # full-width letters are the point
    ("unfähig", "unfa\u0308hig", ["unfa\u0308hig"]),
    (
        "Kollege",
        "Kolleg*innen Kolleg:innen Kolleg_innen Kolleg/-innen KollegInnen Kolleg(inn)en".replace(" ", " und "),
        ["Kolleg*innen", "Kolleg:innen", "Kolleg_innen", "Kolleg/-innen", "KollegInnen", "Kolleg(inn)en"],
    ),
    ("Chefin", "Chef:in Chef", ["Chef:in", "Chef"]),
    ("Chefin", "innen wie außen", []),
    ("Ort", "Ort:Innenstadt", ["Ort"]),
]


@pytest.mark.parametrize(("term", "text", "expected"), TEXTS)
def test_a_term_is_met_where_it_stands(term: str, text: str, expected: list[str]) -> None:
    assert met(term, text) == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("Drecksau", "Du Dr3cksau!", ["Dr3cksau"]),
        ("Idiot", "I d i o t e n", ["I d i o t e n"]),
        ("Idiot", "so ein 1diot", ["1diot"]),
        ("Nazi", "n@zi", ["n@zi"]),
        ("Idiot", "Idiooooot", ["Idiooooot"]),
        ("Arschloch", "Aaaarschloch", ["Aaaarschloch"]),
        ("Idiot", "!diot!", ["!diot"]),
        ("Idiot", "B2B, CO2, G20, A320, 3D-Druck, H&M, W E R B U N G", []),
        ("Idiot", "Idiotie", []),
    ],
)
def test_a_disguised_word_is_met_on_request(term: str, text: str, expected: list[str]) -> None:
    assert met(term, text, disguised=True) == expected


def test_a_disguised_word_is_not_met_without_request() -> None:
    assert met("Drecksau", "Du Dr3cksau!") == []


@pytest.mark.parametrize("word", ["Kollegin", "Kolleg*innen", "Kolleginnen", "KollegInnen"])
def test_an_exact_gender_meets_no_other_gender(word: str) -> None:
    assert met("Kollege", word, gender="exact") == []
    assert met("Kollege", "Kollegen", gender="exact") == ["Kollegen"]


@pytest.mark.parametrize(("word", "expected"), [("Chef", ["Chef"]), ("CHEF", ["CHEF"]), ("Chefs", []), ("Chefin", [])])
def test_a_word_match_takes_no_endings(word: str, expected: list[str]) -> None:
    assert met("Chef", word, match="word") == expected


@pytest.mark.parametrize(
    "term",
    [
        "",
        "  ",
        "*",
        "**",
        "Kolleg*innen",
        "an||kündigen",
        "|kündigen",
        "an|",
        "=",
        "an|kün*digen",
        "sehr an|kündigen",
        "an|Tisch",
    ],
)
def test_a_misspelt_term_is_explained(term: str) -> None:
    problem = term_problem(term)
    assert problem is not None
    assert problem.en[0].islower() or problem.en[0] == "`"
    assert problem.de


@pytest.mark.parametrize(
    "term",
    [
        "Chef",
        "streng vertraulich",
        "*geheimnis",
        "geheimnis*",
        "*x*",
        "an|kündigen",
        "=IPO",
        "C++",
        "=*",
        "🖕",
        "E-Mail",
    ],
)
def test_a_well_spelt_term_has_no_problem(term: str) -> None:
    assert term_problem(term) is None


def test_a_hit_in_two_parts_knows_them() -> None:
    text = "Wir kündigen das Produkt morgen an."
    (hit,) = TermIndex(expand([TermGroup(("an|kündigen",))])).scan(read(text))[0]
    assert [text[start:end] for start, end in hit.parts] == ["kündigen", "an"]


def test_a_hit_in_one_piece_has_no_parts() -> None:
    (hit,) = TermIndex(expand([TermGroup(("an|kündigen",))])).scan(read("Es wird angekündigt."))[0]
    assert hit.parts == ()


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("Arm", "Ein armes Kind in Rom", []),
        ("Arm", "mein arm tut weh", ["arm"]),
        ("arm", "Kinder sind arm in Berlin", ["arm"]),
        ("lügen", "Sie logen alle", ["logen"]),
        ("lügen", "Wir saßen in den Logen", []),
        ("Wert", "Er legt darauf Werte", ["Werte"]),
    ],
)
def test_a_capital_tells_two_words_apart(term: str, text: str, expected: list[str]) -> None:
    assert met(term, text) == expected


def test_an_index_is_plain_values_that_can_be_kept_in_a_file() -> None:
    groups = [
        TermGroup(("Chef", "an|kündigen", "*geheimnis", "=IPO", "streng vertraulich")),
        TermGroup(("Chef",), "word"),
    ]
    data = expand(groups)
    text = read("Der Chef kündigt Betriebsgeheimnisse an, streng vertraulich: IPO")
    again = marshal.loads(marshal.dumps(data))
    assert again == data
    assert TermIndex(again).scan(text).items() == TermIndex(data).scan(text).items()
