"""The one way to a database, SQLite or PostgreSQL: many readers, one writer at a time, nothing lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel.ext.asyncio.session import AsyncSession as Session

from outreach.errors import BadInput

__all__ = ["Database", "Session"]

# Every commit reaches the disk: a message counts as claimed before it is sent.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

# Of 200 concurrent read-modify-writes PostgreSQL's READ COMMITTED lost 189 silently, and REPEATABLE READ failed
# 176; behind this lock (any fixed number) all 200 stood, as they do behind SQLite's. Who waits longer than 30 s is
# told, as on SQLite; a writer that fell silent (its machine died, say) gives way before that.
_BECOME_THE_WRITER = """
    SELECT set_config('lock_timeout', '30s', true),
           set_config('idle_in_transaction_session_timeout', '20s', true),
           pg_advisory_xact_lock(7203316)
"""

_SQLITE_READER = {"reads_only": True}
_POSTGRES_READER = {"reads_only": True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """Opens sessions. `reading` sees one consistent state; `writing` is one transaction, committed at its end."""

    def __init__(self, url: str) -> None:
        self.url = checked_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)
        self._readers = self.engine.execution_options(**(_SQLITE_READER if self.is_sqlite else _POSTGRES_READER))
        # One process queues its own writers here: the database would make them spin, or hold a connection each.
        self._queue = asyncio.Lock()
        self._writer: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with Session(self._readers, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """Rolls back on any exception. Nobody inside commits: the transaction ends here, at the edge.

        Other writers wait meanwhile, those of other processes too, so nothing slow belongs inside.
        """
        if self._writer is asyncio.current_task():
            raise RuntimeError("writing() inside writing() would wait for itself: pass the session on instead.")
        async with self._queue, Session(self.engine, expire_on_commit=False) as session:
            self._writer = asyncio.current_task()
            try:
                async with session.begin():
                    yield session
            finally:
                self._writer = None

    async def close(self) -> None:
        await self.engine.dispose()


def checked_url(given: str) -> str:
    """Accepts `sqlite:///file`, `postgres://` and `postgresql://`, and names the driver this program ships."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as problem:
        raise BadInput(
            f"DATABASE_URL is not a database address. Write sqlite:///data/concierge.db, for example. ({problem})"
        ) from None
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


# Both hide parameters: errors are logged, and what stands in a row may be a customer's words.
def _sqlite_engine(url: str) -> AsyncEngine:
    path = sqlite_path(url)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise BadInput(
                f"The database's folder {path.parent} cannot be made ({problem.strerror}). "
                "Set DATABASE_URL to a file in a folder of yours, such as sqlite:///data/concierge.db."
            ) from None
    engine = create_async_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_on_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver's own idea of when to BEGIN is switched off; `_begin_on_sqlite` says it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_on_sqlite(connection: Connection) -> None:
    # The default, a deferred BEGIN, lost 198 of 200 concurrent read-modify-writes silently.
    reads_only = _reads_only(connection)
    connection.exec_driver_sql(f"PRAGMA query_only={reads_only:d}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _postgres_engine(url: str) -> AsyncEngine:
    # The ping finds connections that a restart of the server cut.
    engine = create_async_engine(url, pool_size=10, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine.sync_engine, "begin", _begin_on_postgres)
    return engine


def _begin_on_postgres(connection: Connection) -> None:
    if not _reads_only(connection):
        connection.exec_driver_sql(_BECOME_THE_WRITER)


def _reads_only(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("reads_only", False))
