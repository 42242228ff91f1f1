"""Days as people say them, in English and German; one that could be two is refused, never guessed."""

import calendar
import re
from datetime import date, timedelta

from outreach.book.dates import calendar_date
from outreach.book.parsing import BadCell
from outreach.errors import BadInput

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
_COUNTS = {
    **dict.fromkeys(("a", "an", "one", "ein", "eine", "einen", "einem", "einer"), 1),
    "two": 2, "zwei": 2, "three": 3, "drei": 3, "four": 4, "vier": 4, "five": 5, "fünf": 5, "six": 6, "sechs": 6,
    "seven": 7, "sieben": 7, "eight": 8, "acht": 8, "ten": 10, "zehn": 10,
}  # fmt: skip
_SPAN = re.compile(r"(\d{1,3}|[a-zäöü]+) (days?|weeks?|months?|tage?n?|wochen?|monate?n?)")
_DAY_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[. -]*[a-z]{3,9}\.?|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?")
_DOTTED = re.compile(r"\d{1,2}([./])\d{1,2}\1?")
_PROPOSED = re.compile(r"\d{4}-\d{2}-\d{2}")


def tidy(words: str) -> str:
    said = " ".join(words.casefold().strip(" .,!?;").split())
    said = re.sub(r"^(?:on|the|am|zum|dem|den|including|einschließlich) ", "", said)
    return " ".join(_GERMAN_MONTHS.get(word.strip("."), word) for word in said.split())


def span(said: str, today: date) -> date | None:
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


def near(said: str, today: date) -> date | None:
    days = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "day after tomorrow": 2, "übermorgen": 2}.get(said)
    return None if days is None else today + days * _DAY


def month(said: str) -> int | None:
    """Of its name, in full or short: 1 to 12."""
    return _MONTHS.get(said)


def month_end(of: date) -> date:
    return of.replace(day=calendar.monthrange(of.year, of.month)[1])


def weekday(said: str, today: date) -> date | None:
    """The coming one, never today; "next Friday" is that of next week."""
    is_next = said.startswith(("next ", "nächsten ", "nächster "))
    number = _WEEKDAYS.get(said.rpartition(" ")[2] if is_next or said.startswith("this ") else said)
    if number is None:
        return None
    if is_next:
        return today + (7 - today.weekday() + number) * _DAY
    return today + ((number - today.weekday() - 1) % 7 + 1) * _DAY


def written(said: str, today: date) -> date | None:
    """A calendar date, with or without its year. Raises BadInput where two days are possible, with both."""
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
