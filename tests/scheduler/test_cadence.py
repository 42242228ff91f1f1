"""Send slots, local occurrences and episodes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach.errors import BadInput
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.zones import at_local, local_date, to_wall
from scheduler import cadence
from scheduler.cadence import SendWindows, Slot

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
GERMANY = WorkCalendar("DE", "BE", "Europe/Berlin")
ALL_WEEK = frozenset(range(7))
SPREAD = timedelta(minutes=20)


class AlwaysOpen(WorkCalendar):
    """Most clocks change on Sundays."""

    def why_closed(self, on: date) -> None:
        return None


ANYWHERE = AlwaysOpen(None)


def berlin(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=BERLIN).astimezone(UTC)


def slot_after(iso: str, taken: Sequence[datetime] = (), not_before: datetime | None = None) -> str | None:
    """The wall time in Berlin at which it would be sent, by the default windows."""
    slot = cadence.next_send_slot(berlin(iso), BERLIN, SendWindows(), GERMANY, taken=taken, not_before=not_before)
    return None if slot is None else f"{slot.wall:%a %m-%d %H:%M}"


@pytest.mark.parametrize(
    ("after", "sent"),
    [
        ("2027-01-13T10:10", "Wed 01-13 10:10"),
        ("2027-01-13T10:10:00.000001", "Wed 01-13 10:11"),
        ("2027-01-13T05:00", "Wed 01-13 09:30"),
        ("2027-01-13T11:30", "Wed 01-13 13:30"),
        ("2027-01-13T16:00", "Thu 01-14 09:30"),
        ("2027-01-14T16:00", "Tue 01-19 09:30"),
        ("2027-12-17T10:00", "Tue 01-04 09:30"),
        ("2027-05-05T16:00", "Tue 05-11 09:30"),
    ],
    ids=["now", "whole minute", "before", "lunch", "evening", "weekend", "quiet season", "Ascension Day"],
)
def test_a_slot_is_the_first_open_minute(after: str, sent: str) -> None:
    assert slot_after(after) == sent


def test_a_slot_keeps_its_wall_time_and_zone() -> None:
    slot = cadence.next_send_slot(berlin("2027-07-13T06:00"), BERLIN, SendWindows(), GERMANY)
    assert slot == Slot(
        datetime(2027, 7, 13, 7, 30, tzinfo=UTC), datetime.fromisoformat("2027-07-13T09:30"), "Europe/Berlin"
    )


def test_touches_of_one_csm_are_spread() -> None:
    taken: list[datetime] = []
    for _ in range(7):
        slot = cadence.next_send_slot(berlin("2027-01-13T09:00"), BERLIN, SendWindows(), GERMANY, taken=taken)
        assert slot is not None
        taken.append(slot.at)
    assert [f"{at.astimezone(BERLIN):%H:%M}" for at in taken] == [
        "09:30",
        "09:50",
        "10:10",
        "10:30",
        "10:50",
        "11:10",
        "13:30",
    ]


def test_a_slot_too_near_before_a_taken_one_moves_behind_it() -> None:
    assert slot_after("2027-01-13T10:00", [berlin("2027-01-13T10:19:30")]) == "Wed 01-13 10:40"
    assert slot_after("2027-01-13T10:00", [berlin("2027-01-13T10:20")]) == "Wed 01-13 10:00"


def test_taken_moments_may_come_in_any_order() -> None:
    taken = [berlin("2027-01-13T10:20"), berlin("2027-01-13T10:00")]
    assert slot_after("2027-01-13T09:50", taken) == slot_after("2027-01-13T09:50", taken[::-1])
    assert slot_after("2027-01-13T09:50", taken) == "Wed 01-13 10:40"


def test_a_snooze_wins_over_an_earlier_now_and_never_over_a_later_one() -> None:
    assert slot_after("2027-01-12T10:00", not_before=berlin("2027-01-14T10:00")) == "Thu 01-14 10:00"
    assert slot_after("2027-01-13T10:00", not_before=berlin("2027-01-12T10:00")) == "Wed 01-13 10:00"


@pytest.mark.parametrize(
    "windows",
    [
        SendWindows(weekdays=frozenset()),
        SendWindows(ranges=()),
        SendWindows(ranges=((time(19), time(20)),)),
        SendWindows(weekdays=frozenset({5, 6})),
    ],
    ids=["no weekdays", "no hours", "only quiet hours", "only weekends"],
)
def test_a_rhythm_that_can_never_fire_has_no_slot(windows: SendWindows) -> None:
    assert cadence.next_send_slot(berlin("2027-01-13T10:00"), BERLIN, windows, GERMANY) is None


def test_a_weekend_of_friday_and_saturday_leaves_sunday_open() -> None:
    windows = SendWindows(weekdays=frozenset({4, 5, 6}))
    slot = cadence.next_send_slot(berlin("2027-01-14T20:00"), ZoneInfo("Africa/Cairo"), windows, WorkCalendar("EG"))
    assert slot is not None
    assert f"{slot.wall:%A}" == "Sunday"


def night_slot(after: str, start: time, end: time) -> str | None:
    windows = SendWindows(ALL_WEEK, ((start, end),), quiet_from=time(0), quiet_until=time(0))
    slot = cadence.next_send_slot(datetime.fromisoformat(after), NEW_YORK, windows, ANYWHERE)
    return None if slot is None else f"{slot.at:%dT%H:%MZ} {slot.wall:%H:%M}"


def test_a_window_that_the_clocks_skip_is_not_open_that_night() -> None:
    assert night_slot("2027-03-14T05:00Z", time(2, 15), time(2, 45)) == "15T06:15Z 02:15"
    assert night_slot("2027-03-14T07:00Z", time(1, 30), time(2, 30)) == "15T05:30Z 01:30"
    assert night_slot("2027-03-14T05:00Z", time(2, 30), time(4)) == "14T07:30Z 03:30"


def test_the_second_pass_of_a_doubled_hour_is_stepped_over() -> None:
    assert night_slot("2027-11-07T05:20Z", time(1), time(3)) == "07T05:20Z 01:20"
    assert night_slot("2027-11-07T06:20Z", time(1), time(3)) == "07T07:00Z 02:00"
    assert night_slot("2027-11-07T06:20Z", time(1), time(2)) == "08T06:00Z 01:00"


ZONES = ["Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Kathmandu", "Australia/Lord_Howe"]
COUNTRIES = ["DE", "US", "GB", "IL", "HK", "JP", None]
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 10, 30, 55]))
ranges = st.tuples(clocks, clocks).filter(lambda ends: ends[0] < ends[1])
windows_of_any_kind = st.builds(
    SendWindows,
    st.frozensets(st.integers(0, 6)),
    st.lists(ranges, max_size=3).map(tuple),
    clocks,
    clocks,
)
instants = st.datetimes(datetime.fromisoformat("2027-01-01"), datetime.fromisoformat("2028-12-31")).map(
    lambda wall: wall.replace(tzinfo=UTC)
)


@given(
    after=instants,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    windows=windows_of_any_kind,
    calendar=st.sampled_from(COUNTRIES).map(WorkCalendar),
    offsets=st.lists(st.timedeltas(timedelta(), timedelta(days=2)), max_size=20),
)
def test_every_slot_keeps_every_rule(
    after: datetime, zone: ZoneInfo, windows: SendWindows, calendar: WorkCalendar, offsets: list[timedelta]
) -> None:
    taken = [after + offset for offset in offsets]
    slot = cadence.next_send_slot(after, zone, windows, calendar, taken=taken, horizon_days=30)
    again = cadence.next_send_slot(after, zone, windows, calendar, taken=taken[::-1], horizon_days=30)
    assert slot == again
    if slot is None:
        return
    assert slot.at >= after
    assert to_wall(slot.at, zone) == slot.wall
    assert cadence.rederive(slot.wall, slot.zone) == slot.at
    assert slot.wall.weekday() in windows.weekdays
    assert any(start <= slot.wall.time() < end for start, end in windows.ranges)
    assert not windows.is_quiet(slot.wall.time())
    assert calendar.why_closed(slot.wall.date()) is None
    assert all(abs(slot.at - other) >= SPREAD for other in taken)


ALL_NIGHT = SendWindows(ALL_WEEK, ((time(1, 30), time(2, 30)), (time(2, 40), time(6))), time(5), time(1, 40))


@settings(max_examples=40)
@given(
    after=instants,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    windows=windows_of_any_kind,
    offsets=st.lists(st.timedeltas(timedelta(), timedelta(hours=9)), max_size=8),
)
@example(datetime(2027, 3, 14, 5, 50, tzinfo=UTC), NEW_YORK, ALL_NIGHT, [timedelta(hours=1.5)])
@example(datetime(2027, 11, 7, 5, 50, tzinfo=UTC), NEW_YORK, ALL_NIGHT, [])
@example(datetime(2027, 10, 2, 15, 0, tzinfo=UTC), ZoneInfo("Australia/Lord_Howe"), ALL_NIGHT, [])
def test_no_earlier_minute_would_have_done(
    after: datetime, zone: ZoneInfo, windows: SendWindows, offsets: list[timedelta]
) -> None:
    """Against a search that tries every minute of a day."""
    taken = [after + offset for offset in offsets]
    slot = cadence.next_send_slot(after, zone, windows, ANYWHERE, taken=taken, horizon_days=3)
    minute = after.replace(second=0, microsecond=0) + timedelta(minutes=after.second > 0 or after.microsecond > 0)
    tried = [minute + timedelta(minutes=count) for count in range(24 * 60)]
    best = next((at for at in tried if is_open(at, zone, windows, taken)), None)
    assert best == (slot.at if slot and slot.at <= tried[-1] else None)


def is_open(at: datetime, zone: ZoneInfo, windows: SendWindows, taken: list[datetime]) -> bool:
    wall = to_wall(at, zone)
    return (
        wall.weekday() in windows.weekdays
        and any(start <= wall.time() < end for start, end in windows.ranges)
        and not windows.is_quiet(wall.time())
        and all(abs(at - other) >= SPREAD for other in taken)
        and cadence.rederive(wall, zone.key) == at
    )


@given(instants, clocks, st.sampled_from(ZONES).map(ZoneInfo), st.frozensets(st.integers(0, 6), min_size=1))
def test_the_latest_due_and_the_next_leave_nothing_between(
    now: datetime, clock: time, zone: ZoneInfo, weekdays: frozenset[int]
) -> None:
    latest = cadence.latest_due_occurrence(now, clock, zone, weekdays)
    following = cadence.next_local_occurrence(now, clock, zone, weekdays)
    assert latest <= now < following
    assert cadence.next_local_occurrence(latest, clock, zone, weekdays) == following


@given(instants, clocks, st.sampled_from(ZONES).map(ZoneInfo))
def test_a_daily_clock_time_happens_once_on_every_local_date(now: datetime, clock: time, zone: ZoneInfo) -> None:
    first_on = local_date(now, zone)
    start_at, end_at = (at_local(first_on + timedelta(days=days), time(0), zone) for days in (0, 40))
    dates = [local_date(at, zone) for at in cadence.occurrences(start_at, end_at, clock, zone)]
    assert dates == [first_on + timedelta(days=days) for days in range(40)]


def test_a_day_that_never_existed_is_no_second_occurrence() -> None:
    apia = ZoneInfo("Pacific/Apia")
    start_at = datetime(2011, 12, 29, 0, tzinfo=UTC)
    fired = cadence.occurrences(start_at, start_at + timedelta(days=4), time(9), apia)
    assert [local_date(at, apia).day for at in fired] == [29, 31, 1, 2]


def test_a_friday_that_never_existed_happens_on_the_saturday() -> None:
    saturday_at_8 = datetime(2011, 12, 30, 18, tzinfo=UTC)
    friday = cadence.next_local_occurrence(saturday_at_8, time(9), ZoneInfo("Pacific/Apia"), [4])
    assert friday == datetime(2011, 12, 30, 19, tzinfo=UTC)


def test_clocks_that_go_back_over_midnight_do_not_hide_what_is_due() -> None:
    """St. John's went from 00:01 to 23:01 the evening before."""
    evening_again = datetime(2010, 11, 7, 2, 45, tzinfo=UTC)
    due_at = cadence.latest_due_occurrence(evening_again, time(0, 0, 30), ZoneInfo("America/St_Johns"))
    assert due_at == datetime(2010, 11, 7, 2, 30, 30, tzinfo=UTC)


