"""What digests go by, and who works with whom today."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from content import charts
from content.charts import WeeklyChart
from content.names import called
from content.rhythm_files import Rhythm
from outreach.database import Session
from outreach.ledger.situations import Rules
from outreach.models import book
from outreach.models.book import Role, Segment, Teammate
from outreach.store import digests, teammates
from outreach.store.oversight import Team
from outreach.worktime import zones
from outreach.worktime.availability import Availability, Away, WorkingHours
from outreach.worktime.calendars import WorkCalendar

# Rows carry this where nobody chose a time; then the house's own times count.
_NOT_CHOSEN = time(8, 30)
_SILENCE_DAYS: Mapping[str, int] = {Segment.TOP: 14, Segment.MID: 30, Segment.TAIL: 60}
_REPLY_HOURS: Mapping[str, int] = {Segment.TOP: 1, Segment.MID: 4, Segment.TAIL: 8}


@dataclass(frozen=True)
class Digesting:
    """What the deployment's settings say about mornings and digests. Clock times are local to each reader.

    `coverage`: days per segment after which somebody must have spoken with them; where it is not given, those of
    the silence rhythm. `reply_within`: working time per segment until a first reply. `keep_for`: how long their
    words are kept. `draw` makes the weekly chart, or None.
    """

    rules: Rules = field(default_factory=Rules)
    rhythms: Mapping[str, Rhythm] = field(default_factory=dict)
    home_zone: str = "UTC"
    morning_at: time = time(8)
    digest_at: time = time(8, 30)
    coverage: Mapping[str, int] | None = None
    reply_within: Mapping[str, timedelta] = field(
        default_factory=lambda: {segment: timedelta(hours=hours) for segment, hours in _REPLY_HOURS.items()}
    )
    renewal_within: timedelta = timedelta(days=60)
    keep_for: timedelta = timedelta(days=30)
    command: str = "/cs"
    currency: str = "$"
    draw: Callable[[WeeklyChart], Awaitable[bytes | None]] = charts.draw

    def promised_days(self, segment: str) -> int:
        silence = (one.days for one in self.rhythms.values() if one.trigger == "silence")
        return (self.coverage or next(silence, _SILENCE_DAYS))[segment]

    def clock_of(self, reader: Teammate) -> time:
        """Their own choice, else the house's: mornings come before the managers' digests, so that they can tell."""
        if reader.digest_at != _NOT_CHOSEN:
            return reader.digest_at
        return self.digest_at if reader.role == Role.MANAGER else self.morning_at


@dataclass(frozen=True)
class Staff:
    """Everybody on our side as of `now`, by id, with the absences that are not over."""

    people: Mapping[int, Teammate]
    absences: Mapping[int, Sequence[book.Away]]
    now: datetime

    def availability(self, teammate: Teammate) -> Availability:
        return Availability(
            hours=WorkingHours(teammate.work_start, teammate.work_end, frozenset(teammate.work_days)),
            zone=zones.zone(teammate.timezone),
            calendar=WorkCalendar(teammate.country, teammate.subdivision, teammate.timezone, quiet_season=None),
            away=tuple(Away(one.from_on, one.until_on) for one in self._absences(teammate)),
        )

    def today_of(self, teammate: Teammate) -> date:
        return zones.local_date(self.now, zones.zone(teammate.timezone))

    def away_until(self, teammate: Teammate) -> date | None:
        """The last day of an absence that covers their today."""
        today = self.today_of(teammate)
        covering = [one.until_on for one in self._absences(teammate) if one.from_on <= today <= one.until_on]
        return max(covering, default=None)

    def is_covered(self, teammate: Teammate) -> bool:
        """The cover counts only while they are there themselves."""
        cover = self.people.get(teammate.cover_id or 0)
        return cover is not None and self.away_until(cover) is None

    def looked_after_by(self, teammate: Teammate) -> frozenset[int]:
        """Themselves, and whoever they stand in for today."""
        covered = (
            one.id
            for one in self.people.values()
            if one.cover_id == teammate.id and one.id is not None and self.away_until(one) is not None
        )
        return frozenset({teammate.id or 0, *covered})

    def team_of(self, manager: Teammate) -> Team:
        """Everybody below them, at any depth; where nobody is, everybody. Accounts without a CSM go to the top."""
        below = self._below(manager.id or 0)
        return Team(frozenset({manager.id or 0, *(below or self.people)}), with_unowned=manager.manager_id is None)

    def manager_of(self, teammate: Teammate) -> Teammate | None:
        """The nearest manager above them."""
        seen: set[int] = set()
        above = self.people.get(teammate.manager_id or 0)
        while above is not None and above.role != Role.MANAGER and above.id not in seen:
            seen.add(above.id or 0)
            above = self.people.get(above.manager_id or 0)
        return above if above is not None and above.role == Role.MANAGER else None

    def called(self, teammate_id: int | None) -> str:
        """Their first name, or all of it where two share it or it does not begin with one."""
        person = self.people.get(teammate_id or 0)
        if person is None:
            return ""
        first = called(person.name)
        return person.name if self._first_names[first] > 1 else first

    @cached_property
    def _first_names(self) -> Counter[str]:
        return Counter(called(one.name) for one in self.people.values())

    def _below(self, manager_id: int) -> set[int]:
        below: set[int] = set()
        level = {manager_id}
        while level:
            level = {one_id for one_id, one in self.people.items() if one.manager_id in level} - below - {manager_id}
            below |= level
        return below

    def _absences(self, teammate: Teammate) -> Sequence[book.Away]:
        return self.absences.get(teammate.id or 0, ())


async def staff_of(session: Session, now: datetime, since_at: datetime | None = None) -> Staff:
    """`since_at`: absences count from then on that are over by now, where working time of the past is reckoned."""
    everybody = await teammates.all_teammates(session)
    # Local dates lie at most a day from UTC's.
    absences = await digests.absences(session, min(since_at or now, now).date() - timedelta(days=1))
    return Staff({one.id: one for one in everybody if one.id is not None}, absences, now)
