"""Where an emulated platform sends what happens: passed on to the app under test, and kept for the test to look at."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

_COMES_WITHIN = 10
# Belong to one connection, or are counted anew.
_NOT_PASSED = ("host", "content-length", "transfer-encoding", "connection", "accept-encoding")

Headers = Mapping[str, str]
# What is sent on instead of what came: body and headers.
Change = Callable[[bytes, Headers], tuple[bytes, Headers]]


@dataclass(frozen=True)
class Passed:
    """What came, as it was passed on, and what the app answered."""

    body: bytes
    headers: Headers
    status: int
    answer: bytes


def _as_it_is(body: bytes, headers: Headers) -> tuple[bytes, Headers]:
    return body, headers


@dataclass
class Door:
    """`leads_to` is the app's address; without one whatever comes is answered with an empty 200."""

    address: str
    _session: aiohttp.ClientSession
    leads_to: str | None = None
    change: Change = _as_it_is
    passed: list[Passed] = field(default_factory=list)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, wanted: Callable[[Passed], bool]) -> Passed:
        """The first that is wanted, however long ago it came; it has to come within seconds."""
        async with asyncio.timeout(_COMES_WITHIN), self._news:
            while True:
                for one in self.passed:
                    if wanted(one):
                        return one
                await self._news.wait()

    async def take(self, body: bytes, headers: Headers, *, as_it_is: bool = False) -> Passed:
        if not as_it_is:
            body, headers = self.change(body, headers)
        if self.leads_to is None:
            passed = Passed(body, headers, 200, b"")
        else:
            async with self._session.post(self.leads_to, data=body, headers=headers) as answered:
                passed = Passed(body, headers, answered.status, await answered.read())
        async with self._news:
            self.passed.append(passed)
            self._news.notify_all()
        return passed


@asynccontextmanager
async def serving(handle: Callable[[web.Request], object]) -> AsyncIterator[str]:
    """Answers every request on a port of its own."""
    app = web.Application(client_max_size=2**24)
    app.router.add_route("*", "/{path:.*}", handle)  # type: ignore[arg-type]
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def open_door(path: str) -> AsyncIterator[Door]:
    async def handle(request: web.Request) -> web.Response:
        if request.method != "POST":
            # Somebody looks whether anybody is here.
            return web.Response()
        kept = {name: value for name, value in request.headers.items() if name.lower() not in _NOT_PASSED}
        passed = await door.take(await request.read(), CIMultiDict(kept))
        kind = "application/json" if passed.answer[:1] in (b"{", b"[") else "text/plain"
        return web.Response(status=passed.status, body=passed.answer, content_type=kind)

    async with aiohttp.ClientSession() as session, serving(handle) as address:
        door = Door(f"{address}{path}", session)
        yield door
