"""Moments, spans and sums as colleagues read them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from content.pages import moments

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_day_reads_the_same_whatever_the_locale() -> None:
    assert moments.long_day_words(date(2026, 11, 24)) == "Tuesday 24 Nov"
    assert moments.day_words(date(2026, 3, 1)) == "Sun 1 Mar"
    assert moments.time_words(time(8, 5)) == "08:05"


@pytest.mark.parametrize(
    ("zone", "place"),
    [("Europe/Berlin", "Berlin"), ("America/Argentina/Buenos_Aires", "Buenos Aires"), ("UTC", "UTC")],
)
def test_a_zone_is_called_by_its_city(zone: str, place: str) -> None:
    assert moments.place_words(zone) == place


def test_their_time_is_told_in_their_zone() -> None:
    at = datetime(2026, 11, 25, 15, 10, tzinfo=UTC)
    assert moments.there_words(at, "America/Chicago", NOON) == "Wed 09:10 Chicago"
    assert moments.moment_words(at, "Europe/Berlin") == "Wed 25 Nov 16:10"


@pytest.mark.parametrize("days", [-1, 7, 40])
def test_a_weekday_alone_would_mislead_outside_the_coming_week(days: int) -> None:
    at = NOON + timedelta(days=days)
    assert moments.there_words(at, "UTC", NOON) == f"{moments.day_words(at.date())} 12:00 UTC"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-5, "0 min"), (0, "0 min"), (59.9, "59 min"), (60, "1 h"), (100, "1 h 40"), (1439, "23 h 59"), (1440, "1 day")],
)
def test_a_span_is_never_told_longer_than_it_was(minutes: float, words: str) -> None:
    assert moments.span_words(timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", ""), ("950", "$950"), ("410000", "$410k"), ("999499", "$999k"), ("999500", "$1M"), ("1240000", "$1.2M")],
)
def test_money_is_told_short(amount: str, words: str) -> None:
    assert moments.money_words(Decimal(amount)) == words


def test_unknown_money_is_not_told() -> None:
    assert moments.money_words(None) == ""


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Acme"], "Acme"),
        (["Acme", "Globex"], "Acme and Globex"),
        (["Acme", "Globex", "Umbra"], "Acme, Globex and Umbra"),
        (["Acme", "Globex", "Umbra", "Initech"], "Acme, Globex and 2 more"),
    ],
)
def test_a_long_list_ends_in_how_many_more(names: list[str], words: str) -> None:
    assert moments.listed(names) == words
