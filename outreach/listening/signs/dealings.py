"""What a message is about: dealings with us, which lend weight to a mood, or something else than a complaint."""

from outreach.listening.signs.sign import Sign

ABOUT_US = (
    Sign(
        "speaks of dealings with a supplier",
        1.0,
        r"(?:customers?|customer service|customer support|service|support|app|apps"
        r"|website|site|accounts?|orders?|ordered|order|deliver\w*|package|parcel|product|products|store|card"
        r"|password|log ?in|logging in|email|emails|emailed|phone|called|calls?|ticket|bill|bills|billing"
        r"|payment|paid|pay|purchase\w*|bought|buy|device|update|updates|upgrade|subscription|download\w*"
        r"|install\w*|software|hardware|driver|drivers|network|internet|connection|line|reps?|representative"
        r"|agent|staff|manager|employees?|warranty|shipping|shipped|tracking|appointment|invoice|receipt"
        r"|version|server|servers|system|page|chat|quality|company|business|voucher|gift card|flight|booking"
        r"|reservation|insurance|claim|battery|screen|charger|item|items|box|stock|sizes?|contract|plan"
        r"|dashboards?|reports?|exports?|imports?|sync|integration|data|api|sso|users|licen[cs]es?|migration"
        r"|rollout|portal|release|signal|settings|files?|buttons?|tools?|platform|workspace|sign(?:ing)? in|fees?"
        r"|hotline|help ?desk|machine|provider|supplier)",
    ),
    Sign(
        "speaks of goods or journeys",
        0.5,
        r"(?:shops?|branch|location|dealer|dealership|flights?|trains?|bus|seats?|luggage|baggage|bags?"
        r"|vehicle|car|pair|returns?|coupon|discount|price|prices|checkout|cart|menu|meal|food|packaging|pack"
        r"|label|bottle|shirt|shoes)",
    ),
    Sign("speaks of what is theirs", 0.5, r"(?:my|our|mine|ours)"),
    Sign(
        "speaks to the supplier",
        0.5,
        r"(?:your|yours|you guys|u guys|you people|ur|y'?all|(?:are|can|could|did|do|does|have|will|why"
        r"|when) you|you (?:are|have|need|said|told|charge\w*|promis\w*|must|should|guys|all|people))",
    ),
)
# "Yes, it is still down, he cannot log in either" is no less of a complaint for its first word or for him.
IN_PASSING = (
    Sign(
        "answers a question",
        -1.0,
        # Where a sentence begins.
        r"(?<![^.!?,@] )(?:yes|yep|yeah|yup|no ,|nope|ok|okay|done|sent|sure|alright|just sent|dm'?d|will do"
        r"|correct"
        r"|exactly|of course|you'?re welcome|it'?s a|it was|that'?s)",
    ),
    Sign("speaks of somebody else", -1.0, r"(?:he|she|his|her|him|hers|he'?s|she'?s)"),
)
NO_COMPLAINT = (
    *IN_PASSING,
    Sign("thanks", -1.5, r"(?:thanks?|thank you|thx|ty|cheers|thankyou|appreciate\w*|grateful|tysm)"),
    Sign(
        "praises",
        -2.0,
        r"(?<!not )(?<!n't )(?<!nt )(?:love|loved|loving|loves|awesome|amazing|excellent|fantastic|brilliant"
        r"|great (?:service|experience"
        r"|job|work|product|day)|wonderful|perfect\w*|beautiful|congrat\w*|happy|excited|(?<!my )best"
        r"|delicious|yum+y?"
        r"|impressed|impressive|favou?rite|proud|fun|rock|rocks|kudos|props|shout ?out|gorgeous|cute|good luck"
        r"|cool|stunning|enjoy\w*|blessed|glad|delighted|helpful|lovely|yay|sweet)",
    ),
    Sign("laughs", -1.0, r"(?:lol+|haha\w*|lmao|lmfao|rofl|hehe\w*|:\)|;\)|xd|😂|🤣|😊|😍|❤|🎉)"),
    Sign(
        "talks as among friends",
        -1.0,
        r"(?:gonna|wanna|gotta|ya|bruh|bro|dude|tbh|idk|omg|rn|af|lil|cuz|bc|tho|fam|dope|lit|bitch\w*|y'?all"
        r"|bestie|babe"
        r"|buddy|mate|guys i)",
    ),
    Sign(
        "says it is over",
        -2.0,
        r"(?:(?:it|that|this|now|all|finally|issue|problem|been|got|has|situation|complaint) (?:is |has |been "
        r"|now |all )*(?:works|worked|working again|resolved|fixed|solved|sorted|restored|back (?:on|up))"
        r"|all good|no worries|no problem|never ?mind|found it|figured it out|got it|sorted now"
        r"|seems? to (?:be working|work) (?:right|fine|now|again|ok)|(?<!not )(?<!n't )(?<!nt )(?<!never )worked"
        r"|thanks for (?:your|the) (?:help|quick|prompt|fast|reply|response|info\w*|resolving|checking|guide"
        r"|speedy|great))",
    ),
    Sign(
        "asks for information",
        -1.0,
        r"(?:how (?:do|can|to|would|much|many)|can i|can you (?:tell|confirm|let|recommend|add|make|give)"
        r"|could you (?:tell|confirm|let|recommend)|do you (?:have|know|offer|sell|guys|do|accept|ship|think)"
        r"|do i|does (?:it|this|that|the|your|anyone)|is (?:there|it) (?:a|an|any|possible|available|still|ok"
        r"|safe|true)|is it possible|are there|will (?:you|there|it|this|the)|what(?:'?s| is| are) the (?:best"
        r"|price|cost|difference|name|size|phone|number|email|address|requirements|policy)|which|where can i"
        r"|wondering|when (?:does|do|is|can)|should i|would (?:it|you|this)|what (?:time|size|color|colour|do"
        r"|are|kind)|any plans|looking for|interested in|can we)",
    ),
    Sign(
        "wishes for something new",
        -1.5,
        r"(?:would (?:be|love|like)|i'?d (?:like|love)|wish|suggestion|please add|feature|can we have|it'?d be"
        r"|hope to|i want|we want|how about|please (?:make|bring|come)|need to (?:make|bring|have))",
    ),
    Sign(
        "speaks of their own doing",
        -1.5,
        r"(?:(?:i|we) (?:have |had |just |also |accidentally |must have |think i )*(?:forgot|forgotten"
        r"|deactivated|deleted|misplaced|mistyped|made (?:a|the) mistake|make mistake|mixed up|lost (?:my|our"
        r"|the) (?:password|phone|key|keys|card|code|login))|(?:i|we) (?:have |just |'?ve )*found (?:my|our)"
        r"|my (?:own )?(?:fault|mistake|bad)"
        r"|our (?:own )?(?:fault|mistake)|by mistake|accidentally|sorry (?:for|about)|apolog\w+ for"
        r"|ich habe (?:vergessen|gelöscht)|mein fehler|unser fehler|versehentlich|aus versehen)",
    ),
    Sign(
        "is in no hurry",
        -1.5,
        r"(?:not urgent|no (?:rush|hurry)|when(?:ever)? you have (?:time|a minute)|nicht dringend|nicht eilig"
        r"|keine eile)",
    ),
    Sign(
        "speaks of private life",
        -2.0,
        r"(?:girls?|boys?|guy|dude|bro|life|lives|birthday|bday|christmas|xmas|movies?|films?|songs?|albums?"
        r"|concerts?|baby|babies|school|class|mom|mum|dad|mother|father|wife|husband|sister|brother|kids?"
        r"|friends?|god|beautiful|sleep|dream\w*|death)",
    ),
    Sign("shares a link", -1.0, r"§"),
)
