"""Signals on record, and which messages of other systems were taken in already."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, or_, select

from outreach.database import Session
from outreach.models.desk import Request
from outreach.models.ledger import StoredText
from outreach.models.post import Received
from outreach.models.signals import Signal
from outreach.store.rows import by_owner, insert_unless_there

# In the inbox their messages stand under this, as a platform's events stand under the platform.
_FROM = "signals"


async def known(session: Session, source: str, external_id: str) -> Signal | None:
    query = select(Signal).where(col(Signal.source) == source, col(Signal.external_id) == external_id)
    return (await session.exec(query)).one_or_none()


async def by_id(session: Session, signal_id: int) -> Signal | None:
    return await session.get(Signal, signal_id)


async def put(session: Session, signal: Signal) -> Signal:
    """Added or changed."""
    session.add(signal)
    await session.flush()
    return signal


async def open_of_accounts(
    session: Session, account_ids: Collection[int], now: datetime
) -> Mapping[int, Sequence[Signal]]:
    """By account: what is open there now, newest first."""
    query = select(Signal).where(
        col(Signal.account_id).in_(account_ids),
        col(Signal.closed_at).is_(None),
        or_(col(Signal.until).is_(None), col(Signal.until) > now),
    )
    rows = (await session.exec(query.order_by(col(Signal.opened_at).desc(), col(Signal.id).desc()))).all()
    return by_owner((row.account_id, row) for row in rows)


async def open_of(session: Session, account_id: int, now: datetime) -> Sequence[Signal]:
    return (await open_of_accounts(session, [account_id], now)).get(account_id, ())


async def open_of_kind(session: Session, kind: str, now: datetime) -> Sequence[Signal]:
    query = select(Signal).where(
        col(Signal.kind) == kind,
        col(Signal.closed_at).is_(None),
        or_(col(Signal.until).is_(None), col(Signal.until) > now),
    )
    return (await session.exec(query.order_by(col(Signal.opened_at).desc(), col(Signal.id).desc()))).all()


async def request_of(session: Session, request_id: int) -> Request | None:
    return await session.get(Request, request_id)


async def open_requests(session: Session, account_id: int) -> Sequence[tuple[Request, str | None]]:
    """What a ticket can be linked to, newest first, each with its words as long as they are kept."""
    query = (
        select(Request, StoredText.body)
        .outerjoin(StoredText, col(StoredText.id) == col(Request.text_id))
        .where(col(Request.account_id) == account_id, col(Request.settled_at).is_(None))
    )
    return (await session.exec(query.order_by(col(Request.opened_at).desc(), col(Request.id).desc()))).all()


async def was_taken(session: Session, message_key: str) -> bool:
    query = select(Received.id).where(col(Received.platform) == _FROM, col(Received.key) == message_key)
    return (await session.exec(query)).first() is not None


async def note_taken(session: Session, message_key: str, real_now: datetime) -> None:
    """Its words are not kept: what it said stands in the signal."""
    values = {"received_at": real_now, "state": "handled", "handled_at": real_now}
    await insert_unless_there(session, Received, platform=_FROM, key=message_key, kind="Signal", **values)
