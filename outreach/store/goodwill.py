"""Goodwill on record: what was given, by whom, and what waits for a manager."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.desk import Complaint, Goodwill, Request

# Within the allowance; what a manager granted or refused; what was taken back the same day.
State = Literal["spent", "asked", "granted", "refused", "taken back"]
GIVEN = ("spent", "granted")


async def by_id(session: Session, goodwill_id: int) -> Goodwill | None:
    return await session.get(Goodwill, goodwill_id)


async def put(session: Session, goodwill: Goodwill) -> Goodwill:
    """Added or changed."""
    session.add(goodwill)
    await session.flush()
    return goodwill


async def spent_between(session: Session, teammate_id: int, start: datetime, end: datetime) -> Decimal:
    """What they gave out of their own allowance in [start, end): what a manager granted is not theirs."""
    query = select(func.sum(Goodwill.amount)).where(
        col(Goodwill.teammate_id) == teammate_id,
        col(Goodwill.state) == "spent",
        col(Goodwill.asked_at) >= start,
        col(Goodwill.asked_at) < end,
    )
    return Decimal((await session.exec(query)).one() or 0)


async def waiting(session: Session, teammate_ids: Collection[int] | None = None) -> Sequence[Goodwill]:
    """What a manager has to decide, longest waiting first; of these CSMs, else of everybody."""
    query = select(Goodwill).where(col(Goodwill.state) == "asked")
    if teammate_ids is not None:
        query = query.where(col(Goodwill.teammate_id).in_(teammate_ids))
    return (await session.exec(query.order_by(col(Goodwill.asked_at), col(Goodwill.id)))).all()


async def of_account(session: Session, account_id: int) -> Sequence[Goodwill]:
    """Everything given to them or asked for, newest first."""
    query = select(Goodwill).where(col(Goodwill.account_id) == account_id, col(Goodwill.state) != "taken back")
    return (await session.exec(query.order_by(col(Goodwill.asked_at).desc(), col(Goodwill.id).desc()))).all()


async def of_complaint(session: Session, complaint_id: int) -> Sequence[Goodwill]:
    query = select(Goodwill).where(col(Goodwill.complaint_id) == complaint_id, col(Goodwill.state) != "taken back")
    return (await session.exec(query.order_by(col(Goodwill.id)))).all()


async def of_request(session: Session, request_id: int) -> Sequence[Goodwill]:
    query = select(Goodwill).where(col(Goodwill.request_id) == request_id, col(Goodwill.state) != "taken back")
    return (await session.exec(query.order_by(col(Goodwill.id)))).all()


async def by_teammate(session: Session, teammate_id: int, since: datetime) -> Sequence[Goodwill]:
    """What they gave or asked for since then, newest first."""
    query = select(Goodwill).where(
        col(Goodwill.teammate_id) == teammate_id, col(Goodwill.asked_at) >= since, col(Goodwill.state) != "taken back"
    )
    return (await session.exec(query.order_by(col(Goodwill.asked_at).desc(), col(Goodwill.id).desc()))).all()


async def given_between(session: Session, start: datetime, end: datetime) -> Sequence[Goodwill]:
    """What was given in [start, end), for the week and for cost."""
    query = select(Goodwill).where(
        col(Goodwill.state).in_(GIVEN), col(Goodwill.asked_at) >= start, col(Goodwill.asked_at) < end
    )
    return (await session.exec(query.order_by(col(Goodwill.id)))).all()


async def complaint(session: Session, complaint_id: int) -> Complaint | None:
    """What a goodwill makes right."""
    return await session.get(Complaint, complaint_id)


async def request(session: Session, request_id: int) -> Request | None:
    return await session.get(Request, request_id)
