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
wollen will wollte gewollt; beben - bebte gebebt; bersten birst barst geborsten; dreschen drischt drosch gedroschen;
erlöschen erlischt erlosch erloschen; erschrecken erschrickt erschrak erschrocken; fechten ficht focht gefochten;
flechten flicht flocht geflochten; gären - gor gegoren; gebären gebiert gebar geboren; gedeihen - gedieh gediehen;
genesen - genas genesen; gleiten - glitt geglitten; glimmen - glomm geglommen; klimmen - klomm geklommen; mahlen -
mahlte gemahlen; melken - melkte gemolken; preisen - pries gepriesen; quellen quillt quoll gequollen; rinnen - rann
geronnen; ringen - rang gerungen; salzen - salzte gesalzen; saugen - sog gesogen; scheren - schor geschoren; schinden
- schindete geschunden; schleifen - schliff geschliffen; schlingen - schlang geschlungen; schreiten - schritt
geschritten; schwellen schwillt schwoll geschwollen; schwingen - schwang geschwungen; sinnen - sann gesonnen; speien
- spie gespien; spinnen - spann gesponnen; spriessen - spross gesprossen; stieben - stob gestoben; verdriessen -
verdross verdrossen; wägen - wog gewogen; weichen - wich gewichen; winden - wand gewunden; wringen - wrang gewrungen;
sein ist war gewesen; sollen soll sollte gesollt; bewegen - bewog bewogen; verbleichen - verblich verblichen; ziehen - zog gezogen; zwingen - zwang gezwungen
"""
"""Infinitive, third person present (`-` when regular), preterite, participle, spelt with ss."""

INSEPARABLE = tuple("miss ver zer ent emp hinter über unter wider be er ge".split())

SEPARABLE = tuple(
    """
    zusammen zurück heraus herein hinaus hinein weiter bekannt preis entgegen vorbei runter herunter hinunter
    herum rum umher hervor voran voraus vorweg nieder fertig kaputt krank kalt tot klar klein nahe offen platt
    schlecht schön schwarz still stumm teil sicher zurecht dazu daneben davon durch gleich gut wieder hoch heim
    raus rein weg fort fest frei los her hin nach vor aus auf ein mit bei dar ab an um zu
    """.split()
)

PREPOSITIONS = frozenset("ab an auf aus bei durch ein für gegen hinter in mit nach über um unter vor zu".split())
"""Particles that are prepositions (or an article) too, so that standing somewhere behind the verb says little."""

PLURALS = """
abbau; abstand abstände; absturz abstürze; acker äcker; ader adern; advokat advokaten; akkord
akkorde; akt akte; alarm alarme; album alben; amt ämter; angriff angriffe; angst ängste; anlass
anlässe; anruf anrufe; anstalt anstalten; antrag anträge; anwalt anwälte; apfel äpfel; app apps;
apparat apparate; arm arme; arrest arreste; arzt ärzte; ass asse; ast äste; attentat attentate;
aufenthalt aufenthalte; aufstand aufstände; auftrag aufträge; auge augen; august; auskunft
auskünfte; ausland; automat automaten; axt äxte; balg bälger; ball bälle; band bänder bände; bank
banken bänke; bar bars; barbar barbaren; bart bärte; basis basen; bau bauten; bauch bäuche; baum
bäume; beitrag beiträge; beruf berufe; bestand bestände; betrag beträge; betrug; bild bilder; blatt
blätter; block blöcke; blog blogs; bock böcke; boden böden; bogen bögen; bonus boni; boss bosse;
brand brände; braut bräute; brett bretter; bruch brüche; bruder brüder; brust brüste; bub buben;
buch bücher; buchstabe buchstaben; bug bugs; bulgare bulgaren; bund bünde; bursche burschen; bär
bären; bürokrat bürokraten; campus; chaot chaoten; charme; chef chefs; club clubs; code codes; dach
dächer; damm dämme; dampf dämpfe; dank; darm därme; daten; datum daten; demokrat demokraten; depp
deppen; deutschland; dieb diebe; ding dinge dinger; diplomat diplomaten; distanz distanzen; dogma
dogmen; dorf dörfer; dorn dornen; drama dramen; druck drucke; ausdruck ausdrücke; eindruck
eindrücke; abdruck abdrücke; duft düfte; duplikat duplikate; ei eier; england; erlass erlasse;
ertrag erträge; fach fächer; faden fäden; fall fälle; fass fässer; faust fäuste; beginn; feier
feiern; feind feinde; feld felder; fest feste; finnland; firma firmen; flop flops; fluch flüche;
flug flüge; fluss flüsse; format formate; forum foren; foto fotos; frau frauen; freund freunde;
frosch frösche; fundus; fuss füsse; fürst fürsten; gang gänge; gans gänse; garten gärten; gas gase;
gast gäste; gaul gäule; geduld; gegenstand gegenstände; gehalt gehälter; geist geister; geld gelder;
gesicht gesichter; gespenst gespenster; gestalt gestalten; gewalt gewalten; gewinn gewinne; gift
gifte; glas gläser; glied glieder; globus globen; grab gräber; graben gräben; graf grafen; gras
gräser; griechenland; gruft grüfte; grund gründe; gruss grüsse; gut güter; haar haare; hack hacks;
hafen häfen; hahn hähne; hals hälse; hammer hämmer; hand hände; hass; haus häuser; haushalt
haushalte; haut häute; heil; heimat heimaten; heirat heiraten; held helden; herkunft; herr herren;
herz herzen; hirt hirten; hof höfe; holland; holz hölzer; huhn hühner; hund hunde; hut hüte; idiot
idioten; implantat implantate; index indizes; ingenieur ingenieure; inhalt inhalte; inland; inserat
inserate; instanz instanzen; irland; island; jahr jahre; job jobs; jude juden; kahn kähne; kalb
kälber; kamerad kameraden; kammer kammern; kampf kämpfe; kanal kanäle; kandidat kandidaten; kasten
kästen; kater; kauf käufe; kind kinder; kleid kleider; kloss klösse; klub klubs; knall; knopf
knöpfe; koch köche; kodex kodizes; kompass kompasse; konto konten; kontrast kontraste; kopf köpfe;
korb körbe; korn körner; kraft kräfte; krampf krämpfe; kran kräne; kranz kränze; kraut kräuter;
krieg kriege; krisis krisen; kuh kühe; kunst künste; kursus kurse; kuss küsse; laden läden; lakai
lakaien; lamm lämmer; land länder; last lasten; lauf läufe; laus läuse; leak leaks; lexikon lexika;
licht lichter; lied lieder; loch löcher; lohn löhne; luft lüfte; lust lüste; macht mächte; magd
mägde; magen mägen; malus mali; mandat mandate; manifest manifeste; mann männer; mantel mäntel;
markt märkte; material materialien; mauer mauern; maul mäuler; maus mäuse; mensch menschen; mineral
mineralien; mitglied mitglieder; mob mobs; monat monate; mond monde; mord morde; museum museen; mut;
mutter mütter; nachbar nachbarn; nacht nächte; nagel nägel; napf näpfe; nerv nerven; nest nester;
not nöte; nummer nummern; nuss nüsse; ochs ochsen; ofen öfen; oper opern; organismus organismen; ort
orte; paar paare; partei parteien; pass pässe; patent patente; patriot patrioten; pest; pfahl
pfähle; pflug pflüge; pilot piloten; plakat plakate; plan pläne; planet planeten; platz plätze;
podest podeste; pool pools; post; praktikum praktika; praxis praxen; prinz prinzen; prinzip
prinzipien; protest proteste; prozent prozente; punkt punkte; qual qualen; quatsch; quiz quizze;
rabatt rabatte; rad räder; radius radien; rand ränder; rat räte; raum räume; rausch räusche; recht
rechte; referat referate; rekord rekorde; rest reste; resultat resultate; rhythmus rhythmen; rind
rinder; risiko risiken; rock röcke; ruf rufe; russland; rückhalt; saal säle; sachverhalt
sachverhalte; sack säcke; saft säfte; salat salate; saldo salden; sarg särge; satz sätze; sau säue
sauen; schaden schäden; schall; schatz schätze; schaum schäume; schema schemata; schild schilder
schilde; schlag schläge; schloss schlösser; schluss schlüsse; schoss schösse; schrank schränke;
schub schübe; schuft schufte; schuld schulden; schulter schultern; schuss schüsse; schwamm schwämme;
schwanz schwänze; schwarm schwärme; schwester schwestern; schwung schwünge; senat senate; shop
shops; skandal skandale; sohn söhne; soldat soldaten; spinat; sport; spott; spruch sprüche; sprung
sprünge; stab stäbe; stadt städte; stall ställe; stamm stämme; stand stände; start starts; status;
steuer steuern; stich stiche; stock stöcke; stoff stoffe; stoss stösse; strand strände; strang
stränge; strauch sträucher; strauss sträusse; streik streiks; strom ströme; strumpf strümpfe;
student studenten; studium studien; stuhl stühle; sturm stürme; sturz stürze; substanz substanzen;
sumpf sümpfe; tag tage; tal täler; tanz tänze; tat taten; tausch; team teams; teil teile; tempo
tempi; test tests; thema themen; tier tiere; tochter töchter; tod tode; ton töne; topf töpfe; tor
tore; traum träume; trick tricks; trumpf trümpfe; trunk; tuch tücher; tumor tumore; turm türme;
umsatz umsätze; umstand umstände; ungar ungarn; unschuld; unterhalt; unterkunft unterkünfte; vater
väter; vaterland; verbot verbote; verdacht; verlust verluste; vernunft; verstand; vertrag verträge;
villa villen; virus viren; visum visa; vlog vlogs; vogel vögel; volk völker; vorbehalt vorbehalte;
vorstand vorstände; vortrag vorträge; wagen wägen; wahl wahlen; wald wälder; wand wände; weg wege;
weib weiber; werk werke; wert werte; widerstand widerstände; wolf wölfe; wort wörter worte; wunsch
wünsche; wurf würfe; wurm würmer; wurst würste; wut; zahl zahlen; zahn zähne; zank; zaun zäune;
zelot zeloten; zertifikat zertifikate; zeuge zeugen; ziffer ziffern; zitat zitate; zoll zölle; zopf
zöpfe; zug züge; zukunft; zusammenhalt; zwang zwänge; zyklus zyklen
"""
"""A noun and all its plural stems; also used for compounds that end in it."""

SHORT_HEADS = frozenset("job ei arm ass mut wut hut ast art ball mob bug app ruf dank heil kater trunk".split())
"""Nouns of PLURALS that many other words end in by chance: only used for the word alone."""

HOMONYMS = frozenset(
    """
    arm arme armen armem armer armes bar bares dank danke danken ernst ernste fest feste festen gehalten gelder gericht
    gewinnen gut gute guten heil heile heilen kosten kunde laut laute lauten log logen macht machte mahl mal malen mehr
    mut mute post posten recht rechte rechten rechter rechtes reich reiche reichen reicher reiches rost rosten schein
    scheine scheinen stark steuern stimmen sucht tat taten tote toten trauen trauer treffen verbot verboten verrat
    verraten verrate vertragen wage wagen weg wege weise weisen weiss wert werte werten wettern wirt wirte würde würden
    betrug betrugen beitragen auftragen anschlagen ausfallen abfallen zufallen vorfallen druck drucke drucken schlage
    schlagen lohn lohne lohnen preis preise preisen rate raten rat rates band bande banden lage lager leiden leid fliege
    fliegen krieg kriege kriegen kriegt sorge sorgen spinne spinnen spinner
    """.split()
)
"""Forms that are one word with a capital and another without: Arm and arm, Logen and logen (of lügen)."""

NOMINALISED = frozenset(
    """
    alte arme asoziale beamte böse bekannte blinde deutsche dumme erwachsene farbige fremde gefangene gläubige grosse
    grüne illegale irre jugendliche kleine kranke kriminelle linke lokale neue obdachlose radikale rechte reiche schwarze
    schwule tote verwandte weisse wilde homosexuelle transsexuelle intellektuelle angehörige freiwillige minderjährige
    volljährige selbstständige berufstätige erwerbstätige arbeitslose heilige
    """.split()
)
"""Adjectives that name people; participles (Angestellte, Vorgesetzte) follow a rule."""

BOTH = frozenset("hängen senden wenden schaffen bewegen saugen gären erschrecken löschen schwören backen".split())
"""Verbs that are also weak: hing and hängte."""

INVARIANT = frozenset(
    """
    ab aber alles als also am an auch auf aus bald bei beim bin bis bist da damit dann daran darauf das dass dem den denen
    denn der des dich die dir doch dort du durch ein einmal er erst es etwas euch für gar gegen genau gern gerne gestern
    gewesen halt hat heute her hier hin hinter ich ihm ihn ihnen ihr immer in ins ist ja je jemand jetzt kaum los mal man
    mehr mich mir mit morgen nach neben nein nicht nichts nie niemals niemand noch nun nur ob oben oder off ohne oft per
    pro raus schon sehr seid seit sich sie sind so sogar somit sonst sowie über um und uns unter vom von vor wann war warum
    was weder weg wegen weil wem wen wenn wer weshalb wie wieder wieso wir wo wohl woher wohin würde zu zum zur zwar
    a all am an and any are as at be been being but by can cannot could did do does down each for from had has have he her
    here him his how i if into is it its just may me might more most must my never no none not nothing of off on only or
    our out over same shall she should since some such than that the their them then there these they this those to too
    under until up us very was we were what when where which while who whom whose why will with without would you your
    """.split()
) - frozenset(
    "be been being do does did have has had are is was were can could must may might will would shall should halt all".split()
)
"""Words that take no endings; the English auxiliaries among the others have forms of their own."""

DETERMINERS = {
    "ein": "ein", "mein": "mein", "dein": "dein", "sein": "sein", "unser": "unser|unsr", "euer": "euer|eur", "kein": "kein",
    "dieser": "dies", "jener": "jen", "jeder": "jed", "welcher": "welch", "solcher": "solch", "mancher": "manch",
    "diese": "dies", "dieses": "dies", "jede": "jed", "jedes": "jed", "alle": "all", "viele": "viel", "einige": "einig",
}  # fmt: skip
"""Words that are declined but never compared, with their stems."""

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
    "ort": ("wort", "sport", "sofort", "export", "import", "report", "transport", "komfort"),
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
