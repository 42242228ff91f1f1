"""What alembic runs around every command: on the connection that `outreach.schema` passes, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from outreach.errors import NotMigrated
from outreach.models import metadata


def run() -> None:
    connection: Connection = context.config.attributes["connection"]
    is_sqlite = connection.dialect.name == "sqlite"
    with _foreign_keys_off(connection) if is_sqlite else nullcontext():
        context.configure(
            connection=connection,
            target_metadata=metadata,
            # SQLite can alter little in place: alembic rebuilds the table instead.
            render_as_batch=is_sqlite,
            # Alembic believes SQLite cannot roll back DDL; it can, since the driver no longer commits by itself.
            transactional_ddl=True,
            include_name=_is_ours,
            render_item=_render_type,
            on_version_apply=_note,
        )
        # A writer like any other (outreach.database): two processes migrate one after the other, never at once.
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite:
                _check_foreign_keys(connection)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    # Dropping the old table of a rebuild deleted the rows that refer to it, silently, with foreign keys on.
    _switch_foreign_keys(connection, "OFF")
    try:
        yield
    finally:
        _switch_foreign_keys(connection, "ON")


def _switch_foreign_keys(connection: Connection, state: Literal["ON", "OFF"]) -> None:
    # Inside a transaction this does nothing, so it goes past SQLAlchemy, which would begin one.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    orphans = {f"{row[0]} (without their {row[2]})" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if orphans:
        raise NotMigrated(
            f"The database was left as it was: these rows would refer to nothing: {', '.join(sorted(orphans))}. "
            "Restore them from a backup or delete them, then run `python -m bot migrate` again."
        )


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # The queue for many workers keeps its tables in the same PostgreSQL database and migrates them itself.
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def _render_type(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # Plain types, so that a migration stays true when a library changes its own.
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _note(*_: object, **facts: object) -> None:
    # Alembic declares these as positional, and passes them by name.
    step = facts["step"]
    if isinstance(step, MigrationInfo):
        context.config.attributes["passed"].extend(step.up_revision_ids)


run()
