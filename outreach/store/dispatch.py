"""Deliveries on their way, as the one who holds their lane reads and writes them: Core statements, many at a time.

Nothing here checks the fence: the journal does, first, in the same transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from sqlalchemy import bindparam, case, insert, update
from sqlalchemy import select as select_columns
from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models.book import Channel
from outreach.models.ledger import StoredText, Touch
from outreach.models.post import Attempt, Delivery, DeliveryState
from outreach.store.lanes import IS_OPEN
from outreach.store.rows import core, run_for_each

_delivery, _attempt = core(Delivery), core(Attempt)


@dataclass(frozen=True, slots=True)
class Due:
    """What the line of a channel needs to know of a delivery. `not_before` is real time.

    `parks_lane`: the platform asked the whole lane to wait until then. `has_more_behind`: the channel has more due
    than was read.
    """

    id: int
    channel_id: int
    priority: int
    not_before: datetime | None = None
    parks_lane: bool = False
    has_more_behind: bool = False


@dataclass(frozen=True)
class Bound:
    """What the touch is bound to: whose it is, where it came from, and the very words that were approved."""

    account_id: int
    origin: str
    approved_hash: str | None


@dataclass(frozen=True)
class Candidate:
    """A delivery, and all that the wall compares right before it goes out. `body`: None when the text is gone.

    `past`: how often its earlier tries came to what (an attempt's outcome); empty for most.
    """

    delivery: Delivery
    channel: Channel
    body: str | None
    touch: Bound | None
    past: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Try:
    """A delivery that is about to be written to the platform: its `number`th attempt, under this fence."""

    delivery_id: int
    number: int
    fence: int


@dataclass(frozen=True)
class Seen:
    """What one attempt, or one look for it, came to."""

    delivery_id: int
    number: int
    outcome: str
    started_at: datetime
    problem: str | None = None


@dataclass(frozen=True)
class Change:
    """A delivery's next state, whole: what is not given is cleared, except `ready_at` and `external_ref`, which stay.

    `first_attempt_at` is kept only while some try may have reached the platform: it is what makes a delivery
    suspect, and where a look begins. A person's "send again" and a certain "not sent" leave it empty.
    """

    delivery_id: int
    state: DeliveryState
    first_attempt_at: datetime | None = None
    look_at: datetime | None = None
    asked_at: datetime | None = None
    problem_code: str | None = None
    problem: str | None = None
    ready_at: datetime | None = None
    external_ref: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Tally:
    """What is still open in a lane: `next_ready_at` in business time, `next_look_at` in real time."""

    queued: int
    unknown: int
    next_ready_at: datetime | None
    next_look_at: datetime | None


LANE_PARKED = "lane_rate_limited"
LOOKS = ("found", "not_found")
# What a change that does not give them leaves as they are.
_STAYS = ("ready_at", "external_ref")


_CHANGED = [one.name for one in fields(Change) if one.name != "delivery_id"]


async def due(session: Session, lane_id: int, now: datetime, most: int) -> list[Due]:
    """What each channel may send next, in its order: what is unknown first, then by priority, then as queued.

    At most so many a channel, so that neither a long queue nor a parked channel fills the memory.
    """
    is_unknown = col(Delivery.state) == DeliveryState.UNKNOWN
    order = (case((is_unknown, 0), else_=1), col(Delivery.priority), col(Delivery.id))
    place = func.row_number().over(partition_by=col(Delivery.channel_id), order_by=order).label("place")
    columns = [_delivery.c[name] for name in ("id", "channel_id", "priority", "look_at", "problem_code")]
    is_due = (IS_OPEN, _delivery.c.lane_id == lane_id, _delivery.c.ready_at <= now, _delivery.c.asked_at.is_(None))
    inner = select_columns(*columns, place).where(*is_due, _delivery.c.state != DeliveryState.SENDING).subquery()
    query = select_columns(inner).where(inner.c.place <= most).order_by(inner.c.channel_id, inner.c.place)
    rows = (await (await session.connection()).execute(query)).all()
    return [
        Due(
            id=row.id,
            channel_id=row.channel_id,
            priority=row.priority,
            not_before=row.look_at,
            parks_lane=row.problem_code == LANE_PARKED,
            has_more_behind=row.place == most,
        )
        for row in rows
    ]


async def candidates(session: Session, ids: Collection[int]) -> list[Candidate]:
    """Read and, on PostgreSQL, locked, so that nobody cancels or moves them until this transaction ends."""
    query = (
        select(Delivery, Channel, StoredText.body)
        .join(Channel, col(Channel.id) == col(Delivery.channel_id))
        .outerjoin(StoredText, col(StoredText.id) == col(Delivery.text_id))
        .where(col(Delivery.id).in_(ids))
        .order_by(col(Delivery.id))
        .with_for_update(of=Delivery)
    )
    rows = (await session.exec(query)).all()
    touches = await _touches(session, {delivery.touch_id for delivery, *_ in rows if delivery.touch_id is not None})
    past = await _past(session, [delivery.id or 0 for delivery, *_ in rows if delivery.attempts])
    return [
        Candidate(delivery, channel, body, touches.get(delivery.touch_id or 0), past.get(delivery.id or 0, {}))
        for delivery, channel, body in rows
    ]


async def _touches(session: Session, ids: Collection[int]) -> dict[int, Bound]:
    if not ids:
        return {}
    query = select(Touch.id, Touch.account_id, Touch.origin, Touch.approved_hash).where(col(Touch.id).in_(ids))
    rows = (await session.exec(query)).all()
    return {touch_id or 0: Bound(account_id, origin, hashed) for touch_id, account_id, origin, hashed in rows}


async def _past(session: Session, tried: Collection[int]) -> dict[int, dict[str, int]]:
    if not tried:
        return {}
    query = select(Attempt.delivery_id, Attempt.outcome, func.count()).where(col(Attempt.delivery_id).in_(tried))
    past: dict[int, dict[str, int]] = {}
    for delivery_id, outcome, count in await session.exec(query.group_by(_attempt.c.delivery_id, _attempt.c.outcome)):
        past.setdefault(delivery_id, {})[outcome or "unclear"] = count
    return past


async def begin(session: Session, tries: Sequence[Try], real_now: datetime) -> None:
    """Commits us to sending: from here on nobody can know without asking the platform."""
    values: dict[str, object] = {
        "state": DeliveryState.SENDING,
        "attempts": bindparam("number"),
        "fence": bindparam("held_under"),
        "first_attempt_at": func.coalesce(_delivery.c.first_attempt_at, real_now),
        "look_at": None,
        "problem_code": None,
        "problem": None,
    }
    statement = update(_delivery).where(_delivery.c.id == bindparam("delivery_id")).values(values)
    rows = [{"delivery_id": one.delivery_id, "number": one.number, "held_under": one.fence} for one in tries]
    await run_for_each(session, statement, rows)
    attempts = [{"delivery_id": one.delivery_id, "number": one.number, "started_at": real_now} for one in tries]
    await run_for_each(session, insert(_attempt), attempts)


async def change(session: Session, changes: Sequence[Change]) -> None:
    given = {name: bindparam(name, type_=_delivery.c[name].type) for name in _CHANGED}
    kept = {name: func.coalesce(given[name], _delivery.c[name]) for name in _STAYS}
    # Only what is open is ever changed: an ending that is told twice stays the first one.
    statement = update(_delivery).where(_delivery.c.id == bindparam("delivery_id"), IS_OPEN)
    await run_for_each(session, statement.values(given | kept), [vars(one) for one in changes])


def show(delivery: Delivery, change: Change) -> None:
    """Makes a detached object look as its row now does, for those who are told about it."""
    for name in _CHANGED:
        value = getattr(change, name)
        if value != getattr(delivery, name) and not (name in _STAYS and value is None):
            setattr(delivery, name, value)


async def note(session: Session, seen: Sequence[Seen], real_now: datetime) -> None:
    """What attempts came to. A look is a line of its own beside the attempt that it looked for."""
    statement = update(_attempt).where(
        _attempt.c.delivery_id == bindparam("of_delivery"),
        _attempt.c.number == bindparam("of_number"),
        _attempt.c.ended_at.is_(None),
    )
    ended = statement.values(ended_at=real_now, outcome=bindparam("outcome"), problem=bindparam("problem"))
    tries = [
        {"of_delivery": one.delivery_id, "of_number": one.number, "outcome": one.outcome, "problem": one.problem}
        for one in seen
        if one.outcome not in LOOKS
    ]
    await run_for_each(session, ended, tries)
    looks = [{**vars(one), "ended_at": real_now} for one in seen if one.outcome in LOOKS]
    await run_for_each(session, insert(_attempt), looks)


async def abandon(session: Session, lane_id: int, look_at: datetime, real_now: datetime) -> list[int]:
    """What a predecessor left half-done is unknown from now on; returns the ids. `look_at`: not before then."""
    query = select(Delivery.id).where(IS_OPEN, col(Delivery.lane_id) == lane_id)
    left = (await session.exec(query.where(col(Delivery.state) == DeliveryState.SENDING))).all()
    ids = [one for one in left if one is not None]
    problem = {"problem_code": "unclear", "problem": "Whoever was sending it stopped in the middle."}
    marked = update(_delivery).where(_delivery.c.id.in_(ids))
    await session.exec(marked.values(state=DeliveryState.UNKNOWN, look_at=look_at, **problem))
    open_tries = update(_attempt).where(_attempt.c.delivery_id.in_(ids), _attempt.c.outcome.is_(None))
    await session.exec(open_tries.values(ended_at=real_now, outcome="unclear"))
    return ids


async def by_ids(session: Session, ids: Collection[int]) -> Sequence[Delivery]:
    return (await session.exec(select(Delivery).where(col(Delivery.id).in_(ids)).order_by(col(Delivery.id)))).all()


async def tally(session: Session, lane_id: int) -> Tally:
    is_queued, is_unknown = (col(Delivery.state) == state for state in (DeliveryState.QUEUED, DeliveryState.UNKNOWN))
    query = select(
        func.count().filter(is_queued),
        func.count().filter(is_unknown),
        func.min(col(Delivery.ready_at)).filter(is_queued),
        func.min(col(Delivery.look_at)),
    ).where(IS_OPEN, col(Delivery.lane_id) == lane_id)
    return Tally(*(await session.exec(query)).one())
