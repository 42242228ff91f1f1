"""Complaints: what is open, what waits for a decision, and what they were about."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, func, or_, select

from outreach.database import Session
from outreach.models.book import Account, Teammate
from outreach.models.desk import Complaint
from outreach.models.errands import Errand
from outreach.models.ledger import Touch, TouchState
from outreach.models.listening import Judged, Noticed
from outreach.store import errands, touches
from outreach.store.oversight import Team, of_team
from outreach.store.spoken import GROUP_COMPLAINT

KINDS = ("complaint", "contempt")
ASK, DECIDE, LAPSE = "complaint.ask", "complaint.decide", "complaint.lapse"
# At the top of a channel, what is said within this is one conversation.
_ONE_CONVERSATION = timedelta(days=1)


async def add(session: Session, complaint: Complaint) -> Complaint:
    """What may be the same is looked for at once."""
    session.add(complaint)
    await session.flush()
    await errands.arrange(session, GROUP_COMPLAINT, complaint.id or 0, complaint.opened_at)
    return complaint


async def by_id(session: Session, complaint_id: int) -> Complaint | None:
    return await session.get(Complaint, complaint_id)


async def of_touch(session: Session, touch_id: int) -> Complaint | None:
    """The newest that this message opened."""
    query = select(Complaint).where(col(Complaint.touch_id) == touch_id).order_by(col(Complaint.id).desc())
    return (await session.exec(query)).first()


async def of_finding(session: Session, noticed_id: int) -> Complaint | None:
    query = select(Complaint).where(col(Complaint.noticed_id) == noticed_id).order_by(col(Complaint.id).desc())
    return (await session.exec(query)).first()


async def in_conversation(session: Session, touch: Touch) -> Complaint | None:
    """The open one that this message goes on about: in the same thread, or lately at the top of the same channel."""
    assert touch.happened_at is not None
    query = select(Complaint, Touch.thread).outerjoin(Touch, col(Touch.id) == col(Complaint.touch_id))
    query = query.where(
        col(Complaint.account_id) == touch.account_id,
        col(Complaint.channel_id) == touch.channel_id,
        col(Complaint.channel_id).is_not(None),
        col(Complaint.closed_at).is_(None),
    )
    for complaint, thread in (await session.exec(query.order_by(col(Complaint.id).desc()))).all():
        if touch.thread is not None and touch.thread == complaint.thread:
            return complaint
        is_late = touch.happened_at - complaint.opened_at > _ONE_CONVERSATION
        if touch.thread is None and thread is None and not is_late:
            return complaint
    return None


async def open_of(session: Session, account_id: int) -> Sequence[Complaint]:
    """Oldest first."""
    query = select(Complaint).where(col(Complaint.account_id) == account_id, col(Complaint.closed_at).is_(None))
    return (await session.exec(query.order_by(col(Complaint.opened_at), col(Complaint.id)))).all()


async def of_account(session: Session, account_id: int, limit: int = 20) -> Sequence[Complaint]:
    """Newest first, whatever became of them."""
    query = select(Complaint).where(col(Complaint.account_id) == account_id)
    return (await session.exec(query.order_by(col(Complaint.id).desc()).limit(limit))).all()


async def open_in(session: Session, team: Team) -> Sequence[tuple[Complaint, Account]]:
    """Of a team's accounts, oldest first."""
    query = select(Complaint, Account).join(Account, col(Account.id) == col(Complaint.account_id))
    query = query.where(of_team(team), col(Complaint.closed_at).is_(None))
    return (await session.exec(query.order_by(col(Complaint.opened_at), col(Complaint.id)))).all()


async def undecided(session: Session, teammate_ids: Collection[int]) -> Sequence[tuple[Complaint, Account]]:
    """Closed ones of the accounts that these people look after, after which nobody has let shares go on: oldest
    first. Where nobody looks after an account it is for whoever closed it."""
    query = select(Complaint, Account).join(Account, col(Account.id) == col(Complaint.account_id))
    have_left = select(Teammate.id).where(col(Teammate.left_on).is_not(None))
    is_unowned = or_(col(Account.csm_id).is_(None), col(Account.csm_id).in_(have_left))
    query = query.where(
        or_(col(Account.csm_id).in_(teammate_ids), is_unowned & col(Complaint.closed_by_id).in_(teammate_ids)),
        col(Complaint.closed_at).is_not(None),
        # Closed by somebody who said what it was; one that turned out to be none holds nothing.
        or_(col(Complaint.is_heard_only), col(Complaint.made_right).is_not(None)),
        col(Complaint.resumes_at).is_(None),
    )
    return (await session.exec(query.order_by(col(Complaint.closed_at), col(Complaint.id)))).all()


async def to_decide(session: Session, teammate_ids: Collection[int]) -> Sequence[tuple[Complaint, Account]]:
    """The same without those that somebody wants to be asked about later."""
    found = await undecided(session, teammate_ids)
    later = select(Errand.subject_id).where(
        col(Errand.kind) == DECIDE,
        col(Errand.subject_id).in_([complaint.id for complaint, _ in found]),
        col(Errand.done_at).is_(None),
    )
    put_off = set((await session.exec(later)).all())
    return [(complaint, account) for complaint, account in found if complaint.id not in put_off]


