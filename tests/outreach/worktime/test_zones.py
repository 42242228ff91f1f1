"""Wall clocks and instants."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import whenever
from hypothesis import example, given
from hypothesis import strategies as st

from outreach.errors import BadInput
from outreach.worktime.zones import (
    UnknownZone,
    at_local,
    local_date,
    to_local,
    to_utc,
    to_wall,
    use_pinned_tzdata,
    zone,
)

whenever.reset_tzpath(())
NAMES = sorted(zoneinfo.available_timezones() - {"Factory"})
NEW_YORK = ZoneInfo("America/New_York")
walls = st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2036-12-31"))


@pytest.fixture
def _system_zones_first() -> Iterator[None]:
    zoneinfo.reset_tzpath()
    yield
    zoneinfo.reset_tzpath(to=())


@pytest.mark.usefixtures("_system_zones_first")
def test_pinning_leaves_no_other_source_and_names_its_edition() -> None:
    assert use_pinned_tzdata()[:4].isdigit()
    assert zoneinfo.TZPATH == ()
    # Since 2026 Vancouver stays seven hours behind; data of 2025 says eight.
    assert at_local(date(2027, 1, 15), time(9), zone("America/Vancouver")).hour == 16


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("US/Pacfic", "US/Pacific"),
    ],
)
def test_an_unknown_zone_offers_the_nearest_name(written: str, meant: str) -> None:
    with pytest.raises(UnknownZone, match=rf"Did you mean {meant}\?"):
        zone(written)


@pytest.mark.parametrize("written", ["", "IST", "..", "/etc/passwd", "America", "a\0b", "Ünder"])
def test_an_unknown_zone_without_a_near_name_says_how_zones_are_written(written: str) -> None:
    with pytest.raises(UnknownZone, match=r"written like Europe/Berlin\.$") as raised:
        zone(written)
    assert isinstance(raised.value, BadInput)
    assert isinstance(raised.value, ValueError)


@given(wall=walls, name=st.sampled_from(NAMES))
@example(wall=datetime.fromisoformat("2011-12-30T09:00"), name="Pacific/Apia")
@example(wall=datetime.fromisoformat("2027-10-03T02:15"), name="Australia/Lord_Howe")
@example(wall=datetime.fromisoformat("2027-11-07T01:30"), name="America/New_York")
def test_every_wall_time_reads_back_as_itself_or_later_by_the_gap(wall: datetime, name: str) -> None:
    instant = to_utc(wall, ZoneInfo(name))
    shift = to_wall(instant, ZoneInfo(name)) - wall
    assert timedelta() <= shift <= timedelta(hours=24)
    # Where it moved, the offset changed by as much.
    before, after = ((instant + side * timedelta(days=1.5)).astimezone(ZoneInfo(name)) for side in (-1, 1))
    if shift:
        assert (after.utcoffset() or shift) - (before.utcoffset() or timedelta()) == shift


@given(wall=walls, name=st.sampled_from(NAMES))
def test_an_independent_library_finds_the_same_instant(wall: datetime, name: str) -> None:
    judged = whenever.PlainDateTime(wall).assume_tz(name, disambiguation="compatible")
    assert judged.to_stdlib().astimezone(UTC) == to_utc(wall, ZoneInfo(name))


@given(at=walls.map(lambda wall: wall.replace(tzinfo=UTC)), name=st.sampled_from(NAMES))
def test_an_instant_survives_its_zone_unless_it_lies_in_the_second_pass(at: datetime, name: str) -> None:
    local = to_local(at, ZoneInfo(name))
    again = to_utc(to_wall(at, ZoneInfo(name)), ZoneInfo(name))
    assert again == at if local.fold == 0 else again < at


def test_the_second_pass_of_a_doubled_hour_is_read_but_not_meant() -> None:
    second = datetime.fromisoformat("2027-11-07T06:30+00:00")
    assert to_wall(second, NEW_YORK) == datetime.fromisoformat("2027-11-07T01:30")
    assert to_utc(to_wall(second, NEW_YORK), NEW_YORK) == second - timedelta(hours=1)


def test_the_local_date_is_the_readers() -> None:
    at = datetime.fromisoformat("2027-01-14T23:30+00:00")
    assert local_date(at, zone("Asia/Tokyo")) == date(2027, 1, 15)
    assert local_date(at, NEW_YORK) == date(2027, 1, 14)


def test_mixing_up_wall_times_and_instants_is_refused() -> None:
    aware = datetime.fromisoformat("2027-01-14T23:30+00:00")
    with pytest.raises(ValueError, match="no zone of its own"):
        to_utc(aware, NEW_YORK)
    with pytest.raises(ValueError, match="needs its zone"):
        to_local(aware.replace(tzinfo=None), NEW_YORK)
