"""German words whose forms no rule tells: plurals, strong verbs, and words that only look like compounds.

General knowledge of the language (any grammar lists them); own selection. Only read while compiling a ruleset.
"""

from __future__ import annotations

STRONG = """
backen backt|bäckt backte gebacken; befehlen befiehlt befahl befohlen; beginnen - begann begonnen; beissen - biss
gebissen; bergen birgt barg geborgen; betrügen - betrog betrogen; bewegen - bewog bewogen; biegen - bog gebogen;
bieten - bot geboten; binden - band gebunden; bitten - bat gebeten; blasen bläst blies geblasen; bleiben - blieb
geblieben; braten brät briet gebraten; brechen bricht brach gebrochen; brennen - brannte gebrannt; bringen - brachte
gebracht; denken - dachte gedacht; dringen - drang gedrungen; dürfen darf durfte gedurft; empfehlen empfiehlt
empfahl empfohlen; essen isst ass gegessen; fahren fährt fuhr gefahren; fallen fällt fiel gefallen; fangen fängt
fing gefangen; finden - fand gefunden; fliegen - flog geflogen; fliehen - floh geflohen; fliessen - floss geflossen;
fressen frisst frass gefressen; frieren - fror gefroren; geben gibt gab gegeben; gehen - ging gegangen; gelingen -
gelang gelungen; gelten gilt galt gegolten; geniessen - genoss genossen; geschehen geschieht geschah geschehen;
gewinnen - gewann gewonnen; giessen - goss gegossen; gleichen - glich geglichen; graben gräbt grub gegraben; greifen
- griff gegriffen; haben hat hatte gehabt; halten hält hielt gehalten; hängen - hing gehangen; hauen - haute
gehauen; heben - hob gehoben; heissen - hiess geheissen; helfen hilft half geholfen; kennen - kannte gekannt;
klingen - klang geklungen; kneifen - kniff gekniffen; kommen - kam gekommen; können kann konnte gekonnt; kriechen -
kroch gekrochen; laden lädt lud geladen; lassen lässt liess gelassen; laufen läuft lief gelaufen; leiden - litt
gelitten; leihen - lieh geliehen; lesen liest las gelesen; liegen - lag gelegen; lügen - log gelogen; meiden - mied
gemieden; messen misst mass gemessen; mögen mag mochte gemocht; müssen muss musste gemusst; nehmen nimmt nahm
genommen; nennen - nannte genannt; pfeifen - pfiff gepfiffen; raten rät riet geraten; reiben - rieb gerieben;
reissen - riss gerissen; reiten - ritt geritten; rennen - rannte gerannt; riechen - roch gerochen; rufen - rief
gerufen; saufen säuft soff gesoffen; schaffen - schuf geschaffen; scheiden - schied geschieden; scheinen - schien
geschienen; scheissen - schiss geschissen; schieben - schob geschoben; schiessen - schoss geschossen; schlafen
schläft schlief geschlafen; schlagen schlägt schlug geschlagen; schleichen - schlich geschlichen; schliessen -
schloss geschlossen; schmeissen - schmiss geschmissen; schmelzen schmilzt schmolz geschmolzen; schneiden - schnitt
geschnitten; schreiben - schrieb geschrieben; schreien - schrie geschrien; schweigen - schwieg geschwiegen;
schwimmen - schwamm geschwommen; schwören - schwor geschworen; sehen sieht sah gesehen; senden - sandte gesandt;
singen - sang gesungen; sinken - sank gesunken; sitzen - sass gesessen; sprechen spricht sprach gesprochen; springen
- sprang gesprungen; stechen sticht stach gestochen; stehen - stand gestanden; stehlen stiehlt stahl gestohlen;
steigen - stieg gestiegen; sterben stirbt starb gestorben; stinken - stank gestunken; stossen stösst stiess
gestossen; streichen - strich gestrichen; streiten - stritt gestritten; tragen trägt trug getragen; treffen trifft
traf getroffen; treiben - trieb getrieben; treten tritt trat getreten; trinken - trank getrunken; trügen - trog
getrogen; tun tut tat getan; verderben verdirbt verdarb verdorben; vergessen vergisst vergass vergessen; verlieren -
verlor verloren; verschwinden - verschwand verschwunden; verzeihen - verzieh verziehen; wachsen wächst wuchs
gewachsen; waschen wäscht wusch gewaschen; weisen - wies gewiesen; wenden - wandte gewandt; werben wirbt warb
geworben; werden wird wurde geworden; werfen wirft warf geworfen; wiegen - wog gewogen; wissen weiss wusste gewusst;
wollen will wollte gewollt; ziehen - zog gezogen; zwingen - zwang gezwungen
"""
"""Infinitive, third person present (`-` when regular), preterite, participle, spelt with ss."""

