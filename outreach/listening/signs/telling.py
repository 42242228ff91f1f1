"""Words of somebody who tells us: thanks, how they want it, something worth keeping."""

from outreach.listening.signs.sign import Sign

_DAYS = r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|(?:the )?weekends?)"
_TAGE = r"(?:montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|wochenende\w*)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|spring"
    r"|summer|autumn|fall|winter"
    r"|q[1-4]|(?:next|this) (?:month|quarter|year|week|spring|summer|autumn|fall|winter)|the new year|\d{4}"
    r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|frühjahr|herbst"
    r"|sommer|nächste[nrs]? (?:monat|jahr|quartal))"
)

THANKS = (
    Sign(
        "thanks",
        2.5,
        r"(?:thanks|thank you|thankyou|thx|ty|tysm|many thanks|much appreciated|(?:we|i|really) appreciate"
        r"|cheers|grateful|kudos|danke\w*|vielen dank|besten dank|herzlichen dank|merci|dankeschön)",
    ),
    Sign(
        "praises",
        2.0,
        r"(?:(?:great|good|nice|fantastic|excellent|amazing|awesome|brilliant|superb|outstanding|wonderful"
        r"|fabulous|impressive) (?:job|work|service|support|session|call|help|stuff|team|workshop|training"
        r"|release|feature|update|one|experience|response)|well done|love (?:it|this|that|the|your|how"
        r"|working)|works (?:great|perfectly|like a charm|beautifully|well|a treat)|(?:so|very|really|super"
        r"|extremely) (?:helpful|happy|pleased|impressed|grateful|quick|fast|useful)|made (?:my|our) (?:day"
        r"|week)|saved (?:us|me|my|our)|(?:best|fastest|smoothest|easiest) … (?:ever|yet|we'?ve had"
        r"|we have had|so far)|life ?saver|you (?:rock|guys rock|are the best|'re the best|are a star)"
        r"|five stars|hat geholfen|super (?:arbeit|service|support|sache)|(?:sehr|wirklich|echt) (?:zufrieden"
        r"|hilfreich|schnell|gut|toll)|klasse|großartig\w*|spitze|perfekt|toll gemacht|gut gemacht)",
    ),
    Sign(
        "thanks in advance or in bitterness",
        -2.5,
        r"(?:thanks? (?:you )?(?:in advance|for nothing|anyway|but no thanks)|no thanks|no thank you"
        r"|thanks (?:to (?:your|the|this)|for (?:breaking|ignoring|nothing|wasting|charging|losing|deleting"
        r"|making|not))|danke (?:im voraus|für nichts)|nein danke|vielen dank im voraus|not (?:so |very "
        r"|really )?(?:helpful|happy|pleased|impressed|great|good)|nicht (?:sehr |wirklich )?(?:zufrieden"
        r"|hilfreich))",
    ),
)

