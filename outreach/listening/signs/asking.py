"""Words of somebody who asks: something, for something, for a person, or to buy."""

from outreach.listening.signs.sign import Sign

_BOUGHT = r"(?:seats?|licen[cs]es?|users?|plan|plans|package|upgrade|edition|tier|module|add-?on|addon|version|subscription|contract|premium|enterprise|pro|storage|option)"

QUESTION = (
    Sign("asks something", 2.0, r"(?:[^ .!?]+ ){0,14}[.!…]*\?[?!.]*"),
    Sign(
        "asks how or whether",
        1.5,
        r"(?:how (?:do|does|can|could|would|should|to|is|are|long|much|many|often)|what(?:'s| is| are| does| do| would| happens)|where (?:can|do|is|are|does)|when (?:will|is|are|does|do|can)|which (?:one|of|is|are|version|plan)|who (?:is|can|do|should)|why (?:is|does|do|did|are|can'?t)|is there (?:a|an|any)|are there|does (?:it|this|that|your|the|anyone)|do you (?:know|have|support|offer|plan)|can (?:we|i|it|this|you tell|you explain)|could you (?:tell|explain|confirm)|is it possible|any (?:idea|plans|news|update)|wondering (?:if|whether|how|what|when|why)|(?:quick|one|another|short) question|not sure (?:how|if|whether|what|which)|don'?t (?:know|understand) (?:how|if|whether|what|which|why)|curious (?:if|whether|how))",
    ),
    Sign(
        "asks how or whether",
        1.5,
        r"(?:wie (?:kann|können|lange|viel|viele|geht|funktioniert|mache|machen|oft|bekomme|bekommen)|wo (?:finde|finden|kann|können|ist|sind|gibt)|wann (?:kommt|ist|wird|können|kann|gibt)|warum|wieso|weshalb|welche[rsmn]?|wer (?:ist|kann)|gibt es|kann man|können wir|kann ich|ist es möglich|eine (?:kurze )?frage|(?:wüsste|wüssten|würde|würden) gerne?|frage mich|fragen uns|weiß jemand|wisst ihr)",
    ),
    Sign(
        "is only told",
        -1.5,
        r"(?:how to get there|that'?s (?:how|what|why|where|when)|this is (?:how|what|why|where)|know (?:how|what|why|where) to|show (?:you|them|us) how|see how|no question|here(?:'s| is) how|i know (?:how|what|why))",
    ),
)

REQUEST = (
    Sign(
        "asks for something to be done",
        2.5,
        r"(?:(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody|your team|u)(?! (?:believe|imagine|guess|see that|tell me|tell us))|(?:would|do) you mind|(?:please|pls|plz|kindly) (?:\w+ )?(?:send|share|enable|add|activate|give|provide|remove|update|set|create|check|fix|open|close|change|let|help|confirm|extend|invite|reset|restore|delete|forward|book|schedule|arrange|turn|switch|grant|make|put|look|resend|upload|include|move|replace|review|approve|advise|contact|get|show|assign|unlock|increase|raise|migrate|export|import|run|stop|deactivate|disable|prepare|re-?open|keep))",
    ),
    Sign(
        "says what is needed",
        2.5,
        r"(?:we|i|our team|they|our \w+) (?:also |really |still |urgently |just |would |will |'d |'ll )*(?:need|needs|require|requires|want|wants|would like|'d like|are looking for|would love|would appreciate|request|ask for)(?! (?:to (?:say|thank|tell|apologi\w+|clarify|add that|think|check with|talk internally|discuss internally)|a (?:break|coffee|minute)))|(?:we'd|i'd) (?:like|love|need|appreciate)|(?:can|could|may) (?:we|i) (?:please |also |maybe )?(?:get|have|see|book|schedule|receive|ask for|request|be added|be given|do)|(?:would be|it'?d be) (?:great|nice|helpful|good|awesome|useful|amazing) (?:if|to|when)|is it possible to|any chance (?:of|to|you|we|that)|feature request|looking for a way|(?:are|would be) missing a way|(?:asap|urgently) need|requesting|(?:need|needs) (?:to be|a|an|some|your|access|help|the)",
    ),
    Sign(
        "asks for something to be done",
        2.5,
        r"(?:(?:könnten|können|würden) (?:sie|wir)|(?:könntet|könnt|würdet) ihr|(?:könntest|kannst|würdest) du|bitte … (?:senden|schicken|schickt|schick|sende|aktivieren|aktiviert|freischalten|freigeben|hinzufügen|ergänzen|anlegen|einrichten|prüfen|prüft|ändern|löschen|geben|gebt|zurücksetzen|verlängern|weiterleiten|machen|bestätigen|korrigieren|teilen|stellen|legt|fügt|setzt|schaltet|nehmt|ladet|ladet)|bitte um|bräuchten?|brauchen wir|brauche ich|benötige[n]?|(?:wir|ich) (?:brauchen?|benötigen?|hätten? gerne?|möchten?|wünschen)|(?:können|könnten|kann|könnte) (?:wir|ich) … (?:bekommen|haben|kriegen|erhalten)|wäre es möglich|wäre (?:super|toll|gut|schön|hilfreich)|(?:super|toll|gut|schön) wäre)",
    ),
    Sign(
        "speaks of needing nothing",
        -3.0,
        r"(?:(?:don'?t|do not|doesn'?t|no longer|didn'?t) (?:need|want|require)|no need|if you need|if you (?:could|would|can)(?! )|all (?:i|we) need to (?:say|know)|brauchen wir (?:nicht|keine)|brauchen … nicht mehr|nicht nötig|you (?:need|want))",
    ),
)