INSEPARABLE = ("miss", "ver", "zer", "ent", "emp", "hinter", "über", "unter", "wider", "be", "er", "ge")

SEPARABLE = (
    "zusammen", "zurück", "heraus", "herein", "hinaus", "hinein", "weiter", "bekannt", "preis", "entgegen", "vorbei",
    "runter", "herunter", "hoch", "heim", "raus", "rein", "weg", "fort", "fest", "frei", "los", "her", "hin", "nach",
    "vor", "aus", "auf", "ein", "mit", "bei", "dar", "ab", "an", "um", "zu",
)  # fmt: skip

PREPOSITIONS = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "bei",
        "durch",
        "ein",
        "für",
        "gegen",
        "hinter",
        "in",
        "mit",
        "nach",
        "über",
        "um",
        "unter",
        "vor",
        "zu",
    ]
)
"""Particles that are prepositions (or an article) too, so that standing somewhere behind the verb says little."""

PLURALS = """
ader adern; akt akte; amt ämter; angriff angriffe; anwalt anwälte; apfel äpfel; arzt ärzte; band bänder bände; bank
banken bänke; bar bars; bau bauten; bild bilder; boss bosse; brand brände; brett bretter; bruder brüder; buch
bücher; buchstabe buchstaben; bund bünde; chef chefs; code codes; dach dächer; datum daten; daten; depp deppen; dieb
diebe; ding dinge dinger; dorf dörfer; druck drucke; ei eier; fach fächer; fass fässer; fehler; feld felder; feind
feinde; fest feste; firma firmen; foto fotos; frau frauen; freund freunde; garten gärten; gas gase; gehalt gehälter;
geist geister; geld gelder; gespenst gespenster; gesicht gesichter; gewinn gewinne; gift gifte; glas gläser; glied
glieder; grab gräber; gras gräser; grund gründe; gut güter; haar haare; hass; hafen häfen; haus häuser; herr herren;
herz herzen; holz hölzer; huhn hühner; hund hunde; jahr jahre; job jobs; jude juden; kalb kälber; kind kinder; kleid
kleider; koch köche; konto konten; korn körner; krieg kriege; kraut kräuter; lamm lämmer; land länder; leak leaks;
licht lichter; lied lieder; loch löcher; lohn löhne; mann männer; markt märkte; maul mäuler; maus mäuse; mensch
menschen; mitglied mitglieder; mond monde; mord morde; mutter mütter; nest nester; not nöte; ort orte; paar paare;
patent patente; pass pässe; plan pläne; platz plätze; post; prozent prozente; punkt punkte; rabatt rabatte; rad
räder; rand ränder; rat räte; recht rechte; rind rinder; risiko risiken; schatz schätze; schild schilder schilde;
schloss schlösser; schuld schulden; sohn söhne; start starts; stoff stoffe; streik streiks; tal täler; tag tage; tat
taten; team teams; teil teile; tier tiere; tochter töchter; tod tode; ton töne; tor tore; tuch tücher; tumor tumore;
vater väter; virus viren; vogel vögel; volk völker; wahl wahlen; qual qualen; wald wälder; weib weiber; weg wege;
werk werke; wert werte; wort wörter worte; wurm würmer; wert werte; zahl zahlen; zeuge zeugen; zug züge
"""
"""A noun and all its plural stems; also used for compounds that end in it."""