PREFERENCE = (
    Sign(
        "says how often",
        3.0,
        r"(?:(?:less|not so|not as|not that) (?:often|frequent\w*|many)|fewer (?:\w+ )?(?:messages|updates"
        r"|emails|mails|posts|of these|notifications|pings)|too (?:many|frequent) (?:\w+ )?(?:messages|updates"
        r"|emails|posts|notifications|pings|of these)|(?:message|write|post|ping|email)\w* … too often|(?:once"
        r"|twice) (?:a|per) (?:week|month|quarter) (?:is|would be|will do|please|max\w*|at most|suffices)"
        r"|(?:weekly|monthly|quarterly) (?:is enough|would be enough|is fine|please|instead)|seltener"
        r"|nicht so (?:oft|häufig|viele)|weniger (?:\w+ )?(?:nachrichten|mails|oft|häufig|davon)|zu (?:viele"
        r"|häufig\w*|oft) (?:\w+ )?(?:nachrichten|mails|updates)?|(?:einmal|zweimal) (?:pro|im|die"
        r"|in der) (?:woche|monat|quartal) (?:reicht|genügt))",
    ),
    Sign(
        "says on which days",
        3.0,
        rf"(?:(?:not|never|nothing|no \w+|don'?t … |except|avoid|rather not|preferably not) (?:on |at |over "
        rf"|during )?(?:the )?(?:{_DAYS}|fridays?)|(?:only|preferably|best|prefer\w*"
        rf"|rather) (?:on )?(?:{_DAYS})|(?:mon|tues|wednes|thurs|fri)days? (?:only|(?:is|are|work"
        rf"|works) (?:best|better|bad|fine for|not))|(?:nicht|nie|nichts|kein\w* \w+|bitte nicht|außer) (?:am "
        rf"|an |über das )?{_TAGE}|nur (?:am |an )?{_TAGE}|lieber (?:am )?{_TAGE})",
    ),
    Sign(
        "says at which hours",
        3.0,
        r"(?:(?:only|preferably|prefer|rather|best|please) (?:in |during )?(?:the )?(?:mornings?|afternoons?"
        r"|evenings?|business hours|office hours)|(?:mornings?|afternoons?) (?:only|(?:is|are|work"
        r"|works) (?:best|better))|not (?:in|during) the (?:mornings?|afternoons?|evenings?)|not (?:before"
        r"|after) \d+|(?:nothing|no messages|no calls|no posts|no pings|(?:don'?t|do not"
        r"|never) … \w+) (?:before|after) \d+|only (?:between|before|after) \d+|nur (?:vormittags|nachmittags"
        r"|morgens|abends|zwischen|vor|nach)|(?:nicht|nichts|bitte nicht) (?:vor|nach) \d+|(?:lieber|am besten"
        r"|bitte) (?:vormittags|nachmittags|morgens)|nicht (?:vormittags|nachmittags|morgens|abends))",
    ),
    Sign(
        "says about what",
        3.0,
        r"(?:(?:please )?(?:only|just) (?:send |share |post |tell us about "
        r"|write about )?(?:us )?(?:\w+ ){1,3}(?:updates|news|notices|alerts|topics|announcements|articles"
        r"|content|tips)|(?:please )?no (?:more )?(?:\w+ ){0,2}(?:webinars?|newsletters?|invites?|invitations?"
        r"|marketing|promos?|promotions?|surveys?|events?|articles|tips|sales|ads)|(?:nothing"
        r"|not interested in|don'?t need|don'?t send|stop sending)(?: us| me)?(?: any| about"
        r"| more)* (?:\w+ ){0,2}(?:webinars?|newsletters?|invites?|invitations?|marketing|promotions?|surveys?"
        r"|events?|articles|tips|content|updates|news)|(?:more|less) (?:about|on|of) … (?:and|please|less"
        r"|more)|(?:bitte )?nur (?:\w+ ){0,2}\w*(?:updates|meldungen|neuigkeiten|hinweise|news|themen)"
        r"|keine (?:\w+ ){0,2}(?:webinare?|newsletter|einladungen|werbung|umfragen|veranstaltungen|artikel"
        r"|tipps)(?: mehr)?|kein interesse an)",
    ),
    Sign(
        "says in which language",
        3.0,
        r"(?:(?:in|auf) (?:german|english|deutsch|englisch|french|spanish|italian|dutch)(?: … )?(?:please|pls"
        r"|bitte|from now on|instead|would be|if possible|schreiben|weiter|wäre)|(?:please|prefer\w*|rather"
        r"|write|speak|bitte|lieber|gerne?|reply|answer|switch|post|message|communicate|schreib\w*) … (?:in|to"
        r"|auf) (?:german|english|deutsch|englisch|french|spanish|italian|dutch)|(?:german|english|deutsch"
        r"|englisch) (?:please|bitte|preferred|only))",
    ),
    Sign(
        "says by which way",
        2.0,
        r"(?:(?:e-?mail|slack|teams|phone|a call|this channel) (?:is|would be|works) (?:better|best|preferred)"
        r"|prefer (?:e-?mail|slack|teams|phone|calls|this channel|a call|to be)|(?:by|via) e-?mail (?:please"
        r"|instead|only)|lieber (?:per|via) (?:e-?mail|telefon|teams|slack)|don'?t (?:call|phone|tag|@) (?:me"
        r"|us)|don'?t use @)",
    ),
    Sign(
        "speaks of other things",
        -2.0,
        r"(?:meeting|workshop|training|call|session|invoice|do you have|is there|are there|office is"
        r"|office closes|we (?:only )?work|closed on|wir arbeiten|gibt es)",
    ),
)

