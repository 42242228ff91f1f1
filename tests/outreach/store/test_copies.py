"""A throw-away copy holds every row as it is, and nothing in it is on its way."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from outreach.database import Database
from outreach.models import metadata
from outreach.models.ledger import Touch, TouchState
from outreach.models.post import Delivery, DeliveryState, Lane
from outreach.store import copies
from tests.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
async def copied(tmp_path: Path) -> AsyncIterator[Database]:
    """Where rows are copied to: no tables yet."""
    database = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    yield database
    await database.close()


async def rows_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    async with database.reading() as session:
        connection = await session.connection()
        orders = {table.name: table.select().order_by(*table.primary_key) for table in metadata.sorted_tables}
        return {name: [tuple(row) for row in await connection.execute(order)] for name, order in orders.items()}


async def copy(source: Database, target: Database) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    async with source.reading() as reading, target.writing() as writing:
        await copies.copy_rows(reading, writing, lambda done, of: told.append((done, of)))
    return told


async def test_every_row_is_copied_as_it_is(database: Database, copied: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, _, channel = await world.acme()
        # The first row refers to one that comes behind it.
        csm.manager_id = (await world.manager()).id
        session.add_all((csm, Lane(platform="slack", workspace="T1", owner="host:1", leased_until=NOW)))
        at = NOW - timedelta(microseconds=1)
        values: dict[str, Any] = {"direction": "in", "origin": "customer", "purpose": "talk", "state": TouchState.MADE}
        session.add(Touch(key="k", account_id=account.id or 0, channel_id=channel.id, happened_at=at, **values))
    told = await copy(database, copied)
    assert await rows_of(copied) == await rows_of(database)
    assert told[-1][0] == told[-1][1] == sum(len(rows) for rows in (await rows_of(database)).values())


async def test_in_a_copy_nothing_is_in_the_air(database: Database, copied: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        csm, account, _, channel = await world.acme()
        lane = Lane(platform="playground", workspace="slack", owner="host:1", leased_until=NOW, fence=4)
        session.add(lane)
        await session.flush()
        states = (DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.QUEUED)
        for number, state in enumerate(states):
            touch = Touch(
                key=f"t{number}",
                account_id=account.id or 0,
                channel_id=channel.id,
                direction="out",
                origin="rhythm",
                purpose="share",
                state=TouchState.APPROVED,
                author_id=csm.id,
            )
            session.add(touch)
            await session.flush()
            row = Delivery(
                marker=f"m{number}",
                key=f"k{number}",
                lane_id=lane.id or 0,
                channel_id=channel.id or 0,
                touch_id=touch.id,
                state=state,
                ready_at=NOW,
                created_at=NOW,
            )
            session.add(row)
    await copy(database, copied)
    async with copied.writing() as session:
        await copies.come_to_rest(session, NOW)
    async with copied.reading() as session:
        found = (await session.exec(select(Delivery.state).order_by(col(Delivery.id)))).all()
        assert found == [DeliveryState.SENT, DeliveryState.SENT, DeliveryState.QUEUED]
        lived = (await session.exec(select(Touch.state).order_by(col(Touch.id)))).all()
        assert lived == [TouchState.MADE, TouchState.MADE, TouchState.APPROVED]
        (free,) = (await session.exec(select(Lane))).all()
        assert (free.owner, free.leased_until, free.fence) == (None, None, 4)
