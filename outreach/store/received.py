"""The inbox: what came in, from received to handled."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import update
from sqlmodel import col, select

from outreach.database import Session
from outreach.events import Event, pack
from outreach.models.post import Received
from outreach.store import texts
from outreach.store.rows import insert_unless_there

RECEIVED = "received"
Ending = Literal["handled", "failed"]


async def keep(
    session: Session, event: Event, *, keep_until: date | None, real_now: datetime, anew_if_refused: bool = False
) -> Received:
    """The event's row, made on first sight; a duplicate gets the row that is there, as it now stands.

    `anew_if_refused`: a row that ended in a refusal steps aside, since nothing was done.
    """
    platform = event.actor.platform
    known = await by_key(session, platform, event.key)
    if known is not None and anew_if_refused and known.state != RECEIVED and known.problem is not None:
        await session.exec(update(Received).where(col(Received.id) == known.id).values(key=f"{known.key}:{known.id}"))
    elif known is not None:
        return known
    body = json.dumps(pack(event), ensure_ascii=False)
    await insert_unless_there(
        session,
        Received,
        platform=platform,
        key=event.key,
        kind=type(event).__name__,
        text_id=await texts.keep(session, body, keep_until),
        received_at=real_now,
        state=RECEIVED,
    )
    row = await by_key(session, platform, event.key)
    assert row is not None
    return row


async def by_key(session: Session, platform: str, key: str) -> Received | None:
    query = select(Received).where(col(Received.platform) == platform, col(Received.key) == key)
    return (await session.exec(query)).one_or_none()


async def by_id(session: Session, received_id: int) -> Received | None:
    return await session.get(Received, received_id)


async def waiting(session: Session, received_before: datetime, limit: int = 100) -> Sequence[Received]:
    """Not handled yet, oldest first. `received_before` is real time."""
    query = select(Received).where(col(Received.state) == RECEIVED, col(Received.received_at) < received_before)
    return (await session.exec(query.order_by(col(Received.received_at), col(Received.id)).limit(limit))).all()


async def end(  # noqa: PLR0913 - how it ended, and when
    session: Session,
    received_id: int,
    ending: Ending,
    *,
    real_now: datetime,
    problem: str | None = None,
    forget_text: bool = False,
) -> None:
    """A statement, not an object: what a failed handler left in the session is of no concern to it."""
    if forget_text:
        await texts.forget(session, await _text_id(session, received_id))
    row = update(Received).where(col(Received.id) == received_id)
    await session.exec(row.values(state=ending, handled_at=real_now, problem=problem))


async def _text_id(session: Session, received_id: int) -> int | None:
    return (await session.exec(select(Received.text_id).where(col(Received.id) == received_id))).one_or_none()
