"""The one place that knows APScheduler: it ticks, and what is due is computed from rows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something done periodically. `run` asks the rows what is due, so that a missed tick loses nothing."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[None]]


def read_real_time() -> datetime:
    """Ticking is about real time, whatever the business clock says."""
    return datetime.now(UTC)  # noqa: TID251 - this is the edge


class Clockwork:
    """Runs each job at once on `start`, then every so often; a job that is still running is not run again.

    Made once, started once, inside a running event loop.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        now: Callable[[], datetime] = read_real_time,
        check_every: timedelta = timedelta(seconds=5),
    ) -> None:
        names = [job.name for job in jobs]
        if len(set(names)) < len(names):
            raise ValueError(f"Two jobs have the same name: {', '.join(sorted(names))}")
        # It would print two lines per tick, and a warning for each tick of a job that takes its time.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._jobs = tuple(jobs)
        self._now = now
        self._check_every = check_every.total_seconds()
        self._running: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )

    def start(self) -> None:
        for job in self._jobs:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC),
                args=[job],
                id=job.name,
                next_run_time=self._now(),
            )
        self._scheduler.start()
        self._watch = asyncio.create_task(self._keep_ticking(), name="clockwork.watch")

    async def stop(self, within: timedelta = timedelta(seconds=10)) -> None:
        """Starts nothing more and lets running jobs finish; those that exceed `within` are cancelled."""
        if self._watch is None:
            return
        self._watch.cancel()
        self._watch = None
        self._scheduler.pause()
        # Tasks that a last tick has made begin here, so that they are known as running.
        await asyncio.sleep(0)
        await self._let_finish(within)
        # Only now: its shutdown cancels whatever still runs, even when told to wait.
        self._scheduler.shutdown()
        await asyncio.sleep(0)  # it only asks the loop to do so

    async def _let_finish(self, within: timedelta) -> None:
        if not self._running:
            return
        _, slow = await asyncio.wait(self._running, timeout=within.total_seconds())
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)

    async def _run(self, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await job.run()
        except Exception:
            log.exception("job.failed name=%s", job.name)
        except asyncio.CancelledError:
            # Ends here: APScheduler would print it a second time, as an error.
            log.warning("job.cancelled name=%s", job.name)
        finally:
            self._running.discard(task)

    async def _keep_ticking(self) -> None:
        """Follows the host's clock when it steps back, or when the machine has slept.

        Alone, APScheduler waits until the old time is back, and counts no time during which it was suspended.
        """
        while True:
            await asyncio.sleep(self._check_every)
            now = self._now()
            for job in self._jobs:
                entry = self._scheduler.get_job(job.name)
                if entry.next_run_time - now > job.every + timedelta(seconds=1):
                    log.warning("clock.stepped_back job=%s next_run_at=%s", job.name, entry.next_run_time)
                    entry.modify(next_run_time=now)
            self._scheduler.wakeup()
