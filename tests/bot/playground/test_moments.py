"""Moments in words, and what the clock's buttons mean."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.playground.moments import date_words, day_words, place_words, short_words, target, zone_or
from outreach.errors import BadInput

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def test_moments_read_in_the_viewers_zone() -> None:
    assert short_words(NOW, BERLIN) == "Wed 25 Nov, 00:30"
    assert (day_words(NOW, NEW_YORK), date_words(NOW, NEW_YORK)) == ("Tuesday 24 November", "Tue 24 Nov")
    assert place_words(NEW_YORK) == "New York"


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "../etc/passwd"])
def test_a_zone_that_is_none_is_home(name: str | None) -> None:
    assert zone_or(name, "Europe/Berlin").key == BERLIN.key


def test_tomorrow_is_the_next_date_at_home() -> None:
    assert target("tomorrow", NOW, BERLIN) == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    assert target("tomorrow", NOW, NEW_YORK) == datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


def test_an_hour_is_an_hour_even_when_the_clocks_change() -> None:
    before = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert target("hour", before, BERLIN) == before + timedelta(hours=1)


def test_a_skipped_local_time_moves_on_by_the_gap() -> None:
    at = target("2027-03-28T02:30", datetime(2027, 3, 27, tzinfo=UTC), BERLIN)
    assert short_words(at, BERLIN) == "Sun 28 Mar, 03:30"


@pytest.mark.parametrize("to", ["2026-11-25T00:30", "2026-11-24T09:00", "2028-01-01T09:00", "", "never"])
def test_a_moment_that_cannot_be_reached_is_refused(to: str) -> None:
    with pytest.raises(BadInput):
        target(to, NOW, BERLIN)
