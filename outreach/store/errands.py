"""Errands: what the clock sees to, each once."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, func, select, update

from outreach.database import Session
from outreach.models.errands import Errand
from outreach.store.rows import insert_unless_there


async def arrange(session: Session, kind: str, subject_id: int, due_at: datetime, *, about: str = "") -> Errand:
    """One errand per kind, subject and `about`: asked for again it moves, unless it is done; then it stays done."""
    key = f"{kind}:{subject_id}:{about}" if about else f"{kind}:{subject_id}"
    await insert_unless_there(session, Errand, key=key, kind=kind, subject_id=subject_id, due_at=due_at, attempts=0)
    errand = (await session.exec(select(Errand).where(col(Errand.key) == key))).one()
    if errand.done_at is None and errand.due_at != due_at:
        errand.due_at = due_at
        session.add(errand)
    return errand


async def renew(session: Session, kind: str, subject_id: int, due_at: datetime) -> Errand:
    """The one that is open moves; where none is, there is a new one, however many are done: for what comes up again."""
    if is_open := await open_of(session, kind, subject_id):
        is_open[0].due_at, is_open[0].attempts = due_at, 0
        session.add(is_open[0])
        await session.flush()
        return is_open[0]
    query = select(func.count()).where(col(Errand.kind) == kind, col(Errand.subject_id) == subject_id)
    number = int((await session.exec(query)).one())
    return await arrange(session, kind, subject_id, due_at, about=f"no. {number + 1}")


async def drop(session: Session, kinds: Collection[str], subject_id: int, now: datetime, because: str) -> int:
    """What is not needed any more; returns how many were open."""
    gone = update(Errand).where(
        col(Errand.kind).in_(kinds), col(Errand.subject_id) == subject_id, col(Errand.done_at).is_(None)
    )
    done = gone.values(done_at=now, outcome=because).execution_options(synchronize_session="fetch")
    return (await session.exec(done)).rowcount


async def hurry(session: Session, kinds: Collection[str], now: datetime) -> int:
    """Something they reckon with has changed (an absence): each looks again at once, and arranges itself anew."""
    sooner = update(Errand).where(col(Errand.kind).in_(kinds), col(Errand.done_at).is_(None), col(Errand.due_at) > now)
    return (await session.exec(sooner.values(due_at=now).execution_options(synchronize_session="fetch"))).rowcount


async def due(
    session: Session, now: datetime, limit: int = 500, *, kinds: Collection[str] | None = None
) -> Sequence[int]:
    """Longest due first; of these `kinds` only, where some are given."""
    query = select(Errand.id).where(col(Errand.done_at).is_(None), col(Errand.due_at) <= now)
    query = query if kinds is None else query.where(col(Errand.kind).in_(kinds))
    return [one for one in (await session.exec(query.order_by(col(Errand.due_at), col(Errand.id)).limit(limit))) if one]


async def next_due(session: Session) -> datetime | None:
    query = select(func.min(col(Errand.due_at))).where(col(Errand.done_at).is_(None))
    return (await session.exec(query)).one()


async def by_id(session: Session, errand_id: int) -> Errand | None:
    return await session.get(Errand, errand_id)


async def open_of(session: Session, kind: str, subject_id: int) -> Sequence[Errand]:
    query = select(Errand).where(
        col(Errand.kind) == kind, col(Errand.subject_id) == subject_id, col(Errand.done_at).is_(None)
    )
    return (await session.exec(query.order_by(col(Errand.due_at)))).all()
