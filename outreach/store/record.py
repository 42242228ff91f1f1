"""The ledger as one reads it from top to bottom: the newest touches, what holds accounts back, what is unclear."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.book import Account, Contact, Teammate
from outreach.models.ledger import Decision, Touch
from outreach.models.library import Item
from outreach.models.post import Delivery, DeliveryState
from outreach.store.lanes import IS_OPEN

_TROUBLED = (DeliveryState.UNKNOWN, DeliveryState.FAILED)


class RecordedTouch(NamedTuple):
    """`author`: of ours, who speaks or spoke."""

    touch: Touch
    account: Account
    contact: Contact | None
    author: Teammate | None
    item: Item | None


async def account_named(session: Session, name: str) -> Account | None:
    """The oldest of that very name."""
    query = select(Account).where(col(Account.name) == name).order_by(col(Account.id))
    return (await session.exec(query)).first()


async def newest_touches(session: Session, account_id: int | None, limit: int = 100) -> Sequence[RecordedTouch]:
    """Of one account, or of all; newest first."""
    query = (
        select(Touch, Account, Contact, Teammate)
        .join(Account, col(Account.id) == col(Touch.account_id))
        .outerjoin(Contact, col(Contact.id) == col(Touch.contact_id))
        .outerjoin(Teammate, col(Teammate.id) == col(Touch.author_id))
    )
    if account_id is not None:
        query = query.where(col(Touch.account_id) == account_id)
    rows = (await session.exec(query.order_by(col(Touch.id).desc()).limit(limit))).all()
    shared = select(Item).where(col(Item.id).in_({row[0].item_id for row in rows}))
    by_id = {item.id: item for item in (await session.exec(shared)).all()}
    return [RecordedTouch(*row, by_id.get(row[0].item_id)) for row in rows]


async def standing_decisions(
    session: Session, account_id: int | None, limit: int = 100
) -> Sequence[tuple[Decision, Account]]:
    """Why accounts are held back now; newest first."""
    query = (
        select(Decision, Account)
        .join(Account, col(Account.id) == col(Decision.account_id))
        .where(col(Decision.closed_at).is_(None))
    )
    if account_id is not None:
        query = query.where(col(Decision.account_id) == account_id)
    return (await session.exec(query.order_by(col(Decision.last_at).desc(), col(Decision.id)).limit(limit))).all()


async def troubled_deliveries(session: Session, touch_ids: Sequence[int]) -> dict[int, Delivery]:
    """By touch: the delivery whose fate is bad or unclear."""
    query = select(Delivery).where(col(Delivery.touch_id).in_(touch_ids), col(Delivery.state).in_(_TROUBLED))
    rows = (await session.exec(query.order_by(col(Delivery.id)))).all()
    return {row.touch_id: row for row in rows if row.touch_id is not None}


async def waiting_deliveries(session: Session) -> int:
    """How many are queued, being sent or unclear."""
    return (await session.exec(select(func.count()).select_from(Delivery).where(IS_OPEN))).one()
