"""Words of somebody who asks: something, for something, for a person, or to buy."""

from outreach.listening.signs.sign import Sign

_BOUGHT = (
    r"(?:seats?|licen[cs]es?|users?|plan|plans|package|upgrade|edition|tier|module|add-?on|addon|version"
    r"|subscription|contract|premium|enterprise|pro|storage|option)"
)

QUESTION = (
    Sign("asks something", 2.0, r"(?:[^ .!?]+ ){0,14}[.!…]*\?[?!.]*"),
    Sign(
        "asks how or whether",
        1.5,
        r"(?:how (?:do|does|can|could|would|should|to|is|are|long|much|many|often)|what(?:'s| is| are| does"
        r"| do| would| happens)|where (?:can|do|is|are|does)|when (?:will|is|are|does|do|can)|which (?:one|of"
        r"|is|are|version|plan)|who (?:is|can|do|should)|why (?:is|does|do|did|are|can'?t)|is there (?:a|an"
        r"|any)|are there|does (?:it|this|that|your|the|anyone)|do you (?:know|have|support|offer|plan)"
        r"|can (?:we|i|it|this|you tell|you explain)|could you (?:tell|explain|confirm)|is it possible"
        r"|any (?:idea|plans|news|update)|wondering (?:if|whether|how|what|when|why)|(?:quick|one|another"
        r"|short) question|not sure (?:how|if|whether|what|which)|don'?t (?:know|understand) (?:how|if|whether"
        r"|what|which|why)|curious (?:if|whether|how))",
    ),
    Sign(
        "asks how or whether",
        1.5,
        r"(?:wie (?:kann|können|lange|viel|viele|geht|funktioniert|mache|machen|oft|bekomme|bekommen)"
        r"|wo (?:finde|finden|kann|können|ist|sind|gibt)|wann (?:kommt|ist|wird|können|kann|gibt)|warum|wieso"
        r"|weshalb|welche[rsmn]?|wer (?:ist|kann)|gibt es|kann man|können wir|kann ich|ist es möglich"
        r"|eine (?:kurze )?frage|(?:wüsste|wüssten|würde|würden) gerne?|frage mich|fragen uns|weiß jemand"
        r"|wisst ihr)",
    ),
    Sign(
        "is only told",
        -1.5,
        r"(?:how to get there|that'?s (?:how|what|why|where|when)|this is (?:how|what|why|where)|know (?:how"
        r"|what|why|where) to|show (?:you|them|us) how|see how|no question|here(?:'s| is) how|i know (?:how"
        r"|what|why))",
    ),
)

REQUEST = (
    Sign(
        "asks for something to be done",
        2.5,
        r"(?:(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody|your team|u)(?! (?:believe"
        r"|imagine|guess|see that|tell me|tell us))|(?:would|do) you mind|(?:please|pls|plz"
        r"|kindly) (?:\w+ )?(?:send|share|enable|add|activate|give|provide|remove|update|set|create|check|fix"
        r"|open|close|change|let|help|confirm|extend|invite|reset|restore|delete|forward|book|schedule|arrange"
        r"|turn|switch|grant|make|put|look|resend|upload|include|move|replace|review|approve|advise|contact"
        r"|get|show|assign|unlock|increase|raise|migrate|export|import|run|stop|deactivate|disable|prepare"
        r"|re-?open|keep))",
    ),
    Sign(
        "says what is needed",
        2.5,
        r"(?:we|i|our team|they|our \w+) (?:also |really |still |urgently |just |would |will |'d "
        r"|'ll )*(?:need|needs|require|requires|want|wants|would like|'d like|are looking for|would love"
        r"|would appreciate|request|ask for)(?! (?:to (?:say|thank|tell|apologi\w+|clarify|add that|think"
        r"|check with|talk internally|discuss internally)|a (?:break|coffee|minute)))|(?:we'd|i'd) (?:like"
        r"|love|need|appreciate)|(?:can|could|may) (?:we|i) (?:please |also |maybe )?(?:get|have|see|book"
        r"|schedule|receive|ask for|request|be added|be given|do)|(?:would be|it'?d be) (?:great|nice|helpful"
        r"|good|awesome|useful|amazing) (?:if|to|when)|is it possible to|any chance (?:of|to|you|we|that)"
        r"|feature request|looking for a way|(?:are|would be) missing a way|(?:asap|urgently) need|requesting"
        r"|(?:need|needs) (?:to be|a|an|some|your|access|help|the)",
    ),
    Sign(
        "asks for something to be done",
        2.5,
        r"(?:(?:könnten|können|würden) (?:sie|wir)|(?:könntet|könnt|würdet) ihr|(?:könntest|kannst|würdest) du"
        r"|bitte … (?:senden|schicken|schickt|schick|sende|aktivieren|aktiviert|freischalten|freigeben"
        r"|hinzufügen|ergänzen|anlegen|einrichten|prüfen|prüft|ändern|löschen|geben|gebt|zurücksetzen"
        r"|verlängern|weiterleiten|machen|bestätigen|korrigieren|teilen|stellen|legt|fügt|setzt|schaltet|nehmt"
        r"|ladet|ladet)|bitte um|bräuchten?|brauchen wir|brauche ich|benötige[n]?|(?:wir|ich) (?:brauchen?"
        r"|benötigen?|hätten? gerne?|möchten?|wünschen)|(?:können|könnten|kann|könnte) (?:wir"
        r"|ich) … (?:bekommen|haben|kriegen|erhalten)|wäre es möglich|wäre (?:super|toll|gut|schön|hilfreich)"
        r"|(?:super|toll|gut|schön) wäre)",
    ),
    Sign(
        "speaks of needing nothing",
        -3.0,
        r"(?:(?:don'?t|do not|doesn'?t|no longer|didn'?t) (?:(?:think|believe) (?:we|i) )?(?:need|want"
        r"|require)|what (?:we|i|they) (?:need|want)|no need|if you need"
        r"|if you (?:could|would|can)(?! )|all (?:i|we) need to (?:say|know)|brauchen wir (?:nicht|keine)"
        r"|brauchen … nicht mehr|nicht nötig|you (?:need|want))",
    ),
)

