"""What all else takes for granted about the database, on SQLite and on PostgreSQL alike."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, StatementError
from sqlmodel import col, func, select, update

from outreach.database import Database, checked_url, sqlite_path
from outreach.errors import BadInput
from outreach.models.library import Feed
from outreach.models.post import Lane
from tests.databases import Cluster

INSTANTS = [
    datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    datetime(2026, 11, 24, 8, 30, 0, 1, tzinfo=UTC),
    datetime(2026, 11, 24, 14, 15, 0, 999999, tzinfo=ZoneInfo("Asia/Kathmandu")),
    # Both 01:30s of the night in which New York's clocks go back.
    datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York")),
    datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")),
    datetime(1965, 1, 1, 0, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-11))),
]


@pytest.mark.parametrize("instant", INSTANTS, ids=str)
async def test_an_instant_comes_back_in_utc_to_the_microsecond(database: Database, instant: datetime) -> None:
    async with database.writing() as session:
        session.add(Feed(url="https://example.com/feed", polled_at=instant))
    async with database.reading() as session:
        found = (await session.exec(select(Feed))).one().polled_at
    assert found == instant.astimezone(UTC)
    assert found is not None
    assert found.tzinfo is UTC


async def test_instants_are_compared_and_ordered_as_instants(database: Database) -> None:
    instants = {f"https://example.com/{number}": instant for number, instant in enumerate(INSTANTS)}
    async with database.writing() as session:
        session.add_all(Feed(url=url, polled_at=instant) for url, instant in instants.items())
    kathmandu = datetime(2026, 11, 24, 14, 15, tzinfo=ZoneInfo("Asia/Kathmandu"))
    async with database.reading() as session:
        ordered = (await session.exec(select(Feed.url).order_by(col(Feed.polled_at)))).all()
        until = (await session.exec(select(func.count()).where(col(Feed.polled_at) <= kathmandu))).one()
    assert list(ordered) == sorted(instants, key=lambda url: instants[url].astimezone(UTC))
    assert until == 4


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 24, 8, 30)  # noqa: DTZ001
    with pytest.raises(StatementError, match="timezone"):
        async with database.writing() as session:
            session.add(Feed(url="https://example.com/feed", polled_at=naive))
    with pytest.raises(StatementError, match="timezone"):
        async with database.reading() as session:
            await session.exec(select(Feed).where(col(Feed.polled_at) <= naive))


async def test_two_hundred_concurrent_changes_lose_nothing(database: Database, lane: int) -> None:
    another_process = Database(database.url)

    async def count_up(number: int) -> None:
        async with (another_process if number % 2 else database).writing() as session:
            found = (await session.exec(select(Lane).where(Lane.id == lane))).one()
            # Lets the others in between reading and writing.
            await asyncio.sleep(0)
            found.fence += 1

    await asyncio.gather(*(count_up(number) for number in range(200)))
    await another_process.close()
    assert await fence(database, lane) == 200


async def test_a_failure_takes_everything_back(database: Database, lane: int) -> None:
    async def write_and_fail() -> None:
        async with database.writing() as session:
            session.add(Lane(platform="slack", workspace="T2"))
            await session.exec(update(Lane).values(fence=7))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await write_and_fail()
    async with database.reading() as session:
        assert (await session.exec(select(Lane.workspace, Lane.fence))).all() == [("T1", 0)]


async def test_a_cancelled_writer_takes_everything_back_and_lets_the_next_one_in(database: Database, lane: int) -> None:
    has_written = asyncio.Event()

    async def write_and_wait() -> None:
        async with database.writing() as session:
            await session.exec(update(Lane).values(fence=7))
            has_written.set()
            await asyncio.Event().wait()

    writer = asyncio.create_task(write_and_wait())
    await has_written.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    async with database.writing() as session:
        await session.exec(update(Lane).values(fence=col(Lane.fence) + 1))
    assert await fence(database, lane) == 1


async def test_writing_inside_writing_is_refused_instead_of_waiting_for_itself(database: Database) -> None:
    async with database.writing():
        with pytest.raises(RuntimeError, match="pass the session on"):
            async with database.writing():
                pass


async def test_readers_see_one_state_while_a_writer_works(database: Database, lane: int) -> None:
    fences = select(Lane.fence)
    async with database.reading() as early:
        assert (await early.exec(fences)).one() == 0
        async with database.writing() as session:
            await session.exec(update(Lane).values(fence=1))
            assert await fence(database, lane) == 0
        assert (await early.exec(fences)).one() == 0
    assert await fence(database, lane) == 1


async def test_a_reader_cannot_write_and_its_connection_can_again(database: Database, lane: int) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with database.reading() as session:
            await session.exec(update(Lane).values(fence=1))
    async with database.writing() as session:
        await session.exec(update(Lane).values(fence=2))
    assert await fence(database, lane) == 2


@pytest.mark.postgres
async def test_a_connection_that_the_server_cut_is_replaced(cluster: Cluster) -> None:
    with cluster.fresh() as url, psycopg.connect(url, autocommit=True) as other:
        database = Database(url)
        for _ in range(2):
            async with database.reading() as session:
                assert (await session.exec(select(1))).one() == 1
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
        await database.close()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///data/concierge.db", "sqlite+aiosqlite:///data/concierge.db"),
        ("postgres://cs:secret@db:5432/cs", "postgresql+psycopg://cs:secret@db:5432/cs"),
        ("postgresql://cs@db/cs?sslmode=require", "postgresql+psycopg://cs@db/cs?sslmode=require"),
        ("postgresql+asyncpg://cs@db/cs", "postgresql+psycopg://cs@db/cs"),
    ],
)
def test_an_address_names_the_driver_we_ship(given: str, used: str) -> None:
    assert checked_url(given) == used


@pytest.mark.parametrize("given", ["", "concierge.db", "postgresql://db:port/cs", "mysql://db/cs"])
def test_another_address_is_refused_with_one_that_works(given: str) -> None:
    with pytest.raises(BadInput, match=r"DATABASE_URL .*sqlite"):
        checked_url(given)


def test_only_a_file_of_sqlite_has_a_path() -> None:
    assert sqlite_path("sqlite:////srv/concierge.db") == Path("/srv/concierge.db")
    assert sqlite_path("sqlite://") is None
    assert sqlite_path("postgresql://db/cs") is None


@pytest.fixture
async def lane(database: Database) -> int:
    async with database.writing() as session:
        lane = Lane(platform="slack", workspace="T1")
        session.add(lane)
    assert lane.id is not None
    return lane.id


async def fence(database: Database, lane: int) -> int:
    async with database.reading() as session:
        return (await session.exec(select(Lane.fence).where(Lane.id == lane))).one()
