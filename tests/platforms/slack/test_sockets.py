"""Socket Mode of our fake Slack, with the SDK's own client."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack.server import Slack
from tests.platforms.slack.town import client_of
from tests.platforms.slack.workspace import APP_TOKEN


class Ears:
    """Keeps what comes through a socket and acknowledges it, unless it is deaf."""

    def __init__(self) -> None:
        self.heard: list[SocketModeRequest] = []
        self.payload: dict[str, Any] | None = None
        self.is_deaf = False

    async def listen(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        if not self.is_deaf:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, self.payload))


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
async def socket(slack: Slack, ears: Ears) -> AsyncIterator[SocketModeClient]:
    client = SocketModeClient(APP_TOKEN, web_client=client_of(slack, APP_TOKEN))
    client.socket_mode_request_listeners.append(ears.listen)
    slack.use_sockets()
    await client.connect()  # type: ignore[no-untyped-call]
    await slack.sockets.wait_for(1)
    yield client
    await client.close()  # type: ignore[no-untyped-call]


async def test_events_and_commands_come_through_the_socket(slack: Slack, ears: Ears, socket: SocketModeClient) -> None:
    await slack.mentions("Dana Ortiz", "ext-acme", "hello")
    await slack.types("Priya Shah", "cs-team", "/cs help")
    assert [request.type for request in ears.heard] == ["events_api", "events_api", "slash_commands"]
    assert ears.heard[0].payload["event"]["type"] == "message"
    assert slack.outbox.failed == []


async def test_what_comes_with_an_acknowledgement_is_shown(slack: Slack, ears: Ears, socket: SocketModeClient) -> None:
    ears.payload = {"text": "Only for you"}
    await slack.types("Priya Shah", "cs-team", "/cs help")
    assert [post.text for post in slack.seen_by("Priya Shah", "cs-team")] == ["Only for you"]


async def test_what_is_not_acknowledged_has_failed_and_comes_again(
    slack: Slack, ears: Ears, socket: SocketModeClient
) -> None:
    slack.sockets.patience = 0.01
    ears.is_deaf = True
    await slack.says("Dana Ortiz", "ext-acme", "Hello")
    assert len(slack.outbox.failed) == 1
    slack.sockets.patience, ears.is_deaf = 3.0, False
    await slack.outbox.redeliver()
    assert slack.outbox.failed == []
    assert (ears.heard[-1].retry_attempt, ears.heard[-1].retry_reason) == (1, "http_timeout")


async def test_a_silent_socket_stays_open_and_delivers_nothing(
    slack: Slack, ears: Ears, socket: SocketModeClient
) -> None:
    slack.sockets.is_silent = True
    await slack.says("Dana Ortiz", "ext-acme", "Hello")
    assert (slack.sockets.connected, ears.heard) == (1, [])
    assert len(slack.outbox.failed) == 1


async def test_a_client_that_is_told_to_disconnect_comes_back(slack: Slack, socket: SocketModeClient) -> None:
    await slack.sockets.disconnect("refresh_requested")
    await slack.sockets.wait_for(2)
    assert len(slack.called("apps.connections.open")) == 2


async def test_a_socket_needs_the_token_of_the_app(slack: Slack, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=slack.workspace.home.token)
