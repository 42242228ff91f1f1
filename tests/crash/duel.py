"""Two workers on one book, each stopped in its tracks again and again while the other takes over."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from tests.crash.dispatcher import Appointment, Point, Task
from tests.crash.trial import Outcome, Trial, finish, judge, platform, prepare, processes, start

# Not 6: a process that stands still inside a commit stands still for everybody, as at 0.
STOPS: tuple[Point, ...] = (1, 3, 0, 2, 4)


@dataclass
class Worker:
    """`woken_at` (monotonic): when it may go on; None while it runs."""

    process: ForkServerProcess
    tell: Connection
    woken_at: float | None = None
    stops: int = 0

    def hear(self, pause: float) -> None:
        """A worker that has ended is heard as an end of file."""
        with suppress(EOFError):
            while self.tell.poll():
                self.tell.recv()
                self.stops += 1
                self.woken_at = time.monotonic() + pause

    def wake(self) -> None:
        self.woken_at = None
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGCONT)


@dataclass(frozen=True)
class Duel:
    """`stops` by each worker. `pause`: longer than lease, time-out, margin and settle delay together, so that the other
    one takes over, settles and sends again before this one wakes up."""

    trial: Trial
    stops: int
    pause: timedelta = timedelta(seconds=1.4)


def run_duel(duel: Duel) -> Outcome:
    """Blocks until both workers have nothing left to do; `killed` counts the stops."""
    every = max(duel.trial.sends // (2 * duel.stops + 2), 1)
    appointments = [
        Appointment(STOPS[number % len(STOPS)], number * every + 1, "stop") for number in range(2 * duel.stops)
    ]
    asyncio.run(prepare(duel.trial))
    began = time.monotonic()
    with platform(duel.trial) as port:
        task = Task(duel.trial.url, port, duel.trial.terms)
        stops = _fight([_enlist(task, appointments[number::2]) for number in range(2)], duel.pause)
        return asyncio.run(judge(duel.trial, port, Counter({-1: stops}), time.monotonic() - began))


def run_against_a_sleepwalker(trial: Trial) -> Outcome:
    """The control: one worker never gives up a request it has begun, so it wakes up behind its lease and writes."""
    asyncio.run(prepare(trial))
    began = time.monotonic()
    with platform(trial) as port:
        task = Task(trial.url, port, trial.terms)
        sleepwalker = replace(task, terms=replace(trial.terms, http_timeout=timedelta(minutes=5)))
        walking = _enlist(sleepwalker, [Appointment(1, 2, "stop")])
        while not walking.stops:
            time.sleep(0.01)
            walking.hear(0)
        assert finish(start(task)) == 0
        walking.wake()
        finish(walking.process)
        return asyncio.run(judge(trial, port, Counter({-1: 1}), time.monotonic() - began))


def _enlist(task: Task, appointments: Sequence[Appointment]) -> Worker:
    ours, theirs = processes.Pipe()
    return Worker(start(task, *appointments, tell=theirs), ours)


def _fight(workers: Sequence[Worker], pause: timedelta) -> int:
    while any(worker.process.is_alive() for worker in workers):
        for worker in workers:
            worker.hear(pause.total_seconds())
            if worker.woken_at is not None and worker.woken_at <= time.monotonic():
                worker.wake()
        time.sleep(0.01)
    for worker in workers:
        assert finish(worker.process) == 0
    return sum(worker.stops for worker in workers)
