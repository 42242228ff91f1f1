"""Phrases by which rules tell how a draft reads, in English and German: none of them is about any one trade."""

import re

_I = re.IGNORECASE


def _any_of(*phrases: str) -> re.Pattern[str]:
    """Whole words, however they are spaced."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)".replace(" ", r"\s+"), _I)


# Something a person has to fill in before anybody may read it.
GAP = re.compile(
    r"‹[^›]*›|\{\{.*?\}\}|\{%.*?%\}|\[[A-ZÄÖÜ][A-ZÄÖÜ0-9 _-]+\]|<[A-Z][A-Z _-]+>|(?<![\w/.-])(?:XX+|TODO|TBD)(?!\w)"
)

GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?"
    r"|sehr geehrte[rs]?)\b[^,.!:\n]{0,60}[,.!:\n]+\s*",
    _I,
)

SORRY = _any_of(
    r"sorry", r"apolog(?:y|ies|ise|ize)", r"regret\w*", r"you(?:'|’)re right", r"you are right",
    r"should not have happened", r"shouldn(?:'|’)t have happened", r"must (?:be|have been) (?:\w+ )?\w+ing",
    r"(?:I|we) (?:can )?(?:see|understand|know) (?:how|why|that|what)", r"frustrat\w+", r"annoying",
    r"thank you for (?:telling|being so (?:open|plain|patient))",
    r"leid", r"entschuldig\w*", r"bedau\w+", r"verzeih\w*", r"sie haben recht", r"hätte nicht passieren dürfen",
    r"(?:ich|wir) (?:verstehe|verstehen)", r"ärgerlich", r"unangenehm",
)  # fmt: skip

BLAME = _any_of(
    r"as (?:I|we) (?:already |have already |have )?(?:said|mentioned|explained|wrote|told you)",
    r"as (?:previously|already) (?:said|mentioned|explained|stated|discussed)", r"per my last",
    r"like I said", r"I already told you", r"you should(?: not|n(?:'|’)t)? have", r"you (?:failed|forgot|neglected) to",
    r"if you had", r"you must(?: have)?(?! not)", r"your (?:mistake|fault|error)", r"user error", r"obviously",
    r"calm down",
    r"wie (?:bereits |schon )?(?:gesagt|erwähnt|erklärt|geschrieben|mitgeteilt)", r"das (?:sagte|schrieb) ich",
    r"sie hätten", r"sie haben (?:vergessen|versäumt)", r"sie müssen(?! nicht)", r"ihr fehler", r"offensichtlich",
)  # fmt: skip

SENT_AWAY = _any_of(
    r"(?:you (?:must|need to|have to|will need to)|please) (?:call|phone|ring)",
    r"(?:contact|call|ask|talk to|speak (?:to|with)|reach out to) (?:our )?(?:sales|support|helpdesk|help desk)"
    r"(?: team| department| line)?",
    r"(?:open|raise|file|log|submit) (?:a|another) (?:ticket|case)",
    r"rufen sie (?:bitte )?(?:an|unsere\w*|den|die)", r"(?:wenden sie sich|schreiben sie) an (?:den|unseren) "
    r"(?:vertrieb|support)", r"(?:eröffnen|erstellen) sie (?:bitte )?ein ticket",
)  # fmt: skip

SELLING = _any_of(
    r"upgrade (?:now|today|to (?:our|the))", r"limited(?:[- ]time)? offer", r"special offer", r"act now", r"buy now",
    r"order now", r"don(?:'|’)t miss", r"exclusive(?:ly for you| offer)", r"great deal", r"unbeatable",
    r"while (?:stocks|supplies) last", r"best[- ]in[- ]class", r"world[- ]class", r"game[- ]chang\w+",
    r"sonderangebot", r"nur für kurze zeit", r"jetzt (?:upgraden|buchen|kaufen|zugreifen)",
    r"einmalige\w* (?:angebot|gelegenheit)",
)  # fmt: skip

JARGON = _any_of(
    r"circle back", r"touch base", r"low[- ]hanging fruit", r"leverag(?:e|ing)", r"synerg\w+", r"action items?",
    r"going forward", r"at this juncture", r"pursuant to", r"per our (?:policy|policies|terms)", r"out of scope",
    r"works as designed", r"working as intended", r"escalated to (?:tier|level|l)\s?\d", r"(?:tier|level) \d support",
    r"backlog", r"sprint", r"deprecat\w+", r"repro(?: steps)?", r"RCA", r"ETA", r"EOD", r"EOB", 
    r"kindly (?:note|revert)",
    r"please be (?:advised|informed)", r"laut (?:unseren )?(?:richtlinien?|agb)", r"zeitnah", r"zielführend",
    r"proaktiv", r"im nachgang", r"seitens",
)  # fmt: skip

SOMEDAY = _any_of(
    r"as soon as (?:possible|we can|I can)", r"asap", r"shortly", r"in due course", r"at some point", r"soon(?! as)",
    r"when(?:ever)? (?:I|we) (?:get|have) (?:a chance|time|to it)", r"in the (?:near|coming) future",
    r"so bald wie möglich", r"baldmöglichst", r"schnellstmöglich", r"demnächst", r"in kürze", r"bald",
    r"bei gelegenheit",
)  # fmt: skip

_DAYS = (
    r"mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|saturday|sunday"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
)
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
WHEN = _any_of(
    r"today", r"tonight", r"tomorrow", r"now", r"heute", r"morgen", r"jetzt", _DAYS, rf"\d{{1,2}}\.? (?:{_MONTHS})",
    rf"(?:{_MONTHS}) \d{{1,2}}", r"\d{4}-\d{2}-\d{2}", r"\d{1,2}[.:]\d{2}", r"\d{1,2}\s?[ap]m", r"\d{1,2} uhr",
    r"(?:this|next|end of (?:the )?)(?: )?(?:week|month|quarter)", r"within (?:the|an|a|\w+) (?:hours?|days?|weeks?)",
    r"in (?:an?|\w+) (?:minutes?|hours?|days?|weeks?)",
    r"(?:diese|nächste|bis ende)(?:r|n)? (?:der )?(?:woche|monats?)",
    r"(?:innerhalb|binnen|in) (?:von )?\w+ (?:minuten|stunden?|tagen?|wochen?)",
)  # fmt: skip

WILL_DO = _any_of(
    r"(?:I|we)(?:'|’)ll", r"(?:I|we) (?:shall|am going to|are going to)",
    r"(?!(?:it|that|this|which|they|you|there|he|she|who|what)\b)\w+ will",
    r"(?:ich|wir) (?:werde|werden|melde|melden|kümmere|kümmern|schicke|schicken|prüfe|prüfen|kläre|klären)",
    r"sie (?:hören|bekommen|erhalten)", r"you will hear",
)  # fmt: skip

# What lets them act at once, or settles what they asked.
ANSWERS = _any_of(
    r"yes", r"no", r"ja", r"nein", r"you can", r"sie können", r"here is", r"here are", r"hier (?:ist|sind|finden)",
    r"(?:open|choose|click|press|select|go to|enter|turn on|turn off|switch)",
    r"(?:öffnen|wählen|klicken|drücken|nutzen|stellen|gehen|tragen) sie", r"because", r"weil", r"it is fixed",
    r"works again", r"is live", r"is included", r"ist (?:enthalten|behoben)", r"funktioniert wieder",
)  # fmt: skip

ASIDES = _any_of(
    r"by the way", r"btw", r"while I have you", r"while we(?:'|’)re at it", r"on another note", r"unrelated(?:ly)?",
    r"p\.?s\.?", r"also, did you know", r"did you know", r"übrigens", r"nebenbei", r"bei der gelegenheit",
    r"wussten sie",
)  # fmt: skip