PERSON = (
    Sign(
        "wants to speak with a person",
        3.0,
        r"(?:talk|speak|speaking|talking|chat|get) (?:to|with|through to|hold of) (?:a |an |some |any |real "
        r"|live |actual |the )*(?:person|human|human being|someone|somebody|people|agent|representative"
        r"|manager|supervisor)(?! (?:at|in|from) (?:our|my))|(?:real|actual|live) (?:person|human|people)"
        r"|human being|not (?:a|another|to a|with a) (?:bot|robot|machine)|get (?:a|some) human|(?:a"
        r"|any) human (?:here|there|please|on|who|to|\?)",
    ),
    Sign(
        "asks whether anyone is there",
        3.0,
        r"(?:is |are )?(?:anyone|anybody|someone|somebody|any human|any person) (?:\w+ )?(?:there|here|home"
        r"|around|available|listening|reading this|alive|on duty|awake|at all)|(?:hello|hallo"
        r"|hey) [?!.]*\?[?!]*|who(?:'s| is) (?:there|around|on duty|available)|are you (?:there|around"
        r"|still there|available)",
    ),
    Sign(
        "asks to be called",
        3.0,
        r"(?:call|ring|phone|dial) (?:me|us)(?: back)?(?! (?:crazy|old|back if|a|when it))|give (?:me"
        r"|us) a (?:quick )?(?:call|ring|shout)|(?:call|ring|phone) back|call-?back|(?:jump|hop"
        r"|get) on a (?:quick )?call|(?:phone|call) number (?:to|we|i)|(?:need|want|like) to (?:talk"
        r"|speak) (?:to|with) (?:you|\w+) (?:in person|today|now|urgently|on the phone)|(?:talk|speak) (?:on"
        r"|over) the phone",
    ),
    Sign(
        "wants to speak with a person",
        3.0,
        r"(?:(?:mit )?(?:einem|einer|jemandem|einem echten|einem richtigen) (?:menschen|person|mitarbeiter\w*"
        r"|ansprechpartner\w*)|mit jemandem (?:\w+ )?(?:sprechen|reden|telefonieren)|(?:ist|wäre) (?:da |hier "
        r"|denn |gerade )*(?:jemand|wer)(?: \w+)? ?(?:da|hier|erreichbar|\?)|jemand (?:da|hier|erreichbar"
        r"|zu sprechen)|(?:ruf|rufen|ruft) (?:sie |ihr )?(?:mich|uns) (?:\w+ )?(?:an|zurück)|(?:mich"
        r"|uns) (?:bitte )?(?:\w+ )?(?:jemand )?(?:anrufen|zurückrufen)|rückruf|zurückrufen|(?:kann"
        r"|könnte) (?:mich|uns) … anrufen|kein(?:em|en)? bot|echte[rn]? mensch\w*)",
    ),
    Sign(
        "speaks of others' calls",
        -3.0,
        r"(?:i'?ll|i will|we'?ll|we will|let me|i can|i'?m going to|customers?|clients?|they|he"
        r"|she) (?:\w+ )?(?:call|ring|phone) (?:you|us|me|them)|(?:did|does|do) (?:not|n'?t) need to (?:call"
        r"|speak|talk)|(?:thanks|thank you) for … (?:call|calling|ringing)",
    ),
)

