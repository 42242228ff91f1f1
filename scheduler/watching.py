"""Who looks after an account while a customer waits for an answer, and when they are next told of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach.database import Session
from outreach.desk.rules import DeskRules
from outreach.listening import clocks as reckoning
from outreach.listening.clocks import Promise, Step, Watch
from outreach.models.book import Account, Role, Teammate
from outreach.models.listening import ResponseClock
from outreach.store import digests, errands, teammates
from outreach.worktime import zones
from scheduler.digests import Staff

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Watchers:
    """`people`: the CSM, their cover and their manager, as far as there are such, in this order; of an account that
    nobody looks after, those in charge. `csm` and `cover` are none of ours any more once they have left."""

    people: tuple[Teammate, ...]
    watch: Watch
    staff: Staff
    csm: Teammate | None = None
    cover: Teammate | None = None

    def on_duty(self, at: datetime) -> Teammate:
        """Who answers on that day."""
        return self.people[self.watch.on_duty(at)]

    def second(self, at: datetime) -> Teammate | None:
        """The cover, where the CSM is there and so are they."""
        is_second = self.cover is not None and self.on_duty(at).id != self.cover.id
        return self.cover if is_second and not self._is_away(self.cover, at) else None

    def in_charge(self, at: datetime) -> Teammate | None:
        """The CSM's manager; where there is none or they are away, another who is in charge and there."""
        boss = self.staff.manager_of(self.csm) if self.csm else None
        others = [one for one in self.staff.people.values() if one.role in (Role.MANAGER, Role.ADMIN)]
        there = [one for one in (boss, *others) if one is not None and not self._is_away(one, at)]
        return next(iter(there), boss or next(iter(others), None))

    def back(self, at: datetime) -> tuple[Teammate, datetime] | None:
        """Who is there next, and from when; `at` itself during work."""
        found = self.watch.shift_at(at)
        return (self.people[found[1]], max(at, found[0].start_at)) if found else None

    def _is_away(self, person: Teammate | None, at: datetime) -> bool:
        return person is None or self.staff.availability(person).is_away(_today(person, at))


def _today(person: Teammate, at: datetime) -> date:
    return zones.local_date(at, zones.zone(person.timezone))


async def watchers_of(
    session: Session, account: Account, now: datetime, since_at: datetime | None = None
) -> Watchers | None:
    """As of `now`, with the absences that matter from `since_at` on. None where nobody of ours is left at all."""
    everybody = await teammates.all_teammates(session)
    absences = await digests.absences(session, min(since_at or now, now).date() - _DAY)
    staff = Staff({one.id: one for one in everybody if one.id is not None}, absences, now)
    csm = staff.people.get(account.csm_id or 0)
    cover = staff.people.get(csm.cover_id or 0) if csm else None
    people = tuple({one.id: one for one in _in_order(staff, csm, cover)}.values())
    if not people:
        return None
    return Watchers(people, Watch(tuple(staff.availability(one) for one in people)), staff, csm, cover)


def _in_order(staff: Staff, csm: Teammate | None, cover: Teammate | None) -> Iterator[Teammate]:
    if csm is not None:
        yield from (one for one in (csm, cover, staff.manager_of(csm)) if one is not None)
        return
    in_charge = [one for one in staff.people.values() if one.role in (Role.MANAGER, Role.ADMIN)]
    yield from in_charge or staff.people.values()


def promise_to(desk: DeskRules, account: Account) -> Promise:
    return Promise(desk.reply_within[account.segment], desk.nudge_at)


def due_at(step: Step, watchers: Watchers, clock: ResponseClock, promise: Promise, now: datetime) -> datetime:
    """At once where nobody ever works again."""
    has_cover = clock.cover_told_at is not None or watchers.second(now) is not None
    return reckoning.due_at(step, watchers.watch, clock.since_at, promise, has_cover=has_cover) or now


async def arrange(  # noqa: PLR0913 - whose wait, by which rules, watched by whom, as of when
    session: Session, desk: DeskRules, clock: ResponseClock, account: Account, now: datetime, *, anew: bool = False
) -> None:
    """Every step looks again when its moment comes. `anew`: the wait goes on after it had ended, and what was done
    before is not asked again."""
    watchers = await watchers_of(session, account, now, clock.since_at)
    if watchers is None:
        return
    promise = promise_to(desk, account)
    for step in Step:
        due = due_at(step, watchers, clock, promise, now)
        about = now.isoformat() if anew else ""
        await errands.arrange(session, step.value, clock.id or 0, due, about=about)
