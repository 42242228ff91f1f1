import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import wire
from bot.slack.calls import Workspaces
from bot.slack.doors import Doors
from bot.slack.payloads import Raw
from bot.slack.sockets import Link, Sockets
from outreach.database import Database
from outreach.events import ChannelMessage, Command, Event
from tests.bot.slack.ways_in import Taken, doors_of, settings_for
from tests.fakes import FakeClock
from tests.platforms.slack.faults import DROP_BEFORE, ERROR_BEFORE, LIMITED
from tests.platforms.slack.server import Slack, running
from tests.platforms.slack.town import NOW, build_town
from tests.platforms.slack.workspace import APP_TOKEN

LONG, SHORT = 600.0, 0.05


class Watched(Taken):
    """Says when it begins to commit, and when it has."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.committed = asyncio.Event(), asyncio.Event()

    async def take(self, event: Event) -> None:
        self.begun.set()
        await super().take(event)
        self.committed.set()


@dataclass
class Listening:
    slack: Slack
    taken: Watched
    doors: Doors
    task: "asyncio.Task[None]"


@asynccontextmanager
async def listening(database: Database, silent_after_seconds: float = LONG) -> AsyncIterator[Listening]:
    taken = Watched()
    async with running(build_town(FakeClock(NOW))) as slack, wire.session() as session:
        slack.use_sockets()
        async with doors_of(slack, taken, database) as doors:
            client = Workspaces(settings_for(slack), database, None, session).client_of()
            sockets = Sockets(client, APP_TOKEN, session, doors.dispatch, silent_after_seconds, first_wait_seconds=0.01)
            task = asyncio.create_task(sockets.run())
            try:
                async with asyncio.timeout(5):
                    await slack.sockets.wait_for(1)
                    yield Listening(slack, taken, doors, task)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def _nothing(payload: Raw, headers: Mapping[str, str]) -> BoltResponse:
    raise AssertionError("Nobody connected.")


@pytest.fixture
async def slack_away() -> AsyncIterator[str]:
    async def explain(request: web.Request) -> web.Response:
        return web.Response(text="Down for maintenance.")

    async def deliver(request: web.Request) -> web.WebSocketResponse:
        link = web.WebSocketResponse()
        await link.prepare(request)
        await link.send_json({"type": "events_api", "envelope_id": "1", "payload": {}})
        await link.receive()
        return link

    app = web.Application()
    app.add_routes([web.post("/api/{method}", explain), web.get("/link", deliver)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    await runner.cleanup()


@pytest.fixture
async def heard(database: Database) -> AsyncIterator[Listening]:
    async with listening(database) as heard:
        yield heard


async def test_everything_comes_through_the_same_listeners(heard: Listening) -> None:
    await heard.slack.types("Priya Shah", "ext-acme", "/cs why acme")
    await heard.slack.says("Dana Ortiz", "ext-acme", "hello")
    assert [type(event) for event in heard.taken.taken] == [Command, ChannelMessage]
    assert [delivery.answer.status for delivery in heard.slack.outbox.deliveries] == [200, 200]


async def test_nothing_is_acknowledged_before_it_is_committed(heard: Listening) -> None:
    heard.taken.gate.clear()
    saying = asyncio.create_task(heard.slack.says("Dana Ortiz", "ext-acme", "hello"))
    done, _ = await asyncio.wait({saying}, timeout=0.05)
    assert (done, heard.slack.sockets.acknowledged) == (set(), [])
    heard.taken.gate.set()
    await saying
    assert len(heard.slack.sockets.acknowledged) == 1


async def test_what_could_not_be_committed_is_not_acknowledged(heard: Listening) -> None:
    heard.taken.failure = RuntimeError("the disk is full")
    heard.slack.sockets.patience = 0.05
    await heard.slack.says("Dana Ortiz", "ext-acme", "hello")
    assert heard.slack.sockets.acknowledged == []
    heard.taken.failure = None
    await heard.slack.outbox.redeliver()
    assert len(heard.taken.taken) == 1


async def test_when_slack_asks_to_connect_anew_the_next_one_is_open_first(heard: Listening) -> None:
    await heard.slack.sockets.disconnect("warning")
    await heard.slack.sockets.wait_for(2)
    await heard.slack.says("Dana Ortiz", "ext-acme", "hello")
    assert len(heard.taken.taken) == 1


@pytest.mark.parametrize("times", [1, 3])
async def test_a_socket_that_breaks_is_replaced(heard: Listening, times: int) -> None:
    for number in range(times):
        await heard.slack.sockets.drop()
        await heard.slack.sockets.wait_for(number + 2)
    await heard.slack.says("Dana Ortiz", "ext-acme", "hello")
    assert len(heard.taken.taken) == 1


async def test_a_connected_socket_that_delivers_nothing_is_replaced(database: Database) -> None:
    async with listening(database, SHORT) as heard:
        heard.slack.sockets.is_silent = True
        await heard.slack.sockets.wait_for(3)
        heard.slack.sockets.is_silent = False
        await heard.slack.says("Dana Ortiz", "ext-acme", "hello")
        assert len(heard.taken.taken) == 1


async def test_slack_being_away_ends_nothing(heard: Listening) -> None:
    heard.slack.faults.plan("apps.connections.open", ERROR_BEFORE, DROP_BEFORE, LIMITED)
    await heard.slack.sockets.drop()
    await heard.slack.sockets.wait_for(2)
    assert not heard.task.done()


async def test_an_answer_that_is_none_of_slacks_ends_nothing(slack_away: str) -> None:
    """A proxy in between says 200, in plain words."""
    async with wire.session() as session:
        client = AsyncWebClient(base_url=slack_away, session=session, retry_handlers=[])
        running_on = asyncio.create_task(Sockets(client, APP_TOKEN, session, _nothing, first_wait_seconds=0.001).run())
        done, _ = await asyncio.wait({running_on}, timeout=0.1)
        running_on.cancel()
        await asyncio.gather(running_on, return_exceptions=True)
    assert not done


async def test_what_was_under_way_on_a_socket_that_broke_is_committed(heard: Listening) -> None:
    """Slack hears nothing of it, and would not send a command again."""
    heard.taken.gate.clear()
    typing = asyncio.create_task(heard.slack.types("Priya Shah", "ext-acme", "/cs why acme"))
    await heard.taken.begun.wait()
    await heard.slack.sockets.drop()
    await heard.slack.sockets.wait_for(2)
    assert heard.taken.taken == []
    heard.taken.gate.set()
    await heard.taken.committed.wait()
    assert [type(event) for event in heard.taken.taken] == [Command]
    assert heard.slack.sockets.acknowledged == []
    typing.cancel()
    await asyncio.gather(typing, return_exceptions=True)


async def test_what_was_under_way_when_we_stop_is_committed_and_acknowledged(heard: Listening) -> None:
    heard.taken.gate.clear()
    saying = asyncio.create_task(heard.slack.says("Dana Ortiz", "ext-acme", "hello"))
    await heard.taken.begun.wait()
    heard.task.cancel()
    heard.taken.gate.set()
    await asyncio.gather(heard.task, return_exceptions=True)
    await saying
    assert (len(heard.taken.taken), len(heard.slack.sockets.acknowledged)) == (1, 1)


async def test_what_cannot_be_committed_holds_nothing_up(slack_away: str) -> None:
    begun, cancelled = asyncio.Event(), asyncio.Event()

    async def hang(payload: Raw, headers: Mapping[str, str]) -> BoltResponse:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        raise AssertionError

    async with wire.session() as session:
        socket = await session.ws_connect(slack_away.removesuffix("api/") + "link")
        reading = asyncio.create_task(Link(socket, hang, commits_within_seconds=0.01).read())
        await begun.wait()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert (cancelled.is_set(), socket.closed) == (True, True)


async def test_it_ends_cleanly(database: Database) -> None:
    async with listening(database) as heard:
        before = heard.slack.sockets.connected
        heard.task.cancel()
        await asyncio.gather(heard.task, return_exceptions=True)
        assert (before, heard.task.cancelled()) == (1, True)
        others = [task for task in asyncio.all_tasks() if "sockets" in repr(task.get_coro()) and "Link" in repr(task)]
        assert others == []
