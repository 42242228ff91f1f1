"""The one table of words: kept under an expiry of their own, so that everything else can outlive them."""

from datetime import date

from sqlmodel import col, delete

from outreach.database import Session
from outreach.messages import Message
from outreach.models.ledger import StoredText


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
    result = await session.exec(delete(StoredText).where(col(StoredText.expires_on) <= today))
    return result.rowcount
