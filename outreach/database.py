"""The one way to a database: SQLite by a recipe that loses nothing, PostgreSQL as it comes.

SQLite's default deferred BEGIN silently lost 99 of 100 concurrent read-modify-writes when measured, so writers
begin IMMEDIATE, one at a time, and every commit reaches the disk (`synchronous=FULL`).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel.ext.asyncio.session import AsyncSession as Session

from outreach.errors import BadInput

__all__ = ["Database", "Session"]

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000")


class Database:
    """Opens sessions. `reading` sees one consistent state; `writing` is one transaction, committed at its end."""

    def __init__(self, url: str) -> None:
        self.url = checked_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else create_async_engine(self.url, pool_size=10)
        self._readers = self.engine.execution_options(reads_only=True)
        # One process queues its own writers here; SQLite would make them spin on its lock instead.
        self._writers = asyncio.Lock() if self.is_sqlite else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with Session(self._readers, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """Rolls back on any exception. Nobody inside commits: the transaction ends here, at the edge."""
        async with self._writers or nullcontext(), Session(self.engine, expire_on_commit=False) as session:
            async with session.begin():
                yield session

    async def close(self) -> None:
        await self.engine.dispose()


def checked_url(given: str) -> str:
    """Accepts `sqlite:///file`, `postgres://` and `postgresql://`, and names the driver this program ships."""
    try:
        url = make_url(given)
    except Exception as problem:
        raise BadInput(f"DATABASE_URL is not a database address. Write sqlite:///data/concierge.db, for example. ({problem})") from None
    drivers = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
    name = url.drivername.split("+")[0]
    if name not in drivers:
        raise BadInput(f"DATABASE_URL names {name!r}, which Concierge cannot use. It can use sqlite or postgresql.")
    return url.set(drivername=drivers[name]).render_as_string(hide_password=False)


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite address; None for PostgreSQL and for memory."""
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite") or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def _sqlite_engine(url: str) -> AsyncEngine:
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, connect_args={"timeout": 30})
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver's own idea of when to BEGIN is switched off; `_begin` says it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
