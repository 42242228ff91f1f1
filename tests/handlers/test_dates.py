"""Dates as people say them, in English and German."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dates import LONGEST, last_day
from outreach.errors import BadInput

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("Friday", date(2026, 11, 27)),
        ("fri.", date(2026, 11, 27)),
        ("Tuesday", date(2026, 12, 1)),
        ("next Friday", date(2026, 12, 4)),
        ("this Friday", date(2026, 11, 27)),
        ("3 Dec", date(2026, 12, 3)),
        ("3rd December", date(2026, 12, 3)),
        ("Dec 3", date(2026, 12, 3)),
        ("3 Jan", date(2027, 1, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("13/04", date(2027, 4, 13)),
        ("2 weeks", date(2026, 12, 8)),
        ("a month", date(2026, 12, 24)),
        ("10 days", date(2026, 12, 4)),
        ("today", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("next week", date(2026, 11, 29)),
        ("January", date(2026, 12, 31)),
        ("the end of the year", date(2026, 12, 31)),
        ("Freitag", date(2026, 11, 27)),
        ("zum 1. Mai", date(2027, 5, 1)),
        ("15. März", date(2027, 3, 15)),
        ("zwei Wochen", date(2026, 12, 8)),
        ("nächsten Freitag", date(2026, 12, 4)),
        ("übermorgen", date(2026, 11, 26)),
    ],
)
def test_what_people_say_is_understood(said: str, on: date) -> None:
    assert last_day(said, TUESDAY) == on


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("3 Nov", "Tue 3 Nov is in the past. Give a day from today on."),
        ("2026-11-23", "Mon 23 Nov is in the past. Give a day from today on."),
        ("2025-01-01", "1 Jan 2025 is in the past. Give a day from today on."),
        ("03/04", "“03/04” could be 3 April or 4 March; write 2027-04-03 or 2027-03-04."),
        ("31 Feb", "“31 feb” is not a date; write 2027-02-28."),
        ("31 Nov", "“31 nov” is not a date; write 2026-11-30."),
        ("03/12", "“03/12” could be 3 December or 12 March; write 2026-12-03 or 2027-03-12."),
        ("soon", "“soon” is no date. Write it like Friday, 3 Dec, 2026-12-03 or 2 weeks."),
        ("", "“” is no date. Write it like Friday, 3 Dec, 2026-12-03 or 2 weeks."),
        ("40 months", "24 Mar 2030 is more than two years away. Leave the date out to mean no end."),
    ],
)
def test_what_is_no_date_is_refused_with_its_cure(said: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        last_day(said, TUESDAY)
    assert str(refused.value) == sentence


def test_a_day_that_only_a_leap_year_has_is_its_next_one() -> None:
    assert last_day("29 Feb", date(2027, 11, 24)) == date(2028, 2, 29)


def test_the_last_day_of_a_longer_month_is_the_last_of_a_shorter_one() -> None:
    assert last_day("3 months", date(2026, 11, 30)) == date(2027, 2, 28)


@given(st.text(max_size=40), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_anything_typed_is_a_day_ahead_or_a_sentence(said: str, today: date) -> None:
    try:
        on = last_day(said, today)
    except BadInput:
        return
    assert today <= on <= today + LONGEST


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 99))
def test_days_are_counted_from_tomorrow(today: date, count: int) -> None:
    assert last_day(f"{count} days", today) == today + timedelta(days=count)
