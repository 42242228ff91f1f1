"""The composition root: every object that runs is made here, visibly."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from socket import socket

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot import platforms, server, signals
from bot.clocks import NextInstant, OffsetClock, Turnstile, Walk
from bot.connection import Connection, Receiver
from bot.core import Core
from bot.demo import Stage, chat_path
from bot.health import Health
from bot.inbox import Inbox
from bot.playground.chat import Chat
from bot.playground.directory import PLATFORM as PLAYGROUND
from bot.playground.host import Playground
from bot.playground.messenger import PlaygroundMessenger
from bot.playground.moments import FARTHEST
from bot.router import Router
from bot.settings import Settings
from bot.slack.connection import open_slack
from bot.teams.connection import open_teams
from content import feed_polling
from handlers.routes import ROUTES, SHORTCUTS, Route
from outreach.database import Database
from outreach.ports import Clock, Messenger
from scheduler import jobs, walking
from scheduler.acquainting import Workspaces, acquaint
from scheduler.clockwork import Clockwork, Job
from scheduler.gate import SendingGate
from scheduler.jobs import JOBS, PeriodicJob, Upkeep
from scheduler.lanes.drain import Drained, LedgerOutcomes, Pace, PostRoom, Rules, drain_all

log = logging.getLogger(__name__)

# The playground takes whatever comes, at any rate.
_NO_LIMIT = Pace(lane_per_second=None, channel_interval=timedelta(0))
_OPENING: Mapping[str, Callable[[Settings, Database, Clock], Awaitable[Connection]]] = {
    "Slack": open_slack,
    "Teams": open_teams,
}
# These two look at business time, so they stay out of the way while somebody moves it.
_KEEP_OUT_OF_JUMPS = ("tick", "drain")
# With what requests under way get before, the process is gone within ten seconds of being asked.
_JOBS_END_WITHIN = timedelta(seconds=4)
_EVENTS_END_WITHIN_SECONDS = 1.0
_FURNISH_EVERY = timedelta(seconds=20)


@dataclass(frozen=True)
class App:
    """`chat` is the playground's memory, and open only in the demo; `connections` are the real platforms."""

    core: Core
    chat: Chat | None
    room: PostRoom
    inbox: Inbox
    upkeep: Upkeep
    health: Health
    clockwork: Clockwork
    turnstile: Turnstile
    connections: Sequence[Connection] = ()

    def routes(self) -> list[BaseRoute]:
        """The ways in over HTTP: the platforms', and other systems'."""
        platform_routes = [route for connection in self.connections for route in connection.routes(self.inbox)]
        return [*signals.routes(self.core), *platform_routes]

    async def drain(self) -> Mapping[int, Drained]:
        return await drain_all(self.room)

    async def keep_running(self, shown: ASGIApp, at: socket) -> None:
        """Answers and ticks until told to stop: then nothing new is begun, and what is under way may end."""
        self.clockwork.start()
        listening = [asyncio.create_task(_keep_listening(each, self.inbox)) for each in self.connections]
        try:
            await server.serve(shown, at)
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.inbox.rest(), _EVENTS_END_WITHIN_SECONDS)
            await self.clockwork.stop(within=_JOBS_END_WITHIN)


async def _keep_listening(connection: Connection, receiver: Receiver) -> None:
    """What goes wrong on one platform is no reason to stop the others."""
    try:
        await connection.run(receiver)
    except Exception:
        log.exception("platform.stopped platform=%s", connection.messenger.platform)


@asynccontextmanager
async def opened(core: Core) -> AsyncIterator[App]:
    """Lets go of the platforms in the end; the core stays its owner's."""
    if not core.is_demo:
        async with AsyncExitStack() as stack:
            yield build(core, None, await connect(core, stack))
        return
    chat = await Chat.open(chat_path(core.database.url), core.clock)
    try:
        # What is sent before anybody looks must find its channel.
        await furnish(chat, Stage(core.database))
        yield build(core, chat)
    finally:
        await chat.close()


