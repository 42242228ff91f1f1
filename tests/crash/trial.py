"""Kill the dispatcher again and again, then count what the platform holds: nothing twice, nothing lost."""

import asyncio
import multiprocessing
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import cycle, pairwise
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import col, func, select

from outreach.database import Database
from outreach.messages import say
from outreach.models.book import Channel, Teammate
from outreach.models.ledger import StoredText
from outreach.models.post import Delivery, DeliveryState, Lane, Priority
from outreach.schema import migrate
from outreach.store.rows import core
from scheduler.lanes.leases import Terms
from tests.crash.dispatcher import NOW, PLATFORM, Appointment, Point, Strategy, Task, run
from tests.crash.platform import LATE, USUAL, Fault, Platform, ask, serve

POINTS: tuple[Point, ...] = (0, 1, 2, 5, 3, 4, 6)
# Short, so that a trial is; what matters is their order: a slow message is shown before the look comes.
TERMS = Terms(
    lease=timedelta(seconds=0.3),
    http_timeout=timedelta(seconds=0.25),
    margin=timedelta(seconds=0.05),
    settle=timedelta(seconds=0.3),
    longest_wait=timedelta(seconds=1),
    reload_every=timedelta(seconds=0.2),
)
SETTLE_SLOW = timedelta(seconds=LATE + 0.3)

# A process that has everything imported makes the others: a new one then costs milliseconds instead of a second.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.crash.dispatcher"])


@dataclass(frozen=True)
class Trial:
    """`kills` are spread over the points in turn. `lanes` share the channels evenly."""

    url: str
    sends: int
    kills: int = 0
    seed: int = 1
    channels: int = 150
    lanes: int = 2
    strategy: Strategy = "reconcile"
    faults: dict[Fault, float] = field(default_factory=lambda: dict(USUAL))
    terms: Terms = TERMS

    def with_slow_accepts(self, settle: timedelta = SETTLE_SLOW, share: float = 1) -> "Trial":
        """`share` out of a hundred requests are kept long after their sender stopped listening."""
        return replace(self, faults=self.faults | {"slow": share}, terms=replace(self.terms, settle=settle))


@dataclass(frozen=True)
class Outcome:
    """What the platform holds, against what was asked for; `states` are our rows' own view of it."""

    sends: int
    duplicates: int
    lost: int
    out_of_order: int
    states: dict[str, int]
    killed: dict[int, int]
    faults: dict[str, int]
    seconds: float
    integrity: str


def run_trial(trial: Trial) -> Outcome:
    """Blocks until everything is settled."""
    asyncio.run(prepare(trial))
    began = time.monotonic()
    with platform(trial) as port:
        killed = kill_again_and_again(trial, Task(trial.url, port, trial.terms, trial.strategy))
        return asyncio.run(judge(trial, port, killed, time.monotonic() - began))


@contextmanager
def platform(trial: Trial) -> Iterator[int]:
    ours, theirs = processes.Pipe()
    process = processes.Process(target=serve, args=(Platform(trial.seed, trial.faults), theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        process.join(10)
        if process.is_alive():
            process.kill()
        ours.close()
        theirs.close()


def kill_again_and_again(trial: Trial, task: Task) -> Counter[int]:
    dice, killed = random.Random(trial.seed), Counter[int]()
    longest = max(trial.sends // max(trial.kills, 1), 1)
    # Without looks there is nothing to die in after one.
    for point in cycle(POINTS if trial.strategy == "reconcile" else [point for point in POINTS if point != 5]):
        if killed.total() >= trial.kills:
            break
        if finish(start(task, Appointment(point, dice.randint(1, longest)))) == 0:
            return killed
        killed[point] += 1
    assert finish(start(task)) == 0
    return killed


def start(task: Task, *appointments: Appointment, tell: Connection | None = None) -> ForkServerProcess:
    process = processes.Process(target=run, args=(task, list(appointments), tell), daemon=True)
    process.start()
    return process


def finish(process: ForkServerProcess) -> int:
    """0 when it did all its work; it was killed otherwise, and by nothing but its appointment."""
    process.join(120)
    code = process.exitcode
    process.kill()
    process.join()
    process.close()
    assert code in (0, -signal.SIGKILL), f"the dispatcher ended with {code}"
    return code


_COLLEAGUES_OWN: dict[str, Any] = {"platform": PLATFORM, "name": "", "kind": "direct", "teammate_id": 1}


async def prepare(trial: Trial) -> None:
    """A fresh database with everything due, each channel's messages spread over the whole queue."""
    database = Database(trial.url)
    await migrate(database)
    workspaces = [f"T{number % trial.lanes}" for number in range(trial.channels)]
    async with database.writing() as session:
        write = (await session.connection()).execute
        await write(insert(core(StoredText)), [{"id": 1, "body": say("Hi").to_json()}])
        lanes = [
            {"id": number + 1, "platform": PLATFORM, "workspace": f"T{number}", "fence": 0}
            for number in range(trial.lanes)
        ]
        await write(insert(core(Lane)), lanes)
        channels = [
            Channel(id=number + 1, **_COLLEAGUES_OWN, workspace=workspace, external_id=str(number + 1))
            for number, workspace in enumerate(workspaces)
        ]
        session.add(Teammate(id=1, name="Priya", email="priya@example.com", role="csm", timezone="UTC"))
        await session.flush()
        session.add_all(channels)
        await session.flush()
        await write(insert(core(Delivery)), [_delivery(trial, number) for number in range(trial.sends)])
    await database.close()


def _delivery(trial: Trial, number: int) -> dict[str, object]:
    channel = number % trial.channels
    return {
        "marker": f"m{number}",
        "key": f"k{number}",
        "lane_id": channel % trial.lanes + 1,
        "channel_id": channel + 1,
        "op": "post",
        "state": DeliveryState.QUEUED,
        "priority": Priority.OUTREACH,
        "ready_at": NOW,
        "text_id": 1,
        "fence": 0,
        "attempts": 0,
        "created_at": NOW,
    }


async def judge(trial: Trial, port: int, killed: Counter[int], seconds: float) -> Outcome:
    """Counts from the platform's own list, not from our rows."""
    _, dump = await ask(port, "/dump", {})
    assert isinstance(dump, dict)
    copies = Counter(marker for _, marker in dump["kept"])
    states, integrity = await _read_rows(trial.url)
    return Outcome(
        sends=trial.sends,
        duplicates=sum(number - 1 for number in copies.values()),
        lost=sum(f"m{number}" not in copies for number in range(trial.sends)),
        out_of_order=_count_out_of_order(dump["kept"]),
        states=states,
        killed=dict(killed),
        faults=dump["counts"],
        seconds=seconds,
        integrity=integrity,
    )


def _count_out_of_order(kept: list[tuple[str, str]]) -> int:
    """First copies that arrived behind a later one of their channel."""
    by_channel: dict[str, list[int]] = {}
    for channel, marker in kept:
        numbers = by_channel.setdefault(channel, [])
        if (number := int(marker[1:])) not in numbers:
            numbers.append(number)
    return sum(later < earlier for numbers in by_channel.values() for earlier, later in pairwise(numbers))


async def _read_rows(url: str) -> tuple[dict[str, int], str]:
    database = Database(url)
    async with database.reading() as session:
        query = select(Delivery.state, func.count()).group_by(col(Delivery.state))
        states = dict((await session.exec(query)).all())
        check = (
            (await (await session.connection()).execute(text("PRAGMA integrity_check"))).scalar()
            if database.is_sqlite
            else "ok"
        )
    await database.close()
    return states, str(check)
