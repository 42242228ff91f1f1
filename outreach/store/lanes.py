"""Lanes and their leases, kept by the database's own clock: no two hosts need to agree on the time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, text, tuple_, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import UTCDateTime, col, or_, select

from outreach.database import Session
from outreach.models.book import Channel
from outreach.models.post import Delivery, DeliveryState, Lane
from outreach.store.rows import core, insert_unless_there

# Word for word the condition of ix_delivery_open: SQLite uses a partial index for nothing else.
IS_OPEN = text("delivery.state IN ('queued', 'sending', 'unknown')")

_lane = core(Lane)

# The lane, and the fence under which somebody believes to hold it.
Held = tuple[int, int]


class DatabaseTime(FunctionElement[datetime]):
    """What the database's clock will show in so many seconds."""

    type = UTCDateTime()
    inherit_cache = True


@compiles(DatabaseTime, "sqlite")
def _sqlite_time(element: DatabaseTime, compiler: SQLCompiler, **_: Any) -> str:
    # The three zeros make milliseconds look like the microseconds that are stored, so that the texts compare.
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', ({compiler.process(element.clauses)}) || ' seconds')"


@compiles(DatabaseTime, "postgresql")
def _postgres_time(element: DatabaseTime, compiler: SQLCompiler, **_: Any) -> str:
    # now() stands still within a transaction; clock_timestamp() does not.
    return f"clock_timestamp() + make_interval(secs => CAST({compiler.process(element.clauses)} AS double precision))"


def database_time(ahead: timedelta = timedelta()) -> DatabaseTime:
    return DatabaseTime(ahead.total_seconds())


async def by_id(session: Session, lane_id: int) -> Lane | None:
    return await session.get(Lane, lane_id)


async def of_channel(session: Session, channel: Channel) -> Lane:
    """The lane of the channel's workspace, made on first sight."""
    query = select(Lane).where(col(Lane.platform) == channel.platform, col(Lane.workspace) == channel.workspace)
    known = (await session.exec(query)).one_or_none()
    if known is None:
        await insert_unless_there(session, Lane, platform=channel.platform, workspace=channel.workspace, fence=0)
        known = (await session.exec(query)).one()
    return known


async def with_work(session: Session, now: datetime, real_now: datetime) -> Sequence[Lane]:
    """Lanes with something due (business time) that is not parked (real time), or left half-done by a crash."""
    may_go = col(Delivery.asked_at).is_(None) & or_(col(Delivery.look_at).is_(None), col(Delivery.look_at) <= real_now)
    has_work = exists().where(
        col(Delivery.lane_id) == col(Lane.id),
        IS_OPEN,
        col(Delivery.ready_at) <= now,
        or_(col(Delivery.state) == DeliveryState.SENDING, may_go),
    )
    return (await session.exec(select(Lane).where(has_work).order_by(col(Lane.id)))).all()


@dataclass(frozen=True)
class Taken:
    """`was_abandoned`: the predecessor never gave it back, so its last requests may still be on their way."""

    fence: int
    was_abandoned: bool


async def take(session: Session, lane_id: int, owner: str, lasting: timedelta) -> Taken | timedelta:
    """Takes the lane unless somebody holds it; then says how long their lease still lasts unless renewed."""
    query = select(Lane.owner, Lane.leased_until, Lane.fence, database_time())
    row = (await session.exec(query.where(col(Lane.id) == lane_id).with_for_update())).one()
    holder, until, fence, database_now = row
    if holder is not None and until is not None and until > database_now:
        return until - database_now
    statement = update(Lane).where(col(Lane.id) == lane_id)
    await session.exec(statement.values(owner=owner, leased_until=database_time(lasting), fence=fence + 1))
    return Taken(fence=fence + 1, was_abandoned=holder is not None)


async def renew(session: Session, held: Collection[Held], lasting: timedelta) -> set[Held]:
    """Prolongs these leases and locks their rows; returns those that are still ours.

    Whoever was paused past a take-over carries an old fence and gets nothing: this is checked in the very
    transaction of each of its writes.
    """
    statement = update(_lane).where(tuple_(_lane.c.id, _lane.c.fence).in_(sorted(held)))
    prolonged = statement.values(leased_until=database_time(lasting)).returning(_lane.c.id, _lane.c.fence)
    return {(row.id, row.fence) for row in await (await session.connection()).execute(prolonged)}


async def release(session: Session, lane_id: int, fence: int) -> None:
    statement = update(Lane).where(col(Lane.id) == lane_id, col(Lane.fence) == fence)
    await session.exec(statement.values(owner=None, leased_until=None))
