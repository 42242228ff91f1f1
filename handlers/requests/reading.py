"""What customers say about requests, in their own words: asking for something, choosing, yes and no. Pure.

In English and German. In doubt nothing is read: a person reads it anyway.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from outreach.listening.stems import stems

_MENTION = re.compile(r"<?@[^\s>]+>?[,:]?")
_LONGEST_CHOICE = 15
_LONGEST_ASKED = 1_000

_POLITE = r"(?:(?:hi|hello|hey|hallo|dear|liebe[rs]?|please|bitte|and|und|also|all|team)\b[ ,!.]*)*"
_ASKING = (
    re.compile(r"(?:an?|new|neue|eine)? ?(?:request|anfrage|wunsch|bitte) ?[:–-] ?(?P<what>.+)", re.I | re.S),
    re.compile(r"(?:i|we)(?:'d| would|'ld) like to (?:ask(?: you)? for|request) (?P<what>.+)", re.I | re.S),
    re.compile(r"(?:can|could|may) (?:i|we) (?:please )?(?:ask(?: you)? for|request) (?P<what>.+)", re.I | re.S),
    re.compile(r"(?:i|we) (?:want|wish|need) to (?:ask(?: you)? for|request) (?P<what>.+)", re.I | re.S),
    re.compile(
        r"(?:ich|wir) (?:möchten?|würden?)(?: (?:gerne?|sie|euch|dich))* um (?P<what>.+?) (?:bitten|anfragen)\b",
        re.I | re.S,
    ),
    re.compile(
        r"(?:ich|wir) (?:möchten?|würden?)(?: gerne?)? "
        r"(?P<what>(?:einen?|eine|ein|das|den|die|weitere|zusätzliche) .+?) (?:anfragen|beantragen)\b",
        re.I | re.S,
    ),
    re.compile(r"(?:kann|können|dürften?|darf) (?:ich|wir)(?: \w+)? um (?P<what>.+?) bitten\b", re.I | re.S),
)
_HEADED = re.compile(r"(?:an? |new |neue |eine )?(?:request|anfrage) ?:(?!//)", re.I)
_FOR_WHOM = re.compile(
    r"\b(?:for|für) (?:my|our|a|meinen?|unser[en]*|einen?) (?P<who>(?:colleague|boss|manager|team ?mate|assistant"
    r"|kolleg(?:e|in|en)|chef(?:in)?|vorgesetzten?)(?: [A-ZÄÖÜ][\w-]+)?)",
    re.I,
)
_SECRET = re.compile(
    r"\bsurprise\b|\bsecret|\bdo(?:n't| not) tell\b|\bbetween (?:us|you and me)\b|\bconfidential"
    r"|überraschung|\bnicht (?:weiter)?(?:verraten|sagen)\b|\bunter uns\b|\bvertraulich",
    re.I,
)
_BUYING = re.compile(
    r"\bbuy(?:ing)?\b|\bpurchas|\bupgrade\b|\b(?:more|additional|extra|further) (?:\w+ )?(?:seats|licen[cs]es|users)\b"
    r"|\b(?:kaufen|dazubuchen|upgraden)\b|\b(?:weitere|zusätzliche|mehr) (?:\w+ )?(?:lizenzen|plätze|nutzer)",
    re.I,
)

_NUMBERED = re.compile(r"\b(?:options?|number|no\.|nummer|nr\.?|variante|weg) ?#?([1-9])\b|^#([1-9])\b")
_BARE = re.compile(r"(?:we(?:'ll)? take |let's (?:take|do|go with|go for) |wir nehmen |ich nehme )?([1-9])\)?")
_ORDINALS = (
    re.compile(r"\b(?:the|die|den|das) (?:1st|first|erste[ns]?)(?: one| option)?\b"),
    re.compile(r"\b(?:the|die|den|das) (?:2nd|second|zweite[ns]?)(?: one| option)?\b"),
    re.compile(r"\b(?:the|die|den|das) (?:3rd|third|dritte[ns]?)(?: one| option)?\b"),
)
_DIGIT = re.compile(r"(?<![\w.,:/-])([1-9])(?![\w:/%-]|[.,]\d)")
_TAKING = re.compile(
    r"\b(?:take|go (?:with|for)|choose|pick|prefer|nehmen|nehme|wählen?)\b"
    r"|\b(?:we|i)(?:'d| would) like (?:the|to (?:have|take)|option)\b|\bwe want (?:the|option)\b"
)
# Beside the option itself; any other word ("option 2 looks expensive", "the first one failed") may turn it around.
_AROUND_CHOICE = frozenset(
    """
    yes yeah yep ja jo ok okay please bitte thanks thank thx you very much danke vielen dank gern gerne hi hello hey
    hallo and und then so dann also it it's is that that's to the a an one for us me we i our would be looks sounds
    works fits suits great good best perfect right fine option options number no nr nummer variante weg das die den ist
    wäre passt klingt gut am besten für uns mir unser unsere super
    """.split()  # noqa: SIM905 - reads and diffs better
)
_HESITATING = re.compile(
    r"\b(?:think|maybe|perhaps|tomorrow|later|discuss|ask|check|unsure|depends|wait|before|if|but|unless|until|or"
    r"|not|no|none|neither|don't|doesn't|won't|can't|instead|rather|than|except|unfortunately|why|what|how|when|which"
    r"|überleg\w*|vielleicht|morgen|später|klären|fragen|wenn|falls|aber|sofern|bis|oder|nicht|kein\w*|statt|lieber"
    r"|außer|leider|warum|was|wie|wann|welche\w*)\b"
)
_NOTHING = re.compile(
    r"(?:unfortunately |sorry |leider )?(?:none(?: of (?:these|those|them))?|neither(?: of (?:these|those|them))?"
    r"|nothing of that|nichts davon|keine(?:s|r)?(?: davon| der optionen)?)"
    r"(?: (?:is|are|fits?|works?|suits?|helps?|passt|hilft|right|for us|uns|please))*"
)

_YES = frozenset(
    """
    yes yep yeah yup ja jo perfect great wonderful excellent super toll perfekt prima wunderbar klasse passt
    stimmt right
    exactly genau works good gut fine ok okay lovely brilliant settled done erledigt
    """.split()  # noqa: SIM905 - reads and diffs better
)
_AROUND_YES = frozenset(
    """
    it is this that that's it's all for us now very so much thanks thank you thx danke vielen dank dankeschön looks look
    alles das es so uns für sehr dir ihnen euch the everything and und just what we i needed wanted ist sieht aus
    concierge
    """.split()  # noqa: SIM905 - reads and diffs better
)
_NO = re.compile(
    r"^(?:no|nope|nein|ne|not (?:yet|quite|really|right)|noch nicht|nicht ganz|leider (?:nicht|nein)"
    r"|unfortunately(?: not)?|sorry no)\b"
    r"|\bstill (?:not|missing|wrong|broken|failing|fails|doesn't|does not|isn't)\b"
    r"|\b(?:does not|doesn't|did not|didn't|isn't|is not) (?:quite |really )?(?:work|right|done|what we)\b"
    r"|\b(?:funktioniert|passt|geht|stimmt)(?: \w+){0,2} nicht\b|\bfehlt\b"
)
# "No, thanks" answers another question: whether there is anything else.
_FINE_AFTER_ALL = re.compile(
    r"\b(?:no|kein|keine) (?:problem|worries|need|rush|hurry|eile|more|further|weiteren?)\b|\ball good\b|\balles gut\b"
    r"|^(?:no|nope|nein|ne) (?:thanks?|thx|danke|vielen dank|that's (?:all|it)|that is (?:all|it)|that was (?:all|it)"
    r"|nothing|das (?:war|wär|wäre?|ist)(?:'s| es)? ?alles|das war(?:'s|s)|nichts|sonst nichts|not (?:now|right now))\b"
)

_FEWEST_OF_REASON = 2
_RIGHT_AFTER_ALL = re.compile(
    r"\b(?:yes|yep|yeah|ja|now|jetzt|so|then|everything|alles) ?(?:it's |is |it |that's |ist )?"
    r"(?:all good|all fine|all set|all right|works|fine|perfect|solved|alles gut|alles klar|passt|gut so|in ordnung)\b"
    r"|\b(?:all good|it works|works|alles gut|passt) (?:now|after all|again|jetzt|doch|wieder)\b"
    r"|^(?:all good|alles gut|passt doch|works now)\b"
    r"|\b(?:found|got) it\b|\b(?:hab|habe|haben) (?:es|sie|ihn) (?:doch )?(?:noch )?(?:gefunden|bekommen)\b"
)
_BUT = re.compile(
    r"\b(?:but|except|however|although|still|broken|empty|wrong|missing|unless|if|aber|außer|jedoch|trotzdem|leer|falsch"
    r"|wenn|falls|nicht)\b"
)


@dataclass(frozen=True)
class Asked:
    """`words` are what they want; `for_whom` the somebody else it is for; `is_secret` where it is a surprise."""

    words: str
    for_whom: str | None = None
    is_secret: bool = False
    is_buying: bool = False


def asked(text: str) -> Asked | None:
    """What somebody asks us for in so many words; None where they do not say so."""
    said = re.sub(rf"^{_POLITE}", "", " ".join(_MENTION.sub(" ", text.replace("’", "'")).split()), flags=re.I)
    match = next((found for pattern in _ASKING if (found := pattern.match(said))), None)
    if match is None:
        return None
    words = match["what"].strip(" .!?,;:")[:_LONGEST_ASKED]
    whom = _FOR_WHOM.search(words)
    return (
        Asked(
            words=words,
            for_whom=whom["who"] if whom else None,
            is_secret=_SECRET.search(said) is not None,
            is_buying=_BUYING.search(words) is not None,
        )
        if words
        else None
    )


def is_headed(text: str) -> bool:
    """Begins with "request:" or "Anfrage:": meant for us, whether or not it says our name."""
    return _HEADED.match(" ".join(_MENTION.sub(" ", text).split())) is not None


def chosen(text: str, titles: Sequence[str]) -> int | None:
    """The number of the one option they clearly choose, 0 for none of them, None where that is not clear."""
    said = _plain(text)
    if not said or len(said.split()) > _LONGEST_CHOICE or "?" in text:
        return None
    if _NOTHING.fullmatch(said):
        return 0
    if _HESITATING.search(said):
        return None
    named = _by_number(said, len(titles)) or _by_title(said, titles)
    return named.pop() if len(named) == 1 else None


def _by_number(said: str, count: int) -> set[int]:
    """Every number that could be meant, once one is meant for sure."""
    bare = _BARE.fullmatch(re.sub(r"\b(?:please|bitte|thanks|thank you|danke|yes|ja)\b", " ", said).strip())
    sure = {int(bare[1])} if bare else {int(one or other) for one, other in _NUMBERED.findall(said)}
    sure |= {number for number, pattern in enumerate(_ORDINALS, 1) if pattern.search(said)}
    sure = {number for number in sure if number <= count}
    if not bare and not _is_taken(_without_numbers(said)):
        return set()
    others = {int(digit) for digit in _DIGIT.findall(said) if int(digit) <= count}
    return sure | others if sure else set()


def _without_numbers(said: str) -> str:
    for pattern in (_NUMBERED, *_ORDINALS, _DIGIT):
        said = pattern.sub(" ", said)
    return said


def _is_taken(rest: str) -> bool:
    """What is said besides the option: that they take it, or nothing of any weight."""
    return bool(_TAKING.search(rest)) or set(rest.split()) <= _AROUND_CHOICE


def _by_title(said: str, titles: Sequence[str]) -> set[int]:
    """Words that stand in one title alone."""
    words = [set(stems(title)) for title in titles]
    rest = " ".join(word for word in said.split() if not set().union(*words) & set(stems(word)))
    if not _is_taken(rest):
        return set()
    spoken = set(stems(said))
    hits: set[int] = set()
    for number, own in enumerate(words, 1):
        others = set().union(*(each for at, each in enumerate(words, 1) if at != number))
        if spoken & (own - others):
            hits.add(number)
    return hits


def is_explicit(text: str) -> bool:
    """Names an option by its number: clear wherever it is said."""
    return _NUMBERED.search(_plain(text)) is not None


def verdict(text: str) -> Literal["yes", "no"] | None:
    """Whether they say that what was done is right; None where it is neither, or both."""
    said = _plain(text)
    words = said.split()
    if "?" not in text and words and set(words) <= _YES | _AROUND_YES:
        return "yes" if set(words) & (_YES | {"thanks", "thank", "danke", "dankeschön", "thx"}) else None
    return "no" if _NO.search(said) and not _FINE_AFTER_ALL.search(said) else None


def says_more(text: str) -> bool:
    """Whether a no says what is missing as well."""
    rest = _NO.sub(" ", _plain(text), count=1)
    return len([word for word in rest.split() if word not in _AROUND_YES]) >= _FEWEST_OF_REASON


def is_right_after_all(text: str) -> bool:
    """Clear whatever was asked before: "found it in spam, yes all good"."""
    said = _plain(text)
    return bool(_RIGHT_AFTER_ALL.search(said)) and not ("?" in text or _BUT.search(said) or _NO.search(said))


def _plain(text: str) -> str:
    bare = _MENTION.sub(" ", text.casefold().replace("’", "'"))
    return " ".join(re.sub(r"[^\w' #:/%.,-]", " ", bare).replace(",", " ").split()).strip(" .:-")
