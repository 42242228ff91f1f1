"""How somebody takes it that something went wrong, and what they want now."""

from outreach.listening.signs.sign import Sign

TEMPER = (
    Sign(
        "judges our conduct",
        3.0,
        r"(?:unacceptable|not acceptable|inacceptable|not good enough|expected (?:better|more) (?:from|of)"
        r"|inexcusable|unprofessional|incompeten\w*"
        r"|no excuse|beyond belief|what are (?:we|i) paying (?:you )?for)",
        ground="temper",
    ),
    Sign(
        "judges it harshly",
        2.5,
        r"(?:worst|terribl[ey]|awful|horribl[ey]|horrendous|horrific|pathetic\w*|disgust\w*|useless"
        r"|ridiculous\w*|unacceptable|not acceptable|disgrac\w*|shocking|appalling|atrocious|dreadful|abysmal"
        r"|rubbish|crap|crappy|garbage|trash|shit|shitty|bullshit|bs|sucks?|sucked|sucky|lame|fucking|fuck|wtf"
        r"|wth|damn|piss\w*|scam\w*|shady|fraud\w*|liars?|lies|lied|lying|false|misleading|deceiv\w*|deceptive"
        r"|incompeten\w*"
        r"|rude|lazy|unprofessional|unreliable|unhelpful|worthless|ludicrous|absurd|insulting|outrageous"
        r"|nonsense|nightmare|joke|clowns?|idiots?|stupid|dumb|moron\w*|shame|shameful|epic fail|poor|poorly"
        r"|lousy|inadequate|unusable|unwatchable|ineffective|fiasco|shambles|inexcusable|bogus|ashamed"
        r"|embarrass\w*|dangerous\w*|unsafe|cheat\w*|theft|unethical|robbery)",
        is_mood=True,
        ground="temper",
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
        r"(?:cold|wet|soaked|dead|empty|small|smaller|smallest|bad|badly|slower|noisy|loud"
        r"|uncomfortable|cramped|crowded|packed|weak|bland|dry|burnt|sticky|blurry|low|lower|thin|hard|harder"
        r"|difficult|complicated|old|short|cheap|late|flimsy|sloppy|messy|lack\w*|drop(?:s|ped|ping)?"
        r"|declin\w+|off|only|twice|less|fewer|painful|pain|sick|suffer\w*)",
        is_mood=True,
    ),
    Sign(
        "is let down",
        2.5,
        r"(?:disappoint\w*|frustrat\w*|annoy\w*|angry|anger|furious|fuming|fed up|upset|unhappy|(?:not"
        r"|never been so"
        r"|less than) (?:happy|impressed|pleased|thrilled|amused|good enough|good|great|ok|okay|cool|fair"
        r"|acceptable"
        r"|helpful|helping|fun|right|what)|unimpressed|sick of|regret|dissatisf\w*|unsatisf\w*|let down|done with"
        r"|had enough|irritat\w*|inconvenien\w*|unbelievable|can'?t believe|confusing|confused|confuses|ruined"
        r"|unfair|complain\w*|complaints?)",
        is_mood=True,
        ground="temper",
    ),
    Sign(
        "is uneasy",
        1.5,
        r"(?:(?<!never get )tired of|hate|hates|hopeless|terrified|concern(?:s|ed|ing)?|worried|insane|weird"
        r"|strange|bizarre|odd"
        r"|suspicious|ruin)",
        is_mood=True,
    ),
    Sign(
        "sounds vexed",
        1.0,
        r"(?:ugh+|smh|sigh|seriously|really \?+|come on|c'mon|cmon|omg|wow|what the (?:hell|heck|f+|fuck)"
        r"|for real|hell|heck|ffs|jeez|geez|argh+|grr+|so much for|nice one|great job|get it together|get your"
        r"|unreal|typical|apparently|supposedly|bloody|freaking|freakin|annoyed|\?\?+\??|\?!+|!\?+)",
        is_mood=True,
    ),
    # What was expected
    Sign(
        "asks why it is so",
        2.0,
        r"(?:why(?! not)|how come|how is (?:it|a|the|this|that)|what did you do|what(?:'?s| is) with"
        r"|any (?:idea|reason|ideas) (?:why|when|what|on)|what(?:'?s| is| are| was) (?:going on|happening|up"
        r"|wrong|the (?:problem|issue|deal|story|point|status|hold ?up|matter))|what (?:happened|gives)"
        r"|what the (?:hell|heck|f+|fuck)|whats? up with|where(?:'?s| is| are) (?:my|our|the|is)|when will"
        r"|when are|when is|what am i|how (?:can|do|could) you|am i (?:missing|doing)|know why|tell me why"
        r"|explain|is there (?:a|an) (?:problem|issue|fault|outage|fix)|(?:anyone|anybody) else)",
        ground="expects",
    ),
    Sign(
        "says what should have been",
        1.5,
        r"(?:supposed to|suppose to|should(?:n'?t)? (?:have|be|not)|should'?ve|meant to|was told|were told"
        r"|told (?:me|us|that)|(?<! i )(?<! we )promis\w+|even though|instead of|instead|expect(?:ed|ing)?"
        r"|claim(?:s|ed|ing)?"
        r"|advertis\w*|despite|without|expected better|guarantee\w*|said (?:it|you|they|that|he|she)|says"
        r"|thought|guess (?:not|so)|shouldn'?t|at least|by now|hop(?:ing|ed) for|used to be|than (?:we|you|i"
        r"|the|what) … (?:agreed|quoted?|said|says|ordered|expected|promised)|what (?:we|i|you) … (?:agreed"
        r"|ordered|paid|expected|promised|signed)|not (?:the|what) … (?:ordered|expected|hoping|hoped|promised"
        r"|advertised|agreed)|unfortunately|sadly|sad to|allegedly|no excuse|how hard|not (?:one|once|even"
        r"|a single|possible|allowed))",
        is_mood=True,
        ground="expects",
    ),
    Sign("sets it against what is hoped", 0.5, r"(?:but|yet|however|although|only|already|nothing)"),
    # What is to be done
    Sign(
        "wants it put right",
        2.0,
        r"(?:fix|fixes|fixing|sort (?:it|this|out)|sort|put (?:it|this) right|bring back|(?:please|pls|can you"
        r"|could you|must|to) (?:stop|resolve|solve|correct|restore|rectify|investigate)|resolve|rectify"
        r"|look into|looked into|look(?:ing)? at (?:this|it)|do something|address (?:this|it)|escalat\w+"
        r"|make (?:it|this) right|unsubscribe|need answers|(?:speak|talk) (?:to|with) (?:a|the"
        r"|your) (?:manager|supervisor)|troubleshoot\w*|replacement|replace|exchange (?:it"
        r"|this|them)|return it"
        r"|send (?:me )?(?:a )?new|improve|stop (?:sending|calling|charging|spamming|adding))",
        ground="demands",
    ),
    Sign(
        "pleads for help",
        1.0,
        r"(?:help(?! (?:me|us) (?!please|out)[a-z])|asap|urgent\w*|assist\w*|emergency|immediately|please advise)",
        is_mood=True,
        ground="pleads",
    ),
    Sign(
        "tells that they tried",
        1.0,
        r"(?:struggl\w+|tr(?:ies|ied|ying)|no luck)",
        is_mood=True,
    ),
    Sign(
        "has had enough of us",
        1.5,
        r"(?:never (?:again|buying|buy|shop\w*|order\w*|us(?:e|ing)|fly\w*|going|go|coming)"
        r"|lost (?:a|my|our) (?:\w+ )?customer|los(?:e|ing) customers?|taking (?:my|our) (?:business|money)"
        r"|won'?t be (?:buying|back|using"
        r"|shopping|ordering|returning)|i'?m done|boycott\w*|not (?:coming|going) back|ever again|stay away"
        r"|don'?t (?:buy|shop|fly|bother|trust))",
        is_mood=True,
        ground="temper",
    ),
    Sign("exclaims", 0.5, r"(?:!!+|[.!]+ \?+|\.\.+)"),
)
