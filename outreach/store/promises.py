"""What our people said they would do, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import col, func, or_, select, update

from outreach.database import Session
from outreach.errors import NotFound
from outreach.models.book import Account
from outreach.models.desk import Promise, Request
from outreach.models.ledger import StoredText, Touch
from outreach.store.oversight import Team, of_team

# As `outreach.desk.promises` calls them.
NOTICED, OPEN = "noticed", "open"
# Their errands: a colleague is asked, reminded of today, of a date that nobody was told, and that date passed.
ASK, TODAY, UNTOLD, PASSED = "promise.ask", "promise.today", "promise.untold", "promise.passed"
KINDS = (ASK, TODAY, UNTOLD, PASSED)


async def put(session: Session, promise: Promise) -> Promise:
    """Added or changed."""
    session.add(promise)
    await session.flush()
    return promise


async def by_id(session: Session, promise_id: int) -> Promise:
    """Raises NotFound: a button may be older than what it is about."""
    found = await session.get(Promise, promise_id)
    if found is None:
        raise NotFound("That promise is no longer on record.")
    return found


async def find(session: Session, promise_id: int) -> Promise | None:
    return await session.get(Promise, promise_id)


async def of_touch(session: Session, touch_id: int) -> Promise | None:
    """Given with this message of ours: at most one."""
    return (await session.exec(select(Promise).where(col(Promise.touch_id) == touch_id))).one_or_none()


async def noticed_of(session: Session, owner_id: int) -> Sequence[Promise]:
    """What this colleague has not said yes or no to, oldest first."""
    query = select(Promise).where(col(Promise.owner_id) == owner_id, col(Promise.state) == NOTICED)
    return (await session.exec(query.order_by(col(Promise.made_at), col(Promise.id)))).all()


async def standing_with(session: Session, owner_ids: Collection[int]) -> Sequence[tuple[Promise, Account]]:
    """What these colleagues have promised or may have, by date; those without one last."""
    query = (
        select(Promise, Account)
        .join(Account, col(Account.id) == col(Promise.account_id))
        .where(col(Promise.owner_id).in_(owner_ids), col(Promise.state).in_((NOTICED, OPEN)))
    )
    return (await session.exec(query.order_by(*_BY_DATE))).all()


async def open_of(session: Session, account_id: int) -> Sequence[Promise]:
    """Tracked and not kept yet, by date."""
    query = select(Promise).where(col(Promise.account_id) == account_id, col(Promise.state) == OPEN)
    return (await session.exec(query.order_by(*_BY_DATE))).all()


async def open_in(session: Session, team: Team) -> Sequence[tuple[Promise, Account]]:
    """Of a team: what its people promised, and what was promised to its accounts; by date."""
    query = (
        select(Promise, Account)
        .join(Account, col(Account.id) == col(Promise.account_id))
        .where(
            or_(of_team(team), col(Promise.owner_id).in_(team.csm_ids)),
            col(Promise.state) == OPEN,
        )
    )
    return (await session.exec(query.order_by(*_BY_DATE))).all()


async def ended_between(
    session: Session, team: Team, start: datetime, end: datetime
) -> Sequence[tuple[Promise, Account]]:
    """Kept or dropped in [start, end), once tracked."""
    query = (
        select(Promise, Account)
        .join(Account, col(Account.id) == col(Promise.account_id))
        .where(
            of_team(team, with_churned=True),
            col(Promise.confirmed_at).is_not(None),
            col(Promise.ended_at) >= start,
            col(Promise.ended_at) < end,
        )
    )
    return (await session.exec(query.order_by(col(Promise.ended_at), col(Promise.id)))).all()


async def sayings(session: Session, promise_id: int) -> Sequence[Touch]:
    """All that was said or drafted to them about it, oldest first."""
    query = select(Touch).where(col(Touch.key).startswith(f"promise:{promise_id}:"))
    return (await session.exec(query.order_by(col(Touch.id)))).all()


async def request_in(session: Session, channel_id: int, thread: str | None, due_on: date | None) -> Request | None:
    """An open request whose talk is there and whose date that is: it is looked after already."""
    if thread is None or due_on is None:
        return None
    query = select(Request).where(
        col(Request.channel_id) == channel_id,
        col(Request.thread) == thread,
        col(Request.due_on) == due_on,
        col(Request.settled_at).is_(None),
    )
    return (await session.exec(query.order_by(col(Request.id)))).first()


async def expires(session: Session, text_id: int | None, on: date | None) -> None:
    """None: its words are kept as long as it runs."""
    if text_id is not None:
        changed = update(StoredText).where(col(StoredText.id) == text_id).values(expires_on=on)
        await session.exec(changed.execution_options(synchronize_session="fetch"))


_BY_DATE = (
    func.coalesce(col(Promise.due_on), date.max),
    col(Promise.made_at),
    col(Promise.id),
)
