"""What a clock on somebody's wall means in UTC, and back."""

import zoneinfo
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import tzdata
from rapidfuzz import fuzz, process

from outreach.errors import BadInput

_ALIKE = 80  # of 100: Tokio finds Tokyo, and America does not become Merida


class UnknownZone(BadInput, ValueError):
    """No IANA time zone of that name; the text offers the nearest one."""


def use_pinned_tzdata() -> str:
    """Makes the installed `tzdata` package the only source of zones; returns its edition, such as 2026f.

    Called once, before anything else asks for a zone: `zoneinfo` would ask the operating system first,
    whose copy was seen a year old and an hour wrong for Vancouver.
    """
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()
    _spellings.cache_clear()
    edition: str = tzdata.IANA_VERSION
    return edition


def zone(name: str) -> ZoneInfo:
    """Raises UnknownZone for anything that is not an IANA name, such as `Europe/Berlin`."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: "America" is a folder of the database
        raise UnknownZone(_sentence(name)) from None


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which a naive wall time happens (RFC 5545, 3.3.5).

    A time that the clocks skip shifts by the gap (02:30 becomes 03:30), one that happens twice is the first.
    """
    if wall.tzinfo is not None:
        raise ValueError(f"A wall time carries no zone of its own: {wall.isoformat()}")
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def to_local(at: datetime, zone: ZoneInfo) -> datetime:
    """The same instant, aware, as read in that zone. Its differences are wall time: calculate in UTC."""
    if at.tzinfo is None:
        raise ValueError(f"An instant needs its zone, best UTC: {at.isoformat()}")
    return at.astimezone(zone)


def to_wall(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows: naive, as touches keep it."""
    return to_local(at, zone).replace(tzinfo=None, fold=0)


def local_date(at: datetime, zone: ZoneInfo) -> date:
    return to_local(at, zone).date()


def at_local(on: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a local clock time on a local date, by the rules of `to_utc`."""
    return to_utc(datetime.combine(on, clock), zone)


def _sentence(name: str) -> str:
    fact = f"“{name}” is no time zone; zones are written like Europe/Berlin."
    nearest = process.extractOne(_plain(name), list(_spellings()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return f"{fact} Did you mean {_spellings()[nearest[0]]}?" if nearest else fact


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Every zone under its whole name and under its place alone: people write `berlin`."""
    names = sorted(zoneinfo.available_timezones())
    places = {_plain(name.rpartition("/")[2]): name for name in reversed(names)}
    return places | {_plain(name): name for name in names}


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ").replace("/", " ").strip()
