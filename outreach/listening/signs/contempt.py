"""Words of somebody who feels treated with contempt: blame, a broken promise, an ultimatum."""

from outreach.listening.signs.sign import Sign

_US = r"(?:you|you guys|you people|your (?:team|company|support|people|colleagues?)|they)"
_DAY = (
    r"(?:today|tomorrow|tonight|this week|next week|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|end of … (?:day|week|month)"
    r"|the (?:week|month|day)|then|noon|(?:this|next) month|\d+)"
)
_TAG = (
    r"(?:heute|morgen|übermorgen|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|ende (?:der"
    r"|dieser) woche|nächste woche|dann)"
)
_NTH = r"third|fourth|fifth|sixth|tenth|3rd|4th|5th|6th|\d+th|umpteenth|hundredth"
# What is wanted of us by then.
_SETTLED = (
    r"(?:fix\w*|resolv\w*|solv\w*|solution|sorted|working|work|refund\w*|deliver\w*|correct\w*|hear\w*"
    r"|answer\w*|repl\w+"
    r"|respon\w+|back|up|online|restored)"
)
_NOT_DONE = r"(?:not|isn'?t|is not|hasn'?t|has not|doesn'?t|does not|can'?t|cannot|won'?t|aren'?t|haven'?t)"

CONTEMPT = (
    # Blame
    Sign(
        "blames people",
        3.0,
        r"(?:you people|incompeten\w+|clowns?|amateurs?|idiots?|liars?|morons?|crooks?)",
        is_mood=True,
    ),
    Sign(
        "calls it a joke",
        3.0,
        r"(?:is|are|what|such|becoming|like|total|complete|bad) (?:a )?(?:\w+ )?(?:joke|farce|circus|shambles"
        r"|disgrace)|are you (?:kidding|joking|serious)|kidding me|taking the (?:piss|mickey)",
        is_mood=True,
    ),
    Sign(
        "says we do not care",
        3.0,
        r"(?:you|they|nobody|no one|no-one|company|team|support|clearly|obviously) … (?:don'?t|doesn'?t"
        r"|does not|do not|never|could(?:n'?t)? not|couldn'?t) (?:\w+ )?(?:care|listen|give a)|nobody (?:cares"
        r"|listens)|wast(?:e|ing|ed) (?:of )?(?:my|our) time|no respect|disrespect\w*|insult\w*|slap in the face"
        r"|enough is enough|(?:fed up|had enough|sick and tired|sick) (?:with|of) (?:this|you|your|it|these|being)"
        r"|lost … (?:trust|faith|confidence|patience) in (?:you|your|this)|lied to (?:us|me)|(?:you|they) lied"
        r"|shame on (?:you|them)",
    ),
    Sign(
        "says how they were treated",
        2.5,
        r"(?:treated|treat|treating) (?:us|me|your|like|customers|people)|(?:you|they|team|support|being|been|feel"
        r"|keeps?)"
        r" (?:\w+ )?ignor(?:e|ed|es|ing)|ignoring (?:us|me|our|my)|fed up|had enough of|lost … (?:trust|faith"
        r"|patience)",
    ),
    Sign(
        "calls it unacceptable",
        2.0,
        r"(?:unacceptable|not acceptable|inexcusable|no excuse|disgrac\w+|outrageous|unprofessional|pathetic"
        r"|ridiculous|appalling|disgusting|beyond (?:belief|frustrating|a joke)|how hard can it be|how dare"
        r"|worst)",
        is_mood=True,
    ),
    # A broken promise
    Sign(
        "says it broke a promise",
        3.0,
        r"broke(?:n)? … promises?|promises? … broken|empty promises|(?:said|told|assured|committed|promised) …"
        r" (?:would|will|'d|'ll|going to) (?:[^ .!?]+ ){0,8}?(?:but|and|yet|,) (?:\w+ ){0,3}?(?:no|not|nothing|never"
        r"|still|didn'?t|hasn'?t)",
    ),
    # Who reminds us of a promise may be content with it.
    Sign(
        "says it broke a promise",
        2.5,
        rf"(?:{_US}|which was|was|were|had been|been|we were|i was) (?:had |have |'?ve )?promised|promised (?:us|me)"
        r"|(?:your|that|another) promises?",
    ),
    Sign(
        "has asked more than once",
        3.0,
        rf"(?:{_NTH}) time … (?:ask\w*|report\w*|rais\w*|chas\w*|writ\w*|contact\w*|remind\w*|request\w*|explain\w*)"
        r"|how (?:many|often) (?:more )?(?:times )?(?:do|must|should|have) (?:we|i)|keep (?:asking|chasing|repeating"
        r"|explaining) (?:you|this|for|the same)|(?:tired|sick) of (?:asking|chasing|waiting|explaining)",
    ),
    Sign(
        "has told it more than once",
        2.5,
        rf"(?:{_NTH}) time … (?:i|we|i'm|we're|i've|we've)|(?:ask|asked|asking|report|reported|raised|chased|reminded"
        r"|told|written|contacted|emailed|called|explained) … (?:three|four|five|several|many|multiple|countless|\d+"
        r"|a dozen) times",
    ),
    Sign(
        "says nobody came back",
        2.5,
        r"(?:nobody|no one|no-one|noone|none of you) (?:has |have |ever |even |bothered (?:to )?)*(?:called"
        r"|calls|came|come|got|gets?|replied|replies|answered|answers|responded|responds|reacted|followed"
        r"|contacted|bothered|cares)",
    ),
    Sign(
        "still waits for what was due",
        2.5,
        r"still (?:waiting|no (?:answer|reply|response|word|fix|solution|update|news)|nothing"
        r"|haven'?t (?:heard|received|got\w*|had)) … (?:for|from|on|about|since|after|to|by) … (?:promised"
        r"|days|weeks|months|fix|answer|reply|response|call|refund|you|your|solution|ago|us|hours|\d+)|(?:days"
        r"|weeks|months|hours) (?:later )?(?:and|,)? ?(?:still|no one|nobody|nothing|not a word|no (?:answer"
        r"|reply|response))",
    ),
    # An ultimatum
    Sign(
        "sets an ultimatum",
        3.0,
        rf"(?:if … {_NOT_DONE}|unless) (?:\w+ ){{0,5}}?{_SETTLED} (?:\w+ ){{0,5}}?by {_DAY}|(?:last|final|one last)"
        rf" (?:chance|warning) (?:to|before|or|for you)|you have (?:until|till|\d+|one) … (?:hours|days|{_DAY}) (?:to"
        r" (?:fix|solve|resolve|sort|answer|reply|refund|restore|put)|or|before|otherwise)|or (?:else )?(?:we"
        r"|i)(?:'ll| will"
        r"|'re|'m| are| am) (?:\w+ )?(?:leave|leaving|cancel\w*|escalat\w*|go\w* elsewhere|switch\w*|terminat\w*|out"
        r"|done|involve|stop|withhold)|legal (?:action|steps)|(?:involve|consult|hear(?:ing)? from|hand\w* … to)"
        r" (?:\w+ )?(?:lawyers?|attorneys?|legal team)|sue you|(?:see|take) you (?:in|to) court|breach of contract"
        r"|(?:will|'ll|must|have to|going to|forced to) (?:\w+ )?escalat\w+ (?:this|it|to)|report you to|complain"
        r" (?:\w+ )?to your",
    ),
    # German
    Sign(
        "blames people",
        3.0,
        r"(?:unfähig\w*|inkompeten\w*|dilettant\w*|stümper\w*|amateure|saftladen|witzbolde|unverschämt\w*"
        r"|frechheit|zumutung|schlamperei|witz|lachhaft|lächerlich)",
    ),
    Sign(
        "says we do not care",
        3.0,
        r"(?:nimmt|nehmt|nehmen) … (?:nicht|niemand) ernst|niemand … (?:kümmert|interessiert|zuständig)"
        r"|(?:interessiert|kümmert) … (?:niemanden|keinen|nicht)|(?:uns|wir|mich|ich) … (?:verarscht|veräppelt"
        r"|hingehalten|vertröstet|ignoriert|im stich gelassen)|(?:jetzt|langsam|mir) reicht|reicht (?:es"
        r"|'s) (?:jetzt|uns|mir"
        r"|langsam)|es reicht(?! (?:auch|wenn|aus|uns|mir))|geduld … (?:am ende|zu ende)|so geht man nicht|vertrauen …"
        r" (?:verloren|verspielt)",
    ),
    Sign(
        "says it broke a promise",
        3.0,
        r"(?:versprechen … (?:gebrochen|nicht)|nicht … wort gehalten|(?:versprochen|zugesagt|zugesichert)"
        r" (?:[^ .!?]+ ){0,5}?(?:aber|und|doch|trotzdem|,) (?:[^ .!?]+ ){0,3}?(?:nicht\w*|kein\w*|nie|immer noch))",
    ),
    Sign(
        "says it broke a promise",
        2.5,
        r"(?:ihr|sie|uns|mir|wurde\w*|war) (?:[^ .!?]+ ){0,4}?(?:versprochen|zugesagt|zugesichert)",
    ),
    Sign(
        "has asked more than once",
        3.0,
        r"(?:schon|bereits|jetzt|nun|langsam) (?:\w+ )?zum (?:zweiten|dritten|vierten|fünften|x-ten|\d+ \.) mal"
        r"|(?:fragen|frage"
        r"|bitten|bitte|schreiben|melden|mahnen|erinnern) … zum (?:zweiten|dritten|vierten|fünften|x-ten"
        r"|\d+ \.) mal|mehrfach"
        r" … (?:gemeldet|gefragt|nachgefragt|gebeten|darauf)|schon wieder … (?:keine|nicht)|wie oft (?:noch|müssen"
        r"|soll)",
    ),
    Sign(
        "says nobody came back",
        3.0,
        r"(?:niemand|keiner|keine antwort|keine rückmeldung) … (?:gemeldet|meldet|geantwortet|antwortet"
        r"|reagiert|zurückgerufen|bekommen|erhalten|seit)|(?:warten|warte) … (?:immer noch|noch immer) auf"
        r" (?:eine |die |ihre |eure )?(?:antwort|rückmeldung|reaktion|lösung|rückruf)|immer noch keine (?:antwort"
        r"|rückmeldung"
        r"|reaktion|lösung)",
    ),
    Sign(
        "sets an ultimatum",
        3.0,
        rf"(?:wenn|falls|sollte) (?:[^ .!?]+ ){{1,4}}?(?:nicht|kein\w*) (?:[^ .!?]+ ){{0,3}}?bis {_TAG}"
        r"|letzte (?:warnung|mahnung|chance (?:für (?:sie|euch)|bevor|,))"
        rf"|(?:wenn|falls|sollte) (?:[^ .!?]+ ){{1,4}}?bis {_TAG} (?:[^ .!?]+ ){{0,2}}?(?:nicht|kein\w*)"
        r"|(?:sonst|ansonsten|andernfalls) … (?:kündigen|wechseln|eskalieren|anwalt|ziehen|konsequenzen)"
        r"|rechtliche schritte"
        r"|(?:anwalt|anwälte|anwältin) … (?:einschalten|einzuschalten|übergeben|hören)|konsequenzen ziehen"
        r"|(?:setzen|setze|gesetzte|letzte) … frist|frist gesetzt",
    ),
    # Against
    Sign("is said in jest", -2.0, r"(?:lol|haha\w*|just kidding|jk|😂|🤣|😉|;\)|:\)|scherz|spaß)"),
    Sign("thanks", -1.0, r"(?:thanks?|thank you|danke|vielen dank|appreciate\w*)"),
    Sign(
        "speaks of good service",
        -2.0,
        r"(?:great|love|kept … promise|as promised|wie versprochen|wie zugesagt|wie besprochen|promising)",
    ),
)
