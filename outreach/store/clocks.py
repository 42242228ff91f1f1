"""Response clocks: who waits for a first answer, since when, and what ended the wait."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from sqlmodel import col, func, or_, select

from outreach.database import Session
from outreach.models.book import Account, Channel
from outreach.models.ledger import Touch, TouchState
from outreach.models.listening import ResponseClock
from outreach.models.post import Delivery, DeliveryState
from outreach.store import errands, touches
from outreach.store.channels import TEAM

# The errands of a clock, as the steps of `outreach.listening.clocks` are called.
KINDS = ("clock.csm", "clock.cover", "clock.manager")
Ending = Literal["answered", "not needed", "taken back", "channel gone"]
_BY_OURS = ("person", "desk")


async def by_id(session: Session, clock_id: int) -> ResponseClock | None:
    return await session.get(ResponseClock, clock_id)


async def add(session: Session, clock: ResponseClock) -> ResponseClock:
    session.add(clock)
    await session.flush()
    return clock


async def running_in(session: Session, channel_id: int) -> ResponseClock | None:
    query = select(ResponseClock).where(
        col(ResponseClock.channel_id) == channel_id, col(ResponseClock.stopped_at).is_(None)
    )
    return (await session.exec(query.order_by(col(ResponseClock.id)))).first()


async def running(session: Session, account_ids: Collection[int]) -> Sequence[ResponseClock]:
    """Who waits now, longest first; not where we can no longer answer."""
    query = (
        select(ResponseClock)
        .join(Channel, col(Channel.id) == col(ResponseClock.channel_id))
        .where(
            col(ResponseClock.account_id).in_(account_ids),
            col(ResponseClock.stopped_at).is_(None),
            col(Channel.account_id) == col(ResponseClock.account_id),
            col(Channel.gone_at).is_(None),
            col(Channel.kind) != TEAM,
            col(Channel.is_mixed).is_(False),
            col(Channel.not_to_be_read).is_(False),
        )
    )
    return (await session.exec(query.order_by(col(ResponseClock.since_at), col(ResponseClock.id)))).all()


async def of_touch(session: Session, touch_id: int) -> ResponseClock | None:
    """The clock, running or not, that this message began or was the last of."""
    query = select(ResponseClock).where(
        (col(ResponseClock.touch_id) == touch_id) | (col(ResponseClock.last_touch_id) == touch_id)
    )
    return (await session.exec(query.order_by(col(ResponseClock.id).desc()))).first()


async def answered_since(session: Session, channel_id: int, at: datetime) -> bool:
    """Whether a person of ours has spoken there since then."""
    query = select(Touch.id).where(
        col(Touch.channel_id) == channel_id,
        col(Touch.origin).in_(_BY_OURS),
        col(Touch.state) == TouchState.MADE,
        col(Touch.happened_at) >= at,
        col(Touch.ended_because).is_(None),
    )
    return (await session.exec(query.limit(1))).first() is not None


async def burst(session: Session, clock: ResponseClock) -> Sequence[Touch]:
    """What they said there from its first message to its last that still stands, oldest first; the first may have
    been said before it became a question."""
    last = await touches.by_id(session, clock.last_touch_id)
    until = last.happened_at if last and last.happened_at else clock.since_at
    query = select(Touch).where(
        col(Touch.channel_id) == clock.channel_id,
        col(Touch.origin) == "customer",
        or_(col(Touch.id) == clock.touch_id, col(Touch.happened_at).between(clock.since_at, until)),
        col(Touch.ended_because).is_(None),
    )
    return (await session.exec(query.order_by(col(Touch.happened_at), col(Touch.id)))).all()


async def told_hours_at(session: Session, channel_id: int) -> datetime | None:
    """When we last said there when a person will be back."""
    query = select(func.max(ResponseClock.hours_told_at)).where(col(ResponseClock.channel_id) == channel_id)
    return (await session.exec(query)).one()


async def stop(  # noqa: PLR0913 - which, why and when, by whom and with which words
    session: Session,
    clock: ResponseClock,
    because: Ending,
    now: datetime,
    *,
    by_id: int | None = None,
    answer_id: int | None = None,
) -> None:
    """`now` is when the wait was over. Nobody is told any more; stopping twice changes nothing."""
    if clock.stopped_at is not None:
        return
    clock.stopped_at, clock.stopped_because = now, because
    clock.answered_by_id, clock.answer_id = by_id, answer_id
    session.add(clock)
    await session.flush()
    await errands.drop(session, KINDS, clock.id or 0, now, because)


async def stop_of_account(session: Session, account_id: int, answer: Touch, now: datetime) -> int:
    """Somebody of ours spoke with them elsewhere; returns how many waits that ended."""
    query = select(ResponseClock).where(
        col(ResponseClock.account_id) == account_id, col(ResponseClock.stopped_at).is_(None)
    )
    waiting = (await session.exec(query)).all()
    for clock in waiting:
        await stop(session, clock, "answered", now, by_id=answer.author_id, answer_id=answer.id)
    return len(waiting)


async def go_on(session: Session, clock: ResponseClock) -> None:
    """What stopped it is taken back; whoever arranges its errands does so anew."""
    clock.stopped_at, clock.stopped_because = None, None
    clock.answered_by_id, clock.answer_id = None, None
    session.add(clock)
    await session.flush()


async def stopped_by(session: Session, answer_id: int) -> Sequence[ResponseClock]:
    query = select(ResponseClock).where(col(ResponseClock.answer_id) == answer_id)
    return (await session.exec(query.order_by(col(ResponseClock.id)))).all()


async def stop_where_written(session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
    """An answer that a person of ours sent through us stands there now."""
    sent = [one.touch_id for one in deliveries if one.op == "post" and one.state == DeliveryState.SENT and one.touch_id]
    if not sent:
        return
    query = (
        select(ResponseClock, Touch)
        .join(Touch, col(Touch.channel_id) == col(ResponseClock.channel_id))
        .where(
            col(Touch.id).in_(sent),
            col(Touch.origin) == "desk",
            col(Touch.account_id) == col(ResponseClock.account_id),
            col(ResponseClock.stopped_at).is_(None),
        )
    )
    for clock, touch in (await session.exec(query)).all():
        await stop(session, clock, "answered", now, by_id=touch.author_id, answer_id=touch.id)


async def answered_between(
    session: Session, csm_ids: Collection[int], start: datetime, end: datetime
) -> Sequence[tuple[ResponseClock, Account]]:
    """Waits of these CSMs' accounts that an answer ended in [start, end), oldest first."""
    query = (
        select(ResponseClock, Account)
        .join(Account, col(Account.id) == col(ResponseClock.account_id))
        .where(
            col(Account.csm_id).in_(csm_ids),
            col(ResponseClock.stopped_because) == "answered",
            col(ResponseClock.stopped_at) >= start,
            col(ResponseClock.stopped_at) < end,
        )
    )
    return (await session.exec(query.order_by(col(ResponseClock.since_at), col(ResponseClock.id)))).all()
