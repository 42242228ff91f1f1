"""What the end of a delivery means for the touch it was for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from outreach.database import Session
from outreach.models.ledger import Touch, TouchState, Turn
from outreach.models.post import Delivery, DeliveryState
from outreach.store.rows import core, run_for_each

_touch = core(Touch)
_OF = _touch.c.id == bindparam("of_touch")


async def of_touches(session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
    """A sent post makes its touch, a failed one misses it, a sent delete recalls it; unknown changes nothing yet.

    The same ending told twice changes nothing the second time.
    """
    of_touch = [delivery for delivery in deliveries if delivery.touch_id is not None]
    posts = [delivery for delivery in of_touch if delivery.op == "post"]
    await _make(session, [post for post in posts if post.state == DeliveryState.SENT], now)
    await _miss(session, [post for post in posts if post.state == DeliveryState.FAILED])
    await _give_back_turns(session, posts, now)
    await _take_back(session, [delivery for delivery in of_touch if delivery.op != "post"])


async def _make(session: Session, sent: Sequence[Delivery], now: datetime) -> None:
    values = {"state": TouchState.MADE, "happened_at": now, "external_ref": bindparam("ref")}
    statement = update(_touch).where(_OF, _touch.c.state == TouchState.APPROVED).values(values)
    await run_for_each(session, statement, [{"of_touch": post.touch_id, "ref": post.external_ref} for post in sent])


async def _miss(session: Session, failed: Sequence[Delivery]) -> None:
    values = {"state": TouchState.MISSED, "ended_because": bindparam("because")}
    statement = update(_touch).where(_OF, _touch.c.state == TouchState.APPROVED).values(values)
    rows = [{"of_touch": post.touch_id, "because": post.problem_code} for post in failed]
    await run_for_each(session, statement, rows)


async def _give_back_turns(session: Session, posts: Sequence[Delivery], now: datetime) -> None:
    """A touch that has ended frees its turn: the planner finds out at once when the next one is due."""
    over = [post.touch_id for post in posts if post.state in (DeliveryState.SENT, DeliveryState.FAILED)]
    if not over:
        return
    theirs = select(Touch.turn_id).where(
        col(Touch.id).in_(over), col(Touch.state).in_((TouchState.MADE, TouchState.MISSED))
    )
    waiting = col(Turn.is_active), col(Turn.next_due_at).is_(None), col(Turn.id).in_(theirs)
    await session.exec(update(Turn).where(*waiting).values(next_due_at=now))


async def _take_back(session: Session, changes: Sequence[Delivery]) -> None:
    """Deleted: it never stood there. Corrected: they have read it, so it stays made and counts. Refused: it stands."""
    made = update(_touch).where(_OF, _touch.c.state == TouchState.MADE)
    deleted = [one for one in changes if (one.op, one.state) == ("delete", DeliveryState.SENT)]
    corrected = [one for one in changes if (one.op, one.state) == ("update", DeliveryState.SENT)]
    refused = [one for one in changes if one.state == DeliveryState.FAILED]
    gone = made.values(state=TouchState.RECALLED, ended_because="deleted")
    await run_for_each(session, gone, [{"of_touch": one.touch_id} for one in deleted])
    await run_for_each(
        session, made.values(ended_because="corrected"), [{"of_touch": one.touch_id} for one in corrected]
    )
    await run_for_each(session, made.values(ended_because=None), [{"of_touch": one.touch_id} for one in refused])
