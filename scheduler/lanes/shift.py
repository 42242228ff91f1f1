"""One holder's time with a lane, from taking it to giving it back: who may go, goes; the rest is waited for."""

import asyncio
import logging
import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from outreach.models.post import Lane
from outreach.store import dispatch
from scheduler.lanes.carrying import Carrier, Landed
from scheduler.lanes.leases import Lease, LeaseLost
from scheduler.lanes.line import Line
from scheduler.lanes.room import PostRoom

log = logging.getLogger(__name__)

# Of each channel so many are read at once: enough to keep it busy, few enough to keep the memory flat.
_READ_AT_ONCE = 20


@dataclass(frozen=True)
class Drained:
    """What one drain did, and what it left. `unknown` and `waiting` are what stands in the lane now.

    `next_ready_at` is business time, `parked_until` real time. `ended` says why it stopped: nothing due is left to
    do, somebody else holds the lane or has taken it over, or the platform is off.
    """

    sent: int = 0
    failed: int = 0
    held: int = 0
    unknown: int = 0
    waiting: int = 0
    next_ready_at: datetime | None = None
    parked_until: datetime | None = None
    ended: Literal["idle", "elsewhere", "off"] = "idle"

    def then(self, later: "Drained") -> "Drained":
        """Both together, as one."""
        added = {name: getattr(self, name) + getattr(later, name) for name in ("sent", "failed", "held")}
        return replace(later, **added)


class Shift:
    """One holder's time with a lane, from taking it to giving it back."""

    def __init__(self, lane: Lane, lease: Lease, room: PostRoom) -> None:
        self._room = room
        self._lease = lease
        self._pace = room.pace_of(lane.platform)
        self._traffic = room.traffic_of(lease.lane_id, self._pace)
        self._line = Line(self._traffic.rests)
        self._carrier = Carrier(room, room.messengers[lane.platform], self._pace, lease, self._traffic.slots)
        self._in_air: dict[asyncio.Task[Landed], dispatch.Due] = {}
        self._landed = asyncio.Event()
        self._counts: Counter[str] = Counter()
        self._lane_free_at = 0.0
        self._reload_at = 0.0
        self._is_stale = True
        self._is_lost = False

    async def work(self, until_idle: bool) -> Drained:
        try:
            while not self._is_lost:
                if await self._step():
                    if until_idle:
                        break
                    await self._pause(self._reload_at)
        except LeaseLost:
            self._is_lost = True
        finally:
            await self._land_all()
            if not self._is_lost:
                await self._room.registry.release(self._lease)
        if self._is_lost:
            log.warning("lane.lost lane=%s fence=%s", *self._lease.held)
        return await self._sum_up()

    async def _step(self) -> bool:
        """Reads if need be, starts what may start, waits for the next thing to happen. True: nothing is left to do."""
        await self._keep_lease()
        if self._must_read():
            await self._read()
        self._start()
        wakes_at = self._wakes_at()
        if not self._in_air and not self._is_stale:
            patience = self._room.terms.patience.total_seconds()
            if wakes_at is None or wakes_at > self._now() + patience:
                return True
        await self._pause(wakes_at)
        return False

    async def _keep_lease(self) -> None:
        if self._now() >= self._prolong_at():
            await self._room.journal.prolong(self._lease)

    def _prolong_at(self) -> float:
        """Each write prolongs the lease; this is for when there is none for a third of it."""
        return self._lease.safe_until - self._room.terms.lease.total_seconds() * 2 / 3

    def _must_read(self) -> bool:
        """Now and then for what others queue; at once when a channel runs dry, and before calling it a day."""
        wakes_at, now = self._line.wakes_at, self._now()
        is_over = self._is_stale and not self._in_air and (wakes_at is None or wakes_at > now)
        return is_over or self._line.runs_short or now >= self._reload_at

    async def _read(self) -> None:
        began = self._now()
        self._is_stale = False
        async with self._room.database.reading() as session:
            business_now = self._room.rules.clock.now()
            due = await dispatch.due(session, self._lease.lane_id, business_now, _READ_AT_ONCE)
        now, real_now = self._now(), self._room.ticking.now()
        parked: dict[int, float] = {}
        for one in due:
            if one.not_before is not None and one.not_before > real_now:
                until = now + (one.not_before - real_now).total_seconds()
                parked[one.channel_id] = max(until, parked.get(one.channel_id, until))
                self._lane_free_at = max(self._lane_free_at, until if one.parks_lane else 0.0)
        self._line.fill(due, parked, now)
        # A long queue is slow to read: never more than a tenth of the time goes into that.
        self._reload_at = now + max(self._room.terms.reload_every.total_seconds(), 10 * (now - began))

    def _start(self) -> None:
        while len(self._in_air) < self._pace.in_flight and self._opens_at() <= self._now():
            due = self._line.take(self._now())
            if due is None:
                return
            self._traffic.starts.take(self._now())
            task = asyncio.create_task(self._carrier.carry(due), name=f"delivery.{due.id}")
            self._in_air[task] = due
            task.add_done_callback(self._land)

    def _opens_at(self) -> float:
        return max(self._lane_free_at, self._traffic.starts.next_at)

    def _wakes_at(self) -> float | None:
        """When something more may start by itself; None when that takes a landing, or news."""
        if len(self._in_air) >= self._pace.in_flight or self._line.wakes_at is None:
            return None
        return max(self._opens_at(), self._line.wakes_at)

    def _land(self, task: asyncio.Task[Landed]) -> None:
        due = self._in_air.pop(task)
        self._landed.set()
        self._is_stale = True
        if task.cancelled():
            return
        problem = task.exception()
        if problem is None:
            landed = task.result()
            self._counts[landed.what] += 1
            self._lane_free_at = max(self._lane_free_at, landed.lane_free_at)
            self._line.free(due, landed.free_at, again=landed.again)
        elif isinstance(problem, LeaseLost):
            self._is_lost = True
        else:
            # It fails alone: its channel rests for this shift, and the next one finds its row as it was left.
            log.error("delivery.stuck id=%s channel=%s", due.id, due.channel_id, exc_info=problem)

    async def _land_all(self) -> None:
        """Whatever is in the air is let down: cut off, it would be unknown for no reason."""
        try:
            while self._in_air:
                await asyncio.wait(self._in_air)
        except asyncio.CancelledError:
            for task in self._in_air:
                task.cancel()
            raise

    async def _pause(self, until: float | None) -> None:
        """Until something lands, and never past the next reading or the time to prolong the lease."""
        wait = min(math.inf if until is None else until, self._reload_at, self._prolong_at()) - self._now()
        if not self._landed.is_set():
            sleeper = asyncio.ensure_future(self._room.ticking.sleep(max(wait, 0)))
            landing = asyncio.ensure_future(self._landed.wait())
            try:
                await asyncio.wait((sleeper, landing), return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeper.cancel()
                landing.cancel()
        self._landed.clear()

    async def _sum_up(self) -> Drained:
        async with self._room.database.reading() as session:
            left = await dispatch.tally(session, self._lease.lane_id)
        return Drained(
            sent=self._counts["sent"],
            failed=self._counts["failed"],
            held=self._counts["held"],
            unknown=left.unknown,
            waiting=left.queued,
            next_ready_at=left.next_ready_at,
            parked_until=left.next_look_at,
            ended="elsewhere" if self._is_lost else "idle",
        )

    def _now(self) -> float:
        return self._room.ticking.monotonic()
