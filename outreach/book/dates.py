"""Calendar dates as people and systems write them; one that could be two days is refused, never guessed."""

import calendar
import re
from datetime import date
from functools import lru_cache

from outreach.book.parsing import BadCell

_YEARS = range(1970, 2101)
_TIME_BEHIND = r"(?:[T ]\d{1,2}:\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME_BEHIND}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME_BEHIND}")
_DAY_AND_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})[ .,-]+(\d{4})")
_NAME_AND_DAY = re.compile(r"([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
_MONTHS["sept"] = 9
_UNREADABLE = "is not a date; write it as 2026-02-28"


@lru_cache(maxsize=8192)
def calendar_date(cell: str) -> date:
    """`2026-11-03`, `2026/11/03`, `03 Nov 2026`, `Nov 3, 2026`, `3.11.2026`; a time of day behind it is dropped.

    `03/04/2026` is 3 April here and 4 March there: refused. `13/04/2026` can only mean one day.
    """
    value = " ".join(cell.split())
    if match := _YEAR_FIRST.fullmatch(value):
        return _checked(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(value):
        return _year_last(int(match[1]), int(match[3]), int(match[4]), match[2])
    if match := _DAY_AND_NAME.fullmatch(value.lower()):
        return _named(match[2], int(match[1]), int(match[3]))
    if match := _NAME_AND_DAY.fullmatch(value.lower()):
        return _named(match[1], int(match[2]), int(match[3]))
    raise BadCell(_UNREADABLE)


def _year_last(first: int, second: int, year: int, mark: str) -> date:
    # With dots the day comes first wherever dates are written that way (DIN 5008 and its neighbours).
    if mark == "." or first > 12 or first == second:
        return _checked(year, second, first)
    if second > 12:
        return _checked(year, first, second)
    a, b = _checked(year, second, first), _checked(year, first, second)
    raise BadCell(f"could be {a.day} {a:%B} or {b.day} {b:%B}; write {a} or {b}")


def _named(month: str, day: int, year: int) -> date:
    if month not in _MONTHS:
        raise BadCell(_UNREADABLE)
    return _checked(year, _MONTHS[month], day)


def _checked(year: int, month: int, day: int) -> date:
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= 31:
        raise BadCell(_UNREADABLE)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        raise BadCell(f"is not a date; write {date(year, month, last)}")
    return date(year, month, day)
