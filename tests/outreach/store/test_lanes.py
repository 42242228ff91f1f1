"""Leases by the database's own clock, and which lanes have work."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from outreach.database import Database, Session
from outreach.events import Place
from outreach.models.post import Delivery, DeliveryState, Lane, Priority
from outreach.store import channels, deliveries, lanes, texts
from outreach.store.lanes import Taken, database_time
from scheduler.lanes.ticking import RealTime

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEN_SECONDS = timedelta(seconds=10)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    async with database.writing() as session:
        yield session


async def new_lane(session: Session, workspace: str = "T1") -> Lane:
    return await lanes.of_channel(session, await channels.ensure(session, Place("made-up", workspace, "C1")))


async def queue(session: Session, changes: Mapping[str, object] | None = None, workspace: str = "T1") -> int:
    channel = await channels.ensure(session, Place("made-up", workspace, "C1"))
    text_id = await texts.keep(session, "[]", None)
    delivery = await deliveries.queue(
        session, key=workspace, channel=channel, message_text_id=text_id, priority=Priority.ALERT, ready_at=NOW, now=NOW
    )
    await session.exec(
        update(Delivery).where(col(Delivery.id) == delivery.id).values({"state": "queued", **(changes or {})})
    )
    return delivery.lane_id


async def test_the_databases_clock_comes_back_aware_and_in_utc(session: Session) -> None:
    now, later = (await session.exec(select(database_time(), database_time(timedelta(hours=1))))).one()
    assert now.tzinfo == UTC
    assert abs(now - RealTime().now()) < TEN_SECONDS
    assert timedelta(minutes=59, seconds=59) < later - now < timedelta(hours=1, seconds=1)


async def test_what_is_stored_compares_with_the_databases_clock(session: Session) -> None:
    lane = await new_lane(session)
    statement = update(Lane).where(col(Lane.id) == lane.id)
    for ahead, is_over in ((timedelta(milliseconds=-1), True), (timedelta(seconds=5), False)):
        await session.exec(statement.values(leased_until=database_time(ahead)))
        over = await session.exec(select(Lane.id).where(col(Lane.leased_until) <= database_time()))
        assert (over.first() is not None) is is_over


async def test_a_lane_is_one_per_workspace(session: Session) -> None:
    first, again, other = [await new_lane(session, workspace) for workspace in ("T1", "T1", "T2")]
    assert first.id == again.id != other.id


async def test_each_take_over_raises_the_fence(session: Session) -> None:
    lane_id = (await new_lane(session)).id or 0
    assert await lanes.take(session, lane_id, "one", TEN_SECONDS) == Taken(1, was_abandoned=False)
    left = await lanes.take(session, lane_id, "two", TEN_SECONDS)
    assert isinstance(left, timedelta)
    assert timedelta() < left <= TEN_SECONDS
    await lanes.release(session, lane_id, 1)
    assert await lanes.take(session, lane_id, "two", timedelta(seconds=-1)) == Taken(2, was_abandoned=False)
    assert await lanes.take(session, lane_id, "three", TEN_SECONDS) == Taken(3, was_abandoned=True)


async def test_only_the_present_fence_is_renewed_or_released(session: Session) -> None:
    lane_ids = [(await new_lane(session, workspace)).id or 0 for workspace in ("T1", "T2", "T3")]
    for lane_id in lane_ids:
        await lanes.take(session, lane_id, "one", TEN_SECONDS)
    old, *present = [(lane_ids[0], 0), (lane_ids[1], 1), (lane_ids[2], 1)]
    assert await lanes.renew(session, [old, *present], TEN_SECONDS) == set(present)
    await lanes.release(session, *old)
    assert isinstance(await lanes.take(session, lane_ids[0], "two", TEN_SECONDS), timedelta)


@pytest.mark.parametrize(
    ("changes", "has_work"),
    [
        ({}, True),
        ({"ready_at": NOW + timedelta(seconds=1)}, False),
        ({"look_at": NOW + timedelta(seconds=1)}, False),
        ({"look_at": NOW}, True),
        ({"state": DeliveryState.SENDING}, True),
        ({"state": DeliveryState.UNKNOWN}, True),
        ({"state": DeliveryState.UNKNOWN, "asked_at": NOW}, False),
        ({"state": DeliveryState.SENT}, False),
        ({"state": DeliveryState.FAILED}, False),
        ({"state": DeliveryState.CANCELLED}, False),
    ],
)
async def test_a_lane_has_work_when_something_in_it_may_go(
    session: Session, changes: dict[str, object], has_work: bool
) -> None:
    lane_id = await queue(session, changes)
    await queue(session, {"state": DeliveryState.SENT}, "T2")
    assert [lane.id for lane in await lanes.with_work(session, NOW, NOW)] == ([lane_id] if has_work else [])


async def test_two_takers_at_once_get_one_lease(database: Database) -> None:
    async with database.writing() as session:
        lane_id = (await new_lane(session)).id or 0

    async def take(owner: str) -> Taken | timedelta:
        async with database.writing() as session:
            return await lanes.take(session, lane_id, owner, TEN_SECONDS)

    answers = await asyncio.gather(*(take(f"owner {number}") for number in range(5)))
    assert sum(isinstance(answer, Taken) for answer in answers) == 1


async def test_the_same_key_queued_at_once_is_one_delivery(database: Database) -> None:
    async def queue_one() -> int:
        async with database.writing() as session:
            return await queue(session)

    await asyncio.gather(*(queue_one() for _ in range(5)))
    async with database.reading() as session:
        assert len((await session.exec(select(Delivery))).all()) == 1
