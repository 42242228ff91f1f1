from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from outreach.database import Database, Session
from outreach.models.trust import Ticket
from outreach.store import tickets

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SOON = NOW + timedelta(minutes=10)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    async with database.writing() as opened:
        yield opened


async def test_a_ticket_is_good_for_one_use(session: Session) -> None:
    await tickets.issue(session, "install", "t-1", until=SOON, now=NOW)
    assert await tickets.redeem(session, "install", "t-1", NOW)
    assert not await tickets.redeem(session, "install", "t-1", NOW)


async def test_a_ticket_runs_out_and_serves_its_own_purpose_only(session: Session) -> None:
    await tickets.issue(session, "install", "t-1", until=SOON, now=NOW)
    assert not await tickets.redeem(session, "other", "t-1", NOW)
    assert not await tickets.redeem(session, "install", "t-2", NOW)
    assert not await tickets.redeem(session, "install", "t-1", SOON + timedelta(seconds=1))


async def test_those_that_ran_out_are_swept_away(session: Session) -> None:
    await tickets.issue(session, "install", "t-1", until=SOON, now=NOW)
    await tickets.issue(session, "install", "t-2", until=SOON + timedelta(hours=2), now=SOON + timedelta(hours=1))
    assert len((await session.exec(select(Ticket))).all()) == 1
