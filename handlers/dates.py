"""The last day of a pause, as people type it: pure."""

from datetime import date, timedelta

from content.pages.moments import date_words, day_words
from outreach.book import days
from outreach.errors import BadInput

LONGEST = timedelta(days=2 * 365)

_DAY = timedelta(days=1)


def last_day(words: str, today: date) -> date:
    """The last day of "until Friday" or "for 2 weeks". Raises BadInput for what is no date, past, or years away."""
    said = days.tidy(words)
    on = (
        days.span(said, today)
        or days.near(said, today)
        or _eve(said, today)
        or days.weekday(said, today)
        or days.written(said, today)
    )
    if on is None:
        raise BadInput(f"“{words.strip()}” is no date. Write it like Friday, 3 Dec, 2026-12-03 or 2 weeks.")
    if on < today:
        raise BadInput(f"{_in_full(on, today)} is in the past. Give a day from today on.")
    if on - today > LONGEST:
        raise BadInput(f"{_in_full(on, today)} is more than two years away. Leave the date out to mean no end.")
    return on


def _in_full(on: date, today: date) -> str:
    return day_words(on) if on.year == today.year else f"{date_words(on)} {on.year}"


def _eve(said: str, today: date) -> date | None:
    """ "Until next week" ends with this one, "until January" with the month before."""
    known = {
        "next week": today + (6 - today.weekday()) * _DAY,
        "nächste woche": today + (6 - today.weekday()) * _DAY,
        "next month": days.month_end(today),
        "nächsten monat": days.month_end(today),
        "end of the month": days.month_end(today),
        "end of month": days.month_end(today),
        "next year": date(today.year, 12, 31),
        "new year": date(today.year, 12, 31),
        "end of the year": date(today.year, 12, 31),
        "end of year": date(today.year, 12, 31),
    }
    return known.get(said) or _month_before(said, today)


def _month_before(said: str, today: date) -> date | None:
    number = days.month(said)
    if number is None:
        return None
    year = today.year if number > today.month else today.year + 1
    return date(year, number, 1) - _DAY
