"""Planned misfortunes of the connector, taken one per request, first come first."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

Deed = Literal["create", "post", "update", "delete", "look", "token", "metadata", "keys"]
Handler = Callable[[], Awaitable[web.StreamResponse]]

CODES = {412: "PreconditionFailed", 429: "Throttled", 500: "ServiceError", 502: "ServiceError", 503: "ServiceError"}


@dataclass
class Fault:
    """`status` None: the connection is cut without an answer. `accepted`: it was done all the same.

    `held`: nothing happens (or, when accepted, nothing is answered) until `release`.
    """

    status: int | None = None
    accepted: bool = False
    retry_after: str | None = None
    held: asyncio.Event | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        if self.held is not None:
            self.held.set()


def answers(status: int, *, accepted: bool = False, retry_after: int | str | None = None) -> Fault:
    """429, 412, 5xx, or anything else, with or without the deed being done."""
    return Fault(status, accepted, None if retry_after is None else str(retry_after))


def drops(*, accepted: bool = False) -> Fault:
    """The connection is cut: before anything was done, or behind the deed."""
    return Fault(None, accepted)


def slow(*, accepted: bool = True) -> Fault:
    """Keeps the caller waiting until `release`. Not accepted: the deed itself comes that late, caller gone or not."""
    return Fault(200, accepted, held=asyncio.Event())


class Faults:
    """`plan("post", drops(), None, answers(429, retry_after=2))`: the second post is let through."""

    def __init__(self) -> None:
        self._planned: dict[Deed, deque[Fault | None]] = defaultdict(deque)
        self._waiting: list[Fault] = []

    def plan(self, deed: Deed, *faults: Fault | None) -> None:
        self._planned[deed].extend(faults)

    def clear(self) -> None:
        self._planned.clear()

    def release(self) -> None:
        """Lets everybody go who is kept waiting."""
        for fault in self._waiting:
            fault.release()
        self._waiting.clear()

    async def around(self, deed: Deed, request: web.Request, do: Handler) -> web.StreamResponse:
        planned = self._planned[deed]
        fault = planned.popleft() if planned else None
        if fault is None:
            return await do()
        try:
            return await self._suffer(fault, request, do)
        finally:
            fault.finished.set()

    async def _suffer(self, fault: Fault, request: web.Request, do: Handler) -> web.StreamResponse:
        done = await do() if fault.accepted else None
        fault.arrived.set()
        if fault.held is not None:
            self._waiting.append(fault)
            await fault.held.wait()
            return done or await do()
        if fault.status is None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        return problem(fault.status, CODES.get(fault.status, "ServiceError"), "Planned.", fault.retry_after)


def problem(status: int, code: str, message: str, retry_after: str | None = None) -> web.Response:
    """An error as the connector words it."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)
