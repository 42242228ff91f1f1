"""Drafts of what a colleague will say to a customer in their own name: made by us, sent by nobody but them."""

from collections.abc import Sequence

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.ledger import Touch, TouchState

DESK = "desk"


async def drafts_of(session: Session, teammate_id: int) -> Sequence[Touch]:
    """What waits for this colleague to send it, oldest first."""
    query = select(Touch).where(
        col(Touch.author_id) == teammate_id, col(Touch.origin) == DESK, col(Touch.state) == TouchState.PROPOSED
    )
    return (await session.exec(query.order_by(col(Touch.proposed_at), col(Touch.id)))).all()


async def answering(session: Session, touch_id: int) -> Sequence[Touch]:
    """Every draft that answers this message of theirs, whatever became of it, oldest first."""
    query = select(Touch).where(col(Touch.answers_id) == touch_id, col(Touch.origin) == DESK)
    return (await session.exec(query.order_by(col(Touch.id)))).all()
