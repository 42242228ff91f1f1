"""The hard days of real time zones, case by case: what we answer, and what a cron trigger would have done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest
import whenever
from apscheduler.triggers.cron import CronTrigger

from outreach.worktime.availability import Availability, WorkingHours
from outreach.worktime.calendars import WorkCalendar
from outreach.worktime.zones import local_date, to_local, to_utc, to_wall, use_pinned_tzdata, zone
from scheduler import cadence

whenever.reset_tzpath(())  # judge with the same pinned data, not with the system's copy

# number, zone, asked local time, instant, read back. 23 and 24 are wrong with the data of 2025b.
WALL_TIMES = [
    (1, "America/New_York", "2027-03-14 02:30", "2027-03-14T07:30Z", "2027-03-14 03:30"),
    (2, "America/New_York", "2027-11-07 01:30", "2027-11-07T05:30Z", "2027-11-07 01:30"),
    (3, "Europe/London", "2027-03-28 01:30", "2027-03-28T01:30Z", "2027-03-28 02:30"),
    (4, "Europe/London", "2027-10-31 01:30", "2027-10-31T00:30Z", "2027-10-31 01:30"),
    (5, "Europe/Berlin", "2027-03-28 02:15", "2027-03-28T01:15Z", "2027-03-28 03:15"),
    (6, "Australia/Sydney", "2027-10-03 02:30", "2027-10-02T16:30Z", "2027-10-03 03:30"),
    (7, "Australia/Sydney", "2027-04-04 02:30", "2027-04-03T15:30Z", "2027-04-04 02:30"),
    (8, "Australia/Lord_Howe", "2027-10-03 02:15", "2027-10-02T15:45Z", "2027-10-03 02:45"),
    (9, "Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-03T14:45Z", "2027-04-04 01:45"),
    (10, "America/Santiago", "2027-09-05 00:00", "2027-09-05T04:00Z", "2027-09-05 01:00"),
    (11, "Asia/Beirut", "2027-03-28 00:00", "2027-03-27T22:00Z", "2027-03-28 01:00"),
    (12, "Africa/Cairo", "2027-04-30 00:00", "2027-04-29T22:00Z", "2027-04-30 01:00"),
    (13, "Asia/Kathmandu", "2027-01-15 09:00", "2027-01-15T03:15Z", "2027-01-15 09:00"),
    (14, "Asia/Kolkata", "2027-01-15 09:00", "2027-01-15T03:30Z", "2027-01-15 09:00"),
    (15, "Pacific/Kiritimati", "2027-01-15 09:00", "2027-01-14T19:00Z", "2027-01-15 09:00"),
    (16, "America/Phoenix", "2027-07-15 09:00", "2027-07-15T16:00Z", "2027-07-15 09:00"),
    (17, "America/Sao_Paulo", "2027-01-15 09:00", "2027-01-15T12:00Z", "2027-01-15 09:00"),
    (18, "America/Mexico_City", "2027-07-15 09:00", "2027-07-15T15:00Z", "2027-07-15 09:00"),
    (19, "Asia/Almaty", "2027-07-15 09:00", "2027-07-15T04:00Z", "2027-07-15 09:00"),
    (20, "America/Asuncion", "2027-07-15 09:00", "2027-07-15T12:00Z", "2027-07-15 09:00"),
    (21, "Europe/Dublin", "2027-01-15 09:00", "2027-01-15T09:00Z", "2027-01-15 09:00"),
    (22, "Antarctica/Troll", "2027-07-15 09:00", "2027-07-15T07:00Z", "2027-07-15 09:00"),
    (23, "America/Vancouver", "2027-01-15 09:00", "2027-01-15T16:00Z", "2027-01-15 09:00"),
    (24, "Africa/Casablanca", "2027-07-15 09:00", "2027-07-15T09:00Z", "2027-07-15 09:00"),
    (25, "Pacific/Apia", "2011-12-30 09:00", "2011-12-30T19:00Z", "2011-12-31 09:00"),
]
wall_times = pytest.mark.parametrize(
    ("name", "asked", "instant", "reads"),
    [case[1:] for case in WALL_TIMES],
    ids=[f"case {case[0]} {case[1]}" for case in WALL_TIMES],
)


@pytest.fixture(autouse=True, scope="module")
def _pinned() -> None:
    use_pinned_tzdata()


def at(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(UTC)


def local_from(name: str, wall: str) -> datetime:
    return to_utc(datetime.fromisoformat(wall), zone(name))


def read_in(name: str, instants: Sequence[datetime]) -> list[str]:
    return [f"{to_local(moment, zone(name)):%m-%d %H:%M%z}"[:-2] for moment in instants]


def asked_for(name: str, start: str, hours: int, clock: time, *weekdays: int) -> list[datetime]:
    start_at = local_from(name, start)
    end_at = start_at + timedelta(hours=hours)
    return list(cadence.occurrences(start_at, end_at, clock, zone(name), weekdays or None))


def cron_fires(name: str, start: str, hours: int, **fields: object) -> list[datetime]:
    """What APScheduler's own trigger makes of it."""
    trigger = CronTrigger(timezone=zone(name), **fields)
    now = local_from(name, start).astimezone(zone(name))
    end_at, fired = now.astimezone(UTC) + timedelta(hours=hours), []
    previous = None
    while (moment := trigger.get_next_fire_time(previous, now)) and moment.astimezone(UTC) < end_at:
        fired.append(moment.astimezone(UTC))
        previous = moment
        now = (moment.astimezone(UTC) + timedelta(microseconds=1)).astimezone(zone(name))
    return fired


