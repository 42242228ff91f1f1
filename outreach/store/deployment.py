"""Facts about this database itself."""

from datetime import datetime, timedelta

from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from outreach.database import Database, Session
from outreach.errors import ConciergeError
from outreach.models.trust import Deployment
from outreach.store.lanes import database_time


class Unreachable(ConciergeError):
    """The database does not answer; the text says where it was looked for, without its password."""


_IS_DEMO, _CLOCK_OFFSET = "is_demo", "clock_offset_seconds"
_FILLED = "filled"


async def is_demo(session: Session) -> bool:
    return await session.get(Deployment, _IS_DEMO) is not None


async def begin_demo(session: Session) -> None:
    """From now on its clock may be moved, and no real platform works on it."""
    await _put(session, _IS_DEMO, "being filled")


async def finish_demo(session: Session) -> None:
    await _put(session, _IS_DEMO, _FILLED)


async def is_demo_finished(session: Session) -> bool:
    """Whether its sample book is complete: who fills it may be stopped half-way."""
    row = await session.get(Deployment, _IS_DEMO)
    return row is not None and row.value == _FILLED


async def clock_offset(session: Session) -> timedelta:
    """How far the clock was moved ahead of real time."""
    row = await session.get(Deployment, _CLOCK_OFFSET)
    return timedelta(seconds=float(row.value)) if row else timedelta()


async def set_clock_offset(session: Session, offset: timedelta) -> None:
    await _put(session, _CLOCK_OFFSET, repr(offset.total_seconds()))


async def _put(session: Session, name: str, value: str) -> None:
    row = await session.get(Deployment, name) or Deployment(name=name, value=value)
    row.value = value
    session.add(row)
    await session.flush()


async def reach(database: Database) -> None:
    """Raises Unreachable unless it answers."""
    try:
        async with database.reading() as session:
            await (await session.connection()).execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as problem:
        cause = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        where = address(database)
        raise Unreachable(f"The database {where} cannot be reached ({cause}): check DATABASE_URL.") from None


def address(database: Database) -> str:
    """Without its password."""
    return make_url(database.url).render_as_string(hide_password=True)


async def journal_mode(session: Session) -> str:
    """SQLite's own: `wal` when many may read while one writes."""
    connection = await session.connection()
    return str((await connection.execute(text("PRAGMA journal_mode"))).scalar_one())


async def database_now(session: Session) -> datetime:
    """What the database's own clock shows: leases go by it."""
    return (await session.exec(select(database_time()))).one()
