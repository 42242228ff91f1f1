"""Weekdays, hours and quiet hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.worktime.windows import (
    ImpossibleHours,
    SendWindows,
    UnknownWeekday,
    parse_hours,
    parse_weekdays,
)

clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
ranges = st.tuples(clocks, clocks).filter(lambda ends: ends[0] < ends[1])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("tue,wed,thu", {1, 2, 3}),
        (" Tuesday – THURSDAY ", {1, 2, 3}),
        ("fri-mon", {4, 5, 6, 0}),
        ("mon,wed-thu", {0, 2, 3}),
        ("sun", {6}),
        ("tue-tue", {1}),
    ],
)
def test_weekdays_are_read_by_name(text: str, days: set[int]) -> None:
    assert parse_weekdays(text) == days


@pytest.mark.parametrize("text", ["1-5", "0", "mon,3", "*/2"])
def test_weekday_numbers_are_refused_with_the_cure(text: str) -> None:
    with pytest.raises(UnknownWeekday, match=r"by number, .* write names: mon-fri"):
        parse_weekdays(text)


@pytest.mark.parametrize("text", ["", "daily", "mon-", "mon-fri-sat", "mon,,tue", "lundi"])
def test_other_words_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnknownWeekday, match="write it like mon-fri or tue,wed,thu"):
        parse_weekdays(text)


def test_hours_are_read_with_either_dash() -> None:
    assert parse_hours("09:30 – 11:30") == parse_hours("09:30-11:30") == (time(9, 30), time(11, 30))


@pytest.mark.parametrize("text", ["", "9-17", "09:30", "09:30-25:00"])
def test_hours_that_cannot_be_read_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ImpossibleHours, match="write it like 09:30-11:30"):
        parse_hours(text)


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ImpossibleHours, match="22:00-06:00 ends before it begins; split it at midnight"):
        SendWindows(ranges=((time(22), time(6)),))


def test_the_defaults_are_two_windows_inside_the_day() -> None:
    windows = SendWindows()
    assert windows.open_ranges() == [(time(9, 30), time(11, 30)), (time(13, 30), time(16))]
    assert [windows.is_quiet(clock) for clock in (time(8, 59), time(9), time(17, 59), time(18))] == [
        True,
        False,
        False,
        True,
    ]


def test_quiet_hours_cut_into_ranges_from_both_sides() -> None:
    evening = SendWindows(ranges=((time(8), time(20)),))
    midday = SendWindows(ranges=((time(8), time(20)),), quiet_from=time(12), quiet_until=time(14))
    assert evening.open_ranges() == [(time(9), time(18))]
    assert midday.open_ranges() == [(time(8), time(12)), (time(14), time(20))]


@given(st.lists(ranges, max_size=3), clocks, clocks, clocks)
def test_open_ranges_are_the_ranges_without_quiet(
    spans: list[tuple[time, time]], quiet_from: time, quiet_until: time, clock: time
) -> None:
    windows = SendWindows(ranges=tuple(spans), quiet_from=quiet_from, quiet_until=quiet_until)
    wanted = any(start <= clock < end for start, end in spans) and not windows.is_quiet(clock)
    assert any(start <= clock < end for start, end in windows.open_ranges()) == wanted
