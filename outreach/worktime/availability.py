"""Whether a teammate is at work, and how much working time lies between two instants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.worktime import zones
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.windows import ImpossibleHours

_HORIZON_DAYS = 400  # whoever has no hour of work in more than a year has none that we could wait for
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingHours:
    """Local hours on weekdays counted from Monday = 0. An end before the start is on the next day."""

    start: time = time(9)
    end: time = time(17)
    days: frozenset[int] = frozenset({0, 1, 2, 3, 4})

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ImpossibleHours(f"Working hours begin and end at {self.start:%H:%M}; give a later end.")


@dataclass(frozen=True)
class Away:
    """Local dates of an absence, both inclusive."""

    from_on: date
    until_on: date


@dataclass(frozen=True)
class Shift:
    """One stretch of work: aware UTC, the end exclusive."""

    start_at: datetime
    end_at: datetime


@dataclass(frozen=True)
class Availability:
    """When one teammate works. Of the calendar only public holidays count: hours say which weekdays are
    worked, and our quiet season is about customers. `cover` is who stands in during an absence.

    All durations are elapsed time, so a shift over a spring night is an hour shorter.
    """

    hours: WorkingHours
    zone: ZoneInfo
    calendar: WorkCalendar
    away: tuple[Away, ...] = ()
    cover: "Availability | None" = None

    def is_away(self, on: date) -> bool:
        return any(absence.from_on <= on <= absence.until_on for absence in self.away)

    def is_attended(self, on: date) -> bool:
        """Whether somebody looks after this teammate's accounts: they themselves, or a cover who is there."""
        return not self.is_away(on) or (self.cover is not None and self.cover.is_attended(on))

    def works_on(self, on: date) -> bool:
        return on.weekday() in self.hours.days and not self.is_away(on) and self.calendar.holiday(on) is None

    def next_working_instant(self, at: datetime) -> datetime | None:
        """`at` itself during work; None when no work follows within 400 days."""
        shift = next(self._shifts(at), None)
        return max(at, shift.start_at) if shift else None

    def working_time_between(self, start_at: datetime, end_at: datetime) -> timedelta:
        """Zero when the end is not after the start."""
        total = timedelta()
        for shift in self._shifts(start_at, days=(end_at - start_at).days + 3):
            total += max(min(shift.end_at, end_at) - max(shift.start_at, start_at), timedelta())
        return total

    def add_working_time(self, at: datetime, work: timedelta) -> datetime | None:
        """The first instant by which that much work has been done; None when 400 days do not hold it."""
        if work <= timedelta():
            return at
        for shift in self._shifts(at):
            start_at = max(at, shift.start_at)
            if shift.end_at - start_at >= work:
                return start_at + work
            work -= shift.end_at - start_at
        return None

    def working_day_end(self, at: datetime) -> datetime | None:
        """When the running shift, or else the one of that local date, ends; None on a day off."""
        if running := next((shift for shift in self._shifts(at, days=1) if shift.start_at <= at), None):
            return running.end_at
        today = zones.local_date(at, self.zone)
        return self._shift(today).end_at if self.works_on(today) else None

    def _shifts(self, after: datetime, days: int = _HORIZON_DAYS) -> Iterator[Shift]:
        """Shifts that end after `after`, in order; the first may have begun the evening before."""
        first_on = zones.local_date(after, self.zone) - _DAY
        for on in (first_on + step * _DAY for step in range(days + 1)):
            if self.works_on(on) and (shift := self._shift(on)).end_at > max(after, shift.start_at):
                yield shift

    def _shift(self, on: date) -> Shift:
        overnight = self.hours.end < self.hours.start
        end_on = on + _DAY if overnight else on
        return Shift(zones.at_local(on, self.hours.start, self.zone), zones.at_local(end_on, self.hours.end, self.zone))
