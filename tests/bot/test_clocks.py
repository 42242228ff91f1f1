import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.clocks import OffsetClock, SystemClock, Turnstile, Walk
from outreach.database import Database
from outreach.errors import BadInput
from tests.fakes import FakeClock

REAL = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Instants:
    """What is due, and when it happened."""

    def __init__(self, *due: datetime) -> None:
        self.due = list(due)
        self.happened: list[datetime] = []
        self.now: Callable[[], datetime] = lambda: REAL

    async def next_instant(self, now: datetime, until: datetime) -> datetime:
        return min((at for at in self.due if now < at <= until), default=until)

    async def happen(self) -> None:
        self.happened.append(self.now())


async def walk(database: Database, real: FakeClock, instants: Instants) -> Walk:
    clock = await OffsetClock.open(database, real.now)
    instants.now = clock.now
    return Walk(clock, instants.next_instant, instants.happen, Turnstile())


def test_the_system_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta()


async def test_a_jump_goes_through_every_due_instant(database: Database) -> None:
    real, instants = FakeClock(REAL), Instants(REAL + HOUR, REAL + 3 * HOUR, REAL + 30 * HOUR)
    jumping = await walk(database, real, instants)
    await jumping.jump(REAL + 24 * HOUR)
    assert instants.happened == [REAL + HOUR, REAL + 3 * HOUR, REAL + 24 * HOUR]
    assert jumping.now() == REAL + 24 * HOUR


async def test_time_goes_on_after_a_jump(database: Database) -> None:
    real, instants = FakeClock(REAL), Instants()
    jumping = await walk(database, real, instants)
    await jumping.jump(REAL + HOUR)
    real.advance(minutes=5)
    assert jumping.now() == REAL + HOUR + timedelta(minutes=5)


async def test_every_command_on_that_database_reads_the_same_time(database: Database) -> None:
    real = FakeClock(REAL)
    await (await walk(database, real, Instants())).jump(REAL + 48 * HOUR)
    again = await OffsetClock.open(database, real.now)
    assert again.now() == REAL + 48 * HOUR


async def test_the_clock_never_moves_back(database: Database) -> None:
    real = FakeClock(REAL)
    jumping = await walk(database, real, Instants())
    await jumping.jump(REAL + HOUR)
    with pytest.raises(BadInput, match="only moves forward"):
        await jumping.jump(REAL)
    assert jumping.now() == REAL + HOUR


async def test_a_jump_that_fails_half_way_stays_where_it_got(database: Database) -> None:
    real, instants = FakeClock(REAL), Instants(REAL + HOUR)
    clock = await OffsetClock.open(database, real.now)

    async def fail() -> None:
        raise RuntimeError("no power")

    with pytest.raises(RuntimeError):
        await Walk(clock, instants.next_instant, fail, Turnstile()).jump(REAL + 24 * HOUR)
    assert clock.now() == REAL + HOUR
    real.advance(seconds=1)
    assert clock.now() == REAL + HOUR + timedelta(seconds=1)


async def test_an_instant_that_stays_due_does_not_hold_a_jump_for_ever(database: Database) -> None:
    real, instants = FakeClock(REAL), Instants()

    async def stuck(now: datetime, until: datetime) -> datetime:
        return now

    clock = await OffsetClock.open(database, real.now)
    await Walk(clock, stuck, instants.happen, Turnstile()).jump(REAL + timedelta(minutes=3))
    assert clock.now() == REAL + timedelta(minutes=3)
    assert len(instants.happened) <= 4


async def test_whoever_closes_the_turnstile_is_alone() -> None:
    turnstile, seen = Turnstile(), []
    go = asyncio.Event()

    async def pass_through() -> None:
        async with turnstile.passing() as may_pass:
            assert may_pass
            await go.wait()
            seen.append("passed")

    async def close() -> None:
        async with turnstile.closed():
            seen.append("closed")
            async with turnstile.passing() as may_pass:
                seen.append(f"may pass: {may_pass}")

    passing = asyncio.create_task(pass_through())
    await asyncio.sleep(0)
    closing = asyncio.create_task(close())
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(passing, closing)
    assert seen == ["passed", "closed", "may pass: False"]
