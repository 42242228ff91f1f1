"""Goodwill: sums as people type them, and a month's allowance."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.desk.goodwill import LARGEST, amount_of, left_of, money, month_of
from outreach.errors import BadInput

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("300", "300"),
        ("$300", "300"),
        ("300 €", "300"),
        ("EUR 20", "20"),
        ("1,000.50", "1000.50"),
        ("1.000,50 €", "1000.50"),
        ("1,000", "1000"),
        ("1.000", "1000"),
        ("1 000,5", "1000.50"),
        ("1'000", "1000"),
        ("1.000.000", "1000000"),
        ("12.5", "12.50"),
        ("2k", "2000"),
        ("1.5K", "1500"),
    ],
)
def test_a_sum_is_read_in_both_ways_to_write_it(typed: str, amount: str) -> None:
    assert amount_of(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "is no amount"),
        ("some", "is no amount"),
        ("-5", "is no amount"),
        ("300 off", "is no amount"),
        ("0", "more than 0"),
        ("0.00", "more than 0"),
        ("1,00,0", "several amounts"),
        ("12,345,67", "several amounts"),
        ("3.14159", "several amounts"),
        ("9000000", "more than anybody gives"),
    ],
)
def test_what_is_no_sum_is_refused_with_the_cure(typed: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refused:
        amount_of(typed)
    assert refused.value.field == "amount"


@pytest.mark.parametrize("typed", ["0.001", "0,001", "0.00", "0.001k"])
def test_less_than_a_cent_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        amount_of(typed)


@given(st.text())
def test_anything_is_a_sum_or_refused(typed: str) -> None:
    try:
        amount = amount_of(typed)
    except BadInput:
        return
    assert 0 < amount <= LARGEST


@given(st.decimals("0.01", "999999.99", places=2))
def test_money_as_we_write_it_is_read_back(amount: Decimal) -> None:
    assert amount_of(money(amount, "$")) == amount


def test_what_is_left_is_never_less_than_nothing() -> None:
    assert left_of(Decimal(500), Decimal(200)) == 300
    assert left_of(Decimal(500), Decimal(700)) == 0


def test_a_month_is_one_of_the_calendar_there() -> None:
    november = (datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC))
    assert month_of(datetime(2026, 11, 24, 9, tzinfo=UTC), BERLIN) == november
    already_december = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert month_of(already_december, BERLIN) == (november[1], datetime(2026, 12, 31, 23, tzinfo=UTC))
