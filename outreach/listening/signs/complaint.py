"""What speaks for and against a complaint: something expected that did not happen."""

from outreach.listening.signs.complaint_german import COMPLAINT_GERMAN
from outreach.listening.signs.sign import Sign


_CANNOT = r"(?:can'?t|cannot|can not|couldn'?t|could not|unable to|not able to|never able to|impossible to)"
_NOT = (
    r"(?:does(?:n'?t| not)|do(?:n'?t| not)|did(?:n'?t| not)|is(?:n'?t| not)|are(?:n'?t| not)|was(?:n'?t| not)"
    r"|were(?:n'?t| not)|wo(?:n'?t)|will not|would(?:n'?t| not)|has(?:n'?t| not)|have(?:n'?t| not)|ain'?t|not|never|no longer)"
)
_SPAN = r"(?:\d+|a|an|one|two|three|four|five|six|seven|several|few|many|couple|couple of|past|last|whole|all|over)"
_UNIT = r"(?:min|mins|minutes?|hrs?|hours?|days?|weeks?|wks?|months?|years?|yrs?)"

_ABOUT_US = {
    "speaks of dealings with a supplier",
    "speaks to the supplier",
    "speaks of goods or journeys",
    "speaks of what is theirs",
}

COMPLAINT = (
    # What does not work
    Sign(
        "says something cannot be done",
        2.0,
        rf"{_CANNOT}(?! (?:wait|agree|help but|imagine|stop|complain|recommend|thank))",
    ),
    Sign(
        "says something does not work",
        2.5,
        rf"{_NOT} … (?:work|working|works|load|loading|open|opening|connect|connecting|respond|responding|show|showing|appear|start"
        r"|starting|turn on|display|play|playing|sync|syncing|update|updating|arrive|arrived|fixed|resolved"
        r"|solved|delivered|recognized|functional|happen|happened|listed|support|ship|shipped)|not working|no worky"
        r"|stop(?:s|ped)? … (?:working|responding|loading)|(?:quit|cease[sd]?) working|wo(?:n'?t| not) (?:let|allow)|not letting"
        r"|does(?:n'?t| not) (?:let|allow)|nothing … (?:works|happens|happened|happen)",
    ),
    Sign(
        "names a failure",
        2.0,
        r"(?:error|errors|issues?|problems?|bugs?|buggy|glitch\w*|faults?|faulty|outages?|crash\w*|broken?|broke|breaks|defective|defect"
        r"|damaged?|freez\w+|froze|frozen|lag|lags|lagging|laggy|stuck|offline|fail|fails|failed|failing|failure|corrupt\w*"
        r"|disappeared|vanished|malfunction\w*|flicker\w*|disconnect\w*|leak\w*|overheat\w*|burn(?:s|t|ed)|stale|rotten|torn|ripped|cracked"
        r"|shattered|scratched|melt\w*|misspelled|blackout|timeouts?|mess|fell apart|fall(?:s|ing)? apart|smells?|stinks?|mou?ldy?|expired|dirty|filthy|stained|soggy|undercooked|rattl\w+|squeak\w+|peeling|peeled|tore|shrunk|faded|died|stranded|overbooked|hung up|hangs? up|cut(?:s|ting)? (?:me |us |you )?off|kick(?:ed|s) (?:me |us )?out|log(?:s|ged) (?:me |us )?out|messed up|mess up|screwed up|screw up)",
    ),
    Sign(
        "says something is down, gone or wrong",
        2.0,
        r"(?:is|are|was|went|been|goes|going|gone|be|site|servers?|system|network|service|app|website|page|power|internet) … (?:down|out)"
        r"|down (?:again|since|for)|missing|lost|wrong|incorrect\w*|blank|hacked|locked out|mistakes?|mixed up|incomplete|disabled|blocked|banned|removed|discontinued|unavailable|sold out|out of (?:stock|order|service)|denied|refus\w+|rejected|declined|cancell?ed (?:my|our|the)|downgrad\w+|downhill|bring back|(?:gone|off) again|worse|out of date|outdated|shrank|nonexistent|non-existent",
    ),
    Sign(
        "says what was done to them",
        2.0,
        r"(?:you|you guys|they|drivers?|staff|cashier|clerk|rep|agent|dealer|guy|support|crew|nobody|someone|update|website|site|company) (?:just |have |has |had |even |then |also )*(?:forgot|forget|lost|broke|threw|dropped|ignored?|refused?|shrugged|laughed|lied|left|closed|cancell?ed|ruined|removed|took (?:away|off|out|my|our)|raised?|messed|failed?|keeps?|stole|wasted|drove|overcharged?|got rid|discontinued?|hung|yelled|walked)|(?:was|were|been|being|got) … (?:treated|ignored|lied to|charged|told|sold|denied|stranded|given|left|robbed|blocked|locked|hung up|transferred|bounced)",
    ),
    Sign(
        "found something amiss in it",
        1.5,
        r"(?:found|there (?:is|was|were|are)|with) (?:a|an|some|another|pieces?|bits?) … (?:in|inside|on) (?:my|our|the|it)|half (?:of )?(?:my|our|the)|only (?:one|half|\d+|a few) … (?:of|open|left|work\w*)|(?:don'?t|doesn'?t|didn'?t|not) (?:match|fit|add up|agree)",
    ),
    Sign(
        "says what is missing",
        2.0,
        r"no (?!fan |matter|problem|worries|one |doubt|wonder|idea|way|matter|longer|need|questions?|thanks|offense|big|brainer|it|not|that|more|for|i )[a-z]+",
    ),
    Sign(
        "says what is not so",
        1.0,
        r"(?:(?:does|do|did|is|are|was|were|wo|would|has|have|should|had)n'?t|not|never)(?! (?:know (?:why|if|what)|think|mind|worry|complaining|to be))",
    ),
    # What was waited for
    Sign(
        "is still waiting for something",
        2.0,
        rf"still (?:no|not|waiting|have not|haven'?t|has not|hasn'?t|{_CANNOT}|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|getting|having|the same|never|wrong|broken|down)"
        rf"|been waiting|(?:am|im|i'm|we're) … waiting|waiting for|waited|wait \d+|on hold|yet to|over an? {_UNIT}|how long|how much longer|no idea when|eta"
        r"|(?:is|are|was|were|it'?s|be|so|too|very|hours|days|weeks|and) (?:late|delayed|slow)|delays?|delayed|overdue|queue|takes? (?:forever|ages|so|too|way|a (?:minute|while|long)|minutes|hours|days|weeks|\d+)|tak(?:ing|en) (?:forever|ages|so|too|way)|forever|for ages",
    ),
    Sign(
        "says how long it has lasted",
        1.5,
        rf"(?:for|after|since|over|in) (?:the )?(?:past |last |over |more than |almost |nearly |about )?{_SPAN} {_UNIT}|{_SPAN} {_UNIT} (?:and|now|ago|later|of|on|on hold)|(?:all|whole) (?:day|week|month|morning|night)|for (?:hours|days|weeks|months|years|ages)|since (?:last|yesterday|this|the)|\d+ ?(?:hrs?|hours|days|weeks|months)",
    ),
    Sign(
        "got no answer",
        2.5,
        r"no (?:reply|replies|response|responses|answer|answers|call|feedback|one|solution|resolution|help|refund|explanation|progress|communication|apology)"
        r"|nobody|(?:haven'?t|have not|hasn'?t|has not|didn'?t|did not|never|not) (?:yet )?(?:heard|hear|receiv\w*|got|gotten|had|get|replied|responded|answered|arrived|been contacted|called|call)"
        r"|(?:do|does|did|will|would|are|is) (?:not|never) (?:reply|replying|respond|responding|answer|answering)|ignor(?:e|ed|ing)|unanswered|don'?t (?:reply|respond|answer|care)|(?:answer|reply to|respond to) (?:my|your|our|the) (?:phones?|dms?|emails?|messages?|calls?|tickets?|tweets?)",
        is_mood=True,
    ),
    Sign(
        "says that it happens again",
        1.5,
        r"again|every ?time|keeps?|kept|constantly|continual\w*|continuous\w*|repeatedly|always|(?:second|third|2nd|3rd|4th|fourth) (?:time|day|week|one)|twice|\d+ times|\d+ ?x|(?:several|multiple|many|three|two) times|another|once more|as usual|ever since|every (?:single )?(?:day|morning|week|night|month|year|other)|(?:second|third|fourth|fifth|2nd|3rd|4th|5th) \w+ (?:in|this|of)|not the first time|each time|anymore|any more|no more|used to",
        is_mood=True,
    ),
    # Money
    Sign(
        "disputes money",
        2.0,
        r"(?:over|double |wrongly |still |being |get |getting |was |were |been |got |have |is )?charg(?:ed|ing)|overcharg\w*|refund\w*|money back|my money|rip(?:ped|ping|s)? ?off|overpriced|pricey|billed|paid (?:for|\d+)|cost me|waste of (?:money|time)|wast(?:ed|ing) (?:my|our)|reimburse\w*|compensat\w+|hidden fees?|too expensive|(?:rais|increas|hik)\w+ … prices?|prices? … (?:increase|hike|up|raised)|credited|paying (?:for|you|so)|extortion\w*|steal\w*|stole\w*|thieves|robb\w+",
    ),
    # Judgements
    Sign(
        "judges our conduct",
        2.5,
        r"(?:unacceptable|not acceptable|inacceptable|not good enough|inexcusable|unprofessional|incompeten\w*|no excuse|beyond belief|what are (?:we|i) paying (?:you )?for)",
    ),
    Sign(
        "judges it harshly",
        2.5,
        r"(?:worst|terribl[ey]|awful|horribl[ey]|horrendous|horrific|pathetic\w*|disgust\w*|useless|ridiculous\w*|unacceptable|not acceptable|disgrac\w*|shocking|appalling|atrocious|dreadful|abysmal"
        r"|rubbish|crap|crappy|garbage|trash|shit|shitty|bullshit|bs|sucks?|sucked|sucky|lame|fucking|fuck|wtf|wth|damn|piss\w*|scam\w*|shady|fraud\w*|liars?|lies|lied|lying|false|misleading|deceiv\w*|deceptive|incompeten\w*"
        r"|rude|lazy|unprofessional|unreliable|unhelpful|worthless|ludicrous|absurd|insulting|outrageous|nonsense|nightmare|joke|clowns?|idiots?|stupid|dumb|moron\w*|shame|shameful|epic fail|poor|poorly|lousy|inadequate|unusable|unwatchable|ineffective|fiasco|shambles|inexcusable|bogus|ashamed|embarrass\w*|dangerous\w*|unsafe|cheat\w*|theft|unethical|robbery)",
        is_mood=True,
    ),
    Sign(
        "stresses it",
        0.5,
        r"(?:even|never|so (?:many|much|bad|long|slow|hard|far|difficult|old|often)|shows|showing|giving)",
        is_mood=True,
    ),
    Sign(
        "names a poor state",
        1.0,
        r"(?:cold|wet|soaked|dead|empty|small|smaller|smallest|bad|badly|slow|slower|slowly|noisy|loud|uncomfortable|cramped|crowded|packed|weak|bland|dry|burnt|sticky|blurry|low|lower|thin|hard|harder|difficult|complicated|old|short|cheap|late|flimsy|sloppy|messy|lack\w*|drop(?:s|ped|ping)?|declin\w+|off|only|twice|less|fewer|painful|pain|sick|suffer\w*)",
        is_mood=True,
    ),
    Sign(
        "is let down",
        2.5,
        r"(?:disappoint\w*|frustrat\w*|annoy\w*|angry|anger|furious|fuming|fed up|upset|unhappy|(?:not|nothappy|never been so|less than) (?:happy|impressed|pleased|thrilled|amused|good enough|good|great|ok|okay|cool|fair|acceptable|helpful|helping|fun|right|what)|unimpressed|sick of|tired of|hate|hates|regret|dissatisf\w*|unsatisf\w*|let down|done with|had enough|irritat\w*|inconvenien\w*|unbelievable|can'?t believe|hopeless|terrified|confusing|confused|confuses|ruined|ruin|unfair|concern\w*|worried|complain\w*|complaints?|insane|weird|strange|bizarre|odd|suspicious)",
        is_mood=True,
    ),
    Sign(
        "sounds vexed",
        1.0,
        r"(?:ugh+|smh|sigh|seriously|really \?+|come on|c'mon|cmon|omg|wow|what the (?:hell|heck|f\w*)|for real|hell|heck|ffs|jeez|geez|argh+|grr+|so much for|nice one|great job|get it together|get your|unreal|typical|apparently|supposedly|bloody|freaking|freakin|annoyed|\?\?+\??|\?!+|!\?+)",
        is_mood=True,
    ),
    # What was expected
    Sign(
        "asks why it is so",
        2.0,
        r"(?:why(?! not)|how come|how is (?:it|a|the|this|that)|what did you do|what(?:'?s| is) with|any (?:idea|reason|ideas) (?:why|when|what|on)|what(?:'?s| is| are| was) (?:going on|happening|up|wrong|the (?:problem|issue|deal|story|point|status|hold ?up|matter))|what (?:happened|gives)|what the (?:hell|heck|f\w*)|whats? up with|where(?:'?s| is| are) (?:my|our|the|is)|when will|when are|when is|what am i|how (?:can|do|could) you|am i (?:missing|doing)|know why|tell me why|explain|is there (?:a|an) (?:problem|issue|fault|outage|fix)|(?:anyone|anybody) else)",
    ),
    Sign(
        "says what should have been",
        1.5,
        r"(?:supposed to|suppose to|should(?:n'?t)? (?:have|be|not)|should'?ve|meant to|was told|were told|told (?:me|us|that)|promis\w+|even though|instead of|instead|expect(?:ed|ing)?|claim(?:s|ed|ing)?|advertis\w*|despite|without|expected better|guarantee\w*|said (?:it|you|they|that|he|she)|says|thought|guess (?:not|so)|shouldn'?t|at least|by now|hop(?:ing|ed) for|used to be|than (?:we|you|i|the|what) … (?:agreed|quoted?|said|says|ordered|expected|promised)|what (?:we|i|you) … (?:agreed|ordered|paid|expected|promised|signed)|not (?:the|what) … (?:ordered|expected|hoping|hoped|promised|advertised|agreed)|unfortunately|sadly|sad to|allegedly|no excuse|how hard|not (?:one|once|even|a single|possible|allowed))",
        is_mood=True,
    ),
    Sign("sets it against what is hoped", 0.5, r"(?:but|yet|however|although|only|already|nothing)"),
    # What is to be done
    Sign(
        "wants it put right",
        2.0,
        r"(?:fix|fixes|fixing|sort (?:it|this|out)|sort|put (?:it|this) right|bring back|(?:please|pls|can you|could you|must|to) (?:stop|resolve|solve|correct|restore|rectify|investigate)|resolve|rectify|look into|looked into|look(?:ing)? at (?:this|it)|do something|address (?:this|it)|escalat\w+|make (?:it|this) right|unsubscribe|need answers|(?:speak|talk) (?:to|with) (?:a|the|your) (?:manager|supervisor)|troubleshoot\w*|replacement|replace|exchange|return it|send (?:me )?(?:a )?new|improve|stop (?:sending|calling|charging|spamming|adding))",
    ),
    Sign(
        "needs help",
        1.0,
        r"(?:help|help me|need help|needs help|asap|urgent\w*|assist\w*|emergency|immediately|please advise|any help|someone|somebody|anyone|struggl\w+|tr(?:y|ies|ied|ying)|no luck)",
        is_mood=True,
    ),
    Sign(
        "means to leave",
        1.5,
        r"(?:never (?:again|buying|buy|shop\w*|order\w*|us(?:e|ing)|fly\w*|going|go|coming)|last time|lost (?:a|my|our|me|us)|los(?:e|ing) (?:a|my|our|me|customers?|business)|switch(?:ing|ed)? to|go(?:ing)? elsewhere|taking my (?:business|money)|no longer (?:use|buy|be|a)|won'?t be (?:buying|back|using|shopping|ordering|returning)|i'?m done|drop(?:ping)? you|boycott\w*|shop(?:ping)? (?:around|elsewhere)|not (?:coming|going) back|ever again|avoid|stay away|don'?t (?:buy|use|shop|fly|bother|trust))",
    ),
    # How it is addressed
    Sign(
        "speaks of dealings with a supplier",
        1.5,
        r"(?:customers?|customer service|customer support|cust serv|customerservice|service|support|app|apps|website|site|accounts?|orders?|ordered|order|deliver\w*|package|parcel|product|products|store|card|password|log ?in|logging in|email|emails|emailed|phone|called|calls?|ticket|bill|bills|billing|payment|paid|pay|purchase\w*|bought|buy|device|update|updates|upgrade|subscription|download\w*|install\w*|software|hardware|driver|drivers|network|internet|connection|line|reps?|representative|agent|staff|manager|employees?|warranty|shipping|shipped|tracking|appointment|invoice|receipt|version|server|servers|system|page|chat|quality|company|business|voucher|gift card|flight|booking|reservation|insurance|claim|battery|screen|charger|item|items|box|stock|sizes?|contract|plan|dashboards?|reports?|exports?|imports?|sync|integration|data|api|sso|users|licen[cs]es?|migration|rollout|portal|release)",
    ),
    Sign(
        "speaks of goods or journeys",
        0.5,
        r"(?:shops?|branch|location|dealer|dealership|flights?|trains?|bus|seats?|luggage|baggage|bags?|vehicle|car|pair|returns?|coupon|discount|price|prices|checkout|cart|menu|meal|food|packaging|pack|label|bottle|shirt|shoes)",
    ),
    Sign("speaks of what is theirs", 0.5, r"(?:my|our|mine|ours)"),
    Sign(
        "speaks to the supplier",
        0.5,
        r"(?:your|yours|you guys|u guys|you people|ur|y'?all|(?:are|can|could|did|do|does|have|will|why|when) you|you (?:are|have|need|said|told|charge\w*|promis\w*|must|should|guys|all|people))",
    ),
    Sign("exclaims", 0.5, r"(?:!!+|[.!]+ \?+|\.\.+)"),
    # Against
    Sign("thanks", -1.5, r"(?:thanks?|thank you|thx|ty|cheers|thankyou|appreciate\w*|grateful|tysm)"),
    Sign(
        "praises",
        -2.0,
        r"(?:love|loved|loving|loves|awesome|amazing|excellent|fantastic|brilliant|great (?:service|experience|job|work|product|day)|wonderful|perfect\w*|beautiful|congrat\w*|happy|excited|best|delicious|yum+y?|impressed|impressive|favou?rite|proud|fun|rock|rocks|kudos|props|shout ?out|gorgeous|cute|good luck|cool|stunning|enjoy\w*|blessed|glad|delighted|helpful|beats|lovely|yay|sweet)",
    ),
    Sign("laughs", -1.0, r"(?:lol+|haha\w*|lmao|lmfao|rofl|hehe\w*|:\)|;\)|xd|😂|🤣|😊|😍|❤|🎉)"),
    Sign(
        "says it is over",
        -2.0,
        r"(?:(?:it|that|this|now|all|finally|issue|problem|been|got|has|situation|complaint) (?:is |has |been |now |all )*(?:works|worked|working again|resolved|fixed|solved|sorted|restored|back (?:on|up))|all good|no worries|no problem|never ?mind|found it|figured it out|got it|sorted now|worked|thanks for (?:your|the) (?:help|quick|prompt|fast|reply|response|info\w*|resolving|checking|guide|speedy|great))",
    ),
    Sign(
        "asks for information",
        -1.0,
        r"(?:how (?:do|can|to|would|much|many)|can i|can you (?:tell|confirm|let|recommend|add|make|give)|could you (?:tell|confirm|let|recommend)|do you (?:have|know|offer|sell|guys|do|accept|ship|think)|do i|does (?:it|this|that|the|your|anyone)|is (?:there|it) (?:a|an|any|possible|available|still|ok|safe|true)|is it possible|are there|will (?:you|there|it|this|the)|what(?:'?s| is| are) the (?:best|price|cost|difference|name|size|phone|number|email|address|requirements|policy)|which|where can i|wondering|when (?:does|do|is|can)|should i|would (?:it|you|this)|what (?:time|size|color|colour|do|are|kind)|any plans|looking for|interested in|can we)",
    ),
    Sign(
        "wishes for something new",
        -1.5,
        r"(?:would (?:be|love|like)|i'?d (?:like|love)|wish|suggestion|please add|feature|can we have|it'?d be|hope to|i want|we want|how about|please (?:make|bring|come)|need to (?:make|bring|have))",
    ),
    Sign(
        "answers a question",
        -1.0,
        r"(?:yes|yep|yeah|yup|no ,|nope|ok|okay|done|sent|sure|alright|just sent|dm'?d|will do|correct|exactly|of course|you'?re welcome|it'?s a|it was|that'?s)",
    ),
    Sign("speaks of somebody else", -1.0, r"(?:he|she|his|her|him|hers|he'?s|she'?s)"),
    Sign(
        "speaks of private life",
        -2.0,
        r"(?:girls?|boys?|guy|dude|bro|life|lives|birthday|bday|christmas|xmas|movies?|films?|songs?|albums?|concerts?|baby|babies|school|class|mom|mum|dad|mother|father|wife|husband|sister|brother|kids?|friends?|god|jesus|church|president|vote\w*|politic\w*|world|heart|beautiful|tonight|sleep|dream\w*|football|coach|win|wins|won|winning|player|season|giveaway|follow(?:ed|ers?|ing)?|tweet\w*|retweet|rt|sponsored|ad|promo\w*|news|history|died|dead|dying|death)",
    ),
    Sign("shares a link", -1.0, r"§"),
)

COMPLAINT = COMPLAINT + COMPLAINT_GERMAN
ABOUT_US = frozenset(sign for sign in COMPLAINT if sign.because in _ABOUT_US)
