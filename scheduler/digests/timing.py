"""When a reader's digest is due, and until when it may still come. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from outreach.models.book import Teammate
from outreach.worktime import zones
from outreach.worktime.availability import Availability
from scheduler import cadence
from scheduler.digests.digesting import Digesting, Staff

# Who reads it outside their working hours still gets it this long after its time.
_AT_LEAST = timedelta(hours=2)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """One reader's digest of one local date: due at `at`, worth sending until `until`."""

    reader: Teammate
    on: date
    at: datetime
    until: datetime

    def late_since(self, now: datetime) -> time | None:
        """The local time at which it should have come, when it is so late that it has to say so."""
        if not cadence.is_late(self.at, now):
            return None
        return zones.to_wall(self.at, zones.zone(self.reader.timezone)).time()


def due_now(reader: Teammate, staff: Staff, digesting: Digesting, now: datetime) -> Due | None:
    """The latest one that is due, on a day they work, before that working day is over."""
    zone = zones.zone(reader.timezone)
    at = cadence.latest_due_occurrence(now, digesting.clock_of(reader), zone)
    due = _due(reader, staff.availability(reader), zones.local_date(at, zone), at)
    return due if due is not None and now <= due.until else None


def due_on(reader: Teammate, staff: Staff, digesting: Digesting, on: date) -> Due | None:
    """That of a given local date; None on a day off."""
    at = zones.at_local(on, digesting.clock_of(reader), zones.zone(reader.timezone))
    return _due(reader, staff.availability(reader), on, at)


def next_due_at(staff: Staff, digesting: Digesting, now: datetime, until: datetime) -> datetime | None:
    """The next moment after `now`, not after `until`, at which anybody's digest is due."""
    coming = (
        at
        for reader in staff.people.values()
        for at in _coming(reader, staff.availability(reader), digesting, now, until)
    )
    return min(coming, default=None)


def _coming(
    reader: Teammate, availability: Availability, digesting: Digesting, now: datetime, until: datetime
) -> Iterator[datetime]:
    zone = zones.zone(reader.timezone)
    at = cadence.next_local_occurrence(now, digesting.clock_of(reader), zone)
    while at <= until:
        if availability.works_on(zones.local_date(at, zone)):
            yield at
            return
        at = cadence.next_local_occurrence(at, digesting.clock_of(reader), zone)


def _due(reader: Teammate, availability: Availability, on: date, at: datetime) -> Due | None:
    if not availability.works_on(on):
        return None
    ends_at = availability.working_day_end(at) or at
    return Due(reader, on, at, max(ends_at, at + _AT_LEAST))


def is_first_of_week(availability: Availability, on: date) -> bool:
    """Whether no day of that week before it was worked: the larger edition comes on Monday, or the first day back."""
    return not any(availability.works_on(on - _DAY * back) for back in range(1, on.weekday() + 1))


def last_week(on: date) -> date:
    """The Monday of the week before: never the running one."""
    return on - _DAY * (on.weekday() + 7)
