"""Moments in words, and the moments the clock's buttons mean: pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from outreach.errors import BadInput

FARTHEST = timedelta(days=366)


def zone_or(name: str | None, home: str) -> ZoneInfo:
    """The home zone for a name that is missing or unknown."""
    try:
        return ZoneInfo(name or home)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(home)


def time_words(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def date_words(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b}"


def day_words(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B}"


def short_words(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def place_words(zone: ZoneInfo) -> str:
    """Europe/Berlin -> Berlin."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def target(to: str, now: datetime, zone: ZoneInfo) -> datetime:
    """`hour`, `tomorrow`, or a local date and time such as 2026-11-25T09:00; aware UTC, and always ahead of `now`."""
    aim = _aim(to, now, zone)
    if aim <= now:
        raise BadInput("The clock only moves forward: choose a later moment.")
    if aim - now > FARTHEST:
        raise BadInput("The clock moves a year at most in one jump: choose an earlier moment.")
    return aim


def _aim(to: str, now: datetime, zone: ZoneInfo) -> datetime:
    if to == "hour":
        return now + timedelta(hours=1)
    if to == "tomorrow":
        tomorrow = now.astimezone(zone) + timedelta(days=1)
        return tomorrow.replace(hour=9, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)
    try:
        local = datetime.fromisoformat(to)
    except ValueError:
        raise BadInput("Choose a date and a time to jump to.") from None
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    return local.replace(tzinfo=zone).astimezone(UTC)