def test_a_weekly_rhythm_without_weekdays_is_refused() -> None:
    with pytest.raises(BadInput, match="can never fire; name at least one"):
        cadence.next_local_occurrence(berlin("2027-01-13T10:00"), time(9), BERLIN, [])


def test_a_month_is_left_on_its_last_day() -> None:
    after = cadence.next_monthly_occurrence(berlin("2027-12-31T09:00"), 31, time(9), BERLIN)
    assert after == berlin("2028-01-31T09:00")
    assert cadence.next_monthly_occurrence(after, 31, time(9), BERLIN) == berlin("2028-02-29T09:00")


def test_new_rules_move_the_instant_and_keep_the_wall_time() -> None:
    wall = datetime.fromisoformat("2027-01-15T09:00")
    assert cadence.rederive(wall, "America/Vancouver") == datetime(2027, 1, 15, 16, tzinfo=UTC)
    assert cadence.rederive(wall, "Europe/Berlin") == datetime(2027, 1, 15, 8, tzinfo=UTC)
    with pytest.raises(ValueError, match="Did you mean Europe/Berlin"):
        cadence.rederive(wall, "Europe/Berlim")


@pytest.mark.parametrize(
    ("on", "week"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2021, 1, 3), "2020-W53"),
    ],
)
def test_a_week_belongs_to_its_iso_year(on: date, week: str) -> None:
    assert cadence.iso_week(on) == week