FACT = (
    Sign(
        "tells a goal",
        3.0,
        r"(?:our|my|the team'?s|the company'?s|my boss'?s) (?:\w+ )?(?:goal|goals|aim|target|targets|objective"
        r"|objectives|priority|priorities|plan|focus|okrs?|kpis?|north star|roadmap|deadline|success criteria"
        r"|strategy) (?:\w+ ){0,3}?(?:is|are|was|will be|includes?|for|to)|we (?:aim|hope|intend|want|plan"
        r"|are planning|'re planning|are aiming|'re aiming|are trying|'re trying|expect|have committed"
        r"|need) to (?:\w+ ){0,4}?(?:by|this|next|from|within|before|reduce|cut|grow|increase|double|halve"
        r"|launch|open|roll|close|expand|reach|save|hire|migrate|move|go live|automate|consolidate|finish)"
        r"|success (?:for us )?(?:is|means|would be|looks like)|(?:unser|unsere) (?:\w+ )?(?:ziel|ziele|plan"
        r"|fokus|priorität\w*|strategie|frist) (?:\w+ ){0,2}?(?:ist|sind|lautet|für)|wir (?:wollen|möchten"
        r"|planen|haben vor) … bis",
    ),
    Sign(
        "tells of a change ahead",
        3.0,
        rf"(?:we|we're|we are|we'll|we will|our \w+ (?:is|are|team is)|the \w+ team"
        rf"|the company) (?:\w+ ){{0,3}}?(?:migrat\w+|mov\w+|switch\w*|open\w*|launch\w*|roll\w* out|go\w* live"
        rf"|going live|hir\w+|expand\w*|merg\w+|acquir\w+|reorgani\w+|restructur\w+|relocat\w+|rebrand\w*"
        rf"|upgrad\w+|replac\w+|start\w*|introduc\w+|consolidat\w+|onboard\w*|adopt\w*|deploy\w*|close|closing"
        rf"|double|doubling) (?:[^ .!?]+ ){{0,8}}?(?:in|by|on|from|this|next|until|during|before|around|early"
        rf"|late|mid) (?:early |late |mid |the |end of |beginning of )*{_MONTH}|(?:about to|going to"
        rf"|planning to|set to) (?:open|launch|hire|expand|merge|acquire|migrate|move|relocate|restructure"
        rf"|go live|roll out|reorgani[sz]e|double)|go-?live (?:is|date|on|in|planned)|we (?:just |have |'ve "
        rf"|recently |were |got )+(?:acquired|merged|hired|opened|launched|raised|closed a|moved|relocated"
        rf"|migrated|signed|won)|wir (?:\w+ ){{0,4}}?(?:migrieren|umziehen|ziehen|eröffnen|starten|stellen"
        rf"|führen|wechseln|expandieren|fusionieren|gehen) (?:[^ .!?]+ ){{0,6}}?(?:im|ab|am|bis|zum"
        rf"|nächste\w*) {_MONTH}|(?:fusion|umzug|umstellung|go-?live|einführung) (?:ist|im|ab|am|steht|geplant)",
    ),
    Sign(
        "tells who comes or goes",
        3.0,
        r"(?:(?!we |i |you |he |it |she |they |that |this |who |team |which )\w+ (?:is |will be |'s |has "
        r"|will )?(?:leav(?:es|ing|e)|left|joins?|joining|joined|tak(?:es|ing) over|took over|replac(?:es|ing)"
        r"|retir\w+|start(?:s|ing)) (?:us|the company|the team|our team|our company|as|next|in|on|at the end"
        r"|from|for|this|last|soon)(?! (?:case|fact|order|general|time|hold|top|error|the (?:call|meeting)))"
        r"|(?:our|a|the) new (?:\w+ )?(?:ceo|cfo|cto|coo|cio|cmo|head|director|manager|lead|boss|vp|admin"
        r"|administrator|colleague|owner|sponsor|champion|contact|hire)|(?:on|going on|starting) (?:maternity"
        r"|paternity|parental|sick) leave|i(?:'m| am|'ll be) (?:leaving|moving to|taking over|changing"
        r"|the new)|(?:verlässt|verlassen) (?:uns|die firma|das team|das unternehmen)|(?:übernimmt"
        r"|nachfolger\w*|neue[rn]? (?:leiter\w*|chef\w*|geschäftsführer\w*|ansprechpartner\w*|kolleg\w*)"
        r"|elternzeit)|(?:fängt|fangen) … an)",
    ),
    Sign(
        "tells how they work",
        2.0,
        r"(?:we (?:now |currently |also |all |mostly |only |still |typically |usually )*(?:use|run|have|work"
        r"|operate|serve|sell|manage|process|handle|employ|close our books|report) (?:about |around |over "
        r"|roughly |some |more than )?(?:\d[\d.,k]*|in \d|across|with \d|on \w+ and|three|four|five|ten"
        r"|a team of|mostly)|our (?:fiscal|financial) year|our budget (?:is|cycle|year|gets|round)"
        r"|(?:headcount|team size|budget|contract|renewal) (?:is|ends|of)|wir (?:nutzen|haben|arbeiten"
        r"|betreiben) (?:etwa |rund |über )?\d+|unser (?:geschäftsjahr|budget))",
    ),
    Sign(
        "is a question or a wish",
        -1.5,
        r"(?:(?:can|could|would|will|do|does|did|is|are) (?:you|we|i|it|there)|how|[.!…]*\?[?!.]*)",
    ),
)
