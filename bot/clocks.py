"""Business time: the host's own, or the demo's, which can be moved forward."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from outreach.database import Database
from outreach.errors import BadInput
from outreach.store import deployment
from scheduler.clockwork import read_real_time

# What is due next, at or before a limit; the limit itself when nothing is.
NextInstant = Callable[[datetime, datetime], Awaitable[datetime]]
_STEP = timedelta(minutes=1)


class SystemClock:
    def now(self) -> datetime:
        return read_real_time()


class StandingClock:
    """One made-up moment, for looking at what would be."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at


class OffsetClock:
    """Real time plus an offset that is kept in the database, so that every command on it agrees; it never goes back.

    While it is being moved it stands still at each instant, so that what happens there carries that time.
    """

    def __init__(
        self, database: Database, offset: timedelta, read_real: Callable[[], datetime] = read_real_time
    ) -> None:
        self._database = database
        self._offset = offset
        self._read_real = read_real
        self._standing: datetime | None = None

    @classmethod
    async def open(cls, database: Database, read_real: Callable[[], datetime] = read_real_time) -> "OffsetClock":
        async with database.reading() as session:
            return cls(database, await deployment.clock_offset(session), read_real)

    def now(self) -> datetime:
        return self._standing or self._read_real() + self._offset

    async def stand_at(self, at: datetime) -> None:
        """Moves to `at`, durably, and stays there until `run`. An earlier moment changes nothing."""
        at = max(at.astimezone(UTC), self.now())
        self._standing = at
        self._offset = max(at - self._read_real(), self._offset)
        async with self._database.writing() as session:
            await deployment.set_clock_offset(session, self._offset)

    def run(self) -> None:
        """Goes on from where it stands."""
        if self._standing is not None:
            self._offset = max(self._standing - self._read_real(), self._offset)
            self._standing = None


class Turnstile:
    """Periodic jobs pass through side by side; whoever closes it waits for those inside and is then alone."""

    def __init__(self) -> None:
        self._inside = 0
        self._is_closed = False
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[bool]:
        """Whether one may pass: who finds it closed leaves it at that, and comes again at the next tick."""
        if self._is_closed:
            yield False
            return
        self._inside += 1
        try:
            yield True
        finally:
            async with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @asynccontextmanager
    async def closed(self) -> AsyncIterator[None]:
        async with self._changed:
            await self._changed.wait_for(lambda: not self._is_closed)
            self._is_closed = True
            try:
                await self._changed.wait_for(lambda: not self._inside)
            except BaseException:
                self._is_closed = False
                raise
        try:
            yield
        finally:
            self._is_closed = False
            async with self._changed:
                self._changed.notify_all()


class Walk:
    """Moves a clock through every instant at which anything is due, and lets it happen there."""

    def __init__(
        self,
        clock: OffsetClock,
        next_instant: NextInstant,
        happen: Callable[[], Awaitable[object]],
        turnstile: Turnstile,
    ) -> None:
        self._clock = clock
        self._next_instant = next_instant
        self._happen = happen
        self._turnstile = turnstile

    def now(self) -> datetime:
        return self._clock.now()

    async def jump(self, to: datetime) -> None:
        """Returns once everything due until `to` is done; periodic jobs stay out meanwhile."""
        if to <= self._clock.now():
            raise BadInput("The clock only moves forward: choose a later moment.")
        async with self._turnstile.closed():
            try:
                await self._walk(to)
            finally:
                self._clock.run()

    async def _walk(self, to: datetime) -> None:
        at = self._clock.now()
        while at < to:
            coming = await self._next_instant(at, to)
            # What stays due, such as a message whose fate takes real time to learn, must not hold time up.
            at = min(coming if coming > at else at + _STEP, to)
            await self._clock.stand_at(at)
            await self._happen()
