"""Moving the simulated clock, seen from the page."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.host import Playground
from bot.playground.jumps import Jumping
from outreach.errors import BadInput, NotAllowed, NotFound
from tests.bot.playground.stub_host import START, StubHost
from tests.fakes import FakeClock


class SlowClock(FakeClock):
    """Goes half of the way, then waits until it is let go."""

    def __init__(self, now: datetime, end: Callable[[], Awaitable[None]]) -> None:
        super().__init__(now)
        self.half_way = asyncio.Event()
        self._end = end

    async def jump(self, to: datetime) -> None:
        self.set(self.now() + (to - self.now()) / 2)
        self.half_way.set()
        await self._end()
        self.set(to)


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    host = await StubHost.open(tmp_path / "chat.db")
    yield host.playground()
    await host.chat.close()


async def test_a_jump_shows_how_far_it_is_and_lets_no_other_begin(playground: Playground) -> None:
    go = asyncio.Event()

    async def wait() -> None:
        await go.wait()

    clock = SlowClock(START, wait)
    jumping = Jumping(replace(playground, clock=clock))
    run = await jumping.begin("k1", "tomorrow")
    assert run is not None
    work = asyncio.ensure_future(run())
    await clock.half_way.wait()
    state = jumping.state(clock.now())
    assert (state["running"], state["words"], state["share"]) == (True, "Moving to Wed 25 Nov, 09:00", 0.5)
    with pytest.raises(BadInput, match="already moving"):
        await jumping.begin("k2", "hour")
    assert await jumping.begin("k1", "tomorrow") is None
    go.set()
    await work
    assert not jumping.state(clock.now())["running"]


async def test_a_refused_jump_tells_why_until_the_next(playground: Playground) -> None:
    async def refuse() -> None:
        raise NotAllowed("A real platform is on: turn it off first.")

    jumping = Jumping(replace(playground, clock=SlowClock(START, refuse)))
    run = await jumping.begin("k1", "hour")
    assert run is not None
    await run()
    assert jumping.state(START)["problem"] == "A real platform is on: turn it off first."


async def test_a_fault_ends_the_jump_and_is_not_swallowed(playground: Playground) -> None:
    async def break_down() -> None:
        raise ZeroDivisionError

    jumping = Jumping(replace(playground, clock=SlowClock(START, break_down)))
    run = await jumping.begin("k1", "hour")
    assert run is not None
    with pytest.raises(ZeroDivisionError):
        await run()
    state = jumping.state(START)
    assert (state["running"], "its log says which" in state["problem"]) == (False, True)


async def test_with_nothing_planned_there_is_no_next_event(playground: Playground) -> None:
    async def nothing() -> None:
        return None

    with pytest.raises(NotFound, match="Nothing is planned"):
        await Jumping(replace(playground, next_at=nothing)).begin("k1", "next")


async def test_an_overdue_event_still_moves_the_clock(playground: Playground) -> None:
    async def overdue() -> datetime:
        return START - timedelta(hours=1)

    jumping = Jumping(replace(playground, next_at=overdue))
    assert await jumping.begin("k1", "next") is not None
    assert jumping.state(datetime(2026, 11, 24, 6, 55, tzinfo=UTC))["share"] == 0.0
