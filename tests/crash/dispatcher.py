"""The dispatcher as a real process, which dies or stops at an appointed place."""

import asyncio
import logging
import os
import random
import signal
import threading
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Literal

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, func, select

from outreach.database import Database, Session
from outreach.errors import NotReached, RateLimited, Unclear
from outreach.events import Place
from outreach.models.post import Delivery, DeliveryState
from outreach.ports import Outgoing, Posted
from outreach.store.lanes import IS_OPEN
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, Verdict, drain_all
from scheduler.lanes.leases import Terms
from tests.crash.platform import ask

# 0 selected, `sending` not committed · 1 committed, nothing written · 2 written, no answer read · 3 answer read, not
# recorded · 4 `sent` committed · 5 look answered, row not changed · 6 somewhere inside a group commit.
Point = Literal[0, 1, 2, 3, 4, 5, 6]
Strategy = Literal["reconcile", "at-least-once", "at-most-once"]
PLATFORM = "made-up"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Appointment:
    """At this point, once so many messages were sent: kill -9, or stop until somebody says go on."""

    point: Point
    after: int
    act: Literal["kill", "stop"] = "kill"


@dataclass(frozen=True)
class Task:
    url: str
    port: int
    terms: Terms
    strategy: Strategy = "reconcile"
    in_flight: int = 8


@dataclass
class Fateful:
    """Counts what this process has sent, and keeps its appointments, one after the other."""

    appointments: list[Appointment]
    tell: Connection | None = None
    sent: int = 0
    looks: int = 0

    def pass_by(self, point: Point) -> None:
        if not self._meets(point):
            return
        if self.appointments.pop(0).act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.tell is not None:
            self.tell.send("stopped")
        os.kill(os.getpid(), signal.SIGSTOP)

    def _meets(self, point: Point) -> bool:
        if not self.appointments or self.appointments[0].point != point:
            return False
        # There are few looks, so the first one that comes by does.
        return self.sent >= self.appointments[0].after or (point == 5 and self.looks > 0)

    def die_soon(self) -> None:
        """From another thread, while this one is in the middle of it."""
        if self._meets(6):
            self.appointments.clear()
            moment = random.uniform(0, 0.002)

            def die() -> None:
                time.sleep(moment)
                os.kill(os.getpid(), signal.SIGKILL)

            threading.Thread(target=die, daemon=True).start()


class FatefulDatabase(Database):
    def __init__(self, url: str, fate: Fateful) -> None:
        super().__init__(url)
        self.fate = fate
        self.wrote_sent = False
        event.listen(self.engine.sync_engine, "commit", lambda _connection: fate.die_soon())

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        async with super().writing() as session:
            yield session
        if self.wrote_sent:
            self.fate.pass_by(4)


@dataclass
class FatefulMessenger:
    """Over HTTP to the platform's process. What it raises is what a careful adapter would."""

    task: Task
    fate: Fateful
    platform: str = PLATFORM

    @property
    def can_find(self) -> bool:
        return self.task.strategy != "at-most-once"

    async def post(self, outgoing: Outgoing) -> Posted:
        self.fate.pass_by(1)
        told = {"channel": outgoing.place.external_id, "marker": outgoing.delivery_id}
        give_up_at = time.monotonic() + self.task.terms.http_timeout.total_seconds()

        def refuse_to_be_late() -> None:
            # A process may stand still while it connects: what it would write then is somebody else's by now.
            if time.monotonic() > give_up_at:
                raise NotReached("Connecting took longer than the lease allows, so nothing was written.")

        try:
            status, _ = await ask(self.task.port, "/post", told, refuse_to_be_late, lambda: self.fate.pass_by(2))
        except ConnectionRefusedError as refused:
            raise NotReached("The platform refused the connection.") from refused
        except (OSError, asyncio.IncompleteReadError) as problem:
            raise Unclear("The connection was dropped.") from problem
        if status == 429:
            raise RateLimited(timedelta(0))
        if status != 200:
            raise Unclear(f"The platform answered {status}.")
        self.fate.sent += 1
        self.fate.pass_by(3)
        return Posted(outgoing.delivery_id)

    async def find(self, delivery_id: str, place: Place, since: datetime) -> Posted | None:
        if self.task.strategy == "at-least-once":
            return None
        status, answer = await ask(self.task.port, "/find", {"channel": place.external_id, "marker": delivery_id})
        if status != 200 or not isinstance(answer, dict):
            raise Unclear(f"The platform answered {status}.")
        self.fate.looks += 1
        self.fate.pass_by(5)
        return Posted(delivery_id) if answer["found"] else None

    async def update(self, outgoing: Outgoing, ref: str) -> None:
        raise NotImplementedError

    async def delete(self, place: Place, ref: str) -> None:
        raise NotImplementedError


@dataclass
class FatefulLedger(LedgerOutcomes):
    database: FatefulDatabase

    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        await super().settled(session, deliveries, now)
        self.database.wrote_sent = any(one.state == DeliveryState.SENT for one in deliveries)


@dataclass(frozen=True)
class FatefulGate:
    fate: Fateful

    async def __call__(self, session: Session, of: Sequence[Delivery], now: datetime) -> Mapping[int, Verdict]:
        self.fate.pass_by(0)
        return {one.id or 0: Verdict(go=True) for one in of}


class Noon:
    def now(self) -> datetime:
        return NOW


def build_room(task: Task, fate: Fateful) -> PostRoom:
    database = FatefulDatabase(task.url, fate)
    rules = Rules(FatefulGate(fate), FatefulLedger(database), Noon())
    pace = Pace(lane_per_second=None, channel_interval=timedelta(), in_flight=task.in_flight)
    return PostRoom(database, {PLATFORM: FatefulMessenger(task, fate)}, rules, task.terms, {PLATFORM: pace})


async def work(room: PostRoom) -> None:
    """Drains until nothing is left but what only a person could settle, as a periodic job would."""
    while True:
        try:
            if not await count_open(room.database):
                return
            await drain_all(room)
        except DBAPIError:
            pass  # the database is away; the next round will tell
        await asyncio.sleep(0.01)


async def count_open(database: Database) -> int:
    async with database.reading() as session:
        query = select(func.count()).select_from(Delivery).where(IS_OPEN, col(Delivery.asked_at).is_(None))
        return (await session.exec(query)).one()


def run(task: Task, appointments: list[Appointment], tell: Connection | None = None) -> None:
    """The process's whole life."""
    logging.disable()
    asyncio.run(_run(task, Fateful(appointments, tell)))


async def _run(task: Task, fate: Fateful) -> None:
    room = build_room(task, fate)
    try:
        await work(room)
    finally:
        await room.database.close()
