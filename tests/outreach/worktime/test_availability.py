"""A teammate's working time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outreach.worktime.availability import Availability, Away, WorkingHours
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.windows import ImpossibleHours
from outreach.worktime.zones import to_local

BERLIN = ZoneInfo("Europe/Berlin")
PRIYA = Availability(WorkingHours(), BERLIN, WorkCalendar("DE", "BE"))


def at(iso: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=zone).astimezone(UTC)


def away(from_on: date, until_on: date, cover: Availability | None = None) -> Availability:
    return Availability(PRIYA.hours, BERLIN, PRIYA.calendar, (Away(from_on, until_on),), cover)


@pytest.mark.parametrize(
    ("iso", "works"),
    [
        ("2027-01-13T08:59", False),
        ("2027-01-13T09:00", True),
        ("2027-01-13T16:59", True),
        ("2027-01-13T17:00", False),
        ("2027-01-16T10:00", False),
        ("2027-03-26T10:00", False),
        ("2027-12-29T10:00", True),
    ],
    ids=["before", "start", "last minute", "end", "Saturday", "Good Friday", "quiet season is for customers"],
)
def test_working_means_in_hours_on_a_day_of_work(iso: str, works: bool) -> None:
    assert (PRIYA.next_working_instant(at(iso)) == at(iso)) is works


def test_the_next_working_instant_skips_evenings_weekends_and_holidays() -> None:
    assert PRIYA.next_working_instant(at("2027-01-13T10:00")) == at("2027-01-13T10:00")
    assert PRIYA.next_working_instant(at("2027-01-15T17:00")) == at("2027-01-18T09:00")
    assert PRIYA.next_working_instant(at("2027-03-25T18:00")) == at("2027-03-30T09:00")


def test_an_absence_includes_its_last_day() -> None:
    priya = away(date(2027, 1, 11), date(2027, 1, 13))
    assert priya.next_working_instant(at("2027-01-11T10:00")) == at("2027-01-14T09:00")
    assert priya.working_day_end(at("2027-01-13T10:00")) is None


def test_an_absence_is_attended_only_by_a_cover_who_is_there() -> None:
    week = (date(2027, 1, 11), date(2027, 1, 15))
    assert PRIYA.is_attended(week[0])
    assert not away(*week).is_attended(week[0])
    assert away(*week, cover=PRIYA).is_attended(week[0])
    assert not away(*week, cover=away(*week)).is_attended(week[0])


def test_working_time_counts_only_shifts() -> None:
    assert PRIYA.working_time_between(at("2027-01-15T16:00"), at("2027-01-18T10:30")) == timedelta(hours=2.5)
    assert PRIYA.working_time_between(at("2027-01-16T00:00"), at("2027-01-17T23:00")) == timedelta()
    assert PRIYA.working_time_between(at("2027-01-18T10:00"), at("2027-01-15T10:00")) == timedelta()


def test_four_working_hours_on_a_friday_afternoon_end_on_monday() -> None:
    assert PRIYA.add_working_time(at("2027-01-15T15:00"), timedelta(hours=4)) == at("2027-01-18T11:00")
    assert PRIYA.add_working_time(at("2027-01-15T15:00"), timedelta(hours=2)) == at("2027-01-15T17:00")
    assert PRIYA.add_working_time(at("2027-01-16T15:00"), timedelta()) == at("2027-01-16T15:00")


def test_a_night_shift_ends_the_next_morning_and_is_an_hour_shorter_in_spring() -> None:
    nights = Availability(WorkingHours(time(22), time(6), frozenset({5})), BERLIN, WorkCalendar(None))
    assert nights.next_working_instant(at("2027-01-17T05:59")) == at("2027-01-17T05:59")
    assert nights.working_day_end(at("2027-01-17T05:00")) == at("2027-01-17T06:00")
    assert nights.working_time_between(at("2027-01-16T12:00"), at("2027-01-17T12:00")) == timedelta(hours=8)
    assert nights.working_time_between(at("2027-03-27T12:00"), at("2027-03-28T12:00")) == timedelta(hours=7)
    assert nights.working_time_between(at("2027-10-30T12:00"), at("2027-10-31T12:00")) == timedelta(hours=9)


def test_the_last_half_hour_counts_even_after_a_shortened_day() -> None:
    early = Availability(WorkingHours(time(0), time(8), frozenset(range(7))), BERLIN, WorkCalendar(None))
    start_at, end_at = at("2027-03-27T23:30"), at("2027-03-29T00:29")
    assert end_at - start_at < timedelta(days=1)
    assert early.working_time_between(start_at, end_at) == timedelta(hours=7, minutes=29)


def test_a_working_day_ends_in_local_time_and_a_day_off_has_no_end() -> None:
    assert PRIYA.working_day_end(at("2027-01-13T07:00")) == at("2027-01-13T17:00")
    assert PRIYA.working_day_end(at("2027-01-13T20:00")) == at("2027-01-13T17:00")
    assert PRIYA.working_day_end(at("2027-01-16T10:00")) is None


def test_who_never_works_is_not_waited_for() -> None:
    nobody = Availability(WorkingHours(days=frozenset()), BERLIN, WorkCalendar(None))
    assert nobody.next_working_instant(at("2027-01-13T10:00")) is None
    assert nobody.add_working_time(at("2027-01-13T10:00"), timedelta(minutes=1)) is None
    assert nobody.working_time_between(at("2027-01-13T10:00"), at("2027-02-13T10:00")) == timedelta()


def test_hours_of_no_length_are_refused() -> None:
    with pytest.raises(ImpossibleHours, match="begin and end at 09:00"):
        WorkingHours(time(9), time(9))


clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
availabilities = st.builds(
    Availability,
    st.builds(WorkingHours, clocks, st.just(time(18, 5)), st.frozensets(st.integers(0, 6), min_size=1)),
    st.sampled_from(["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo"]).map(ZoneInfo),
    st.sampled_from([WorkCalendar("DE"), WorkCalendar(None)]),
    st.sampled_from([(), (Away(date(2027, 3, 1), date(2027, 4, 2)),)]),
)
instants = st.datetimes(datetime.fromisoformat("2027-01-01"), datetime.fromisoformat("2027-12-31")).map(
    lambda wall: wall.replace(tzinfo=UTC)
)
spans = st.timedeltas(timedelta(minutes=1), timedelta(days=12))


@given(availabilities, instants, spans)
def test_added_working_time_is_found_again_between(who: Availability, start_at: datetime, work: timedelta) -> None:
    end_at = who.add_working_time(start_at, work)
    assume(end_at is not None)
    assert end_at is not None
    assert who.working_time_between(start_at, end_at) == work
    assert who.working_time_between(start_at, end_at - timedelta(seconds=1)) < work


@given(availabilities, instants, spans, spans)
def test_working_time_adds_up(who: Availability, start_at: datetime, first: timedelta, then: timedelta) -> None:
    middle_at, end_at = start_at + first, start_at + first + then
    parts = who.working_time_between(start_at, middle_at) + who.working_time_between(middle_at, end_at)
    assert who.working_time_between(start_at, end_at) == parts


@given(availabilities, instants)
def test_the_next_working_instant_is_worked_and_nothing_before_it(who: Availability, now: datetime) -> None:
    found = who.next_working_instant(now)
    assert found is not None
    assert who.next_working_instant(found) == found
    assert who.working_time_between(now, found) == timedelta()
    assert to_local(found, who.zone).utcoffset() is not None
