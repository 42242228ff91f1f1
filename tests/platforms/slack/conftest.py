"""A town on our fake Slack, an app that listens, and a client of the SDK."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes import FakeClock
from tests.platforms.slack.records import Json
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import NOW, build_town, client_of


@dataclass
class Listener:
    """An app that keeps what it gets and answers what it is told to: (status, body), 200 and nothing otherwise."""

    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, Json | None]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        status, body = self.answers.pop(0) if self.answers else (200, None)
        return web.Response(status=status) if body is None else web.json_response(body, status=status)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
async def slack(clock: FakeClock) -> AsyncIterator[Slack]:
    async with running(build_town(clock)) as slack:
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return client_of(slack)


@pytest.fixture
async def listener(slack: Slack) -> AsyncIterator[Listener]:
    listening = Listener()
    app = web.Application()
    app.add_routes([web.post("/slack/events", listening.take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.call_app_at(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield listening
    await runner.cleanup()
