"""One delivery from its claim to what became of it: claim, look first if need be, write once, record."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Literal

from outreach.errors import ConciergeError
from outreach.ports import Author, Outgoing, Sender
from outreach.store.dispatch import Due
from scheduler.lanes import fates
from scheduler.lanes.claims import Answer, Go, LookFirst, Stopped
from scheduler.lanes.fates import Fate
from scheduler.lanes.leases import Lease
from scheduler.lanes.pacing import Pace, Reservation
from scheduler.lanes.reconcile import NotThere, Reconciler, Settled
from scheduler.lanes.room import PostRoom

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Landed:
    """What the lane does next. Times are monotonic. `again`: the same delivery keeps its place."""

    what: Literal["sent", "failed", "unknown", "held", "gone", "waiting"]
    free_at: float
    again: bool = False
    lane_free_at: float = 0.0


@dataclass
class Carrier:
    """Carries for one lane, under one lease. Everything raises LeaseLost once the lane is somebody else's."""

    room: PostRoom
    messenger: Sender
    pace: Pace
    lease: Lease
    slots: Reservation
    reconciler: Reconciler = field(init=False)

    def __post_init__(self) -> None:
        self.reconciler = Reconciler(self.messenger, self.room.rules, self.room.ticking, self.room.terms)

    async def carry(self, due: Due) -> Landed:
        answer: Answer = await self.room.journal.claim(self.lease, due.id)
        if isinstance(answer, LookFirst):
            await self._wait_for_slot()
            looked = await self.reconciler.look(answer)
            if isinstance(looked, Settled):
                return await self._settle(looked)
            answer = await self._claim_again(due, looked)
        if isinstance(answer, Go):
            return await self._send(answer)
        assert isinstance(answer, Stopped)
        return Landed(answer.why, self._now())

    async def _claim_again(self, due: Due, looked: NotThere) -> Answer:
        log.info("delivery.not_there id=%s attempts=%s", due.id, looked.seen.number)
        return await self.room.journal.claim(self.lease, due.id, looked.seen)

    async def _settle(self, settled: Settled) -> Landed:
        await self.room.journal.record(self.lease, settled.record)
        change, now = settled.record.change, self._now()
        log.info("delivery.settled id=%s state=%s", change.delivery_id, change.state)
        if settled.wait is None:
            return Landed("sent" if change.sent_at else "unknown", now)
        until = now + settled.wait.total_seconds()
        return Landed("waiting", until, again=True, lane_free_at=until if settled.parks_lane else 0.0)

    async def _send(self, go: Go) -> Landed:
        await self._wait_for_slot()
        began = self._now()
        fate = await self._write(go) if began < self.lease.safe_until else fates.TOO_LATE
        rules, ticking = self.room.rules, self.room.ticking
        until = self._now() + fate.wait.total_seconds() if fate.wait is not None else None
        await self.room.journal.record(self.lease, fates.record(go, fate, rules.clock.now(), ticking.now()))
        self._report(go, fate)
        if until is None:
            what: Literal["sent", "failed", "unknown"] = _ENDS[fate.outcome]
            return Landed(what, began + self.pace.channel_interval.total_seconds())
        return Landed("waiting", until, again=True, lane_free_at=until if fate.parks_lane else 0.0)

    async def _write(self, go: Go) -> Fate:
        """The one place from which anything reaches a platform: once per claim."""
        try:
            async with asyncio.timeout(self.room.terms.http_timeout.total_seconds()):
                return fates.arrived(await self._perform(go))
        except Exception as problem:
            # Whatever it was, it was not understood, and what is not understood may have arrived.
            if not isinstance(problem, ConciergeError | TimeoutError):
                log.exception("delivery.unexpected id=%s", go.delivery.id)
            return fates.of_problem(problem, go, self.room.terms, can_find=self.messenger.can_find)

    async def _perform(self, go: Go) -> str:
        """Returns the platform's reference of what stands there now."""
        delivery, ref = go.delivery, go.delivery.target_ref or ""
        if go.message is None:
            await self.messenger.delete(go.place, ref)
            return ref
        author = Author(delivery.author_name, delivery.author_picture) if delivery.author_name else None
        outgoing = Outgoing(delivery.marker, go.place, go.message, author, go.pictures)
        if delivery.op == "update":
            await self.messenger.update(outgoing, ref)
            return ref
        return (await self.messenger.post(outgoing)).ref

    async def _wait_for_slot(self) -> None:
        moment = self.slots.take(self._now())
        while (wait := moment - self._now()) > 0:
            await self.room.ticking.sleep(wait)

    def _now(self) -> float:
        return self.room.ticking.monotonic()

    def _report(self, go: Go, fate: Fate) -> None:
        level = logging.INFO if fate.outcome == "sent" else logging.WARNING
        log.log(level, "delivery.%s id=%s number=%s code=%s", fate.outcome, go.delivery.id, go.number, fate.code)


_ENDS: dict[str, Literal["sent", "failed", "unknown"]] = {"sent": "sent", "refused": "failed", "unclear": "unknown"}