SHORT_HEADS = frozenset(("job", "ei"))
"""Nouns of PLURALS that many other words end in by chance: only used for the word alone."""

NO_COMPOUND = {
    "patent": ("patentant", "patentochter", "patentöchter"),
    "heil": ("heilbron", "heilig", "heilfroh", "heiland", "heilsarmee", "heilbutt"),
    "geheim": ("geheimtipp", "geheimrat", "geheimnis"),
    "arm": ("armee", "armut", "armatur", "armada", "armreif", "armband", "armani", "armin"),
    "chef": ("chefren",),
    "kunde": ("kundeninfo-",),
    "arzt": (),
    "rat": ("rathaus", "ratte", "ratio", "rating", "ratlos", "ratsam", "ratgeber"),
    "tor": ("torte", "torf", "tortur", "torso", "tornado"),
    "ton": ("tonne", "tonik", "tonic"),
    "mord": ("mordor",),
    "gift": ("giftshop", "giftcard"),
    "rost": ("rostock",),
    "kost": ("kosten", "kostüm", "kostbar"),
    "wein": ("weine", "weinst", "weinhold"),
    "kot": ("kotelett", "kotflügel"),
    "stein": ("steinmeier", "steinbeis"),
    "reich": ("reichen", "reichlich", "reichweit"),
    "test": ("testament", "testosteron"),
    "leak": (),
    "insider": (),
    "krank": ("kranken",),
    "klage": ("klagenfurt",),
    "idiot": ("idiotensicher",),
    "kind": ("kindle",),
    "hass": ("hassel",),
    "lohn": ("lohnen", "lohnt", "lohnend"),
}  # fmt: skip
"""First part of a compound -> beginnings of words in which it is none (domain/rules.md section 5)."""

NO_HEAD = {
    "rat": (
        "heirat",
        "verrat",
        "vorrat",
        "hausrat",
        "unrat",
        "karat",
        "errat",
        "aparat",
        "apparat",
        "quadrat",
        "demokrat",
        "bürokrat",
        "literat",
    ),
    "ort": ("wort", "sport", "sofort", "export", "import", "report", "transport", "dort", "hort", "mord"),
    "tor": (
        "motor",
        "autor",
        "doktor",
        "faktor",
        "sektor",
        "rektor",
        "direktor",
        "ator",
        "itor",
        "traktor",
        "reaktor",
        "editor",
        "mentor",
    ),
    "ton": ("beton", "karton", "marathon", "feuilleton", "baton", "newton"),
    "mut": ("armut", "demut", "wermut", "anmut", "vermut"),
    "arm": ("alarm", "schwarm", "warm", "farm", "charm", "darm", "swarm"),
    "fall": ("abfall", "beifall", "zufall", "unfall", "ausfall", "vorfall", "überfall", "einfall", "anfall"),
    "art": ("start", "smart", "zart", "hart", "bart", "quart", "wart", "apart", "chart", "part", "stuttgart"),
    "eis": ("preis", "kreis", "beweis", "reis", "hinweis", "gleis", "greis", "verweis", "nachweis", "ausweis"),
    "gift": ("mitgift",),
    "recht": ("aufrecht", "gerecht", "waagerecht", "senkrecht"),
    "tier": ("portier", "notier", "quartier", "musketier"),
    "wert": ("schwert", "bewert"),
    "amt": ("samt", "gesamt", "beamt"),
    "heil": ("unheil",),
    "tod": ("methode", "kommode"),
    "kur": ("konkurs",),
    "rente": ("präsente", "talente"),
    "launch": (),
}
"""Head of a compound -> endings of words that only look like one."""
