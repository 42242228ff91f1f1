"""A way out to a town on our fake Slack."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.slack.ways_out import Out, going_out


@pytest.fixture
async def out(tmp_path: Path) -> AsyncIterator[Out]:
    async with going_out(tmp_path) as out:
        yield out
