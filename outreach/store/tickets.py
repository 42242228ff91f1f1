"""Tickets that are good for one use; the database keeps only their digests."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col

from outreach.database import Session
from outreach.models.trust import Ticket


async def issue(session: Session, purpose: str, ticket: str, *, until: datetime, now: datetime) -> None:
    """Those of this purpose that ran out are swept away."""
    await session.exec(delete(Ticket).where(col(Ticket.purpose) == purpose, col(Ticket.until) < now))
    session.add(Ticket(purpose=purpose, digest=_digest(ticket), until=until))
    await session.flush()


async def redeem(session: Session, purpose: str, ticket: str, now: datetime) -> bool:
    """True once, before it runs out; never for one that was not issued."""
    good = (
        update(Ticket)
        .where(col(Ticket.purpose) == purpose, col(Ticket.digest) == _digest(ticket))
        .where(col(Ticket.redeemed_at).is_(None), col(Ticket.until) >= now)
    )
    return bool((await session.exec(good.values(redeemed_at=now))).rowcount)


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