PERSON = (
    Sign(
        "wants to speak with a person",
        3.0,
        r"(?:talk|speak|speaking|talking|chat|get) (?:to|with|through to|hold of) (?:a |an |some |any |real |live |actual |the )*(?:person|human|human being|someone|somebody|people|agent|representative|manager|supervisor)(?! (?:at|in|from) (?:our|my))|(?:real|actual|live) (?:person|human|people)|human being|not (?:a|another|to a|with a) (?:bot|robot|machine)|get (?:a|some) human|(?:a|any) human (?:here|there|please|on|who|to|\?)",
    ),
    Sign(
        "asks whether anyone is there",
        3.0,
        r"(?:is |are )?(?:anyone|anybody|someone|somebody|any human|any person) (?:\w+ )?(?:there|here|home|around|available|listening|reading this|alive|on duty|awake|at all)|(?:hello|hallo|hey) [?!.]*\?[?!]*|who(?:'s| is) (?:there|around|on duty|available)|are you (?:there|around|still there|available)",
    ),
    Sign(
        "asks to be called",
        3.0,
        r"(?:call|ring|phone|dial) (?:me|us)(?: back)?(?! (?:crazy|old|back if|a|when it))|give (?:me|us) a (?:quick )?(?:call|ring|shout)|(?:call|ring|phone) back|call-?back|(?:jump|hop|get) on a (?:quick )?call|(?:phone|call) number (?:to|we|i)|(?:need|want|like) to (?:talk|speak) (?:to|with) (?:you|\w+) (?:in person|today|now|urgently|on the phone)|(?:talk|speak) (?:on|over) the phone",
    ),
    Sign(
        "wants to speak with a person",
        3.0,
        r"(?:(?:mit )?(?:einem|einer|jemandem|einem echten|einem richtigen) (?:menschen|person|mitarbeiter\w*|ansprechpartner\w*)|mit jemandem (?:\w+ )?(?:sprechen|reden|telefonieren)|(?:ist|wäre) (?:da |hier |denn |gerade )*(?:jemand|wer)(?: \w+)? ?(?:da|hier|erreichbar|\?)|jemand (?:da|hier|erreichbar|zu sprechen)|(?:ruf|rufen|ruft) (?:sie |ihr )?(?:mich|uns) (?:\w+ )?(?:an|zurück)|(?:mich|uns) (?:bitte )?(?:\w+ )?(?:jemand )?(?:anrufen|zurückrufen)|rückruf|zurückrufen|(?:kann|könnte) (?:mich|uns) … anrufen|kein(?:em|en)? bot|echte[rn]? mensch\w*)",
    ),
    Sign(
        "speaks of others' calls",
        -3.0,
        r"(?:i'?ll|i will|we'?ll|we will|let me|i can|i'?m going to|customers?|clients?|they|he|she) (?:\w+ )?(?:call|ring|phone) (?:you|us|me|them)|(?:did|does|do) (?:not|n'?t) need to (?:call|speak|talk)|(?:thanks|thank you) for … (?:call|calling|ringing)",
    ),
)

