"""The day that a promise names, in English and German."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from outreach.book import days
from outreach.errors import BadInput
from outreach.listening.reading import LONGEST

_DAY = timedelta(days=1)
_FRIDAY = 4
_WORD = re.compile(r"[^\s,;:!?()\"“”*]+")
_BY = (
    r"(?:by|until|till?|before|no later than|latest|bis(?: spätestens)?(?: zum| zur)?|spätestens(?: am)?"
    r"|vor(?: dem)?)"
)
_ON = rf"(?:{_BY}|on|for|due|eta|is|am|zum|vom|ab)"
_NAMES = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
)
_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_MONTHS = (
    r"(?:jan(?:uary?)?|jänner|feb(?:ruary?)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli"
    r"|aug(?:ust)?|sept?(?:ember)?"
    r"|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
)
_NEXT = r"(?:next|nächste[rnsm]?|kommende[rnsm]?)"
_THIS = r"(?:this|the|diese[rnsm]?|der|des|my|our)"
_END = r"(?:(?:the )?end of|ende|later?|early|mid|anfang|mitte|during|im laufe|within|over|in)"
# "Last Friday" is over, and "guten Morgen" names no day.
_NOT_AHEAD = re.compile(r" (?:last|since|from|every|each|letzten?|seit|vorigen|jeden|guten|schönen|gestern|heute)$")

Reader = Callable[[re.Match[str], date], date | None]


def due_of(text: str, said_on: date) -> date | None:
    """The day something is promised for: that of "by Friday" before that of "I'll look at it tomorrow".

    None where no day is named, or one that could be two ("3/12"). A week ends on its Friday.
    """
    said = " " + " ".join(word.rstrip(".") for word in _WORD.findall(text[:LONGEST].casefold())) + " "
    named = sorted(_named(said, said_on))
    return next((on for _, is_limit, on in named if is_limit), named[0][2] if named else None)


def _named(said: str, said_on: date) -> Iterator[tuple[int, bool, date]]:
    """Where, whether as a limit, and which day."""
    for pattern, reader in _READERS:
        for match in pattern.finditer(said):
            before = said[: match.start()]
            on = None if _NOT_AHEAD.search(before) else reader(match, said_on)
            if on is not None and on >= said_on:
                yield match.start(), bool(_LIMIT.search(before)), on


_LIMIT = re.compile(rf" {_BY}(?: the)?$")


def _same_day(_: re.Match[str], said_on: date) -> date:
    return said_on


def _near(match: re.Match[str], said_on: date) -> date | None:
    return days.near(match["what"], said_on)


def _weekday(match: re.Match[str], said_on: date) -> date | None:
    return days.weekday(f"next {match['name']}" if match["next"] else match["name"], said_on)


def _span(match: re.Match[str], said_on: date) -> date | None:
    if match["unit"].startswith(("h", "st", "min")):
        return said_on
    on = days.span(f"{match['count']} {match['unit']}", said_on)
    if on is None or not match["work"]:
        return on
    return _working_days_later(said_on, (on - said_on).days)


def _working_days_later(on: date, count: int) -> date:
    for _ in range(count):
        on += _DAY * (3 if on.weekday() == _FRIDAY else 1)
    return on


def _week(match: re.Match[str], said_on: date) -> date:
    friday = said_on + (_FRIDAY - said_on.weekday()) % 7 * _DAY
    return friday + 7 * _DAY if match["next"] and said_on.weekday() <= _FRIDAY else friday


def _month(match: re.Match[str], said_on: date) -> date:
    end = days.month_end(said_on)
    return days.month_end(end + _DAY) if match["next"] else end


def _quarter(match: re.Match[str], said_on: date) -> date:
    month = (said_on.month + 2) // 3 * 3 + (3 if match["next"] else 0)
    year, month = said_on.year + (month - 1) // 12, (month - 1) % 12 + 1
    return days.month_end(date(year, month, 1))


def _year(match: re.Match[str], said_on: date) -> date:
    return date(said_on.year + bool(match["next"]), 12, 31)


def _in_month(match: re.Match[str], said_on: date) -> date | None:
    number = days.month(days.tidy(match["name"]))
    if number is None:
        return None
    return days.month_end(date(said_on.year + (number < said_on.month), number, 1))


def _written(match: re.Match[str], said_on: date) -> date | None:
    try:
        return days.written(days.tidy(match["what"].replace(" of ", " ")), said_on)
    except BadInput:
        return None


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(rf" {words}(?= )"), reader)
    for words, reader in (
        (r"(?:eod|cob|tonight|today|(?:the )?end of (?:the |my |business )?(?:business )?day|this (?:morning"
        r"|afternoon|evening)"
         r"|heute|ende des tages)", _same_day),
        (r"(?P<what>tomorrow|day after tomorrow|morgen|übermorgen)", _near),
        (rf"(?:(?P<next>{_NEXT}) |{_THIS} |diesen |coming )?(?P<name>{_NAMES})", _weekday),
        (rf"{_ON} (?:(?P<next>{_NEXT}) |this )?(?P<name>{_SHORT})", _weekday),
        (r"(?:in|within|innerhalb(?: von)?|binnen)(?: the next| the| about| den nächsten| etwa"
        r"| ca)? (?P<count>\d{1,3}|[a-zäöü]+)"
         r" (?P<work>business |working |work )?(?P<unit>days?|weeks?|months?|hours?|hrs|minutes?|mins?|tage?n?"
        r"|wochen?|monate?n?"
         r"|stunden?|minuten?)", _span),
        (rf"(?:eow|(?:{_END} )?(?:(?P<next>{_NEXT})|this|diese[rnsm]?) (?:week|woche)"
        rf"|(?:the )?end of (?:the )?week|ende der woche|wochenende)",
         _week),
        (rf"(?:eom|(?:{_END} )?(?:(?P<next>{_NEXT})|this|diese[rnsm]?) mon(?:th|ats?)"
        rf"|(?:the )?end of (?:the )?month|ende des monats"
         r"|monatsende)", _month),
        (rf"(?:eoq|(?:{_END} )?(?:(?P<next>{_NEXT})|this|diese[rnsm]?) (?:quarter|quartals?)"
        rf"|(?:the )?end of (?:the )?quarter"
         r"|ende des quartals)", _quarter),
        (rf"(?:{_END} )?(?:(?P<next>{_NEXT})|this|diese[rnsm]?) (?:year|jahr(?:es)?)"
        rf"|(?:the )?end of (?:the )?year|ende des jahres"
         r"|jahresende", _year),
        (rf"(?:in|by|until|mid|early|late|end of|im|bis|ende|mitte|anfang) (?P<name>{_MONTHS})(?! \d)", _in_month),
        (rf"(?P<what>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}(?: \d{{4}})?|{_MONTHS} \d{{1,2}}(?:st|nd|rd"
        rf"|th)?(?: \d{{4}})?"
         r"|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?! (?:times|days|hours|weeks|months))", _written),
        (rf"{_ON}(?: the| dem)? (?P<what>\d{{1,2}}[./]\d{{1,2}})", _written),
    )
)  # fmt: skip
