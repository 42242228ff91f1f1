"""When a reader's digest is due: pure, over a year of ticks in zones with hard days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.models.book import Away, Role, Teammate
from scheduler import cadence
from scheduler.digests.digesting import Digesting, Staff
from scheduler.digests.timing import Due, due_now, due_on, is_first_of_week, last_week, next_due_at

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
DIGESTING = Digesting()
ZONES = [
    *("America/Santiago", "Africa/Cairo", "America/Havana", "America/New_York"),
    *("Australia/Lord_Howe", "Europe/Berlin"),
]
MOMENTS = st.integers(0, 480_000).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))


def reader(zone: str = "Europe/Berlin", role: str = Role.MANAGER, **changes: Any) -> Teammate:
    values: dict[str, Any] = {
        "id": 1,
        "name": "Marco",
        "email": "m@x",
        "role": role,
        "timezone": zone,
        "work_days": [0, 1, 2, 3, 4],
    }
    return Teammate(**{**values, **changes})


def staff(person: Teammate, now: datetime, away: tuple[Away, ...] = ()) -> Staff:
    return Staff({1: person}, {1: away}, now)


def due(person: Teammate, now: datetime, away: tuple[Away, ...] = ()) -> Due | None:
    return due_now(person, staff(person, now, away), DIGESTING, now)


def moments(start: datetime, days: int, every: timedelta) -> Iterator[datetime]:
    return (start + count * every for count in range(int(timedelta(days=days) / every)))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", [time(8, 31), time(0, 15)])
def test_a_year_has_one_digest_per_working_day(zone: str, clock: time) -> None:
    person = reader(zone, digest_at=clock, work_days=list(range(7)))
    found = {one.on for now in moments(NEW_YEAR, 365, timedelta(minutes=55)) if (one := due(person, now))}
    days = {date(2026, 1, 2) + timedelta(days=count) for count in range(363)}
    assert days <= found
    ends = {date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)}
    assert found - days <= ends


@given(MOMENTS, st.sampled_from(ZONES))
def test_what_is_due_lies_behind_and_its_day_is_not_over(now: datetime, zone: str) -> None:
    one = due(reader(zone), now)
    if one is not None:
        assert one.at <= now <= one.until
        assert one.on.weekday() < 5


@given(MOMENTS, st.sampled_from(ZONES))
def test_the_next_one_is_due_when_its_time_has_come_and_not_before(now: datetime, zone: str) -> None:
    person = reader(zone)
    at = next_due_at(staff(person, now), DIGESTING, now, now + timedelta(days=10))
    assert at is not None
    one = due(person, at)
    assert one is not None
    assert one.at == at
    before = due(person, at - timedelta(microseconds=1))
    assert before is None or before.on < one.on


def test_no_next_one_lies_beyond_the_limit() -> None:
    friday = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert next_due_at(staff(reader(), friday), DIGESTING, friday, friday + timedelta(days=2)) is None


def test_who_works_nights_gets_it_in_their_shift() -> None:
    person = reader(work_start=time(22), work_end=time(6), digest_at=time(23))
    one = due(person, datetime(2026, 11, 25, 2, tzinfo=UTC))
    assert one is not None
    assert (one.on, one.until) == (date(2026, 11, 24), datetime(2026, 11, 25, 5, tzinfo=UTC))


def test_a_quarter_of_an_hour_is_not_late_yet() -> None:
    person = reader()
    one = due(person, datetime(2026, 11, 24, 7, 45, tzinfo=UTC))
    assert one is not None
    assert one.late_since(one.at + cadence.LATE_AFTER) is None
    assert one.late_since(one.at + cadence.LATE_AFTER + timedelta(seconds=1)) == time(8, 30)


def test_mornings_come_before_the_managers_unless_somebody_chose() -> None:
    assert DIGESTING.clock_of(reader(role=Role.CSM)) == time(8)
    assert DIGESTING.clock_of(reader()) == time(8, 30)
    assert DIGESTING.clock_of(reader(role=Role.CSM, digest_at=time(9))) == time(9)


def test_an_absence_ends_with_its_last_day() -> None:
    away = (Away(teammate_id=1, from_on=date(2026, 11, 24), until_on=date(2026, 11, 25)),)
    person = reader()
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    found = [due_on(person, staff(person, now, away), DIGESTING, date(2026, 11, day)) for day in (23, 24, 25, 26)]
    assert [one is not None for one in found] == [True, False, False, True]


@pytest.mark.parametrize(
    ("on", "is_first"), [(date(2026, 11, 23), True), (date(2026, 11, 24), False), (date(2026, 12, 29), False)]
)
def test_the_week_begins_on_monday(on: date, is_first: bool) -> None:
    assert is_first_of_week(staff(reader(), NEW_YEAR).availability(reader()), on) is is_first


def test_the_week_begins_later_after_a_holiday() -> None:
    in_germany = staff(reader(), NEW_YEAR).availability(reader(country="DE"))
    assert is_first_of_week(in_germany, date(2026, 4, 7)), "Easter Monday was off"


@pytest.mark.parametrize(
    ("on", "monday"), [(date(2027, 1, 4), date(2026, 12, 28)), (date(2026, 11, 29), date(2026, 11, 16))]
)
def test_it_is_never_the_running_week(on: date, monday: date) -> None:
    assert last_week(on) == monday
