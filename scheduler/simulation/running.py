"""Walks a copy of the book through so many days: the real tick, the real drain, a made-up clock."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from content.charts import WeeklyChart
from outreach.database import Database
from outreach.models.ledger import TouchState
from outreach.store import channels, copies, oversight, touches
from outreach.store.oversight import Team
from scheduler import jobs, walking
from scheduler.digests import Digesting, staff_of
from scheduler.gate import SendingGate
from scheduler.lanes.drain import LedgerOutcomes, Pace, PostRoom, Rules, drain_all
from scheduler.planner import Planning
from scheduler.simulation import report
from scheduler.simulation.nowhere import MadeUpClock, Nowhere
from scheduler.simulation.people import Assumptions, People
from scheduler.simulation.report import SimulationReport

# Told what is being done ("copying", "walking") and how far it is, from 0 to 1.
Progress = Callable[[str, float], None]
# Nobody is there to be spared.
_AT_ONCE = Pace(lane_per_second=None, channel_interval=timedelta(0), in_flight=1)


async def simulate(  # noqa: PLR0913 - the book, what we go by, from when, how long, and how people act
    source: Database,
    planning: Planning,
    digesting: Digesting,
    start: datetime,
    days: int,
    assumptions: Assumptions | None = None,
    progress: Progress | None = None,
) -> SimulationReport:
    """From `start` (aware) on. `source` is only read: everything happens in a file that is gone afterwards."""
    tell = progress or (lambda _words, _share: None)
    with tempfile.TemporaryDirectory(prefix="concierge-simulation-") as folder:
        copy = Database(f"sqlite:///{Path(folder) / 'copy.db'}")
        try:
            async with source.reading() as reading, copy.writing() as writing:
                await copies.copy_rows(reading, writing, lambda done, of: tell("copying", done / max(of, 1)))
                await copies.come_to_rest(writing, start)
            unseen = replace(digesting, draw=_draw_nothing)
            walk = Walk(copy, planning, unseen, assumptions or Assumptions(), start, start + timedelta(days=days))
            return await walk.run(lambda share: tell("walking", share))
        finally:
            await copy.close()


async def _draw_nothing(_chart: WeeklyChart) -> None:
    """Nobody will look at it."""


class Walk:
    """One made-up stretch of time, on a database that may be written to."""

    def __init__(  # noqa: PLR0913 - the same things, once more
        self,
        database: Database,
        planning: Planning,
        digesting: Digesting,
        assumptions: Assumptions,
        start: datetime,
        end: datetime,
    ) -> None:
        self._database = database
        self._planning = planning
        self._digesting = digesting
        self._assumptions = assumptions
        self._start, self._end = start, end
        self._clock = MadeUpClock(start)
        self._people = People(assumptions, planning, digesting)
        self._digests = 0

    async def run(self, tell: Callable[[float], None]) -> SimulationReport:
        room = await self._open_room()
        before = self._start
        while self._clock.at < self._end:
            await self._happen(room, before)
            before = self._clock.at
            self._clock.at = await self._next_instant()
            tell((self._clock.at - self._start) / (self._end - self._start))
        return await self._sum_up()

    async def _open_room(self) -> PostRoom:
        async with self._database.reading() as session:
            platforms = {channel.platform for channel in await channels.all_channels(session)}
        rules = Rules(SendingGate(self._planning), LedgerOutcomes(), self._clock)
        messengers = {platform: Nowhere(platform) for platform in platforms}
        return PostRoom(self._database, messengers, rules, paces=dict.fromkeys(platforms, _AT_ONCE))

    async def _happen(self, room: PostRoom, since: datetime) -> None:
        """People first, then the clock: what they decided at nine leaves at nine."""
        now = self._clock.at
        if self._people.are_due(now):
            async with self._database.writing() as session:
                await self._people.act(session, now)
        ticked = await jobs.tick(self._database, self._planning, self._digesting, now)
        self._digests += ticked.digests
        await drain_all(room)
        async with self._database.reading() as session:
            await self._people.notice(session, since, now)

    async def _next_instant(self) -> datetime:
        until = min(self._people.next_at or self._end, self._end)
        async with self._database.reading() as session:
            return await walking.next_instant(session, self._digesting, self._clock.at, until)

    async def _sum_up(self) -> SimulationReport:
        async with self._database.reading() as session:
            everybody = Team(frozenset((await staff_of(session, self._end)).people), with_unowned=True)
            made = await report.contacts_between(session, self._start, self._end)
            decided = await oversight.decisions_within(session, everybody, self._start, self._end)
            lapsed = await oversight.lapsed(session, everybody, self._start, self._end)
            states = report.ended([touch for touch, _ in lapsed])
            return SimulationReport(
                start=self._start,
                end=self._end,
                assumptions=self._assumptions.in_words,
                contacts=made,
                held=report.held_by_rule(decided),
                weeks=report.week_by_week(made, decided, self._start, self._end),
                undecided=states[TouchState.EXPIRED],
                missed=states[TouchState.MISSED],
                waiting=len(await touches.live(session)),
                digests=self._digests,
            )
