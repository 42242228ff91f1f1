"""Errands: one per kind, subject and matter, each done once."""

from datetime import timedelta

from outreach.database import Database
from outreach.store import errands
from tests.world import MONDAY

HOUR = timedelta(hours=1)


async def test_the_same_errand_moves_instead_of_being_doubled(database: Database) -> None:
    async with database.writing() as session:
        first = await errands.arrange(session, "clock.csm", 7, MONDAY + HOUR)
        again = await errands.arrange(session, "clock.csm", 7, MONDAY + 2 * HOUR)
        assert first.id == again.id
        assert await errands.due(session, MONDAY + HOUR) == []
        assert await errands.due(session, MONDAY + 2 * HOUR) == [first.id]


async def test_what_is_done_is_never_due_again(database: Database) -> None:
    async with database.writing() as session:
        await errands.arrange(session, "clock.csm", 7, MONDAY)
        assert await errands.drop(session, ["clock.csm"], 7, MONDAY, "answered") == 1
        assert (await errands.arrange(session, "clock.csm", 7, MONDAY + HOUR)).outcome == "answered"
        assert await errands.due(session, MONDAY + 9 * HOUR) == []
        assert await errands.next_due(session) is None


async def test_another_matter_of_the_same_subject_is_another_errand(database: Database) -> None:
    async with database.writing() as session:
        for day in ("2026-11-23", "2026-11-24"):
            await errands.arrange(session, "findings.list", 1, MONDAY, about=day)
        assert len(await errands.open_of(session, "findings.list", 1)) == 2


async def test_what_reckons_with_absences_looks_again_at_once(database: Database) -> None:
    async with database.writing() as session:
        await errands.arrange(session, "clock.csm", 1, MONDAY + 5 * HOUR)
        await errands.arrange(session, "promise.due", 1, MONDAY + 5 * HOUR)
        assert await errands.hurry(session, ["clock.csm"], MONDAY) == 1
        assert len(await errands.due(session, MONDAY)) == 1


async def test_one_that_is_renewed_moves_and_comes_back_however_often_it_was_done(database: Database) -> None:
    async with database.writing() as session:
        first = await errands.renew(session, "signal.until", 1, MONDAY + HOUR)
        moved = await errands.renew(session, "signal.until", 1, MONDAY + 2 * HOUR)
        assert (moved.id, moved.due_at) == (first.id, MONDAY + 2 * HOUR)
        for _ in range(2):
            assert await errands.drop(session, ["signal.until"], 1, MONDAY, "over") == 1
            again = await errands.renew(session, "signal.until", 1, MONDAY + 2 * HOUR)
            assert again.done_at is None
        assert await errands.due(session, MONDAY + 2 * HOUR) == [again.id]
