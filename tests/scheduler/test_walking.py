"""From one moment at which something is due to the next, whatever it is that is due."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from outreach.database import Database, Session
from outreach.models.ledger import Touch, TouchState, Turn
from outreach.models.post import Delivery, DeliveryState, Lane
from outreach.store import errands
from scheduler import walking
from scheduler.digests import Digesting
from tests.world import MONDAY, World

DIGESTING = Digesting()
LATER = MONDAY + timedelta(days=1)
HOUR = timedelta(hours=1)


async def next_of(session: Session, until: datetime = LATER) -> datetime:
    return await walking.next_instant(session, DIGESTING, MONDAY, until)


async def a_touch(session: Session, **changes: Any) -> Touch:
    account = await World(session).account()
    values = {"direction": "out", "origin": "rhythm", "purpose": "share", "state": TouchState.PROPOSED}
    row = Touch(**{"key": "t", "account_id": account.id, **values, **changes})
    session.add(row)
    await session.flush()
    return row


async def test_with_nothing_due_it_is_the_end(database: Database) -> None:
    async with database.writing() as session:
        assert await next_of(session) == LATER


async def test_a_turn_comes_up(database: Database) -> None:
    async with database.writing() as session:
        account = await World(session).account()
        session.add(Turn(account_id=account.id or 0, rhythm="share", next_due_at=MONDAY + HOUR))
        session.add(Turn(account_id=account.id or 0, rhythm="silence", next_due_at=MONDAY + HOUR / 2, is_active=False))
        await session.flush()
        assert await next_of(session) == MONDAY + HOUR
        assert await next_of(session, MONDAY + HOUR / 4) == MONDAY + HOUR / 4


async def test_a_turn_that_is_due_already_is_asked_about_a_tick_later(database: Database) -> None:
    async with database.writing() as session:
        account = await World(session).account()
        session.add(Turn(account_id=account.id or 0, rhythm="share", next_due_at=MONDAY))
        await session.flush()
        assert await next_of(session) == MONDAY + timedelta(minutes=1)


@pytest.mark.parametrize("name", ["due_at", "send_after"])
async def test_a_live_touch_has_its_moments(database: Database, name: str) -> None:
    async with database.writing() as session:
        touch = await a_touch(session, **{name: MONDAY + HOUR})
        assert await next_of(session) == MONDAY + HOUR
        touch.state = TouchState.MADE
        session.add(touch)
        await session.flush()
        assert await next_of(session) == LATER


async def test_a_deadline_is_over_once_it_lies_behind_us(database: Database) -> None:
    async with database.writing() as session:
        touch = await a_touch(session, deadline_at=MONDAY + HOUR)
        just_after = MONDAY + HOUR + timedelta(seconds=1)
        assert await next_of(session) == just_after
        assert await walking.next_instant(session, DIGESTING, MONDAY + HOUR, LATER) == just_after
        assert await walking.next_instant(session, DIGESTING, just_after, LATER) == LATER
        assert touch.deadline_at is not None


async def test_a_queued_delivery_becomes_ready(database: Database) -> None:
    async with database.writing() as session:
        channel = await World(session).channel()
        lane = Lane(platform="playground", workspace="slack")
        session.add(lane)
        await session.flush()
        values: dict[str, Any] = {"lane_id": lane.id, "channel_id": channel.id, "created_at": MONDAY}
        for number, state in enumerate((DeliveryState.QUEUED, DeliveryState.CANCELLED), 1):
            ready_at = MONDAY + HOUR / number
            session.add(Delivery(marker=f"m{number}", key=f"k{number}", state=state, ready_at=ready_at, **values))
        await session.flush()
        assert await next_of(session) == MONDAY + HOUR


async def test_an_errand_has_its_moment(database: Database) -> None:
    async with database.writing() as session:
        await errands.arrange(session, "notice.due", 1, MONDAY + HOUR)
        assert await next_of(session) == MONDAY + HOUR


async def test_an_errand_that_is_left_over_is_seen_to_a_tick_later(database: Database) -> None:
    async with database.writing() as session:
        await errands.arrange(session, "of a version to come", 1, MONDAY)
        assert await next_of(session) == LATER
        await errands.arrange(session, "notice.due", 1, MONDAY)
        assert await next_of(session) == MONDAY + timedelta(minutes=1)


async def test_a_digest_is_due_on_working_days_only(database: Database) -> None:
    async with database.writing() as session:
        await World(session).manager(digest_at=time(9, 30))
        assert await next_of(session) == datetime.fromisoformat("2026-11-23T08:30+00:00")
        friday = datetime.fromisoformat("2026-11-27T08:30+00:00")
        coming = await walking.next_instant(session, DIGESTING, friday, friday + timedelta(days=9))
        assert coming == datetime.fromisoformat("2026-11-30T08:30+00:00")
