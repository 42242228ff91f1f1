"""Dates as people say them, in English and German: pure. A day that could be two is refused, never guessed."""

import calendar
import re
from datetime import date, timedelta

from content.pages.moments import date_words, day_words
from outreach.book.dates import calendar_date
from outreach.book.parsing import BadCell
from outreach.errors import BadInput

LONGEST = timedelta(days=2 * 365)

_DAY = timedelta(days=1)
# "until 3 Nov" said on 24 Nov is a slip of the pen; "until 3 Jan" means the coming one.
_SLIP = timedelta(days=60)
_GERMAN_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_GERMAN_MONTHS = {
    "januar": "january", "jänner": "january", "februar": "february", "märz": "march", "mai": "may", "juni": "june",
    "juli": "july", "oktober": "october", "okt": "oct", "dezember": "december", "dez": "dec",
}  # fmt: skip
_WEEKDAYS = {
    **{name.lower(): number for number, name in enumerate(calendar.day_name)},
    **{name.lower(): number for number, name in enumerate(calendar.day_abbr)},
    **{name: number for number, name in enumerate(_GERMAN_DAYS)},
    "tues": 1, "thur": 3, "thurs": 3, "sonnabend": 5,
}  # fmt: skip
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "ein": 1, "eine": 1, "einen": 1, "two": 2, "zwei": 2, "three": 3, "drei": 3}
_SPAN = re.compile(r"(\d{1,3}|[a-zäöü]+) (days?|weeks?|months?|tage?n?|wochen?|monate?n?)")
_DAY_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[. -]*[a-z]{3,9}\.?|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?")
_DOTTED = re.compile(r"\d{1,2}([./])\d{1,2}\1?")
_PROPOSED = re.compile(r"\d{4}-\d{2}-\d{2}")


def last_day(words: str, today: date) -> date:
    """The last day of "until Friday" or "for 2 weeks". Raises BadInput for what is no date, past, or years away."""
    said = _tidy(words)
    on = _span(said, today) or _relative(said, today) or _weekday(said, today) or _written(said, today)
    if on is None:
        raise BadInput(f"“{words.strip()}” is no date. Write it like Friday, 3 Dec, 2026-12-03 or 2 weeks.")
    if on < today:
        raise BadInput(f"{_in_full(on, today)} is in the past. Give a day from today on.")
    if on - today > LONGEST:
        raise BadInput(f"{_in_full(on, today)} is more than two years away. Leave the date out to mean no end.")
    return on


def _tidy(words: str) -> str:
    said = " ".join(words.casefold().strip(" .,!?;").split())
    said = re.sub(r"^(?:on|the|am|zum|dem|den|including|einschließlich) ", "", said)
    return " ".join(_GERMAN_MONTHS.get(word.strip("."), word) for word in said.split())


def _in_full(on: date, today: date) -> str:
    return day_words(on) if on.year == today.year else f"{date_words(on)} {on.year}"


def _span(said: str, today: date) -> date | None:
    match = _SPAN.fullmatch(said)
    count = int(match[1]) if match and match[1].isdigit() else _COUNTS.get(match[1]) if match else None
    if match is None or count is None:
        return None
    if match[2].startswith("mon"):
        return _months_later(today, count)
    return today + count * (7 * _DAY if match[2].startswith("w") else _DAY)


def _months_later(today: date, count: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _relative(said: str, today: date) -> date | None:
    month_end = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    # "Until next week" ends with this one.
    known = {
        "today": today,
        "heute": today,
        "tomorrow": today + _DAY,
        "morgen": today + _DAY,
        "day after tomorrow": today + 2 * _DAY,
        "übermorgen": today + 2 * _DAY,
        "next week": today + (6 - today.weekday()) * _DAY,
        "nächste woche": today + (6 - today.weekday()) * _DAY,
        "next month": month_end,
        "nächsten monat": month_end,
        "end of the month": month_end,
        "end of month": month_end,
        "next year": date(today.year, 12, 31),
        "new year": date(today.year, 12, 31),
        "end of the year": date(today.year, 12, 31),
        "end of year": date(today.year, 12, 31),
    }
    return known.get(said) or _month(said, today)


def _month(said: str, today: date) -> date | None:
    """ "Until January" ends with the month before."""
    number = _MONTHS.get(said)
    if number is None:
        return None
    year = today.year if number > today.month else today.year + 1
    return date(year, number, 1) - _DAY


def _weekday(said: str, today: date) -> date | None:
    """The coming one, never today; "next Friday" is that of next week."""
    is_next = said.startswith(("next ", "nächsten ", "nächster "))
    number = _WEEKDAYS.get(said.rpartition(" ")[2] if is_next or said.startswith("this ") else said)
    if number is None:
        return None
    if is_next:
        return today + (7 - today.weekday() + number) * _DAY
    return today + ((number - today.weekday() - 1) % 7 + 1) * _DAY


def _written(said: str, today: date) -> date | None:
    is_yearless = _DAY_MONTH.fullmatch(said) or _DOTTED.fullmatch(said)
    try:
        if not is_yearless:
            return calendar_date(said)
        return _coming(said, today)
    except BadCell as problem:
        # The rest of the sentence is only telling where two readings are possible.
        if "could be" in str(problem) or "write 20" in str(problem):
            cure = _ahead(str(problem), today) if is_yearless else str(problem)
            raise BadInput(f"“{said}” {cure}.") from None
        return None


def _coming(said: str, today: date) -> date:
    """Raises BadCell, which proposes days that can be written instead."""
    try:
        on = _in_year(said, today.year)
    except BadCell as problem:
        if not _is_over(str(problem), today):
            raise
        return _in_year(said, today.year + 1)
    return _in_year(said, today.year + 1) if on < today - _SLIP else on


def _is_over(problem: str, today: date) -> bool:
    proposed = _PROPOSED.findall(problem)
    return bool(proposed) and max(proposed) < today.isoformat()


def _ahead(problem: str, today: date) -> str:
    """Of two readings one may be over already: then next year's is proposed."""

    def coming(proposed: re.Match[str]) -> str:
        return proposed[0] if proposed[0] >= today.isoformat() else f"{today.year + 1}{proposed[0][4:]}"

    return _PROPOSED.sub(coming, problem)


def _in_year(said: str, year: int) -> date:
    bare = said.rstrip("./")
    if match := _DOTTED.fullmatch(said):
        return calendar_date(f"{bare}{match[1]}{year}")
    return calendar_date(f"{bare} {year}")
