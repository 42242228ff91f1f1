"""The running app with its platforms beside it, on a clock that moves when a story says so."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.app import App, build
from bot.core import Core, make_house
from bot.settings import Settings
from handlers.routes import ROUTES, Route
from handlers.work import House, Outcome, Work
from outreach.database import Database
from scheduler import jobs, walking
from scheduler.lanes.drain import PostRoom, drain_all
from tests.fakes import FakeClock
from tests.scenarios.fronts.front import Front

KEEP_TEXT_DAYS = 30


class Hurrying:
    """Real time that never has to pass: who would sleep finds that it has. Paces and leases stay what they are."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        self._seconds += max(seconds, 0.0)
        await asyncio.sleep(0)

    def pass_by(self, span: timedelta) -> None:
        self._seconds += span.total_seconds()


@cache
def house(keep_text_days: int = KEEP_TEXT_DAYS) -> House:
    """As shipped; reading it takes longer than a story."""
    return make_house(Settings(home_timezone="Europe/Berlin", keep_text_days=keep_text_days))


@dataclass
class Stage:
    app: App
    clock: FakeClock
    fronts: Sequence[Front]
    room: PostRoom
    hurrying: Hurrying
    # Which rows of ROUTES were gone through, in order.
    reached: list[Route]

    @property
    def front(self) -> Front:
        """The only one."""
        (front,) = self.fronts
        return front

    @property
    def database(self) -> Database:
        return self.app.core.database

    async def happens(self) -> None:
        """What the clock makes the bot do at this moment: plan, write digests, send."""
        core = self.app.core
        await jobs.tick(core.database, core.planning, core.digesting, self.clock.now())
        await self.sends()

    async def sends(self) -> None:
        await drain_all(self.room)
        await self.app.inbox.rest()

    async def passes(self, **span: float) -> None:
        """Time goes by, from one moment at which something is due to the next."""
        await self.reaches(self.clock.now() + timedelta(**span))

    async def reaches(self, until: datetime) -> None:
        core = self.app.core
        while self.clock.now() < until:
            async with core.database.reading() as session:
                at = await walking.next_instant(session, core.digesting, self.clock.now(), until)
            self.hurrying.pass_by(at - self.clock.now())
            self.clock.set(at)
            await self.happens()


@asynccontextmanager
async def on_stage(
    fronts: Sequence[Front], database: Database, clock: FakeClock, keep_text_days: int = KEEP_TEXT_DAYS
) -> AsyncIterator[Stage]:
    """`database` holds the book, `fronts` are open."""
    reached: list[Route] = []
    async with database.writing() as session:
        for front in fronts:
            await front.seat(session)
    settings = Settings(keep_text_days=keep_text_days)
    core = Core(settings, database, clock, is_demo=False, house=house(keep_text_days))
    connections = [front.connection for front in fronts if front.connection is not None]
    chat = next((front.chat for front in fronts if front.chat is not None), None)
    app = build(core, chat, connections, [_noted(route, reached) for route in ROUTES])
    hurrying = Hurrying()
    given = app.room
    room = PostRoom(database, given.messengers, given.rules, given.terms, given.paces, hurrying)
    for front in fronts:
        await front.meet(app)
    try:
        yield Stage(app, clock, fronts, room, hurrying, reached)
    finally:
        await app.inbox.rest()


def _noted(route: Route, reached: list[Route]) -> Route:
    async def handle(work: Work) -> Outcome:
        reached.append(route)
        return await route.handler(work)

    return replace(route, handler=handle)
