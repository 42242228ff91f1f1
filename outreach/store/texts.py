"""The one table of words: kept under an expiry of their own, so that everything else can outlive them."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, delete, select, update

from outreach.database import Session
from outreach.messages import Message
from outreach.models.desk import Complaint, Promise, Request
from outreach.models.ledger import Digest, StoredText, Touch
from outreach.models.post import Delivery, Received

_OWNERS = (Touch, Digest, Delivery, Received, Request, Complaint, Promise)
# SQLite takes 32,766 parameters in one statement; fewer also keep one pass over years of texts short.
_AT_ONCE = 10_000


async def keep(session: Session, body: str, expires_on: date | None) -> int:
    """Returns the text's id. `expires_on` None keeps it until what refers to it is done with."""
    row = StoredText(body=body, expires_on=expires_on)
    session.add(row)
    await session.flush()
    assert row.id is not None
    return row.id


async def body_of(session: Session, text_id: int | None) -> str | None:
    """None when nothing was kept, or its time is over."""
    if text_id is None:
        return None
    row = await session.get(StoredText, text_id)
    return row.body if row else None


async def message_of(session: Session, text_id: int | None) -> Message | None:
    body = await body_of(session, text_id)
    return Message.from_json(body) if body else None


async def expire(session: Session, today: date) -> int:
    """Forgets every text whose time is over; rows that referred to it keep everything else."""
    query = select(StoredText.id).where(col(StoredText.expires_on) <= today).limit(_AT_ONCE)
    forgotten = 0
    while over := [one for one in (await session.exec(query)).all() if one is not None]:
        await _forget(session, over)
        forgotten += len(over)
    return forgotten


async def let_go(session: Session, text_id: int | None, expires_on: date) -> None:
    """What it was kept for is over: from now on it has an expiry of its own."""
    if text_id is not None:
        await session.exec(update(StoredText).where(col(StoredText.id) == text_id).values(expires_on=expires_on))


async def forget(session: Session, text_id: int | None) -> None:
    """Before its time: what it was kept for is done."""
    if text_id is not None:
        await _forget(session, [text_id])


async def _forget(session: Session, ids: Sequence[int]) -> None:
    for owner in _OWNERS:
        await session.exec(update(owner).where(col(owner.text_id).in_(ids)).values(text_id=None))
    await session.exec(delete(StoredText).where(col(StoredText.id).in_(ids)))
