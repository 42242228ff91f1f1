"""How long a customer may wait for a first answer, in working time of whoever looks after them: pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from outreach.worktime import zones
from outreach.worktime.availability import Availability, Shift

_HORIZON_DAYS = 400  # as far as availability looks
_DAY = timedelta(days=1)
# A manager is told this part of the promise after whoever covers was told in vain.
_BEYOND = 1.25


class Step(StrEnum):
    """Who is told of a wait, in this order; the values are kinds of errands."""

    CSM = "clock.csm"
    COVER = "clock.cover"
    MANAGER = "clock.manager"


@dataclass(frozen=True)
class Watch:
    """Those who look after an account, in order: each day belongs to the first who is not away. While all of them are
    away it is the first one's, absent or not: a promise is not put off because nobody is there to keep it.

    Days are labelled by the local date of whoever works them.
    """

    people: tuple[Availability, ...]

    def __post_init__(self) -> None:
        if not self.people:
            raise ValueError("A watch needs somebody.")

    def on_duty(self, at: datetime) -> int:
        """Whose day it is, as a place in `people`, by the local date of the first of them."""
        return self._duty_on(zones.local_date(at, self.people[0].zone))

    def shift_at(self, at: datetime) -> tuple[Shift, int] | None:
        """The shift that runs, else the next one, and whose it is; None when none follows within 400 days."""
        return next(self._shifts(at), None)

    def works_at(self, at: datetime) -> bool:
        found = self.shift_at(at)
        return found is not None and found[0].start_at <= at

    def after_work(self, at: datetime, work: timedelta) -> datetime | None:
        """The first instant by which that much has been worked; None when 400 days do not hold it."""
        for shift, _ in self._shifts(at):
            # Days of people in different zones may overlap: an hour is not counted twice.
            start_at = max(at, shift.start_at)
            left = max(shift.end_at - start_at, timedelta())
            if left >= work:
                return start_at + work
            work -= left
            at = max(at, shift.end_at)
        return None

    def worked_between(self, start_at: datetime, end_at: datetime) -> timedelta:
        total, cursor = timedelta(), start_at
        for shift, _ in self._shifts(start_at):
            if shift.start_at >= end_at:
                break
            total += max(min(shift.end_at, end_at) - max(shift.start_at, cursor), timedelta())
            cursor = max(cursor, shift.end_at)
        return total

    def _duty_on(self, on: date) -> int:
        return next((place for place, person in enumerate(self.people) if not person.is_away(on)), 0)

    def _shifts(self, after: datetime) -> Iterator[tuple[Shift, int]]:
        """Those that end after `after`; the first may have begun the evening before."""
        first_on = zones.local_date(after, self.people[0].zone) - _DAY
        for on in (first_on + step * _DAY for step in range(_HORIZON_DAYS)):
            place = self._duty_on(on)
            shift = _shift(self.people[place], on)
            if shift is not None and shift.end_at > after:
                yield shift, place


def _shift(person: Availability, on: date) -> Shift | None:
    if person.is_away(on):
        person = replace(person, away=())
    if not person.works_on(on):
        return None
    start_at = zones.at_local(on, person.hours.start, person.zone)
    end_on = on + _DAY if person.hours.end < person.hours.start else on
    return Shift(start_at, zones.at_local(end_on, person.hours.end, person.zone))


@dataclass(frozen=True)
class Promise:
    """A first answer `within` so much working time; the CSM is nudged when the part `nudge_at` of it has passed."""

    within: timedelta
    nudge_at: float


def due_at(step: Step, watch: Watch, since_at: datetime, promise: Promise, *, has_cover: bool) -> datetime | None:
    """When this step is due. `has_cover`: somebody else is there to be asked at the promise, before a manager is."""
    parts = {Step.CSM: promise.nudge_at, Step.COVER: 1.0, Step.MANAGER: _BEYOND if has_cover else 1.0}
    return watch.after_work(since_at, promise.within * parts[step])


@dataclass(frozen=True)
class FirstReply:
    """One wait that was answered: `took` is working time, `promised` what it might have taken."""

    took: timedelta
    promised: timedelta


@dataclass(frozen=True)
class FirstReplies:
    """The median first reply (None without any) and how many of `count` came within the promise."""

    count: int = 0
    within: int = 0
    median: timedelta | None = None

    @property
    def share(self) -> float:
        return self.within / self.count if self.count else 0.0


def summed_up(replies: Sequence[FirstReply]) -> FirstReplies:
    within = sum(one.took <= one.promised for one in replies)
    middle = timedelta(seconds=median(one.took.total_seconds() for one in replies)) if replies else None
    return FirstReplies(len(replies), within, middle)
