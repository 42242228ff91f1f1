"""Digests: at most one per reader and local date, and where the last one left off."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlmodel import col, select

from outreach.database import Session
from outreach.models.book import Away
from outreach.models.ledger import Digest


async def standing(session: Session, reader_ids: Collection[int], since_on: date) -> set[tuple[int, date]]:
    """(reader, local date) of every digest that is settled, from that date on."""
    query = select(col(Digest.reader_id), col(Digest.local_on)).where(
        col(Digest.reader_id).in_(reader_ids), col(Digest.local_on) >= since_on
    )
    return {(reader_id, local_on) for reader_id, local_on in (await session.exec(query)).all()}


async def of_date(session: Session, reader_id: int, local_on: date) -> Digest | None:
    query = select(Digest).where(col(Digest.reader_id) == reader_id, col(Digest.local_on) == local_on)
    return (await session.exec(query)).one_or_none()


async def before(session: Session, reader_id: int, local_on: date) -> Digest | None:
    """The reader's last one before that date: what happened since then is news."""
    query = select(Digest).where(col(Digest.reader_id) == reader_id, col(Digest.local_on) < local_on)
    return (await session.exec(query.order_by(col(Digest.local_on).desc()).limit(1))).first()


async def add(session: Session, digest: Digest) -> Digest | None:
    """None when that reader's date is settled already. Inside `writing` nobody else writes between look and insert."""
    if await of_date(session, digest.reader_id, digest.local_on):
        return None
    session.add(digest)
    await session.flush()
    return digest


async def absences(session: Session, since_on: date) -> Mapping[int, Sequence[Away]]:
    """Everybody's absences that are not over by then, by teammate."""
    query = select(Away).where(col(Away.until_on) >= since_on, col(Away.ended_at).is_(None))
    found: dict[int, list[Away]] = {}
    for away in (await session.exec(query.order_by(col(Away.id)))).all():
        found.setdefault(away.teammate_id, []).append(away)
    return found
