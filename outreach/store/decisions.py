"""Why turns led to nothing: one open row per turn, counted up while the reason stays the same."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, func, select

from outreach.database import Session
from outreach.models.ledger import Decision, Turn


async def open_of(session: Session, turn_id: int) -> Decision | None:
    query = select(Decision).where(col(Decision.turn_id) == turn_id, col(Decision.closed_at).is_(None))
    return (await session.exec(query)).one_or_none()


async def record(  # noqa: PLR0913 - a decision is made of exactly these
    session: Session, turn: Turn, code: str, facts: Mapping[str, Any], until: datetime | None, now: datetime
) -> Decision:
    """A changed reason closes the old row and opens a new one."""
    assert turn.id is not None
    standing = await open_of(session, turn.id)
    if standing and (standing.code, standing.episode) == (code, turn.episode):
        standing.count, standing.last_at = standing.count + 1, now
        standing.facts, standing.until = dict(facts), until
    else:
        await close(session, turn.id, now)
        standing = Decision(
            turn_id=turn.id,
            account_id=turn.account_id,
            rhythm=turn.rhythm,
            episode=turn.episode,
            code=code,
            facts=dict(facts),
            until=until,
            first_at=now,
            last_at=now,
        )
    session.add(standing)
    await session.flush()
    return standing


async def close(session: Session, turn_id: int, now: datetime) -> None:
    if standing := await open_of(session, turn_id):
        standing.closed_at = now
        session.add(standing)
        await session.flush()


async def of_account(session: Session, account_id: int, limit: int = 50) -> Sequence[Decision]:
    """Newest first, open and closed."""
    query = select(Decision).where(col(Decision.account_id) == account_id)
    return (await session.exec(query.order_by(col(Decision.last_at).desc()).limit(limit))).all()


async def open_decisions(session: Session) -> Sequence[Decision]:
    return (await session.exec(select(Decision).where(col(Decision.closed_at).is_(None)))).all()


async def counts(session: Session, since: datetime) -> Mapping[str, int]:
    """Accounts held back per code, by decisions that stood at some moment since then."""
    query = (
        select(Decision.code, func.count(func.distinct(Decision.account_id)))
        .where(col(Decision.last_at) >= since)
        .group_by(Decision.code)
    )
    return {code: int(count) for code, count in (await session.exec(query)).all()}


async def drop_closed(session: Session, before: datetime) -> int:
    result = await session.exec(delete(Decision).where(col(Decision.closed_at) < before))
    return result.rowcount
