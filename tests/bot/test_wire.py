import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot import wire
from bot.probing import ask
from outreach.errors import NotReached, Unclear


@asynccontextmanager
async def server(answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    answering: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        await writer.wait_closed()

    listening = await asyncio.start_server(
        lambda reader, writer: answering.add(asyncio.create_task(serve(reader, writer))), "127.0.0.1", 0
    )
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
    finally:
        listening.close()
        await listening.wait_closed()
        await asyncio.gather(*answering)


async def post(address: str) -> str:
    async with wire.session() as session, session.post(address, json={}) as response:
        return await response.text()


async def test_a_connection_that_is_ready_too_late_is_not_written_to() -> None:
    received: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.read(10))
        writer.close()

    async with server(listen) as address:
        with wire.deadline(-1), pytest.raises(NotReached):
            await post(address)
    assert received in ([], [b""])


async def test_a_refused_connection_reached_nobody() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with server(hang_up) as address:
        pass
    with pytest.raises(aiohttp.ClientError) as refusal:
        await post(address)
    assert isinstance(wire.as_problem(refusal.value, "Slack"), NotReached)


async def test_a_connection_that_breaks_leaves_it_open_what_happened() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.close()

    async with server(hang_up) as address:
        with pytest.raises(aiohttp.ClientError) as breach:
            await post(address)
    assert isinstance(wire.as_problem(breach.value, "Slack"), Unclear)
    assert isinstance(wire.as_problem(TimeoutError(), "Slack"), Unclear)


async def test_what_comes_in_pieces_is_read_whole_and_never_more_than_asked() -> None:
    async def in_pieces(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(10):
            await response.write(b"x" * 10_000)
            await asyncio.sleep(0)
        return response

    app = web.Application()
    app.add_routes([web.get("/", in_pieces)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with wire.session() as session:
        async with session.get(address) as answer:
            assert len(await wire.read_whole(answer, 100_000)) == 100_000
        assert len((await ask(session, address)).text) == 100_000
        async with session.get(address) as answer:
            with pytest.raises(ValueError, match="more than 99999 bytes"):
                await wire.read_whole(answer, 99_999)
    await runner.cleanup()
