"""Words of somebody who may leave us."""

from outreach.listening.signs.sign import Sign

_RIVAL = (
    r"(?:alternatives?|vendors?|competitors?|competition|providers?|suppliers?|tools?|solutions?|products?"
    r"|platforms?|options|elsewhere|offers)"
)

CHURN = (
    Sign(
        "looks at alternatives",
        3.0,
        rf"(?:evaluat\w*|look(?:ing|ed)? (?:at|into|for|around)|consider\w*|compar\w+|review\w*|explor\w+"
        rf"|research\w*|test\w*|trialing|trialling|talk\w* (?:to|with)|demo\w*|assess\w*) … (?:other|another"
        rf"|alternative|different|competing|rival|new) (?:\w+ )?{_RIVAL}|(?:evaluat\w*|look(?:ing)? (?:at|into"
        rf"|for)|consider\w*|explor\w+|compar\w+|shop\w* for) … alternatives|(?:your|a) competitors?"
        rf"|shop(?:ping)? around|look(?:ing)? elsewhere|go(?:ing)? elsewhere|(?:rfp|tender) (?:for|out|process)"
        rf"|running an? rfp|out to tender",
    ),
    Sign(
        "doubts the renewal",
        3.0,
        r"(?:not|won'?t|don'?t|doesn'?t|never|unlikely to|hesitant to|reluctant to|unsure (?:about|whether to"
        r"|if we)|not sure (?:about|if we|whether we)|no plans to|decided against|reconsider\w*|re-?think\w*"
        r"|question\w*|postpon\w*|before (?:we|you)) … (?:renew\w*|extend\w* (?:the|our) contract)"
        r"|(?:let … (?:expire|lapse|run out))|non-renewal|end of … contract",
    ),
    Sign(
        "speaks of cancelling",
        3.0,
        r"(?:cancel\w*|terminat\w*|end|ending|quit|get out of|close|closing) (?:\w+ )?(?:our|the|my|your"
        r"|this) (?:\w+ )?(?:contract|subscription|account|plan|agreement|licen[cs]es?|service|membership)"
        r"|(?:notice period|give notice|notice of (?:termination|cancellation)|cancellation (?:terms|notice"
        r"|date|deadline)|how (?:do|can) (?:we|i) cancel|exit clause|(?:want|need|going|like|have|decided"
        r"|will) to cancel|we (?:will |are |'ll |'re )?cancel\w*)",
    ),
    Sign(
        "speaks of moving away",
        3.0,
        r"(?:migrat\w+|mov\w+|switch\w*|transition\w*|chang\w+) (?:away|off|over|elsewhere|(?:to"
        r"|over to) (?:another|a different|a new|one of|your|someone|somebody) (?:\w+ )?(?:vendor|provider"
        r"|tool|supplier|platform|product|solution|system|competitor|else|company))|(?:leav\w+|drop\w*"
        r"|ditch\w*|replac\w+|done with|part ways with|say goodbye to|get rid of) (?:you|your (?:product|tool"
        r"|platform|service|company)|you guys)|export … (?:all|our|everything) … (?:before|leave|leaving|move"
        r"|and)|(?:taking|take) our business|no longer (?:need|use|be using|want to (?:use|work with)"
        r"|be a customer)|(?:lose|losing|lost) us|we(?:'re| are| will be| may be| might be) (?:leaving"
        r"|out of here|gone)|last year with you",
    ),
    Sign(
        "doubts the value",
        2.0,
        r"(?:not (?:worth|seeing|getting) … (?:value|money|price|roi|cost|paying)|not worth it|(?:justify"
        r"|justifying) (?:the|your|this) (?:\w+ )?(?:cost|price|spend|renewal|expense|fee)|budget … (?:cut"
        r"|cuts|frozen|freeze|reduced|slashed)|cut(?:ting)? (?:costs|our spend|back on)|cheaper (?:alternative"
        r"|option|elsewhere|tool|vendor|provider|offer)|half the price)",
    ),
    # German
    Sign(
        "looks at alternatives",
        3.0,
        r"(?:alternativen?|andere\w* (?:anbieter\w*|lösung\w*|tools?|hersteller\w*|produkte?)|mitbewerber\w*"
        r"|wettbewerber\w*|konkurrenz\w*|ausschreibung)",
    ),
    Sign(
        "doubts the renewal",
        3.0,
        r"(?:nicht|nicht mehr|keine?|ungern|ob wir) … (?:verlänger\w*|weiterführen)|(?:auslaufen lassen"
        r"|vertragsende|nicht mehr weiter(?:machen|nutzen))",
    ),
    Sign(
        "speaks of cancelling",
        3.0,
        r"(?:kündig\w*|gekündigt|vertrag … (?:beenden|auflösen|kündigen)|abo … (?:beenden|kündigen)|kündigungsfrist)",
    ),
    Sign(
        "speaks of moving away",
        3.0,
        r"(?:wechseln (?:wir|zu)|anbieterwechsel|(?:umsteigen|umstieg) auf|wegmigrieren|zu (?:einem"
        r"|einer) anderen … (?:wechseln|gehen)|(?:trennen|trennung) … (?:von ihnen|von euch))",
    ),
    # Against
    Sign(
        "denies it",
        -3.0,
        r"(?:not|no|never|don'?t|aren'?t|isn'?t|without|stop(?:ped)?|nicht|kein\w*) (?:\w+ )?(?:looking (?:at"
        r"|for|into) (?:\w+ )?alternatives|evaluating|considering|plan(?:s|ning)? to (?:leave|cancel|switch)"
        r"|going anywhere|leaving|cancel\w*|kündig\w*|switch\w*)|cancel\w* (?:the|our|my|this|that|today'?s"
        r"|tomorrow'?s|a|friday'?s|monday'?s) (?:\w+ )?(?:meeting|call|session|invite|workshop|appointment"
        r"|webinar|training|demo|order|job|import|export|run)|(?:termin|treffen|gespräch) … (?:absagen"
        r"|kündigen)",
    ),
)