def build(
    core: Core, chat: Chat | None, connections: Sequence[Connection] = (), routes: Sequence[Route] = ROUTES
) -> App:
    by_name: dict[str, Messenger] = {each.messenger.platform: each.messenger for each in connections}
    messengers = dict(by_name)
    paces = {each.messenger.platform: each.pace for each in connections}
    if chat is not None:
        messengers[PLAYGROUND], paces[PLAYGROUND] = PlaygroundMessenger(chat), _NO_LIMIT
    rules = Rules(SendingGate(core.planning), LedgerOutcomes(), core.clock)
    room = PostRoom(core.database, messengers, rules, paces=paces)
    inbox = Inbox(core.database, Router(routes, core.house), messengers, core.clock, core.house.keep_inbound)
    upkeep = Upkeep(
        database=core.database,
        planning=core.planning,
        digesting=core.digesting,
        drain=lambda: drain_all(room),
        poll=lambda now: feed_polling.poll_due(core.database, now),
        replay=inbox.replay,
        acquaint=lambda: acquaint(core.database, by_name, _workspaces_of(connections)),
    )
    health, turnstile = Health(core.database), Turnstile()
    jobs_run = [_job(each, upkeep, core, health, turnstile) for each in JOBS]
    if chat is not None:
        jobs_run.append(Job("furnish", _FURNISH_EVERY, partial(furnish, chat, Stage(core.database))))
    clockwork = Clockwork(jobs_run)
    return App(core, chat, room, inbox, upkeep, health, clockwork, turnstile, connections)


def _workspaces_of(connections: Sequence[Connection]) -> Workspaces:
    asking = {each.messenger.platform: each.workspaces for each in connections}

    async def workspaces(platform: str) -> Collection[str]:
        return await asking[platform]()

    return workspaces


async def furnish(chat: Chat, stage: Stage) -> None:
    """Again and again: somebody may import people and channels while it is open."""
    await chat.directory.furnish(await stage.rooms(), await stage.people())


async def connect(core: Core, stack: AsyncExitStack) -> Sequence[Connection]:
    """Every real platform that is on; `stack` lets go of them. Another one is a folder beside these, and a line."""
    connections: list[Connection] = []
    for name in platforms.real_ones(core.settings):
        connection = await _OPENING[name](core.settings, core.database, core.clock)
        stack.push_async_callback(connection.close)
        connections.append(connection)
    return connections


def _job(each: PeriodicJob, upkeep: Upkeep, core: Core, health: Health, turnstile: Turnstile) -> Job:
    async def run() -> None:
        await each.run(upkeep, core.clock.now())
        if each.name == "tick":
            health.ticked()

    async def run_between_jumps() -> None:
        async with turnstile.passing() as may_pass:
            if may_pass:
                await run()

    return Job(each.name, each.every, run_between_jumps if each.name in _KEEP_OUT_OF_JUMPS else run)


def make_playground(app: App) -> Playground:
    """What the browser sees, on the very objects that run."""
    core, chat, stage = app.core, app.chat, Stage(app.core.database)
    assert chat is not None
    assert isinstance(core.clock, OffsetClock)

    async def happen() -> None:
        await furnish(chat, stage)
        await jobs.tick(core.database, core.planning, core.digesting, core.clock.now())
        app.health.ticked()
        await app.drain()

    async def next_instant(now: datetime, until: datetime) -> datetime:
        async with core.database.reading() as session:
            return await walking.next_instant(session, core.digesting, now, until)

    return Playground(
        chat=chat,
        receive=app.inbox.receive,
        people=stage.people,
        channels=stage.rooms,
        ledger=stage.ledger,
        clock=Walk(core.clock, next_instant, happen, app.turnstile),
        next_at=lambda: _next_at(next_instant, core.clock.now()),
        zone=core.settings.home_timezone,
        command=core.house.command,
        commands=[(route.usage.shape, route.usage.summary) for route in ROUTES if route.usage],
        shortcuts=[(entry.name, entry.label) for entry in SHORTCUTS],
        product=core.house.product,
    )


async def _next_at(next_instant: NextInstant, now: datetime) -> datetime | None:
    """None when nothing comes within the farthest jump."""
    farthest = now + FARTHEST
    coming = await next_instant(now, farthest)
    return coming if coming < farthest else None
