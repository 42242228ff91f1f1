"""Why turns led to nothing: one open row per turn, counted up while the reason stays the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, func, select

from outreach.database import Session
from outreach.models.ledger import Decision, Turn


async def open_of(session: Session, turn_ids: Collection[int]) -> Mapping[int, Decision]:
    """The open one of each turn that has one."""
    query = select(Decision).where(col(Decision.turn_id).in_(turn_ids), col(Decision.closed_at).is_(None))
    return {decision.turn_id: decision for decision in (await session.exec(query)).all()}


async def record(  # noqa: PLR0913 - a decision is made of exactly these
    session: Session, turn: Turn, code: str, facts: Mapping[str, Any], until: datetime | None, now: datetime
) -> Decision:
    """A changed reason closes the old row and opens a new one."""
    assert turn.id is not None
    return await replace(
        session, (await open_of(session, [turn.id])).get(turn.id), turn, Because(code, facts, until), now
    )


@dataclass(frozen=True)
class Because:
    """Why a turn leads to nothing, and until when; None: until an event."""

    code: str
    facts: Mapping[str, Any]
    until: datetime | None = None


async def replace(session: Session, standing: Decision | None, turn: Turn, because: Because, now: datetime) -> Decision:
    """The same, where the open decision is known already."""
    if standing and (standing.code, standing.episode) == (because.code, turn.episode):
        standing.count, standing.last_at = standing.count + 1, now
        standing.facts, standing.until = dict(because.facts), because.until
        session.add(standing)
        return standing
    if standing is not None:
        close(session, standing, now)
        # Before another is opened: the database allows one open row per turn.
        await session.flush()
    assert turn.id is not None
    opened = Decision(
        turn_id=turn.id,
        account_id=turn.account_id,
        rhythm=turn.rhythm,
        episode=turn.episode,
        code=because.code,
        facts=dict(because.facts),
        until=because.until,
        first_at=now,
        last_at=now,
    )
    session.add(opened)
    return opened


def close(session: Session, standing: Decision, now: datetime) -> None:
    standing.closed_at = now
    session.add(standing)


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