@wall_times
def test_a_wall_time_means_the_stated_instant(name: str, asked: str, instant: str, reads: str) -> None:
    moment = to_utc(datetime.fromisoformat(asked), zone(name))
    assert moment == at(instant)
    assert moment.tzinfo is UTC
    assert to_wall(moment, zone(name)) == datetime.fromisoformat(reads)
    assert cadence.rederive(datetime.fromisoformat(asked), name) == at(instant)


@wall_times
def test_an_independent_library_agrees(name: str, asked: str, instant: str, reads: str) -> None:
    judged = whenever.PlainDateTime(asked.replace(" ", "T")).assume_tz(name, disambiguation="compatible")
    assert datetime.fromtimestamp(judged.timestamp(), UTC) == at(instant)
    assert str(judged).startswith(reads.replace(" ", "T"))


def test_case_26_a_doubled_local_time_fires_once() -> None:
    fired = asked_for("America/New_York", "2025-11-01 00:00", 72, time(1, 30))
    assert read_in("America/New_York", fired) == ["11-01 01:30-04", "11-02 01:30-04", "11-03 01:30-05"]


def test_case_27_a_skipped_midnight_fires_an_hour_later() -> None:
    fired = asked_for("America/Santiago", "2025-09-05 12:00", 84, time(0))
    assert read_in("America/Santiago", fired) == [
        "09-06 00:00-04",
        "09-07 01:00-03",
        "09-08 00:00-03",
        "09-09 00:00-03",
    ]


@pytest.mark.parametrize(
    ("name", "start", "days"),
    [
        ("Africa/Cairo", "2025-04-24 12:00", ["04-25 01:00+03", "04-26 00:00+03", "04-27 00:00+03"]),
        ("Asia/Beirut", "2025-03-29 12:00", ["03-30 01:00+03", "03-31 00:00+03", "04-01 00:00+03"]),
        ("America/Havana", "2025-03-08 12:00", ["03-09 01:00-04", "03-10 00:00-04", "03-11 00:00-04"]),
    ],
)
def test_case_28_every_spring_midnight_is_kept(name: str, start: str, days: list[str]) -> None:
    assert read_in(name, asked_for(name, start, 60, time(0))) == days


def test_case_29_a_doubled_sunday_fires_once() -> None:
    fired = asked_for("America/New_York", "2025-11-01 00:00", 9 * 24, time(1, 30), 6)
    assert read_in("America/New_York", fired) == ["11-02 01:30-04", "11-09 01:30-05"]


def test_case_30_nine_stays_nine_when_the_clocks_change() -> None:
    fired = asked_for("Europe/London", "2025-03-29 00:00", 72, time(9))
    assert read_in("Europe/London", fired) == ["03-29 09:00+00", "03-30 09:00+01", "03-31 09:00+01"]


def test_case_31_monday_to_friday_is_written_in_names_and_skips_the_weekend() -> None:
    weekdays = cadence.parse_weekdays("mon-fri")
    friday = at("2025-01-03T10:00Z")
    assert cadence.next_local_occurrence(friday, time(9), zone("UTC"), weekdays) == at("2025-01-06T09:00Z")
    with pytest.raises(ValueError, match="write names: mon-fri"):
        cadence.parse_weekdays("1-5")


def test_case_32_the_13th_or_a_friday_is_the_union_of_two_rhythms() -> None:
    start_at = at("2025-01-01T00:00Z")
    fridays = cadence.occurrences(start_at, at("2025-01-14T00:00Z"), time(9), zone("UTC"), [4])
    thirteenth = cadence.next_monthly_occurrence(start_at, 13, time(9), zone("UTC"))
    assert [f"{moment:%m-%d}" for moment in sorted({*fridays, thirteenth})] == ["01-03", "01-10", "01-13"]


def test_case_33_the_31st_is_the_last_day_of_every_month() -> None:
    moments = [cadence.monthly_occurrence(2025, month, 31, time(9), zone("UTC")) for month in range(1, 7)]
    assert [f"{moment:%m-%d}" for moment in moments] == ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30"]
    after, walked = at("2025-01-01T00:00Z"), []
    for _ in range(6):
        after = cadence.next_monthly_occurrence(after, 31, time(9), zone("UTC"))
        walked.append(after)
    assert walked == moments


