from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from outreach.database import Database, Session
from outreach.models.trust import Installation
from outreach.store import installations

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    async with database.writing() as opened:
        yield opened


def installation(token: str = "sealed-1") -> Installation:
    return Installation(platform="slack", workspace="T1", sealed_token=token, installed_at=NOW)


async def test_a_workspace_that_installs_again_has_one_row_with_the_newest_token(session: Session) -> None:
    await installations.keep(session, installation())
    await installations.keep(session, installation("sealed-2"))
    assert [one.sealed_token for one in await installations.live(session, "slack")] == ["sealed-2"]


async def test_one_that_was_removed_keeps_no_token_and_may_come_back(session: Session) -> None:
    await installations.keep(session, installation())
    await installations.remove(session, "slack", "T1", NOW)
    await installations.remove(session, "slack", "T1", NOW)
    assert await installations.by_workspace(session, "slack", "T1") is None
    assert await installations.live(session, "slack") == []
    kept = await installations.keep(session, installation("sealed-2"))
    assert (kept.sealed_token, kept.removed_at) == ("sealed-2", None)
