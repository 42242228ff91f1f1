import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot import wire
from bot.probing import ask
from outreach.errors import NotReached, Unclear


@asynccontextmanager
async def server(answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
    finally:
        listening.close()
        await listening.wait_closed()


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
    over = asyncio.Event()

    async def in_pieces(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        over.clear()
        await reader.readuntil(b"\r\n\r\n")
        for piece in (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n", b"one", b"two"):
            await asyncio.sleep(0.01)
            writer.write(piece)
            await writer.drain()
        writer.close()
        await writer.wait_closed()
        over.set()

    async with server(in_pieces) as address, wire.session() as session:
        async with session.get(address) as answer:
            assert await wire.read_whole(answer, 6) == b"onetwo"
        assert (await ask(session, address)).text == "onetwo"
        async with session.get(address) as answer:
            with pytest.raises(ValueError, match="more than 5 bytes"):
                await wire.read_whole(answer, 5)
        await over.wait()
