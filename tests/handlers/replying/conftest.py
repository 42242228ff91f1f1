"""The desk that these stories play at."""

import pytest

from tests.handlers.replying.desk import Desk
from tests.handlers.world import Town


@pytest.fixture
async def desk(town: Town) -> Desk:
    return Desk(town, *await town.acme())
