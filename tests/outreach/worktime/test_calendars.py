"""Days off: weekends, public holidays, the quiet season."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.worktime.calendars import Closed, WorkCalendar

GERMANY = WorkCalendar("DE", "BB")


def test_holidays_are_those_of_the_subdivision() -> None:
    reformation_day = date(2025, 10, 31)
    assert GERMANY.holiday(reformation_day) == "Reformation Day"
    assert WorkCalendar("DE", "BY").holiday(reformation_day) is None


@pytest.mark.parametrize("subdivision", ["BB", "bb", "DE-BB", "Brandenburg", " de-bb "])
def test_a_subdivision_may_be_written_in_several_ways(subdivision: str) -> None:
    calendar = WorkCalendar("de", subdivision)
    assert calendar.known
    assert calendar.holiday(date(2025, 10, 31)) == "Reformation Day"


@pytest.mark.parametrize(
    ("country", "on", "name"),
    [
        ("US", date(2026, 7, 3), "Independence Day (observed)"),
        ("US", date(2027, 12, 31), "New Year's Day (observed)"),
        ("GB", date(2027, 12, 27), "Christmas Day (observed)"),
        ("GB", date(2027, 12, 28), "Boxing Day (observed)"),
        ("FR", date(2027, 7, 14), "National Day"),
    ],
)
def test_substitute_days_are_days_off_and_named_in_english(country: str, on: date, name: str) -> None:
    assert WorkCalendar(country).holiday(on) == name


@pytest.mark.parametrize("country", [None, "", "ZZ", "Atlantis"])
def test_an_unknown_country_has_weekends_and_no_holidays_and_says_so(country: str | None) -> None:
    calendar = WorkCalendar(country)
    assert not calendar.known
    assert calendar.holiday(date(2027, 1, 1)) is None
    assert calendar.is_weekend(date(2027, 1, 16))
    assert not calendar.is_weekend(date(2027, 1, 15))


def test_an_unknown_subdivision_leaves_the_national_holidays_and_says_so() -> None:
    calendar = WorkCalendar("DE", "Atlantis")
    assert not calendar.known
    assert calendar.holiday(date(2027, 3, 26)) == "Good Friday"


@pytest.mark.parametrize(
    ("country", "weekend"),
    [
        ("DE", {"Saturday", "Sunday"}),
        ("EG", {"Friday", "Saturday"}),
        ("IL", {"Friday", "Saturday"}),
        ("HK", {"Saturday", "Sunday"}),
    ],
)
def test_a_weekend_is_the_countrys_own(country: str, weekend: set[str]) -> None:
    week = [date(2027, 1, day) for day in range(11, 18)]
    assert {f"{on:%A}" for on in week if WorkCalendar(country).is_weekend(on)} == weekend


def test_each_closed_day_says_why() -> None:
    assert GERMANY.why_closed(date(2027, 3, 26)) == Closed("holiday", "Good Friday")
    assert GERMANY.why_closed(date(2027, 1, 16)) == Closed("weekend", "Saturday")
    assert GERMANY.why_closed(date(2027, 12, 29)) == Closed("holiday", "quiet season")
    assert GERMANY.why_closed(date(2027, 1, 13)) is None


@pytest.mark.parametrize(
    ("on", "is_quiet"),
    [
        (date(2026, 12, 19), False),
        (date(2026, 12, 20), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), True),
        (date(2027, 1, 3), True),
        (date(2027, 1, 4), False),
    ],
)
def test_the_quiet_season_runs_over_new_year(on: date, is_quiet: bool) -> None:
    assert WorkCalendar(None).is_quiet_season(on) is is_quiet
    assert not WorkCalendar(None, quiet_season=None).is_quiet_season(on)


def test_a_quiet_season_within_one_year_ends_in_it() -> None:
    summer = WorkCalendar(None, quiet_season=((7, 20), (8, 15)))
    quiet = [on for on in (date(2027, 7, 19), date(2027, 8, 1), date(2027, 12, 24)) if summer.is_quiet_season(on)]
    assert quiet == [date(2027, 8, 1)]


def test_a_season_on_a_day_that_never_comes_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        WorkCalendar(None, quiet_season=((2, 30), (3, 1)))


@given(st.sampled_from(["DE", "US", "GB", "JP", "EG", "HK", "ZZ", None]), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_day_is_worked_exactly_when_nothing_closes_it(country: str | None, on: date) -> None:
    calendar = WorkCalendar(country)
    closed = calendar.holiday(on) or calendar.is_weekend(on) or calendar.is_quiet_season(on)
    assert (calendar.why_closed(on) is None) == (not closed)
