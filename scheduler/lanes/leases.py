"""Who may send in a lane: one holder at a time, by the database's clock, and a number that outdates all others."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.database import Database, Session
from outreach.store import dispatch, lanes
from outreach.store.lanes import Held
from scheduler.lanes.ticking import Ticking
from scheduler.lanes.verdicts import Rules


@dataclass(frozen=True)
class Terms:
    """How long things may take, all in real time.

    `lease`: how long a dead holder blocks its lane. `http_timeout`: when an answer counts as not coming; enforced
    here, whatever the messenger does. `margin`: added to it before a predecessor's requests count as over.
    `settle`: how long a platform may take to show what it has accepted. `longest_wait`: where growing waits stop.
    `ask_after`: how long looks may fail before a person is asked. `patience`: what a drain waits for rather than
    returning. `reload_every`: how soon a running drain sees what others queue.
    """

    lease: timedelta = timedelta(seconds=10)
    http_timeout: timedelta = timedelta(seconds=10)
    margin: timedelta = timedelta(seconds=0.5)
    settle: timedelta = timedelta(seconds=5)
    longest_wait: timedelta = timedelta(minutes=5)
    ask_after: timedelta = timedelta(minutes=15)
    patience: timedelta = timedelta(seconds=60)
    reload_every: timedelta = timedelta(seconds=1)

    def wait(self, first: timedelta, before: int) -> timedelta:
        """Doubled for each time that it came to this before."""
        doubled = first * (1 << min(before, 20))
        return min(doubled, self.longest_wait)


class LeaseLost(Exception):
    """Somebody else holds the lane now: nothing more may be sent or written under this lease."""


@dataclass
class Lease:
    """`safe_until` (monotonic): until then nobody can have taken over, counted from before the last renewal began."""

    lane_id: int
    fence: int
    safe_until: float
    held: Held = field(init=False)

    def __post_init__(self) -> None:
        self.held = (self.lane_id, self.fence)


@dataclass(frozen=True)
class Registry:
    """Where leases are taken and given back."""

    database: Database
    rules: Rules
    ticking: Ticking
    terms: Terms
    owner: str

    async def take(self, lane_id: int) -> Lease | None:
        """Waits once for a lease that is running out, since its holder may be dead; None when it was renewed."""
        for _ in range(2):
            async with self.database.writing() as session:
                # Waiting for other writers is over from here on: the lease counts from about now.
                await session.connection()
                began = self.ticking.monotonic()
                taken = await lanes.take(session, lane_id, self.owner, self.terms.lease)
                if isinstance(taken, lanes.Taken):
                    await self._inherit(session, lane_id, taken)
                    return Lease(lane_id, taken.fence, began + self.terms.lease.total_seconds())
            await self.ticking.sleep(taken.total_seconds() + 0.01)
        return None

    async def _inherit(self, session: Session, lane_id: int, taken: lanes.Taken) -> None:
        """Only the channels of what the predecessor was sending wait for it, never the lane."""
        real_now = self.ticking.now()
        left = await dispatch.abandon(session, lane_id, self._settled_at(real_now, taken), real_now)
        if left:
            deliveries = await dispatch.by_ids(session, left)
            await self.rules.outcomes.settled(session, deliveries, self.rules.clock.now())

    def _settled_at(self, real_now: datetime, taken: lanes.Taken) -> datetime:
        # Whoever did not give the lane back may be alive: a request begun in its lease's last moment can reach the
        # platform until it times out, and the platform takes its time to show it.
        still_flying = self.terms.http_timeout + self.terms.margin if taken.was_abandoned else timedelta()
        return real_now + still_flying + self.terms.settle

    async def release(self, lease: Lease) -> None:
        async with self.database.writing() as session:
            await lanes.release(session, lease.lane_id, lease.fence)
