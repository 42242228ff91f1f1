"""Going through time without missing anything: from one moment at which something is due to the next."""

from datetime import datetime, timedelta

from outreach.database import Session
from outreach.store import agenda, errands
from scheduler.digests import Digesting, next_due_at, staff_of
from scheduler.errands.table import ERRANDS

_A_TICK = timedelta(minutes=1)


async def next_instant(session: Session, digesting: Digesting, now: datetime, until: datetime) -> datetime:
    """The first moment after `now` at which a row or a reader's digest is due; `until` when none is before that."""
    coming = await agenda.next_after(session, now)
    # What has just become due, or was too much at once, is seen to by the next tick, as it would be in real time.
    if await agenda.has_due_turns(session, now) or await errands.due(session, now, 1, kinds=ERRANDS):
        coming = min(coming or until, now + _A_TICK)
    limit = until if coming is None else min(coming, until)
    return next_due_at(await staff_of(session, now), digesting, now, limit) or limit
