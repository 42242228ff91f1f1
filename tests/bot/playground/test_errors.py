"""The playground's codes in Concierge's words."""

from datetime import timedelta

import pytest

from bot.playground.errors import NOT_SENT, REFUSALS, UNCLEAR, PlatformError, as_problem
from outreach.errors import NotReached, RateLimited, Refused, Unclear


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_names_its_cure(code: str) -> None:
    problem = as_problem(PlatformError(code))
    assert isinstance(problem, Refused)
    fact, _, cure = str(problem).partition(":")
    assert fact
    assert cure.endswith(".")


@pytest.mark.parametrize("code", NOT_SENT)
def test_a_refused_connection_means_not_sent(code: str) -> None:
    assert isinstance(as_problem(PlatformError(code)), NotReached)


@pytest.mark.parametrize("code", [*UNCLEAR, "internal_error", "something_new"])
def test_whatever_nobody_can_be_sure_of_is_unclear(code: str) -> None:
    assert isinstance(as_problem(PlatformError(code)), Unclear)


def test_a_rate_limit_keeps_its_wait() -> None:
    problem = as_problem(PlatformError("rate_limited", timedelta(seconds=2.5), whole_lane=True))
    assert isinstance(problem, RateLimited)
    assert (problem.retry_after, problem.whole_lane) == (timedelta(seconds=2.5), True)
