"""When things should happen: send slots, local clock times, and the episodes of rhythms."""

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from outreach.errors import BadInput
from outreach.worktime import zones
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.windows import SendWindows, parse_weekdays

__all__ = [
    "LATE_AFTER",
    "SendWindows",
    "Slot",
    "cadence_episode",
    "cadence_window",
    "is_late",
    "iso_week",
    "latest_due_occurrence",
    "monthly_occurrence",
    "next_local_occurrence",
    "next_monthly_occurrence",
    "next_send_slot",
    "occurrences",
    "parse_weekdays",
    "rederive",
    "silence_episode",
    "stage_episode",
]

LATE_AFTER = timedelta(minutes=15)

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """A moment to send: `at` in UTC, and the local wall time (naive) and zone name it is derived from."""

    at: datetime
    wall: datetime
    zone: str


def next_send_slot(  # noqa: PLR0913 - each is one fact of the question
    after: datetime,
    zone: ZoneInfo,
    windows: SendWindows,
    calendar: WorkCalendar,
    *,
    taken: Sequence[datetime] = (),
    spread: timedelta = timedelta(minutes=20),
    not_before: datetime | None = None,
    horizon_days: int = 120,
) -> Slot | None:
    """The first whole minute at or after `after`, in a window on a working day, `spread` from all `taken`.

    None when `horizon_days` hold no such minute: the rhythm can never fire, or everything is taken.
    """
    earliest = max(after, not_before or after)
    first_on, busy = zones.local_date(earliest, zone), sorted(taken)
    for on in (first_on + step * _DAY for step in range(horizon_days + 1)):
        if on.weekday() not in windows.weekdays or calendar.why_closed(on):
            continue
        for opens, closes in windows.open_ranges():
            at = _first_free(max(earliest, zones.at_local(on, opens, zone)), zone, busy, spread)
            wall = zones.to_wall(at, zone)
            # Asked of the wall, not of instants: a range that begins in a skipped hour is shorter that day.
            if datetime.combine(on, opens) <= wall < datetime.combine(on, closes):
                return Slot(at, wall, zone.key)
    return None


def rederive(wall: datetime, zone_name: str) -> datetime:
    """`due_at` anew from the stored wall time, after new time zone data or a change of zone."""
    return zones.to_utc(wall, zones.zone(zone_name))


def next_local_occurrence(
    after: datetime, clock: time, zone: ZoneInfo, weekdays: Collection[int] | None = None
) -> datetime:
    """The next instant strictly after `after` at which that local clock time happens: once per local date.

    A skipped time happens later by the gap, a doubled one the first time only.
    """
    # From the day before: where a whole day was skipped (Apia), its times fall on the date after.
    first_on = zones.local_date(after, zone) - _DAY
    return next(at for at in _on_days(first_on, _DAY, clock, zone, weekdays) if at > after)


def latest_due_occurrence(
    now: datetime, clock: time, zone: ZoneInfo, weekdays: Collection[int] | None = None
) -> datetime:
    """The last such instant that is not after `now`.

    A tick asks this, not "what is next", so that no outage or clock step loses one; what makes it happen only
    once is the unique row of its reader and local date.
    """
    # From the day after: clocks that go back over midnight show yesterday again.
    first_on = zones.local_date(now, zone) + _DAY
    return next(at for at in _on_days(first_on, -_DAY, clock, zone, weekdays) if at <= now)


def occurrences(
    start_at: datetime,
    end_at: datetime,
    clock: time,
    zone: ZoneInfo,
    weekdays: Collection[int] | None = None,
) -> Iterator[datetime]:
    """All such instants from `start_at` (inclusive) to `end_at` (exclusive)."""
    at = next_local_occurrence(start_at - timedelta(microseconds=1), clock, zone, weekdays)
    while at < end_at:
        yield at
        at = next_local_occurrence(at, clock, zone, weekdays)


def monthly_occurrence(year: int, month: int, day: int, clock: time, zone: ZoneInfo) -> datetime:
    """The 31st of a shorter month is its last day."""
    last = monthrange(year, month)[1]
    return zones.at_local(date(year, month, min(day, last)), clock, zone)


def next_monthly_occurrence(after: datetime, day: int, clock: time, zone: ZoneInfo) -> datetime:
    """Strictly after `after`; every month has one."""
    today = zones.local_date(after, zone)
    # Counted in months since year 0, from the one before, for the same reason as days are.
    first = today.year * 12 + today.month - 2
    moments = (monthly_occurrence(count // 12, count % 12 + 1, day, clock, zone) for count in range(first, first + 4))
    return next(at for at in moments if at > after)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Whether what was due is so late that it has to say so."""
    return now - due_at > LATE_AFTER


def iso_week(on: date) -> str:
    """`2026-W53` for 2027-01-03: the ISO year belongs to the week and is not always the calendar's."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def silence_episode(last_two_way_on: date | None) -> str:
    """One stretch of silence: from the last contact in both directions until the next."""
    return f"silence-{last_two_way_on.isoformat()}" if last_two_way_on else "silence-never"


def stage_episode(stage: str, since_on: date) -> str:
    """One stay in a stage."""
    return f"stage-{stage}-{since_on.isoformat()}"


def cadence_episode(now: datetime, cadence_days: int, anchor_on: date, zone: tzinfo = UTC) -> str:
    """The cadence window that holds `now`, named by its first date."""
    return f"cadence-{cadence_window(now, cadence_days, anchor_on, zone)[0].isoformat()}"


def cadence_window(now: datetime, cadence_days: int, anchor_on: date, zone: tzinfo = UTC) -> tuple[date, date]:
    """The first date of the window that holds `now`, and that of the next; steps count from `anchor_on`."""
    if cadence_days < 1:
        raise BadInput(f"A cadence of {cadence_days} days cannot be kept; give at least 1 day.")
    into = (now.astimezone(zone).date() - anchor_on).days % cadence_days
    start_on = now.astimezone(zone).date() - into * _DAY
    return start_on, start_on + cadence_days * _DAY


def _first_free(at: datetime, zone: ZoneInfo, busy: Sequence[datetime], spread: timedelta) -> datetime:
    """The first whole minute from `at` on, clear of `busy`, that its own wall time leads back to."""
    at = _clear_of(busy, spread, at)
    # In a doubled hour a wall time means the first pass; the second pass has no name and is stepped over.
    while zones.to_utc(zones.to_wall(at, zone), zone) != at:
        at = _clear_of(busy, spread, at + _MINUTE)
    return at


def _clear_of(busy: Sequence[datetime], spread: timedelta, at: datetime) -> datetime:
    """`busy` in order, so that one pass settles it."""
    at = _whole_minute(at)
    for other in busy:
        if abs(other - at) < spread:
            at = _whole_minute(other + spread)
    return at


def _whole_minute(at: datetime) -> datetime:
    """Rounded up: people are told hours and minutes, and that is when it goes."""
    down = at.astimezone(UTC).replace(second=0, microsecond=0)
    return down if down == at else down + _MINUTE


def _on_days(
    first_on: date, step: timedelta, clock: time, zone: ZoneInfo, weekdays: Collection[int] | None
) -> Iterator[datetime]:
    """That clock time on each wanted date of ten: a week, and the days around it that zones can shift by."""
    if weekdays is not None and not weekdays:
        raise BadInput("A rhythm without weekdays can never fire; name at least one, such as mon.")
    for on in (first_on + count * step for count in range(10)):
        if weekdays is None or on.weekday() in weekdays:
            yield zones.at_local(on, clock, zone)
