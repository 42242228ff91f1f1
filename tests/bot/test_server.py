import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import tzdata

from bot import server, versions
from bot.health import Health
from bot.server import CannotListen
from outreach.database import Database

ROOT = Path(__file__).parents[2]


async def nothing_in_the_way() -> list[str]:
    return []


def test_a_taken_port_is_told_with_its_cure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotListen, match=rf"Port {port} on 127\.0\.0\.1 is taken.*PORT={port + 1}"):
            server.listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_told_with_its_cure() -> None:
    with pytest.raises(CannotListen, match=r"203\.0\.113\.1 is no address of this machine.*HOST=127\.0\.0\.1"):
        server.listen("203.0.113.1", 0)


async def asked(path: str, obstacles: Callable[[], Awaitable[list[str]]]) -> httpx.Response:
    transport = httpx.ASGITransport(app=server.application(obstacles))
    async with httpx.AsyncClient(transport=transport, base_url="http://concierge") as client:
        return await client.get(path)


async def test_healthz_says_which_versions_run() -> None:
    answer = await asked("/healthz", nothing_in_the_way)
    assert answer.status_code == 200
    assert answer.json()["alive"] is True
    assert answer.json()["versions"]["tzdata"] == tzdata.IANA_VERSION
    assert answer.json()["versions"]["concierge"] == versions.CONCIERGE


async def test_readyz_is_quiet_when_all_is_well() -> None:
    answer = await asked("/readyz", nothing_in_the_way)
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": []})


async def test_readyz_says_what_is_in_the_way() -> None:
    async def obstacles() -> list[str]:
        return ["The database has no tables yet."]

    answer = await asked("/readyz", obstacles)
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["The database has no tables yet."])


async def test_without_the_demo_there_is_no_playground() -> None:
    assert (await asked("/", nothing_in_the_way)).status_code == 404


async def test_a_database_without_tables_is_in_the_way(empty_database: Database) -> None:
    (reason,) = await Health(empty_database).obstacles()
    assert "python -m bot migrate" in reason


async def test_a_silent_scheduler_is_in_the_way(database: Database) -> None:
    seconds = 0.0
    health = Health(database, lambda: seconds)
    assert await health.obstacles() == []
    seconds = 100.0
    assert await health.obstacles() == ["The scheduler has not ticked for 100 seconds: see the log."]
    health.ticked()
    assert await health.obstacles() == []


async def test_a_signal_ends_it_once_requests_under_way_are_answered() -> None:
    at = server.listen("127.0.0.1", 0)
    arrived = asyncio.Event()

    async def slow(scope: object, receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
        arrived.set()
        await asyncio.sleep(0.2)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"in time"})

    serving = asyncio.create_task(server.serve(slow, at))
    async with httpx.AsyncClient() as client:
        asking = asyncio.create_task(client.get(f"http://127.0.0.1:{at.getsockname()[1]}/"))
        await arrived.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        assert (await asking).text == "in time"
    await asyncio.wait_for(serving, 5)


def test_the_version_is_the_projects() -> None:
    assert f'\nversion = "{versions.CONCIERGE}"\n' in (ROOT / "pyproject.toml").read_text()
