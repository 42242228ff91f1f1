"""What customers want of us, in their own plain words: pure, in English and German.

A message that is nothing but such words counts anywhere. One that is said to us (a mention, or an answer in the
thread of one of our messages) may say it among other words; then only stop, less and pause are listened for, since
"help" and "status" are words people use with each other.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from handlers.dates import last_day
from outreach.errors import BadInput

Kind = Literal["stop", "less", "pause", "resume", "help", "who", "anyone", "status", "ask", "unread", "reread"]
# What "later" means when no date is given.
LATER = timedelta(days=30)
LONGEST = 300

_POLITE = re.compile(
    r"\b(?:please|pls|thanks|thank you|thx|hi|hello|hey|ok|okay|for now|(?<!not )now|concierge"
    r"|bitte|danke|vielen dank|hallo)\b"
)
_MENTION = re.compile(r"<?@[^\s>]+>?")
_NOT_TO_BE_READ = (
    r"(?:do not|don't|dont|stop) read(?:ing)? (?:this channel|along|here)(?: here)?(?: any ?more| any longer)?"
)
_HUMAN = r"(?:a |an actual |a real )?(?:human(?: being)?|person|somebody|someone)"
_MENSCH = r"(?:einem menschen|jemandem|einer person)"
_PERSON = (
    r"(?:(?:can|could|may) (?:i|we) |(?:i|we)(?:'d like| would like| want| need) to )?"
    rf"(?:talk|speak) (?:to|with) {_HUMAN}"
    rf"|(?:can|could) {_HUMAN} (?:please )?(?:call|ring|phone|help)(?: us| me)?"
    rf"|(?:kann|könnte|können|darf) (?:ich|wir) (?:bitte )?mit {_MENSCH} (?:sprechen|reden)|mit {_MENSCH} sprechen"
    r"|kann (?:uns|mich) (?:bitte )?jemand anrufen"
)
_WHOLE: dict[Kind, str] = {
    "stop": r"stop|stopp|unsubscribe|opt out|no more(?: messages| of these| of this)?|stop (?:it|this|these|that)"
    r"|stop (?:writing|messaging|sending|pinging)(?: us| me| here)?(?: these| this| messages)?(?: messages)?"
    r"|leave us alone|aufhören|abmelden|keine (?:weiteren )?nachrichten(?: mehr)?|nichts mehr(?: schicken)?",
    "less": r"less|fewer|(?:less|fewer) (?:of )?(?:these|this|messages|often|such messages)|less often|not so often"
    r"|too (?:many|often|much)|weniger(?: davon| nachrichten| oft)?|nicht so oft|seltener",
    "pause": r"later|not now|maybe later|pause|snooze|pause (?:it|this|these)|später|nicht jetzt|vielleicht später",
    "resume": r"start|resume|unpause|start again|continue|go on|weiter|weitermachen|wieder|fortsetzen",
    "help": r"help|hilfe|what can you do|was kannst du|was können sie",
    "who": r"who|who are you|who is (?:my|our) csm|who's (?:my|our) csm|who looks after us|who is responsible"
    r"|wer|wer betreut uns|wer ist (?:mein|unser) (?:csm|ansprechpartner)",
    "anyone": r"(?:is |are )?(?:any ?one|any ?body|some ?one|some ?body|you)(?: still)? (?:there|here|around|available)"
    r"|(?:ist )?(?:gerade |hier )?(?:noch )?jemand (?:da|hier|erreichbar)"
    r"|ist da (?:noch )?jemand|(?:sind sie|bist du|seid ihr) (?:noch )?da",
    "status": r"status|what is open|was ist offen",
    "ask": r"what (?:can|may|could) (?:i|we) ask(?: you)? for|what do you offer(?: us)?"
    r"|worum (?:kann|können|darf|dürfen) (?:ich|wir)(?: sie| euch)? bitten|was (?:kann|können) (?:ich|wir) anfragen",
    "unread": rf"{_NOT_TO_BE_READ}|lies hier nicht mit|lesen sie hier nicht mit|hier nicht mitlesen",
    "reread": r"you (?:may|can) read (?:this channel|here|along)(?: here)? again"
    r"|(?:du darfst|sie dürfen|ihr dürft) hier wieder mitlesen|lies hier wieder mit|lesen sie hier wieder mit",
}
_AMONG: dict[Kind, str] = {
    "stop": r"\bunsubscribe\b|\bopt(?:ing)? (?:us |me )?out\b|\bleave us alone\b|\bkeine (?:weiteren )?nachrichten\b"
    r"|\bstop (?:writing|messaging|sending|posting|pinging|contacting)\b|\bstop (?:these|this)(?: messages| updates)?$"
    r"|\bno more (?:messages|updates|of these)\b|\bnichts mehr schicken\b",
    "less": r"\b(?:fewer|less) (?:of )?(?:these|this|messages|updates)\b|\bless often\b|\bnot so (?:often|many)\b"
    r"|\btoo (?:many|often)\b|\bweniger (?:davon|nachrichten|oft)\b|\bnicht so oft\b|\bseltener\b",
    "unread": rf"(?<!\bi )(?<!\bwe )(?<!\bthey )\b{_NOT_TO_BE_READ}\b",
}
_REFUSED = re.compile(r"\b(?:don't|dont|do not|never|not to|nicht|kein grund)\W+(?:\w+\W+){0,2}(?:stop|aufhören|pause)")
_PAUSED = re.compile(
    r"\b(?:pause|later|stop|snooze|hold off|nothing|quiet|not now|come back|später|ruhe|nichts|stopp)\b(?: \w+){0,3}?"
    r" (?:until|till|til|through|for|after|bis|für|nach)(?: the| zum| dem)? (?P<when>.+)$"
)
_MOST_WORDS_OF_A_DATE = 5
_BARE = 2


@dataclass(frozen=True)
class Wish:
    """`until` is the last quiet day of a pause; `unclear` what they wrote for it, where that is no day to come.
    `is_all`: they said nothing else, so that nobody need read it; who asks for somebody is not done with an answer by
    us.
    `is_bare`: a word or two that people also say to each other ("not now", "help"), so it depends on whom they were
    talking with."""

    kind: Kind
    until: date | None = None
    is_all: bool = True
    is_bare: bool = False
    unclear: str = ""


def read(text: str, today: date, *, to_us: bool) -> Wish | None:
    """None when nothing is asked of us."""
    said = _plain(text)
    if not said or len(said) > LONGEST:
        return None
    if wish := _paused(said, today, to_us=to_us):
        return replace(wish, unclear=_as_written(wish.unclear, text))
    return _whole(said, today) or (_person(said) or _among(said) if to_us else None)


def _as_written(words: str, text: str) -> str:
    """In their own capitals, where the words stand so in the text."""
    written = re.search(re.escape(words), text, re.IGNORECASE)
    return written[0] if written else words


def _plain(text: str) -> str:
    bare = _POLITE.sub(" ", _MENTION.sub(" ", text.casefold().replace("’", "'")))
    letters = re.sub(r"[^\w' .:/-]", " ", bare)
    return " ".join(re.sub(r"[.:](?=\s|$)(?<!\d\.)", " ", letters).split())


def _whole(said: str, today: date) -> Wish | None:
    for kind, pattern in _WHOLE.items():
        if re.fullmatch(pattern, said):
            is_bare = kind == "anyone" or (kind != "stop" and len(said.split()) <= _BARE)
            until = today + LATER if kind == "pause" else None
            return Wish(kind, until, is_all=kind != "anyone", is_bare=is_bare)
    return None


def _person(said: str) -> Wish | None:
    """Said to each other it is for a person to notice; said to us it is answered like “is anyone there”."""
    return Wish("anyone", is_all=False) if re.fullmatch(_PERSON, said) else None


def _paused(said: str, today: date, *, to_us: bool) -> Wish | None:
    """With a date or a span; "stop until Friday" is a pause too."""
    match = _PAUSED.search(said) if to_us else _PAUSED.match(said)
    if match is None or _REFUSED.search(said):
        return None
    words = match["when"].split()
    for count in range(min(len(words), _MOST_WORDS_OF_A_DATE), 0, -1):
        if not to_us and count < len(words):
            break
        try:
            until = last_day(" ".join(words[:count]), today)
            return Wish("pause", until, is_all=match.start() == 0 and count == len(words))
        except BadInput:
            continue
    # They want a pause and name a day that is no day, or past: they get one, and are told until when.
    if not said.startswith(("pause ", "snooze ")):
        return None
    return Wish("pause", today + LATER, unclear=match["when"])


def _among(said: str) -> Wish | None:
    if _REFUSED.search(said):
        return None
    return next((Wish(kind, is_all=False) for kind, pattern in _AMONG.items() if re.search(pattern, said)), None)
