"""Limits and faults: what the app sees, and what was done all the same."""

import asyncio
from collections.abc import Awaitable

import pytest
from aiohttp import ClientConnectionError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack import faults
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.limits import Limits
from tests.platforms.slack.server import Slack
from tests.platforms.slack.town import client_of


class Stopwatch:
    """Real time that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def post(client: AsyncWebClient, channel: str = "C0EXTACME") -> object:
    return await client.chat_postMessage(channel=channel, text="Hello")


async def wait_asked(call: Awaitable[object]) -> int:
    with pytest.raises(SlackApiError) as limit:
        await call
    assert limit.value.response.status_code == 429
    return int(limit.value.response.headers["Retry-After"])


async def test_one_message_a_second_goes_to_a_channel(slack: Slack, client: AsyncWebClient) -> None:
    watch = Stopwatch()
    slack.limits = Limits.usual(monotonic=watch)
    await post(client)
    await post(client, "C0CSTEAM")
    assert await wait_asked(post(client)) == 1
    watch.seconds = 1.0
    await post(client)
    assert len(slack.copies_in("ext-acme")) == 2
    assert slack.limits.refused == 1


async def test_a_burst_is_let_through_and_then_paced(slack: Slack, client: AsyncWebClient) -> None:
    watch = Stopwatch()
    slack.limits = Limits.usual(burst=3, monotonic=watch)
    for _ in range(3):
        await post(client)
    assert await wait_asked(post(client)) == 1


async def test_restricted_history_gives_fifteen_once_a_minute(slack: Slack, client: AsyncWebClient) -> None:
    watch = Stopwatch()
    slack.limits = Limits(monotonic=watch)
    slack.limits.restrict_history()
    for _ in range(20):
        await post(client)
    read = await client.conversations_history(channel="C0EXTACME", limit=100)
    assert (len(read["messages"]), read["has_more"]) == (15, True)
    watch.seconds = 15.0
    assert await wait_asked(client.conversations_history(channel="C0EXTACME")) == 45


@pytest.mark.parametrize("fault", [faults.DROP_BEFORE, faults.DROP_AFTER, faults.RESET_BEFORE, faults.RESET_AFTER])
async def test_a_connection_that_breaks_may_have_done_it(slack: Slack, client: AsyncWebClient, fault: Fault) -> None:
    slack.faults.plan("chat.postMessage", fault)
    with pytest.raises((ClientConnectionError, OSError)):
        await post(client)
    assert len(slack.copies) == fault.after
    await post(client)
    assert len(slack.copies) == fault.after + 1


@pytest.mark.parametrize("fault", [faults.ERROR_BEFORE, faults.ERROR_AFTER, faults.BUSY_BEFORE, faults.BUSY_AFTER])
async def test_a_server_error_may_have_done_it(slack: Slack, client: AsyncWebClient, fault: Fault) -> None:
    slack.faults.plan("chat.postMessage", fault)
    with pytest.raises(SlackApiError) as error:
        await post(client)
    assert error.value.response.status_code == int(fault.kind)
    assert len(slack.copies) == fault.after


@pytest.mark.parametrize("fault", [faults.INTERNAL_BEFORE, faults.INTERNAL_AFTER])
async def test_an_internal_error_comes_with_a_200(slack: Slack, client: AsyncWebClient, fault: Fault) -> None:
    slack.faults.plan("*", fault)
    with pytest.raises(SlackApiError) as error:
        await post(client)
    assert (error.value.response.status_code, error.value.response["error"]) == (200, "internal_error")
    assert len(slack.copies) == fault.after


async def test_a_limit_that_was_planned_names_its_seconds(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.plan("chat.postMessage", Fault("429", retry_after=30))
    assert await wait_asked(post(client)) == 30
    assert slack.copies == []


async def test_a_slow_answer_comes_after_the_deed(slack: Slack) -> None:
    slack.faults.plan("chat.postMessage", faults.SLOW_ANSWER)
    task = asyncio.create_task(post(client_of(slack)))
    await slack.faults.caught()
    assert len(slack.copies) == 1
    assert not task.done()
    await slack.faults.release()
    await task


async def test_a_deed_may_come_when_nobody_waits_for_it_any_more(slack: Slack) -> None:
    slack.faults.plan("chat.postMessage", faults.LATE_ACCEPT)
    task = asyncio.create_task(post(client_of(slack)))
    await slack.faults.caught()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert slack.copies == []
    await slack.faults.release()
    assert len(slack.copies) == 1
    assert slack.calls[0].outcome == "ok"


async def test_the_dice_fall_the_same_for_the_same_seed(slack: Slack, client: AsyncWebClient) -> None:
    fallen = []
    for _ in range(2):
        slack.faults.cast("chat.postMessage", {faults.ERROR_BEFORE: 30.0, faults.ERROR_AFTER: 30.0}, seed=4)
        done = len(slack.calls)
        await asyncio.gather(*(post(client) for _ in range(20)), return_exceptions=True)
        fallen.append(sorted(call.outcome or "" for call in slack.calls[done:]))
    assert fallen[0] == fallen[1]
    assert 0 < fallen[0].count("500") < 20


@pytest.mark.parametrize(("is_shared", "connections"), [(True, 1), (False, 3)])
async def test_connections_are_counted(slack: Slack, is_shared: bool, connections: int) -> None:
    async with ClientSession() as session:
        for _ in range(3):
            client = client_of(slack)
            client.session = session if is_shared else None
            await client.auth_test()
    assert len(slack.called("auth.test")) == 3
    assert len(slack.connections) == connections
