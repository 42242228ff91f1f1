"""Whether a customer's message waits for an answer, or is a courtesy that needs none: pure, English and German."""

import re
from collections.abc import Collection

# Whoever says one of these waits for a person.
NEEDING = frozenset({"complaint", "contempt", "churn", "question", "request", "person", "buying"})
# Never the moment to point at an article.
UPSET = frozenset({"complaint", "contempt", "churn"})

_EMOJI_CODE = re.compile(r":[a-z0-9_+\-]+(?::skin-tone-\d)?:")
_MENTION = re.compile(r"<?@[^\s>]+>?")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LETS_OFF = re.compile(
    r"\b(?:fyi|for your information|just so you know|no need to (?:reply|answer|act)|don't reply|never ?mind"
    r"|no (?:answer|reply|action) (?:needed|necessary|required)"
    r"|(?:will|we'll|i'll) (?:let you know|get back to you|come back to you)|take your time|no (?:rush|hurry|worries)"
    r"|all (?:fine|good) now|out of (?:the )?office|sorry for the (?:late reply|delay|noise)"
    r"|zur (?:info|kenntnis)|keine antwort (?:nötig|erforderlich)|hat sich erledigt|schon erledigt"
    r"|(?:melde mich|melden uns)|lass(?:t|en sie sich)? (?:euch |dir )?zeit|keine eile|im urlaub|nicht im büro)\b"
)
# Each may be followed by a name.
_THANKS = (
    r"(?:many |vielen |herzlichen |besten |ganz )?(?:thanks|thank you|thx|ty|cheers|danke|dank)"
    r"(?: (?:so much|very much|a lot|again|all|both|everyone|team|schön|sehr|dir|ihnen|euch|nochmals))*"
    r"(?: (?:for|für) (?:your|the|die|ihre|eure) (?:quick |fast |schnelle )?(?:help|answer|reply|hilfe|antwort))?"
)
_ASSENT = (
    r"ok(?:ay)?|kk?|great|good|perfect|cool|nice|lovely|awesome|super|excellent|brilliant|amazing|wonderful|fantastic"
    r"|sure|yes|yep|yeah|yup|alright|all right|right|fine|got it|understood|noted|roger|will do|done|agreed|exactly"
    r"|of course|absolutely|welcome|wow|haha|lol|appreciated|much appreciated"
    r"|(?:that |it |this )?(?:sounds|looks) (?:good|great|fine|perfect)"
    r"|(?:that |it |this )?(?:works|worked|is fixed|is solved)(?: for (?:me|us))?(?: now| again)?"
    r"|alles klar|in ordnung|verstanden|gerne?|ja|jo|jep|genau|stimmt|gut|prima|toll|klasse|perfekt|passt(?: so)?"
    r"|machen wir|(?:das |es )?(?:funktioniert|geht|klappt)(?: jetzt| wieder)?"
)
_GREETING = (
    r"hi|hello|hey|hallo|guten (?:morgen|tag|abend)|moin|good (?:morning|afternoon|evening|night)|(?:good)?bye"
    r"|see you(?: soon| then| tomorrow)?|talk soon|have a (?:nice|good|great) (?:day|weekend|evening)"
    r"|you too|bis (?:dann|bald|morgen)|tschüss|(?:schönes|schönen) (?:wochenende|tag|abend)|(?:viele|liebe) grüße|mfg"
)
_COURTESY = re.compile(rf"(?:(?:{_THANKS}|{_GREETING})(?: [^\W\d_]+)?|{_ASSENT})(?: |$)")
# Longer than this a message that thanks says something else as well.
_MOST_WORDS = 12


def needs_answer(text: str, kinds: Collection[str]) -> bool:
    """`kinds` are those of the findings in it. In doubt it does: a nudge too many is pressed away, a customer who is
    overlooked is not."""
    if NEEDING & set(kinds) or "?" in text:
        return True
    said = _MENTION.sub(" ", _EMOJI_CODE.sub(" ", text.casefold().replace("’", "'")))
    words = _WORD.findall(said)
    if not words or _LETS_OFF.search(said):
        return False
    is_thanks = "thanks" in kinds and len(words) <= _MOST_WORDS
    return not (is_thanks or _is_courteous(" ".join(words)))


def _is_courteous(said: str) -> bool:
    """Nothing but courtesies, one behind the other."""
    at = 0
    while at < len(said):
        match = _COURTESY.match(said, at)
        if match is None:
            return False
        at = match.end()
    return True
