"""Whether somebody says that it is right now: pure, in English and German, and only where their words are clear."""

import re

_FEW_WORDS = 14
_LONGEST = 300
_MENTION = re.compile(r"<?@[^\s>]+>?")
_POLITE = re.compile(
    r"\b(?:hi|hello|hey|hallo|thanks?|thank you|thx|danke(?: schön| sehr)?|vielen dank|sorry|leider)\b"
)
_UNSURE = re.compile(
    r"\?|\b(?:not sure|don't know|no idea|no clue|maybe|perhaps"
    r"|(?:will|let me|need to|have to|going to) (?:check|test|try)"
    r"|(?:haven't|have not|not yet|didn't|not)(?: \w+)? (?:checked|tested|tried|check|test|try)"
    r"|weiß nicht|weiss nicht|keine ahnung|vielleicht|mal sehen|muss (?:ich |das )*(?:noch )?(?:prüfen|testen)"
    r"|noch nicht (?:geprüft|getestet|probiert)|prüfe (?:ich|das))\b"
)
_BUT = re.compile(r"\b(?:but|except|however|although|though|aber|außer|ausser|allerdings|jedoch)\b")
# Whether there is anything else: "No, thanks", "Nein, das war's".
_NO_MORE = re.compile(
    r"^\W*(?:no|nope|nein|nö)\W+(?:thanks?|thx|danke|vielen dank|that(?:'s| is| was) (?:all|it)"
    r"|nothing|nichts|sonst nichts|more questions|das (?:war'?s|war alles|ist alles|wär'?s))\b"
)
# "No problems any more" says yes.
_NO_TROUBLE = re.compile(
    r"\b(?:no|not a|kein|keine|nichts)(?: more| further| weiteren?)? "
    r"(?:problems?|worries|issues?|complaints?|trouble|errors?|probleme?|fehler|beschwerden?)\b"
)
_OPENS_YES = re.compile(r"^(?:yes|yep|yeah|yup|ja|jep|jo|jawohl|absolutely|definitely)\b")
_OPENS_NO = re.compile(r"^(?:no|nope|nah|nein|nö|nicht wirklich|not really|not yet|noch nicht|not at all)\b")
_SAYS_YES = re.compile(
    r"^(?:perfect|fixed|resolved|solved|sorted|works|all good|all fine|all set|super|perfekt|passt"
    r"|erledigt|gelöst|behoben)\b"
    r"|\b(?:it|this|that|everything|all)(?:'s| is| looks| seems| works| are)(?: all)?(?: now)?"
    r" (?:fixed|right|good|fine|great|perfect|resolved|solved|sorted|ok|okay|working|again|now)\b"
    r"|\b(?:it|this|that|everything) (?:now )?works\b|\bworks (?:fine|again|now|well|for us|perfectly)\b"
    r"|\ball (?:good|fine|set)(?: now| again)?$"
    r"|\balles (?:gut|bestens|ok|okay|in ordnung|klar|prima|wieder gut)\b|\b(?:ist|wieder|jetzt) (?:gut|in ordnung)\b"
    r"|\b(?:das )?passt(?: so| jetzt| alles)?$"
    r"|\b(?:funktioniert|läuft|geht)(?: (?:jetzt|wieder|nun|alles|bestens|gut))+\b"
)
_SAYS_NO = re.compile(
    r"\bstill (?:not|broken|wrong|failing|fails|happening|happens|the same|an issue|a problem|doesn't|isn't|can't"
    r"|waiting|missing|no|have|having|seeing|down)\b"
    r"|\b(?:not|isn't|never|hasn't been|has not been)(?: \w+)?"
    r" (?:fixed|right|good|ok|okay|resolved|solved|sorted|working)\b"
    r"|\b(?:doesn't|does not|don't) work\b|\b(?:no better|even worse|worse than)\b"
    r"|\bstill broken\b|\b(?:broke|failed) again\b"
    r"|\b(?:immer noch|noch immer) (?:nicht|kein|keine|kaputt|dasselbe|fehlerhaft|falsch|das gleiche|so)\b"
    r"|\b(?:geht|funktioniert|läuft|klappt|passt|stimmt)(?: \w+){0,2} nicht\b"
    r"|\bnicht (?:behoben|gelöst|in ordnung|erledigt)\b"
    r"|\bunverändert\b|\bwieder kaputt\b"
)


def verdict_of(words: str) -> bool | None:
    """None where they do not say so clearly: then a person reads it."""
    said = _plain(words)
    if not said or len(said) > _LONGEST or _UNSURE.search(said) or _NO_MORE.search(_unmentioned(words)):
        return None
    rest = _NO_TROUBLE.sub(" fine ", said).strip()
    is_short = len(said.split()) <= _FEW_WORDS
    yes = _opens(_OPENS_YES, rest) or bool(is_short and (_SAYS_YES.search(rest) or rest != said))
    no = _opens(_OPENS_NO, rest) or bool(is_short and _SAYS_NO.search(rest))
    if yes == no or (yes and _BUT.search(rest)):
        return None
    return yes


def _opens(pattern: re.Pattern[str], said: str) -> bool:
    return pattern.match(said) is not None


def _plain(words: str) -> str:
    kept = re.sub(r"[^\w'? ]", " ", _unmentioned(words))
    return " ".join(_POLITE.sub(" ", kept).split())


def _unmentioned(words: str) -> str:
    return _MENTION.sub(" ", words.casefold().replace("’", "'"))
