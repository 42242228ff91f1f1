"""Who looks after an account while a customer waits for an answer: its CSM, their cover, whoever is in charge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from outreach.listening.clocks import Watch
from outreach.models.book import Account, Role, Teammate
from outreach.worktime import zones
from scheduler.digests.digesting import Staff


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
        if self.cover is None or self.on_duty(at).id == self.cover.id or self._is_away(self.cover, at):
            return None
        return self.cover

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

    def _is_away(self, person: Teammate, at: datetime) -> bool:
        return self.staff.availability(person).is_away(zones.local_date(at, zones.zone(person.timezone)))


def watchers(staff: Staff, account: Account) -> Watchers | None:
    """None where nobody of ours is left at all."""
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
