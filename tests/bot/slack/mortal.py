"""Slack's lanes as a real process that dies while it sends, and Slack as the one who knows the moment."""

import asyncio
import logging
import multiprocessing
import os
import random
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess

from pydantic import SecretStr

from bot import wire
from bot.settings import Settings
from bot.slack.calls import Workspaces
from bot.slack.messenger import SlackMessenger
from bot.slack.people import People
from outreach.database import Database, Session
from outreach.models.post import Delivery
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, Verdict, drain_all
from scheduler.lanes.leases import Terms
from scheduler.lanes.ticking import RealTime
from tests.crash.dispatcher import count_open
from tests.platforms.slack.faults import Fault, Faults

# Short, so that a trial is; what matters is their order: what was accepted late is shown before the look comes.
TERMS = Terms(
    lease=timedelta(seconds=1.5),
    http_timeout=timedelta(seconds=1),
    margin=timedelta(seconds=0.1),
    settle=timedelta(seconds=0.4),
    longest_wait=timedelta(seconds=0.5),
    reload_every=timedelta(seconds=0.2),
)
_LONGEST_MOMENT = 0.01

# A process that has everything imported makes the others: a new one then costs milliseconds instead of seconds.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.bot.slack.mortal"])


@dataclass(frozen=True)
class Task:
    url: str
    api_url: str
    token: str


async def let_all_go(session: Session, of: Sequence[Delivery], now: datetime) -> Mapping[int, Verdict]:
    return {one.id or 0: Verdict(go=True) for one in of}


def room_of(database: Database, messenger: SlackMessenger, terms: Terms) -> PostRoom:
    pace = Pace(lane_per_second=None, channel_interval=timedelta())
    rules = Rules(let_all_go, LedgerOutcomes(), RealTime())
    return PostRoom(database, {"slack": messenger}, rules, terms, {"slack": pace})


def run(task: Task) -> None:
    """The process's whole life: it ends when nothing is open any more."""
    logging.disable()
    asyncio.run(_run(task))


async def _run(task: Task) -> None:
    database = Database(task.url)
    settings = Settings.model_validate({"slack_api_url": task.api_url, "slack_bot_token": SecretStr(task.token)})
    async with wire.session() as session:
        workspaces = Workspaces(settings, database, None, session)
        room = room_of(database, SlackMessenger(workspaces, People(workspaces)), TERMS)
        while await count_open(database):
            await drain_all(room)
            await asyncio.sleep(0.02)
    await database.close()


@dataclass
class Deadly(Faults):
    """Kills the process that calls, at an appointed call of a method: as that call comes in, whose deed is done all
    the same, or a moment later, when its answer may have been read, recorded or followed by the next."""

    deaths: list[tuple[str, int]] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    victim: int | None = None

    def draw(self, method: str) -> Fault | None:
        self._count_down(method)
        return super().draw(method)

    def _count_down(self, method: str) -> None:
        if self.victim is None or not self.deaths or self.deaths[0][0] != method:
            return
        self.deaths[0] = method, self.deaths[0][1] - 1
        if self.deaths[0][1] > 0:
            return
        del self.deaths[0]
        if len(self.deaths) % 2:
            self._kill(method)
        else:
            asyncio.get_running_loop().call_later(random.uniform(0, _LONGEST_MOMENT), self._kill, f"after {method}")

    def _kill(self, moment: str) -> None:
        if self.victim is not None:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = None
            self.killed.append(moment)


@contextmanager
def _started(task: Task) -> Iterator[ForkServerProcess]:
    process = _processes.Process(target=run, args=(task,), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


async def live_again_and_again(task: Task, deadly: Deadly) -> None:
    """Until one of them ends by itself, with all its work done."""
    while True:
        with _started(task) as process:
            deadly.victim = process.pid
            await asyncio.to_thread(process.join, 60)
            deadly.victim = None
            if process.exitcode == 0:
                return
            assert process.exitcode == -signal.SIGKILL, f"it ended with {process.exitcode}"