BUYING = (
    Sign(
        "wants more of it",
        3.0,
        rf"(?:add|buy|purchase|order|get|need|want|book|include|take|expand to|go up to|upgrade to|another|additional|extra|more) (?:\w+ ){{0,3}}?(?:\d+|more|additional|another|extra|few|some|two|three|five|ten|twenty) (?:more |additional |extra |new )?(?:seats?|licen[cs]es?|users?|accounts? for|workspaces?)|(?:more|additional|extra) (?:seats|licen[cs]es|users|storage|capacity)",
    ),
    Sign(
        "asks to buy",
        3.0,
        rf"(?:(?:want|like|ready|interested|looking|need|happy|plan|planning|love|going) (?:to|in) (?:buy\w*|purchas\w+|order\w*|upgrad\w+|subscrib\w+|sign\w* up|extend\w*)|(?:how|where) (?:can|do|could) (?:we|i) (?:buy|order|purchase|upgrade|subscribe|sign up)|can (?:we|i) (?:also )?(?:buy|order|purchase|upgrade)|upgrad(?:e|ing) (?:to|our|from) … {_BOUGHT}|interested in (?:the|your|buying|adding|upgrading|a|an) (?:\w+ )?{_BOUGHT}|(?:send|give|get|prepare|share|have|need|want) (?:\w+ ){{0,2}}?(?:a|an|the|your|your best) (?:\w+ )?(?:quote|offer|order form|proposal|price list|pricing)(?! of help)|quote for|order form)",
    ),
    Sign(
        "asks for a price",
        3.0,
        rf"(?:(?:how much|what)(?: does| do| is| would| will|'s| are)? … (?:cost|costs|price|pricing|charge)|how much (?:is|are|would|for|more|extra|do)(?! (?:time|longer|work|effort|data|of))|(?:price|pricing|cost|costs|discount|rates?|fees?) (?:for|of|per|on) … {_BOUGHT}|(?:volume|annual|multi-?year) (?:discount|pricing)|price list|what would it cost|cost of (?:adding|upgrading|an upgrade|another))",
    ),
    Sign(
        "asks to buy",
        3.0,
        r"(?:(?:angebot|preis|preise|preisliste|kosten|rabatt) (?:für|zu|von|pro|per) |(?:ein|das|euer|ihr|neues) angebot|was (?:kostet|kosten|würde|würden) |wie ?viel (?:kostet|kosten|würde)|(?:weitere|zusätzliche|mehr|neue|\d+) (?:\w+ )?(?:lizenz\w*|nutzer\w*|plätze|benutzer\w*|seats|user)|(?:dazubuchen|dazukaufen|nachbestellen|hinzubuchen|upgraden|bestellen|kaufen|buchen) ?|upgrade auf)(?:\w+)?",
    ),
    Sign(
        "disputes a price",
        -2.0,
        r"(?:too expensive|overcharg\w+|refund\w*|invoice (?:is|was)|wrong price|price (?:increase|hike|rise)|overpriced|cancel\w*|zu teuer|preiserhöhung|rechnung (?:ist|war) falsch)",
    ),
    Sign(
        "speaks of work, not of a purchase",
        -2.0,
        r"(?:how much (?:time|effort|work|longer|data|help)|in order to|at (?:all|no) cost|out of order|sort order|cost us|add (?:\w+ )?users? to (?:the|this|our|a)|invite (?:\w+ )?users?)",
    ),
)
