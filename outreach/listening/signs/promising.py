"""Words with which our own people promise something."""

from outreach.listening.signs.sign import Sign

_WE = (
    r"(?:i'?ll|i will|we'?ll|we will|i'?m going to|we'?re going to|i am going to|we are going to|i can"
    r"|we can|let me|let us|i shall|we shall|will|gonna|my colleague will|our team will|\w+ will|\w+'ll)"
)
_DO = (
    r"(?:get back|come back|circle back|go back|report back|revert|check|look (?:into|at|it up)|send|share"
    r"|forward|fix|solve|resolve|follow up|call|ring|phone|update|post|let (?:you|them|everyone) know"
    r"|confirm|ask|raise|escalate|schedule|set (?:it|this|that|one|up|you)|arrange|organi[sz]e|deliver"
    r"|prepare|provide|find (?:out|you|someone)|take care|take it|handle|ping|make sure|ensure|sort|ship"
    r"|release|publish"
    r"|add|enable|activate|book|investigate|dig|chase|write|draft|give you|get (?:you|that|this|it|the|an?"
    r"|someone|our|back)|have (?:it|this|that|the|an?|your|them|one|someone|something)|be (?:fixed|done"
    r"|ready|live|solved|resolved|sent|shipped|with you|in touch|back to you|available|deployed|released"
    r"|delivered)|do (?:it|that|this|so)|reach out|keep you|file|open|create|refund|credit|correct|restore"
    r"|roll|deploy|review|finish|complete|show you|invite|introduce|connect you|put (?:you|it|this|that)"
    r"|turn|upload|compile|test|try to (?:get|fix|have|find)|speak (?:to|with)|talk (?:to|with)|bring"
    r"|pass)"
)

PROMISE = (
    Sign(
        "says what we will do",
        3.0,
        rf"{_WE} (?!not |never |be (?:out|away|off|on|late|in (?:the|a)|at)|need |see "
        rf"|have to )(?:[^ .!?]+ ){{0,3}}?{_DO}",
    ),
    Sign(
        "says what they will have",
        3.0,
        r"(?:you(?:'ll| will| should|'re going to)|your (?:team|colleagues|people) will"
        r"|everyone will) (?:\w+ )?(?:have|get|receive|see|hear|find)(?! to)|(?:hear from|answer from"
        r"|update from) (?:me|us)|(?:it|this|that|the \w+|they|everything) (?:will|'ll"
        r"|should) be (?:\w+ )?(?:fixed|done|ready|live|solved|resolved|sent|shipped|with you|available"
        r"|deployed|released|delivered|restored|corrected|back|finished|up|there|in your)"
        r"|expect (?:\w+ ){1,4}?(?:by|on|within|before|tomorrow|today)|(?:eta|due|planned|scheduled) (?:is "
        r"|for |on |by )",
    ),
    Sign(
        "gives their word",
        3.0,
        r"(?:i promise|we promise|promised?|you have my word|my word|guaranteed?|i commit|we commit|(?:i'?m"
        r"|we'?re|i am|we are) on it|leave it with (?:me|us)|consider it done|will do|on my list|making a note"
        r"|(?:i|we) owe you)",
    ),
    Sign(
        "says what we will do",
        3.0,
        r"(?:(?:ich|wir) (?:\w+ )?(?:melde[n]?|kümmere?n?|schicke[n]?|sende[n]?|kläre[n]?|prüfe[n]?|schaue?n?"
        r"|behebe[n]?|gebe[n]?|rufe[n]?|liefere?n?|frage[n]?|leite[n]?|erledige[n]?|teile[n]?|bereite[n]?"
        r"|organisiere[n]?|korrigiere[n]?|informiere[n]?|sorge[n]?|stelle[n]?|schalte[n]?|komme[n]?|mache[n]?"
        r"|antworte[n]?) (?:mich|uns|ihnen|euch|dir|es|das|die|den|dem|mir|heute|morgen|bis|dafür|gleich"
        r"|sofort|bescheid|darum|noch|nach|intern|dann|am|einen|eine|ein|sie|beim|die|auf|zurück)|(?:melde"
        r"|kümmere|schicke|sende|kläre|prüfe|schaue|gebe) (?:ich|mich|ihnen|euch|dir|mir|es|das)|(?:ich"
        r"|wir) werden? (?:\w+ ){0,6}?(?:melden|schicken|senden|klären|prüfen|beheben|anrufen|liefern"
        r"|erledigen|teilen|informieren|sorgen|kümmern|antworten|korrigieren|nachfragen|geben|machen"
        r"|bereitstellen|lösen|veröffentlichen))",
    ),
    Sign(
        "says what they will have",
        3.0,
        r"(?:(?:sie|ihr|du) (?:bekommen|bekommt|bekommst|erhalten|erhaltet|erhältst|hören|hört|haben"
        r"|habt) (?:\w+ ){0,5}?(?:bis|am|heute|morgen|nächste|diese|von (?:mir|uns))|(?:bekommen|erhalten"
        r"|hören|haben) sie (?:\w+ ){0,4}?(?:bis|am|heute|morgen|von (?:mir|uns))|(?:wird"
        r"|werden) (?:\w+ ){0,6}?(?:behoben|gelöst|geliefert|ausgeliefert|bereitgestellt|verfügbar|erledigt"
        r"|korrigiert|veröffentlicht|fertig)|(?:ist|sind) (?:bis|am) \w+ (?:\w+ )?(?:behoben|fertig|erledigt"
        r"|da))",
    ),
    Sign(
        "gives their word",
        3.0,
        r"(?:versprochen|versprechen|sie haben mein wort|wird erledigt|ist notiert|(?:bin|sind) dran)",
    ),
    # Against
    Sign(
        "speaks of what they may do",
        -2.0,
        r"(?:if you|once you|when you|after you|as soon as you|whenever you|can you|could you|would you"
        r"|should i|shall (?:i|we)|do you want (?:me|us)|wenn sie|wenn ihr|sobald (?:sie|ihr)|soll ich"
        r"|sollen wir)",
    ),
    Sign(
        "refuses or looks back",
        -3.0,
        r"(?:can(?:'t|not| not) promise|won'?t be able|unable to|no promises|as promised|wie versprochen"
        r"|like i promised|i promised|we promised|versprochen hatte\w*|nicht versprechen|already (?:sent|fixed"
        r"|done|shared|shipped|released))",
    ),
)
