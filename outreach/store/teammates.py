"""People on our side, and when they are away."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.book import Account, Away, Channel, Teammate
from outreach.store.channels import DIRECT
from outreach.store.rows import by_owner


async def all_teammates(session: Session) -> Sequence[Teammate]:
    query = select(Teammate).where(col(Teammate.left_on).is_(None)).order_by(col(Teammate.id))
    return (await session.exec(query)).all()


async def by_id(session: Session, teammate_id: int) -> Teammate:
    found = await session.get(Teammate, teammate_id)
    if found is None:
        raise KeyError(f"teammate {teammate_id}")
    return found


async def by_email(session: Session, email: str) -> Teammate | None:
    return (await session.exec(select(Teammate).where(col(Teammate.email) == email))).one_or_none()


async def by_external_id(session: Session, external_id: str) -> Teammate | None:
    return (await session.exec(select(Teammate).where(col(Teammate.external_id) == external_id))).one_or_none()


async def without_direct(session: Session, platforms: Collection[str]) -> Sequence[Teammate]:
    """Those we cannot write to on any of these platforms."""
    reached = select(Channel.teammate_id).where(
        col(Channel.teammate_id).is_not(None),
        col(Channel.platform).in_(platforms),
        col(Channel.kind) == DIRECT,
        col(Channel.gone_at).is_(None),
    )
    query = select(Teammate).where(col(Teammate.left_on).is_(None), col(Teammate.id).not_in(reached))
    return (await session.exec(query.order_by(col(Teammate.id)))).all()


async def csm_of(session: Session, account: Account) -> Teammate | None:
    return await session.get(Teammate, account.csm_id) if account.csm_id else None


async def away_on(session: Session, teammate_id: int, on: date) -> Away | None:
    """The absence that covers this local date and ends last."""
    query = select(Away).where(
        col(Away.teammate_id) == teammate_id,
        col(Away.from_on) <= on,
        col(Away.until_on) >= on,
        col(Away.ended_at).is_(None),
    )
    return (await session.exec(query.order_by(col(Away.until_on).desc()))).first()


async def by_ids(session: Session, ids: Collection[int]) -> Mapping[int, Teammate]:
    rows = (await session.exec(select(Teammate).where(col(Teammate.id).in_(ids)))).all()
    return {row.id: row for row in rows if row.id is not None}


async def absences_of(session: Session, ids: Collection[int], since: date) -> Mapping[int, Sequence[Away]]:
    """Those that are not over by that date, ending last first."""
    query = select(Away).where(
        col(Away.teammate_id).in_(ids), col(Away.until_on) >= since, col(Away.ended_at).is_(None)
    )
    rows = (await session.exec(query.order_by(col(Away.until_on).desc()))).all()
    return by_owner((away.teammate_id, away) for away in rows)


async def go_away(session: Session, teammate_id: int, from_on: date, until_on: date) -> Away:
    absence = Away(teammate_id=teammate_id, from_on=from_on, until_on=until_on)
    session.add(absence)
    await session.flush()
    return absence


async def come_back(session: Session, teammate_id: int, now: datetime, on: date) -> int:
    """Ends every absence that covers `on` or lies ahead; returns how many."""
    query = select(Away).where(
        col(Away.teammate_id) == teammate_id, col(Away.until_on) >= on, col(Away.ended_at).is_(None)
    )
    absences = (await session.exec(query)).all()
    for absence in absences:
        absence.ended_at = now
        session.add(absence)
    return len(absences)


async def end_absences(session: Session, ids: Collection[int], now: datetime) -> None:
    for absence in (await session.exec(select(Away).where(col(Away.id).in_(ids)))).all():
        absence.ended_at = now
        session.add(absence)
    await session.flush()
