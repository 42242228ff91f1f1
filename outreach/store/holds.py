"""Stated reasons not to contact, while they last."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, or_, select, update

from outreach.database import Session
from outreach.models.book import Hold
from outreach.store.rows import by_owner


async def live(session: Session, account_id: int, now: datetime) -> Sequence[Hold]:
    return (await live_of(session, [account_id], now)).get(account_id, [])


async def live_of(session: Session, account_ids: Collection[int], now: datetime) -> Mapping[int, Sequence[Hold]]:
    query = select(Hold).where(
        col(Hold.account_id).in_(account_ids),
        col(Hold.ended_at).is_(None),
        or_(col(Hold.until).is_(None), col(Hold.until) > now),
    )
    rows = (await session.exec(query.order_by(col(Hold.placed_at)))).all()
    return by_owner((hold.account_id, hold) for hold in rows)


async def place(session: Session, hold: Hold) -> Hold:
    session.add(hold)
    await session.flush()
    return hold


async def lift(session: Session, holds: Sequence[Hold], *, by: str, now: datetime) -> int:
    for hold in holds:
        hold.ended_at, hold.ended_by = now, by
        session.add(hold)
    await session.flush()
    return len(holds)


async def carry_over(session: Session, from_channel_id: int, to_channel_id: int) -> None:
    """What was asked for in one row's channel holds in the row that it turned out to be."""
    moved = update(Hold).where(col(Hold.channel_id) == from_channel_id).values(channel_id=to_channel_id)
    await session.exec(moved.execution_options(synchronize_session="fetch"))


async def by_id(session: Session, hold_id: int) -> Hold | None:
    return await session.get(Hold, hold_id)
