"""A town to act in: one SQLite database, and a transaction that is taken back in the end."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from outreach.database import Database
from scheduler.themes.memory import MEMORIES
from tests.handlers.world import Town


@pytest.fixture
def database_kind() -> str:
    """What differs between databases stands in the store, whose own tests run on both."""
    return "sqlite"


@pytest.fixture(scope="session")
def common_ground(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One for all towns: what SQLAlchemy compiles for it, it compiles once, which was half of their time."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("town") / "concierge.db")
    return Database(f"sqlite:///{path}")


@pytest.fixture
async def town(common_ground: Database) -> AsyncIterator[Town]:
    async with common_ground.writing() as session:
        yield Town(session)
        await session.rollback()
    await common_ground.close()
    # What was read of it is as if it had never been said.
    MEMORIES.clear()
