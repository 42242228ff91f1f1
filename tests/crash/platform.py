"""A platform in a process of its own: it keeps what it takes, misbehaves by the dice, and counts the copies."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Literal

from aiohttp import web

Fault = Literal["429", "500 before", "500 after", "drop after", "slow"]

# How often out of a hundred requests.
USUAL: dict[Fault, float] = {"429": 2, "500 before": 1, "500 after": 1, "drop after": 1}
# A slow request is kept this long after it came in, when its sender has long stopped listening.
LATE = 0.5


@dataclass
class Platform:
    """`kept` is (channel, marker) in the order of arrival."""

    seed: int
    faults: dict[Fault, float]
    kept: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _late: list[tuple[float, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def app(self) -> web.Application:
        app = web.Application()
        routes: dict[str, Callable[[web.Request], Awaitable[web.Response]]] = {
            "/post": self.post,
            "/find": self.find,
            "/dump": self.dump,
        }
        app.add_routes([web.post(path, handler) for path, handler in routes.items()])
        return app

    async def post(self, request: web.Request) -> web.Response:
        told = await request.json()
        channel, marker = told["channel"], told["marker"]
        self._catch_up()
        fault = self._draw()
        self.counts[fault or "none"] += 1
        if fault == "429":
            return web.Response(status=429, headers={"Retry-After": "0"})
        if fault == "500 before":
            return web.Response(status=500)
        if fault == "slow":
            self._late.append((time.monotonic() + LATE, channel, marker))
            await asyncio.sleep(LATE)
        else:
            self.kept.append((channel, marker))
        if fault == "500 after":
            return web.Response(status=500)
        if fault == "drop after" and request.transport is not None:
            request.transport.abort()
        return web.json_response({"ref": marker})

    async def find(self, request: web.Request) -> web.Response:
        told = await request.json()
        self._catch_up()
        self.counts["looks"] += 1
        if self._dice.random() < 0.02:
            return web.Response(status=500)
        return web.json_response({"found": (told["channel"], told["marker"]) in self.kept})

    async def dump(self, _request: web.Request) -> web.Response:
        await asyncio.sleep(2 * LATE if self._late else 0)
        self._catch_up()
        return web.json_response({"kept": self.kept, "counts": dict(self.counts)})

    def _draw(self) -> Fault | None:
        roll = self._dice.uniform(0, 100)
        for fault, share in self.faults.items():
            if roll < share:
                return fault
            roll -= share
        return None

    def _catch_up(self) -> None:
        """Late messages are shown when they are due by this clock, however late this process itself is served."""
        due = [late for late in self._late if late[0] <= time.monotonic()]
        self.kept += [(channel, marker) for _, channel, marker in due]
        self._late = [late for late in self._late if late not in due]


def serve(platform: Platform, tell: Connection) -> None:
    """Runs until it is told to stop; tells its port first."""
    asyncio.run(_serve(platform, tell))


async def _serve(platform: Platform, tell: Connection) -> None:
    runner = web.AppRunner(platform.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    tell.send(runner.addresses[0][1])
    await asyncio.to_thread(tell.recv)
    await runner.cleanup()


def _do_nothing() -> None:
    pass


async def ask(
    port: int,
    path: str,
    told: object,
    connected: Callable[[], None] = _do_nothing,
    written: Callable[[], None] = _do_nothing,
) -> tuple[int, object]:
    """One request over one connection. `connected` is called right before the first byte out, and may raise;
    `written` between the last byte out and the first byte in.

    Raises ConnectionRefusedError before anything was written, other OSErrors and IncompleteReadError afterwards.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        connected()
        body = json.dumps(told).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
        writer.write(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        written()
        answer = await reader.read()
    finally:
        writer.close()
    if b"\r\n\r\n" not in answer:
        raise asyncio.IncompleteReadError(answer, None)
    headers, _, content = answer.partition(b"\r\n\r\n")
    status = int(headers.split()[1])
    return status, json.loads(content) if status == 200 else None
