"""What the clock makes the bot do: one table, read top to bottom, and the pass that each row runs.

A pass asks the rows what is due, so it can be late, early or repeated without losing or doubling anything.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from outreach.database import Database
from outreach.errors import Stale
from outreach.ledger import proposals
from outreach.models.ledger import Touch, TouchState
from outreach.store import decisions, texts, touches
from scheduler import digests, errands, planner, wall_times
from scheduler.digests import Digesting
from scheduler.planner import Planned, Planning

# A closed decision older than this explains nothing that anybody still asks about.
DECISIONS_LAST = timedelta(days=400)


@dataclass
class Ticked:
    """What one tick led to."""

    planned: Planned = field(default_factory=Planned)
    expired: list[Touch] = field(default_factory=list)
    digests: int = 0
    errands: int = 0


async def _nobody_to_find() -> None:
    """Where no platform is on that knows anybody."""


@dataclass(frozen=True)
class Upkeep:
    """Everything the periodic jobs need. `drain` empties every lane of what is due; `poll` asks feeds; `replay`
    handles what a crash left in the inbox; `acquaint` finds our direct conversations with teammates."""

    database: Database
    planning: Planning
    digesting: Digesting
    drain: Callable[[], Awaitable[object]]
    poll: Callable[[datetime], Awaitable[object]]
    replay: Callable[[], Awaitable[object]]
    acquaint: Callable[[], Awaitable[object]] = _nobody_to_find


async def tick(database: Database, planning: Planning, digesting: Digesting, now: datetime) -> Ticked:
    """Expires, sees to errands, plans, then writes digests, each in transactions of its own.

    One that fails keeps the others' work, and is raised when all have had their turn.
    """
    done = Ticked()
    failures: list[Exception] = []
    for step in (
        partial(_expire_overdue, database, done, now),
        partial(_run_errands, database, planning, digesting, done, now),
        partial(_plan_due, database, planning, done, now),
        partial(_write_digests, database, digesting, done, now),
    ):
        try:
            await step()
        except Exception as failure:  # noqa: BLE001 - raised below: a broken plan must not cost a manager the digest
            failures.append(failure)
    if failures:
        raise failures[0]
    return done


async def _expire_overdue(database: Database, done: Ticked, now: datetime) -> None:
    async with database.writing() as session:
        for touch in await touches.overdue(session, now):
            if await expire(session, touch, now):
                done.expired.append(touch)


async def _plan_due(database: Database, planning: Planning, done: Ticked, now: datetime) -> None:
    while True:
        async with database.writing() as session:
            part = await planner.plan(session, planning, now)
        done.planned.proposed += part.proposed
        done.planned.held.update(part.held)
        done.planned.considered += part.considered
        if part.considered == 0:
            return


async def _run_errands(
    database: Database, planning: Planning, digesting: Digesting, done: Ticked, now: datetime
) -> None:
    done.errands = await errands.run_due(database, planning, digesting, now)


async def _write_digests(database: Database, digesting: Digesting, done: Ticked, now: datetime) -> None:
    done.digests = await digests.write_due(database, digesting, now)


async def expire(session: digests.Session, touch: Touch, now: datetime) -> bool:
    """Late news is shown to the CSM, never sent stale. What was approved and could not go counts as missed."""
    missed = touch.state == TouchState.APPROVED
    try:
        await proposals.end(
            session,
            touch,
            TouchState.MISSED if missed else TouchState.EXPIRED,
            "its time passed before it could be sent" if missed else "nobody decided in time",
            now,
        )
    except Stale:
        return False  # its delivery is on the wire or unclear: the lane or a person will end it
    return True


async def clean(database: Database, now: datetime) -> None:
    """Forgets texts whose time is over, the reasons that quote them, and decisions that nobody asks about any more."""
    async with database.writing() as session:
        await texts.expire(session, now.date())
        await touches.forget_reasons(session)
        await decisions.drop_closed(session, now - DECISIONS_LAST)


async def keep_wall_times(database: Database) -> None:
    async with database.writing() as session:
        await wall_times.rederive_all(session)


@dataclass(frozen=True)
class PeriodicJob:
    name: str
    every: timedelta
    run: Callable[[Upkeep, datetime], Awaitable[object]]


JOBS: tuple[PeriodicJob, ...] = (
    PeriodicJob("tick", timedelta(seconds=20), lambda up, now: tick(up.database, up.planning, up.digesting, now)),
    PeriodicJob("drain", timedelta(seconds=2), lambda up, _now: up.drain()),
    PeriodicJob("replay", timedelta(seconds=30), lambda up, _now: up.replay()),
    PeriodicJob("feeds", timedelta(minutes=30), lambda up, now: up.poll(now)),
    PeriodicJob("acquaint", timedelta(hours=1), lambda up, _now: up.acquaint()),
    PeriodicJob("wall times", timedelta(hours=1), lambda up, _now: keep_wall_times(up.database)),
    PeriodicJob("clean", timedelta(hours=6), lambda up, now: clean(up.database, now)),
)
