"""What can go wrong between the app and our fake Slack, by plan or by the dice."""

import asyncio
import random
import socket
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

Kind = Literal["drop", "reset", "500", "503", "internal_error", "fatal_error", "slow", "429"]


@dataclass(frozen=True)
class Fault:
    """`after`: the deed is done first. `slow` withholds the answer for `seconds`, or until `release()`: after the
    deed (a slow answer), or before it (the deed is done when the client has long given up)."""

    kind: Kind
    after: bool = False
    seconds: float | None = None
    retry_after: int = 3


DROP_BEFORE, DROP_AFTER = Fault("drop"), Fault("drop", after=True)
RESET_BEFORE, RESET_AFTER = Fault("reset"), Fault("reset", after=True)
ERROR_BEFORE, ERROR_AFTER = Fault("500"), Fault("500", after=True)
BUSY_BEFORE, BUSY_AFTER = Fault("503"), Fault("503", after=True)
INTERNAL_BEFORE, INTERNAL_AFTER = Fault("internal_error"), Fault("internal_error", after=True)
SLOW_ANSWER, LATE_ACCEPT = Fault("slow", after=True), Fault("slow")
LIMITED = Fault("429")


@dataclass
class Faults:
    """Planned faults come first, one per call; then the dice of the methods they were cast for."""

    counts: Counter[Fault] = field(default_factory=Counter)
    _planned: list[tuple[str, Fault | None]] = field(default_factory=list)
    _shares: dict[str, Mapping[Fault, float]] = field(default_factory=dict)
    _dice: random.Random = field(default_factory=lambda: random.Random(0))
    _held: int = 0
    _caught: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)

    def plan(self, method: str, *faults: Fault | None) -> None:
        """What happens to the next calls of this method (`*` for any), in order; None lets one pass."""
        self._planned += [(method, fault) for fault in faults]

    def cast(self, method: str, shares: Mapping[Fault, float], seed: int = 0) -> None:
        """How often out of a hundred calls of this method each fault happens."""
        self._shares[method] = shares
        self._dice = random.Random(seed)

    async def caught(self) -> None:
        """Until a slow call waits."""
        await self._caught.wait()

    async def release(self) -> None:
        """Lets every slow call go that waits now; what those had to do is done when this returns."""
        self._quiet.clear()
        self._released.set()
        if self._held:
            await self._quiet.wait()
        self._caught.clear()
        self._released = asyncio.Event()

    def draw(self, method: str) -> Fault | None:
        fault = self._next_planned(method)
        if fault is None and method in self._shares:
            fault = self._roll(self._shares[method])
        if fault is not None:
            self.counts[fault] += 1
        return fault

    def _next_planned(self, method: str) -> Fault | None:
        for index, (planned, fault) in enumerate(self._planned):
            if planned in (method, "*"):
                del self._planned[index]
                return fault
        return None

    def _roll(self, shares: Mapping[Fault, float]) -> Fault | None:
        roll = self._dice.uniform(0, 100)
        for fault, share in shares.items():
            if roll < share:
                return fault
            roll -= share
        return None

    async def hold(self, fault: Fault) -> None:
        """Waits as a slow fault says."""
        if fault.seconds is not None:
            await asyncio.sleep(fault.seconds)
            return
        self._held += 1
        self._caught.set()
        await self._released.wait()
        self._held -= 1
        if not self._held:
            # Who waits for this goes on in a later turn of the loop, when the deed is done.
            self._quiet.set()


def spoil(fault: Fault, request: web.Request) -> web.Response | None:
    """The answer that the client gets instead of the true one; None for a fault that only takes time."""
    match fault.kind:
        case "500" | "503":
            return web.Response(status=int(fault.kind), text="upstream error")
        case "internal_error" | "fatal_error":
            return web.json_response({"ok": False, "error": fault.kind})
        case "429":
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        case "drop" | "reset":
            _hang_up(request, fault.kind == "reset")
            return web.Response()
    return None


def _hang_up(request: web.Request, with_reset: bool) -> None:
    transport = request.transport
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if with_reset and connection is not None:
        # Lingering for 0 seconds makes the kernel say RST instead of FIN.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
