"""What was agreed as 09:30 there stays 09:30 there."""

from datetime import UTC, datetime

from outreach.database import Database
from outreach.ledger import proposals
from outreach.store import deliveries
from scheduler import planner, wall_times
from tests.world import MONDAY, World, planning

PLANNING = planning()


async def test_a_customer_who_moves_is_written_to_at_the_same_hour_there(database: Database) -> None:
    async with database.writing() as session:
        _, account, _, _ = await World(session).acme()
        await planner.seat_everybody(session, PLANNING, MONDAY)
        (touch,) = (await planner.plan(session, PLANNING, MONDAY)).proposed
        await proposals.approve(session, touch, by="Priya", now=MONDAY)
        account.timezone = "America/New_York"
        assert await wall_times.rederive_all(session) == [touch]
        (delivery,) = await deliveries.of_touch(session, touch.id or 0)
        assert touch.due_at == delivery.ready_at == datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
        assert (touch.zone, touch.wall_at) == ("America/New_York", "2026-11-24T09:30:00")


async def test_where_nothing_changed_nothing_moves(database: Database) -> None:
    async with database.writing() as session:
        await World(session).acme()
        await planner.seat_everybody(session, PLANNING, MONDAY)
        await planner.plan(session, PLANNING, MONDAY)
        assert await wall_times.rederive_all(session) == []
