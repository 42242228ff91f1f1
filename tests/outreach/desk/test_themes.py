"""The rule that says trend, how a theme moves, and when a department is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.desk.rules import DeskRules
from outreach.desk.themes import Happening, may, move, next_ask, rate, weekly
from outreach.errors import Stale
from outreach.models.themes import ThemeState

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RULES = DeskRules()


def said(*pairs: tuple[int, float]) -> list[Happening]:
    """(account, days ago)."""
    return [Happening(account, NOW - timedelta(days=days)) for account, days in pairs]


def test_three_different_accounts_in_a_fortnight_are_a_trend() -> None:
    found = rate(said((1, 1), (2, 5), (3, 13.9)), RULES, NOW)
    assert found.is_trend(RULES)
    assert found.in_words() == "3 accounts in 14 days (3 messages; usually none)"


@pytest.mark.parametrize("days", [14, 20])
def test_a_third_account_longer_ago_makes_none(days: float) -> None:
    assert not rate(said((1, 1), (2, 5), (3, days)), RULES, NOW).is_trend(RULES)


def test_one_account_that_writes_often_makes_none() -> None:
    assert not rate(said(*((1, day) for day in range(9))), RULES, NOW).is_trend(RULES)


def test_twice_the_usual_rate_is_a_trend_in_a_theme_of_three_accounts() -> None:
    """Nine in the ninety days before are 1.4 in fourteen days."""
    before = [(3, 20 + 9 * number) for number in range(9)]
    lately = rate(said((1, 1), (2, 2), (1, 3), *before), RULES, NOW)
    assert (lately.accounts, lately.messages, lately.known) == (2, 3, 3)
    assert lately.is_trend(RULES)
    assert lately.in_words() == "2 accounts in 14 days (3 messages; usually 1.4)"


def test_what_is_usual_makes_no_trend() -> None:
    often = [(3, 15 + 4 * number) for number in range(22)]
    assert not rate(said((1, 1), (2, 2), (1, 3), *often), RULES, NOW).is_trend(RULES)


def test_twice_a_rate_of_two_accounts_is_none() -> None:
    before = [(2, 20 + 9 * number) for number in range(9)]
    assert not rate(said((1, 1), (2, 2), (1, 3), *before), RULES, NOW).is_trend(RULES)


def test_the_numbers_of_the_rule_are_settings() -> None:
    strict = DeskRules(trend_accounts=2, trend_within=timedelta(days=3))
    assert rate(said((1, 1), (2, 2)), strict, NOW).is_trend(strict)
    assert not rate(said((1, 1), (2, 4)), strict, NOW).is_trend(strict)


def test_what_lies_ahead_does_not_count() -> None:
    assert rate(said((1, -1), (2, 0)), RULES, NOW).messages == 1


def test_weeks_are_counted_back_from_now() -> None:
    assert list(weekly([one.at for one in said((1, 0), (1, 6.9), (1, 7), (1, 80))], NOW, weeks=3)) == [0, 1, 2]


def test_a_theme_moves_as_its_department_answers() -> None:
    state: str = ThemeState.OPEN
    for verb in ("hand over", "accept", "plan", "progress", "done"):
        state = move(verb, state)
    assert state == ThemeState.DONE


def test_what_was_accepted_is_not_taken_back() -> None:
    with pytest.raises(Stale, match="is accepted by now"):
        move("take back", ThemeState.ACCEPTED)
    assert not may("set aside", ThemeState.PLANNED)


@pytest.mark.parametrize(
    ("plan_on", "asked_on"),
    [
        (date(2026, 12, 4), date(2026, 12, 4)),
        (date(2026, 12, 8), date(2026, 12, 8)),
        (date(2026, 12, 9), date(2026, 12, 1)),
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 20), date(2026, 11, 25)),
    ],
)
def test_a_department_is_asked_at_the_date_and_weekly_before_one_far_away(plan_on: date, asked_on: date) -> None:
    assert next_ask(plan_on, NOW.date()) == asked_on
