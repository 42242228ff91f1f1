"""The migrations: what they make, what is refused, and what a broken one leaves behind."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from outreach.database import Database
from outreach.errors import NotMigrated
from outreach.models import metadata
from outreach.models.book import Account, Contact
from outreach.schema import check_migrated, migrate, refuse, run_alembic

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


async def test_migrating_once_is_enough(empty_database: Database) -> None:
    assert await migrate(empty_database)
    await check_migrated(empty_database)
    assert await migrate(empty_database) == []


async def test_migrations_and_models_agree(database: Database) -> None:
    await run_alembic(database, command.check)


async def test_indices_are_partial_exactly_where_the_models_say(database: Database, empty_database: Database) -> None:
    # `alembic check` compares the columns of an index, not its condition.
    async with empty_database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with database.engine.connect() as migrated, empty_database.engine.connect() as modelled:
        assert await migrated.run_sync(indices) == await modelled.run_sync(indices)


async def test_the_way_up_and_down_is_clean(empty_database: Database) -> None:
    applied = await migrate(empty_database)
    taken_back = await run_alembic(empty_database, lambda config: command.downgrade(config, "base"))
    assert taken_back == applied[::-1]
    assert await tables(empty_database) == {"alembic_version"}
    assert await migrate(empty_database) == applied
    await run_alembic(empty_database, command.check)


async def test_an_empty_database_is_refused_with_the_cure(empty_database: Database) -> None:
    with pytest.raises(NotMigrated, match=r"no tables yet\. Run `python -m bot migrate`\."):
        await check_migrated(empty_database)


async def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotMigrated, match="newer than this program"):
        await check_migrated(database)
    with pytest.raises(NotMigrated, match="newer than this program"):
        await migrate(database)


def test_an_older_database_is_refused_with_the_cure() -> None:
    refusal = refuse({"0001"}, known={"0001", "0002"}, newest={"0002"})
    assert refusal == "The database's tables are older than this program. Run `python -m bot migrate`."
    assert refuse({"0002"}, known={"0001", "0002"}, newest={"0002"}) is None


async def test_of_three_processes_that_migrate_at_once_one_does_it(empty_url: str) -> None:
    script = (
        "import asyncio, sys; from outreach.database import Database; from outreach.schema import migrate; "
        "print(asyncio.run(migrate(Database(sys.argv[1]))))"
    )
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", script, empty_url, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    printed = [(await process.communicate())[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert printed.count(b"[]\n") == 2


async def test_a_migration_that_fails_half_way_leaves_nothing(database: Database, tmp_path: Path) -> None:
    upgrade = "op.create_table('half', sa.Column('id', sa.Integer))\n    op.execute('SELECT nonsense')"
    with pytest.raises(Exception, match="nonsense"):
        await run_alembic(database, upgrading(tmp_path, upgrade))
    assert "half" not in await tables(database)
    await check_migrated(database)


async def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(database: Database, tmp_path: Path) -> None:
    await add_acme_and_dana(database)
    upgrade = "with op.batch_alter_table('account') as batch: batch.alter_column('language', nullable=True)"
    await run_alembic(database, upgrading(tmp_path, upgrade))
    async with database.reading() as session:
        assert (await session.exec(select(Contact.name))).all() == ["Dana"]
        assert (await session.exec(select(Account.name))).all() == ["Acme"]


async def test_a_migration_may_not_leave_rows_without_their_account(database: Database, tmp_path: Path) -> None:
    await add_acme_and_dana(database)
    with pytest.raises((NotMigrated, IntegrityError), match="contact"):
        await run_alembic(database, upgrading(tmp_path, "op.execute('DELETE FROM account')"))
    async with database.reading() as session:
        assert (await session.exec(select(Account.name))).all() == ["Acme"]


async def test_foreign_keys_are_enforced_again_after_a_migration(empty_database: Database, tmp_path: Path) -> None:
    await migrate(empty_database)
    with pytest.raises(Exception, match="nonsense"):
        await run_alembic(empty_database, upgrading(tmp_path, "op.execute('SELECT nonsense')"))
    with pytest.raises(IntegrityError):
        async with empty_database.writing() as session:
            session.add(Contact(external_id="c", account_id=4711, name="Nobody's"))


async def test_tables_of_the_queue_are_not_ours_to_migrate(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE procrastinate_jobs (id INTEGER)"))
    await run_alembic(database, command.check)


def indices(connection: Connection) -> set[str]:
    sqlite = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    postgres = "SELECT indexdef FROM pg_indexes WHERE tablename != 'alembic_version' AND schemaname = 'public'"
    return set(connection.scalars(text(sqlite if connection.dialect.name == "sqlite" else postgres)))


async def tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda known: inspect(known).get_table_names()))


def upgrading(folder: Path, upgrade: str) -> Callable[[Config], None]:
    """An upgrade by one more revision, made up for the test, whose `upgrade` is that code."""

    def run(config: Config) -> None:
        ours = ScriptDirectory.from_config(config)
        lines = ["import sqlalchemy as sa", "from alembic import op", "revision = 'made_up'"]
        lines += [f"down_revision = {ours.get_current_head()!r}", "def upgrade():", f"    {upgrade}"]
        (folder / "made_up.py").write_text("\n".join(lines))
        config.set_main_option("version_locations", f"{ours.versions}{os.pathsep}{folder}")
        command.upgrade(config, "made_up")

    return run


async def add_acme_and_dana(database: Database) -> None:
    async with database.writing() as session:
        account = Account(external_id="acme", name="Acme", timezone="Europe/Berlin", created_at=NOW)
        session.add(account)
        await session.flush()
        assert account.id is not None
        session.add(Contact(external_id="dana", account_id=account.id, name="Dana"))
