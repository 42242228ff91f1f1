"""What a complaint holds back, and what its end sets free: every change of it is followed by the account's turns."""

from datetime import datetime, timedelta

from outreach.database import Session
from outreach.ledger.reasons import Code
from outreach.models.book import Hold
from outreach.models.desk import Complaint
from outreach.store import complaints, errands, holds, texts, turns


async def hold_back(  # noqa: PLR0913 - what, why, how long and on whose word
    session: Session, complaint: Complaint, *, because: str, until: datetime | None, by: str, now: datetime
) -> Hold:
    """Nothing cheerful reaches the account until then; None: until somebody ends it. One that stands is changed."""
    hold = await holds.by_id(session, complaint.hold_id) if complaint.hold_id else None
    if hold is None or hold.ended_at is not None:
        hold = await holds.place(
            session,
            Hold(account_id=complaint.account_id, code=Code.OPEN_COMPLAINT, placed_by=by, placed_at=now),
        )
    hold.because, hold.until = because, until
    complaint.hold_id = hold.id
    session.add_all((hold, complaint))
    await session.flush()
    await turns.rearm(session, complaint.account_id, now)
    return hold


async def set_free(session: Session, complaint: Complaint, *, by: str, now: datetime) -> None:
    hold = await holds.by_id(session, complaint.hold_id) if complaint.hold_id else None
    if hold is not None and hold.ended_at is None:
        await holds.lift(session, [hold], by=by, now=now)
    await turns.rearm(session, complaint.account_id, now)


async def end(  # noqa: PLR0913 - what, why, by whom, and how long its words are kept
    session: Session,
    complaint: Complaint,
    because: str,
    *,
    now: datetime,
    keep_for: timedelta,
    by: str,
    by_id: int | None = None,
) -> None:
    """It was none, or nobody can say: nothing is asked of anybody any more. `by_id` None: it ended by itself."""
    complaint.closed_at, complaint.closed_because, complaint.closed_by_id = now, because, by_id
    session.add(complaint)
    await forget_errands(session, complaint, now, because)
    await texts.let_go(session, complaint.text_id, (now + keep_for).date())
    await set_free(session, complaint, by=by, now=now)


async def forget_errands(session: Session, complaint: Complaint, now: datetime, because: str) -> None:
    assert complaint.id is not None
    kinds = (complaints.ASK, complaints.DECIDE, complaints.LAPSE)
    await errands.drop(session, kinds, complaint.id, now, because)


async def prolong(session: Session, complaint: Complaint, until: datetime) -> None:
    hold = await holds.by_id(session, complaint.hold_id) if complaint.hold_id else None
    if hold is not None and hold.ended_at is None:
        hold.until = until
        session.add(hold)
