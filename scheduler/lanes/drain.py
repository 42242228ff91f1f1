"""A lane, or all of them, drained: everything due leaves in order and at its pace."""

import asyncio
import logging
from dataclasses import dataclass, field

from outreach.store import lanes
from scheduler.lanes.outcomes import LedgerOutcomes
from scheduler.lanes.pacing import Pace
from scheduler.lanes.room import PostRoom
from scheduler.lanes.shift import Drained, Shift
from scheduler.lanes.verdicts import Gate, Outcomes, Rules, Verdict

# What a caller needs, in one place.
__all__ = [
    "Drained",
    "Gate",
    "LedgerOutcomes",
    "Outcomes",
    "Pace",
    "PostRoom",
    "Rules",
    "Verdict",
    "drain",
    "drain_all",
]

log = logging.getLogger(__name__)


async def drain(lane_id: int, room: PostRoom, *, until_idle: bool = True) -> Drained:
    """Sends what is due in this lane, waiting out what is parked for no longer than `terms.patience`.

    With `until_idle` off it stays, watching for more, until it is cancelled. Cancelled, it finishes what is in the
    air, gives the lane back and raises. One drain per lane and process at a time; a second returns at once.
    """
    if lane_id in room.draining:
        return Drained(ended="elsewhere")
    room.draining.add(lane_id)
    try:
        return await _drain(lane_id, room, until_idle)
    finally:
        room.draining.discard(lane_id)


async def _drain(lane_id: int, room: PostRoom, until_idle: bool) -> Drained:
    async with room.database.reading() as session:
        lane = await lanes.by_id(session, lane_id)
    if lane is None or lane.platform not in room.messengers:
        return Drained(ended="off")
    lease = await room.registry.take(lane_id)
    if lease is None:
        return Drained(ended="elsewhere")
    log.info("lane.taken lane=%s fence=%s", lane_id, lease.fence)
    return await Shift(lane, lease, room).work(until_idle)


async def drain_all(room: PostRoom) -> dict[int, Drained]:
    """Drains every lane that has work, side by side, until none has: what each of them did, by the lane's id.

    Lanes that get work meanwhile join in, so that a slow one delays nobody. One that fails is logged and left alone.
    """
    round_ = _Round(room)
    try:
        while await round_.start() or round_.running:
            await round_.wait()
    finally:
        await round_.stop()
    return round_.done


@dataclass
class _Round:
    """`rests`: until when (monotonic) a lane that has just been drained, or has failed, is not looked at again."""

    room: PostRoom
    running: dict[asyncio.Task[Drained], int] = field(default_factory=dict)
    rests: dict[int, float] = field(default_factory=dict)
    done: dict[int, Drained] = field(default_factory=dict)

    async def start(self) -> bool:
        """Starts the lanes that have work and are not being drained; whether there were any."""
        rules, ticking = self.room.rules, self.room.ticking
        async with self.room.database.reading() as session:
            busy = await lanes.with_work(session, rules.clock.now(), ticking.now())
        fresh = [lane.id for lane in busy if lane.platform in self.room.messengers and self._may_start(lane.id or 0)]
        for lane_id in fresh:
            assert lane_id is not None
            self.running[asyncio.create_task(drain(lane_id, self.room), name=f"lane.{lane_id}")] = lane_id
        return bool(fresh)

    def _may_start(self, lane_id: int) -> bool:
        is_resting = self.rests.get(lane_id, 0.0) > self.room.ticking.monotonic()
        return not is_resting and lane_id not in self.running.values()

    async def wait(self) -> None:
        """Until a lane is done, or it is time to look for more of them."""
        pause = asyncio.ensure_future(self.room.ticking.sleep(self.room.terms.reload_every.total_seconds()))
        try:
            await asyncio.wait((pause, *self.running), return_when=asyncio.FIRST_COMPLETED)
        finally:
            pause.cancel()
        for task in [task for task in self.running if task.done()]:
            self._note(self.running.pop(task), task)

    def _note(self, lane_id: int, task: asyncio.Task[Drained]) -> None:
        rest = self.room.terms.lease
        if problem := task.exception():
            log.error("lane.failed lane=%s", lane_id, exc_info=problem)
        else:
            result = task.result()
            self.done[lane_id] = self.done.get(lane_id, Drained()).then(result)
            rest = self.room.terms.reload_every if result.ended == "idle" else rest
        self.rests[lane_id] = self.room.ticking.monotonic() + rest.total_seconds()

    async def stop(self) -> None:
        """Cut short: lets what is in the air land."""
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
