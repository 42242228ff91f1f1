"""The time zone of a country that has but one."""

import importlib.resources
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from outreach.worktime import zones

# A winter and a summer instant: zones that agree on both keep the same office hours.
_INSTANTS = tuple(datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 7))


def only_zone(country: str | None) -> str | None:
    """An IANA name for an ISO code, such as Europe/Berlin for DE; None where clocks differ within the country."""
    names = _zones_by_country().get(country or "", ())
    if not names or len({_clock(name) for name in names}) > 1:
        return None
    return names[0]


def _clock(name: str) -> tuple[object, ...]:
    return tuple(zones.to_local(at, zones.zone(name)).utcoffset() for at in _INSTANTS)


@lru_cache(maxsize=1)
def _zones_by_country() -> Mapping[str, tuple[str, ...]]:
    """From the list that comes with the pinned time zones: code, coordinates, zone, remarks."""
    table = importlib.resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, name = line.split("\t")[:3]
            found[code] = (*found.get(code, ()), name)
    return found
