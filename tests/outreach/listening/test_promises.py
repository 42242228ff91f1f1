"""The day a promise names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.listening.promises import due_of

TUESDAY = date(2026, 11, 24)
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("I'll come back to you Thursday", THURSDAY),
        ("Let me check and get back to you by Thursday.", THURSDAY),
        ("will send it tomorrow", date(2026, 11, 25)),
        ("We'll look today.", TUESDAY),
        ("you'll have it by EOD", TUESDAY),
        ("I'll call you in an hour", TUESDAY),
        ("we will have it fixed by Friday", FRIDAY),
        ("before Friday!", FRIDAY),
        ("next Friday", date(2026, 12, 4)),
        ("I'll do it on Wed", date(2026, 11, 25)),
        ("by end of the week", FRIDAY),
        ("this week", FRIDAY),
        ("by EOW", FRIDAY),
        ("early next week", date(2026, 12, 4)),
        ("end of the month", date(2026, 11, 30)),
        ("next month", date(2026, 12, 31)),
        ("end of this quarter", date(2026, 12, 31)),
        ("next quarter", date(2027, 3, 31)),
        ("by the end of the year", date(2026, 12, 31)),
        ("in two weeks", date(2026, 12, 8)),
        ("within 3 business days", FRIDAY),
        ("within 4 working days", date(2026, 11, 30)),
        ("by 12 Dec", date(2026, 12, 12)),
        ("by December 12th, promised", date(2026, 12, 12)),
        ("20th of January", date(2027, 1, 20)),
        ("by 2026-12-01", date(2026, 12, 1)),
        ("in January", date(2027, 1, 31)),
        ("Ich melde mich am Donnerstag.", THURSDAY),
        ("bis Freitag", FRIDAY),
        ("bis nächsten Mittwoch", date(2026, 12, 2)),
        ("Guten Morgen! Kommt bis übermorgen.", THURSDAY),
        ("heute noch", TUESDAY),
        ("bis Ende der Woche", FRIDAY),
        ("Anfang nächster Woche", date(2026, 12, 4)),
        ("in zwei Wochen", date(2026, 12, 8)),
        ("innerhalb von fünf Tagen", date(2026, 11, 29)),
        ("bis zum 12. Dezember", date(2026, 12, 12)),
        ("bis 12.12.", date(2026, 12, 12)),
        ("bis 12.12.2026", date(2026, 12, 12)),
        ("im März", date(2027, 3, 31)),
    ],
)
def test_the_day_named_is_the_day_due(said: str, on: date) -> None:
    assert due_of(said, TUESDAY) == on


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I'll get back to you",
        "soon",
        "in a few days",
        "by 3/12",
        "by 31 Feb",
        "as we said last Friday",
        "it worked since Monday",
        "every Thursday",
        "We sat down with Mon and Sun",
        "version 3.11 is out",
        "I may do it 3 times",
        "Guten Morgen",
        "jeden Morgen",
    ],
)
def test_no_day_is_made_up(said: str) -> None:
    assert due_of(said, TUESDAY) is None


def test_a_limit_comes_before_a_day_on_the_way() -> None:
    assert due_of("I'll look at it tomorrow and have it fixed by Friday.", TUESDAY) == FRIDAY


def test_of_several_days_the_first_is_due() -> None:
    assert due_of("I'll call on Thursday, or on Friday.", TUESDAY) == THURSDAY


@pytest.mark.parametrize(("on", "friday"), [(FRIDAY, FRIDAY), (date(2026, 11, 28), date(2026, 12, 4))])
def test_at_its_end_a_week_is_the_one_that_still_has_a_friday(on: date, friday: date) -> None:
    assert due_of("by the end of the week", on) == friday


@given(st.text(max_size=80), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_a_day_due_is_never_past(said: str, on: date) -> None:
    due = due_of(said, on)
    assert due is None or due >= on
