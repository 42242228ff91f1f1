"""What is due is seen to, in a transaction of its own."""

import logging
from datetime import datetime, timedelta

import pytest

from outreach.database import Database
from outreach.store import errands
from scheduler.digests import Digesting
from scheduler.errands.duty import Duty, Outcome
from scheduler.errands.running import Round
from tests.world import MONDAY, planning

PLANNING = planning()
HOUR = timedelta(hours=1)


async def done(_duty: Duty) -> Outcome:
    return "told"


async def later(duty: Duty) -> Outcome:
    return duty.now + HOUR


async def broken(_duty: Duty) -> Outcome:
    raise RuntimeError("the channel's row is odd")


TABLE = {"done": done, "later": later, "broken": broken}


async def go(database: Database, now: datetime = MONDAY) -> int:
    return await Round(database, PLANNING, Digesting(), now, TABLE).go()


async def arrange(database: Database, *kinds: str) -> None:
    async with database.writing() as session:
        for kind in kinds:
            await errands.arrange(session, kind, 1, MONDAY)


async def test_an_errand_is_seen_to_once(database: Database) -> None:
    await arrange(database, "done")
    assert [await go(database), await go(database)] == [1, 0]


async def test_before_its_time_nothing_happens(database: Database) -> None:
    await arrange(database, "done")
    assert await go(database, MONDAY - HOUR) == 0


async def test_one_that_is_not_ripe_yet_comes_again_at_its_moment(database: Database) -> None:
    await arrange(database, "later")
    assert await go(database) == 0
    async with database.reading() as session:
        assert await errands.next_due(session) == MONDAY + HOUR


async def test_one_that_fails_costs_no_other_and_is_tried_again_later(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await arrange(database, "broken", "done")
    with caplog.at_level(logging.CRITICAL):
        assert await go(database) == 1
    async with database.reading() as session:
        [errand] = await errands.open_of(session, "broken", 1)
    assert errand.problem == "RuntimeError: the channel's row is odd"
    assert errand.due_at == MONDAY + timedelta(minutes=1)
    with caplog.at_level(logging.CRITICAL):
        await go(database, errand.due_at)
    async with database.reading() as session:
        [errand] = await errands.open_of(session, "broken", 1)
    assert (errand.attempts, errand.due_at) == (2, MONDAY + timedelta(minutes=3))


async def test_a_row_of_a_version_to_come_does_not_stop_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await arrange(database, "not known yet", "done")
    with caplog.at_level(logging.CRITICAL):
        assert await go(database) == 1
