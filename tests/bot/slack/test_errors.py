"""Slack's codes in Concierge's words."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import GONE_ALREADY, NOT_NOW, RATE_LIMITED, REFUSALS, UNCLEAR, as_problem, code_of, problem_of
from outreach.errors import NotReached, RateLimited, Refused, Unclear

OURS = {
    "channel_gone",
    "message_gone",
    "message_too_long",
    "person_gone",
    "form_expired",
    "answer_expired",
    "not_permitted",
    "platform_off",
    "invalid_message",
}


def refused_with(code: str | None, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    """As slack_sdk raises it."""
    data: dict[str, object] = {"ok": False, "error": code} if code else {}
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return raised(response)


def raised(response: object) -> SlackApiError:
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_one_of_ours_and_names_its_cure(code: str) -> None:
    problem = as_problem(refused_with(code), "ext-acme")
    assert isinstance(problem, Refused)
    assert problem.code in OURS
    fact, _, cure = str(problem).partition(": ")
    assert fact
    assert cure.endswith(".")
    assert "{" not in str(problem)


def test_a_channel_we_are_not_in_says_how_to_invite_us() -> None:
    said = "Concierge is not in #ext-acme: invite @Concierge to #ext-acme, then send again."
    assert str(as_problem(refused_with("not_in_channel"), "ext-acme")) == said
    assert str(as_problem(refused_with("not_in_channel"), "#ext-acme")) == said
    assert str(as_problem(refused_with("is_archived"))).startswith("This channel is archived")


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("channel_not_found", "channel_gone"),
        ("is_archived", "channel_gone"),
        ("message_not_found", "message_gone"),
        ("msg_blocks_too_long", "message_too_long"),
        ("user_not_in_channel", "person_gone"),
        ("expired_trigger_id", "form_expired"),
        ("trigger_expired", "form_expired"),
        ("expired_url", "answer_expired"),
        ("used_url", "answer_expired"),
        ("token_revoked", "platform_off"),
        ("account_inactive", "platform_off"),
        ("invalid_auth", "platform_off"),
        ("missing_scope", "not_permitted"),
        ("messages_tab_disabled", "not_permitted"),
        ("restricted_action_read_only_channel", "not_permitted"),
        ("invalid_blocks", "invalid_message"),
        ("metadata_too_large", "invalid_message"),
    ],
)
def test_what_slack_says_becomes_our_code(code: str, ours: str) -> None:
    problem = as_problem(refused_with(code))
    assert isinstance(problem, Refused)
    assert problem.code == ours


@pytest.mark.parametrize("code", [*sorted(RATE_LIMITED), None])
@pytest.mark.parametrize(("header", "wait"), [("3", 3), ("0.5", 0.5), ("0", 0), ("120", 120)])
def test_a_rate_limit_waits_exactly_as_long_as_slack_asks(code: str | None, header: str, wait: float) -> None:
    problem = as_problem(refused_with(code, 429, {"retry-after": header}))
    assert isinstance(problem, RateLimited)
    assert problem.retry_after == timedelta(seconds=wait)
    assert not problem.whole_lane


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "inf"}, {"Retry-After": "nan"}])
def test_a_rate_limit_that_does_not_say_how_long_lasts_a_minute(headers: dict[str, str]) -> None:
    problem = as_problem(refused_with("ratelimited", 200, headers))
    assert isinstance(problem, RateLimited)
    assert problem.retry_after == timedelta(seconds=60)


@pytest.mark.parametrize("code", [*sorted(UNCLEAR), "something_new", None])
@pytest.mark.parametrize("status", [200, 404, 500, 503])
def test_whatever_nobody_can_be_sure_of_is_unclear(code: str | None, status: int) -> None:
    assert isinstance(as_problem(refused_with(code, status)), Unclear)


@pytest.mark.parametrize("code", sorted(NOT_NOW))
def test_a_workspace_that_is_being_moved_gets_it_later(code: str) -> None:
    assert isinstance(as_problem(refused_with(code)), NotReached)


def test_a_broken_server_is_unclear_whatever_it_says() -> None:
    assert isinstance(as_problem(refused_with("invalid_auth", 502)), Unclear)


def test_an_answer_that_is_none_of_slacks_is_unclear() -> None:
    class Page:
        """aiohttp's response, handed over when the body was no JSON."""

        status = 200
        headers: tuple[str, ...] = ()

    for response in (Page(), None, "", {"error": 5}):
        problem = as_problem(raised(response))
        assert isinstance(problem, Unclear)
        assert code_of(raised(response)) == ""
    assert code_of(raised({"error": "is_archived"})) == "is_archived"


def test_no_code_means_two_things() -> None:
    assert len({*REFUSALS, *RATE_LIMITED, *UNCLEAR, *NOT_NOW}) == sum(
        map(len, (REFUSALS, RATE_LIMITED, UNCLEAR, NOT_NOW))
    )
    assert set(REFUSALS) >= GONE_ALREADY


def test_a_response_url_that_is_used_up_is_an_expired_answer() -> None:
    problem = problem_of(404, "used_url", {})
    assert isinstance(problem, Refused)
    assert problem.code == "answer_expired"