BUYING = (
    Sign(
        "wants more of it",
        3.0,
        r"(?:add|buy|purchase|order|get|need|want|book|include|take|expand to|go up to|upgrade to|another"
        r"|additional|extra|more) (?:\w+ ){0,3}?(?:\d+|more|additional|another|extra|few|some|two|three|five"
        r"|ten|twenty) (?:more |additional |extra |new )?(?:seats?|licen[cs]es?|users?|accounts? for"
        r"|workspaces?)|(?:more|additional|extra) (?:seats|licen[cs]es|users|storage|capacity)",
    ),
    Sign(
        "asks to buy",
        3.0,
        rf"(?:(?:want|like|ready|interested|looking|need|happy|plan|planning|love|going) (?:to|in) (?:buy\w*"
        rf"|purchas\w+|order\w*|upgrad\w+|subscrib\w+|sign\w* up|extend\w*)|(?:how|where) (?:can|do"
        rf"|could) (?:we|i) (?:buy|order|purchase|upgrade|subscribe|sign up)|can (?:we|i) (?:also )?(?:buy"
        rf"|order|purchase|upgrade)|upgrad(?:e|ing) (?:to|our|from) … {_BOUGHT}|interested in (?:the|your"
        rf"|buying|adding|upgrading|a|an) (?:\w+ )?{_BOUGHT}|(?:send|give|get|prepare|share|have|need"
        rf"|want) (?:\w+ ){{0,2}}?(?:a|an|the|your|your best) (?:\w+ )?(?:quote|offer|order form|proposal"
        rf"|price list|pricing)(?! of help)|quote for|order form)",
    ),
    Sign(
        "asks for a price",
        3.0,
        rf"(?:(?:how much|what)(?: does| do| is| would| will|'s| are)? … (?:cost|costs|price|pricing|charge)"
        rf"|how much (?:is|are|would|for|more|extra|do)(?! (?:time|longer|work|effort|data|of))|(?:price"
        rf"|pricing|cost|costs|discount|rates?|fees?) (?:for|of|per|on) … {_BOUGHT}|(?:volume|annual"
        rf"|multi-?year) (?:discount|pricing)|price list|what would it cost|cost of (?:adding|upgrading"
        rf"|an upgrade|another))",
    ),
    Sign(
        "asks to buy",
        3.0,
        r"(?:(?:angebot|preis|preise|preisliste|kosten|rabatt) (?:für|zu|von|pro|per) |(?:ein|das|euer|ihr"
        r"|neues) angebot|was (?:kostet|kosten|würde|würden) |wie ?viel (?:kostet|kosten|würde)|(?:weitere"
        r"|zusätzliche|mehr|neue) (?:\w+ )?(?:lizenz\w*|nutzer\w*|plätze|benutzer\w*|seats|user)"
        r"|(?:dazubuchen|dazukaufen|nachbestellen|hinzubuchen|upgraden|bestellen|kaufen|buchen) ?"
        r"|upgrade auf)(?:\w+)?",
    ),
    Sign(
        "disputes a price",
        -2.0,
        r"(?:too expensive|overcharg\w+|refund\w*|invoice (?:is|was)|wrong price|price (?:increase|hike|rise)"
        r"|overpriced|cancel\w*|zu teuer|preiserhöhung|rechnung (?:ist|war) falsch)",
    ),
    Sign(
        "speaks of work, not of a purchase",
        -2.0,
        r"(?:how much (?:time|effort|work|longer|data|help)|in order to|at (?:all|no) cost|out of order"
        r"|sort order|cost us|add (?:\w+ )?users? to (?:the|this|our|a)|invite (?:\w+ )?users?)",
    ),
)
