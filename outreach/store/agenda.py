"""What the rows say comes next: turns, touches, deliveries and errands, each by its own time."""

from datetime import datetime, timedelta

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.errands import Errand
from outreach.models.ledger import Touch, TouchState, Turn
from outreach.models.post import Delivery, DeliveryState
from outreach.store.lanes import IS_OPEN

# A deadline is over once it lies behind us.
JUST_AFTER = timedelta(seconds=1)


async def next_after(session: Session, now: datetime) -> datetime | None:
    """The earliest moment after `now` at which a turn comes up, a touch is due, free to go or over, a delivery is
    ready, or an errand is due."""
    found = (
        await _turn(session, now),
        *await _touches(session, now),
        await _delivery(session, now),
        await _errand(session, now),
    )
    return min((at for at in found if at is not None), default=None)


async def has_due_turns(session: Session, now: datetime) -> bool:
    query = select(Turn.id).where(col(Turn.next_due_at) <= now, col(Turn.is_active)).limit(1)
    return (await session.exec(query)).first() is not None


async def _turn(session: Session, now: datetime) -> datetime | None:
    query = select(func.min(col(Turn.next_due_at))).where(col(Turn.next_due_at) > now, col(Turn.is_active))
    return (await session.exec(query)).one()


async def _touches(session: Session, now: datetime) -> list[datetime | None]:
    is_live = col(Touch.state).in_((TouchState.PROPOSED, TouchState.APPROVED))
    due = select(func.min(col(Touch.due_at))).where(is_live, col(Touch.due_at) > now)
    free = select(func.min(col(Touch.send_after))).where(is_live, col(Touch.send_after) > now)
    over = select(func.min(col(Touch.deadline_at))).where(is_live, col(Touch.deadline_at) > now - JUST_AFTER)
    deadline = (await session.exec(over)).one()
    return [
        (await session.exec(due)).one(),
        (await session.exec(free)).one(),
        deadline + JUST_AFTER if deadline else None,
    ]


async def _delivery(session: Session, now: datetime) -> datetime | None:
    query = select(func.min(col(Delivery.ready_at))).where(
        IS_OPEN, col(Delivery.state) == DeliveryState.QUEUED, col(Delivery.ready_at) > now
    )
    return (await session.exec(query)).one()


async def _errand(session: Session, now: datetime) -> datetime | None:
    query = select(func.min(col(Errand.due_at))).where(col(Errand.done_at).is_(None), col(Errand.due_at) > now)
    return (await session.exec(query)).one()
