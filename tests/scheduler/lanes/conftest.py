"""A rig per test, on each database."""

from collections.abc import AsyncIterator

import pytest

from tests.scheduler.lanes.made_up import WatchedDatabase
from tests.scheduler.lanes.rig import Rig


@pytest.fixture
async def rig(database_url: str) -> AsyncIterator[Rig]:
    database = WatchedDatabase(database_url)
    yield Rig(database)
    await database.close()
