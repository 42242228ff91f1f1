"""What answers to customers say beyond their templates."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from content import answers
from content.answers import Shift, by

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PRIYA = Shift((0, 1, 2, 3, 4), time(9), time(17, 30), "Europe/Berlin")


def test_hours_are_told_on_the_customers_own_clock() -> None:
    assert answers.hours(PRIYA, "America/New_York", NOW, "en") == "Monday to Friday, 03:00 to 11:30 New York time"
    assert answers.hours(PRIYA, "Europe/Berlin", NOW, "de-AT") == "Montag bis Freitag, 09:00 bis 17:30 Uhr (Berlin)"


def test_odd_days_are_listed() -> None:
    shift = Shift((0, 2), time(9), time(12), "Europe/Berlin")
    assert answers.hours(shift, "Europe/Berlin", NOW, "en") == "Monday, Wednesday, 09:00 to 12:00 Berlin time"


def test_a_language_we_do_not_write_reads_english() -> None:
    assert answers.at_most(timedelta(days=28), "fr") == "one message in 28 days"
    assert answers.at_most(timedelta(days=28), "de") == "eine Nachricht in 28 Tagen"


def test_how_long_words_are_kept_is_told_and_none_at_all_is_nothing() -> None:
    assert answers.kept(timedelta(days=30), "en") == "30 days"
    assert answers.kept(timedelta(days=1), "de") == "einen Tag"
    assert answers.kept(timedelta(0), "en") == ""


def test_a_request_of_theirs_is_told_with_its_date() -> None:
    said = answers.asked("an export", date(2026, 9, 22), date(2026, 11, 24), "en")
    assert said == "You asked for an export on 22 Sep: noted."


@pytest.mark.parametrize(
    ("day", "language", "told"),
    [
        (24, "en", "today by 15:00 Berlin time"),
        (25, "en", "tomorrow by 15:00 Berlin time"),
        (26, "en", "on Thursday 26 Nov by 15:00 Berlin time"),
        (24, "de", "heute bis 15:00 Uhr (Berlin)"),
        (26, "de", "am Donnerstag 26. November bis 15:00 Uhr (Berlin)"),
    ],
)
def test_by_when_they_hear_more(day: int, language: str, told: str) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert by(now.replace(day=day, hour=14), "Europe/Berlin", now, language) == told
