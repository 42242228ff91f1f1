"""Ticking, failing, and stopping without cutting anything off."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self

import pytest
from apscheduler.schedulers import base as apscheduler_base

from scheduler.clockwork import Clockwork, Job, read_real_time

SOON = 5.0  # seconds within which a busy machine still does what takes milliseconds
OFTEN = timedelta(milliseconds=20)
HOURLY = timedelta(hours=1)


class Tally:
    """A job that counts its runs and lets a test wait for them."""

    def __init__(self) -> None:
        self.runs = 0
        self._changed = asyncio.Condition()

    async def __call__(self) -> None:
        async with self._changed:
            self.runs += 1
            self._changed.notify_all()

    async def reach(self, runs: int) -> None:
        async with asyncio.timeout(SOON), self._changed:
            await self._changed.wait_for(lambda: self.runs >= runs)


@asynccontextmanager
async def ticking(
    *jobs: Job, now: Callable[[], datetime] = read_real_time, check_every: timedelta = OFTEN
) -> AsyncIterator[Clockwork]:
    clockwork = Clockwork(jobs, now=now, check_every=check_every)
    clockwork.start()
    try:
        yield clockwork
    finally:
        await clockwork.stop()


async def test_a_job_runs_at_once_and_then_again_and_again() -> None:
    hourly, often = Tally(), Tally()
    async with ticking(Job("hourly", HOURLY, hourly), Job("often", OFTEN, often)):
        await hourly.reach(1)
        await often.reach(3)
    assert hourly.runs == 1


async def test_a_failing_job_is_logged_once_per_run_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise LookupError("no such table")

    healthy = Tally()
    async with ticking(Job("broken", HOURLY, fail), Job("healthy", OFTEN, healthy)):
        await healthy.reach(3)
    assert [record.getMessage() for record in caplog.records] == ["job.failed name=broken"]
    assert caplog.records[0].exc_info is not None


async def test_a_job_that_failed_runs_again() -> None:
    tally = Tally()

    async def count_then_fail() -> None:
        await tally()
        raise LookupError("no such table")

    async with ticking(Job("broken", OFTEN, count_then_fail)):
        await tally.reach(3)


async def test_a_job_that_takes_its_time_is_not_run_beside_itself(caplog: pytest.LogCaptureFixture) -> None:
    release, others = asyncio.Event(), Tally()
    slow = Tally()

    async def wait_for_release() -> None:
        await slow()
        await release.wait()

    with caplog.at_level(logging.DEBUG):
        async with ticking(Job("slow", OFTEN, wait_for_release), Job("other", OFTEN, others)):
            await others.reach(5)
            assert slow.runs == 1
            release.set()
            await slow.reach(2)
    assert [record for record in caplog.records if record.name.startswith("apscheduler")] == []


async def test_stopping_waits_for_what_is_running() -> None:
    started, release, finished = asyncio.Event(), asyncio.Event(), []

    async def send_a_message() -> None:
        started.set()
        await release.wait()
        finished.append("sent")

    async with ticking(Job("drain", OFTEN, send_a_message)) as clockwork:
        await asyncio.wait_for(started.wait(), SOON)
        stopping = asyncio.create_task(clockwork.stop())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not stopping.done()
        release.set()
        await asyncio.wait_for(stopping, SOON)
    assert finished == ["sent"]


async def test_what_a_last_tick_has_just_handed_over_is_waited_for_as_well() -> None:
    finished = []

    async def send_a_message() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        finished.append("sent")

    clockwork = Clockwork([Job("drain", HOURLY, send_a_message)])
    clockwork.start()
    await asyncio.sleep(0)  # the tick has made the task, which has not begun
    await clockwork.stop()
    assert finished == ["sent"]


async def test_a_job_that_never_ends_is_cancelled_after_its_time_and_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    started = asyncio.Event()

    async def hang() -> None:
        started.set()
        await asyncio.Event().wait()

    async with ticking(Job("hanging", OFTEN, hang)) as clockwork:
        await asyncio.wait_for(started.wait(), SOON)
        await clockwork.stop(within=timedelta(milliseconds=10))
    assert [record.getMessage() for record in caplog.records] == ["job.cancelled name=hanging"]


async def test_nothing_runs_after_stopping_and_stopping_twice_is_harmless() -> None:
    tally, leftovers = Tally(), asyncio.all_tasks()
    async with ticking(Job("often", OFTEN, tally)) as clockwork:
        await tally.reach(1)
        await clockwork.stop()
        runs = tally.runs
        await clockwork.stop()
    assert tally.runs == runs
    assert asyncio.all_tasks() == leftovers
    assert not clockwork._scheduler.running


async def test_two_jobs_of_one_name_are_refused() -> None:
    async def nothing() -> None: ...

    with pytest.raises(ValueError, match="same name: plan, plan"):
        Clockwork([Job("plan", OFTEN, nothing), Job("plan", HOURLY, nothing)])


class SteppingClock:
    """Real time plus a step, for us and for APScheduler, which reads the host's clock by itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.step = timedelta()
        clock = self

        class Stepped(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls.fromtimestamp(clock.now().timestamp(), tz)

        monkeypatch.setattr(apscheduler_base, "datetime", Stepped)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.step


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SteppingClock:
    return SteppingClock(monkeypatch)


async def test_ticking_goes_on_when_the_clock_steps_back_an_hour(
    clock: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    tally = Tally()
    async with ticking(Job("often", OFTEN, tally), now=clock.now):
        await tally.reach(2)
        clock.step = -HOURLY
        await tally.reach(tally.runs + 3)
    assert caplog.records[0].getMessage().startswith("clock.stepped_back job=often")


async def test_control_without_the_watch_a_step_back_stops_the_ticking(clock: SteppingClock) -> None:
    tally = Tally()
    async with ticking(Job("often", OFTEN, tally), now=clock.now, check_every=HOURLY):
        await tally.reach(2)
        clock.step = -HOURLY
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(20 * OFTEN.total_seconds()):
                await tally.reach(tally.runs + 3)


async def test_hours_ahead_are_caught_up_by_one_run(clock: SteppingClock) -> None:
    """A paused machine: the hours in between are one tick, since rows say what is due."""
    hourly, often = Tally(), Tally()
    async with ticking(Job("hourly", HOURLY, hourly), now=clock.now):
        await hourly.reach(1)
        clock.step = 5 * HOURLY
        await hourly.reach(2)
        async with ticking(Job("often", OFTEN, often), now=clock.now):
            await often.reach(3)
    assert hourly.runs == 2
