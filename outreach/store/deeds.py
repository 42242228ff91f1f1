"""Who did what by hand, and what of it could still be taken back."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.trust import Deed


async def record(session: Session, deed: Deed) -> Deed:
    session.add(deed)
    await session.flush()
    return deed


async def by_id(session: Session, deed_id: int) -> Deed | None:
    return await session.get(Deed, deed_id)


async def reversible(session: Session, teammate_id: int, since: datetime) -> Sequence[Deed]:
    """What this teammate did since then and could take back, newest first."""
    query = select(Deed).where(
        col(Deed.teammate_id) == teammate_id,
        col(Deed.undo).is_not(None),
        col(Deed.undone_at).is_(None),
        col(Deed.done_at) >= since,
    )
    return (await session.exec(query.order_by(col(Deed.done_at).desc(), col(Deed.id).desc()))).all()


async def any_undone(session: Session, teammate_id: int, since: datetime) -> bool:
    """Whether this teammate has taken back anything since then."""
    query = select(Deed.id).where(col(Deed.teammate_id) == teammate_id, col(Deed.undone_at) >= since)
    return (await session.exec(query.limit(1))).first() is not None


async def of_account(session: Session, account_id: int, limit: int = 50) -> Sequence[Deed]:
    """Newest first."""
    query = select(Deed).where(col(Deed.account_id) == account_id)
    return (await session.exec(query.order_by(col(Deed.id).desc()).limit(limit))).all()


async def take_back(session: Session, deed: Deed, now: datetime) -> None:
    """Marks it as undone; what that means is done by whoever undoes it."""
    deed.undone_at = now
    session.add(deed)
    await session.flush()
