"""Behind the doors of Teams."""

from collections.abc import AsyncIterator

import pytest

from handlers.work import House
from outreach.database import Database
from tests.bot.teams.office import Office, opened


@pytest.fixture
async def office(database: Database, house: House) -> AsyncIterator[Office]:
    async with opened(database, house) as office:
        yield office
