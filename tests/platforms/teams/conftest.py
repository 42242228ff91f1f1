"""A small tenant, its fake Teams, and a bot by hand."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.platforms.teams.by_hand import Bot, Town, town
from tests.platforms.teams.limits import Limits
from tests.platforms.teams.server import FakeTeams, running


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
async def teams(place: Town) -> AsyncIterator[FakeTeams]:
    async with running(place.tenant, limits=Limits(enforced=False)) as teams:
        yield teams


@pytest.fixture
async def bot(teams: FakeTeams) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        bot = Bot(teams, http)
        await bot.log_in()
        yield bot
