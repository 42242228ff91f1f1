"""A throw-away copy of everything, for finding out what would happen without anything happening."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import insert, text, update
from sqlalchemy import select as select_columns
from sqlmodel import col, func, select

from outreach.database import Session
from outreach.models import metadata
from outreach.models.post import Delivery, DeliveryState, Lane
from outreach.store import endings

# So many rows at a time keep the memory flat however large the ledger is.
_AT_ONCE = 1_000
_IN_FLIGHT = (DeliveryState.SENDING, DeliveryState.UNKNOWN)
# Told how many rows are copied, and of how many.
Progress = Callable[[int, int], None]


async def copy_rows(source: Session, target: Session, progress: Progress | None = None) -> int:
    """Makes the tables in an empty SQLite database and copies every row as it is; returns how many."""
    writer, reader = await target.connection(), await source.connection()
    # Rows refer to rows of the same table, ahead of them too: what matters is that all of them hold in the end.
    await writer.execute(text("PRAGMA defer_foreign_keys=ON"))
    await writer.run_sync(metadata.create_all)
    tables = metadata.sorted_tables
    total = sum(
        [int((await reader.execute(select_columns(func.count()).select_from(one))).scalar_one()) for one in tables]
    )
    done = 0
    for table in tables:
        rows = await reader.stream(select_columns(table))
        async for part in rows.mappings().partitions(_AT_ONCE):
            await writer.execute(insert(table), [dict(row) for row in part])
            done += len(part)
            if progress:
                progress(done, total)
    return done


async def come_to_rest(session: Session, now: datetime) -> None:
    """In a copy nobody sends: what is in the air or in doubt counts as arrived, and every lane is free."""
    await session.exec(update(Lane).values(owner=None, leased_until=None))
    query = select(Delivery).where(col(Delivery.state).in_(_IN_FLIGHT))
    flying = (await session.exec(query)).all()
    for delivery in flying:
        delivery.state, delivery.sent_at, delivery.look_at, delivery.asked_at = DeliveryState.SENT, now, None, None
        session.add(delivery)
    await session.flush()
    await endings.of_touches(session, flying, now)
