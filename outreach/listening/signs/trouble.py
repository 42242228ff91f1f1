"""Something expected that did not happen: what fails, is waited for, or was paid for."""

from outreach.listening.signs.sign import Sign

_CANNOT = r"(?:can'?t|cannot|can not|couldn'?t|could not|unable to|not able to|never able to|impossible to)"
_NOT = (
    r"(?:does(?:n'?t| not)|do(?:n'?t| not)|did(?:n'?t| not)|is(?:n'?t| not)|are(?:n'?t| not)|was(?:n'?t| not)"
    r"|were(?:n'?t| not)|wo(?:n'?t)|will not|would(?:n'?t| not)|has(?:n'?t| not)|have(?:n'?t| not)|ain'?t"
    r"|not|never|no longer)"
)
_SPAN = r"(?:\d+|a|an|one|two|three|four|five|six|seven|several|few|many|couple|couple of|past|last|whole|all|over)"
_UNIT = r"(?:min|mins|minutes?|hrs?|hours?|days?|weeks?|wks?|months?|years?|yrs?)"

TROUBLE = (
    # What does not work
    Sign(
        "says something cannot be done",
        2.0,
        rf"{_CANNOT}(?! (?:wait|agree|help but|imagine|stop|complain|recommend|thank))",
        ground="fails",
    ),
    Sign(
        "says something does not work",
        2.5,
        rf"{_NOT} … (?:work|working|works|load|loading|open|opening|connect|connecting|respond|responding|show"
        rf"|showing|appear|start"
        r"|starting|turn on|display|play|playing|sync|syncing|update|updating|arrive|arrived|fixed|resolved"
        r"|solved|delivered|recognized|functional|happen|happened|listed|support|ship|shipped)|not working"
        r"|stop(?:s|ped)? … (?:working|responding|loading)|(?:quit|cease[sd]?) working|wo(?:n'?t| not) (?:let"
        r"|allow)|not letting"
        r"|does(?:n'?t| not) (?:let|allow)|nothing … (?:works|happens|happened|happen)",
        ground="fails",
    ),
    Sign(
        "names a failure",
        2.0,
        r"(?:error|errors|issues?|problems?|bugs?|buggy|glitch\w*|faults?|faulty|outages?|crash\w*|broken?"
        r"|broke|breaks|defective|defect"
        r"|damaged?|freez\w+|froze|frozen|lag|lags|lagging|laggy|slow|slowly|sluggish|stuck|offline|fail"
        r"|fails|failed|failing"
        r"|failure|corrupt\w*"
        r"|disappeared|vanished|malfunction\w*|flicker\w*|disconnect\w*|leak\w*|overheat\w*|burn(?:s|t|ed)"
        r"|stale|rotten|torn|ripped|cracked"
        r"|shattered|scratched|melt\w*|misspelled|blackout|timeouts?|mess|fell apart|fall(?:s|ing)? apart"
        r"|smells?|stinks?|mou?ldy?|expired|dirty|filthy|stained|soggy|undercooked|rattl\w+|squeak\w+|peeling"
        r"|peeled|tore|shrunk|faded|died|stranded|overbooked|hung up|hangs? up|cut(?:s|ting)? (?:me |us "
        r"|you )?off|kick(?:ed|s) (?:me |us )?out|log(?:s|ged) (?:me |us )?out|messed up|mess up|screwed up"
        r"|screw up)",
        ground="fails",
    ),
    Sign(
        "says something is down, gone or wrong",
        2.0,
        r"(?:is|are|was|went|been|goes|going|gone|be|site|servers?|system|network|service|app|website|page"
        r"|power|internet) … (?:down|out)"
        r"|down (?:again|since|for)|missing|(?<!feel )(?<!so )lost|wrong|invalid|incorrect\w*|blank|hacked"
        r"|locked out|mistakes?|mixed up"
        r"|incomplete|disabled|blocked|banned|removed|discontinued|unavailable|sold out|out of (?:stock|order"
        r"|service)|denied|refus\w+|rejected|declined|cancell?ed (?:my|our|the)|downgrad(?:ed|ing)|downhill"
        r"|bring back|(?:gone|off) again|worse|out of date|outdated|shrank|nonexistent|non-existent",
        ground="fails",
    ),
    Sign(
        "says what was done to them",
        2.0,
        r"(?:you|you guys|they|drivers?|staff|cashier|clerk|rep|agent|dealer|guy|support|crew|nobody|someone"
        r"|update|website|site|company) (?:just |have |has |had |even |then |also )*(?:forgot|forget|lost"
        r"|broke|threw|dropped|ignored?|refused?|shrugged|laughed|lied|left|closed|cancell?ed|ruined|removed"
        r"|took (?:away|off|out|my|our)|raised?|messed|failed?|keeps?|stole|wasted|drove|overcharged?|got rid"
        r"|discontinued?|hung|yelled|walked)|(?:was|were|been|being|got) … (?:treated|ignored|lied to|charged"
        r"|told|sold|denied|stranded|given|left|robbed|blocked|locked|hung up|transferred|bounced)",
        ground="deeds",
    ),
    Sign(
        "found something amiss in it",
        1.5,
        r"(?:found|there (?:is|was|were|are)|with) (?:a|an|some|another|pieces?|bits?) … (?:in|inside"
        r"|on) (?:my|our|the|it)|half (?:of )?(?:my|our|the)|only (?:one|half|\d+|a few) … (?:of|open|left"
        r"|work\w*)|(?:don'?t|doesn'?t|didn'?t|not) (?:match|fit|add up|agree)",
        ground="fails",
    ),
    Sign(
        "says what is missing",
        2.0,
        r"no (?!fan |matter|problem|worries|one |doubt|wonder|idea|way|matter|longer|need|questions?|thanks"
        r"|offense|big|brainer|it|not|that|more|for|i )[a-z]+",
        ground="fails",
    ),
    Sign(
        "says what is not so",
        1.0,
        r"(?:(?:does|do|did|is|are|was|were|wo|would|has|have|should|had)n'?t|not|never)(?! (?:know (?:why|if"
        r"|what)|think|mind|worry|complaining|to be))",
    ),
    # What was waited for
    Sign(
        "is still waiting for something",
        2.5,
        rf"still (?:no|not|waiting|have not|haven'?t|has not|hasn'?t|{_CANNOT}|don'?t|doesn'?t|didn'?t|isn'?t"
        rf"|aren'?t|getting|having|the same|never|wrong|broken|down)"
        rf"|been waiting|awaiting|(?:am|im|i'm|we're) … waiting|waiting for|waited (?:for|over|an?|all|since"
        rf"|in|on|to|days|hours|weeks|\d+)|wait \d+|on hold|yet to"
        rf"|over an? {_UNIT}|how long(?! (?:does|do you|can|should))|how much longer|no idea when|eta"
        r"|(?:is|are|was|were|it'?s|be|so|too|very|hours|days|weeks|and) (?:late|delayed)|delays?|delayed"
        r"|overdue|queue|takes? (?:forever|ages|so|too|way|a (?:minute|while|long)|minutes|hours|days|weeks"
        r"|\d+)|tak(?:ing|en) (?:forever|ages|so|too|way)|forever|for ages",
        ground="waits",
    ),
    Sign(
        "says how long it has lasted",
        1.5,
        rf"(?:for|after|since|over|in) (?:the )?(?:past |last |over |more than |almost |nearly "
        rf"|about )?{_SPAN} (?:\+ )?{_UNIT}|{_SPAN} {_UNIT} (?:and|now|ago|later|of|on|on hold)|(?:all"
        rf"|whole) (?:day"
        rf"|week|month|morning|night)|for (?:hours|days|weeks|months|years|ages|a long time|like an? (?:hour"
        rf"|day|week|month))|(?:till|until) now|since (?:last|yesterday|this"
        rf"|the)|since (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|early|late|morning|noon|evening|midnight"
        rf"|\d+)|in a row|\d+ ?(?:hrs?|hours|days|weeks|months)(?! early)",
        ground="waits",
    ),
    Sign(
        "got no answer",
        2.5,
        r"(?:no|without|not … any) (?:reply|replies|response|responses|answer|answers|call|feedback|one"
        r"|solution|resolution|help"
        r"|refund|explanation|progress|communication|apology)"
        r"|nobody|(?:haven'?t|have not|hasn'?t|has not|didn'?t|did not|never|not) (?:yet )?(?:heard|hear"
        r"|receiv\w*|got|gotten|had|get(?! (?:tired|enough|old|over|used))|replied|responded|answered|arrived"
        r"|been contacted|called|call)"
        r"|(?:do|does|did|will|would|are|is) (?:not|never) (?:reply|replying|respond|responding|answer"
        r"|answering)|(?:you|they|to|just|support|always) ignore|ignor(?:ed|es|ing)|unanswered"
        r"|don'?t (?:reply|respond|answer|care)|(?:answer|reply to"
        r"|respond to) (?:my|your|our|the) (?:phones?|dms?|emails?|messages?|calls?|tickets?|tweets?)",
        is_mood=True,
        ground="waits",
    ),
    Sign(
        "says that it happens again",
        1.5,
        r"again|every ?time|keeps?|kept|constantly|continual\w*|continuous\w*|repeatedly|always|(?:second"
        r"|third|2nd|3rd|4th|fourth) (?:time|day|week|one)|twice|\d+ times|\d+ ?x|(?:several|multiple|many"
        r"|three|two) times|(?:yet )?another (?:\w+ )?(?:day|week|month|time|hour|issue|problem|error|outage|delay"
        r"|bug|failure|call|ticket|email)|yet another|(?:two|three|four|five|several|multiple|many"
        r"|\d+) (?:\w+ )?(?:requests"
        r"|tickets|e-?mails|calls|messages|reminders)|once more|as usual|ever since|every (?:single )?(?:day"
        r"|morning|week|night"
        r"|month|year|other)|(?:second|third|fourth|fifth|2nd|3rd|4th|5th) \w+ (?:in|this|of)"
        r"|not the first time|each time|anymore|any more|no more|(?<!get )(?<!got )used to",
        is_mood=True,
        ground="again",
    ),
    # Money
    Sign(
        "disputes money",
        2.0,
        r"(?<!fully )charged|(?:double|wrongly|still|being|get|getting|are|keeps?|kept|you|you're|they|they're)"
        r" charging|overcharg\w*|refund\w*|money back|my money|rip(?:ped|ping|s)? ?off|overpriced|pricey|billed"
        r"|paid (?:for|\d+)|cost me|waste of (?:money|time)|wast(?:ed|ing) (?:my|our)|reimburse\w*"
        r"|compensat\w+|hidden fees?|too expensive|(?:rais|increas|hik)\w+ … prices?|prices? … (?:increase"
        r"|hike|up|raised)|credited|paying (?:for|you|so)|extortion\w*|steal\w*|stole\w*|thieves|robb\w+",
        ground="deeds",
    ),
)
