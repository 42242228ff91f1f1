"""Socket Mode: the app connects, and gets what would have been posted to it as envelopes."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.slack.outbox import Answer, Delivery
from tests.platforms.slack.records import Json
from tests.platforms.slack.workspace import APP_ID, Workspace

_TYPES = {"event": "events_api", "command": "slash_commands", "interaction": "interactive"}


@dataclass
class Sockets:
    """`is_silent`: the sockets stay open and nothing comes through them any more. `opened` counts connections."""

    workspace: Workspace
    patience: float = 3.0
    is_silent: bool = False
    opened: int = 0
    envelopes: list[Json] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    _connected: list[web.WebSocketResponse] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def connected(self) -> int:
        return len(self._connected)

    async def wait_for(self, opened: int = 1) -> None:
        """Until so many connections were opened in all."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: self.opened >= opened)

    async def link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.workspace.tickets:
            return web.Response(status=401)
        self.workspace.tickets.discard(ticket)
        link = web.WebSocketResponse()
        await link.prepare(request)
        self._connected.append(link)
        await link.send_json(self._hello())
        async with self._arrived:
            self.opened += 1
            self._arrived.notify_all()
        try:
            async for message in link:
                if message.type is WSMsgType.TEXT:
                    self._take(message.json())
        finally:
            if link in self._connected:
                self._connected.remove(link)
        return link

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Answer:
        """Through the newest socket. Not acknowledged in time: silence."""
        if not self._connected or self.is_silent:
            return Answer(None)
        envelope: Json = {
            "envelope_id": self.workspace.next_id("env-"),
            "type": _TYPES[delivery.kind],
            "accepts_response_payload": delivery.kind != "event",
            "payload": delivery.payload,
        }
        if delivery.kind == "event":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        self.envelopes.append(envelope)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = future
        try:
            await self._connected[-1].send_json(envelope)
            async with asyncio.timeout(self.patience):
                return Answer(200, await future)
        except (TimeoutError, ConnectionError):
            return Answer(None)
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks every client to connect anew, and hangs up: what Slack does every few hours, and after a warning."""
        for link in list(self._connected):
            await link.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "127.0.0.1"}})
            if reason != "warning":
                await link.close()

    async def drop(self) -> None:
        """Hangs up without a word."""
        for link in list(self._connected):
            await link.close(code=1001)

    def _hello(self) -> Json:
        info: dict[str, Any] = {"host": "127.0.0.1", "approximate_connection_time": 18060}
        said = {"type": "hello", "num_connections": self.connected, "debug_info": info}
        return said | {"connection_info": {"app_id": APP_ID}}

    def _take(self, said: Json) -> None:
        envelope_id = str(said.get("envelope_id", ""))
        self.acknowledged.append(envelope_id)
        future = self._waiting.get(envelope_id)
        if future is not None and not future.done():
            future.set_result(said.get("payload") or {})
