from datetime import timedelta
from pathlib import Path

import pytest

from outreach.database import Database
from outreach.store import deployment
from outreach.store.deployment import Unreachable


async def test_a_database_is_no_demo_until_it_becomes_one(database: Database) -> None:
    async with database.writing() as session:
        assert not await deployment.is_demo(session)
        await deployment.begin_demo(session)
        assert not await deployment.is_demo_finished(session)
        await deployment.finish_demo(session)
    async with database.reading() as session:
        assert await deployment.is_demo(session)
        assert await deployment.is_demo_finished(session)


async def test_the_clocks_offset_is_kept_to_the_microsecond(database: Database) -> None:
    moved = timedelta(days=3, microseconds=7)
    async with database.writing() as session:
        assert await deployment.clock_offset(session) == timedelta()
        await deployment.set_clock_offset(session, moved)
    async with database.reading() as session:
        assert await deployment.clock_offset(session) == moved


async def test_a_database_that_answers_is_reached(database: Database) -> None:
    await deployment.reach(database)


async def test_one_that_does_not_says_where_without_its_password() -> None:
    away = Database("postgresql://concierge:canary@127.0.0.1:9/nowhere")
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9/nowhere cannot be reached .*check DATABASE_URL") as refusal:
        await deployment.reach(away)
    await away.close()
    assert "canary" not in str(refusal.value)


async def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("these are not the bytes of a database, and there are many of them" * 100)
    broken = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(Unreachable, match="file is not a database"):
        await deployment.reach(broken)
    await broken.close()


async def test_many_may_read_while_one_writes(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL always lets them")
    async with database.reading() as session:
        assert await deployment.journal_mode(session) == "wal"
