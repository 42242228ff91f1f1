"""What is due is seen to, in a transaction of its own."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from outreach.database import Database
from outreach.store import errands
from scheduler.digests import Digesting
from scheduler.errands.duty import Duty, Outcome, Run
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


async def go(database: Database, now: datetime = MONDAY, table: Mapping[str, Run] = TABLE) -> int:
    return await Round(database, PLANNING, Digesting(), now, table).go()


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


async def test_two_workers_at_the_same_moment_do_each_errand_once(database: Database) -> None:
    seen: list[int] = []

    async def slowly(duty: Duty) -> Outcome:
        seen.append(duty.subject_id)
        await asyncio.sleep(0)
        return "told"

    async with database.writing() as session:
        for subject in range(5):
            await errands.arrange(session, "done", subject, MONDAY)
    other = Database(database.url)
    try:
        done = await asyncio.gather(*(go(one, table={"done": slowly}) for one in (database, other, database, other)))
    finally:
        await other.close()
    assert (sum(done), sorted(seen)) == (5, [0, 1, 2, 3, 4])


async def test_a_kind_of_a_version_to_come_waits_for_it_and_stops_no_other(database: Database) -> None:
    await arrange(database, "not known yet", "done")
    assert await go(database) == 1
    async with database.reading() as session:
        [waiting] = await errands.open_of(session, "not known yet", 1)
    assert (waiting.due_at, waiting.attempts) == (MONDAY, 0)
    assert await go(database, table={"not known yet": done}) == 1


async def test_what_has_waited_longest_comes_first_and_the_rest_the_next_time(database: Database) -> None:
    order: list[int] = []

    async def note(duty: Duty) -> Outcome:
        order.append(duty.subject_id)
        return "told"

    async with database.writing() as session:
        for subject in (3, 1, 2, 4):
            await errands.arrange(session, "done", subject, MONDAY - HOUR / subject)
    rounds = [Round(database, PLANNING, Digesting(), MONDAY, {"done": note}, most=3) for _ in range(3)]
    assert [await each.go() for each in rounds] == [3, 1, 0]
    assert order == [1, 2, 3, 4]


class Overtaken(Round):
    """Somebody else moves the errand while this one fails at it."""

    async def _run(self, errand_id: int) -> bool:
        async with self.database.writing() as session:
            await errands.arrange(session, "broken", 1, MONDAY + 5 * HOUR)
        raise RuntimeError(f"errand {errand_id} came to nothing here")


async def test_one_that_was_moved_elsewhere_while_it_failed_here_keeps_that_moment(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await arrange(database, "broken")
    with caplog.at_level(logging.CRITICAL):
        assert await Overtaken(database, PLANNING, Digesting(), MONDAY, TABLE).go() == 0
    async with database.reading() as session:
        [errand] = await errands.open_of(session, "broken", 1)
    assert (errand.due_at, errand.attempts) == (MONDAY + 5 * HOUR, 0)
