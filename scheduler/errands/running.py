"""Runs what is due: each errand in a transaction of its own, so that one that fails costs no other."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach.database import Database
from outreach.store import errands
from scheduler.digests import Digesting
from scheduler.errands.duty import Duty, Run
from scheduler.errands.table import ERRANDS
from scheduler.planning import Planning

log = logging.getLogger(__name__)

# One that fails is tried again after this, doubled each time, at most a day.
_AGAIN_AFTER = timedelta(minutes=1)
_LONGEST = timedelta(days=1)
_MOST_DOUBLINGS = 11
# The rest waits for the next tick, longest due first: digests are not to wait behind a thousand errands.
_AT_ONCE = 500
# What is due again at once would be asked for ever within one moment.
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Round:
    """One look at what is due, `most` at once. `table` says what sees to which kind; an errand of a kind that it does
    not know was arranged by another version of this program, and waits for that one."""

    database: Database
    planning: Planning
    digesting: Digesting
    now: datetime
    table: Mapping[str, Run]
    most: int = _AT_ONCE

    async def go(self) -> int:
        async with self.database.reading() as session:
            waiting = await errands.due(session, self.now, self.most, kinds=self.table)
        return sum([await self._attempt(errand_id) for errand_id in waiting])

    async def _attempt(self, errand_id: int) -> bool:
        try:
            return await self._run(errand_id)
        except asyncio.CancelledError:
            raise
        except Exception as problem:
            log.exception("errand.failed errand=%s", errand_id)
            await self._put_off(errand_id, problem)
            return False

    async def _run(self, errand_id: int) -> bool:
        async with self.database.writing() as session:
            errand = await errands.by_id(session, errand_id)
            if errand is None or errand.done_at is not None or errand.due_at > self.now:
                return False
            return await see_to(Duty(session, errand, self.now, self.planning, self.digesting), self.table)

    async def _put_off(self, errand_id: int, problem: Exception) -> None:
        async with self.database.writing() as session:
            errand = await errands.by_id(session, errand_id)
            if errand is None or errand.done_at is not None or errand.due_at > self.now:
                return  # somebody else has done or moved it meanwhile
            errand.due_at = self.now + min(_AGAIN_AFTER * 2 ** min(errand.attempts, _MOST_DOUBLINGS), _LONGEST)
            errand.attempts, errand.problem = errand.attempts + 1, f"{type(problem).__name__}: {problem}"[:300]
            session.add(errand)


async def see_to(duty: Duty, table: Mapping[str, Run]) -> bool:
    """Whether it is done; otherwise it is due again later."""
    errand = duty.errand
    outcome = await table[errand.kind](duty)
    if isinstance(outcome, datetime):
        errand.due_at = max(outcome, duty.now + _A_MOMENT)
    else:
        errand.done_at, errand.outcome = duty.now, outcome
    duty.session.add(errand)
    await duty.session.flush()
    return errand.done_at is not None


async def run_due(database: Database, planning: Planning, digesting: Digesting, now: datetime) -> int:
    """How many were done. Whatever one of them arranges for now is done by the next call."""
    return await Round(database, planning, digesting, now, ERRANDS).go()
