"""What teammates made of touches."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.ledger import Mark

KIND_WORD = "kind_word"


async def put(session: Session, touch_id: int, kind: str, *, by_id: int, now: datetime) -> bool:
    """False when the touch already carries it, whoever put it there."""
    if touch_id in await of_kind(session, [touch_id], kind):
        return False
    session.add(Mark(touch_id=touch_id, kind=kind, marked_by_id=by_id, marked_at=now))
    await session.flush()
    return True


async def take_off(session: Session, touch_id: int, kind: str) -> None:
    query = select(Mark).where(col(Mark.touch_id) == touch_id, col(Mark.kind) == kind)
    for mark in (await session.exec(query)).all():
        await session.delete(mark)
    await session.flush()


async def of_kind(session: Session, touch_ids: Collection[int], kind: str) -> set[int]:
    """Those of these touches that carry this mark."""
    query = select(Mark.touch_id).where(col(Mark.touch_id).in_(touch_ids), col(Mark.kind) == kind)
    return set((await session.exec(query)).all())
