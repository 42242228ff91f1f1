"""Words of somebody who may leave us."""

from outreach.listening.signs.sign import Sign

_RIVAL = r"(?:alternatives?|vendors?|competitors?|competition|providers?|suppliers?|tools?|solutions?|products?|platforms?|options|elsewhere|offers)"

CHURN = (
    Sign(
        "looks at alternatives",
        3.0,
        rf"(?:evaluat\w*|look(?:ing|ed)? (?:at|into|for|around)|consider\w*|compar\w+|review\w*|explor\w+|research\w*|test\w*|trialing|trialling|talk\w* (?:to|with)|demo\w*|assess\w*) … (?:other|another|alternative|different|competing|rival|new) (?:\w+ )?{_RIVAL}|(?:evaluat\w*|look(?:ing)? (?:at|into|for)|consider\w*|explor\w+|compar\w+|shop\w* for) … alternatives|(?:your|a) competitors?|shop(?:ping)? around|look(?:ing)? elsewhere|go(?:ing)? elsewhere|(?:rfp|tender) (?:for|out|process)|running an? rfp|out to tender",
    ),
    Sign(
        "doubts the renewal",
        3.0,
        r"(?:not|won'?t|don'?t|doesn'?t|never|unlikely to|hesitant to|reluctant to|unsure (?:about|whether to|if we)|not sure (?:about|if we|whether we)|no plans to|decided against|reconsider\w*|re-?think\w*|question\w*|postpon\w*|before (?:we|you)) … (?:renew\w*|extend\w* (?:the|our) contract)|(?:let … (?:expire|lapse|run out))|non-renewal|end of … contract",
    ),
    Sign(
        "speaks of cancelling",
        3.0,
        r"(?:cancel\w*|terminat\w*|end|ending|quit|get out of|close|closing) (?:\w+ )?(?:our|the|my|your|this) (?:\w+ )?(?:contract|subscription|account|plan|agreement|licen[cs]es?|service|membership)|(?:notice period|give notice|notice of (?:termination|cancellation)|cancellation (?:terms|notice|date|deadline)|how (?:do|can) (?:we|i) cancel|exit clause|(?:want|need|going|like|have|decided|will) to cancel|we (?:will |are |'ll |'re )?cancel\w*)",
    ),
    Sign(
        "speaks of moving away",
        3.0,
        r"(?:migrat\w+|mov\w+|switch\w*|transition\w*|chang\w+) (?:away|off|over|elsewhere|(?:to|over to) (?:another|a different|a new|one of|your|someone|somebody) (?:\w+ )?(?:vendor|provider|tool|supplier|platform|product|solution|system|competitor|else|company))|(?:leav\w+|drop\w*|ditch\w*|replac\w+|done with|part ways with|say goodbye to|get rid of) (?:you|your (?:product|tool|platform|service|company)|you guys)|export … (?:all|our|everything) … (?:before|leave|leaving|move|and)|(?:taking|take) our business|no longer (?:need|use|be using|want to (?:use|work with)|be a customer)|(?:lose|losing|lost) us|we(?:'re| are| will be| may be| might be) (?:leaving|out of here|gone)|last year with you",
    ),
    Sign(
        "doubts the value",
        2.0,
        r"(?:not (?:worth|seeing|getting) … (?:value|money|price|roi|cost|paying)|not worth it|(?:justify|justifying) (?:the|your|this) (?:\w+ )?(?:cost|price|spend|renewal|expense|fee)|budget … (?:cut|cuts|frozen|freeze|reduced|slashed)|cut(?:ting)? (?:costs|our spend|back on)|cheaper (?:alternative|option|elsewhere|tool|vendor|provider|offer)|half the price)",
    ),
    # German
    Sign(
        "looks at alternatives",
        3.0,
        r"(?:alternativen?|andere\w* (?:anbieter\w*|lösung\w*|tools?|hersteller\w*|produkte?)|mitbewerber\w*|wettbewerber\w*|konkurrenz\w*|ausschreibung)",
    ),
    Sign(
        "doubts the renewal",
        3.0,
        r"(?:nicht|nicht mehr|keine?|ungern|ob wir) … (?:verlänger\w*|weiterführen)|(?:auslaufen lassen|vertragsende|nicht mehr weiter(?:machen|nutzen))",
    ),
    Sign(
        "speaks of cancelling",
        3.0,
        r"(?:kündig\w*|gekündigt|vertrag … (?:beenden|auflösen|kündigen)|abo … (?:beenden|kündigen)|kündigungsfrist)",
    ),
    Sign(
        "speaks of moving away",
        3.0,
        r"(?:wechseln (?:wir|zu)|anbieterwechsel|(?:umsteigen|umstieg) auf|wegmigrieren|zu (?:einem|einer) anderen … (?:wechseln|gehen)|(?:trennen|trennung) … (?:von ihnen|von euch))",
    ),
    # Against
    Sign(
        "denies it",
        -3.0,
        r"(?:not|no|never|don'?t|aren'?t|isn'?t|without|stop(?:ped)?|nicht|kein\w*) (?:\w+ )?(?:looking (?:at|for|into) (?:\w+ )?alternatives|evaluating|considering|plan(?:s|ning)? to (?:leave|cancel|switch)|going anywhere|leaving|cancel\w*|kündig\w*|switch\w*)|cancel\w* (?:the|our|my|this|that|today'?s|tomorrow'?s|a|friday'?s|monday'?s) (?:\w+ )?(?:meeting|call|session|invite|workshop|appointment|webinar|training|demo|order|job|import|export|run)|(?:termin|treffen|gespräch) … (?:absagen|kündigen)",
    ),
)
