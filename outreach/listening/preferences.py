"""How customers want it, as far as their words say it plainly: days, hours, topics, language, pace."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

from outreach.listening.reading import LONGEST, read_plain

Language = Literal["de", "en"]

_NOON = time(12)
_WEEK = frozenset(range(7))
_DAYS = {
    "mondays": 0, "montags": 0, "tuesdays": 1, "dienstags": 1, "wednesdays": 2, "mittwochs": 2, "thursdays": 3,
    "donnerstags": 3, "fridays": 4, "freitags": 4, "saturdays": 5, "samstags": 5, "sundays": 6, "sonntags": 6,
}  # fmt: skip
_DAY = rf"(?:{'|'.join(_DAYS)}|(?:the )?weekends?|am wochenende)"
_SOME_DAYS = rf"(?P<days>{_DAY}(?:(?: ,| and| or| und| oder| nor| &)+ (?:on )?{_DAY})*)"
# "Not on Monday" may mean the coming one: only what names every such day is taken.
_NOT_DAYS = re.compile(
    rf" (?:(?:not|never|nothing|except|avoid|no \w+|nicht|nie|nichts|außer|keine \w+)(?: please"
    rf"| bitte)?(?: on| at| over)?) {_SOME_DAYS}(?= )"
)
_ONLY_DAYS = re.compile(
    rf" (?:only|preferably|nur|lieber|am liebsten)(?: please| bitte)?(?: on| at)? {_SOME_DAYS}(?= )"
    rf"| {_SOME_DAYS.replace('days>', 'days2>')} only(?= )"
)
_CLOCK = r"(\d{1,2})(?: ?[:.] ?(\d{2}))? ?(am|pm|a\.m|p\.m|uhr|h|o'clock)?"
_FROM = re.compile(
    rf" (?:(?:not|nothing|never|no \w+|nicht|nichts|bitte nicht) (?:before|vor)|(?:only|nur|erst) (?:after"
    rf"|from|nach|ab)) {_CLOCK}(?= )"
)
_UNTIL = re.compile(
    rf" (?:(?:not|nothing|never|no \w+|nicht|nichts|bitte nicht) (?:after|nach)|(?:only|nur) (?:before"
    rf"|until|vor|bis)) {_CLOCK}(?= )"
)
_BETWEEN = re.compile(rf" (?:only |nur |please |bitte )?(?:between|zwischen) {_CLOCK} (?:and|und|-|to) {_CLOCK}(?= )")
_MORNINGS = re.compile(
    r" (?:(?:only|preferably|nur|lieber|best)(?: please| bitte)?(?: in| during)?(?: the)? (?:mornings?"
    r"|vormittags|morgens)|mornings only"
    r"|(?:not|nicht)(?: in| during)?(?: the)? (?:afternoons?|nachmittags))(?= )"
)
_AFTERNOONS = re.compile(
    r" (?:(?:only|preferably|nur|lieber|best)(?: please| bitte)?(?: in| during)?(?: the)? (?:afternoons?"
    r"|nachmittags)|afternoons only"
    r"|(?:not|nicht)(?: in| during)?(?: the)? (?:mornings?|vormittags|morgens))(?= )"
)
_TOPIC = r"(?P<topic>(?:[^\W\d_][\w&/-]*)(?: (?!and |und |please |bitte |or |oder )[^\W\d_][\w&/-]*){0,2}?)"
_THINGS = (
    r"(?:updates?|news|messages?|alerts?|notices?|posts|content|articles?|topics?|announcements?|stuff"
    r"|things|nachrichten|meldungen|themen|neuigkeiten)"
)
_WANTED = re.compile(
    rf" (?:please |bitte )?(?:only|just|nur|ausschließlich) (?:send |share |post |write )?(?:us "
    rf"|me )?(?:about |on |über |zu )?{_TOPIC} {_THINGS}(?= )"
)
_UNWANTED = re.compile(
    rf" (?:no more|stop sending(?: us| me)?|don't send(?: us| me)?|do not send(?: us| me)?|keine weiteren"
    rf"|nichts mehr (?:zu|über)|nothing (?:more )?(?:about|on)|not interested in|kein interesse an)"
    rf"(?: any| more| your| the| these)* {_TOPIC}(?: {_THINGS})?(?: please| bitte| anymore| any more| mehr| ,| \.| !)+"
)
# "No data" is trouble, "no webinars" a wish: after a bare "no" only what people post is taken.
_POSTED = re.compile(
    r" (?:no|keine)(?: any| your| the| these)* (?P<topic>(?:[^\W\d_][\w&/-]* ){0,2}?(?:webinar"
    r"|newsletter|invite|invitation|marketing"
    r"|promo|promotion|survey|event|article|advert|ad|offer|umfrage|einladung|werbung|veranstaltung"
    r"|artikel|angebot)(?:e?s|en?)?)(?= )"
)
_EMPTY_WORDS = """
more any these this that it them such your the messages message updates update news posts anything something
worries problem need idea thanks one way longer us me to for in on rush pressure weitere mehr nachrichten
davon so a an doubt hurry questions question fragen frage ahnung sorge eile important urgent relevant
wichtige relevante
"""
_NO_TOPICS = frozenset(_EMPTY_WORDS.split())
_LANGUAGES: dict[str, Language] = {"german": "de", "deutsch": "de", "english": "en", "englisch": "en"}
_LANGUAGE = re.compile(
    r" (?:(?:in|auf|to|nur|only|lieber|rather|prefer|please|bitte) (?:german|deutsch|english"
    r"|englisch)(?: (?:please|bitte|from|instead|wäre|would|if|only|schreiben|weiter|\.|!))+"
    r"|(?:please|prefer|rather|bitte|lieber|could you write|write(?: to)?(?: us| me)?|switch"
    r"|speak)(?: \w+){0,4}? (?:in|to|auf|nur) (?:german|deutsch|english|englisch))(?= )"
)
_LESS = re.compile(
    r" (?:less often|less frequently|not so (?:often|many|much)|not as often|fewer (?:messages|updates"
    r"|of these|posts|emails)|too (?:many|frequent) (?:messages|updates|posts|of these)"
    r"|(?:once|twice) a (?:month|quarter|week) (?:is|would be|will do)|(?:monthly|quarterly"
    r"|weekly) is (?:enough|fine|plenty)|seltener|nicht so (?:oft|häufig|viele)|weniger (?:oft|häufig"
    r"|nachrichten|davon)|(?:einmal|zweimal) (?:pro|im) (?:monat|quartal|woche) (?:reicht|genügt))(?= )"
)


@dataclass(frozen=True)
class Preference:
    """`days_off`: 0 is Monday; `starts` and `ends` are local times of day; topics are in their words, lower case."""

    days_off: frozenset[int] = frozenset()
    starts: time | None = None
    ends: time | None = None
    topics: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    language: Language | None = None
    is_less: bool = False


def read(text: str) -> Preference | None:
    """None where nothing can be read for certain; what could be read two ways is left out."""
    said = read_plain(text[:LONGEST])
    starts, ends = _hours(said)
    wanted = Preference(
        days_off=_days_off(said),
        starts=starts,
        ends=ends,
        topics=_topics(_WANTED, said),
        not_topics=tuple(dict.fromkeys(_topics(_UNWANTED, said) + _topics(_POSTED, said))),
        language=_language(said),
        is_less=bool(_LESS.search(said)),
    )
    return None if wanted == Preference() else wanted


def _days_off(said: str) -> frozenset[int]:
    off = frozenset[int]().union(*(_days(match["days"]) for match in _NOT_DAYS.finditer(said)))
    if only := _ONLY_DAYS.search(said):
        off |= _WEEK - _days(only["days"] or only["days2"])
    return off if off != _WEEK else frozenset()


def _days(words: str) -> frozenset[int]:
    named = {_DAYS[word] for word in words.split() if word in _DAYS}
    return frozenset(named | ({5, 6} if "weekend" in words or "wochenende" in words else set()))


def _hours(said: str) -> tuple[time | None, time | None]:
    if both := _BETWEEN.search(said):
        starts, ends = _clock(both.groups()[:3]), _clock(both.groups()[3:])
        return (starts, ends) if starts and ends and starts < ends else (None, None)
    after, before = _FROM.search(said), _UNTIL.search(said)
    starts = _clock(after.groups()) if after else _NOON if _AFTERNOONS.search(said) else None
    ends = _clock(before.groups()) if before else _NOON if _MORNINGS.search(said) else None
    return starts, ends


def _clock(parts: tuple[str | None, ...]) -> time | None:
    """From hour, minute and am, pm or nothing. A bare "not after 4" means the afternoon: nobody works at four."""
    hour, minute, half = int(parts[0] or 0), int(parts[1] or 0), (parts[2] or "")[:1]
    if (half == "p" and hour < 12) or (not half and 1 <= hour <= 6):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _topics(pattern: re.Pattern[str], said: str) -> tuple[str, ...]:
    named = (match["topic"] for match in pattern.finditer(said))
    return tuple(topic for topic in named if not _NO_TOPICS.intersection(topic.split()))


def _language(said: str) -> Language | None:
    named = {language for word, language in _LANGUAGES.items() if f" {word} " in said}
    return named.pop() if len(named) == 1 and _LANGUAGE.search(said) else None
