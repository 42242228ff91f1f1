"""How long somebody may wait, in working time of whoever looks after them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.listening.clocks import FirstReply, Promise, Step, Watch, due_at, summed_up
from outreach.worktime.availability import Availability, Away, WorkingHours
from outreach.worktime.calendars import WorkCalendar

BERLIN, AUSTIN = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Chicago")
PROMISE = Promise(timedelta(hours=4), 0.75)


def person(
    *away: Away, zone: ZoneInfo = BERLIN, country: str = "DE", hours: WorkingHours | None = None
) -> Availability:
    return Availability(hours or WorkingHours(), zone, WorkCalendar(country), away)


def at(iso: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=zone).astimezone(UTC)


PRIYA = Watch((person(),))
HOLIDAY = Away(date(2026, 11, 24), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("since", "nudged", "promised"),
    [
        ("2026-11-24T10:00", "2026-11-24T13:00", "2026-11-24T14:00"),
        ("2026-11-24T03:00", "2026-11-24T12:00", "2026-11-24T13:00"),
        ("2026-11-24T15:00", "2026-11-25T10:00", "2026-11-25T11:00"),
        ("2026-11-27T16:00", "2026-11-30T11:00", "2026-11-30T12:00"),
        ("2026-12-24T16:00", "2026-12-28T11:00", "2026-12-28T12:00"),
        ("2026-10-23T16:00", "2026-10-26T11:00", "2026-10-26T12:00"),
        ("2026-03-27T16:00", "2026-03-30T11:00", "2026-03-30T12:00"),
    ],
    ids=[
        "in hours",
        "at night",
        "overnight",
        "over a weekend",
        "over Christmas",
        "into winter time",
        "into summer time",
    ],
)
def test_a_promise_is_kept_in_working_time(since: str, nudged: str, promised: str) -> None:
    assert due_at(Step.CSM, PRIYA, at(since), PROMISE, has_cover=True) == at(nudged)
    assert due_at(Step.COVER, PRIYA, at(since), PROMISE, has_cover=True) == at(promised)


def test_a_shift_over_the_night_the_clocks_change_is_an_hour_longer() -> None:
    night = Watch((person(hours=WorkingHours(time(22), time(6), frozenset({5}))),))
    since = at("2026-10-24T22:00")
    assert night.worked_between(since, at("2026-10-25T06:00")) == timedelta(hours=9)
    assert night.after_work(since, timedelta(hours=4)) == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


def test_a_manager_comes_a_quarter_later_where_somebody_covers_and_at_the_promise_where_nobody_does() -> None:
    since = at("2026-11-24T10:00")
    assert due_at(Step.MANAGER, PRIYA, since, PROMISE, has_cover=True) == at("2026-11-24T15:00")
    assert due_at(Step.MANAGER, PRIYA, since, PROMISE, has_cover=False) == at("2026-11-24T14:00")


def test_while_the_csm_is_away_the_hours_of_their_cover_count() -> None:
    watch = Watch((person(HOLIDAY), person(zone=AUSTIN, country="US")))
    since = at("2026-11-24T10:00")
    assert watch.on_duty(since) == 1
    assert not watch.works_at(since)
    # Nine in Austin is sixteen in Berlin.
    assert watch.after_work(since, timedelta(hours=3)) == at("2026-11-24T12:00", AUSTIN)


def test_with_the_cover_away_too_a_manager_counts_and_with_nobody_there_the_csm_all_the_same() -> None:
    late = WorkingHours(time(12), time(20))
    since = at("2026-11-24T10:00")
    assert Watch((person(HOLIDAY), person(HOLIDAY), person(hours=late))).after_work(since, timedelta(hours=1)) == at(
        "2026-11-24T13:00"
    )
    nobody = Watch((person(HOLIDAY), person(HOLIDAY, hours=late)))
    assert nobody.after_work(since, timedelta(hours=1)) == at("2026-11-24T11:00")


def test_an_absence_begins_and_ends_with_a_day() -> None:
    watch = Watch(
        (person(Away(date(2026, 11, 25), date(2026, 11, 25))), person(hours=WorkingHours(time(12), time(20))))
    )
    since = at("2026-11-24T16:00")
    assert watch.worked_between(since, at("2026-11-26T10:00")) == timedelta(hours=1 + 8 + 1)
    found = watch.shift_at(at("2026-11-25T09:00"))
    assert found is not None
    assert (found[0].start_at, found[1]) == (at("2026-11-25T12:00"), 1)


def test_who_never_works_keeps_no_promise() -> None:
    idle = Watch((person(hours=WorkingHours(days=frozenset())),))
    assert due_at(Step.CSM, idle, at("2026-11-24T10:00"), PROMISE, has_cover=False) is None
    assert idle.shift_at(at("2026-11-24T10:00")) is None


@given(
    since=st.integers(0, 2 * 365 * 24 * 60).map(lambda minute: at("2026-01-01") + timedelta(minutes=minute)),
    minutes=st.integers(1, 3_000),
    away=st.integers(0, 20),
)
def test_after_so_much_work_so_much_has_been_worked(since: datetime, minutes: int, away: int) -> None:
    absence = Away(since.date(), since.date() + timedelta(days=away))
    watch = Watch((person(absence), person(zone=AUSTIN, country="US")))
    work = timedelta(minutes=minutes)
    end = watch.after_work(since, work)
    assert end is not None
    assert watch.worked_between(since, end) == work


def test_first_replies_sum_up_to_a_median_and_a_share() -> None:
    hour = timedelta(hours=1)
    found = summed_up([FirstReply(hour, 4 * hour), FirstReply(3 * hour, 4 * hour), FirstReply(8 * hour, 4 * hour)])
    assert (found.count, found.within, found.median) == (3, 2, 3 * hour)
    assert summed_up([]).share == 0