def test_lateness_is_told_after_a_quarter_of_an_hour() -> None:
    due_at = berlin("2027-01-13T08:30")
    assert not cadence.is_late(due_at, due_at + timedelta(minutes=15))
    assert cadence.is_late(due_at, due_at + timedelta(minutes=15, seconds=1))


def test_an_episode_is_named_by_the_date_it_began() -> None:
    assert cadence.silence_episode(date(2026, 11, 3)) == "silence-2026-11-03"
    assert cadence.silence_episode(None) == "silence-never"
    assert cadence.stage_episode("onboarding", date(2026, 9, 1)) == "stage-onboarding-2026-09-01"


@given(instants, st.integers(1, 400), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(ZONES))
def test_a_cadence_window_is_one_episode_from_its_first_to_its_last_day(
    now: datetime, days: int, anchor_on: date, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)
    start_on, next_on = cadence.cadence_window(now, days, anchor_on, zone)
    assert start_on <= local_date(now, zone) < next_on
    assert (next_on - start_on).days == days
    assert (start_on - anchor_on).days % days == 0
    name = cadence.cadence_episode(now, days, anchor_on, zone)
    assert name == f"cadence-{start_on}"
    last_on = next_on - timedelta(days=1)
    assert cadence.cadence_episode(at_local(last_on, time(23, 59), zone), days, anchor_on, zone) == name
    assert cadence.cadence_episode(at_local(next_on, time(0), zone), days, anchor_on, zone) != name


def test_a_cadence_of_no_days_is_refused() -> None:
    with pytest.raises(BadInput, match="give at least 1 day"):
        cadence.cadence_episode(berlin("2027-01-13T10:00"), 0, date(2027, 1, 1))
