"""A town to act in: one SQLite database, one transaction that is never committed."""

from collections.abc import AsyncIterator

import pytest

from outreach.database import Database
from tests.handlers.world import Town


@pytest.fixture
def database_kind() -> str:
    """What differs between databases stands in the store, whose own tests run on both."""
    return "sqlite"


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with database.writing() as session:
        yield Town(session)
