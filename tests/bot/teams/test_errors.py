"""The connector's answers in Concierge's words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.teams.errors import REFUSALS, Answered, as_problem, is_gone
from outreach.errors import DeliveryProblem, RateLimited, Refused, Unclear

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def problem(status: int, code: str = "", retry_after: str | None = None) -> DeliveryProblem:
    headers = {} if retry_after is None else {"retry-after": retry_after}
    return as_problem(Answered.read(status, {"error": {"code": code, "message": "…"}}, headers), NOW, "#ext-acme")


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_names_its_cure(code: str) -> None:
    refused = problem(403, code)
    assert isinstance(refused, Refused)
    assert refused.code == REFUSALS[code][0]
    fact, _, cure = str(refused).partition(":")
    assert fact
    assert cure.endswith(".")
    assert "{" not in str(refused)


@pytest.mark.parametrize(
    ("status", "code", "ours"),
    [
        (400, "BadSyntax", "invalid_message"),
        (400, "ServiceError", "invalid_message"),
        (401, "", "platform_off"),
        (403, "BotNotInConversationRoster", "channel_gone"),
        (403, "MessageWritesBlocked", "not_permitted"),
        (403, "SomethingNew", "not_permitted"),
        (403, "ConversationBlockedByUser", "person_gone"),
        (403, "BotDisabledByAdmin", "platform_off"),
        (404, "ConversationNotFound", "channel_gone"),
        (404, "ActivityNotFoundInConversation", "message_gone"),
        (404, "", "channel_gone"),
        (413, "", "message_too_long"),
    ],
)
def test_a_known_refusal_is_certain(status: int, code: str, ours: str) -> None:
    refused = problem(status, code)
    assert isinstance(refused, Refused)
    assert refused.code == ours


def test_the_cure_names_the_place() -> None:
    assert "add the app to #ext-acme" in str(problem(403, "BotNotInConversationRoster"))


@pytest.mark.parametrize("status", [302, 408, 409, 418, 500, 502, 503, 504])
def test_whatever_nobody_can_be_sure_of_is_unclear(status: int) -> None:
    assert isinstance(problem(status, "ServiceError"), Unclear)


def test_a_server_error_stays_unclear_whatever_its_code() -> None:
    assert isinstance(problem(500, "ConversationNotFound"), Unclear)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("17", 17),
        ("0.5", 0.5),
        ("-3", 0),
        ("Tue, 24 Nov 2026 08:00:42 GMT", 42),
        ("Tue, 24 Nov 2026 07:00:00 GMT", 0),
        ("soon", 10),
        ("inf", 10),
        ("nan", 10),
        (None, 10),
    ],
)
def test_a_limit_is_kept_exactly_and_guessed_only_when_unsaid(said: str | None, seconds: float) -> None:
    limited = problem(429, "", said)
    assert isinstance(limited, RateLimited)
    assert limited.retry_after == timedelta(seconds=seconds)


def test_a_failed_precondition_may_be_tried_again_at_once() -> None:
    limited = problem(412, "PreconditionFailed")
    assert isinstance(limited, RateLimited)
    assert limited.retry_after == timedelta(seconds=1)


def test_the_closer_code_counts() -> None:
    answered = Answered.read(403, {"error": {"code": "Forbidden", "subCode": "ConversationBlockedByUser"}}, {})
    refused = as_problem(answered, NOW)
    assert isinstance(refused, Refused)
    assert refused.code == "person_gone"


@pytest.mark.parametrize("body", [None, "", b"<html>", [], {"error": None}, {"error": "x"}, {"error": {"code": 7}}])
def test_an_answer_of_any_shape_is_read(body: object) -> None:
    assert Answered.read(403, body, {}).codes == ()


def test_only_a_message_that_is_gone_counts_as_deleted() -> None:
    assert is_gone(problem(404, "ActivityNotFoundInConversation"))
    assert not is_gone(problem(404, "ConversationNotFound"))


def test_what_teams_does_not_do_is_refused_since_it_was_certainly_not_done() -> None:
    problem = as_problem(Answered(501), NOW, "ext-acme")
    assert isinstance(problem, Refused)
    assert (problem.code, "ext-acme" in str(problem)) == ("not_permitted", True)
