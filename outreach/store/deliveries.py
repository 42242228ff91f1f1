"""Deliveries as everybody else sees them: queue one, stop one, and settle by hand what nobody could know."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import col, func, select

from outreach.database import Session
from outreach.errors import NotFound, Stale, WrongChannel
from outreach.models.book import Channel
from outreach.models.ledger import Touch
from outreach.models.post import Attempt, Delivery, DeliveryState, Priority
from outreach.store import endings, lanes
from outreach.store.rows import insert_unless_there

log = logging.getLogger(__name__)


async def queue(  # noqa: PLR0913 - a delivery is made of this much, and every part has a name
    session: Session,
    *,
    key: str,
    channel: Channel,
    message_text_id: int | None,
    priority: int,
    ready_at: datetime,
    now: datetime,
    touch_id: int | None = None,
    digest_id: int | None = None,
    op: str = "post",
    author_name: str | None = None,
    author_picture: str | None = None,
    thread: str | None = None,
    target_ref: str | None = None,
) -> Delivery:
    """One write on its way out from `ready_at` on. The same key again is the same delivery, as it now stands.

    Raises WrongChannel when the touch is about another account than the channel's: nothing is queued then.
    """
    await _refuse_wrong_channel(session, channel, touch_id, op)
    lane = await lanes.of_channel(session, channel)
    await insert_unless_there(
        session,
        Delivery,
        marker=uuid4().hex,
        key=key,
        lane_id=lane.id,
        channel_id=channel.id,
        touch_id=touch_id,
        digest_id=digest_id,
        op=op,
        state=DeliveryState.QUEUED,
        priority=priority,
        ready_at=ready_at,
        text_id=message_text_id,
        author_name=author_name,
        author_picture=author_picture,
        thread=thread,
        target_ref=target_ref,
        fence=0,
        attempts=0,
        created_at=now,
    )
    return (await session.exec(select(Delivery).where(col(Delivery.key) == key))).one()


async def _refuse_wrong_channel(session: Session, channel: Channel, touch_id: int | None, op: str) -> None:
    touch = await session.get(Touch, touch_id) if touch_id is not None else None
    # Taking something away tells nobody anything, so what was said may always be deleted where it stands.
    if touch is not None and op != "delete" and touch.account_id != channel.account_id:
        raise WrongChannel(
            f"#{channel.name} does not belong to the account this message is about, so it cannot go there. "
            "Choose that account's own channel."
        )


async def count_alerts(session: Session, channel_id: int, since: datetime) -> int:
    """How often we have interrupted whoever reads this channel since then; digests are no interruption."""
    query = select(func.count()).where(
        col(Delivery.channel_id) == channel_id,
        col(Delivery.priority) == Priority.ALERT,
        col(Delivery.digest_id).is_(None),
        col(Delivery.created_at) >= since,
    )
    return int((await session.exec(query)).one())


async def was_queued(session: Session, key: str) -> bool:
    """Whatever became of it."""
    return (await session.exec(select(Delivery.id).where(col(Delivery.key) == key))).first() is not None


async def by_id(session: Session, delivery_id: int) -> Delivery:
    found = await session.get(Delivery, delivery_id)
    if found is None:
        raise NotFound(f"There is no delivery {delivery_id}.")
    return found


async def of_touch(session: Session, touch_id: int) -> Sequence[Delivery]:
    """Oldest first, whatever became of them."""
    query = select(Delivery).where(col(Delivery.touch_id) == touch_id)
    return (await session.exec(query.order_by(col(Delivery.id)))).all()


async def awaiting_person(session: Session) -> Sequence[Delivery]:
    """Unknown ones that no look-up can settle: their CSM is asked "It arrived" or "Send again"."""
    query = select(Delivery).where(col(Delivery.state) == DeliveryState.UNKNOWN, col(Delivery.asked_at).is_not(None))
    return (await session.exec(query.where(lanes.IS_OPEN).order_by(col(Delivery.asked_at), col(Delivery.id)))).all()


async def cancel(session: Session, delivery: Delivery, now: datetime) -> None:
    """Stops a queued delivery. Raises Stale when its sending has begun meanwhile: then nobody can promise that."""
    statement = update(Delivery).where(col(Delivery.id) == delivery.id, col(Delivery.state) == DeliveryState.QUEUED)
    changed = await session.exec(statement.values(state=DeliveryState.CANCELLED, look_at=None))
    await session.refresh(delivery)
    if not changed.rowcount:
        raise Stale(f"It can no longer be stopped: it is {delivery.state}.")
    log.info("delivery.cancelled id=%s touch=%s at=%s", delivery.id, delivery.touch_id, now.isoformat())


async def move(session: Session, delivery: Delivery, ready_at: datetime) -> None:
    """Another moment for a delivery that still waits; whatever else it is doing, it stays as it is."""
    waiting = update(Delivery).where(col(Delivery.id) == delivery.id, col(Delivery.state) == DeliveryState.QUEUED)
    await session.exec(waiting.values(ready_at=ready_at))
    await session.refresh(delivery)


async def it_arrived(session: Session, delivery_id: int, *, now: datetime, ref: str | None = None) -> Delivery:
    """A person saw it there. `ref` is the platform's reference, where they could give one."""
    changes = {"state": DeliveryState.SENT, "external_ref": ref, "sent_at": now}
    delivery = await _settle_by_hand(session, delivery_id, changes)
    await endings.of_touches(session, [delivery], now)
    return delivery


async def send_again(session: Session, delivery_id: int) -> Delivery:
    """A person saw that it is not there: it is queued as if it had never been tried, in its old place."""
    delivery = await _settle_by_hand(session, delivery_id, {"state": DeliveryState.QUEUED, "first_attempt_at": None})
    unclear = update(Attempt).where(col(Attempt.delivery_id) == delivery_id, col(Attempt.outcome) == "unclear")
    await session.exec(unclear.values(outcome="not_found"))
    return delivery


async def _settle_by_hand(session: Session, delivery_id: int, changes: Mapping[str, object]) -> Delivery:
    delivery = await by_id(session, delivery_id)
    cleared = {"look_at": None, "asked_at": None, "problem_code": None, "problem": None}
    statement = update(Delivery).where(
        col(Delivery.id) == delivery_id,
        col(Delivery.state) == DeliveryState.UNKNOWN,
        col(Delivery.asked_at).is_not(None),
    )
    changed = await session.exec(statement.values(**cleared, **changes))
    await session.refresh(delivery)
    if not changed.rowcount:
        raise Stale(f"Nothing was done: this one is already {delivery.state}.")
    return delivery
