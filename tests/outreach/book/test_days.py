"""Days as people say them, for every floor."""

from datetime import date

import pytest

from outreach.book import days
from outreach.errors import BadInput

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("four weeks", date(2026, 12, 22)),
        ("zehn Tage", date(2026, 12, 4)),
        ("einem Monat", date(2026, 12, 24)),
        ("3 months", date(2027, 2, 24)),
    ],
)
def test_spans_are_counted_in_figures_and_words(said: str, on: date) -> None:
    assert days.span(days.tidy(said), TUESDAY) == on


@pytest.mark.parametrize("said", ["some days", "weeks", "2 hours", ""])
def test_what_is_no_span_is_none(said: str) -> None:
    assert days.span(said, TUESDAY) is None


def test_a_month_is_known_by_its_name_in_both_languages() -> None:
    assert [days.month(days.tidy(name)) for name in ("März", "Okt.", "sep", "Sommer")] == [3, 10, 9, None]


def test_a_month_ends_on_its_last_day() -> None:
    assert days.month_end(date(2028, 2, 3)) == date(2028, 2, 29)


def test_a_date_that_could_be_two_is_refused_with_both() -> None:
    with pytest.raises(BadInput, match="3 December or 12 March"):
        days.written("3/12", TUESDAY)
