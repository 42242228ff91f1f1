"""What stands around Slack's ways in when they are tested: receivers, and a door without a network."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import wire
from bot.connection import Receiver, Refusal
from bot.settings import Settings
from bot.slack.calls import Workspaces
from bot.slack.doors import Doors
from bot.slack.payloads import Raw
from bot.slack.verifying import Guard
from outreach.database import Database
from outreach.events import Action, Event
from outreach.messages import Message
from outreach.ports import Messenger
from tests.fakes import FakeClock, FakeMessenger
from tests.platforms.slack.outbox import Answer, Delivery, encode, sign
from tests.platforms.slack.server import Slack
from tests.platforms.slack.workspace import SIGNING_SECRET

PATH = "/slack/events"


class Taken:
    """A receiver that keeps what it is given, in order. `gate` closed: nothing is committed until it opens."""

    def __init__(self) -> None:
        self.taken: list[Event] = []
        self.submitted: list[Event] = []
        self.received: list[Event] = []
        self.refusal: Refusal | None = None
        self.failure: Exception | None = None
        self.gate, self.submitting = asyncio.Event(), asyncio.Event()
        self.gate.set()
        self.submitting.set()

    async def take(self, event: Event) -> None:
        if self.failure is not None:
            raise self.failure
        await self.gate.wait()
        self.taken.append(event)

    async def receive(self, event: Event) -> None:
        self.received.append(event)

    async def submit(self, event: Event) -> Refusal | None:
        await self.submitting.wait()
        if self.failure is not None:
            raise self.failure
        self.submitted.append(event)
        return self.refusal

    async def look(self, event: Action) -> Message | None:
        raise AssertionError(event)


class NearDoor:
    """The app in this process, reached as over HTTP."""

    def __init__(self, client: AsyncClient, read_real: Callable[[], datetime], secret: str = SIGNING_SECRET) -> None:
        self._client = client
        self._read_real = read_real
        self._secret = secret

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Answer:
        body, content_type = encode(delivery)
        headers = {"Content-Type": content_type} | sign(self._secret, body, int(self._read_real().timestamp()))
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        delivery.attempts.append((body, headers))
        return await self.post(body, headers)

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        said = await self._client.post(PATH, content=body, headers=dict(headers))
        is_json = said.headers.get("content-type", "").startswith("application/json")
        return Answer(said.status_code, said.json() if is_json else None, said.text, dict(said.headers))


def settings_for(slack: Slack, **given: object) -> Settings:
    token = SecretStr(slack.workspace.home.token)
    wanted: dict[str, object] = {"slack_bot_token": token, "slack_signing_secret": SecretStr(SIGNING_SECRET)}
    return Settings.model_validate({"slack_api_url": slack.base_url, **wanted, **given})


async def _nobody_leaves(workspace: str, body: Raw) -> None:
    raise AssertionError(f"{workspace} was forgotten")


@asynccontextmanager
async def doors_of(
    slack: Slack,
    receiver: Receiver,
    database: Database,
    *,
    messenger: Messenger | None = None,
    patience_seconds: float = 2.5,
) -> AsyncIterator[Doors]:
    async with wire.session() as session:
        workspaces = Workspaces(settings_for(slack), database, None, session)
        doors = Doors(
            workspaces,
            messenger or FakeMessenger("slack"),
            receiver,
            slack.workspace.clock,
            _nobody_leaves,
            patience_seconds,
        )
        try:
            yield doors
        finally:
            await doors.close()


@asynccontextmanager
async def near(slack: Slack, doors: Doors) -> AsyncIterator[NearDoor]:
    """From here on our fake Slack reaches these doors, behind their guard."""
    real = FakeClock(slack.workspace.now())
    guard = Guard(SIGNING_SECRET, real.now)

    async def receive(request: Request) -> Response:
        async def dispatched(payload: Raw) -> Response:
            return to_starlette_response(await doors.dispatch(payload))

        return await guard.admit(request, dispatched)

    routes: list[BaseRoute] = [Route(PATH, receive, methods=["POST"])]
    transport = ASGITransport(Starlette(routes=routes))
    async with AsyncClient(transport=transport, base_url="http://concierge.test") as client:
        door = NearDoor(client, real.now)
        slack.outbox.door = door
        yield door
