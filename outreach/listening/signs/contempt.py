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
        r"|listens)"
        r"|wast(?:e|ing|ed) (?:of )?(?:my|our) time|(?:treated|treat|treating) (?:us|me|your|like|customers"
        r"|people)|ignor(?:ed|ing) (?:us|me|our|my|again|for)|(?:being|been|feel) ignored|no respect"
        r"|disrespect\w*|insult\w*|slap in the face|had enough|enough is enough|fed up|sick (?:and tired )?of"
        r"|lost … (?:trust|faith|confidence|patience)|lied to (?:us|me)|(?:you|they) lied|shame on",
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
        rf"(?:{_US}|which was|was|were|had been|been|as|we were|i was) (?:had |have |'?ve )?promised"
        rf"|promised (?:us|me|this|that|it|by|for|to|last|a)|broke(?:n)? … promises?|promises? … broken"
        rf"|empty promises|(?:your|another|that|the) promises?"
        r"|(?:said|told|assured|committed) … (?:would|will|'d|'ll|going to) (?:[^ .!?]+ ){0,8}?(?:but|and|yet"
        r"|,) (?:\w+ ){0,3}?(?:no|not|nothing|never|still|didn'?t|hasn'?t)",
    ),
    Sign(
        "has asked more than once",
        3.0,
        r"(?:second|third|fourth|fifth|sixth|tenth|2nd|3rd|4th|5th|6th|\d+th|umpteenth"
        r"|hundredth) time … (?:ask\w*|report\w*|rais\w*|chas\w*|writ\w*|mention\w*|follow\w*|contact\w*"
        r"|remind\w*|request\w*|explain\w*|i|we|i'm|we're)|(?:ask|asked|asking|report|reported|raised|chased"
        r"|reminded|told|written|contacted|emailed|called|explained) … (?:three|four|five|several|many"
        r"|multiple|countless|\d+|a dozen) times|how (?:many|often) (?:more )?(?:times )?(?:do|must|should"
        r"|have) (?:we|i)|keep (?:asking|chasing|repeating|explaining)|(?:tired|sick) of (?:asking|chasing"
        r"|waiting|explaining)",
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
        rf"(?:if|unless) … (?:{_NOT_DONE} )?(?:\w+ ){{0,4}}by {_DAY}|(?:last|final|one last) (?:chance|warning)"
        rf"|you have (?:until|till|\d+|one) … (?:hours|days|{_DAY})|or (?:else )?(?:we|i)(?:'ll| will|'re|'m"
        rf"| are| am) (?:\w+ )?(?:leave|leaving|cancel\w*|escalat\w*|go\w* elsewhere|switch\w*|terminat\w*|out"
        rf"|done|involve|stop|withhold)|(?:legal (?:action|steps)|(?:our|my|involve|contact|call|consult"
        rf"|from) (?:\w+ )?(?:lawyers?|attorneys?|legal team)|sue you|(?:see|take) you (?:in|to) court"
        rf"|breach of contract)|escalat\w+ (?:this|it|to (?:your|the) (?:ceo|management|board|boss|cto"
        rf"|director))|(?:report|complain) (?:you|this|it) to",
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
        r"|(?:interessiert|kümmert) … (?:niemanden|keinen|nicht)|(?:verarscht|veräppelt|hingehalten|vertröstet"
        r"|ignoriert|im stich gelassen)|reicht (?:es )?(?:jetzt|uns|mir|langsam)|geduld … (?:am ende|zu ende)"
        r"|so geht man nicht|vertrauen … (?:verloren|verspielt)",
    ),
    Sign(
        "says it broke a promise",
        3.0,
        r"(?:versprochen|zugesagt|zugesichert|versprechen … (?:gebrochen|nicht)|nicht … wort gehalten)",
    ),
    Sign(
        "has asked more than once",
        3.0,
        r"(?:zum )?(?:zweite|dritte|vierte|fünfte|x-te|wiederholt|\d+)n? ?(?:\.)? ?mal|mehrfach … (?:gemeldet"
        r"|gefragt|nachgefragt|gebeten|darauf)|schon wieder … (?:keine|nicht)|wie oft (?:noch|müssen|soll)",
    ),
    Sign(
        "says nobody came back",
        3.0,
        r"(?:niemand|keiner|keine antwort|keine rückmeldung) … (?:gemeldet|meldet|geantwortet|antwortet"
        r"|reagiert|zurückgerufen|bekommen|erhalten|seit)|(?:warten|warte) … (?:immer noch|noch immer|seit)"
        r"|immer noch (?:keine|nicht)",
    ),
    Sign(
        "sets an ultimatum",
        3.0,
        rf"(?:wenn|falls|sollte) … (?:nicht )?(?:\w+ ){{0,4}}bis {_TAG}|bis {_TAG} … (?:nicht|sonst)"
        rf"|letzte (?:chance|warnung|mahnung)|(?:sonst|ansonsten|andernfalls) … (?:kündigen|wechseln|eskalieren"
        rf"|anwalt|ziehen|konsequenzen)|rechtliche schritte|anwalt|frist",
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
