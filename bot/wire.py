"""The one HTTP session over which platforms are spoken to, and what its failures say about a write."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

import aiohttp
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from outreach.errors import DeliveryProblem, NotReached, Unclear

# Shorter than the lanes' own patience (10 s), so that a connection that never comes is known as not sent.
_CONNECT_SECONDS, _ALL_SECONDS = 4.0, 9.0
_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@asynccontextmanager
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Keeps connections open between calls; redirects and proxies are the caller's to allow."""
    timeout = aiohttp.ClientTimeout(total=_ALL_SECONDS, connect=_CONNECT_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, connector=_Punctual()) as opened:
        yield opened


@contextmanager
def deadline(seconds: float = _ALL_SECONDS) -> Iterator[None]:
    """A connection that is ready only after this is not written to: a process that stood still while it connected
    must not send what has meanwhile been given up and perhaps sent by another."""
    token = _deadline.set(asyncio.get_running_loop().time() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


async def read_whole(answer: aiohttp.ClientResponse, most: int) -> bytes:
    """It comes in pieces, of which a single `read(n)` gives the first. Raises ValueError for what is longer."""
    raw = bytearray()
    async for piece in answer.content.iter_any():
        raw += piece
        if len(raw) > most:
            raise ValueError(f"more than {most} bytes")
    return bytes(raw)


class _Punctual(aiohttp.TCPConnector):
    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - as its parent has it
    ) -> Connection:
        """Whether the connection is new or was kept open."""
        connection = await super().connect(req, traces, timeout)
        latest = _deadline.get()
        if latest is not None and asyncio.get_running_loop().time() > latest:
            connection.close()
            raise NotReached("The connection took too long: nothing was sent.")
        return connection


def as_problem(error: BaseException, platform: str) -> DeliveryProblem:
    """What a failed call says about the write: before the connection stood nothing can have arrived, after that
    anything may."""
    match error:
        case DeliveryProblem():
            return error
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError() | aiohttp.InvalidURL():
            return NotReached(f"{platform} could not be reached: nothing was sent.")
        case TimeoutError():
            return Unclear(f"{platform} did not answer in time: the message may have arrived.")
    return Unclear(f"The connection to {platform} broke before it answered: the message may have arrived.")
