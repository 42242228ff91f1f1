"""How our fake Slack reaches the app: signed deliveries, told again when they failed, held back and shuffled."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import urlencode

import httpx
from aiohttp import ClientError, ClientSession, ClientTimeout
from starlette.applications import Starlette

from tests.platforms.slack.records import Json
from tests.platforms.slack.workspace import Workspace

Kind = Literal["event", "command", "interaction"]
RETRIES = 3


@dataclass(frozen=True)
class Answer:
    """What the app said; `status` is None for silence, and 200 for whatever a socket acknowledged."""

    status: int | None
    body: Json | None = None
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass
class Delivery:
    """`attempts` are the (body, headers) that went out over HTTP, `answers` what came back, in order."""

    kind: Kind
    payload: Json
    answers: list[Answer] = field(default_factory=list)
    attempts: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        return bool(self.answers) and not self.answers[-1].is_good

    @property
    def event(self) -> Json:
        """What happened, without the envelope."""
        return dict(self.payload.get("event", self.payload))

    @property
    def answer(self) -> Answer:
        return self.answers[-1]


class Door(Protocol):
    async def send(self, delivery: Delivery, retry: int, reason: str) -> Answer: ...


def encode(delivery: Delivery) -> tuple[bytes, str]:
    """Body and content type: events are JSON, commands a form, interactions JSON in a form."""
    if delivery.kind == "event":
        return json.dumps(delivery.payload).encode(), "application/json"
    told = delivery.payload if delivery.kind == "command" else {"payload": json.dumps(delivery.payload)}
    return urlencode(told).encode(), "application/x-www-form-urlencoded"


def sign(secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    signed = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={signed}"}


Carrier = Callable[[bytes, Mapping[str, str]], Awaitable[Answer]]


@dataclass
class HttpDoor:
    """The app's request address. Signatures carry real time, which is what is checked against them."""

    carry: Carrier
    secret: str
    real_time: Callable[[], float] = time.time

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Answer:
        body, content_type = encode(delivery)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0"}
        headers |= sign(self.secret, body, int(self.real_time()))
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        delivery.attempts.append((body, headers))
        return await self.carry(body, headers)


def over_network(session: ClientSession, url: str, patience: float) -> Carrier:
    """Slack waits three seconds for an answer; later is silence."""

    async def carry(body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            limit = ClientTimeout(total=patience)
            async with session.post(url, data=body, headers=headers, timeout=limit) as response:
                return _read(response.status, await response.text(), response.headers)
        except (ClientError, TimeoutError, OSError):
            return Answer(None)

    return carry


def into_app(app: Starlette, path: str) -> Carrier:
    """Straight into an app of this process."""

    async def carry(body: bytes, headers: Mapping[str, str]) -> Answer:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://concierge.test") as client:
            response = await client.post(path, content=body, headers=dict(headers))
            return _read(response.status_code, response.text, response.headers)

    return carry


def _read(status: int, text: str, headers: Mapping[str, str]) -> Answer:
    try:
        body = json.loads(text)
    except json.JSONDecodeError:
        body = None
    return Answer(status, body if isinstance(body, dict) else None, text, headers)


class Outbox:
    """Sends what the workspace has to tell, in order, and keeps what became of it. `door` is None: nobody listens."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.door: Door | None = None
        self.deliveries: list[Delivery] = []
        self._held: list[Delivery] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def failed(self) -> list[Delivery]:
        """Events whose last attempt was not answered with a 2xx."""
        return [delivery for delivery in self.deliveries if delivery.kind == "event" and delivery.has_failed]

    def events(self, kind: str = "") -> list[Json]:
        """What was told so far, of one type."""
        told = [delivery.event for delivery in self.deliveries if delivery.kind == "event"]
        return [event for event in told if kind in ("", event["type"])]

    async def tell(self, kind: Kind, payload: Json) -> Delivery:
        """Sends at once, also while events are held back: a person waits for the answer."""
        delivery = Delivery(kind, payload)
        self.deliveries.append(delivery)
        await self._send(delivery)
        return delivery

    async def flush(self) -> None:
        """Delivers all news, one after the other."""
        while self.workspace.news:
            delivery = Delivery("event", self.workspace.news.pop(0))
            self.deliveries.append(delivery)
            if self._held is not None:
                self._held.append(delivery)
            else:
                await self._send(delivery)

    def flush_soon(self) -> None:
        """For what the app did itself: it hears of it while it goes on."""
        if self.workspace.news:
            task = asyncio.create_task(self.flush())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Waits until nothing is on its way to the app any more."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    @asynccontextmanager
    async def holding(self, *, seed: int | None = None, twice: bool = False) -> AsyncIterator[list[Delivery]]:
        """Keeps events back until the end; then they go out, shuffled by `seed`, each `twice`."""
        held: list[Delivery] = []
        self._held = held
        try:
            yield held
        finally:
            await self.settle()
            self._held = None
        order = held * (2 if twice else 1)
        if seed is not None:
            random.Random(seed).shuffle(order)
        for delivery in order:
            await self._send(delivery)

    async def redeliver(self) -> list[Delivery]:
        """One more attempt for every failed event, as Slack does up to three times."""
        again = [
            delivery
            for delivery in self.failed
            if len(delivery.answers) <= RETRIES and delivery.answer.headers.get("x-slack-no-retry") != "1"
        ]
        for delivery in again:
            reason = "http_error" if delivery.answer.status else "http_timeout"
            await self._send(delivery, len(delivery.answers), reason)
        return again

    async def repeat(self, delivery: Delivery, times: int = 1) -> None:
        """The same thing again, freshly signed, as if the first answer had been lost."""
        for _ in range(times):
            await self._send(delivery, 1, "http_timeout")

    async def replay(self, delivery: Delivery) -> Answer:
        """The very bytes of the last attempt, as somebody who recorded it would send them."""
        assert isinstance(self.door, HttpDoor)
        return await self.door.carry(*delivery.attempts[-1])

    async def _send(self, delivery: Delivery, retry: int = 0, reason: str = "") -> None:
        if self.door is not None:
            delivery.answers.append(await self.door.send(delivery, retry, reason))
