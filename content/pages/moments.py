"""Moments, spans and sums as colleagues read them: pure."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from outreach.worktime import zones

_WEEK = timedelta(days=6)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_IN_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def place_words(zone: str) -> str:
    """Europe/Berlin -> Berlin; America/Argentina/Buenos_Aires -> Buenos Aires."""
    return zone.rpartition("/")[2].replace("_", " ")


def date_words(on: date) -> str:
    """24 Nov"""
    return f"{on.day} {_MONTHS[on.month - 1]}"


def day_words(on: date) -> str:
    """Tue 24 Nov"""
    return f"{_DAYS[on.weekday()]} {date_words(on)}"


def long_day_words(on: date) -> str:
    """Tuesday 24 Nov"""
    return f"{_DAYS_IN_FULL[on.weekday()]} {date_words(on)}"


def time_words(clock: time) -> str:
    return f"{clock:%H:%M}"


def moment_words(at: datetime, zone: str) -> str:
    """Tue 24 Nov 10:10"""
    local = zones.to_wall(at, zones.zone(zone))
    return f"{day_words(local.date())} {time_words(local.time())}"


def there_words(at: datetime, zone: str, now: datetime) -> str:
    """Wed 10:10 Berlin: their local time and where that is; with its date when that is not within the week."""
    place = zones.zone(zone)
    local, today = zones.to_wall(at, place), zones.local_date(now, place)
    is_near = today <= local.date() <= today + _WEEK
    day = _DAYS[local.weekday()] if is_near else day_words(local.date())
    return f"{day} {time_words(local.time())} {place_words(zone)}"


def span_words(span: timedelta) -> str:
    """40 min, 1 h 40, 3 days: as long as it has lasted, never longer."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest:02}" if rest else f"{hours} h"
    return counted(minutes // (24 * 60), "day")


def money_words(amount: Decimal | None) -> str:
    """$410k, $1.2M; nothing where it is not known."""
    if amount is None or amount <= 0:
        return ""
    if amount < 1_000:
        return f"${amount:.0f}"
    if amount < 999_500:
        return f"${amount / 1_000:.0f}k"
    return f"${amount / 1_000_000:.1f}M".replace(".0M", "M")


def counted(count: int, thing: str, things: str | None = None) -> str:
    """1 day, 2 days."""
    return f"{count} {thing if count == 1 else things or f'{thing}s'}"


def listed(names: list[str], most: int = 3) -> str:
    """Acme, Globex and 2 more."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) <= most:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
