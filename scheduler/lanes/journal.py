"""The one writer of a process's lanes: many deliveries share a commit, and nothing under an old fence is written."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError

from outreach.database import Database, Session
from outreach.models.post import Delivery, DeliveryState
from outreach.store import dispatch, lanes
from outreach.store.dispatch import Change, Seen
from scheduler.lanes.claims import Answer, Claim, Decision, decide
from scheduler.lanes.leases import Lease, LeaseLost
from scheduler.lanes.ticking import Ticking
from scheduler.lanes.verdicts import Rules, Verdict

log = logging.getLogger(__name__)

# So many at once keep one transaction, and with it everybody's wait, short.
_MOST_TOGETHER = 500
_RETRY = timedelta(seconds=0.1)
_LONGEST_RETRY = timedelta(seconds=2)
# Lost connections, SQLite's "database is locked" and "disk is full", a writer that PostgreSQL cut off for having been
# silent too long: the same again may do.
_PASSING = (OperationalError, InterfaceError, InternalError)
_TOLD = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN)


@dataclass(frozen=True)
class Record:
    """What became of a delivery (detached) that this process had in its hands."""

    delivery: Delivery
    change: Change
    seen: Seen | None = None


class _Deaf:
    async def settled(self, session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Nobody is told."""


async def _say_nothing(_session: Session, _deliveries: Sequence[Delivery], _now: datetime) -> dict[int, Verdict]:
    return {}


@dataclass
class _Entry:
    """One thing to be written under a lease; neither claim nor record: the lease alone is prolonged."""

    lease: Lease
    claim: Claim | None = None
    record: Record | None = None
    written: asyncio.Future[Answer | None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Journal:
    """What arrives while one commit is on its way to the disk joins the next: a message costs a fraction of a commit.

    Everything raises LeaseLost once the lane is somebody else's; then nothing was written. `lasting`: for how long
    each write prolongs the lease it is made under.
    """

    def __init__(self, database: Database, rules: Rules, ticking: Ticking, lasting: timedelta) -> None:
        self._database = database
        self._rules = rules
        self._ticking = ticking
        self._lasting = lasting
        self._entries: list[_Entry] = []
        self._writer: asyncio.Task[None] | None = None

    async def claim(self, lease: Lease, delivery_id: int, looked: Seen | None = None) -> Answer:
        """Returns once `sending` is committed, or what else became of the delivery."""
        answer = await self._write(_Entry(lease, claim=Claim(delivery_id, lease.fence, looked)))
        assert answer is not None
        return answer

    async def record(self, lease: Lease, record: Record) -> None:
        await self._write(_Entry(lease, record=record))

    async def prolong(self, lease: Lease) -> None:
        await self._write(_Entry(lease))

    async def _write(self, entry: _Entry) -> Answer | None:
        self._entries.append(entry)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all(), name="lanes.journal")
        return await entry.written

    async def _write_all(self) -> None:
        while self._entries:
            batch, self._entries = self._entries[:_MOST_TOGETHER], self._entries[_MOST_TOGETHER:]
            # Nobody would send what is claimed for somebody who has gone; what was sent is written all the same.
            if wanted := [entry for entry in batch if entry.record or not entry.written.cancelled()]:
                await self._commit(wanted)

    async def _commit(self, batch: Sequence[_Entry]) -> None:
        """Together while that works; one by one when something in it cannot be written, so that it fails alone."""
        try:
            answers = await self._commit_patiently(batch, self._rules)
        except Exception as problem:  # noqa: BLE001 - an edge: what breaks one of them must not lose the others
            if len(batch) == 1:
                await self._commit_alone(batch[0], problem)
                return
            log.warning("journal.split entries=%s problem=%s", len(batch), type(problem).__name__)
            for entry in batch:
                await self._commit([entry])
            return
        for entry, answer in zip(batch, answers, strict=True):
            _tell(entry, answer)

    async def _commit_alone(self, entry: _Entry, problem: Exception) -> None:
        """Without gate and ledger, should one of them be what breaks.

        What a platform has done stays done and is written down; what nobody can decide about does not go.
        """
        log.error("journal.broken lane=%s", entry.lease.lane_id, exc_info=problem)
        try:
            _tell(entry, (await self._commit_patiently([entry], Rules(_say_nothing, _Deaf(), self._rules.clock)))[0])
        except Exception as still:
            log.exception("journal.lost lane=%s", entry.lease.lane_id)
            _tell(entry, still)

    async def _commit_patiently(self, batch: Sequence[_Entry], rules: Rules) -> list[Answer | LeaseLost | None]:
        """Again and again while the database is away: what was sent must be written down, however late."""
        wait = _RETRY
        while True:
            try:
                return await self._transact(batch, rules)
            except _PASSING as problem:
                if all(entry.written.cancelled() for entry in batch):
                    raise
                log.warning("database.away entries=%s problem=%s", len(batch), type(problem.orig).__name__)
            await self._ticking.sleep(wait.total_seconds())
            wait = min(wait * 2, _LONGEST_RETRY)

    async def _transact(self, batch: Sequence[_Entry], rules: Rules) -> list[Answer | LeaseLost | None]:
        async with self._database.writing() as session:
            # Waiting for other writers is over from here on: the lease counts from about now.
            await session.connection()
            began = self._ticking.monotonic()
            held = await lanes.renew(session, {entry.lease.held for entry in batch}, self._lasting)
            ours = [entry for entry in batch if entry.lease.held in held]
            await self._record(session, [entry.record for entry in ours if entry.record], rules)
            decision = await self._claim(session, [entry.claim for entry in ours if entry.claim], rules)
        for entry in ours:
            entry.lease.safe_until = began + self._lasting.total_seconds()
        return [self._answer(entry, decision, is_ours=entry.lease.held in held) for entry in batch]

    def _answer(self, entry: _Entry, decision: Decision, *, is_ours: bool) -> Answer | LeaseLost | None:
        if not is_ours:
            return LeaseLost(f"Lane {entry.lease.lane_id} is somebody else's now.")
        return decision.answers[entry.claim.delivery_id] if entry.claim else None

    async def _record(self, session: Session, records: Sequence[Record], rules: Rules) -> None:
        await dispatch.change(session, [record.change for record in records])
        await dispatch.note(session, [record.seen for record in records if record.seen], self._ticking.now())
        ended = [record for record in records if record.change.state in _TOLD]
        for record in ended:
            dispatch.show(record.delivery, record.change)
        if ended:
            await rules.outcomes.settled(session, [record.delivery for record in ended], rules.clock.now())

    async def _claim(self, session: Session, claims: Sequence[Claim], rules: Rules) -> Decision:
        """After the records, so that the gate sees what was sent a moment ago."""
        if not claims:
            return Decision()
        real_now = self._ticking.now()
        decision = await decide(session, claims, rules, real_now)
        await dispatch.note(session, [claim.looked for claim in claims if claim.looked], real_now)
        await dispatch.begin(session, decision.tries, real_now)
        await dispatch.change(session, decision.changes)
        if decision.ended:
            await rules.outcomes.settled(session, [delivery for delivery, _ in decision.ended], rules.clock.now())
        return decision


def _tell(entry: _Entry, answer: Answer | Exception | None) -> None:
    if entry.written.cancelled():
        return
    if isinstance(answer, Exception):
        entry.written.set_exception(answer)
    else:
        entry.written.set_result(answer)
