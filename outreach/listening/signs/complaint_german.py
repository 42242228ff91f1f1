"""What speaks for and against a complaint in German."""

from outreach.listening.signs.sign import Sign

_NOT = r"(?:nicht|nie|nichts|kein\w*|niemand)"
# Words that both languages share ("problem", "support", "update") are weighed once, with the English ones.
_TEILE = r"(?:minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)"

THEIRS_GERMAN = Sign(
    "speaks of what is theirs",
    1.0,
    r"(?:unser\w*|mein\w*|ihr (?:service|support|system|produkt|team)|eure?\w*"
    r"|ihre[mnrs]? (?:\w+ )?(?:service|support|software|hotline|rechnung\w*)|konto|rechnung\w*"
    r"|schnittstelle\w*|berichte?\w*|daten|anmeldung|lizenz\w*|nutzer\w*|vertrag|plattform|anwendung|wir"
    r"|suche|formular\w*|zugang|zugänge|eingaben|oberfläche|auswertung\w*|schulung\w*|hotline|kundendienst"
    r"|lieferung\w*|bestellung\w*"
    r"|uns)",
)
COMPLAINT_GERMAN = (
    Sign(
        "says something does not work",
        2.5,
        r"(?:(?:funktionier\w*|geht|gehen|lädt|laden|läuft|laufen|klappt|klappen|startet|starten|öffnet"
        r"|reagiert|synchronisiert|stimm\w*) … nicht|nicht … (?:funktionier\w*|laden|öffnen|einloggen|anmelden"
        r"|erreichbar|verfügbar|starten|nutzbar|möglich|angekommen|erhalten|gelöst|behoben|geliefert)"
        r"|(?:können|kann|konnte\w*) … (?:nicht|kein\w*|nichts)|(?:bricht|brechen|brach|brachen) … ab|(?:gar "
        r"|überhaupt )nichts mehr|(?:kaum"
        r"|nicht) zu"
        r" gebrauchen|kaum (?:nutzbar|brauchbar|erreichbar|lesbar|benutzbar|bedienbar))",
        ground="fails",
    ),
    Sign(
        "names a failure",
        2.0,
        r"(?:fehler\w*|probleme\w*|störung\w*|ausfall|ausfälle|ausgefallen|absturz|abstürze|stürzt|abgestürzt"
        r"|kaputt\w*|defekt\w*|hängt|hängen geblieben|verliert|verlieren|verlor|nur (?:die hälfte|ein teil)"
        r"|eingefroren|verschwunden|verloren|fehlt|fehlen|falsch\w*"
        r"|fehlerhaft\w*|fehlermeldung\w*|unvollständig\w*|gesperrt|gelöscht|beschädigt\w*|langsam\w*"
        r"|verzögerung\w*|verspätet\w*|überlastet)",
        ground="fails",
    ),
    Sign(
        "is still waiting for something",
        2.0,
        rf"(?:immer noch|noch immer|zu lange|dauert … (?:lange|ewig|länger)|(?:warten"
        rf"|warte)(?![^.!?]* (?:durch|von|seitens|bei|aus) (?:unser|intern|mein))|gewartet"
        rf"|seit (?:\w+ )?(?:\d+ )?(?:{_TEILE}|montag|dienstag"
        rf"|mittwoch|donnerstag|freitag|samstag|sonntag|gestern|heute|letzte\w*|über|mehreren)|(?:nach|vor"
        rf"|über|schon|bereits|mehr als)"
        rf" (?:\d+|zwei|drei|vier|einer|einem|mehreren) {_TEILE}|(?:stunden|tage|wochen|monate)lang|wie lange"
        rf"|wann (?:endlich|wird|kommt|ist))",
        ground="waits",
    ),
    Sign(
        "got no answer",
        2.5,
        rf"(?:keine (?:antwort|rückmeldung|reaktion|lösung|hilfe|auskunft|information\w*)|niemand"
        rf"|{_NOT} … (?:gemeldet|geantwortet|reagiert|zurückgerufen|gehört|beantwortet)|ignorier\w*"
        rf"|unbeantwortet|(?:hören|höre|hörten|hört) … nichts)",
        ground="waits",
    ),
    Sign(
        "says that it happens again",
        1.5,
        r"(?:schon wieder|wieder|erneut|ständig|andauernd|dauernd|jedes mal|jede\w? (?:zweite|dritte"
        r"|vierte)\w?|jede\w? (?:zweite|dritte"
        r"|vierte)\w?|jede\w? (?:zweite|dritte"
        r"|vierte)\w?|immer wieder|zum (?:zweiten"
        r"|dritten|vierten) mal|mehrfach|mehrmals|zweimal|dreimal|viermal|fünfmal|regelmäßig|wiederholt|täglich)",
        is_mood=True,
        ground="again",
    ),
    Sign(
        "disputes money",
        2.0,
        r"(?:doppelt … (?:bezahlt|abgebucht|berechnet)|zu viel … (?:bezahlt|berechnet|abgebucht)|abgebucht"
        r"|erstattung|rückerstattung|zu teuer|überteuert|geld zurück|gutschrift|preiserhöhung)",
        ground="deeds",
    ),
    Sign(
        "judges it harshly",
        2.5,
        r"(?:katastroph\w*|schlecht\w*|schlimm\w*|furchtbar\w*|schrecklich\w*|unbrauchbar\w*|unzumutbar\w*"
        r"|inakzeptabel\w*|nicht akzeptabel|unmöglich|lächerlich\w*|frechheit|zumutung|unverschämt\w*"
        r"|mangelhaft\w*|miserabel|miserabl\w*|peinlich|chaos|chaotisch|unprofessionell\w*|unzuverlässig\w*"
        r"|mist|scheiß\w*|nervt|nervig\w*|schrott|witz|dreist)",
        ground="temper",
    ),
    Sign(
        "is let down",
        2.5,
        r"(?:nicht (?:\w+ )?(?:glücklich|zufrieden|begeistert|erfreut|einverstanden|hilfreich)|enttäusch\w*"
        r"|frustrier\w*|verärger\w*|ärger\w*|unzufrieden\w*|genervt|wütend|sauer|leider|schade"
        r"|bedauerlich|ratlos|verwirr\w*|reicht (?:es )?(?:uns|mir|jetzt)|satt)",
        is_mood=True,
        ground="temper",
    ),
    Sign(
        "says it is not what was agreed",
        3.0,
        r"nicht (?:so )?(?:abgesprochen|vereinbart|ausgemacht|abgemacht|bestellt)",
    ),
    Sign("complains in so many words", 3.0, r"(?:beschwer\w*|reklam\w*|bemängel\w*)", ground="temper"),
    Sign(
        "asks why it is so",
        2.0,
        r"(?:warum|wieso|weshalb|was ist (?:los|da los|passiert)|wie kann es sein|kann es sein)",
        ground="expects",
    ),
    Sign(
        "says what should have been",
        1.5,
        r"(?:(?:sollte|sollten|hätte|hätten|müsste) … (?:sein|werden|haben|funktionieren)|eigentlich"
        r"|(?<!wie )(?:versprochen\w*|zugesagt|vereinbart|erwart\w*)|statt|anstatt|trotz|obwohl)",
        is_mood=True,
        ground="expects",
    ),
    Sign(
        "wants it put right",
        1.5,
        r"(?:beheb\w*|reparier\w*|korrigier\w*|lös(?:en|t|ung)|kümmer\w*|dringend\w*|sofort|umgehend"
        r"|unverzüglich|schnellstens)",
        ground="demands",
    ),
    Sign("says what is not so", 1.0, rf"{_NOT}"),
    THEIRS_GERMAN,
    Sign("thanks", -1.5, r"(?:danke\w*|vielen dank|besten dank|merci)"),
    Sign(
        "praises",
        -2.0,
        r"(?:toll\w*|klasse|perfekt\w*|großartig\w*|prima|spitze|(?<!nicht )(?:begeistert|zufrieden)|freu\w*"
        r"|gut gemacht|gerne)",
    ),
    Sign(
        "says it is over",
        -2.5,
        r"(?:kein problem|(?:funktioniert|geht|läuft|klappt) (?:jetzt|wieder|nun|alles)|(?:ist|wurde"
        r"|hat sich) (?:jetzt |nun |alles )?(?:gelöst|behoben|erledigt|geklärt)|(?:jetzt|nun) (?:funktioniert"
        r"|geht|läuft|klappt)|alles (?:klar|gut|bestens))",
    ),
    Sign(
        "asks for information",
        -1.5,
        r"(?:wie (?:kann|können|geht|viel|viele|mache|machen)|gibt es|kann man|ist es möglich|welche[rsmn]?"
        r"|wo (?:finde|finden|kann)|könnt(?:et|en)? (?:ihr|sie|wir)|würdet ihr)",
    ),
)
