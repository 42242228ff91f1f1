"""What an answer to a customer says beyond its template, in the languages we write: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.pages.moments import place_words, time_words
from content.phrases import spoken_date
from outreach.worktime import zones

_DAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}

# A weekday alone is clear within the week.
_NAMED_WITHIN = 6


@dataclass(frozen=True)
class _Words:
    at_most: str
    span: str
    hours: str
    paused: str
    stopped: str
    less: str
    asked: str
    day: str
    days: str
    today: str
    tomorrow: str
    weekday: str
    date: str
    back: str
    moment: str
    by: str
    by_day: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        at_most="one message in {days} days",
        span="{first} to {last}",
        hours="{days}, {start} to {end} {place} time",
        paused="Messages here: paused until {until}.",
        stopped="Messages here: stopped, as you asked.",
        less="Messages here: fewer, as you asked.",
        asked="You asked for {text} on {on}: noted.",
        day="one day",
        days="{days} days",
        today="today",
        tomorrow="tomorrow",
        weekday="on {day}",
        date="on {on}",
        back="{day} at {clock} your time ({place})",
        moment="{day}, {time} {place} time",
        by="{day} by {time} {place} time",
        by_day="on {day}",
    ),
    "de": _Words(
        at_most="eine Nachricht in {days} Tagen",
        span="{first} bis {last}",
        hours="{days}, {start} bis {end} Uhr ({place})",
        paused="Nachrichten hier: Pause bis {until}.",
        stopped="Nachrichten hier: beendet, wie gewünscht.",
        less="Nachrichten hier: weniger, wie gewünscht.",
        asked="Sie fragten am {on} nach {text}: notiert.",
        day="einen Tag",
        days="{days} Tage",
        today="heute",
        tomorrow="morgen",
        weekday="am {day}",
        date="am {on}",
        back="{day} um {clock} Uhr Ihrer Zeit ({place})",
        moment="{day}, {time} Uhr ({place})",
        by="{day} bis {time} Uhr ({place})",
        by_day="am {day}",
    ),
}


@dataclass(frozen=True)
class Shift:
    """When somebody works: weekdays from Monday = 0, local hours in their own zone."""

    days: Sequence[int]
    start: time
    end: time
    zone: str


def at_most(every: timedelta, language: str) -> str:
    """What "less" means: one message in 28 days."""
    return _words(language).at_most.format(days=every.days)


def hours(shift: Shift, zone: str, now: datetime, language: str) -> str:
    """Monday to Friday, 09:00 to 17:30 Berlin time: told on the customer's own clock, as of this week."""
    today = zones.local_date(now, zones.zone(shift.zone))
    start, end = (
        zones.to_wall(zones.at_local(today, clock, zones.zone(shift.zone)), zones.zone(zone)).time()
        for clock in (shift.start, shift.end)
    )
    return _words(language).hours.format(
        days=_days(sorted(shift.days), language), start=time_words(start), end=time_words(end), place=place_words(zone)
    )


def _days(days: Sequence[int], language: str) -> str:
    names = _DAYS[_language(language)]
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return _words(language).span.format(first=names[days[0]], last=names[days[-1]])
    return ", ".join(names[day] for day in days)


def moment(at: datetime, zone: str, now: datetime, language: str) -> str:
    """today, 15:00 Berlin time; Thursday 26 Nov, 10:00 Berlin time: on the customer's own clock."""
    near, far = _near_or_far(at, zone, now, language)
    return _timed(_words(language).moment, near or far, at, zone)


def by(at: datetime, zone: str, now: datetime, language: str) -> str:
    """today by 15:00 Berlin time; on Thursday 26 Nov by 10:00 Berlin time."""
    words = _words(language)
    near, far = _near_or_far(at, zone, now, language)
    return _timed(words.by, near or words.by_day.format(day=far), at, zone)


def _near_or_far(at: datetime, zone: str, now: datetime, language: str) -> tuple[str, str]:
    """Today or tomorrow, else ""; and the day by its name and date."""
    place, words = zones.zone(zone), _words(language)
    today, on = zones.local_date(now, place), zones.local_date(at, place)
    near = {today: words.today, today + timedelta(days=1): words.tomorrow}
    return near.get(on, ""), f"{_DAYS[_language(language)][on.weekday()]} {spoken_date(on, today, language)}"


def _timed(shape: str, day: str, at: datetime, zone: str) -> str:
    clock = zones.to_wall(at, zones.zone(zone)).time()
    return shape.format(day=day, time=time_words(clock), place=place_words(zone))


def back(at: datetime, zone: str, now: datetime, language: str) -> str:
    """tomorrow at 09:00 your time (Berlin): a moment to come, on the customer's own clock."""
    words, place = _words(language), zones.zone(zone)
    local, today = zones.to_wall(at, place), zones.local_date(now, place)
    return words.back.format(
        day=_day(local.date(), today, language), clock=time_words(local.time()), place=place_words(zone)
    )


def _day(on: date, today: date, language: str) -> str:
    words, days = _words(language), (on - today).days
    if days <= 1:
        return words.tomorrow if days else words.today
    if days <= _NAMED_WITHIN:
        return words.weekday.format(day=_DAYS[_language(language)][on.weekday()])
    return words.date.format(on=spoken_date(on, today, language))


def paused(until: date, today: date, language: str) -> str:
    return _words(language).paused.format(until=spoken_date(until, today, language))


def stopped(language: str) -> str:
    return _words(language).stopped


def less(language: str) -> str:
    return _words(language).less


def asked(text: str, on: date, today: date, language: str) -> str:
    return _words(language).asked.format(text=text, on=spoken_date(on, today, language))


def kept(span: timedelta, language: str) -> str:
    """How long words are kept: 30 days; nothing for no time at all."""
    words = _words(language)
    return words.day if span.days == 1 else words.days.format(days=span.days) if span.days else ""


def _words(language: str) -> _Words:
    return _WORDS[_language(language)]


def _language(language: str) -> str:
    """`de-AT` reads German; what we do not write reads English."""
    short = language.partition("-")[0].lower()
    return short if short in _WORDS else "en"
