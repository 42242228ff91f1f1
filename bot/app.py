"""The composition root: every object that runs is made here, visibly."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from socket import socket

from starlette.types import ASGIApp

from bot import server
from bot.clocks import NextInstant, OffsetClock, Turnstile, Walk
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
from content import feed_polling
from handlers.routes import ROUTES
from outreach.ports import Messenger
from scheduler import jobs, walking
from scheduler.clockwork import Clockwork, Job
from scheduler.gate import SendingGate
from scheduler.jobs import JOBS, PeriodicJob, Upkeep
from scheduler.lanes.drain import Drained, LedgerOutcomes, Pace, PostRoom, Rules, drain_all

log = logging.getLogger(__name__)

# The playground takes whatever comes, at any rate.
_PACES = {PLAYGROUND: Pace(lane_per_second=None, channel_interval=timedelta(0))}
# These two look at business time, so they stay out of the way while somebody moves it.
_KEEP_OUT_OF_JUMPS = ("tick", "drain")
# With what requests under way get before, the process is gone within ten seconds of being asked.
_JOBS_END_WITHIN = timedelta(seconds=5)
_FURNISH_EVERY = timedelta(seconds=20)


@dataclass(frozen=True)
class App:
    """`chat` is the playground's memory, and open only in the demo."""

    core: Core
    chat: Chat | None
    room: PostRoom
    inbox: Inbox
    upkeep: Upkeep
    health: Health
    clockwork: Clockwork
    turnstile: Turnstile

    async def drain(self) -> Mapping[int, Drained]:
        return await drain_all(self.room)

    async def keep_running(self, shown: ASGIApp, at: socket) -> None:
        """Answers and ticks until told to stop: then nothing new is begun, and what is under way may end."""
        self.clockwork.start()
        try:
            await server.serve(shown, at)
        finally:
            await self.clockwork.stop(within=_JOBS_END_WITHIN)


@asynccontextmanager
async def opened(core: Core) -> AsyncIterator[App]:
    """Lets go of the platforms in the end; the core stays its owner's."""
    if not core.is_demo:
        yield build(core, None)
        return
    chat = await Chat.open(chat_path(core.database.url), core.clock)
    try:
        # What is sent before anybody looks must find its channel.
        await furnish(chat, Stage(core.database))
        yield build(core, chat)
    finally:
        await chat.close()


def build(core: Core, chat: Chat | None) -> App:
    messengers = connect(chat)
    rules = Rules(SendingGate(core.planning), LedgerOutcomes(), core.clock)
    room = PostRoom(core.database, messengers, rules, paces=_PACES)
    inbox = Inbox(core.database, Router(ROUTES, core.house), messengers, core.clock, core.house.keep_inbound)
    upkeep = Upkeep(
        database=core.database,
        planning=core.planning,
        digesting=core.digesting,
        drain=lambda: drain_all(room),
        poll=lambda now: feed_polling.poll_due(core.database, now),
        replay=inbox.replay,
    )
    health, turnstile = Health(core.database), Turnstile()
    jobs_run = [_job(each, upkeep, core, health, turnstile) for each in JOBS]
    if chat is not None:
        jobs_run.append(Job("furnish", _FURNISH_EVERY, partial(furnish, chat, Stage(core.database))))
    clockwork = Clockwork(jobs_run)
    return App(core, chat, room, inbox, upkeep, health, clockwork, turnstile)


async def furnish(chat: Chat, stage: Stage) -> None:
    """Again and again: somebody may import people and channels while it is open."""
    await chat.directory.furnish(await stage.rooms(), await stage.people())


def connect(chat: Chat | None) -> dict[str, Messenger]:
    """Every platform that is on, by name. Another one is a folder beside `playground/` and its lines here."""
    messengers: dict[str, Messenger] = {}
    if chat is not None:
        messengers[PLAYGROUND] = PlaygroundMessenger(chat)
    return messengers


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
        product=core.house.product,
    )


async def _next_at(next_instant: NextInstant, now: datetime) -> datetime | None:
    """None when nothing comes within the farthest jump."""
    farthest = now + FARTHEST
    coming = await next_instant(now, farthest)
    return coming if coming < farthest else None
