"""Deeds and marks: who did what by hand."""

from datetime import UTC, datetime, timedelta

from outreach.database import Database
from outreach.models.ledger import Purpose, Touch, TouchState
from outreach.models.trust import Deed
from outreach.store import deeds, marks, touches
from tests.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def test_the_newest_reversible_deed_comes_first(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        priya, leo = await world.csm(), await world.csm("Leo Hartmann")
        for hours, who, undo in ((3, priya, "hold:1"), (2, priya, None), (1, priya, "log:2"), (0, leo, "hold:3")):
            deed = Deed(teammate_id=who.id or 0, verb="x", undo=undo, done_at=NOW - timedelta(hours=hours))
            await deeds.record(session, deed)
        found = await deeds.reversible(session, priya.id or 0, NOW - timedelta(days=1))
        assert [deed.undo for deed in found] == ["log:2", "hold:1"]
        await deeds.take_back(session, found[0], NOW)
        assert [deed.undo for deed in await deeds.reversible(session, priya.id or 0, NOW - timedelta(days=1))] == [
            "hold:1"
        ]
        assert await deeds.reversible(session, priya.id or 0, NOW - timedelta(hours=2)) == []


async def test_a_mark_is_put_once_and_can_be_taken_off(database: Database) -> None:
    async with database.writing() as session:
        world = World(session)
        priya = await world.csm()
        account = await world.account("Acme", priya)
        touch = await touches.add(
            session,
            Touch(
                key="k",
                account_id=account.id or 0,
                direction="in",
                origin="customer",
                purpose=Purpose.TALK,
                state=TouchState.MADE,
            ),
        )
        assert touch.id is not None
        assert await marks.put(session, touch.id, marks.KIND_WORD, by_id=priya.id or 0, now=NOW)
        assert not await marks.put(session, touch.id, marks.KIND_WORD, by_id=priya.id or 0, now=NOW)
        assert await marks.of_kind(session, [touch.id], marks.KIND_WORD) == {touch.id}
        await marks.take_off(session, touch.id, marks.KIND_WORD)
        assert await marks.of_kind(session, [touch.id], marks.KIND_WORD) == set()