async def opened_between(
    session: Session, team: Team, start: datetime, end: datetime
) -> Sequence[tuple[Complaint, Account]]:
    """Half-open; those that turned out to be none are left out, those that nobody has confirmed yet are in."""
    query = select(Complaint, Account).join(Account, col(Account.id) == col(Complaint.account_id))
    query = query.where(of_team(team), col(Complaint.opened_at) >= start, col(Complaint.opened_at) < end)
    query = query.where(or_(col(Complaint.confirmed_at).is_not(None), col(Complaint.closed_at).is_(None)))
    return (await session.exec(query.order_by(col(Complaint.opened_at), col(Complaint.id)))).all()


async def lapsed_since(session: Session, team: Team, since: datetime) -> Sequence[tuple[Complaint, Account]]:
    """Noticed by us, and over by themselves since then: nobody looked in time, or they took it back."""
    query = select(Complaint, Account).join(Account, col(Account.id) == col(Complaint.account_id))
    query = query.where(of_team(team), col(Complaint.closed_at) >= since)
    query = query.where(col(Complaint.confirmed_at).is_(None), col(Complaint.closed_by_id).is_(None))
    return (await session.exec(query.order_by(col(Complaint.closed_at), col(Complaint.id)))).all()


async def without_cause(session: Session, team: Team) -> Sequence[tuple[Complaint, Account]]:
    """Confirmed, still open, and nobody owns its root cause yet: oldest first."""
    query = select(Complaint, Account).join(Account, col(Account.id) == col(Complaint.account_id))
    query = query.where(
        of_team(team),
        col(Complaint.confirmed_at).is_not(None),
        col(Complaint.closed_at).is_(None),
        col(Complaint.department).is_(None),
    )
    return (await session.exec(query.order_by(col(Complaint.opened_at), col(Complaint.id)))).all()


async def count_others(session: Session, complaint: Complaint, since: datetime, none: Collection[str]) -> int:
    """Real or not yet looked at ones of the same account since then, besides this one; `none`: the reasons of those
    that turned out to be none, somebody having confirmed them or not."""
    query = select(func.count()).where(
        col(Complaint.account_id) == complaint.account_id,
        col(Complaint.id) != complaint.id,
        col(Complaint.opened_at) >= since,
        or_(col(Complaint.closed_at).is_(None), col(Complaint.closed_because).not_in(none)),
    )
    return int((await session.exec(query)).one())


async def asked_of(session: Session, account_id: int, since: datetime) -> Sequence[Complaint]:
    """Those of which we asked since then whether it is right now, without an answer so far: newest question first."""
    query = select(Complaint).where(
        col(Complaint.account_id) == account_id,
        col(Complaint.asked_at) >= since,
        col(Complaint.is_right).is_(None),
        col(Complaint.closed_at).is_not(None),
    )
    return (await session.exec(query.order_by(col(Complaint.asked_at).desc()))).all()


async def first_answer(session: Session, complaint: Complaint) -> Touch | None:
    """The first word by a person of ours after it was said: where it was said, or in a call they put on record."""
    query = select(Touch).where(
        col(Touch.account_id) == complaint.account_id,
        col(Touch.direction) == "out",
        col(Touch.origin).in_(touches.BY_PEOPLE),
        col(Touch.state) == TouchState.MADE,
        col(Touch.happened_at) >= complaint.opened_at,
        or_(col(Touch.channel_id) == complaint.channel_id, col(Touch.channel_id).is_(None)),
    )
    return (await session.exec(query.order_by(col(Touch.happened_at), col(Touch.id)))).first()


async def last_heard_in(session: Session, channel_id: int, since: datetime, but: Collection[int]) -> Touch | None:
    """Of everything said there since then by anybody, the last besides these touches."""
    query = select(Touch).where(
        col(Touch.channel_id) == channel_id,
        col(Touch.state) == TouchState.MADE,
        col(Touch.happened_at) >= since,
        col(Touch.id).not_in(but),
    )
    return (await session.exec(query.order_by(col(Touch.happened_at).desc(), col(Touch.id).desc()))).first()


async def finding(session: Session, complaint: Complaint) -> Noticed | None:
    return await session.get(Noticed, complaint.noticed_id) if complaint.noticed_id else None


async def joined_to(session: Session, complaint: Complaint) -> Noticed | None:
    """Another sure finding of that kind in the same channel since then, which nobody has judged: the first."""
    query = select(Noticed).join(Touch, col(Touch.id) == col(Noticed.touch_id))
    query = query.where(
        col(Touch.channel_id) == complaint.channel_id,
        col(Noticed.account_id) == complaint.account_id,
        col(Noticed.kind).in_(KINDS),
        col(Noticed.is_sure),
        col(Noticed.judged) == Judged.OPEN,
        col(Noticed.touch_id) != complaint.touch_id,
        col(Noticed.noticed_at) >= complaint.opened_at,
    )
    return (await session.exec(query.order_by(col(Noticed.noticed_at), col(Noticed.id)))).first()