@dataclass
class DailyDigest:
    """A digest as the clock makes it: each tick asks what is due; the unique key is what the database holds."""

    zone_name: str
    clock: time = time(9)
    sent: dict[tuple[str, date], tuple[datetime, bool]] = field(default_factory=dict)

    def tick(self, now: datetime) -> None:
        reader_zone = zone(self.zone_name)
        due_at = cadence.latest_due_occurrence(now, self.clock, reader_zone)
        reader = Availability(WorkingHours(), reader_zone, WorkCalendar(None))
        end_at = reader.working_day_end(due_at)
        key = ("Maria", local_date(due_at, reader_zone))
        if key not in self.sent and end_at is not None and now < end_at:
            self.sent[key] = (now, cadence.is_late(due_at, now))

    def run(self, start_at: datetime, end_at: datetime, every: timedelta = timedelta(seconds=30)) -> None:
        while start_at < end_at:
            self.tick(start_at)
            start_at += every


def test_case_34_after_a_four_hour_outage_the_digest_comes_once_and_says_that_it_is_late() -> None:
    digest = DailyDigest("Europe/Berlin")
    digest.run(at("2025-06-02T08:00+02:00"), at("2025-06-02T08:50+02:00"))
    digest.run(at("2025-06-02T13:10+02:00"), at("2025-06-03T08:00+02:00"))
    assert digest.sent == {("Maria", date(2025, 6, 2)): (at("2025-06-02T13:10+02:00"), True)}


def test_case_34_an_outage_until_after_work_brings_no_stale_digest_the_next_morning() -> None:
    digest = DailyDigest("Europe/Berlin")
    digest.run(at("2025-06-02T17:30+02:00"), at("2025-06-03T09:30+02:00"))
    assert digest.sent == {("Maria", date(2025, 6, 3)): (at("2025-06-03T09:00+02:00"), False)}


def test_case_35_a_clock_that_jumps_an_hour_ahead_loses_nothing() -> None:
    digest = DailyDigest("UTC")
    digest.run(at("2025-06-02T08:00Z"), at("2025-06-02T08:59:55Z"))
    digest.run(at("2025-06-02T10:00Z"), at("2025-06-02T12:00Z"))
    assert digest.sent == {("Maria", date(2025, 6, 2)): (at("2025-06-02T10:00Z"), True)}


def test_case_36_a_clock_that_jumps_an_hour_back_sends_neither_early_nor_twice() -> None:
    digest = DailyDigest("UTC")
    digest.run(at("2025-06-02T08:30Z"), at("2025-06-02T08:59:55Z"))
    digest.run(at("2025-06-02T08:00Z"), at("2025-06-02T12:00Z"))
    assert digest.sent == {("Maria", date(2025, 6, 2)): (at("2025-06-02T09:00Z"), False)}


def test_case_36_a_jump_back_after_sending_does_not_send_again() -> None:
    digest = DailyDigest("UTC")
    digest.run(at("2025-06-02T08:30Z"), at("2025-06-02T09:30Z"))
    digest.run(at("2025-06-02T08:30Z"), at("2025-06-02T12:00Z"))
    assert list(digest.sent) == [("Maria", date(2025, 6, 2))]


def test_case_37_two_seconds_back_around_nine_still_means_one_digest() -> None:
    digest = DailyDigest("UTC")
    for now in ("2025-06-02T09:00:00Z", "2025-06-02T08:59:58Z", "2025-06-02T09:00:00.001Z"):
        digest.tick(at(now))
    assert digest.sent == {("Maria", date(2025, 6, 2)): (at("2025-06-02T09:00Z"), False)}


def test_without_the_unique_key_the_same_ticks_would_send_twice() -> None:
    digest, times = DailyDigest("UTC"), 0
    for now in ("2025-06-02T09:00:00Z", "2025-06-02T08:59:58Z", "2025-06-02T09:00:00.001Z"):
        digest.sent.clear()
        digest.tick(at(now))
        times += len(digest.sent)
    assert times == 2


def test_control_a_cron_trigger_loses_the_skipped_midnight_of_case_27() -> None:
    fired = cron_fires("America/Santiago", "2025-09-05 12:00", 84, hour=0, minute=0)
    assert read_in("America/Santiago", fired) == ["09-06 00:00-04", "09-08 00:00-03", "09-09 00:00-03"]


def test_control_a_cron_trigger_fires_the_doubled_hour_of_case_26_twice() -> None:
    fired = cron_fires("America/New_York", "2025-11-01 00:00", 72, hour=1, minute=30)
    assert read_in("America/New_York", fired) == [
        "11-01 01:30-04",
        "11-02 01:30-04",
        "11-02 01:30-05",
        "11-03 01:30-05",
    ]


def test_control_a_cron_trigger_reads_the_1_to_5_of_case_31_as_tuesday_to_saturday() -> None:
    trigger = CronTrigger.from_crontab("0 9 * * 1-5", timezone=UTC)
    assert trigger.get_next_fire_time(None, at("2025-01-03T10:00Z")) == at("2025-01-04T09:00Z")


def test_control_a_cron_trigger_skips_the_31st_of_short_months() -> None:
    fired = cron_fires("UTC", "2025-01-01 00:00", 181 * 24, day=31, hour=9)
    assert [f"{moment:%m-%d}" for moment in fired] == ["01-31", "03-31", "05-31"]
